"""Next period's cover, slipped deals; costs and customers' scores beside them."""

from datetime import date
from fractions import Fraction

import pytest

from salesreport.measures import components, contributions
from salesreport.periods import Period

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
