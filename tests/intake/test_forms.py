"""The filled-in workbook as a whole: sheets nobody can read, and how often it is opened."""

import io
from functools import cache

import openpyxl
import pytest

from salesreport.readers import opened
from tests.workbooks.filled import filled_workbook

BOOK = {"book": {"mapping": "template", "path": "*.xlsx"}}
written_book = cache(filled_workbook)


def with_sheet(title, place, far=False):
    """The filled workbook with a sheet more; `far`: a stray cell in its last column and row."""
    book = openpyxl.load_workbook(io.BytesIO(written_book("zh_CN")))
    page = book.create_sheet(title, place)
    page.append(["商品", "备注"])
    page.append(["a", "b"])
    if far:
        page.cell(1_048_576, 16_384).value = "x"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(load, files):
    return load(files, BOOK, period="2024-03", max_dropped=1)


def counts(loaded):
    return {line.table: (line.read, line.kept) for line in loaded.ledger}


@pytest.mark.parametrize("place", [0, None])
def test_an_extra_sheet_that_cannot_be_read_is_said_and_stops_nothing(load, problem_of, place):
    whole = read(load, {"book.xlsx": written_book("zh_CN")})
    loaded = read(load, {"book.xlsx": with_sheet("草稿", place, far=True)})
    assert counts(loaded) == counts(whole)
    problem = problem_of(loaded, "sheet_too_large")
    assert (problem.severity, problem.file, problem.sheet) == ("warning", "book.xlsx", "草稿")


def test_each_file_is_looked_at_whatever_another_holds(load):
    files = {
        "book 1.xlsx": with_sheet("草稿", 0, far=True),
        "book 2.xlsx": with_sheet("我的", None),
    }
    loaded = read(load, files)
    said = {(p.rule, p.file, p.sheet) for p in loaded.problems}
    assert ("sheet_too_large", "book 1.xlsx", "草稿") in said
    assert ("stray_sheet", "book 2.xlsx", "我的") in said


def test_a_workbook_of_many_tables_is_opened_once_a_load(load, monkeypatch):
    shown = []

    class Counted(opened.OpenFile):
        def __init__(self, content, shown_as, suffix):
            shown.append(shown_as)
            super().__init__(content, shown_as, suffix)

    monkeypatch.setattr(opened, "OpenFile", Counted)
    files = {"book 1.xlsx": written_book("zh_CN"), "book 2.xlsx": written_book("zh_CN")}
    loaded = read(load, files)
    assert sum(n for n, _ in counts(loaded).values()) > 0
    assert sorted(shown) == ["book 1.xlsx", "book 2.xlsx"]
    read(load, {"book 1.xlsx": written_book("en")})
    assert len(shown) == 4  # the first is another file now


def test_a_workbook_that_changes_meanwhile_is_opened_anew(tmp_path):
    path = tmp_path / "t.xlsx"
    source = opened.Source(path="t.xlsx", sheet="S")

    def write(*names):
        book = openpyxl.Workbook()
        book.active.title = "S"
        for row in (["负责人"], *([name] for name in names)):
            book.active.append(row)
        book.save(path)

    with opened.kept_open():
        write("甲")
        assert [len(file.grids[0]) for file in opened.source_grids(source, tmp_path)] == [1]
        write("甲", "乙", "丙丁")
        assert [len(file.grids[0]) for file in opened.source_grids(source, tmp_path)] == [3]


PEOPLE = [("zh_CN", "人员"), ("en", "People"), ("zh_TW", "人員")]


def without_column(language, sheet, place):
    book = openpyxl.load_workbook(io.BytesIO(written_book(language)))
    book[sheet].delete_cols(place)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(("language", "sheet"), PEOPLE)
def test_a_sheet_of_people_may_lack_the_column_of_their_other_names(load, language, sheet):
    loaded = read(load, {"book.xlsx": without_column(language, sheet, 3)})
    reps = loaded.tables["reps"]
    assert reps.name[~reps.inferred].tolist() == ["Ann Ash", "Bob Birch"]
    whole = read(load, {"book.xlsx": written_book(language)})
    assert counts(loaded)["activities"] == counts(whole)["activities"]
    assert counts(loaded)["reps"] == (2, 2)


@pytest.mark.parametrize(("language", "sheet"), PEOPLE)
@pytest.mark.parametrize("place", [4, 5, 6, 7])  # team, role, territory, manager
def test_an_example_without_one_of_its_columns_is_still_none_of_the_rows(
    load, language, sheet, place
):
    loaded = read(load, {"book.xlsx": without_column(language, sheet, place)})
    assert counts(loaded)["reps"] == (2, 2)
