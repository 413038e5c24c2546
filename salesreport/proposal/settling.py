"""What the head of a run file says, from the files: language, currency, zone, month."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from salesreport.errors import UsageError
from salesreport.intake import Loaded
from salesreport.language import Words
from salesreport.periods import Period
from salesreport.proposal import remarks
from salesreport.proposal.documents import Settings
from salesreport.proposal.months import last_month
from salesreport.proposal.trial import Found

_CURRENCIES = {"zh_CN": "CNY", "zh_TW": "TWD", "en": "USD"}
_ZONES = {"zh_CN": "Asia/Shanghai", "zh_TW": "Asia/Taipei", "en": "UTC"}
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
    return replace(first, period=month.period, currency=currency)


def _named(found: Found) -> str:
    path = found.files[0]
    return f"{path.stem}_2024-03{path.suffix}"


def _currency(loaded: Loaded, usual: str) -> str | None:
    """The currency most amounts are marked with; those with a rate are foreign."""
    rates = loaded.tables.get("rates")
    foreign = set() if rates is None else set(rates["currency"].dropna())
    found: Counter[str] = Counter()
    for name, frame in loaded.tables.items():
        if name != "rates" and "currency" in frame.columns:
            found.update(code for code in frame["currency"].dropna() if code not in foreign)
    if found:
        return found.most_common(1)[0][0]
    return "CNY" if usual in foreign else None
