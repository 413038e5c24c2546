"""Parts of a deck's view: the gap by class, wins by name, losses by nobody's name."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from salesreport.retrospective.attributed import EventNote, Reference
from salesreport.retrospective.findings import Number, Part
from salesreport.retrospective.pipeline import StageId
from salesreport.retrospective.winning import KeyActions

DeckClassId = Literal["external", "mix", "recorded", "process", "open", "other"]
"""`open`: normal variation, what is not attributed yet, and differences between persons,
which a deck does not tell apart. `other`: steps of a bridge too small to stand alone."""


class DeckClass(Part):
    """What the causes of a class come to; `share` None unless all have one sign."""

    kind: DeckClassId
    amount: float
    share: Number = None
    n: int | None = None


class DeckFirm(Part):
    """A class, or one cause of it, that is beyond normal variation.

    `made_of`: of what is on record apart from the leads, what works the way of the sum.
    """

    kind: DeckClassId
    cause: str = ""
    amount: float
    made_of: list[str] = []


class DeckDeal(Part):
    """A deal won, with its owner: praise."""

    customer: str
    owner: str | None = None
    amount: Number = None


class DeckCauses(Part):
    """The gap by class; `classes` add up to it, so do `steps`, which a bridge draws.

    `along`: firm and of the gap's own sign, `opposed`: of the other; `leading`: the first of
    them, where it is half of the gap or more. `settled_by`: what would settle what is open.
    `wins_expected`: what the usual rates give on the same leads.
    """

    reference: Reference | None = None
    actual: Number = None
    against: Number = None
    gap: Number = None
    classes: list[DeckClass] = []
    steps: list[DeckClass] = []
    along: list[DeckFirm] = []
    opposed: list[DeckFirm] = []
    leading: DeckFirm | None = None
    settled_by: list[str] = []
    n_leads: int | None = None
    wins: Number = None
    wins_expected: Number = None
    wins_low: Number = None
    wins_high: Number = None
    events: list[EventNote] = []
    why_null: str | None = None


class DeckMemo(Part):
    """Beside the causes: deals that slipped, as sums; the largest deals won, by name."""

    n_slipped: int = 0
    slipped_amount: Number = None
    slipped_largest: Number = None
    won: list[DeckDeal] = []


class DeckStage(Part):
    """One stage: came to it, got on within the horizon, lost there and its expected worth."""

    stage: StageId
    n: int
    passed: Number = None
    low: Number = None
    high: Number = None
    n_lost: int = 0
    expected: Number = None
    expected_low: Number = None
    expected_high: Number = None


class DeckFunnel(Part):
    """Where deals stop, in `first` to `last`; `stalled_amount` of open deals that lie still."""

    first: dt.date | None = None
    last: dt.date | None = None
    horizon_days: int | None = None
    stages: list[DeckStage] = []
    has_stages: bool = False
    largest: StageId | None = None
    largest_expected: Number = None
    is_clear: bool = False
    total: Number = None
    n_lost: int = 0
    n_stalled: int | None = None
    stalled_amount: Number = None
    n_untouched: int = 0
    why_null: str | None = None


class DeckWin(Part):
    """A fast and large win: praise by name. `early`: kinds of the first `within_days` days."""

    deal: DeckDeal
    days: int
    usual_days: Number = None
    n_similar: int | None = None
    usual_amount: Number = None
    early: list[str] = []
    unlike: list[str] = []


class DeckWins(Part):
    """Fast wins; what of the first `within_days` days set them apart from similar lost deals.

    `n_common` of the cases had each kind of `common` and less than half of the similar
    losses had it. `n_recorded`: cases of which any action is on record.
    """

    cases: list[DeckWin] = []
    within_days: int | None = None
    common: list[str] = []
    n_common: int = 0
    n_recorded: int = 0
    n_won: int | None = None
    key_actions: KeyActions = KeyActions()


class DeckReason(Part):
    """A recorded reason of lost deals, as the seller wrote it."""

    reason: str
    titles: dict[str, str] = {}
    count: float
    percent: int
    amount: Number = None
    n_checked: int = 0


class DeckLost(Part):
    """Lost deals of one stage, competitor or industry; `value` None: not stated."""

    value: str | None = None
    n: int
    amount: Number = None


class DeckLosses(Part):
    """Recorded reasons; `n_blank` deals have none, `blank_percent` of all."""

    n: int = 0
    amount: Number = None
    n_blank: int = 0
    blank_percent: int | None = None
    n_recorded: int = 0
    n_checked: int = 0
    reasons: list[DeckReason] = []
    leading: str | None = None
    by_stage: list[DeckLost] = []
    by_competitor: list[DeckLost] = []
    by_industry: list[DeckLost] = []
