"""Tables written as each kind of file, by as little code as the kind allows."""

import contextlib
import csv
import datetime as dt
import io
import sqlite3
import struct
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

XLS_TEXT = 200
XLSX_TEXT = 32_767


@dataclass(frozen=True)
class Formula:
    """A formula of an Excel 95 workbook whose result is a text."""

    text: str


def as_text(cell):
    """Cell as it stands in a text file."""
    return f"{cell:%Y-%m-%d}" if isinstance(cell, dt.date) else str(cell)


def plain(cell):
    """Text a zip's XML can hold."""
    return "".join(c for c in as_text(cell) if c in "\t\n\r" or c >= " ")


def text_file(rows, *, delimiter=",", encoding="utf-8", quoting=csv.QUOTE_MINIMAL, end="\r\n"):
    """A delimited text."""
    content = io.StringIO()
    writer = csv.writer(content, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerows([as_text(cell) for cell in row] for row in rows)
    return content.getvalue().encode(encoding)


def xlsx_file(rows, *, merged=(), hidden=(), other=(), title="数据"):
    """A workbook of one sheet, and one more with `other` rows; `merged`: (first, last, place)."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": dt.datetime(2024, 6, 3)})
        sheet, day = book.add_worksheet(title), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(number, place, dt.datetime.combine(cell, dt.time()), day)
                elif isinstance(cell, str):
                    sheet.write_string(number, place, cell[:XLSX_TEXT])
                else:
                    sheet.write(number, place, cell)
        for first, last, place in merged:
            if last < len(rows) and place < len(rows[first]):
                sheet.merge_range(first, place, last, place, plain(rows[first][place])[:99])
        for number in hidden:
            sheet.set_row(number, None, None, {"hidden": True})
        if other:
            second = book.add_worksheet("说明")
            for number, row in enumerate(other):
                second.write_row(number, 0, row)
    return content.getvalue()


def zipped(parts, *, stored=("mimetype",)):
    """A zip of parts by name, in order."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, held in parts:
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name), held, kind)
    return content.getvalue()


