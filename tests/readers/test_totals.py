"""Rows of totals, repeated headers and notes: recognised, checked, never counted."""

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.cells.coded import Coded
from salesreport.cells.plain import Fault
from salesreport.readers.totals import total_rows
from salesreport.readers.totalwords import is_total_word, total_label

HEADER = ("负责人", "客户", "签约日", "金额")


def totals_of(rows, header=HEADER, *, text=False, **place):
    """Totals among rows, as a workbook or as a text file gives their columns."""
    columns = list(zip(*rows, strict=True))
    if text:
        coded = [Coded.of_text(pa.array([str(cell) for cell in column])) for column in columns]
    else:
        coded = [Coded.of(column) for column in columns]
    return total_rows(coded, header, **place)


def differences(found):
    """Printed totals that do not match: (cell, printed, summed)."""
    notes = [note for note in found.notes if note.rule == "total_differs"]
    return [(note.values["cell"], note.value, note.values["summed"]) for note in notes]


DATA = [
    ("张敏", "甲", "2024-06-01", 100),
    ("张敏", "合计科技", "2024-06-02", 200),
    ("李强", "丁", "2024-06-03", 400),
]


@pytest.mark.parametrize("text", [False, True])
@pytest.mark.parametrize(
    "word",
    ["合计", "合  计", "合　计：", "總計", "小計", "累计", "共计", "Total", "TOTAL:", "Grand total",
     "Sub-total", "本月合计", "全部总计"],
)  # fmt: skip
def test_a_row_of_totals_by_its_word_alone(word, text):
    found = totals_of([*DATA, (word, "", "", 700)], text=text)
    assert found.listed == {3: "total_row"}
    assert differences(found) == []


@pytest.mark.parametrize(
    "word", ["合计科技", "统计", "Total Energies", "审计", "小计划", "合计（暂）"]
)
def test_a_name_that_holds_the_word_is_data(word):
    assert totals_of([*DATA, ("王", word, "2024-06-04", 5)]).listed == {}
    assert totals_of([*DATA, (word, "", "", 5)]).listed == {}


def test_a_customer_called_total_with_a_day_is_data():
    assert totals_of([*DATA, ("", "Total", "2024-06-04", 5)]).listed == {}
    assert totals_of([*DATA, ("王", "Total", "2024-06-04", 5)]).listed == {}


def test_a_remark_that_says_total_leaves_its_row_data():
    header = ("负责人", "客户", "金额", "备注")
    rows = [("张敏", "甲", 1, ""), ("李强", "乙", 2, "小计"), ("王", "丙", 3, "合计")]
    assert totals_of(rows, header).listed == {}


def test_a_total_right_of_cells_that_repeat_the_row_above():
    header = ("周期", "销售人员", "销售目标", "完成率")
    rows = [
        ("2024-06", "张*", 500, 1.04),
        ("2024-06", "李*", 300, 0.70),
        ("2024-06", "合计", 800, 0.91),
    ]
    found = totals_of(rows, header)
    assert (found.listed, differences(found)) == ({2: "total_row"}, [])


def test_groups_as_excel_writes_them():
    rows = [DATA[0], DATA[1], ("张敏 汇总", "", "", 300), DATA[2], ("李强 汇总", "", "", 400),
            ("总计", "", "", 700)]  # fmt: skip
    found = totals_of(rows)
    assert sorted(found.listed) == [2, 4, 5]
    assert differences(found) == []


def test_nested_totals_each_cover_their_own_rows():
    rows = [("A", "甲", "", 1), ("小计", "", "", 1), ("B", "乙", "", 2), ("小计", "", "", 2),
            ("合计", "", "", 3), ("C", "丙", "", 4), ("小计", "", "", 4), ("合计", "", "", 4),
            ("总计", "", "", 7)]  # fmt: skip
    found = totals_of(rows)
    assert sorted(found.listed) == [1, 3, 4, 6, 7, 8]
    assert differences(found) == []


def test_a_subtotal_of_one_rep_after_a_rep_without_one():
    rows = [DATA[0], ("李强", "丁", "2024-06-03", 400), ("", "戊", "2024-06-03", 5),
            ("小计", "", "", 405)]  # fmt: skip
    assert differences(totals_of(rows)) == []


