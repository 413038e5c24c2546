"""The seed's own two rows, worked by hand: 87.98 good and 64.97 needs improvement."""

from decimal import Decimal
from fractions import Fraction

import pytest

from salesreport.measures import Quotient
from salesreport.policy import Policy
from salesreport.scoring import Terms, one_deal, receipt

POLICY = Policy.model_validate(
    {
        "weights": {
            "completion": 30,
            "conversion": 25,
            "revenue_per_customer": 20,
            "collection_rate": 15,
            "process": 10,
        },
        "goalposts": {
            "completion": {"lo": 0, "hi": 1},
            "conversion": {"lo": 0, "hi": 0.32},
            "revenue_per_customer": {"lo": 0, "hi": 80000},
            "collection_rate": {"lo": 0, "hi": 1},
            "process": {"lo": 0, "hi": 1},
        },
    }
)


def evaluated(target, bookings, customers, conversion, size, collection, process):
    def exact(text):
        return Fraction(Decimal(text))

    return {
        "bookings": Quotient(Fraction(bookings), typed=True),
        "won_customers": Quotient(Fraction(customers)),
        "new_customers": Quotient(Fraction(customers), typed=True),
        "completion": Quotient(
            Fraction(bookings, target), None, Fraction(bookings), Fraction(target)
        ),
        "conversion": Quotient(exact(conversion), typed=True),
        "revenue_per_customer": Quotient(exact(size), typed=True),
        "collection_rate": Quotient(exact(collection), typed=True),
        "process": Quotient(exact(process), typed=True),
    }


ZHANG = evaluated(500000, 520000, 8, "0.25", "65000", "0.92", "0.84")
LI = evaluated(300000, 210000, 5, "0.15", "42000", "0.85", "0.90")
TERMS = Terms.of(POLICY)


def test_receipt_of_the_first_row_line_by_line():
    # 104 % caps at 100 points: 30; .25/.32 x 25 = 19.53125; 65/80 x 20 = 16.25; 13.8; 8.4
    found = receipt(ZHANG, TERMS)
    assert [float(line.contribution) for line in found.lines] == [30, 19.53125, 16.25, 13.8, 8.4]
    assert found.total == Fraction("87.98125")
    assert (found.score, found.grade) == (Decimal("87.98"), "good")
    assert not found.rescaled


def test_receipt_of_the_second_row_line_by_line():
    # .7 x 30 = 21; .15/.32 x 25 = 11.71875; 42/80 x 20 = 10.5; .85 x 15 = 12.75; .9 x 10 = 9
    found = receipt(LI, TERMS)
    assert [float(line.contribution) for line in found.lines] == [21, 11.71875, 10.5, 12.75, 9]
    assert found.total == Fraction("64.96875")
    assert (found.score, found.grade) == (Decimal("64.97"), "needs_improvement")


@pytest.mark.parametrize(
    ("row", "change", "score", "grade"),
    [
        # more: completion stays capped, conversion .25 x 9/8 = .28125
        (ZHANG, 1, "90.42", "excellent"),
        # less: 455,000 / 500,000 = .91, conversion .25 x 7/8 = .21875
        (ZHANG, -1, "82.84", "good"),
        # more: 252,000 / 300,000 = .84, conversion .15 x 6/5 = .18
        (LI, 1, "71.51", "pass"),
        # less: 168,000 / 300,000 = .56, conversion .15 x 4/5 = .12
        (LI, -1, "58.43", "needs_improvement"),
    ],
)
def test_one_deal_more_or_less_of_the_seed(row, change, score, grade):
    found = one_deal(row, TERMS, change)
    assert (found.score, found.grade) == (Decimal(score), grade)


def test_the_seed_through_its_own_table_gives_the_same_scores():
    from datetime import date

    import pandas as pd

    from salesreport.measures import components, figures, prepare, typed
    from salesreport.periods import Period

    frame = pd.DataFrame(
        {
            "period": ["2024-03"] * 2,
            "rep_id": ["张*", "李*"],
            "target": pd.array([50000000, 30000000], dtype="Int64"),
            "bookings": pd.array([52000000, 21000000], dtype="Int64"),
            "new_customers": pd.array([8, 5], dtype="Int64"),
            "conversion": [Decimal("0.25"), Decimal("0.15")],
            "revenue_per_customer": pd.array([6500000, 4200000], dtype="Int64"),
            "collection_rate": [Decimal("0.92"), Decimal("0.85")],
            "process": [Decimal("0.84"), Decimal("0.90")],
        }
    )
    march, day = Period.parse("2024-03"), date(2024, 4, 5)
    prepared = prepare(
        {"evaluations": frame}, as_of=day, finance_as_of=day, currency="CNY", policy=POLICY
    )
    found, judged = components(prepared, march), typed(prepared, march)
    scores = {}
    for rep in judged.index:
        row = figures(found.loc[rep], currency="CNY", typed=judged.loc[rep])
        deals = [one_deal(row, TERMS, change).score for change in (1, -1)]
        scores[rep] = [str(s) for s in (receipt(row, TERMS).score, *deals)]
    assert scores == {"张*": ["87.98", "90.42", "82.84"], "李*": ["64.97", "71.51", "58.43"]}
