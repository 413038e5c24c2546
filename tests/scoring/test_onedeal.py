"""One deal more or less, where figures are computed or missing."""

from decimal import Decimal
from fractions import Fraction

from salesreport.measures import Quotient
from salesreport.scoring import OneDeal, Terms, one_deal, receipt

BANDS = {"good": Decimal(80), "needs_improvement": Decimal(0)}
POSTS = {
    "completion": (Fraction(0), Fraction(1)),
    "conversion": (Fraction(0), Fraction(1)),
    "win_rate": (Fraction(0), Fraction(1)),
    "revenue_per_customer": (Fraction(0), Fraction(100)),
}


def terms(**weights):
    return Terms({n: Decimal(w) for n, w in weights.items()}, POSTS, BANDS, Decimal("0.6"))


def quotient(over, under):
    value = Fraction(over, under) if under else None
    return Quotient(value, None if under else "no_denominator", Fraction(over), Fraction(under))


def rep(won, booked, leads=10, lost=2, target=200):
    return {
        "bookings": Quotient(Fraction(booked)),
        "won_customers": Quotient(Fraction(won)),
        "conversion": quotient(won, leads),
        "win_rate": quotient(won, won + lost),
        "completion": quotient(booked, target),
        "revenue_per_customer": quotient(booked, won),
    }


def test_computed_rates_are_remade_from_their_parts():
    four = rep(4, 80)
    assert one_deal(four, terms(conversion=100), 1).score == Decimal("50.00")  # 5 / 10
    assert one_deal(four, terms(win_rate=100), 1).score == Decimal("71.43")  # 5 / 7
    assert one_deal(four, terms(win_rate=100), -1).score == Decimal("60.00")  # 3 / 5
    assert one_deal(four, terms(completion=100), 1).score == Decimal("50.00")  # 100 / 200
    assert one_deal(four, terms(revenue_per_customer=100), 1).score == Decimal("20.00")


def test_without_a_win_one_more_has_no_size_to_go_by():
    found = one_deal(rep(0, 0), terms(completion=100), 1)
    assert (found.score, found.grade, found.why_null) == (None, "not_rated", "no_own_deal")


def test_without_a_win_one_less_is_impossible():
    found = one_deal(rep(0, 0), terms(completion=100), -1)
    assert (found.score, found.grade, found.why_null) == (None, "not_rated", "no_win")


def test_losing_the_only_deal_leaves_no_revenue_per_customer():
    only = rep(1, 50)
    mixed = terms(completion=60, revenue_per_customer=40)
    # completion 0 of 60 % of the weight, rescaled; revenue per customer is unknown, not 0
    assert one_deal(only, mixed, -1).score == Decimal("0.00")
    assert one_deal(only, terms(revenue_per_customer=100), -1).why_null == "missing_measures"


def test_one_deal_less_is_no_higher_score_for_want_of_a_measure():
    # completion 50 / 200 = 25 points, conversion 9 of 10 by hand, revenue 5 of 100
    only = {**rep(1, 5, target=20), "conversion": Quotient(Fraction(9, 10), typed=True)}
    mixed = terms(completion=10, conversion=10, revenue_per_customer=80)
    # 2.5 + 9 + 4 = 15.5 with the deal; without it revenue per customer is unknown, and
    # completion 0 and conversion 0 of 20 % are less than 60 %
    assert receipt(only, mixed).score == Decimal("15.50")
    assert one_deal(only, mixed, -1).why_null == "missing_measures"
    heavy = terms(completion=10, win_rate=60, revenue_per_customer=30)
    won = {**rep(1, 5, target=20), "win_rate": Quotient(Fraction(9, 10))}
    # 2.5 + 54 + 1.5 = 58; without it (0 + 54) / 70 = 77.14, which no deal lost can earn
    assert receipt(won, heavy).score == Decimal("58.00")
    found = one_deal(won, heavy, -1)
    assert (found.score, found.grade, found.why_null) == (None, "not_rated", "no_win_left")
    # where the rest is worth less it is said: completion falls from 50 / 200 to 0
    mixed = terms(completion=70, revenue_per_customer=30)
    assert one_deal(rep(1, 50), mixed, -1) == OneDeal(Decimal("0.00"), "needs_improvement")


def test_unknown_bookings_leave_one_deal_unknown():
    unknown = {**rep(4, 80), "bookings": Quotient(None, "no_table")}
    assert one_deal(unknown, terms(conversion=100), 1).why_null == "no_data"


def test_one_deal_more_is_never_worse_in_what_deals_make():
    for won in range(1, 6):
        row = rep(won, won * 30)
        mixed = terms(completion=40, conversion=30, win_rate=30)
        scores = [one_deal(row, mixed, -1).score, receipt(row, mixed).score]
        scores.append(one_deal(row, mixed, 1).score)
        assert scores == sorted(scores)
