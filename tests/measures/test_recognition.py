"""What counts as a sale and without what tax; the base of collection; when a bill is money."""

from datetime import date
from fractions import Fraction

import pytest

from salesreport.measures import components, credited_deals, figures, prepare, total
from salesreport.measures.recognition import without_tax
from salesreport.periods import Period
from salesreport.policy import Policy
from salesreport.retrospective.deals import closed, not_counted

MAY, JUNE, JULY = (Period.parse(f"2024-0{n}") for n in (5, 6, 7))


def policy(**recognise):
    return Policy(
        weights={"completion": 100},
        goalposts={"completion": {"lo": 0, "hi": 1}},
        recognise=recognise,
    )


@pytest.fixture(scope="module")
def tables(frame, make_deal):
    """Four deals of A won in June, 113 each with 13 % tax.

    O1: approved, invoiced in June, paid in July (through its invoice), accepted in
    July. O2: rejected, paid in May before it was signed. O3, O4: nothing; O4 has no
    contract.
    """
    deals = [
        make_deal("O1", "A", "won", 113, "2024-06-05", contract_id="K1", approval="approved"),
        make_deal("O2", "A", "won", 113, "2024-06-06", contract_id="K2", approval="rejected"),
        make_deal("O3", "A", "won", 113, "2024-06-07", contract_id="K3"),
        make_deal("O4", "A", "won", 113, "2024-06-08"),
    ]
    contracts = [
        {"contract_id": f"K{n}", "customer": f"C-O{n}", "rep_id": "A", "amount": 113}
        | {"signed_date": "2024-06-01", "tax_rate": rate}
        for n, rate in ((1, "0.13"), (2, "0.13"), (3, None))
    ]
    plan = [
        {"contract_id": "K1", "kind": "advance", "due_date": "2024-06-10", "amount": 50},
        {"contract_id": "K1", "kind": "acceptance", "due_date": "2024-07-10", "amount": 63},
    ]
    invoices = [
        {"invoice_id": "I1", "contract_id": "K1", "date": "2024-06-20", "amount": 50},
        {"invoice_id": "I2", "contract_id": "K1", "date": "2024-07-20", "amount": 63},
    ]
    payments = [
        {"payment_id": "P1", "invoice_id": "I1", "date": "2024-07-02", "amount": 50},
        {"payment_id": "P2", "contract_id": "K2", "date": "2024-05-20", "amount": 20},
        {"payment_id": "P3", "contract_id": "K3", "date": "2024-06-20", "amount": -5},
    ]
    return {
        "opportunities": frame("opportunities", deals),
        "contracts": frame("contracts", contracts),
        "payment_plan": frame("payment_plan", plan),
        "invoices": frame("invoices", invoices),
        "payments": frame("payments", payments),
    }


def made(tables, *, as_of=date(2024, 7, 31), **recognise):
    return prepare(
        tables, as_of=as_of, finance_as_of=as_of, currency="CNY", policy=policy(**recognise)
    )


@pytest.mark.parametrize(
    ("sale", "june", "july"),
    [
        ("signed", 4, 0),
        ("approved", 1, 0),  # O1
        ("first_cash", 1, 1),  # O2 paid in May, signed in June; O1 in July
        ("invoiced", 1, 0),  # O1
        ("accepted", 0, 1),  # O1
    ],
)
def test_a_deal_counts_whole_on_the_day_the_policy_recognises(tables, sale, june, july):
    prepared = made(tables, sale=sale)
    for period, n in ((MAY, 0), (JUNE, june), (JULY, july)):
        found = components(prepared, period).loc["A"]
        assert found[["bookings", "won_customers", "new_customers"]].tolist() == [11300 * n, n, n]
    # closed is closed: win rate and cycle stay by the close date
    assert components(prepared, JUNE).loc["A", ["won", "cycle_deals"]].tolist() == [4, 4]


def test_what_is_not_known_yet_is_not_sold_yet(tables):
    prepared = made(tables, as_of=date(2024, 7, 1), sale="first_cash")
    assert components(prepared, JULY).loc["A", "bookings"] == 0
    prepared = made(tables, as_of=date(2024, 7, 9), sale="accepted")
    assert components(prepared, JULY).loc["A", "bookings"] == 0


