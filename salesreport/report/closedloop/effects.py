"""A plan's measure after it against before, less the movement of the others.

Before are the six months before the plan was made, not only the one that led to it: a
bad month is followed by a better one anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isnan, sqrt

import pandas as pd

from salesreport.measures import COMPONENTS, MEASURES, Measure, based
from salesreport.periods import Period
from salesreport.report.closedloop.parts import Effect, Reason
from salesreport.report.material import Material
from salesreport.report.peers import Peers
from salesreport.report.windows import is_filled
from salesreport.retrospective.findings import PlanRow
from salesreport.statistics import less_another, newcombe, xmr

N_BEFORE = 6
N_USUAL = 12
MIDDLE = 15
"""Day of a month up to which a plan counts as made at its beginning."""


@dataclass(frozen=True)
class Sums:
    """A measure's numerator and denominator of some people over some months.

    `months`: its value in each month, NaN where there is none.
    """

    top: float
    bottom: float
    months: tuple[float, ...]


@dataclass(frozen=True)
class Spans:
    """Months before a plan and after it began, and the people on both sides."""

    before: tuple[Period, ...]
    usual: tuple[Period, ...]
    after: tuple[Period, ...]
    own: tuple[str, ...]
    others: tuple[str, ...]


def effect_of(
    material: Material, row: PlanRow, window: Period
) -> tuple[Effect | None, Reason | None]:
    """Effect of a plan as far as records tell it, or why there is none.

    Parameters
    ----------
    material : Material
    row : PlanRow
        With `measure`.
    window : Period
        The period it was to work in.
    """
    declared = MEASURES.get(row.measure or "")
    if declared is None:
        return None, "no_measure" if row.measure is None else "no_records"
    measure = based(declared.name, material.run.policy.recognise.collection_base)
    spans = _spans(material, row, window, declared)
    if not spans.before:
        return None, "no_history"
    if not spans.own:
        return None, "no_records"
    told = {
        "measure": declared.name,
        "unit": declared.unit,
        "first": spans.before[0].first,
        "last": spans.before[-1].last,
        "n_months": len(spans.before),
        "n_others": len(spans.others),
        "lower_is_better": declared.lower_is_better,
    }
    found = (_of_cases if _counts_cases(measure) else _of_months)(material, measure, spans)
    if found is None:
        return None, "no_records"
    expected = _expected(row, found.get("before"))
    return Effect.model_validate(told | found | {"expected": expected}), None


def _spans(material: Material, row: PlanRow, window: Period, declared: Measure) -> Spans:
    begin = _begin(row, window)
    last = Period.month(begin - timedelta(days=1))
    own, others = _people(material, row)
    usual = tuple(
        month
        for month in last.trailing(N_USUAL).months()
        if is_filled(material.prepared, declared, month)
        and not all(material_away(material, rep_id, month) for rep_id in own)
    )
    earliest = last.trailing(N_BEFORE).first
    before = tuple(month for month in usual if month.first >= earliest)
    return Spans(before, usual, tuple(window.months()), own, others)


def _begin(row: PlanRow, window: Period) -> date:
    """First day of the months a plan was to work in: of its making, never after the window's."""
    made = row.made_on
    if made is None or made >= window.first:
        return window.first
    return made.replace(day=1) if made.day <= MIDDLE else Period.month(made).next().first


