"""What moved since the last version, by whom and why; who leaves and who follows."""

from __future__ import annotations

from datetime import date

from salesreport.display.blocks import Block, Bullets, Cell, Column, Group, Section, Table, together
from salesreport.display.presence import day_text
from salesreport.language import Words, mark
from salesreport.report.targetviews import PlanChange, TargetPlanView
from salesreport.retrospective.findings import Number

REASONS = {
    "edited": mark("changed by hand"),
    "joined": mark("joined"),
    "left": mark("leaves"),
    "rest_again": mark("the rest was split anew"),
}
SETTINGS = {
    "total": mark("the total"),
    "cushion": mark("the cushion"),
    "unit": mark("the unit"),
    "weights": mark("the weights of the policy"),
    "band": mark("floor and cap"),
    "status": mark("draft or final"),
}


def changes(view: TargetPlanView, words: Words) -> Block:
    """Targets that moved, and who leaves within the period."""
    return Group([_moved(view, words), _handovers(view, words)])


def _moved(view: TargetPlanView, words: Words) -> Section:
    if view.last_version is None or not view.is_new:
        return Section("changes", "", [])
    columns = [
        Column(words("Name"), "word"),
        Column(words("Version {n}", n=view.last_version), "number"),
        Column(words("Version {n}", n=view.version), "number"),
        Column(words("Change"), "number"),
        Column(words("Why")),
    ]
    rows = [
        [
            Cell(one.name), _money(one.before, words), _money(one.after, words),
            _money((one.after or 0) - (one.before or 0), words, signed=True),
            Cell(why(one, words)),
        ]
        for one in view.changes
    ]  # fmt: skip
    title = words(
        "Since version {n}: {people}", n=view.last_version,
        people=words.plural("{n} target moved", "{n} targets moved", len(rows)),
    )  # fmt: skip
    table = Table("changes-table", title, columns, rows, kind="small", caption_hidden=True)
    shown: list[Block] = [table, Bullets(_why_all(view, words))]
    return Section("changes", title, shown, kind=together(len(rows)))


def why(one: PlanChange, words: Words) -> str:
    """Reasons of one change, and by whom."""
    said = words.join(words(REASONS[reason]) for reason in one.reasons)
    return words("{why}, saved by {name}", why=said, name=one.by) if one.by else said


def _why_all(view: TargetPlanView, words: Words) -> list[str]:
    lines = []
    if view.kept_until:
        lines.append(
            words("Kept as they were: all months to {month}.", month=words.period(view.kept_until))
        )
    if view.moved_settings:
        moved = words.join(words(SETTINGS[name]) for name in view.moved_settings)
        lines.append(words("Changed in the run file or the policy: {what}.", what=moved))
    if view.agreed_moved and view.last_version is not None:
        lines.append(
            words("Agreed actions are those of the workbook of version {n}.", n=view.last_version)
        )
    if view.reason:
        lines.append(words("Reason given: {said}", said=view.reason))
    if view.decided_by:
        lines.append(words("Decided by {name}.", name=view.decided_by))
    return lines


def _handovers(view: TargetPlanView, words: Words) -> Section:
    lines = []
    for one in view.handovers:
        day = day_text(date.fromisoformat(one.left_on), view.meta, words)
        if one.heirs:
            lines.append(
                words(
                    "{name}, last day {day}: {territory} stays with {heirs}.",
                    name=one.name, day=day, territory=one.territory or "",
                    heirs=words.join(one.heirs),
                )
            )  # fmt: skip
        else:
            lines.append(
                words(
                    "{name}, last day {day}: nobody else has the territory; its part goes to all "
                    "in proportion.",
                    name=one.name, day=day,
                )
            )  # fmt: skip
    return Section("handovers", words("Who leaves, and who follows"), [Bullets(lines)])


def _money(value: Number, words: Words, *, signed: bool = False) -> Cell:
    if value is None:
        return Cell("–", None)
    text = words.number(value)
    return Cell(f"+{text}" if signed and value > 0 else text, value)
