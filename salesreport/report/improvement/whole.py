"""All rows proposed in a run, by person and by team; a person's own rows come first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from salesreport.improvement import PlanRule, Signal
from salesreport.improvement import proposals as chosen
from salesreport.params import RunFile
from salesreport.periods import Period
from salesreport.report.improvement.causes import person_causes
from salesreport.report.improvement.facts import person_facts
from salesreport.report.improvement.person import Person
from salesreport.report.improvement.rows import plan_row
from salesreport.report.improvement.teams import team_signals
from salesreport.report.material import Material
from salesreport.retrospective.findings import PlanRow
from salesreport.retrospective.smart import lacking


@dataclass(frozen=True)
class Proposed:
    """Rows proposed to one person.

    Attributes
    ----------
    rows : tuple of PlanRow
        Most worth first.
    away : str or None
        Why there are none: `left`, `not_there`, `on_leave`.
    measures : frozenset of str
        Measures that something on record speaks of.
    """

    rows: tuple[PlanRow, ...]
    away: str | None = None
    measures: frozenset[str] = frozenset()


def proposed(material: Material, rep_id: str) -> Proposed:
    """Rows that the rules propose to somebody, whatever a person planned."""
    return material.prepared.once(
        f"proposed:{rep_id}", lambda _: _proposed(Person.of(material, rep_id))
    )


def _proposed(person: Person) -> Proposed:
    if person.away is not None:
        return Proposed((), person.away)
    run, material = person.material.run, person.material
    signals = [*person_causes(person), *person_facts(person)]
    found = chosen(_of(run, "rep"), signals, is_low=person.is_low)
    rows = tuple(
        plan_row(
            one, run, who=material.names[person.rep_id], rep_id=person.rep_id, team=None,
            manager=person.manager,
        )
        for one in found
    )  # fmt: skip
    return Proposed(rows, None, frozenset(_measures(signals)))


def _of(run: RunFile, of: str) -> list[PlanRule]:
    return [rule for rule in run.plan_rules if rule.of == of]


def _measures(signals: Iterable[Signal]) -> set[str]:
    """Measures of causes that are named, and of facts."""
    return {
        one.measure for one in signals if one.measure and (not one.is_cause or one.is_firm)
    }  # fmt: skip


WHOLE = "all"
"""Team of the rows for everybody together."""
OF_ALL = ("common_problem", "key_action")
"""Facts that are measured over all people together."""


def team_proposals(material: Material, team: str) -> tuple[PlanRow, ...]:
    """Rows that the rules propose to a team as a whole; `all`: to everybody.

    Where there are teams, everybody's are of what is measured over all together alone.
    """

    def build() -> tuple[PlanRow, ...]:
        is_whole = team == WHOLE
        ids = list(material.reps) if is_whole else material.teams[team]
        people = [Person.of(material, i) for i in ids if proposed(material, i).away is None]
        signals = team_signals(material, people, is_whole=is_whole)
        if is_whole and len(material.teams) > 1:
            signals = [one for one in signals if one.id in OF_ALL]
        found = chosen(_of(material.run, "team"), signals, is_low=False)
        return tuple(
            plan_row(one, material.run, who=team, rep_id=None, team=team, manager=None)
            for one in found
        )

    return material.prepared.once(f"proposed-team:{team}", lambda _: build())


def proposals(material: Material) -> list[PlanRow]:
    """All rows that the rules propose: to each person, to each team, to everybody."""
    rows = [row for rep_id in material.reps for row in proposed(material, rep_id).rows]
    teams = [*material.teams, WHOLE] if len(material.teams) > 1 else [WHOLE]
    return rows + [row for team in teams for row in team_proposals(material, team)]


def is_covered(material: Material, row: PlanRow, people: Iterable[PlanRow]) -> bool:
    """Whether a row of a person's says the same as a proposed one already.

    With its id or its rule; of its measure, or of its kind and naming all it is about, where it
    is due by the end of the next cycle; and of rules that stand `alone` any row of the same
    person: for whoever has a row of their own, none is proposed for want of any.
    """
    cycle = material.run.period.next()
    alone = any(rule.id == row.rule and rule.alone for rule in material.run.plan_rules)
    return any(_covers(own, row, cycle, alone=alone) for own in people)


def _covers(own: PlanRow, row: PlanRow, cycle: Period, *, alone: bool) -> bool:
    if own.rep_id != row.rep_id or (row.rep_id is None and own.team != row.team):
        return False
    if own.plan_id == row.plan_id:
        return True
    if own.rule is not None and own.rule == row.rule:  # of a team one rule may have several
        return row.rep_id is not None or _subject(own) == _subject(row)
    due = own.due_date is None or own.due_date <= cycle.last
    same = own.measure is not None and own.measure == row.measure
    return due and (alone or same or _names_all(own, row))


def _names_all(own: PlanRow, row: PlanRow) -> bool:
    """Whether a person's own words name the segment, or every customer, of a row of its kind."""
    about = row.values.get("segment") or row.values.get("names")
    subjects = [about] if isinstance(about, str) else about
    if own.kind != row.kind or own.item is None or not isinstance(subjects, list) or not subjects:
        return False
    said = f"{own.item} {own.measures or ''}".casefold()
    return all(subject.casefold() in said for subject in subjects)


def _subject(row: PlanRow) -> str:
    """Rule of a row and what it is about, without the period in which it was proposed."""
    return (row.plan_id or "").partition(".")[2] or (row.rule or "")


def with_lacking(material: Material, rows: Iterable[PlanRow]) -> list[PlanRow]:
    """Rows of a plan with what each lacks to be SMART, and people's with what speaks for them.

    A person's row of a measure that a rule would propose too has that rule's records and its
    expected effect, in proportion to how far the row goes; words and values stay the
    person's. By person in the order of the table of people, own rows before proposed ones;
    rows of teams come last.
    """
    cycle, order = material.run.period.next(), {i: at for at, i in enumerate(material.reps)}
    ordered = sorted(
        rows, key=lambda row: (order.get(row.rep_id or "", len(order)), row.origin == "proposed")
    )
    return [_founded(material, row, cycle) for row in ordered]


def _founded(material: Material, row: PlanRow, cycle: Period) -> PlanRow:
    if row.rep_id not in material.reps:
        return row.model_copy(update={"lacking": lacking(row, cycle)})
    known = proposed(material, row.rep_id)
    told = {"lacking": lacking(row, cycle, is_founded=row.measure in known.measures)}
    same = [one for one in known.rows if one.measure is not None and one.measure == row.measure]
    if row.origin != "proposed" and row.rule is None and same:
        return row.model_copy(update=told | _effect(row, same[0]))
    return row.model_copy(update=told)


def _effect(row: PlanRow, proposal: PlanRow) -> dict[str, Any]:
    """Records of a proposal, and its effect by the part of its way that a row goes."""
    part = 1.0
    start, end = proposal.from_value, proposal.to_value
    if row.to_value is not None and start is not None and end is not None and start != end:
        part = min(1.0, max(0.0, (row.to_value - start) / (end - start)))
    effects = {name: getattr(proposal, name) for name in ("effect", "effect_low", "effect_high")}
    scaled = {n: None if v is None else round(v * part, 2) for n, v in effects.items()}
    return scaled | {"n": proposal.n, "rows": proposal.rows}
