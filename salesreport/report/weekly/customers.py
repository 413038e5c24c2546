"""Customers gone quiet, and key customers against their planned rhythm."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil

import numpy as np
import pandas as pd

from salesreport.measures.deals import held
from salesreport.measures.effort import contact_days
from salesreport.measures.frames import NO_DAY, Ints, fractions, optional, text
from salesreport.measures.prepared import UNASSIGNED
from salesreport.report.weekly.basis import Basis, day_or_none, source_row
from salesreport.report.weekly.money import OpenMoney, open_money
from salesreport.report.weekly.steps import Steps
from salesreport.report.weeklyviews import ChurnReason, WeeklyRow
from salesreport.weekly import Silence, silences

PURCHASE_TIMES, FEWEST_PURCHASES = 2.0, 3
FEWEST_CONTACTS, QUIET_DAYS = 5, 30
AGAIN = 2
"""Purchases of a customer who came back."""
LIVE_DAYS = 730
"""A customer who has not bought for longer is none to lose."""
RHYTHM_DAYS = 30


@dataclass(frozen=True, eq=False)
class Customers:
    """What is known of each customer, by name.

    A purchase is a deal won, on its close; a contact is an action done.
    """

    basis: Basis

    @classmethod
    def of(cls, basis: Basis) -> Customers:
        """Of a run; made once."""
        return basis.material.prepared.once("weekly-customers", lambda _: cls(basis))

    @cached_property
    def names(self) -> list[str]:
        """Every customer once."""
        actions = self.basis.actions
        told = [*self.basis.customer, *(actions.customer if actions else [])]
        return sorted({name for name in told if name is not None})

    @cached_property
    def code(self) -> dict[str, int]:
        """Place of each customer in `names`."""
        return {name: at for at, name in enumerate(self.names)}

    def _codes(self, names: list[str | None]) -> Ints:
        return np.array([self.code.get(name or "", -1) for name in names], dtype=np.int64)

    @cached_property
    def of_deal(self) -> Ints:
        """Place of each deal's customer; -1 for none."""
        return self._codes(self.basis.customer)

    @cached_property
    def purchases(self) -> dict[int, Silence]:
        """How long since each bought, and how often they do."""
        deals = self.basis.deals
        if deals is None:
            return {}
        won = deals.is_won & (self.of_deal >= 0)
        return silences(self.of_deal[won], deals.close[won], until=self.basis.until)

    @cached_property
    def contacts(self) -> dict[int, Silence]:
        """How long since each was contacted, and how often they are."""
        actions = self.basis.actions
        if actions is None:
            return {}
        at = self._codes(actions.customer)
        done = actions.is_done & (actions.day != NO_DAY) & (at >= 0)
        return silences(at[done], actions.day[done], until=self.basis.until)

    @cached_property
    def with_open_deal(self) -> frozenset[int]:
        """Customers with whom a deal is open."""
        deals = self.basis.deals
        return frozenset() if deals is None else frozenset(self.of_deal[deals.is_open].tolist())

    @cached_property
    def last_deal(self) -> dict[int, int]:
        """Row of the deal that was closed or created last, of each customer."""
        deals = self.basis.deals
        if deals is None:
            return {}
        day = np.maximum(deals.created, deals.close)
        order = np.lexsort((deals.order, day))
        return {int(self.of_deal[row]): int(row) for row in order if self.of_deal[row] >= 0}

    @cached_property
    def bought(self) -> dict[int, float]:
        """What each bought in the last two years, in the main unit."""
        deals = self.basis.deals
        if deals is None:
            return {}
        inside = deals.is_won & deals.priced & (deals.close > self.basis.until - LIVE_DAYS)
        money = np.zeros(len(self.names) + 1)
        np.add.at(money, self.of_deal[inside], deals.amount[inside].astype(np.float64))
        unit = float(self.basis.material.major(1))
        return {int(at): float(money[at]) * unit for at in np.flatnonzero(money[:-1])}

    @cached_property
    def rep(self) -> dict[int, str | None]:
        """Who looks after each: the owner on record, else the rep of the last deal."""
        ready = self.basis.material.prepared
        moment = np.full(len(self.names), self.basis.until, dtype=np.int64)
        asked = pd.Series(self.names, dtype="str")
        owner = held(ready, "customer", asked, moment)
        found = {at: self.basis.rep[row] for at, row in self.last_deal.items()}
        for at in np.flatnonzero(owner >= 0):
            rep = str(ready.reps[owner[at]])
            found[int(at)] = None if rep == UNASSIGNED else rep
        return found


def churn(basis: Basis) -> list[WeeklyRow] | str:
    """Customers who bought before and have been quiet beyond their usual interval.

    Bought in the last two years, no deal is open, and either no purchase for more than twice
    their own usual interval (three purchases or more), or, of those who came back, no contact
    for longer than ever before (five contacts or more, and 30 days).
    """
    if basis.deals is None:
        return "no_deals"
    customers = Customers.of(basis)
    overdue = _overdue(basis)
    rows = []
    for at, bought in sorted(customers.purchases.items()):
        reasons = _reasons(customers, at, bought) if bought.silent_days <= LIVE_DAYS else []
        if reasons:
            rows.append(_quiet(customers, at, [*reasons, *_beside(customers, at, overdue)]))
    return rows


