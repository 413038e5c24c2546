"""Message and remedy of the rules of rows, people and the whole input, as source text."""

from __future__ import annotations

from salesreport.language import mark

ROWS: dict[str, tuple[str, str]] = {
    "missing_value": (
        mark("{column} is blank; the row is refused."),
        mark("Fill the cell."),
    ),
    "missing_either": (
        mark("Of two columns one is needed, and both are blank: {column}."),
        mark("Fill one of the two cells."),
    ),
    "long_row": (
        mark("The row has more cells than the header; its values may be shifted."),
        mark("Check the row for a separator inside a text, and quote that text."),
    ),
    "duplicate_key": (
        mark(
            "“{value}” stands twice in the table {table}; the first, in row {first_row}, is kept."
        ),
        mark("Remove one of the rows, or correct its key."),
    ),
    "several_lines": (
        mark(
            "“{value}” stands on several lines of the table {table} with other amounts; only the "
            "first, in row {first_row}, is kept."
        ),
        mark(
            "If they are lines of one thing, such as its products, add to its entry in the run "
            "file: add_up: {line}. Else correct the key, or remove the row."
        ),
    ),
    "blank_id": (
        mark("“{value}” has no {column}; the name is taken as the id."),
        mark("Write the id, so that people of one name stay apart; clear the row if it is nobody."),
    ),
    "dated_id": (
        mark("The id “{value}” is a date in the file; a spreadsheet may have made it of another."),
        mark("Format the column as text and write the ids again, or export them as text."),
    ),
    "void_rows": (
        mark("Rows that say that they are void ({column}: {value}) are counted: {count}."),
        mark("To leave them out, add to its entry in the run file: where: {line}"),
    ),
    "left_undated": (
        mark(
            "People who by {column} ({value}) have left or are not active have no day of leaving: "
            "{count}. They stay people of the team."
        ),
        mark(
            "Nothing to do for those who left long ago. For who left lately write the last day "
            "under “Left on”, so that target and months end there."
        ),
    ),
    "superseded": (
        mark("A later row or a newer file holds the key {value}; the later one counts."),
        mark("Nothing to do."),
    ),
    "reused_key": (
        mark(
            "Rows of this file left out, since {first_file} uses their keys ({value}) for "
            "something else: {count}."
        ),
        mark(
            "Number the rows so that no number comes again, such as 2024-03-1, or export all "
            "months together."
        ),
    ),
    "unclear_newer": (
        mark(
            "Rows that stand in {first_file} too, with other values: {count}. The names do "
            "not say which file is newer; {first_file} counts."
        ),
        mark(
            "Write the day into the names of the files, such as deals_2024-03-31.csv, or leave the "
            "newest only."
        ),
    ),
    "repeated_row": (
        mark("Rows that stand in {first_file} already, cell by cell, and count once: {count}."),
        mark(
            "Nothing to do where files overlap. If each row counts, set repeated_row to off in the "
            "policy."
        ),
    ),
    "row_of_sums": (
        mark("The rows of {value} only add up or average those of others; left out: {count}."),
        mark(
            "Nothing to do if it is a total. If it is a person, add it to the table of people, or "
            "set row_of_sums to off in the policy."
        ),
    ),
    "possible_total": (
        mark(
            "“{value}” reads or adds up like a total, but that is not certain; its rows are read "
            "as data: {count}."
        ),
        mark(
            "If it is a person or a customer, add it to its table, else there is nothing to do. If "
            "it is a total, correct its numbers or take the row out."
        ),
    ),
    "not_selected": (
        mark("Rows not chosen by {column}, where they hold {value}: {count}."),
        mark("Nothing to do, or change “where” in the run file."),
    ),
    "row_in_no_table": (
        mark("The row fills no column that tells what it is."),
        mark("Fill in the cells of an instalment, a contract or an event, or clear the row."),
    ),
    "review_without_deal": (
        mark("The review of {value} fits no opportunity; it is kept apart."),
        mark("Correct the id, or add the opportunity."),
    ),
    "credit_without_deal": (
        mark("No opportunity names the contract {value}; its share is credited to nobody."),
        mark("Write the contract id into its opportunity."),
    ),
    "added_up": (
        mark("Lines added to the first line with the same {column}: {count}."),
        mark("Nothing to do."),
    ),
    "lines_differ": (
        mark("Lines added up differ in {column}; the first line's is kept: {value}."),
        mark("Check these rows, or take {column} out of the columns mapped."),
    ),
    "unchanged_stage": (
        mark("Changes to the stage the deal was in already, which are no changes: {count}."),
        mark("Nothing to do."),
    ),
    "rate_off_scale": (
        mark("The rate {value} of {currency} for {month} is far off the usual, about {usual}."),
        mark("State the price of one unit of the currency; banks often quote 100 units."),
    ),
    "missing_rate": (
        mark(
            "No exchange rate of {currency} for {month}: {value} is left out, not taken as 1 to 1."
        ),
        mark("Add the month's rate to the table of exchange rates."),
    ),
    "rate_of_other_month": (
        mark(
            "Amounts in {currency} for {month}, still to come, are converted by the rate {value} "
            "of {used}; how many: {count}."
        ),
        mark("Nothing to do; once the month's rate is in the table of exchange rates, it counts."),
    ),
    "missing_key_action": (
        mark("A tracking row without a key action."),
        mark("Write what was done with the customer."),
    ),
    "no_rep": (
        mark("A row without a rep; it counts in the team's total only."),
        mark("Write the rep."),
    ),
    "no_customer": (
        mark("{column} is blank; a closed deal or a contract then stands for one customer."),
        mark("Write the customer."),
    ),
    "no_amount": (
        mark("{column} is blank; it counts as missing, never as 0."),
        mark("Write the amount."),
    ),
    "no_created_date": (
        mark("A closed deal without a created date."),
        mark("Write the day it was created."),
    ),
    "no_close_date": (
        mark("A closed deal without a close date; it counts in no period."),
        mark("Write the day it was closed."),
    ),
    "no_status": (
        mark("A row without a status."),
        mark("Choose the status."),
    ),
    "incomplete_plan": (
        mark("A plan without measure, deadline or support."),
        mark("Complete the plan, so that it can be followed up."),
    ),
    "ambiguous_name": (
        mark("Several people bear the name “{value}” ({ids}); they are never merged."),
        mark("Write the staff number, or add the name to the aliases."),
    ),
    "unknown_rep": (
        mark("The table of people does not hold “{value}”; it is kept as written."),
        mark("Add the person to the table of people, or an alias."),
    ),
    "several_owners": (
        mark("“{value}” names several people ({people}); all counts for a person of that name."),
        mark(
            "Write one of them; who else has a share of a deal goes into the table of credits, a "
            "row each: opportunity id, person, share."
        ),
    ),
    "role_without_reps": (
        mark("No rep has the role “{value}” of the policy {policy}; its terms are not used."),
        mark("Write the role as in the table of people ({near}), or take it out of the policy."),
    ),
    "unknown_measure": (
        mark("“{value}” is no measure that is computed or declared; the row is not used."),
        mark("Correct the name ({near}), or name the measure under “extra” in the policy."),
    ),
    "other_unit": (
        mark("{measure} is in the unit “{value}”, the policy says “{declared}”; it is not used."),
        mark("Correct the unit in the table or under “extra” in the policy."),
    ),
    "computed_measure": (
        mark("{value} is computed from the other tables; the typed row is not used."),
        mark("Take the row out, or give the measure a name of its own."),
    ),
    "plan_of_leaver": (
        mark("The plan {plan} is of {rep}, who left."),
        mark("Give it to somebody else, or set its status to dropped."),
    ),
    "plan_of_no_measure": (
        mark(
            "The plan {plan} is to be measured by “{measure}”, which nothing computes; its effect "
            "cannot be told."
        ),
        mark("Write a measure of the list ({near}), or declare it under “extra” in the policy."),
    ),
    "plan_in_two_places": (
        mark(
            "The plan {plan} stands in a table and, otherwise, in the book {book}; the book counts."
        ),
        mark("Change it in the book alone, or take it out of one of the two."),
    ),
    "unknown_team": (
        mark("Nobody is in the team “{value}”; the row stands on no team's page."),
        mark("Correct the team ({near}), or name it in the table of people."),
    ),
    "team_beside_rep": (
        mark("The row names a rep and the team “{value}”; it counts for the rep."),
        mark("Nothing to do; where the team is meant, leave the rep blank."),
    ),
    "inferred_reps": (
        mark("There is no table of people; they are taken from the other tables."),
        mark("Nothing to do; with a table of people, teams and roles are known too."),
    ),
    "join_unmatched": (
        mark(
            "Keys that the joined file does not hold: {value}; their rows stay without its columns."
        ),
        mark("Add the keys to the joined file, or correct their spelling."),
    ),
    "join_duplicate_key": (
        mark("The joined file holds the key {value} twice, with different values."),
        mark("Remove one of the rows of the joined file."),
    ),
    "no_data_rows": (
        mark("No table holds a data row: there is nothing to report on."),
        mark("Fill in the tables, or name the files that hold the rows in the run file."),
    ),
    "too_many_dropped": (
        mark("{dropped} of {read} rows of the table {table} are lost; {limit} is allowed."),
        mark("Mend the rows listed, or raise “max_dropped” in the run file."),
    ),
    "adjustment_of_part": (
        mark("{rep}: the adjustment of {period} is not for exactly this period: not applied."),
        mark("Give one for exactly the reported period if it should count."),
    ),
    "control_total_differs": (
        mark(
            "{measure}, {period}: the tables give {ours}, finance confirmed {value} ({difference})."
        ),
        mark("Clear up the difference before any score; the data check helps to find it."),
    ),
    "typed_differs": (
        mark("{rep}, {column}: {value} was typed, the other figures give {computed}."),
        mark("Check both; both are shown. A typed figure counts, a typed score or grade does not."),
    ),
}
