"""What intake found: problems in order, each once, with the policy's severities."""

from __future__ import annotations

from collections.abc import Mapping

from salesreport.problems import RULES, Problem, severity


class Findings:
    """Collects problems; knows what the policy makes of each rule."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._settings = settings
        self._problems: dict[Problem, None] = {}

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
        level = severity(rule, self._settings)
        if level is None:
            return
        if optional and level == "error" and rule not in self._settings:
            level = "warning"
        problem = Problem(
            level, rule, table, file, sheet, row, column, value,
            {name: str(number) for name, number in values.items()},
        )  # fmt: skip
        self._problems.setdefault(problem)

    def refuses(self, rule: str) -> bool:
        """Whether a row that breaks the rule is left out."""
        return not RULES[rule].soft or severity(rule, self._settings) == "error"
