"""What goes with winning, as parts of a view: success cases and key actions.

Shares are fractions 0-1, amounts main units, `low` and `high` 95 % intervals. None: not
known, or not finite.
"""

from __future__ import annotations

import datetime as dt

from salesreport.retrospective.findings import Deal, Number, Part, SourceRow


class TimelineAction(Part):
    """An action done on a case between its opening and the win; `kind` None: of no kind.

    Of an action of somebody whom the reader's view does not hold neither text nor row.
    """

    kind: str | None
    day: dt.date
    at: int
    action: str | None = None
    source: SourceRow | None = None


class EarlyAction(Part):
    """A kind of action that a case had early on.

    `at`: days from the opening to the first of them. `n_losses` of the similar losses had
    it too in that time, `share` of all of these; None where there are none or `withheld`.
    `is_unlike`: less than half of five losses or more had it.
    """

    kind: str
    at: int
    n_losses: int | None = None
    share: Number = None
    is_unlike: bool = False


class LeftOut(Part):
    """A kind of action that a case had not early on, and more than half of the losses had."""

    kind: str
    n_losses: int
    share: float


class SuccessCase(Part):
    """A win faster and larger than most similar wins, and what differed from losses.

    `usual_days`, `usual_amount`: medians of `n_faster` wins of the same `faster_shared`, and
    of `n_larger` of the same `larger_shared` segments; `n_slower` and `n_smaller` of them
    were. `within_days`: days from the opening in which early actions are held against those
    of `n_losses` losses of the same `losses_shared`, of each of which an action is on record.
    `left_out`: what most of these had. `has_actions`: any action on a deal is on record.
    `first_action_days`: to the first action of any kind; `usual_first_action_days`: of the
    losses. `withheld_losses`: too few others stand behind the comparison with these.
    """

    deal: Deal
    days: int
    usual_days: Number = None
    n_slower: int | None = None
    n_faster: int | None = None
    faster_shared: list[str] = []
    usual_amount: Number = None
    n_smaller: int | None = None
    n_larger: int | None = None
    larger_shared: list[str] = []
    within_days: int
    early: list[EarlyAction] = []
    left_out: list[LeftOut] = []
    n_losses: int | None = None
    losses_shared: list[str] = []
    has_actions: bool = True
    first_action_days: Number = None
    usual_first_action_days: Number = None
    actions: list[TimelineAction] = []
    withheld_losses: bool = False


class Ratio(Part):
    """An odds ratio with its interval."""

    value: Number = None
    low: Number = None
    high: Number = None


class KeyActionLevel(Part):
    """Deals of one level of a segment; `name` None: blank."""

    name: str | None
    won_with: int
    lost_with: int
    won_without: int
    lost_without: int
    ratio: Ratio


class KeyActionRow(Part):
    """One kind of action beside winning; see `winloss.KeyAction`.

    `ever_won`, `ever_lost`: shares of the same deals that had it up to their close;
    `is_timing`: wins had it, sooner or later, no more often. `stratified` is None where
    segments differ (`levels` of `dimension` stand instead) or deals are few. `paced`: among
    deals that took as long. `beside`: Firth's regression with all kinds. `is_named`: beyond
    chance after correction; `is_more`: and more often won with it; `is_unclear`: an
    association that differs between segments or is gone beside other kinds.
    """

    kind: str
    won_with: int
    lost_with: int
    won_without: int
    lost_without: int
    ever_won: float = 0.0
    ever_lost: float = 0.0
    is_timing: bool = False
    crude: Ratio
    stratified: Ratio | None = None
    n_compared: int
    paced: Ratio | None = None
    paced_p: Number = None
    q: Number = None
    heterogeneity_p: Number = None
    dimension: str | None = None
    levels: list[KeyActionLevel] = []
    sign_change: bool = False
    beside: Ratio | None = None
    beside_p: Number = None
    points: Number = None
    is_named: bool = False
    is_unclear: bool = False
    is_more: bool = False


class KeyActions(Part):
    """Which actions of the first days of a deal go with winning it, over the company.

    Of deals created from `first` to `last` that were closed by the cut-off, and open for
    more than `window_days`; `n_closed_inside` closed sooner, `n_open` are open still, of
    `n_unrecorded` no action is on record. `days_won`, `days_lost`: medians to the close.
    `rows`: most strongly with winning first. `n_unmatched` of `n_done` actions are of no
    kind; `n_unlinked` more belong to no one deal. `why_null`: reason id (`no_deals`,
    `no_activities`, `no_links`: actions that belong to no one deal).
    """

    first: dt.date | None = None
    last: dt.date | None = None
    window_days: int = 0
    n_won: int = 0
    n_lost: int = 0
    n_closed_inside: int = 0
    n_open: int = 0
    n_unrecorded: int = 0
    days_won: Number = None
    days_lost: Number = None
    dimensions: list[str] = []
    n_strata: int = 0
    n_done: int = 0
    n_unmatched: int = 0
    n_unlinked: int = 0
    is_enough: bool = False
    rows: list[KeyActionRow] = []
    why_null: str | None = None
