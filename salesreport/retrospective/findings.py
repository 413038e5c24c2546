"""What the retrospective finds, as frozen serialisable parts of a view.

Numbers, ids and text from the data, never words of a language. Amounts are in
the report currency's main unit; dates are ISO days.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict

Number = float | None


class Part(BaseModel):
    """Base of all parts of a view: frozen, no unknown key.

    Validators are built on first use: a run needs few of them, and all take a while.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class SourceRow(Part):
    """Where a record stands in the user's own file."""

    file: str
    sheet: str | None = None
    row: int | None = None


class Deal(Part):
    """One opportunity as a page shows it.

    `unconverted`: its whole amount in `currency`, where that has no rate for its month.

    `reason`: lost reason as recorded, or the rule id by which it does not count
    (`open`, `lost`, `closed_later`, `closed_earlier`, `credited_elsewhere`,
    `no_close_date`, `no_amount`, `no_rate`, `no_tax_rate`, `not_approved`, `not_yet_paid`,
    `not_yet_invoiced`, `not_yet_accepted`, `unrecognised`, `not_known_yet`).
    """

    opportunity_id: str
    customer: str | None = None
    industry: str | None = None
    product: str | None = None
    rep_id: str | None = None
    owner: str | None = None
    stage: str | None = None
    amount: Number = None
    currency: str | None = None
    unconverted: str | None = None
    share: float = 1.0
    created_date: dt.date | None = None
    close_date: dt.date | None = None
    expected_close_date: dt.date | None = None
    cycle_days: int | None = None
    reason: str | None = None
    detail: str | None = None
    source: SourceRow


class Unconverted(Part):
    """Rows of the period whose amounts are in no sum, for want of an exchange rate.

    `amount` is in the main unit of `currency`; of a shared deal the rep's share.
    """

    table: str
    currency: str
    count: int
    amount: float


class BookingAdjustment(Part):
    """A refund, credit note or write-off, at its own date; negative lowers bookings.

    `amount` is the part that counts for the rep, `whole` all of it where others share it.
    """

    date: dt.date
    kind: str | None = None
    amount: Number
    whole: Number = None
    opportunity_id: str | None = None
    source: SourceRow


class Action(Part):
    """One tracked action (Table 1)."""

    date: dt.date
    customer: str | None = None
    industry: str | None = None
    stage: str | None = None
    action: str | None = None
    status: str | None = None
    due_date: dt.date | None = None
    done_date: dt.date | None = None
    note: str | None = None
    opportunity_id: str | None = None
    overdue_days: int | None = None
    outcome: Literal["on_time", "late", "unknown", "not_due"] | None = None
    rep: str | None = None
    source: SourceRow


class Fact(Part):
    """Something on record worth a talk; a fact, not a cause.

    `kind` is one of `overdue`, `stalled`, `slipped`, `unknown_done_date`,
    `slow_response`, `overdue_cash`; `values` are the numbers of its sentence;
    `by_rep` is whose they are, most first, on a team's page.
    """

    kind: str
    count: int
    by_rep: dict[str, int] = {}
    values: dict[str, str | float | int | None] = {}
    rows: list[SourceRow] = []


class Gap(Part):
    """Actual minus reference in money; negative is short.

    `reference` is `target`, `previous` or `last_year`.
    """

    reference: Literal["target", "previous", "last_year"]
    actual: Number
    against: Number
    gap: Number
    days_short: int | None = None
    why_null: str | None = None


class BigDeal(Part):
    """One of the largest deals won, slipped or lost in the period."""

    kind: Literal["won", "slipped", "lost"]
    deal: Deal


class Closing(Part):
    """How the deals closed that a row of the plan is about: how many won, how many lost."""

    won: int
    lost: int


class PlanRow(Part):
    """One row of the improvement plan (Table 3), a person's or a proposed one.

    `item`, `measures`, `support`, `expected_effect`: a person's own words; None where the
    texts are to be worded from `rule` and `values` (amounts in main units, days in ISO form,
    names as the data have them); `own`: words of a company's own rule for them, by text and
    language. `effect` with `effect_low` to `effect_high`: money a cycle
    that is expected; None where none is promised. `n`, `rows`: what it rests on. `lacking`:
    what it needs to be SMART (`action`, `figures`, `measure`, `support_owner`,
    `deadline`, `evidence`).
    `closing`: what became of its deals, once all are closed. `carried`: how often it was
    carried over. `origin`: a `table`, `proposed` by a rule, or the `book` of plans, whose period
    `book` then is.
    """

    plan_id: str | None = None
    who: str
    rep_id: str | None = None
    team: str | None = None
    kind: str | None = None
    rule: str | None = None
    values: dict[str, str | int | float | list[str] | None] = {}
    own: dict[str, dict[str, str]] = {}
    item: str | None = None
    measures: str | None = None
    due_date: dt.date | None = None
    support: str | None = None
    expected_effect: str | None = None
    measure: str | None = None
    unit: str | None = None
    from_value: Number = None
    to_value: Number = None
    effect: Number = None
    effect_low: Number = None
    effect_high: Number = None
    n: int | None = None
    rows: list[SourceRow] = []
    lacking: list[str] = []
    support_owner: str | None = None
    support_given: bool | None = None
    status: str | None = None
    result: str | None = None
    made_on: dt.date | None = None
    done_date: dt.date | None = None
    accepted_by: str | None = None
    origin: Literal["table", "proposed", "book"] = "table"
    closing: Closing | None = None
    carried: int = 0
    book: str | None = None
    source: SourceRow | None = None


class Note(Part):
    """A comment, statement, objection or ruling by a person, and when the rep read it.

    `team`: the team it is about; None of a note about a rep or everybody.
    """

    kind: str
    team: str | None = None
    section: str | None = None
    text: str
    by: str | None = None
    on: dt.date | None = None
    read_on: dt.date | None = None
