"""Figures with what they are held against: neighbours in time, own history, peers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from salesreport.measures import MEASURES, Quotient
from salesreport.report.extrafigures import PLACES, attainment, extra_figures, summed_extras
from salesreport.report.lacking import Quotients, lacking_sums
from salesreport.report.material import Material
from salesreport.report.numbers import number
from salesreport.report.peers import Peers
from salesreport.report.views import Comparison, Figure, Number

COUNTED = (
    "leads",
    "valid_leads",
    "won",
    "lost",
    "won_customers",
    "new_customers",
    "process_due",
    "process_on_time",
    "process_late",
    "process_unknown",
    "due_items",
    "responded_leads",
    "slipped_deals",
)
"""Components shown as `n`."""


def rep_figures(material: Material, rep_id: str, *, min_group: int | None) -> dict[str, Figure]:
    """All measures of a rep with their comparisons; made once for all who may see as much.

    `min_group`: peer figures that fewer people stand behind are withheld; None
    withholds nothing (a manager's page).
    """
    return material.prepared.once(
        f"figures:{rep_id}:{min_group}", lambda _: _rep_figures(material, rep_id, min_group)
    )


def _rep_figures(material: Material, rep_id: str, min_group: int | None) -> dict[str, Figure]:
    windows = material.windows
    peers = Peers.of(material).ids(rep_id)
    base = material.of_rep(rep_id, windows.period)
    among = material.of_reps(peers, windows.period, as_team=False) if peers else None
    targets = rep_targets(material, rep_id)
    others = _elsewhere(material, [rep_id], as_team=False)
    there = Fraction(float(material.tenure_in(windows.rolling_6)[rep_id]))
    found = {}
    lacking = lacking_sums(material, [rep_id], base)
    for name in MEASURES:
        figure = _figure(material, base[name], name, targets.get(name), others, there)
        figure = _unattained(figure, lacking.get(name))
        held = _peer_figure(material, name, rep_id, among, min_group)
        found[name] = figure.model_copy(update={"peers": held})
    return found | extra_figures(material, rep_id, peers, min_group=min_group)


def team_figures(material: Material, rep_ids: list[str] | None) -> dict[str, Figure]:
    """All measures of several reps together with their comparisons."""
    base = material.of_reps(rep_ids, material.windows.period)
    targets = team_targets(material, rep_ids)
    others = _elsewhere(material, rep_ids, as_team=True)
    whole = Fraction(1)
    lacking = lacking_sums(material, rep_ids, base)
    found = {
        name: _unattained(
            _figure(material, base[name], name, targets.get(name), others, whole), lacking.get(name)
        )
        for name in MEASURES
    }
    ids = list(material.reps) if rep_ids is None else rep_ids
    return found | summed_extras(material, ids)


def rep_targets(material: Material, rep_id: str) -> dict[str, Fraction]:
    """Targets of the period by measure; bookings as typed in Table 2 if they are."""
    given = material.targets.get(rep_id, {})
    found = {name: value for name, value in given.items() if value is not None}
    base = material.of_rep(rep_id, material.run.period)["completion"]
    if base.denominator is not None:
        found["bookings"] = base.denominator
    return found


def team_targets(material: Material, rep_ids: list[str] | None) -> dict[str, Fraction]:
    """The team's own targets, else for sums those of the reps together.

    None for a measure whose own target leaves months out that no rep has one for, or
    where the sum would leave out somebody who sells (see `lacking_target`).
    """
    period = material.run.period
    found: dict[str, Fraction] = {}
    for rep_id in material.reps if rep_ids is None else rep_ids:
        for name, value in rep_targets(material, rep_id).items():
            if name not in MEASURES or MEASURES[name].denominator is None:
                found[name] = found.get(name, Fraction(0)) + value
    ids = list(material.reps) if rep_ids is None else rep_ids
    for name in list(found):
        if not material.lacking_target(period, name).isdisjoint(ids):
            del found[name]
    given = {name for row in material.team_targets(period).values() for name in row}
    for name in sorted(given):
        own = material.team_target(rep_ids, name, period)
        if own is not None:
            found.pop(name, None)
            found |= {} if own.value is None else {name: own.value}
    return found


def reps_target(material: Material, rep_ids: list[str] | None) -> Fraction | None:
    """Sum of the reps' bookings targets beside an own one of the team; None without both."""
    if material.team_target(rep_ids, "bookings", material.run.period) is None:
        return None
    ids = material.reps if rep_ids is None else rep_ids
    given = [rep_targets(material, rep_id).get("bookings") for rep_id in ids]
    known = [value for value in given if value is not None]
    return sum(known, Fraction(0)) if known else None


def floats(values: Mapping[str, Fraction]) -> dict[str, Number]:
    """Exact values as floats, by name."""
    return {name: float(value) for name, value in values.items()}


def counts(parts: Mapping[str, int | None]) -> dict[str, int | None]:
    """Counted records of one window by name; None where unknown."""
    return {name: parts[name] for name in COUNTED}


def _figure(
    material: Material,
    base: Quotient,
    name: str,
    target: Fraction | None,
    others: Mapping[str, Quotients],
    there: Fraction,
) -> Figure:
    attained, why = attainment(base.value, target)
    if MEASURES[name].lower_is_better:
        attained, why = None, "lower_is_better"
    held = {place: _comparison(found[name]) for place, found in others.items()}
    held["rolling_6"] = _per_period(material, name, held["rolling_6"], there)
    return Figure(
        measure=name,
        unit=MEASURES[name].unit,
        value=number(base.value),
        why_null=base.why_null,
        numerator=number(base.numerator),
        denominator=number(base.denominator),
        n=base.n,
        typed=base.typed,
        computed=number(base.computed),
        implied=base.implied,
        extra=False,
        target=number(target),
        attainment=attained,
        attainment_why_null=why if target is not None else None,
        **held,
    )


def _unattained(figure: Figure, why: str | None) -> Figure:
    """A sum that lacks an amount is no part of its target yet."""
    if why is None or figure.target is None:
        return figure
    return figure.model_copy(update={"attainment": None, "attainment_why_null": why})


def _elsewhere(
    material: Material, rep_ids: list[str] | None, *, as_team: bool
) -> dict[str, Quotients]:
    """Every measure in the windows that figures are held against, by the window's place."""
    return {
        place: material.comparable(rep_ids, getattr(material.windows, place), as_team=as_team)
        for place in PLACES
    }


def _comparison(other: Quotient) -> Comparison:
    return Comparison(value=number(other.value), n=other.n, why_null=other.why_null)


def _per_period(material: Material, name: str, six: Comparison, there: Fraction) -> Comparison:
    """Six months of a sum as an average of the period's own length.

    `there`: share of the months in which the rep was there, 1 of a team. A
    period as long as that has no six months to be held against.
    """
    window = material.windows.rolling_6
    if material.run.period.n_months >= window.n_months:
        return Comparison(why_null="no_months")
    if MEASURES[name].denominator is not None or six.value is None:
        return six
    share = material.run.period.n_months / (window.n_months * float(there))
    return six.model_copy(update={"value": six.value * share})


def _peer_figure(
    material: Material,
    name: str,
    rep_id: str,
    among: Quotients | None,
    min_group: int | None,
) -> Comparison:
    if among is None:
        return Comparison(why_null="no_data")
    peers = Peers.of(material)
    if min_group is not None and peers.contributors(rep_id, name) < min_group:
        return Comparison(why_null="withheld", withheld=True)
    found = among[name]
    value = found.value
    if value is not None and MEASURES[name].denominator is None:
        value = value / peers.heads(rep_id)
    return Comparison(value=number(value), n=found.n, why_null=found.why_null)
