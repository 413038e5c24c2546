"""The figures that rules of the playbook ask for, over the twelve months or as of now."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from salesreport.measures.effort import is_done
from salesreport.measures.frames import (
    NO_DAY,
    Bools,
    among,
    date_of,
    day_number,
    days,
    looked_up,
    optional,
    places,
    text,
)
from salesreport.measures.lateness import response_late, response_wait
from salesreport.measures.leadwins import lead_wins
from salesreport.measures.timeliness import follow_up_outcome
from salesreport.playbook import FIGURES, REASON, Measured
from salesreport.report.material import Material
from salesreport.report.playbook.year import year
from salesreport.report.winloss.actionkinds import KINDS, done_actions, kinds_of
from salesreport.report.winloss.everyone import Everyone
from salesreport.report.winloss.histories import WHOLE, DealRows
from salesreport.report.winloss.leaks import team_pipeline
from salesreport.retrospective.lostdeals import lost_deals
from salesreport.retrospective.lostreasons import NOT_RECORDED, UNMATCHED
from salesreport.retrospective.pipeline import LeakWindow
from salesreport.statistics import wilson
from salesreport.winloss import idle
from salesreport.winloss.histories import NO_STAGE

QUOTE = "quote"


def measured(material: Material) -> dict[str, Measured]:
    """Every figure of `playbook.FIGURES`, and each recorded reason's share of lost deals.

    Returns
    -------
    dict of name to Measured
        A figure that the tables do not give is None with its reason: `no_responses`,
        `no_activities`, `no_due_dates`, `no_quotes`, `no_stages`, `no_deals`, `no_losses`,
        `no_reasons`, `no_open_deals`, `no_expected_dates`.
    """
    parts: dict[str, Callable[[Material], Measured]] = {
        "late_response": _late_response, "late_follow_up": _late_follow_up,
        "late_quote": _late_quote, "long_before_quote": _long_before_quote,
        "no_next_step": _no_next_step, "stalled": _stalled, "slipped": _slipped,
    }  # fmt: skip
    found = _leaks(material) | {name: part(material) for name, part in parts.items()}
    return {name: found[name] for name in FIGURES} | _reasons(material)


def _none(why: str) -> Measured:
    return Measured(None, why_null=why)


def _share(part: int, whole: int, why: str, *, leads: bool | None = None) -> Measured:
    """Share with Wilson's interval; None for `why` of nothing."""
    if not whole:
        return _none(why)
    low, high = wilson(part, whole)
    return Measured(part / whole, whole, low, high, leads)


def _late_response(material: Material) -> Measured:
    """Of leads assigned in the year and answered: after more than `RESPONSE_DAYS` days."""
    leads = lead_wins(material.prepared, "leads")
    if leads is None or leads.table != "leads":
        return _none("no_responses")
    late = response_late(response_wait(leads, material.run.workdays))
    late = late[year(material).holds(leads.assigned) & ~np.isnan(late)]
    return _share(int(late.sum()), len(late), "no_responses")


def _due(material: Material) -> tuple[pd.DataFrame, Bools] | None:
    """Actions due in the year whose outcome is known, and which of them were late."""
    table = material.table("activities")
    if table is None or table.empty:
        return None
    outcome = follow_up_outcome(table, as_of=material.run.as_of)
    here = year(material).holds(days(table, "due_date"))
    here &= among(outcome, "on_time", "late")
    return table[here], among(outcome[here], "late")


def _late_follow_up(material: Material) -> Measured:
    found = _due(material)
    if found is None:
        return _none("no_activities")
    return _share(int(found[1].sum()), len(found[1]), "no_due_dates")


def _late_quote(material: Material) -> Measured:
    found = _due(material)
    if found is None:
        return _none("no_activities")
    table, late = found
    said = zip(optional(text(table, "action_type")), optional(text(table, "action")), strict=True)
    quotes = np.array([QUOTE in kinds_of(*one) for one in said], dtype=np.bool_)
    return _share(int((late & quotes).sum()), int(quotes.sum()), "no_quotes")


def _long_before_quote(material: Material) -> Measured:
    """Of deals first quoted in the year: after more than the usual days of their stage then."""
    everyone, done = Everyone.of(material), done_actions(material)
    if everyone is None or everyone.rows.stages == WHOLE:
        return _none("no_stages" if everyone else "no_deals")
    if done is None:
        return _none("no_activities")
    rows = everyone.rows
    place = np.full(len(rows.frame), -1, dtype=np.int64)
    place[rows.row] = np.arange(len(rows.row))
    deal = place[done.opportunity]
    quote = (done.kind == KINDS.index(QUOTE)) & (deal >= 0)
    first = np.full(len(rows.row), np.iinfo(np.int64).max)
    np.minimum.at(first, deal[quote], done.day[quote])
    at = np.flatnonzero(year(material).holds(first) & rows.entries.known)
    entered = rows.entries.entered[at]
    stage = (entered <= first[at, None]).sum(axis=1) - 1
    usual = np.append(everyone.usual.days, np.nan)[stage]
    since = first[at] - np.take_along_axis(entered, np.maximum(stage, 0)[:, None], 1)[:, 0]
    told = ~np.isnan(usual) & (stage >= 0)
    return _share(int((since > usual)[told].sum()), int(told.sum()), "no_quotes")


