"""People who left by a column no table knows, without a day of leaving."""

import pytest

HEAD = "工号,姓名,小组,离职日期,{}\n"
ROWS = "S1,赵甲,东区,,{}\nS2,钱乙,东区,,{}\nS3,孙丙,东区,2024-05-31,{}\n"


def left(loaded):
    return [p for p in loaded.problems if p.rule == "left_undated"]


@pytest.mark.parametrize(("header", "there", "gone"), [
    ("在职状态", "在职", "离职"),
    ("員工狀態", "在職", "已離職"),
    ("是否在职", "是", "否"),
    ("是否离职", "否", "是"),
    ("ISACTIVE", "true", "false"),
    ("Is active", "yes", "no"),
    ("Active", "1", "0"),
    ("Employment status", "Active", "Terminated"),
    ("账号状态", "启用", "停用"),
])  # fmt: skip
def test_who_left_without_a_day_is_named_and_stays(load, header, there, gone):
    text = HEAD.format(header) + ROWS.format(there, gone, gone)
    loaded = load({"p.csv": text}, {"reps": {"path": "p.csv"}})
    (problem,) = left(loaded)
    # S3 has the day, so that S2 alone is named
    assert (problem.severity, problem.row, problem.value) == ("info", 3, gone)
    assert problem.values["count"] == "1"
    assert loaded.tables["reps"].rep_id.tolist() == ["S1", "S2", "S3"]
    assert "void_rows" not in {p.rule for p in loaded.problems}


@pytest.mark.parametrize(("header", "cell"), [
    ("在职状态", "在职"), ("ISACTIVE", "true"), ("是否离职", "否"), ("是否党员", "否"),
    ("作废标志", "是"), ("备用", "0"),
])  # fmt: skip
def test_who_is_there_is_not_named(load, header, cell):
    text = HEAD.format(header) + ROWS.format(cell, cell, cell)
    loaded = load({"p.csv": text}, {"reps": {"path": "p.csv"}})
    assert left(loaded) == []
    assert "void_rows" not in {p.rule for p in loaded.problems}


def test_a_day_of_leaving_by_status_is_not_made_up(load):
    text = "工号,姓名,状态\nS1,赵甲,在职\nS2,钱乙,离职\n"
    loaded = load({"p.csv": text}, {"reps": {"path": "p.csv"}})
    assert len(left(loaded)) == 1
    assert "left_on" not in loaded.tables["reps"] or loaded.tables["reps"].left_on.isna().all()


def test_each_file_has_its_own_rows(load):
    first = "工号,姓名,状态\nS1,赵甲,在职\nS2,钱乙,离职\n"
    second = "工号,姓名,状态\nS3,孙丙,离职\nS4,李丁,已离职\n"
    loaded = load({"p1.csv": first, "p2.csv": second}, {"reps": {"path": "p*.csv"}})
    told = {p.file: (p.row, p.value, p.values["count"], p.values["row_numbers"])
            for p in left(loaded)}  # fmt: skip
    assert told == {
        "p1.csv": (3, "离职", "1", "3"),
        "p2.csv": (2, "离职, 已离职", "2", "2-3"),
    }
