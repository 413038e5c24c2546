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
    """

    kind: str
    at: int
    n_losses: int | None = None
    share: Number = None


class SuccessCase(Part):
    """A win that was fast and large against similar wins, and what differed from losses.

    `usual_days`, `usual_amount`: medians of `n_faster` wins of the same `faster_shared`, and
    of `n_larger` of the same `larger_shared` segments. `within_days`: days from the opening
    in which early actions are held against those of `n_losses` similar losses.
    `first_action_days`: to the first action of any kind; `usual_first_action_days`: of the
    losses. `withheld`: too few others stand behind the comparison with wins, with losses.
    """

    deal: Deal
    days: int
    usual_days: Number = None
    n_faster: int | None = None
    faster_shared: list[str] = []
    usual_amount: Number = None
    n_larger: int | None = None
    larger_shared: list[str] = []
    within_days: int
    early: list[EarlyAction] = []
    n_losses: int | None = None
    first_action_days: Number = None
    usual_first_action_days: Number = None
    actions: list[TimelineAction] = []
    withheld_wins: bool = False
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

    `stratified` is None where segments differ (`levels` of `dimension` stand instead) or
    deals are few. `beside`: Firth's regression with all kinds. `is_named`: beyond chance
    after correction; `is_more`: won deals had it more often.
    """

    kind: str
    won_with: int
    lost_with: int
    won_without: int
    lost_without: int
    crude: Ratio
    stratified: Ratio | None = None
    n_compared: int
    q: Number = None
    heterogeneity_p: Number = None
    dimension: str | None = None
    levels: list[KeyActionLevel] = []
    sign_change: bool = False
    beside: Ratio | None = None
    beside_p: Number = None
    points: Number = None
    is_named: bool = False
    is_more: bool = False


class KeyActions(Part):
    """Which actions of the first days of a deal go with winning it, over the company.

    Of deals created from `first` to `last` that were closed by the cut-off, and open for
    more than `window_days`; `n_closed_inside` closed sooner. `rows`: most strongly with
    winning first. `n_unmatched` of `n_done` actions are of no kind. `why_null`: reason id
    (`no_deals`, `no_activities`).
    """

    first: dt.date | None = None
    last: dt.date | None = None
    window_days: int = 0
    n_won: int = 0
    n_lost: int = 0
    n_closed_inside: int = 0
    dimensions: list[str] = []
    n_strata: int = 0
    n_done: int = 0
    n_unmatched: int = 0
    is_enough: bool = False
    rows: list[KeyActionRow] = []
    why_null: str | None = None
