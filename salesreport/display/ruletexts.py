"""Message and remedy of every rule, as source text of the catalogs.

Kept apart from `problems` so that a new rule is one entry here, two lines in
each catalog, and nothing else. Placeholders: `{value} {column} {file} {sheet}
{table}` and the names in a problem's `values`.
"""

from __future__ import annotations

from salesreport.display.authentictexts import AUTHENTIC
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
    "unreadable_source": (
        mark("{file} cannot be read: {reason}."),
        mark("Check the address, the query, the network and your rights, then run again."),
    ),
    "refused_query": (
        mark("The query {file} is refused: {reason}."),
        mark("Write one SELECT that reads and changes nothing."),
    ),
    "missing_package": (
        mark("Reading {file} needs the package {package}, which is not installed."),
        mark("Install the package and run again."),
    ),
    "unset_variable": (
        mark("The environment variable {name} is not set."),
        mark("Set it in the shell that starts salesreport, then run again."),
    ),
    "written_secret": (
        mark("The run file holds a secret: {what}."),
        mark("Put it into an environment variable and write env:NAME in its place."),
    ),
    "unreadable_text": (
        mark("The text of {file} is in no known encoding."),
        mark("Save it as UTF-8, or name its `encoding` in the run file."),
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
    "count_differs": (
        mark("{file}: {read} rows are read, but {counted} are counted; the file is not used."),
        mark(
            "Save the table from its program again; look for line breaks and quotation "
            "marks inside cells."
        ),
    ),
    "skipped_sheet": (
        mark("The sheet {sheet} was left out."),
        mark("Nothing to do, unless it should be read: show it, or name it in the run file."),
    ),
    "mapping_file_absent": (
        mark("The mapping finds no file {value} for the table {table}."),
        mark("Nothing to do, or put the file there."),
    ),
    "extra_columns": (
        mark("Columns that no table knows are kept and not used: {value}."),
        mark("Nothing to do, or map them under `columns` in the run file."),
    ),
    "protected_file": (
        mark("The workbook {file} is protected by a password."),
        mark("Open it in Excel, take the password off and save it."),
    ),
    "sheet_too_large": (
        mark("The sheet {sheet} has cells far away from its table, down to row {row}."),
        mark("Delete the stray cells (Ctrl+End finds the last one) and save."),
    ),
    "formula_without_value": (
        mark("Formulas without a calculated value: {value}. They are never read as blank or 0."),
        mark("Open the workbook in Excel or LibreOffice and save it once, or export values."),
    ),
    "error_cell": (
        mark("Cells that hold an error: {value}."),
        mark("Correct the formulas, or write the values."),
    ),
    "hidden_rows": (
        mark("Hidden or filtered rows are read and counted: {value}."),
        mark("Show them and check that they belong to the table; delete them if not."),
    ),
    "hidden_columns": (
        mark("Hidden columns are read: {value}."),
        mark("Show them and check that they belong to the table."),
    ),
    "merged_amount": (
        mark("Amounts merged over several rows count once, in the first row: {value}."),
        mark("Unmerge the cells and write each row's own amount."),
    ),
    "waiting_rows": (
        mark("Rows that hold only formulas without a value count as blank: {value}."),
        mark("Nothing to do, unless they should hold data: then save the workbook in Excel."),
    ),
    "empty_results": (
        mark("Formulas with an empty result count as blank: {value}."),
        mark("Nothing to do, unless they should give a value: then save as .xlsx in Excel."),
    ),
    "total_row": (
        mark("Rows of totals are not counted as data: {value}."),
        mark("Nothing to do."),
    ),
    "repeated_header": (
        mark("The header stands again in rows {value}; they are no data."),
        mark("Nothing to do."),
    ),
    "footer_row": (
        mark("Notes below the table are no data: rows {value}."),
        mark("Nothing to do, unless such a row is data: then fill its cells."),
    ),
    "total_differs": (
        mark(
            "The printed total in {cell} is {value}, its rows add up to {summed} (difference "
            "{difference})."
        ),
        mark("Check whether rows are missing or the total is old; the rows count."),
    ),
    "bad_number": (
        mark("“{value}” is not a number; the cell counts as missing, not as 0."),
        mark("Write the number in the cell."),
    ),
    "binary_cell": (
        mark("The cell holds bytes, neither text nor a number."),
        mark("Turn the column into text in the query, or leave it out."),
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
    "unclear_number": (
        mark("“{value}” may be a little over one, or thousands; no amount of {column} decides."),
        mark("Write amounts with two decimals, as 1234.00 or 1,234.00."),
    ),
    "decimal_comma": (
        mark("{column} is read with a decimal comma, because of {rows} amounts such as “{value}”."),
        mark("Nothing to do, if that is how the file is written."),
    ),
    "rounded_id": (
        mark("The id {value} has lost its last digits, since it is stored as a number."),
        mark("Format the column as text and enter or export the ids again."),
    ),
    "bad_date": (
        mark("“{value}” is not a day that can be read in one way only."),
        mark("Write the day as 2024-03-04."),
    ),
    "no_year": (
        mark("“{value}” is a day without a year."),
        mark("Write the year, or state `year` for this source in the run file."),
    ),
    "unclear_date": (
        mark("“{value}” can be read as two days, and no cell of {column} decides which."),
        mark("State `day_order` for this source in the run file: dmy, mdy or ymd."),
    ),
    "other_day_order": (
        mark("“{value}” is no day in the order that the run file states."),
        mark("Correct the cell, or `day_order` in the run file."),
    ),
    "day_order": (
        mark(
            "Dates of {column} are read as {order}: {deciding} of {rows} such as “{value}” "
            "allow no other order."
        ),
        mark("Nothing to do, if that is right; else state `day_order` in the run file."),
    ),
    "day_order_stated": (
        mark("Dates of {column} such as “{value}” are read as {order}, as the run file states."),
        mark("Nothing to do, if that is right."),
    ),
    "mixed_day_order": (
        mark("{column} holds dates in two orders: {value}; {rows} dates are not read."),
        mark("Write all dates of the column in one order, or state `day_order` in the run file."),
    ),
    "half_converted_dates": (
        mark(
            "{column} holds {rows} dates, none after the 12th, beside {texts} texts such as "
            "“{value}”: a program may have swapped day and month of the dates."
        ),
        mark("Compare some dates with their origin; import the column again as text."),
    ),
    "unread_dates": (
        mark("{rows} rows have no readable {column}; {amount} hangs on them."),
        mark("Mend the dates that are listed."),
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
    "not_selected": (
        mark("{count} rows are not chosen by {column}, where they hold {value}."),
        mark("Nothing to do, or change `where` in the run file."),
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
        mark("{count} lines were added to the first line with the same {column}."),
        mark("Nothing to do."),
    ),
    "lines_differ": (
        mark("Lines added up differ in {column}; the first line's is kept: {value}."),
        mark("Check these rows, or take {column} out of the columns mapped."),
    ),
    "unchanged_stage": (
        mark("{count} changes name the stage the deal was in already; they are no changes."),
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
    **AUTHENTIC,
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
    "control_total_differs": (
        mark("{period}: the tables give {ours}, finance confirmed {value} ({difference})."),
        mark("Find the difference by contract on the page about the data, before any score."),
    ),
    "typed_differs": (
        mark("{rep}, {column}: {value} was typed, the other figures give {computed}."),
        mark("Check both; the typed value counts, both are shown."),
    ),
}
