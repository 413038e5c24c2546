"""A public CRM data set with published answers (data/INDEX.md beside the files)."""

from datetime import date

import pytest

from salesreport.measures import components, figures, grouped, prepare, total
from salesreport.periods import Period

YEAR = Period.parse("2017")


@pytest.fixture(scope="module")
def prepared(maven):
    day = date(2017, 12, 31)
    return prepare(maven, as_of=day, finance_as_of=day, currency="USD", period=YEAR)


@pytest.fixture(scope="module")
def year(prepared):
    return components(prepared, YEAR)


def test_counts_and_revenue_match_the_published_totals(year):
    team = total(year)
    assert (team["won"], team["lost"], team["bookings"]) == (4238, 2473, 1000553400)
    rate = figures(team, currency="USD")["win_rate"]
    assert round(float(rate.value), 4) == 0.6315
    assert rate.n == 4238 + 2473


def test_cycle_of_won_deals_matches_the_published_mean(year):
    assert round(float(figures(total(year), currency="USD")["cycle_days"].value), 1) == 51.8


@pytest.mark.parametrize(
    ("rep", "dollars"),
    [("Darcel Schlecht", 1153214), ("Vicki Laflamme", 478396), ("Kary Hendrixson", 454298)],
)
def test_revenue_of_a_rep_matches_the_published_one(year, rep, dollars):
    assert year.loc[rep, "bookings"] == dollars * 100
    assert rep != "Darcel Schlecht" or year.loc[rep, "won"] == 349


def test_monthly_revenue_and_win_rate_match_the_published_ones(prepared):
    revenue = [1134672, 721932, 1025713, 1338466, 696932, 1050059, 1235264, 731980, 938943, 1131573]
    rates = [82.1, 48.6, 54.4, 82.8, 49.1, 56.8, 79.2, 49.3, 52.9, 78.5]
    months = YEAR.months()[2:]
    found = [figures(total(components(prepared, month)), currency="USD") for month in months]
    assert [f["bookings"].value for f in found] == revenue
    assert [round(float(f["win_rate"].value) * 100, 1) for f in found] == rates


def test_conversion_above_one_in_a_month_is_a_plain_number(prepared):
    found = [components(prepared, month) for month in YEAR.months()]
    rates = [figures(total(f), currency="USD")["conversion"].value for f in found]
    assert max(rate for rate in rates if rate is not None) > 1


def test_five_reps_without_a_deal_have_zero_sums_and_no_rates(year):
    idle = year[year["closed"] == 0].drop(index="")
    assert len(idle) == 5
    for rep in idle.index:
        found = figures(year.loc[rep], currency="USD")
        assert found["bookings"].value == 0
        assert found["win_rate"].why_null == "no_denominator"
        assert found["revenue_per_customer"].value is None


def test_group_sums_match_the_published_ones(prepared):
    sectors = grouped(prepared, "bookings", YEAR, by=["industry"])
    products = grouped(prepared, "bookings", YEAR, by=["product"])
    assert (sectors["retail"], products["GTXPro"]) == (1867528, 3510578)


def test_before_the_first_deal_everything_is_unknown_not_zero(prepared):
    early = components(prepared, Period.parse("2016-03"))
    assert early["bookings"].isna().all()
    assert early["won"].isna().all()
