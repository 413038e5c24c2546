"""What was wrong with the input: problems found, the ledger of rows.

A problem is a rule id and values; `display` words it in each language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from salesreport.errors import SalesReportError, UnknownKeyError
from salesreport.rules import RULES, SETTINGS, Rule, Severity

__all__ = [
    "RULES",
    "SETTINGS",
    "LedgerLine",
    "Problem",
    "Rule",
    "Severity",
    "check_rules",
    "row_ranges",
    "rows_of",
    "severity",
    "told_apart",
]


@dataclass(frozen=True)
class Problem:
    """Something wrong in the input, by rule id and values.

    Attributes
    ----------
    severity : {"error", "warning", "info"}
        As the policy or the rule's default says.
    rule : str
        A key of `RULES`.
    file : str, optional
        Path relative to the run file's folder, with `/`.
    row : int, optional
        The number the user's spreadsheet shows.
    value : str, optional
        The cell as written.
    values : dict of str
        Further numbers and names for the wording. `row_numbers` names all rows of a
        problem that is about several (`3-9, 14`), `at_stake` their amount in the report
        currency, `count` how many rows or cells lie behind a problem that names none.
    """

    severity: Severity
    rule: str
    table: str | None = None
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    values: dict[str, str] = field(default_factory=dict, hash=False)


def row_ranges(rows: Iterable[int]) -> str:
    """Row numbers as people read them: each once, ascending, neighbours joined.

    Examples
    --------
    >>> row_ranges([14, 3, 4, 5, 5])
    '3-5, 14'
    """
    parts: list[list[int]] = []
    for row in sorted({row for row in rows if row > 0}):
        if parts and parts[-1][1] == row - 1:
            parts[-1][1] = row
        else:
            parts.append([row, row])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in parts)


def rows_of(row: int | None, values: Mapping[str, str]) -> list[int]:
    """Rows a problem names: those of its `row_numbers`, else its one row, else none.

    Examples
    --------
    >>> rows_of(3, {"row_numbers": "3-5, 14"}), rows_of(7, {}), rows_of(None, {})
    ([3, 4, 5, 14], [7], [])
    """
    written = values.get("row_numbers", "")
    if not written:
        return [] if row is None else [row]
    found: list[int] = []
    for part in written.split(", "):
        first, _, last = part.partition("-")
        found.extend(range(int(first), int(last or first) + 1))
    return found


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Name of each id, followed by the id where several bear the name.

    Examples
    --------
    >>> told_apart({"001": "Li Wei", "002": "Li Wei", "003": "Wang Fang"})
    {'001': 'Li Wei 001', '002': 'Li Wei 002', '003': 'Wang Fang'}
    """
    bearers = Counter(names.values())
    return {i: f"{name} {i}" if bearers[name] > 1 else name for i, name in names.items()}


@dataclass(frozen=True)
class LedgerLine:
    """Rows of one table: read = kept + listed, always.

    Attributes
    ----------
    table : str
    read : int
        Data rows in the files, counted before anything is converted.
    kept : int
        Rows in the delivered table (for a wide table: rows that were used).
    listed : dict of str to int
        Rows left out, by the one rule that decided it.
    """

    table: str
    read: int
    kept: int
    listed: dict[str, int] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Refuse a line that does not balance."""
        if self.read != self.kept + sum(self.listed.values()):
            raise SalesReportError(
                f"the ledger does not balance: {self.read} rows read, {self.kept} kept, "
                f"{sum(self.listed.values())} listed",
                where=self.table,
                expected="read = kept + listed",
                remedy="report this with the file: a row would have been lost",
            )


def severity(rule: str, settings: Mapping[str, str]) -> Severity | None:
    """Severity of a rule under a policy's `rules`; None when it is off.

    Raises
    ------
    UnknownKeyError
        `rule` is none of `RULES`.
    """
    if rule not in RULES:
        raise UnknownKeyError(rule, known=list(RULES), where="rules", kind="rule")
    setting = settings.get(rule)
    if setting == "off":
        return None
    if setting == "error":
        return "error"
    return "warning" if setting == "warning" else RULES[rule].severity


def check_rules(settings: Mapping[str, str], *, where: str = "rules") -> None:
    """Refuse a policy's rules that name an unknown rule or setting.

    Raises
    ------
    UnknownKeyError
        Names the near one.
    """
    for rule, setting in settings.items():
        if rule not in RULES:
            raise UnknownKeyError(rule, known=list(RULES), where=where, kind="rule")
        if setting not in SETTINGS:
            raise UnknownKeyError(
                setting, known=list(SETTINGS), where=f"{where}.{rule}", kind="setting"
            )
