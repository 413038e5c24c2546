"""One 100 % rule: deals, refunds, contracts, instalments and cash follow the same shares."""

import pytest

from salesreport.measures import components
from salesreport.measures.receivables import steadily
from salesreport.periods import Period

JUNE = Period.parse("2024-06")
CONTRACT = {"contract_id": "K1", "customer": "X", "rep_id": "A", "signed_date": "2024-06-02"}
PLAN = {"contract_id": "K1", "due_date": "2024-06-10", "kind": "progress"}


def shares(*of, **key):
    return [{**key, "rep_id": rep, "share": share} for rep, share in of]


@pytest.fixture(scope="module")
def june(frame, ready):
    def make(**tables):
        return components(ready({name: frame(name, rows) for name, rows in tables.items()}), JUNE)

    return make


@pytest.fixture(scope="module")
def deal(make_deal):
    return make_deal("O1", "A", "won", 1000, "2024-06-05", contract_id="K1")


def test_the_shares_of_a_deal_reach_its_contract_instalments_and_cash(june, deal):
    # 50 % of 1000 sold and signed, of 300 due, of 200 paid
    found = june(
        opportunities=[deal],
        credits=shares(("A", "0.5"), ("B", "0.5"), opportunity_id="O1"),
        contracts=[{**CONTRACT, "amount": 1000}],
        payment_plan=[{**PLAN, "amount": 300}],
        payments=[{"payment_id": "P1", "date": "2024-06-05", "amount": 200, "contract_id": "K1"}],
    )
    columns = ["bookings", "new_contracts", "due", "collected", "overdue", "due_items"]
    for rep in ("A", "B"):
        assert found.loc[rep, columns].tolist() == [50000, 50000, 15000, 10000, 5000, 1]


def test_the_contracts_own_shares_come_before_those_of_its_deal(june, deal):
    # contract 70/30 for C and B; the deal stays 50/50
    found = june(
        opportunities=[deal],
        credits=shares(("A", "0.5"), ("B", "0.5"), opportunity_id="O1"),
        contract_credits=shares(("C", "0.7"), ("B", "0.3"), contract_id="K1"),
        contracts=[{**CONTRACT, "amount": 1000, "opportunity_id": "O1"}],
        payment_plan=[{**PLAN, "amount": 300}],
    )
    assert found["bookings"].to_dict() == {"A": 50000, "B": 50000, "C": 0, "": 0}
    assert found["new_contracts"].to_dict() == {"A": 0, "B": 30000, "C": 70000, "": 0}
    assert found["due"].to_dict() == {"A": 0, "B": 9000, "C": 21000, "": 0}


def test_shares_of_sixty_percent_are_taken_in_proportion_everywhere(june, deal):
    # 0.4 and 0.2 are two thirds and one third of the whole: 666.67 + 333.33, 200 + 100
    found = june(
        opportunities=[deal],
        credits=shares(("A", "0.4"), ("B", "0.2"), opportunity_id="O1"),
        contracts=[{**CONTRACT, "amount": 1000}],
        payment_plan=[{**PLAN, "amount": 300}],
    )
    for name, parts in (
        ("bookings", [66667, 33333]),
        ("new_contracts", [66667, 33333]),
        ("due", [20000, 10000]),
    ):
        assert found.loc[["A", "B"], name].tolist() == parts


def test_several_deals_of_a_contract_weigh_by_their_amounts(june, deal, make_deal):
    # 900 of A alone, 100 shared 50/50: A has 950 of 1000, so 285 of 300 due
    more = make_deal("O2", "A", "won", 100, "2024-06-05", contract_id="K1")
    found = june(
        opportunities=[{**deal, "amount": 900}, more],
        credits=shares(("A", "0.5"), ("B", "0.5"), opportunity_id="O2"),
        contracts=[{**CONTRACT, "amount": 1000}],
        payment_plan=[{**PLAN, "amount": 300}],
    )
    assert found["due"].to_dict() == {"A": 28500, "B": 1500, "": 0}


def test_a_refund_of_a_shared_deal_follows_its_shares_whoever_of_them_is_typed(june, deal):
    refund = {"date": "2024-06-20", "opportunity_id": "O1", "amount": -1000, "kind": "refund"}
    for rep in ("A", "B", None):
        found = june(
            opportunities=[deal],
            credits=shares(("A", "0.5"), ("B", "0.5"), opportunity_id="O1"),
            booking_adjustments=[{**refund, "rep_id": rep}],
        )
        assert found["bookings"].to_dict() == {"A": 0, "B": 0, "": 0}


def test_a_refund_typed_for_a_rep_without_a_part_in_the_deal_is_that_reps(june, deal):
    refund = {"date": "2024-06-20", "opportunity_id": "O1", "amount": -10, "kind": "refund"}
    found = june(
        opportunities=[deal],
        credits=shares(("A", "0.5"), ("B", "0.5"), opportunity_id="O1"),
        booking_adjustments=[{**refund, "rep_id": "C"}],
    )
    assert found["bookings"].to_dict() == {"A": 50000, "B": 50000, "C": -1000, "": 0}


def test_an_invoice_of_a_shared_contract_is_shared_unless_it_names_somebody_else(june, deal):
    invoices = [
        {"invoice_id": key, "date": "2024-06-01", "due_date": "2024-06-10", "amount": 100}
        | {"contract_id": "K1", "rep_id": rep}
        for key, rep in (("I1", "A"), ("I2", None), ("I3", "C"))
    ]
    found = june(
        opportunities=[deal],
        credits=shares(("A", "0.5"), ("B", "0.5"), opportunity_id="O1"),
        contracts=[{**CONTRACT, "amount": 1000}],
        invoices=invoices,
    )
    assert found["due"].to_dict() == {"A": 10000, "B": 10000, "C": 10000, "": 0}


def test_a_contract_without_rep_or_deal_goes_to_the_customers_owner_at_signing(june):
    found = june(
        owners=[
            {"customer": "X", "rep_id": "A", "from_date": "2023-01-01"},
            {"customer": "X", "rep_id": "B", "from_date": "2024-06-03"},
        ],
        contracts=[{**CONTRACT, "amount": 1000, "rep_id": None}],
        payment_plan=[{**PLAN, "amount": 300}],
    )
    assert found["new_contracts"].to_dict() == {"A": 100000, "B": 0, "": 0}
    assert found["due"].to_dict() == {"A": 30000, "B": 0, "": 0}


def test_small_payments_never_give_a_rep_more_than_is_due_to_them(june, deal):
    # 100.01 shared in halves is 50.01 and 50.00; paid in 33.33 + 33.33 + 33.35
    found = june(
        opportunities=[deal],
        credits=shares(("A", "0.5"), ("B", "0.5"), opportunity_id="O1"),
        contracts=[{**CONTRACT, "amount": 1000}],
        payment_plan=[{**PLAN, "amount": "100.01"}],
        payments=[
            {"payment_id": f"P{i}", "date": f"2024-06-0{i}", "amount": amount, "contract_id": "K1"}
            for i, amount in ((1, "33.33"), (2, "33.33"), (3, "33.35"))
        ],
    )
    assert found["due"].tolist() == [5001, 5000, 0]
    assert found["collected"].tolist() == [5001, 5000, 0]


def test_parts_of_a_growing_total_add_up_and_never_fall():
    from fractions import Fraction

    parts = tuple((i, Fraction(n, 17)) for i, n in enumerate((1, 3, 6, 7)))
    before = [0] * 4
    for total in range(200):
        now = steadily(total, parts)
        assert sum(now) == total
        assert all(a >= b for a, b in zip(now, before, strict=True))
        before = now
