"""Message and remedy of the rules of files, sheets and their layout, as source text."""

from __future__ import annotations

from salesreport.language import mark

FILES: dict[str, tuple[str, str]] = {
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
    "damaged_file": (
        mark("The workbook {file} is damaged and cannot be opened."),
        mark("Fetch it again, or let Excel repair it and save it as .xlsx."),
    ),
    "numbers_document": (
        mark("{file} is a document of Apple Numbers."),
        mark("In Numbers choose File > Export To > Excel, and take the file it makes."),
    ),
    "unreadable_source": (
        mark("{file} cannot be read; what it was answered with: “{reason}”."),
        mark("Check the address, the query, the network and your rights, then run again."),
    ),
    "refused_query": (
        mark("The query {file} is refused: it is not one SELECT that only reads."),
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
        mark("Save it as UTF-8, or name its “encoding” in the run file."),
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
        mark("Add the column, or map its header under “columns” in the run file."),
    ),
    "table_on_other_sheet": (
        mark("The table {table} does not stand on the sheet {sheet}, but on {value}."),
        mark("Add to its entry in the run file: sheet: {line}"),
    ),
    "people_as_columns": (
        mark("In the table {table} the columns {value} seem to be people, and the rows months."),
        mark(
            "Turn the table round: a row for each person, a column for each month (in Excel: "
            "paste special, transpose)."
        ),
    ),
    "bare_months": (
        mark("In the table {table} the headers {value} are bare numbers, not months."),
        mark("Write them as months, such as 2024-01."),
    ),
    "unknown_header": (
        mark("The run file names the header {value}, which the file does not have."),
        mark("Write the header as it stands in the file."),
    ),
    "duplicate_header": (
        mark("Two columns have the header {value}."),
        mark("Rename or remove one of the two columns."),
    ),
    "unclear_column": (
        mark("Each of {value} may be the column {column} of the table {table}."),
        mark("Choose one under “columns” in the run file: {choice}."),
    ),
    "several_columns": (
        mark(
            "“{value}” and “{other}” may both be {column}; “{value}” is read. Rows in which they "
            "differ: {count}."
        ),
        mark("To read the other, add to its entry in the run file: columns: {line}"),
    ),
    "unread_table": (
        mark(
            "The table {table} is left out of this draft, since it could not be read; what hangs "
            "on it is n/a or not complete."
        ),
        mark("Mend its source as listed above; a final report is not built without it."),
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
        mark("Sheets left out: {value}."),
        mark("Nothing to do, unless one should be read: show it, or name it in the run file."),
    ),
    "odd_sheet": (
        mark("The sheet {value} does not fit the table ({column}); rows left out: {count}."),
        mark("Nothing to do if it is no rep's; else add the column, or correct its header."),
    ),
    "unread_sheet": (
        mark("The sheet {value} has the columns of {read} and is not read; its rows: {count}."),
        mark(
            'To read both write sheet: "*" in the run file, or an entry of its own for it; hide '
            "or delete it if it does not count."
        ),
    ),
    "summary_sheet": (
        mark("The sheet {value} is a summary or example, not a rep's; rows left out: {count}."),
        mark(
            "Nothing to do if the reps' own sheets hold its rows; else rename it after the rep, "
            "or set summary_sheet to off in the policy."
        ),
    ),
    "rows_above_header": (
        mark("Rows {value} stand above the header, over the examples; they are read as data."),
        mark("Nothing to do if they are data; clear them if they are altered examples."),
    ),
    "renamed_sheet": (
        mark(
            "The sheet {value} holds the table {table}, but under another name than the workbook's "
            "“{meant}”; it is not read. Its rows: {count}."
        ),
        mark("Name the sheet {meant} again."),
    ),
    "stray_sheet": (
        mark("No table reads the sheet {value}; its rows: {count}."),
        mark(
            "Nothing to do if it is your own. If it holds data, move its rows to the sheet meant "
            "for them, or write an entry for it in the run file."
        ),
    ),
    "unread_book": (
        mark(
            "The file lies among the books of plans and is not read: what it says counts nowhere."
        ),
        mark(
            "If it holds plans, save it as an Excel workbook (.xlsx) named {value}; else move it "
            "to another folder."
        ),
    ),
    "unread_deck": (
        mark("The table of decisions of the deck cannot be read ({value}): it counts nowhere."),
        mark(
            "Begin with the deck as it was built, its table and columns where they were; or write "
            "the decisions into the book of plans and move the deck to another folder."
        ),
    ),
    "two_decisions": (
        mark("A decision (slide {slide}) says “{value}”, that of {other} says “{counts}”."),
        mark("“{counts}” counts. Write the same into both decks, or into the book of plans."),
    ),
    "unread_decision_day": (
        mark("The day {value} of a decision (slide {slide}) cannot be read."),
        mark("Write it as 2024-07-31 in the deck's table, or into the book of plans."),
    ),
    "lacking_sheets": (
        mark("Sheets of the workbook that are not there, so that their tables are not: {value}."),
        mark("Nothing to do if they are not needed; else take them from a new workbook."),
    ),
    "mapping_file_absent": (
        mark("The mapping finds no file {value} for the table {table}."),
        mark("Nothing to do, or put the file there."),
    ),
    "branding_file_absent": (
        mark("The branding names {value}, which is not there: pages are made without it."),
        mark("Put the file there, or correct its name in the branding file."),
    ),
    "extra_columns": (
        mark("Columns that no table knows are kept and not used: {value}."),
        mark("Nothing to do, or map them under “columns” in the run file."),
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
    "unfilled_rows": (
        mark("Rows in which no month is filled in count as blank: {value}."),
        mark("Nothing to do, unless they should hold amounts: then fill them in."),
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
    "row_count_differs": (
        mark("The row of totals in {cell} says {value} rows; those it covers are {counted}."),
        mark("Check whether rows are missing or the total is old; the rows count."),
    ),
    "total_differs": (
        mark(
            "The printed total in {cell} is {value}, its rows add up to {summed} (difference "
            "{difference})."
        ),
        mark("Check whether rows are missing or the total is old; the rows count."),
    ),
}
