"""Rules of single cells: numbers, units, days, choices."""

from __future__ import annotations

from salesreport.rules.rule import Rule

CELLS: dict[str, Rule] = {
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
    "minguo_years": Rule("info", "Years of a column are of Taiwan's calendar, as its cells show."),
    "unclear_calendar": Rule(
        "error", "A year of two digits that may be of Taiwan's calendar; never guessed."
    ),
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
    "period_of_sheet": Rule("info", "The period of a sheet without a column of it: its title."),
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
}
