"""Rules of files and sheets, before any cell of them is read."""

from __future__ import annotations

from salesreport.rules.rule import Rule

FILES: dict[str, Rule] = {
    "missing_file": Rule("error", "A file named in the run file is not there."),
    "locked_file": Rule("error", "A file may not be read; it may be open in Excel."),
    "wrong_file_kind": Rule("error", "A file is not what its name says."),
    "damaged_file": Rule("error", "A workbook is damaged: cut short, or bytes in it are wrong."),
    "numbers_document": Rule("error", "A file is a document of Apple Numbers."),
    "unreadable_source": Rule("error", "A database or remote file cannot be reached or read."),
    "refused_query": Rule("error", "A query is not one SELECT, or would change the database."),
    "missing_package": Rule("error", "A package is needed to read a source and not installed."),
    "unset_variable": Rule("error", "An environment variable named in the run file is not set."),
    "written_secret": Rule("error", "A secret stands in the run file; the source is not read."),
    "unreadable_text": Rule("error", "A text file is in none of the encodings tried."),
    "broken_quotes": Rule("error", "A quotation mark in a text file is never closed."),
    "missing_sheet": Rule("error", "A sheet named in the run file is not in the workbook."),
    "missing_column": Rule("error", "A column the table needs is not in the file."),
    "table_on_other_sheet": Rule("error", "The table stands on another sheet than the one read."),
    "people_as_columns": Rule("error", "A sheet of targets has people as columns, months as rows."),
    "bare_months": Rule("error", "Headers of a sheet of targets are numbers, not months."),
    "unknown_header": Rule("error", "A header named under columns or join is not in the file."),
    "duplicate_header": Rule("error", "Two columns of a file have the same header."),
    "unclear_column": Rule("error", "Several columns may be the table's, and none is better."),
    "several_columns": Rule(
        "warning",
        "Two columns of a file may be one of the table and differ; the better header's is read.",
    ),
    "unread_table": Rule(
        "error", "A table is left out of a draft, since a source of it cannot be read."
    ),
    "empty_table": Rule("error", "A file or sheet holds no data rows."),
    "count_differs": Rule(
        "error", "Two ways of counting a file's rows differ; the file is not used."
    ),
    "skipped_sheet": Rule("info", "A sheet was left out: hidden, or not the table asked for."),
    "odd_sheet": Rule(
        "warning", "A sheet beside those of the reps that lacks a needed column; it is left out."
    ),
    "unread_sheet": Rule(
        "warning",
        "A sheet with the headers of the one that is read, which the run file does not name; "
        "it is not read.",
    ),
    "summary_sheet": Rule(
        "warning",
        "A sheet beside those of the reps that holds their rows once more, or examples; it is "
        "left out. Off: its rows count.",
    ),
    "rows_above_header": Rule(
        "warning",
        "Rows typed over the examples of a sheet to fill in, above its header; they are data.",
    ),
    "renamed_sheet": Rule(
        "error", "A sheet of the workbook to fill in has another name, so that it is not read."
    ),
    "stray_sheet": Rule(
        "warning", "A sheet with rows in the workbook to fill in that no table reads."
    ),
    "unread_book": Rule(
        "warning", "A file in the folder of the books of plans that is read as no period's book."
    ),
    "unread_deck": Rule(
        "warning", "An edited deck that cannot be read: what was decided in it counts nowhere."
    ),
    "two_decisions": Rule(
        "warning", "Two decks that say different things in one cell of their table of decisions."
    ),
    "unread_decision_day": Rule(
        "warning", "A day in a deck's table of decisions that is none; the plan keeps its own."
    ),
    "lacking_sheets": Rule(
        "info", "Sheets of the workbook to fill in are not there; their tables are not read."
    ),
    "mapping_file_absent": Rule("info", "A file a mapping would read is not in its folder."),
    "branding_file_absent": Rule(
        "warning", "A logo, style or template of the branding is not there; pages go without it."
    ),
    "extra_columns": Rule("info", "Columns no table knows; kept beside the row, not used."),
    "protected_file": Rule("error", "A workbook opens only with a password."),
    "sheet_too_large": Rule("error", "A stray cell far away makes a sheet larger than any table."),
    "formula_without_value": Rule(
        "error", "Formulas that no program has calculated; never read as blank or 0."
    ),
    "error_cell": Rule("error", "Cells that hold an error such as #REF!; never read as 0."),
    "hidden_rows": Rule("warning", "Rows that are hidden or filtered out; they are read."),
    "hidden_columns": Rule("warning", "Columns that are hidden; they are read."),
    "merged_amount": Rule(
        "warning", "An amount merged over several rows; it counts once, in the first."
    ),
    "waiting_rows": Rule("info", "Rows of formulas only, without any value; they are blank."),
    "unfilled_rows": Rule(
        "info", "Rows of a wide table with a name but no amount in any month; they say nothing."
    ),
    "empty_results": Rule("info", "Formulas of an .xls whose result is an empty text; blank."),
    "total_row": Rule("info", "A row of totals; it is not counted as data."),
    "repeated_header": Rule("info", "The header printed again among the rows; it is no data."),
    "footer_row": Rule("info", "A note below the table; it is no data."),
    "total_differs": Rule("warning", "A printed total is not the sum of the rows it covers."),
    "row_count_differs": Rule(
        "warning", "A row of totals says another number of rows than those it covers."
    ),
}
