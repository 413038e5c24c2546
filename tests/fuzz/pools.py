"""What files are damaged with: odd cells, bytes, encodings, words of a workbook's XML."""

import datetime as dt

ODD = (
    "", " ", "\u3000", "\u200b", "\ufeff", "-", "—", "NA", "NULL", "nan", "inf", "-inf", "0012",
    "1E5", "1e999", "1e-400", "9" * 400, "-0", "1,234.56", "1.234,56", "１２３４", "１万",
    "3亿元", "（5）", "(1,000)", "￥5", "$5", "50%", "５０％", "104", "=1/0", "#REF!", "#N/A",
    "TRUE", "是",
    "2024-13-45", "31/12/2024", "12/31/2024", "05/06/2024", "2024年6月7日", "6月10日", "0000-00-00",
    "10000-01-01", "1899-12-31", "45000", "-1", "60", "2958466",
    "2024-06-03T23:59:59.999999999+08:00", "24:00", "合计", "小计", "总计", "Total",
    "备注：以下无正文", '"', '""', "'", 'a"b', "a\nb", "a\r\nb", "\r", "\n", "\t", ",", ";", "|",
    "a;b,c|d\te", "\\",
    "x\x07y", "\x1f", "\x85", "\u2028", "😀", "龑䶮", "עברית", "é", "\ufffd", "{{x}}",
    "<b>&amp;</b>",
    "../../etc", "a" * 300, "赢单", "won", "lost",
)  # fmt: skip
NUMBERS = (
    0, -1, 1.5, 1e+308, -1e-300, 2**63, 60, 0.1 + 0.2, 45000, 2958466,
    10**15,
)  # fmt: skip
DAYS = (
    dt.date(1900, 3, 1), dt.date(9999, 12, 31), dt.date(1970, 1, 1), dt.date(2024, 2, 29),
)  # fmt: skip
ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "big5",
    "big5hkscs", "shift_jis", "euc_kr", "cp1252", "latin-1", "koi8-r", "utf-7",
)  # fmt: skip
READABLE = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5",
)  # fmt: skip
BYTES = (
    b"\x00", b"\xff", b"\xfe", b"\x80", b"\r", b"\n", b"\r\n", b"\n\r", b'"', b'""', b",", b";",
    b"\t", b"|", b"\xef\xbb\xbf", b"\xff\xfe", b"\xe5\xbc", b"\xc3\x28", b"\xed\xa0\x80", b"\x1a",
    b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"sep=;\n", b"\n\n\n", b"\x0c", b" ",
)  # fmt: skip
SUFFIXES = (
    ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".xml", ".pdf", "", ".CSV",
    ".parquet",
)  # fmt: skip
WORDS = (
    (b' t="s"', b""), (b' t="s"', b' t="e"'), (b' t="s"', b' t="inlineStr"'),
    (b' t="s"', b' t="b"'), (b"<v>", b"<v> "), (b"<v>1", b"<v>9999"),
    (b"<v>", b"<f>SUM(A1)</f><v>"), (b"<v>1</v>", b""), (b"<v>1</v>", b"<f>A1</f>"),
    (b"<v>2</v>", b"<v>-2</v>"), (b"<v>3</v>", b"<v>abc</v>"), (b'r="A', b'r="B'),
    (b'r="A2"', b'r="A3"'), (b' r="A2"', b""), (b'<row r="3"', b'<row r="2"'),
    (b'<row r="3"', b'<row r="300"'), (b'<row r="4"', b'<row hidden="1" r="4"'),
    (b'r="C', b'r="ZZZ'), (b'<row r="5"', b"<row"), (b"<si><t>", b"<si><t> "),
    (b"<si>", b"<si/><si>"), (b"</si>", b"</si><si/>"), (b's="1"', b's="7"'), (b's="1"', b""),
    (b"UTF-8", b"UTF-16"), (b"sheet1", b"sheet9"), (b"rId1", b"rId7"),
    (b"mergeCell ref=", b"mergeCell r="), (b'ref="A4:A6"', b'ref="A4:D9"'),
    (b"visible", b"hidden"), (b"office:value=", b"office:valu="),
    (b'value-type="float"', b'value-type="string"'),
    (b'value-type="string"', b'value-type="date"'), (b"<text:p>", b"<text:p><text:s/>"),
    (b"<table:table-row>", b'<table:table-row table:number-rows-repeated="3">'),
    (b"<table:table-cell/>", b'<table:table-cell table:number-columns-repeated="3"/>'),
    (b"</table:table-row><table:table-row>", b""), (b"xmlns:table", b"xmlns:tabel"),
    (b"?>", b"?><!DOCTYPE x>"), (b"</row><row", b"</row><row/><row"), (b"&amp;", b"&bad;"),
    (b"<c ", b"<x:c "), (b'<dimension ref="A1:', b'<dimension ref="A1" was="'),
    (b'<dimension ref="A1', b'<dimension ref="C3'), (b"<dimension ", b"<dimensions "),
    (b"2024", b"\xe2\x82\xac"),
)  # fmt: skip
