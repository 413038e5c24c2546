"""The plan itself: people by months, adding up; teams; months with what rounding moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from salesreport.display.blocks import (
    Block,
    Cell,
    Column,
    Group,
    Section,
    Table,
    Text,
    together,
)
from salesreport.display.figures import money_digits
from salesreport.display.labels import currency_unit
from salesreport.display.presence import day_text, leave_text
from salesreport.display.targetchances import chance
from salesreport.language import Words, mark
from salesreport.report.targetviews import AwayRep, PlanCell, PlanRep, TargetPlanView
from salesreport.report.viewbase import Meta

WIDE = 5
"""Months from which on the first table has quarters, and months stand in tables of their own."""

QUARTER, HALF = 3, 6

STATUS = {
    "new": mark("no own history"),
    "leaves": mark("leaves {day}"),
    "away": mark("away part of the time"),
    "absent": mark("not there in this period"),
    "gone": mark("left"),
    "unknown": mark("in no table"),
}


def plan(view: TargetPlanView, words: Words) -> Block:
    """Targets of people by months, of a longer plan by quarters; all adds up; each chance."""
    groups = _groups(view, words)
    title = words(
        "Targets of {period}, in {unit}: every row and column adds up",
        period=words.period(view.plan_period), unit=currency_unit(view.meta.currency, words),
    )  # fmt: skip
    table = _table("target-plan-table", title, groups, view, words)
    kind = together(len(table.rows))
    return Section("target-plan", title, [table, Text(_remark(view, words), "reading")], kind=kind)


def by_month(view: TargetPlanView, words: Words) -> Block:
    """Every month of a longer plan, half a year a table: more are wider than a page."""
    n = len(view.months)
    if n < WIDE:
        return Text("")
    return Group([_half(first, view, words) for first in range(0, n, HALF)])


def _half(first: int, view: TargetPlanView, words: Words) -> Section:
    places = range(first, min(first + HALF, len(view.months)))
    title = words(
        "Targets from {first} to {last}, in {unit}",
        first=words.period(view.months[places[0]].month),
        last=words.period(view.months[places[-1]].month),
        unit=currency_unit(view.meta.currency, words),
    )
    groups = [Months(_head(at, view, words), [at]) for at in places]
    name = f"by-month-{first // HALF + 1}"
    table = _table(f"{name}-table", title, groups, view, words, is_part=True)
    return Section(name, title, [table], kind=together(len(table.rows)))


@dataclass(frozen=True)
class Months:
    """A column: its head, and places of the months in it."""

    column: Column
    places: list[int]


def _groups(view: TargetPlanView, words: Words) -> list[Months]:
    """Single months, or three at a time where there are many."""
    n = len(view.months)
    if n < WIDE:
        return [Months(_head(at, view, words), [at]) for at in range(n)]
    found = []
    for first in range(0, n, QUARTER):
        places = list(range(first, min(first + QUARTER, n)))
        ends = (words.month(view.months[at].month) for at in (places[0], places[-1]))
        found.append(Months(Column("–".join(ends), "number"), places))
    return found


def _head(at: int, view: TargetPlanView, words: Words) -> Column:
    month = view.months[at].month
    kept = view.kept_until is not None and month <= view.kept_until
    return Column(words.month(month), "number", words("kept") if kept else "")


def _table(
    name: str,
    title: str,
    groups: list[Months],
    view: TargetPlanView,
    words: Words,
    *,
    is_part: bool = False,
) -> Table:
    """People by months; of a part of the period totals are of that part."""
    digits = money_digits(
        [cell.value for rep in view.reps for cell in rep.cells], view.meta.currency
    )
    columns = [Column(words("Name"), "free"), *(group.column for group in groups)]
    columns += [Column(words("Total"), "number")] if len(groups) > 1 else []
    rows = []
    for rep in view.reps:
        cells = [_cell([rep.cells[at] for at in group.places], words, digits) for group in groups]
        if len(groups) > 1:
            total = sum(rep.cells[at].value for group in groups for at in group.places)
            cells.append(Cell(words.number(total, digits), total))
        rows.append([Cell(rep.name, note="" if is_part else who(rep, view.meta, words)), *cells])
    foot = _foot(groups, view, words, digits)
    if not is_part:
        columns.append(Column(words("Chance"), "number"))
        rows = [[*row, chance(rep, view, words)] for row, rep in zip(rows, view.reps, strict=True)]
        foot = [[*row, Cell("", kind=row[0].kind)] for row in foot]
    return Table(name, title, columns, rows, foot, "dense", caption_hidden=True)


def who(rep: PlanRep, meta: Meta, words: Words) -> str:
    """Team, and what is out of the usual about a person, for beside the name."""
    parts = [rep.team or ""]
    if rep.status in STATUS:
        day = "" if rep.until is None else day_text(date.fromisoformat(rep.until), meta, words)
        parts.append(words(STATUS[rep.status], day=day))
    return words.join(part for part in parts if part)


def _cell(cells: list[PlanCell], words: Words, digits: int) -> Cell:
    value = sum(cell.value for cell in cells)
    shown = words.number(value, digits) if value else "–"
    if any(cell.kind == "edited" for cell in cells):
        return Cell(Markup("<mark>{}</mark>").format(shown), value)
    return Cell(shown, value)


def _foot(
    groups: list[Months], view: TargetPlanView, words: Words, digits: int
) -> list[list[Cell]]:
    def line(title: str, part: str, kind: str = "") -> list[Cell]:
        values = [sum(getattr(view.months[at], part) for at in group.places) for group in groups]
        values += [sum(values)] if len(groups) > 1 else []
        cells = [Cell(words.number(v, digits), v, kind=kind) for v in values]
        return [Cell(title, kind=kind), *cells]

    rows = [line(words("Sum of the people"), "assigned", "total")]
    if view.cushion_amount:
        rows.append(line(words("of it cushion"), "cushion"))
        rows.append(line(words("Target of the team"), "team", "total"))
    return rows


def _remark(view: TargetPlanView, words: Words) -> str:
    parts = [
        words(
            "Multiples of {unit}; people first, then the months of each.",
            unit=words.number(view.unit, money_digits([view.unit], view.meta.currency)),
        )
    ]
    if any(cell.kind == "edited" for rep in view.reps for cell in rep.cells):
        parts.append(words("Marked: changed by hand in the workbook, and kept."))
    return words.sentences(parts + without_target(view, words))


def without_target(view: TargetPlanView, words: Words) -> list[str]:
    """Who has no target, and why."""
    parts = []
    if view.without:
        parts.append(words("Left out by the run file: {names}.", names=words.join(view.without)))
    if view.left_out:
        parts.append(
            words("Without a target, since their team has none: {names}.",
                  names=words.join(view.left_out))
        )  # fmt: skip
    return parts + [_away(one, view, words) for one in view.away]


def _away(one: AwayRep, view: TargetPlanView, words: Words) -> str:
    """Reason and days of one who is away for all of the period."""
    return words.plural(
        "Without a target: {name}, {away} (all {n} working day).",
        "Without a target: {name}, {away} (all {n} working days).",
        one.n_days, name=one.name,
        away=words.join(leave_text(leave, view.meta, words) for leave in one.leave),
    )  # fmt: skip


def teams(view: TargetPlanView, words: Words) -> Block:
    """Each team's sum, beside its own total where it has one."""
    if not view.teams:
        return Text("")
    has_total = any(team.total is not None for team in view.teams)
    columns = [Column(words("Team"), "word"), Column(words("People"), "number")]
    if has_total:
        columns += [Column(words("Target of the team"), "number"),
                    Column(words("Cushion"), "number")]  # fmt: skip
    columns += [Column(words("Sum of the people"), "number"), Column(words("Share"), "number")]
    digits = money_digits([team.assigned for team in view.teams], view.meta.currency)
    rows = []
    for team in view.teams:
        row = [Cell(team.team or words("no team")), Cell(words.number(team.n_reps), team.n_reps)]
        if has_total:
            row += [
                Cell("–" if value is None else words.number(value, digits), value)
                for value in (team.total, team.cushion)
            ]
        share = team.assigned / view.assigned if view.assigned else 0.0
        row += [Cell(words.number(team.assigned, digits), team.assigned),
                Cell(words.percent(share, 1), share)]  # fmt: skip
        rows.append(row)
    table = Table("teams-table", words("Teams"), columns, rows, kind="small", caption_hidden=True)
    return Section("teams", words("Teams"), [table], kind=together(len(rows)))


