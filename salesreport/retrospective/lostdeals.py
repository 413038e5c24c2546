"""Recorded reasons of lost deals: shares, sources, disagreements, rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import isnan
from typing import Any

import pandas as pd

from salesreport.lexicon import Lexicon, folded
from salesreport.money import to_major
from salesreport.retrospective.lostparts import (
    Disagreement,
    LossGroup,
    LostDeals,
    Quote,
    ReasonShare,
)
from salesreport.retrospective.lostreasons import (
    NO_DECISION,
    NOT_RECORDED,
    REMARK,
    UNMATCHED,
    Reading,
    effective_number,
    fractional_counts,
    reading,
    share_interval,
    weighted_counts,
)
from salesreport.retrospective.records import records, source
from salesreport.statistics import Interval, exact_parts
from salesreport.tables.pipeline import OPEN_STAGES

N_ROWS = 20
N_QUOTES = 3
CHECKED = ("customer_interview", "manager_check")
"""Sources of a reason that are more than the seller's own word."""

QUOTED = 40
"""Characters of a remark shown on each side of the words that were matched."""


@dataclass(frozen=True)
class _Lost:
    """One lost deal: its record, its reading, its amount in minor units if known."""

    record: dict[str, Any]
    reading: Reading
    amount: int | None

    @property
    def value(self) -> int:
        """Amount that value shares are made of; an unknown or negative one is none."""
        return max(self.amount or 0, 0)


def lost_deals(
    lost: pd.DataFrame, lexicon: Lexicon, *, currency: str, per_rep: bool = True
) -> LostDeals:
    """Recorded reasons of lost deals by count and value.

    Parameters
    ----------
    lost : DataFrame, one row per lost deal and rep
        `opportunity_id`; where there: `lost_reason`, `lost_detail`, `competitor`,
        `reason_source`, `industry`, `lost_stage`, `credited` or `amount`
        (minor units), `credited_to` or `rep_id`, `principal`, source columns. A deal in
        several rows counts once, with the words of the row of its principal rep and the
        sum of `credited`; one whose principal rep has no row here does not count, as in
        every other count of deals lost.
    lexicon : Lexicon
        From the run file.
    currency : str
        Report currency.
    per_rep : bool
        Also by rep, for a team's page.

    Returns
    -------
    LostDeals
        Shares add up to 1. Rows by count, `unmatched` and `not_recorded` last;
        `no_decision` and `not_recorded` are always there. No rows for no lost deal.
    """
    deals = _each_once(lost, lexicon)
    if not deals:
        return LostDeals()
    known = [deal.amount for deal in deals if deal.amount is not None]
    rows = _reason_rows(deals, lexicon, currency)
    apart = [deal for deal in deals if deal.reading.disagrees]
    return LostDeals(
        n=len(deals),
        amount=_major(sum(known), currency) if known else None,
        n_without_amount=len(deals) - len(known),
        n_from_code=sum(deal.reading.basis == "code" for deal in deals),
        n_from_remark=sum(deal.reading.basis == "remark" for deal in deals),
        reasons=rows,
        leading=leading(rows),
        by_source=_groups(deals, _column("reason_source"), currency),
        by_stage=_groups(deals, _column("lost_stage"), currency),
        by_competitor=_groups(deals, _spelt_once(deals, "competitor"), currency),
        by_rep=_groups(deals, _rep, currency) if per_rep else [],
        by_industry=_groups(deals, _column("industry"), currency),
        n_both=sum(deal.reading.has_both for deal in deals),
        n_disagreements=len(apart),
        disagreements=[_disagreement(deal) for deal in apart[:N_ROWS]],
    )


