"""Rules of joined files and of a run as a whole."""

from __future__ import annotations

from salesreport.rules.rule import Rule

JOINS: dict[str, Rule] = {
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
}

WHOLE: dict[str, Rule] = {
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
