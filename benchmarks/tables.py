"""Findings as plain tables, and as one line for each target."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from textwrap import wrap

from benchmarks.findings import Finding

WORDS = {
    "process": "`process` named, % of reps (clean; by leads a month), of teams with a clean rep so",
    "personal": "`personal` named, likewise",
    "found": "The planted cause found, % of teams; ratio to the oracle",
    "error, clean": "Mean error of amounts, % of target, clean reps",
    "error, planted": "Mean error of amounts, % of target, planted reps",
    "covered, clean": "95 % intervals that hold the truth, %, clean reps",
    "covered, planted": "95 % intervals that hold the truth, %, planted reps",
}
LONGEST = 9
"""Characters of a line of a column's name, unless a word is longer."""


def shown(findings: list[Finding], table: str) -> Iterator[str]:
    """Lines of one table: a row for each scenario and window, `!` where a target is missed."""
    mine = [one for one in findings if one.table == table and not math.isnan(one.value)]
    names = list(dict.fromkeys(one.name for one in mine))
    rows = list(dict.fromkeys((one.scenario, one.months) for one in mine))
    heads = [wrap(name, LONGEST, break_long_words=False) for name in names]
    widths = [max(6, *map(len, head)) + 2 for head in heads]
    yield WORDS[table]
    for line in range(max((len(head) for head in heads), default=0)):
        cells = (head[line] if line < len(head) else "" for head in heads)
        yield _line("", cells, widths)
    for scenario, months in rows:
        by_name = {
            one.name: one for one in mine if (one.scenario, one.months) == (scenario, months)
        }
        cells = (_cell(by_name[name]) if name in by_name else "" for name in names)
        yield _line(f"{scenario:<10} {months}m", cells, widths)
    yield ""


def _line(label: str, cells: Iterable[str], widths: list[int]) -> str:
    row = (f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
    return f"{label:<13}{''.join(row)}".rstrip()


def verdicts(findings: list[Finding]) -> Iterator[str]:
    """One line for each target and window: the worst number, where, and whether it will do."""
    groups: dict[tuple[str, str, int, str], list[Finding]] = {}
    for one in findings:
        if one.judged:
            groups.setdefault((one.table, one.name, one.months, _wanted(one)), []).append(one)
    yield f"{'target, %':<32}{'window':<8}{'wanted':<12}{'worst':<20}verdict"
    for (table, name, months, wanted), group in groups.items():
        worst = max(group, key=lambda one: one.excess)
        n_missed = sum(one.missed for one in group)
        verdict = f"MISSED in {n_missed} of {len(group)}" if n_missed else "ok"
        where = f"{_number(worst)} {worst.scenario}"
        yield f"{f'{table}: {name}':<32}{f'{months}m':<8}{wanted:<12}{where:<20}{verdict}"


def _cell(one: Finding) -> str:
    return _number(one) + ("!" if one.missed else " ")


def _number(one: Finding) -> str:
    return f"{one.value:.2f}" if "ratio" in one.name else f"{100 * one.value:.1f}"


def _wanted(one: Finding) -> str:
    scale, digits = (1, 2) if "ratio" in one.name else (100, 1)
    ends = [None if end is None else f"{scale * end:.{digits}f}" for end in (one.least, one.most)]
    if ends[0] is None:
        return f"<= {ends[1]}"
    return f">= {ends[0]}" if ends[1] is None else f"{ends[0]}-{ends[1]}"