def stages_before_loss(
    lost: pd.DataFrame,
    stage_changes: pd.DataFrame | None = None,
    reviews: pd.DataFrame | None = None,
) -> pd.Series:
    """Open stage each deal was lost in; missing where nothing tells.

    What the review of a lost deal says; else the furthest open stage entered on or before
    the day it was closed, as leaks and steps have it: a move back changes nothing, nor
    does the order of changes on one day.

    Parameters
    ----------
    lost : DataFrame
        `opportunity_id`, `close_date`.
    stage_changes : DataFrame, optional
        `opportunity_id`, `stage`, `entered_date`.
    reviews : DataFrame, optional
        `opportunity_id`, `stage`.

    Returns
    -------
    Series of str, indexed as `lost`
    """
    found = pd.Series(pd.NA, index=lost.index, dtype="str")
    if lost.empty:
        return found
    if stage_changes is not None and not stage_changes.empty:
        entered = stage_changes[stage_changes["stage"].isin(OPEN_STAGES)]
        closed = entered["opportunity_id"].map(
            lost.drop_duplicates("opportunity_id").set_index("opportunity_id")["close_date"]
        )
        before = entered[~(entered["entered_date"] > closed)]
        order = before["stage"].map({stage: at for at, stage in enumerate(OPEN_STAGES)})
        furthest = order.astype("int64").groupby(before["opportunity_id"]).max()
        found = lost["opportunity_id"].map(furthest.map(dict(enumerate(OPEN_STAGES))))
    if reviews is not None and not reviews.empty:
        said = reviews.drop_duplicates("opportunity_id", keep="last")
        told = lost["opportunity_id"].map(said.set_index("opportunity_id")["stage"])
        found = told.where(told.notna(), found)
    return found.astype("str")


def leading(rows: Iterable[ReasonShare]) -> str | None:
    """Reason whose interval lies above that of every other one; None where none does."""
    named = [row for row in rows if row.reason not in (UNMATCHED, NOT_RECORDED)]
    if not named or named[0].low is None or not named[0].n_deals:
        return None
    first, *others = named
    ahead = all(row.high is not None and row.high < (first.low or 0.0) for row in others)
    return first.reason if ahead else None


def _each_once(lost: pd.DataFrame, lexicon: Lexicon) -> list[_Lost]:
    value = "credited" if "credited" in lost else "amount"
    sums: dict[str, int | None] = {}
    firsts: dict[str, dict[str, Any]] = {}
    for record in records(lost):
        key, amount = record["opportunity_id"], record.get(value)
        if record.get("principal", True):
            firsts.setdefault(key, record)
        if value == "amount" and key in sums:
            continue
        part = sums.get(key)
        sums[key] = amount if part is None else part + (amount or 0)
    return [_Lost(record, reading(record, lexicon), sums[key]) for key, record in firsts.items()]


def _reason_rows(deals: list[_Lost], lexicon: Lexicon, currency: str) -> list[ReasonShare]:
    counts = fractional_counts(deal.reading.reasons for deal in deals)
    counts = {NO_DECISION: Fraction(0), NOT_RECORDED: Fraction(0)} | counts
    order = sorted(counts, key=lambda reason: _order(reason, counts, lexicon))
    values = weighted_counts((deal.reading.reasons, Fraction(deal.value)) for deal in deals)
    total = sum(values.values(), Fraction(0))
    percents = _percents([counts[reason] for reason in order])
    value_percents = _percents([values.get(reason, Fraction(0)) for reason in order])
    effective = effective_number(deal.value for deal in deals)
    found = []
    for place, reason in enumerate(order):
        mine = [deal for deal in deals if reason in deal.reading.reasons]
        part = values.get(reason, Fraction(0))
        share = counts[reason] / len(deals)
        by_value = part / total if total else None
        low, high = _ends(share_interval(share, len(deals)))
        value_low, value_high = _ends(share_interval(by_value or 0, effective))
        found.append(
            ReasonShare(
                reason=reason,
                titles=lexicon.titles_of(reason),
                n_deals=len(mine),
                n_reps=len({_rep(deal) for deal in mine} - {None}),
                n_checked=0 if reason == NOT_RECORDED else sum(map(_is_checked, mine)),
                count=float(counts[reason]),
                share=float(share),
                low=low,
                high=high,
                percent=percents[place],
                amount=_major(part, currency) if total else None,
                value_share=None if by_value is None else float(by_value),
                value_low=value_low,
                value_high=value_high,
                value_percent=value_percents[place] if total else None,
                quotes=_quotes(mine, reason),
                rows=[source(deal.record) for deal in mine[:N_ROWS]],
            )
        )
    return found


def _is_checked(deal: _Lost) -> bool:
    return deal.record.get("reason_source") in CHECKED


