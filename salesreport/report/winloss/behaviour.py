"""Timeliness, response time and visits of a team or a rep beside what was won."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isinf

import numpy as np

from salesreport.measures.deals import deals
from salesreport.measures.effort import done_on, is_done
from salesreport.measures.frames import (
    NO_DAY,
    Bools,
    Ints,
    among,
    date_of,
    day_number,
    days,
    given,
    text,
)
from salesreport.measures.lateness import FIRST_DAYS, RESPONSE_DAYS, due_follow_ups, response_wait
from salesreport.measures.leadwins import lead_wins
from salesreport.report.material import Material
from salesreport.report.winloss.actiondeals import deals_of_actions
from salesreport.report.winloss.everyone import MONTHS
from salesreport.report.winloss.histories import deal_rows, places_of, rep_places
from salesreport.report.winloss.leaks import known
from salesreport.retrospective.pipeline import (
    BehaviourBand,
    BehaviourId,
    BehaviourPanel,
    Behaviours,
    RepPoint,
)
from salesreport.winloss.behaviour import (
    LANDMARK_DAYS,
    Band,
    Behaviour,
    Cases,
    Done,
    behaviour,
    first_days_count,
)
from salesreport.winloss.histories import NEVER

VISIT = "visit"

EDGES: dict[BehaviourId, tuple[float, ...]] = {
    "on_time": (0.0, 0.5, 1.0),
    "response": (0.0, 1.0, RESPONSE_DAYS + 1.0),
    "visits": (0.0, 1.0, 2.0),
}
"""Lower ends of the bands: share of follow-ups done in time; working days to the first
response; visits."""

SPLIT: dict[BehaviourId, float] = {"on_time": 1.0, "response": RESPONSE_DAYS + 1.0, "visits": 1.0}
"""Held against each other: all in time and not all; late response and not; a visit, none."""

LANDMARK: dict[BehaviourId, int] = {
    "on_time": FIRST_DAYS,
    "response": LANDMARK_DAYS,
    "visits": LANDMARK_DAYS,
}
"""Days from the beginning in which each is counted."""


@dataclass(frozen=True, eq=False)
class Recorded:
    """One behaviour of all cases of a run; `why_null` in place of cases where there is none."""

    behaviour: BehaviourId
    cases: Cases | None = None
    done: Done | None = None
    why_null: str | None = None


def team_behaviours(material: Material, rep_ids: list[str] | None) -> Behaviours:
    """Behaviour beside conversion for a team, None: everybody; a point for each rep."""
    return _behaviours(material, rep_ids, min_group=None, is_team=True)


def rep_behaviours(material: Material, rep_id: str, *, min_group: int | None) -> Behaviours:
    """Behaviour beside conversion for a rep, the whole team's bands beside it.

    Parameters
    ----------
    min_group : int or None
        Fewest colleagues of whom each of the team's bands must hold cases, or hold none
        at all; below, the team's bands are withheld. None withholds nothing.
    """
    return _behaviours(material, [rep_id], min_group=min_group, is_team=False)


def _behaviours(
    material: Material, rep_ids: list[str] | None, *, min_group: int | None, is_team: bool
) -> Behaviours:
    order = {rep_id: at for at, rep_id in enumerate(material.reps)}
    at = None if rep_ids is None else [order[rep_id] for rep_id in rep_ids]
    first, last = window(material)
    panels = [
        _panel(material, one, at, min_group=min_group, is_team=is_team)
        for one in recorded(material)
    ]
    return Behaviours(first=date_of(first), last=date_of(last), panels=panels)


def horizon(material: Material) -> int:
    """Days by which a win counts: the policy's, twice the longest landmark at least."""
    return max(material.prepared.horizon_days["cohort_conversion"], 2 * max(LANDMARK.values()))


def window(material: Material) -> tuple[int, int]:
    """First and last day on which cases begin: a year that has had the horizon."""
    last = day_number(material.run.as_of) - horizon(material)
    year = material.run.period.trailing(MONTHS)
    return last - (day_number(year.last) - day_number(year.first)), last


