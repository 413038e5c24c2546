"""The deck's view: what may be shown to the whole room, and nothing else.

Findings that are not praise are of groups of `min_group` people or more, never of a person:
no part holds a rep's figures, score or grade. Wins bear names. Every difference, sum and
share that a slide shows is a number here.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from salesreport.report.closedloop.states import State
from salesreport.report.deckparts import (
    DeckCauses,
    DeckFunnel,
    DeckLosses,
    DeckMemo,
    DeckWins,
)
from salesreport.report.viewbase import LedgerLine, View
from salesreport.retrospective.findings import Number, Part, PlanRow


class DeckFigure(Part):
    """A measure of everybody; `since_...`: value less that of the other time."""

    measure: str
    unit: Literal["money", "rate", "count", "days", "score"]
    value: Number = None
    why_null: str | None = None
    numerator: Number = None
    denominator: Number = None
    n: int | None = None
    typed: bool = False
    implied: bool = False
    previous: Number = None
    last_year: Number = None
    since_previous: Number = None
    since_last_year: Number = None


class DeckYear(Part):
    """The year so far; `gap` = `bookings` - `target_to_date`.

    `pace`: share of the year's target that is planned by now, `behind` = `share_of_target` -
    `pace`; negative is behind.
    """

    bookings: Number = None
    target_to_date: Number = None
    completion: Number = None
    gap: Number = None
    year_target: Number = None
    share_of_target: Number = None
    pace: Number = None
    behind: Number = None
    share_of_working_days: Number = None
    why_null: str | None = None


class DeckMonth(Part):
    """One calendar month of everybody."""

    period: str
    complete: bool
    bookings: Number = None
    target: Number = None
    due: Number = None
    collected: Number = None
    due_rate: Number = None


class DeckGap(Part):
    """Bookings less the target of the period."""

    actual: Number = None
    against: Number = None
    gap: Number = None
    why_null: str | None = None


class DeckGroup(Part):
    """A group of `min_group` people or more; `name` None: the people of no team.

    Of several teams taken together, since one alone would point at few people, `teams` are
    the names (None: people of no team) and `name` is empty. `share` of the gap of all groups,
    None unless the gaps of all have one sign.
    """

    name: str | None = None
    teams: list[str | None] = []
    n_people: int
    bookings: Number = None
    target: Number = None
    completion: Number = None
    gap: Number = None
    share: Number = None
    new_customers: Number = None
    conversion: Number = None
    conversion_n: int | None = None
    revenue_per_customer: Number = None
    collection_rate: Number = None
    process: Number = None
    overdue: Number = None
    n_stalled: int | None = None
    stalled_amount: Number = None
    n_lost: int | None = None
    n_without_reason: int | None = None
    next_target: Number = None
    next_covered: Number = None
    next_coverage: Number = None
    n_planned: int = 0
    n_done: int = 0


class DeckGroups(Part):
    """Groups by gap, the furthest short first, and what no group has.

    `why_none`: reason id where none are told (`no_teams`, `one_team`, `few_people`).
    `carriers`: the fewest groups, furthest short first, that make up at least 60 % of the
    gap, and their `carried` share; 0 and None where gaps differ in sign. `rest`: gap of
    everybody less that of all groups, as of a target given for everybody. `n_short`,
    `n_over`: groups by the sign of their gap.
    """

    rows: list[DeckGroup] = []
    why_none: str | None = None
    n_people: int = 0
    n_short: int = 0
    n_over: int = 0
    carriers: int = 0
    carried: Number = None
    rest: Number = None


class DeckDebtor(Part):
    """A customer with something overdue; None: what tells no customer."""

    customer: str | None
    amount: float
    share: float


class DeckCash(Part):
    """Collected of what fell due (or was owed), and what is overdue at the cut-off.

    `top`: the largest debtors, `top_share` of all that is overdue.
    """

    base: Literal["due", "receivable"] = "due"
    rate: DeckFigure
    open: Number = None
    overdue: Number = None
    n_customers: int = 0
    top: list[DeckDebtor] = []
    top_share: Number = None
    unclaimed: Number = None


class DeckNext(Part):
    """The next period: `covered` = `booked` + `pipeline`, `uncovered` what is left of the target.

    `beyond`: what is covered above the target.
    """

    period: str
    target: Number = None
    booked: Number = None
    pipeline: Number = None
    covered: Number = None
    coverage: Number = None
    uncovered: Number = None
    beyond: Number = None
    n_deals: int | None = None
    why_null: str | None = None


class DeckPromise(Part):
    """A commitment of a team, not of a person, and what became of it."""

    row: PlanRow
    state: State
    verdict: Literal["worked", "no_effect", "cannot_tell"]


class DeckCommitments(Part):
    """How the last plan ended, as counts.

    `n_done` with those done late and those whose deals are closed; of those done `n_worked`,
    `n_no_effect`, `n_cannot_tell`. `worked`: whose plan was done and was better after:
    praise. `is_first`: there was no plan before.
    """

    is_first: bool = True
    n: int = 0
    n_done: int = 0
    n_worked: int = 0
    n_no_effect: int = 0
    n_cannot_tell: int = 0
    n_late: int = 0
    n_open: int = 0
    n_dropped: int = 0
    n_unrecorded: int = 0
    n_unsupported: int = 0
    worked: list[str] = []
    promises: list[DeckPromise] = []


class DeckDecision(Part):
    """What is to be decided. `row`: of a team's plan; None of rows of people, told by group.

    `key`: see `planbook.decisions`. `n`: rows of the plan it stands for; `group`: whose
    people, None: not told. `item`: a person's own words that name nobody. `owner`: name or
    role id. `measure`, `from_value`, `to_value`: which number.
    """

    key: str
    kind: str | None = None
    rule: str | None = None
    group: str | None = None
    n: int = 1
    item: str | None = None
    row: PlanRow | None = None
    owner: str | None = None
    due_date: dt.date | None = None
    measure: str | None = None
    unit: str | None = None
    from_value: Number = None
    to_value: Number = None


class DeckRemark(Part):
    """What somebody wrote of everybody, or of a team large enough, for one slide."""

    section: str
    kind: str
    team: str | None = None
    text: str
    by: str | None = None
    on: dt.date | None = None


class DeckTotal(Part):
    """A measure as the tables give it, what finance confirmed, and `ours` less `confirmed`."""

    period: str
    measure: str
    ours: Number = None
    confirmed: Number = None
    difference: Number = None
    why_null: str | None = None


class DeckData(Part):
    """How far the numbers can be trusted."""

    ledger: list[LedgerLine] = []
    n_read: int = 0
    n_kept: int = 0
    problem_counts: dict[str, int] = {}
    control_totals: list[DeckTotal] = []


class DeckView(View):
    """All the deck needs, of everybody.

    `n_people`: there in the period. `decisions`: at most eight, `n_more` beyond. `lacking`:
    slide -> tables of which one would switch it on. `n_remarks_kept`: comments that name a
    person or are of a small group, which stay on the pages of managers.
    """

    kind: Literal["deck"] = "deck"
    n_people: int = 0
    figures: dict[str, DeckFigure] = {}
    gap: DeckGap = DeckGap()
    year: DeckYear = DeckYear()
    months: list[DeckMonth] = []
    groups: DeckGroups = DeckGroups()
    causes: DeckCauses = DeckCauses()
    memo: DeckMemo = DeckMemo()
    funnel: DeckFunnel = DeckFunnel()
    wins: DeckWins = DeckWins()
    losses: DeckLosses = DeckLosses()
    cash: DeckCash
    next: DeckNext
    commitments: DeckCommitments = DeckCommitments()
    decisions: list[DeckDecision] = []
    n_more: int = 0
    remarks: list[DeckRemark] = []
    n_remarks_kept: int = 0
    data: DeckData = DeckData()
    lacking: dict[str, list[str]] = {}
