"""Bookings that came from no lead of one's own: facts on record, kept out of causes and blame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from salesreport.attribution.leads import Bools, Ints
from salesreport.measures.booking import adjustments, bookings
from salesreport.money import minor_digits
from salesreport.periods import Period
from salesreport.report.material import Material
from salesreport.report.reasons.fits import Fit
from salesreport.report.reasons.leads import LeadRows
from salesreport.report.reasons.sides import Reader, Sides, in_cents
from salesreport.retrospective.attributed import OutsideKind, Reference
from salesreport.statistics import Floats

KINDS: tuple[OutsideKind, ...] = ("adjustments", "shared_deals", "no_lead")

MadeOf = dict[OutsideKind, Fraction]


@dataclass(frozen=True, eq=False)
class Outside:
    """What a window's bookings hold beside the results of each rep's own leads.

    Attributes
    ----------
    amounts : dict of kind to array of int, shape (reps + 1,)
        In minor units, by place in `LeadRows.ids`, the last entry nobody's.
        `adjustments`: refunds, credit notes, write-offs; `shared_deals`: shares of deals
        that another rep's lead became, less those given away of deals of own leads;
        `no_lead`: deals that no lead on record became.
    records : DataFrame
        `rep` as above, `table`, `at` (row of the table), `day`; one row a record and rep.
    """

    amounts: Mapping[OutsideKind, Ints]
    records: pd.DataFrame


def outside_parts(
    reader: Reader, rows: LeadRows, fit: Fit, at: list[int], reference: Reference, sides: Sides
) -> MadeOf:
    """What of a gap is no result of the reader's own leads, in main units to the cent.

    Against last year less that of then; against the peers only one's own, since theirs may
    be of a single one of them. `other` is what bookings differ by from the records, as
    typed figures do. Parts that are 0 are left out.
    """
    window = _Window(reader, rows, at)
    found = window.parts(fit.window, fit.found.actual, sides.actual)
    if reference == "last_year" and fit.last_year is not None and fit.before is not None:
        then = window.parts(fit.last_year, fit.before.actual, sides.against)
        found = {kind: amount - then[kind] for kind, amount in found.items()}
    return {kind: amount for kind, amount in found.items() if amount}


@dataclass(frozen=True, eq=False)
class _Window:
    reader: Reader
    rows: LeadRows
    at: list[int]

    @property
    def currency(self) -> str:
        return self.reader.material.run.currency

    def parts(self, window: Period, of_leads: Floats, actual: Fraction | None) -> MadeOf:
        """Of one window, of a team as a whole with what is nobody's."""
        found, scale = outside(self.reader.material, self.rows, window), self._scale
        whose = [*self.at, *([-1] if self.reader.rep_ids is None else [])]
        parts = {kind: Fraction(int(found.amounts[kind][whose].sum()), scale) for kind in KINDS}
        known = sum(
            (in_cents(one, self.currency) for one in of_leads[self.at].tolist()), Fraction()
        )
        return parts | {"other": (actual or Fraction()) - known - sum(parts.values(), Fraction())}

    @property
    def _scale(self) -> int:
        return int(10 ** minor_digits(self.currency))


def outside(material: Material, rows: LeadRows, window: Period) -> Outside:
    """Bookings of a window that are no result of the leads they are held against.

    With the amounts of the leads won in the window they add up to each rep's bookings, as
    these are computed from the records.
    """
    key = f"reason-outside:{window.label}"
    return material.prepared.once(key, lambda _: _outside(material, rows, window))


def _outside(material: Material, rows: LeadRows, window: Period) -> Outside:
    parts = [
        *_of_deals(material, rows, window),
        *(
            _Part("adjustments", block.table, rows.places[block.rep[inside]],
                  block.position[inside], block.day[inside], block.value[inside])
            for block in adjustments(material.prepared) or ()
            for inside in [block.inside(window)]
        ),
    ]  # fmt: skip
    amounts = {kind: np.zeros(len(rows.ids) + 1, dtype=np.int64) for kind in KINDS}
    for part in parts:
        np.add.at(amounts[part.kind], part.rep, part.value)
    columns = ["rep", "table", "at", "day"]
    frames = [part.records(len(rows.ids) + 1) for part in parts]
    return Outside(amounts, pd.concat(frames) if frames else pd.DataFrame(columns=columns))


@dataclass(frozen=True, eq=False)
class _Part:
    """Amounts of one kind: place of the rep (-1: nobody), row of the table, day, value."""

    kind: OutsideKind
    table: str
    rep: Ints
    at: Ints
    day: Ints
    value: Ints

    def records(self, n_places: int) -> pd.DataFrame:
        rep = self.rep % n_places
        return pd.DataFrame({"rep": rep, "table": self.table, "at": self.at, "day": self.day})


def _of_deals(material: Material, rows: LeadRows, window: Period) -> list[_Part]:
    """Deals sold in a window without a lead, and shares of others' and of own leads' deals."""
    found = []
    for block in bookings(material.prepared) or ():
        if block.table != "opportunities":
            continue
        inside = block.inside(window)
        rep, at = rows.places[block.rep[inside]], block.position[inside]
        day, value, owner = block.day[inside], block.value[inside], rows.rep_of_deal[at]
        shared = (owner >= 0) & (owner != rep)
        parts: list[tuple[OutsideKind, Ints, Bools, int]] = [
            ("no_lead", rep, owner < 0, 1),
            ("shared_deals", rep, shared, 1),
            ("shared_deals", owner, shared, -1),
        ]
        for kind, whose, chosen, sign in parts:
            values = (whose[chosen], at[chosen], day[chosen], sign * value[chosen])
            found.append(_Part(kind, block.table, *values))
    return found
