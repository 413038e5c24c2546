"""One made-up team, and what is found of it in the last month and the last three."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from benchmarks.blame import short_by_price, short_of_target
from benchmarks.teams import SCENARIOS, Floats, Ints, Team, simulated
from benchmarks.truths import YEAR, Truth, movement, oracle, truth, window_of
from salesreport.attribution.change import change
from salesreport.attribution.delays import Delays, win_delays
from salesreport.attribution.evidence import Lateness, lateness, wins_evidence
from salesreport.attribution.model import Model, fitted
from salesreport.attribution.window import Attribution, attribution

Bools = NDArray[np.bool_]

MONTHS = (1, 3)
CAUSES = (
    "target", "mix_industry", "mix_territory", "mix_source", "follow_up", "response",
    "unexplained", "team_wide", "market",
)  # fmt: skip
"""Columns of amounts. `team_wide` is all the movement of the others against last year,
`market` the part that an index of the industry says, where one is planted."""
LEVEL = 0.05
SMALLEST = 1e-300


@dataclass(frozen=True, eq=False)
class Trial:
    """What is found and what is true, one entry a rep of one team or of several.

    Attributes
    ----------
    team : array of int
        Number of the team.
    per_month : array of float
        Leads a month of the team's reps.
    planted : array of bool
        Whose cause the scenario is.
    target : array of float
    process : array of bool, shape (reps, 2)
        Named for late follow-up, for late response.
    personal : array of bool
    blamed : array of bool, shape (reps, 2)
        By who is under 80 % of target, by price-volume-mix.
    found, sd, true : array of float, shape (reps, causes)
        Amounts of `CAUSES`; NaN where there is none to compare.
    late_score, wins_score : array of float
        Higher the more they point at late follow-up, at too few wins.
    oracle_drop, oracle_late30, oracle_late60 : array of float
    oracle_named : array of bool
    """

    team: Ints
    per_month: Floats
    planted: Bools
    target: Floats
    process: Bools
    personal: Bools
    blamed: Bools
    found: Floats
    sd: Floats
    true: Floats
    late_score: Floats
    wins_score: Floats
    oracle_drop: Floats
    oracle_late30: Floats
    oracle_late60: Floats
    oracle_named: Bools


def together(trials: list[Trial]) -> Trial:
    """Reps of many trials in one."""
    return Trial(*(np.concatenate([getattr(t, f.name) for t in trials]) for f in fields(Trial)))


def trials(seed: int, scenario: str, numbers: range) -> tuple[dict[int, Trial], float]:
    """Teams of these numbers, by months of the window, and the processor seconds taken.

    A team is the same whoever asks for it and in which order: its draws begin from the
    seed, its scenario and its number.
    """
    begun = time.process_time()
    found: dict[int, list[Trial]] = {months: [] for months in MONTHS}
    for number in numbers:
        draws = np.random.default_rng([seed, SCENARIOS.index(scenario), number])
        team = simulated(draws, scenario)
        delays = win_delays(team.leads)
        for months in MONTHS:
            found[months].append(trial(team, months, number, delays))
    joined = {months: together(parts) for months, parts in found.items()}
    return joined, time.process_time() - begun


def trial(team: Team, months: int, number: int, delays: Delays) -> Trial:
    """What is found of the last months of one team."""
    windows = [window_of(team, months)]
    if team.n_months >= YEAR + months:
        windows.append(window_of(team, months, YEAR))
    model = fitted(team.leads, windows, delays)
    now, true = attribution(model, 0), truth(team, months)
    late, wins = lateness(model, 0), wins_evidence(now)
    seen = oracle(team, months, true.wins)
    amounts, sds, truths = _amounts(team, months, (model, now, true))
    fewer = np.where(now.wins < now.wins_expected, 1.0, -1.0)
    return Trial(
        team=np.full(len(team.roles), number),
        per_month=np.full(len(team.roles), team.per_month),
        planted=np.arange(len(team.roles)) == team.planted.rep,
        target=true.target,
        process=late.named | late.early_named,
        personal=wins.named,
        blamed=np.column_stack(
            [
                short_of_target(now.actual, true.target),
                short_by_price(team, windows[0], true.target),
            ]
        ),
        found=amounts,
        sd=sds,
        true=truths,
        late_score=_late_score(late),
        wins_score=-np.log(np.maximum(wins.p, SMALLEST)) * fewer,
        oracle_drop=seen.drop,
        oracle_late30=seen.late[0.30],
        oracle_late60=seen.late[0.60],
        oracle_named=seen.drop_named,
    )


def _late_score(late: Lateness) -> Floats:
    """How late follow-ups are beyond the peers', where lateness costs wins elsewhere."""
    score = -np.log(np.maximum(np.nan_to_num(late.p[:, 0], nan=1.0), SMALLEST))
    return np.where(late.effect_p[:, 0] < LEVEL, score, 0.0)


def _amounts(
    team: Team, months: int, known: tuple[Model, Attribution, Truth]
) -> tuple[Floats, Floats, Floats]:
    """Amounts found, their standard deviations, and the true ones."""
    model, now, true = known
    none = np.full((3, len(team.roles)), np.nan)
    moved, market = none, none
    if len(model.windows) > 1:
        index = team.planted.market if (team.planted.market < 1).any() else None
        against = change(model, (0, now), (1, attribution(model, 1)), index=index)
        both, by_index = movement(team, months)
        moved = np.stack([against.market + against.team_wide, against.movement_sd, both])
        if index is not None:
            market = np.stack([against.market, none[1], by_index])
    gap = now.steps.benchmark - true.target, true.benchmark - true.target
    columns: list[Sequence[Floats]] = [
        (gap[0], now.benchmark_sd, gap[1]),
        *zip(now.steps.amounts.T, now.amounts_sd.T, true.steps.T, strict=True),
        (now.unexplained, now.unexplained_sd, true.unexplained),
        list(moved),
        list(market),
    ]
    found, sd, truths = (np.column_stack([part[at] for part in columns]) for at in range(3))
    return found, sd, truths
