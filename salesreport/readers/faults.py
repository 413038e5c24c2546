"""Sources that cannot be read at all: one error with file, place, remedy, and its problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from salesreport.errors import InputError, MissingColumnError, SourceFileError
from salesreport.problems import Problem


class SourceColumnsError(MissingColumnError, InputError):
    """A file whose columns do not fit the table; `problems` says which."""


def near(word: str, known: Sequence[str]) -> str:
    """Closest of the known words, or nothing."""
    found = get_close_matches(word, known, n=1, cutoff=0.4)
    return found[0] if found else ""


def file_error(
    rule: str,
    what: str,
    *,
    file: str,
    expected: str,
    remedy: str,
    sheet: str | None = None,
    row: int | None = None,
    values: Mapping[str, str] | None = None,
) -> SourceFileError:
    """Error about a file or sheet, holding its one problem."""
    problem = Problem("error", rule, file=file, sheet=sheet, row=row, values=dict(values or {}))
    place = file + (f", sheet {sheet}" if sheet else "") + (f", row {row}" if row else "")
    return SourceFileError(what, problems=(problem,), where=place, expected=expected, remedy=remedy)


def columns_error(problem: Problem, what: str, *, expected: str, remedy: str) -> SourceColumnsError:
    """Error about the columns of a file, holding its one problem."""
    place = (problem.file or "") + (f", sheet {problem.sheet}" if problem.sheet else "")
    place += f", header row {problem.row}" if problem.row else ""
    return SourceColumnsError(
        what, problems=(problem,), where=place, expected=expected, remedy=remedy
    )


def combined(errors: Sequence[InputError], further: Sequence[Problem], *, where: str) -> InputError:
    """One error for all unreadable sources, with every problem found."""
    stopping = tuple(p for error in errors for p in error.problems)
    problems = (*stopping, *further)
    different = list({str(error): error for error in errors}.values())
    if len(different) == 1:
        different[0].problems, different[0].stopping = problems, stopping
        return different[0]
    error = InputError(
        f"{len(different)} faults in the sources:"
        + "".join(f"\n  {number}. {error}" for number, error in enumerate(different, 1)),
        problems=problems,
        where=where,
    )
    error.stopping = stopping
    return error


def missing_package(package: str, what: str, shown: str) -> SourceFileError:
    """Error about a package that must be installed to read a kind of source."""
    return file_error(
        "missing_package",
        f"reading {what} needs the package {package}, which is not installed",
        file=shown,
        expected="the package in the environment that runs salesreport",
        remedy=f'install it: python -m pip install "{package}"',
        values={"package": package},
    )


def refused_query(what: str, shown: str) -> SourceFileError:
    """Error about a query that is not run, or not to its end."""
    return file_error(
        "refused_query",
        f"the query is refused: {what}",
        file=shown,
        expected="one SELECT that reads and changes nothing",
        remedy="correct `query` in the run file",
        values={"reason": what},
    )


def unreadable_source(
    what: str, shown: str, *, reason: str = "", expected: str, remedy: str
) -> SourceFileError:
    """Error about a database or remote file that cannot be read, with its own words."""
    said = f"{what} ({reason})" if reason else what
    return file_error(
        "unreadable_source",
        said,
        file=shown,
        expected=expected,
        remedy=remedy,
        values={"reason": reason or what},
    )
