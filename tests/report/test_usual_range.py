"""Usual range of a rep's own months: on the rep's page as for the analyst, below 0 too."""

import pytest

from salesreport.analysis import known, limits_of_measure, nan_if_none
from salesreport.report.monthparts import MonthPoint
from salesreport.report.usual import usual_ranges
from salesreport.report.windows import in_spring


def months(*values, measure="bookings", complete=True):
    labels = [f"2023-{month:02d}" for month in range(7, 13)]
    labels += [f"2024-{month:02d}" for month in range(1, 7)]
    return [
        MonthPoint.model_validate({"period": label, "complete": complete, measure: value})
        for label, value in zip(labels, values, strict=True)
    ]


def test_twelve_months_of_refunds_have_a_range_that_holds_them():
    # each month −300: no step, so the range is the mean itself
    (found,) = usual_ranges(months(*[-300] * 12), spring=False)
    assert (found.low, found.high, found.place) == (-300, -300, "within")


def test_a_refund_month_within_its_own_limits_is_within():
    # ten of 1,100, one of 1,100 and a last of −100: mean (11 × 1,100 − 100) / 12 = 1,000,
    # one step of 1,200 in eleven: mean step 1200/11, limits 1,000 ± 2.66 × 109.09
    (found,) = usual_ranges(months(*[1100] * 11, -100), spring=False)
    assert found.low == pytest.approx(1000 - 2.66 * 1200 / 11)
    assert found.high == pytest.approx(1000 + 2.66 * 1200 / 11)
    assert found.place == "below"


def test_alternating_refunds_reach_below_zero_and_are_usual():
    # 2,000 and −200 in turn: mean 900, every step 2,200, limits 900 ± 5,852
    (found,) = usual_ranges(months(*[2000, -200] * 6), spring=False)
    assert (found.low, found.high) == (pytest.approx(-4952), pytest.approx(6752))
    assert found.place == "within"


def test_bookings_never_below_zero_keep_zero_as_their_floor():
    # 2,000 and 0 in turn: 1,000 ± 5,320
    (found,) = usual_ranges(months(*[2000, 0] * 6), spring=False)
    assert (found.low, found.high) == (0, pytest.approx(6320))


def test_a_rate_ends_at_1_unless_its_months_do_not():
    # 0.9 and 1 in turn: 0.95 ± 0.266
    (found,) = usual_ranges(months(*[0.9, 1.0] * 6, measure="process"), spring=False)
    assert (found.low, found.high) == (pytest.approx(0.684), 1.0)
    # typed rates above 1: the range holds them
    (over,) = usual_ranges(months(*[1.2] * 12, measure="collection_rate"), spring=False)
    assert (over.low, over.high, over.place) == (pytest.approx(1.2), pytest.approx(1.2), "within")


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        ("bookings", [2000, -200] * 6),
        ("bookings", [2000, 0] * 6),
        ("process", [0.9, 1.0] * 6),
        ("conversion", [1.4, 0.2] * 6),
        ("collection_rate", [0.1, 0.9] * 6),
    ],
)
def test_page_and_analyst_have_one_range(measure, values):
    (page,) = usual_ranges(months(*values, measure=measure), spring=False)
    analyst = limits_of_measure(measure, values)
    assert (page.low, page.high) == (analyst.low, analyst.high)


def test_there_is_one_word_for_what_is_not_known():
    assert (known(nan_if_none(None)), known(nan_if_none(2))) == (None, 2.0)


def test_spring_is_january_and_february():
    assert [in_spring(f"2024-{month:02d}") for month in (1, 2, 3, 12)] == [True, True, False, False]
