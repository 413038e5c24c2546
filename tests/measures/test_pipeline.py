"""Next period's cover, slipped deals; costs and customers' scores beside them."""

from datetime import date
from fractions import Fraction

import pytest

from salesreport.measures import components, contributions
from salesreport.periods import Period
from salesreport.policy import Policy

JUNE = Period.parse("2024-06")


@pytest.fixture(scope="module")
def coming(frame, make_deal):
    def due(key, stage, amount, expected, close=None):
        return make_deal(key, "A", stage, amount, close, expected_close_date=expected)

    rows = [
        due("O1", "intent", 300, "2024-07-10"),
        due("O2", "negotiation", 100, "2024-07-31"),
        due("O3", "intent", 999, "2024-08-01"),
        due("O4", "intent", 50, "2024-06-15"),
        due("O5", "won", 70, "2024-06-20", "2024-06-25"),
        due("O6", "won", 20, "2024-06-20", "2024-07-02"),
        due("O7", "lost", 10, "2024-06-20", "2024-07-02"),
        due("O8", "intent", 5, "2024-06-29"),
    ]
    goal = {"rep_id": "A", "measure": "bookings", "period": "2024-07", "value": 800}
    return {
        "opportunities": frame("opportunities", rows),
        "targets": frame("targets", [goal]),
        "costs": frame("costs", [{"rep_id": "A", "period": "2024-06", "amount": 7}]),
        "satisfaction": frame(
            "satisfaction",
            [{"rep_id": "A", "date": "2024-06-03", "score": s} for s in ("4.5", "5")],
        ),
    }


def test_coverage_is_the_open_amount_of_next_month_over_its_target(coming, measured):
    figure = measured(coming)["A"]["pipeline_coverage"]
    assert (figure.value, figure.n) == (Fraction(1, 2), 2)


def test_what_is_won_in_next_month_already_covers_its_target_as_well(frame, make_deal, measured):
    # July target 100: 70 won on 3 July, 20 open: 90 %; 10 more are neither
    rows = [
        make_deal("O1", "A", "won", 70, "2024-07-03", expected_close_date="2024-07-10"),
        make_deal("O2", "A", "intent", 20, expected_close_date="2024-07-20"),
    ]
    goal = {"rep_id": "A", "measure": "bookings", "period": "2024-07", "value": 100}
    tables = {"opportunities": frame("opportunities", rows), "targets": frame("targets", [goal])}
    later = measured(tables, as_of=date(2024, 7, 5))["A"]["pipeline_coverage"]
    assert (later.value, later.numerator, later.n) == (Fraction(9, 10), 90, 1)
    early = measured(tables, as_of=date(2024, 6, 30))["A"]["pipeline_coverage"]
    assert early.value == Fraction(9, 10)  # O1 is still open then, and expected in July


def test_deals_expected_in_june_and_not_closed_in_it_have_slipped(coming, ready):
    prepared = ready(coming, as_of=date(2024, 7, 5))
    rows = contributions(prepared, "slipped", JUNE)
    assert rows["key"].tolist() == ["O4", "O6", "O7", "O8"]
    assert components(prepared, JUNE).loc["A", "slipped"] == 8500
    assert components(prepared, JUNE).loc["A", "slipped_deals"] == 4


def test_a_deal_expected_after_the_cut_off_has_not_slipped_yet(coming, ready):
    rows = contributions(ready(coming, as_of=date(2024, 6, 28)), "slipped_deals", JUNE)
    assert "O8" not in rows["key"].tolist()


def test_cost_ratio_divides_costs_by_bookings(coming, measured):
    assert measured(coming)["A"]["cost_ratio"].value == Fraction(7, 70)


def test_costs_of_a_longer_period_do_not_count_in_a_month(coming, frame, measured):
    quarter = frame("costs", [{"rep_id": "A", "period": "2024-Q2", "amount": 7}])
    found = measured({**coming, "costs": quarter})["A"]["cost_ratio"]
    assert (found.value, found.why_null) == (None, "no_data")


def test_satisfaction_is_the_mean_of_scores(coming, measured):
    assert measured(coming)["A"]["satisfaction"].value == Fraction("4.75")


@pytest.fixture(scope="module")
def taxed(frame, make_deal):
    """Deals of July, and of June in the case of E, with 13 % tax in their amounts.

    A: 226 won, linked. B: 113 open, whose contract K2 states 13 %. C: shares half of
    an open 113 that no contract knows with D. E: 113 due in June, no contract.
    """
    rows = [
        make_deal("O1", "A", "won", 226, "2024-07-03", contract_id="K1"),
        make_deal("O2", "B", "intent", 113, expected_close_date="2024-07-20", contract_id="K2"),
        make_deal("O3", "C", "intent", 113, expected_close_date="2024-07-20"),
        make_deal("O4", "E", "intent", 113, expected_close_date="2024-06-20"),
    ]
    contracts = [
        {"contract_id": key, "customer": "K", "amount": 113, "tax_rate": "0.13"}
        for key in ("K1", "K2")
    ]
    halves = [{"opportunity_id": "O3", "rep_id": rep, "share": "0.5"} for rep in "CD"]
    goals = [
        {"rep_id": rep, "measure": "bookings", "period": "2024-07", "value": 400} for rep in "ABCDE"
    ]
    return {
        "opportunities": frame("opportunities", rows),
        "contracts": frame("contracts", contracts),
        "credits": frame("credits", halves),
        "targets": frame("targets", goals),
    }


def without_tax(**recognise):
    return Policy(
        weights={"completion": 100},
        goalposts={"completion": {"lo": 0, "hi": 1}},
        recognise={"tax": "excluded", **recognise},
    )


def test_cover_without_tax_takes_an_open_deals_tax_off_by_its_contract(taxed, measured):
    found = measured(taxed, as_of=date(2024, 7, 5), policy=without_tax())
    # 226 / 1.13 = 200 of 400; 113 / 1.13 = 100 of 400
    assert found["A"]["pipeline_coverage"].value == Fraction(1, 2)
    assert found["B"]["pipeline_coverage"].value == Fraction(1, 4)
    assert found["E"]["pipeline_coverage"].value == 0


def test_cover_never_adds_an_amount_with_tax_to_one_without(taxed, measured):
    found = measured(taxed, as_of=date(2024, 7, 5), policy=without_tax())
    for who in ("C", "D", None):
        figure = found[who]["pipeline_coverage"]
        assert (figure.value, figure.why_null) == (None, "no_tax_rate"), who
    slipped = {who: (found[who]["slipped"].value, found[who]["slipped"].why_null) for who in "AE"}
    assert slipped == {"A": (0, None), "E": (None, "no_tax_rate")}
    assert (found["E"]["slipped"].n, found[None]["slipped"].why_null) == (1, "no_tax_rate")


def test_cover_with_tax_needs_no_contract(taxed, measured):
    found = measured(taxed, as_of=date(2024, 7, 5))
    # 226 + 113 + 113 of 5 x 400
    assert found[None]["pipeline_coverage"].value == Fraction(452, 2000)
    assert found["E"]["slipped"].value == 113
