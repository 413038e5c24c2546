"""Books of a folder: of each period the newest version, none of later ones."""

from salesreport.periods import Period
from salesreport.planbook import book_name, books_in, unread_in

JUNE = Period.parse("2026-06")


def names(folder, period=JUNE):
    return [book.path.name for book in books_in(folder, period)]


def test_the_highest_version_of_each_period_up_to_the_runs_is_read(tmp_path):
    for name in ("2026-05.xlsx", "2026-05-v2.xlsx", "2026-05-v10.xlsx", "2026-06.xlsx",
                 "2026-07.xlsx", "~$2026-06-v2.xlsx", "notes.xlsx", "2026-04.csv"):  # fmt: skip
        (tmp_path / name).write_bytes(b"")
    assert names(tmp_path) == ["2026-05-v10.xlsx", "2026-06.xlsx"]


def test_a_folder_that_is_not_there_holds_no_book(tmp_path):
    assert books_in(tmp_path / "plans", JUNE) == ()


def test_books_of_quarters_and_fiscal_years_are_known_by_their_names(tmp_path):
    second = Period.parse("FY2023/24-Q2", fiscal_year_start=10)
    (tmp_path / book_name(second, 2)).write_bytes(b"")
    (tmp_path / "2024-01.xlsx").write_bytes(b"")
    assert names(tmp_path, second) == ["2024-01.xlsx", book_name(second, 2)]


def told(folder, period=JUNE):
    return {path.name: name for path, name in unread_in(folder, period)}


def test_each_file_that_is_no_book_by_its_name_is_told_with_the_name_to_give_it(tmp_path):
    for name in ("2026-05.xlsx", "2026-06.xlsx", "2026-06-v2.xlsx", "2026-07.xlsx",
                 "2026-06.xls", "2026-06 (1).xlsx", "2026-6.xlsx", "2026-05-final.xlsx",
                 "2026-04.csv", "2026年6月.xlsx", "计划.xlsx", "2026-W23.xlsx",
                 "~$2026-06.xlsx", ".~lock.2026-06.xlsx#", "Thumbs.db"):  # fmt: skip
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "old").mkdir()
    assert told(tmp_path) == {
        "2026-06.xls": "2026-06-v3.xlsx", "2026-06 (1).xlsx": "2026-06-v3.xlsx",
        "2026-6.xlsx": "2026-06-v3.xlsx", "2026-05-final.xlsx": "2026-05-v2.xlsx",
        "2026-04.csv": "2026-04.xlsx", "2026年6月.xlsx": "2026-06-v3.xlsx",
        "计划.xlsx": "2026-06-v3.xlsx", "2026-W23.xlsx": "2026-06-v3.xlsx",
    }  # fmt: skip
    assert told(tmp_path / "none") == {}


def test_a_version_with_a_capital_v_is_read_and_the_second_of_one_version_told(tmp_path):
    for name in ("2026-05-V2.xlsx", "2026-06-V2.xlsx", "2026-06-v02.xlsx", "2026-06.xlsx"):
        (tmp_path / name).write_bytes(b"")
    assert names(tmp_path) == ["2026-05-V2.xlsx", "2026-06-V2.xlsx"]
    assert told(tmp_path) == {"2026-06-v02.xlsx": "2026-06-v3.xlsx"}


def test_a_month_knows_the_books_of_fiscal_quarters(tmp_path):
    october = Period.parse("2023-10", fiscal_year_start=10)
    quarter = Period.parse("FY2023/24-Q1", fiscal_year_start=10)
    for name in (book_name(quarter), "FY2023-24-Q1 copy.xlsx"):
        (tmp_path / name).write_bytes(b"")
    assert told(tmp_path, quarter) == {"FY2023-24-Q1 copy.xlsx": "FY2023-24-Q1-v2.xlsx"}
    assert told(tmp_path, october) == {"FY2023-24-Q1 copy.xlsx": "2023-10.xlsx"}
