"""Which early actions go with winning, over the company, once for all readers."""

from __future__ import annotations

from math import isfinite, isnan

from salesreport.measures.frames import date_of, day_number
from salesreport.report.material import Material
from salesreport.report.winloss.actionkinds import KINDS, done_actions
from salesreport.report.winloss.behaviour import horizon
from salesreport.report.winloss.closeddeals import ClosedRows, told_of
from salesreport.report.winloss.everyone import Everyone, last_year
from salesreport.retrospective import winning
from salesreport.retrospective.findings import Number
from salesreport.statistics import OddsRatio
from salesreport.winloss import KeyAction, KeyActions, Level, key_actions, resolving_days
from salesreport.winloss.histories import NEVER, Days
from salesreport.winloss.matching import SIZE

DIGITS = 6
BANDS: dict[int, str | None] = {0: None, 1: "small", 2: "middle", 3: "large"}


def key_action_parts(material: Material) -> winning.KeyActions:
    """Key actions of the deals created in twelve months of which nearly all are closed.

    The twelve months end as many days before the cut-off as nine of ten closed deals took,
    or as a win is given to count among behaviours, whichever is longer: of younger deals
    the quick ones alone are closed. Everybody's deals stand behind it, so that it belongs on
    pages of teams and of the analyst alone.
    """
    return material.prepared.once("winloss-key-actions", lambda _: _parts(material))


def span(material: Material, everyone: Everyone) -> Days:
    """First and last day on which these deals are created."""
    whole, year = everyone.rows.deals, last_year(material)
    closed = Days(day_number(year.first), day_number(year.last)).holds(whole.closed)
    ripe = max(horizon(material), resolving_days(whole.watched[closed]))
    last = day_number(material.run.as_of) - ripe
    length = day_number(year.last) - day_number(year.first)
    begin = whole.begin
    return Days(max(last - length, begin if begin < NEVER else 0), last)


def _parts(material: Material) -> winning.KeyActions:
    everyone = Everyone.of(material)
    if everyone is None:
        return winning.KeyActions(why_null="no_deals")
    days = span(material, everyone)
    whole, inside = everyone.rows.deals, days.holds(everyone.rows.deals.created)
    rows, n_unrecorded = told_of(material, everyone, inside)
    if done_actions(material) is None:
        table = material.table("activities")
        without = table is None or table.empty
        return winning.KeyActions(why_null="no_activities" if without else "no_links")
    if rows is None or rows.done is None:
        return winning.KeyActions(why_null="no_deals")
    found = key_actions(rows.deals, rows.actions)
    return winning.KeyActions(
        first=date_of(days.first), last=date_of(days.last), window_days=found.window_days,
        n_won=found.n_won, n_lost=found.n_lost, n_closed_inside=found.n_closed_inside,
        n_open=int((inside & whole.is_open).sum()), n_unrecorded=n_unrecorded,
        days_won=_finite(found.days_won), days_lost=_finite(found.days_lost),
        dimensions=list(found.dimensions), n_strata=found.n_strata, n_done=rows.done.n_done,
        n_unmatched=rows.done.n_unmatched, n_unlinked=rows.done.n_unlinked,
        is_enough=found.is_enough, rows=_rows(found, rows),
    )  # fmt: skip


def _rows(found: KeyActions, rows: ClosedRows) -> list[winning.KeyActionRow]:
    """Kinds that any deal had: ranked ones first."""
    rest = [kind for kind in range(len(KINDS)) if kind not in found.ranking]
    actions = [found.actions[kind] for kind in (*found.ranking, *rest)]
    return [_row(one, rows) for one in actions if one.counts.won_with + one.counts.lost_with]


def _row(one: KeyAction, rows: ClosedRows) -> winning.KeyActionRow:
    beside = one.beside
    return winning.KeyActionRow(
        kind=KINDS[one.kind],
        **one.counts._asdict(),
        crude=_ratio(one.crude),
        stratified=None if one.stratified is None else _ratio(one.stratified),
        n_compared=one.n_compared,
        ever_won=round(one.ever.share_won, DIGITS),
        ever_lost=round(one.ever.share_lost, DIGITS),
        is_timing=one.is_timing,
        paced=None if isnan(one.paced.z) else _ratio(one.paced.ratio),
        paced_p=_finite(one.paced.p),
        q=_finite(one.q),
        heterogeneity_p=_finite(one.heterogeneity_p),
        dimension=None if one.levels is None else one.levels.dimension,
        levels=(
            []
            if one.levels is None
            else [_level(level, one.levels.dimension, rows) for level in one.levels.levels]
        ),
        sign_change=one.sign_change,
        beside=None if beside is None else _ratio(beside.ratio),
        beside_p=None if beside is None else _finite(beside.p),
        points=None if beside is None else _finite(beside.points),
        is_named=one.is_named,
        is_unclear=one.is_unclear,
        is_more=one.goes_with_winning,
    )


def _level(level: Level, dimension: str, rows: ClosedRows) -> winning.KeyActionLevel:
    name = BANDS[level.code] if dimension == SIZE else rows.words[dimension][level.code]
    return winning.KeyActionLevel(name=name, **level.counts._asdict(), ratio=_ratio(level.ratio))


def _ratio(found: OddsRatio) -> winning.Ratio:
    return winning.Ratio(
        value=_finite(found.value), low=_finite(found.interval.low),
        high=_finite(found.interval.high),
    )  # fmt: skip


def _finite(value: float) -> Number:
    """A number; None where it is NaN or infinite."""
    return round(float(value), DIGITS) if isfinite(value) else None
