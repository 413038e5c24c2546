"""Rows that say they are void in a column no table knows, and the line that leaves them out."""

import pytest
import yaml

HEAD = "发票号,开票日期,合同号,客户,金额,负责人,{}\n"
ROWS = "001,2024-06-01,K1,甲,100,LI,{}\n002,2024-06-02,K1,甲,200,LI,{}\n"


def void(loaded):
    return [p for p in loaded.problems if p.rule == "void_rows"]


@pytest.mark.parametrize(("header", "sound", "bad"), [
    ("作废标志", "否", "是"),
    ("作废标志", "", "是"),
    ("是否作废", "N", "Y"),
    ("发票状态", "正常", "作废"),
    ("發票狀態", "正常", "已作廢"),
    ("是否有效", "是", "否"),
    ("Invoice state", "Posted", "Cancelled"),
    ("Voided", "false", "true"),
    ("作废标志", "×", "对"),
    ("是否有效", "有", "✗"),
    ("审核状态", "已审核", "已驳回"),
])  # fmt: skip
def test_void_rows_are_said_with_the_line_that_leaves_them_out(load, header, sound, bad):
    text = HEAD.format(header) + ROWS.format(sound, bad)
    loaded = load({"i.csv": text}, {"invoices": {"path": "i.csv"}})
    (problem,) = void(loaded)
    assert (problem.severity, problem.row, problem.column) == ("warning", 3, header)
    assert (problem.values["count"], problem.values["at_stake"]) == ("1", "200.00")
    where = yaml.safe_load(problem.values["line"])
    assert where == {header: [sound]}
    again = load({"i.csv": text}, {"invoices": {"path": "i.csv", "where": where}})
    assert void(again) == []
    assert again.tables["invoices"].amount.tolist() == [100_00]


@pytest.mark.parametrize(("header", "first", "second"), [
    ("作废标志", "否", "否"),
    ("发票状态", "正常", "已红冲"),
    ("备用", "是", "否"),
    ("是否有效", "是", "是"),
])  # fmt: skip
def test_rows_that_say_no_such_thing_are_left_alone(load, header, first, second):
    text = HEAD.format(header) + ROWS.format(first, second)
    assert void(load({"i.csv": text}, {"invoices": {"path": "i.csv"}})) == []
