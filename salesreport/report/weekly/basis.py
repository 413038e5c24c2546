"""What all blocks of the weekly page stand on, worked out once a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from salesreport.measures.deals import Credits, Deals, credits, deals
from salesreport.measures.effort import done_on, is_done
from salesreport.measures.frames import (
    NO_DAY,
    Bools,
    Ints,
    date_of,
    day_number,
    days,
    given,
    optional,
    text,
)
from salesreport.measures.known import OPEN
from salesreport.measures.prepared import UNASSIGNED, Prepared
from salesreport.report.material import Material
from salesreport.report.winloss.actiondeals import deals_of_actions
from salesreport.report.winloss.everyone import Everyone
from salesreport.retrospective.findings import SourceRow
from salesreport.weekly import Snapshot, StoredDeal


@dataclass(frozen=True, eq=False)
class Actions:
    """Tracked actions as known, one entry each.

    `deal`: row of the deal each belongs to, -1 for none. `key`: the same week after week.
    `day`: when done, else noted. `noted`: its own date. `step`, `step_day`: as written.
    """

    frame: pd.DataFrame
    rep: list[str | None]
    customer: list[str | None]
    said: list[str | None]
    stage: list[str | None]
    step: list[str | None]
    step_day: Ints
    decided: list[str | None]
    noted: Ints
    deal: Ints
    due: Ints
    day: Ints
    is_done: Bools
    key: list[str]


@dataclass(frozen=True, eq=False)
class Basis:
    """Deals and actions of a run, and what is looked up for a row."""

    material: Material

    @classmethod
    def of(cls, material: Material) -> Basis:
        """Of a run; made once."""
        return material.prepared.once("weekly-basis", lambda _: cls(material))

    @property
    def until(self) -> int:
        """Day number of the cut-off."""
        return day_number(self.material.run.as_of)

    @cached_property
    def deals(self) -> Deals | None:
        """Opportunities as arrays; None without the table."""
        return deals(self.material.prepared)

    @cached_property
    def credits(self) -> Credits | None:
        """Who is credited with each; None without the table."""
        return credits(self.material.prepared)

    @cached_property
    def everyone(self) -> Everyone | None:
        """What all deals say of the stages; None where there is none."""
        return Everyone.of(self.material)

    @cached_property
    def rep(self) -> list[str | None]:
        """The rep with the largest share of each deal; None: nobody."""
        return principal_reps(self.material.prepared)

    @cached_property
    def ids(self) -> list[str]:
        """Id of each deal."""
        return (
            [] if self.deals is None else list(map(str, text(self.deals.frame, "opportunity_id")))
        )

    @cached_property
    def customer(self) -> list[str | None]:
        """Customer of each deal."""
        return [] if self.deals is None else optional(text(self.deals.frame, "customer"))

    @cached_property
    def row(self) -> dict[str, int]:
        """Row of each deal by its id."""
        return {key: at for at, key in enumerate(self.ids)}

    @cached_property
    def stored(self) -> Snapshot:
        """All deals as known now; how often each has slipped is not in it."""
        run = self.material.run
        return snapshot_of(self.material.prepared, run.as_of, run.currency)

    def name(self, rep_id: str | None) -> str | None:
        """Name of a rep."""
        return None if rep_id is None else self.material.names.get(rep_id, rep_id)

    def amount(self, row: int) -> float | None:
        """Whole amount of a deal in the main unit; None where it is not known."""
        if self.deals is None or row < 0 or not self.deals.priced[row]:
            return None
        return float(self.material.major(int(self.deals.amount[row])))

    @cached_property
    def actions(self) -> Actions | None:
        """Tracked actions; None without the table."""
        table = self.material.table("activities")
        if table is None:
            return None
        if self.deals is None:
            deal = np.full(len(table), -1, dtype=np.int64)
        else:
            deal = deals_of_actions(table, self.deals)
        rep, customer, said, stage, step, decided = (
            optional(text(table, name))
            for name in ("rep_id", "customer", "action", "stage", "next_step", "decision")
        )
        return Actions(
            frame=table, rep=rep, customer=customer, said=said, stage=stage, step=step,
            step_day=days(table, "next_date"), decided=decided, noted=days(table, "date"),
            deal=deal, due=days(table, "due_date"),
            day=done_on(table), is_done=is_done(table), key=_action_keys(table),
        )  # fmt: skip


def principal_reps(prepared: Prepared) -> list[str | None]:
    """The rep with the largest share of each opportunity; None: nobody."""
    found, shares = deals(prepared), credits(prepared)
    if found is None or shares is None:
        return []
    code = np.full(len(found.frame), len(prepared.reps) - 1, dtype=np.int64)
    code[shares.position[shares.principal]] = shares.rep[shares.principal]
    names = [None if name == UNASSIGNED else str(name) for name in prepared.reps]
    return [names[at] for at in code]


def snapshot_of(prepared: Prepared, as_of: date, currency: str) -> Snapshot:
    """All deals of a run as known on a day."""
    found = deals(prepared)
    stored: dict[str, StoredDeal] = {}
    if found is not None:
        ids, customer = text(found.frame, "opportunity_id"), text(found.frame, "customer")
        stage, reps = optional(found.stage), principal_reps(prepared)
        over = found.is_won | found.is_lost
        rows = zip(optional(ids), optional(customer), stage, reps, strict=True)
        for at, (key, whose, where, rep) in enumerate(rows):
            if key is None or where is None:
                continue
            stored[key] = StoredDeal(
                opportunity_id=key, rep_id=rep, customer=whose, stage=where,
                amount=int(found.amount[at]) if found.priced[at] else None,
                created=day_or_none(found.created[at]), expected=day_or_none(found.expected[at]),
                closed=day_or_none(found.close[at]) if over[at] else None,
            )  # fmt: skip
    return Snapshot(as_of, currency, prepared.recognise.tax, stored)


def is_open(stage: str | None) -> bool:
    """Whether a deal of this stage is neither won nor lost."""
    return stage in OPEN


def day_or_none(number: int | np.int64) -> date | None:
    """Date of a day number; None for no day."""
    return None if number == NO_DAY else date_of(int(number))


def cells(frame: pd.DataFrame, at: int, *names: str) -> list[Any]:
    """Text cells of one row, None where blank or absent."""
    found = []
    for name in names:
        value: Any = frame[name].iat[at] if name in frame.columns else None
        found.append(None if value is None or value != value or value is pd.NA else str(value))
    return found


def plain_texts(frame: pd.DataFrame, name: str) -> list[str | None]:
    """A column as texts, None where blank; all None where it is absent."""
    if name not in frame.columns:
        return [None] * len(frame)
    missing = frame[name].isna().to_numpy()
    values = frame[name].tolist()
    return [None if gone else str(value) for value, gone in zip(values, missing, strict=True)]


def source_row(frame: pd.DataFrame, at: int) -> SourceRow:
    """Where a row stands in the user's file."""
    file, sheet, row = cells(frame, at, "source_file", "source_sheet", "source_row")
    return SourceRow(file=file or "", sheet=sheet, row=None if row is None else int(float(row)))


def _action_keys(table: pd.DataFrame) -> list[str]:
    """Id of each action; without one who, whom, what, by when."""
    own = text(table, "activity_id")
    parts = [optional(text(table, name)) for name in ("rep_id", "customer", "action")]
    due = days(table, "due_date")
    known = given(own)
    ids = optional(own)
    return [
        str(ids[at])
        if known[at]
        else "|".join([*(str(part[at] or "") for part in parts), str(day_or_none(due[at]) or "")])
        for at in range(len(table))
    ]
