"""Refunds that name a rep who has no part in their deal."""

from __future__ import annotations

import pytest

DEALS = [
    {"opportunity_id": key, "rep_id": "L", "customer": "Acme", "stage": "won",
     "created_date": "2024-05-01", "close_date": "2024-05-20", "amount": 1000}
    for key in ("O1", "O2")
]  # fmt: skip
SHARES = [{"opportunity_id": "O1", "rep_id": rep, "share": "0.5"} for rep in "MN"]


def refund(rep, deal):
    return {"date": "2024-06-03", "rep_id": rep, "opportunity_id": deal, "kind": "refund",
            "amount": -5}  # fmt: skip


@pytest.mark.parametrize(
    ("rep", "deal", "owners", "is_listed"),
    [
        ("M", "O1", [], False),
        # O1 is shared by M and N: its own rep L has no part in it
        ("L", "O1", [], True),
        ("L", "O2", [], False),
        ("M", "O2", [], True),
        # the customer, or the deal, was M's once
        ("M", "O2", [{"customer": "Acme", "rep_id": "M", "from_date": "2024-01-01"}], False),
        ("M", "O2", [{"opportunity_id": "O2", "rep_id": "M", "from_date": "2024-06-01"}], False),
        ("M", "O2", [{"opportunity_id": "O1", "rep_id": "M", "from_date": "2024-01-01"}], True),
        # without a deal, or with one that is not on record, nothing contradicts
        ("M", None, [], False),
        ("M", "O9", [], False),
    ],
)
def test_a_refund_of_a_rep_without_a_part_in_its_deal_is_listed(
    checked, rep, deal, owners, is_listed
):
    tables = {
        "opportunities": DEALS,
        "credits": SHARES,
        "booking_adjustments": [refund("M", "O1"), refund(rep, deal)],
        **({"owners": owners} if owners else {}),
    }
    found = checked(tables).of("refund_of_anothers_deal")
    assert [(one.row, one.value, one.values["key"]) for one in found] == (
        [(3, rep, deal)] if is_listed else []
    )
