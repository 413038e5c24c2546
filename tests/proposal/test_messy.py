"""Folders as offices have them: one fault costs what is faulty and nothing beside it."""

import pytest

from salesreport.errors import SourceFileError
from salesreport.intake import load_tables
from salesreport.params import load_run
from salesreport.policy import load_policy
from salesreport.proposal import propose

HEADER = "商机编号,客户,负责人,创建日期,阶段,签约日,金额"
FORM = ["日期", "客户名称/行业", "当前阶段", "关键动作", "完成情况", "预计完成时间", "备注"]
TRACKED = [
    ["跟踪表"],
    FORM,
    ["2024-06-03", "甲/制造", "意向", "电话", "已完成", "2024-06-05", ""],
    ["2024-06-04", "乙/制造", "意向", "拜访", "已完成", "2024-06-06", ""],
]
NOTES = {
    "填写说明": [["填写说明"], ["每天下班前填写"], ["不清楚请问主管"]],
    "封面": [["销售跟踪表"], ["二季度"]],
    "汇总": [["姓名", "拜访次数"], ["赵伟", 2], ["钱芳", 2]],
    "下拉选项": [["阶段", "完成情况"], ["意向", "已完成"], ["成交", "未完成"]],
}
BROKEN = "合同编号,客户,负责人,签订日期,金额,金额\nH1,甲,赵甲,2024-06-03,5,6\n"


def deals(n=12, *, stages=("成交", "丢单", "意向"), month="2024-06"):
    rows = [
        f"D{i},客户{i},{('钱乙', '赵甲')[i % 2]},{month}-0{i % 9 + 1},{stages[i % len(stages)]},"
        f"{month}-2{i % 9},{i + 1}0000"
        for i in range(n)
    ]
    return "\n".join([HEADER, *rows]) + "\n"


def test_an_unreadable_file_costs_no_other_table_one_of_whose_rows_is_bad(proposed):
    text = deals().replace("2024-06-23", "2024-02-30", 1)
    found = proposed({"商机.csv": text, "合同.csv": BROKEN})
    assert set(load_run(found.run).data) == {"opportunities"}
    left_out = [line for line in found.unsure if line.startswith("未采用")]
    assert len(left_out) == 1
    assert left_out[0].startswith("未采用：合同.csv：")
    assert any("2024-02-30" in line for line in found.unsure)


def test_a_folder_in_which_nothing_can_be_read_is_refused(proposed):
    with pytest.raises(SourceFileError):
        proposed({"合同.csv": BROKEN})


@pytest.mark.parametrize(("share", "is_proposed"), [("90%", True), ("75%", True), ("25%", False)])
def test_goalposts_say_from_which_rows_they_are_and_are_none_from_few(proposed, share, is_proposed):
    n_bad = {"90%": 2, "75%": 5, "25%": 15}[share]  # of 20
    lines = deals(20, stages=("成交",)).splitlines()
    for place in range(1, n_bad + 1):
        lines[place] = lines[place].rsplit(",", 1)[0] + ",约三万"
    found = proposed({"商机.csv": "\n".join(lines) + "\n"})
    policy = load_policy(next(found.run.parent.glob("policy/*.yaml")))
    said = [line for line in found.unsure if share in line]
    assert len(said) == 1
    assert ("revenue_per_customer" in policy.goalposts) == is_proposed
    assert any(found.grades.values()) == is_proposed


@pytest.mark.parametrize("other", NOTES)
@pytest.mark.parametrize("first", [True, False])
def test_sheets_of_reps_are_a_set_whatever_else_is_in_the_book(tmp_path, write_book, other, first):
    folder = tmp_path / "x"
    folder.mkdir()
    reps = dict.fromkeys(("赵伟", "钱芳", "孙敏"), TRACKED)
    beside = {other: NOTES[other]}
    write_book(folder / "跟踪表.xlsx", {**beside, **reps} if first else {**reps, **beside})
    found = propose(tmp_path / "w", folder)
    loaded = load_tables(load_run(found.run))
    assert load_run(found.run).data["activities"].sheet == "*"
    assert loaded.tables["activities"]["rep_id"].value_counts().to_dict() == {
        "赵伟": 2, "钱芳": 2, "孙敏": 2,
    }  # fmt: skip
    named = [line for line in found.unsure if other in line]
    assert len(named) == 1
    assert named[0].startswith("未采用：跟踪表.xlsx")


def test_a_single_sheet_called_like_somebody_known_is_that_reps(tmp_path, write_book):
    folder = tmp_path / "x"
    folder.mkdir()
    (folder / "人员.csv").write_text("工号,姓名\nS1,赵伟\nS2,钱芳\n", encoding="utf-8")
    write_book(folder / "跟踪表.xlsx", {"填写说明": NOTES["填写说明"], "赵伟": TRACKED})
    found = propose(tmp_path / "w", folder)
    frame = load_tables(load_run(found.run)).tables["activities"]
    assert frame["rep_id"].tolist() == ["S1", "S1"]


@pytest.mark.parametrize("titles", [("跟踪",), ("4月", "5月")])
def test_what_no_person_is_called_is_no_rep(tmp_path, write_book, proposed, titles):
    folder = tmp_path / "导出"
    folder.mkdir()
    write_book(folder / "部门.xlsx", {"封面": NOTES["封面"], **dict.fromkeys(titles, TRACKED)})
    found = proposed({"商机.csv": deals()})
    assert set(load_run(found.run).data) == {"opportunities"}
    assert sum("负责人" in line for line in found.unsure) == len(titles)


def test_a_book_with_two_tables_and_sheets_of_reps_gives_each_its_entry(tmp_path, write_book):
    folder = tmp_path / "x"
    folder.mkdir()
    table = [line.split(",") for line in deals(4).splitlines()]
    write_book(folder / "部门.xlsx", {"商机": table, "赵伟": TRACKED, "钱芳": TRACKED})
    found = propose(tmp_path / "w", folder)
    data = load_run(found.run).data
    assert {name: source.sheet for name, source in data.items()} == {
        "opportunities": "商机", "activities": "*",
    }  # fmt: skip
    loaded = load_tables(load_run(found.run))
    assert len(loaded.tables["activities"]) == 4
    assert len(loaded.tables["opportunities"]) == 4


BANK = "交易时间,交易流水号,对方户名,{amounts},摘要\n"


@pytest.mark.parametrize(
    ("amounts", "columns"),
    [
        ("借方发生额,贷方发生额,余额", {"贷方发生额": "amount"}),
        ("收入,支出,账户余额", {"收入": "amount"}),
        ("账户余额", None),
    ],
)
def test_of_an_accounts_statement_what_came_in_is_the_payment(proposed, amounts, columns):
    text = BANK.format(amounts=amounts)
    cells = ",".join("500" for _ in amounts.split(","))
    text += "".join(f"2024-06-0{n},{n},甲,{cells},货款\n" for n in range(1, 6))
    found = proposed({"商机.csv": deals(), "流水.csv": text})
    data = load_run(found.run).data
    assert (data["payments"].columns if "payments" in data else None) == columns
