"""Kinds of damage worth a case of their own: what is read, or which rule says why not."""

import pytest

from salesreport.errors import SourceFileError
from salesreport.readers.grids import content_grids
from salesreport.sources import Source
from tests.fuzz.bases import BASES, QUOTED
from tests.fuzz.formats import page_file, text_file, xls_file, xlsx_file, zipped
from tests.fuzz.mutate import zip_parts

ROWS = [["rep_id", "period", "amount"], ["L1", "2024-06", 5], ["L2", "2024-06", 7]]
LINES = text_file(ROWS)
PASSWORD = "EncryptedPackage".encode("utf-16-le")
SHEET = "xl/worksheets/sheet1.xml"


def rows_of(content, suffix, sheet=None):
    """Cells of the one grid of a file, whose two counts of rows agree."""
    (grid,) = content_grids(content, f"a{suffix}", suffix, Source(sheet=sheet)).grids
    assert grid.n_records == len(grid)
    return [list(row) for row in zip(*grid.columns, strict=True)]


def rule_of(content, suffix):
    with pytest.raises(SourceFileError) as caught:
        content_grids(content, f"a{suffix}", suffix, Source())
    (problem,) = caught.value.problems
    assert problem.file == f"a{suffix}"
    return problem.rule


def edited(old, new, part=SHEET):
    """The workbook with some bytes of a part changed, which then is packed as it should be."""
    parts = dict(zip_parts(xlsx_file(ROWS)))
    assert old in parts[part]
    return zipped([(name, h.replace(old, new) if name == part else h) for name, h in parts.items()])


@pytest.mark.parametrize(
    ("content", "suffix", "rule"),
    [
        (LINES.replace(b"L2", "张敏".encode())[:-13], ".csv", "unreadable_text"),
        (LINES + "L3,2024-06,9\n".encode("utf-16"), ".csv", "wrong_file_kind"),
        (LINES + LINES.decode().encode("utf-16-le"), ".csv", "wrong_file_kind"),
        (LINES.replace(b"L2", b"L\x002"), ".csv", "wrong_file_kind"),
        (LINES + bytes(512), ".csv", "wrong_file_kind"),
        (xls_file(ROWS), ".csv", "wrong_file_kind"),
        (b"\xd0\xcf\x11\xe0" + bytes(508) + PASSWORD, ".xlsx", "protected_file"),
        (zipped([("Index/Document.iwa", b"x")]), ".xlsx", "numbers_document"),
        (zipped([("Index.zip", b"x")]), ".xlsx", "numbers_document"),
        (zipped([("word/document.xml", b"<x/>")]), ".xlsx", "wrong_file_kind"),
        (xlsx_file(ROWS)[:-40], ".xlsx", "damaged_file"),
        (edited(b'<c r="A2"', b'<,c r="A2"'), ".xlsx", "damaged_file"),
        (edited(b"</sheetData>", b""), ".xlsx", "damaged_file"),
        (edited(b"</sst>", b"</sst>\0", "xl/sharedStrings.xml"), ".xlsx", "damaged_file"),
        (edited(b"</worksheet>", b"</worksheet>" + b" " * 70_000_000), ".xlsx", "damaged_file"),
    ],
    ids=(
        "ends inside a character", "UTF-16 behind UTF-8", "UTF-16 without a mark behind it",
        "zero byte", "zeros at the end",
        "workbook named csv", "password", "Numbers", "Numbers of 2013", "Word",
        "cut zip", "broken tag", "element not closed", "zero behind XML", "zip bomb",
    ),
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_name(content, suffix, rule):
    assert rule_of(content, suffix) == rule


TEXT = [["L1", "2024-06", "5"], ["L2", "2024-06", "7"]]


@pytest.mark.parametrize(
    ("content", "suffix", "rows"),
    [
        (b"rep_id,period,amount\rL1,2024-06,5\r\nL2,2024-06,7\n", ".csv", TEXT),
        (LINES + b"\x1a", ".csv", TEXT),
        (LINES.replace(b"L2", "L2\ufeff".encode()), ".csv", [TEXT[0], ["L2\ufeff", *TEXT[1][1:]]]),
        (LINES, ".xlsx", TEXT),
        (page_file(ROWS), ".xls", TEXT),
        (page_file(ROWS), ".xlsx", TEXT),
        (LINES[:22], ".csv", []),
        (xlsx_file(ROWS[:1]), ".xlsx", []),
        (xls_file(ROWS[:1], biff5=True), ".xls", []),
        (edited(b'<dimension ref="A1:C3"', b'<dimension ref="A1:A1"'), ".xlsx", None),
        (edited(b'<dimension ref="A1:C3"', b'<dimension ref="A1:XFD1048576"'), ".xlsx", None),
        (edited(b'<dimension ref="A1:C3"/>', b""), ".xlsx", None),
        (xls_file(ROWS, biff5=True), ".xls", None),
    ],
    ids=(
        "mixed line ends", "end of file of DOS", "mark inside", "csv named xlsx", "page named xls",
        "page named xlsx", "header only", "header only, xlsx", "header only, Excel 95",
        "area too small", "area too large", "no area", "Excel 95",
    ),
)  # fmt: skip
def test_what_can_be_read_is_read_whole(content, suffix, rows):
    typed = [[rep, period, float(amount)] for rep, period, amount in TEXT]
    assert rows_of(content, suffix) == (typed if rows is None else rows)


def test_a_sheets_name_may_hold_quotes_and_signs():
    assert len(rows_of(BASES["xlsx, quoted"].content, ".xlsx", QUOTED)) == 8


def test_an_old_workbooks_chinese_is_read_as_it_was_typed():
    rows = rows_of(xls_file([["负责人", "客户"], ["张敏", "四川火锅"]], biff5=True), ".xls")
    assert rows == [["张敏", "四川火锅"]]


@pytest.mark.parametrize("cell", ["9" * 10_000_000, '"' + "张,\n" * 2_000_000 + '"'])
def test_a_cell_of_ten_megabytes_is_one_cell(cell):
    rows = rows_of(LINES.replace(b"L2", cell.encode()), ".csv")
    assert rows == [TEXT[0], [cell.strip('"'), *TEXT[1][1:]]]


@pytest.mark.proof
def test_a_hundred_thousand_columns_keep_their_rows():
    wide = b"".join(line + b"," * 100_000 + b"x\n" for line in LINES.splitlines())
    rows = rows_of(wide, ".csv")
    assert [row[:3] for row in rows] == TEXT
    assert [(len(row), row[-2], row[-1]) for row in rows] == [(100_003, "", "x")] * 2
