"""The target plan's view: who gets what in which month, why, and how likely it is.

For managers: it holds everybody's targets.
"""

from __future__ import annotations

from typing import Literal

from salesreport.report.monthparts import Leave
from salesreport.report.viewbase import View
from salesreport.retrospective.findings import Number, Part

Source = Literal["run_total", "run_teams", "last_plan", "table_all", "table_teams", "table_reps"]
CellKind = Literal["split", "kept", "edited"]
Status = Literal["usual", "new", "leaves", "away", "absent", "gone", "unknown"]


class PlanCell(Part):
    """One month's target of a rep; `kept`: of the last version, `edited`: there by hand."""

    month: str
    value: float
    kind: CellKind = "split"


class PlanParts(Part):
    """Where a rep's share comes from; fractions of 1, None where not known.

    `low`, `high` and `exact` are of the whole target: cells that are kept count as they are.

    `mix` is of the parts by the policy's weights, `time` the part of the period there,
    `ramp` what a newcomer is asked for, `exact` the amount before rounding, `low` and
    `high` floor and cap; `bound` which of them it meets.
    """

    potential: Number = None
    history: Number = None
    ability: Number = None
    mix: Number = None
    time: Number = None
    ramp: Number = None
    exact: Number = None
    low: Number = None
    high: Number = None
    bound: Literal["floor", "cap"] | None = None


class PlanRep(Part):
    """One rep's row.

    `status`: `usual`, `new` (no history of their own to go by), `leaves`, `away` (part of
    the time), `absent` (all of it) and `gone` (both with cells that are kept only), `unknown`
    (in the last version, in no table). `last_year`: bookings of the same period last year;
    `best`: most booked in as many months running. `median`: reached half of the time,
    `chance` that of the target. `booked`: of the plan's months that are gone.
    """

    rep_id: str
    name: str
    team: str | None = None
    territory: str | None = None
    status: Status = "usual"
    until: str | None = None
    target: float
    cells: list[PlanCell]
    parts: PlanParts
    last_year: Number = None
    best: Number = None
    booked: Number = None
    median: Number = None
    chance: Number = None
    effort: Number = None
    why_null: str | None = None
    n_wins: int = 0


class PlanMonth(Part):
    """One month of everybody: `exact` before rounding, `assigned` after, of it `cushion`.

    `season`: what a working day of it usually brings, of the mean day; `team` is what is
    left of `assigned` without the cushion.
    """

    month: str
    working_days: int
    season: float
    exact: float
    assigned: float
    cushion: float
    team: float
    drift: float


class PlanTeam(Part):
    """One team's total, what its reps add up to, and the cushion in it."""

    team: str | None
    n_reps: int
    total: Number = None
    assigned: float
    cushion: Number = None


class Alternative(Part):
    """Another way to split the same amount.

    `kind`: `plan` by the policy, `last_year` by last year's shares, `equal` by time there.
    `targets`, `chances` in the order of the reps; `n_likely` of those whose chance is
    known lie between the policy's limits; `effort_low`, `effort_high`: smallest and
    largest target / usual result.
    """

    kind: Literal["plan", "last_year", "equal"]
    targets: list[float]
    chances: list[Number]
    n_known: int
    n_likely: int
    effort_low: Number = None
    effort_high: Number = None


class PlanRemark(Part):
    """A rule that fires, for one rep or all, with its figure and limit."""

    rule: str
    rep_id: str | None = None
    figure: Number = None
    limit: Number = None
    n: int | None = None


class AwayRep(Part):
    """Who is employed in the period and there on no day of it: no target.

    `n_days`: working days of the period; `leave`: the rows that cover them.
    """

    rep_id: str
    name: str
    team: str | None = None
    n_days: int
    leave: list[Leave] = []


class Handover(Part):
    """Who leaves, and who has the same territory from then on."""

    rep_id: str
    name: str
    territory: str | None = None
    left_on: str
    heirs: list[str] = []


class KeyCustomer(Part):
    """One key customer: planned and actual contacts a month, open deals, support needed.

    `neglected`: contacts fall short of the plan by more than a fifth.
    `action`, `by_when`, `supporter`: as they were agreed on in the last version's workbook.
    """

    customer: str
    level: str | None = None
    planned: Number = None
    actual: Number = None
    neglected: bool = False
    last_contact: str | None = None
    n_open: int = 0
    open_amount: Number = None
    support: str | None = None
    action: str | None = None
    by_when: str | None = None
    supporter: str | None = None


class ActionSheet(Part):
    """One rep's key customers; `why_null`: `no_table`, or `none` for one without any.

    `planned` contacts a month, `actual` those of them that were made: customer by customer,
    since more at one make up for nothing at another.
    `action`, `by_when`, `supporter`: what was agreed on without a customer.
    """

    rep_id: str
    name: str
    customers: list[KeyCustomer] = []
    planned: Number = None
    actual: Number = None
    action: str | None = None
    by_when: str | None = None
    supporter: str | None = None
    why_null: str | None = None


class PlanChange(Part):
    """A target that moved since the last version; `by`: who saved the workbook last."""

    rep_id: str
    name: str
    before: Number = None
    after: Number = None
    reasons: list[str] = []
    by: str | None = None


class PlanBasis(Part):
    """What the plan stands on.

    `weights`: the policy's, `counted`: of those parts that are known, as shares of 1;
    `potential`: which figure stands for it (`market_territory`, `market_industry`,
    `leads_territory`) or None. `season`: `index` of `n_months` months, or `working_days`.
    `history_first` to `history_last`: the months of history.
    """

    weights: dict[str, float]
    counted: dict[str, float]
    potential: str | None = None
    season: Literal["index", "working_days"]
    n_months: int
    history_first: str | None = None
    history_last: str | None = None
    contacts_first: str | None = None
    contacts_last: str | None = None
    band: Number = None
    ramp: list[float] = []
    min_months: int
    limits: dict[str, float]
    amount_cv: Number = None


class TargetPlanView(View):
    """All the target plan's page and workbook need.

    `total` is split; the reps' targets add up to `assigned`, which is `total` and
    `cushion_amount`. `version` is what this is if anything moved since `last_version`;
    `kept_until`: last month that was not split anew. `moved_settings`: ids of what the run file or
    policy says otherwise than then (`total cushion unit weights band status`); `agreed_moved`:
    the action plan was filled in otherwise. `left_out`: names of
    those whose team has no amount, `without`: of those whom the run file leaves out; `away`:
    who is on leave for all of the period.
    """

    kind: Literal["targets"] = "targets"
    plan_period: str
    version: int = 1
    last_version: int | None = None
    is_new: bool = True
    kept_until: str | None = None
    decided_by: str | None = None
    reason: str | None = None
    source: Source
    total: float
    cushion: float
    cushion_amount: float
    assigned: float
    unit: float
    usual: Number = None
    reps: list[PlanRep]
    months: list[PlanMonth]
    teams: list[PlanTeam] = []
    alternatives: list[Alternative] = []
    remarks: list[PlanRemark] = []
    handovers: list[Handover] = []
    actions: list[ActionSheet] = []
    changes: list[PlanChange] = []
    moved_settings: list[str] = []
    agreed_moved: bool = False
    edited_by: str | None = None
    left_out: list[str] = []
    without: list[str] = []
    away: list[AwayRep] = []
    basis: PlanBasis
