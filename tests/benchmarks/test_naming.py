"""Names by the rule of the reports, counted over made-up teams."""

import subprocess
import sys
from pathlib import Path

import numpy as np

from benchmarks.naming import counted, named
from benchmarks.teams import SCENARIOS, simulated

TOP = Path(__file__).resolve().parents[2]


def test_counts_are_those_of_the_teams_one_by_one():
    whole = counted(1, "drop", range(4))
    parts = [counted(1, "drop", range(at, at + 1)) for at in range(4)]
    assert whole.tolist() == np.sum(parts, axis=0).tolist()
    _, clean, _, teams, right, planted = whole.tolist()
    sizes = []
    for at in range(4):
        draws = np.random.default_rng([1, SCENARIOS.index("drop"), at])
        sizes.append(len(named(simulated(draws, "drop"))))
    assert (teams, planted, clean) == (4, 4, sum(sizes) - 4)
    assert 0 <= right <= planted


def test_nobody_is_planted_in_a_clean_team():
    assert counted(1, "clean", range(2))[4:].tolist() == [0, 0]


def test_it_prints_a_line_for_each_scenario():
    done = subprocess.run(
        [sys.executable, "benchmarks/naming.py", "--teams", "3", "--jobs", "1", "--scenarios",
         "clean", "drop"],
        cwd=TOP, env={"PYTHONPATH": str(TOP), "PATH": ""}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    head, clean, drop, last = done.stdout.splitlines()
    assert [line.split()[0] for line in (clean, drop)] == ["clean", "drop"]
    assert "at most 1%" in head
    assert last.startswith("seed 2, 3 teams each")
