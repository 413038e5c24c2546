"""The book of plans: the seed's Table 3 goes through it unchanged, and nothing of it is lost."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from salesreport.display.planbook import worded_cells
from salesreport.errors import InputError
from salesreport.language import Words
from salesreport.params import load_run
from salesreport.planbook import CELLS, is_same
from salesreport.render.planbooks import place_book
from salesreport.report import build_report

ROOT = Path(__file__).resolve().parents[2]
HEADER = 4


@pytest.fixture
def seed(tmp_path):
    """A copy of the template's own month."""
    shutil.copytree(ROOT / "params", tmp_path / "params",
                    ignore=shutil.ignore_patterns("sample*", "examples"))  # fmt: skip
    return tmp_path / "params/seed-2024-03.yaml"


def built(path):
    report = build_report(load_run(path))
    return report, place_book(report)


def shown(report):
    words = Words("zh_CN")
    return [worded_cells(row, words) for row in report.everybody.plans_next
            if row.origin != "proposed"]  # fmt: skip


def problems(report, book):
    return {p.rule: p for p in report.problems if p.file and p.file.endswith(book.name)}


def sheet(book, name="表3"):
    """The sheet, and its columns by header without marks."""
    page = book[name]
    return page, {str(cell.value).strip("*▼"): cell.column for cell in page[HEADER]}


def test_the_seeds_table_3_comes_back_cell_by_cell(seed):
    report, placed = built(seed)
    table = openpyxl.load_workbook(seed.parent / "data/seed.xlsx")["表3 销售改进计划表"]
    head, *expected = (row[:6] for row in table.iter_rows(values_only=True) if any(row))
    page, columns = sheet(openpyxl.load_workbook(placed.path))
    printed = [str(name).partition("（")[0].strip("*") for name in head]
    assert [name for name, place in columns.items() if place <= len(printed)] == printed
    rows = {page.cell(n, 2).value: n for n in range(HEADER + 1, page.max_row + 1)}
    for who, item, *others in expected:
        found = [page.cell(rows[item], place).value for place in range(1, 7)]
        assert found == [who, item, *others]
    before = shown(report)
    after = shown(build_report(load_run(seed)))
    assert after == before
    assert built(seed)[1].how == "unchanged"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_program_that_saves_the_book_again_edits_nothing(seed, tmp_path):
    report, placed = built(seed)
    out = tmp_path / "saved"
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "xlsx", "--outdir", str(out), str(placed.path)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    shutil.copy(out / placed.path.name, placed.path)
    again, now = built(seed)
    assert now.how == "unchanged"
    for one, other in zip(shown(report), shown(again), strict=True):
        assert all(is_same(one[name], other[name]) for name in CELLS)


def test_an_edit_and_something_new_give_a_version_beside_the_edited_book(seed):
    _, placed = built(seed)
    book = openpyxl.load_workbook(placed.path)
    page, columns = sheet(book)
    page.cell(HEADER + 1, columns["完成时限"], dt.datetime(2024, 4, 20))
    who = page.cell(HEADER + 1, 1).value
    book.save(placed.path)
    content = placed.path.read_bytes()
    add_plan(seed, ["新增计划", "每周一次", "2024-04-30", "无"])
    report, now = built(seed)
    assert (now.how, now.path.name) == ("beside", "2024-03-v2.xlsx")
    assert placed.path.read_bytes() == content
    page, columns = sheet(openpyxl.load_workbook(now.path))
    days = {page.cell(n, 2).value: page.cell(n, columns["完成时限"]).value
            for n in range(HEADER + 1, page.max_row + 1)}  # fmt: skip
    assert "新增计划" in days
    assert dt.datetime(2024, 4, 20) in days.values()
    assert who
    assert built(seed)[1].how == "unchanged"
    assert [row["due_date"] for row in shown(report)].count("2024-04-20") == 1


@pytest.mark.parametrize("name", ["2024-03 (1).xlsx", "2024-3.xlsx", "2024-03-final.xlsx"])
def test_edits_under_a_name_that_is_no_books_are_told_and_hold_nothing_back(seed, name):
    _, placed = built(seed)
    copy = placed.path.with_name(name)
    shutil.copy(placed.path, copy)
    report, now = built(seed)
    (told,) = [p for p in report.problems if p.rule == "unread_book"]
    assert (told.severity, told.value) == ("warning", "2024-03-v2.xlsx")
    assert told.file == f"../{copy.relative_to(seed.parent.parent).as_posix()}"
    assert now.how == "unchanged"
    copy.rename(copy.with_name(told.value))
    assert "unread_book" not in {p.rule for p in built(seed)[0].problems}


