"""Money on record that a rep's figures cannot hold, since its amount is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from salesreport.measures import MEASURES, Prepared, Quotient
from salesreport.measures.contracts import contract_parts, contract_reps
from salesreport.report.material import Material
from salesreport.retrospective.records import records
from salesreport.tables.contract import UNCONVERTED

UNPRICED = ("no_amount", "no_rate")
"""Why a figure is unknown that a deal without a known amount is part of."""


Quotients = Mapping[str, Quotient]


@dataclass(frozen=True)
class UnpricedContract:
    """A contract signed in the period whose amount is in no sum.

    `written`: its amount in its own currency, which has no rate; None where the amount
    is blank. `shares`: of each rep who is credited with it, as `new_contracts` is.
    """

    contract_id: str
    currency: str | None
    written: str | None
    shares: dict[str, Fraction]

    @property
    def why(self) -> str:
        """`no_rate` or `no_amount`."""
        return "no_amount" if self.written is None else "no_rate"


def unpriced_contracts(material: Material) -> list[UnpricedContract]:
    """Contracts signed in the period without an amount in the report's currency."""
    return material.prepared.once("unpriced-contracts", lambda ready: _unpriced(material, ready))


def _unpriced(material: Material, ready: Prepared) -> list[UnpricedContract]:
    table = material.table("contracts")
    if table is None:
        return []
    first, last = (pd.Timestamp(d) for d in (material.run.period.first, material.run.period.last))
    lacking = table["signed_date"].between(first, last) & table["amount"].isna()
    if not lacking.any():
        return []
    parts, alone = contract_parts(ready), contract_reps(ready)[lacking.to_numpy(dtype=bool)]
    found = []
    for row, own in zip(records(table[lacking]), alone, strict=True):
        shares = parts.get(row["contract_id"] or "", ((int(own), Fraction(1)),))
        found.append(
            UnpricedContract(
                contract_id=row["contract_id"],
                currency=row.get("currency"),
                written=row.get(UNCONVERTED),
                shares={str(ready.reps[code]): share for code, share in shares},
            )
        )
    return found


def lacking_amounts(material: Material, rep_id: str, values: dict[str, Quotient]) -> dict[str, str]:
    """Measures of a rep in the period that lack an amount, each with the reason.

    `no_rate`: a deal sold (of `new_contracts`: a contract signed) is in a currency
    without a rate for its month. `no_amount`: its amount is blank. Where both, the
    first. Bookings typed in Table 2 lack nothing.
    """
    found = {}
    sums = material.sums(rep_id, material.run.period)
    if sums["unpriced_deals"] and not _is_typed(values.get("bookings")):
        why = "no_rate" if sums["unrated_deals"] else "no_amount"
        found = {name: why for name, one in MEASURES.items() if one.numerator == "bookings"}
    return found | _of_contracts(material, {rep_id})


def lacking_sums(material: Material, rep_ids: list[str] | None, now: Quotients) -> dict[str, str]:
    """Sums of the period that lack an amount, so that they have no attainment, with reasons.

    `now`: every measure of these reps together. None: everybody.
    """
    why = now["completion"].why_null
    found = {"bookings": why} if why in UNPRICED else {}
    return found | _of_contracts(material, None if rep_ids is None else set(rep_ids))


def _of_contracts(material: Material, rep_ids: set[str] | None) -> dict[str, str]:
    mine = {
        one.why
        for one in unpriced_contracts(material)
        if rep_ids is None or rep_ids & one.shares.keys()
    }
    return {"new_contracts": "no_rate" if "no_rate" in mine else "no_amount"} if mine else {}


def _is_typed(figure: Quotient | None) -> bool:
    return figure is not None and figure.typed
