"""Edits of a person over what is proposed: edits win, nothing is lost, nothing comes twice."""

from hypothesis import given
from hypothesis import strategies as st

from salesreport.planbook import CELLS, Proposed, is_same, merged, same_cells

IDS = st.sampled_from(["a", "b", "c", "d"])
COLUMNS = ("item", "measures", "due_date", "to_value", "support_given")
TEXT = st.sampled_from([None, "x", "y", "z  z", ""])
ROWS = st.fixed_dictionaries(
    {
        "item": st.sampled_from(["x", "y", "z"]),
        "measures": TEXT,
        "due_date": st.sampled_from(["2026-06-30", "2026-07-15"]),
        "to_value": st.sampled_from([None, 0.8, 1.0]),
        "support_given": st.sampled_from([None, True, False]),
    }
)
SHEETS = st.dictionaries(IDS, ROWS, max_size=4)


def proposed(rows):
    return {name: Proposed(cells=cells) for name, cells in rows.items()}


@given(SHEETS, SHEETS, SHEETS)
def test_an_edited_cell_stays_as_the_person_left_it(before, left, fresh):
    found = merged(proposed(before), left, fresh)
    for name, cells in left.items():
        was = before.get(name, {})
        edited = [c for c in CELLS if name not in before or not is_same(was.get(c), cells.get(c))]
        for column in edited:
            assert is_same(found.rows[name][column], cells.get(column))


@given(SHEETS, SHEETS, SHEETS)
def test_a_cell_nobody_edited_follows_what_is_proposed_now(before, left, fresh):
    found = merged(proposed(before), left, fresh)
    for name in set(before) & set(left) & set(fresh):
        for column in set(CELLS) - found.edited[name]:
            assert found.rows[name][column] == fresh[name].get(column)


@given(SHEETS, SHEETS, SHEETS)
def test_every_row_has_exactly_one_fate(before, left, fresh):
    found = merged(proposed(before), left, fresh)
    every = set(before) | set(left) | set(fresh)
    fates = [set(found.rows), set(found.deleted), set(found.dropped)]
    assert set().union(*fates) == every
    assert sum(map(len, fates)) == len(every)


@given(SHEETS, SHEETS, SHEETS)
def test_a_persons_own_row_and_an_edited_one_are_never_dropped(before, left, fresh):
    found = merged(proposed(before), left, fresh)
    assert found.own == set(left) - set(before)
    for name in left:
        if name in found.own or found.edited.get(name):
            assert name in found.rows
    assert all(same_cells(before[name], left[name]) for name in found.dropped)


@given(SHEETS, SHEETS)
def test_a_deleted_row_does_not_come_again(before, fresh):
    found = merged(proposed(before), {}, fresh)
    assert not set(found.rows) & set(before)
    assert found.deleted == set(before)


@given(SHEETS)
def test_merging_with_itself_changes_nothing(rows):
    found = merged(proposed(rows), rows, rows)
    assert not found.is_touched
    assert {n: {c: v for c, v in r.items() if c in COLUMNS} for n, r in found.rows.items()} == rows


@given(SHEETS, SHEETS, SHEETS)
def test_merging_twice_is_merging_once(before, left, fresh):
    first = merged(proposed(before), left, fresh)
    remembered = proposed(fresh) | first.kept
    again = merged(remembered, first.rows, fresh)
    assert list(again.rows) == list(first.rows)
    assert all(same_cells(again.rows[name], first.rows[name]) for name in first.rows)
    assert again.deleted == first.deleted
    assert not again.dropped


def test_white_space_and_how_a_number_is_stored_are_no_edit():
    was = {"item": "Call daily\nat nine", "to_value": 0.8}
    found = merged(proposed({"a": was}), {"a": {"item": "Call daily at nine ", "to_value": 0.80}},
                   {"a": was})  # fmt: skip
    assert not found.is_touched
