"""Shares and verdicts over a few reps, by hand."""

import math
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.findings import Finding, findings, real_of_named, real_together
from benchmarks.tables import shown, verdicts
from benchmarks.trials import CAUSES, Trial

TOP = Path(__file__).resolve().parents[2]


def trial_of(**given) -> Trial:
    """Two teams of two reps; the first of each is the planted one."""
    amounts = np.zeros((4, len(CAUSES)))
    fields = {
        "team": np.array([0, 0, 1, 1]),
        "per_month": np.array([12.0, 12.0, 50.0, 50.0]),
        "planted": np.array([True, False, True, False]),
        "target": np.full(4, 100.0),
        "process": np.zeros((4, 2), dtype=bool),
        "personal": np.zeros(4, dtype=bool),
        "blamed": np.zeros((4, 2), dtype=bool),
        "found": amounts, "sd": amounts + 1, "true": amounts,
        **{name: np.zeros(4) for name in ("late_score", "wins_score", "oracle_drop")},
        **{name: np.zeros(4) for name in ("oracle_late30", "oracle_late60")},
        "oracle_named": np.zeros(4, dtype=bool),
    }  # fmt: skip
    return Trial(**{**fields, **given})


def by_name(found: list[Finding], table: str) -> dict[str, float]:
    return {one.name: one.value for one in found if one.table == table}


def test_shares_of_clean_reps_and_teams():
    process = np.array([[True, False], [False, True], [True, False], [False, False]])
    found = by_name(findings("slow60", 1, trial_of(process=process)), "process")
    assert found["reps"] == 0.5
    assert found["10-25"] == 1
    assert found["40-60"] == 0
    assert math.isnan(found["25-40"])
    assert found["teams"] == 0.5
    assert found["planted, real"] == 1


def test_real_are_late_follow_ups_of_the_planted_rep_only():
    process = np.array([[True, True], [False, True], [True, False], [False, False]])
    personal = np.array([True, False, False, False])
    trial = trial_of(process=process, personal=personal)
    assert real_of_named("slow60", trial) == (2, 5)
    assert real_of_named("drop", trial) == (1, 5)
    counts = {"slow30": (9, 10), "slow60": (9, 10), "drop": (1, 4), "quality": (1, 4)}
    recorded, every = real_together(counts, 1)
    assert recorded.value == 0.9
    assert every.value == pytest.approx(20 / 28)
    assert (recorded.missed, every.missed) == (False, True)


def test_both_sides_are_held_at_the_same_false_alarms():
    ours, theirs = np.array([3.0, 2.0, 1.0, 0.0]), np.array([3.0, 2.0, 4.0, 0.0])
    found = by_name(findings("drop", 3, trial_of(wins_score=ours, oracle_drop=theirs)), "found")
    assert found["at 5%, ours"] == 0.5
    assert found["at 5%, oracle"] == 1
    assert found["at 5%, ratio"] == 0.5


def test_errors_are_shares_of_the_target_and_intervals_hold_1_96():
    amounts = np.zeros((4, len(CAUSES)))
    amounts[1, 0], amounts[3, 1:4] = 1.9, (2.0, 2.0, -1.0)
    found = findings("clean", 1, trial_of(found=amounts, planted=np.zeros(4, dtype=bool)))
    assert by_name(found, "error, clean")["target"] == pytest.approx(0.019 / 4)
    assert by_name(found, "error, clean")["mix"] == pytest.approx(0.03 / 4)
    assert by_name(found, "covered, clean")["target"] == 1
    assert by_name(found, "covered, clean")["mix"] == pytest.approx(10 / 12)


def test_a_missed_target_is_marked_and_said():
    found = [
        Finding("process", "reps", "clean", 1, 0.005, None, 0.01),
        Finding("process", "reps", "drop", 1, 0.02, None, 0.01),
        Finding("process", "teams", "drop", 1, math.nan, None, 0.01),
    ]
    table, said = "\n".join(shown(found, "process")), "\n".join(verdicts(found))
    assert "2.0!" in table
    assert "0.5!" not in table
    assert re.search(r"process: reps +1m +<= 1\.0 +2\.0 drop +MISSED in 1 of 2", said)
    assert "teams" not in said


@pytest.mark.slow
def test_the_output_is_the_same_with_more_jobs():
    said = []
    for jobs in ("1", "2"):
        command = [sys.executable, "benchmarks/attribution.py", "--teams", "12", "--jobs", jobs]
        run = subprocess.run(
            [*command, "--scenarios", "slow30", "drop"],
            cwd=TOP, check=True, capture_output=True, text=True,
        )  # fmt: skip
        said.append(run.stdout[run.stdout.index("`process` named") :])
    assert said[0] == said[1]
    assert "found: at 1%, ratio" in said[0]
