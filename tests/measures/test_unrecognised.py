"""Sales that the policy counts by what the tables do not hold are unknown, never 0."""

from datetime import date
from fractions import Fraction

import pytest

from salesreport.measures import absences, components, credited_deals, figures, prepare, total
from salesreport.measures.single import grouped
from salesreport.periods import Period
from salesreport.policy import Policy
from salesreport.retrospective.deals import not_counted

JUNE = Period.parse("2024-06")
SOLD = ("bookings", "won_customers", "new_customers", "completion", "conversion",
        "revenue_per_customer", "repurchase_rate")  # fmt: skip


@pytest.fixture(scope="module")
def company(frame, make_deal):
    """A sold 100 in June and gave 20 back, of a target of 200; asked for other tables."""

    def build(*, deal=None, **more):
        sold = make_deal("O1", "A", "won", 100, "2024-06-05", **(deal or {}))
        refund = {"date": "2024-06-20", "rep_id": "A", "amount": -20, "kind": "refund"}
        goal = {"rep_id": "A", "period": "2024-06", "measure": "bookings", "value": 200}
        lead = {"lead_id": "L1", "rep_id": "A", "assigned_date": "2024-06-01"}
        tables = {"opportunities": [sold], "booking_adjustments": [refund], "targets": [goal],
                  "leads": [lead], **more}  # fmt: skip
        return {name: frame(name, rows) for name, rows in tables.items()}

    return build


def made(tables, **recognise):
    policy = Policy(weights={"completion": 100}, goalposts={"completion": {"lo": 0, "hi": 1}},
                    recognise=recognise)  # fmt: skip
    day = date(2024, 6, 30)
    return prepare(tables, as_of=day, finance_as_of=day, currency="CNY", policy=policy)


def measured(prepared, rep="A"):
    parts = components(prepared, JUNE)
    row = total(parts) if rep is None else parts.loc[rep]
    return figures(row, currency="CNY", absent=absences(prepared, JUNE))


CONTRACT = {"contract_id": "K1", "customer": "C-O1", "rep_id": "A", "amount": 100,
            "signed_date": "2024-06-01"}  # fmt: skip
INVOICE = {"invoice_id": "I1", "date": "2024-06-09", "amount": 100}
PAYMENT = {"payment_id": "P1", "date": "2024-06-09", "amount": 100}
INSTALMENT = {"contract_id": "K1", "due_date": "2024-06-09", "amount": 100}
TIED = {"contract_id": "K1"}


@pytest.mark.parametrize(
    ("sale", "more", "deal"),
    [
        ("approved", {}, None),
        ("invoiced", {}, TIED),
        ("invoiced", {"invoices": []}, TIED),
        ("invoiced", {"invoices": [INVOICE]}, TIED),
        ("invoiced", {"invoices": [INVOICE | TIED]}, None),
        ("first_cash", {}, TIED),
        ("first_cash", {"payments": [PAYMENT]}, TIED),
        ("first_cash", {"payments": [PAYMENT | TIED]}, None),
        ("accepted", {}, TIED),
        ("accepted", {"payment_plan": [INSTALMENT]}, TIED),
        ("accepted", {"payment_plan": [INSTALMENT | {"kind": "acceptance"}]}, None),
    ],
)
def test_what_sales_make_is_unknown_where_nothing_says_when_any_counts(company, sale, more, deal):
    prepared = made(company(deal=deal, **more), sale=sale)
    for rep in ("A", None):
        found = measured(prepared, rep)
        assert {name: found[name].why_null for name in SOLD} == dict.fromkeys(SOLD, "unrecognised")
        assert {found[name].value for name in SOLD} == {None}
        assert found["win_rate"].value == 1  # closed is closed
    assert grouped(prepared, "bookings", JUNE).isna().all()
    # "not approved yet" would be a guess
    (row,) = not_counted(credited_deals(prepared), JUNE, date(2024, 6, 30)).to_dict("records")
    assert row["reason"] == "unrecognised"


@pytest.mark.parametrize(
    ("sale", "more", "deal"),
    [
        ("signed", {}, None),
        ("approved", {}, {"approval": "approved"}),
        ("invoiced", {"invoices": [INVOICE | TIED]}, TIED),
        ("invoiced", {"invoices": [INVOICE | {"opportunity_id": "O1"}]}, None),
        ("invoiced", {"invoices": [INVOICE | TIED],
                      "contracts": [CONTRACT | {"opportunity_id": "O1"}]}, None),
        ("first_cash", {"payments": [PAYMENT | TIED]}, TIED),
        ("first_cash", {"payments": [PAYMENT], "allocations": [
            {"payment_id": "P1", "contract_id": "K1", "amount": 100}]}, TIED),
        ("accepted", {"payment_plan": [INSTALMENT | {"kind": "acceptance"}]}, TIED),
    ],
)  # fmt: skip
def test_sales_are_known_with_what_the_policy_asks(company, sale, more, deal):
    found = measured(made(company(deal=deal, **more), sale=sale))
    # 100 - 20 of 200
    assert (found["bookings"].value, found["completion"].value) == (80, Fraction(2, 5))


def test_a_deal_that_alone_lacks_its_evidence_is_not_sold_yet(company):
    found = measured(made(company(deal={"approval": "rejected"}), sale="approved"))
    assert (found["bookings"].value, found["won_customers"].value) == (-20, 0)


@pytest.mark.parametrize(
    ("more", "deal", "new"),
    [
        ({}, TIED, "no_table"),
        ({"contracts": [CONTRACT]}, TIED, "unrecognised"),
        ({"contracts": [CONTRACT | {"tax_rate": "0.13"}]}, None, None),
    ],
)
def test_amounts_without_tax_are_unknown_without_any_rate(company, more, deal, new):
    found = measured(made(company(deal=deal, **more), tax="excluded"))
    money = ("bookings", "completion", "revenue_per_customer")
    assert {name: found[name].why_null for name in money} == dict.fromkeys(money, "unrecognised")
    assert found["won_customers"].value == 1
    # a contract with a rate is signed without tax, whether a deal names it or not: 100 / 1.13
    value = found["new_contracts"].value
    assert (None if value is None else float(value), found["new_contracts"].why_null) == (
        None if new else 88.5, new,
    )  # fmt: skip
