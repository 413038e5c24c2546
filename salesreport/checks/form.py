"""Signs of false reporting, by form alone: when rows were entered, how they are worded.

Only rows of the report's period are looked at: older ones were listed in their own
month. What is found is a fact about the record, never a judgement of a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import numpy as np

from salesreport.checks.evidence import NO_DAY, Breach, Codes, Evidence, Ints, day_text, groups
from salesreport.checks.limits import (
    ACTION_WIDTH,
    COPIED_CUSTOMERS,
    FEW_REPS_SHARE,
    IMPORT_REPS,
    IMPORT_SHARE,
    LATE_DAYS,
    LATE_ROWS,
    LATE_SHARE,
    REMARK_WIDTH,
    SIGNING_DAYS,
    SITTING_DAYS,
    SITTING_DIFFERENT_DAYS,
    SITTING_ROWS,
    STOCK_PHRASE_REPS,
    STOCK_PHRASE_SHARE,
    USUAL_CYCLE_DAYS,
)

_MARKS = re.compile(r"[\W_]+")


def entered_late(found: Evidence, table: str) -> Iterator[Breach]:
    """Rows entered more than a week after their date, where a rep has many of them.

    The share is of the rep's rows that say when they were entered.
    """
    dates, entered = found.days(table, "date"), found.days(table, "entered_on")
    rows = np.flatnonzero((entered != NO_DAY) & found.in_period(dates))
    reps = found.codes(table, "rep_id")
    for mine in groups(reps.numbers, rows):
        late = mine[entered[mine] - dates[mine] > LATE_DAYS.value]
        if len(late) >= LATE_ROWS.value and len(late) >= LATE_SHARE.value * len(mine):
            yield Breach(
                late,
                "entered_on",
                None,
                {
                    "rep": found.rep_name(reps.names[reps.numbers[mine[0]]]),
                    "count": len(late),
                    "of": len(mine),
                    "days": int(LATE_DAYS.value),
                },
            )


def created_before_signing(found: Evidence, table: str) -> Iterator[Breach]:
    """Won deals created at most three days before they were signed.

    Not where the median won deal takes less than two weeks: there it is no sign.
    """
    created, closed = found.days(table, "created_date"), found.days(table, "close_date")
    stages = found.codes(table, "stage")
    won = np.array([name == "won" for name in [*stages.names, ""]])[stages.numbers]
    won &= (created != NO_DAY) & (closed >= created)
    taken = (closed - created)[won]
    if not len(taken) or np.median(taken) < USUAL_CYCLE_DAYS.value:
        return
    quick = won & found.in_period(closed) & (closed - created <= SIGNING_DAYS.value)
    for row in np.flatnonzero(quick):
        yield Breach(
            np.array([row]),
            "created_date",
            day_text(created[row]),
            {
                "key": found.cell(table, "opportunity_id", int(row)),
                "closed": day_text(closed[row]),
                "days": int(closed[row] - created[row]),
            },
        )


def filled_in_one_sitting(found: Evidence, table: str) -> Iterator[Breach]:
    """A week or more of a rep's tracker entered on one day.

    A day on which most rows of several reps were entered is an import's.
    """
    dates, entered = found.days(table, "date"), found.days(table, "entered_on")
    known = entered != NO_DAY
    rows = np.flatnonzero(known & found.in_period(dates) & (dates <= entered))
    reps = found.codes(table, "rep_id")
    imported = _imports(entered, reps.numbers, np.flatnonzero(known))
    rows = rows[~np.isin(entered[rows], imported)]
    if not len(rows):
        return
    day = entered - entered[rows].min()
    width = int(day[rows].max()) + 1
    keys = np.where(known & (reps.numbers >= 0), reps.numbers * width + day, -1)
    for mine in groups(keys, rows):
        days = np.unique(dates[mine])
        span = days[-1] - days[0] + 1
        if (
            len(mine) >= SITTING_ROWS.value
            and span >= SITTING_DAYS.value
            and len(days) >= SITTING_DIFFERENT_DAYS.value
        ):
            yield Breach(
                mine,
                "entered_on",
                day_text(entered[mine[0]]),
                {
                    "rep": found.rep_name(reps.names[reps.numbers[mine[0]]]),
                    "count": len(mine),
                    "first": day_text(days[0]),
                    "last": day_text(days[-1]),
                },
            )


def _imports(entered: Ints, reps: Ints, rows: Ints) -> Ints:
    days, counts = np.unique(entered[rows], return_counts=True)
    many = days[counts >= max(IMPORT_SHARE.value * len(rows), 1)]
    by_many = [
        day for day in many if len(np.unique(reps[rows[entered[rows] == day]])) >= IMPORT_REPS.value
    ]
    return np.array(by_many, dtype=np.int64)


def copied_remarks(found: Evidence, table: str) -> Iterator[Breach]:
    """One text of a rep beside many different customers: a remark, or a long key action.

    Width, case, blanks and punctuation do not count. A text that several reps write
    alike is a word of the form; as a remark it counts where it is most of what a rep
    writes, as a key action never.
    """
    period = np.flatnonzero(found.in_period(found.days(table, "date")))
    for column, width in (("note", REMARK_WIDTH), ("action", ACTION_WIDTH)):
        written = found.codes_of(table, column, period)
        rows = period[written.numbers[period] >= 0]
        texts = _evened(written, width.value)
        yield from _copies(found, table, column, (texts, rows))


def _copies(
    found: Evidence, table: str, column: str, written: tuple[Codes, Ints]
) -> Iterator[Breach]:
    texts, rows = written
    reps, customers = found.codes(table, "rep_id"), found.codes(table, "customer")
    written_by = np.bincount(reps.numbers[rows] + 1, minlength=len(reps.names) + 1)[1:]
    n_reps = int(np.count_nonzero(written_by))
    rows = rows[(texts.numbers[rows] >= 0) & (reps.numbers[rows] >= 0)]
    width = len(texts.names)
    pairs = reps.numbers * width + texts.numbers
    alike, counts = np.unique(pairs[rows], return_counts=True)
    writers = np.bincount(alike % width, minlength=width) if width else alike
    often = alike[counts >= COPIED_CUSTOMERS.value]
    for same in groups(pairs, rows[np.isin(pairs[rows], often)]):
        rep, text = int(reps.numbers[same[0]]), int(texts.numbers[same[0]])
        n_customers = len(np.unique(customers.numbers[same]))
        share = _share_needed(column, int(writers[text]), n_reps)
        if n_customers >= COPIED_CUSTOMERS.value and len(same) >= share * written_by[rep]:
            yield Breach(
                same,
                column,
                found.cell(table, column, int(same[0])),
                {
                    "rep": found.rep_name(reps.names[rep]),
                    "count": len(same),
                    "customers": n_customers,
                    "of": int(written_by[rep]),
                },
            )


def _share_needed(column: str, n_writers: int, n_reps: int) -> float:
    """Share of a rep's texts that one text must have; above 1: never a copy."""
    if n_writers > STOCK_PHRASE_REPS.value:
        return STOCK_PHRASE_SHARE.value if column == "note" else 2.0
    return FEW_REPS_SHARE.value if n_reps <= STOCK_PHRASE_REPS.value else 0.0


def _evened(texts: Codes, width: float) -> Codes:
    """Texts that differ in width, case, blanks or punctuation only, as one; short ones out."""
    keys: dict[str, int] = {}
    numbers = np.full(len(texts.names) + 1, -1, dtype=np.int64)
    for number, name in enumerate(texts.names):
        plain = unicodedata.normalize("NFKC", name).casefold()
        key = _MARKS.sub("", plain)
        if sum(1 if sign.isascii() else 2 for sign in key) >= width:
            numbers[number] = keys.setdefault(key, len(keys))
    return Codes(numbers[texts.numbers], list(keys))
