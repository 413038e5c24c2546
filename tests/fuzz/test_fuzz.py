"""Damaged files are read with every row accounted for, or refused by name; never a traceback."""

import multiprocessing
import sys
from collections import Counter
from concurrent.futures import TimeoutError as OutOfTimeError
from itertools import repeat

import pytest
from pebble import ProcessPool

from tests.conftest import ROOT
from tests.fuzz.bases import BASES
from tests.fuzz.counted import filled_rows
from tests.fuzz.mutate import mutated
from tests.fuzz.trial import LONGEST_SECONDS, Outcome, checked, trial

N_QUICK = 150
N_ALL = 10_000
REPORT = ROOT / "docs" / "fuzz.md"
MEMORY = 6 * 1024**3


def said(outcomes):
    """What is wrong with the broken ones, a few of them."""
    broken = [o for o in outcomes if o.kind == "broken"]
    return "\n".join(f"{o.number} {o.base} {o.steps}: {o.detail}" for o in broken[:5])


@pytest.mark.parametrize("name", BASES)
def test_the_files_before_they_are_damaged_balance(name, tmp_path):
    base = BASES[name]
    outcome = checked((0, name, ()), base.suffix, base.content, tmp_path)
    assert outcome.kind == "loaded", outcome
    assert outcome.read == base.n_rows
    assert set(outcome.rules) <= {"total_row", "repeated_row"}


def test_the_same_number_gives_the_same_file():
    assert [mutated(number) for number in range(40)] == [mutated(number) for number in range(40)]


def test_the_count_apart_sees_what_a_person_sees():
    text = 'a,b\r\n"1\n2",3\n\n" ",\u3000\r5" x,"a""\r\n"\n'
    assert filled_rows(text.encode(), None, ",") == [1, 2, 5]


def test_damaged_files_balance_or_are_refused_by_name(tmp_path):
    outcomes = [trial(number, tmp_path) for number in range(N_ALL, N_ALL + N_QUICK)]
    assert not said(outcomes), said(outcomes)
    assert {o.kind for o in outcomes} == {"loaded", "refused"}


@pytest.mark.proof
def test_ten_thousand_damaged_files(tmp_path):
    outcomes = list(studied(range(N_ALL), tmp_path))
    REPORT.write_text(report(outcomes), encoding="utf-8", newline="\n")
    assert len(outcomes) == N_ALL
    assert not said(outcomes), said(outcomes)


def studied(numbers, place):
    """Outcomes in order; a process that dies or hangs is one that is broken."""
    with ProcessPool(
        max_workers=multiprocessing.cpu_count(), initializer=limited, max_tasks=500
    ) as pool:
        made = pool.map(trial, numbers, repeat(place), timeout=2 * LONGEST_SECONDS).result()
        for number in numbers:
            try:
                yield next(made)
            except (OutOfTimeError, Exception) as error:  # the pool raises what killed the process
                file = mutated(number)
                yield Outcome(number, file.base, file.steps, "broken", detail=repr(error))


def limited():
    """Bound a process's memory, where the system can."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def report(outcomes):
    """The study as a page."""
    loaded = [o for o in outcomes if o.kind == "loaded"]
    kinds = Counter(o.kind for o in outcomes)
    of_read = Counter(step for o in loaded for step in set(o.steps))
    steps = Counter(step for o in outcomes for step in set(o.steps))
    refused, listed = Counter(), Counter()
    for outcome in outcomes:
        (refused if outcome.kind == "refused" else listed).update(outcome.rules)
    rows = [
        (name, sum(o.base == name for o in outcomes), sum(o.base == name for o in loaded))
        for name in BASES
    ]
    return "\n".join(
        (
            "# Damaged files",
            "",
            "Written by `python -m pytest -m proof tests/fuzz`: good files of each kind, damaged "
            f"by lot. The seed of a file is its number, 0 to {outcomes[-1].number:,}.",
            "",
            f"- {kinds['loaded']:,} were read: rows read = rows kept + rows listed = rows counted "
            f"apart, {sum(o.read for o in loaded):,} in all, each under the number that the count "
            "apart gives it.",
            f"- {kinds['refused']:,} were refused by an error that names the file.",
            f"- {kinds['broken']:,} gave a traceback, hung, or did not balance.",
            "",
            *table(("file", "damaged", "of which read"), rows),
            *table(("refused by", "files"), refused.most_common()),
            *table(("rows left out by", "rows"), listed.most_common()),
            *table(
                ("damage", "files", "of which read"),
                [(step, n, of_read[step]) for step, n in steps.most_common()],
            ),
        )
    )


def table(head, rows):
    """Lines of a table, numbers to the right."""
    yield "| " + " | ".join(head) + " |"
    yield "|---|" + "---:|" * (len(head) - 1)
    for name, *numbers in rows:
        yield f"| {name} | " + " | ".join(f"{n:,}" for n in numbers) + " |"
    yield ""
