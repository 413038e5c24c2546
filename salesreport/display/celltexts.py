"""Message and remedy of the rules of single cells and columns, as source text."""

from __future__ import annotations

from salesreport.language import mark

CELLS: dict[str, tuple[str, str]] = {
    "bad_number": (
        mark("“{value}” cannot be used as a number of {column}."),
        mark("Write one plain number in the cell, such as 12345.67."),
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
    "inherited_currency": (
        mark(
            "Amounts of the table {table} that name no currency are in {value}, as their row in "
            "{parent} says; how many: {count}."
        ),
        mark(
            "Nothing to do, if that is right; else add a column of currencies, or to its entry in "
            "the run file: values: {line}"
        ),
    ),
    "currency_contradicts": (
        mark("The row is in {value}, but its row in {parent} is in {other}; {value} counts."),
        mark("Correct the currency of one of them, if it was not paid or billed in another."),
    ),
    "unclear_currency": (
        mark(
            "The payment of {value} names no currency and settles contracts or invoices of several."
        ),
        mark("Write the payment's currency."),
    ),
    "unclear_number": (
        mark(
            "“{value}” may have a decimal or a thousands separator; no cell of {column} says which."
        ),
        mark("Write amounts with two decimals, as 1234.00 or 1,234.00."),
    ),
    "unit_of_title": (
        mark("1 in {column} counts as {factor}, as “{value}” says outside the column."),
        mark("Nothing to do, if that is right; else write the unit into the column's header."),
    ),
    "titles_contradict": (
        mark("Several units are named for {column}: {value}; amounts without one are not read."),
        mark("Write the unit into the header of each column of amounts."),
    ),
    "unclear_unit": (
        mark("“{value}” may be in one of several units, and nothing tells in which."),
        mark(
            "Write the unit into the column's header; take signs such as ¥ off single cells, "
            "or write their unit too, such as 52万."
        ),
    ),
    "rounded_amounts": (
        mark(
            "Amounts of {column} with more decimals than their currency, such as {value}: {count}."
        ),
        mark("Nothing to do: each is rounded to the nearest, and a half away from zero."),
    ),
    "decimal_comma": (
        mark(
            "{column} is read with a decimal comma, because of amounts such as “{value}”: {rows}."
        ),
        mark("Nothing to do, if that is how the file is written."),
    ),
    "rounded_id": (
        mark("The id {value} has lost its last digits, since it is stored as a number."),
        mark("Format the column as text and enter or export the ids again."),
    ),
    "bad_date": (
        mark("“{value}” cannot be used as a day of {column}."),
        mark("Write one day of the calendar, as 2024-03-04."),
    ),
    "no_year": (
        mark("“{value}” is a day without a year."),
        mark("Write the year, or state “year” for this source in the run file."),
    ),
    "assumed_year": (
        mark("Month columns without a year are taken to be of {value}, as “{told}” says."),
        mark(
            "Nothing to do if that is right; else write the year into the headers, or state “year” "
            "for this source in the run file."
        ),
    ),
    "year_contradicts": (
        mark("“{value}” names the year {other}; months without a year are taken to be of {year}."),
        mark("Write the year into the headers, or state “year” for this source in the run file."),
    ),
    "period_of_sheet": (
        mark("The rows of the sheet “{value}” are of {period}; no column names a period."),
        mark("Nothing to do, if that is right; else add a column of periods."),
    ),
    "measure_of_title": (
        mark("The targets are of {measure}, as “{value}” says; no column names a measure."),
        mark(
            "Nothing to do, if that is right; else add a column of measures, or change in its "
            "entry in the run file: values: {line}"
        ),
    ),
    "assumed_measure": (
        mark("Nothing says what the targets are of; they count for {measure}."),
        mark("Nothing to do, if that is right; else add a column of measures."),
    ),
    "unclear_date": (
        mark("“{value}” can be read as two days, and no cell of {column} decides which."),
        mark("State “day_order” for this source in the run file: {orders}."),
    ),
    "other_day_order": (
        mark("“{value}” is no day in the order that the run file states."),
        mark("Correct the cell, or “day_order” in the run file."),
    ),
    "day_order": (
        mark(
            "Dates of {column} are read as {order}: {deciding} of {rows} such as “{value}” "
            "allow no other order."
        ),
        mark("Nothing to do, if that is right; else state “day_order” in the run file."),
    ),
    "day_order_stated": (
        mark("Dates of {column} such as “{value}” are read as {order}, as the run file states."),
        mark("Nothing to do, if that is right."),
    ),
    "minguo_years": (
        mark(
            "Cells of {column} such as “{value}” are read in years of the Republic of China "
            "({meant}): {rows}."
        ),
        mark(
            "Nothing to do, if that is right; else state “calendar: gregorian” for this source in "
            "the run file."
        ),
    ),
    "unclear_calendar": (
        mark(
            "The year of “{value}” may be one of the Republic of China, counted from 1912, or a "
            "short one of the common calendar; nothing in {column} decides which."
        ),
        mark("State “calendar” for this source in the run file: roc or gregorian."),
    ),
    "mixed_day_order": (
        mark("{column} holds dates in two orders: {value}; dates not read: {rows}."),
        mark("Write all dates of the column in one order, or state “day_order” in the run file."),
    ),
    "half_converted_dates": (
        mark(
            "{column} holds {rows} dates, none after the 12th, beside {texts} texts such as "
            "“{value}”: a program may have swapped day and month of the dates."
        ),
        mark("Compare some dates with their origin; import the column again as text."),
    ),
    "unread_dates": (
        mark("Rows without a readable {column}: {rows}; {amount} hangs on them."),
        mark("Mend the dates that are listed."),
    ),
    "bad_period": (
        mark("“{value}” does not name a month, quarter or year together with its year."),
        mark("Write the period as 2024-03, 2024-Q1 or 2024."),
    ),
    "unclear_year": (
        mark("The months run on over the turn of the year; {value} may be the first or the last."),
        mark("Write both years of a business year (FY2023/24), or the year into the headers."),
    ),
    "bad_flag": (
        mark("“{value}” is neither yes nor no."),
        mark("Write yes or no."),
    ),
    "unknown_choice": (
        mark("“{value}” is none of the choices of {column}."),
        mark(
            "Write under “values” in the run file what the word means, once for all months, or "
            "use one of the choices."
        ),
    ),
}