def add_plan(seed, cells):
    path = seed.parent / "data/more.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["责任人", "改进项目", "具体措施", "完成时限", "所需支持"],
                                    ["李*", *cells]])  # fmt: skip
    text = seed.read_text("utf-8")
    more = "  more: {table: plans, path: data/more.csv}\n"
    seed.write_text(text.replace("out:", f"{more}out:"), encoding="utf-8")


def test_a_book_nobody_edited_is_replaced_by_what_is_new(seed):
    _, placed = built(seed)
    add_plan(seed, ["新增计划", "每周一次", "2024-04-30", "无"])
    _, now = built(seed)
    assert (now.how, now.path) == ("replaced", placed.path)
    page, _ = sheet(openpyxl.load_workbook(now.path))
    assert "新增计划" in [page.cell(n, 2).value for n in range(HEADER + 1, page.max_row + 1)]


def test_rows_moved_and_blank_rows_and_a_cleared_id_are_no_edit(seed):
    report, placed = built(seed)
    book = openpyxl.load_workbook(placed.path)
    page, columns = sheet(book)
    page.insert_rows(HEADER + 1, 2)
    page.cell(HEADER + 3, columns["计划编号"]).value = None
    book.save(placed.path)
    again, now = built(seed)
    assert now.how == "unchanged"
    assert shown(again) == shown(report)


def test_a_doubled_id_is_told_by_its_row_and_the_book_left_as_it_is(seed):
    _, placed = built(seed)
    book = openpyxl.load_workbook(placed.path)
    page, _ = sheet(book)
    last = page.max_row + 1
    for place in range(1, page.max_column + 1):
        page.cell(last, place, page.cell(HEADER + 1, place).value)
    page.cell(last, 2, "另一项计划")
    book.save(placed.path)
    content = placed.path.read_bytes()
    add_plan(seed, ["新增计划", "每周一次", "2024-04-30", "无"])
    report, now = built(seed)
    found = problems(report, placed.path)["duplicate_key"]
    assert (found.row, found.sheet) == (last, "表3")
    assert now.how == "held"
    assert placed.path.read_bytes() == content
    assert [p.name for p in placed.path.parent.iterdir()] == [placed.path.name]


def test_a_renamed_sheet_is_told_and_its_rows_are_not_taken_for_deleted(seed):
    report, placed = built(seed)
    book = openpyxl.load_workbook(placed.path)
    book["表3"].title = "我的计划"
    book.save(placed.path)
    content = placed.path.read_bytes()
    again, now = built(seed)
    assert problems(again, placed.path)["renamed_sheet"].value == "我的计划"
    assert now.how == "held"
    assert placed.path.read_bytes() == content
    assert shown(again) == shown(report)


def test_a_damaged_book_is_told_and_never_written_over(seed):
    _, placed = built(seed)
    placed.path.write_bytes(placed.path.read_bytes()[:2000])
    content = placed.path.read_bytes()
    report, now = built(seed)
    assert [
        p for p in report.problems if p.severity == "error" and placed.path.name in (p.file or "")
    ]
    assert now.how == "held"
    assert placed.path.read_bytes() == content
    final = seed.read_text("utf-8").replace("status: draft", "status: final")
    seed.write_text(final, encoding="utf-8")
    with pytest.raises(InputError, match=placed.path.name):
        build_report(load_run(seed))


def test_a_book_without_its_hidden_sheet_is_all_of_a_persons_hand(seed):
    report, placed = built(seed)
    book = openpyxl.load_workbook(placed.path)
    del book["_salesreport"]
    book.save(placed.path)
    again, now = built(seed)
    assert now.how == "unchanged"
    assert [row["item"] for row in shown(again)] == [row["item"] for row in shown(report)]


