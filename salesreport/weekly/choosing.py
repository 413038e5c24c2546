"""Which earlier snapshot a week is held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from salesreport.weekly.snapshot import Snapshot, StoredDeal

FEWEST_DAYS, MOST_DAYS = 5, 14
"""Age of the snapshot that a week is held against: Friday to Wednesday, or one week missed."""

Why = Literal["none", "too_recent", "too_old"]


@dataclass(frozen=True)
class Chosen:
    """What is known of the time before.

    Attributes
    ----------
    base : Snapshot or None
        The latest snapshot of the right age: what changed is told against it.
    last : Snapshot or None
        The latest one at least `FEWEST_DAYS` old, whatever its age: slips count on from it.
    why : {"none", "too_recent", "too_old"} or None
        Why there is no base.
    nearest : date or None
        Day of the snapshot that came nearest to being one.
    foreign : tuple of str
        Names of snapshots left out: they are of other data.
    """

    base: Snapshot | None
    last: Snapshot | None
    why: Why | None = None
    nearest: date | None = None
    foreign: tuple[str, ...] = ()


def chosen(
    snapshots: Iterable[Snapshot], *, as_of: date, deals: Mapping[str, StoredDeal]
) -> Chosen:
    """The snapshot to compare with.

    Parameters
    ----------
    snapshots : iterable of Snapshot
        In any order; of one day the last one given counts.
    as_of : date
    deals : mapping of opportunity id to StoredDeal
        Deals of the run as they are now.

    Returns
    -------
    Chosen
    """
    by_day: dict[date, Snapshot] = {}
    foreign = []
    for one in snapshots:
        if one.as_of >= as_of:
            continue
        if one.is_of(deals):
            by_day[one.as_of] = one
        else:
            foreign.append(one.name)
    days = sorted(by_day)
    old = [day for day in days if (as_of - day).days >= FEWEST_DAYS]
    last = by_day[old[-1]] if old else None
    left = tuple(foreign)
    if last is not None and (as_of - last.as_of).days <= MOST_DAYS:
        return Chosen(last, last, foreign=left)
    return Chosen(None, last, *_why(days, old), foreign=left)


def _why(days: Sequence[date], old: Sequence[date]) -> tuple[Why, date | None]:
    if not days:
        return "none", None
    return ("too_recent", days[-1]) if len(days) > len(old) else ("too_old", old[-1])
