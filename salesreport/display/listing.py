"""What `check` and `score` say on the command line, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from salesreport.display.causes import Cause, causes, headline
from salesreport.display.flags import flag_text
from salesreport.display.header import team_name
from salesreport.display.labels import GRADES, TABLES, label
from salesreport.display.problems import (
    ProblemLike,
    column_word,
    problem_place,
    rows_text,
    severity_word,
)
from salesreport.display.rulenames import left_out_by
from salesreport.display.snippets import Snippets
from salesreport.display.trust import without_data
from salesreport.display.written import stake_text
from salesreport.errors import DroppedRowsError, InputError, SalesReportError
from salesreport.language import Words
from salesreport.params import RunFile
from salesreport.problems import LedgerLine as CountedLine
from salesreport.problems import told_apart
from salesreport.report.scores import unscored
from salesreport.report.views import LedgerLine, Rep, TeamView

N_EXAMPLES = 3

CountedRows = CountedLine | LedgerLine

SAID_BELOW = frozenset({"alias_suggestion"})
"""Rules whose lines to paste name every word there is."""


def error_text(error: SalesReportError) -> str:
    """Where, what is wrong, what was expected and what to do, in the error's own language."""
    if error.language == "en":
        return str(error)
    words = Words(error.language)
    what = words("{where}: {what}.", where=error.where, what=error.what)
    parts = [what if error.where else words("{what}.", what=error.what)]
    if error.expected:
        parts.append(words("Expected: {expected}.", expected=error.expected))
    if error.remedy:
        parts.append(words("Remedy: {remedy}.", remedy=error.remedy))
    return "\n  - ".join([words.sentences(parts), *error.reasons])


def check_lines(view: TeamView, run: RunFile) -> Iterator[str]:
    """Problems by cause with one remedy each, rows used and left out, grades they give."""
    words = Words(run.languages[0])
    yield f"{team_name(view, words)} · {words.period(view.meta.period)}"
    yield from cause_lines(view.problems, words, run)
    yield from ledger_lines(view.ledger, words)
    counts = [f"{label(GRADES, grade, words)} {n}" for grade, n in view.grades.items() if n]
    if counts:
        yield words("Grades under policy {policy}: {counts}",
                    policy=view.meta.policy, counts=words.join(counts))  # fmt: skip
    yield from without_data(unscored({rep.rep_id: rep.score for rep in view.reps}), words)


def problem_lines(problems: Sequence[ProblemLike], language: str) -> Iterator[str]:
    """Problems by cause with one remedy each, for a command that goes on despite them."""
    serious = [problem for problem in problems if problem.severity != "info"]
    if serious:
        yield from cause_lines(serious, Words(language))


def fault_lines(error: InputError, run: RunFile) -> Iterator[str]:
    """The same with all lines to paste, where no report is made, and the rows left out."""
    words = Words(run.languages[0])
    if error.problems:
        yield from cause_lines(error.problems, words, run)
    if isinstance(error, DroppedRowsError):
        yield from ledger_lines(error.ledger, words)


def cause_lines(
    problems: Sequence[ProblemLike], words: Words, run: RunFile | None = None
) -> Iterator[str]:
    """Every cause, largest first: what, where in all its rows, the remedy.

    With the run also the amounts concerned, in its currency, and lines to paste into it.
    """
    found = causes(problems, words)
    yield headline(found, words)
    lines = Snippets(problems, run.period.first, run.data, words) if run else None
    for number, cause in enumerate(found, start=1):
        first = cause.first
        counted = cause.size > 1 and not cause.says_size
        count = f"{words.number(cause.size)} × " if counted else ""
        message = cause.message(words)
        yield f"{number}. [{severity_word(first.severity, words)}] {count}{message}"
        yield from (f"     {line}" for line in _place_lines(cause, words) if line)
        if run and cause.at_stake:
            amount = stake_text(cause.at_stake, words)
            yield f"     {words('Amount concerned: {amount}', amount=amount)}"
        yield f"   → {cause.remedy}"
        yield from (f"       {line}" for line in (lines.of(cause) if lines else ()))


def _place_lines(cause: Cause[ProblemLike], words: Words) -> Iterator[str]:
    """Where a cause stands in all its rows, and what the other problems of it say."""
    said = cause.messages(words)
    if any(p.row is None or p.values.get("row_numbers") for p in cause.problems):
        if len(said) == 1 or cause.first.rule in SAID_BELOW:
            places = [problem_place(p, words, all_rows=True) for p in cause.problems]
            yield from dict.fromkeys(places)
        else:
            if cause.first.file:
                yield problem_place(cause.first, words, all_rows=True)
            for problem, text in said[1:]:
                place = problem_place(problem, words, all_rows=True)
                yield words("{place}: {found}", place=place, found=text) if problem.file else text
        return
    repeated = cause.repeated()[:N_EXAMPLES] if 1 < len(said) < len(cause.problems) else []
    if repeated:
        yield words.join(words("“{value}” × {n}", value=v, n=words.number(n)) for v, n in repeated)
    else:
        yield from (text for _, text in said[1:N_EXAMPLES])
    named = dict.fromkeys(column_word(p, words) for p in cause.problems if p.column)
    column = words("column {column}", column=" / ".join(named)) if named else None
    for file, sheet, rows in cause.places():
        parts = [file, sheet, rows_text(rows, words), column]
        yield " · ".join(part for part in parts if part)


def ledger_lines(ledger: Iterable[CountedRows], words: Words) -> Iterator[str]:
    """Rows used and left out, a line a table."""
    for line in ledger:
        place, used = label(TABLES, line.table, words), _rows_used(line, words)
        yield "  " + words("{place}: {found}", place=place, found=used)


def _rows_used(line: CountedRows, words: Words) -> str:
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
    names = told_apart({rep.rep_id: rep.name for rep in view.reps})
    for rep in view.reps:
        yield _score_line(rep, names[rep.rep_id], words)


def _score_line(rep: Rep, name: str, words: Words) -> str:
    score = rep.score
    parts = [name, _points(score.score, words), label(GRADES, score.grade, words)]
    for sign, deal in (("+1", score.one_deal.more), ("-1", score.one_deal.less)):
        if deal.score is not None:
            parts.append(f"{sign}: {_points(deal.score, words)} {label(GRADES, deal.grade, words)}")
    parts += [flag_text(flag, rep.flag_rule, words) for flag in rep.flags]
    return "  ".join(parts)


def _points(value: float | None, words: Words) -> str:
    return words.na() if value is None else words.number(value, 2)
