"""A gap over leads, won customers per lead, bookings per customer and collection."""

from __future__ import annotations

from fractions import Fraction
from math import isnan
from typing import Literal

from salesreport.measures import MEASURES
from salesreport.money import minor_digits
from salesreport.report.reasons.sides import (
    ADJUSTED,
    CHAIN,
    Reader,
    Totals,
    heads_of_peers,
    in_cents,
    peers_mean,
)
from salesreport.report.windows import is_filled
from salesreport.retrospective.attributed import (
    Difference,
    Driver,
    DriverId,
    Drivers,
    Reference,
)
from salesreport.statistics import drivers, exact_parts, newcombe

STEPS: tuple[DriverId, ...] = ("leads", "conversion", "revenue_per_customer", "collection")
THROUGH: tuple[Literal["peers", "last_year"], ...] = ("peers", "last_year")
BOOKINGS, CASH = 3, 4
"""Steps of the chain that end in bookings, and in what was collected."""


def reader_drivers(reader: Reader, *, with_peers: bool, with_cash: bool) -> list[Drivers]:
    """Drivers of the period's gaps: to target, to peers, to last year; then those of cash.

    A target has only money. What lies between it and the peers' mean is `benchmark`; the
    rest goes over the drivers of the gap to the peers. A team, and a rep whose peers may
    not be shown, goes through last year instead. Left out where a side is not known.

    Parameters
    ----------
    reader : Reader
    with_peers, with_cash : bool
        Whether the peers' numbers may be told, and those of their cash.
    """
    period = reader.material.run.period
    own = reader.totals(period)
    others: dict[Reference, Totals] = {}
    if with_peers and not reader.is_team:
        others["peers"] = peers_mean(reader.material, reader.rep_id, period)
    last_year = _last_year(reader)
    if last_year is not None:
        others["last_year"] = last_year
    found = [
        _drivers(reader, reference, own, other, BOOKINGS) for reference, other in others.items()
    ]
    found = [_of_target(reader, own, others), *found]
    if not with_cash:
        others.pop("peers", None)
    found += [_drivers(reader, reference, own, other, CASH) for reference, other in others.items()]
    return [one for one in found if one is not None]


def conversion_difference(reader: Reader, *, with_peers: bool) -> Difference | None:
    """Interval of a rep's won customers per lead less those of the peers.

    None where a count is not known or is above the leads. Without `with_peers` it says only
    whether the two can be told apart.
    """
    period, material = reader.material.run.period, reader.material
    own, mean = reader.totals(period), peers_mean(material, reader.rep_id, period)
    mine, theirs = _counts(own), _counts(_times(mean, reader))
    if mine is None or theirs is None:
        return None
    (won, leads), (against_won, against_leads) = mine, theirs
    low, high = newcombe(won, leads, against_won, against_leads)
    is_apart = low > 0 or high < 0
    if not with_peers:
        return Difference(is_apart=is_apart, withheld=True)
    return Difference(
        low=round(low, 6), high=round(high, 6), won=won, leads=leads,
        against_won=against_won, against_leads=against_leads, is_apart=is_apart,
    )  # fmt: skip


def _times(mean: Totals, reader: Reader) -> Totals:
    """Sums of the peers from what they have per head."""
    heads = heads_of_peers(reader.material, reader.rep_id, reader.material.run.period)
    return {name: None if one is None else one * heads for name, one in mean.items()}


def _counts(totals: Totals) -> tuple[int, int] | None:
    """Won customers and leads as whole counts of a share."""
    won, leads = totals["won_customers"], totals["leads"]
    if won is None or leads is None or won.denominator != 1 or leads.denominator != 1:
        return None
    return (int(won), int(leads)) if 0 <= won <= leads and leads else None


def _last_year(reader: Reader) -> Totals | None:
    """Totals of last year's window; None where the data do not reach back."""
    window = reader.material.windows.last_year
    if not is_filled(reader.material.prepared, MEASURES["bookings"], window):
        return None
    ids = reader.members
    if all(reader.material.away(rep_id, window) for rep_id in ids):
        return None
    leads = is_filled(reader.material.prepared, MEASURES["leads"], window)
    return reader.totals(window) if leads else None