def test_deals_that_wait_are_listed_with_what_they_wait_for(tables):
    rows = credited_deals(made(tables, sale="invoiced"))
    assert closed(rows, "won", JUNE)["opportunity_id"].tolist() == ["O1"]
    waiting = not_counted(rows, JUNE, date(2024, 7, 31))
    assert waiting["opportunity_id"].tolist() == ["O2", "O3", "O4"]
    assert set(waiting["reason"]) == {"not_yet_invoiced"}
    rows = credited_deals(made(tables, sale="first_cash"))
    waiting = not_counted(rows, JUNE, date(2024, 7, 31))
    assert sorted(waiting["opportunity_id"]) == ["O1", "O3", "O4"]  # O1 was paid in July only
    assert closed(rows, "won", JULY)["opportunity_id"].tolist() == ["O1"]


def test_without_tax_is_the_amount_over_one_and_the_rate(tables):
    # 113 / 1.13 = 100; K3 states no rate and O4 has no contract: not counted, and listed
    prepared = made(tables, tax="excluded")
    found = components(prepared, JUNE).loc["A"]
    assert found[["bookings", "new_contracts", "won_customers"]].tolist() == [20000, 20000, 4]
    listed = not_counted(credited_deals(prepared), JUNE, date(2024, 7, 31))
    assert listed[["opportunity_id", "reason"]].to_numpy().tolist() == [
        ["O3", "no_tax_rate"],
        ["O4", "no_tax_rate"],
    ]


def test_a_refund_without_tax_follows_the_rate_of_its_deal(tables, frame):
    refund = {"date": "2024-06-20", "opportunity_id": "O1", "amount": "-56.50", "kind": "refund"}
    adjusted = {**tables, "booking_adjustments": frame("booking_adjustments", [refund])}
    # 200 - 56.50 / 1.13 = 150
    assert components(made(adjusted, tax="excluded"), JUNE).loc["A", "bookings"] == 15000


def test_tax_is_taken_off_once_and_rounded_half_to_even():
    # 0.03 / 2 = 0.015 -> 0.02; 0.05 / 2 = 0.025 -> 0.02; 100.00 / 1.13 = 88.4955... -> 88.50
    net, _ = without_tax([3, 5, 10000], [Fraction(1), Fraction(1), Fraction(13, 100)])
    assert net.tolist() == [2, 2, 8850]


def test_the_collection_rate_is_of_what_fell_due_or_of_all_that_was_owed(frame):
    rows = {
        "contracts": [
            {"contract_id": "K1", "rep_id": "A", "signed_date": "2024-04-01", "amount": 350}
        ],
        "payment_plan": [
            {"contract_id": "K1", "kind": "progress", "due_date": day, "amount": amount}
            for day, amount in (("2024-05-10", 100), ("2024-06-10", 200))
        ],
        "payments": [
            {"payment_id": key, "contract_id": "K1", "date": day, "amount": amount}
            for key, day, amount in (("P1", "2024-05-20", 60), ("P2", "2024-06-15", 150))
        ],
    }
    prepared = made({name: frame(name, own) for name, own in rows.items()})
    summed = total(components(prepared, JUNE))
    # due 200, of it 110; owed 240, of it 150
    for base, value in (("due", Fraction(110, 200)), ("receivable", Fraction(150, 240))):
        found = figures(summed, currency="CNY", collection_base=base)
        assert found["collection_rate"].value == value
        assert found["receivable_rate"].value == Fraction(150, 240)


@pytest.mark.parametrize(("bills", "collected"), [("receipt", 30000), ("maturity", 10000)])
def test_a_bill_is_money_when_received_or_when_it_matures(frame, bills, collected):
    # 100 by transfer, 200 by a bill that matures in December
    payment = {"contract_id": "K1", "date": "2024-06-05"}
    bill = {"method": "bank_acceptance", "matures_on": "2024-12-05"}
    rows = {
        "contracts": [
            {"contract_id": "K1", "rep_id": "A", "signed_date": "2024-04-01", "amount": 300}
        ],
        "payment_plan": [
            {"contract_id": "K1", "kind": "progress", "due_date": "2024-06-10", "amount": 300}
        ],
        "payments": [
            payment | {"payment_id": "P1", "amount": 100, "method": "transfer"},
            payment | {"payment_id": "P2", "amount": 200} | bill,
        ],
    }
    tables = {name: frame(name, own) for name, own in rows.items()}
    june = made(tables, bills=bills, as_of=date(2024, 6, 30))
    assert components(june, JUNE).loc["A", ["due", "collected"]].tolist() == [30000, collected]
    late = made(tables, bills="maturity", as_of=date(2024, 12, 31))
    assert components(late, Period.parse("2024-12")).loc["A", "receipts_matched"] == 20000


