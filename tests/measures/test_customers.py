"""Customers won, new and back again; leads and their cohorts."""

from datetime import date
from fractions import Fraction

import pytest

from salesreport.measures import components, contributions, total
from salesreport.periods import Period
from salesreport.policy import Policy

JUNE, HALF_YEAR = Period.parse("2024-06"), Period.parse("2024-06").trailing(6)


@pytest.fixture(scope="module")
def sold(frame, make_deal):
    """A wins K twice in June, once in January; B wins K in June; two blank customers."""
    rows = [
        make_deal("O1", "A", "won", 1, "2024-01-10", "2024-01-02", "K"),
        make_deal("O2", "A", "won", 1, "2024-06-05", "2024-05-02", "K"),
        make_deal("O3", "A", "won", 1, "2024-06-25", "2024-06-02", "K"),
        make_deal("O4", "B", "won", 1, "2024-06-26", "2024-06-02", "K"),
        {**make_deal("O5", "A", "won", 1, "2024-06-07"), "customer": None},
        {**make_deal("O6", "A", "won", 1, "2024-06-08"), "customer": None},
        make_deal("O7", "B", "won", 1, "2024-06-09", "2024-06-01", "L"),
        make_deal("O8", "B", "lost", 0, "2024-06-09", "2024-06-03", "M"),
    ]
    return {"opportunities": frame("opportunities", rows)}


def test_a_second_win_with_the_same_customer_adds_nothing(sold, ready):
    prepared = ready(sold)
    assert components(prepared, JUNE)["won_customers"].to_dict() == {"A": 3, "B": 2, "": 0}
    rows = contributions(prepared, "won_customers", JUNE).set_index("key")["value"]
    assert rows.to_dict() == {"O2": 1, "O3": 0, "O4": 1, "O5": 1, "O6": 1, "O7": 1}


def test_customers_are_recounted_over_months_never_summed(sold, ready):
    prepared = ready(sold)
    months = [components(prepared, m)["won_customers"]["A"] for m in HALF_YEAR.months()]
    assert (sum(months), components(prepared, HALF_YEAR)["won_customers"]["A"]) == (4, 3)


def test_a_customer_is_new_once_for_the_rep_of_its_first_win(sold, ready):
    found = components(ready(sold), JUNE)["new_customers"]
    assert found.to_dict() == {"A": 2, "B": 1, "": 0}  # the blank ones; L; K was won in January


def test_repurchase_counts_customers_that_bought_within_the_horizon(sold, measured):
    # K bought in January and again on 5, 25, 26 June; A has 3 customers, B has 2
    found = measured(sold)
    assert found["A"]["repurchase_rate"].value == Fraction(1, 3)
    assert found["B"]["repurchase_rate"].value == Fraction(1, 2)
    assert found[None]["repurchase_rate"].value == Fraction(2, 5)


def test_without_leads_the_opportunities_created_are_the_leads(sold, measured):
    found = measured(sold)
    assert found["B"]["leads"].value == 3
    assert found["B"]["conversion"].value == Fraction(2, 3)


@pytest.fixture(scope="module")
def assigned(frame, make_deal):
    rows = [
        {"lead_id": "L1", "rep_id": "A", "assigned_date": "2024-02-01", "opportunity_id": "O1"},
        {"lead_id": "L2", "rep_id": "A", "assigned_date": "2024-02-10", "opportunity_id": "O2"},
        {"lead_id": "L3", "rep_id": "A", "assigned_date": "2024-02-29", "customer": "K"},
        {"lead_id": "L4", "rep_id": "A", "assigned_date": "2024-03-01", "status": "invalid"},
        {"lead_id": "L5", "rep_id": "A", "assigned_date": "2024-06-05", "status": "invalid"},
        {"lead_id": "L6", "rep_id": "A", "assigned_date": "2024-06-05"}
        | {"first_response_date": "2024-06-08"},
        {"lead_id": "L7", "rep_id": "A", "assigned_date": "2024-06-05"}
        | {"first_response_date": "2024-06-05"},
    ]
    deals = [
        make_deal("O1", "A", "won", 1, "2024-05-01", "2024-02-02"),  # 90 days: in time
        make_deal("O2", "A", "won", 1, "2024-05-11", "2024-02-12"),  # 91 days: too late
        make_deal("O3", "A", "won", 1, "2024-03-05", "2024-03-01", "K"),
    ]
    return {
        "leads": frame("leads", [{"status": "working", **r} for r in rows]),
        "opportunities": frame("opportunities", deals),
    }


def test_all_leads_are_the_base_and_valid_ones_are_counted_beside(assigned, measured):
    found = measured(assigned)["A"]
    assert (found["leads"].value, found["valid_leads"].value) == (3, 2)


def test_response_days_are_the_mean_over_answered_leads(assigned, measured):
    figure = measured(assigned)["A"]["response_days"]
    assert (figure.value, figure.n) == (Fraction(3, 2), 2)


def test_cohort_conversion_takes_the_latest_month_that_had_its_horizon(assigned, measured):
    # at 30 June the latest month whose last lead had 90 days is March, on 30 May it is February
    march = measured(assigned)["A"]["cohort_conversion"]
    assert (march.value, march.n) == (0, 1)
    may = Period.parse("2024-05")
    february = measured(assigned, may, as_of=date(2024, 5, 31))["A"]["cohort_conversion"]
    assert (february.value, february.n) == (Fraction(2, 3), 3)


def test_cohorts_of_two_windows_lie_equally_far_back(assigned, ready):
    prepared = ready(assigned, period=JUNE)
    months = [components(prepared, m)["cohort_leads"]["A"] for m in (JUNE.previous(), JUNE)]
    assert months == [3, 1]


def test_the_horizon_comes_from_the_policy(assigned, ready):
    policy = Policy(
        weights={"completion": 100},
        goalposts={"completion": {"lo": 0, "hi": 1}},
        horizon_days={"cohort_conversion": 91},
    )
    prepared = ready(assigned, policy=policy, as_of=date(2024, 5, 31))
    found = components(prepared, Period.parse("2024-05"))
    assert found["cohort_won"]["A"] == 3


def test_a_team_is_the_sum_over_its_reps(sold, ready):
    found = components(ready(sold), JUNE)
    assert total(found, ["A"])["won_customers"] + total(found, ["B", ""])["won_customers"] == 5
    assert total(found)["won_customers"] == 5
