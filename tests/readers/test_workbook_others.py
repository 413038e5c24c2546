"""Old .xls and .ods workbooks: the same facts, found by their own parts."""

import datetime as dt
import io
import zipfile

import pytest
import xlwt

from salesreport.cells.plain import Fault
from salesreport.errors import SourceFileError
from salesreport.readers.grids import content_grids
from salesreport.sources import Source

DAY = dt.date(2024, 6, 7)


def xls(fill, *, date_1904=False):
    """Content of an .xls whose sheets `fill(book)` writes."""
    book = xlwt.Workbook()
    book.dates_1904 = date_1904
    fill(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def cell(value, kind="string", text=None, **attributes):
    """One cell of an .ods as LibreOffice writes it."""
    extra = "".join(f' {name.replace("_", ":", 1)}="{v}"' for name, v in attributes.items())
    if value is None:
        return f"<table:table-cell{extra}/>"
    stored = (
        "" if kind == "string" else f' office:{"date-" if kind == "date" else ""}value="{value}"'
    )
    shown = f"<text:p>{value if text is None else text}</text:p>"
    return f'<table:table-cell office:value-type="{kind}"{stored}{extra}>{shown}</table:table-cell>'


def row(*cells, **attributes):
    """One row of an .ods."""
    extra = "".join(f' table:{name.replace("_", "-")}="{v}"' for name, v in attributes.items())
    return f"<table:table-row{extra}>{''.join(cells)}</table:table-row>"


def ods(rows, *, columns="", settings="", others=""):
    """Content of an .ods whose first sheet holds the rows."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
        'office:version="1.3"><office:automatic-styles><style:style style:name="ta2" '
        'style:family="table"><style:table-properties table:display="false"/></style:style>'
        f"</office:automatic-styles><office:body><office:spreadsheet>{settings}"
        f'<table:table table:name="s">{columns}{"".join(rows)}</table:table>{others}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", body)
        package.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return content.getvalue()


def grid_of(content, name, **source):
    """The one grid of a file."""
    (grid,) = content_grids(content, name, name[name.rfind(".") :], Source(**source)).grids
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
    return [list(cells) for cells in zip(*grid.columns, strict=True)]


# .xls


def test_an_xls_has_its_merges_hidden_parts_errors_and_ids():
    def fill(book):
        sheet = book.add_sheet("六月")
        sheet.write_merge(0, 0, 0, 2, "六月销售明细")
        for place, word in enumerate(("负责人", "合同号", "金额")):
            sheet.write(2, place, word)
        sheet.write_merge(3, 4, 0, 0, "张敏")
        padded = xlwt.easyxf(num_format_str="0000")
        for number, amount in ((3, 5), (4, 6)):
            sheet.write(number, 1, number, padded)
            sheet.write(number, 2, amount)
        sheet.write(5, 1, "HT-9")
        sheet.row(5).set_cell_error(2, "#REF!")
        sheet.row(4).hidden = True
        sheet.col(1).hidden = True
        sheet.write(8, 0, "")
        old = book.add_sheet("旧")
        old.write(0, 0, "x")
        old.visibility = 1

    content = xls(fill)
    grid = grid_of(content, "b.xls")
    assert rows_of(grid) == [
        ["张敏", "0003", 5],
        ["张敏", "0004", 6],
        ["", "HT-9", Fault("error_cell", "#REF!")],
    ]
    assert (grid.header_row, grid.numbers.tolist()) == (3, [4, 5, 6])
    assert noted(grid) == {"hidden_rows": "5", "hidden_columns": "B", "error_cell": "C6 #REF!"}
    assert content_grids(content, "b.xls", ".xls", Source()).skipped == ["旧"]


def test_an_xls_formula_with_an_empty_result_is_blank_and_said_so():
    def fill(book):
        sheet = book.add_sheet("s")
        sheet.write(0, 0, "rep_id")
        sheet.write(0, 1, "amount")
        sheet.write(1, 0, "LI")
        sheet.write(1, 1, xlwt.Formula("1+1"))  # xlwt stores an empty text for it

    grid = grid_of(xls(fill), "b.xls")
    assert (rows_of(grid), noted(grid)) == ([["LI", ""]], {"empty_results": "B2"})


@pytest.mark.parametrize("origin", [False, True])
def test_days_of_an_xls_follow_its_own_origin(origin):
    def fill(book):
        sheet = book.add_sheet("s")
        sheet.write(0, 0, "签约日")
        sheet.write(0, 1, "金额")
        days = (DAY - (dt.date(1904, 1, 1) if origin else dt.date(1899, 12, 30))).days
        sheet.write(1, 0, days, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
        sheet.write(1, 1, 5)

    grid = grid_of(xls(fill, date_1904=origin), "b.xls")
    assert (grid.columns[0][0], grid.date_1904) == (DAY, origin)


def test_an_xls_named_xlsx_is_read_by_what_it_holds():
    def fill(book):
        sheet = book.add_sheet("s")
        for number, cells in enumerate((("rep_id", "amount"), ("LI", 5))):
            for place, value in enumerate(cells):
                sheet.write(number, place, value)

    assert rows_of(grid_of(xls(fill), "b.xlsx")) == [["LI", 5]]


@pytest.mark.parametrize("cut", [600, 2000, 4000])
def test_a_truncated_xls_is_one_clear_error_or_the_same_table(cut):
    def fill(book):
        sheet = book.add_sheet("s")
        for number in range(200):
            sheet.write(number, 0, f"rep {number}")

    with pytest.raises(SourceFileError):
        grid_of(xls(fill)[:cut], "b.xls")


# .ods


def test_an_ods_has_its_merges_hidden_parts_errors_and_formulas():
    span = {"table_number-rows-spanned": "2", "table_number-columns-spanned": "1"}
    rows = [
        row(cell("六月", **{"table_number-columns-spanned": "4"}), "<table:covered-table-cell/>"),
        row(),
        row(*map(cell, ("负责人", "客户", "签约日", "金额"))),
        row(cell("张敏", **span), cell("甲"), cell("2024-06-07", "date"), cell(5, "float")),
        row("<table:covered-table-cell/>", cell("乙"), cell(None), cell(6, "float"),
            visibility="filter"),
        row(cell("李强"), cell("丙"), cell(None), cell(None, table_formula="of:=[.A1]")),
        row(cell("王"), cell("丁"), cell(None),
            cell("#DIV/0!", **{"table_formula": "of:=1/0", "calcext_value-type": "error"})),
        row(cell(None, **{"table_number-columns-repeated": "1000"}), number_rows_repeated="100000"),
    ]  # fmt: skip
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    grid = grid_of(ods(rows, columns=columns), "b.ods")
    assert rows_of(grid) == [
        ["张敏", "甲", DAY, 5.0],
        ["张敏", "乙", "", 6.0],
        ["李强", "丙", "", Fault("formula_without_value", "=")],
        ["王", "丁", "", Fault("error_cell", "#DIV/0!")],
    ]
    assert noted(grid) == {
        "formula_without_value": "D6",
        "error_cell": "D7 #DIV/0!",
        "hidden_rows": "5",
        "hidden_columns": "B",
    }


def test_repeated_rows_of_an_ods_are_rows_and_a_note_on_a_cell_is_none():
    note = "<office:annotation><text:p>see mail</text:p></office:annotation>"
    rows = [
        row(cell("rep_id"), cell("amount")),
        row(cell("LI"), cell(5, "float"), number_rows_repeated="3"),
        row(f"<table:table-cell>{note}</table:table-cell>"),
    ]
    assert rows_of(grid_of(ods(rows), "b.ods")) == [["LI", 5.0]] * 3


def test_a_hidden_sheet_of_an_ods_is_left_out_unless_named():
    hidden = f'<table:table table:name="旧" table:style-name="ta2">{row(cell("x"))}</table:table>'
    content = ods([row(cell("rep_id")), row(cell("LI"))], others=hidden)
    assert content_grids(content, "b.ods", ".ods", Source(sheet="*")).skipped == ["旧"]
    assert grid_of(content, "b.ods", sheet="旧").header == ("x",)


def test_an_ods_that_repeats_a_row_without_end_is_refused():
    rows = [
        row(cell("rep_id")),
        row(cell("x", **{"table_number-columns-repeated": "1024"}), number_rows_repeated="1048575"),
    ]
    with pytest.raises(SourceFileError, match="repeated over more cells than any table"):
        grid_of(ods(rows), "b.ods")


def test_the_null_date_of_an_ods_gives_its_origin():
    settings = (
        '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/>'
        "</table:calculation-settings>"
    )
    grid = grid_of(ods([row(cell("签约日")), row(cell(45, "float"))], settings=settings), "b.ods")
    assert grid.date_1904
