"""A row of totals that says how many rows there are is held against them, as its sums are."""

import pytest

from salesreport.cells import Coded
from salesreport.readers.totals import total_rows
from salesreport.readers.totalwords import total_label

HEADERS = ("负责人", "客户", "日期", "金额")


def read(rows, headers=HEADERS):
    columns = [Coded.of(cells) for cells in zip(*rows, strict=True)]
    return total_rows(columns, headers, file="f.xlsx")


def counts(found):
    return [(n.row, n.value, n.values["counted"], n.values["cell"]) for n in found.notes
            if n.rule == "row_count_differs"]  # fmt: skip


def data(n_rows):
    return [("张敏", f"客户{n}", "2024-06-01", 10) for n in range(n_rows)]


@pytest.mark.parametrize(
    "word",
    ["合计 20条", "合计（20条）", "合计：20 行", "合计共20条", "Total 20 rows", "總計 20 筆"],
)
def test_a_word_of_totals_may_have_the_count_behind_it(word):
    assert total_label(word) is not None
    found = read([*data(20), (word, "", "", 200)])
    assert (found.listed, counts(found)) == ({20: "total_row"}, [])


@pytest.mark.parametrize("word", ["合计 20条", "Total (20 rows)"])
def test_another_count_than_the_rows_is_a_warning(word):
    found = read([*data(19), (word, "", "", 190)])
    assert counts(found) == [(20, "20", "19", "A20")]
    assert {n.severity for n in found.notes if n.rule == "row_count_differs"} == {"warning"}


@pytest.mark.parametrize(
    ("cell", "expected"), [("3条", []), ("共 4 条记录", [(4, "4", "3", "B4")])]
)
def test_the_count_may_stand_in_a_cell_of_its_own(cell, expected):
    assert counts(read([*data(3), ("合计", cell, "", 30)])) == expected


def test_subtotals_and_the_whole_count_what_they_cover():
    rows = [*data(2), ("小计 2条", "", "", 20), *data(3), ("小计 3条", "", "", 30),
            ("总计 5条", "", "", 50)]  # fmt: skip
    assert counts(read(rows)) == []
    rows[-1] = ("总计 7条", "", "", 50)
    assert counts(read(rows)) == [(8, "7", "5", "A8")]


def test_a_count_of_customers_is_none_of_rows():
    assert counts(read([*data(3), ("合计", "2 家", "", 30)])) == []


def test_a_name_that_ends_in_a_count_is_data():
    assert read([*data(3), ("张敏", "合计科技20条", "2024-06-01", 5)]).listed == {}
