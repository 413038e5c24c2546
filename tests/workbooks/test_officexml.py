"""An XML table of Excel 2003 as LibreOffice writes it."""

import datetime as dt

from salesreport.cells.plain import Fault
from salesreport.readers.grids import read_grids

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ("number", "datastyle"),
    )
)  # fmt: skip
KIND = "xls:MS Excel 2003 XML"


def cell(text="", inside="", **own):
    extra = "".join(
        f' {name.replace("_", ":", 1).replace("_", "-")}="{v}"' for name, v in own.items()
    )
    return f"<table:table-cell{extra}><text:p>{text}</text:p>{inside}</table:table-cell>"


def number(value, style="", **own):
    styled = {"table_style_name": style} if style else {}
    return cell(value, office_value_type="float", office_value=value, **styled, **own)


def words(*texts):
    return "".join(cell(text, office_value_type="string") for text in texts)


def day(value):
    return cell(value, office_value_type="date", office_date_value=value, table_style_name="d")


def row(*cells, extra=""):
    return f"<table:table-row{extra}>{''.join(cells)}</table:table-row>"


ROWS = (
    row(words("流水号", "到账日", "金额", "扣率", "备注")),
    row("<table:table-cell/>", extra=' table:number-rows-repeated="2"'),
    row(
        cell("P1", "<office:annotation><text:p>已核</text:p></office:annotation>",
             office_value_type="string", table_number_rows_spanned="2"),
        day("2024-06-07"), number("52.5"),
        cell("92%", office_value_type="percentage", office_value="0.92", table_style_name="p"),
        words("A &amp; B"),
    ),
    row(
        "<table:covered-table-cell/>", day("2024-06-08T10:30:00"),
        number("3", table_formula="of:=1+2"),
        cell("#DIV/0!", office_value_type="string", table_formula="of:=1/0"),
        extra=' table:visibility="filter"',
    ),
    row(words("P2", "", ""), number("7")),
)  # fmt: skip
BOOK = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.2" '
    'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>'
    '<number:percentage-style style:name="P"><number:number number:min-integer-digits="1"/>'
    "<number:text>%</number:text></number:percentage-style>"
    '<number:date-style style:name="D"><number:year/><number:month/><number:day/>'
    "</number:date-style>"
    '<style:style style:name="p" style:family="table-cell" style:data-style-name="P"/>'
    '<style:style style:name="d" style:family="table-cell" style:data-style-name="D"/>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
    f'<table:table table:name="回款">{"".join(ROWS)}</table:table>'
    "</office:spreadsheet></office:body></office:document>"
)


def test_a_table_that_another_program_writes_is_read_with_its_values(office, tmp_path):
    (tmp_path / "回款.fods").write_text(BOOK, encoding="utf-8")
    made = office(tmp_path / "回款.fods", tmp_path / "made", KIND)
    assert b'<?mso-application progid="Excel.Sheet"?>' in made.read_bytes()
    (grid,) = read_grids(made, tmp_path, None).grids
    assert grid.header == ("流水号", "到账日", "金额", "扣率", "备注")
    assert grid.n_records == len(grid)
    assert grid.numbers.tolist() == [4, 5, 6]
    assert [list(cells) for cells in zip(*grid.columns, strict=True)] == [
        ["P1", dt.date(2024, 6, 7), 52.5, "92%", "A & B"],
        ["P1", dt.datetime(2024, 6, 8, 10, 30), 3.0, Fault("error_cell", "#DIV/0!"), ""],
        ["P2", "", "", 7.0, ""],
    ]
    assert ("hidden_rows", "5") in [(note.rule, note.value) for note in grid.notes]