def recorded(material: Material) -> list[Recorded]:
    """Every behaviour of a run, worked out once for all readers."""

    def build() -> list[Recorded]:
        return [_on_time(material), _response(material), _visits(material)]

    return material.prepared.once("winloss-behaviour", lambda _: build())


def _panel(
    material: Material, one: Recorded, at: list[int] | None, *, min_group: int | None, is_team: bool
) -> BehaviourPanel:
    limit = horizon(material)
    head = BehaviourPanel(
        behaviour=one.behaviour, landmark_days=LANDMARK[one.behaviour], horizon_days=limit
    )
    if one.cases is None or one.done is None:
        return head.model_copy(update={"why_null": one.why_null})
    mine = np.ones(len(one.cases.rep), dtype=np.bool_) if at is None else np.isin(one.cases.rep, at)
    found = _found(material, one, mine)
    shown = not is_team and _may_tell(material, one, min_group, at or [])
    whole = _whole(material, one) if shown else None
    return head.model_copy(
        update={
            "n": found.n, "n_quick": found.n_quick, "n_unknown": found.n_unknown,
            "bands": [_band(band) for band in found.bands],
            "split": found.split,
            "difference_low": known(found.difference.low),
            "difference_high": known(found.difference.high),
            "points": _points(material, found, at),
            "team_bands": [] if whole is None else [_band(band) for band in whole.bands],
            "withheld": not is_team and not shown,
            "why_null": None if found.n else "no_cases",
        }
    )  # fmt: skip


def _whole(material: Material, one: Recorded) -> Behaviour:
    """Of everybody, worked out once."""
    everybody = np.ones(0 if one.cases is None else len(one.cases.rep), dtype=np.bool_)
    key = f"winloss-behaviour:{one.behaviour}"
    return material.prepared.once(key, lambda _: _found(material, one, everybody))


def _found(material: Material, one: Recorded, where: Bools) -> Behaviour:
    if one.cases is None or one.done is None:
        raise ValueError(f"{one.behaviour} has no case; ask for why_null first")
    cases, done = one.cases, one.done
    return behaviour(
        Cases(
            cases.rep[where], cases.begun[where], cases.closed[where], cases.won[where], cases.until
        ),
        Done(done.numerator[where], done.denominator[where]),
        EDGES[one.behaviour],
        split=SPLIT[one.behaviour],
        n_reps=len(material.reps) + 1,
        horizon_days=horizon(material),
        landmark_days=LANDMARK[one.behaviour],
    )


def _may_tell(material: Material, one: Recorded, min_group: int | None, own: Sequence[int]) -> bool:
    """Whether each band of the team with cases holds those of enough colleagues."""
    if min_group is None:
        return True
    key = f"winloss-behind:{one.behaviour}"
    behind = material.prepared.once(key, lambda _: _behind(material, one))
    return all(len(reps - set(own)) >= min_group for reps in behind)


def _behind(material: Material, one: Recorded) -> list[frozenset[int]]:
    """Reps of whom each band with cases holds any."""
    if one.cases is None or one.done is None:
        return []
    value, edges = one.done.value, EDGES[one.behaviour]
    kept = one.cases.had(horizon(material)) & one.cases.open_after(LANDMARK[one.behaviour])
    found = []
    for low, high in zip(edges, (*edges[1:], np.inf), strict=True):
        inside = kept & (value >= low) & (value < high)
        if inside.any():
            found.append(frozenset(one.cases.rep[inside].tolist()) - {len(material.reps)})
    return found


def _band(band: Band) -> BehaviourBand:
    return BehaviourBand(
        from_value=band.low, to_value=None if isinf(band.high) else band.high, n=band.n,
        n_won=band.n_won, won=known(band.won), low=known(band.won_range.low),
        high=known(band.won_range.high),
    )  # fmt: skip


def _points(material: Material, found: Behaviour, at: list[int] | None) -> list[RepPoint]:
    ids, points = list(material.reps), found.points
    return [
        RepPoint(
            rep_id=ids[i], name=material.names[ids[i]], n=int(points.n[i]),
            n_won=int(points.n_won[i]), value=known(float(points.value[i])),
            won=known(float(points.won[i])), low=known(float(points.low[i])),
            high=known(float(points.high[i])),
        )
        for i in (range(len(ids)) if at is None else at)
        if points.n[i]
    ]  # fmt: skip


