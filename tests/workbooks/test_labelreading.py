"""A sheet of labels after a person has worked on it: found, read, or said what is left out."""

import openpyxl
import pytest

from tests.workbooks.test_labelling import DATA, NAMED, REPS, deals

TOO_DEAR = "太贵"


@pytest.fixture
def told(call, make_run, tmp_path):
    """Output of the command after a change of the sheet, and its code and error."""

    def made(change, language="en"):
        files = {"deals.csv": deals(NAMED), "reps.csv": REPS}
        run, path = make_run(files, DATA, language=language).path, tmp_path / "labels.xlsx"
        call("label", run, "--out", path)
        book = openpyxl.load_workbook(path)
        page = book.worksheets[0]
        row = next(r for r in range(5, 9) if page.cell(r, 2).value == TOO_DEAR)
        page.cell(row, 3, "价格条款")
        change(book, page, row)
        book.save(path)
        return (row, *call("label", run, "--out", path))

    return made


def deleted_title(book, page, row):
    page.delete_rows(1, 2)


def inserted_column(book, page, row):
    page.insert_cols(1)


def moved_behind(book, page, row):
    book.move_sheet(page, 1)


def put(page, at, k, value):
    """As Excel keeps a text that begins with `=`."""
    cell = page.cell(at, k)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def swapped(book, page, row):
    for at in range(4, 9):
        first, second = page.cell(at, 2).value, page.cell(at, 3).value
        put(page, at, 2, second)
        put(page, at, 3, first)


def spelt_anew(book, page, row):
    page["B4"], page["C4"] = " REMARK AS  WRITTEN", "reason １"


def sorted_rows(book, page, row):
    rows = [[page.cell(at, k).value for k in range(1, 6)] for at in range(5, 9)][::-1]
    for at, cells in enumerate(rows, start=5):
        for k, value in enumerate(cells, start=1):
            put(page, at, k, value)


@pytest.mark.parametrize(
    "change",
    [deleted_title, inserted_column, moved_behind, swapped, spelt_anew, sorted_rows],
)
def test_the_header_row_is_found_wherever_it_stands(told, change):
    _, code, out, err = told(change)
    assert (code, err) == (0, "")
    assert out.startswith("Labelled: 1 of 4 remarks.\nPrecision by wording: right in 1 of 1")


def test_headers_of_another_language_are_known(told):
    page = {}

    def change(book, sheet, row):
        page["headers"] = [sheet.cell(4, k).value for k in (2, 3)]

    told(change, "zh_CN")
    zh = page["headers"]

    def swap(book, sheet, row):
        sheet["B4"], sheet["C4"] = zh

    _, code, out, _ = told(swap)
    assert (code, out.splitlines()[0]) == (0, "Labelled: 1 of 4 remarks.")


@pytest.mark.parametrize(("cell", "missing"), [("B4", "Remark as written"), ("C4:E4", "Reason 1")])
def test_a_missing_header_is_named_and_nothing_is_thrown_away(told, cell, missing):
    def change(book, page, row):
        for one in page[cell][0] if ":" in cell else [page[cell]]:
            one.value = "?"

    _, code, _, err = told(change)
    assert code == 1
    assert f"Remarks on lost deals to label, 4: the header “{missing}” is missing." in err
    assert "write it back above its column" in err


def test_a_fourth_reason_is_read_and_other_columns_are_named(told):
    def change(book, page, row):
        page["F4"], page["G4"], page["G5"] = "Reason 4", "my thoughts", "hm"
        page.cell(row, 6, "budget")

    _, _, out, _ = told(change)
    assert "Coverage by wording: reads 1 of 1" in out
    assert "Columns not read, for their header is none of the sheet's: G." in out

    def alone(book, page, row):
        page["F4"] = "Reason 4"
        page.cell(row, 3).value = None
        page.cell(row, 6, "budget")

    _, _, out, _ = told(alone)
    assert "right in 0 of 1" in out


def test_an_edited_an_added_and_a_repeated_remark_are_left_out_and_said(told):
    def change(book, page, row):
        other = 5 if row != 5 else 6
        page.cell(other, 2, "price is fine")
        page.cell(other, 3, "price")
        page.cell(9, 2, "an own row")
        page.cell(9, 3, "budget")
        page.cell(10, 2, TOO_DEAR)
        page.cell(10, 3, "budget")
        page.cell(11, 3, "budget")

    row, code, out, _ = told(change)
    other = 5 if row != 5 else 6
    lines = out.splitlines()
    assert code == 0
    assert lines[:4] == [
        "Labelled: 1 of 3 remarks.",
        "Left out, for no lost deal of this run has the remark (edited, added, other data?): "
        f"B{other}, B9.",
        "Left out, for the remark stands further up already: B10.",
        "Left out, for no remark stands beside the reasons: B11.",
    ]
    assert lines[4].startswith("Precision by wording: right in 1 of 1")


def test_a_formula_without_a_value_is_no_missing_label(told):
    def change(book, page, row):
        page.cell(row, 3, "=Choices!A1")

    row, code, _, err = told(change)
    assert code == 1
    assert f"C{row}: a formula without a value" in err
    assert "open the file in Excel and save it" in err


@pytest.mark.parametrize(
    "written", ["PRICE", "Price and Terms", "ｐｒｉｃｅ", "價格條款", " 价格条款 "]
)
def test_reasons_are_known_in_any_case_width_and_script(told, written):
    def change(book, page, row):
        page.cell(row, 3, written)

    _, code, out, _ = told(change)
    assert code == 0
    assert "right in 1 of 1" in out


def test_names_no_reason_is_known_in_any_case(told):
    def change(book, page, row):
        page.cell(row, 3, "Names NO reason")

    _, code, out, _ = told(change)
    assert code == 0
    assert "right in 0 of 1" in out
