"""Problems of the input in words: what was found, and what to do now.

Every rule id of `salesreport.problems.RULES` has a message and a remedy here.
A placeholder that a problem carries no value for is filled with a dash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol, TypeVar

from salesreport.display.labels import TABLES, label
from salesreport.display.ruletexts import RULE_TEXTS
from salesreport.language import Words, mark
from salesreport.tables import TABLES as TABLE_COLUMNS

DASH = "–"

SEVERITIES = {
    "error": mark("error"),
    "warning": mark("warning"),
    "info": mark("note"),
}


class ProblemLike(Protocol):
    """What of a problem is worded: intake's own and a view's are alike."""

    @property
    def severity(self) -> str:
        """Error, warning or info."""

    @property
    def rule(self) -> str:
        """Rule id."""

    @property
    def table(self) -> str | None:
        """Table id."""

    @property
    def file(self) -> str | None:
        """File as in the run file's folder."""

    @property
    def sheet(self) -> str | None:
        """Sheet's title."""

    @property
    def row(self) -> int | None:
        """Row as the spreadsheet shows it."""

    @property
    def column(self) -> str | None:
        """Column as the table declares it."""

    @property
    def value(self) -> str | None:
        """Cell as written."""

    @property
    def values(self) -> dict[str, str]:
        """Further numbers and names."""


P = TypeVar("P", bound=ProblemLike)


def problem_message(problem: ProblemLike, words: Words) -> str:
    """What was found, in one sentence."""
    return _filled(RULE_TEXTS[problem.rule][0], problem, words)


def problem_remedy(problem: ProblemLike, words: Words) -> str:
    """What to do now, in one sentence."""
    return _filled(RULE_TEXTS[problem.rule][1], problem, words)


def problem_place(problem: ProblemLike, words: Words) -> str:
    """Where it stands: file, sheet, row, column, as the user knows them."""
    parts = [part for part in (problem.file, problem.sheet) if part]
    if not parts and problem.table:
        parts.append(label(TABLES, problem.table, words))
    if problem.row is not None:
        parts.append(words("row {row}", row=problem.row))
    if problem.column:
        parts.append(words("column {column}", column=column_word(problem, words)))
    return " · ".join(parts)


def column_word(problem: ProblemLike, words: Words) -> str:
    """The column's header: as written, else as the table prints it in this language."""
    name = problem.column or ""
    written = problem.values.get("header")
    declared = TABLE_COLUMNS.get(problem.table or "")
    known = [] if declared is None else [c for c in declared.columns if c.name == name]
    return written or (known[0].headers[words.language][0] if known else name)


def severity_word(severity: str, words: Words) -> str:
    """Error, warning or note."""
    return words(SEVERITIES[severity])


def _filled(text: str, problem: ProblemLike, words: Words) -> str:
    values: dict[str, str] = defaultdict(lambda: DASH)
    values.update({name: str(value) for name, value in problem.values.items()})
    values["value"] = DASH if problem.value is None else problem.value
    values["column"] = column_word(problem, words) or DASH
    values["file"] = problem.file or DASH
    values["sheet"] = problem.sheet or DASH
    values["table"] = label(TABLES, problem.table, words) or DASH
    return words(text).format_map(values)


def by_rule(problems: Sequence[P]) -> list[tuple[P, int]]:
    """One problem of each rule and table with how many alike, errors and most first."""
    groups: dict[tuple[str, str | None], list[P]] = {}
    for problem in problems:
        groups.setdefault((problem.rule, problem.table), []).append(problem)
    rank = {"error": 0, "warning": 1, "info": 2}
    ordered = sorted(groups.values(), key=lambda group: (rank[group[0].severity], -len(group)))
    return [(group[0], len(group)) for group in ordered]
