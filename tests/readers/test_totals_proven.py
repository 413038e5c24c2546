"""Rows of totals whose words alone are no proof: their numbers have to be the sums."""

from decimal import Decimal

import pytest

from salesreport.cells.coded import Coded
from salesreport.readers.totals import total_rows

WIDE = ("小组", "姓名", "1月", "2月", "3月")
GROUP = [("A", "张三", 10, 20, 30), ("A", "李四", 1, 2, 3)]
OTHERS = [("B", "王五", 4, 5, 6)]
WORDS = [
    "A组小计", "一组合计", "A 合计：", "小计：A组", "合计-A", "TOTAL", "Sum", "Subtotal: A",
    "Total for A", "A Total", "合 计 金 额", "总数", "共2人", "合计（2人）", "合计 2人",
    "小计：2笔",
]  # fmt: skip


def found(rows, header=WIDE):
    return total_rows([Coded.of(cells) for cells in zip(*rows, strict=True)], header, file="f")


def rules(totals):
    return [(note.rule, note.value) for note in totals.notes if note.severity != "info"]


@pytest.mark.parametrize("word", WORDS)
def test_a_total_in_a_filled_team_column_is_one_by_its_sums(word):
    # 10 + 1 = 11, 20 + 2 = 22, 30 + 3 = 33
    totals = found([*GROUP, ("A", word, 11, 22, 33), *OTHERS])
    assert (totals.listed, rules(totals)) == ({2: "total_row"}, [])


@pytest.mark.parametrize("word", ["Subtotal: East", "East Total", "TOTAL"])
def test_one_column_that_is_no_sum_leaves_the_row_data(word):
    assert found([*GROUP, ("A", word, 11, 22, 34), *OTHERS]).listed == {}


def test_a_chinese_word_of_totals_without_its_sums_counts_and_is_named():
    totals = found([*GROUP, ("A", "A组小计", 11, 99, 33), *OTHERS])
    assert totals.listed == {2: "total_row"}  # two of three columns are sums: the third is off
    assert rules(totals) == [("total_differs", "99")]
    totals = found([*GROUP, ("A", "A组小计", 12, 99, 34), *OTHERS])
    assert (totals.listed, rules(totals)) == ({}, [("possible_total", "A组小计")])


def test_an_amount_equal_to_the_one_above_is_no_proof():
    header = ("负责人", "客户", "金额")
    assert found([("张敏", "甲", 5), ("张敏", "Total", 5)], header).listed == {}
    assert found([("李强", "丙", 9), ("张敏", "甲", 5), ("张敏", "Total", 5)], header).listed == {}
    # two rows of one rep, 2 + 3 = 5
    assert found([("张敏", "甲", 2), ("张敏", "乙", 3), ("张敏", "Total", 5)], header).listed == {
        2: "total_row"
    }


def test_a_customer_called_like_a_total_is_data_beside_a_day():
    header = ("负责人", "客户", "签约日", "金额")
    rows = [("张敏", "甲", "2024-06-01", 2), ("张敏", "乙", "2024-06-02", 3)]
    for word in ("Total", "Total: Energies", "Sum"):
        assert found([*rows, ("张敏", word, "2024-06-03", 5)], header).listed == {}


@pytest.mark.parametrize(
    "row", [("合计", "2人", ""), ("合计", "共 2 人", ""), ("共2人", "", ""), ("合计", "2", ""),
            ("合计", 2, ""), ("总数", "2", ""), ("合计：2 位", "", "")],
)  # fmt: skip
def test_a_count_of_people_below_a_list_of_people_is_no_person(row):
    header = ("工号", "姓名", "小组")
    totals = found([("1", "张三", "A"), ("2", "李四", "A"), row], header)
    assert (totals.listed, rules(totals)) == ({2: "total_row"}, [])


def test_another_number_beside_a_total_is_no_count():
    header = ("工号", "姓名", "小组")
    totals = found([("1", "张三", "A"), ("2", "李四", "A"), ("合计", "7", "")], header)
    assert (totals.listed, rules(totals)) == ({}, [("possible_total", "合计")])


DEALS = ("负责人", "商机编号", "客户", "阶段", "金额（万元）")
SOLD = [("张三", "D1", "甲", "成交", 10), ("", "D2", "乙", "成交", 20.5)]


def test_a_total_is_compared_in_the_unit_of_its_header():
    # 10 + 20.5 + 0.3 = 30.8; 3000元 are 0.3 万元
    rows = [*SOLD, ("王五", "D3", "丙", "成交", "3000元")]
    assert rules(found([*rows, ("合计", "", "", "", 30.8)], DEALS)) == []
    wrong = found([*rows, ("合计", "", "", "", 31)], DEALS)
    assert [(note.value, note.values["summed"]) for note in wrong.notes if note.severity != "info"
            ] == [("31", "30.8")]  # fmt: skip
    columns = [Coded.of(cells) for cells in zip(*rows, ("合计", "", "", "", 30.8), strict=True)]
    of_title = total_rows(columns, (*DEALS[:4], "金额"), factor=Decimal(10_000))
    assert rules(of_title) == []


def test_a_row_without_the_words_of_a_row_of_data_is_a_total_though_it_is_wrong():
    # no row above names the group A组, and 10 + 20.5 is not 43
    totals = found([*SOLD, ("A组合计", "", "", "", 43)], DEALS)
    assert totals.listed == {2: "total_row"}
    assert rules(totals) == [("total_differs", "43")]


def test_a_row_that_may_be_data_is_no_part_of_the_blame_of_another_total():
    # 33 + 11 is right without the row that may be a total, 33 + 11 + 12 with it
    rows = [*GROUP, ("A", "A组小计", 12, 99, 34)]
    for total in ((11, 22, 33), (23, 121, 67)):
        assert rules(found([*rows, ("", "总计", *total)])) == [("possible_total", "A组小计")]
    wrong = found([*rows, ("", "总计", 11, 23, 33)])
    assert rules(wrong)[0] == ("total_differs", "23")
    assert wrong.notes[0].values["summed"] == "22"
