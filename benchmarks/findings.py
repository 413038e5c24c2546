"""Shares, ratios and errors over many teams, each beside what is wanted of it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.trials import CAUSES, Bools, Trial

BANDS = ((10, 25), (25, 40), (40, 60))
"""Leads a month of a rep."""
NOBODY = {"clean", "market", "mix", "target", "late_close", "harmless"}
"""Scenarios in which nobody's late follow-up or wins are a cause."""
PROCESS_CAUSES, WINS_CAUSES = {"slow30", "slow60", "mixture"}, {"drop", "quality", "mixture"}
RECORDED, UNRECORDED = ("slow30", "slow60"), ("drop", "quality")
"""Scenarios with one planted cause of a person's figures, and whether it is on record."""
FALSE_ALARMS = (0.01, 0.05)
MIX = slice(1, 4)
Z = 1.96
COVERED = ("target", "mix", "follow_up", "response", "unexplained", "team_wide")
LARGEST_ERRORS = {
    "target": (0.075, 0.07), "mix": (0.07, 0.05), "follow_up": (0.05, 0.04),
    "team_wide": (0.13, 0.10), "market": (0.13, 0.10),
}  # fmt: skip
"""In one month, in three; shares of the target."""


@dataclass(frozen=True)
class Finding:
    """A number found in a scenario and window.

    Attributes
    ----------
    table, name : str
        Where it stands, and its column.
    value : float
        NaN where there is nothing to count.
    least, most : float or None
        What is wanted; None where nothing is.
    """

    table: str
    name: str
    scenario: str
    months: int
    value: float
    least: float | None = None
    most: float | None = None

    @property
    def judged(self) -> bool:
        """Whether there is a number and something is wanted of it."""
        return (self.least, self.most) != (None, None) and not math.isnan(self.value)

    @property
    def excess(self) -> float:
        """How far outside what is wanted; below 0 inside."""
        below = -1.0 if self.least is None else self.least - self.value
        return max(below, -1.0 if self.most is None else self.value - self.most)

    @property
    def missed(self) -> bool:
        """Whether it is outside what is wanted."""
        return self.judged and self.excess > 0


def findings(scenario: str, months: int, trial: Trial) -> list[Finding]:
    """All numbers of one scenario and window."""
    parts = [*_named(scenario, trial), *_found(scenario, months, trial)]
    parts += [*_errors(months, trial), *_covered(trial)]
    return [
        Finding(table, name, scenario, months, value, least, most)
        for table, name, value, least, most in parts
    ]


Part = tuple[str, str, float, float | None, float | None]


def _named(scenario: str, trial: Trial) -> Iterator[Part]:
    """Who is named without a cause, and whom the usual ways blame."""
    clean = ~trial.planted
    process = trial.process.any(axis=1)
    for table, named, causes in (
        ("process", process, PROCESS_CAUSES), ("personal", trial.personal, WINS_CAUSES)
    ):  # fmt: skip
        yield table, "reps", _share(named[clean]), None, 0.01
        for low, high in BANDS:
            band = clean & (trial.per_month >= low) & (trial.per_month < high)
            yield table, f"{low}-{high}", _share(named[band]), None, 0.01
        teams = _share(_by_team(trial, named & clean))
        yield table, "teams", teams, None, 0.06 if scenario in NOBODY else None
        real = scenario in causes
        wrong = 0.01 if table == "process" and scenario in {"quality", "drop"} else None
        wrong = 0.05 if table == "process" and scenario == "harmless" else wrong
        planted = _share(named[trial.planted])
        yield table, "planted, real" if real else "planted, not real", planted, None, wrong
    under, price = trial.blamed[clean].T
    yield "process", "under 80 %", _share(under), None, None
    yield "process", "price volume mix", _share(price), None, None