def months(view: TargetPlanView, words: Words) -> Block:
    """Season and working days of each month, exact and rounded, and the drift between."""
    columns = [
        Column(words("Month"), "label"),
        Column(words("Working days"), "number"),
        Column(words("Season"), "number", words("of a working day")),
        Column(words("Exact"), "number"),
        Column(words("Rounded"), "number"),
        Column(words("Drift"), "number"),
    ]
    rows = [
        [
            Cell(words.period(month.month)),
            Cell(words.number(month.working_days), month.working_days),
            Cell(words.percent(month.season, 0), month.season),
            Cell(words.number(month.exact, 2), month.exact),
            Cell(words.number(month.assigned), month.assigned),
            Cell(_signed(month.drift, words), month.drift),
        ]
        for month in view.months
    ]
    if view.basis.season == "index":
        said = words.plural(
            "Season from {n} month of everybody's bookings by working day.",
            "Season from {n} months of everybody's bookings by working day.",
            view.basis.n_months,
        )
    else:
        said = words.plural(
            "Months by working days alone: {n} month on record is too few for a season (24).",
            "Months by working days alone: {n} months on record are too few for a season (24).",
            view.basis.n_months,
        )
    table = Table("target-months-table", words("Months"), columns, rows, kind="small",
                  caption_hidden=True)  # fmt: skip
    title = words("How the months were split")
    shown: list[Block] = [table, Text(said, "reading")]
    return Section("target-months", title, shown, kind=together(len(rows)))


def _signed(value: float, words: Words) -> str:
    return f"+{words.number(value, 2)}" if value > 0 else words.number(value, 2)
