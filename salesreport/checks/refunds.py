"""Refunds that name a rep who has no part in the deal they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from salesreport.checks.evidence import Breach, Evidence


def refund_of_anothers_deal(found: Evidence, table: str) -> Iterator[Breach]:
    """Adjustments of a rep who has no share in their deal, never owned it, and bears them alone.

    A deal belongs to those its `credits` name; without credits to its rep and to whoever
    owned it, or its customer, on any day.
    """
    adjustments, deals = found.table(table), found.table("opportunities")
    if adjustments is None or deals is None:
        return
    wanted = set(adjustments["opportunity_id"].dropna())
    own = _reps_of(found, wanted)
    names = zip(adjustments["opportunity_id"], adjustments["rep_id"], strict=True)
    for row, (deal, rep) in enumerate(names):
        if deal in own and rep == rep and rep not in own[deal]:
            yield Breach(
                np.array([row]), "rep_id", str(rep), {"owner": found.rep_name(rep), "key": deal}
            )


def _reps_of(found: Evidence, wanted: set[str]) -> dict[str, set[str]]:
    """Deals that are on record, and who has a part in each."""
    deals, credits, owners = (found.table(n) for n in ("opportunities", "credits", "owners"))
    shared: dict[str, set[str]] = defaultdict(set)
    if credits is not None:
        positive = credits[found.amounts("credits", "share") > 0]
        for deal, rep in zip(positive["opportunity_id"], positive["rep_id"], strict=True):
            shared[deal].add(rep)
    held: dict[str, set[str]] = defaultdict(set)
    if owners is not None:
        for key in ("opportunity_id", "customer"):
            for name, rep in zip(
                owners[key].dropna(), owners["rep_id"][owners[key].notna()], strict=True
            ):
                held[f"{key} {name}"].add(rep)
    parts: dict[str, set[str]] = {}
    if deals is not None:
        asked = deals[deals["opportunity_id"].isin(wanted)]
        rows = asked[["opportunity_id", "customer", "rep_id"]].astype("object")
        for deal, customer, rep in rows.itertuples(index=False):
            owned = held[f"opportunity_id {deal}"] | held[f"customer {customer}"]
            parts[deal] = shared.get(deal) or {rep, *owned}
    return {deal: reps for deal, reps in parts.items() if any(rep == rep for rep in reps)}
