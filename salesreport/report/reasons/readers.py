"""Why the gap: drivers and causes of one rep, or of a team, put together for a view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from math import isnan
from typing import Literal

from salesreport.report.material import Material
from salesreport.report.numbers import number
from salesreport.report.peers import Peers
from salesreport.report.reasons.causes import Account, Verdicts
from salesreport.report.reasons.drivers import conversion_difference, reader_drivers
from salesreport.report.reasons.evidence import Evidence, events, memo, verdicts
from salesreport.report.reasons.fits import Fit, Fits, fits
from salesreport.report.reasons.sides import Reader, Sides
from salesreport.retrospective.attributed import (
    Attributed,
    Cause,
    Reasons,
    Reference,
    WinsOf,
)

CHAIN_MEASURES = ("leads", "conversion", "bookings")
"""Measures whose peers' sums the drivers tell."""

CASH_MEASURE = "collection_rate"


def rep_reasons(material: Material, rep_id: str, *, min_group: int | None) -> Reasons:
    """Why a rep's bookings are not their target, their peers' mean, or last year's.

    Parameters
    ----------
    min_group : int or None
        Fewest peers whose own records may stand behind a figure; below, the causes are
        withheld, all of which are told by the peers' rates. None withholds nothing (a
        manager's page).
    """
    told = _of_rep(material, rep_id, min_group)
    return _gaps(told).model_copy(update=told.around())


def rep_gaps(material: Material, rep_id: str, *, min_group: int | None) -> Reasons:
    """The same as `rep_reasons` without events and deals around it: drivers and causes alone."""
    return _gaps(_of_rep(material, rep_id, min_group))


def reasons_by_rep(material: Material, rep_ids: list[str]) -> dict[str, Reasons]:
    """Why, of each of these reps, for a manager's page: nothing is withheld.

    Without events, deals and the records of the longer window, which stand on the reps'
    own pages.
    """
    return {rep_id: _shortened(_gaps(_of_rep(material, rep_id, None))) for rep_id in rep_ids}


def _of_rep(material: Material, rep_id: str, min_group: int | None) -> _Told:
    peers = Peers.of(material)
    return _Told(
        Reader(material, [rep_id], is_team=False),
        references=("target", "peers", "last_year"),
        n_peers=len(peers.ids(rep_id)) if rep_id in peers.presence else 0,
        min_group=min_group,
        verdicts=verdicts(material).get(rep_id, {}),
        away=material.away(rep_id, material.run.period),
    )


def _gaps(told: _Told) -> Reasons:
    """Drivers and causes of a rep, made once for all pages that tell the same of the peers."""
    reader, peers = told.reader, Peers.of(told.reader.material)

    def build() -> Reasons:
        difference = None
        if told.n_peers and told.fits.why_null == "no_leads":
            shown = told.may_tell(("leads", "conversion"))
            difference = conversion_difference(reader, with_peers=shown)
        named = peers.named(reader.rep_id) if told.n_peers else None
        return told.gaps().model_copy(
            update={"peers": named, "n_peers": told.n_peers, "difference": difference}
        )

    key = f"reasons:{reader.rep_id}:{told.tells}"
    return reader.material.prepared.once(key, lambda _: build())


def _shortened(reasons: Reasons) -> Reasons:
    attributed = [
        one if one.window == "period" else one.model_copy(update={"causes": _bare(one.causes)})
        for one in reasons.attributed
    ]
    return reasons.model_copy(update={"attributed": attributed})


def _bare(causes: list[Cause]) -> list[Cause]:
    return [cause.model_copy(update={"rows": []}) for cause in causes]


def team_reasons(material: Material, rep_ids: list[str] | None) -> Reasons:
    """Why a team's bookings, None: everybody's, are not their target or last year's.

    Causes are sums over the reps, to the cent of the team's own gap; intervals are those
    of `CausePart.interval_sd`. A team has no peers.
    """
    told = _of_team(material, rep_ids)
    return team_gaps(material, rep_ids).model_copy(update=told.around())


def team_gaps(material: Material, rep_ids: list[str] | None) -> Reasons:
    """The same as `team_reasons` without events and deals around it; made once."""
    whose = "all" if rep_ids is None else ",".join(rep_ids)
    told = _of_team(material, rep_ids)
    return material.prepared.once(f"reasons-of-team:{whose}", lambda _: told.gaps())


def _of_team(material: Material, rep_ids: list[str] | None) -> _Told:
    return _Told(Reader(material, rep_ids, is_team=True), ("target", "last_year"))


