"""Totals and averages among people: by their words, and by what they add up to."""

import pytest

WIDE = "姓名,年度,指标,1月,2月,3月\n张三,2024,销售额,10,11,12\n李四,2024,销售额,20,22,29\n"
TABLE_2 = (
    "评估周期,销售人员,销售目标,实际完成,完成率\n"
    "2024-03,张三,100,80,80%\n2024-03,李四,300,200,67%\n"
)
DEALS = (
    "商机编号,客户,负责人,创建日期,阶段,预计签约日,金额\nO1,甲,张三,2024-03-01,意向,2024-06-01,5\n"
    "O2,乙,李四,2024-03-02,意向,2024-06-02,5\n"
)
WORDS = [
    "合计（元）", "小计（华东）", "合计数", "Team total", "TOTAL 2024", "全员合计", "合计/平均",
    "平均", "均值", "人均", "团队平均", "合計數", "總計2024年", "Total (CNY)", "合计(2笔)",
]  # fmt: skip


def targets(load, row, **files):
    data = {"targets": {"path": "t.csv"}} | {n: {"path": f"{n}.csv"} for n in files}
    texts = {"t.csv": WIDE + row} | {f"{n}.csv": text for n, text in files.items()}
    return load(texts, data)


@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_totals_is_no_person(load, line_of, word):
    loaded = targets(load, f"{word},2024,销售额,30,33,41\n")
    frame = loaded.tables["targets"]
    assert frame.groupby("rep_id").value.sum().to_dict() == {"张三": 33, "李四": 71}
    assert line_of(loaded, "targets").listed == {"total_row": 1}
    table_2 = load(
        {"t.csv": f"{TABLE_2}2024-03,{word},400,280,70%\n"}, {"evaluations": {"path": "t.csv"}}
    )
    assert table_2.tables["evaluations"].bookings.tolist() == [80_00, 200_00]


@pytest.mark.parametrize("word", ["公司目标", "销售部", "部门"])
@pytest.mark.parametrize("amounts", ["30,33,41", "15,16.5,20.5"])
def test_a_name_nobody_knows_that_adds_up_the_others_is_left_out(
    load, problem_of, line_of, rules_of, word, amounts
):
    loaded = targets(load, f"{word},2024,销售额,{amounts}\n")
    assert sorted(set(loaded.tables["targets"].rep_id)) == ["张三", "李四"]
    problem = problem_of(loaded, "row_of_sums")
    assert (problem.severity, problem.value, problem.row) == ("warning", word, 4)
    assert problem.values["count"] == "1"
    assert line_of(loaded, "targets").listed == {"row_of_sums": 1}
    assert loaded.tables["reps"].rep_id.tolist() == ["张三", "李四"]


def test_one_amount_is_enough_where_the_others_are_known_to_work(load, problem_of):
    row = "2024-03,部门,400,280,70%\n"
    files = {"t.csv": TABLE_2 + row, "o.csv": DEALS}
    data = {"evaluations": {"path": "t.csv"}, "opportunities": {"path": "o.csv"}}
    loaded = load(files, data)
    assert loaded.tables["evaluations"].target.tolist() == [100_00, 300_00]
    assert problem_of(loaded, "row_of_sums").value == "部门"


def test_a_person_is_never_left_out(load, rules_of):
    reps = "工号,姓名\n1,张三\n2,李四\n3,王五\n"
    sums = "王五,2024,销售额,30,33,41\n"
    assert "row_of_sums" not in rules_of(targets(load, sums, reps=reps))
    deals = DEALS + "O3,丙,王五,2024-03-03,意向,2024-06-03,5\n"
    loaded = targets(load, sums, opportunities=deals)
    assert set(loaded.tables["targets"].rep_id) == {"张三", "李四", "王五"}


@pytest.mark.parametrize("amounts", ["30,33,42", "10,11,12", "0,0,0", "15,15,15"])
def test_other_amounts_are_data(load, amounts):
    loaded = targets(load, f"王五,2024,销售额,{amounts}\n")
    assert set(loaded.tables["targets"].rep_id) == {"张三", "李四", "王五"}


def test_equal_targets_are_no_average(load):
    rows = "".join(f"{name},2024,销售额,10,11,12\n" for name in "甲乙丙丁")
    loaded = load({"t.csv": WIDE.splitlines()[0] + "\n" + rows}, {"targets": {"path": "t.csv"}})
    assert len(loaded.tables["targets"]) == 12


def test_a_policy_may_count_them(load):
    files = {"t.csv": WIDE + "公司目标,2024,销售额,30,33,41\n"}
    loaded = load(files, {"targets": {"path": "t.csv"}}, rules={"row_of_sums": "off"})
    assert loaded.tables["targets"].value.sum() == 208


