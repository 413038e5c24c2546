"""Money outside the rates of collection: retention not due yet, bills not matured yet."""

from __future__ import annotations

import numpy as np

from salesreport.measures.events import Events
from salesreport.measures.frames import (
    NO_DAY,
    Bools,
    Ints,
    among,
    day_number,
    days,
    optional,
    text,
)
from salesreport.measures.prepared import Prepared
from salesreport.measures.receivables import Receivables, receivables
from salesreport.tables.money import BILLS

RETENTION = "retention"
_ALWAYS = NO_DAY + 1


def retention_not_due(prepared: Prepared) -> tuple[Events, ...] | None:
    """Retention money of the reps' contracts that falls due after the window.

    Minor units: instalments of `payment_plan` of kind `retention` due after the
    window's last day, of contracts signed by then, less credit notes and what had
    been paid for them by then. It is in neither base of collection. Instalments
    without a due date are left out; a contract without a signing date counts from
    the beginning.
    """
    found, plan = receivables(prepared), prepared.table("payment_plan")
    if found is None or plan is None:
        return None
    net = found.amount.copy()
    np.add.at(net, found.notes.item, found.notes.amount)
    own = found.credited(np.arange(len(net)), net, net)
    signed = _signed(prepared, found)
    held = _is_retention(prepared, found)
    items = Events.of(
        "payment_plan",
        plan,
        position=found.position[own.entry],
        rep=own.rep,
        day=signed[own.entry],
        value=own.amount,
        where=held[own.entry],
        beyond=found.day[own.entry],
        shown=found.day[own.entry],
    )
    return items, *_paid_early(found, signed, held)


def bills_not_matured(prepared: Prepared) -> tuple[Events, ...] | None:
    """Bills of exchange received by the window's end that mature after it.

    Minor units, by the reps whose items they pay; what pays none stands in the
    `UNASSIGNED` row. Received by `finance_as_of`. Where the policy counts bills
    when received they are in the cash collected, else in none until they mature.
    """
    found = receivables(prepared)
    if found is None or found.cash is None:
        return None
    cash, own = found.cash, found.paid_by_rep
    rows = cash.frame
    is_bill = among(text(rows, "method"), *BILLS)[cash.position]
    matures = days(rows, "matures_on")[cash.position]
    known = cash.received <= day_number(prepared.finance_as_of)
    chosen = is_bill & known & (matures != NO_DAY)
    left = np.flatnonzero(found.left != 0)
    at = np.concatenate([own.source, left])
    nobody = np.full(len(left), len(prepared.reps) - 1, dtype=np.int64)
    return (
        Events.of(
            "payments",
            rows,
            position=cash.position[at],
            rep=np.concatenate([own.rep, nobody]),
            day=cash.received[at],
            value=np.concatenate([own.amount, found.left[left]]),
            where=chosen[at],
            beyond=matures[at],
        ),
    )


def _is_retention(prepared: Prepared, found: Receivables) -> Bools:
    kind = among(text(prepared.tables["payment_plan"], "kind"), RETENTION)
    planned = found.table == "payment_plan"
    chosen = np.zeros(len(found.amount), dtype=np.bool_)
    chosen[planned] = kind[found.position[planned]]
    return chosen


def _signed(prepared: Prepared, found: Receivables) -> Ints:
    """Day the contract of each item was signed; always where that is not known."""
    contracts = prepared.table("contracts")
    plan = prepared.tables["payment_plan"]
    known: dict[str, int] = {}
    if contracts is not None:
        ids = optional(text(contracts, "contract_id"))
        given = zip(ids, days(contracts, "signed_date"), strict=True)
        known = {key: int(day) for key, day in given if key is not None and day != NO_DAY}
    of = optional(text(plan, "contract_id"))
    signed = np.full(len(found.amount), _ALWAYS, dtype=np.int64)
    for i in np.flatnonzero(found.table == "payment_plan"):
        signed[i] = known.get(of[found.position[i]] or "", _ALWAYS)
    return signed


def _paid_early(found: Receivables, signed: Ints, held: Bools) -> tuple[Events, ...]:
    cash, own = found.cash, found.paid_by_rep
    if cash is None:
        return ()
    item, entry = own.item, own.source
    return (
        Events.of(
            "payments",
            cash.frame,
            position=cash.position[entry],
            rep=own.rep,
            day=signed[item],
            value=-own.amount,
            where=held[item] & cash.is_in[entry],
            until=cash.day[entry],
            beyond=found.day[item],
            shown=cash.received[entry],
        ),
    )
