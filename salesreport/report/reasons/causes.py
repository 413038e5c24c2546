"""A gap over its causes to the cent, each with its class and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from salesreport.attribution.evidence import LEVEL, chance_of_wins
from salesreport.attribution.leads import Bools
from salesreport.report.numbers import number
from salesreport.report.reasons.evidence import Evidence
from salesreport.report.reasons.fits import Fit, Fits, nearest_to_0
from salesreport.report.reasons.outside import MadeOf, outside_parts
from salesreport.report.reasons.parts import REST, CausePart, cause_parts
from salesreport.report.reasons.sides import Reader, Sides, in_cents
from salesreport.retrospective.attributed import (
    Attributed,
    Cause,
    CauseId,
    Class,
    Reference,
    Verdict,
)
from salesreport.statistics import Floats, count_range, normal_chance

Z = 1.96
EXTERNAL = frozenset({"target_calibration", "market", "season", "team_wide"})
BANDS = ("follow_up", "response")
NAMED = ("process", "personal")
OUTSIDE: CauseId = "outside_leads"
COMMON: CauseId = "team_wide"
Verdicts = Mapping[tuple[str, str], list[Verdict]]


@dataclass(frozen=True, eq=False)
class Account:
    """One window of one reader, to be held against its references.

    `at`: places of the reader's reps in the arrays of the fit.
    """

    reader: Reader
    fits: Fits
    fit: Fit
    window: Literal["period", "longer"]
    at: list[int]
    evidence: Evidence

    def attributed(
        self, reference: Reference, sides: Sides, verdicts: Verdicts, *, with_peers: bool
    ) -> Attributed:
        """The gap to a reference over its causes, exact to the cent.

        Each cause is rounded to the cent; `outside_leads` is what bookings hold beside the
        results of own leads, and `unexplained` what all leave of the gap. Without
        `with_peers` the peers' own shares are left out.
        """
        plain = self._plain(reference, sides)
        why = sides.why_null or self._unknown(reference)
        gap = sides.gap
        if why is not None or gap is None:
            return plain.model_copy(update={"why_null": why})
        parts = cause_parts(self.reader.material, self.fit, reference)
        made_of = outside_parts(
            self.reader, self.evidence.rows, self.fit, self.at, reference, sides
        )
        recorded = sum(made_of.values(), Fraction(0))
        amounts = self._amounts(parts, reference, sides, gap - recorded)
        causes = [
            self._cause(part, amount, reference, verdicts, with_peers=with_peers)
            for part, amount in zip(parts, amounts, strict=True)
        ]
        if made_of:
            causes.insert(-1, self._recorded(recorded, made_of, reference, verdicts))
        return plain.model_copy(update={"causes": causes, **self._wins()})

    def _plain(self, reference: Reference, sides: Sides) -> Attributed:
        return Attributed(
            reference=reference,
            window=self.window,
            first=self.fit.window.first,
            last=self.fit.window.last,
            actual=number(sides.actual),
            against=number(sides.against),
            gap=number(sides.gap),
            n_leads=round(float(self.fit.found.exposure[self.at].sum())),
        )

    def _unknown(self, reference: Reference) -> str | None:
        """Why the causes of a gap that is known cannot be told."""
        found = self.fit.found
        whole = self.fit.window.whole or self.fit.window
        if reference == "target" and self.reader.material.run.as_of < whole.last:
            return "period_incomplete"
        if reference == "last_year" and self.fit.change is None:
            return "no_history"
        if not found.exposure[self.at].any():
            return "no_leads"
        if not found.steps.expected[self.at].any():
            return "no_wins"
        return None

    def _amounts(
        self, parts: list[CausePart], reference: Reference, sides: Sides, gap: Fraction
    ) -> list[Fraction]:
        """Amounts to the cent; the last is what the others leave of the gap.

        Of a team the sums of its reps' own.
        """
        exact = [self._cents(part.amount[self.at]) for part in parts[:-1]]
        if reference == "target" and sides.against is not None:
            exact[0] -= sides.against
        return [*exact, gap - sum(exact, Fraction(0))]

    def _cents(self, amounts: Floats) -> Fraction:
        """Sum of amounts, each to the cent."""
        currency = self.reader.material.run.currency
        return sum((in_cents(one, currency) for one in amounts.tolist()), Fraction(0))

    def _recorded(
        self, amount: Fraction, made_of: MadeOf, reference: Reference, verdicts: Verdicts
    ) -> Cause:
        """What is on record apart from the leads: exact, nobody's doing and no chance."""
        rows, n_rows = self.evidence.of(OUTSIDE, self.fit, self.at)
        exact = float(amount)
        return Cause(
            cause=OUTSIDE, amount=exact, low=exact, high=exact, signal=exact, chance=0.0,
            made_of={kind: float(one) for kind, one in made_of.items()}, kind="recorded",
            n=n_rows, rows=rows, n_rows=n_rows, verdicts=verdicts.get((reference, OUTSIDE), []),
        )  # fmt: skip

    def _cause(
        self,
        part: CausePart,
        amount: Fraction,
        reference: Reference,
        verdicts: Verdicts,
        *,
        with_peers: bool,
    ) -> Cause:
        sd = part.interval_sd(self.at)
        margin = in_cents(Z * sd, self.reader.material.run.currency)
        kind, looks = self._class(part.cause, amount, reference, is_usual=abs(amount) <= margin)
        signal = self._signal(part, amount, kind, sd)
        rows, n_rows = self.evidence.of(part.cause, self.fit, self.at)
        return Cause.model_validate(
            {
                "cause": part.cause,
                "amount": float(amount),
                "low": float(amount - margin),
                "high": float(amount + margin),
                "signal": float(signal),
                "chance": float(amount - signal),
                "kind": kind,
                "is_named": kind in NAMED,
                "worth_a_look": looks,
                "settled_by": self._settled_by(part.cause, kind, reference),
                "rows": rows,
                "n_rows": n_rows,
                "verdicts": verdicts.get((reference, part.cause), []),
                **self._rests_on(part.cause, with_peers=with_peers),
            }
        )

    def _signal(self, part: CausePart, amount: Fraction, kind: Class, sd: float) -> Fraction:
        """What of an amount is more than chance; of a team's rest, by the leads of its reps.

        Nothing of lateness that is not beyond the peers', or that costs no wins elsewhere.
        """
        if part.cause in BANDS and self.reader.is_team:
            return self._of_named(part)
        if part.cause in BANDS and kind == "chance":
            return Fraction(0)
        if part.cause != REST:
            return amount
        weight = self.fit.found.exposure[self.at]
        share = float((self.fit.signal[self.at] * weight).sum() / weight.sum())
        if kind == "personal":
            share = max(share, beyond_chance(float(amount), sd))
        return in_cents(amount * Fraction(share), self.reader.material.run.currency)

    def _of_named(self, part: CausePart) -> Fraction:
        """What a band costs or brings those of a team who are named for it."""
        amounts = part.amount[self.at]
        return self._cents(amounts[self._named_of_band(self._band(part.cause), amounts)])

    def _named_of_band(self, band: int, amounts: Floats) -> Bools:
        """Who is named for a band: late with a loss, in time with a gain."""
        late, early = self.fit.late_named[self.at, band], self.fit.early_named[self.at, band]
        found: Bools = (late & (amounts < 0)) | (early & (amounts > 0))
        return found

    def _class(
        self, cause: CauseId, amount: Fraction, reference: Reference, *, is_usual: bool
    ) -> tuple[Class, bool]:
        """Class of a cause, and whether it is worth a look without being named.

        `is_usual`: the amount lies within its interval about 0.
        """
        if cause == COMMON and self.reader.is_team:
            # What all of a team share looks the same from outside and from within.
            return "undetermined", False
        if cause in EXTERNAL:
            return "external", False
        if cause in BANDS:
            return self._of_band(cause, amount)
        if cause != REST:
            return "mix", False
        return self._of_rest(amount, reference, is_usual=is_usual)

    def _of_band(self, cause: CauseId, amount: Fraction) -> tuple[Class, bool]:
        """Process where late, or in time, beyond the peers and lateness costs wins elsewhere.

        Of a team where that holds for one of its reps; then `signal` is theirs.
        """
        band, late = self._band(cause), self.fit.late
        named = self.fit.late_named[self.at, band], self.fit.early_named[self.at, band]
        if self.reader.is_team and np.logical_or(*named).any():
            return "process", False
        if not self.reader.is_team and named[0 if amount < 0 else 1].any() and amount:
            return "process", False
        p = (late.p if amount < 0 else late.early_p)[self.at, band]
        looks = bool((p < LEVEL).any()) and not self.reader.is_team
        return ("undetermined", True) if looks else ("chance", False)

    def _of_rest(
        self, amount: Fraction, reference: Reference, *, is_usual: bool
    ) -> tuple[Class, bool]:
        """Personal where wins are beyond chance after correction, the same way as the amount.

        Chance where neither wins nor the amount are beyond it; an amount that is, with
        wins that are not (deal sizes), is nobody's.
        """
        p = self._chance(reference)
        named = self.fits.personal_change if reference == "last_year" else self.fits.personal
        is_one = not self.reader.is_team and named is not None
        direction = float(named[self.at[0]]) if is_one and named is not None else 0.0
        if direction and (amount > 0) == (direction > 0) and amount:
            return "personal", False
        looks = bool(p < LEVEL)
        if looks or np.isnan(p) or not is_usual:
            return "undetermined", looks
        return "chance", False

    def _chance(self, reference: Reference) -> float:
        """Chance of wins so far from the others' rates; of a team, of its sum."""
        fit = self.fit
        if reference == "last_year":
            if not self.reader.is_team:
                return float(fit.change_p[self.at[0]])
            return _change_chance(fit, self.at)
        if not self.reader.is_team:
            return float(fit.p[self.at[0]])
        counts = (*self._counts(), float(fit.elsewhere[self.at].sum()))
        return float(chance_of_wins(*(np.array([one]) for one in counts))[0])

    def _counts(self) -> tuple[float, float, float]:
        """Wins, those of the others on the same leads, and the variance of the difference."""
        found = self.fit.found
        expected = found.wins_expected[self.at]
        chance = self.fit.dispersion * expected
        shared = np.sqrt(np.maximum(found.wins_variance[self.at] - chance, 0.0)).sum()
        wins = float(found.wins[self.at].sum())
        return wins, float(expected.sum()), float(chance.sum() + shared**2)

    def _wins(self) -> dict[str, float | None]:
        wins, expected, variance = self._counts()
        if self.reader.is_team:
            low, high = (one[0] for one in count_range(np.array([expected]), np.array([variance])))
        else:
            low, high = (one[self.at[0]] for one in self.fit.usual)
        return {
            "wins": wins,
            "wins_expected": round(expected, 4),
            "wins_low": None if np.isnan(low) else float(low),
            "wins_high": None if np.isnan(high) else float(high),
        }

    def _band(self, cause: CauseId) -> int:
        rows = self.fits.rows
        return list(rows.leads.bands).index(cause) if rows is not None else 0

    def _rests_on(self, cause: CauseId, *, with_peers: bool) -> dict[str, int | float | None]:
        """`n`, and of bands the shares late: one's own and the peers'."""
        if cause == REST:
            return {"n": round(float(self.fit.found.wins[self.at].sum()))}
        if cause not in BANDS:
            return {"n": round(float(self.fit.found.exposure[self.at].sum()))}
        band, late = self._band(cause), self.fit.late
        n = late.n[self.at, band]
        share = _weighed(late.share[self.at, band], n)
        peers = None if self.reader.is_team else _weighed(late.peers_share[self.at, band], n + 1)
        return {
            "n": round(float(n.sum())),
            "share": share,
            "against_share": peers if with_peers else None,
        }

    def _settled_by(self, cause: CauseId, kind: Class, reference: Reference) -> list[str]:
        """What would settle a cause that is chance or undetermined."""
        if kind not in ("chance", "undetermined"):
            return []
        rows = self.fits.rows
        if cause == COMMON:
            return ["market_index"]
        if cause != REST or rows is None:
            return ["more_months"]
        lacking = {
            "source_of_leads": "source" not in rows.leads.segments,
            "response_times": "response" not in rows.leads.bands,
            "follow_up_dates": "follow_up" not in rows.leads.bands,
            "deals_of_leads": bool(self.fit.elsewhere[self.at].any()),
            "market_index": reference == "last_year" and not self.fit.has_index,
        }
        return ["more_months", *(name for name, lacks in lacking.items() if lacks)]