GROUPS = (
    "姓名,1月,2月,3月\n张三,10,20,30\n李四,1,2,3\nA组,11,22,33\n王五,4,5,6\n赵六,4,5,6\n"
    "B组,8,10,12\n部门,19,32,45\n"
)


def wide(load, text, **settings):
    return load({"t.csv": text}, {"targets": {"path": "t.csv"}}, period="2024-03", **settings)


def test_groups_below_their_people_and_the_whole_below_the_groups(load, line_of):
    loaded = wide(load, GROUPS)
    frame = loaded.tables["targets"]
    assert frame[frame.period == "2024-03"].value.sum() == 30 + 3 + 6 + 6
    assert loaded.tables["reps"].rep_id.tolist() == ["张三", "李四", "王五", "赵六"]
    assert line_of(loaded, "targets").listed == {"row_of_sums": 3}


def test_groups_above_their_people(load):
    header, *rows = GROUPS.splitlines()
    loaded = wide(load, "\n".join([header, *rows[::-1]]) + "\n")
    assert sorted(loaded.tables["reps"].rep_id) == ["张三", "李四", "王五", "赵六"]


def test_a_group_of_one_beside_a_group_of_two(load):
    # C组 = 钱七 alone, the whole 19 + 9, 32 + 8, 45 + 7
    rows = GROUPS.replace("部门,19,32,45", "钱七,9,8,7\nC组,9,8,7\n部门,28,40,52")
    assert wide(load, rows).tables["reps"].rep_id.tolist() == [
        "张三",
        "李四",
        "王五",
        "赵六",
        "钱七",
    ]


def test_regions_of_groups(load):
    rows = (
        "姓名,1月,2月\n甲,3,5\n乙,4,9\nA组,7,14\n丙,6,2\n丁,8,3\nB组,14,5\n华东区,21,19\n"
        "戊,5,5\n己,2,7\nC组,7,12\n庚,1,1\n辛,6,3\nD组,7,4\n华南区,14,16\n全国,35,35\n"
    )
    assert wide(load, rows).tables["reps"].rep_id.tolist() == list("甲乙丙丁戊己庚辛")


@pytest.mark.parametrize(
    "rows",
    ["张三,10,10,10\n李四,20,20,20\n王五,30,30,30\n", "张三,10,20,5\n李四,30,40,9\n王五,20,30,7\n",
     "张三,10,20,40\n李四,20,30,50\n王五,30,50,90\n"],
)  # fmt: skip
def test_a_persons_name_with_round_sums_counts_and_is_named(load, problem_of, rows):
    loaded = wide(load, "姓名,1月,2月,3月\n" + rows)
    assert loaded.tables["reps"].rep_id.tolist() == ["张三", "李四", "王五"]
    problem = problem_of(loaded, "possible_total")
    assert (problem.severity, problem.value, problem.row) == ("warning", "王五", 4)


def test_a_persons_name_whose_sums_are_no_accident_is_left_out(load, problem_of):
    # 1203 + 845 + 977 = 3025, 1187 + 912 + 1003 = 3102: 4 digits in each of two columns
    rows = "姓名,1月,2月\n张三,1203,1187\n李四,845,912\n王五,977,1003\n老总,3025,3102\n"
    loaded = wide(load, rows)
    assert problem_of(loaded, "row_of_sums").value == "老总"


def test_groups_as_the_units_that_are_planned_for_count(load):
    rows = "姓名,1月,2月\n华东区,10,20\n华南区,20,20\n华北区,30,40\n"
    assert wide(load, rows).tables["reps"].rep_id.tolist() == ["华东区", "华南区", "华北区"]
    loaded = wide(load, rows + "全公司,60,80\n")
    assert loaded.tables["reps"].rep_id.tolist() == ["华东区", "华南区", "华北区"]


def test_one_sheet_a_person_and_one_of_their_sums(load, problem_of):
    sheets = {
        name: [["月份", "目标"], ["2024-02", a], ["2024-03", b]]
        for name, a, b in (("张三", 3, 4), ("华东区", 8, 13), ("李四", 5, 9))
    }
    loaded = load({"t.xlsx": sheets}, {"targets": {"path": "t.xlsx", "sheet": "*"}})
    assert sorted(loaded.tables["reps"].rep_id) == ["张三", "李四"]
    assert problem_of(loaded, "row_of_sums").value == "华东区"


def test_costs_of_a_whole_count_no_second_time(load, line_of):
    text = "工号,月份,金额\n张三,2024-03,100\n张三,2024-03,50\n李四,2024-03,200\n部门,2024-03,350\n"
    loaded = load({"c.csv": text}, {"costs": {"path": "c.csv"}})
    assert loaded.tables["costs"].amount.sum() == 350_00
    assert line_of(loaded, "costs").listed == {"row_of_sums": 1}
