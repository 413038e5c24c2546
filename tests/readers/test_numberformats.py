"""Numbers of workbooks count as what their format shows, and formats that scale change nothing."""

import io
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter
import xlwt

from salesreport.cells.amounts import money
from salesreport.cells.plain import Amount
from salesreport.readers.grids import content_grids
from salesreport.readers.numberformats import text_shown
from salesreport.sources import Source

COLUMNS = ["商机编号", "负责人", "客户", "创建日期", "阶段", "签约日"]
ROW = ["1", "LI", "A", "2024-06-01", "成交", "2024-06-03"]
RATES = "currency,period,rate\nUSD,2024-06,7\nEUR,2024-06,8\nJPY,2024-06,0.05\nHKD,2024-06,0.9\n"


@pytest.fixture
def amount(load, tmp_path):
    """Amount in 分 of one deal whose cell has a value and a format."""

    def loaded(value, code, header="金额"):
        content = io.BytesIO()
        with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
            sheet = book.add_worksheet("s")
            sheet.write_row(0, 0, [*COLUMNS, header])
            sheet.write_row(1, 0, ROW)
            sheet.write_number(1, 6, value, book.add_format({"num_format": code}))
        files = {"d.xlsx": content.getvalue(), "r.csv": RATES}
        data = {"opportunities": {"path": "d.xlsx"}, "rates": {"path": "r.csv"}}
        found = load(files, data).tables["opportunities"].amount.tolist()
        return found[0] if found else None

    return loaded


@pytest.mark.parametrize(
    ("value", "code", "cents"),
    [
        (52, '0"万元"', 520_000_00), (52, '0.00"万"', 520_000_00),
        (-52, '0"万";-0"万"', -520_000_00), (5.2, 'General"万"', 52_000_00),
        (52, '0"百万"', 52_000_000_00),
        (52, '#,##0.00"元"', 52_00),
        (52, "[$$-409]#,##0.00", 364_00), (52, '"USD" 0.00', 364_00), (52, '0.00" USD"', 364_00),
        (52, "[$€-2] #,##0.00", 416_00), (100, "[$¥-411]#,##0", 5_00), (100, "[$HK$-C04]0", 90_00),
        (52, "¥#,##0.00", 52_00), (52, '"RMB "#,##0.00', 52_00),
        (-52, "0.00_);[Red](0.00)", -52_00), (52, "[DBNum1]0", 52_00), (52, "000000", 52_00),
    ],
)  # fmt: skip
def test_a_unit_or_currency_that_the_format_shows_counts(amount, value, code, cents):
    assert amount(value, code) == cents


@pytest.mark.parametrize(
    "code",
    [
        '0!.0,"万"',
        '[>=10000]0!.0,"万";0',
        '0.0,,"百万"',
        '#,##0,"K"',
        '0.0,"千元"',
        "0!.0000",
        "0,",
    ],
)
def test_a_format_that_scales_what_it_shows_leaves_the_stored_value(amount, code):
    assert amount(520_000, code) == 520_000_00


@pytest.mark.parametrize(
    ("code", "header"),
    [("0!.0,", "金额（万元）"), ('0!.0,"万"', "金额（万元）"), ("#,##0,", "金额（千元）"),
     ("0.0,,", "金额（百万元）"), ('0.0,"K"', "Amount (K)")],
)  # fmt: skip
def test_a_header_that_says_what_the_format_shows_does_not_multiply_again(amount, code, header):
    assert amount(520_000, code, header=header) == 520_000_00


@pytest.mark.parametrize("code", ["0%", "0.00%", '"约"0"万"'])
def test_what_the_format_makes_no_amount_is_refused(amount, code):
    assert amount(0.52, code) is None


def test_the_format_of_yuan_under_a_header_in_ten_thousands_counts_once(amount):
    assert amount(520_000, '0"元"', header="金额（万元）") == 520_000_00
    assert amount(52, '0"万"', header="金额（万元）") == 520_000_00