def test_a_bill_that_matures_after_the_cut_off_is_no_money_in_an_open_month(frame):
    bill = {"payment_id": "P1", "contract_id": "K1", "date": "2024-06-05", "amount": 300}
    bill |= {"method": "commercial_acceptance", "matures_on": "2024-06-25"}
    rows = {
        "contracts": [
            {"contract_id": "K1", "rep_id": "A", "signed_date": "2024-04-01", "amount": 300}
        ],
        "payment_plan": [
            {"contract_id": "K1", "kind": "progress", "due_date": "2024-06-10", "amount": 300}
        ],
        "payments": [bill],
    }
    tables = {name: frame(name, own) for name, own in rows.items()}
    early = made(tables, bills="maturity", as_of=date(2024, 6, 20))
    assert components(early, JUNE).loc["A", ["collected", "overdue"]].tolist() == [0, 30000]


def test_a_contract_that_received_nothing_of_a_payment_has_had_no_cash(frame, make_deal):
    # 100 came in: K1 100, K2 50 asked. Ids in order, K1 has all of it and K2 nothing:
    # K1's deal counts its 100, K2's waits; collected are 100 and 0
    keys = (("1", "A"), ("2", "B"))
    rows = {
        "opportunities": [
            make_deal(f"O{n}", rep, "won", 100, "2024-06-05", contract_id=f"K{n}")
            for n, rep in keys
        ],
        "contracts": [
            {"contract_id": f"K{n}", "rep_id": rep, "signed_date": "2024-06-01", "amount": 100}
            for n, rep in keys
        ],
        "payment_plan": [
            {"contract_id": f"K{n}", "kind": "progress", "due_date": "2024-06-20", "amount": 100}
            for n, _ in keys
        ],
        "payments": [{"payment_id": "P1", "date": "2024-06-10", "amount": 100}],
        "allocations": [
            {"payment_id": "P1", "contract_id": f"K{n}", "amount": amount}
            for n, amount in (("1", 100), ("2", 50))
        ],
    }
    prepared = made({name: frame(name, own) for name, own in rows.items()}, sale="first_cash")
    found = components(prepared, JUNE)
    assert found["bookings"].to_dict() == {"A": 10000, "B": 0, "": 0}
    assert found["collected"].to_dict() == {"A": 10000, "B": 0, "": 0}
    waiting = not_counted(credited_deals(prepared), JUNE, date(2024, 7, 31))
    assert waiting[["opportunity_id", "reason"]].to_numpy().tolist() == [["O2", "not_yet_paid"]]


@pytest.mark.parametrize(
    ("allocated", "july"),
    [
        ([("K1", 60), ("K1", -60)], 0),  # taken back: nothing is for K1
        ([("K1", 60), ("K1", -20)], 11300),  # 40 are
        ([("K1", -20)], 0),  # against the sign of its payment
        ([("K9", 100), ("K1", 20)], 11300),  # 20 of K1 come first, K9 has 80
        ([("K9", 20)], 0),  # what is left of 100 names nothing
    ],
)
def test_a_first_payment_is_what_its_allocations_leave(tables, frame, allocated, july):
    payment = {"payment_id": "P1", "contract_id": "K1", "date": "2024-07-02", "amount": 100}
    parts = [{"payment_id": "P1", "contract_id": key, "amount": n} for key, n in allocated]
    given = {
        **tables,
        "payments": frame("payments", [payment]),
        "allocations": frame("allocations", parts),
    }
    assert components(made(given, sale="first_cash"), JULY).loc["A", "bookings"] == july
