"""Flags by their exact rule, and why a score may still change."""

from decimal import Decimal
from fractions import Fraction

import pytest

from salesreport.measures import Quotient
from salesreport.scoring import Terms, flags, provisional, receipt

RULES = {"over_target": Decimal("0.20"), "below_rate": Decimal("0.80"), "below_months": 2}
LOW, MET = (Fraction(79, 100), True), (Fraction(4, 5), True)
OPEN, NO_TARGET = (Fraction(1, 10), False), (None, True)


@pytest.mark.parametrize(
    ("completion", "over"),
    [("1.2", True), ("1.19999999999999999999", False), ("3", True), ("-1", False)],
)
def test_exactly_120_per_cent_is_over_target(completion, over):
    assert (flags(Fraction(completion), [], **RULES) == ["over_target"]) is over


@pytest.mark.parametrize(
    ("months", "flagged"),
    [
        ([LOW, LOW], True),
        ([MET, LOW, LOW], True),
        ([LOW, MET], False),  # 80 % is not under 80 %
        ([LOW, MET, LOW], False),
        ([LOW, NO_TARGET, LOW], False),  # not running
        ([LOW, LOW, OPEN], True),  # the open month does not count yet
        ([LOW, OPEN], False),
        ([LOW], False),
        ([], False),
    ],
)
def test_two_months_under_80_per_cent_must_run(months, flagged):
    assert ("two_months_below" in flags(None, months, **RULES)) is flagged


def scored(**values):
    weights = {"completion": Decimal(70), "conversion": Decimal(30), "process": Decimal(0)}
    posts = {name: (Fraction(0), Fraction(1)) for name in weights}
    terms = Terms(weights, posts, {"pass": Decimal(0)}, Decimal("0.6"))
    return receipt(values, terms).lines


FULL = {"completion": Quotient(Fraction(1), n=1), "conversion": Quotient(Fraction(1, 9), n=9)}


def test_a_full_score_of_a_whole_period_is_not_provisional():
    assert provisional(scored(**FULL), FULL, complete=True, min_n={"conversion": 9}) == []


def test_a_score_is_provisional_only_for_stated_reasons():
    assert provisional(scored(**FULL), FULL, complete=False, min_n={"conversion": 10}) == [
        "period_incomplete",
        "min_n:conversion",
    ]
    partly = {"completion": FULL["completion"], "conversion": Quotient(None, "no_data", n=0)}
    found = provisional(scored(**partly), partly, complete=True, min_n={"conversion": 10})
    assert found == ["missing_measure:conversion"]
