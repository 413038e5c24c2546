"""Books of a folder: of each period the newest version, none of later ones."""

from salesreport.periods import Period
from salesreport.planbook import book_name, books_in

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
