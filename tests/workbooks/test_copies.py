"""Each input's marked copy has a name of its own, whatever the inputs are called."""

import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.errors import OutputError
from salesreport.intake import load_tables
from salesreport.workbooks import checked_copies
from salesreport.workbooks.checked import copy_stems

HEADER = ["商机编号", "负责人", "客户", "创建日期", "阶段", "签约日期", "金额"]


@pytest.mark.parametrize(
    ("names", "copies"),
    [
        (["d.csv", "d.xlsx", "d-csv.xlsx"], ["d-csv-2", "d", "d-csv"]),
        (["d.csv", "d.xlsx", "d-csv.xlsx", "d-csv-2.ods"], ["d-csv-3", "d", "d-csv", "d-csv-2"]),
        (["x.csv", "x.CSV"], ["x-csv", "x-csv-2"]),
        (["X.xlsx", "x.xlsx"], ["X", "x-2"]),
        (["A/d.csv", "a/d.csv"], ["A/d", "a/d-2"]),
    ],
)
def test_no_two_files_share_a_copy_whatever_they_are_called(names, copies):
    found = copy_stems(map(Path, names))
    assert [found[Path(name)].as_posix() for name in names] == copies


FOLDERS = st.lists(st.sampled_from(["a", "A", "b"]), max_size=2)
NAMES = st.sampled_from(["d", "D", "d-csv", "d-CSV", "d-csv-2", "d-2", "é"])
ENDINGS = st.sampled_from([".csv", ".CSV", ".xlsx", ".xlsm", ".ods", ".XLSX"])
FILES = st.builds(lambda folder, name, end: Path(*folder, name + end), FOLDERS, NAMES, ENDINGS)


@given(st.lists(FILES, unique=True, max_size=12))
def test_copies_differ_by_more_than_capitals(paths):
    stems = copy_stems(paths)
    assert set(stems) == set(paths)
    assert len({stem.as_posix().casefold() for stem in stems.values()}) == len(paths)


def bad(number):
    return [f"D{number}", "A", "甲", "2024-06-01", "成交", "6月里", "1200"]


def workbook(number):
    stream, book = io.BytesIO(), openpyxl.Workbook()
    for row in (HEADER, bad(number)):
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def test_of_files_that_would_share_a_copy_each_gets_its_own(make_run, tmp_path):
    files = {
        "d.csv": "\n".join(map(",".join, (HEADER, bad(0)))),
        "d.xlsx": workbook(1),
        "d-csv.xlsx": workbook(2),
    }
    data = {f"d{n}": {"table": "opportunities", "path": name} for n, name in enumerate(files)}
    run = make_run(files, data, max_dropped=1)
    copies = checked_copies(run, load_tables(run).problems, tmp_path / "out", "zh_CN")
    shown = {
        copy.file: openpyxl.load_workbook(copy.path).worksheets[1]["A2"].value for copy in copies
    }
    assert shown == {"d.csv": "D0", "d.xlsx": "D1", "d-csv.xlsx": "D2"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["2 versions of it stand there", "a folder without so many", "move the old copies"]),
        ("zh_CN", ["已有2个版本", "没有这么多版本的文件夹", "请移走旧副本"]),
        ("zh_TW", ["已有2個版本", "沒有這麼多版本的資料夾", "請移走舊副本"]),
    ],
)
def test_too_many_changed_copies_are_said_in_the_runs_language(
    make_run, tmp_path, monkeypatch, language, said
):
    monkeypatch.setattr("salesreport.workbooks.checked._MOST_VERSIONS", 2)
    run = make_run({"d.xlsx": workbook(1)}, {"opportunities": {"path": "d.xlsx"}}, max_dropped=1)
    problems = load_tables(run).problems
    (tmp_path / "out").mkdir()
    for name in ("d-checked.xlsx", "d-checked-v2.xlsx"):
        (tmp_path / "out" / name).write_bytes(b"mine")
    with pytest.raises(OutputError) as caught:
        checked_copies(run, problems, tmp_path / "out", language)
    error = caught.value
    parts = [error.what, error.expected, error.remedy]
    assert all(text in part for text, part in zip(said, parts, strict=True)), parts
    assert error.language == language
