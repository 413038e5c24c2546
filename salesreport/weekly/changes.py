"""What changed between two reviews, deal by deal; each deal once or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from salesreport.weekly.snapshot import Snapshot, StoredDeal

Aspect = Literal[
    "rewritten", "lost", "won", "new", "back", "slipped", "undated", "passed", "forward", "amount",
    "sooner", "dated",
]  # fmt: skip
ASPECTS: tuple[Aspect, ...] = (
    "rewritten", "lost", "won", "new", "back", "slipped", "undated", "passed", "forward", "amount",
    "sooner", "dated",
)  # fmt: skip
"""What may happen to a deal; of several the first one is the kind of the change."""

Rewritten = Literal[
    "reopened", "outcome", "close_date", "amount", "created_date", "backdated", "added",
    "vanished", "replaced",
]  # fmt: skip
"""How history was rewritten.

`reopened`, `outcome`, `close_date`, `amount`: of a deal that was won or lost already.
`created_date`: moved. `backdated`: closed now, on a day before the last review. `added`: a
deal closed before the last review, which did not know it. `vanished`: no longer in the data.
`replaced`: its id now stands for another deal, of another customer and created on another day.
"""

CLOSED = ("won", "lost")
_ORDER = {"lead": 0, "intent": 1, "negotiation": 2}


@dataclass(frozen=True)
class Change:
    """What happened to one deal.

    Attributes
    ----------
    before, now : StoredDeal or None
        None: it was not there.
    aspects : tuple of str
        In the order of `ASPECTS`, one or more.
    rewritten : tuple of str
    """

    before: StoredDeal | None
    now: StoredDeal | None
    aspects: tuple[Aspect, ...]
    rewritten: tuple[Rewritten, ...] = ()

    @property
    def kind(self) -> Aspect:
        """The first aspect: what the change is counted as."""
        return self.aspects[0]

    @property
    def deal(self) -> StoredDeal:
        """The deal as it is now, or last was."""
        found = self.now or self.before
        if found is None:
            raise ValueError("a change of no deal")
        return found


def changed(before: Snapshot, now: Snapshot) -> list[Change]:
    """Every deal that is not as it was.

    Amounts are held against each other only where both snapshots count them alike (same
    currency, same tax). A change of owner alone is none.

    Returns
    -------
    list of Change
        By opportunity id. Empty where both are the same.
    """
    alike = (before.currency, before.tax) == (now.currency, now.tax)
    found = []
    for key in sorted({*before.deals, *now.deals}):
        was, is_now = before.deals.get(key), now.deals.get(key)
        is_other = _is_replaced(was, is_now)
        own = None if is_other else was
        told = ("replaced",) if is_other else _rewritten(own, is_now, before, alike=alike)
        seen: set[Aspect] = {"rewritten"} if told else set()
        if is_now is not None:
            seen |= {"new"} if own is None else set()
            seen |= _ended(own, is_now)
            seen |= _moved(own, is_now, alike=alike) if own is not None else set()
            seen |= _passed(own, is_now, before, now)
        if seen:
            in_order = tuple(aspect for aspect in ASPECTS if aspect in seen)
            found.append(Change(was, is_now, in_order, told))
    return found


def with_slips(now: Snapshot, last: Snapshot | None) -> Snapshot:
    """Present deals with how often each has slipped, counted on from an earlier snapshot."""
    if last is None:
        return now
    deals = {}
    for key, deal in now.deals.items():
        was = last.deals.get(key)
        was = None if _is_replaced(was, deal) else was
        more = was is not None and _later(was, deal)
        deals[key] = replace(deal, slips=(was.slips if was else 0) + more)
    return replace(now, deals=deals)


def _is_replaced(was: StoredDeal | None, now: StoredDeal | None) -> bool:
    """Whether an id stands for another deal than before."""
    if was is None or now is None:
        return False
    known = None not in (was.customer, now.customer, was.created, now.created)
    return known and was.customer != now.customer and was.created != now.created


def _later(was: StoredDeal, now: StoredDeal) -> bool:
    return was.expected is not None and now.expected is not None and now.expected > was.expected


def _ended(was: StoredDeal | None, now: StoredDeal) -> set[Aspect]:
    if now.stage not in CLOSED or (was is not None and was.stage == now.stage):
        return set()
    return {"won"} if now.stage == "won" else {"lost"}


def _moved(was: StoredDeal, now: StoredDeal, *, alike: bool) -> set[Aspect]:
    """Stage, expected close and amount of a deal that was open."""
    if was.stage in CLOSED:
        return set()
    found: set[Aspect] = {"amount"} if alike and was.amount != now.amount else set()
    if now.stage in CLOSED:
        return found
    step = _ORDER.get(now.stage, 0) - _ORDER.get(was.stage, 0)
    if step:
        found.add("forward" if step > 0 else "back")
    if was.expected != now.expected:
        found.add(_redated(was, now))
    return found


def _redated(was: StoredDeal, now: StoredDeal) -> Aspect:
    if now.expected is None:
        return "undated"
    if was.expected is None:
        return "dated"
    return "slipped" if now.expected > was.expected else "sooner"


def _passed(
    was: StoredDeal | None, now: StoredDeal, before: Snapshot, after: Snapshot
) -> set[Aspect]:
    """An expected close that came and went between the reviews, and is still what is said."""
    day = now.expected
    if now.stage in CLOSED or day is None or (was is not None and was.expected != day):
        return set()
    return {"passed"} if before.as_of <= day < after.as_of else set()


def _rewritten(
    was: StoredDeal | None, now: StoredDeal | None, before: Snapshot, *, alike: bool
) -> tuple[Rewritten, ...]:
    if now is None:
        return ("vanished",)
    is_closed = now.stage in CLOSED
    is_old = is_closed and now.closed is not None and now.closed <= before.as_of
    if was is None:
        return ("added",) if is_old else ()
    found: list[Rewritten] = []
    if was.stage in CLOSED:
        if not is_closed:
            found.append("reopened")
        elif was.stage != now.stage:
            found.append("outcome")
        if is_closed and was.closed != now.closed:
            found.append("close_date")
        if alike and was.amount != now.amount:
            found.append("amount")
    elif is_old:
        found.append("backdated")
    if was.created != now.created:
        found.append("created_date")
    return tuple(found)
