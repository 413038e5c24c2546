"""Points, missing measures, adjustments, grades, goalposts of longer windows."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.errors import ParameterError
from salesreport.measures import Quotient
from salesreport.policy import Policy
from salesreport.scoring import Adjustment, Terms, grade, points, receipt

BANDS = {
    "excellent": Decimal(90),
    "good": Decimal(80),
    "pass": Decimal(70),
    "needs_improvement": Decimal(0),
}


def terms(weights, posts=None, rescale="0.60"):
    spans = {name: (Fraction(0), Fraction(1)) for name in weights} | (posts or {})
    return Terms({n: Decimal(w) for n, w in weights.items()}, spans, BANDS, Decimal(rescale))


def values(**raw):
    return {
        name: Quotient(None, "no_data") if value is None else Quotient(Fraction(value))
        for name, value in raw.items()
    }


SIXTY = terms({"completion": 60, "process": 40})


def test_lower_is_better_where_lo_is_above_hi():
    # 3 days between 5 (0 points) and 1 (100 points) is half way
    assert points(Fraction(3), lo=Fraction(5), hi=Fraction(1)) == 50
    assert points(Fraction(9), lo=Fraction(5), hi=Fraction(1)) == 0
    assert points(Fraction(0), lo=Fraction(5), hi=Fraction(1)) == 100


def test_equal_goalposts_are_refused():
    with pytest.raises(ParameterError, match="goalpost lo and hi are both 1"):
        points(Fraction(1), lo=Fraction(1), hi=Fraction(1))


def test_a_missing_measure_rescales_the_weights_that_are_there():
    # 60 of 100 is there: half of it earned is 50, not 30
    found = receipt(values(completion="0.5", process=None), SIXTY)
    assert (found.score, found.rescaled) == (Decimal("50.00"), True)
    assert [line.effective_weight for line in found.lines] == [100, None]
    assert found.lines[1].why_null == "no_data"


def test_below_the_share_of_weight_nobody_is_rated():
    found = receipt(values(completion=None, process="1"), SIXTY)
    assert (found.score, found.grade, found.why_null) == (None, "not_rated", "missing_measures")
    assert found.lines[1].points == 100
    assert found.lines[1].contribution is None


def test_no_data_at_all_is_not_rated_rather_than_the_lowest_grade():
    found = receipt({}, terms({"completion": 100}, rescale="0"))
    assert (found.score, found.grade) == (None, "not_rated")


def test_adjustments_are_added_to_the_total_and_clipped():
    up = Adjustment(Fraction(5), "key project", "director")
    found = receipt(values(completion="0.98", process="0.98"), SIXTY, [up])
    assert (found.total, found.score) == (Fraction(103), Decimal("100.00"))
    down = Adjustment(Fraction(-99), "late entries", "director")
    assert receipt(values(completion="0.5", process="0.5"), SIXTY, [down]).score == 0


def test_the_grade_is_read_from_the_rounded_score():
    one = terms({"completion": 100})
    # 79.995 rounds half up to 80.00: good; 79.9949 to 79.99: pass
    assert receipt(values(completion="0.79995"), one).grade == "good"
    assert receipt(values(completion="0.799949"), one).grade == "pass"


@pytest.mark.parametrize(
    ("score", "name"),
    [("100", "excellent"), ("90.00", "excellent"), ("89.99", "good"), ("80", "good"),
     ("79.99", "pass"), ("70", "pass"), ("69.99", "needs_improvement"), ("0", "needs_improvement")],
)  # fmt: skip
def test_each_band_begins_at_its_lowest_score(score, name):
    assert grade(Decimal(score), BANDS) == name


def test_a_weight_without_a_goalpost_is_refused():
    bare = Terms({"completion": Decimal(100)}, {}, BANDS, Decimal("0.6"))
    with pytest.raises(ParameterError, match="weight without a goalpost: completion"):
        receipt(values(completion="1"), bare)


@pytest.fixture(scope="module")
def policy():
    return Policy.model_validate(
        {
            "weights": {"bookings": 50, "conversion": 50},
            "goalposts": {"bookings": {"lo": 0, "hi": 300}, "conversion": {"lo": 0, "hi": 1}},
            "roles": {
                "account_management": {
                    "weights": {"repurchase_rate": 100},
                    "goalposts": {"repurchase_rate": {"lo": 0, "hi": 0.5}},
                }
            },
        }
    )


def test_goalposts_of_money_and_counts_grow_with_months_and_tenure(policy):
    found = Terms.of(policy, n_months=3, tenure=Fraction(1, 3)).goalposts
    assert found["bookings"] == (0, 300)
    assert Terms.of(policy, n_months=3).goalposts["bookings"] == (0, 900)
    assert Terms.of(policy, tenure=Fraction(10, 31)).goalposts["bookings"][1] == Fraction(3000, 31)
    assert Terms.of(policy, n_months=3).goalposts["conversion"] == (0, 1)


def test_a_role_is_scored_by_its_own_weights(policy):
    found = receipt(values(repurchase_rate="0.25"), Terms.of(policy, "account_management"))
    assert found.score == Decimal("50.00")
    assert receipt(values(repurchase_rate="0.25"), Terms.of(policy)).score is None


RAW = st.none() | st.fractions(min_value=-2, max_value=3, max_denominator=50)
POSTS = st.tuples(
    st.fractions(min_value=-1, max_value=2, max_denominator=20),
    st.fractions(min_value=-1, max_value=2, max_denominator=20),
).filter(lambda post: post[0] != post[1])


@given(RAW, RAW, POSTS, st.fractions(min_value=-50, max_value=50, max_denominator=4))
def test_a_score_lies_between_0_and_100(a, b, post, hand):
    two = terms({"completion": 60, "process": 40}, {"process": post})
    found = receipt(values(completion=a, process=b), two, [Adjustment(hand, "r", "m")])
    assert found.score is None or 0 <= found.score <= 100
    assert (found.grade == "not_rated") == (found.score is None)


@given(
    st.fractions(min_value=-2, max_value=3, max_denominator=50),
    st.fractions(min_value=0, max_value=3, max_denominator=50),
    POSTS,
)
def test_a_score_never_falls_when_a_measure_gets_better(raw, gain, post):
    one = terms({"process": 100}, {"process": post})
    better = raw + gain if post[1] > post[0] else raw - gain
    assert receipt(values(process=better), one).score >= receipt(values(process=raw), one).score


@given(RAW, RAW)
def test_contributions_sum_to_the_total(a, b):
    found = receipt(values(completion=a, process=b), SIXTY)
    if found.total is not None:
        assert sum(line.contribution or 0 for line in found.lines) == found.total
        assert sum(line.effective_weight or 0 for line in found.lines) == 100


def test_a_role_may_ask_for_more_of_the_weight_than_the_policy():
    # 60 of 100 is there: enough for the policy's 0.60, too little for the role's 0.75
    policy = Policy.model_validate(
        {
            "weights": {"completion": 60, "process": 40},
            "goalposts": {name: {"lo": 0, "hi": 1} for name in ("completion", "process")},
            "roles": {"new_business": {"missing": {"rescale_above": 0.75}}},
        }
    )
    half = values(completion="0.5", process=None)
    assert receipt(half, Terms.of(policy)).score == Decimal("50.00")
    assert receipt(half, Terms.of(policy, "account_management")).score == Decimal("50.00")
    assert receipt(half, Terms.of(policy, "new_business")).why_null == "missing_measures"
