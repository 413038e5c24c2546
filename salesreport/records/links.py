"""Which contract belongs to which deal, and the tax rate a deal has through it."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

import pandas as pd

from salesreport.records.columns import fractions, optional, text


def links(
    contracts: pd.DataFrame | None, opportunities: pd.DataFrame | None
) -> set[tuple[str, str]]:
    """Contract id and deal id wherever a contract or a deal names the other.

    Examples
    --------
    >>> contracts = pd.DataFrame({"contract_id": ["K1", "K2"], "opportunity_id": ["O1", None]})
    >>> deals = pd.DataFrame({"opportunity_id": ["O1", "O2"], "contract_id": [None, "K2"]})
    >>> sorted(links(contracts, deals))
    [('K1', 'O1'), ('K2', 'O2')]
    """
    pairs: set[tuple[str, str]] = set()
    for table in (contracts, opportunities):
        if table is not None:
            both = (optional(text(table, key)) for key in ("contract_id", "opportunity_id"))
            pairs |= {(c, o) for c, o in zip(*both, strict=True) if c is not None and o is not None}
    return pairs


def contracts_of(opportunities: pd.DataFrame, contracts: pd.DataFrame | None) -> list[list[str]]:
    """Contracts of each deal, in order: the one it names, and those that name it."""
    naming: dict[str, list[str]] = defaultdict(list)
    for contract, deal in links(contracts, None):
        naming[deal].append(contract)
    own = (optional(text(opportunities, name)) for name in ("opportunity_id", "contract_id"))
    return [
        sorted({*naming.get(key or "", ()), *([contract] if contract is not None else ())})
        for key, contract in zip(*own, strict=True)
    ]


def deal_rates(
    opportunities: pd.DataFrame, contracts: pd.DataFrame | None
) -> list[Fraction | None]:
    """Tax rate of each deal: its first contract's that states one; None without."""
    stated: dict[str, Fraction] = {}
    if contracts is not None:
        ids, rates = optional(text(contracts, "contract_id")), fractions(contracts, "tax_rate")
        pairs = zip(ids, rates, strict=True)
        stated = {key: rate for key, rate in pairs if key is not None and rate is not None}
    return [
        next((stated[one] for one in named if one in stated), None)
        for named in contracts_of(opportunities, contracts)
    ]
