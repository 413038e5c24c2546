"""Both sides of each gap, exact: actual bookings, and what they are held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from salesreport.measures import COMPONENTS, MEASURES, adjusted
from salesreport.money import minor_digits
from salesreport.periods import Period
from salesreport.report.lacking import UNPRICED
from salesreport.report.material import Material
from salesreport.report.peers import Peers
from salesreport.report.windows import is_filled
from salesreport.retrospective.records import records
from salesreport.statistics import Floats

Totals = Mapping[str, Fraction | None]
CHAIN = ("leads", "won_customers", "bookings", "collected")
"""Components of which each is the one before it times a factor."""
ADJUSTED = "adjusted"
"""Refunds, credit notes and write-offs, which are part of bookings."""
SUMS = (*CHAIN, "target", ADJUSTED)


@dataclass(frozen=True)
class Sides:
    """Actual and reference to the cent; `why_null` where one is not known."""

    actual: Fraction | None
    against: Fraction | None
    why_null: str | None = None

    @property
    def gap(self) -> Fraction | None:
        """Actual minus reference."""
        if self.actual is None or self.against is None:
            return None
        return self.actual - self.against


@dataclass(frozen=True, eq=False)
class Reader:
    """Whose gap it is: one rep, or a team as a whole (`rep_ids` None: everybody)."""

    material: Material
    rep_ids: list[str] | None
    is_team: bool

    @property
    def rep_id(self) -> str:
        """The one rep."""
        return (self.rep_ids or [""])[0]

    @property
    def members(self) -> list[str]:
        """Reps that the reader's causes are summed over."""
        return list(self.material.reps) if self.rep_ids is None else self.rep_ids

    def target(self, window: Period) -> Sides:
        """Bookings against the target; None for a target of 0 or less."""
        period = self.material.run.period
        if window != period:
            return self._longer_target(window)
        now = self.material.of(self.rep_ids, window, as_team=self.is_team)
        against, why = now["completion"].denominator, now["completion"].why_null
        if why in UNPRICED or against is None or against <= 0:
            why = why or now["bookings"].why_null or "no_target"
            return Sides(self._cents(now["bookings"].value), None, why)
        return self._sides(now["bookings"].value, against, now["bookings"].why_null)

    def _longer_target(self, window: Period) -> Sides:
        actual = self.totals(window)["bookings"]
        against = None
        own = self.material.team_target(self.rep_ids, "bookings", window) if self.is_team else None
        if own is not None:
            against = own.value
        elif self.material.lacking_target(window, "bookings").isdisjoint(self.members):
            against = self.totals(window)["target"]
        if against is not None and against <= 0:
            against = None
        return self._sides(actual, against, "no_target")

    def last_year(self, window: Period, before: Period | None) -> Sides:
        """Bookings against those of last year's window."""
        if window == self.material.run.period:
            then = self.material.comparable(
                self.rep_ids, self.material.windows.last_year, as_team=self.is_team
            )
            now = self.material.of(self.rep_ids, window, as_team=self.is_team)
            return self._sides(now["bookings"].value, then["bookings"].value, "no_last_year")
        there = before is not None and is_filled(
            self.material.prepared, MEASURES["bookings"], before
        )
        against = self.totals(before)["bookings"] if before is not None and there else None
        return self._sides(self.totals(window)["bookings"], against, "no_last_year")

    def peers(self, window: Period) -> Sides:
        """Bookings against the mean of the peers."""
        mean = peers_mean(self.material, self.rep_id, window)
        return self._sides(self.totals(window)["bookings"], mean["bookings"], "no_data")

    def totals(self, window: Period) -> dict[str, Fraction | None]:
        """`SUMS` of a window, in main units; None where unknown."""
        if self.rep_ids is None:
            return everybody(self.material, window)
        rows = [by_rep(self.material, window)[rep_id] for rep_id in self.rep_ids]
        return {name: _sum([row[name] for row in rows]) for name in SUMS}

    def _sides(self, actual: Fraction | None, against: Fraction | None, why: str | None) -> Sides:
        missing = actual is None or against is None
        return Sides(
            self._cents(actual), self._cents(against), (why or "no_data") if missing else None
        )

    def _cents(self, value: Fraction | None) -> Fraction | None:
        return None if value is None else in_cents(value, self.material.run.currency)


