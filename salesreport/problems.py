"""What can be wrong with the input: rules by id, problems found, the ledger of rows.

A problem is a rule id and values; `display` words it in each language. A rule is
*soft* when the row can be read but should not have been filled in like that: as
an error it refuses the row, as a warning it keeps it, and it can be off. Any
other rule speaks of something that cannot be used at all: a policy may change how
loudly it is said, never that the row is counted in the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from salesreport.errors import SalesReportError, UnknownKeyError

Severity = Literal["error", "warning", "info"]
SETTINGS = ("error", "warning", "off")
"""What a policy may set a rule to."""


@dataclass(frozen=True)
class Rule:
    """One thing that is checked.

    Attributes
    ----------
    severity : {"error", "warning", "info"}
        Where the policy says nothing.
    description : str
        What the rule finds, and what happens to the row or value.
    soft : bool
        The row can be read; only as an error it is refused.
    """

    severity: Severity
    description: str
    soft: bool = False


RULES: dict[str, Rule] = {
    # files and sheets
    "missing_file": Rule("error", "A file named in the run file is not there."),
    "locked_file": Rule("error", "A file may not be read; it may be open in Excel."),
    "wrong_file_kind": Rule("error", "A file is not what its name says."),
    "unreadable_text": Rule("error", "A text file is in none of the encodings tried."),
    "broken_quotes": Rule("error", "A quotation mark in a text file is never closed."),
    "missing_sheet": Rule("error", "A sheet named in the run file is not in the workbook."),
    "missing_column": Rule("error", "A column the table needs is not in the file."),
    "unknown_header": Rule("error", "A header named under columns or join is not in the file."),
    "duplicate_header": Rule("error", "Two columns of a file have the same header."),
    "empty_table": Rule("error", "A file or sheet holds no data rows."),
    "skipped_sheet": Rule("info", "A sheet was left out: hidden, or not the table asked for."),
    "extra_columns": Rule("info", "Columns no table knows; kept beside the row, not used."),
    # cells
    "bad_number": Rule("error", "Text where a number is expected; never read as 0."),
    "not_whole_number": Rule("error", "A count with a fraction."),
    "ambiguous_rate": Rule("error", "A rate above 2 without %: 104 may be 104 % or 10,400 %."),
    "currency_mark": Rule("error", "An amount bears the sign of another currency than its row."),
    "bad_date": Rule("error", "No date, or one whose day and month cannot be told apart."),
    "bad_period": Rule("error", "No month, quarter or year."),
    "bad_flag": Rule("error", "Neither yes nor no."),
    "unknown_choice": Rule("error", "A word that is none of the column's choices."),
    # rows
    "missing_value": Rule("error", "A needed cell is blank; the row is refused."),
    "missing_either": Rule("error", "Of two columns one is needed, both are blank."),
    "long_row": Rule("error", "A row has more cells than the header; its values may be shifted."),
    "duplicate_key": Rule("error", "Two rows of one file have the same key; the first is kept."),
    "superseded": Rule("info", "A later row or a newer file holds the same key; the later counts."),
    "missing_rate": Rule("error", "No exchange rate for the currency and month; never taken as 1."),
    "missing_key_action": Rule("error", "A tracking row without a key action.", soft=True),
    "no_rep": Rule("warning", "No rep; the row counts in the team's total only.", soft=True),
    "no_customer": Rule("warning", "A closed deal without a customer.", soft=True),
    "no_amount": Rule("warning", "A needed amount is blank; it is missing, not 0.", soft=True),
    "no_created_date": Rule("warning", "A closed deal without a created date.", soft=True),
    "no_close_date": Rule("warning", "A closed deal without a close date.", soft=True),
    "no_status": Rule("warning", "A row without a status.", soft=True),
    "incomplete_plan": Rule("warning", "A plan without measure, deadline or support.", soft=True),
    # people and names
    "ambiguous_name": Rule("error", "A name that several people bear; refused, never merged."),
    "unknown_rep": Rule("warning", "A rep the table of people does not hold; kept as written."),
    "inferred_reps": Rule("info", "No table of people: they are taken from the other tables."),
    # joins
    "join_unmatched": Rule("warning", "Keys the joined file does not hold; the rows are kept."),
    "join_duplicate_key": Rule("error", "The joined file holds a key twice with other values."),
    # the whole
    "too_many_dropped": Rule("error", "A larger share of a table's rows is left out than allowed."),
    "adjustment_of_part": Rule(
        "warning", "A score adjustment of a month inside a longer period; not applied."
    ),
    "typed_differs": Rule("warning", "A typed value differs from what the other tables give."),
}
"""Every rule by its id, which policy files, JSON and wording use."""


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
        Further numbers and names for the wording.
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