@pytest.mark.parametrize(("code", "number"), [("0%", 9), ("0.00%", 10), ("0.0%", None)])
def test_a_percentage_is_what_it_shows_also_under_a_header_in_percent(load, code, number):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("s")
        sheet.write_row(0, 0, ["周期", "销售人员", "销售目标", "实际完成", "完成率(%)"])
        sheet.write_row(1, 0, ["2024-06", "A", 100, 92])
        form = book.add_format({"num_format": number if number else code})
        sheet.write_number(1, 4, 0.92, form)
    loaded = load({"e.xlsx": content.getvalue()}, {"evaluations": {"path": "e.xlsx"}})
    assert [str(rate) for rate in loaded.tables["evaluations"].completion] == ["0.92"]


@pytest.mark.parametrize(
    ("value", "code", "read"),
    [
        (52, '0.00"万元"', "52万元"),
        (52, '"USD" 0.00', "USD52"),
        (0.92, "0%", "92%"),
        (0.92, "0.0%", "92%"),
        (520_000, '0!.0,"万"', "52万"),
        (-520_000, "0!.0,", "-52万"),
        (1234.5, "#,##0.00", 1234.5),
        (7, "0000", "0007"),
    ],
)
def test_an_old_workbook_counts_as_shown(value, code, read):
    book = xlwt.Workbook()
    sheet = book.add_sheet("s")
    for place, word in enumerate(("编号", "金额")):
        sheet.write(0, place, word)
    sheet.write(1, 0, "K")
    sheet.write(1, 1, value, xlwt.easyxf(num_format_str=code))
    content = io.BytesIO()
    book.save(content)
    (grid,) = content_grids(content.getvalue(), "d.xls", ".xls", Source()).grids
    assert grid.columns[1].tolist() == [read]


def test_a_stored_number_keeps_all_its_digits():
    assert text_shown("1234.5678", '0"元"') == "1234.5678元"
    assert text_shown("1.234", '0"元"') == "1.2340元"


_SHEET = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="s">{}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)


_TEXT = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def open_document(*cells):
    """An .ods of the columns 编号 and 金额."""
    rows = [_TEXT.format("编号") + _TEXT.format("金额")]
    rows += [_TEXT.format("K") + cell for cell in cells]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", _SHEET.format(body))
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("kind", "shown", "read"),
    [
        ('float" office:value="52', "52万元", "52万元"),
        ('float" office:value="520000', "52.0万", "52万"),
        ('float" office:value="520000', "520", "520千"),
        ('float" office:value="0.4', "0", 0.4),
        ('float" office:value="-52', "(52)万元", "-52万元"),
        ('float" office:value="52', "52.00 USD", "52USD"),
        ('currency" office:currency="USD" office:value="52', "$52.00", "us$52"),
        ('currency" office:currency="CNY" office:value="-52', "-¥52.00", "cn¥-52"),
        ('percentage" office:value="0.92', "92%", "92%"),
        ('float" office:value="1234.5', "1,234.50", 1234.5),
        ('boolean" office:boolean-value="true', "TRUE", True),
    ],
)
def test_cells_of_an_open_document_count_as_shown(kind, shown, read):
    cell = _TEXT.replace("string", kind).format(shown)
    (grid,) = content_grids(open_document(cell), "d.ods", ".ods", Source()).grids
    assert grid.columns[1].tolist() == [read]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('#,##0.00" Mio. €"', "€1234550万"),
        ('0" TEUR"', "€1234.55万"),
        ('0.0,," M€"', "0.0123455M€"),
        ('0"仟元"', "12345.5仟元"),
        ('0.00"万美金"', "us$12345.5万"),
        ('0" CHF m"', "12345.5CHF m"),
        ('0" lakhs"', "123455万"),
        ('0.00" mil. EUR"', "12345.5mil. EUR"),
        ('0" cents"', "12345.5cents"),
        ('0" units"', None),
        ('0!.0,"万"', "1.23455万"),
        ("0\\!.0,\\万", "1.23455万"),
    ],
)
def test_any_unit_of_money_in_a_format_is_read_or_refused(code, text):
    assert text_shown("12345.5", code) == text
    read = text is not None and text.endswith(("万", "仟元", "M€", "CHF m"))
    assert text is None or isinstance(money(text), Amount) == read


def test_a_format_in_millions_gives_what_the_sheet_shows():
    shown = [text_shown("12345.5", code) for code in ('0.0,," M€"', '0" CHF m"')]
    assert [money(text).value for text in shown] == [Decimal("12345.5"), Decimal("12345500000")]