def _order(
    reason: str, counts: dict[str, Fraction], lexicon: Lexicon
) -> tuple[int, Fraction, int, str]:
    """By count; what is no reason last; of equal ones as the lexicon has them."""
    last = (UNMATCHED, NOT_RECORDED)
    ids = list(lexicon.reasons)
    place = ids.index(reason) if reason in ids else len(ids)
    return last.index(reason) + 1 if reason in last else 0, -counts[reason], place, reason


def _percents(parts: list[Fraction]) -> list[int]:
    """Whole percents that add up to 100; zeros where there is nothing to share."""
    total = sum(parts, Fraction(0))
    if not total:
        return [0] * len(parts)
    return [int(part) for part in exact_parts([float(100 * p / total) for p in parts], 100)]


def _groups(
    deals: list[_Lost], of: Callable[[_Lost], str | None], currency: str
) -> list[LossGroup]:
    """Deals by one of their properties, most first, those without it last; none if all lack it."""
    found: dict[str | None, list[_Lost]] = {}
    for deal in deals:
        found.setdefault(of(deal), []).append(deal)
    if set(found) == {None}:
        return []
    order = sorted(found, key=lambda value: (value is None, -len(found[value]), value or ""))
    return [
        LossGroup(
            value=value,
            n=len(found[value]),
            amount=_sum(found[value], currency),
            counts={
                reason: float(count)
                for reason, count in sorted(
                    fractional_counts(deal.reading.reasons for deal in found[value]).items(),
                    key=lambda one: (-one[1], one[0]),
                )
            },
        )
        for value in order
    ]


def _sum(deals: list[_Lost], currency: str) -> float | None:
    known = [deal.amount for deal in deals if deal.amount is not None]
    return _major(sum(known), currency) if known else None


def _column(name: str) -> Callable[[_Lost], str | None]:
    def of(deal: _Lost) -> str | None:
        value = deal.record.get(name)
        return None if value is None else str(value).strip() or None

    return of


def _spelt_once(deals: list[_Lost], name: str) -> Callable[[_Lost], str | None]:
    """A column in which width, case and script make no difference: its first spelling."""
    plain = _column(name)
    spellings: dict[str, str] = {}
    for deal in deals:
        value = plain(deal)
        if value is not None and folded(value).text:
            spellings.setdefault(folded(value).text, value)
    return lambda deal: spellings.get(folded(plain(deal) or "").text)


def _rep(deal: _Lost) -> str | None:
    return deal.record.get("credited_to") or deal.record.get("rep_id")


def _quotes(deals: list[_Lost], reason: str) -> list[Quote]:
    """Remarks that name the reason, beside a code or alone, the largest deals first."""
    largest = sorted(deals, key=lambda deal: -deal.value)
    found = (quote for deal in largest if (quote := _quote(deal, reason)) is not None)
    return list(islice(found, N_QUOTES))


def _quote(deal: _Lost, reason: str | None = None) -> Quote | None:
    hits = [hit for hit in deal.reading.hits if reason in (None, hit.reason)]
    if reason is None:
        hits = [*deal.reading.denials, *hits]
    if not hits:
        return None
    hit, text = hits[0], str(deal.record[REMARK])
    first, last = max(0, hit.start - QUOTED), min(len(text), hit.end + QUOTED)
    return Quote(
        opportunity_id=deal.record["opportunity_id"],
        customer=deal.record.get("customer"),
        text=text[first:last],
        start=hit.start - first,
        end=hit.end - first,
        cut_before=first > 0,
        cut_after=last < len(text),
    )


def _disagreement(deal: _Lost) -> Disagreement:
    return Disagreement(
        opportunity_id=deal.record["opportunity_id"],
        code=list(deal.reading.code),
        remark=list(deal.reading.remark),
        quote=_quote(deal),
        source=source(deal.record),
    )


def _ends(interval: Interval) -> tuple[float | None, float | None]:
    return (None, None) if isnan(interval.low) else (interval.low, interval.high)


def _major(minor: int | Fraction, currency: str) -> float:
    """Minor units, a part of one among them, in main units."""
    return float(Fraction(minor) * to_major(1, currency))
