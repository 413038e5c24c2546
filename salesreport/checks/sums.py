"""Amounts and shares that cannot be meant: shares of a deal, refunds typed positive."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from salesreport.checks.evidence import Breach, Evidence, groups

_NEAR = 1e-9


def shares_do_not_add_up(found: Evidence, table: str) -> Iterator[Breach]:
    """Deals or contracts whose credits do not sum to 1; all rows of the deal are named.

    The sum is exact. Equal parts as a spreadsheet shows them pass: three times
    33.33 %, three times 33 %.
    """
    shares = found.amounts(table, "share")
    key = "contract_id" if table == "contract_credits" else "opportunity_id"
    deal = found.codes(table, key).numbers
    sums = np.bincount(deal, weights=shares)
    suspect = np.flatnonzero(np.abs(sums - 1) > _NEAR)
    frame = found.table(table)
    if frame is None or not len(suspect):
        return
    exact = frame["share"].tolist()
    for rows in groups(deal, np.flatnonzero(np.isin(deal, suspect))):
        mine = [exact[row] for row in rows]
        if not _equal_parts(mine):
            yield Breach(
                rows,
                "share",
                f"{sum(mine, Decimal(0)) * 100:f}%",
                {"key": found.cell(table, key, int(rows[0]))},
            )


def _equal_parts(shares: list[Decimal]) -> bool:
    """Whether all shares are 1/n, rounded to the decimals they were typed with."""
    n = len(shares)
    if n < 3 or len(set(shares)) > 1:
        return False
    exponent = shares[0].normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    return places >= 2 and round(Decimal(1) / n, places) == shares[0]


def refund_positive(found: Evidence, table: str) -> Iterator[Breach]:
    """Refunds, credit notes and write-offs above zero, which would raise bookings."""
    amounts = found.amounts(table)
    for row in np.flatnonzero(amounts > 0):
        yield Breach(
            np.array([row]),
            "amount",
            found.money(amounts[row]),
            {"day": found.cell(table, "date", int(row))},
        )
