"""Groups that a deck may tell of: never so small that a finding points at few people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from salesreport.measures import EVERYBODY, Quotient
from salesreport.periods import Period
from salesreport.report.closedloop.states import State
from salesreport.report.deckviews import DeckGroup, DeckGroups
from salesreport.report.lacking import UNPRICED
from salesreport.report.material import Material
from salesreport.report.numbers import number
from salesreport.report.reasons.classes import total
from salesreport.report.views import TeamView
from salesreport.report.winloss.leaks import team_pipeline
from salesreport.retrospective.findings import Number, PlanRow

CARRIED = 0.6
"""Share of the gap that groups named as carrying it make up at least."""
ENDED: tuple[State, ...] = ("done", "late", "settled")


@dataclass(frozen=True)
class Pool:
    """One or several teams that stand as one group.

    Attributes
    ----------
    teams : tuple of str or None
        None stands for the people of no team.
    ids : tuple of str
        Rep ids of all of them.
    n_people : int
        Those there on a day of the period.
    """

    teams: tuple[str | None, ...]
    ids: tuple[str, ...]
    n_people: int

    def holds(self, row: PlanRow) -> bool:
        """Whether a row of a plan is of its people, or of one of its teams."""
        if row.rep_id is not None:
            return row.rep_id in self.ids
        return row.team is not None and row.team in self.teams


def together(sizes: Mapping[str | None, int], least: int) -> list[list[str | None]]:
    """Teams put together until each group has `least` people.

    Smaller ones stand as one group; while that is still too small, the next smallest joins
    it. Else what a whole has more than its groups would tell of the few left out.

    Examples
    --------
    >>> together({"East": 7, "West": 3, "North": 2}, 5)
    [['East'], ['West', 'North']]
    >>> together({"East": 7, "West": 6, "North": 2}, 5)
    [['East'], ['West', 'North']]
    """
    order = sorted(sizes, key=lambda name: sizes[name])
    joined = {name for name in order if sizes[name] < least}
    for name in order:
        if joined and sum(sizes[one] for one in joined) < least:
            joined.add(name)
    alone = [[name] for name in sizes if name not in joined]
    return [*alone, [name for name in sizes if name in joined]] if joined else alone


def pools(material: Material) -> tuple[list[Pool], str | None]:
    """Groups of a run, and why there are none: `no_teams`, `one_team`, `few_people`."""
    members: dict[str | None, list[str]] = dict(material.teams.items())
    rest = [i for i, record in material.reps.items() if not record.get("team")]
    if not members:
        return [], "no_teams"
    if rest:
        members[None] = rest
    sizes = {name: present(material, ids) for name, ids in members.items()}
    if len(members) < 2:
        return [], "one_team"
    found = [
        Pool(
            tuple(names), tuple(i for name in names for i in members[name]),
            sum(sizes[name] for name in names),
        )
        for names in together(sizes, material.run.min_group)
    ]  # fmt: skip
    return (found, None) if len(found) > 1 else ([], "few_people")


def present(material: Material, ids: Iterable[str]) -> int:
    """How many of some people were there on a day of the period."""
    return sum(material.away(i, material.run.period) is None for i in ids)


def is_told(material: Material, team: str | None) -> bool:
    """Whether a finding about a team may stand alone: it is of everybody, or of people enough."""
    if team is None or team == EVERYBODY:
        return True
    return present(material, material.teams.get(team, [])) >= material.run.min_group


def groups(material: Material, everybody: TeamView, gap: Number) -> DeckGroups:
    """Groups with their figures, furthest short first, and who carries the gap."""
    found, why = pools(material)
    n = present(material, material.reps)
    if why is not None:
        return DeckGroups(why_none=why, n_people=n)
    rows = [_group(material, everybody, pool) for pool in found]
    rows.sort(key=lambda row: (row.gap is None, row.gap or 0.0))
    gaps = [row.gap for row in rows if row.gap is not None]
    whole = total(gaps)
    shared = len(gaps) == len(rows) and _is_of_one_sign(gaps)
    if shared:
        rows = [row.model_copy(update={"share": (row.gap or 0.0) / whole}) for row in rows]
    carriers = _carriers([row.share or 0.0 for row in rows]) if shared and whole < 0 else 0
    return DeckGroups(
        rows=rows, n_people=n,
        n_short=sum(one < 0 for one in gaps), n_over=sum(one > 0 for one in gaps),
        carriers=carriers,
        carried=sum(row.share or 0.0 for row in rows[:carriers]) if carriers else None,
        rest=None if gap is None or len(gaps) < len(rows) else total([gap, -whole]),
    )  # fmt: skip


def _is_of_one_sign(gaps: list[float]) -> bool:
    told = [one for one in gaps if one]
    return bool(told) and len({one > 0 for one in told}) == 1


def _carriers(shares: list[float]) -> int:
    """The fewest groups, largest share first, that carry most of a gap; 0 where all would."""
    for n in range(1, len(shares)):
        if sum(shares[:n]) >= CARRIED:
            return n
    return 0


def _group(material: Material, everybody: TeamView, pool: Pool) -> DeckGroup:
    period, ids = material.run.period, list(pool.ids)
    now = material.of_reps(ids, period)
    lost = [g for g in everybody.retrospective.losses.by_rep if g.value in pool.ids]
    pipeline = team_pipeline(material, ids)
    ended = [one for one in everybody.outcomes if pool.holds(one.row)]
    lacks_deals = pipeline.why_null is not None or pipeline.stalled is None
    return DeckGroup(
        name=pool.teams[0] if len(pool.teams) == 1 else None,
        teams=list(pool.teams) if len(pool.teams) > 1 else [],
        n_people=pool.n_people,
        **_target(material, pool, period, now),
        **_rates(now),
        n_stalled=None if lacks_deals else pipeline.n_stalled,
        stalled_amount=None if lacks_deals else pipeline.idle_amount,
        n_lost=sum(one.n for one in lost) if everybody.retrospective.losses.n else None,
        n_without_reason=(
            round(sum(one.counts.get("not_recorded", 0.0) for one in lost))
            if everybody.retrospective.losses.n else None
        ),
        **_ahead(material, pool),
        n_planned=len(ended),
        n_done=sum(one.state in ENDED for one in ended),
    )  # fmt: skip


def _rates(now: Mapping[str, Quotient]) -> dict[str, Any]:
    rates = ("conversion", "revenue_per_customer", "collection_rate", "process", "overdue")
    found: dict[str, Any] = {name: number(now[name].value) for name in rates}
    new = now["new_customers"].value
    found["new_customers"] = number(now["won_customers"].value if new is None else new)
    found["conversion_n"] = now["conversion"].n
    return found


def _parts(material: Material, pool: Pool, window: Period, name: str) -> list[Quotient]:
    """A measure of each team, each with a target of its own where it has one."""
    members: dict[str | None, list[str]] = dict(material.teams.items())
    without = [i for i in pool.ids if not material.reps[i].get("team")]
    ids = [members[team] if team is not None else without for team in pool.teams]
    return [material.of_reps(own, window)[name] for own in ids]


def _sum(values: Iterable[Fraction | None]) -> Fraction | None:
    known = list(values)
    told = [one for one in known if one is not None]
    return sum(told, Fraction(0)) if known and len(told) == len(known) else None


def _target(
    material: Material, pool: Pool, period: Period, now: Mapping[str, Quotient]
) -> dict[str, Any]:
    """Bookings, target, completion and gap; what is not known of one team is of none."""
    parts = _parts(material, pool, period, "completion")
    booked, target = now["bookings"].value, _sum(one.denominator for one in parts)
    unpriced = any(one.why_null in UNPRICED for one in parts)
    found = {"bookings": number(booked), "target": number(target)}
    if booked is None or target is None or target <= 0 or unpriced:
        return found
    return found | {"completion": number(booked / target), "gap": number(booked - target)}


def _ahead(material: Material, pool: Pool) -> dict[str, Any]:
    """The next period's target, what covers it, and the quotient."""
    parts = _parts(material, pool, material.run.period, "pipeline_coverage")
    covered, target = _sum(p.numerator for p in parts), _sum(p.denominator for p in parts)
    found = {"next_covered": number(covered), "next_target": number(target)}
    if covered is None or target is None or target <= 0:
        return found
    return found | {"next_coverage": number(covered / target)}
