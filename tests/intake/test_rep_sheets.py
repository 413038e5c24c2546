"""One sheet per rep, with sheets beside them that are nobody's."""

import pytest

from salesreport.readers.faults import SourceColumnsError

HEADER = ["日期", "客户", "当前阶段", "关键动作", "完成情况", "备注"]
SOURCE = {"activities": {"path": "t.xlsx", "sheet": "*"}}


def tracker(*customers):
    rows = [["2024-06-03", name, "意向", f"拜访{name}", "已完成", ""] for name in customers]
    return [HEADER, *rows]


def by_rep(loaded):
    return loaded.tables["activities"].groupby("rep_id").size().to_dict()


def test_a_summary_and_instructions_are_left_out_and_named(load, problem_of):
    summary = [["负责人", "客户", "已完成", "未完成"], ["张三", 2, 1, 1], ["李四", 1, 1, 0]]
    note = [["填写说明"], ["关键动作必填，客户写全称"]]
    sheets = {"汇总": summary, "张三": tracker("甲", "乙"), "李四": tracker("丙"), "说明": note}
    loaded = load({"t.xlsx": sheets}, SOURCE)
    assert by_rep(loaded) == {"张三": 2, "李四": 1}
    assert (loaded.ledger[0].read, loaded.ledger[0].kept) == (3, 3)
    problem = problem_of(loaded, "odd_sheet")
    assert (problem.severity, problem.sheet, problem.value) == ("warning", "汇总", "汇总")
    assert (problem.column, problem.values["count"]) == ("date", "2")
    assert problem_of(loaded, "skipped_sheet").value == "说明"


def test_a_rep_whose_header_was_changed_is_not_left_out(load):
    broken = tracker("丙")
    broken[0] = ["日期", "客户", "当前阶段", "动做", "完成情况", "备注"]
    with pytest.raises(SourceColumnsError, match="李四"):
        load({"t.xlsx": {"张三": tracker("甲", "乙"), "李四": broken}}, SOURCE)


def test_where_no_sheet_fits_the_first_fault_is_told(load):
    with pytest.raises(SourceColumnsError, match="sheet 汇总"):
        load({"t.xlsx": {"汇总": [["负责人", "客户"], ["张三", "甲"]]}}, SOURCE)


@pytest.mark.parametrize("copy", ["张三 (2)", "张三(3)", "张三 - 副本", "张三 副本"])
@pytest.mark.parametrize("people", [None, "工号,姓名\n07,张三\n08,李四\n"])
def test_a_copied_sheet_is_suggested_and_not_merged(load, copy, people):
    files = {"t.xlsx": {"张三": tracker("甲"), copy: tracker("乙", "丙"), "李四": tracker("丁")}}
    data = dict(SOURCE)
    if people:
        files["r.csv"], data["reps"] = people, {"path": "r.csv"}
    loaded = load(files, data)
    mine = "07" if people else "张三"
    assert by_rep(loaded) == {mine: 1, copy: 2, "08" if people else "李四": 1}
    (problem,) = [p for p in loaded.problems if p.rule == "alias_suggestion"]
    assert (problem.value, problem.values["canonical"]) == (copy, mine)


def test_twenty_sheets_of_twenty_reps(load):
    sheets = {f"销售{number:02d}": tracker("甲", "乙", "丙") for number in range(20)}
    loaded = load({"t.xlsx": sheets}, SOURCE)
    assert by_rep(loaded) == dict.fromkeys(sheets, 3)
    assert loaded.ledger[0].read == 60


def test_a_rep_without_a_row_is_a_warning_and_a_book_without_any_an_error(load, problem_of):
    loaded = load({"t.xlsx": {"张三": tracker("甲"), "王五": tracker()}}, SOURCE)
    problem = problem_of(loaded, "empty_table")
    assert (problem.severity, problem.sheet) == ("warning", "王五")
    loaded = load({"t.xlsx": {"张三": tracker(), "王五": tracker()}}, SOURCE)
    empty = [p for p in loaded.problems if p.rule == "empty_table"]
    assert [(p.severity, p.sheet) for p in empty] == [("error", "张三"), ("error", "王五")]


