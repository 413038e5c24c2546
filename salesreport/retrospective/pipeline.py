"""Where deals get stuck and lost, and what was done beside what was won, as parts of a view.

Shares are fractions 0-1, amounts main units, `low` and `high` 95 % intervals. None: not
known.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from salesreport.retrospective.findings import Deal, Fact, Number, Part

StageId = Literal["lead", "intent", "negotiation", "deal"]
BehaviourId = Literal["on_time", "response", "visits"]


class CohortShare(Part):
    """Won, lost and open of deals a number of days after their creation."""

    days: int
    n: int
    won: float
    low: float
    high: float
    lost: float
    open: float


class CohortMonth(Part):
    """Deals created in one month, at the horizons that all of them have reached.

    `won`, `lost`, `open`: counts today. `decided_won`, `decided_lost`, `decided_share`: of
    what was closed in the month, whenever created; no measure of how deals convert.
    """

    first: dt.date
    last: dt.date
    n: int
    won: int
    lost: int
    open: int
    shares: list[CohortShare] = []
    decided_won: int
    decided_lost: int
    decided_share: Number = None
    decided_low: Number = None
    decided_high: Number = None


class UntouchedCheck(Part):
    """Share won by a horizon, open deals censored, and with the untouched taken as lost."""

    days: int
    n: int
    n_untouched: int
    won: Number = None
    low: Number = None
    high: Number = None
    won_if_lost: Number = None


class StageStep(Part):
    """Conversion from one stage to the next, and time in it.

    `passed`, `stopped`: shares of `n` deals that came to the stage, by `horizon_days`
    after that. `n_passed`, `n_stopped`, `n_open` are counts today; `n_skipped` came without
    a stay, `n_turned_back` moved back at some time. `median_days`: half of the `n_stays` had
    left the stage by then, however; None: not reached, or no stay. `usual_days`: median of
    those that got on, against which idle deals are held. `against...`: the same of the
    whole team, own deals among them, `against_n` its deals; on a rep's page None where too
    few colleagues stand behind it (`withheld`), on a team's where it is the whole;
    `against_usual_days` also where too few of them have deals that got on.
    """

    stage: StageId
    n: int
    n_passed: int
    n_stopped: int
    n_open: int
    n_skipped: int
    n_turned_back: int
    horizon_days: int
    passed: Number = None
    low: Number = None
    high: Number = None
    stopped: Number = None
    median_days: Number = None
    n_stays: int = 0
    usual_days: Number = None
    against: Number = None
    against_n: int | None = None
    against_median_days: Number = None
    against_usual_days: Number = None
    withheld: bool = False


class Leak(Part):
    """What was lost with the deals that stopped in one stage.

    `expected` = `amount` · `chance`: their amounts times the share won of those who come to
    the stage. `n_assumed` of the `n` have no amount and are taken at the usual one.
    `one_point`: what one percentage point more getting on would have brought.
    """

    stage: StageId
    n: int
    n_came: int
    n_assumed: int = 0
    amount: Number = None
    chance: Number = None
    expected: Number = None
    low: Number = None
    high: Number = None
    one_point: Number = None


class LeakWindow(Part):
    """Leaks of a window; `largest` costs most, `is_clear`: beyond chance.

    `total`: of all stages; None where one with losses has no worth that is known.
    `usual_amount`: what stands for a lost deal without an amount.
    """

    window: Literal["period", "longer"]
    first: dt.date
    last: dt.date
    rows: list[Leak] = []
    total: Number = None
    usual_amount: Number = None
    largest: StageId | None = None
    is_clear: bool = False


class IdleDeal(Part):
    """An open deal that lies still for more than twice the usual days in its stage.

    `is_untouched`: nothing done on it for so long; else it has only kept its stage.
    `moved_on`: its last step forward, which stands for the customer's last move.
    `overdue_days`: since its expected close passed.
    """

    deal: Deal
    stage: StageId
    in_stage_days: int
    untouched_days: int
    usual_days: float
    last_touch: dt.date
    moved_on: dt.date | None = None
    overdue_days: int = 0
    is_untouched: bool = False


class SlipMonth(Part):
    """Deals expected to close in one month, and those that had not by its end.

    By the expected close as it stands today, so that the share is a lower bound.
    """

    first: dt.date
    last: dt.date
    n_expected: int
    n_slipped: int
    share: Number = None
    low: Number = None
    high: Number = None


class Pipeline(Part):
    """How one reader's deals get on, where they stop, which lie still.

    `chances`: whose shares the leaks are valued by: everybody's, or (`own`) the rep's own
    where few colleagues stand behind them. `has_stages`: stages are on record; else one
    step, from creation to the close. `left_out`: deals that no number holds, by reason;
    `n_unknown_stages`: deals of the steps' window without a record of their stages.
    `stalled`: all `n_stalled` as a fact; None where stages are not on record. `why_null`:
    reason id where nothing is told (`no_deals`).
    """

    cohorts: list[CohortMonth] = []
    pooled: list[CohortShare] = []
    untouched_check: UntouchedCheck | None = None
    steps: list[StageStep] = []
    leaks: list[LeakWindow] = []
    idle: list[IdleDeal] = []
    n_stalled: int = 0
    stalled: Fact | None = None
    n_untouched: int = 0
    idle_amount: Number = None
    slips: list[SlipMonth] = []
    chances: Literal["team", "own"] = "team"
    has_stages: bool = False
    has_activities: bool = False
    n_unknown_stages: int = 0
    left_out: dict[str, int] = {}
    why_null: str | None = None


class BehaviourBand(Part):
    """Cases of which `from_value` <= value < `to_value`, and the share of them won."""

    from_value: float
    to_value: Number = None
    n: int
    n_won: int
    won: Number = None
    low: Number = None
    high: Number = None


class RepPoint(Part):
    """One rep's cases: what they are like on the whole, and the share won."""

    rep_id: str
    name: str
    n: int
    n_won: int
    value: Number = None
    won: Number = None
    low: Number = None
    high: Number = None


class BehaviourPanel(Part):
    """One behaviour of the first `landmark_days` beside what was won by `horizon_days`.

    Cases are deals, for `response` leads. `n_quick`: closed within the landmark,
    `n_unknown`: nothing on record; both left out.
    `difference_low`, `difference_high`: share won of cases from `split` on less that of
    cases below. `team_bands`: everybody's, on a rep's page; empty where `withheld`.
    `why_null`: reason id where there is no case (`no_activities`, `no_action_types`,
    `no_due_dates`, `no_responses`, `no_cases`).
    """

    behaviour: BehaviourId
    landmark_days: int
    horizon_days: int
    n: int = 0
    n_quick: int = 0
    n_unknown: int = 0
    bands: list[BehaviourBand] = []
    split: Number = None
    difference_low: Number = None
    difference_high: Number = None
    points: list[RepPoint] = []
    team_bands: list[BehaviourBand] = []
    withheld: bool = False
    why_null: str | None = None


class Behaviours(Part):
    """Timeliness, response time and visits beside conversion, a panel each."""

    first: dt.date | None = None
    last: dt.date | None = None
    panels: list[BehaviourPanel] = []
