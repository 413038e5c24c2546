"""Problems grouped by cause: one remedy each, largest first.

Alike are problems of one rule and table, and one column where the text names it, that one
and the same remedy mends. Words of one column that nobody knows are one, since one line of
the run file places them all. What one step mends wherever it stands, such as a name for which
one alias is wanted, is one cause over all tables. Cells of a row whose values are shifted are
part of that row's cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic

from salesreport.display.problems import (
    P,
    ProblemLike,
    column_word,
    consequence,
    problem_message,
    problem_remedy,
)
from salesreport.display.ruletexts import RULE_TEXTS
from salesreport.language import Words, mark
from salesreport.problems import row_ranges, rows_of

N_FIRST = 3
"""Causes worth mending before all others."""

_ONE_STEP: dict[str, Callable[[ProblemLike], tuple[str | None, ...]]] = {
    "unknown_rep": lambda problem: (problem.value,),
    "ambiguous_name": lambda problem: (problem.value,),
    "missing_rate": lambda problem: (
        problem.values.get("currency"), problem.values.get("month"),
    ),
    "alias_suggestion": lambda problem: (),
    "typed_differs": lambda problem: (),
    "too_many_dropped": lambda problem: (),
}  # fmt: skip
"""Rules that one step mends in every table -> what tells two causes of a rule apart."""

_FOLLOWS = frozenset(
    {"typed_differs", "control_total_differs", "too_many_dropped", "entered_late",
     "filled_in_one_sitting", "copied_remarks", "created_before_signing"}
)  # fmt: skip
"""Rules that no cell mends: what follows from the rest, and what is to be asked."""

_LISTS_WORDS = {
    "unknown_choice": mark("{n} words are none of the choices of {column}: {found}."),
}
"""Rules whose words are told in one list -> how."""

_COUNTS_COLUMNS = frozenset({"extra_columns"})
_SHIFTED = "long_row"
_NO_AMOUNT = frozenset({"alias_suggestion"})
_RANK = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True)
class Cause(Generic[P]):
    """Problems that one remedy mends.

    Attributes
    ----------
    problems : tuple of problem
        In order of discovery, the most serious first.
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
    def severity(self) -> str:
        """Of the most serious of the problems."""
        return self.first.severity

    @property
    def is_mendable(self) -> bool:
        """Whether something in the input can be mended, before all that follows from it."""
        follows = self.first.rule in _FOLLOWS or "unused" in self.first.values
        return self.severity != "info" and not follows

    @property
    def size(self) -> int:
        """Rows or cells that are touched, those that only follow included."""
        return sum(size(problem) for problem in self.problems) + self.n_consequences

    @property
    def says_size(self) -> bool:
        """Whether the one message already says how many rows there are."""
        if self._words():
            return True
        message = RULE_TEXTS[self.first.rule][0]
        return len(self.problems) == 1 and ("{count}" in message or "{rows}" in message)

    @property
    def at_stake(self) -> Decimal | None:
        """Amount of the rows in the report currency; None where no table says it."""
        if self.first.rule in _NO_AMOUNT:
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

    def _words(self) -> Counter[str]:
        """Words told in one list, with their rows; empty of fewer than two."""
        counts = Counter(p.value for p in self.problems if p.value)
        return counts if self.first.rule in _LISTS_WORDS and len(counts) > 1 else Counter()

    def message(self, words: Words, most: int | None = None) -> str:
        """What was found: of several words that no column knows all with their rows.

        `most`: words to name, the most frequent first; by default all.
        """
        counts = self._words()
        if not counts:
            return problem_message(self.first, words)
        shown = [
            words("“{word}” ({n})", word=word, n=words.number(n))
            for word, n in counts.most_common(most)
        ]
        found = words.join([*shown, *["…"] * (len(counts) > len(shown))])
        text = words(
            _LISTS_WORDS[self.first.rule], n=words.number(len(counts)), found=found,
            column=column_word(self.first, words),
        )  # fmt: skip
        return words.sentences([text, consequence(self.first, words)])

    def messages(self, words: Words) -> list[tuple[P, str]]:
        """Problems that say different things, each saying once."""
        if self.first.rule in _LISTS_WORDS:
            return [(self.first, self.message(words))]
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
    """Problems by cause: what can be mended, what follows or is to be asked, then notes.

    Within each the largest first, of one size errors first, then the larger amounts.
    """
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
        group.sort(key=lambda problem: _RANK[problem.severity])
        first = group[0]
        also = consequences[first.table,] if first.rule == _SHIFTED else 0
        found.append(Cause(tuple(group), problem_remedy(first, words), also))
    return sorted(found, key=lambda cause: (
        cause.severity == "info", not cause.is_mendable, -cause.size, _RANK[cause.severity],
        -(cause.at_stake or 0),
    ))  # fmt: skip


def _row(problem: ProblemLike) -> tuple[str | None, ...]:
    return (problem.table, problem.file, problem.sheet, str(problem.row))


def _key(problem: ProblemLike, words: Words) -> tuple[str | None, ...]:
    rule, severity = problem.rule, problem.severity
    if rule == _SHIFTED:
        return (rule, severity, problem.table)
    if rule in _ONE_STEP:
        return (rule, *_ONE_STEP[rule](problem))
    column = problem.column if any("{column}" in text for text in RULE_TEXTS[rule]) else None
    unused = problem.values.get("unused")
    return (rule, severity, problem.table, column, unused, problem_remedy(problem, words))


def by_severity(found: Sequence[Cause[P]]) -> Counter[str]:
    """Rows or cells that errors, warnings and notes touch."""
    counts: Counter[str] = Counter()
    for cause in found:
        counts[cause.severity] += cause.size
    return counts


def headline(found: Sequence[Cause[P]], words: Words) -> str:
    """How many problems from how many causes, and what the first to mend hold."""
    serious = [cause for cause in found if cause.severity != "info"]
    if not serious:
        return words("No problems found")
    total = sum(cause.size for cause in serious)
    n_problems = words.plural("{n} problem", "{n} problems", total)
    n_causes = words.plural("{n} cause", "{n} causes", len(serious))
    first = [cause for cause in found if cause.is_mendable][:N_FIRST]
    if len(serious) <= N_FIRST or len(first) < 2:
        return words("{problems} from {causes}", problems=n_problems, causes=n_causes)
    return words(
        "{problems} from {causes}; the first {first} hold {held}: mend these first",
        problems=n_problems,
        causes=n_causes,
        first=words.number(len(first)),
        held=words.number(sum(cause.size for cause in first)),
    )