def _nobody(material: Material, rep: Ints) -> Ints:
    """Reps with a place of its own, the last, for nobody."""
    return np.where(rep < 0, len(material.reps), rep)


def _deal_cases(material: Material) -> tuple[Cases, Ints] | None:
    """Deals created in the window, and their place there by row of opportunities, else -1."""
    rows, found = deal_rows(material), deals(material.prepared)
    if rows is None or found is None:
        return None
    first, last = window(material)
    begin = rows.deals.begin if rows.deals.begin < NEVER else first
    here = (rows.deals.created >= max(first, begin)) & (rows.deals.created <= last)
    some = rows.deals.taken(here)
    cases = Cases(
        rep=_nobody(material, rows.rep[here]), begun=some.created, closed=some.closed,
        won=np.where(some.is_won, some.closed, NEVER), until=some.until,
    )  # fmt: skip
    return cases, places_of(found, rows.row[here])


def _on_time(material: Material) -> Recorded:
    """Share of the follow-ups due in a deal's first days that were done in time."""
    found, wins = _deal_cases(material), lead_wins(material.prepared, "opportunities")
    if found is None or wins is None or material.table("activities") is None:
        return Recorded("on_time", why_null="no_activities")
    cases, place = found
    items = due_follow_ups(material.prepared, wins)
    if items.empty:
        return Recorded("on_time", why_null="no_due_dates")
    at = place[items["lead"].to_numpy(np.int64)]
    late = items["is_late"].to_numpy(np.bool_)[at >= 0]
    n = np.bincount(at[at >= 0], minlength=len(cases.rep)).astype(np.float64)
    in_time = np.bincount(at[at >= 0][~late], minlength=len(cases.rep)).astype(np.float64)
    return Recorded("on_time", cases, Done(in_time, n))


def _visits(material: Material) -> Recorded:
    """Visits in a deal's first days; unknown where no action of them is on record at all."""
    found, table = _deal_cases(material), material.table("activities")
    every = deals(material.prepared)
    if found is None or every is None or table is None or table.empty:
        return Recorded("visits", why_null="no_activities")
    kind = text(table, "action_type")
    if not given(kind).any():
        return Recorded("visits", why_null="no_action_types")
    cases, place = found
    row = deals_of_actions(table, every)
    case = np.where(row >= 0, place[row], -1)
    day = done_on(table)
    kept = (case >= 0) & (day != NO_DAY) & (day <= cases.until)
    any_action = first_days_count(case[kept], day[kept], cases.begun)
    visit = kept & is_done(table) & among(kind, VISIT)
    n = first_days_count(case[visit], day[visit], cases.begun)
    return Recorded("visits", cases, Done(n, (any_action > 0).astype(np.float64)))


def _response(material: Material) -> Recorded:
    """Working days to the first response of leads answered within the landmark."""
    leads = lead_wins(material.prepared, "leads")
    every = deals(material.prepared)
    if leads is None or every is None or leads.table != "leads":
        return Recorded("response", why_null="no_responses")
    waited = response_wait(leads, material.run.workdays)
    if np.isnan(waited).all():
        return Recorded("response", why_null="no_responses")
    first, last = window(material)
    here = (leads.assigned >= first) & (leads.assigned <= last)
    close = np.append(every.close, NO_DAY)
    ended, won = close[leads.deal[here]], close[leads.won[here]]
    won = np.where(won == NO_DAY, NEVER, won)
    closed = np.minimum(np.where(ended == NO_DAY, NEVER, ended), won)
    begun = leads.assigned[here]
    cases = Cases(
        rep=_nobody(material, rep_places(material)[leads.rep[here]]), begun=begun,
        closed=closed, won=won, until=day_number(material.run.as_of),
    )  # fmt: skip
    answered = days(leads.frame, "first_response_date")[here]
    told = ~np.isnan(waited[here]) & (answered <= begun + LANDMARK_DAYS)
    return Recorded(
        "response", cases, Done(np.where(told, waited[here], 0.0), told.astype(np.float64))
    )