def beyond_chance(amount: float, sd: float) -> float:
    """Share of an amount that is more than chance, seen by itself: 1 - sd² / amount², 0 at least.

    For one that is named: the spread of a whole team says little of its one outlier.

    References
    ----------
    Efron and Morris 1973, JASA 68:117 (positive part, one component).

    Examples
    --------
    >>> beyond_chance(-200.0, 100.0), beyond_chance(50.0, 100.0), beyond_chance(0.0, 0.0)
    (0.75, 0.0, 0.0)
    """
    return max(0.0, 1.0 - (sd / amount) ** 2) if amount else 0.0


def _change_chance(fit: Fit, at: list[int]) -> float:
    """Chance of a change of a team's wins so large; rates count as wholly shared."""
    if fit.change is None:
        return float("nan")
    wins, sds = fit.change.wins[at], fit.change.wins_sd[at]
    moved = nearest_to_0(
        *(part.sum(keepdims=True) for part in (wins, fit.elsewhere_before[at], fit.elsewhere[at]))
    )
    return float(normal_chance(moved, sds.sum(keepdims=True))[0])


def _weighed(values: Floats, n: Floats) -> float | None:
    """Mean of the known values by number; None without one."""
    known = ~np.isnan(values) & (n > 0)
    if not known.any():
        return None
    return round(float((values[known] * n[known]).sum() / n[known].sum()), 4)
