"""Rows that complete another table's: reviews of lost deals, shares of contracts.

Each keeps a table of its own, so that what is wrong in it is found in its own sheet
and row; what it says is then part of the deals that measures look at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from salesreport.intake.findings import Findings
from salesreport.tables import TABLES
from salesreport.tables.contract import PROVENANCE

Frames = dict[str, pd.DataFrame]
_FROM_REVIEW = ("lost_reason", "lost_detail", "competitor", "reason_source")


def attached(frames: Mapping[str, pd.DataFrame], findings: Findings) -> Frames:
    """Frames in which opportunities hold their reviews, and credits those of contracts.

    What a review says beats the opportunity's own cell; its sentence becomes what was
    said of the loss, where the deal has no such words, else its note, if that is blank.
    A contract's shares are those of its deals, unless `credits` names the deal itself. A
    review or share whose deal is not there stays in its own table and is listed.
    """
    left = dict(frames)
    if "lost_reviews" in frames:
        _attach_reviews(left, findings)
    if "contract_credits" in frames:
        _attach_credits(left, findings)
    return left


def _attach_reviews(frames: Frames, findings: Findings) -> None:
    reviews = frames["lost_reviews"].set_index("opportunity_id", drop=False)
    deals = frames.get("opportunities")
    known = set() if deals is None else set(deals["opportunity_id"])
    _note(frames["lost_reviews"], "opportunity_id", known, "review_without_deal", findings)
    if deals is None:
        return
    deals = deals.copy()
    for name in _FROM_REVIEW:
        said = deals["opportunity_id"].map(reviews[name])
        deals[name] = said.where(said.notna(), deals[name]).astype(deals[name].dtype)
    said = deals["opportunity_id"].map(reviews["summary"])
    has_detail = deals["lost_detail"].notna()
    for name, sentence in (
        ("lost_detail", said.where(~has_detail)), ("note", said.where(has_detail))
    ):  # fmt: skip
        deals[name] = deals[name].where(deals[name].notna(), sentence).astype(deals[name].dtype)
    frames["opportunities"] = deals


def _attach_credits(frames: Frames, findings: Findings) -> None:
    shares = frames["contract_credits"]
    deals = _deals_of_contracts(frames)
    _note(shares, "contract_id", set(deals["contract_id"]), "credit_without_deal", findings)
    ours = frames.get("credits")
    if ours is not None:
        deals = deals[~deals["opportunity_id"].isin(ours["opportunity_id"])]
    wanted = [*(column.name for column in TABLES["credits"].columns), *PROVENANCE]
    made = shares.merge(deals, on="contract_id", how="inner")[wanted]
    frames["credits"] = made if ours is None else _below(ours, made)


def _deals_of_contracts(frames: Frames) -> pd.DataFrame:
    """Each pair of contract and deal that opportunities or contracts state."""
    stated = [
        frames[name][["contract_id", "opportunity_id"]]
        for name in ("opportunities", "contracts")
        if name in frames
    ]
    if not stated:
        return pd.DataFrame({"contract_id": [], "opportunity_id": []}, dtype="str")
    return pd.concat(stated, ignore_index=True).dropna().drop_duplicates()


def _below(upper: pd.DataFrame, lower: pd.DataFrame) -> pd.DataFrame:
    """Rows of one frame below another's; categories joined, extra columns blank."""
    parts = [frame.astype(dict.fromkeys(PROVENANCE[:2], "object")) for frame in (upper, lower)]
    whole = pd.concat(parts, ignore_index=True)[list(upper.columns)]
    for name in PROVENANCE[:2]:
        whole[name] = pd.Categorical(whole[name])
    return whole


def _note(frame: pd.DataFrame, name: str, known: set[Any], rule: str, findings: Findings) -> None:
    table = "lost_reviews" if rule == "review_without_deal" else "contract_credits"
    for row in np.flatnonzero(~frame[name].isin(known)):
        place = frame.iloc[row]
        findings.add(
            rule, table=table, file=_text(place["source_file"]),
            sheet=_text(place["source_sheet"]), row=int(place["source_row"]),
            column=name, value=str(place[name]),
        )  # fmt: skip


def _text(cell: Any) -> str | None:
    return None if pd.isna(cell) else str(cell)