def test_a_column_of_a_later_file_alone_is_named_with_that_file(load, problem_of):
    files = {
        "c1.csv": "工号,周期,金额\nL1,2024-05,5\n",
        "c2.csv": "工号,周期,金额,备用\nL1,2024-06,6,x\n",
    }
    loaded = load(files, {"costs": {"path": "c*.csv"}})
    problem = problem_of(loaded, "extra_columns")
    assert (problem.file, problem.value) == ("c2.csv", "备用")


@pytest.mark.parametrize(
    "title",
    ["汇总", "2024活动汇总", "彙總", "合计", "总表", "Summary", "All", "部门统计", "統計表", "透视",
     "数据透视表", "Pivot", "pivot table", "List", "Sales summary", "Team overview 2024"],
)  # fmt: skip
def test_a_summary_with_the_same_headers_is_no_rep(load, problem_of, rules_of, title):
    own = {"张三": tracker("甲", "乙"), "李四": tracker("丙")}
    loaded = load({"t.xlsx": {**own, title: tracker("甲", "乙", "丙", "丁")}}, SOURCE)
    assert by_rep(loaded) == {"张三": 2, "李四": 1}
    problem = problem_of(loaded, "summary_sheet")
    assert (problem.severity, problem.sheet, problem.value) == ("warning", title, title)
    assert problem.values["count"] == "4"
    assert (loaded.ledger[0].read, loaded.ledger[0].kept) == (3, 3)
    off = load({"t.xlsx": {**own, title: tracker("甲")}}, SOURCE, rules={"summary_sheet": "off"})
    assert sum(by_rep(off).values()) == 4


@pytest.mark.parametrize("with_rep", [False, True])
def test_a_sheet_that_holds_the_others_rows_once_more_is_left_out(load, problem_of, with_rep):
    whole = tracker("甲", "乙", "丙")
    if with_rep:
        reps = ("负责人", "张三", "张三", "李四")
        whole = [[rep, *row] for rep, row in zip(reps, whole, strict=True)]
    sheets = {"张三": tracker("甲", "乙"), "李四": tracker("丙"), "部门跟进": whole}
    loaded = load({"t.xlsx": sheets}, SOURCE)
    assert by_rep(loaded) == {"张三": 2, "李四": 1}
    assert problem_of(loaded, "summary_sheet").value == "部门跟进"


@pytest.mark.parametrize("name", ["Pivotal Li", "Alistair Wu", "Totalis Rao", "统一贸易", "陈列"])
def test_a_rep_whose_name_holds_such_letters_is_a_rep(load, rules_of, name):
    sheets = {"张三": tracker("甲", "乙"), name: tracker("丙", "丁")}
    loaded = load({"t.xlsx": sheets}, SOURCE)
    assert by_rep(loaded) == {"张三": 2, name: 2}
    assert "summary_sheet" not in rules_of(loaded)


@pytest.mark.parametrize("title", ["全体", "所有", "Totals", "Samples", "封面", "字典"])
def test_one_list_of_titles_for_sheets_of_other_columns_too(load, problem_of, title):
    """Nearly the form's headers would stop the load, unless the title says what it is."""
    odd = [["客户", "日期", "渠道x"], ["甲", "2024-06-03", "电话"]]
    loaded = load({"t.xlsx": {"张三": tracker("甲"), title: odd}}, SOURCE)
    assert problem_of(loaded, "odd_sheet").value == title


def test_the_only_sheet_and_shared_rows_are_data(load, rules_of):
    assert by_rep(load({"t.xlsx": {"汇总": tracker("甲", "乙")}}, SOURCE)) == {"汇总": 2}
    sheets = {"张三": tracker("甲", "乙"), "李四": tracker("甲", "丙"), "王五": tracker("甲", "丁")}
    loaded = load({"t.xlsx": sheets}, SOURCE)
    assert by_rep(loaded) == {"张三": 2, "李四": 2, "王五": 2}
    assert "summary_sheet" not in rules_of(loaded)
