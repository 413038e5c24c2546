"""What causes stand on: the records of a rep's own, and the gap over leads, wins, amounts."""

from __future__ import annotations

from collections.abc import Sequence

from salesreport.display.blocks import Block, Cell, Column, Section, Table, Text
from salesreport.display.figures import money_digits
from salesreport.display.labels import TABLES, label
from salesreport.display.reasonlabels import AGAINST, CAUSES, DRIVERS
from salesreport.display.reasons import full
from salesreport.display.reasonteller import headed
from salesreport.language import Words
from salesreport.language.numbers import fine_digits
from salesreport.report.reasons.classes import primary
from salesreport.report.views import RepView, TeamView
from salesreport.retrospective.attributed import Cause, Driver, Drivers, EvidenceRow

N_ROWS = 60
"""Records shown; of each cause the first, so that none is crowded out."""
ONE_PAGE = 30
"""Rows of a table that is kept on one page."""


def records(view: RepView, words: Words) -> Section:
    """Records that carry the causes, each with its own row of the user's file."""
    found = primary(view.reasons)
    carrying = [cause for cause in found.causes if cause.rows] if found is not None else []
    whole = sum(max(cause.n_rows, len(cause.rows)) for cause in carrying)
    title = words.plural("{n} record behind the causes", "{n} records behind the causes", whole)
    columns = [
        Column(words("Cause"), "label"),
        Column(words("Customer"), "free"),
        Column(words("Date"), "day"),
        Column(words("Days late"), "number"),
        Column(words("Record"), "id"),
        Column(words("File")),
        Column(words("Row"), "number"),
    ]
    shown = _first(carrying)
    rows = [_record(cause, row, words) for cause, row in shown]
    kind = "wrapped short" if len(rows) <= ONE_PAGE else "wrapped"
    table = Table("records-table", title, columns, rows, kind=kind, caption_hidden=True)
    more: Block = Text("")
    if whole > len(shown):
        more = Text(
            words.plural(
                "{n} more row is in the report's data.", "{n} more rows are in the report's data.",
                whole - len(shown),
            ),
            "reading",
        )  # fmt: skip
    return Section("records", title, [table, more] if rows else [])


def _first(carrying: Sequence[Cause]) -> list[tuple[Cause, EvidenceRow]]:
    """The first records of each cause, in turn until the page has its number."""
    room = N_ROWS
    taken = dict.fromkeys(range(len(carrying)), 0)
    while room and any(taken[at] < len(cause.rows) for at, cause in enumerate(carrying)):
        for at, cause in enumerate(carrying):
            if room and taken[at] < len(cause.rows):
                taken[at] += 1
                room -= 1
    return [(cause, row) for at, cause in enumerate(carrying) for row in cause.rows[: taken[at]]]


def _record(cause: Cause, row: EvidenceRow, words: Words) -> list[Cell]:
    line = row.source.row if row.source is not None else None
    day = "–" if row.date is None else row.date.isoformat()
    late = "–" if row.late_days is None else words.number(row.late_days)
    return [
        Cell(label(CAUSES, cause.cause, words), cause.cause),
        Cell(row.customer or "–"),
        Cell(day, day),
        Cell(late, row.late_days, kind="na" if row.late_days is None else ""),
        Cell(row.record_id or "–", row.record_id),
        Cell(_file(row, words), row.table),
        Cell("–" if line is None else str(line), line),
    ]


def _file(row: EvidenceRow, words: Words) -> str:
    """Name of the file; of a record without one the table's."""
    if row.source is None:
        return label(TABLES, row.table, words)
    return row.source.file.rpartition("/")[2]


def drivers(view: RepView | TeamView, words: Words) -> Section:
    """The gap over leads, won customers per lead, bookings per customer, collection.

    A reference that the gap to target goes through has its factors there already.
    """
    known = [one for one in view.reasons.drivers if one.rows]
    held = {one.through for one in known if one.reference == "target"}
    shown = [one for one in known if one.measure != "bookings" or one.reference not in held]
    title = words("The gap by numbers: leads, conversion, deal size")
    blocks: list[Block] = [_drivers_table(one, view.meta.currency, words) for one in shown]
    if shown and view.reasons.base is not None:
        reading = words(
            "Leads here are those assigned in the period; causes count leads at work, each by the "
            "share of its wins that usually falls into the period."
        )
        blocks.append(Text(reading, "reading"))
    return Section("drivers", title, blocks)


def _drivers_table(one: Drivers, currency: str, words: Words) -> Table:
    digits = money_digits([one.gap, *(row.amount for row in one.rows)], currency)
    caption = headed(label(AGAINST, one.reference, words), words)
    if one.through is not None and one.reference == "target":
        way = label(AGAINST, one.through, words)
        caption = words("{reference}, factors {way}", reference=caption, way=way)
    if one.measure == "collected":
        against = label(AGAINST, one.reference, words)
        caption = words("Cash collected, {reference}", reference=against)
    columns = [
        Column(words("Factor")),
        Column(words("Actual"), "number"),
        Column(words("Held against"), "number"),
        Column(words("Part of the gap"), "number"),
    ]
    rows = [
        [
            Cell(label(DRIVERS, row.driver, words), row.driver),
            _factor(row.actual, row, currency, words),
            _factor(row.against, row, currency, words),
            Cell(full(row.amount, digits, words), row.amount),
        ]
        for row in one.rows
    ]
    foot = [
        Cell(words("Gap"), kind="total"), Cell(kind="total"), Cell(kind="total"),
        Cell(full(one.gap, digits, words), one.gap, kind="total"),
    ]  # fmt: skip
    name = f"drivers-{one.reference.replace('_', '-')}-{one.measure}"
    return Table(name, caption, columns, rows, [foot], "small")


def _factor(value: float | None, row: Driver, currency: str, words: Words) -> Cell:
    """Value of a factor in its unit: a count, a rate or an amount."""
    if value is None:
        return Cell("–", None, kind="na")
    if row.driver in ("conversion", "collection"):
        return Cell(words.percent(value, 1), value)
    if row.driver == "leads":
        return Cell(words.number(value, fine_digits(value, 1)), value)
    return Cell(words.number(value, money_digits([value], currency)), value)
