"""Message and remedy of every rule, as source text of the catalogs.

Kept apart from `problems` so that a new rule is one entry here, two lines in
each catalog, and nothing else. Placeholders: `{value} {column} {file} {sheet}
{table}` and the names in a problem's `values`.
"""

from __future__ import annotations

from salesreport.language import mark

RULE_TEXTS: dict[str, tuple[str, str]] = {
    "missing_file": (
        mark("The file {file} is not there."),
        mark("Put it there, or correct the path in the run file."),
    ),
    "locked_file": (
        mark("The file {file} cannot be read; it may be open in Excel."),
        mark("Close it in Excel and run again."),
    ),
    "wrong_file_kind": (
        mark("The file {file} is not what its name says."),
        mark("Save it again as .xlsx or .csv."),
    ),
    "unreadable_text": (
        mark("The text of {file} is in no known encoding."),
        mark("Save it as UTF-8, or as Excel workbook."),
    ),
    "broken_quotes": (
        mark("A quotation mark in {file} is never closed."),
        mark("Close or remove the quotation mark and run again."),
    ),
    "missing_sheet": (
        mark("The sheet {value} is not in {file}."),
        mark("Name a sheet of the workbook in the run file."),
    ),
    "missing_column": (
        mark("The column {column} of the table {table} is not in the file."),
        mark("Add the column, or map its header under `columns` in the run file."),
    ),
    "unknown_header": (
        mark("The run file names the header {value}, which the file does not have."),
        mark("Write the header as it stands in the file."),
    ),
    "duplicate_header": (
        mark("Two columns have the header {value}."),
        mark("Rename or remove one of the two columns."),
    ),
    "empty_table": (
        mark("No data rows for the table {table}."),
        mark("Fill the sheet, or take it out of the run file."),
    ),
    "skipped_sheet": (
        mark("The sheet {sheet} was left out."),
        mark("Nothing to do, unless it should be read: show it, or name it in the run file."),
    ),
    "extra_columns": (
        mark("Columns that no table knows are kept and not used: {value}."),
        mark("Nothing to do, or map them under `columns` in the run file."),
    ),
    "bad_number": (
        mark("“{value}” is not a number; the cell counts as missing, not as 0."),
        mark("Write the number in the cell."),
    ),
    "not_whole_number": (
        mark("“{value}” is a count and must be a whole number."),
        mark("Write a whole number."),
    ),
    "ambiguous_rate": (
        mark("“{value}” may be a per cent or a fraction."),
        mark("Write the rate with %, or as a fraction of 1."),
    ),
    "currency_mark": (
        mark("“{value}” bears the sign of another currency than its row."),
        mark("Correct the sign or the row's currency."),
    ),
    "bad_date": (
        mark("“{value}” is not a day that can be read in one way only."),
        mark("Write the day as 2024-03-04."),
    ),
    "bad_period": (
        mark("“{value}” is not a month, quarter or year."),
        mark("Write the period as 2024-03, 2024-Q1 or 2024."),
    ),
    "bad_flag": (
        mark("“{value}” is neither yes nor no."),
        mark("Write yes or no."),
    ),
    "unknown_choice": (
        mark("“{value}” is none of the choices of {column}."),
        mark("Use one of the choices, or map the word under `values` in the run file."),
    ),
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
        mark("The key {value} stands twice in the table {table}; the first row is kept."),
        mark("Remove one of the rows, or correct its key."),
    ),
    "superseded": (
        mark("A later row or a newer file holds the key {value}; the later one counts."),
        mark("Nothing to do."),
    ),
    "missing_rate": (
        mark("No exchange rate for {value}; the amount is left out, never taken as 1 to 1."),
        mark("Add the month's rate to the table of exchange rates."),
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
        mark("A closed deal without a customer; the deal stands for one customer."),
        mark("Write the customer."),
    ),
    "no_amount": (
        mark("A deal without its amount; it is missing, not 0."),
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
        mark("Several people bear the name {value}; the row is refused, never merged."),
        mark("Write the staff number, or add the name to the aliases."),
    ),
    "unknown_rep": (
        mark("The table of people does not hold {value}; it is kept as written."),
        mark("Add the person to the table of people, or an alias."),
    ),
    "inferred_reps": (
        mark("There is no table of people; they are taken from the other tables."),
        mark("Nothing to do; with a table of people, teams and roles are known too."),
    ),
    "join_unmatched": (
        mark("Keys that the joined file does not hold: {value}; their rows are kept."),
        mark("Add the keys to the joined file, or correct their spelling."),
    ),
    "join_duplicate_key": (
        mark("The joined file holds the key {value} twice, with different values."),
        mark("Remove one of the rows of the joined file."),
    ),
    "too_many_dropped": (
        mark("A larger share of the table {table} is left out than allowed."),
        mark("Mend the rows listed, or raise `max_dropped` in the run file."),
    ),
    "adjustment_of_part": (
        mark("{rep}: the adjustment of {period} is not applied to the longer period."),
        mark("Give one for the whole period if it should count."),
    ),
    "typed_differs": (
        mark("{rep}, {column}: {value} was typed, the other figures give {computed}."),
        mark("Check both; the typed value counts, both are shown."),
    ),
}
