"""An amount split to people and months: exact in every row, column and total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from salesreport.statistics.apportionment import Bounds, bounded_shares, bounded_units, hamilton
from salesreport.targeting.people import ZERO, Calendar, Person
from salesreport.targeting.weighing import Weighed

Cell = tuple[str, str]
"""Rep id and label of a month."""


@dataclass(frozen=True)
class Task:
    """What is to be split, and how it is rounded.

    Attributes
    ----------
    total : Fraction
        What all cells add up to, those held among them; 0 or more.
    unit : Fraction
        Cells are multiples of it, but for what the total is no multiple of; above 0.
    band : Fraction or None
        Floor and cap around last year's share, a fraction of it; None: none.
    held : mapping of (rep id, month) to Fraction
        Cells that stay as they are.
    since : str or None
        First month that may get anything beside what is held.
    """

    total: Fraction
    unit: Fraction
    band: Fraction | None = None
    held: Mapping[Cell, Fraction] = field(default_factory=dict)
    since: str | None = None


@dataclass(frozen=True)
class Share:
    """One rep's part: exact before rounding, its floor and cap, and which of them it meets."""

    rep_id: str
    exact: Fraction
    low: Fraction
    high: Fraction | None

    @property
    def bound(self) -> str | None:
        """`floor`, `cap` or None."""
        if self.exact == self.low and self.low > 0:
            return "floor"
        return "cap" if self.exact == self.high else None


@dataclass(frozen=True)
class Split:
    """Cells by rep and month; shares of what was split anew, and their exact months."""

    cells: Mapping[Cell, Fraction]
    shares: Sequence[Share]
    exact_months: Mapping[str, Fraction]

    def of_rep(self, rep_id: str) -> Fraction:
        """A rep's target over the period."""
        return sum((v for (rep, _), v in self.cells.items() if rep == rep_id), ZERO)

    def of_month(self, month: str) -> Fraction:
        """Everybody's target in a month."""
        return sum((v for (_, label), v in self.cells.items() if label == month), ZERO)


class HeldTooMuchError(ValueError):
    """Cells that stay add up to more than the total; `held` says to how much."""

    def __init__(self, held: Fraction, total: Fraction) -> None:
        self.held, self.total = held, total
        super().__init__(f"cells of {held} stay, more than the total {total}")


def split(
    people: Sequence[Person], weighed: Sequence[Weighed], calendar: Calendar, task: Task
) -> Split:
    """Reps' totals first, then the months inside each.

    What is not held goes to the reps by weight x the time they have left, between floor and
    cap, rounded once by largest remainders (ties by rep id); each rep's part goes to the
    months by season x working days x days there x ramp, rounded alike. Part of a unit that
    is left goes to the largest share.

    Returns
    -------
    Split
        Every rep and month has a cell, 0 where nothing falls to it. Where all weights are 0
        the time there counts; where nobody is there either, everybody alike.

    Raises
    ------
    HeldTooMuchError
        What is held exceeds the total.
    ValueError
        There is nobody, or the unit is not above 0.
    """
    if not people or task.unit <= 0:
        raise ValueError(f"{len(people)} people and a unit of {task.unit}; give one, above 0")
    held = sum(task.held.values(), ZERO)
    left = task.total - held
    if left < 0:
        raise HeldTooMuchError(held, task.total)
    months = {person.rep_id: _free_months(person, calendar, task) for person in people}
    shares = _rep_shares(people, weighed, calendar, task, left, months)
    rounded = _rounded(shares, left, task.unit)
    cells = {
        (one.rep_id, month.label): task.held.get((one.rep_id, month.label), ZERO)
        for one in people
        for month in calendar.months
    }
    cells |= {cell: amount for cell, amount in task.held.items() if cell not in cells}
    exact = {month.label: ZERO for month in calendar.months}
    for (_, label), amount in task.held.items():
        exact[label] = exact.get(label, ZERO) + amount
    for share, total in zip(shares, rounded, strict=True):
        weights = months[share.rep_id]
        for label, amount in _in_months(total, weights, task.unit).items():
            cells[share.rep_id, label] += amount
        whole = sum(weights.values(), ZERO)
        for label, weight in weights.items() if whole else ():
            exact[label] += share.exact * weight / whole
    return Split(cells, shares, exact)


def _free_months(person: Person, calendar: Calendar, task: Task) -> dict[str, Fraction]:
    """Weights of the months that a rep may get something in."""
    pace = person.pace()
    if not any(pace):
        pace = list(person.there)
    labels = [month.label for month in calendar.months]
    first = labels.index(task.since) if task.since is not None else 0
    return {
        label: share * part
        for at, (label, share, part) in enumerate(zip(labels, calendar.shares(), pace, strict=True))
        if at >= first and (person.rep_id, label) not in task.held
    }


