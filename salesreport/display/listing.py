"""What `check` and `score` say on the command line, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from salesreport.display.causes import Cause, causes, headline
from salesreport.display.header import team_name
from salesreport.display.labels import FLAGS, GRADES, TABLES, label
from salesreport.display.problems import (
    ProblemLike,
    column_word,
    problem_message,
    problem_place,
    rows_text,
    severity_word,
)
from salesreport.display.rulenames import left_out_by
from salesreport.display.snippets import snippet
from salesreport.language import Words
from salesreport.report.views import LedgerLine, Rep, TeamView

N_EXAMPLES = 3

SAID_BELOW = frozenset({"alias_suggestion"})
"""Rules whose lines to paste name every word there is."""


def check_lines(view: TeamView, language: str) -> Iterator[str]:
    """Problems by cause with one remedy each, rows used and left out, grades they give."""
    words = Words(language)
    yield f"{team_name(view, words)} · {words.period(view.meta.period)}"
    meta = view.meta
    yield from cause_lines(view.problems, words, currency=meta.currency, first_day=meta.first)
    for line in view.ledger:
        yield f"  {label(TABLES, line.table, words)}: {_rows_used(line, words)}"
    counts = [f"{label(GRADES, grade, words)} {n}" for grade, n in view.grades.items() if n]
    if counts:
        yield words("Grades under policy {policy}: {counts}",
                    policy=view.meta.policy, counts=words.join(counts))  # fmt: skip


def problem_lines(problems: Sequence[ProblemLike], language: str) -> Iterator[str]:
    """Problems by cause with one remedy each, for a command that goes on despite them."""
    serious = [problem for problem in problems if problem.severity != "info"]
    if serious:
        yield from cause_lines(serious, Words(language))


def fault_lines(
    problems: Sequence[ProblemLike], language: str, *, currency: str, first_day: date
) -> Iterator[str]:
    """The same with all lines to paste, where an input cannot be read and no report is made."""
    if problems:
        yield from cause_lines(problems, Words(language), currency=currency, first_day=first_day)


def cause_lines(
    problems: Sequence[ProblemLike],
    words: Words,
    *,
    currency: str | None = None,
    first_day: date | None = None,
) -> Iterator[str]:
    """Every cause, largest first: what, where in all its rows, how much money, the remedy.

    With the report's `currency` the amounts concerned are given, with its `first_day`
    lines to paste.
    """
    found = causes(problems, words)
    yield headline(found, words)
    for number, cause in enumerate(found, start=1):
        first = cause.first
        counted = cause.size > 1 and not cause.says_size
        count = f"{words.number(cause.size)} × " if counted else ""
        message = problem_message(first, words)
        yield f"{number}. [{severity_word(first.severity, words)}] {count}{message}"
        yield from (f"     {line}" for line in _place_lines(cause, words))
        if currency and cause.at_stake:
            digits = 0 if cause.at_stake == int(cause.at_stake) else 2
            amount = words.money(cause.at_stake, currency, "table", digits)
            yield f"     {words('Amount concerned: {amount}', amount=amount)}"
        yield f"   → {cause.remedy}"
        if first_day:
            yield from (f"       {line}" for line in snippet(cause, first_day))


def _place_lines(cause: Cause[ProblemLike], words: Words) -> Iterator[str]:
    """Where a cause stands in all its rows, and what the other problems of it say."""
    said = cause.messages(words)
    if any(p.row is None or p.values.get("row_numbers") for p in cause.problems):
        if len(said) == 1 or cause.first.rule in SAID_BELOW:
            places = [problem_place(p, words, all_rows=True) for p in cause.problems]
            yield from dict.fromkeys(places)
        else:
            for problem, text in said:
                yield f"{problem_place(problem, words, all_rows=True)}: {text}"
        return
    repeated = cause.repeated()[:N_EXAMPLES] if 1 < len(said) < len(cause.problems) else []
    if repeated:
        yield words.join(words("“{value}” × {n}", value=v, n=words.number(n)) for v, n in repeated)
    else:
        yield from (text for _, text in said[1:N_EXAMPLES])
    for file, sheet, rows in cause.places():
        column = words("column {column}", column=column_word(cause.first, words))
        parts = [file, sheet, rows_text(rows, words), column if cause.first.column else None]
        yield " · ".join(part for part in parts if part)


def _rows_used(line: LedgerLine, words: Words) -> str:
    text = words("{kept} of {read} rows used", kept=line.kept, read=line.read)
    if line.read == line.kept:
        return text
    rules = left_out_by(line.listed, words)
    left_out = f"{words('left out')} {words.number(line.read - line.kept)}"
    blank = "" if words.chinese else " "
    return f"{text} · {left_out}{blank}{words.bracket(rules)}"


def score_lines(view: TeamView, language: str) -> Iterator[str]:
    """One line a rep: score, grade, one deal more and less, flags."""
    words = Words(language)
    yield f"{team_name(view, words)} · {words.period(view.meta.period)} · {view.meta.policy}"
    for rep in view.reps:
        yield _score_line(rep, words)


def _score_line(rep: Rep, words: Words) -> str:
    score = rep.score
    parts = [rep.name, _points(score.score, words), label(GRADES, score.grade, words)]
    for sign, deal in (("+1", score.one_deal.more), ("-1", score.one_deal.less)):
        if deal.score is not None:
            parts.append(f"{sign}: {_points(deal.score, words)} {label(GRADES, deal.grade, words)}")
    parts += [label(FLAGS, flag, words) for flag in rep.flags]
    return "  ".join(parts)


def _points(value: float | None, words: Words) -> str:
    return words.na() if value is None else words.number(value, 2)
