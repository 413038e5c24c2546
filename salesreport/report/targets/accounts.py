"""Action sheets: each rep's key customers, planned contacts beside those that were made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from salesreport.measures.effort import contact_days
from salesreport.measures.frames import date_of, day_number
from salesreport.periods import Period
from salesreport.report.material import Material
from salesreport.report.targets.agreed import Agreed, Key
from salesreport.report.targetviews import ActionSheet, KeyCustomer
from salesreport.retrospective.records import records

Pair = tuple[str | None, str | None]
"""Rep id and customer."""

N_MONTHS = 3
"""Months of which contacts are counted: one alone says little of a rhythm."""
KEPT = Fraction(4, 5)
"""Part of the planned contacts from which on a rhythm counts as kept."""


def contact_months(material: Material) -> Period:
    """The last complete months up to the run's period, three of them."""
    months = [m for m in material.windows.months if m.last <= material.run.as_of]
    last = months[-1] if months else material.run.period
    return last.trailing(N_MONTHS)


def action_sheets(
    material: Material, rep_ids: Sequence[str], agreed: Mapping[Key, Agreed]
) -> list[ActionSheet]:
    """One sheet a rep, in their order; `agreed`: as filled in in the last version's workbook."""
    table, names = material.table("key_accounts"), material.names
    if table is None:
        return [
            ActionSheet(
                rep_id=i, name=names.get(i, i), why_null="no_table",
                **vars(agreed.get((i, ""), Agreed())),
            )
            for i in rep_ids
        ]  # fmt: skip
    span, deals = contact_months(material), _open_deals(material)
    actions = material.table("activities")
    done = None if actions is None else contact_days(actions)
    rows = records(table)
    found = []
    for rep_id in rep_ids:
        mine = [
            _customer(row, done, deals, span).model_copy(
                update=vars(agreed.get((rep_id, str(row["customer"])), Agreed()))
            )
            for row in rows
            if row["rep_id"] == rep_id
        ]
        found.append(
            ActionSheet(
                rep_id=rep_id,
                name=names.get(rep_id, rep_id),
                customers=mine,
                planned=_sum([one.planned for one in mine]),
                actual=_sum([_of_plan(one) for one in mine]),
                why_null=None if mine else "none",
                **vars(agreed.get((rep_id, ""), Agreed())),
            )
        )
    return found


def _customer(
    row: dict[str, Any],
    done: Mapping[Pair, list[int]] | None,
    deals: Mapping[Pair, list[float | None]],
    span: Period,
) -> KeyCustomer:
    customer = str(row["customer"])
    pair = (str(row["rep_id"]), customer)
    contacts = None if done is None else done.get(pair, [])
    stated = row.get("contacts_per_month")
    planned = None if stated is None else Fraction(stated)
    first, last = day_number(span.first), day_number(span.last)
    actual = None
    if contacts is not None:
        actual = Fraction(sum(first <= day <= last for day in contacts), span.n_months)
    amounts = deals.get(pair, [])
    return KeyCustomer(
        customer=customer,
        level=row.get("level"),
        planned=None if planned is None else float(planned),
        actual=None if actual is None else round(float(actual), 2),
        neglected=planned is not None and actual is not None and actual < KEPT * planned,
        last_contact=date_of(max(contacts)).isoformat() if contacts else None,
        n_open=len(amounts),
        open_amount=_sum(amounts),
        support=row.get("support"),
    )


def _of_plan(one: KeyCustomer) -> float | None:
    """Contacts made of those planned; None without a plan, or where none are known."""
    if one.planned is None or one.actual is None:
        return None
    return min(one.planned, one.actual)


def _open_deals(material: Material) -> dict[Pair, list[float | None]]:
    """Amounts of open deals by rep and customer; None where one is not known."""
    deals = material.deals
    still = deals[~deals["stage"].isin(["won", "lost"])]
    found: dict[Pair, list[float | None]] = {}
    for rep_id, customer, amount in zip(
        still["credited_to"], still["customer"], still["credited"], strict=True
    ):
        known = None if pd.isna(amount) else float(material.major(int(amount)))
        found.setdefault((str(rep_id), str(customer)), []).append(known)
    return found


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known), 2) if known else None
