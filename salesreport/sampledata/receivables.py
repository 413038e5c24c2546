"""Contracts, payment plans, invoices and receipts that follow from won deals.

A contract is signed on the closing day, in yuan whatever the quotation was in.
Customers pay around the due day; those of `SLOW_PAYER_REP` named in
`slow_payers` pay nothing that falls due from `STOPPED_ON` on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from salesreport.sampledata.draws import Draws
from salesreport.sampledata.records import Deal
from salesreport.sampledata.roster import AS_OF
from salesreport.sampledata.workdays import on_or_after

SLOW_PAYER_REP, STOPPED_ON = "0012", date(2026, 4, 1)
_PERIOD_END = date(2026, 6, 30)
_N_SLOW, _N_MERGED = 3, 4
_CENT = Decimal("0.01")
Row = dict[str, object]


@dataclass
class Receivables:
    """Rows of the money tables."""

    contracts: list[Row] = field(default_factory=list)
    payment_plan: list[Row] = field(default_factory=list)
    invoices: list[Row] = field(default_factory=list)
    payments: list[Row] = field(default_factory=list)
    allocations: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Instalment:
    """One part of a contract's payment plan."""

    contract_id: str
    number: int
    kind: str
    due: date
    amount: Decimal

    @property
    def invoice_id(self) -> str:
        """Number of the invoice for this part."""
        return f"{self.contract_id}-{self.number}"

    def row(self) -> Row:
        """Return the row of `payment_plan`."""
        return {
            "contract_id": self.contract_id,
            "instalment": self.number,
            "kind": self.kind,
            "due_date": self.due,
            "amount": self.amount,
        }


def receivables(deals: list[Deal], rates: dict[str, Decimal]) -> Receivables:
    """Contracts of the won deals and all that follows from them.

    Parameters
    ----------
    deals : list of Deal
        Won ones, with ids, in closing order.
    rates : dict of str to Decimal
        Yuan for one US dollar by month.

    Returns
    -------
    Receivables
        Instalments of a contract add up to its amount; nothing is paid twice.
    """
    rows = Receivables()
    amounts = {deal.contract_id: contract_amount(deal, rates) for deal in deals}
    plans = {deal.contract_id: _plan(deal, amounts[deal.contract_id]) for deal in deals}
    stopped = slow_payers(deals, plans)
    streams = {deal.rep_id: Draws(900, int(deal.rep_id)) for deal in deals}
    for deal in deals:
        rows.contracts.append(_contract(deal, amounts[deal.contract_id]))
        for part in plans[deal.contract_id]:
            rows.payment_plan.append(part.row())
            stops = deal.customer.name in stopped
            _settle(rows, deal, part, streams[deal.rep_id], stops=stops)
    _merge_receipts(rows)
    _odd_receipts(rows)
    rows.invoices.sort(key=lambda row: (str(row["date"]), str(row["contract_id"])))
    rows.payments.sort(key=lambda row: (str(row["date"]), str(row["payment_id"])))
    return rows


def slow_payers(deals: list[Deal], plans: dict[str, list[Instalment]]) -> list[str]:
    """Return the customers of `SLOW_PAYER_REP` with most due from `STOPPED_ON` on."""
    sums: Counter[str] = Counter()
    for deal in deals:
        if deal.rep_id == SLOW_PAYER_REP:
            sums[deal.customer.name] += int(
                sum(part.amount for part in plans[deal.contract_id] if _stops(part))
            )
    return [name for name, _ in sums.most_common(_N_SLOW)]


def _stops(part: Instalment) -> bool:
    return STOPPED_ON <= part.due <= _PERIOD_END


def contract_amount(deal: Deal, rates: dict[str, Decimal]) -> Decimal:
    """Yuan of the contract: a dollar quotation at its closing month's rate."""
    if deal.currency != "USD":
        return Decimal(deal.amount)
    return (deal.amount * rates[f"{deal.closed:%Y-%m}"]).quantize(_CENT)


def _contract(deal: Deal, amount: Decimal) -> Row:
    return {
        "contract_id": deal.contract_id,
        "customer": deal.customer.name,
        "rep_id": deal.rep_id,
        "signed_date": deal.closed,
        "amount": amount,
        "tax_rate": "0.06" if deal.product == "Service" else "0.13",
        "opportunity_id": deal.opportunity_id,
    }


