"""What a rep's territory or industries could bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from salesreport.measures.frames import text
from salesreport.periods import Period
from salesreport.report.material import Material
from salesreport.retrospective.records import records

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Presence:
    """Who is there when.

    Attributes
    ----------
    months : sequence of Fraction
        What each month of the plan usually brings, of 1.
    there : mapping of rep id to sequence of Fraction
        Part of each month there.
    """

    months: Sequence[Fraction]
    there: Mapping[str, Sequence[Fraction]]

    def time(self, rep_id: str) -> Fraction:
        """Part of the plan's period there."""
        pairs = zip(self.months, self.there[rep_id], strict=True)
        return sum((share * part for share, part in pairs), ZERO)


@dataclass(frozen=True)
class Potential:
    """Potential at a full person's pace by rep, and which figure it is; none: empty."""

    source: str | None
    by_rep: Mapping[str, Fraction]


def potential(
    material: Material, rep_ids: Sequence[str], presence: Presence, year: Period
) -> Potential:
    """Market potential by territory or industry, else leads of the territory.

    A territory's is shared month by month by those who are there, each by the days; no
    more than once for one who is there alone for a part of it.

    Parameters
    ----------
    material : Material
    rep_ids : sequence of str
        Who takes part.
    presence : Presence
        Of each of them.
    year : Period
        Months of which leads count.
    """
    market = _market(material)
    territory = {i: _territory(material, i) for i in rep_ids}
    found = _shared(market.get("territory", {}), territory, presence)
    if found:
        return Potential("market_territory", found)
    found = _by_industry(material, rep_ids, market.get("industry", {}), year)
    if found:
        return Potential("market_industry", found)
    found = _shared(_leads(material, territory, year), territory, presence)
    return Potential("leads_territory" if found else None, found)


def _territory(material: Material, rep_id: str) -> str | None:
    value = material.reps[rep_id].get("territory")
    return None if value is None else str(value)


def _shared(
    by_segment: Mapping[str, Fraction], territory: Mapping[str, str | None], presence: Presence
) -> dict[str, Fraction]:
    """A segment's potential by head of those who are there; empty where no rep's is known.

    P / t_i · Σ_m s_m d_im / max(1, Σ_j d_jm): s the months' shares, d days there, t the time.
    """
    heads: dict[str, list[Fraction]] = {}
    for rep_id, segment in territory.items():
        if segment is not None and segment in by_segment:
            before = heads.get(segment, [ZERO] * len(presence.months))
            there = zip(before, presence.there[rep_id], strict=True)
            heads[segment] = [whole + part for whole, part in there]
    found = {}
    for rep_id, segment in territory.items():
        time = presence.time(rep_id)
        if segment not in heads or not time:
            continue
        rows = zip(presence.months, presence.there[rep_id], heads[segment], strict=True)
        own = sum((share * part / max(ONE, whole) for share, part, whole in rows), ZERO)
        found[rep_id] = by_segment[segment] * own / time
    return found


def _market(material: Material) -> dict[str, dict[str, Fraction]]:
    """Latest known potential by dimension and segment, above 0."""
    table = material.table("market")
    if table is None:
        return {}
    rows = table[table["potential"].notna() & (table["period"].astype("str") <= _last(material))]
    found: dict[str, dict[str, Fraction]] = {}
    for row in records(rows.sort_values("period", kind="stable")):
        value = Fraction(row["potential"])
        if value > 0 and row["segment"] is not None:
            found.setdefault(str(row["dimension"]), {})[str(row["segment"])] = value
    return found


def _last(material: Material) -> str:
    return f"{material.run.as_of:%Y-%m}~"


def _leads(
    material: Material, territory: Mapping[str, str | None], year: Period
) -> dict[str, Fraction]:
    """Leads of a year by territory: the lead's own, else that of its rep."""
    table = material.table("leads")
    if table is None:
        return {}
    day = table["assigned_date"]
    rows = table[day.between(pd.Timestamp(year.first), pd.Timestamp(year.last))]
    own = text(rows, "territory")
    known = text(rows, "rep_id").map(territory)
    counts = own.where(own.notna(), known).dropna().value_counts()
    return {str(segment): Fraction(int(n)) for segment, n in counts.items()}


def _by_industry(
    material: Material, rep_ids: Sequence[str], potentials: Mapping[str, Fraction], year: Period
) -> dict[str, Fraction]:
    """Each industry's potential by each rep's part of its leads."""
    table = material.table("leads")
    if table is None or not potentials:
        return {}
    day = table["assigned_date"]
    rows = table[day.between(pd.Timestamp(year.first), pd.Timestamp(year.last))]
    rep, industry = text(rows, "rep_id"), text(rows, "industry")
    known = rep.notna() & industry.notna()
    pairs = list(zip(rep[known], industry[known], strict=True))
    counts, wholes = Counter(pairs), Counter(segment for _, segment in pairs)
    found: dict[str, Fraction] = {}
    for rep_id in rep_ids:
        total = sum(
            (
                value * Fraction(counts[rep_id, segment], wholes[segment])
                for segment, value in potentials.items()
                if wholes[segment]
            ),
            ZERO,
        )
        if total:
            found[rep_id] = total
    return found
