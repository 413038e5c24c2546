"""What fell due and has not come in, and tracking rows refused for want of a key action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from salesreport.measures.frames import day_number, days, optional, text
from salesreport.measures.prepared import UNASSIGNED
from salesreport.measures.receivables import Receivables, receivables
from salesreport.problems import told_apart
from salesreport.report.weekly.basis import Basis, cells, day_or_none, plain_texts, source_row
from salesreport.report.weekly.steps import Steps
from salesreport.report.weeklyviews import WeeklyRow
from salesreport.retrospective.findings import SourceRow


@dataclass(frozen=True)
class OpenMoney:
    """One instalment or invoice past due, and what of it is open, in the main unit."""

    key: str
    rep_id: str | None
    customer: str | None
    reference: str | None
    amount: float
    due: date | None
    days: int
    source: SourceRow


def open_money(basis: Basis) -> list[OpenMoney] | None:
    """Items due on or before the cut-off of finance that are not wholly paid.

    None without a plan, invoices or payments: what came in is then not known.
    """
    return basis.material.prepared.once("weekly-open-money", lambda _: _open_money(basis))


def _open_money(basis: Basis) -> list[OpenMoney] | None:
    found = receivables(basis.material.prepared)
    if found is None or basis.material.table("payments") is None:
        return None
    left = found.still_open
    until = day_number(basis.material.run.finance_as_of)
    items = np.flatnonzero(found.is_due & (left > 0)).tolist()
    owing = customers_of(basis, found, items)
    return [
        _item(basis, found, at, int(left[at]), until, customer)
        for at, customer in zip(items, owing, strict=True)
    ]


def customers_of(
    basis: Basis, found: Receivables, items: Sequence[int]
) -> list[str | None]:  # fmt: skip
    """Customer of each item: its own, that of its contract, or of its deal."""
    contracts = basis.material.table("contracts")
    of_contract = {} if contracts is None else dict(
        zip(optional(text(contracts, "contract_id")), optional(text(contracts, "customer")),
            strict=True)
    )  # fmt: skip
    named = []
    for at in items:
        own, place = Named.of(basis, str(found.table[at])), int(found.position[at])
        row = basis.row.get(own.deal[place] or "", -1)
        of_deal = basis.customer[row] if row >= 0 else None
        named.append(own.customer[place] or of_contract.get(own.contract[place]) or of_deal)
    return named


@dataclass(frozen=True, eq=False)
class Named:
    """Columns of one table of items as texts, row by row."""

    contract: list[str | None]
    instalment: list[str | None]
    invoice: list[str | None]
    customer: list[str | None]
    deal: list[str | None]

    @classmethod
    def of(cls, basis: Basis, table: str) -> Named:
        """Of `payment_plan` or `invoices`; made once."""
        return basis.material.prepared.once(
            f"weekly-named:{table}", lambda ready: _named(ready.tables[table])
        )


def _named(frame: pd.DataFrame) -> Named:
    names = ("contract_id", "instalment", "invoice_id", "customer", "opportunity_id")
    return Named(*(plain_texts(frame, name) for name in names))


def _key(named: Named, table: str, place: int) -> str:
    """Contract and instalment, else the invoice: the same week after week."""
    of_plan = table == "payment_plan"
    parts = ["plan", named.contract[place], named.instalment[place]] if of_plan else [
        "invoice", named.invoice[place] or str(place)]  # fmt: skip
    return ":".join(part or "" for part in parts)


def _rep(basis: Basis, found: Receivables, at: int) -> str | None:
    rep = str(basis.material.prepared.reps[found.rep[at]])
    return None if rep == UNASSIGNED else rep


def _item(
    basis: Basis, found: Receivables, at: int, left: int, until: int, customer: str | None
) -> OpenMoney:
    table, place = str(found.table[at]), int(found.position[at])
    named = Named.of(basis, table)
    return OpenMoney(
        key=_key(named, table, place),
        rep_id=_rep(basis, found, at),
        customer=customer,
        reference=named.contract[place] or named.invoice[place],
        amount=float(basis.material.major(left)),
        due=day_or_none(found.day[at]),
        days=until - int(found.day[at]),
        source=source_row(found.frames[table], place),
    )


def uncollected(basis: Basis) -> list[WeeklyRow] | str:
    """A row of each item past due."""
    found = open_money(basis)
    if found is None:
        return "no_money"
    steps = Steps.of(basis)
    rows = []
    for one in found:
        step = steps.next(-1, one.rep_id, one.customer)
        rows.append(
            WeeklyRow(
                key=f"cash:{one.key}",
                rep_id=one.rep_id,
                rep=basis.name(one.rep_id),
                customer=one.customer or one.reference,
                action=one.reference,
                amount=one.amount,
                day=one.due,
                days=one.days,
                next_step=step.step,
                next_date=step.day,
                decision=steps.decision(-1, one.rep_id, one.customer),
                source=one.source,
            )
        )
    return rows


def refused(basis: Basis) -> list[WeeklyRow] | str:
    """Tracking rows left out because they name no key action, the latest first."""
    table = basis.material.loaded.refused_actions
    if table is None:
        return "no_activities"
    who = _resolved(basis)
    until, noted_on = basis.material.run.as_of, days(table, "date")
    rows, seen = [], Counter[str]()
    for at in range(len(table)):
        rep, customer = cells(table, at, "rep_id", "customer")
        noted = day_or_none(noted_on[at])
        if noted is not None and noted > until:
            continue
        rep_id = who.get(rep or "", None)
        matter = matter_of_refused(rep_id or rep, customer, noted)
        seen[matter] += 1
        rows.append(
            WeeklyRow(
                key=f"refused:{seen[matter]}:{matter}",
                rep_id=rep_id,
                rep=basis.name(rep_id) or rep,
                customer=customer,
                day=noted,
                source=source_row(table, at),
            )
        )
    return sorted(rows, key=lambda row: (row.day is not None, row.day or until), reverse=True)


def matter_of_refused(rep: str | None, customer: str | None, noted: date | None) -> str:
    """What a tracking row is known by while it has no key action.

    Not its place: rows are added above it and files renamed from week to week.
    """
    return ":".join([rep or "", str(noted or ""), customer or ""])


def _resolved(basis: Basis) -> dict[str, str]:
    """Id of each rep as a row may name them: the id, or a name that only one bears."""
    names = basis.material.names
    told = told_apart(names)
    unique = {name: rep_id for rep_id, name in names.items() if told[rep_id] == name}
    return {**unique, **{rep_id: rep_id for rep_id in names}}


def open_of_key(basis: Basis) -> dict[str, tuple[bool, date | None, str | None]]:
    """Of each item's key whether it is wholly paid, when cash last came for it, and its rep."""
    found = receivables(basis.material.prepared)
    if found is None or found.cash is None:
        return {}
    left = found.still_open
    cash = found.cash
    last: dict[int, int] = {}
    for item, entry in zip(found.paid.item, found.paid.cash, strict=True):
        if cash.is_in[entry]:
            last[int(item)] = max(last.get(int(item), 0), int(cash.day[entry]))
    told = {}
    for at in range(len(left)):
        table, place = str(found.table[at]), int(found.position[at])
        day = day_or_none(last[at]) if at in last else None
        key = _key(Named.of(basis, table), table, place)
        told[key] = (bool(left[at] <= 0), day, _rep(basis, found, at))
    return told
