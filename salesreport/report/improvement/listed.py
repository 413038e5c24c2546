"""Records by person that rows of a plan name, each worked out once for everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from salesreport.measures.frames import date_of, day_number, text
from salesreport.measures.receivables import Receivables, receivables
from salesreport.measures.timeliness import follow_up_outcome
from salesreport.report.material import Material
from salesreport.report.playbook.measured import next_steps
from salesreport.retrospective.deals import closed, slipped
from salesreport.retrospective.findings import SourceRow
from salesreport.retrospective.records import days_between, records, source

N_ROWS = 20
"""Source rows kept of each list."""
N_NAMES = 5
"""Customers named."""


@dataclass(frozen=True)
class Item:
    """A record with its customer, what it comes to, and a day; `deal`: id of a deal."""

    customer: str
    source: SourceRow
    deal: str = ""
    amount: float = 0.0
    day: date | None = None
    days: int = 0


Lists = dict[str, list[Item]]


def names(items: Iterable[Item]) -> list[str]:
    """Customers of some records, each once, in their order; the first few."""
    return list(dict.fromkeys(one.customer for one in items if one.customer))[:N_NAMES]


def sources(items: Iterable[Item]) -> tuple[SourceRow, ...]:
    """Where the first of some records stand."""
    return tuple(one.source for one in list(items)[:N_ROWS])


def _once(material: Material, key: str, build: Callable[[], Lists]) -> Lists:
    return material.prepared.once(f"improvement-{key}", lambda _: build())


@dataclass(frozen=True)
class Due:
    """Follow-ups of one person due in the period, outcome known; late ones, the longest first."""

    late: list[Item]
    n: int


def due_items(material: Material) -> dict[str, Due]:
    """Follow-ups due in the period by person; none where there is no table of them."""

    def build() -> dict[str, Due]:
        table, run = material.table("activities"), material.run
        if table is None or table.empty:
            return {}
        first, last = pd.Timestamp(run.period.first), pd.Timestamp(run.period.last)
        rows = table[table["due_date"].between(first, last)]
        outcome = follow_up_outcome(rows, as_of=run.as_of)
        known = outcome.isin(["late", "on_time"])
        counts = rows[known].groupby("rep_id").size()
        found: Lists = {}
        for record in records(rows[outcome == "late"]):
            days = days_between(record["due_date"], record["done_date"] or run.as_of) or 0
            found.setdefault(record["rep_id"], []).append(_item(record, days=days))
        return {
            str(rep_id): Due(sorted(found.get(str(rep_id), []), key=lambda one: -one.days), int(n))
            for rep_id, n in counts.items()
        }

    return material.prepared.once("improvement-due", lambda _: build())


def _item(record: dict[str, Any], *, amount: float = 0.0, days: int = 0) -> Item:
    return Item(
        customer=str(record.get("customer") or record.get("opportunity_id") or ""),
        source=source(record), amount=amount, days=days, day=record.get("due_date"),
    )  # fmt: skip


@dataclass(frozen=True)
class Steps:
    """Open deals of one person, and those of them without a dated next step, largest first."""

    missing: list[Item]
    n_open: int


def open_deals(material: Material) -> dict[str, Steps]:
    """Open deals by person; none where no next step of anybody is on record."""

    def build() -> dict[str, Steps]:
        found = next_steps(material)
        if isinstance(found, str):
            return {}
        rows, planned = found
        ids, is_open = list(material.reps), rows.deals.is_open
        told: dict[str, Steps] = {}
        for place, rep_id in enumerate(ids):
            own = is_open & (rows.rep == place)
            if own.any():
                at = np.flatnonzero(own & ~planned)
                told[rep_id] = Steps(_of_deals(material, rows.frame.iloc[rows.row[at]], rep_id),
                                     int(own.sum()))  # fmt: skip
        return told

    return material.prepared.once("improvement-open", lambda _: build())


def _of_deals(material: Material, frame: pd.DataFrame, rep_id: str) -> list[Item]:
    """Deals with what of them counts for somebody, largest first."""
    wanted = set(text(frame, "opportunity_id"))
    rows = material.deals
    own = rows[rows["opportunity_id"].isin(wanted) & (rows["credited_to"] == rep_id)]
    return sorted(_deals(material, own), key=lambda one: -one.amount)


def _deals(material: Material, rows: pd.DataFrame) -> list[Item]:
    return [
        Item(
            customer=str(record.get("customer") or record["opportunity_id"]),
            source=source(record),
            deal=str(record["opportunity_id"]),
            amount=_major(material, record.get("credited")),
            day=record.get("expected_close_date"),
        )
        for record in records(rows)
    ]


def _major(material: Material, minor: int | None) -> float:
    return 0.0 if minor is None else float(material.major(int(minor)))


def slipped_deals(material: Material) -> Lists:
    """Deals expected in the period that had not closed by its end and are open, by person."""

    def build() -> Lists:
        run = material.run
        rows = slipped(material.deals, run.period, run.as_of)
        rows = rows[rows["close_date"].isna()]
        return {str(i): _deals(material, own) for i, own in rows.groupby("credited_to")}

    return _once(material, "slipped", build)


def lost_deals_of(material: Material) -> Lists:
    """Deals lost in the period by the person whose they mainly are, largest first."""

    def build() -> Lists:
        lost = closed(material.deals, "lost", material.run.period)
        lost = lost[lost["principal"]] if "principal" in lost else lost
        return {str(i): _deals(material, own) for i, own in lost.groupby("credited_to")}

    return _once(material, "lost", build)


def price_losses(material: Material) -> Lists:
    """Of the deals lost those whose recorded reason is the price, by person."""

    def build() -> Lists:
        lost = closed(material.deals, "lost", material.run.period)
        if "lost_reason" not in lost:
            return {}
        lost = lost[lost["lost_reason"] == "price"]
        return {str(i): _deals(material, own) for i, own in lost.groupby("credited_to")}

    return _once(material, "price", build)


def overdue_items(material: Material) -> Lists:
    """What fell due by the period's end and is not paid, by person, the largest sums first.

    Of shared contracts each one's part; of an item what is left after cash and credit notes.
    None where no payments are on record: what came in is then not known.
    """

    def build() -> Lists:
        found = receivables(material.prepared)
        if found is None or found.cash is None:
            return {}
        until = day_number(min(material.run.finance_as_of, material.run.period.last))
        return _owed(material, found, until)

    return _once(material, "overdue", build)


def _owed(material: Material, found: Receivables, until: int) -> Lists:
    """Open items due on or before a day by person, the largest first."""
    contracts = material.table("contracts")
    customers: dict[str, Any] = {}
    if contracts is not None:
        pairs = zip(text(contracts, "contract_id"), text(contracts, "customer"), strict=True)
        customers = dict(pairs)
    reps = list(material.prepared.reps)
    lists: Lists = {}
    owed = found.open_by_rep
    for item, rep, amount in zip(owed.entry, owed.rep, owed.amount, strict=True):
        if found.day[item] > until:
            continue
        frame, at = found.frames[str(found.table[item])], int(found.position[item])
        (record,) = records(frame.iloc[[at]])
        contract = record.get("contract_id") or ""
        one = Item(
            customer=str(record.get("customer") or customers.get(contract) or contract),
            source=source(record), amount=_major(material, amount),
            day=date_of(int(found.day[item])),
        )  # fmt: skip
        lists.setdefault(str(reps[rep]), []).append(one)
    return {rep_id: sorted(own, key=lambda one: -one.amount) for rep_id, own in lists.items()}
