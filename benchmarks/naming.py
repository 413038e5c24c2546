"""Who is named `personal` by the rule of the reports: the longer window, or two months running.

    python benchmarks/naming.py --seed 2 --teams 800 --jobs 2

The made-up teams of `attribution.py`. Wins are named after correction for the team in the
last twelve months (fewer where a team is younger), or alike in the last month and in the
one before. Reports count a rep's change since last year as a further look, so they name
no more than this.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from benchmarks.teams import SCENARIOS, Team, simulated
from benchmarks.truths import YEAR, window_of
from salesreport.attribution.delays import Delays, win_delays
from salesreport.attribution.evidence import lasting_direction, named_direction, wins_evidence
from salesreport.attribution.leads import Window
from salesreport.attribution.model import fitted
from salesreport.attribution.window import attribution

CHUNK = 10
STUDIED = ("clean", "market", "mix", "drop", "quality", "mixture")
MOST_REPS, MOST_TEAMS = 0.01, 0.06
PLANTED = {"drop", "quality", "mixture"}
"""Scenarios in which somebody's wins are fewer."""

Counts = NDArray[np.int64]


def named(team: Team) -> NDArray[np.float64]:
    """Direction of each rep's wins that may be named, else 0."""
    delays = win_delays(team.leads)
    months = [window_of(team, 1), window_of(team, 1, 1)]
    now, previous = _directions(team, months, delays)
    (longer,) = _directions(team, [window_of(team, min(YEAR, team.n_months))], delays)
    return lasting_direction(now, previous, longer)


def _directions(team: Team, windows: list[Window], delays: Delays) -> list[NDArray[np.float64]]:
    model = fitted(team.leads, windows, delays)
    found = [attribution(model, at) for at in range(len(windows))]
    return [named_direction(wins_evidence(one).q, one.wins - one.wins_expected) for one in found]


def counted(seed: int, scenario: str, numbers: range) -> Counts:
    """Clean reps named, clean reps, teams with one, teams, planted reps named, planted reps."""
    counts = np.zeros(6, dtype=np.int64)
    for number in numbers:
        draws = np.random.default_rng([seed, SCENARIOS.index(scenario), number])
        team = simulated(draws, scenario)
        direction = named(team)
        is_planted = (np.arange(len(direction)) == team.planted.rep) & (scenario in PLANTED)
        wrong = (direction != 0) & ~is_planted
        right = (direction < 0) & is_planted
        counts += [wrong.sum(), (~is_planted).sum(), wrong.any(), 1, right.sum(), is_planted.sum()]
    return counts


def _line(scenario: str, counts: Counts) -> str:
    wrong, clean, teams, all_teams, right, planted = counts.tolist()
    of_reps, of_teams = wrong / clean, teams / all_teams
    found = f"{right / planted:10.1%}" if planted else f"{'':>10}"
    wanted = of_reps <= MOST_REPS and of_teams <= MOST_TEAMS
    return f"{scenario:<10}{of_reps:12.2%}{of_teams:12.1%}{found}  {'ok' if wanted else 'MISSED'}"


def main() -> None:
    """Print a line for each scenario."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--teams", type=int, default=800, help="of each scenario")
    parser.add_argument("--scenarios", nargs="+", choices=STUDIED, default=list(STUDIED))
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    options = parser.parse_args()
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    os.environ.update(dict.fromkeys(threads, "1"))  # read by the processes that start below
    begun, spawned = time.perf_counter(), multiprocessing.get_context("spawn")
    chunks = [range(n, min(n + CHUNK, options.teams)) for n in range(0, options.teams, CHUNK)]
    print(f"{'':<10}{'clean reps':>12}{'teams with':>12}{'planted':>10}  "
          f"at most {MOST_REPS:.0%} of reps, {MOST_TEAMS:.0%} of teams")  # fmt: skip
    with ProcessPoolExecutor(options.jobs, mp_context=spawned) as pool:
        for scenario in options.scenarios:
            parts = pool.map(counted, repeat(options.seed), repeat(scenario), chunks)
            print(_line(scenario, np.sum(list(parts), axis=0)), flush=True)
    print(f"seed {options.seed}, {options.teams} teams each, {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
