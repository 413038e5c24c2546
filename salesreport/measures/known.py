"""What was known on a day: later rows do not exist, later outcomes are still open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
import pandas as pd

from salesreport.measures.frames import NO_DAY, Bools, Ints, Texts, day_number, days, text

CLOSED = ("won", "lost")
OPEN = ("lead", "intent", "negotiation")

Tables = Mapping[str, pd.DataFrame]


def known(tables: Tables, *, as_of: date, finance_as_of: date) -> dict[str, pd.DataFrame]:
    """Tables as they stood at the end of two days.

    Rows dated later do not exist; an opportunity won or lost by then does, whatever
    its created date says. An opportunity closed after `as_of` is open;
    with `stage_changes` its stage of that day is restored, without them it gets
    the last open stage, and what was reopened since shows today's status. An
    action done later is not done. Payments, invoices and the allocations of
    payments end on `finance_as_of`. Of rows with the same key the last one
    counts. Targets, plans, leave and typed judgements are kept as they are.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        Canonical tables; never changed.
    as_of, finance_as_of : date
        Last day included, of sales and of finance data.

    Returns
    -------
    dict of table name to DataFrame
        Same columns, index reset.
    """
    cuts = {name: (finance_as_of if name in _FINANCE else as_of) for name in tables}
    rows = {
        name: _kept(frame, _LATER[name], cuts[name]) if name in _LATER else frame
        for name, frame in tables.items()
    }
    for name, key in _UNIQUE.items():
        if name in rows:
            rows[name] = _last(rows[name], text(rows[name], key))
    if "opportunities" in rows:
        changes = tables.get("stage_changes")
        rows["opportunities"] = _as_then(rows["opportunities"], changes, as_of)
    if "activities" in rows:
        rows["activities"] = _actions_then(_latest_actions(rows["activities"]), as_of)
    if "leads" in rows:
        rows["leads"] = _blanked(rows["leads"], "first_response_date", as_of)
    _cut_dependents(rows, tables)
    return rows


def _by(name: str) -> Callable[[pd.DataFrame], Ints]:
    return lambda frame: days(frame, name)


def _recorded(activities: pd.DataFrame) -> Ints:
    """Day an action was written down: when entered, else its date."""
    entered = days(activities, "entered_on")
    return np.where(entered == np.iinfo(np.int64).min, days(activities, "date"), entered)


def _first_seen(opportunities: pd.DataFrame) -> Ints:
    """Day an opportunity was there: when created, or closed where that was before."""
    created, closed = days(opportunities, "created_date"), days(opportunities, "close_date")
    over = text(opportunities, "stage").isin(CLOSED).to_numpy() & (closed != NO_DAY)
    return np.where(over, np.minimum(created, closed), created)


_LATER: dict[str, Callable[[pd.DataFrame], Ints]] = {
    "opportunities": _first_seen,
    "leads": _by("assigned_date"),
    "activities": _recorded,
    "stage_changes": _by("entered_date"),
    "contracts": _by("signed_date"),
    "booking_adjustments": _by("date"),
    "satisfaction": _by("date"),
    "invoices": _by("date"),
    "payments": _by("date"),
}
_FINANCE = ("invoices", "payments")
_UNIQUE = {
    "opportunities": "opportunity_id",
    "leads": "lead_id",
    "contracts": "contract_id",
    "invoices": "invoice_id",
    "payments": "payment_id",
}


def _kept(frame: pd.DataFrame, dated: Callable[[pd.DataFrame], Ints], cut: date) -> pd.DataFrame:
    early = dated(frame) <= day_number(cut)
    return frame if early.all() else frame[early].reset_index(drop=True)


def _last(frame: pd.DataFrame, key: Texts) -> pd.DataFrame:
    """Last row of each key; rows without a key all stay."""
    superseded = key.duplicated(keep="last") & key.notna()
    return frame[~superseded].reset_index(drop=True) if superseded.any() else frame


def _latest_actions(activities: pd.DataFrame) -> pd.DataFrame:
    """Last row of each activity: by id, else who, whom, what, by when."""
    own = text(activities, "activity_id")
    due = pd.Series(days(activities, "due_date"), index=activities.index)
    parts = pd.DataFrame(
        {name: text(activities, name) for name in ("rep_id", "customer", "action")}
    ).assign(due=due)
    undated = due == np.iinfo(np.int64).min
    again = parts.duplicated(keep="last") & own.isna() & ~undated
    again |= own.duplicated(keep="last") & own.notna()
    return activities[~again].reset_index(drop=True) if again.any() else activities


def _actions_then(activities: pd.DataFrame, as_of: date) -> pd.DataFrame:
    later = days(activities, "done_date") > day_number(as_of)
    if not later.any():
        return activities
    changed = activities.copy()
    changed["done_date"] = changed["done_date"].mask(later)
    done = later & (text(changed, "status") == "done").to_numpy()
    changed["status"] = text(changed, "status").mask(done, "in_progress")
    return changed


def _blanked(frame: pd.DataFrame, column: str, as_of: date) -> pd.DataFrame:
    later = days(frame, column) > day_number(as_of)
    return frame.assign(**{column: frame[column].mask(later)}) if later.any() else frame


def _as_then(
    opportunities: pd.DataFrame, changes: pd.DataFrame | None, as_of: date
) -> pd.DataFrame:
    cut = day_number(as_of)
    stage, close = text(opportunities, "stage"), days(opportunities, "close_date")
    reopened = stage.isin(CLOSED).to_numpy() & (close > cut)
    if opportunities.empty or (not reopened.any() and changes is None):
        return opportunities
    stage = stage.mask(reopened, OPEN[-1])
    closing = pd.to_datetime(opportunities["close_date"]).mask(reopened | (close > cut))
    if changes is not None and len(changes):
        ids = text(opportunities, "opportunity_id")
        then = _stage_then(changes, cut)
        moved = ids.isin(_moved_after(changes, cut)).to_numpy() | reopened
        stage = stage.mask(moved & ids.isin(then.index).to_numpy(), ids.map(then["stage"]))
        closed = stage.isin(CLOSED).to_numpy() & moved
        entered = pd.to_datetime(ids.map(then["entered_date"]))
        closing = closing.mask(moved & ~closed).mask(closed, entered)
    return opportunities.assign(stage=stage, close_date=closing)


def _stage_then(changes: pd.DataFrame, cut: int) -> pd.DataFrame:
    """Last stage entered on or before the day, by opportunity."""
    ordered = changes.assign(_day=days(changes, "entered_date"))
    ordered = ordered[ordered["_day"] <= cut].sort_values("_day", kind="stable")
    return ordered.drop_duplicates("opportunity_id", keep="last").set_index("opportunity_id")


def _moved_after(changes: pd.DataFrame, cut: int) -> list[str]:
    """Opportunities whose stage changed after the day."""
    later: Bools = days(changes, "entered_date") > cut
    return text(changes[later], "opportunity_id").dropna().unique().tolist()


def _cut_dependents(rows: dict[str, pd.DataFrame], tables: Tables) -> None:
    """Drop plan rows of contracts, and allocations of payments, not known yet."""
    for child, parent, key in (
        ("payment_plan", "contracts", "contract_id"),
        ("allocations", "payments", "payment_id"),
    ):
        if child not in rows or parent not in rows:
            continue
        unknown = set(text(tables[parent], key).dropna()) - set(text(rows[parent], key).dropna())
        if unknown:
            gone = text(rows[child], key).isin(unknown)
            rows[child] = rows[child][~gone].reset_index(drop=True)