def in_cents(value: Fraction | float, currency: str) -> Fraction:
    """Nearest whole minor unit in the main unit, half to even."""
    scale = 10 ** minor_digits(currency)
    return Fraction(round(Fraction(value) * scale), scale)


def by_rep(material: Material, window: Period) -> dict[str, dict[str, Fraction | None]]:
    """`SUMS` of each rep in a window, in main units; without an adjustment in it that is 0."""

    def build() -> dict[str, dict[str, Fraction | None]]:
        rows = records(material.parts_in(window)[[*CHAIN, "target"]].reset_index())
        listed = adjusted(material.prepared, window)
        sums = listed.groupby("rep_id")["amount"].sum()
        off = {str(rep_id): int(amount) for rep_id, amount in sums.items()}
        scale = 10 ** minor_digits(material.run.currency)
        return {
            row["rep_id"]: {
                name: None
                if row[name] is None
                else COMPONENTS[name].value(int(row[name]), material.run.currency)
                for name in (*CHAIN, "target")
            }
            | {ADJUSTED: Fraction(off.get(row["rep_id"], 0), scale)}
            for row in rows
        }

    return material.prepared.once(("totals of reasons", window), lambda _: build())


def everybody(material: Material, window: Period) -> dict[str, Fraction | None]:
    """The same of all, records of nobody among them."""
    rows = list(by_rep(material, window).values())
    return {name: _sum([row[name] for row in rows]) for name in SUMS}


def peers_mean(material: Material, rep_id: str, window: Period) -> dict[str, Fraction | None]:
    """Components of the chain per peer who was there all the window; None without peers."""
    peers = Peers.of(material)
    group = peers.group(rep_id)

    def build() -> tuple[dict[str, Fraction | None], dict[str, Fraction]]:
        rows, ids = by_rep(material, window), peers.members[group]
        sums = {name: _sum([rows[i][name] for i in ids]) for name in CHAIN}
        return sums, {i: there(material, i, window) for i in ids}

    key = f"reason-peers:{window.label}:{group}"
    sums, heads = material.prepared.once(key, lambda _: build())
    own = by_rep(material, window)[rep_id] if rep_id in heads else dict.fromkeys(CHAIN)
    left = heads_of_peers(material, rep_id, window)
    if left <= 0:
        return dict.fromkeys(CHAIN)
    return {
        name: None if whole is None else (whole - (own[name] or 0)) / left
        for name, whole in sums.items()
    }


def heads_of_peers(material: Material, rep_id: str, window: Period) -> Fraction:
    """How many peers there are; one there for half of a window is half a peer."""
    peers = Peers.of(material)
    group = peers.group(rep_id)
    total = material.prepared.once(
        ("heads of reasons", window, group),
        lambda _: sum((there(material, i, window) for i in peers.members[group]), Fraction(0)),
    )
    return total - (there(material, rep_id, window) if rep_id in peers.presence else 0)


def per_peer(material: Material, window: Period, values: Floats) -> Floats:
    """Values of each rep's peers per peer who was there all the window; 0 without peers.

    Parameters
    ----------
    values : array of float, shape (reps,)
        In the order of `material.reps`.
    """
    peers, ids = Peers.of(material), list(material.reps)
    of = dict(zip(ids, values.tolist(), strict=True))
    period = material.run.period
    days = period if window.first == period.first else window
    sums = {group: sum(of[i] for i in members) for group, members in peers.members.items()}
    mean = []
    for rep_id in ids:
        heads = float(heads_of_peers(material, rep_id, days))
        others = sums[peers.group(rep_id)] - (of[rep_id] if rep_id in peers.presence else 0.0)
        mean.append(others / heads if heads > 0 else 0.0)
    return np.array(mean)


def there(material: Material, rep_id: str, window: Period) -> Fraction:
    """Share of a window a rep was there; of the period as `Peers` has it."""
    if window == material.run.period:
        return Peers.of(material).presence.get(rep_id, Fraction(0))
    return Fraction(material.tenure_in(window)[rep_id])


def _sum(values: list[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None