def _leaks(material: Material) -> dict[str, Measured]:
    """Share of the expected money lost that was lost in each stage."""
    names = [name for name in FIGURES if name.startswith("leak_")]
    pipeline = team_pipeline(material, None)
    if pipeline.why_null or not pipeline.has_stages:
        return dict.fromkeys(names, _none(pipeline.why_null or "no_stages"))
    (window,) = (one for one in pipeline.leaks if one.window == "longer")
    return {name: _leak(name.removeprefix("leak_"), window) for name in names}


def _leak(stage: str, window: LeakWindow) -> Measured:
    row = next((one for one in window.rows if one.stage == stage), None)
    if row is None or row.expected is None or not window.total:
        return _none("no_losses")
    leads = window.is_clear and window.largest == stage
    return Measured(row.expected / window.total, row.n, leads=leads)


def _reasons(material: Material) -> dict[str, Measured]:
    """Share of each recorded reason among the deals lost in the year; deals count in parts."""
    reasons = [*material.run.lexicon.reasons, UNMATCHED, NOT_RECORDED]
    rows, span = material.deals, year(material)
    inside = rows["close_date"].between(
        pd.Timestamp(date_of(span.first)), pd.Timestamp(date_of(span.last))
    )
    lost = rows[(rows["stage"] == "lost") & inside]
    found = lost_deals(
        lost, material.run.lexicon, currency=material.run.currency, per_rep=False
    )  # fmt: skip
    if not found.n:
        return {REASON + reason: _none("no_losses") for reason in reasons}
    shares = {one.reason: one for one in found.reasons}
    blank = shares[NOT_RECORDED].n_deals == found.n
    told = {}
    for reason in reasons:
        if blank and reason != NOT_RECORDED:
            told[REASON + reason] = _none("no_reasons")
            continue
        one, leads = shares.get(reason), None
        if reason not in (UNMATCHED, NOT_RECORDED):
            leads = found.leading == reason
        told[REASON + reason] = (
            _share(0, found.n, "no_losses", leads=leads)
            if one is None
            else Measured(one.share, found.n, one.low, one.high, leads)
        )
    return told


def next_steps(material: Material) -> tuple[DealRows, Bools] | str:
    """Deals, and which of them have a next step to come; else why that is not known.

    A next step: an action that is still to be done, or a next date, from now on.
    """
    everyone, table = Everyone.of(material), material.table("activities")
    if everyone is None or not everyone.rows.deals.is_open.any():
        return "no_deals" if everyone is None else "no_open_deals"
    if table is None or table.empty:
        return "no_activities"
    due, following = (days(table, name) for name in ("due_date", "next_date"))
    if (due == NO_DAY).all() and (following == NO_DAY).all():
        return "no_due_dates"
    now, rows = day_number(material.run.as_of), everyone.rows
    ahead = (~is_done(table) & (due >= now)) | (following >= now)
    frame_row = looked_up(text(table, "opportunity_id"), places(text(rows.frame, "opportunity_id")))
    place = np.full(len(rows.frame), -1, dtype=np.int64)
    place[rows.row] = np.arange(len(rows.row))
    deal = np.where(frame_row >= 0, place[frame_row], -1)
    planned = np.zeros(len(rows.row), dtype=np.bool_)
    planned[deal[ahead & (deal >= 0)]] = True
    return rows, planned


def _no_next_step(material: Material) -> Measured:
    """Of open deals: without an action that is still to be done, or a next date, from now on."""
    found = next_steps(material)
    if isinstance(found, str):
        return _none(found)
    rows, planned = found
    is_open = rows.deals.is_open
    return _share(int((is_open & ~planned).sum()), int(is_open.sum()), "no_open_deals")


def _stalled(material: Material) -> Measured:
    """Of open deals: in their stage for more than twice its usual days."""
    everyone = Everyone.of(material)
    if everyone is None:
        return _none("no_deals")
    rows = everyone.rows
    if rows.stages == WHOLE:
        return _none("no_stages")
    found = idle.idle_deals(rows.deals, rows.entries, rows.touched, everyone.usual)
    told = (found.stage != NO_STAGE) & ~np.isnan(found.usual)
    return _share(int(found.is_stalled[told].sum()), int(told.sum()), "no_open_deals")


def _slipped(material: Material) -> Measured:
    """Of closes expected in the months of the report's year: not closed by the month's end."""
    pipeline = team_pipeline(material, None)
    if pipeline.why_null:
        return _none(pipeline.why_null)
    n = sum(one.n_expected for one in pipeline.slips)
    return _share(sum(one.n_slipped for one in pipeline.slips), n, "no_expected_dates")
