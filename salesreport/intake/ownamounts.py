"""What debts and cash were stated in, kept beside what they are in the report's currency."""

from __future__ import annotations

import numpy as np

from salesreport.cells import Coded
from salesreport.intake.draft import Draft
from salesreport.records.owncurrency import OWN_AMOUNT, OWN_CURRENCY

SETTLED = ("payment_plan", "invoices", "payments", "allocations")
"""Tables whose rows are set off against each other, in their own currency where they can be."""


def keep_own(draft: Draft, name: str, amounts: Coded, codes: Coded, currency: str) -> None:
    """Keep amounts as stated, with their currency, where they were converted.

    `amounts`: cells of the column before, `codes`: currency of each row.
    """
    if draft.table.name not in SETTLED or name != "amount":
        return
    foreign = codes.where(lambda code: code not in (None, currency))
    foreign &= ~draft.cells[name].missing()
    if not np.any(foreign):
        return
    none = Coded.repeated(None, len(draft))
    stated = amounts.map(lambda amount: amount and f"{amount.value:f}")
    draft.extras[OWN_AMOUNT] = none.replaced(foreign, stated)
    draft.extras[OWN_CURRENCY] = none.replaced(foreign, codes)
