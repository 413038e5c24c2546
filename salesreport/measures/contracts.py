"""Who a contract belongs to: its shares, those of its deals, else one rep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias

import numpy as np

from salesreport.measures.deals import credits, deals, held
from salesreport.measures.frames import Ints, Texts, days, fractions, looked_up, optional, text
from salesreport.measures.prepared import Prepared
from salesreport.records.links import links

Parts: TypeAlias = tuple[tuple[int, Fraction], ...]
"""Rep codes, ascending, with their shares of one whole."""


def contract_parts(prepared: Prepared) -> dict[str, Parts]:
    """Contracts whose shares are stated: contract id -> reps and shares.

    `contract_credits` before the `credits` of the contract's deals. Shares are
    proportions of the whole, as those of a deal are; several deals of a contract
    weigh by their amounts. A contract that is not here belongs to one rep.
    """
    return prepared.once("contract parts", _contract_parts)


def deal_parts(prepared: Prepared) -> dict[str, Parts]:
    """Deals whose shares `credits` states: opportunity id -> reps and shares."""
    return prepared.once("deal parts", _deal_parts)


def contract_reps(prepared: Prepared) -> Ints:
    """Rep of each contract whose shares are not stated.

    Its own, else the principal of its opportunity, else the customer's owner at
    signing.
    """
    table = prepared.tables["contracts"]
    unassigned = len(prepared.reps) - 1
    code = prepared.reps_of(table)
    through = looked_up(text(table, "opportunity_id"), principals(prepared))
    owner = held(prepared, "customer", text(table, "customer"), days(table, "signed_date"))
    for found in (through, owner):
        code = np.where((code == unassigned) & (found >= 0), found, code)
    return code


def contract_codes(prepared: Prepared, ids: Texts) -> Ints:
    """Rep of each contract id: the contract's, else of the deal that names it."""
    found = looked_up(ids, prepared.once("contract owners", _contract_owners))
    return np.where(found >= 0, found, len(prepared.reps) - 1)


def principals(prepared: Prepared) -> dict[str, int]:
    """Code of the rep with the largest share, by opportunity id."""
    return prepared.once("principals", _principals)


def in_parts(rows: Iterable[tuple[int, Fraction]]) -> Parts:
    """Shares of each rep added up and made proportions of their sum."""
    shares: dict[int, Fraction] = defaultdict(Fraction)
    for rep, share in rows:
        shares[rep] += share
    total = sum(shares.values(), Fraction(0))
    return tuple((rep, shares[rep] / total) for rep in sorted(shares) if shares[rep])


def _principals(prepared: Prepared) -> dict[str, int]:
    found, given = deals(prepared), credits(prepared)
    if found is None or given is None:
        return {}
    at = given.position[given.principal]
    ids = text(found.frame, "opportunity_id").iloc[at]
    return {
        key: int(rep)
        for key, rep in zip(optional(ids), given.rep[given.principal], strict=True)
        if key is not None
    }


def _contract_owners(prepared: Prepared) -> dict[str, int]:
    unassigned = len(prepared.reps) - 1
    owners: dict[str, int] = {}
    contracts = prepared.table("contracts")
    if contracts is not None:
        known = optional(text(contracts, "contract_id"))
        own = zip(known, contract_reps(prepared), strict=True)
        owners = {c: int(rep) for c, rep in own if c is not None and rep != unassigned}
    main = principals(prepared)
    rest = sorted(pair for pair in _links(prepared) if pair[0] not in owners and pair[1] in main)
    for contract, deal in rest:
        owners.setdefault(contract, main[deal])
    return owners


def _deal_parts(prepared: Prepared) -> dict[str, Parts]:
    found, given = deals(prepared), credits(prepared)
    if found is None or given is None:
        return {}
    rows: dict[str, list[tuple[int, Fraction]]] = defaultdict(list)
    at = np.flatnonzero(given.stated)
    ids = text(found.frame, "opportunity_id").iloc[given.position[at]]
    for key, rep, share in zip(ids, given.rep[at], given.share[at], strict=True):
        rows[key].append((int(rep), share))
    return {key: in_parts(of) for key, of in rows.items()}


def _contract_parts(prepared: Prepared) -> dict[str, Parts]:
    rows: dict[str, list[tuple[int, Fraction]]] = defaultdict(list)
    table = prepared.table("contract_credits")
    if table is not None:
        named, code = optional(text(table, "contract_id")), prepared.reps_of(table)
        for key, rep, share in zip(named, code, fractions(table, "share"), strict=True):
            if key is not None and share is not None and share > 0:
                rows[key].append((int(rep), share))
    return _through_deals(prepared) | {key: in_parts(of) for key, of in rows.items()}


def _through_deals(prepared: Prepared) -> dict[str, Parts]:
    stated = deal_parts(prepared)
    if not stated:
        return {}
    of_contract: dict[str, list[str]] = defaultdict(list)
    for contract, deal in sorted(_links(prepared)):
        of_contract[contract].append(deal)
    main, amounts = principals(prepared), _amounts(prepared)
    parts: dict[str, Parts] = {}
    for contract, keys in of_contract.items():
        if not any(key in stated for key in keys):
            continue
        known = [key for key in keys if key in main]
        weigh = any(amounts[key] > 0 for key in known)
        parts[contract] = in_parts(
            (rep, share * (max(amounts[key], 0) if weigh else 1))
            for key in known
            for rep, share in stated.get(key, ((main[key], Fraction(1)),))
        )
    return parts


def _amounts(prepared: Prepared) -> dict[str, int]:
    found = deals(prepared)
    if found is None:
        return {}
    ids = optional(text(found.frame, "opportunity_id"))
    return {k: int(a) for k, a in zip(ids, found.amount, strict=True) if k is not None}


def _links(prepared: Prepared) -> set[tuple[str, str]]:
    return links(prepared.table("contracts"), prepared.table("opportunities"))
