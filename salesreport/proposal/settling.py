"""What the head of a run file says, from the files: language, currency, zone, month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from dataclasses import replace

import pandas as pd

from salesreport.errors import UsageError
from salesreport.intake import Loaded
from salesreport.language import Words
from salesreport.periods import Period
from salesreport.proposal import doubts, remarks
from salesreport.proposal.documents import Settings
from salesreport.proposal.months import cut_off, last_month
from salesreport.proposal.trial import Found

_CURRENCIES = {"zh_CN": "CNY", "zh_TW": "TWD", "en": "USD"}
_ZONES = {"zh_CN": "Asia/Shanghai", "zh_TW": "Asia/Taipei", "en": "UTC"}
_HOLIDAYS = {"CNY": "CN", "TWD": "TW", "HKD": "HK", "MOP": "MO"}
"""Currency -> whose public holidays its companies keep, where the Spring Festival moves."""

_CODE = len("CNY")

_AHEAD = Period.parse("2100-12")
"""Period of the trial: no row is later."""


def assumed(found: Found, language: str) -> Settings:
    """Settings to try the files with."""
    zone = _ZONES[language]
    start = found.mapping.needs_fiscal_start if found.mapping is not None else None
    found.unsure.append(remarks.time_zone(zone))
    return Settings(language, _CURRENCIES[language], zone, start or 1, _AHEAD)


def settled(first: Settings, loaded: Loaded, found: Found, words: Words) -> Settings:
    """Settings with the month and the currency that the tables speak of.

    Raises
    ------
    UsageError
        Neither a cell nor a file's name says which month it is.
    """
    month = last_month(loaded.tables, (path.name for path in found.files))
    if month is None:
        raise UsageError(
            words("no table has a date, and no file's name a month"),
            where=words.join(path.name for path in found.files),
            expected=words("a month to report on"),
            remedy=words("put the month into a file's name, such as {name}", name=_named(found)),
            language=words.language,
        )
    if not month.is_event:
        found.unsure.append(remarks.dated_by(month.period, month.table, month.column))
    currency = _currency(loaded, first.currency)
    if currency is None:
        currency = first.currency
        found.unsure.append(remarks.currency(currency))
    country = _country(currency, first.language)
    if country:
        found.unsure.append(remarks.holidays(country))
    start = first.fiscal_year_start
    period = Period.parse(month.period.label, fiscal_year_start=start)
    as_of = cut_off(loaded.tables, (path.name for path in found.files), period)
    if as_of is not None:
        found.unsure.append(doubts.cut_off(as_of))
    return replace(first, period=period, currency=currency, holidays=country, as_of=as_of)


def in_main_currency(first: Settings, loaded: Loaded) -> Settings:
    """Settings with the currency of most rows, where that is another than was assumed.

    Rows in another currency than the report's are left out without a rate, so that they
    would say nothing of months and people either.
    """
    foreign: Counter[str] = Counter()
    tables: set[str] = set()
    for problem in loaded.problems:
        if problem.rule == "missing_rate" and problem.table:
            foreign[problem.values.get("currency", "")] += 1
            tables.add(problem.table)
    n_own = sum(_n_own(loaded.tables[name], foreign) for name in tables)
    code, count = max(foreign.items(), key=lambda one: one[1], default=("", 0))
    is_code = len(code) == _CODE and code.isascii() and code.isupper()
    return replace(first, currency=code) if is_code and count > n_own else first


def _n_own(frame: pd.DataFrame, foreign: Container[str]) -> int:
    """Rows that are in none of the foreign currencies."""
    if "currency" not in frame.columns:
        return len(frame)
    return sum(n for code, n in frame["currency"].value_counts(dropna=False).items()
               if code not in foreign)  # fmt: skip


def _country(currency: str, language: str) -> str:
    """Whose holidays Chinese data are likely to follow; empty for other data."""
    usual = _HOLIDAYS.get(_CURRENCIES[language], "")
    return _HOLIDAYS.get(currency, usual)


def _named(found: Found) -> str:
    path = found.files[0]
    return f"{path.stem}_2024-03{path.suffix}"


def _currency(loaded: Loaded, usual: str) -> str | None:
    """The currency most amounts are marked with; those with a rate are foreign.

    Beside marked amounts those without a mark are in the usual currency; None where these
    are the most.
    """
    rates = loaded.tables.get("rates")
    foreign = set() if rates is None else set(rates["currency"].dropna())
    found: Counter[str] = Counter()
    n_unmarked = 0
    for name, frame in loaded.tables.items():
        if name != "rates" and "currency" in frame.columns:
            marked = frame["currency"].dropna()
            found.update(code for code in marked if code not in foreign)
            n_unmarked += len(frame) - len(marked) if len(marked) else 0
    if found and found.total() >= n_unmarked:
        return found.most_common(1)[0][0]
    return "CNY" if usual in foreign else None
