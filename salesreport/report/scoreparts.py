"""Parts of a view about the score: receipt, one deal more or less, terms of a role."""

from __future__ import annotations

from typing import Literal

from salesreport.retrospective.findings import Number, Part

Grade = Literal["excellent", "good", "pass", "needs_improvement", "not_rated"]


class ReceiptLine(Part):
    """One measure's way into the score.

    `weight` is as the policy has it, `effective_weight` after rescaling for
    missing measures; `contribution` = points x effective_weight / 100.
    """

    measure: str
    raw: Number
    lo: float
    hi: float
    points: Number
    weight: float
    effective_weight: Number
    contribution: Number
    why_null: str | None = None


class Adjustment(Part):
    """Points added or taken by a person, on record."""

    points: float
    reason: str
    approved_by: str


class OneDeal(Part):
    """Score and grade with one deal more or less."""

    score: Number
    grade: Grade
    why_null: str | None = None


class OneDealBothWays(Part):
    """What a single deal would change."""

    more: OneDeal
    less: OneDeal


class Score(Part):
    """Receipt, total and grade of one rep."""

    score: Number
    grade: Grade
    why_null: str | None = None
    provisional: bool
    provisional_because: list[str] = []
    receipt: list[ReceiptLine]
    rescaled: bool = False
    adjustments: list[Adjustment] = []
    one_deal: OneDealBothWays
    rolling_3: Number = None
    rolling_3_why_null: str | None = None
    rolling_6: Number = None
    rolling_6_why_null: str | None = None
    typed_score: Number = None
    typed_grade: Grade | None = None


class FlagRule(Part):
    """What flags a rep: so far over target, or under a rate so many months running."""

    over_target: float = 0.2
    below_rate: float = 0.8
    below_months: int = 2


class RoleLine(Part):
    """Weight and goalposts of one measure; of some the goalposts are per month."""

    measure: str
    unit: Literal["money", "rate", "count", "days", "score"]
    weight: float
    lo: float
    hi: float
    per_month: bool = False


class RoleTerms(Part):
    """What the people of a role are scored and flagged by; None: those without one.

    `min_n`: fewest records of a weighted measure. `rescale_above`: share of the weight
    that must be there to be rated.
    """

    role: str | None
    n_reps: int
    lines: list[RoleLine]
    flag_rule: FlagRule
    min_n: dict[str, int] = {}
    rescale_above: float = 0.60