def ods_file(rows, *, title="数据"):
    """An OpenDocument spreadsheet of one sheet."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    body = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} '
        'office:version="1.2"><office:body><office:spreadsheet>'
        f"<table:table table:name={quoteattr(title)}>{body}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.2">{entry.format("/", kind)}{entry.format("content.xml", "text/xml")}'
        "</manifest:manifest>"
    )
    return zipped(
        [("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", content)]
    )


def _ods_cell(cell):
    if isinstance(cell, dt.date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    if isinstance(cell, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    text = escape(plain(cell))
    if not text:
        return "<table:table-cell/>"
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def xls_file(rows, *, title="数据", biff5=False):
    """A workbook of Excel 97 (BIFF8), or of Excel 95 in GBK, of one sheet."""
    start = _beginning(0x0005, biff5)
    start += _record(0x0042, struct.pack("<H", 936 if biff5 else 1200))
    font = struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + _short("Arial", biff5)
    start += _record(0x0031, font) * 4
    for number_format in (0, 14):
        start += _record(0x00E0, struct.pack("<HH", 0, number_format) + bytes(12 if biff5 else 16))
    name = _short(title, biff5)
    sheet = _beginning(0x0010, biff5)
    width = max(map(len, rows), default=0)
    form = "<HHHHH" if biff5 else "<IIHHH"
    sheet += _record(0x0200, struct.pack(form, 0, len(rows), 0, width, 0))
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet += _xls_cell(number, place, cell, biff5)
    end = _record(0x000A, b"")
    length = len(start) + 4 + 6 + len(name) + len(end)
    bound = _record(0x0085, struct.pack("<IBB", length, 0, 0) + name)
    return _compound(start + bound + end + sheet + end, "Book" if biff5 else "Workbook")


def _record(kind, held):
    return struct.pack("<HH", kind, len(held)) + held


def _beginning(part, biff5):
    if biff5:
        return _record(0x0809, struct.pack("<HHHH", 0x0500, part, 0, 0))
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, part, 0, 0, 0, 0))


def _short(text, biff5):
    if biff5:
        return struct.pack("<B", len(text.encode("gbk"))) + text.encode("gbk")
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _xls_cell(number, place, cell, biff5):
    at = struct.pack("<HHH", number, place, isinstance(cell, dt.date))
    if isinstance(cell, dt.date):
        cell = (cell - dt.date(1899, 12, 30)).days
    if isinstance(cell, bool):
        return _record(0x0205, at + struct.pack("<BB", cell, 0))
    if isinstance(cell, int | float):
        return _record(0x0203, at + struct.pack("<d", cell))
    if isinstance(cell, Formula):
        text = cell.text.encode("gbk")
        result = at + bytes(6) + b"\xff\xff" + bytes(8)
        return _record(0x0006, result) + _record(0x0207, struct.pack("<H", len(text)) + text)
    if not cell:
        return b""
    if biff5:
        text = cell[:XLS_TEXT].encode("gbk", "replace")
        return _record(0x0204, at + struct.pack("<H", len(text)) + text)
    text = cell[:XLS_TEXT].encode("utf-16-le")
    return _record(0x0204, at + struct.pack("<HB", len(text) // 2, 1) + text)


def _compound(stream, name):
    """A compound file with one stream of a name."""
    stream += bytes(max(0, 4096 - len(stream)))
    stream += bytes(-len(stream) % 512)
    n_sectors = len(stream) // 512
    n_tables = 1
    while n_tables * 128 < n_tables + 1 + n_sectors:
        n_tables += 1
    none, last, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    first = n_tables + 1
    chain = [table] * n_tables + [last]
    chain += [*range(first + 1, first + n_sectors), last]
    chain += [none] * (n_tables * 128 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, n_tables, n_tables, 0, 4096, last, 0, last, 0)
    header += struct.pack("<109I", *range(n_tables), *[none] * (109 - n_tables))
    folder = _entry("Root Entry", 5, 1, last, 0) + _entry(name, 2, none, first, len(stream))
    folder += bytes(256)
    return header + struct.pack(f"<{len(chain)}I", *chain) + folder + stream


def _entry(name, kind, child, start, size):
    held = name.encode("utf-16-le") + b"\0\0"
    none = 0xFFFFFFFF
    return (
        held.ljust(64, b"\0") + struct.pack("<HBBIII", len(held), kind, 1, none, none, child)
        + bytes(36) + struct.pack("<IQ", start, size)
    )  # fmt: skip


def page_file(rows, *, encoding="utf-8"):
    """A web page with a table, as sales systems name it .xls."""
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(plain(cell))}</td>' for cell in row)}</tr>\n" for row in rows
    )
    head = f'<html><head><meta charset="{encoding}"></head><body>'
    return f'{head}<table border="1">\n{body}</table></body></html>'.encode(encoding, "replace")


def xml_file(rows, *, title="数据", encoding="utf-8"):
    """An XML table of Excel 2003, as old programs name it .xls; blank cells are left out."""
    body = "".join(
        f"<Row>{''.join(_xml_cell(place, cell) for place, cell in enumerate(row, start=1))}</Row>\n"
        for row in rows
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Styles><Style ss:ID="d"><NumberFormat '
        f'ss:Format="yyyy-mm-dd"/></Style></Styles><Worksheet ss:Name={quoteattr(title)}>'
        f"<Table>{body}</Table></Worksheet></Workbook>"
    ).encode(encoding, "xmlcharrefreplace")


def _xml_cell(place, cell):
    if isinstance(cell, dt.date):
        kind, held = "DateTime", f"{cell:%Y-%m-%d}T00:00:00.000"
    else:
        kind = "Number" if isinstance(cell, int | float) else "String"
        held = escape(plain(cell)).replace("\n", "&#10;")
    style = ' ss:StyleID="d"' if kind == "DateTime" else ""
    data = f'<Data ss:Type="{kind}">{held}</Data>'
    return f'<Cell ss:Index="{place}"{style}>{data}</Cell>' if held else ""


def parquet_file(rows):
    """A Parquet file whose columns are text, or of one type where all cells are."""
    content = io.BytesIO()
    header, *below = _even(rows)
    columns = [_typed(cells) for cells in zip(*below, strict=True)] or [pa.array([], pa.string())]
    names = [as_text(name) for name in header] or [""]
    pq.write_table(pa.table(columns[: len(names)], names[: len(columns)]), content)
    return content.getvalue()


def _even(rows):
    width = max(map(len, rows))
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _typed(cells):
    if len({type(cell) for cell in cells}) == 1 and not isinstance(cells[0], str | int):
        return pa.array(cells)
    return pa.array([as_text(cell) for cell in cells], pa.string())


def sqlite_file(rows):
    """An SQLite database whose table `sheet` has the rows."""
    header, *below = _even(rows)
    names, taken = [], set()
    for cell in header:
        name = as_text(cell).replace("\0", "")
        while name.lower() in taken:
            name += "2"
        taken.add(name.lower())
        names.append('"' + name.replace('"', '""') + '"')
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE TABLE sheet ({', '.join(names) or 'a'})")
        marks = ", ".join("?" * len(names)) or "NULL"
        cells = ([_stored(cell) for cell in row] for row in below)
        database.executemany(f"INSERT INTO sheet VALUES ({marks})", cells)
        database.commit()
        return database.serialize()


def _stored(cell):
    """Cell as SQLite holds it: days are text, and no whole number is longer than 8 bytes."""
    long = isinstance(cell, int) and abs(cell) >= 2**63
    return as_text(cell) if isinstance(cell, dt.date) or long else cell
