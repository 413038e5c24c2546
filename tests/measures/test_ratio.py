"""Zero, negative and missing denominators: case c01, through the real tables."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.measures import ratio

MAYBE = st.none() | st.integers(-100, 100)


@given(MAYBE, MAYBE)
def test_a_ratio_is_a_number_or_a_reason_never_both(over, under):
    value, why = ratio(over, under)
    assert (value is None) == (why is not None)
    if value is not None:
        assert value * under == over
        assert under > 0


@pytest.fixture(scope="module")
def stated(case_folder, frame, measured):
    """Case c01 as tables: leads, won deals, targets, receivables and cash."""
    reps = pd.read_csv(case_folder("c01_zero_denominators") / "reps.csv")
    leads, deals, targets, invoices, payments = [], [], [], [], []
    for r in reps.itertuples():
        leads += [
            {"lead_id": f"{r.rep}{i}", "rep_id": r.rep, "assigned_date": "2024-06-03"}
            for i in range(r.leads)
        ]
        for i in range(r.orders):
            amount = r.revenue - (r.orders - 1) if i == 0 else 1
            deals.append(
                {"opportunity_id": f"{r.rep}{i}", "rep_id": r.rep, "stage": "won"}
                | {"customer": f"{r.rep}{i}", "amount": amount, "close_date": "2024-06-09"}
            )
        if pd.notna(r.target):
            targets.append(
                {
                    "rep_id": r.rep,
                    "measure": "bookings",
                    "period": "2024-06",
                    "value": int(r.target),
                }
            )
        if r.receivable:
            invoices.append(
                {"invoice_id": r.rep, "rep_id": r.rep, "date": "2024-05-01"}
                | {"due_date": "2024-06-15", "amount": r.receivable}
            )
            payments.append(
                {"payment_id": r.rep, "date": "2024-06-15", "amount": r.collected}
                | {"invoice_id": r.rep}
            )
    tables = {
        "reps": frame("reps", [{"rep_id": rep, "name": rep} for rep in reps["rep"]]),
        "leads": frame("leads", leads),
        "opportunities": frame("opportunities", deals),
        "targets": frame("targets", targets),
        "invoices": frame("invoices", invoices),
        "payments": frame("payments", payments),
    }
    return measured(tables)


NA = None
EXPECTED = {
    "A": ("0.25", "0.5", "5000", "0.8"),
    "B": (NA, NA, "4000", "1"),
    "C": ("0", "0", NA, NA),
    "D": (NA, NA, NA, NA),
    "E": ("0.2", "-0.15", "-3000", NA),
    None: ("13/57", "55000/180000", "55000/13", "48000/58000"),
}
NAMES = ("conversion", "completion", "revenue_per_customer", "collection_rate")


@pytest.mark.parametrize("rep", list(EXPECTED))
def test_undefined_ratios_are_not_available_as_case_c01_states(stated, rep):
    for name, value in zip(NAMES, EXPECTED[rep], strict=True):
        expected = None if value is None else Fraction(value)
        assert stated[rep][name].value == expected, name


def test_each_missing_ratio_says_why(stated):
    why = {
        ("B", "conversion"): "no_denominator",
        ("B", "completion"): "target_not_positive",
        ("D", "completion"): "no_target",
        ("C", "revenue_per_customer"): "no_denominator",
        ("C", "collection_rate"): "no_denominator",
    }
    assert {key: stated[key[0]][key[1]].why_null for key in why} == why
