"""Every rule by id: how loudly it speaks, what it finds, whether its row can be read.

A rule is *soft* when the row can be read but should not have been filled in like that:
as an error it refuses the row, as a warning it keeps it, and it can be off. Any
other rule speaks of something that cannot be used at all: a policy may change how
loudly it is said, never that the row is counted in the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]
SETTINGS = ("error", "warning", "off")
"""What a policy may set a rule to."""


@dataclass(frozen=True)
class Rule:
    """One thing that is checked.

    Attributes
    ----------
    severity : {"error", "warning", "info"}
        Where the policy says nothing.
    description : str
        What the rule finds, and what happens to the row or value.
    soft : bool
        The row can be read; only as an error it is refused.
    """

    severity: Severity
    description: str
    soft: bool = False


RULES: dict[str, Rule] = {
    # files and sheets
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
    "lacking_sheets": Rule(
        "info", "Sheets of the workbook to fill in are not there; their tables are not read."
    ),
    "mapping_file_absent": Rule("info", "A file a mapping would read is not in its folder."),
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
    # cells
    "bad_number": Rule("error", "Text where a number is expected; never read as 0."),
    "binary_cell": Rule("error", "A cell of a database or Parquet file holds bytes."),
    "not_whole_number": Rule("error", "A count with a fraction."),
    "ambiguous_rate": Rule(
        "error", "A rate above 2 without %, or a small one beside it: 104 may be 104 % or 10,400 %."
    ),
    "currency_mark": Rule("error", "An amount bears the sign of another currency than its row."),
    "unclear_currency": Rule(
        "error",
        "A payment without a currency, allocated to contracts or invoices of several; never "
        "guessed.",
    ),
    "currency_contradicts": Rule(
        "warning",
        "A row names another currency than the contract or invoice it belongs to; its own counts.",
        soft=True,
    ),
    "inherited_currency": Rule(
        "info",
        "Amounts without a currency are in that of the contract or invoice they belong to.",
    ),
    "unclear_number": Rule(
        "error", "An amount such as 1.234 that may be 1,234 or a little over 1."
    ),
    "unit_of_title": Rule(
        "info", "Amounts whose header names no unit are in the unit that the title names."
    ),
    "titles_contradict": Rule(
        "warning", "Titles name several units; amounts that name none are not read."
    ),
    "unclear_unit": Rule(
        "error", "An amount without a unit of its own, where several may be meant; never guessed."
    ),
    "decimal_comma": Rule("info", "A column is read with a decimal comma, as its cells show."),
    "rounded_id": Rule("error", "An id of over 15 digits kept as a number: its end is lost."),
    "bad_date": Rule("error", "No date, or one that the calendar does not have."),
    "no_year": Rule("error", "A day without a year, and the run file states none."),
    "unclear_date": Rule(
        "error", "A date whose day and month can be swapped, and nothing decides; never guessed."
    ),
    "other_day_order": Rule("error", "A date that is none in the order the run file states."),
    "day_order": Rule("info", "The order in which dates are read, as the column's cells show."),
    "day_order_stated": Rule("info", "The order in which dates are read, as the run file states."),
    "mixed_day_order": Rule("warning", "Dates of one column in two orders; none is read."),
    "half_converted_dates": Rule(
        "warning", "Dates beside texts such as 25/06/2024: day and month may have been swapped."
    ),
    "assumed_year": Rule(
        "info", "The year of month columns that name none: of the title, the run file, the period."
    ),
    "year_contradicts": Rule(
        "warning", "A title names another year than the one taken for months without a year."
    ),
    "measure_of_title": Rule(
        "info", "What targets without a column of measures are of: as a title or name says."
    ),
    "assumed_measure": Rule(
        "info", "Targets that nothing says what they are of; they are taken to be of sales."
    ),
    "unread_dates": Rule("info", "How many dates are missing or unread, and what hangs on them."),
    "bad_period": Rule("error", "No month, quarter or year."),
    "unclear_year": Rule(
        "error", "Months from one year into the next beside one year; never guessed which it is."
    ),
    "bad_flag": Rule("error", "Neither yes nor no."),
    "unknown_choice": Rule("error", "A word that is none of the column's choices."),
    # rows
    "missing_value": Rule("error", "A needed cell is blank; the row is refused."),
    "missing_either": Rule("error", "Of two columns one is needed, both are blank."),
    "long_row": Rule("error", "A row has more cells than the header; its values may be shifted."),
    "duplicate_key": Rule("error", "Two rows of one file have the same key; the first is kept."),
    "superseded": Rule("info", "A later row or a newer file holds the same key; the later counts."),
    "reused_key": Rule(
        "error",
        "A newer file gives the key to something else: numbers start anew. The older row is left "
        "out.",
    ),
    "unclear_newer": Rule(
        "warning",
        "Two files hold the same keys with other values, and their names do not say which is "
        "newer.",
    ),
    "repeated_row": Rule(
        "warning",
        "A row without a key that stands in an earlier file of its entry too; it counts once. "
        "Off: each counts.",
    ),
    "row_of_sums": Rule(
        "warning",
        "The rows of a name nobody knows are the sums, or the means, of others'; they are "
        "no person's and are left out. Off: they count.",
    ),
    "possible_total": Rule(
        "warning",
        "A row or name that reads or adds up like a total, without proof of it; its rows count.",
    ),
    "not_selected": Rule("info", "Rows the source's `where` does not choose; they are not data."),
    "row_in_no_table": Rule(
        "error", "A row of a sheet several tables share that belongs to none of them."
    ),
    "added_up": Rule("info", "Lines of one key, added up to the one row that is kept."),
    "lines_differ": Rule("warning", "Lines added up differ in a column; the first one's is kept."),
    "unchanged_stage": Rule("info", "A change to the stage a deal is in already; it is none."),
    "rate_off_scale": Rule(
        "warning",
        "An exchange rate far off its currency's usual, as of a price for 100 units.",
        soft=True,
    ),
    "rounded_amounts": Rule(
        "info", "Amounts with more decimals than their currency; rounded half away from zero."
    ),
    "missing_rate": Rule(
        "error",
        "No exchange rate for the currency and month; never taken as 1. The amount is missing; a "
        "payment, invoice, instalment, adjustment or cost is left out.",
    ),
    "rate_of_other_month": Rule(
        "info",
        "Open deals or instalments of months after the last exchange rate, converted by that one.",
    ),
    "missing_key_action": Rule("error", "A tracking row without a key action.", soft=True),
    "no_rep": Rule("warning", "No rep; the row counts in the team's total only.", soft=True),
    "no_customer": Rule("warning", "A closed deal without a customer.", soft=True),
    "no_amount": Rule("warning", "A needed amount is blank; it is missing, not 0.", soft=True),
    "no_created_date": Rule("warning", "A closed deal without a created date.", soft=True),
    "no_close_date": Rule("warning", "A closed deal without a close date.", soft=True),
    "no_status": Rule("warning", "A row without a status.", soft=True),
    "incomplete_plan": Rule("warning", "A plan without measure, deadline or support.", soft=True),
    # people and names
    "ambiguous_name": Rule("error", "A name that several people bear; refused, never merged."),
    "unknown_rep": Rule("warning", "A rep the table of people does not hold; kept as written."),
    "name_contradicts_id": Rule(
        "warning", "The name beside an id is not that id's; the id says who is meant."
    ),
    "role_without_reps": Rule("warning", "A role of the policy that no rep has; not used."),
    "unknown_measure": Rule(
        "error", "A target, total or row of a measure that nothing computes or declares.", soft=True
    ),
    "other_unit": Rule(
        "error", "A row of other measures in another unit than the policy's.", soft=True
    ),
    "computed_measure": Rule(
        "error", "A row of other measures that names one the tables compute.", soft=True
    ),
    "unknown_team": Rule(
        "warning", "A target of a team that no rep is in; it is held against nothing.", soft=True
    ),
    "team_beside_rep": Rule(
        "info", "A target that names a rep and a team; it is the rep's.", soft=True
    ),
    "inferred_reps": Rule("info", "No table of people: they are taken from the other tables."),
    # rows that complete another table's
    "review_without_deal": Rule("warning", "A review of a deal that is not there; kept apart."),
    "credit_without_deal": Rule("warning", "A share of a contract no deal names; kept apart."),
    # authentic data
    "implausible_date": Rule(
        "warning", "A date outside any sales history, or far from its row's own day.", soft=True
    ),
    "closed_before_created": Rule(
        "warning", "A deal closed before the day it was created.", soft=True
    ),
    "stage_backwards": Rule(
        "warning", "A deal went back to an earlier stage, or from closed to open.", soft=True
    ),
    "payment_before_invoice": Rule(
        "warning", "A payment names an invoice of a later date.", soft=True
    ),
    "shares_do_not_add_up": Rule(
        "warning",
        "The shares of a deal do not sum to 100 %; as an error all its shares are refused, "
        "and the deal counts for its owner.",
        soft=True,
    ),
    "share_not_positive": Rule(
        "error", "A share of zero or less; as a warning it counts for nothing.", soft=True
    ),
    "overlapping_owners": Rule(
        "error",
        "Two reps own a customer or deal from the same day; neither of the rows is used.",
        soft=True,
    ),
    "owner_left": Rule(
        "warning",
        "Deals are credited to an owner who had left when they were won; as an error the "
        "owner's row is refused.",
        soft=True,
    ),
    "over_allocated": Rule(
        "warning",
        "More of a payment is allocated than was paid; it counts up to the payment, as an "
        "error none of its allocations counts.",
        soft=True,
    ),
    "allocation_without_payment": Rule(
        "warning",
        "An allocation of a payment that is in no row that is used; it settles nothing, as an "
        "error its row is refused.",
        soft=True,
    ),
    "credit_note_unmatched": Rule(
        "warning",
        "A negative invoice or instalment that is more than what is owed of the same; the rest "
        "of it reduces nothing due.",
        soft=True,
    ),
    "bill_without_maturity": Rule(
        "warning",
        "A bill without a maturity date, where bills count at maturity; it counts when received.",
        soft=True,
    ),
    "no_tax_rate": Rule(
        "warning",
        "Sales count without tax, and the contract states no rate; the amount is not counted.",
        soft=True,
    ),
    "refund_positive": Rule("warning", "A refund above zero, which raises bookings.", soft=True),
    "rep_off_scale": Rule(
        "warning", "All amounts of a rep are far off the other reps' scale.", soft=True
    ),
    "amount_off_scale": Rule(
        "warning", "An amount 100 times off the scale of its rep or customer.", soft=True
    ),
    "table_off_scale": Rule(
        "warning",
        "Amounts 100 times off those of the table they are held against, for most reps, months "
        "or contracts.",
        soft=True,
    ),
    "created_before_signing": Rule(
        "warning", "A won deal created at most 3 days before it was signed.", soft=True
    ),
    "entered_late": Rule(
        "warning", "Many rows of a rep entered more than 7 days after their date.", soft=True
    ),
    "filled_in_one_sitting": Rule(
        "warning", "A week or more of a rep's tracker entered on one day.", soft=True
    ),
    "copied_remarks": Rule(
        "warning", "The same text of a rep beside five or more customers.", soft=True
    ),
    "alias_suggestion": Rule(
        "info", "Two names that may be the same; kept apart until an alias says so.", soft=True
    ),
    # joins
    "join_unmatched": Rule(
        "warning", "Keys the joined file does not hold; their rows stay, without its columns."
    ),
    "several_lines": Rule(
        "error",
        "Rows of one file with one key that differ in amount alone, as lines of one thing do; "
        "the first is kept.",
    ),
    "blank_id": Rule(
        "warning", "A row without an id in a table that has a column of them; its name is the id."
    ),
    "dated_id": Rule(
        "warning", "An id that is a date, as a spreadsheet makes one of 1-2; it is kept as shown."
    ),
    "void_rows": Rule(
        "warning", "Rows that say in a column nothing reads that they are void; they count."
    ),
    "join_duplicate_key": Rule("error", "The joined file holds a key twice with other values."),
    # the whole
    "no_data_rows": Rule("error", "None of the tables of the run file holds a data row."),
    "too_many_dropped": Rule("error", "A larger share of a table's rows is left out than allowed."),
    "adjustment_of_part": Rule(
        "warning",
        "A score adjustment of a span that only shares days with the period; not applied.",
    ),
    "control_total_differs": Rule(
        "warning", "A control total of the period differs from the sum of the tables."
    ),
    "typed_differs": Rule("warning", "A typed value differs from what the other tables give."),
}
"""Every rule by its id, which policy files, JSON and wording use."""
