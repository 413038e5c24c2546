"""A tracking row without what it is about is refused, whatever is missing."""

from __future__ import annotations

import pytest

HEADER = "日期,负责人,客户名称,当前阶段,关键动作,完成情况"
FULL = ["2024-06-03", "李强", "A科技", "意向", "上门拜访", "已完成"]
DATA = {"activities": {"path": "t.csv"}}


def text(*rows):
    return "\n".join([HEADER, *(",".join(row) for row in rows)]) + "\n"


@pytest.mark.parametrize(
    ("position", "rule"),
    [
        (0, "missing_value"),
        (1, "missing_value"),
        (2, "missing_value"),
        (3, "missing_value"),
        (4, "missing_key_action"),
    ],
)
def test_a_row_that_lacks_it_is_refused_by_name(load, line_of, problem_of, position, rule):
    lacking = [cell if i != position else "  " for i, cell in enumerate(FULL)]
    loaded = load({"t.csv": text(FULL, lacking)}, DATA, max_dropped=1)
    assert len(loaded.tables["activities"]) == 1
    line = line_of(loaded, "activities")
    assert (line.read, line.kept, line.listed) == (2, 1, {rule: 1})
    problem = problem_of(loaded, rule)
    assert (problem.severity, problem.row) == ("error", 3)


def test_a_masked_name_that_two_people_bear_is_refused_and_never_merged(load, line_of, problem_of):
    files = {
        "reps.csv": "工号,姓名\n0014,张*\n0015,张*\n0016,李*\n",
        "t.csv": text(*([*FULL[:1], name, *FULL[2:]] for name in ("张*", "李*", "0015"))),
    }  # fmt: skip
    loaded = load(files, {"reps": {"path": "reps.csv"}, **DATA}, max_dropped=1)
    assert loaded.tables["activities"]["rep_id"].tolist() == ["0016", "0015"]
    assert line_of(loaded, "activities").listed == {"ambiguous_name": 1}
    assert problem_of(loaded, "ambiguous_name").values["ids"] == "0014, 0015"
    assert len(loaded.tables["reps"]) == 3


def test_a_masked_name_without_any_id_is_refused_where_two_rows_bear_it(load, line_of):
    files = {
        "reps.csv": "姓名,小组\n张*,东\n张*,西\n",
        "t.csv": text([*FULL[:1], "张*", *FULL[2:]]),
    }
    loaded = load(files, {"reps": {"path": "reps.csv"}, **DATA}, max_dropped=1)
    assert loaded.tables["activities"].empty
    assert line_of(loaded, "activities").listed == {"ambiguous_name": 1}