def _rep_shares(
    people: Sequence[Person],
    weighed: Sequence[Weighed],
    calendar: Calendar,
    task: Task,
    left: Fraction,
    months: dict[str, dict[str, Fraction]],
) -> list[Share]:
    """What falls to each rep of what is left, before rounding."""
    whole = [_whole(person, calendar) for person in people]
    free = [
        sum(months[p.rep_id].values(), ZERO) / all_of if all_of else ZERO
        for p, all_of in zip(people, whole, strict=True)
    ]
    weights = [one.weight * part for one, part in zip(weighed, free, strict=True)]
    if not any(weights):
        weights = [part * all_of for part, all_of in zip(free, whole, strict=True)]
    if not any(weights):
        if left:
            _open_all(people, calendar, task, months)
        weights = [Fraction(int(bool(months[p.rep_id]))) for p in people]
    last = [
        None if one.last is None or task.band is None else one.last * part
        for one, part in zip(weighed, free, strict=True)
    ]
    bounds = _bounds(last, weights, left, task.band)
    exact = bounded_shares(left, weights, bounds) if any(weights) else [ZERO] * len(people)
    return [
        Share(person.rep_id, amount, low, high)
        for person, amount, (low, high) in zip(people, exact, bounds, strict=True)
    ]


def _whole(person: Person, calendar: Calendar) -> Fraction:
    pace = person.pace()
    if not any(pace):
        pace = list(person.there)
    return sum((a * b for a, b in zip(calendar.shares(), pace, strict=True)), ZERO)


def _open_all(
    people: Sequence[Person],
    calendar: Calendar,
    task: Task,
    months: dict[str, dict[str, Fraction]],
) -> None:
    """Months by their usual weight where nobody is there in any that is left."""
    labels = [month.label for month in calendar.months]
    first = labels.index(task.since) if task.since is not None else 0
    for person in people:
        months[person.rep_id] = {
            label: share or Fraction(1, len(labels))
            for label, share in list(zip(labels, calendar.shares(), strict=True))[first:]
            if (person.rep_id, label) not in task.held
        }
    if not any(months.values()):
        raise HeldTooMuchError(sum(task.held.values(), ZERO), task.total)


def _bounds(
    last: Sequence[Fraction | None],
    weights: Sequence[Fraction],
    left: Fraction,
    band: Fraction | None,
) -> list[Bounds]:
    """Floor and cap of each: last year's share of the part that is not newcomers'."""
    known = sum((share for share in last if share is not None), ZERO)
    whole = sum(weights, ZERO)
    if band is None or not known or not whole:
        return [(ZERO, None) if w else (ZERO, ZERO) for w in weights]
    new = sum((w for w, share in zip(weights, last, strict=True) if share is None), ZERO)
    scale = left * (1 - new / whole) / known
    return [
        ((ZERO, None) if w else (ZERO, ZERO))
        if share is None
        else (share * scale * max(ZERO, 1 - band), share * scale * (1 + band))
        for share, w in zip(last, weights, strict=True)
    ]


def _rounded(shares: Sequence[Share], left: Fraction, unit: Fraction) -> list[Fraction]:
    """Shares in whole units, what is left over to the largest; inside floors and caps."""
    spare = left % unit
    keys = [one.rep_id for one in shares]
    exact = [one.exact / unit for one in shares]
    bounds: list[Bounds] = [
        (one.low / unit, None if one.high is None else one.high / unit) for one in shares
    ]
    largest = min(range(len(exact)), key=lambda at: (-exact[at], keys[at]))
    if spare:
        part = spare / unit
        low, high = bounds[largest]
        exact[largest] -= part
        bounds[largest] = (max(ZERO, low - part), None if high is None else high - part)
        if exact[largest] < 0:
            return _unit_too_large(shares, left, largest)
    found = [n * unit for n in bounded_units(exact, bounds, keys=keys)]
    found[largest] += spare
    return found


def _unit_too_large(shares: Sequence[Share], left: Fraction, largest: int) -> list[Fraction]:
    """All to the largest share, where everybody's is below one unit."""
    return [left if at == largest else ZERO for at in range(len(shares))]


def _in_months(
    total: Fraction, weights: Mapping[str, Fraction], unit: Fraction
) -> dict[str, Fraction]:
    """A rep's total in months: whole units, what is left over to the largest month."""
    if not total:
        return {}
    labels = list(weights)
    spare = total % unit
    units = hamilton(int(total // unit), [weights[label] for label in labels], keys=labels)
    found = {label: n * unit for label, n in zip(labels, units, strict=True)}
    if spare:
        found[min(labels, key=lambda label: (-weights[label], label))] += spare
    return found
