"""Sums planted among rows are found, wherever they stand; other rows are never left out."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.intake.hierarchy import sums_among

AMOUNT = st.integers(1, 10**6).map(float)
PEOPLE = st.lists(st.lists(st.tuples(AMOUNT, AMOUNT), min_size=2, max_size=4), min_size=1,
                  max_size=4)  # fmt: skip


def always(found):
    return True


@given(groups=PEOPLE, backwards=st.booleans(), whole=st.booleans())
@settings(max_examples=60, deadline=None)
def test_groups_and_their_whole_are_found(groups, backwards, whole):
    rows, planted = [], []
    for group in groups:
        rows += group
        planted.append(len(rows))
        rows.append(tuple(map(sum, zip(*group, strict=True))))
    if whole and len(groups) > 1:
        everyone = [person for group in groups for person in group]
        planted.append(len(rows))
        rows.append(tuple(map(sum, zip(*everyone, strict=True))))
    if backwards:
        rows, planted = rows[::-1], [len(rows) - 1 - row for row in planted]
    sure, _ = sums_among(np.array(rows), planted, always)
    assert {found.row for found in sure} == set(planted)


def test_a_missing_amount_of_a_total_is_not_compared_and_one_too_many_is():
    rows = np.array([[1.0, 2.0], [3.0, np.nan], [4.0, np.nan], [4.0, 7.0]])
    assert [found.row for found in sums_among(rows, [2], always)[0]] == [2]
    assert sums_among(rows, [3], always)[0] == []


def test_columns_of_equal_amounts_are_one_and_digits_are_of_the_common_step():
    # 30 in steps of 10 is 3, 0.477 digits; both months are the same column
    (found,) = sums_among(np.array([[10.0, 10.0], [20.0, 20.0], [30.0, 30.0]]), [2], always)[0]
    assert (found.of, found.columns, round(found.digits, 3)) == ((0, 1), 1, 0.477)


def test_a_doubtful_sum_is_data_for_the_rows_below():
    rows = np.array([[1.0], [2.0], [3.0], [6.0]])
    sure, doubtful = sums_among(rows, [2, 3], lambda found: found.row == 3)
    assert ([found.row for found in sure], [found.row for found in doubtful]) == ([3], [2])
    assert sure[0].of == (0, 1, 2)


def test_nothing_adds_up_to_zero_and_one_row_alone_is_no_sum():
    assert sums_among(np.array([[0.0], [0.0], [0.0]]), [2], always) == ([], [])
    assert sums_among(np.array([[5.0], [5.0]]), [1], always) == ([], [])
    assert sums_among(np.zeros((0, 2)), [], always) == ([], [])