@dataclass(frozen=True, eq=False)
class _Told:
    """What one reader is told, and of whom."""

    reader: Reader
    references: tuple[Reference, ...]
    n_peers: int = 0
    min_group: int | None = None
    verdicts: Verdicts = field(default_factory=dict)
    away: str | None = None

    @cached_property
    def fits(self) -> Fits:
        return fits(self.reader.material)

    @cached_property
    def at(self) -> list[int]:
        return [self.fits.place[i] for i in self.reader.members if i in self.fits.place]

    @cached_property
    def evidence(self) -> Evidence | None:
        rows = self.fits.rows
        if rows is None:
            return None
        return Evidence(self.reader.material, rows, is_listed=not self.reader.is_team)

    def may_tell(self, measures: Iterable[str]) -> bool:
        """Whether enough peers' own records stand behind these measures."""
        if not self.n_peers or self.min_group is None:
            return self.n_peers > 0
        peers, least = Peers.of(self.reader.material), self.min_group
        return all(peers.contributors(self.reader.rep_id, one) >= least for one in measures)

    @cached_property
    def with_peers(self) -> bool:
        """Whether the gap to the peers and its causes may be told."""
        return self.may_tell(("bookings",) if self.fits.rows is None else CHAIN_MEASURES)

    @property
    def tells(self) -> tuple[bool, ...]:
        """Which of the peers' numbers may be told: of gaps, of drivers, of cash."""
        chain, cash = CHAIN_MEASURES, (*CHAIN_MEASURES, CASH_MEASURE)
        return self.with_peers, self.may_tell(chain), self.may_tell(cash)

    def gaps(self) -> Reasons:
        """Drivers and causes."""
        found = self.fits
        _, with_peers, with_cash = self.tells
        attributed = [
            self._attributed(window, fit, reference)
            for window, fit in self._windows()
            for reference in self.references
        ]
        return Reasons(
            drivers=reader_drivers(self.reader, with_peers=with_peers, with_cash=with_cash),
            attributed=attributed,
            base=None if found.rows is None else found.rows.base,
            linked=None if found.rows is None else found.rows.linked,
            longer_months=None if found.longer is None else found.longer.window.n_months,
            previous=self._previous(),
        )

    def _previous(self) -> WinsOf | None:
        """Wins of the period before, of one rep whose peers may be told of."""
        fit = self.fits.previous
        if fit is None or self.reader.is_team or not self.with_peers or not self.at:
            return None
        found, at = fit.found, self.at[0]
        low, high = (float(side[at]) for side in fit.usual)
        if not found.wins_expected[at] > 0:
            return None
        return WinsOf(
            first=fit.window.first, last=fit.window.last,
            n_leads=round(float(found.exposure[at])), wins=float(found.wins[at]),
            wins_expected=round(float(found.wins_expected[at]), 4),
            wins_low=None if isnan(low) else low, wins_high=None if isnan(high) else high,
        )  # fmt: skip

    def around(self) -> dict[str, object]:
        """What stands beside the causes: events and single deals."""
        found = self.fits
        window = found.longer or found.period
        return {
            "events": events(self.reader, found.rows, window, self.at),
            "memo": memo(self.reader),
        }

    def _windows(self) -> list[tuple[Literal["period", "longer"], Fit | None]]:
        found = self.fits
        windows: list[tuple[Literal["period", "longer"], Fit | None]] = [("period", found.period)]
        if found.longer is not None and found.longer is not found.period:
            windows.append(("longer", found.longer))
        return windows

    def _attributed(
        self, window: Literal["period", "longer"], fit: Fit | None, reference: Reference
    ) -> Attributed:
        """A gap over its causes, or why they cannot be told."""
        sides = self._sides(window, fit, reference)
        few = None if self.with_peers or self.reader.is_team or not self.n_peers else "withheld"
        why = self.away or sides.why_null or self.fits.why_null or few
        if fit is None or why is not None or self.evidence is None or not self.at:
            period = self.reader.material.run.period if fit is None else fit.window
            return Attributed(
                reference=reference, window=window, first=period.first, last=period.last,
                actual=number(sides.actual), against=number(sides.against),
                gap=number(sides.gap), why_null=why or "no_leads",
            )  # fmt: skip
        account = Account(self.reader, self.fits, fit, window, self.at, self.evidence)
        said = self.verdicts if window == "period" else {}
        return account.attributed(reference, sides, said, with_peers=self.with_peers)

    def _sides(self, window: str, fit: Fit | None, reference: Reference) -> Sides:
        period = self.reader.material.run.period
        days = period if fit is None or window == "period" else fit.window
        if reference == "target":
            return self.reader.target(days)
        if reference == "last_year":
            return self.reader.last_year(days, None if fit is None else fit.last_year)
        sides = self.reader.peers(days)
        if not self.n_peers:
            return Sides(sides.actual, None, "no_peers")
        return sides if self.with_peers else Sides(sides.actual, None, "withheld")
