"""What equal work would give where nobody knows how many customers are new."""

import pytest

from salesreport.report import build_report
from tests.conftest import DEALS_HEADER

TERMS = {
    "weights": {"new_customers": 100},
    "goalposts": {"new_customers": {"lo": 0, "hi": 2}},
}


@pytest.fixture
def grades(make_run):
    """Expected grades of two people who won one customer each on 4 June."""

    def build(as_of):
        text = (
            f"{DEALS_HEADER}\nX1,A,a,2024-06-01,won,2024-06-04,100\n"
            "X2,B,b,2024-06-01,won,2024-06-04,100\n"
        )
        run = make_run({"o.csv": text}, {"opportunities": {"path": "o.csv"}}, terms=TERMS,
                       as_of=as_of)  # fmt: skip
        return {one.grade: one.mean for one in build_report(run).for_team().grades_expected}

    return build


def test_without_a_complete_month_the_share_of_new_ones_is_unknown_and_nobody_is_graded(grades):
    # the first month is still in progress: no month says how many of the won are new
    found = grades("2024-06-20")
    assert found["not_rated"] == 2
    assert sum(found.values()) == 2


def test_with_a_complete_month_all_are_new_and_graded(grades):
    found = grades("2024-06-30")
    assert found["not_rated"] == 0
    assert sum(found.values()) == pytest.approx(2)
