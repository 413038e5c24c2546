"""The header found below titles and over two rows, from the evidence of its words."""

import datetime as dt

import pytest

from salesreport.readers.layout import find_header


def place(rows, **told):
    """First row, last row and words of the header."""
    return tuple(find_header([list(row) for row in rows], **told))


TABLE = [("负责人", "客户", "金额"), ("张敏", "甲", 100.0), ("李强", "乙", 50.0)]


@pytest.mark.parametrize(
    "titles",
    [
        [],
        [("六月销售明细",)],
        [("六月销售明细",) * 3, ()],
        [("六月",), ("单位：元",), ()],
        [("", "", "2024-06-30")],
        [(), ()],
    ],
)
def test_titles_above_the_header_are_passed_over(titles):
    n = len(titles)
    assert place([*titles, *TABLE]) == (n, n, ("负责人", "客户", "金额"))


WIDE = [
    ("商机编号", "客户", "负责人", "创建日期", "阶段", "签约日", "金额"),
    ("D1", "甲", "张敏", "2024-03-01", "成交", "2024-03-20", 100.0),
]


@pytest.mark.parametrize(
    "titles",
    [
        [("导出人：", "admin"), ("总数", 2)],
        [("部门：", "销售"), ("月份：", "2024-03")],
        [("Report:", "Opportunities"), ("Generated:", "2024-04-01")],
        [("部门：", "销售", "月份：", "2024-03")],
        [("报表期间", "2024年3月", "制表人", "李四", "单位", "万元")],
        [("部门：", "", "销售", "", "月份：", "2024-03", "制表：", "李四")],
        [tuple(range(1, 8))],
        [("销售明细",), ("导出人：", "admin"), ("总数：", 2), ()],
        [("2024年3月台账",), ("编制：财务部", "", "单位：元")],
        [("2024年3月台账", "", "", "", "单位：元")],
        [("编制：财务部", "审核：李四", "日期：2024-03-31", "单位：元")],
        [("公司：大安實業", "", "幣別：新臺幣"), ("製表日期：113/04/01", 2)],
        [("Company: Acme", "Currency: USD", "Printed: 2024-04-01 10:00")],
    ],
)
def test_labels_beside_their_values_are_titles(titles):
    assert place([*titles, *WIDE])[::2] == (len(titles), WIDE[0])


@pytest.mark.parametrize(
    "titles",
    [
        [("台账",), ("编制：财务部", "", "单位：元")],
        [("编制：财务部", "", "", "", "单位：元")],
        [("台账", "单位：元")],
        [],
    ],
)
def test_titles_in_two_cells_above_a_header_of_two_rows(titles):
    groups = ("基本信息",) * 3 + ("到账",) * 3 + ("备注",)
    words = ("流水号", "客户名称", "合同编号", "日期", "金额", "方式", "备注")
    data = ("L1", "甲", "H1", "2024-03-01", 100, "电汇", "")
    n = len(titles)
    assert place([*titles, groups, words, data]) == (n, n + 1, words)


@pytest.mark.parametrize(
    "header",
    [
        ("姓名", "1月", "2月", "单位：万元"),
        ("姓名", "金额：元", "数量：个"),
        ("日期：", "金额：元"),
    ],
)
def test_units_behind_the_colon_of_a_header_make_it_no_title(header):
    rows = [header, ("张敏", 3, 4, 5)[: len(header)], ("李强", 5, 6, 7)[: len(header)]]
    assert place(rows)[::2] == (0, header)


def test_labels_below_a_header_are_data():
    rows = [("姓名", "1月", "2月"), ("张敏：", 3, 4), ("李强：", 5, 6), *WIDE]
    assert place(rows)[0] == 0


def test_the_first_row_stays_the_header_whatever_the_data_say():
    rows = [("Vendedor", "Fecha", "Importe"), ("Sales", "Customer", "Amount"), ("rep", "x", "5")]
    assert place(rows)[0] == 0


def test_words_no_table_knows_below_a_title():
    rows = [("Informe",), ("Vendedor", "Fecha", "Importe"), ("Juan", "2024-01-01", "5")]
    assert place(rows) == (1, 1, ("Vendedor", "Fecha", "Importe"))


def test_words_the_run_file_names_are_evidence():
    rows = [("a", "b"), ("ref", "Nombre", "Importe", "Fecha"), ("x", "y", "z", "w")]
    assert place(rows)[0] == 0
    assert place(rows, words=("Nombre", "Importe", "Fecha"))[0] == 1


def test_a_row_of_text_below_the_header_is_data():
    rows = [("姓名", "小组", "区域", "角色"), ("张三", "华东", "上海", "新客开发")]
    assert place(rows) == (0, 0, ("姓名", "小组", "区域", "角色"))


MONTHS = ("编号", "客户", "一月 目标", "一月 实际", "二月 目标", "二月 实际")


@pytest.mark.parametrize(
    "rows",
    [
        [("编号", "客户", "一月", "", "二月", ""), ("", "", "目标", "实际", "目标", "实际")],
        [
            ("编号", "客户", "一月", "一月", "二月", "二月"),
            ("编号", "客户", "目标", "实际", "目标", "实际"),
        ],
    ],
    ids=["blank", "merged"],
)
def test_months_over_their_words(rows):
    assert place([("目标与实际",), *rows, ("1", "甲", 1, 2, 3, 4)]) == (1, 2, MONTHS)


def test_group_words_give_way_to_words_that_stand_once():
    rows = [
        ("基本信息", "", "业绩", ""),
        ("负责人", "客户", "金额", "签约日"),
        ("张敏", "甲", 5, dt.date(2024, 6, 1)),
    ]
    assert place(rows) == (0, 1, ("负责人", "客户", "金额", "签约日"))


def test_a_known_word_merged_over_words_of_its_kind():
    rows = [
        ("商机编号", "客户", "金额", "金额", "备注"),
        ("商机编号", "客户", "含税", "不含税", "备注"),
        ("O-1", "甲", 113, 100, "x"),
    ]
    assert place(rows) == (0, 1, ("商机编号", "客户", "金额/含税", "金额/不含税", "备注"))


def test_units_below_the_words_stay_with_them():
    rows = [("商机编号", "金额", "数量"), ("", "（万元）", "（个）"), ("O-1", 5, 1)]
    assert place(rows) == (0, 1, ("商机编号", "金额（万元）", "数量（个）"))


def test_a_year_over_its_months():
    rows = [("工号", "2024年", "2024年"), ("", "1月", "2月"), ("L1", 1, 2)]
    assert place(rows) == (0, 1, ("工号", "2024年1月", "2024年2月"))


def test_a_title_over_the_months_only_is_no_group():
    rows = [("", "", "销售额", "销售额"), ("工号", "姓名", "1月", "2月"), ("L1", "张", 1, 2)]
    assert place(rows) == (1, 1, ("工号", "姓名", "1月", "2月"))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (2, (1, 1, ("rep_id", "amount"))),
        ([1, 2], (0, 1, ("rep_id", "amount"))),
        (9, (8, 8, ())),
    ],
)
def test_rows_told_are_not_searched(told, expected):
    rows = [("x", "y"), ("rep_id", "amount"), ("LI", 5)]
    assert place(rows, header=told) == expected


def test_nothing_gives_no_header():
    assert place([]) == (0, 0, ())
    assert place([(), ("", None, " ")]) == (0, 0, ())
