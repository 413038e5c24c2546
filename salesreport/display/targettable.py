"""The plan itself: people by months, adding up; teams; months with what rounding moved."""

from __future__ import annotations

from markupsafe import Markup

from salesreport.display.blocks import Block, Cell, Column, Section, Table, Text
from salesreport.display.figures import money_digits
from salesreport.display.labels import currency_unit
from salesreport.language import Words, mark
from salesreport.report.targetviews import PlanCell, PlanRep, TargetPlanView

WIDE = 5
"""Months from which on the table has a page of its own, across."""

STATUS = {
    "new": mark("no own history"),
    "leaves": mark("leaves {day}"),
    "away": mark("away part of the time"),
    "gone": mark("left"),
    "unknown": mark("in no table"),
}


def plan(view: TargetPlanView, words: Words) -> Block:
    """Targets of people by months; every row, column and total adds up."""
    digits = money_digits(
        [cell.value for rep in view.reps for cell in rep.cells], view.meta.currency
    )
    columns = [Column(words("Name"), "word")]
    columns += [
        Column(
            words.month(month.month), "number",
            words("kept") if view.kept_until and month.month <= view.kept_until else "",
        )
        for month in view.months
    ]  # fmt: skip
    columns.append(Column(words("Total"), "number"))
    rows = [
        [
            Cell(rep.name, note=who(rep, words)),
            *(_cell(cell, words, digits) for cell in rep.cells),
            Cell(words.number(rep.target, digits), rep.target),
        ]
        for rep in view.reps
    ]
    title = words(
        "Targets of {period}, in {unit}: every row and column adds up",
        period=words.period(view.plan_period), unit=currency_unit(view.meta.currency, words),
    )  # fmt: skip
    kind = "wide-page" if len(view.months) >= WIDE else ""
    table = Table("plan-table", title, columns, rows, _foot(view, words, digits), "dense",
                  caption_hidden=True)  # fmt: skip
    return Section("plan", title, [table, Text(_remark(view, words), "reading")], kind=kind)


def who(rep: PlanRep, words: Words) -> str:
    """Team, and what is out of the usual about a person, for beside the name."""
    parts = [rep.team or ""]
    if rep.status in STATUS:
        parts.append(words(STATUS[rep.status], day=rep.until or ""))
    return words.join(part for part in parts if part)


def _cell(cell: PlanCell, words: Words, digits: int) -> Cell:
    shown = words.number(cell.value, digits) if cell.value else "–"
    if cell.kind == "edited":
        return Cell(Markup("<mark>{}</mark>").format(shown), cell.value)
    return Cell(shown, cell.value)


def _foot(view: TargetPlanView, words: Words, digits: int) -> list[list[Cell]]:
    def line(title: str, values: list[float], total: float, kind: str = "") -> list[Cell]:
        cells = [Cell(words.number(v, digits), v, kind=kind) for v in (*values, total)]
        return [Cell(title, kind=kind), *cells]

    rows = [line(words("Sum of the people"), [m.assigned for m in view.months], view.assigned,
                 "total")]  # fmt: skip
    if view.cushion_amount:
        rows.append(
            line(words("of it cushion"), [m.cushion for m in view.months], view.cushion_amount)
        )
        rows.append(
            line(words("Target of the team"), [m.team for m in view.months], view.total, "total")
        )
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
    if view.left_out:
        parts.append(
            words("Without a target, since their team has none: {names}.",
                  names=words.join(view.left_out))
        )  # fmt: skip
    return words.sentences(parts)


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
    return Section("teams", words("Teams"), [table])


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
    return Section("target-months", title, [table, Text(said, "reading")])


def _signed(value: float, words: Words) -> str:
    return f"+{words.number(value, 2)}" if value > 0 else words.number(value, 2)
