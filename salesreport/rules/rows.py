"""Rules of rows: keys, totals, needed cells, rows that complete another table's."""

from __future__ import annotations

from salesreport.rules.rule import Rule

ROWS: dict[str, Rule] = {
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
        "A row or name that reads or adds up like a total, without proof of it; read as data.",
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
}

COMPLETING: dict[str, Rule] = {
    "review_without_deal": Rule("warning", "A review of a deal that is not there; kept apart."),
    "credit_without_deal": Rule("warning", "A share of a contract no deal names; kept apart."),
}
