"""Problems of the input in words: what was found, and what to do now.

Every rule id of `salesreport.problems.RULES` has a message and a remedy here.
A placeholder that a problem carries no value for is filled with a dash.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from salesreport.display.labels import CONFIRMED, GRADES, TABLES, header_word, label
from salesreport.display.ruletexts import RULE_TEXTS
from salesreport.display.written import amount_text
from salesreport.errors import InputError
from salesreport.language import Words, mark
from salesreport.tables import TABLES as TABLE_COLUMNS

DASH = "–"
_STOPS = "。."

_NAMES_CHOICES = frozenset({"stage_backwards"})
"""Rules whose values are choices of the column, not cells as written."""

_AMOUNTS = {
    "control_total_differs": ("value", "ours", "difference"),
    "total_differs": ("value", "summed", "difference"),
    "amount_off_scale": ("value", "usual"),
    "rep_off_scale": ("value", "usual"),
    "table_off_scale": ("value", "usual"),
    "refund_positive": ("value",),
    "over_allocated": ("value", "paid"),
    "credit_note_unmatched": ("amount", "value"),
    "missing_rate": ("value",),
    "unclear_currency": ("value",),
    "unread_dates": ("amount",),
    "typed_differs": ("value", "computed"),
}
"""Rule -> its placeholders that are amounts."""

_UNUSABLE = frozenset(
    {"bad_number", "binary_cell", "not_whole_number", "ambiguous_rate", "unclear_number",
     "unclear_unit", "bad_date", "no_year", "unclear_date", "other_day_order", "bad_period",
     "unclear_year", "unclear_calendar",
     "bad_flag", "unknown_choice", "rounded_id", "ambiguous_name"}
)  # fmt: skip
"""Rules about one cell that cannot be used."""

_NUMBERS = frozenset({"money", "number", "rate", "count"})

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
    """What was found, and of a cell that cannot be used what follows for its row."""
    found = _filled(RULE_TEXTS[problem.rule][0], problem, words)
    return words.sentences([found, consequence(problem, words)])


def consequence(problem: ProblemLike, words: Words) -> str:
    """What becomes of a row whose cell cannot be used; nothing where its other cells decide."""
    table = TABLE_COLUMNS.get(problem.table or "")
    column = table.by_name.get(problem.column or "") if table else None
    if table is None or column is None or problem.rule not in _UNUSABLE:
        return ""
    if column.required:
        return words("The row is left out.")
    if any(column.name in names for names in table.one_of):
        return ""
    if column.kind in _NUMBERS:
        return words("The cell counts as missing, never as 0.")
    return words("The cell counts as blank.")


def problem_remedy(problem: ProblemLike, words: Words) -> str:
    """What to do now, in one sentence."""
    return _filled(RULE_TEXTS[problem.rule][1], problem, words)


N_REASONS = 5


def worded_fault(error: InputError, words: Words) -> InputError:
    """An error about input in the run's language: its problems in words.

    In English, and where it holds no problem, the error itself: it is said in English
    where it is raised.
    """
    serious = [problem for problem in error.problems if problem.severity == "error"]
    if words.language == "en" or not serious:
        return error
    first, others = serious[0], serious[1:]
    places = ((problem_place(p, words), problem_message(p, words)) for p in others)
    said = dict.fromkeys(words("{place}: {found}", place=p, found=f) if p else f for p, f in places)
    return InputError(
        problem_message(first, words).rstrip(_STOPS),
        problems=error.problems,
        where=problem_place(first, words),
        remedy=problem_remedy(first, words).rstrip(_STOPS),
        reasons=(*list(said)[:N_REASONS], *["…"] * (len(said) > N_REASONS)),
        language=words.language,
    )


def problem_place(problem: ProblemLike, words: Words, *, all_rows: bool = False) -> str:
    """Where it stands: file, sheet, row, column, as the user knows them.

    `all_rows`: all rows of a problem that is about several, else its first.
    """
    parts = [part for part in (problem.file, problem.sheet) if part]
    if not parts and problem.table:
        parts.append(label(TABLES, problem.table, words))
    rows = problem.values.get("row_numbers") if all_rows else None
    if rows or problem.row is not None:
        parts.append(rows_text(rows or str(problem.row), words))
    if problem.column:
        parts.append(words("column {column}", column=column_word(problem, words)))
    return " · ".join(parts)


def rows_text(rows: str, words: Words) -> str:
    """Row numbers such as `3-9, 14` in words."""
    return words("row {row}", row=rows) if rows.isdigit() else words("rows {rows}", rows=rows)


def column_word(problem: ProblemLike, words: Words) -> str:
    """The column's header: as written, else as the table prints it in this language."""
    names = (problem.column or "").split(" / ")
    written = problem.values.get("header")
    if written and written not in (problem.column, *names):
        return written
    return " / ".join(header_word(problem.table, name, words) for name in names)


def severity_word(severity: str, words: Words) -> str:
    """Error, warning or note."""
    return words(SEVERITIES[severity])


def _filled(text: str, problem: ProblemLike, words: Words) -> str:
    return words(text).format_map(_Placeholders(problem, words))


class _Placeholders(dict[str, str]):
    """What a text may ask of a problem, worded only when it is asked; a dash where it lacks."""

    def __init__(self, problem: ProblemLike, words: Words) -> None:
        super().__init__()
        self._problem, self._words = problem, words

    def __missing__(self, name: str) -> str:
        problem, words = self._problem, self._words
        if name == "column":
            return column_word(problem, words) or DASH
        if name == "table":
            return label(TABLES, problem.table, words) or DASH
        own = {"value": problem.value, "file": problem.file, "sheet": problem.sheet}
        found = own[name] if name in own else problem.values.get(name)
        if name == "month" and found == "":
            return words("an unknown month")
        if found is None or (found == "" and name != "value"):
            return DASH
        return self._worded(name, str(found))

    def _worded(self, name: str, found: str) -> str:
        problem, words = self._problem, self._words
        if name in _AMOUNTS.get(problem.rule, ()):
            return label(GRADES, amount_text(found, words), words)
        if problem.rule in _NAMES_CHOICES:
            return _choice_word(found, problem, words)
        if name == "owner" and problem.values.get("measure"):
            measure = words.bracket(label(CONFIRMED, problem.values["measure"], words))
            return f"{found}{measure}" if words.chinese else f"{found} {measure}"
        return _WORDED[name](found, words) if name in _WORDED else found


_TOLD = {"period": mark("the report's period"), "year": mark("year in the run file")}
"""What a year was taken from, where it is no text of the user's."""

_REASONS = (mark("this is no SQLAlchemy URL"), mark("the database file is cut short"))
"""Our own words where no server or store has answered."""

_WORDED: dict[str, Callable[[str, Words], str]] = {
    "told": lambda name, words: words(_TOLD[name]) if name in _TOLD else name,
    "reason": lambda name, words: words(name) if name in _REASONS else name,
    "measure": lambda name, words: label(CONFIRMED, name, words),
    "period": lambda name, words: words.period(name),
    "month": lambda name, words: words.period(name),
    "used": lambda name, words: words.period(name),
    "parent": lambda name, words: label(TABLES, name, words),
}
"""Placeholder -> how its id is said."""


def _choice_word(name: str, problem: ProblemLike, words: Words) -> str:
    """A choice of the problem's column as a drop-down shows it; other text as it is."""
    table = TABLE_COLUMNS.get(problem.table or "")
    column = table.by_name.get(problem.column or "") if table else None
    for choice in () if column is None else column.choices:
        if choice.name == name:
            return choice.words[words.language][0]
    return name
