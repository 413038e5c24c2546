"""What a policy asks of a sale that the tables do not hold for any deal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from salesreport.records.columns import fractions, text
from salesreport.records.links import deal_rates, links

Tables = Mapping[str, pd.DataFrame]


class Lacking(NamedTuple):
    """A table, or a column of one, without which a line of the policy says nothing."""

    table: str
    column: str | None = None


_EVIDENCE = {"invoiced": "invoices", "first_cash": "payments", "accepted": "payment_plan"}
"""Setting of `recognise.sale` -> the table whose rows make a deal a sale."""


def sale_lacks(sale: str, tables: Tables) -> Lacking | None:
    """What is missing to know when any deal counts as sold; None where nothing is.

    `approved`: a deal with an `approval`. `invoiced`, `first_cash`, `accepted`: rows of
    `invoices`, `payments`, `payment_plan` (acceptance instalments), and a contract,
    invoice or deal that ties one of them to a deal. Without them no deal is "not yet"
    sold: it is not known whether.

    Examples
    --------
    >>> deals = pd.DataFrame({"opportunity_id": ["O1"], "approval": [None]})
    >>> sale_lacks("approved", {"opportunities": deals})
    Lacking(table='opportunities', column='approval')
    >>> sale_lacks("invoiced", {"opportunities": deals})
    Lacking(table='invoices', column=None)
    """
    if sale == "signed" or not _has_rows(tables, "opportunities"):
        return None
    if sale == "approved":
        said = _states(tables, "opportunities", "approval")
        return None if said else Lacking("opportunities", "approval")
    table = _EVIDENCE[sale]
    if not _has_rows(tables, table):
        return Lacking(table)
    if sale == "accepted":
        if not text(tables[table], "kind").eq("acceptance").any():
            return Lacking(table, "kind")
    elif not _names_something(tables, table):
        return Lacking(table, "contract_id")
    if sale != "accepted" and _states(tables, "invoices", "opportunity_id"):
        return None
    tied = links(tables.get("contracts"), tables["opportunities"])
    return None if tied else Lacking("opportunities", "contract_id")


def tax_lacks(tables: Tables) -> Lacking | None:
    """What is missing to know any contract's tax; None where one states a rate."""
    if not _has_rows(tables, "contracts"):
        return Lacking("contracts")
    rates = fractions(tables["contracts"], "tax_rate")
    return None if any(rate is not None for rate in rates) else Lacking("contracts", "tax_rate")


def deals_tax_lacks(tables: Tables) -> Lacking | None:
    """What is missing to know any deal's tax: a contract's rate, or its deal's number."""
    if not _has_rows(tables, "opportunities"):
        return None
    lacking = tax_lacks(tables)
    if lacking is not None:
        return lacking
    known = deal_rates(tables["opportunities"], tables["contracts"])
    if any(rate is not None for rate in known):
        return None
    return Lacking("opportunities", "contract_id")


def _has_rows(tables: Tables, name: str) -> bool:
    return name in tables and not tables[name].empty


def _states(tables: Tables, name: str, column: str) -> bool:
    """Whether a row of a table has a value in a column."""
    return _has_rows(tables, name) and bool(text(tables[name], column).notna().any())


def _names_something(tables: Tables, table: str) -> bool:
    """Whether an invoice or payment names what it is for, itself or where it is allocated."""
    places = [(table, "contract_id")]
    if table == "invoices":
        places += [(table, "opportunity_id")]
    else:
        places += [(table, "invoice_id"), ("allocations", "contract_id")]
        places += [("allocations", "invoice_id")]
    return any(_states(tables, name, column) for name, column in places)
