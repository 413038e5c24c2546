"""What `check` and `score` say on the command line, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesreport.display.header import team_name
from salesreport.display.labels import FLAGS, GRADES, TABLES, label
from salesreport.display.problems import (
    ProblemLike,
    by_rule,
    problem_message,
    problem_place,
    problem_remedy,
    severity_word,
)
from salesreport.language import Words
from salesreport.report.views import Rep, TeamView


def check_lines(view: TeamView, language: str) -> Iterator[str]:
    """Rows used, problems by kind with one remedy each, grades they give."""
    words = Words(language)
    yield f"{team_name(view, words)} · {words.period(view.meta.period)}"
    for line in view.ledger:
        left_out = line.read - line.kept
        text = words("{kept} of {read} rows used", kept=line.kept, read=line.read)
        yield f"  {label(TABLES, line.table, words)}: {text}" + (
            f" · {words('left out')} {left_out}" if left_out else ""
        )
    yield from _problem_lines(view.problems, words)
    counts = [f"{label(GRADES, grade, words)} {n}" for grade, n in view.grades.items() if n]
    if counts:
        yield words("Grades under policy {policy}: {counts}",
                    policy=view.meta.policy, counts=words.join(counts))  # fmt: skip


def problem_lines(problems: Sequence[ProblemLike], language: str) -> Iterator[str]:
    """Problems by kind with one remedy each, for a command that goes on despite them."""
    serious = [problem for problem in problems if problem.severity != "info"]
    if serious:
        yield from _problem_lines(serious, Words(language))


def _problem_lines(problems: Sequence[ProblemLike], words: Words) -> Iterator[str]:
    if not problems:
        yield words("No problems found")
        return
    for first, count in by_rule(problems):
        alike = [p for p in problems if (p.rule, p.table) == (first.rule, first.table)]
        yield f"[{severity_word(first.severity, words)}] {count} × {problem_message(first, words)}"
        for problem in alike:
            place = problem_place(problem, words)
            said = problem_message(problem, words)
            if place:
                yield f"    {place}: {said}"
        yield f"  → {problem_remedy(first, words)}"


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
