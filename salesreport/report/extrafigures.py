"""Figures of measures that no table gives, with what they are held against."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from salesreport.measures import SUMMED, Extra, ratio
from salesreport.periods import Period
from salesreport.report.material import Material
from salesreport.report.numbers import number
from salesreport.report.views import Comparison, Figure, Number

PLACES = ("previous", "last_year", "year_to_date", "rolling_6")

Extras = Mapping[str, Extra]


def extra_figures(
    material: Material, rep_id: str, peers: list[str], *, min_group: int | None
) -> dict[str, Figure]:
    """Further measures of a rep as typed for the period.

    Beside each the same measure typed for the period before, last year, the year to
    date and six months (of a sum the average of the period's own length), and the
    average per peer of sums. Rates, days and scores of peers have no common value: only
    they were typed, not what they are made of. Peers as for every other measure.
    """
    windows = material.windows
    now = _of(material, rep_id, windows.period)
    held = {place: _of(material, rep_id, getattr(windows, place)) for place in PLACES}
    there = Fraction(float(material.tenure_in(windows.rolling_6)[rep_id]))
    return {
        name: _figure(
            name,
            one,
            **_held(material, name, one.unit, held, there),
            peers=_peers(material, name, one.unit, peers, min_group),
        )
        for name, one in now.items()
    }


def summed_extras(material: Material, rep_ids: list[str]) -> dict[str, Figure]:
    """Further measures of a team: amounts and counts add up, rates of reps do not."""
    windows = material.windows
    now = _summed(material, rep_ids, windows.period)
    held = {place: _summed(material, rep_ids, getattr(windows, place)) for place in PLACES}
    return {
        name: _figure(
            name,
            one,
            **_held(material, name, one.unit, held, Fraction(1)),
            peers=Comparison(why_null="no_data"),
        )
        for name, one in now.items()
    }


def attainment(value: Fraction | None, target: Fraction | None) -> tuple[Number, str | None]:
    """Actual / target of any measure, None with its reason for a target <= 0.

    Examples
    --------
    >>> attainment(Fraction(3), Fraction(4))
    (0.75, None)
    """
    if target is None:
        return None, "no_target"
    found, why = ratio(value, target, why_zero="target_not_positive")
    return number(found), why


def _figure(name: str, one: Extra, **places: Comparison) -> Figure:
    attained, why = attainment(one.actual, one.target)
    return Figure.model_validate(
        {
            **places,
            "measure": name,
            "unit": one.unit,
            "value": number(one.actual),
            "why_null": None if one.actual is not None else "no_data",
            "typed": True,
            "extra": True,
            "target": number(one.target),
            "attainment": attained,
            "attainment_why_null": why,
        }
    )


def _held(
    material: Material, name: str, unit: str, held: Mapping[str, Extras], there: Fraction
) -> dict[str, Comparison]:
    found = {}
    for place, others in held.items():
        other = others.get(name)
        value = None if other is None or other.unit != unit else other.actual
        why = None if value is not None else "no_data"
        if place == "rolling_6":
            value, why = _per_period(material, value, unit, there)
        found[place] = Comparison(value=number(value), why_null=why)
    return found


def _per_period(
    material: Material, value: Fraction | None, unit: str, there: Fraction
) -> tuple[Fraction | None, str | None]:
    """Six months of a sum as the average of the period's own length."""
    own, six = material.run.period.n_months, material.windows.rolling_6.n_months
    if own >= six:
        return None, "no_months"
    if value is None or not there:
        return None, "no_data"
    return (value * own / (six * there) if unit in SUMMED else value), None


def _peers(
    material: Material, name: str, unit: str, peers: list[str], min_group: int | None
) -> Comparison:
    period = material.run.period
    typed = {i: _of(material, i, period).get(name) for i in peers}
    known = {
        i: one.actual
        for i, one in typed.items()
        if one is not None and one.unit == unit and one.actual is not None
    }
    if not known:
        return Comparison(why_null="no_data")
    if min_group is not None and len(known) < min_group:
        return Comparison(why_null="withheld", withheld=True)
    if unit not in SUMMED:
        return Comparison(why_null="typed_rate_only")
    days = sum((Fraction(material.tenure[i]) or Fraction(1) for i in known), Fraction(0))
    return Comparison(value=number(sum(known.values(), Fraction(0)) / days), n=len(known))


def _of(material: Material, rep_id: str, window: Period) -> Extras:
    return material.extra_in(window).get(rep_id, {})


def _summed(material: Material, rep_ids: list[str], window: Period) -> dict[str, Extra]:
    rows: dict[str, list[Extra]] = {}
    for rep_id in rep_ids:
        for name, one in _of(material, rep_id, window).items():
            rows.setdefault(name, []).append(one)
    return {
        name: Extra(found[0].unit, _together([one.actual for one in found]),
                    _together([one.target for one in found]))
        for name, found in rows.items()
        if all(one.unit == found[0].unit and one.unit in SUMMED for one in found)
    }  # fmt: skip


def _together(values: list[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if len(known) == len(values) else None
