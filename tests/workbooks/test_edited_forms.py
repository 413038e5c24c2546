"""The workbook after what people do to it: rows deleted, typed over, sheets renamed."""

from __future__ import annotations

import io
from functools import cache

import openpyxl
import pytest

from salesreport.errors import InputError
from salesreport.intake.forms import APART
from salesreport.tables.script import in_language
from salesreport.workbooks.sheets import GUIDE, HEADER_ROW, LISTS, SHEETS
from salesreport.workbooks.template import template_bytes
from tests.workbooks.filled import filled_workbook

BOOK = {"book": {"mapping": "template", "path": "book.xlsx"}}
LANGUAGES = ("en", "zh_CN", "zh_TW")


written_book = cache(filled_workbook)


def edited(change, language="zh_CN", content=None):
    """Content of the filled workbook after a change of it."""
    book = openpyxl.load_workbook(io.BytesIO(content or written_book(language)))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def found(loaded, rule):
    return [p for p in loaded.problems if p.rule == rule]


@pytest.fixture
def load_book(load):
    """Tables of the workbook after a change."""

    def loaded(change, language="zh_CN", content=None):
        return load({"book.xlsx": edited(change, language, content)}, BOOK, period="2024-03",
                    max_dropped=1)  # fmt: skip

    return loaded


def counts(loaded):
    return {line.table: (line.read, line.kept) for line in loaded.ledger}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("first", "n"), [(2, 1), (2, 2), (1, 1), (1, 3)])
def test_rows_above_the_header_may_be_deleted(load_book, language, first, n):
    whole = counts(load_book(lambda book: None, language))

    def change(book):
        for sheet in SHEETS:
            book[sheet.title(language)].delete_rows(first, n)

    assert counts(load_book(change, language)) == whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_put_above_the_header_changes_nothing(load_book, language):
    whole = counts(load_book(lambda book: None, language))

    def change(book):
        for sheet in SHEETS:
            book[sheet.title(language)].insert_rows(2)

    loaded = load_book(change, language)
    assert counts(loaded) == whole
    assert found(loaded, "rows_above_header") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_typed_over_an_example_is_data(load_book, language):
    whole = counts(load_book(lambda book: None, language))
    title = next(s for s in SHEETS if s.name == "leads").title(language)

    def change(book):
        page = book[title]
        for place, cell in enumerate(page[HEADER_ROW + 1], start=1):
            page.cell(2, place).value = cell.value
        page.cell(2, 1).value = "006"

    loaded = load_book(change, language)
    assert counts(loaded)["leads"] == (whole["leads"][0] + 1, whole["leads"][1] + 1)
    assert {k: v for k, v in counts(loaded).items() if k != "leads"} == {
        k: v for k, v in whole.items() if k != "leads"
    }
    (problem,) = found(loaded, "rows_above_header")
    assert (problem.sheet, problem.value, problem.severity) == (title, "2", "warning")
    assert "006" in set(loaded.tables["leads"].lead_id)
    assert set(loaded.tables["leads"].source_row) == {2, 5, 6}


def test_a_number_changed_in_an_example_makes_it_data(load_book):
    def change(book):
        book["商机"].cell(2, 10).value = 77

    loaded = load_book(change)
    assert 77_00 in set(loaded.tables["opportunities"].amount)
    assert [p.value for p in found(loaded, "rows_above_header")] == ["2"]


@pytest.mark.parametrize(("old", "new", "table", "n"), [
    ("表1", "表1(3月)", "activities", 2),
    ("目标", "目标2024", "targets", 2),
    ("合同与回款计划", "合同", "contracts", 3),
])  # fmt: skip
def test_a_sheet_under_another_name_is_said(load_book, old, new, table, n):
    def change(book):
        book[old].title = new

    loaded = load_book(change)
    assert table not in loaded.tables
    (problem,) = found(loaded, "renamed_sheet")
    assert (problem.severity, problem.table, problem.sheet) == ("error", table, new)
    assert problem.values["count"] == str(n)
    assert old in problem.values["meant"].split(" / ")
    assert found(loaded, "lacking_sheets") == found(loaded, "stray_sheet") == []


def test_a_sheet_of_ones_own_and_one_that_is_gone_are_said(load_book):
    def change(book):
        del book["丢单复盘"]
        for row in (["品名", "颜色"], ["a", "b"], ["c", "d"]):
            if "我的" not in book.sheetnames:
                book.create_sheet("我的")
            book["我的"].append(row)

    loaded = load_book(change)
    (stray,), (lacking,) = found(loaded, "stray_sheet"), found(loaded, "lacking_sheets")
    assert (stray.value, stray.values["count"], stray.severity) == ("我的", "2", "warning")
    assert (lacking.value, lacking.severity) == ("丢单复盘", "info")


def test_a_copy_of_a_sheet_is_said(load_book):
    def change(book):
        book.copy_worksheet(book["线索"]).title = "线索 (2)"

    loaded = load_book(change)
    assert [p.value for p in found(loaded, "stray_sheet")] == ["线索 (2)"]


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_as_it_was_written_is_silent(load_book, language, full):
    """Saved by a program that calculates nothing; one lead, so that there is something."""

    def change(book):
        page = book[next(s for s in SHEETS if s.name == "leads").title(language)]
        for place, value in enumerate(("7", "2024-03-01", "Ann", "Acme"), start=1):
            page.cell(5, place).value = value

    loaded = load_book(change, language, template_bytes(full=full, language=language))
    assert counts(loaded) == {"leads": (1, 1)}
    rules = {p.rule for p in loaded.problems if p.severity != "info"}
    assert rules.isdisjoint({"no_amount", "stray_sheet", "renamed_sheet", "rows_above_header"})
    assert not {p.rule for p in loaded.problems} & {"lacking_sheets"}


def test_without_its_header_a_sheet_is_refused(load_book):
    def change(book):
        book["线索"].delete_rows(1, HEADER_ROW)

    with pytest.raises(InputError) as caught:
        load_book(change)
    assert {(p.rule, p.sheet) for p in caught.value.problems if p.severity == "error"} >= {
        ("missing_column", "线索")
    }


def test_sheets_that_hold_no_table_are_known():
    assert {in_language((s["en"], s["zh_CN"]), language) for s in (GUIDE, LISTS)
            for language in LANGUAGES} == {*APART}  # fmt: skip