def _people(material: Material, row: PlanRow) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whose measure it is, and the others: of the role, or outside the team."""
    if row.rep_id is not None:
        own = (row.rep_id,) if row.rep_id in material.reps else ()
        return own, tuple(Peers.of(material).ids(row.rep_id)) if own else ()
    team = material.teams.get(row.team or "")
    if team is None:
        return tuple(material.reps), ()
    return tuple(team), tuple(i for i in material.reps if i not in set(team))


def material_away(material: Material, rep_id: str, month: Period) -> bool:
    """Whether a person was there on no day of a month, whatever was typed for it."""
    return bool(material.tenure_in(month).get(rep_id, 0) == 0)


def _counts_cases(measure: Measure) -> bool:
    """Whether a measure is a share of cases: both its parts are counts."""
    if measure.unit != "rate" or measure.denominator is None:
        return False
    parts = [COMPONENTS.get(part) for part in (measure.numerator, measure.denominator)]
    plain = [part is not None and not part.money and part.scale == 1 for part in parts]
    return all(plain) and not COMPONENTS[measure.denominator].planned


def sums(
    material: Material, measure: Measure, ids: Sequence[str], months: Sequence[Period]
) -> Sums:
    """Parts of a measure of some people, added up over some months."""
    tops, bottoms = [], []
    for month in months:
        parts = material.parts_in(month).loc[list(ids)]
        tops.append(_sum(parts, measure.numerator, material.run.currency))
        denominator = measure.denominator
        one = 1.0 if denominator is None else _sum(parts, denominator, material.run.currency)
        bottoms.append(one)
    values = tuple(
        top / bottom if bottom > 0 else float("nan")
        for top, bottom in zip(tops, bottoms, strict=True)
    )
    known = [(t, b) for t, b in zip(tops, bottoms, strict=True) if not isnan(t) and not isnan(b)]
    return Sums(sum(t for t, _ in known), sum(b for _, b in known), values)


def _sum(parts: pd.DataFrame, name: str, currency: str) -> float:
    total = parts[name].sum(min_count=1)
    return float("nan") if pd.isna(total) else float(COMPONENTS[name].value(int(total), currency))


def _of_cases(material: Material, measure: Measure, spans: Spans) -> dict[str, object] | None:
    """Effect of a share of cases, with the range of two differences."""
    before, after = (sums(material, measure, spans.own, m) for m in (spans.before, spans.after))
    if not after.bottom or not before.bottom or before.top > before.bottom:
        return None
    if after.top > after.bottom:
        return None
    own = after.top / after.bottom - before.top / before.bottom
    range_of = newcombe(*_counted(after), *_counted(before))
    found: dict[str, object] = {
        "before": before.top / before.bottom,
        "after": after.top / after.bottom,
        "n_before": round(before.bottom),
        "n_after": round(after.bottom),
    }
    was, now = (sums(material, measure, spans.others, m) for m in (spans.before, spans.after))
    if (
        spans.others
        and was.bottom
        and now.bottom
        and was.top <= was.bottom
        and (now.top <= now.bottom)
    ):
        moved = now.top / now.bottom - was.top / was.bottom
        range_of = less_another(own, range_of, moved, newcombe(*_counted(now), *_counted(was)))
        own -= moved
        found |= {"others_before": was.top / was.bottom, "others_after": now.top / now.bottom}
    return found | {"effect": own, "low": range_of.low, "high": range_of.high}


def _counted(found: Sums) -> tuple[int, int]:
    return round(found.top), round(found.bottom)


def _of_months(material: Material, measure: Measure, spans: Spans) -> dict[str, object] | None:
    """Effect of a sum, or a rate of money, with the usual range of own months."""
    adds_up = measure.denominator is None
    levels = [_level(sums(material, measure, spans.own, m), adds_up=adds_up)
              for m in (spans.before, spans.after)]  # fmt: skip
    before, after = levels
    if before is None or after is None:
        return None
    found: dict[str, object] = {"before": before, "after": after, "by": "usual"}
    moved = 0.0
    if spans.others:
        was, now = (
            _level(sums(material, measure, spans.others, m), adds_up=adds_up)
            for m in (spans.before, spans.after)
        )
        if was is not None and now is not None and (was > 0 or not adds_up):
            moved = before * (now / was - 1) if adds_up else now - was
            found |= {"others_before": was, "others_after": now}
    reach = _reach(material, measure, spans)
    effect = after - before - moved
    low, high = (None, None) if reach is None else (effect - reach, effect + reach)
    return found | {"effect": effect, "low": low, "high": high}


def _level(found: Sums, *, adds_up: bool) -> float | None:
    """Mean of the months of a sum; a rate of all months together."""
    if not adds_up:
        return found.top / found.bottom if found.bottom > 0 else None
    known = [value for value in found.months if not isnan(value)]
    return sum(known) / len(known) if known else None


def _reach(material: Material, measure: Measure, spans: Spans) -> float | None:
    """How far own months usually lie from their mean; None of fewer than twelve."""
    chart = xmr(sums(material, measure, spans.own, spans.usual).months)
    if chart.provisional or isnan(chart.high):
        return None
    return (chart.high - chart.mean) / sqrt(len(spans.after))


def _expected(row: PlanRow, before: object) -> float | None:
    if row.to_value is None:
        return None
    start = row.from_value if row.from_value is not None else before
    return row.to_value - start if isinstance(start, int | float) else None


def shown_to_rep(effect: Effect, *, min_group: int) -> Effect:
    """Effect without what would give colleagues away, where they are too few."""
    if effect.n_others >= min_group or effect.others_before is None:
        return effect
    hidden = dict.fromkeys(("others_before", "others_after", "effect", "low", "high"))
    return effect.model_copy(update=hidden | {"withheld": True})
