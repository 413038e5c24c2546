"""Workbooks as people have them: merged cells, totals, hidden parts, formulas, kinds of file."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter

from salesreport.cells.plain import Fault, written
from salesreport.errors import SourceFileError
from salesreport.readers.grids import content_grids
from salesreport.sources import Source

COSTS = [["rep_id", "period", "amount"], ["LI", "2024-06", 5], ["WU", "2024-06", 6]]


def made(fill, **options):
    """Content of a workbook of one sheet that `fill(book, sheet)` writes."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet("s")
        fill(book, sheet)
    return content.getvalue()


def written_rows(rows):
    """Function that writes rows from the first cell on."""

    def fill(_, sheet):
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return fill


def edited(content, part, change):
    """Workbook with one part of its zip changed."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            new.writestr(name, change(held) if name.endswith(part) else held)
    return result.getvalue()


def grid_of(content, name="b.xlsx", **source):
    """The one grid of a file."""
    suffix = name[name.rfind(".") :]
    (grid,) = content_grids(content, name, suffix, Source(**source)).grids
    assert grid.n_records == len(grid)
    return grid


def noted(grid):
    """What was found while reading: rule -> value, several joined."""
    found = {}
    for note in grid.notes:
        found.setdefault(note.rule, []).append(note.value)
    return {rule: ", ".join(values) for rule, values in found.items()}


def rows_of(grid):
    """Cells row by row."""
    return [list(row) for row in zip(*grid.columns, strict=True)]


# the cases


@pytest.fixture
def june(shared):
    """Case c13: merged reps, subtotals, a hidden sheet."""
    return (shared / "cases/c13_merged_totals_hidden/team_june.xlsx").read_bytes()


def test_c13_merged_reps_reach_their_own_rows_and_totals_are_no_data(june):
    grid = grid_of(june)
    data = [row for place, row in enumerate(rows_of(grid)) if place not in grid.listed]
    sums = {}
    for rep, _, amount in data:
        sums.setdefault(written(rep), []).append(amount)
    assert {rep: (len(part), sum(part)) for rep, part in sums.items()} == {
        "张敏": (3, 600.0),
        "李强": (2, 900.0),
        "": (1, 50.0),
    }
    assert set(grid.listed.values()) == {"total_row"}
    assert "total_differs" not in noted(grid)
    assert "合计科技" in [row[1] for row in data]


def test_c13_hidden_and_empty_sheets_are_skipped_and_said_so(june):
    read = content_grids(june, "b.xlsx", ".xlsx", Source())
    assert [grid.sheet for grid in read.grids] == ["六月"]
    assert read.skipped == ["空", "旧数据"]
    every = content_grids(june, "b.xlsx", ".xlsx", Source(sheet="*"))
    assert ([grid.sheet for grid in every.grids], every.skipped) == (["六月"], ["空", "旧数据"])
    assert rows_of(grid_of(june, sheet="旧数据"))[0][2] == 9999.0


def test_c13_through_the_whole_intake(load, june, line_of):
    data = {"costs": {"path": "b.xlsx", "values": {"period": {"": "2024-06"}}}}
    loaded = load({"b.xlsx": june}, data)
    costs = loaded.tables["costs"]
    assert costs.groupby("rep_id").amount.sum().to_dict() == {"张敏": 60000, "李强": 90000}
    line = line_of(loaded, "costs")
    assert (line.read, line.kept, line.listed) == (9, 5, {"missing_value": 1, "total_row": 3})
    (skipped,) = [p for p in loaded.problems if p.rule == "skipped_sheet"]
    assert skipped.value == "空, 旧数据"


def test_c13_a_printed_total_that_does_not_match_is_named_by_cell(june):
    changed = edited(june, "sheet1.xml", lambda xml: xml.replace(b"<v>1550</v>", b"<v>1555</v>"))
    (note,) = [n for n in grid_of(changed).notes if n.rule == "total_differs"]
    assert (note.severity, note.row, note.value) == ("warning", 12, "1555")
    assert note.values == {"summed": "1550", "difference": "5", "cell": "C12"}


def test_c14_formulas_without_a_value_are_named_by_cell(shared, load, line_of):
    content = (shared / "cases/c14_formulas_without_values/quotes.xlsx").read_bytes()
    grid = grid_of(content)
    assert {cell.rule for cell in grid.columns[4]} == {"formula_without_value"}
    assert noted(grid)["formula_without_value"] == "E2:E5"
    assert grid.listed == {3: "total_row"}
    data = {"costs": {"path": "b.xlsx", "values": {"period": {"": "2024-06"}}}}
    loaded = load({"b.xlsx": content}, data)
    assert line_of(loaded, "costs").listed == {"formula_without_value": 3, "total_row": 1}
    assert any(p.value == "E2:E5" and p.severity == "error" for p in loaded.problems)


def test_c14_error_cells_are_neither_text_nor_0(shared):
    path = shared / "cases/c14_formulas_without_values/quotes_text_error.xlsx"
    grid = grid_of(path.read_bytes())
    assert grid.columns[4].tolist() == [
        1500.0,
        Fault("error_cell", "#REF!"),
        Fault("error_cell", "#DIV/0!"),
    ]
    assert noted(grid)["error_cell"] == "E3 #REF!; E4 #DIV/0!"


# formulas


def test_a_program_that_stores_0_for_every_formula_has_calculated_none():
    def fill(_, sheet):
        sheet.write_row(0, 0, ["deal", "qty", "price", "amount"])
        for row in (1, 2):
            sheet.write_row(row, 0, [f"O-{row}", 3, 500])
            sheet.write_formula(row, 3, f"=B{row + 1}*C{row + 1}")

    assert noted(grid_of(made(fill))) == {"formula_without_value": "D2:D3"}


def test_a_calculated_0_among_other_results_is_0():
    def fill(_, sheet):
        sheet.write_row(0, 0, ["deal", "amount"])
        sheet.write("A2", "O-1")
        sheet.write_formula("B2", "=1-1", None, 0)
        sheet.write("A3", "O-2")
        sheet.write_formula("B3", "=1+1", None, 2)

    grid = grid_of(made(fill))
    assert (grid.columns[1].tolist(), grid.notes) == ([0.0, 2.0], ())


def test_rows_of_waiting_formulas_are_a_form_and_no_data():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["rep_id", "period", "amount"])
    sheet.append(["LI", "2024-06", 5])
    for row in range(3, 50):
        sheet.cell(row, 3, f'=IF(A{row}="","",1)')
    content = io.BytesIO()
    book.save(content)
    grid = grid_of(content.getvalue())
    assert (len(grid), noted(grid)) == (1, {"waiting_rows": "3-49"})


def test_a_sheet_of_nothing_but_waiting_formulas_is_not_taken_for_empty():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["rep_id", "amount"])
    for row in range(2, 5):
        sheet.cell(row, 1, f"=Old!A{row}")
        sheet.cell(row, 2, f"=Old!B{row}")
    content = io.BytesIO()
    book.save(content)
    grid = grid_of(content.getvalue())
    assert (len(grid), noted(grid)) == (3, {"formula_without_value": "A2:A4, B2:B4"})


def test_formulas_below_a_title_and_a_header_are_the_table():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["六月"], ["rep_id", "period", "amount"]):
        sheet.append(row)
    for row in (3, 4):
        for place in (1, 2, 3):
            sheet.cell(row, place, "=Old!A1")
    content = io.BytesIO()
    book.save(content)
    grid = grid_of(content.getvalue())
    assert (len(grid), noted(grid)) == (2, {"formula_without_value": "A3:A4, B3:B4, C3:C4"})


# merged cells


def test_an_amount_merged_over_rows_counts_once_and_is_named():
    def fill(_, sheet):
        sheet.write_row(0, 0, ["负责人", "客户", "金额"])
        sheet.merge_range("A2:A4", "张敏")
        for row, customer in enumerate("甲乙丙", start=1):
            sheet.write(row, 1, customer)
        sheet.merge_range("C2:C4", 600)

    grid = grid_of(made(fill))
    assert rows_of(grid) == [["张敏", "甲", 600.0], ["张敏", "乙", ""], ["张敏", "丙", ""]]
    assert noted(grid) == {"merged_amount": "C2"}


def test_ids_days_and_words_are_filled_whatever_their_type():
    day = dt.date(2024, 6, 7)

    def fill(book, sheet):
        sheet.write_row(0, 0, ["工号", "签约日", "备注一", "金额"])
        sheet.merge_range("A2:A3", 1001)
        sheet.merge_range("B2:B3", "", book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_datetime("B2", day, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.merge_range("C2:C3", "同上")
        sheet.write_column("D2", [1, 2])

    assert rows_of(grid_of(made(fill)))[1] == [1001.0, day, "同上", 2.0]


def test_a_range_never_fills_beyond_itself_nor_over_a_cell_of_its_own():
    def fill(_, sheet):
        sheet.write_row(0, 0, ["负责人", "客户", "金额"])
        sheet.merge_range("A2:A3", "张敏")
        sheet.write_column("B2", ["甲", "乙", "丙"])
        sheet.write_column("C2", [1, 2, 3])

    assert grid_of(made(fill)).columns[0].tolist() == ["张敏", "张敏", ""]


def test_a_merge_over_columns_of_a_row_stays_in_its_first_cell():
    def fill(_, sheet):
        sheet.write_row(0, 0, ["负责人", "客户", "金额"])
        sheet.write_row(1, 0, ["张敏", "甲", 5])
        sheet.merge_range("A3:B3", "小计")
        sheet.write("C3", 5)

    grid = grid_of(made(fill))
    assert (rows_of(grid)[1], grid.listed) == (["小计", "", 5.0], {1: "total_row"})


# hidden parts


def test_hidden_rows_and_columns_are_read_and_named():
    def fill(_, sheet):
        written_rows([*COSTS, ["MA", "2024-06", 7], ["HU", "2024-06", 8]])(_, sheet)
        for row in (2, 3):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_row(90, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_column(5, 200, None, None, {"hidden": True})

    grid = grid_of(made(fill))
    assert len(grid) == 4
    assert noted(grid) == {"hidden_rows": "3-4", "hidden_columns": "B"}


@pytest.mark.parametrize("how", ["hide", "very_hidden"])
def test_a_hidden_sheet_is_left_out_unless_named(how):
    def fill(book, sheet):
        written_rows(COSTS)(book, sheet)
        other = book.add_worksheet("旧")
        written_rows(COSTS)(book, other)
        getattr(other, how)()
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=s!$C$2:$C$3"})
        book.add_chartsheet("图").set_chart(chart)

    content = made(fill)
    assert content_grids(content, "b.xlsx", ".xlsx", Source(sheet="*")).skipped == ["旧"]
    assert len(grid_of(content, sheet="旧")) == 2


def test_the_first_sheet_that_holds_anything_is_read():
    def fill(book, sheet):
        written_rows(COSTS)(book, book.add_worksheet("数据"))

    read = content_grids(made(fill), "b.xlsx", ".xlsx", Source())
    assert ([grid.sheet for grid in read.grids], read.skipped) == (["数据"], ["s"])


# blank rows, dimensions, strays


def test_thousands_of_formatted_blank_cells_are_no_rows_and_no_columns():
    def fill(book, sheet):
        written_rows(COSTS)(book, sheet)
        grey = book.add_format({"bg_color": "gray"})
        for row in range(3, 3000):
            for place in range(40):
                sheet.write_blank(row, place, None, grey)

    grid = grid_of(made(fill))
    assert (len(grid), len(grid.columns)) == (2, 3)


@pytest.mark.parametrize("reference", [b"A1", b"A1:XFD1048576"])
def test_a_wrong_dimension_changes_nothing(reference):
    content = made(written_rows(COSTS))
    wrong = edited(content, "sheet1.xml", lambda xml: xml.replace(b"A1:C3", reference))
    assert wrong != content
    assert rows_of(grid_of(wrong)) == rows_of(grid_of(content))


def test_a_stray_cell_far_away_is_named_instead_of_filling_the_memory():
    def fill(book, sheet):
        written_rows(COSTS)(book, sheet)
        sheet.write(1_048_575, 16_383, "x")

    with pytest.raises(SourceFileError, match="delete the stray cells") as caught:
        grid_of(made(fill))
    assert caught.value.problems[0].values["row"] == "1048576"
    assert caught.value.problems[0].rule == "sheet_too_large"


def test_a_column_without_a_header_keeps_its_cells_under_its_letter():
    rows = [["rep_id", "", "amount"], ["LI", "x", 5, "late"], ["WU", "", 6, ""]]
    grid = grid_of(made(written_rows(rows)))
    assert grid.header == ("rep_id", "B", "amount", "D")
    assert grid.columns[3].tolist() == ["late", ""]


# days


@pytest.mark.parametrize("origin", [False, True])
def test_days_follow_the_workbooks_own_origin(origin):
    def fill(book, sheet):
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["签约日", "金额"])
        sheet.write_datetime(1, 0, dt.datetime(2024, 6, 7), day)
        sheet.write(1, 1, 5)

    grid = grid_of(made(fill, date_1904=origin))
    assert grid.columns[0][0] == dt.date(2024, 6, 7)
    assert grid.date_1904 is origin


# headers


def test_a_wide_table_under_two_rows_of_header():
    def fill(_, sheet):
        sheet.merge_range("A1:F1", "2024年目标与实际")
        sheet.merge_range("A2:A3", "工号")
        sheet.merge_range("B2:B3", "姓名")
        sheet.merge_range("C2:D2", "1月")
        sheet.merge_range("E2:F2", "2月")
        sheet.write_row("C3", ["目标", "实际", "目标", "实际"])
        sheet.write_row("A4", ["L1", "张敏", 10, 9, 20, 21])

    grid = grid_of(made(fill))
    assert grid.header == ("工号", "姓名", "1月 目标", "1月 实际", "2月 目标", "2月 实际")
    assert grid.numbers.tolist() == [4]


def test_the_run_file_names_the_rows_of_the_header():
    rows = [["a", "b"], ["rep_id", "amount"], ["LI", 5]]
    assert grid_of(made(written_rows(rows)), header=2).header == ("rep_id", "amount")
    assert grid_of(made(written_rows(rows)), header=[1, 2]).header == ("rep_id", "amount")


def test_one_sheet_a_rep_and_wide_targets_still_load(load):
    wide = [
        ["工号", "年度", "1月", "2月", "合计"],
        ["L1", 2024, 10, 20, 30],
        ["合计", 2024, 10, 20, 30],
    ]
    tracker = ["日期", "客户名称/行业", "当前阶段", "关键动作", "完成情况"]
    row = ["2024-06-03", "A科技/制造业", "意向阶段", "拜访", "已完成"]
    loaded = load(
        {"t.xlsx": {"目标": wide}, "a.xlsx": {"L1": [tracker, row], "空": []}},
        {"targets": {"path": "t.xlsx"}, "activities": {"path": "a.xlsx", "sheet": "*"}},
    )
    assert loaded.tables["targets"].value.tolist() == [Decimal(10), Decimal(20)]
    assert loaded.tables["activities"].rep_id.tolist() == ["L1"]
    assert not [p for p in loaded.problems if p.severity == "error"]
