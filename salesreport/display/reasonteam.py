"""Causes of a team's gap by group and by person, a column a class."""

from __future__ import annotations

from collections.abc import Sequence

from salesreport.display.analystcells import named
from salesreport.display.blocks import Block, Bullets, Cell, Column, Section, Table, Text
from salesreport.display.figures import money_digits
from salesreport.display.reasonasides import difference_text
from salesreport.display.reasonlabels import CLASSES, short_class
from salesreport.display.reasonrows import ONE_PAGE
from salesreport.display.reasons import full
from salesreport.display.reasonteller import teller
from salesreport.language import Words
from salesreport.report.reasons.classes import by_class, to_target, total
from salesreport.report.views import TeamView
from salesreport.retrospective.attributed import Attributed

PAIR = 2
MOST_KINDS = 5
"""Classes beside name and gap that the upright page has room for."""

Parts = dict[str, float]
"""Amount by class."""


def by_people(view: TeamView, words: Words) -> Section:
    """Gap to target of each group and person over the classes, who is furthest below first.

    Sums are those of the people; who has no causes is named below.
    """
    found = {rep_id: to_target(reasons) for rep_id, reasons in view.reasons_by_rep.items()}
    people = {rep_id: one for rep_id, one in found.items() if one is not None}
    known = [rep for rep in view.reps if rep.rep_id in people]
    without = [rep.name for rep in view.reps if rep not in known]
    parts = {rep.rep_id: _parts(people[rep.rep_id]) for rep in known}
    ordered = sorted(known, key=lambda rep: _gap(parts[rep.rep_id]))
    lines = [(rep.name, rep.rep_id, parts[rep.rep_id]) for rep in ordered]
    groups: dict[str, list[Parts]] = {}
    for rep in known:
        groups.setdefault(rep.team or "", []).append(parts[rep.rep_id])
    sums = [(name or "–", name, _sum(items)) for name, items in groups.items()]
    blocks: list[Block] = []
    if len(groups) > 1:
        caption = words("Causes by group")
        by_gap = sorted(sums, key=lambda line: _gap(line[2]))
        blocks.append(_table("causes-by-group", caption, by_gap, view.meta.currency, words))
    blocks.append(Bullets(_differences(view, words)))
    if lines:
        caption = words("Causes by person")
        blocks.append(_table("causes-by-person", caption, lines, view.meta.currency, words))
        if without:
            said = words("Causes are not known of {names}.", names=named(without, words))
            blocks.append(Text(said, "reading"))
    title = words("Causes by group and by person")
    n_kinds = sum(1 for kind in CLASSES if any(parts[i].get(kind) for i in parts))
    return Section("causes-by", title, blocks, kind="wide-page" if n_kinds > MOST_KINDS else "")


def _differences(view: TeamView, words: Words) -> list[str]:
    """Whose conversion can be told from the others', where no causes are known.

    Of two people the second difference is the first one's mirror; of many only those are
    named who can be told apart.
    """
    known = [
        (rep.name, one)
        for rep in view.reps
        if rep.rep_id in view.reasons_by_rep
        and (one := view.reasons_by_rep[rep.rep_id].difference) is not None
    ]
    tell = teller(view, words)
    if len(known) == PAIR:
        known = known[:1]
    apart = [(name, one) for name, one in known if one.is_apart or len(known) < PAIR]
    items = [f"{name}{words.colon}{difference_text(one, tell)}" for name, one in apart]
    rest = len(known) - len(apart)
    if rest:
        items.append(
            words.plural(
                "The conversion of {n} person cannot be separated from the others' yet.",
                "The conversions of {n} people cannot be separated from the others' yet.",
                rest,
            )
        )
    return items


def _parts(found: Attributed) -> Parts:
    """Amounts by class; what all of the team share is none's to be called external."""
    causes = [
        cause.model_copy(update={"kind": "undetermined"}) if cause.cause == "team_wide" else cause
        for cause in found.causes
    ]
    return {p.kind: p.amount for p in by_class(found.model_copy(update={"causes": causes}))}


def _gap(parts: Parts) -> float:
    return total(parts.values())


def _sum(items: Sequence[Parts]) -> Parts:
    kinds = [kind for kind in CLASSES if any(kind in parts for parts in items)]
    return {kind: total(parts.get(kind, 0.0) for parts in items) for kind in kinds}


def _class(items: Sequence[Parts], kind: str, words: Words) -> str:
    """Name of a class's column; that of gains where no amount in it lowers bookings."""
    lowers = any(parts.get(kind, 0.0) < 0 for parts in items)
    return short_class(kind, -1 if lowers else 1, words)


def _table(
    name: str,
    caption: str,
    lines: Sequence[tuple[str, str, Parts]],
    currency: str,
    words: Words,
) -> Table:
    whole = _sum([parts for *_, parts in lines])
    kinds = [kind for kind in whole if any(parts.get(kind) for *_, parts in lines)]
    amounts = [amount for *_, parts in lines for amount in parts.values()]
    digits = money_digits(list(amounts), currency)
    columns = [
        Column(words("Team") if name == "causes-by-group" else words("Name"), "free"),
        Column(words("Gap to target"), "number"),
        *(Column(_class([parts for *_, parts in lines], kind, words), "number") for kind in kinds),
    ]

    def cells(head: Cell, parts: Parts, kind: str = "") -> list[Cell]:
        gap = _gap(parts)
        shown = [parts.get(name, 0.0) for name in kinds]
        return [
            head,
            Cell(full(gap, digits, words), gap, kind=kind),
            *(Cell(full(one, digits, words) if one else "–", one, kind=kind) for one in shown),
        ]

    rows = [cells(Cell(shown, raw), parts) for shown, raw, parts in lines]
    foot = cells(Cell(words("Total"), kind="total"), whole, "total")
    kind = "dense short" if len(rows) <= ONE_PAGE else "dense"
    return Table(name, caption, columns, rows, [foot], kind)
