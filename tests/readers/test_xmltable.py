"""XML tables of Excel 2003, as old programs write them named .xls or .xml."""

import datetime as dt

import pytest

from salesreport.cells.plain import Fault
from salesreport.errors import SourceFileError
from salesreport.readers.grids import content_grids
from salesreport.readers.xmltable import SPACE
from salesreport.sources import Source

DAY = dt.date(2024, 6, 7)


def cell(value="", kind="String", inside="", **own):
    """One cell as Excel writes it; without a value where it is None."""
    data = "" if value is None else f'<Data ss:Type="{kind}">{value}</Data>'
    return f"<Cell{attributes(own)}>{data}{inside}</Cell>"


def attributes(own):
    return "".join(f' ss:{name}="{value}"' for name, value in own.items())


def row(*cells, **own):
    """One row; a text stands for its cell."""
    inner = "".join(c if c.startswith("<") else cell(c) for c in cells)
    return f"<Row{attributes(own)}>{inner}</Row>"


def sheet(*rows, name="回款", columns="", state=""):
    options = f"<x:WorksheetOptions><x:Visible>{state}</x:Visible></x:WorksheetOptions>"
    table = f"<Table>{columns}{''.join(rows)}</Table>"
    return f'<Worksheet ss:Name="{name}">{table}{options}</Worksheet>'


def book(*sheets, formats=(), workbook="", encoding="utf-8"):
    """Content of a file; `formats`: number formats of the styles s0, s1 and so on."""
    styles = "".join(
        f'<Style ss:ID="s{i}"><NumberFormat ss:Format="{code}"/></Style>'
        for i, code in enumerate(formats)
    )
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f"<x:ExcelWorkbook>{workbook}</x:ExcelWorkbook><Styles>{styles}</Styles>"
        f"{''.join(sheets)}</Workbook>"
    ).encode(encoding)


def grid_of(content, name="b.xls", **source):
    """The one grid of a file."""
    (grid,) = content_grids(content, name, name[name.rfind(".") :], Source(**source)).grids
    assert grid.n_records == len(grid)
    return grid


def rows_of(grid):
    return [list(cells) for cells in zip(*grid.columns, strict=True)]


def noted(grid):
    return [(p.rule, p.value) for p in grid.notes]


HEADER = row("编号", "日期", "金额")


def test_cells_are_what_the_file_types_them():
    third = row(
        "P1", cell("2024-06-07T00:00:00.000", "DateTime"), cell("52.5", "Number"),
        cell("1", "Boolean"), cell("2024-06-08T10:30:00.000", "DateTime"),
        cell("1899-12-31T09:30:00.000", "DateTime"), cell("A &amp; <B>B</B>&#10;x"),
    )  # fmt: skip
    grid = grid_of(book(sheet(row("编号", "日期", "金额", "已付", "录入", "时间", "备注"), third)))
    assert grid.sheet == "回款"
    assert rows_of(grid) == [
        ["P1", DAY, 52.5, True, dt.datetime(2024, 6, 8, 10, 30), dt.time(9, 30), "A & B\nx"]
    ]


@pytest.mark.parametrize(
    ("code", "stored", "read"),
    [
        ("General", "12", 12.0),
        ('0.00"万元"'.replace('"', "&quot;"), "52", "52万元"),
        ("Percent", "0.92", "92%"),
        ("0.0%", "0.155", "15.5%"),
        ("[$$-409]#,##0.00", "5", "us$5"),
        ("Currency", "5", 5.0),
        ("00000", "12", "00012"),
        ("Short Date", "45450", DAY),
        ("yyyy/m/d;@", "45450", DAY),
        ("Standard", "1234.5", 1234.5),
        ("General", "0012", "0012"),
        ("General", "440305199001011234", "440305199001011234"),
        ("General", "1.5E3", 1500.0),
        ("General", "1,200", "1,200"),
        ("General", "1_0", "1_0"),
    ],
)
def test_a_number_is_what_its_format_shows(code, stored, read):
    held = cell(stored, "Number", StyleID="s0")
    assert rows_of(grid_of(book(sheet(row("值", "注"), row(held, "x")), formats=[code]))) == [
        [read, "x"]
    ]


def test_a_style_is_the_cells_the_rows_or_the_columns():
    columns = '<Column/><Column ss:StyleID="s0" ss:Span="1"/>'
    below = row(
        cell("1", "Number"), cell("2", "Number"), cell("3", "Number", StyleID="s1"), StyleID="s1"
    )
    other = row(cell("1", "Number"), cell("2", "Number"), cell("3", "Number"))
    made = sheet(row("甲", "乙", "丙"), below, other, columns=columns)
    grid = grid_of(book(made, formats=["000", "0%"]))
    assert rows_of(grid) == [["100%", "200%", "300%"], [1.0, "002", "003"]]


def test_days_of_a_workbook_of_1904_are_counted_from_there():
    made = sheet(row("日期", "x"), row(cell("43988", "Number", StyleID="s0"), "1"))
    grid = grid_of(book(made, formats=["yyyy-mm-dd"], workbook="<x:Date1904/>"))
    assert grid.date_1904
    assert rows_of(grid) == [[DAY, "1"]]


def test_rows_and_cells_stand_where_their_index_says():
    rows = (HEADER, row("P1", cell("7", "Number", Index=3), Index=4), row("P2", "x", "8"))
    grid = grid_of(book(sheet(*rows)))
    assert grid.numbers.tolist() == [4, 5]
    assert rows_of(grid) == [["P1", "", 7.0], ["P2", "x", "8"]]


