"""Problems grouped by cause: one remedy each, largest first.

Alike are problems of one rule, table and column that one and the same remedy mends.
Where the word itself is the cause, such as a stage nobody knows, each word is its own.
Cells of a row whose values are shifted are part of that row's cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic

from salesreport.display.problems import P, ProblemLike, problem_message, problem_remedy
from salesreport.display.ruletexts import RULE_TEXTS
from salesreport.language import Words
from salesreport.problems import row_ranges, rows_of

N_FIRST = 3
"""Causes worth mending before all others."""

_BY_WORD = frozenset({"unknown_choice", "unknown_rep", "ambiguous_name", "missing_rate"})
_COUNTS_COLUMNS = frozenset({"extra_columns"})
_SHIFTED = "long_row"
_WHOLE_INPUT = frozenset({"alias_suggestion"})
_RANK = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True)
class Cause(Generic[P]):
    """Problems that one remedy mends.

    Attributes
    ----------
    problems : tuple of problem
        In order of discovery.
    remedy : str
        What to do now, in words.
    n_consequences : int
        Further problems that vanish with these.
    """

    problems: tuple[P, ...]
    remedy: str
    n_consequences: int = 0

    @property
    def first(self) -> P:
        """The problem that stands for all."""
        return self.problems[0]

    @property
    def size(self) -> int:
        """Rows or cells that are touched, those that only follow included."""
        return sum(size(problem) for problem in self.problems) + self.n_consequences

    @property
    def says_size(self) -> bool:
        """Whether the one message already says how many rows there are."""
        message = RULE_TEXTS[self.first.rule][0]
        return len(self.problems) == 1 and ("{count}" in message or "{rows}" in message)

    @property
    def at_stake(self) -> Decimal | None:
        """Amount of the rows in the report currency; None where no table says it."""
        if self.first.rule in _WHOLE_INPUT:
            return None
        amounts = [p.values["at_stake"] for p in self.problems if p.values.get("at_stake")]
        return sum(map(Decimal, amounts), Decimal(0)) if amounts else None

    def places(self) -> list[tuple[str, str | None, str]]:
        """File, sheet and rows (`3-9, 14`) of all problems that name a row."""
        rows: dict[tuple[str, str | None], list[int]] = {}
        for problem in self.problems:
            named = rows_of(problem.row, problem.values)
            if named:
                rows.setdefault((problem.file or "", problem.sheet), []).extend(named)
        return [(file, sheet, row_ranges(named)) for (file, sheet), named in rows.items()]

    def repeated(self) -> list[tuple[str, int]]:
        """Cells as written that come more than once, the most frequent first."""
        counts = Counter(p.value for p in self.problems if p.value is not None)
        return [(value, n) for value, n in counts.most_common() if n > 1]

    def messages(self, words: Words) -> list[tuple[P, str]]:
        """Problems that say different things, each saying once."""
        said: dict[str, P] = {}
        for problem in self.problems:
            said.setdefault(problem_message(problem, words), problem)
        return [(problem, message) for message, problem in said.items()]


def size(problem: ProblemLike) -> int:
    """Rows or cells one problem touches: those it names, else its count, else one."""
    if problem.rule in _COUNTS_COLUMNS:
        return 1
    if problem.values.get("row_numbers"):
        return len(rows_of(problem.row, problem.values))
    count = problem.values.get("count") or problem.values.get("rows") or ""
    return max(int(count), 1) if count.isdigit() else 1


def causes(problems: Sequence[P], words: Words) -> list[Cause[P]]:
    """Problems by cause, largest first; notes, which need nothing done, last."""
    shifted = {_row(problem) for problem in problems if problem.rule == _SHIFTED}
    groups: dict[tuple[str | None, ...], list[P]] = {}
    consequences: Counter[tuple[str | None, ...]] = Counter()
    for problem in problems:
        if problem.rule != _SHIFTED and shifted and _row(problem) in shifted:
            consequences[_row(problem)[:1]] += 1
        else:
            groups.setdefault(_key(problem, words), []).append(problem)
    found = []
    for group in groups.values():
        first = group[0]
        also = consequences[first.table,] if first.rule == _SHIFTED else 0
        found.append(Cause(tuple(group), problem_remedy(first, words), also))
    return sorted(found, key=lambda cause: (
        cause.first.severity == "info", -cause.size, _RANK[cause.first.severity]
    ))  # fmt: skip


def _row(problem: ProblemLike) -> tuple[str | None, ...]:
    return (problem.table, problem.file, problem.sheet, str(problem.row))


def _key(problem: ProblemLike, words: Words) -> tuple[str | None, ...]:
    rule, severity = problem.rule, problem.severity
    if rule == _SHIFTED:
        return (rule, severity, problem.table)
    if rule in _WHOLE_INPUT:
        return (rule, severity)
    word = problem.value if rule in _BY_WORD else None
    return (rule, severity, problem.table, problem.column, word, problem_remedy(problem, words))


def headline(found: Sequence[Cause[P]], words: Words) -> str:
    """How many problems from how many causes, and what the first causes hold."""
    serious = [cause for cause in found if cause.first.severity != "info"]
    if not serious:
        return words("No problems found")
    total = sum(cause.size for cause in serious)
    n_problems = words.plural("{n} problem", "{n} problems", total)
    n_causes = words.plural("{n} cause", "{n} causes", len(serious))
    if len(serious) <= N_FIRST:
        return words("{problems} from {causes}", problems=n_problems, causes=n_causes)
    return words(
        "{problems} from {causes}; the first {first} hold {held}: mend these first",
        problems=n_problems,
        causes=n_causes,
        first=words.number(N_FIRST),
        held=words.number(sum(cause.size for cause in serious[:N_FIRST])),
    )