def _plan(deal: Deal, amount: Decimal) -> list[Instalment]:
    if amount < 40_000:
        parts = [("acceptance", 30, Decimal(1))]
    elif amount < 150_000:
        parts = [("advance", 7, Decimal("0.3")), ("acceptance", 45, Decimal("0.7"))]
    else:
        parts = [
            ("advance", 7, Decimal("0.3")),
            ("progress", 40, Decimal("0.3")),
            ("acceptance", 80, Decimal("0.35")),
            ("retention", 365, Decimal("0.05")),
        ]
    signed = deal.stages[-1][1]
    plan: list[Instalment] = []
    left = amount
    for number, (kind, days, share) in enumerate(parts, start=1):
        part = left if number == len(parts) else (amount * share).quantize(_CENT)
        left -= part
        plan.append(Instalment(deal.contract_id, number, kind, on_or_after(signed, days), part))
    return plan


def _settle(rows: Receivables, deal: Deal, part: Instalment, draws: Draws, *, stops: bool) -> None:
    invoiced = max(deal.stages[-1][1], part.due - timedelta(days=15))
    if invoiced > AS_OF:
        return
    rows.invoices.append(
        {
            "invoice_id": part.invoice_id,
            "date": invoiced,
            "due_date": part.due,
            "amount": part.amount,
            "contract_id": part.contract_id,
        }
    )
    paid = max(_paid_on(part.due, draws), invoiced)
    amounts = [(paid, part.amount)]
    if draws.happens(0.015):
        first = (part.amount * Decimal("0.4")).quantize(_CENT)
        amounts = [(paid, first), (on_or_after(paid, 45), part.amount - first)]
    method, matures = _method(paid, draws)
    known = part.invoice_id if draws.happens(0.3) else ""
    if stops and part.due >= STOPPED_ON:
        return
    for day, amount in amounts:
        if day <= AS_OF:
            rows.payments.append(
                {
                    "payment_id": f"R{len(rows.payments) + 1:05d}",
                    "date": day,
                    "amount": amount,
                    "method": method,
                    "matures_on": matures,
                    "payer": deal.customer.name,
                    "contract_id": part.contract_id,
                    "invoice_id": known,
                }
            )


def _paid_on(due: date, draws: Draws) -> date:
    usual = draws.weighted({-4: 0.28, -2: 0.28, 0: 0.21, 4: 0.11, 14: 0.07, 35: 0.05})
    moved = due + timedelta(days=usual)
    return moved - timedelta(days=max(0, moved.weekday() - 4)) if usual <= 0 else on_or_after(moved)


def _method(paid: date, draws: Draws) -> tuple[str, date | str]:
    method = draws.weighted(
        {"transfer": 0.93, "bank_acceptance": 0.05, "commercial_acceptance": 0.02}
    )
    return method, "" if method == "transfer" else paid + timedelta(days=180)


def _merge_receipts(rows: Receivables) -> None:
    """Turn four pairs of receipts of 2026 into one each, split by `allocations`."""
    last: dict[tuple[object, str], Row] = {}
    for payment in [row for row in rows.payments if str(row["date"]) >= "2026-01-01"]:
        pair = payment["payer"], str(payment["date"])[:7]
        before = last.pop(pair, None)
        if before is None or before["contract_id"] == payment["contract_id"]:
            last[pair] = payment
        elif len(rows.allocations) < 2 * _N_MERGED:
            _merge(rows, before, payment)


def _merge(rows: Receivables, kept: Row, other: Row) -> None:
    for part in (kept, other):
        names = ("contract_id", "amount")
        rows.allocations.append(
            {"payment_id": kept["payment_id"]} | {name: part[name] for name in names}
        )
    kept["date"] = max(str(kept["date"]), str(other["date"]))
    kept["amount"] = Decimal(str(kept["amount"])) + Decimal(str(other["amount"]))
    kept["contract_id"] = kept["invoice_id"] = ""
    rows.payments.remove(other)


def _odd_receipts(rows: Receivables) -> None:
    last = max(
        (row for row in rows.payments if str(row["date"]) < "2026-07-01" and row["contract_id"]),
        key=lambda row: (str(row["date"]), str(row["payment_id"])),
    )
    last["amount"] = Decimal(str(last["amount"])) + 1000
    number = len(rows.payments) + len(rows.allocations)
    for day, amount, payer in (
        (date(2026, 6, 11), 36_500, "Unknown remitter 待查"),
        (date(2026, 6, 24), 12_000, "Treasury Pool Payments"),
    ):
        number += 1
        rows.payments.append(
            {
                "payment_id": f"R{number:05d}",
                "date": day,
                "amount": Decimal(amount),
                "method": "transfer",
                "matures_on": "",
                "payer": payer,
                "contract_id": "",
                "invoice_id": "",
            }
        )
