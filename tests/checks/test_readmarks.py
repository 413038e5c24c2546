"""A mark of reading before there can be pages is told and not counted."""

import pytest

from tests.report.test_answers import NOTES, answers


def note(period, read_on):
    return {"period": period, "rep_id": "A", "kind": "comment", "text": "x", "read_on": read_on}


def test_a_mark_before_the_periods_last_day_is_told_with_the_first_day_it_can_be(checked):
    days = ["2024-05-01", "2024-06-29", "2024-06-30", "2025-01-01", None]
    rows = [note("2024-06", day) for day in days] + [note("2024-05", "2024-06-01")]
    found = checked({"reps": [{"rep_id": "A", "name": "Ann"}], "notes": rows})
    assert found.rows("read_before_end") == [0, 1]
    first = found.of("read_before_end")[0]
    assert (first.severity, first.column, first.value) == ("warning", "read_on", "2024-05-01")
    assert first.values["first"] == "2024-06-30"
    assert found.refused == {}


@pytest.mark.parametrize(("day", "is_read"), [("2024-03-30", False), ("2024-03-31", True)])
def test_such_a_mark_is_no_reading(tmp_path, day, is_read):
    found = answers(tmp_path, notes=NOTES + f"2024-03,R2,,,comment,seen,M,2024-04-02,{day}\n")
    assert (found["R2"].read_on is not None) is is_read
    assert found["R2"].n_objections == 1