def test_a_column_of_ones_own_makes_the_book_an_edited_one(seed):
    _, placed = built(seed)
    book = openpyxl.load_workbook(placed.path)
    page, _ = sheet(book)
    page.cell(HEADER, page.max_column + 1, "我的备注")
    page.cell(HEADER + 1, page.max_column, "记住")
    book.save(placed.path)
    content = placed.path.read_bytes()
    add_plan(seed, ["新增计划", "每周一次", "2024-04-30", "无"])
    _, now = built(seed)
    assert now.how == "beside"
    assert placed.path.read_bytes() == content


def test_the_same_view_gives_the_same_bytes(seed):
    _, placed = built(seed)
    content = placed.path.read_bytes()
    placed.path.unlink()
    assert built(seed)[1].path.read_bytes() == content


def test_a_formula_typed_as_text_stays_text(seed):
    add_plan(seed, ["=1+1", "每周一次", "2024-04-30", "无"])
    _, placed = built(seed)
    page, _ = sheet(openpyxl.load_workbook(placed.path))
    cell = next(page.cell(n, 2) for n in range(HEADER + 1, page.max_row + 1)
                if page.cell(n, 2).value == "=1+1")  # fmt: skip
    assert cell.data_type == "s"


TYPED = {
    "表3": {
        "责任人": "李*", "改进项目": "每周对账", "具体措施": "每周五核对三笔欠款",
        "完成时限": dt.datetime(2024, 4, 18), "所需支持": "财务对账单", "预期效果": "账款两清",
        "计划编号": "Z9", "类型": "改进", "指标": "回款率", "现值": 0.85, "目标值": 0.95,
        "支持责任人": "王会计", "支持到位": "否", "状态": "进行中", "实际结果": "已对两家",
        "验收人": "陈总", "实际完成时间": dt.datetime(2024, 4, 17),
    },
    "点评与反馈": {
        "周期": "2024-03", "工号/团队": "李*", "栏目": "回款", "类型": "本人说明",
        "内容": "两家客户改期付款", "填写人": "李*", "日期": dt.datetime(2024, 4, 6),
        "本人已阅": dt.datetime(2024, 4, 7),
    },
}  # fmt: skip
"""A row of each sheet with something in every column."""


def test_every_cell_a_person_typed_stands_in_the_next_version(seed):
    _, placed = built(seed)
    book = openpyxl.load_workbook(placed.path)
    for name, typed in TYPED.items():
        page, columns = sheet(book, name)
        assert set(columns) == set(typed)
        row = 1 + max(n for n in range(HEADER, page.max_row + 1) if page.cell(n, 1).value)
        for column, value in typed.items():
            page.cell(row, columns[column], value)
    book.save(placed.path)
    add_plan(seed, ["新增计划", "每周一次", "2024-04-30", "无"])
    _, now = built(seed)
    assert now.path.name == "2024-03-v2.xlsx"
    again = openpyxl.load_workbook(now.path)
    for name, typed in TYPED.items():
        page, columns = sheet(again, name)
        known = columns["计划编号" if "计划编号" in columns else "内容"]
        (row,) = [n for n in range(HEADER + 1, page.max_row + 1)
                  if page.cell(n, known).value in typed.values()]  # fmt: skip
        found = {column: page.cell(row, place).value for column, place in columns.items()}
        assert found == typed


@pytest.mark.parametrize(
    ("name", "column", "value", "rule"),
    [
        ("表3", "状态", "差不多了", "unknown_choice"),
        ("表3", "目标值", "再高一些", "bad_number"),
        ("点评与反馈", "本人已阅", "昨天", "bad_date"),
    ],
)
def test_a_cell_that_cannot_be_read_is_never_written_over(seed, name, column, value, rule):
    _, placed = built(seed)
    book = openpyxl.load_workbook(placed.path)
    page, columns = sheet(book, name)
    for other, typed in TYPED[name].items():
        if page.cell(HEADER + 1, columns[other]).value is None and name != "表3":
            page.cell(HEADER + 1, columns[other], typed)
    page.cell(HEADER + 1, columns[column], value)
    book.save(placed.path)
    content = placed.path.read_bytes()
    add_plan(seed, ["新增计划", "每周一次", "2024-04-30", "无"])
    report, now = built(seed)
    assert problems(report, placed.path)[rule].value == value
    assert now.how == "held"
    assert placed.path.read_bytes() == content
