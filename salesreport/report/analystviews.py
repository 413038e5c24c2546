"""The analyst's view of the scores: how firm they are, and what chance alone would give.

Of a team or of everybody, for the analyst's notebook alone: ranges, ranks and chances
never stand on a rep's or a team's pages, but for the grades that equal work would give.
"""

from __future__ import annotations

from typing import Literal

from salesreport.report.scoreparts import FlagRule
from salesreport.report.viewbase import View
from salesreport.retrospective.attributed import Reasons
from salesreport.retrospective.findings import Number, Part
from salesreport.retrospective.pipeline import Behaviours, Pipeline
from salesreport.retrospective.winning import KeyActions

FlagName = Literal["two_months_below", "over_target", "beyond_95"]


class ExpectedGrade(Part):
    """Reps in a grade if all worked at the pooled rates with their own volumes.

    `mean` and 95 % range `low`-`high` over many draws; `observed`: how many have it.
    """

    grade: str
    observed: int
    mean: float
    low: int
    high: int


class RankSpan(Part):
    """95 % rank range, 1 the best, and the share of draws in which the rep is first."""

    best: int
    worst: int
    first: Number
    exact: bool = False


class WeightStep(Part):
    """Score and grade with one weight changed; `step` in points of weight."""

    measure: str
    step: float
    score: Number
    change: Number
    grade: str
    flips: bool


class DealFlip(Part):
    """A rep whose grade one deal more or less would change."""

    rep_id: str
    score: float
    grade: str
    more_score: Number
    more_grade: str
    less_score: Number
    less_grade: str


class ScoreLine(Part):
    """How firm one rep's score is.

    `low`-`high`: 95 % range of the score by chance, which holds the score. `grades`:
    share of draws in each grade. `fixed`: measures held fixed, each with the reason.
    `group`: the role whose weights hold, of which the ranks are. `geometric` mean of
    the points. All None or empty where there is no score, for the reason `why_null`.
    """

    rep_id: str
    name: str
    team: str | None
    group: str | None
    score: Number
    grade: str
    why_null: str | None = None
    low: Number = None
    high: Number = None
    grades: dict[str, float] = {}
    fixed: dict[str, str] = {}
    points: dict[str, Number] = {}
    geometric: Number = None
    rank: int | None = None
    geometric_rank: int | None = None
    by_chance: RankSpan | None = None
    near_weights: RankSpan | None = None
    any_weights: RankSpan | None = None
    steps: list[WeightStep] = []


class RankGroup(Part):
    """People scored by the same weights, among whom ranks are counted."""

    role: str | None
    n_reps: int
    n_rated: int
    weights: dict[str, float]


class FlagLine(Part):
    """Chance that a rep who works as the pooled rates say is flagged, and whether it is.

    `below`, `over`: by this target; `fair_...`: had the target been what is expected;
    `below_in_window`: at some time in the months looked at. None where nothing says.
    """

    rep_id: str
    name: str
    months: int
    below: Number
    below_in_window: Number
    over: Number
    fair_below: Number
    fair_over: Number
    is_below: bool
    is_over: bool


class FlagTotal(Part):
    """Flags of the team: those that chance alone would give, beside those there are."""

    flag: FlagName
    observed: int
    n_reps: int
    expected: Number
    fair: Number = None
    any_chance: Number = None


class FunnelLine(Part):
    """One rep's share of one cohort; see `analysis.funnels.CohortLine`."""

    rep_id: str
    name: str
    wins: int
    trials: int
    rate: Number
    low: Number
    high: Number
    shrunk: Number
    kept: Number
    reference: Number
    p: Number
    q: Number
    beyond_95: int
    beyond_998: int
    chance_95: Number


class Funnel(Part):
    """Shares of one cohort of leads by its size, with the limits to draw.

    `limits`: of each of `sizes` low and high at 95 %, then at 99.8 %.
    """

    role: str | None
    first: str
    last: str
    rate: Number
    dispersion: Number
    widened: bool
    tau2: Number
    sizes: list[int]
    limits: list[tuple[float, float, float, float]]
    lines: list[FunnelLine]


class History(Part):
    """A rep's own months of one measure with process limits.

    `values[i]` and `rules[i]` belong to `months[i]`; limits are None below six months.
    `festival`: a signal falls on a January or February, between which the Spring
    Festival moves.
    """

    rep_id: str
    name: str
    measure: str
    unit: Literal["money", "rate", "count", "days", "score"]
    months: list[str]
    values: list[Number]
    n: int
    mean: Number
    low: Number
    high: Number
    provisional: bool
    rules: list[list[str]]
    festival: bool = False


class PoolLine(Part):
    """What the people of a pool have together in the months looked at.

    `rate` won customers per lead, `amount` bookings per won customer, `amount_cv` the
    spread of single amounts / their mean.
    """

    role: str | None
    n_reps: int
    rate: Number
    amount: Number
    amount_cv: Number


class AnalystView(View):
    """All the analyst's page about the scores needs.

    `seed`, `draws`: chance is drawn so many times, beginning from the same seed.
    `level` of the ranges; `step`: points by which weights are changed. `reasons_by_rep`:
    drivers and causes of each; it, `pipeline`, `behaviours` and `key_actions` are as on the
    team's page.
    """

    kind: Literal["analyst"] = "analyst"
    team: str | None
    names: dict[str, str]
    seed: int
    draws: int
    level: float
    step: float
    bands: dict[str, float]
    months: list[str]
    groups: list[RankGroup]
    lines: list[ScoreLine]
    flips: list[DealFlip]
    flags: list[FlagLine]
    flag_totals: list[FlagTotal]
    flag_rules: list[FlagRule]
    grades: list[ExpectedGrade]
    funnels: list[Funnel]
    histories: list[History]
    pools: list[PoolLine]
    reasons_by_rep: dict[str, Reasons] = {}
    pipeline: Pipeline = Pipeline()
    behaviours: Behaviours = Behaviours()
    key_actions: KeyActions = KeyActions()
