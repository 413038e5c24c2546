import datetime as dt

import pytest

from salesreport.errors import SourceFileError
from salesreport.readers.grids import content_grids
from salesreport.sources import Source
from tests.fuzz.formats import Formula, xls_file

HEADER = ["负责人", "客户", "日期", "金额"]
DAY = dt.date(2024, 6, 3)


def grid_of(rows):
    (grid,) = content_grids(xls_file(rows, biff5=True), "台账.xls", ".xls", Source()).grids
    assert grid.n_records == len(grid)
    return grid


def test_texts_numbers_days_and_truth_are_read_as_they_were_typed():
    grid = grid_of([HEADER, ["张敏", "四川火锅", DAY, 12.5], ["李强", True, "6月3日", 7]])
    assert (grid.sheet, grid.header) == ("数据", tuple(HEADER))
    assert [list(row) for row in zip(*grid.columns, strict=True)] == [
        ["张敏", "四川火锅", DAY, 12.5],
        ["李强", True, "6月3日", 7.0],
    ]


@pytest.mark.parametrize(("text", "n_rows"), [("WU", 2), (" ", 1), ("", 1)])
def test_a_row_of_nothing_but_a_formulas_text_counts_where_the_text_is_not_blank(text, n_rows):
    grid = grid_of([HEADER, ["张敏", "甲", DAY, 1], [Formula(text)]])
    assert len(grid) == n_rows


def test_a_formulas_text_that_xlrd_cannot_read_is_refused():
    with pytest.raises(SourceFileError, match="cannot be opened") as caught:
        grid_of([HEADER, ["张敏", "甲", DAY, 1], [Formula("王芳")]])
    assert caught.value.problems[0].rule == "damaged_file"


def test_a_number_that_is_no_day_stays_a_number():
    grid = grid_of([HEADER, ["张敏", "甲", dt.date(1899, 12, 29), 1], ["李强", "乙", DAY, 2]])
    assert list(grid.columns[2]) == [-1.0, DAY]
