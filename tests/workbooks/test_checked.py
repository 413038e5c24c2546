"""Inputs given back with their bad cells marked: exactly those, and nothing else changed."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from salesreport.display.causes import causes
from salesreport.intake import load_tables
from salesreport.language import Words
from salesreport.workbooks import checked_copies, copy_lines
from salesreport.workbooks.marking import COLOURS
from salesreport.workbooks.sheets import FIRST_ROW
from tests.workbooks.filled import TYPED, filled_workbook

HEADER = ("商机编号", "负责人", "客户", "创建日期", "阶段", "签约日期", "金额")
GOOD = ("D1", "A", "甲", "2024-06-01", "成交", "2024-06-20", "1200")


@pytest.fixture
def checked(make_run, tmp_path):
    """Write files, load them, and give the copies by name and the run's problems."""

    def made(files, data, language="zh_CN", **settings):
        run = make_run(files, data, **settings)
        before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
        problems = load_tables(run).problems
        copies = checked_copies(run, problems, tmp_path / "out", language)
        assert {path: path.read_bytes() for path in before} == before
        return {copy.path.name: copy for copy in copies}, problems

    return made


def marked_cells(copy):
    """Severity by (sheet, cell) of all cells in one of the mark's colours."""
    names = {colour: severity for severity, colour in COLOURS.items()}
    book = openpyxl.load_workbook(copy.path)
    return {
        (page.title, cell.coordinate): names[cell.fill.fgColor.rgb]
        for page in book.worksheets[1:]
        for row in page.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in names
    }


def note_of(copy, sheet, cell):
    return openpyxl.load_workbook(copy.path)[sheet][cell].comment.text