def test_a_total_above_its_rows():
    found = totals_of([("合计", "", "", 700), *DATA])
    assert (found.listed, differences(found)) == ({0: "total_row"}, [])


@pytest.mark.parametrize("text", [False, True])
def test_a_total_that_does_not_match_is_named_with_its_cell(text):
    rows = [*DATA, ("小计", "", "", 700), ("王", "戊", "2024-06-09", 50), ("合计", "", "", 760)]
    found = totals_of(rows, text=text, numbers=np.arange(4, 10), file="f.xlsx", sheet="六月")
    assert differences(found) == [("D9", "760", "750")]
    (note,) = [n for n in found.notes if n.rule == "total_differs"]
    assert (note.file, note.sheet, note.row, note.column) == ("f.xlsx", "六月", 9, "金额")
    assert note.values["difference"] == "10"


def test_rates_and_prices_are_not_added_up():
    header = ("负责人", "金额", "完成率", "单价", "客单价（元）")
    rows = [("张", 1, 0.5, 3, 9), ("李", 2, 0.7, 4, 8), ("合计", 3, 0.6, 3.5, 8.5)]
    assert differences(totals_of(rows, header)) == []


def test_binary_fractions_of_a_workbook_are_no_difference():
    header = ("负责人", "金额")
    rows = [("张", 0.1), ("李", 0.2), ("合计", 0.1 + 0.2)]
    assert differences(totals_of(rows, header)) == []


def test_a_total_over_cells_that_are_faults_is_not_judged():
    header = ("负责人", "金额")
    rows = [("张", Fault("error_cell")), ("李", 2), ("合计", 9)]
    found = totals_of(rows, header)
    assert (found.listed, differences(found)) == ({2: "total_row"}, [])


def test_the_header_printed_again_is_no_data():
    rows = [DATA[0], HEADER, DATA[1]]
    assert totals_of(rows).listed == {1: "repeated_header"}
    assert totals_of(rows, text=True).listed == {1: "repeated_header"}


@pytest.mark.parametrize(
    "note",
    ["制表人：王芳", "注：含税", "以上数据截至六月底，未含退货部分。", "Note: draft", "备注"],
)
def test_notes_below_the_table_are_no_data(note):
    rows = [*DATA, ("合计", "", "", 700), (note, "", "", "")]
    assert totals_of(rows).listed == {3: "total_row", 4: "footer_row"}


def test_signatures_side_by_side_are_a_note():
    rows = [*DATA, ("制表：王", "", "审核：李", "")]
    assert totals_of(rows).listed == {3: "footer_row"}


def test_a_short_row_of_data_at_the_end_is_no_note():
    assert totals_of([*DATA, ("王", "", "", "")]).listed == {}
    assert totals_of([*DATA, ("王", "戊", "", "")]).listed == {}


def test_a_table_of_notes_only_is_not_swallowed():
    rows = [("注：一", "", "", ""), ("注：二", "", "", "")]
    assert totals_of(rows).listed == {}


def test_every_row_left_out_is_said_once_by_rule():
    found = totals_of([*DATA, ("合计", "", "", 700), ("注：含税", "", "", "")])
    assert [(n.severity, n.rule, n.value) for n in found.notes] == [
        ("info", "total_row", "4"),
        ("info", "footer_row", "5"),
    ]


def test_no_rows_and_no_columns():
    assert total_rows([], ()).listed == {}
    assert totals_of([("", "", "", "")]).listed == {}


@pytest.mark.parametrize("word", ["合计", "年度合计", "全年 合计", "Total"])
def test_words_that_mean_a_total(word):
    assert is_total_word(word)


@pytest.mark.parametrize("word", ["1月", "合计科技", "张敏小计", "Li Total"])
def test_words_that_do_not_mean_a_total_alone(word):
    assert not is_total_word(word)


def test_the_group_a_total_names():
    assert total_label("Li Total").group == "li"


