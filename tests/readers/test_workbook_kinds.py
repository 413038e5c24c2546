"""What programs write under a workbook's name: odd XML, pages, text, damaged files."""

import io
import zipfile

import pytest
import xlsxwriter

from salesreport.cells.plain import Fault
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


# the XML as other programs write it


def test_prefixes_single_quotes_and_rows_without_numbers_are_read_and_counted():
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<x:sheetData>{}</x:sheetData></x:worksheet>"
    )
    row = "<x:row>{}</x:row>"
    text = '<x:c t="inlineStr"><x:is><x:t>{}</x:t></x:is></x:c>'
    number = "<x:c><x:v>{}</x:v></x:c>"
    error = '<x:c t="e"><x:v>#N/A</x:v></x:c>'
    body = "".join(
        row.format("".join(cells))
        for cells in (
            [text.format("rep_id"), text.format("amount")],
            [text.format("LI"), number.format(5)],
            [text.format("&#160; "), text.format("")],
            [text.format("WU"), error],
        )
    )
    content = made(written_rows(COSTS))
    for quoted in (sheet.format(body), sheet.format(body).replace('"', "'")):
        grid = grid_of(edited(content, "sheet1.xml", lambda _, new=quoted: new.encode()))
        assert rows_of(grid) == [["LI", 5.0], ["WU", Fault("error_cell", "#N/A")]]
        assert grid.numbers.tolist() == [2, 4]
        assert noted(grid) == {"error_cell": "B4 #N/A"}


def test_blank_shared_texts_make_no_row():
    rows = [["rep_id", "note"], [" ", "\u00a0"], ["LI", " "], ["\u3000", ""], ["WU", "x"]]
    grid = grid_of(made(written_rows(rows)))
    assert grid.numbers.tolist() == [3, 5]


def test_ids_shown_with_zeros_in_front_keep_them():
    def fill(book, sheet):
        sheet.write_row(0, 0, ["工号", "合同号", "金额"])
        sheet.write_number(1, 0, 12, book.add_format({"num_format": "0000"}))
        sheet.write_number(1, 1, 7, book.add_format({"num_format": '"HT-"000'}))
        sheet.write_number(1, 2, 12, book.add_format({"num_format": "0.00"}))

    assert rows_of(grid_of(made(fill))) == [["0012", "HT-007", 12.0]]


# kinds of file


def test_a_workbook_with_a_password_says_so():
    content = b"\xd0\xcf\x11\xe0" + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(SourceFileError, match="protected by a password") as caught:
        grid_of(content)
    assert caught.value.problems[0].rule == "protected_file"


def test_a_zip_bomb_is_refused_unopened():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        package.writestr("xl/worksheets/sheet1.xml", b" " * (80 * 1024**2))
    with pytest.raises(SourceFileError, match="unpacks to 80 MiB of nothing"):
        grid_of(bomb.getvalue())


def test_declared_entities_are_refused():
    declared = b'<!DOCTYPE w [<!ENTITY a "b">]><workbook/>'
    content = edited(made(written_rows(COSTS)), "workbook.xml", lambda _: declared)
    with pytest.raises(SourceFileError, match="declares XML entities"):
        grid_of(content)


@pytest.mark.parametrize("cut", [30, 200, 2000, -400, -30])
def test_a_truncated_workbook_is_one_clear_error(cut):
    with pytest.raises(SourceFileError) as caught:
        grid_of(made(written_rows(COSTS))[:cut])
    assert caught.value.problems[0].rule == "damaged_file"


def test_a_web_page_named_xls_is_read_as_sales_systems_export_it():
    page = (
        "<html><head><meta charset=gb2312></head><body><table><tr><td colspan=3>六月</td></tr>"
        "<tr><th>负责人</th><th>客户</th><th>金额</th></tr>"
        "<tr><td rowspan=2>张敏</td><td>甲&amp;乙</td><td>1,000.00</td></tr>"
        "<tr><td>丙</td><td>5</td></tr><tr><td></td><td></td><td>&nbsp;</td></tr>"
        "<tr><td>合计</td><td></td><td>1,005.00</td></tr></table></body></html>"
    )
    grid = grid_of(page.encode("gb18030"), "导出.xls")
    assert rows_of(grid)[:2] == [["张敏", "甲&乙", "1,000.00"], ["张敏", "丙", "5"]]
    assert grid.listed == {2: "total_row"}
    assert grid.numbers.tolist() == [3, 4, 6]


@pytest.mark.parametrize("suffix", [".xls", ".xlsx"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_tab_separated_text_named_like_a_workbook_is_read(encoding, suffix):
    text = "负责人\t客户\t金额\n张敏\t甲科技有限公司\t5\n李强\t乙贸易有限公司\t6\n"
    grid = grid_of(text.encode(encoding), f"导出{suffix}")
    assert rows_of(grid) == [["张敏", "甲科技有限公司", "5"], ["李强", "乙贸易有限公司", "6"]]


@pytest.mark.parametrize(
    ("content", "name", "what"),
    [
        (b"", "b.xls", "it is empty"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
         b'xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "b.xls", "cannot be opened"),
        (b"<?xml version='1.0'?><book/>", "b.xlsx", "it is no workbook"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "b.xls", "cannot be opened"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_it_is(content, name, what):
    with pytest.raises(SourceFileError, match=what):
        grid_of(content, name)
