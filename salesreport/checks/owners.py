"""Owners and shares that cannot hold: two at once, one who had left, shares of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import pandas as pd

from salesreport.checks.evidence import NO_DAY, Breach, Evidence, Ints, day_text, groups

_KEYS = ("opportunity_id", "customer")


def overlapping_owners(found: Evidence, table: str) -> Iterator[Breach]:
    """Customers or deals that two reps own from the same day on."""
    owner = found.codes(table, "rep_id").numbers
    since = found.days(table, "from_date")
    for key in _KEYS:
        owned = found.codes(table, key).numbers
        rows = np.flatnonzero((owned >= 0) & (since != NO_DAY))
        held = pd.DataFrame({"key": owned[rows], "day": since[rows], "rep": owner[rows]})
        several = held.groupby(["key", "day"])["rep"].transform("nunique").to_numpy() > 1
        numbers = np.full(len(owned), -1, dtype=np.int64)
        numbers[rows[several]] = held[several].groupby(["key", "day"]).ngroup()
        for mine in groups(numbers, rows[several]):
            reps = sorted({found.cell(table, "rep_id", int(row)) for row in mine})
            yield Breach(
                mine,
                "rep_id",
                ", ".join(reps),
                {
                    "key": found.cell(table, key, int(mine[0])),
                    "day": day_text(since[mine[0]]),
                },
            )


def owner_left(found: Evidence, table: str) -> Iterator[Breach]:
    """Owners to whom deals won after they had left are credited."""
    if found.table("reps") is None or found.table("opportunities") is None:
        return
    for row, closed in _sales_after_leaving(found, table):
        yield Breach(
            np.array([row]),
            "rep_id",
            found.cell(table, "rep_id", row),
            {
                "owner": found.rep_name(found.cell(table, "rep_id", row)),
                "key": next(name for key in _KEYS if (name := found.cell(table, key, row))),
                "deals": len(closed),
                "day": day_text(min(closed)),
            },
        )


def share_not_positive(found: Evidence, table: str) -> Iterator[Breach]:
    """Shares of zero or less, which are no part of anything."""
    shares = found.amounts(table, "share")
    key = "contract_id" if table == "contract_credits" else "opportunity_id"
    for row in np.flatnonzero(shares <= 0):
        yield Breach(
            np.array([row]),
            "share",
            f"{Decimal(found.cell(table, 'share', int(row))) * 100:f}%",
            {"key": found.cell(table, key, int(row))},
        )


def _sales_after_leaving(found: Evidence, table: str) -> list[tuple[int, list[int]]]:
    """Rows of owners with the close days of deals that reach them too late."""
    deals, reps = found.table("opportunities"), found.table("reps")
    if deals is None or reps is None:
        return []
    gone = dict(zip(reps["rep_id"], found.days("reps", "left_on").tolist(), strict=True))
    close = found.days("opportunities", "close_date")
    stage = found.codes("opportunities", "stage")
    won = np.array([*(name == "won" for name in stage.names), False])[stage.numbers]
    won &= close != NO_DAY
    credits = found.table("credits")
    if credits is not None:
        won &= ~deals["opportunity_id"].isin(credits["opportunity_id"]).to_numpy()
    owner = np.full(len(deals), -1, dtype=np.int64)
    for key in _KEYS:
        free = np.flatnonzero(won & (owner < 0))
        owner[free] = _owner_rows(found, table, key, free)
    late: dict[int, list[int]] = {}
    codes = found.codes(table, "rep_id")
    left_on = np.array([*(gone.get(rep, NO_DAY) for rep in codes.names), NO_DAY])
    for deal in np.flatnonzero(owner >= 0):
        left = int(left_on[codes.numbers[owner[deal]]])
        if left != NO_DAY and close[deal] > left:
            late.setdefault(int(owner[deal]), []).append(int(close[deal]))
    return sorted(late.items())


def _owner_rows(found: Evidence, table: str, key: str, deals: Ints) -> Ints:
    """Row of the owner on record at each deal's close date; -1 where there is none.

    As `measures.deals.held`: of two owners from the same day neither is used.
    """
    frames = [found.table(name) for name in ("opportunities", table)]
    asked, record = (
        pd.DataFrame({"key": frame[key].astype("str").to_numpy(), "day": found.days(name, day)})
        for frame, name, day in zip(
            frames, ("opportunities", table), ("close_date", "from_date"), strict=True
        )
        if frame is not None
    )
    record = record.assign(row=np.arange(len(record)), rep=found.codes(table, "rep_id").numbers)[
        record["key"].notna()
    ]
    several = record.groupby(["key", "day"])["rep"].transform("nunique") > 1
    record = record[~several].drop(columns="rep")
    asked = asked.iloc[deals].assign(at=np.arange(len(deals)))
    asked = asked[asked["key"].notna()].sort_values("day", kind="stable")
    rows = np.full(len(deals), -1, dtype=np.int64)
    if len(record) and len(asked):
        last = pd.merge_asof(asked, record.sort_values("day", kind="stable"), on="day", by="key")
        rows[last["at"].to_numpy()] = last["row"].fillna(-1).to_numpy().astype(np.int64)
    return rows
