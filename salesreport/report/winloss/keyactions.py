"""Which early actions go with winning, over the company, once for all readers."""

from __future__ import annotations

from math import isfinite

from salesreport.measures.frames import date_of, day_number
from salesreport.report.material import Material
from salesreport.report.winloss.actionkinds import KINDS
from salesreport.report.winloss.closeddeals import ClosedRows, closed_rows, last_year
from salesreport.report.winloss.everyone import Everyone
from salesreport.retrospective import winning
from salesreport.retrospective.findings import Number
from salesreport.statistics import OddsRatio
from salesreport.winloss import KeyAction, Level, key_actions
from salesreport.winloss.matching import SIZE

DIGITS = 6
BANDS: dict[int, str | None] = {0: None, 1: "small", 2: "middle", 3: "large"}


def key_action_parts(material: Material) -> winning.KeyActions:
    """Key actions of the twelve months up to the end of the period.

    Of deals created in these months and closed by the cut-off. Everybody's deals stand
    behind it, so that it belongs on pages of teams and of the analyst alone.
    """
    return material.prepared.once("winloss-key-actions", lambda _: _parts(material))


def _parts(material: Material) -> winning.KeyActions:
    everyone = Everyone.of(material)
    if everyone is None:
        return winning.KeyActions(why_null="no_deals")
    year = last_year(material)
    created = everyone.rows.deals.created
    first, last = day_number(year.first), day_number(year.last)
    rows = closed_rows(material, everyone, (created >= first) & (created <= last))
    if rows is None:
        return winning.KeyActions(why_null="no_deals")
    if rows.done is None:
        return winning.KeyActions(why_null="no_activities")
    found = key_actions(rows.deals, rows.actions)
    rest = [kind for kind in range(len(KINDS)) if kind not in found.ranking]
    return winning.KeyActions(
        first=date_of(first), last=date_of(last), window_days=found.window_days,
        n_won=found.n_won, n_lost=found.n_lost, n_closed_inside=found.n_closed_inside,
        dimensions=list(found.dimensions), n_strata=found.n_strata, n_done=rows.done.n_done,
        n_unmatched=rows.done.n_unmatched, is_enough=found.is_enough,
        rows=[
            _row(found.actions[kind], rows) for kind in (*found.ranking, *rest)
            if found.actions[kind].counts.won_with + found.actions[kind].counts.lost_with
        ],
    )  # fmt: skip


def _row(one: KeyAction, rows: ClosedRows) -> winning.KeyActionRow:
    beside = one.beside
    return winning.KeyActionRow(
        kind=KINDS[one.kind],
        **one.counts._asdict(),
        crude=_ratio(one.crude),
        stratified=None if one.stratified is None else _ratio(one.stratified),
        n_compared=one.n_compared,
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
