"""Who a deal is credited to: credits, else the owner at the time, else its rep."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from salesreport.measures.events import Events
from salesreport.measures.frames import (
    NO_DAY,
    Bools,
    Ints,
    Texts,
    among,
    day_number,
    days,
    fractions,
    given,
    looked_up,
    places,
    text,
)
from salesreport.measures.known import CLOSED, OPEN
from salesreport.measures.prepared import Prepared
from salesreport.measures.recognition import awaited, deal_amounts, sale_days
from salesreport.money import shared


@dataclass(frozen=True, eq=False)
class Deals:
    """Opportunities as arrays, one entry each.

    `customer` is a code, the deal's own where it is blank (`named` is false);
    `order` sorts deals by id. `sale` is the day a won deal counts as sold, and
    `amount` is with or without tax, as the policy recognises them; `taxed`
    deals have theirs with a tax that should be off it and is not known.
    """

    frame: pd.DataFrame
    stage: pd.Series[str]
    created: Ints
    close: Ints
    sale: Ints
    expected: Ints
    amount: Ints
    priced: Bools
    taxed: Bools
    customer: Ints
    named: Bools
    order: Ints

    def is_stage(self, *stages: str) -> Bools:
        """Whether the stage as known is one of these."""
        return among(self.stage, *stages)

    @property
    def is_won(self) -> Bools:
        """Won, on a known day."""
        found: Bools = self.is_stage("won") & (self.close != NO_DAY)
        return found

    @property
    def is_sold(self) -> Bools:
        """Won and recognised, on a known day."""
        found: Bools = self.sale != NO_DAY
        return found

    @property
    def is_lost(self) -> Bools:
        """Lost, on a known day."""
        found: Bools = self.is_stage("lost") & (self.close != NO_DAY)
        return found

    @property
    def is_open(self) -> Bools:
        """Neither won nor lost."""
        return self.is_stage(*OPEN)


@dataclass(frozen=True, eq=False)
class Credits:
    """One entry per deal and credited rep; `principal` has the largest share.

    `stated`: the share comes from `credits`.
    """

    position: Ints
    rep: Ints
    amount: Ints
    share: npt.NDArray[Any]
    principal: Bools
    stated: Bools


def deals(prepared: Prepared) -> Deals | None:
    """Opportunities as arrays; None without the table."""
    return prepared.once("deals", _deals)


def credits(prepared: Prepared) -> Credits | None:
    """Every deal with the reps it is credited to; None without opportunities.

    Credit order: `credits` > owner at the close date (open deals: at `as_of`) >
    `opportunities.rep_id`. Shares of the amount are whole minor units that add
    up to it exactly; ties go to the rep listed first. Shares that do not sum to
    1 are taken in proportion.
    """
    return prepared.once("credits", _credits)


def owners(prepared: Prepared, found: Deals, moment: Ints) -> Ints:
    """Code of the rep who owned each deal on its day.

    The owner of the opportunity, else of the customer, from the latest
    `from_date` not after the day; else the opportunity's own rep.
    """
    code = prepared.reps_of(found.frame)
    for key in ("customer", "opportunity_id"):
        owner = held(prepared, key, text(found.frame, key), moment)
        code = np.where(owner >= 0, owner, code)
    return code


def held(prepared: Prepared, key: str, asked: Texts, moment: Ints) -> Ints:
    """Code of the owner of each customer or deal on its day; -1 where nobody is on record.

    Two owners of the same from the same day are no record: neither is used.
    """
    table = prepared.table("owners")
    if table is None or table.empty:
        return np.full(len(asked), -1, dtype=np.int64)
    record = pd.DataFrame(
        {
            "key": text(table, key).to_numpy(),
            "day": days(table, "from_date"),
            "rep": prepared.reps_of(table),
        }
    )
    record = record[record["key"].notna()].drop_duplicates()
    record = record[~record.duplicated(["key", "day"], keep=False)]
    return _latest(asked, moment, record.sort_values("day", kind="stable"))


def credited_deals(prepared: Prepared) -> pd.DataFrame:
    """Opportunities with the reps they count for, one row per deal and rep.

    All columns of `opportunities` as known, then `credited_to` (rep id, missing
    when unassigned), `credited` (Int64 minor units; missing where the amount is, or
    its tax is not known), `share` (exact fraction, 0-1), `principal` (the one rep
    whose won or lost count it is), `sale_date` (the day it counts as sold; missing
    where it does not) and `awaits` (what a sale waits for by the policy; missing
    where the close date is enough). A deal credited away from its own rep has one
    more row for that rep with share 0, so that it can be listed as not counted.
    Empty without opportunities.
    """
    found, owned = deals(prepared), credits(prepared)
    if found is None or owned is None:
        return pd.DataFrame()
    own = prepared.reps_of(found.frame)
    unassigned = len(prepared.reps) - 1
    mine = owned.rep == own[owned.position]
    kept = np.zeros(len(own), dtype=np.bool_)
    kept[owned.position[mine]] = True
    away = np.flatnonzero(~kept & (own != unassigned))
    position = np.concatenate([owned.position, away])
    rows = found.frame.iloc[position].reset_index(drop=True)
    rep = np.concatenate([owned.rep, own[away]])
    amount = np.concatenate([owned.amount, np.zeros(len(away), dtype=np.int64)])
    ids = pd.Series(prepared.reps[rep].to_numpy(), dtype="str")
    rows["credited_to"] = ids.mask(rep == unassigned)
    rows["credited"] = pd.array(amount, dtype="Int64")
    rows.loc[~found.priced[position], "credited"] = pd.NA
    rows["share"] = np.concatenate([owned.share, _ones(len(away), Fraction(0))])
    rows["principal"] = np.concatenate([owned.principal, np.zeros(len(away), dtype=np.bool_)])
    sold = np.where(found.is_sold, found.sale, 0).astype("datetime64[D]").astype("datetime64[us]")
    rows["sale_date"] = pd.Series(sold[position]).mask(~found.is_sold[position])
    rows["awaits"] = pd.Series(awaited(prepared), rows.index, dtype="str")
    order = np.lexsort((~rows["principal"].to_numpy(), position))
    return rows.iloc[order].reset_index(drop=True)


def _deals(prepared: Prepared) -> Deals | None:
    frame = prepared.table("opportunities")
    if frame is None:
        return None
    customer, ids = text(frame, "customer"), text(frame, "opportunity_id")
    place = pd.Series(np.arange(len(frame)), index=frame.index).astype("str")
    own = ("\x00" + ids).where(ids.notna(), "\x01" + place)
    codes, _ = pd.factorize(customer.where(customer.notna(), own), sort=True)
    order, _ = pd.factorize(own, sort=True)
    amount, priced, taxed = deal_amounts(prepared, frame)
    stage, close = text(frame, "stage"), days(frame, "close_date")
    return Deals(
        frame=frame,
        stage=stage,
        created=days(frame, "created_date"),
        close=close,
        sale=sale_days(prepared, frame, np.where(among(stage, "won"), close, NO_DAY)),
        expected=days(frame, "expected_close_date"),
        amount=amount,
        priced=priced,
        taxed=taxed,
        customer=codes.astype(np.int64),
        named=given(customer),
        order=order.astype(np.int64),
    )


def _credits(prepared: Prepared) -> Credits | None:
    found = deals(prepared)
    if found is None:
        return None
    closed = found.is_stage(*CLOSED) & (found.close != NO_DAY)
    owner = owners(prepared, found, np.where(closed, found.close, day_number(prepared.as_of)))
    split = _split(prepared, found)
    alone = np.setdiff1d(np.arange(len(found.frame)), split.position)
    return Credits(
        position=np.concatenate([alone, split.position]),
        rep=np.concatenate([owner[alone], split.rep]),
        amount=np.concatenate([found.amount[alone], split.amount]),
        share=np.concatenate([_ones(len(alone), Fraction(1)), split.share]),
        principal=np.concatenate([np.ones(len(alone), dtype=np.bool_), split.principal]),
        stated=np.concatenate([np.zeros(len(alone), dtype=np.bool_), split.stated]),
    )


def _split(prepared: Prepared, found: Deals) -> Credits:
    """Credits of the deals that have rows in `credits`."""
    rows: dict[int, dict[int, Fraction]] = {}
    table = prepared.table("credits")
    if table is not None and len(table):
        ids = text(found.frame, "opportunity_id")
        at = looked_up(text(table, "opportunity_id"), places(ids))
        parts = zip(at, prepared.reps_of(table), fractions(table, "share"), strict=True)
        for place, rep, share in parts:
            if place >= 0 and share is not None and share > 0:
                rows.setdefault(int(place), {})[int(rep)] = share
    entries: list[tuple[int, int, int, Fraction, bool]] = []
    for place, of in sorted(rows.items()):
        reps = sorted(of)
        whole_share = sum(of.values(), Fraction(0))
        amounts = shared(int(found.amount[place]), [of[rep] for rep in reps])
        main = max(reps, key=lambda rep: (of[rep], -rep))
        entries += [
            (place, rep, amount, of[rep] / whole_share, rep == main)
            for rep, amount in zip(reps, amounts, strict=True)
        ]
    columns = list(zip(*entries, strict=True)) if entries else [()] * 5
    exact = np.empty(len(entries), dtype=object)
    exact[:] = columns[3]
    return Credits(
        position=np.array(columns[0], dtype=np.int64),
        rep=np.array(columns[1], dtype=np.int64),
        amount=np.array(columns[2], dtype=np.int64),
        share=exact,
        principal=np.array(columns[4], dtype=np.bool_),
        stated=np.ones(len(entries), dtype=np.bool_),
    )


def _ones(size: int, value: Fraction) -> npt.NDArray[Any]:
    filled = np.empty(size, dtype=object)
    filled[:] = [value] * size
    return filled


def _latest(keys: Texts, moment: Ints, record: pd.DataFrame) -> Ints:
    asked = pd.DataFrame({"key": keys.to_numpy(), "day": moment, "at": np.arange(len(keys))})
    asked = asked[given(keys)].sort_values("day", kind="stable")
    owner = np.full(len(keys), -1, dtype=np.int64)
    if record.empty or asked.empty:
        return owner
    found = pd.merge_asof(asked, record.astype({"key": asked["key"].dtype}), on="day", by="key")
    owner[found["at"].to_numpy()] = found["rep"].fillna(-1).to_numpy().astype(np.int64)
    return owner


def credited_events(
    found: Deals,
    given: Credits,
    *,
    day: Ints,
    where: Bools,
    value: Ints | int = 1,
    **limits: Ints,
) -> tuple[Events, ...]:
    """Events of deals by credited rep: `day` and limits by deal, the rest by credit."""
    at = given.position
    return (
        Events.of(
            "opportunities",
            found.frame,
            position=at,
            rep=given.rep,
            day=day[at],
            value=value,
            where=where,
            **{name: limit[at] for name, limit in limits.items()},
        ),
    )
