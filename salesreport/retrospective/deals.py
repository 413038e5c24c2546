"""Deals as a page shows them: counted, not counted and why, won, lost, slipped."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from salesreport.periods import Period
from salesreport.retrospective.findings import BookingAdjustment, Deal
from salesreport.retrospective.records import days_between, money, records, source
from salesreport.tables.contract import UNCONVERTED

OPEN_STAGES = ("lead", "intent", "negotiation")


def deals(rows: pd.DataFrame, *, currency: str, names: dict[str, str] | None = None) -> list[Deal]:
    """One `Deal` per row of credited opportunities, in row order.

    Parameters
    ----------
    rows : DataFrame, opportunities with `credited_to`, `credited` and `share`
        `credited` is the amount in minor units that counts for `credited_to`.
    currency : str
        Report currency.
    names : dict of rep_id to name, optional
        Owners' names; without it no owner is shown.
    """
    return [_deal(record, currency, names or {}) for record in records(rows)]


def _deal(record: dict[str, Any], currency: str, names: dict[str, str]) -> Deal:
    rep_id = record.get("credited_to") or record.get("rep_id")
    share = record.get("share")
    return Deal(
        opportunity_id=record["opportunity_id"],
        customer=record.get("customer"),
        industry=record.get("industry"),
        product=record.get("product"),
        rep_id=rep_id,
        owner=names.get(rep_id) if rep_id else None,
        stage=record.get("stage"),
        amount=money(record.get("credited"), currency),
        share=1.0 if share is None else float(share),
        created_date=record.get("created_date"),
        close_date=record.get("close_date"),
        expected_close_date=record.get("expected_close_date"),
        cycle_days=days_between(record.get("created_date"), record.get("close_date")),
        currency=record.get("currency") if record.get(UNCONVERTED) else None,
        unconverted=record.get(UNCONVERTED),
        reason=record.get("reason"),
        detail=_remark(record),
        source=source(record),
    )


def _remark(record: dict[str, Any]) -> str | None:
    """What was said of a deal; of one lost only what was said of the loss."""
    said: str | None = record.get("lost_detail")
    return said if record.get("stage") == "lost" else said or record.get("note")


def closed(rows: pd.DataFrame, stage: str, period: Period) -> pd.DataFrame:
    """Rows closed as this stage in the period, largest first; won ones by the day of sale."""
    day = rows["close_date"] if stage != "won" else _sold_on(rows)
    inside = day.between(pd.Timestamp(period.first), pd.Timestamp(period.last))
    return _largest(rows[(rows["stage"] == stage) & inside])


def slipped(rows: pd.DataFrame, period: Period, as_of: date) -> pd.DataFrame:
    """Rows expected to close in the period that had not, largest first.

    Expected close inside the window and on or before `as_of`; still open, or
    closed after the window. The measure `slipped` counts the same deals.
    """
    expected = _expected(rows, period, as_of)
    still_open = rows["stage"].isin(OPEN_STAGES)
    later = rows["close_date"] > pd.Timestamp(period.last)
    return _largest(rows[expected & (still_open | later)])


def _sold_on(rows: pd.DataFrame) -> pd.Series:
    """Day of sale; the close date where no other is given."""
    return rows["sale_date"] if "sale_date" in rows else rows["close_date"]


def _expected(rows: pd.DataFrame, period: Period, as_of: date) -> pd.Series:
    last = min(period.last, as_of)
    return rows["expected_close_date"].between(pd.Timestamp(period.first), pd.Timestamp(last))


def not_counted(rows: pd.DataFrame, period: Period, as_of: date) -> pd.DataFrame:
    """Deals a rep may expect in the period that do not count, with `reason`.

    Where the policy asks for more than a signature, a deal won in the period
    that was not sold by its end has the reason in `awaits`. `no_tax_rate`: sold in the
    window, its tax not known.

    `closed_later`: won after the window's end. `open`: expected in the window,
    still open. `no_close_date`: won without a day. `no_amount`: won in the
    window, amount missing. `no_rate`: its currency has no rate for its month.
    `credited_elsewhere`: won in the window, credited to another. `lost`: lost in
    the window.
    """
    first, last = pd.Timestamp(period.first), pd.Timestamp(period.last)
    won = rows["stage"] == "won"
    inside = rows["close_date"].between(first, last)
    sold = _sold_on(rows)
    counted = won & sold.between(first, last)
    expected = _expected(rows, period, as_of)
    reason = pd.Series(pd.NA, index=rows.index, dtype="str")
    reason[(rows["stage"] == "lost") & inside] = "lost"
    reason[rows["stage"].isin(OPEN_STAGES) & expected] = "open"
    reason[won & (rows["close_date"] > last)] = "closed_later"
    reason[won & rows["close_date"].isna()] = "no_close_date"
    if "awaits" in rows:
        awaiting = won & inside & rows["awaits"].notna() & ~(sold <= last)
        reason[awaiting] = rows["awaits"][awaiting]
    reason[counted & rows["credited"].isna()] = "no_tax_rate"
    reason[counted & rows["amount"].isna()] = "no_amount"
    if UNCONVERTED in rows:
        reason[counted & rows[UNCONVERTED].notna()] = "no_rate"
    reason[won & inside & (rows["share"] == 0)] = "credited_elsewhere"
    return _largest(rows.assign(reason=reason)[reason.notna()])


def booking_adjustments(rows: pd.DataFrame, currency: str) -> list[BookingAdjustment]:
    """Parts of refunds, credit notes and write-offs as `measures.adjusted` gives them."""
    return [
        BookingAdjustment(
            date=record["day"],
            kind=record["kind"],
            amount=money(record["amount"], currency),
            whole=(
                None if record["whole"] == record["amount"] else money(record["whole"], currency)
            ),
            opportunity_id=record["opportunity_id"],
            source=source(record),
        )
        for record in records(rows)
    ]


def _largest(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values(["credited", "opportunity_id"], ascending=[False, True], kind="stable")
