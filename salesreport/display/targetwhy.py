"""Why each has this share: parts, time there, floor and cap; what the plan stands on."""

from __future__ import annotations

from salesreport.display.blocks import Block, Bullets, Cell, Column, Section, Table, together
from salesreport.display.targetchances import whole
from salesreport.language import Words, mark
from salesreport.report.targetviews import PlanRep, TargetPlanView
from salesreport.retrospective.findings import Number

PARTS = {
    "potential": mark("Potential"),
    "history": mark("History"),
    "ability": mark("Per decided deal"),
}
POTENTIALS = {
    "market_territory": mark("market potential of the territory"),
    "market_industry": mark("market potential of the industries, by the own leads in each"),
    "leads_territory": mark("leads of the territory"),
}
BOUNDS = {"floor": mark("at the floor"), "cap": mark("at the cap")}


def shares(view: TargetPlanView, words: Words) -> Block:
    """One row a rep: share in each part, weighed; time there, ramp, floor and cap."""
    counted = view.basis.counted
    known = [part for part in PARTS if part in counted]
    columns = [Column(words("Name"), "free")]
    columns += [
        Column(words(PARTS[part]), "number", words.percent(counted[part], 0)) for part in known
    ]
    columns += [
        Column(words("Weighed"), "number"),
        Column(words("Time there"), "number"),
        Column(words("Ramp"), "number"),
        Column(words("Floor to cap"), "number"),
        Column(words("Share of the target"), "number"),
    ]
    rows = [_row(rep, known, view, words) for rep in view.reps if rep.target]
    title = words("Why each has this share")
    table = Table("shares-table", title, columns, rows, kind="dense", caption_hidden=True)
    shown: list[Block] = [table, Bullets(basis_lines(view, words))]
    return Section("shares", title, shown, kind=together(len(rows)))


def _row(rep: PlanRep, known: list[str], view: TargetPlanView, words: Words) -> list[Cell]:
    parts = rep.parts
    cells = [Cell(rep.name)]
    cells += [_share(getattr(parts, part), words) for part in known]
    cells += [_share(parts.mix, words), _whole(parts.time, words), _whole(parts.ramp, words)]
    if parts.low is None or parts.high is None:
        cells.append(Cell("–", None))
    else:
        low, high = (whole(value, view) or 0 for value in (parts.low, parts.high))
        shown = f"{words.number(low)}–{words.number(high)}"
        cells.append(Cell(shown, parts.low, words(BOUNDS[parts.bound]) if parts.bound else ""))
    whole_of = _shared_amount(rep, view)
    share = rep.target / whole_of if whole_of else None
    return [*cells, _share(share, words)]


def _shared_amount(rep: PlanRep, view: TargetPlanView) -> float:
    """What the rep's share is of: the team's amount where it has one of its own."""
    own = [team.assigned for team in view.teams if team.team == rep.team and team.total is not None]
    return own[0] if own else view.assigned


def _share(value: Number, words: Words) -> Cell:
    return Cell("–" if value is None else words.percent(value, 1), value)


def _whole(value: Number, words: Words) -> Cell:
    return Cell("–" if value is None else words.percent(value, 0), value)


def basis_lines(view: TargetPlanView, words: Words) -> list[str]:
    """What the shares stand on, and what is missing."""
    basis = view.basis
    lines = [_potential(view, words)]
    if any(team.total is not None for team in view.teams):
        lines.append(words("All shares are of the own team, which has a total of its own."))
    if basis.history_first and basis.history_last:
        lines.append(
            words(
                "History: bookings from {first} to {last} per month there, drawn to the mean of "
                "the same role the fewer wins stand behind it.",
                first=words.period(basis.history_first), last=words.period(basis.history_last),
            )
        )  # fmt: skip
    else:
        lines.append(words("No months with bookings are on record: history counts nothing."))
    lines.append(
        words(
            "Per decided deal: share of decided deals won x bookings per customer, both drawn to "
            "the whole. Time there: working days on which the person is there."
        )
    )
    lines.append(
        words(
            "With fewer than {n} months on the job a person counts by potential alone, x ramp.",
            n=words.number(basis.min_months),
        )
    )
    if basis.band is not None:
        lines.append(
            words(
                "Floor and cap: -{band} to +{band} around the share of these months' bookings as "
                "they were, of what newcomers leave; with fewer than three wins, as drawn.",
                band=words.percent(basis.band),
            )
        )
        if any(cell.kind != "split" for rep in view.reps for cell in rep.cells):
            lines.append(
                words("What is kept counts in floor and cap as it is; the rest is split inside.")
            )
    return lines + _lacking(view, words)


def _lacking(view: TargetPlanView, words: Words) -> list[str]:
    """What nobody's shares can stand on."""
    basis, lines = view.basis, []
    gone = [PARTS[part] for part in basis.weights if part not in basis.counted
            and basis.weights[part]]  # fmt: skip
    if gone:
        lines.append(
            words(
                "Not known of anybody: {parts}; the weight goes to the others.",
                parts=words.join(words(part) for part in gone),
            )
        )
    if not basis.counted:
        lines.append(words("Nothing is known to go by: everybody counts alike, by the time there."))
    return lines


def _potential(view: TargetPlanView, words: Words) -> str:
    source = view.basis.potential
    if source is None:
        return words(
            "Potential is missing: the table of market indices with a potential by territory or "
            "industry gives it, or leads with people's territories."
        )
    return words("Potential: {what}.", what=words(POTENTIALS[source]))