def deals_book(*rows, title="商机", change=None):
    """Workbook with one sheet of deals; `change(book, sheet)` adds to it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet(title)
        for number, row in enumerate((HEADER, *rows)):
            for place, value in enumerate(row):
                if value is not None:
                    sheet.write(number, place, value)
        if change is not None:
            change(book, sheet)
    return stream.getvalue()


DEALS = {"opportunities": {"path": "商机表.xlsx", "sheet": "商机"}}


def test_exactly_the_bad_cells_are_marked_and_say_what_to_do(checked):
    rows = [
        GOOD,
        ("D2", "A", "乙", "2024-06-02", "成交", "6月里", "12O0"),
        ("D3", "A", "丙", "2024-06-03", "谈妥了", None, "5"),
        ("D1", "A", "丁", "2024-06-03", "意向", None, "5"),
        ("D5", None, "戊", "2024-06-03", "意向", None, None),
    ]
    copies, _ = checked({"商机表.xlsx": deals_book(*rows)}, DEALS)
    copy = copies["商机表-checked.xlsx"]
    assert marked_cells(copy) == {
        ("商机", "F3"): "error",
        ("商机", "G3"): "error",
        ("商机", "E4"): "error",
        ("商机", "A5"): "error",
        ("商机", "B6"): "warning",
    }
    assert copy.n_marked == 5
    text = note_of(copy, "商机", "E4")
    assert "“谈妥了”不在" in text
    assert "\n→ " in text


def test_the_first_sheet_lists_the_problems_by_cause_with_a_link_to_each_cell(checked):
    rows = [(f"D{i}", "A", "甲", "2024-06-01", "谈妥了", None, "5") for i in range(3)]
    rows.append(("D9", "A", "甲", "2024-06-01", "意向", None, "=1+1"))
    copies, _ = checked({"商机表.xlsx": deals_book(*rows)}, DEALS)
    book = openpyxl.load_workbook(copies["商机表-checked.xlsx"].path)
    assert book.sheetnames == ["问题清单", "商机"]
    page = book["问题清单"]
    links = {cell.value: cell.hyperlink.location for (cell,) in page["A5:A30"] if cell.hyperlink}
    assert links == {f"商机 E{i}": f"'商机'!E{i}" for i in (2, 3, 4)} | {"商机 G5": "'商机'!G5"}
    values = [cell.value for row in page.iter_rows() for cell in row if cell.value]
    assert "[错误] × 3" in " ".join(map(str, values))
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


@pytest.mark.parametrize(("language", "title", "word"), [
    ("en", "Problems", "is none of the choices"),
    ("zh_TW", "問題清單", "選項"),
])  # fmt: skip
def test_the_copy_speaks_the_language_of_the_run(checked, language, title, word):
    rows = [("D3", "A", "丙", "2024-06-03", "谈妥了", None, "5")]
    copies, _ = checked({"商机表.xlsx": deals_book(*rows)}, DEALS, language)
    copy = copies["商机表-checked.xlsx"]
    assert openpyxl.load_workbook(copy.path).sheetnames[0] == title
    assert word in note_of(copy, "商机", "E2")


def test_everything_else_of_the_workbook_is_as_it_was(checked):
    def change(book, sheet):
        bold = book.add_format({"bold": True, "num_format": "0.00", "bg_color": "#00FF00"})
        sheet.write_number(1, 8, 2.5, bold)
        sheet.write_formula(1, 9, "=I2*2", None, 5)
        sheet.data_validation("E2:E9", {"validate": "list", "source": ["意向", "成交"]})
        sheet.conditional_format("G2:G9", {"type": "data_bar"})
        sheet.write_comment("A1", "my own note")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=商机!$I$2:$I$3"})
        sheet.insert_chart("L2", chart)
        other = book.add_worksheet("隐藏")
        other.hide()
        other.write(0, 0, "kept")
        book.define_name("商机!本表", "=商机!$A$1:$A$9")
        sheet.autofilter("A1:G5")
        sheet.activate()

    bad = ("D3", "A", "丙", "2024-06-03", "谈妥了", None, "5")
    content = deals_book(GOOD, bad, change=change)
    copies, _ = checked({"商机表.xlsx": content}, DEALS)
    copy = copies["商机表-checked.xlsx"]
    assert [cell for cell, _ in marked_cells(copy).items()] == [("商机", "E3")]
    book = openpyxl.load_workbook(copy.path)
    page = book["商机"]
    assert page["J2"].value == "=I2*2"
    assert openpyxl.load_workbook(copy.path, data_only=True)["商机"]["J2"].value == 5
    assert (page["I2"].font.b, page["I2"].number_format) == (True, "0.00")
    assert len(page.data_validations.dataValidation) == 1
    assert page["A1"].comment.text == "my own note"
    assert book["隐藏"].sheet_state == "hidden"
    assert page.defined_names["本表"].value.endswith("$A$1:$A$9")
    assert page.auto_filter.ref == "A1:G5"
    old, new = (zipfile.ZipFile(io.BytesIO(c)) for c in (content, copy.path.read_bytes()))
    touched = {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip
    assert {n for n in old.namelist() if new.read(n) != old.read(n)} <= touched
    assert new.testzip() is None


def test_a_note_that_stands_there_keeps_its_text(checked):
    bad = ("D3", "A", "丙", "2024-06-03", "谈妥了", None, "5")
    content = deals_book(bad, change=lambda _, sheet: sheet.write_comment("E2", "ask Li"))
    copies, _ = checked({"商机表.xlsx": content}, DEALS)
    text = note_of(copies["商机表-checked.xlsx"], "商机", "E2")
    assert text.startswith("ask Li\n“谈妥了”")


def test_a_merged_cell_is_marked_where_its_value_stands(checked):
    def change(book, sheet):
        sheet.merge_range("E2:E3", "谈妥了")

    rows = [("D1", "A", "甲", "2024-06-01", None, None, "5"),
            ("D2", "A", "乙", "2024-06-01", None, None, "5")]  # fmt: skip
    copies, problems = checked({"商机表.xlsx": deals_book(*rows, change=change)}, DEALS)
    assert {p.row for p in problems if p.rule == "unknown_choice"} == {2, 3}
    assert marked_cells(copies["商机表-checked.xlsx"]) == {("商机", "E2"): "error"}


def test_a_hidden_sheet_that_is_read_is_marked_and_stays_hidden(checked):
    bad = ("D3", "A", "丙", "2024-06-03", "谈妥了", None, "5")

    def change(book, sheet):
        book.add_worksheet("封面").activate()
        sheet.hide()

    copies, _ = checked({"商机表.xlsx": deals_book(bad, change=change)}, DEALS)
    copy = copies["商机表-checked.xlsx"]
    assert marked_cells(copy) == {("商机", "E2"): "error"}
    assert openpyxl.load_workbook(copy.path)["商机"].sheet_state == "hidden"


def test_each_file_gets_its_own_copy_and_a_sound_one_gets_none(checked):
    bad = ("D3", "A", "丙", "2024-06-03", "谈妥了", None, "5")
    files = {
        "一月.xlsx": deals_book(("D1", *GOOD[1:])),
        "二月.xlsx": deals_book(("D2", *GOOD[1:]), bad),
        "costs.csv": "rep_id,period,amount\nA,2024-06,=2+2\nA,2024-06,100\n",
    }
    data = {"opportunities": {"path": "*月.xlsx"}, "costs": {"path": "costs.csv"}}
    copies, _ = checked(files, data)
    assert sorted(copies) == ["costs-checked.xlsx", "二月-checked.xlsx"]
    text = openpyxl.load_workbook(copies["costs-checked.xlsx"].path)["costs"]
    assert [[cell.value for cell in row] for row in text] == [
        ["rep_id", "period", "amount"], ["A", "2024-06", "=2+2"], ["A", "2024-06", "100"],
    ]  # fmt: skip
    assert text["C2"].data_type == "s"
    assert marked_cells(copies["costs-checked.xlsx"]) == {("costs", "C2"): "error"}
    assert "costs.csv → " in "\n".join(copy_lines(list(copies.values()), "en"))


def test_the_template_filled_in_wrongly_comes_back_marked_in_its_own_columns(checked):
    typed = {
        **TYPED,
        "tracking": [*TYPED["tracking"],
                     {**TYPED["tracking"][1], "action": None, "customer": "Cedar"}],
        "targets": [{"period": "2024", "rep_id": "0012", "measure": "bookings",
                     "value": {2: "many"}}],
        "people": [*TYPED["people"], {"rep_id": "0013", "name": "Cy", "hired_on": "soon"}],
    }  # fmt: skip
    data = {"book": {"mapping": "template", "path": "book.xlsx"}}
    copies, _ = checked({"book.xlsx": filled_workbook("zh_CN", typed)}, data)
    copy = copies["book-checked.xlsx"]
    found = {cell for cell in marked_cells(copy) if int(cell[1][1:]) >= FIRST_ROW}
    assert found == {("表1", "E7"), ("目标", "F5"), ("人员", "H7")}


def test_a_copy_a_person_changed_is_kept_and_an_unchanged_one_is_replaced(checked, tmp_path):
    bad = ("D3", "A", "丙", "2024-06-03", "谈妥了", None, "5")
    files = {"商机表.xlsx": deals_book(bad)}
    first = next(iter(checked(files, DEALS)[0].values())).path
    again = next(iter(checked(files, DEALS, "en")[0].values())).path
    assert again == first
    book = openpyxl.load_workbook(first)
    book["商机"]["E2"] = "意向"
    book.save(first)
    kept = first.read_bytes()
    other = next(iter(checked(files, DEALS)[0].values())).path
    assert other.name == "商机表-checked-v2.xlsx"
    assert first.read_bytes() == kept


def test_the_same_bytes_are_written_every_time(checked, tmp_path):
    bad = ("D3", "A", "丙", "2024-06-03", "谈妥了", None, "5")
    files = {"商机表.xlsx": deals_book(bad)}
    first = next(iter(checked(files, DEALS)[0].values())).path.read_bytes()
    assert next(iter(checked(files, DEALS)[0].values())).path.read_bytes() == first


def test_ten_thousand_problems_are_all_marked(checked):
    rows = [(f"D{i}", "A", "甲", "2024-06-01", "谈妥了", None, "5") for i in range(10_000)]
    copies, problems = checked({"商机表.xlsx": deals_book(*rows)}, DEALS)
    copy = copies["商机表-checked.xlsx"]
    assert copy.n_marked == 10_000
    assert copy.n_problems == sum(p.file is not None for p in problems)
    archive = zipfile.ZipFile(copy.path)
    assert archive.read("xl/comments1.xml").count(b"<comment ") == 10_000
    boxes = archive.read("xl/drawings/vmlDrawing1.vml")
    assert boxes.count(b"<v:shape id") == 10_000


@pytest.mark.slow
def test_another_program_opens_the_copy_with_its_notes(checked, office, tmp_path):
    def change(book, sheet):
        sheet.write_comment("A1", "my own note")

    bad = ("D3", "A", "丙", "2024-06-03", "谈妥了", None, "5")
    copies, _ = checked({"商机表.xlsx": deals_book(GOOD, bad, change=change)}, DEALS)
    saved = office(copies["商机表-checked.xlsx"].path, tmp_path / "saved")
    book = openpyxl.load_workbook(saved)
    assert book.sheetnames == ["问题清单", "商机"]
    assert book["商机"]["A1"].comment.text == "my own note"
    assert "谈妥了" in book["商机"]["E3"].comment.text
    assert book["商机"]["E3"].fill.fgColor.rgb == COLOURS["error"]


BAD = ("D1", "A", "甲", "2024-06-01", "成交", "6月里", "1200")


def test_inputs_of_one_name_get_a_copy_each(checked, tmp_path):
    names = ["商机.xlsx", "华东/商机.xlsx", "华南/商机.xlsx", "华南/商机.csv"]
    text = "\n".join(map(",".join, (HEADER, BAD))).replace("D1", "D4")
    books = [deals_book((f"D{n}", *BAD[1:])) for n in range(3)]
    files = dict(zip(names, [*books, text], strict=True))
    for folder in ("华东", "华南"):
        (tmp_path / folder).mkdir()
    data = {f"d{n}": {"table": "opportunities", "path": name} for n, name in enumerate(names)}
    _, problems = checked(files, data, max_dropped=1)
    written = sorted(p.relative_to(tmp_path / "out").as_posix()
                     for p in (tmp_path / "out").rglob("*.xlsx"))  # fmt: skip
    assert len(written) == len({p.file for p in problems if p.rule == "bad_date"}) == 4
    assert {name.rpartition("/")[2] for name in written} == {
        "商机-checked.xlsx", "商机-csv-checked.xlsx",
    }  # fmt: skip
    assert {"华东/商机-checked.xlsx", "华南/商机-checked.xlsx", "华南/商机-csv-checked.xlsx"} < {
        *written
    }


def test_files_of_two_kinds_and_one_name_do_not_share_a_copy(checked):
    text = "\n".join(map(",".join, (HEADER, BAD))).replace("D1", "D2")
    files = {"商机.xlsx": deals_book(BAD), "商机.csv": text}
    data = {f"d{n}": {"table": "opportunities", "path": name} for n, name in enumerate(files)}
    copies, _ = checked(files, data, max_dropped=1)
    assert sorted(copies) == ["商机-checked.xlsx", "商机-csv-checked.xlsx"]


def test_a_fault_in_a_column_nobody_reads_is_marked_itself_and_comes_last(checked):
    def change(book, sheet):
        sheet.write(0, 7, "公式")
        for row in (1, 2):
            sheet.write_formula(row, 7, "=G2*2", None, "")
        sheet.write(3, 7, "#VALUE!")
        sheet.write_formula(3, 7, "=1/0", None, "#DIV/0!")

    good = [(f"D{n}", *GOOD[1:]) for n in (2, 3)]
    content = _unvalued(deals_book(*good, BAD, change=change))
    copies, problems = checked({"商机表.xlsx": content}, DEALS, max_dropped=1)
    marks = marked_cells(copies["商机表-checked.xlsx"])
    assert {cell for _, cell in marks} == {"H2", "H3", "H4", "F4"}
    ours = [p for p in problems if p.rule in ("formula_without_value", "error_cell")]
    assert len(ours) == 2
    assert all("at_stake" not in p.values for p in ours)
    ordered = [c.first.rule for c in causes(problems, Words("zh_CN")) if c.severity != "info"]
    assert ordered[0] == "bad_date"
    assert {*ordered[-2:]} == {"formula_without_value", "error_cell"}


def _unvalued(content):
    """The workbook with formulas that no program has calculated."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</f><v></v>", b"</f>"))
    return stream.getvalue()


def test_a_printed_total_that_differs_is_marked_itself(checked):
    text = "姓名,1月,2月\n张三,10,20\n李四,30,40\n王五,50,70\n合计,99,130\n"
    copies, problems = checked({"t.csv": text}, {"targets": {"path": "t.csv"}})
    (problem,) = [p for p in problems if p.rule == "total_differs"]
    assert problem.values["cell"] == "B5"
    assert {cell for _, cell in marked_cells(copies["t-checked.xlsx"])} == {"B5"}
