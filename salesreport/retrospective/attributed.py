"""Why the gap, as frozen parts of a view: drivers, causes, classes and their evidence."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from salesreport.retrospective.findings import Deal, Number, Part, SourceRow

Reference = Literal["target", "peers", "last_year"]
CauseId = Literal[
    "target_calibration",
    "market",
    "team_wide",
    "season",
    "leads",
    "mix_industry",
    "mix_territory",
    "mix_source",
    "follow_up",
    "response",
    "outside_leads",
    "unexplained",
]
Class = Literal["external", "mix", "recorded", "process", "personal", "chance", "undetermined"]
OutsideKind = Literal["adjustments", "shared_deals", "no_lead", "other"]
DriverId = Literal[
    "benchmark", "leads", "conversion", "revenue_per_customer", "adjustments", "collection"
]


class Driver(Part):
    """One factor of a gap; `benchmark` is the part of a target that no driver has.

    `actual` and `against` are the factor's values on both sides; `amount` its part of
    the gap. `adjustments` (refunds, credit notes, write-offs) are added, no factor: bookings
    per customer are those before them.
    """

    driver: DriverId
    actual: Number = None
    against: Number = None
    amount: float


class Drivers(Part):
    """A gap over leads, won customers per lead, bookings per customer and collection.

    Amounts add up to `gap` to the cent. `measure`: what the gap is one of. `through`: to a
    target, whose leads, conversion and revenue the drivers are held against. `sensitivity`:
    largest difference between the two methods, for the analyst; None where one has no
    answer.
    """

    reference: Reference
    through: Literal["peers", "last_year"] | None = None
    measure: Literal["bookings", "collected"] = "bookings"
    gap: float
    method: Literal["lmdi", "shapley"]
    sensitivity: Number = None
    rows: list[Driver]


class EvidenceRow(Part):
    """A record that carries a cause: a late follow-up, a late response, a deal."""

    table: str
    record_id: str | None = None
    customer: str | None = None
    date: dt.date | None = None
    late_days: int | None = None
    source: SourceRow | None = None


class Verdict(Part):
    """What a manager said of a cause; stands beside the computed class."""

    verdict: str
    by: str | None = None
    on: dt.date | None = None
    reason: str | None = None


class Cause(Part):
    """One cause of a gap in money; negative lowers bookings.

    `low`, `high`: 95 % interval of the amount, None where nothing tells. `signal` and
    `chance` add up to `amount`; of a team's follow-up and response `signal` is what it costs
    the reps who are named for it. `made_of`: of `outside_leads`, what it is the sum of
    (`other`: what bookings differ by from the records). `n`: leads, items or wins that it
    rests on. `share` and `against_share`: late of one's own and of the peers' leads.
    `is_named`: firm enough to be said of a person after correction for their number.
    `worth_a_look`: beyond chance in a single look only. `kind` is the class. `settled_by`:
    what would settle it (`more_months`, `source_of_leads`, `response_times`,
    `market_index`, `deals_of_leads`, `follow_up_dates`), where the class is chance or undetermined.
    """

    cause: CauseId
    amount: float
    low: Number = None
    high: Number = None
    signal: Number = None
    chance: Number = None
    made_of: dict[OutsideKind, float] = {}
    kind: Class
    n: int | None = None
    share: Number = None
    against_share: Number = None
    is_named: bool = False
    worth_a_look: bool = False
    settled_by: list[str] = []
    rows: list[EvidenceRow] = []
    n_rows: int = 0
    verdicts: list[Verdict] = []


class Attributed(Part):
    """A gap of a window against one reference, over its causes to the cent.

    `window`: the period itself, or the longer one beside it (`first` to `last`).
    `gap` = `actual` - `against` = sum of the causes' amounts. `why_null`: reason id
    where the causes cannot be told (`no_leads`, `no_wins`, `no_target`, `no_last_year`,
    `one_rep`, `no_peers`, `no_history`, `withheld`, or why a side of the gap is unknown);
    the causes are then empty. `wins`, `wins_expected`: won and
    what the others' rates give on the same leads; `wins_low`, `wins_high` what chance
    gives 95 % of the time. `n_leads`: leads at work in the window, each by the share of its
    wins that falls into it.
    """

    reference: Reference
    window: Literal["period", "longer"] = "period"
    first: dt.date
    last: dt.date
    actual: Number = None
    against: Number = None
    gap: Number = None
    causes: list[Cause] = []
    n_leads: int | None = None
    wins: Number = None
    wins_expected: Number = None
    wins_low: Number = None
    wins_high: Number = None
    why_null: str | None = None


OF_PEOPLE = ("process", "personal")
"""Classes that are named of a person, never of a team as one."""
LEAST = 0.01
"""Share of the reference under which an amount is no news, and stands in tables alone."""


def is_firm(cause: Cause) -> bool:
    """Whether it can be said: on record, named of a person, or an interval beside zero."""
    if cause.kind == "recorded":
        return True
    if cause.kind in OF_PEOPLE:
        return cause.is_named
    if cause.kind not in ("external", "mix") or cause.low is None or cause.high is None:
        return False
    return cause.low > 0 or cause.high < 0


def is_news(amount: float, found: Attributed) -> bool:
    """Whether an amount is worth a sentence: 1 % of the reference or more, and not nothing."""
    return amount != 0 and abs(amount) >= LEAST * abs(found.against or found.actual or 0.0)


class WinsOf(Part):
    """Wins of a window beside those of the others on the same leads, as in `Attributed`."""

    first: dt.date
    last: dt.date
    n_leads: int
    wins: float
    wins_expected: float
    wins_low: Number = None
    wins_high: Number = None


class EventNote(Part):
    """Something that happened in the world; annotated, never quantified without an index."""

    from_date: dt.date
    to_date: dt.date | None = None
    kind: str
    dimension: str | None = None
    segment: str | None = None
    description: str | None = None
    source: SourceRow | None = None


class Memo(Part):
    """What a gap holds that is no cause: deals that slipped, single big deals.

    `n_slipped`, `n_big`: all of them, of which the largest are listed.
    """

    slipped_amount: Number = None
    n_slipped: int = 0
    n_big: int = 0
    slipped: list[Deal] = []
    big: list[Deal] = []


class Difference(Part):
    """Won customers per lead of a rep less those of the peers, where no lead is on record.

    `low`, `high`: 95 % interval in fractions, Newcombe's; `is_apart`: it does not hold 0.
    On a rep's page of few peers the numbers are `withheld`.
    """

    low: Number = None
    high: Number = None
    won: int | None = None
    leads: int | None = None
    against_won: int | None = None
    against_leads: int | None = None
    is_apart: bool
    withheld: bool = False


class Reasons(Part):
    """Why the gap, for one reader.

    `base`: what stands for leads; None without rows of either. `linked`: share of the
    amounts won that came from leads on record; below nine in ten opportunities are the
    base. `longer_months`: months of the longer window. `previous`: wins of the period before,
    which with those of the period may name a personal difference. `difference`: of
    conversions, where there are no rows of leads to tell causes from.
    """

    drivers: list[Drivers] = []
    attributed: list[Attributed] = []
    events: list[EventNote] = []
    memo: Memo = Memo()
    peers: Literal["role", "all"] | None = None
    n_peers: int | None = None
    base: Literal["leads", "opportunities"] | None = None
    linked: Number = None
    longer_months: int | None = None
    previous: WinsOf | None = None
    difference: Difference | None = None