AMOUNTS = st.decimals(min_value=-(10**6), max_value=10**7, places=2).map(Decimal)
GROUPS = st.lists(
    st.tuples(
        st.sampled_from(["张敏", "李强", "WU", "合计科技", "总部"]),
        st.lists(AMOUNTS, min_size=1, max_size=6),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize("text", [False, True])
@pytest.mark.parametrize("count", ["20条", "共 20 条记录", "共計3筆", "20 rows", "1,204 Records"])
@pytest.mark.parametrize("word", ["合计", "小计", "总计", "Total", "Grand total"])
def test_a_total_may_say_how_many_rows_there_are(word, count, text):
    header = ("负责人", "客户", "日期", "备注")
    data = [("张敏", f"客户{n}", "2024-06-01", f"约{n}条") for n in range(3)]
    found = totals_of([*data, (word, "", "", count)], header, text=text)
    assert found.listed == {3: "total_row"}


def test_a_count_in_a_row_of_data_leaves_it_data():
    header = ("负责人", "客户", "日期", "备注")
    data = [
        ("张敏", "合计科技", "2024-06-01", "20条"),
        ("合计科技", "甲", "2024-06-01", "20条"),
        ("李强", "乙", "2024-06-03", "合计"),
        ("李强", "丙", "2024-06-03", "合计20条"),
    ]
    assert totals_of(data, header).listed == {}


@given(groups=GROUPS, whole=st.booleans(), text=st.booleans(), wrong=st.integers(0, 3))
@settings(max_examples=200, deadline=None)
def test_totals_never_change_the_sum_of_the_data(groups, whole, text, wrong):
    rows, data = [], []
    for number, (rep, amounts, printed) in enumerate(groups):
        data += amounts
        rows += [(rep, f"客户{number}", "2024-06-01", amount) for amount in amounts]
        if printed:
            rows.append(("小计", "", "", sum(amounts)))
    if whole:
        rows.append(("总计", "", "", sum(data) + wrong))
    found = totals_of(rows, text=text)
    kept = [row[3] for place, row in enumerate(rows) if place not in found.listed]
    assert kept == data
    assert set(found.listed.values()) <= {"total_row"}
    # one that is off may by chance be the sum of some of its rows
    if whole and not wrong:
        assert f"D{len(rows)}" not in [cell for cell, *_ in differences(found)]


@given(
    amounts=st.lists(AMOUNTS, min_size=1, max_size=9),
    off=st.decimals(min_value="0.02", max_value="99", places=2),
)
@settings(max_examples=100, deadline=None)
def test_a_single_total_differs_exactly_when_it_is_not_the_sum(amounts, off):
    rows = [("张敏", "甲", "2024-06-01", amount) for amount in amounts]
    assert differences(totals_of([*rows, ("合计", "", "", sum(amounts))])) == []
    assert len(differences(totals_of([*rows, ("合计", "", "", sum(amounts) + off)]))) == 1


REGIONS = ("负责人", "区域", "金额")
BY_REGION = [
    ("甲", "West", 100), ("乙", "East", 115), ("丙", "West", 105), ("丁", "East", 120),
    ("戊", "West", 110), ("己", "East", 125),
]  # fmt: skip


@pytest.mark.parametrize("text", [False, True])
@pytest.mark.parametrize("merged", [False, True])
def test_totals_of_groups_gathered_at_the_foot(text, merged):
    # West 100 + 105 + 110, East 115 + 120 + 125
    rows = sorted(BY_REGION, key=lambda row: row[1], reverse=True) if merged else BY_REGION
    if merged:
        rows = [(n, g if at in (0, 3) else "", v) for at, (n, g, v) in enumerate(rows)]
    feet = [("West Total", "", 315), ("East Total", "", 360), ("Grand Total", "", 675)]
    found = totals_of([*rows, *feet], REGIONS, text=text)
    assert found.listed == dict.fromkeys(range(6, 9), "total_row")
    assert differences(found) == []


def test_a_wrong_total_at_the_foot_is_held_against_its_own_group():
    feet = [("West Total", "", 315), ("East Total", "", 361), ("Grand Total", "", 675)]
    assert differences(totals_of([*BY_REGION, *feet], REGIONS)) == [("C8", "361", "360")]


def test_groups_at_the_foot_in_another_script():
    rows = [(name, {"West": "華西", "East": "华东"}[group], v) for name, group, v in BY_REGION]
    feet = [("华西合计", "", 315), ("華東合計", "", 360), ("总计", "", 675)]
    found = totals_of([*rows, *feet], REGIONS)
    assert (len(found.listed), differences(found)) == (3, [])
