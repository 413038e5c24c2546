"""Reps as the analysis sees them: their own numbers, and those equal work would give."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from salesreport import scoring
from salesreport.analysis import (
    DRAWS,
    Scale,
    Subject,
    drawn_scores,
    drawn_values,
    independent,
    known,
)
from salesreport.measures import MEASURES
from salesreport.report.pools import Floats, Pools
from salesreport.report.views import Figure, Rep
from salesreport.statistics import shrunk_rates

SHARES = ("process", "repurchase_rate", "cohort_conversion")
"""Measures that are a share of cases, each won or lost by itself."""

_EMPTY = Figure(measure="", unit="count", value=None, why_null="no_data")
_NEVER = 0.5


@dataclass(frozen=True, eq=False)
class Subjects:
    """Subjects and scales of the reps of a run.

    Attributes
    ----------
    pools : Pools
    reps : dict of rep_id to Rep
        Figures and scores as the pages show them.
    """

    pools: Pools
    reps: dict[str, Rep]

    def scale(self, rep_id: str) -> Scale:
        """What a rep is scored by; goalposts as the receipt has them."""
        return self._scales[rep_id]

    @cached_property
    def _scales(self) -> dict[str, Scale]:
        return {rep_id: self._scale(rep_id) for rep_id in self.reps}

    def _scale(self, rep_id: str) -> Scale:
        score, policy = self.reps[rep_id].score, self.pools.material.run.policy
        terms = scoring.Terms.of(policy, self.reps[rep_id].role)
        return Scale(
            weights={line.measure: line.weight for line in score.receipt},
            goalposts={line.measure: (line.lo, line.hi) for line in score.receipt},
            rescale_above=float(terms.rescale_above),
            bands=tuple((grade, float(low)) for grade, low in terms.grades.items()),
            adjustment=sum(item.points for item in score.adjustments),
        )

    def own(self, rep_id: str) -> Subject:
        """A rep's own values; chance by the pool's rates shrunk to the rep's."""
        rep, at, pools = self.reps[rep_id], self.pools.place[rep_id], self.pools
        wins, booked = self._value(rep, "won_customers"), self._value(rep, "bookings")
        leads = self._value(rep, "leads") or None
        amount = known(pools.amount[at])
        if wins and wins > 0 and booked and booked > 0:
            amount = booked / wins
        expected = wins or known(pools.wins_a_month[at] * self._periods(at))
        new = self._value(rep, "new_customers")
        new_share = known(pools.new_share[at])
        if wins and new is not None:
            new_share = min(max(new / wins, 0.0), 1.0)
        return Subject(
            values={line.measure: line.raw for line in rep.score.receipt},
            wins=wins,
            bookings=booked,
            leads=leads,
            rate=known(self._chances[at]),
            expected=expected,
            amount=amount,
            amount_cv=known(pools.amount_cv[at]),
            target=rep.figures.get("completion", _EMPTY).denominator,
            closed=rep.figures.get("win_rate", _EMPTY).denominator,
            new_share=new_share,
            shares=self._shares(at, self._shrunk),
            spreads=self._spreads(at),
        )

    def equal(self, rep_id: str) -> Subject:
        """The same volumes at the rates of the others; what no rate moves stays one's own."""
        rep, at, pools = self.reps[rep_id], self.pools.place[rep_id], self.pools
        rate, a_month, amount = (known(column[at]) for column in pools.in_period)
        leads = self._value(rep, "leads") or None
        wins = None if a_month is None else a_month * self._periods(at)
        if leads is not None and rate is not None:
            wins = leads * rate
        else:
            leads = None
        booked = None if wins is None or amount is None else wins * amount
        target = rep.figures.get("completion", _EMPTY).denominator
        given = {
            "conversion": rate,
            "won_customers": wins,
            "bookings": booked,
            "revenue_per_customer": amount,
            "completion": booked / target if booked is not None and target else None,
            "new_customers": self._new_customers(at, wins),
        } | {name: known(column[at]) for name, column in self._pooled.items()}
        # of wins that nobody can tell new from old, the new ones are unknown and not one's own
        unknown = {"new_customers"} if wins is not None else set()
        return Subject(
            values={
                line.measure: _replaced(line.raw, given.get(line.measure), line.measure in unknown)
                for line in rep.score.receipt
            },
            wins=wins,
            bookings=booked,
            leads=leads,
            rate=rate,
            expected=wins,
            amount=amount,
            amount_cv=known(pools.amount_cv[at]),
            target=target,
            closed=rep.figures.get("win_rate", _EMPTY).denominator,
            new_share=known(pools.new_share[at]),
            shares=self._shares(at, self._pooled),
            spreads=self._spreads(at),
        )

    def _new_customers(self, at: int, wins: float | None) -> float | None:
        """New customers among so many won; None where their share is unknown."""
        share = known(self.pools.new_share[at])
        if wins is None or not wins:
            return wins
        return None if share is None else wins * share

    def own_scores(self, rep_id: str) -> Floats:
        """Draws of a rep's score about the rep's own values."""
        return self._scores(self.own(rep_id), rep_id)

    def equal_scores(self, rep_ids: list[str]) -> Floats:
        """Draws of scores that equal work would give, the reps' chances apart."""
        columns = [self._scores(self.equal(rep_id), rep_id) for rep_id in rep_ids]
        if not columns:
            return np.zeros((DRAWS, 0))
        return independent(np.column_stack(columns), self.order(rep_ids))

    def order(self, rep_ids: list[str]) -> Floats:
        """Place of each rep among all ids in order: what parts their chances."""
        place = {rep_id: at for at, rep_id in enumerate(sorted(self.pools.ids))}
        return np.array([place[rep_id] for rep_id in rep_ids], dtype=np.float64)

    def _scores(self, subject: Subject, rep_id: str) -> Floats:
        drawn = drawn_values(subject)
        return drawn_scores(subject.values, drawn, self.scale(rep_id), DRAWS)

    def _value(self, rep: Rep, name: str) -> float | None:
        return rep.figures.get(name, _EMPTY).value

    def _periods(self, at: int) -> float:
        """Months of the period on which the rep was there."""
        run = self.pools.material.run
        return run.period.n_months * float(self.pools.material.tenure[self.pools.ids[at]])

    def _shares(self, at: int, rates: dict[str, Floats]) -> dict[str, tuple[float, float]]:
        found = {}
        for name in SHARES:
            n, p = self._cases[name][1][at], rates[name][at]
            if n > 0 and p == p:
                found[name] = (float(n), float(p))
        return found

    def _spreads(self, at: int) -> dict[str, float]:
        sd = known(self.pools.collection_sd[at])
        base = self.pools.material.run.policy.recognise.collection_base
        return {} if sd is None or base != "due" else {"collection_rate": sd}

    @cached_property
    def _cases(self) -> dict[str, tuple[Floats, Floats]]:
        return {name: self.pools.counts(name) for name in SHARES}

    @cached_property
    def _pooled(self) -> dict[str, Floats]:
        names = {line.measure for rep in self.reps.values() for line in rep.score.receipt}
        ratios = {name for name, one in MEASURES.items() if one.denominator is not None}
        kept = (names & ratios) - {"conversion", "completion", "revenue_per_customer"}
        return {name: self.pools.pooled(name) for name in sorted(kept | set(SHARES))}

    @cached_property
    def _shrunk(self) -> dict[str, Floats]:
        return {name: self._shrink(*self._cases[name]) for name in SHARES}

    @cached_property
    def _chances(self) -> Floats:
        """Chance that a lead is won: of one cohort, else of the window, shrunk."""
        cohort = self._shrink(*self._cases["cohort_conversion"])
        if not np.isnan(cohort).all():
            return cohort
        return self._shrink(*self.pools.counts("conversion"))

    def _shrink(self, outcomes: Floats, cases: Floats) -> Floats:
        """Rates drawn towards the pool's; never quite 0 or 1, since chance is not gone there."""
        usable = ~np.isnan(outcomes) & ~np.isnan(cases) & (cases >= outcomes) & (outcomes >= 0)
        won, tried = np.where(usable, outcomes, 0.0), np.where(usable, cases, 0.0)
        found = np.full(won.shape, np.nan)
        for pool in dict.fromkeys(self.pools.pools):
            own = np.array([one == pool for one in self.pools.pools])
            counted = own if pool is not None else np.ones(own.shape, dtype=bool)
            rates = shrunk_rates(won[counted], tried[counted]).estimates
            whole = tried[counted].sum()
            edge = _NEVER / (whole + 1) if whole else np.nan
            found[own] = np.clip(rates, edge, 1 - edge)[own[counted]]
        return found


def _replaced(own: float | None, given: float | None, unknown: bool) -> float | None:
    """A given value in place of one's own; what is missing stays so, what is not given too."""
    return own if own is None or (given is None and not unknown) else given
