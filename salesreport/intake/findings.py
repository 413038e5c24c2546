"""What intake found: problems in order, each once, with the policy's severities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from salesreport.cells.plain import Fault, written
from salesreport.problems import RULES, Problem, Severity, rows_of, severity


class Findings:
    """Collects problems; knows what the policy makes of each rule."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._settings = settings
        self._problems: dict[Problem, None] = {}
        self._told: dict[str, set[tuple[Any, ...]]] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Problems found so far, in order of discovery."""
        return tuple(self._problems)

    def add(
        self,
        rule: str,
        *,
        optional: bool = False,
        table: str | None = None,
        file: str | None = None,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        **values: str | int,
    ) -> None:
        """Note a problem unless its rule is off.

        `optional`: the cell may be missing, so an error by default is a warning.
        """
        level = self._level(rule, optional=optional)
        if level is not None:
            told = {name: str(number) for name, number in values.items()}
            problem = Problem(level, rule, table, file, sheet, row, column, value, told)
            self._problems.setdefault(problem)

    def told_rows(self, rule: str) -> Set[tuple[Any, ...]]:
        """File, sheet and row of those that readers' problems of a rule name."""
        return self._told.get(rule, frozenset())

    def add_problem(self, problem: Problem, *, table: str | None, optional: bool = False) -> None:
        """Note a problem a reader found, as loud as the policy has it."""
        level = self._level(problem.rule, optional=optional)
        self._told.setdefault(problem.rule, set()).update(
            (problem.file, problem.sheet, row) for row in rows_of(problem.row, problem.values)
        )
        if level is not None:
            ours = Problem(
                level, problem.rule, problem.table or table, problem.file, problem.sheet,
                problem.row, problem.column, problem.value, problem.values,
            )  # fmt: skip
            self._problems.setdefault(ours)

    def add_rows(
        self,
        rule: str,
        places: Sequence[tuple[Any, ...]],
        headers: Iterable[str | None],
        *,
        table: str,
        column: str | None = None,
        optional: bool = False,
        **values: str | int,
    ) -> None:
        """Note a problem of many rows: (file, sheet, row, cell as read) of each.

        `headers`: over each row's cell; said where it is not the column's name.
        """
        level = self._level(rule, optional=optional)
        if level is None:
            return
        plain = {name: str(number) for name, number in values.items()}
        told: dict[str | None, dict[str, str]] = {None: plain, column: plain}
        for (file, sheet, row, cell), header in zip(places, headers, strict=True):
            if header not in told:
                told[header] = {**plain, "header": str(header)}
            value = (cell.shown if isinstance(cell, Fault) else written(cell)) or None
            problem = Problem(level, rule, table, file, sheet, row, column, value, told[header])
            self._problems.setdefault(problem)

    def refuses(self, rule: str) -> bool:
        """Whether a row that breaks the rule is left out."""
        return not RULES[rule].soft or severity(rule, self._settings) == "error"

    def applies(self, rule: str) -> bool:
        """Whether the policy leaves the rule on."""
        return severity(rule, self._settings) is not None

    def _level(self, rule: str, *, optional: bool) -> Severity | None:
        level = severity(rule, self._settings)
        if optional and level == "error" and rule not in self._settings:
            return "warning"
        return level
