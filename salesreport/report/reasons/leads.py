"""Leads of a run as the attribution needs them: arrays over leads, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from salesreport.attribution.leads import NEVER, Bools, Ints, Leads
from salesreport.measures.deals import deals
from salesreport.measures.frames import NO_DAY, day_number, text
from salesreport.measures.lateness import (
    due_follow_ups,
    follow_up_late,
    response_late,
    response_wait,
)
from salesreport.measures.leadwins import (
    Base,
    LeadWins,
    lead_wins,
    linked_share,
    sales_without_lead,
)
from salesreport.report.material import Material
from salesreport.report.peers import Peers
from salesreport.statistics import Floats

HISTORY_MONTHS = 36
"""Months before the period whose leads are looked at."""

FEWEST_LINKED = 0.9
"""Share of the amounts won that must come from leads on record for these to be the base."""

SEGMENTS = ("industry", "territory", "source")
MOST_KINDS = 240
"""Kinds of leads by all segments together, at most: the smallest segments go together."""
OTHERS = 3
"""Reps beside its largest one who must share a segment for it to be told apart."""
OTHERS_SHARE = 0.7
"""In a small team: this share of the others."""


@dataclass(frozen=True, eq=False)
class LeadRows:
    """Leads of a run with where they stand in the tables.

    Attributes
    ----------
    leads : Leads
        For the rates: bands of leads that came to nothing filled, see `_as_neighbours`.
    recorded : Leads
        The same with bands as on record only.
    wins : LeadWins
    row : array of int, shape (n,)
        Place of each lead in `wins`.
    ids : list of str
        Rep id of each place in `leads.roles`.
    items : DataFrame
        Follow-ups as `due_follow_ups`, `lead` a place in `wins`.
    waited : array of float
        Working days to the first response, by place in `wins`.
    words : dict of dimension to list
        Segment of each code; None for blank, "" for all smaller ones.
    linked : float or None
        Share of the amounts won that came from leads on record.
    sales_rep, sales_day : arrays of int
        Place among `ids` (-1: none of them) and day of each sale without a lead.
    places : array of int
        Place among `ids` of each rep code; -1: none of them.
    n_deals : int
        Rows of opportunities that `wins` refers to.
    """

    leads: Leads
    recorded: Leads
    wins: LeadWins
    row: Ints
    ids: list[str]
    items: pd.DataFrame
    waited: Floats
    words: dict[str, list[str | None]]
    linked: float | None
    sales_rep: Ints
    sales_day: Ints
    places: Ints
    n_deals: int

    @cached_property
    def rep_of_deal(self) -> Ints:
        """Whose lead became each deal won, a place among `ids`; -1 where no lead did."""
        found = np.full(self.n_deals, -1, dtype=np.int64)
        won = self.wins.won[self.row]
        found[won[won >= 0]] = self.leads.rep[won >= 0]
        return found

    def sales_without_lead(self, first: int, last: int) -> Floats:
        """Sales of some days that no lead was made won by, shape (reps,)."""
        inside = (self.sales_day >= first) & (self.sales_day <= last) & (self.sales_rep >= 0)
        found = np.bincount(self.sales_rep[inside], minlength=len(self.ids))
        return found.astype(np.float64)

    @property
    def base(self) -> Base:
        """What stands for leads."""
        return self.wins.table


def lead_rows(material: Material) -> LeadRows | None:
    """Leads of a run; None where neither leads nor opportunities are there, or no row is.

    Leads are the base where at least `FEWEST_LINKED` of what was won came from them, else
    the opportunities created.
    """
    return material.prepared.once("reason-leads", lambda _: _lead_rows(material))


def _lead_rows(material: Material) -> LeadRows | None:
    ready, run = material.prepared, material.run
    since = day_number(run.period.trailing(HISTORY_MONTHS + run.period.n_months).first)
    wins, linked = _base(material, since)
    if wins is None:
        return None
    places = _places(material)
    codes = places[wins.rep]
    until = day_number(run.as_of)
    kept = (codes >= 0) & (wins.assigned >= since) & (wins.assigned <= until)
    row = np.flatnonzero(kept)
    if not len(row):
        return None
    sellers, sales_day = sales_without_lead(ready, wins.won[row])
    found = deals(ready)
    items = due_follow_ups(ready, wins)
    waited = response_wait(wins, run.workdays)
    bands = {
        "follow_up": follow_up_late(items, len(wins.rep))[row],
        "response": response_late(waited)[row],
    }
    recorded, words = _arrays(material, wins, row, codes[row], until)
    recorded = replace(
        recorded, bands={name: band for name, band in bands.items() if not np.isnan(band).all()}
    )
    has_deal = wins.deal[row] >= 0
    filled = {
        name: _as_neighbours(band, recorded, has_deal) for name, band in recorded.bands.items()
    }
    return LeadRows(
        leads=replace(recorded, bands=filled), recorded=recorded, wins=wins, row=row,
        ids=list(material.reps), items=items, waited=waited, words=words, linked=linked,
        sales_rep=places[sellers], sales_day=sales_day,
        places=places, n_deals=0 if found is None else len(found.frame),
    )  # fmt: skip


def _base(material: Material, since: int) -> tuple[LeadWins | None, float | None]:
    """Leads or what stands for them, and the share of what was won that came from leads."""
    ready = material.prepared
    linked = linked_share(ready, since)
    if linked is None or linked >= FEWEST_LINKED:
        wins = lead_wins(ready, "leads")
        if wins is not None:
            return wins, linked
    return lead_wins(ready, "opportunities"), linked


def _arrays(
    material: Material, wins: LeadWins, row: Ints, rep: Ints, until: int
) -> tuple[Leads, dict[str, list[str | None]]]:
    """Leads without bands, and the segments behind their codes."""
    sold = wins.sold[row]
    is_won = (sold != NO_DAY) & (sold <= until)
    columns = {name: _words(material, wins, row, name) for name in SEGMENTS}
    apart = _within_kinds({name: _told_apart(one, rep) for name, one in columns.items()})
    there = {name: _codes(columns[name], words) for name, words in apart.items() if words}
    leads = Leads(
        rep=rep,
        assigned=wins.assigned[row],
        won=np.where(is_won, sold, NEVER),
        amount=np.where(is_won, wins.amount[row] * float(material.major(1)), 0.0),
        segments={name: codes for name, (codes, _) in there.items()},
        bands={},
        roles=_roles(material),
        until=until,
    )
    return leads, {name: words for name, (_, words) in there.items()}


def _places(material: Material) -> Ints:
    """Place among the reps of each rep code; -1 for records of nobody."""
    place = {rep_id: at for at, rep_id in enumerate(material.reps)}
    return np.array([place.get(str(i), -1) for i in material.prepared.reps], dtype=np.int64)


def _roles(material: Material) -> Ints:
    """Role of each rep as a code; those who were not there in the period are one of their own.

    Their leads tell what leads are worth, and nobody is held against them.
    """
    present = Peers.of(material).presence
    named = [
        f"1{material.role(i) or ''}" if i in present else "2" for i in material.reps
    ]  # a word sorts before those who are gone
    codes, _ = pd.factorize(np.array(named, dtype=object), sort=True)
    return codes.astype(np.int64)


def _words(material: Material, wins: LeadWins, row: Ints, name: str) -> pd.Series:
    """Segment of each lead, where blank that of its deal."""
    own = text(wins.frame, name).to_numpy(dtype=object)[row]
    found, deal = deals(material.prepared), wins.deal[row]
    if found is not None and len(found.frame) and wins.table != "opportunities":
        through = text(found.frame, name).to_numpy(dtype=object)[deal]
        own = np.where(pd.isna(own) & (deal >= 0), through, own)
    return pd.Series(own, dtype=object)


def _codes(column: pd.Series, apart: list[str]) -> tuple[Ints, list[str | None]]:
    """Codes of a segment, the largest first, then all smaller ones as one, then blank."""
    is_rest = column.notna() & ~column.isin(apart)
    words: list[str | None] = [*apart, *([""] if is_rest.any() else [])]
    rest = len(words) - 1
    words += [None] if column.isna().any() else []
    number = {word: at for at, word in enumerate(apart)}
    codes = column.map(number).fillna(len(words) - 1).mask(is_rest, rest)
    return np.asarray(codes.to_numpy(), dtype=np.int64), words


def _within_kinds(apart: dict[str, list[str]]) -> dict[str, list[str]]:
    """The same without the smallest segments, so that kinds of leads are not too many."""
    kept = {name: list(words) for name, words in apart.items()}
    while np.prod([len(words) + 1 for words in kept.values()]) > MOST_KINDS:
        max(kept.values(), key=len).pop()
    return kept


def _told_apart(column: pd.Series, rep: Ints) -> list[str]:
    """Segments whose rates are not those of one or two people, the largest first.

    Without its largest rep a segment needs (Σn)² / Σn² >= `OTHERS` reps, of n leads each,
    in a small team `OTHERS_SHARE` of the others. Where fewer work in it, what the segment
    does and what they do cannot be told apart, and its rate would be a colleague's.
    """
    if column.isna().all():
        return []
    counts = pd.crosstab(column, rep).sort_index()
    leads = np.sort(counts.to_numpy(np.float64), axis=1)[:, :-1]
    squares = np.square(leads).sum(axis=1)
    n = np.divide(leads.sum(axis=1) ** 2, squares, out=np.zeros(len(leads)), where=squares > 0)
    shared = counts[n >= min(OTHERS, OTHERS_SHARE * (counts.shape[1] - 1))]
    size = shared.sum(axis=1).sort_values(ascending=False, kind="stable")
    return [str(word) for word in size.index]


def _as_neighbours(band: Floats, leads: Leads, has_deal: Bools) -> Floats:
    """Bands with that of the nearest lead where a lead came to nothing and has no record.

    Follow-ups are recorded of deals. A lead that never became one has no record because
    nothing came of it, and its rate left beside those on record would distort what
    lateness costs. It takes the record, or the lack of one, of the same rep's lead that
    became a deal and was assigned on the nearest day, the earlier of two.
    """
    order = np.lexsort((leads.assigned, leads.rep))
    rep, day = leads.rep[order], leads.assigned[order]
    donors = np.flatnonzero(has_deal[order])
    needy = np.flatnonzero(~has_deal[order] & np.isnan(band[order]))
    if not len(donors) or not len(needy):
        return band
    after = np.searchsorted(donors, needy)
    sides = []
    for at in (after - 1, after):
        inside = (at >= 0) & (at < len(donors))
        donor = donors[np.clip(at, 0, len(donors) - 1)]
        same = inside & (rep[donor] == rep[needy])
        sides.append((donor, np.where(same, np.abs(day[donor] - day[needy]), NEVER)))
    (before, far_before), (later, far_later) = sides
    chosen = np.where(far_before <= far_later, before, later)
    has = np.minimum(far_before, far_later) < NEVER
    filled = band.copy()
    filled[order[needy[has]]] = band[order[chosen[has]]]
    return filled