def test_a_row_may_stand_for_several_blank_ones():
    grid = grid_of(book(sheet(HEADER, row(Span=2, Hidden=1), row("P1", "x", "8"))))
    assert grid.numbers.tolist() == [5]
    assert noted(grid) == []


@pytest.mark.parametrize("index", [{"Index": 2}, {}], ids=("place stated", "place left out"))
def test_merged_cells_are_filled_in_their_own_rows(index):
    below = row(cell("李强", **index), "6")
    grid = grid_of(
        book(sheet(HEADER, row(cell("P1", MergeDown=1), "张敏", "5"), below, row("P2", "王", "7")))
    )
    assert rows_of(grid) == [["P1", "张敏", "5"], ["P1", "李强", "6"], ["P2", "王", "7"]]


def test_blank_cells_below_a_merged_one_keep_the_others_in_place():
    below = row(cell(None), cell("李强"), "6")
    grid = grid_of(book(sheet(HEADER, row(cell("P1", MergeDown=1), "张敏", "5"), below)))
    assert rows_of(grid) == [["P1", "张敏", "5"], ["P1", "李强", "6"]]


def test_a_blank_cell_whose_place_leaves_the_merged_one_out_is_no_damage():
    below = row(cell("李强"), "6", cell(None, Index=3))
    grid = grid_of(book(sheet(HEADER, row(cell("P1", MergeDown=1), "张敏", "5"), below)))
    assert rows_of(grid) == [["P1", "张敏", "5"], ["P1", "李强", "6"]]


def test_a_cell_merged_across_moves_those_behind_it():
    grid = grid_of(book(sheet(HEADER, row(cell("P1", MergeAcross=1), "8"), row("P2", "x", "9"))))
    assert rows_of(grid) == [["P1", "", "8"], ["P2", "x", "9"]]


def test_hidden_rows_columns_and_sheets_are_said():
    rows = (HEADER, row("P1", "x", "8", Hidden=1), row("P2", "x", "9"))
    columns = '<Column ss:Index="2" ss:Hidden="1"/>'
    content = book(sheet(row("旧"), name="旧", state="SheetHidden"), sheet(*rows, columns=columns))
    read = content_grids(content, "b.xls", ".xls", Source(sheet="*"))
    assert read.skipped == ["旧"]
    (grid,) = read.grids
    assert rows_of(grid) == [["P1", "x", "8"], ["P2", "x", "9"]]
    assert noted(grid) == [("hidden_rows", "2"), ("hidden_columns", "B")]
    assert grid_of(content, sheet="旧").header == ("旧",)


def test_formulas_give_their_stored_value_or_are_named():
    rows = (
        HEADER,
        row("P1", "x", cell("3", "Number", Formula="=RC[-1]&gt;1")),
        row("P2", "x", cell(None, Formula="=RC[-1]")),
        row("P3", "x", cell("#DIV/0!", "Error", Formula="=1/0")),
        row("P4", "x", cell("#REF!", Formula="=x")),
        row(cell(None, Formula="=RC[1]")),
    )
    grid = grid_of(book(sheet(*rows)))
    assert [cells[2] for cells in rows_of(grid)] == [
        3.0, Fault("formula_without_value", "="), Fault("error_cell", "#DIV/0!"),
        Fault("error_cell", "#REF!"),
    ]  # fmt: skip
    assert [(p.rule, p.row, p.column, p.value) for p in grid.notes if p.column] == [
        ("formula_without_value", 3, "金额", "C3"),
        ("error_cell", 4, "金额", "C4 #DIV/0!; C5 #REF!"),
    ]
    assert ("waiting_rows", "6") in noted(grid)


def test_remarks_are_no_cells():
    note = '<Comment ss:Author="张敏"><ss:Data><B>张敏</B>：已核</ss:Data></Comment>'
    rows = (HEADER, row(cell("P1", inside=note), "x", "8"), row(cell(None, inside=note)))
    assert rows_of(grid_of(book(sheet(*rows)))) == [["P1", "x", "8"]]


@pytest.mark.parametrize("name", ["b.xls", "b.xml", "b.xlsx"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gbk", "big5", "utf-16", "utf-8-sig"])
def test_any_encoding_and_name_is_read(encoding, name):
    rows = (row("公司", "地址", "金"), row("P1", "金山", "8"))
    content = book(sheet(*rows, name="中文"), encoding=encoding)
    assert rows_of(grid_of(content, name)) == [["P1", "金山", "8"]]


DTD = b'<!DOCTYPE Workbook [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (book(sheet(HEADER))[:-30], "cannot be opened"),
        (book(sheet(HEADER)).replace(b"<Workbook", DTD + b"<Workbook"), "XML entities"),
        (book(sheet(HEADER), sheet(HEADER)), "a sheet has no name of its own"),
        (book(sheet(HEADER, row("x", Index=1))), "it stands at 1, expected from 2"),
        (book(sheet(HEADER, row("x", Index=1048577))), "expected from 2 to 1048576"),
        (book(sheet(HEADER, row(cell("x", Index="B")))), "invalid literal"),
        (book(sheet(HEADER, row("x", Span=3))), "row 2 stands for more rows than it may"),
        (book(sheet(HEADER, row(cell("x", Index=16384), Index=1048576))), "spread over"),
    ],
    ids=("cut", "entities", "two of a name", "backwards", "too far", "no number", "span", "sparse"),
)
def test_what_is_wrong_is_refused_by_name(content, what):
    with pytest.raises(SourceFileError, match=what) as caught:
        grid_of(content)
    assert caught.value.problems[0].file == "b.xls"
