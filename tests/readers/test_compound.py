import struct

import pytest

from salesreport.errors import SourceFileError
from salesreport.readers.compound import check_compound
from salesreport.readers.grids import content_grids
from salesreport.readers.sheetfacts import DamagedPartError
from salesreport.sources import Source
from tests.fuzz.formats import xls_file, xlsx_file, zipped
from tests.fuzz.mutate import zip_parts

ROWS = [["rep_id", "amount"], *([f"L{i}", i] for i in range(400))]
NUMBER, DIMENSIONS = b"\x03\x02\x0e\x00", b"\x00\x02\x0e\x00"


def damaged(at, form, *values):
    """Content of an old workbook with some numbers written over its own."""
    content = bytearray(xls_file(ROWS))
    struct.pack_into(form, content, at, *values)
    return bytes(content)


def after(mark, n_bytes):
    return xls_file(ROWS).index(mark) + len(mark) + n_bytes


def test_a_sound_file_passes_and_is_read():
    check_compound(xls_file(ROWS))
    (grid,) = content_grids(xls_file(ROWS), "a.xls", ".xls", Source()).grids
    assert (len(grid), grid.n_records) == (400, 400)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (damaged(after(DIMENSIONS, 0), "<II", 7, 2**31), "area that cannot be"),
        (damaged(after(DIMENSIONS, 8), "<HH", 9, 2), "area that cannot be"),
        (damaged(after(NUMBER, 2), "<H", 0x8001), "beyond the last column"),
        (damaged(64, "<I", 2**31), "more sectors than it has"),
        (damaged(512 + 4 * 5, "<I", 5), "has no end"),
        (damaged(512 + 4 * 5, "<I", 10**6), "has no end"),
        (damaged(512 * 2 + 128 + 120, "<I", 2**31), "longer than the file"),
        (damaged(48, "<I", 999), "has no end"),
        (xls_file(ROWS)[:-600], "beyond its end"),
        (xls_file(ROWS)[:70], "ends too early"),
    ],
)
def test_lengths_that_cannot_be_are_refused_before_memory_is_asked_for(content, what):
    with pytest.raises(DamagedPartError, match=what):
        check_compound(content)
    with pytest.raises(SourceFileError, match=r"a\.xls: the workbook cannot be opened") as caught:
        content_grids(content, "a.xls", ".xls", Source())
    assert caught.value.problems[0].rule == "damaged_file"


@pytest.mark.parametrize("change", [str.upper, lambda name: name.replace("/", "\\")])
def test_a_far_cell_is_seen_whatever_the_case_of_a_parts_name(change):
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts = [
        (change(name) if "sheet1" in name else name, held.replace(b"</sheetData>", far))
        for name, held in zip_parts(xlsx_file(ROWS))
    ]
    with pytest.raises(SourceFileError) as caught:
        content_grids(zipped(parts), "a.xlsx", ".xlsx", Source())
    assert caught.value.problems[0].rule == "sheet_too_large"
