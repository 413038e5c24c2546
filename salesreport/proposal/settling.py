"""What the head of a run file says, from the files: language, currency, zone, month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from dataclasses import replace

import pandas as pd

from salesreport.errors import UsageError
from salesreport.intake import Loaded
from salesreport.language import Words
from salesreport.periods import Period, YearLabel
from salesreport.proposal import doubts, remarks
from salesreport.proposal.documents import Settings
from salesreport.proposal.fiscal import fiscal_years
from salesreport.proposal.months import cut_off, days_seen, last_month
from salesreport.proposal.trial import Found

_CURRENCIES = {"zh_CN": "CNY", "zh_TW": "TWD", "en": "USD"}
_ZONES = {"zh_CN": "Asia/Shanghai", "zh_TW": "Asia/Taipei", "en": "UTC"}
_HOLIDAYS = {"CNY": "CN", "TWD": "TW", "HKD": "HK", "MOP": "MO"}
"""Currency -> whose public holidays its companies keep, where the Spring Festival moves."""

_CODE = len("CNY")

_UNREAD = frozenset(
    {"bad_date", "no_year", "unclear_date", "other_day_order", "unclear_calendar", "bad_period",
     "unclear_year"}
)  # fmt: skip
"""Rules of days and periods that cannot be read."""

_AHEAD = Period.parse("2100-12")
"""Period of the trial: no row is later."""


def assumed(found: Found, language: str) -> Settings:
    """Settings to try the files with."""
    zone = _ZONES[language]
    start, label = _fiscal_year(found)
    return Settings(language, _CURRENCIES[language], zone, start, _AHEAD, fiscal_year_label=label)


def _fiscal_year(found: Found) -> tuple[int, YearLabel]:
    """Month the fiscal year begins in and which year names it: January's where none says it."""
    if found.mapping is not None and found.mapping.needs_fiscal_start:
        return found.mapping.needs_fiscal_start, "end"
    shown = fiscal_years(found.entries)
    first = next((year for year in shown if year.start > 1), None)
    if first is None:
        return 1, "end"
    other = next((year for year in shown if year.start != first.start), None)
    found.unsure.append(doubts.fiscal_year(first, other))
    return (1, "end") if other is not None else (first.start, first.label)


def settled(first: Settings, loaded: Loaded, found: Found, words: Words) -> Settings:
    """Settings with the month and the currency that the tables speak of.

    Raises
    ------
    UsageError
        Neither a cell nor a file's name says which month it is.
    """
    names = [path.name for path in found.files]
    month = last_month(loaded.tables, names, days_seen(found.entries))
    if month is None:
        raise _no_month(loaded, found, words)
    found.unsure.append(remarks.time_zone(first.time_zone))
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
    period = Period.parse(
        month.period.label, fiscal_year_start=start, fiscal_year_label=first.fiscal_year_label
    )
    as_of = cut_off(loaded.tables, (path.name for path in found.files), period)
    if as_of is not None:
        found.unsure.append(doubts.cut_off(as_of))
    return replace(first, period=period, currency=currency, holidays=country, as_of=as_of)


def _no_month(loaded: Loaded, found: Found, words: Words) -> UsageError:
    """Nothing says the month: days that cannot be read, rows with errors, files not used."""
    faults = [problem for problem in loaded.problems if problem.rule in _UNREAD]
    told = [*remarks.errors(faults), *found.unsure]
    return UsageError(
        words("no day in the tables can be read as one, and no file's name says a month")
        if faults
        else words("no table has a date, and no file's name a month"),
        where=words.join(path.name for path in found.files),
        expected=words("a month to report on"),
        remedy=words("put the month into a file's name, such as {name}", name=_named(found)),
        reasons=tuple(dict.fromkeys(remark(words) for remark in told)),
        language=words.language,
    )


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