def _reasons(customers: Customers, at: int, bought: Silence) -> list[ChurnReason]:
    if at in customers.with_open_deal:
        return []
    found = []
    if bought.is_beyond(PURCHASE_TIMES, fewest=FEWEST_PURCHASES):
        found.append(_reason("no_purchase", bought, bought.usual_days))
    heard = customers.contacts.get(at)
    came_back = heard is not None and bought.n >= AGAIN and heard.silent_days > QUIET_DAYS
    if heard is not None and came_back and heard.is_longest(fewest=FEWEST_CONTACTS):
        found.append(_reason("no_contact", heard, heard.longest_days))
    return found


def _reason(kind: str, one: Silence, usual_days: float) -> ChurnReason:
    return ChurnReason.model_validate(
        {"kind": kind, "day": day_or_none(one.last), "days": one.silent_days,
         "usual_days": usual_days}
    )  # fmt: skip


def _beside(customers: Customers, at: int, overdue: dict[str, OpenMoney]) -> list[ChurnReason]:
    """What else is on record: the last deal lost, money past due."""
    found, deals = [], customers.basis.deals
    row = customers.last_deal.get(at, -1)
    if deals is not None and row >= 0 and deals.is_lost[row]:
        found.append(ChurnReason(kind="lost", day=day_or_none(deals.close[row])))
    owed = overdue.get(customers.names[at])
    if owed is not None:
        found.append(ChurnReason(kind="overdue", days=owed.days, amount=owed.amount))
    return found


def _overdue(basis: Basis) -> dict[str, OpenMoney]:
    """Oldest amount past due of each customer."""
    found: dict[str, OpenMoney] = {}
    for one in open_money(basis) or []:
        if one.customer and (one.customer not in found or one.days > found[one.customer].days):
            found[one.customer] = one
    return found


def _quiet(customers: Customers, at: int, reasons: list[ChurnReason]) -> WeeklyRow:
    basis, name, rep = customers.basis, customers.names[at], customers.rep.get(at)
    step = Steps.of(basis).next(-1, rep, name)
    heard = customers.contacts.get(at)
    return WeeklyRow(
        key=f"churn:{name}",
        rep_id=rep,
        rep=basis.name(rep),
        customer=name,
        amount=customers.bought.get(at),
        day=None if heard is None else day_or_none(heard.last),
        days=None if heard is None else heard.silent_days,
        reasons=reasons,
        next_step=step.step,
        next_date=step.day,
        decision=Steps.of(basis).decision(-1, rep, name),
    )


def rhythm(basis: Basis) -> tuple[list[WeeklyRow], dict[str | None, int]] | str:
    """Key customers contacted less often than planned, and how many each rep has.

    Contacts are actions done by the rep with the customer in the last thirty days; of a plan
    of less than one a month in as many days as one contact has.
    """
    table = basis.material.table("key_accounts")
    if table is None:
        return "no_key_accounts"
    if basis.actions is None:
        return "no_activities"
    rows, counted = [], dict[str | None, int]()
    planned = fractions(table, "contacts_per_month")
    named = zip(optional(text(table, "rep_id")), optional(text(table, "customer")), strict=True)
    done = contact_days(basis.actions.frame)
    for at, (rep, customer) in enumerate(named):
        plan = planned[at]
        if plan is None or plan <= 0 or customer is None:
            continue
        counted[rep] = counted.get(rep, 0) + 1
        window = max(RHYTHM_DAYS, ceil(RHYTHM_DAYS / plan))
        days = done.get((rep, customer), [])
        actual = sum(basis.until - window < day <= basis.until for day in days)
        if actual * RHYTHM_DAYS >= plan * window:
            continue
        last = max((day for day in days if day <= basis.until), default=None)
        row = _behind(basis, rep, customer, last)
        own = {"planned": float(plan), "actual": actual, "window_days": window}
        rows.append(row.model_copy(update=own | {"source": source_row(table, at)}))
    return rows, counted


def _behind(basis: Basis, rep: str | None, customer: str, last: int | None) -> WeeklyRow:
    customers = Customers.of(basis)
    step = Steps.of(basis).next(-1, rep, customer)
    return WeeklyRow(
        key=f"key:{rep or ''}:{customer}",
        rep_id=rep,
        rep=basis.name(rep),
        customer=customer,
        amount=customers.bought.get(customers.code.get(customer, -1)),
        day=None if last is None else day_or_none(last),
        days=None if last is None else basis.until - last,
        next_step=step.step,
        next_date=step.day,
        decision=Steps.of(basis).decision(-1, rep, customer),
    )
