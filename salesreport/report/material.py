"""Everything of a run worked out once: tables, components of all windows, typed values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from salesreport import measures
from salesreport.intake import Loaded, load_tables
from salesreport.intake.planbooks import Books, read_books
from salesreport.measures import COMPONENTS, MEASURES, Extra, Prepared, Quotient
from salesreport.money import minor_digits, to_major
from salesreport.params import RunFile
from salesreport.periods import Period
from salesreport.report.teamtargets import TeamTarget, TeamTargets
from salesreport.report.windows import Windows, is_filled
from salesreport.retrospective.records import records
from salesreport.tables import TABLES
from salesreport.tables.contract import DTYPES

T = TypeVar("T")

WITHOUT_PARTS = ("collection_rate", "process")
"""Rates that Table 2 types without what they divide: they cannot be added up."""


@dataclass(frozen=True)
class Material:
    """What views are made from; read-only.

    Attributes
    ----------
    run : RunFile
    loaded : Loaded
        Tables as delivered, problems, ledger.
    prepared : Prepared
        Tables as known at the cut-off dates.
    windows : Windows
    weights : dict of str to float
        Weights given in a notebook in place of the policy's; empty if none.
    books : Books
        Books of plans, the period's own with its rows.
    """

    run: RunFile
    loaded: Loaded
    prepared: Prepared
    windows: Windows
    weights: dict[str, float]
    books: Books = field(default_factory=Books)

    @classmethod
    def gather(cls, run: RunFile, weights: dict[str, float] | None = None) -> Material:
        """Read, check and prepare a run's tables."""
        loaded = load_tables(run, partly=run.status == "draft")
        prepared = measures.prepare(
            loaded.tables,
            as_of=run.as_of,
            finance_as_of=run.finance_as_of,
            policy=run.policy,
            currency=run.currency,
            period=run.period,
            workdays=run.workdays,
        )
        windows = Windows.of(run.period, run.as_of, country=run.workdays.country)
        return cls(
            run=run,
            loaded=loaded,
            prepared=prepared,
            windows=windows,
            weights=dict(weights or {}),
            books=read_books(run, partly=run.status == "draft"),
        )

    @cached_property
    def parts(self) -> Mapping[Period, pd.DataFrame]:
        """Components by rep of any window, added up when first asked for."""
        return ByWindow(lambda window: measures.components(self.prepared, window))

    @cached_property
    def tables(self) -> set[str]:
        """Tables the run file names, without those that could not be read."""
        named = {source.table or name for name, source in self.run.data.items()}
        own = {"notes"} if self._notes is not None and len(self._notes) else set()
        return (named - self.loaded.unread) | own

    @cached_property
    def reps(self) -> dict[str, dict[str, Any]]:
        """Rep id -> record of the table of people, in its order."""
        known = {record["rep_id"]: record for record in records(self.loaded.tables["reps"])}
        ids = [rep_id for rep_id in self.prepared.reps if rep_id != measures.UNASSIGNED]
        return {
            rep_id: known.get(rep_id) or {"rep_id": rep_id, "name": rep_id, "inferred": True}
            for rep_id in ids
        }

    @cached_property
    def names(self) -> dict[str, str]:
        """Rep id -> name."""
        return {rep_id: str(record["name"] or rep_id) for rep_id, record in self.reps.items()}

    def role(self, rep_id: str) -> str | None:
        """Role of a rep, by which the policy may differ."""
        role = self.reps[rep_id].get("role")
        return None if role is None else str(role)

    @cached_property
    def _untyped(self) -> dict[str, dict[str, int | None]]:
        """Components of the period by rep without typed values."""
        period = self.run.period
        return _plain_rows(measures.components(self.prepared, period, basis="computed"))

    @cached_property
    def deals(self) -> pd.DataFrame:
        """Credited opportunities as known, one row per deal and rep."""
        found = measures.credited_deals(self.prepared)
        return found if len(found.columns) else _no_deals()

    @cached_property
    def reasons(self) -> Mapping[Period, dict[str, str]]:
        """Why components are unknown, by window."""
        return ByWindow(lambda window: measures.absences(self.prepared, window))

    @cached_property
    def typed(self) -> Mapping[Period, dict[str, dict[str, Any]]]:
        """Table 2 as typed, by window and rep."""
        return ByWindow(
            lambda window: {
                row["rep_id"]: row
                for row in records(measures.typed(self.prepared, window).reset_index())
            }
        )

    @cached_property
    def tenure(self) -> pd.Series:
        """Share of the period's days on which each rep was there."""
        return self.tenure_in(self.run.period)

    def tenure_in(self, window: Period) -> pd.Series:
        """Share of a window's days on which each rep was there."""
        return self.prepared.once(("tenure", window), lambda ready: measures.tenure(ready, window))

    @cached_property
    def targets(self) -> dict[str, dict[str, Fraction | None]]:
        """Targets of the period by rep and measure."""
        return self.targets_in(self.run.period)

    def targets_in(self, window: Period) -> dict[str, dict[str, Fraction | None]]:
        """Targets of a window by rep and measure."""
        return self.prepared.once(
            ("targets", window),
            lambda ready: {
                row.pop("rep_id"): row
                for row in records(measures.targets(ready, window).reset_index())
            },
        )

    def away(self, rep_id: str, window: Period) -> str | None:
        """Why a rep was there on no day of a window; None for one with a typed row for it."""
        if rep_id in self.typed[window]:
            return None
        return measures.absence(self.prepared, rep_id, window)

    @cached_property
    def teams(self) -> dict[str, list[str]]:
        """Rep ids of each team, both in the order of the table of people."""
        found: dict[str, list[str]] = {}
        for rep_id, record in self.reps.items():
            if record.get("team"):
                found.setdefault(str(record["team"]), []).append(rep_id)
        return found

    def team_targets(self, window: Period) -> dict[str, dict[str, Fraction | None]]:
        """Targets given for whole teams in a window, by team and measure."""
        return self.prepared.once(
            ("team targets", window),
            lambda ready: {
                str(row.pop("team")): row
                for row in records(measures.team_targets(ready, window).reset_index())
            },
        )

    def team_target(
        self, rep_ids: list[str] | None, measure: str, window: Period
    ) -> TeamTarget | None:
        """Target given for the team these reps are; None where it is the sum of theirs."""
        return self.for_teams.of(rep_ids, measure, window)

    @cached_property
    def for_teams(self) -> TeamTargets:
        """Targets of teams beside those of their reps."""
        return TeamTargets(
            teams=self.teams,
            reps=list(self.reps),
            own=self.team_targets,
            by_rep=self.targets_in,
            covered=lambda window, measure: measures.team_months(self.prepared, window, measure),
            lacking=self.lacking_target,
        )

    def parts_in(self, window: Period) -> pd.DataFrame:
        """Components by rep of any window."""
        return self.parts[window]

    def lacking_target(self, window: Period, measure: str) -> frozenset[str]:
        """Reps who keep a team's target of a sum unknown: without one for some month."""
        return self.prepared.once(
            ("lacking target", window, measure),
            lambda ready: measures.lacking_target(ready, window, measure, self.parts_in(window)),
        )

    def parts_of(self, rep_ids: list[str] | None, window: Period) -> dict[str, Fraction | None]:
        """Components of some reps together, each in its own unit; None where unknown."""
        total = measures.total(self.parts[window], rep_ids)
        currency = self.run.currency
        return {
            name: None if pd.isna(total[name]) else part.value(int(total[name]), currency)
            for name, part in COMPONENTS.items()
        }

    def of_rep(self, rep_id: str, window: Period) -> dict[str, Quotient]:
        """Every measure of a rep in a window; typed values beat computed ones.

        Of a rep who was not there only what records made is known: nothing is no 0.
        """
        return self.prepared.once(
            ("measures", rep_id, window), lambda _: self._of_rep(rep_id, window)
        )

    def _of_rep(self, rep_id: str, window: Period) -> dict[str, Quotient]:
        found = measures.figures(
            self.sums(rep_id, window),
            currency=self.run.currency,
            absent=self.reasons[window],
            collection_base=self.run.policy.recognise.collection_base,
            typed=self.typed[window].get(rep_id),
            computed=self._untyped[rep_id] if window == self.run.period else None,
        )
        for name, planned in (("completion", window), ("pipeline_coverage", window.next())):
            if found[name].why_null == "target_not_positive":
                away = measures.absence(self.prepared, rep_id, planned)
                found[name] = replace(found[name], why_null=away or "target_not_positive")
        away = self.away(rep_id, window)
        if away is None:
            return found
        return {
            name: figure if _is_recorded(figure) else Quotient(None, away)
            for name, figure in found.items()
        }

    def extra_in(self, window: Period) -> dict[str, dict[str, Extra]]:
        """Further measures as typed in a window, by rep and name."""
        return self.prepared.once(("extra", window), lambda ready: measures.extra(ready, window))

    def scored_of(self, rep_id: str, window: Period) -> dict[str, Quotient]:
        """Every measure of a rep in a window, those typed as further measures among them."""
        typed = self.extra_in(window).get(rep_id, {})
        return self.of_rep(rep_id, window) | {
            name: Quotient(one.actual, None if one.actual is not None else "no_data", typed=True)
            for name, one in typed.items()
        }

    def sums(self, rep_id: str, window: Period) -> dict[str, int | None]:
        """Components of a rep in a window as plain numbers."""
        rows = self.prepared.once(("sums", window), lambda _: _plain_rows(self.parts[window]))
        return rows[rep_id]

    def of_reps(
        self, rep_ids: list[str] | None, window: Period, *, as_team: bool = True
    ) -> dict[str, Quotient]:
        """Every measure of several reps together: sums over sums.

        None: everybody, records without a rep among them. `as_team`: a target given for
        the team they are counts in place of the sum of its reps'.
        """
        summed = measures.total(self.parts[window], rep_ids)
        if as_team:
            for part, planned in (("target", window), ("target_next", window.next())):
                own = self.team_target(rep_ids, "bookings", planned)
                if own is not None:
                    summed[part] = self._minor(own.value)
        found = measures.figures(
            summed,
            currency=self.run.currency,
            absent=self.reasons[window],
            collection_base=self.run.policy.recognise.collection_base,
        )
        typed = self.typed[window]
        mine = typed.values() if rep_ids is None else [typed[i] for i in rep_ids if i in typed]
        for name in WITHOUT_PARTS:
            if any(row[name] is not None for row in mine):
                found[name] = Quotient(None, "typed_rate_only")
        return found

    def of(
        self, rep_ids: list[str] | None, window: Period, *, as_team: bool
    ) -> dict[str, Quotient]:
        """Every measure of a team, or (not `as_team`) of the one rep, with typed values.

        A team of one person is a team: it may have a target of its own.
        """
        if as_team or rep_ids is None:
            return self.of_reps(rep_ids, window)
        (rep_id,) = rep_ids
        return self.of_rep(rep_id, window)

    def comparable(
        self, rep_ids: list[str] | None, window: Period, *, as_team: bool
    ) -> dict[str, Quotient]:
        """Every measure in another window; unknown where the data do not fill it."""
        if rep_ids is not None and all(self.away(i, window) for i in rep_ids):
            found = dict.fromkeys(MEASURES, Quotient(None, "not_there"))
        else:
            found = self.of(rep_ids, window, as_team=as_team)
        return {
            name: found[name]
            if is_filled(self.prepared, measure, window)
            else Quotient(None, "no_data")
            for name, measure in MEASURES.items()
        }

    def _minor(self, value: Fraction | None) -> Any:
        return pd.NA if value is None else round(value * 10 ** minor_digits(self.run.currency))

    def major(self, minor: int) -> Fraction:
        """Minor units in the report currency's main unit."""
        return to_major(minor, self.run.currency)

    def table(self, name: str) -> pd.DataFrame | None:
        """Table as known, or None; notes are those that people wrote or accepted."""
        return self._notes if name == "notes" else self.prepared.table(name)

    @cached_property
    def _notes(self) -> pd.DataFrame | None:
        """Notes of the tables and of the period's own book, without texts only drafted."""
        both = (self.prepared.table("notes"), self.books.own.get("notes"))
        frames = [frame[frame["kind"] != "draft"] for frame in both if frame is not None]
        filled = [frame for frame in frames if len(frame)]
        if len(filled) < 2:
            return next(iter(filled or frames), None)
        return pd.concat(filled, ignore_index=True)


class ByWindow(dict[Period, T]):
    """What `make` gives of each window, worked out on the first look only."""

    def __init__(self, make: Callable[[Period], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, window: Period) -> T:
        self[window] = self._make(window)
        return self[window]


def _is_recorded(figure: Quotient) -> bool:
    """Whether records make the figure, which then holds even of somebody away."""
    return figure.value is not None and bool(figure.numerator or figure.denominator)


def _plain_rows(frame: pd.DataFrame) -> dict[str, dict[str, int | None]]:
    columns = {name: frame[name].tolist() for name in frame.columns}
    return {
        str(rep_id): {
            name: None if values[i] is pd.NA else int(values[i]) for name, values in columns.items()
        }
        for i, rep_id in enumerate(frame.index)
    }


def _no_deals() -> pd.DataFrame:
    kinds = {column.name: DTYPES[column.kind] for column in TABLES["opportunities"].columns}
    kinds |= {"source_file": "str", "source_sheet": "str", "source_row": "Int64"}
    kinds |= {"credited_to": "str", "credited": "Int64", "share": "object", "principal": "bool"}
    return pd.DataFrame({name: pd.Series([], dtype=kind) for name, kind in kinds.items()})
