"""Bookings that came from no lead of one's own: facts on record, kept out of causes and blame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from salesreport.attribution.leads import Bools, Ints
from salesreport.measures.booking import adjustments, bookings
from salesreport.measures.events import Events
from salesreport.money import minor_digits
from salesreport.periods import Period
from salesreport.report.material import Material
from salesreport.report.reasons.fits import Fit
from salesreport.report.reasons.leads import LeadRows
from salesreport.report.reasons.sides import Reader, Sides, in_cents, per_peer
from salesreport.retrospective.attributed import OutsideKind, Reference
from salesreport.statistics import Floats

KINDS: tuple[OutsideKind, ...] = ("adjustments", "shared_deals", "no_lead")
ROUNDING = 4
"""Minor units that rounding means may leave: no difference from the records."""

MadeOf = dict[OutsideKind, Fraction]


@dataclass(frozen=True, eq=False)
class Outside:
    """What a window's bookings hold beside the results of each rep's own leads.

    Attributes
    ----------
    amounts : dict of kind to array of int, shape (reps + 1,)
        In minor units, by place in `LeadRows.ids`, the last entry nobody's.
        `adjustments`: refunds, credit notes, write-offs; `shared_deals`: shares of deals
        that another rep's lead became; `no_lead`: deals that no lead on record became.
    records : DataFrame
        `rep` as above, `table`, `at` (row of the table), `day`; one row a record and rep.
    """

    amounts: Mapping[OutsideKind, Ints]
    records: pd.DataFrame


def outside_parts(
    reader: Reader, rows: LeadRows, fit: Fit, at: list[int], reference: Reference, sides: Sides
) -> MadeOf:
    """What of a gap is no result of the reader's own leads, in main units to the cent.

    Against last year less that of then, against the peers less theirs per head. `other` is
    what bookings differ by from the records: typed figures, deals credited to nobody.
    Parts that are 0 are left out.
    """
    window = _Window(reader, rows, at)
    found = window.parts(fit.window, fit.found.actual, sides.actual)
    if reference == "last_year" and fit.last_year is not None and fit.before is not None:
        then = window.parts(fit.last_year, fit.before.actual, sides.against)
        found = {kind: amount - then[kind] for kind, amount in found.items()}
    elif reference == "peers":
        others = window.of_peers(fit, sides.against)
        found = {kind: amount - others[kind] for kind, amount in found.items()}
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

    def of_peers(self, fit: Fit, mean: Fraction | None) -> MadeOf:
        """Of the peers, per head."""
        material, place = self.reader.material, self.at[0]
        found, scale = outside(material, self.rows, fit.window), self._scale

        def per_head(values: Floats) -> Fraction:
            return in_cents(float(per_peer(material, fit.window, values)[place]), self.currency)

        parts = {kind: per_head(found.amounts[kind][:-1] / scale) for kind in KINDS}
        rest = (mean or Fraction()) - per_head(fit.found.actual) - sum(parts.values(), Fraction())
        is_rounding = abs(rest) * scale <= ROUNDING
        return parts | {"other": Fraction() if is_rounding else rest}

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
    places = rows.places
    won, adjusted = bookings(material.prepared) or (), adjustments(material.prepared) or ()
    deals = [block for block in won if block.table == "opportunities"]
    found: list[tuple[OutsideKind, Events, Bools]] = [
        *(part for block in deals for part in _of_deals(block, rows, window)),
        *(("adjustments", block, block.inside(window)) for block in adjusted),
    ]
    amounts = {kind: np.zeros(len(rows.ids) + 1, dtype=np.int64) for kind in KINDS}
    frames = []
    for kind, block, inside in found:
        rep = places[block.rep[inside]]
        np.add.at(amounts[kind], rep, block.value[inside])
        frames.append(
            pd.DataFrame(
                {
                    "rep": rep % (len(rows.ids) + 1), "table": block.table,
                    "at": block.position[inside], "day": block.day[inside],
                }
            )
        )  # fmt: skip
    columns = ["rep", "table", "at", "day"]
    return Outside(amounts, pd.concat(frames) if frames else pd.DataFrame(columns=columns))


def _of_deals(
    block: Events, rows: LeadRows, window: Period
) -> list[tuple[OutsideKind, Events, Bools]]:
    """Shares of deals sold in a window that no lead of their own rep became."""
    lead_of = rows.rep_of_deal
    inside = block.inside(window)
    of = lead_of[block.position]
    return [
        ("no_lead", block, inside & (of < 0)),
        ("shared_deals", block, inside & (of >= 0) & (of != rows.places[block.rep])),
    ]