def _of_target(reader: Reader, own: Totals, others: dict[Reference, Totals]) -> Drivers | None:
    """Gap to target: what the target asks beyond the benchmark, then the drivers to that."""
    sides = reader.target(reader.material.run.period)
    if sides.gap is None or sides.actual is None or sides.against is None:
        return None
    for through in THROUGH:
        if through not in others:
            continue
        found = _drivers(reader, through, own, others[through], BOOKINGS)
        bookings = others[through]["bookings"]
        if (
            found is None
            or bookings is None
            or found.gap != _gap_to(sides.actual, bookings, reader)
        ):
            continue
        benchmark = in_cents(bookings, reader.material.run.currency)
        first = Driver(
            driver="benchmark",
            actual=float(benchmark),
            against=float(sides.against),
            amount=float(benchmark - sides.against),
        )
        return found.model_copy(
            update={
                "reference": "target",
                "through": through,
                "gap": float(sides.gap),
                "rows": [first, *found.rows],
            }
        )
    return None


def _gap_to(actual: Fraction, bookings: Fraction, reader: Reader) -> float:
    return float(actual - in_cents(bookings, reader.material.run.currency))


def _drivers(
    reader: Reader, reference: Reference, own: Totals, other: Totals, n_steps: int
) -> Drivers | None:
    """Drivers of a gap of the chain's last total; None where a total is unknown."""
    currency = reader.material.run.currency
    now, then = (_chain(side, n_steps) for side in (own, other))
    if now is None or then is None or min(now[0], then[0]) < 0:
        return None
    # Of the peers refunds may be a single one's: theirs stay in their bookings.
    sides = (own, {} if reference == "peers" else other)
    off = [in_cents(side.get(ADJUSTED) or 0, currency) for side in sides]
    gap = in_cents(now[-1], currency) - in_cents(then[-1], currency)
    totals = [_before(side, less, currency) for side, less in zip((now, then), off, strict=True)]
    found = drivers(*totals)
    unit = Fraction(1, 10 ** minor_digits(currency))
    adjusted = off[0] - off[1] if n_steps == BOOKINGS else Fraction(0)
    parts = exact_parts(found.effects, gap - adjusted, unit=unit)
    doubt = float(found.sensitivity)
    rows = [
        Driver(
            driver=step, actual=_factor(totals[0], at), against=_factor(totals[1], at),
            amount=float(part),
        )
        for at, (step, part) in enumerate(zip(STEPS, parts, strict=False))
    ]  # fmt: skip
    if n_steps == BOOKINGS:
        rows += _adjustments_row(off, None if reference == "peers" else float(off[1]))
    return Drivers(
        reference=reference,
        measure="bookings" if n_steps == BOOKINGS else "collected",
        gap=float(gap),
        method="lmdi" if str(found.method) == "lmdi" else "shapley",
        sensitivity=None if isnan(doubt) else round(doubt, 2),
        rows=rows,
    )


def _adjustments_row(off: list[Fraction], against: float | None) -> list[Driver]:
    """Adjustments of both sides as a line of their own; none where there are none."""
    if not any(off):
        return []
    amount = float(off[0] - off[1])
    return [Driver(driver="adjustments", actual=float(off[0]), against=against, amount=amount)]


def _chain(totals: Totals, n_steps: int) -> list[Fraction] | None:
    """Totals of the chain; None where one is unknown."""
    known = [one for name in CHAIN[:n_steps] if (one := totals[name]) is not None]
    return known if len(known) == n_steps else None


def _before(totals: list[Fraction], adjusted: Fraction, currency: str) -> list[float]:
    """Totals of the chain with bookings before adjustments; money in cents."""
    money = [in_cents(one, currency) for one in totals[BOOKINGS - 1 :]]
    money[0] -= adjusted
    return [float(one) for one in [*totals[: BOOKINGS - 1], *money]]


def _factor(totals: list[float], at: int) -> float | None:
    """Value of a factor: the first total, or one per unit of the total before it."""
    if at == 0:
        return totals[0]
    return totals[at] / totals[at - 1] if totals[at - 1] > 0 else None