def _found(scenario: str, months: int, trial: Trial) -> Iterator[Part]:
    """How often the planted cause is found, beside the oracle."""
    one = months == 1
    if scenario in PROCESS_CAUSES:
        least = (0.90 if one else 0.95) if scenario == "slow60" else None
        yield "found", "named", _share(trial.process[trial.planted, 0]), least, None
        seen = trial.oracle_late30 if scenario == "slow30" else trial.oracle_late60
        at_least = 0.85 if scenario == "slow30" else None
        yield from _beside(trial, trial.late_score, seen, at_least)
    if scenario in WINS_CAUSES - {"mixture"}:
        named = _share(trial.personal[trial.planted])
        yield "found", "named", named, None, None
        yield from _beside(trial, trial.wins_score, trial.oracle_drop, 0.85)
        by_oracle = _share(trial.oracle_named[trial.planted])
        yield "found", "named, oracle", by_oracle, None, None
        yield "found", "named, ratio", _ratio(named, by_oracle), None if one else 0.50, None
        share = _ratio(trial.oracle_named[trial.planted].sum(), trial.oracle_named.sum())
        yield "found", "real of oracle's", share, None, None
    if scenario in (*RECORDED, *UNRECORDED):
        real, whole = real_of_named(scenario, trial)
        yield "found", "real of named", _ratio(real, whole), None, None


def _beside(
    trial: Trial, ours: np.ndarray, theirs: np.ndarray, least: float | None
) -> Iterator[Part]:
    """Recall of both where each is wrong of clean reps equally often."""
    clean = ~trial.planted
    for share in FALSE_ALARMS:
        mine, best = (
            _share(score[trial.planted] > np.quantile(score[clean], 1 - share, method="higher"))
            for score in (ours, theirs)
        )
        at = f"at {share:.0%}"
        yield "found", f"{at}, ours", mine, None, None
        yield "found", f"{at}, oracle", best, None, None
        yield "found", f"{at}, ratio", _ratio(mine, best), least, None


def real_of_named(scenario: str, trial: Trial) -> tuple[int, int]:
    """Named causes that are real, and all that are named, of process and personal."""
    late = trial.planted & (scenario in PROCESS_CAUSES)
    fewer = trial.planted & (scenario in WINS_CAUSES)
    real = (trial.process[:, 0] & late).sum() + (trial.personal & fewer).sum()
    return int(real), int(trial.process.sum() + trial.personal.sum())


def real_together(counts: dict[str, tuple[int, int]], months: int) -> list[Finding]:
    """Share of named causes that are real: of the recorded ones, and of all scenarios with one."""
    found = []
    for label, scenarios in (("recorded", RECORDED), ("all four", RECORDED + UNRECORDED)):
        if set(scenarios) <= set(counts):
            real, whole = (sum(counts[one][at] for one in scenarios) for at in (0, 1))
            share = _ratio(real, whole)
            found.append(Finding("found", "real of named", label, months, share, 0.90))
    return found


def _errors(months: int, trial: Trial) -> Iterator[Part]:
    """Mean errors of amounts in shares of the target, of clean and of planted reps."""
    off = np.abs(_with_mix(trial.found) - _with_mix(trial.true)) / trial.target[:, None]
    names = ("mix", *CAUSES)
    for whose, reps in (("clean", ~trial.planted), ("planted", trial.planted)):
        for name, (one, three) in LARGEST_ERRORS.items():
            value = _mean(off[reps, names.index(name)])
            yield f"error, {whose}", name, value, None, one if months == 1 else three


def _with_mix(amounts: np.ndarray) -> np.ndarray:
    """The sum of the three mixes in front."""
    return np.column_stack([amounts[:, MIX].sum(axis=1), amounts])


def _covered(trial: Trial) -> Iterator[Part]:
    """Share of 95 % intervals that hold the truth, of clean and of planted reps."""
    known = ~np.isnan(trial.sd)
    inside = np.abs(trial.found - trial.true) <= Z * np.nan_to_num(trial.sd)
    for whose, reps in (("clean", ~trial.planted), ("planted", trial.planted)):
        for name in COVERED:
            at = MIX if name == "mix" else slice(CAUSES.index(name), CAUSES.index(name) + 1)
            value = _share(inside[reps, at][known[reps, at]])
            most = 0.99 if name == "team_wide" else 0.98
            yield f"covered, {whose}", name, value, 0.92, most


def _by_team(trial: Trial, named: Bools) -> Bools:
    """Whether anybody of each team is named."""
    _, at = np.unique(trial.team, return_inverse=True)
    return np.bincount(at, named) > 0


def _share(values: Bools) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _mean(values: np.ndarray) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")


def _ratio(above: float, below: float) -> float:
    return above / below if below > 0 else float("nan")
