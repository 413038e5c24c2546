"""What one rep's simulated work consists of, before it becomes tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Customer:
    """A buying company; its industry and territory never change.

    The name is blank where a lead was never qualified.
    """

    name: str
    industry: str
    territory: str


@dataclass
class Action:
    """One follow-up: planned on `day`, due, done or not.

    `undated`: done, but nobody wrote when.
    """

    day: date
    stage: str
    kind: str
    text: str
    due: date
    done: date | None
    undated: bool = False
    note: str = ""

    def status(self, as_of: date) -> str:
        """Return `done`, `in_progress` or `not_started` as known on that day."""
        if self.undated or (self.done is not None and self.done <= as_of):
            return "done"
        return "in_progress" if self.due <= as_of else "not_started"


@dataclass
class Deal:
    """One opportunity. `closed` is None while it is open.

    `outcome` is `won` or `lost`; `stages` holds (stage, day entered) in order,
    the closing included. `amount` is in `currency`, whole units.
    """

    rep_id: str
    customer: Customer
    source: str
    product: str
    created: date
    amount: int
    stages: list[tuple[str, date]]
    actions: list[Action]
    expected: date
    lost_reason: str = ""
    lost_detail: str = ""
    competitor: str = ""
    reason_source: str = ""
    note: str = ""
    currency: str = ""
    keeps_actions: bool = True
    opportunity_id: str = ""
    contract_id: str = ""

    @property
    def stage(self) -> str:
        """Stage entered last."""
        return self.stages[-1][0]

    @property
    def closed(self) -> date | None:
        """Day it was won or lost; None while open."""
        stage, day = self.stages[-1]
        return day if stage in ("won", "lost") else None

    @property
    def is_won(self) -> bool:
        """Whether it was won."""
        return self.stage == "won"

    def won_in(self, year: int, month: int) -> bool:
        """Whether it was won in that calendar month."""
        day = self.closed
        return self.is_won and day is not None and (day.year, day.month) == (year, month)


@dataclass
class Lead:
    """One lead handed to a rep; `deal` is what became of it."""

    rep_id: str
    assigned: date
    customer: Customer
    source: str
    first_response: date | None
    status: str
    invalid_reason: str = ""
    deal: Deal | None = None
    lead_id: str = ""


@dataclass
class Work:
    """Everything one rep did."""

    rep_id: str
    leads: list[Lead] = field(default_factory=list)
    deals: list[Deal] = field(default_factory=list)
    portfolio: list[Customer] = field(default_factory=list)
    contacts: list[tuple[Customer, Action]] = field(default_factory=list)
