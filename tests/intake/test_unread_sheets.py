"""A second sheet of the same form that the run file does not name is said, with its rows."""

HEADER = ["商机编号", "客户", "负责人", "创建日期", "阶段", "预计签约日", "金额"]
SOURCE = {"opportunities": {"path": "o.xlsx"}}


def deals(*ids):
    return [HEADER, *([i, "甲", "张三", "2024-03-01", "意向", "2024-06-01", 100] for i in ids)]


def test_a_second_sheet_with_the_same_headers_is_no_mere_remark(load, problem_of):
    sheets = {
        "商机": deals("A", "B"), "商机2": [*deals("C"), ["合计", "", "", "", "", "", 100]],
        "图表": [["月份", "数"], ["1月", 3]],
    }  # fmt: skip
    loaded = load({"o.xlsx": sheets}, SOURCE)
    problem = problem_of(loaded, "unread_sheet")
    assert (problem.severity, problem.sheet, problem.value) == ("warning", "商机2", "商机2")
    assert problem.values == {"count": "1", "read": "商机"}
    assert problem_of(loaded, "skipped_sheet").value == "图表"
    both = load({"o.xlsx": sheets}, {"opportunities": {"path": "o.xlsx", "sheet": "*"}})
    assert sorted(both.tables["opportunities"].opportunity_id) == ["A", "B", "C"]


def test_a_sheet_that_is_named_is_enough(load, rules_of):
    sheets = {"商机": deals("A"), "商机2": deals("C")}
    loaded = load({"o.xlsx": sheets}, {"opportunities": {"path": "o.xlsx", "sheet": "商机"}})
    assert "unread_sheet" not in rules_of(loaded)


def test_an_empty_form_beside_is_nothing(load, rules_of):
    loaded = load({"o.xlsx": {"商机": deals("A"), "空表": deals()}}, SOURCE)
    assert "unread_sheet" not in rules_of(loaded)
