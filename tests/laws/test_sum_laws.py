"""Laws of a whole run: money scales and adds up, rates and scores do not move."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.measures import MEASURES
from tests.laws.companies import LAW, TERMS, companies, document_of, report_of

AMOUNTS = ("amount", "value")


@given(tables=companies(), factor=st.integers(2, 9))
@LAW
def test_scaling_all_amounts_scales_money_and_leaves_rates_and_scores(tables, factor):
    exact = {**tables, "credits": [{**row, "share": "0.5"} for row in tables["credits"]]}
    scaled = {
        name: [
            {key: value * factor if key in AMOUNTS else value for key, value in row.items()}
            for row in rows
        ]
        for name, rows in exact.items()
    }
    posts = TERMS["goalposts"] | {"revenue_per_customer": {"lo": 0, "hi": 500 * factor}}
    before = document_of(report_of(exact))
    after = document_of(report_of(scaled, terms={"goalposts": posts}))
    for one, other in zip([*before["reps"], before["team"]], [*after["reps"], after["team"]],
                          strict=True):  # fmt: skip
        for name, value in one["measures"].items():
            if value is None:
                assert other["measures"][name] is None, name
                continue
            wanted = value * factor if MEASURES[name].unit == "money" else value
            assert other["measures"][name] == pytest.approx(wanted, rel=1e-12), name
    kept = [(rep["score"], rep["grade"], rep["flags"]) for rep in before["reps"]]
    assert [(rep["score"], rep["grade"], rep["flags"]) for rep in after["reps"]] == kept


@given(tables=companies(cents=True))
@LAW
def test_credits_sum_to_the_bookings_of_the_deals_to_the_cent(tables):
    """Counted by hand: what was won in June, less what was taken back in June."""
    document = document_of(report_of(tables))
    june = ("2024-06-01", "2024-06-30")
    won = [
        Decimal(str(deal["amount"]))
        for deal in tables["opportunities"]
        if deal["stage"] == "won" and june[0] <= str(deal["close_date"]) <= june[1]
    ]
    back = [
        Decimal(str(row["amount"]))
        for row in tables["booking_adjustments"]
        if june[0] <= str(row["date"]) <= june[1]
    ]
    booked = [rep["measures"]["bookings"] for rep in document["reps"]]
    if None in booked:  # no number where there is nothing: no deal was known by June 30
        assert all(str(deal["created_date"]) > june[1] for deal in tables["opportunities"])
        assert (set(booked), won, back) == ({None}, [], [])
        return
    reps = [Decimal(repr(amount)) for amount in booked]
    assert sum(reps) == sum(won) + sum(back)
    assert Decimal(repr(document["team"]["measures"]["bookings"])) == sum(reps)


@given(tables=companies())
@LAW
def test_a_team_is_sums_over_sums_of_its_people(tables):
    report = report_of(tables)
    for name in (None, *report.teams):
        view = report.for_team(name)
        for measure, figure in view.figures.items():
            own = [rep.figures[measure] for rep in view.reps]
            for part in ("numerator", "denominator"):
                values = [getattr(one, part) for one in own if getattr(one, part) is not None]
                if getattr(figure, part) is None:
                    continue
                assert getattr(figure, part) == pytest.approx(sum(values), abs=1e-9), measure
            if figure.value is not None and figure.denominator:
                ratio = figure.numerator / figure.denominator
                assert figure.value == pytest.approx(ratio, rel=1e-12), measure
