"""Scores of reps: receipt, one deal more or less, rolling scores, flags."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd

from salesreport import scoring
from salesreport.measures import MEASURES, Prepared, Quotient
from salesreport.periods import Period
from salesreport.report.dataviews import Unscored
from salesreport.report.lacking import lacking_amounts
from salesreport.report.material import Material
from salesreport.report.numbers import number
from salesreport.report.views import (
    Adjustment,
    OneDeal,
    OneDealBothWays,
    ReceiptLine,
    Score,
)
from salesreport.report.windows import is_filled
from salesreport.retrospective.records import records

AWAY = ("not_there", "on_leave")
"""Why somebody is not rated who was there on no day."""


def rep_score(material: Material, rep_id: str) -> Score:
    """Receipt, total and grade of a rep for the period, and what is around them."""
    run, period = material.run, material.run.period
    values = material.scored_of(rep_id, period)
    terms = _terms(material, rep_id, period)
    by_hand = _adjustments(material).get(rep_id, [])
    found = scoring.receipt(values, terms, by_hand)
    because = scoring.provisional(
        found.lines,
        values,
        complete=run.as_of >= period.last,
        min_n=run.policy.min_n_for(material.role(rep_id)),
        lacking=lacking_amounts(material, rep_id, values),
    )
    if terms.away:
        because = []
    own = material.typed[period].get(rep_id, {})
    return Score.model_validate(
        {
            "score": None if found.score is None else float(found.score),
            "grade": found.grade,
            "why_null": found.why_null,
            "provisional": bool(because),
            "provisional_because": because,
            "receipt": [_line(line) for line in found.lines],
            "rescaled": found.rescaled,
            "adjustments": [
                Adjustment(points=float(a.points), reason=a.reason, approved_by=a.approved_by)
                for a in by_hand
            ],
            "one_deal": _both_ways(values, terms, by_hand),
            **_rolling(material, rep_id, "rolling_3", material.windows.rolling_3),
            **_rolling(material, rep_id, "rolling_6", material.windows.rolling_6),
            "typed_score": number(own.get("score")),
            "typed_grade": own.get("grade"),
        }
    )


def rep_flags(material: Material, rep_id: str) -> list[str]:
    """Flags by the policy's rules: over target, months running below."""
    run = material.run
    flags = run.policy.flags_for(material.role(rep_id))
    months = [
        (material.of_rep(rep_id, month)["completion"].value, run.as_of >= month.last)
        for month in material.windows.months
    ]
    return scoring.flags(
        material.of_rep(rep_id, run.period)["completion"].value,
        months,
        over_target=flags.over_target,
        below_rate=flags.below.rate,
        below_months=flags.below.months,
    )


def _terms(material: Material, rep_id: str, window: Period) -> scoring.Terms:
    tenure = Fraction(material.tenure_in(window)[rep_id])
    return scoring.Terms.of(
        material.run.policy,
        material.role(rep_id),
        n_months=window.n_months,
        tenure=tenure,
        away=material.away(rep_id, window),
    )


def _adjustments(material: Material) -> dict[str, list[scoring.Adjustment]]:
    """Points by hand for exactly the period, by rep."""

    def grouped(_: Prepared) -> dict[str, list[scoring.Adjustment]]:
        period = material.run.period
        found: dict[str, list[scoring.Adjustment]] = {}
        for row, span in adjustment_spans(material):
            if span == (period.first, period.last):
                one = scoring.Adjustment(
                    Fraction(row["points"]), row["reason"] or "", row["approved_by"] or ""
                )
                found.setdefault(row["rep_id"], []).append(one)
        return found

    return material.prepared.once("score-adjustments", grouped)


AdjustmentSpans = list[tuple[dict[str, Any], tuple[date, date]]]


def adjustment_spans(material: Material) -> AdjustmentSpans:
    """Score adjustments as known, each with the first and last day it is given for."""
    return material.prepared.once("score-adjustment-spans", lambda _: _spans(material))


def _spans(material: Material) -> AdjustmentSpans:
    table = material.table("score_adjustments")
    if table is None:
        return []
    start = material.run.period.fiscal_year_start
    found = []
    for row in records(table):
        if row["points"] is not None and row["period"] is not None:
            span = Period.parse(row["period"], fiscal_year_start=start)
            found.append((row, (span.first, span.last)))
    return found


def _both_ways(
    values: dict[str, Quotient],
    terms: scoring.Terms,
    by_hand: list[scoring.Adjustment],
) -> OneDealBothWays:
    def change(by: int) -> OneDeal:
        found = scoring.one_deal(values, terms, by, adjustments=by_hand)
        score = None if found.score is None else float(found.score)
        return OneDeal.model_validate(
            {"score": score, "grade": found.grade, "why_null": found.why_null}
        )

    return OneDealBothWays(more=change(1), less=change(-1))


def _rolling(
    material: Material, rep_id: str, name: str, window: Period
) -> dict[str, float | str | None]:
    """Score of a longer window by the same policy; None with its reason.

    `no_history` where the data do not reach back to the window's first month;
    `not_all_there` where the rep was not, or had left before its last.
    """
    terms = _terms(material, rep_id, window)
    weighted = [measure for measure, weight in terms.weights.items() if weight > 0]
    computed = [MEASURES[measure] for measure in weighted if measure in MEASURES]
    if not all(is_filled(material.prepared, measure, window) for measure in computed):
        return {name: None, f"{name}_why_null": "no_history"}
    if any(material.away(rep_id, month) == "not_there" for month in window.months()):
        return {name: None, f"{name}_why_null": terms.away or "not_all_there"}
    found = scoring.receipt(material.scored_of(rep_id, window), terms)
    score = None if found.score is None else float(found.score)
    return {name: score, f"{name}_why_null": found.why_null}


def _line(line: scoring.Line) -> ReceiptLine:
    return ReceiptLine(
        measure=line.measure,
        raw=number(line.raw),
        lo=float(line.lo),
        hi=float(line.hi),
        points=number(line.points),
        weight=float(line.weight),
        effective_weight=number(line.effective_weight),
        contribution=number(line.contribution),
        why_null=line.why_null,
    )


def unscored(scores: Mapping[str, Score]) -> list[Unscored]:
    """Measures of the policy that scores lack for want of data, and whose scores."""
    rated = {rep_id: score for rep_id, score in scores.items() if score.score is not None}
    lacking: dict[str, dict[str, float]] = {}
    for rep_id, score in rated.items():
        for line in score.receipt:
            if line.raw is None and line.weight:
                lacking.setdefault(line.measure, {})[rep_id] = line.weight
    return [
        Unscored(
            measure=measure, weights=sorted(set(by_rep.values())), reps=[*by_rep],
            n_rated=len(rated),
        )
        for measure, by_rep in lacking.items()
    ]  # fmt: skip


def grade_counts(scores: list[Score]) -> dict[str, int]:
    """How many reps got each grade, best first, not rated last.

    Those who were there on no day of the period are not counted.
    """
    there = [score.grade for score in scores if score.why_null not in AWAY]
    grades = pd.Series(there, dtype="str").value_counts()
    names = ("excellent", "good", "pass", "needs_improvement", scoring.NOT_RATED)
    return {name: int(grades.get(name, 0)) for name in names}
