"""Closed deals of a run with the actions done on them, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from salesreport.measures.frames import Bools, Ints, text
from salesreport.report.material import Material
from salesreport.report.winloss.actionkinds import KINDS, DoneActions, done_actions
from salesreport.report.winloss.everyone import Everyone
from salesreport.report.winloss.histories import DealRows
from salesreport.winloss import Actions, ClosedDeals, size_bands
from salesreport.winloss.matching import INDUSTRY, SIZE, SOURCE

PRICED = 0.9
"""Share of both won and lost deals with an amount above 0 from which on size bands are told
apart; below, having an amount would tell the outcome."""


@dataclass(frozen=True, eq=False)
class ClosedRows:
    """Closed deals of a run, and where they and their actions stand.

    Attributes
    ----------
    deals : ClosedDeals
    actions : Actions
        Those of a kind.
    rows : DealRows
        The same deals, in the same order.
    place : array of int, shape (k,)
        Place among the deals of each entry of `done`; -1 of other deals.
    done : DoneActions or None
    words : dict of dimension to list
        Text of each code; None blank. Of `SIZE` none.
    recorded : array of bool, shape (deals,)
        Deals of which any action is on record, of a kind or not.
    """

    deals: ClosedDeals
    actions: Actions
    rows: DealRows
    place: Ints
    done: DoneActions | None
    words: dict[str, list[str | None]]
    recorded: Bools


def closed_rows(material: Material, everyone: Everyone, kept: Bools) -> ClosedRows | None:
    """Closed deals among those kept; None where there are none.

    Parameters
    ----------
    kept : array of bool, shape (deals,)
        Places in `everyone.rows`; open deals are passed over.
    """
    whole = everyone.rows.deals
    where = np.flatnonzero(kept & (whole.is_won | whole.is_lost))
    if not len(where):
        return None
    rows = everyone.rows.taken(where)
    segments, words = _segments(rows)
    deals = ClosedDeals(
        created=rows.deals.created, closed=rows.deals.closed, is_won=rows.deals.is_won,
        amount=rows.deals.amount, segments=segments, blanks=_blanks(segments, words),
    )  # fmt: skip
    done = done_actions(material)
    place = _places(rows, done)
    own = np.flatnonzero(place >= 0)
    kinds = np.zeros(0, dtype=np.int64) if done is None else done.kind[own]
    day = np.zeros(0, dtype=np.int64) if done is None else done.day[own]
    some = kinds >= 0
    actions = Actions(place[own][some], kinds[some], day[some], len(KINDS))
    recorded = np.zeros(deals.n, dtype=np.bool_)
    recorded[place[own]] = True
    return ClosedRows(deals, actions, rows, place, done, words, recorded)


def told_of(material: Material, everyone: Everyone, kept: Bools) -> tuple[ClosedRows | None, int]:
    """Closed deals kept of which any action is on record, and the number of the others.

    Of a deal without any action nobody knows what was done: that nothing is on record does
    not say that nothing was done.
    """
    rows = closed_rows(material, everyone, kept)
    if rows is None or rows.done is None or rows.recorded.all():
        return rows, 0
    whole = everyone.rows.deals
    where = np.flatnonzero(kept & (whole.is_won | whole.is_lost))
    some = np.zeros(len(kept), dtype=np.bool_)
    some[where[rows.recorded]] = True
    return closed_rows(material, everyone, some), int((~rows.recorded).sum())


def _places(rows: DealRows, done: DoneActions | None) -> Ints:
    if done is None:
        return np.zeros(0, dtype=np.int64)
    at = np.full(len(rows.frame), -1, dtype=np.int64)
    at[rows.row] = np.arange(len(rows.row))
    return at[done.opportunity]


def _blanks(segments: dict[str, Ints], words: dict[str, list[str | None]]) -> dict[str, int]:
    """The code of what is not recorded, by dimension."""
    found = {name: said.index(None) for name, said in words.items() if None in said}
    return {**found, **({SIZE: 0} if SIZE in segments else {})}


def _segments(rows: DealRows) -> tuple[dict[str, Ints], dict[str, list[str | None]]]:
    """Size band, industry and source where recorded, in the order in which they matter."""
    segments: dict[str, Ints] = {}
    words: dict[str, list[str | None]] = {}
    priced = rows.deals.amount > 0
    sides = [priced[side] for side in (rows.deals.is_won, rows.deals.is_lost) if side.any()]
    if all(side.mean() >= PRICED for side in sides):
        segments[SIZE] = size_bands(rows.deals.amount)
    for name in (INDUSTRY, SOURCE):
        column = text(rows.frame, name).iloc[rows.row]
        if column.notna().any():
            segments[name], words[name] = _coded(column)
    return segments, words


def _coded(column: pd.Series[str]) -> tuple[Ints, list[str | None]]:
    """Codes of texts in the order of the alphabet, blank last."""
    names: list[str | None] = [str(one) for one in sorted(column.dropna().unique())]
    number = {name: at for at, name in enumerate(names)}
    codes = column.map(number).fillna(len(names)).to_numpy(np.int64)
    return codes, [*names, None] if column.isna().any() else names
