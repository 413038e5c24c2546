import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from salesreport.errors import SourceFileError
from salesreport.intake import load_tables
from salesreport.readers.files import source_files
from salesreport.readers.naming import names_tell, of_periods


@contextmanager
def unprivileged():
    """Give up root's rights for a while; what stays in the process is already loaded."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def touched(folder, *names):
    for name in names:
        (folder / name).write_bytes(b"")


def names_of(folder, path):
    return [found.name for found in source_files(folder, path)]


def test_numbers_in_file_names_order_as_numbers(tmp_path):
    touched(tmp_path, "商机_10月.csv", "商机_9月.csv", "商机_1月.csv")
    assert names_of(tmp_path, "商机_*.csv") == ["商机_1月.csv", "商机_9月.csv", "商机_10月.csv"]


def test_the_time_of_modification_does_not_reorder_different_names(tmp_path):
    touched(tmp_path, "a_2024-02.csv", "a_2024-01.csv")
    os.utime(tmp_path / "a_2024-01.csv", (2e9, 2e9))
    assert names_of(tmp_path, "a_*.csv") == ["a_2024-01.csv", "a_2024-02.csv"]


def test_files_that_excel_has_open_leave_no_lock_file_behind(tmp_path):
    touched(tmp_path, "a.xlsx", "~$a.xlsx")
    assert names_of(tmp_path, "*.xlsx") == ["a.xlsx"]


def test_a_name_with_brackets_is_a_name_first(tmp_path):
    touched(tmp_path, "a[1].csv", "a1.csv")
    assert names_of(tmp_path, "a[1].csv") == ["a[1].csv"]


def test_a_folder_with_brackets_is_no_pattern(tmp_path):
    folder = tmp_path / "[2024]"
    folder.mkdir()
    touched(folder, "a.csv")
    assert names_of(folder, "*.csv") == ["a.csv"]


def test_a_missing_file_names_the_near_one(tmp_path):
    touched(tmp_path, "opportunities.csv", "reps.csv")
    with pytest.raises(
        SourceFileError, match=r"oportunities\.csv: no such file.*did you mean 'opportunities\.csv'"
    ):
        source_files(tmp_path, "oportunities.csv")


def test_a_pattern_without_a_match_says_what_the_folder_holds(tmp_path):
    touched(tmp_path, "reps.csv", "~$deals.xlsx")
    with pytest.raises(SourceFileError, match=r"no file matches.*which holds reps\.csv\."):
        source_files(tmp_path, "*.xlsx")


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(SourceFileError, match=r"no such folder.*a folder 'exports'"):
        source_files(tmp_path, "exports/deals.csv")


@pytest.mark.skipif(os.name == "nt", reason="file permissions of POSIX")
@pytest.mark.parametrize(
    ("lock", "what"),
    [(None, "the file may not be read"), ("~$deals.csv", "the file is open in Excel")],
)
def test_a_file_that_may_not_be_read_says_close_it(make_run, deals, lock, what):
    with tempfile.TemporaryDirectory() as folder:
        run = make_run({"deals.csv": deals()}, {"opportunities": {"path": "*.csv"}}, folder=folder)
        Path(folder).chmod(0o755)
        load_tables(run)
        (Path(folder) / "deals.csv").chmod(0)
        if lock:
            touched(Path(folder), lock)
        message = rf"deals\.csv: {what}\..*close it in Excel"
        with unprivileged(), pytest.raises(SourceFileError, match=message) as caught:
            load_tables(run)
    assert caught.value.problems[0].rule == "locked_file"


def test_a_folder_in_place_of_a_file_is_missing(tmp_path):
    (tmp_path / "deals.csv").mkdir()
    with pytest.raises(SourceFileError, match=r"deals\.csv: no such file"):
        source_files(tmp_path, "deals.csv")


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("商机导出.csv", "商机导出 (1).csv"),
        ("商机导出(1).csv", "商机导出(2).csv"),
        ("opportunities.csv", "opportunities (10).csv"),
        ("商机_20240331.csv", "商机_2024-4-2.csv"),
        ("商机_2024年3月31日.csv", "商机_2024.04.01.csv"),
        ("商机_2023年12月.csv", "商机_2024年1月.csv"),
        ("crm_202412.xlsx", "crm_202501.xlsx"),
        ("商机_Q1.csv", "商机_Q2.csv"),
        ("商机_第3季度.csv", "商机_第4季度.csv"),
        ("商机_第9周.csv", "商机_第10周.csv"),
        ("商机_2023Q4.csv", "商机_2024Q1.csv"),
        ("商机_2024Q1.csv", "商机_2024Q4.csv"),
        ("商机_2024年第1周.csv", "商机_2024年第52周.csv"),
        ("deals_FY24Q1.csv", "deals_FY24Q4.csv"),
        ("rep 1.csv", "rep 52.csv"),
        ("crm20240331153000.csv", "crm20240402080000.csv"),
        ("opps 31MAR2024.csv", "opps 05APR2024.csv"),
        ("opps 31-03-2024.csv", "opps 01-04-2024.csv"),
        ("opps_31.03.2024.csv", "opps_01.04.2024.csv"),
        ("opps 31032024.csv", "opps 01042024.csv"),
        ("opps 31-03-24.csv", "opps 01-04-24.csv"),
        ("opps 24-03-31.csv", "opps 24-04-01.csv"),
        ("opps 03-31-2024.csv", "opps 04-01-2024.csv"),
        ("opps 12-31-2023.csv", "opps 01-15-2024.csv"),
        ("opps 31MAR.csv", "opps 05APR.csv"),
        ("opps March 2024.csv", "opps April 2024.csv"),
        ("opps August.csv", "opps September.csv"),
        ("opps Mar 31, 2024.csv", "opps Apr 5, 2024.csv"),
        ("opps 2024-Mar-31.csv", "opps 2024-Apr-05.csv"),
        ("report 28_Feb_2024.csv", "report 01_Mar_2024.csv"),
        ("report_29-Feb-24.csv", "report_02-Mar-24.csv"),
        ("opps 1st Apr 2024.csv", "opps 20240402.csv"),
        ("01-02-2024.csv", "02-03-2024.csv"),
        ("商機_113年1月.csv", "商機_113年12月.csv"),
        ("商機_113年12月.csv", "商機_114年1月.csv"),
    ],
)
def test_the_newer_of_two_names_is_last(tmp_path, older, newer):
    touched(tmp_path, newer, older)
    assert names_of(tmp_path, "*.*") == [older, newer]
    assert names_tell(older, newer)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("商机_12月.csv", "商机_1月.csv"),
        ("商机_1231.csv", "商机_0105.csv"),
        ("商机_Q4.csv", "商机_Q1.csv"),
        ("商机_4季度.csv", "商机_第1季度.csv"),
        ("商机_第52周.csv", "商机_第1周.csv"),
        ("deals_W52.csv", "deals_W01.csv"),
        ("deals Q3 2023.csv", "deals Q1 2024.csv"),
        ("deals week 51.csv", "deals week 2.csv"),
        ("opps 01-04-2024.csv", "opps 04-01-2024.csv"),
        ("a 05-04-24.csv", "a 04-05-24.csv"),
        ("opps 31-03-2024.csv", "opps 03-31-2024.csv"),
        ("opps December.csv", "opps January.csv"),
        ("opps 30DEC.csv", "opps 02JAN.csv"),
        ("商机_终版.csv", "商机_更新.csv"),
        ("商机.csv", "商机_新.csv"),
    ],
)
def test_names_that_do_not_tell_which_is_newer(one, other):
    """December and January, the fourth quarter and the first, week 52 and week 1: of one year?"""
    assert not names_tell(one, other)
    assert not names_tell(other, one)


def test_another_name_proves_what_two_do_not(tmp_path):
    # the 5th of April or the 4th of May: only the 31st of March says which number is the day
    names = ["a 31-03-2024.csv", "a 04-05-2024.csv", "a 05-04-2024.csv"]
    touched(tmp_path, *names)
    assert names_of(tmp_path, "*.csv") == [names[0], names[2], names[1]]
    assert not names_tell(names[2], names[1])
    assert names_tell(names[2], names[1], among=names)
    assert not names_tell(names[1], names[2], among=names)


def test_sheets_of_quarters_and_weeks_that_may_be_of_two_years():
    assert of_periods(["Q1", "Q2", "Q3"])
    assert of_periods(["第9周", "第10周"])
    assert not of_periods(["Q4", "Q1"])
    assert not of_periods(["第52周", "第1周"])
    assert of_periods(["2023Q4", "2024Q1"])
