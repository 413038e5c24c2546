"""Everything of a run worked out once: tables, components of all windows, typed values."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import pandas as pd

from salesreport import measures
from salesreport.intake import Loaded, load_tables
from salesreport.measures import MEASURES, Prepared, Quotient
from salesreport.money import to_major
from salesreport.params import RunFile
from salesreport.periods import Period
from salesreport.report.windows import Windows, is_filled
from salesreport.retrospective.records import records
from salesreport.tables import TABLES
from salesreport.tables.contract import DTYPES

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
    parts : dict of Period to DataFrame
        Components by rep of every window.
    weights : dict of str to float
        Weights given in a notebook in place of the policy's; empty if none.
    """

    run: RunFile
    loaded: Loaded
    prepared: Prepared
    windows: Windows
    parts: dict[Period, pd.DataFrame]
    weights: dict[str, float]

    @classmethod
    def gather(cls, run: RunFile, weights: dict[str, float] | None = None) -> Material:
        """Read, check and prepare a run's tables; add up every window."""
        loaded = load_tables(run)
        prepared = measures.prepare(
            loaded.tables,
            as_of=run.as_of,
            finance_as_of=run.finance_as_of,
            policy=run.policy,
            currency=run.currency,
            period=run.period,
        )
        windows = Windows.of(run.period, run.as_of)
        return cls(
            run=run,
            loaded=loaded,
            prepared=prepared,
            windows=windows,
            parts={w: measures.components(prepared, w) for w in windows.all()},
            weights=dict(weights or {}),
        )

    @cached_property
    def tables(self) -> set[str]:
        """Tables the run file names."""
        return {source.table or name for name, source in self.run.data.items()}

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
    def reasons(self) -> dict[Period, dict[str, str]]:
        """Why components are unknown, by window."""
        return {w: measures.absences(self.prepared, w) for w in self.windows.all()}

    @cached_property
    def typed(self) -> dict[Period, dict[str, dict[str, Any]]]:
        """Table 2 as typed, by window and rep."""
        return {
            w: {
                row["rep_id"]: row
                for row in records(measures.typed(self.prepared, w).reset_index())
            }
            for w in self.windows.all()
        }

    @cached_property
    def tenure(self) -> pd.Series:
        """Share of the period's days on which each rep was there."""
        return self.tenure_in(self.run.period)

    def tenure_in(self, window: Period) -> pd.Series:
        """Share of a window's days on which each rep was there."""
        return self.prepared.once(
            f"tenure:{window.label}", lambda ready: measures.tenure(ready, window)
        )

    @cached_property
    def targets(self) -> dict[str, dict[str, Fraction | None]]:
        """Targets of the period by rep and measure."""
        frame = measures.targets(self.prepared, self.run.period)
        return {row.pop("rep_id"): row for row in records(frame.reset_index())}

    def of_rep(self, rep_id: str, window: Period) -> dict[str, Quotient]:
        """Every measure of a rep in a window; typed values beat computed ones."""
        return measures.figures(
            self.sums(rep_id, window),
            currency=self.run.currency,
            absent=self.reasons[window],
            typed=self.typed[window].get(rep_id),
            computed=self._untyped[rep_id] if window == self.run.period else None,
        )

    def sums(self, rep_id: str, window: Period) -> dict[str, int | None]:
        """Components of a rep in a window as plain numbers."""
        rows = self.prepared.once(f"sums:{window.label}", lambda _: _plain_rows(self.parts[window]))
        return rows[rep_id]

    def of_reps(self, rep_ids: list[str] | None, window: Period) -> dict[str, Quotient]:
        """Every measure of several reps together: sums over sums.

        None: everybody, records without a rep among them.
        """
        found = measures.figures(
            measures.total(self.parts[window], rep_ids),
            currency=self.run.currency,
            absent=self.reasons[window],
        )
        typed = self.typed[window]
        mine = typed.values() if rep_ids is None else [typed[i] for i in rep_ids if i in typed]
        for name in WITHOUT_PARTS:
            if any(row[name] is not None for row in mine):
                found[name] = Quotient(None, "typed_rate_only")
        return found

    def of(self, rep_ids: list[str] | None, window: Period) -> dict[str, Quotient]:
        """Every measure of one rep (with typed values), of several, or of everybody."""
        if rep_ids is not None and len(rep_ids) == 1:
            return self.of_rep(rep_ids[0], window)
        return self.of_reps(rep_ids, window)

    def comparable(self, rep_ids: list[str] | None, measure: str, window: Period) -> Quotient:
        """A measure in another window; unknown where the data do not fill it."""
        if not is_filled(self.prepared, MEASURES[measure], window):
            return Quotient(None, "no_data")
        if rep_ids is not None and not any(self.tenure_in(window)[i] for i in rep_ids):
            return Quotient(None, "not_there")
        return self.of(rep_ids, window)[measure]

    def major(self, minor: int) -> Fraction:
        """Minor units in the report currency's main unit."""
        return to_major(minor, self.run.currency)

    def year_target(self, rep_ids: list[str] | None) -> Fraction | None:
        """Bookings target of the whole (fiscal) year; None unless every month has one."""
        year = self.run.period.fiscal_year()
        parts = self.prepared.once(
            f"parts:{year.label}", lambda ready: measures.components(ready, year)
        )
        rows = parts if rep_ids is None else parts.loc[rep_ids]
        months = rows["target_months"].max()
        target = rows["target"].sum(min_count=1)
        if pd.isna(target) or pd.isna(months) or months < year.n_months:
            return None
        return self.major(int(target))

    def table(self, name: str) -> pd.DataFrame | None:
        """Table as known, or None."""
        return self.prepared.table(name)


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
