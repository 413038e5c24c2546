"""Cash set off against debts where one of them is not in the report's currency."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from salesreport.records.owncurrency import HOME, nearest


class Debt(NamedTuple):
    """What is open of an item: in the report's minor units, and in its own currency's."""

    item: int
    amount: int
    own: int | Fraction
    currency: str


class Money(NamedTuple):
    """What is left of an entry of the cash, in its own currency's minor units.

    `rate` is the price of one of them in the report's; money paid back is below zero.
    """

    entry: int
    own: int | Fraction
    rate: Fraction
    currency: str


class SetOff(NamedTuple):
    """So much of an item that an entry paid.

    `amount` in the report's minor units at the rate of the item, `own` in those of the
    item's own currency, `spent` in those of the entry's.
    """

    item: int
    entry: int
    amount: int
    own: int | Fraction
    spent: int | Fraction


def set_off(debts: Iterable[Debt], cash: Iterable[Money]) -> list[SetOff]:
    """Cash laid over debts, both in the order given.

    The debts stand end to end on a line that is as long as they are worth in the
    report's currency. Money in a debt's own currency goes as far along it as it pays of
    that debt, so that what is paid in full is paid whatever the rates of the two months
    are; other money goes as far as it is worth itself. Money paid back goes back. Before
    the first debt and beyond the last the line goes on as that debt does.

    Examples
    --------
    >>> debt = Debt(0, 72_000, 10_000, "USD")
    >>> [paid.amount for paid in set_off([debt], [Money(0, 10_000, Fraction(71, 10), "USD")])]
    [72000]
    >>> [paid.amount for paid in set_off([debt], [Money(0, 71_000, Fraction(1), "")])]
    [71000]
    """
    line = [debt for debt in debts if debt.amount > 0 and debt.own > 0]
    if not line:
        return []
    bounds = [0, *accumulate(debt.amount for debt in line)]
    place, found = Fraction(0), []
    for money in cash:
        for step, to in _steps(line, bounds, place, money):
            if step is not None:
                found.append(step)
            place = to
    return found


def _steps(
    line: Sequence[Debt], bounds: list[int], place: Fraction, money: Money
) -> Iterator[tuple[SetOff | None, Fraction]]:
    """What one entry pays, debt by debt, and where on the line it gets with each."""
    left = Fraction(money.own)
    while left:
        at = (bisect_right(bounds, place) if left > 0 else bisect_left(bounds, place)) - 1
        debt = line[min(max(at, 0), len(line) - 1)]
        rate = Fraction(debt.amount) / debt.own
        pays_own = debt.currency == money.currency != HOME
        if not pays_own:
            place = Fraction(nearest(place))
        price = rate if pays_own else money.rate
        to, spent = place + left * price, left
        inside = 0 <= at < len(line)
        end = _end(at, bounds, forward=left > 0)
        if end is not None and (to > end if left > 0 else to < end):
            to, spent = Fraction(end), (end - place) / price
        amount = nearest(to) - nearest(place)
        paid = SetOff(debt.item, money.entry, amount, (to - place) / rate, spent)
        yield (paid if inside else None), to
        place, left = to, left - spent


def _end(at: int, bounds: list[int], *, forward: bool) -> int | None:
    """Where the stretch ends in the direction taken; None where the line never does."""
    end = at + forward
    return bounds[end] if 0 <= end < len(bounds) else None
