"""The words of a unit of money: a magnitude times a currency, as offices write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from salesreport.cells.amounts import MARKS, SCALES
from salesreport.tables.script import evened, simplified


def _coded(text: str) -> dict[str, frozenset[str]]:
    """`word CODE` pairs as word -> the one currency it stands for."""
    words = text.split()
    return {word: frozenset({code}) for word, code in zip(words[::2], words[1::2], strict=True)}


_FOREIGN = (
    *("CHF", "INR", "THB", "VND", "MYR", "IDR", "PHP", "RUB", "SEK", "NOK", "DKK", "BRL", "MXN"),
    *("ZAR", "AED", "SAR", "MOP", "PLN", "CZK", "HUF", "ILS"),
)
"""Codes beside those with a sign; other ISO codes are English words too (ALL, TRY, TOP)."""

CURRENCIES: dict[str, frozenset[str]] = {
    **MARKS,
    **dict.fromkeys(("dollar", "dollars"), MARKS["$"]),
    **{code.casefold(): frozenset({code}) for marks in MARKS.values() for code in marks},
    **{code.casefold(): frozenset({code}) for code in _FOREIGN},
    **_coded(
        "yuan CNY 人民币元 CNY renminbi CNY 美金 USD 欧 EUR euro EUR euros EUR 台币 TWD ntd TWD"
        " 港纸 HKD 日圆 JPY yen JPY 韩元 KRW 韩币 KRW 澳元 AUD 澳币 AUD a$ AUD 加元 CAD 加币 CAD"
        " c$ CAD 新加坡元 SGD 新元 SGD 新币 SGD 坡币 SGD 瑞郎 CHF 瑞士法郎 CHF 泰铢 THB"
        " 越南盾 VND 卢比 INR ₹ INR rs INR rs. INR 卢布 RUB 澳门元 MOP"
    ),
    "us dollar": frozenset({"USD"}),
    "us dollars": frozenset({"USD"}),
}
GENERIC = MARKS["元"]
"""What 元 stands for: behind the name of another currency (美金千元) it adds nothing."""

_CENTS = frozenset({"USD", "EUR", "CNY", "HKD", "TWD", "AUD", "CAD", "SGD", "NZD"})
MINOR: dict[str, tuple[Decimal, frozenset[str]]] = {
    **dict.fromkeys(("分", "人民币分", "fen"), (Decimal("0.01"), frozenset({"CNY"}))),
    **dict.fromkeys(("角", "人民币角", "jiao"), (Decimal("0.1"), frozenset({"CNY"}))),
    **dict.fromkeys(("美分", "us cents", "usd cents"), (Decimal("0.01"), frozenset({"USD"}))),
    **dict.fromkeys(("欧分", "euro cents", "eur cents"), (Decimal("0.01"), frozenset({"EUR"}))),
    **dict.fromkeys(("cent", "cents"), (Decimal("0.01"), _CENTS)),
    "pence": (Decimal("0.01"), frozenset({"GBP"})),
}

MAGNITUDES: dict[str, Decimal] = {
    **SCALES,
    **{f"{tens}亿": SCALES["亿"] * 10**n for n, tens in enumerate("十百千万", start=1)},
    **dict.fromkeys(("thousand", "thousands", "thou", "ths", "k", "tsd", "t"), Decimal(10**3)),
    "hundreds": Decimal(100),
    **dict.fromkeys(("w", "wan"), Decimal(10**4)),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), Decimal(10**5)),
    **dict.fromkeys(("million", "millions", "mn", "mio", "mln", "mm", "m", "mill"), Decimal(10**6)),
    **dict.fromkeys(("crore", "crores", "cr"), Decimal(10**7)),
    **dict.fromkeys(("billion", "billions", "bn", "mrd", "mld", "milliarden", "b"), Decimal(10**9)),
}
MAGNITUDES["万亿"] = Decimal(10**12)
OF_MONEY = frozenset({"mm", "m", "w", "ths", "thou", "lac", "lacs"})
"""Words that are a magnitude beside an amount or a currency only: W and M may be units."""

OF_CURRENCY = frozenset({"t", "b", "cr"})
"""Words that are a magnitude beside a currency only: TEUR."""

_SPELT = {"one": 1, "ten": 10, "hundred": 100, "a hundred": 100}


def any_of(words: Iterable[str]) -> str:
    """Pattern of one of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_ZEROS = r"'?000(?:[,']?000)*(?:'?s)?"
_POWER = rf"1(?:[,']?0)*(?:'?s)?|10\^\d\d?|1e\d\d?|{any_of(_SPELT)}"
MAGNITUDE = (
    rf"(?:(?P<times>[x*×])\s?)?(?:(?P<zeros>{_ZEROS})"
    rf"|(?P<power>{_POWER})?\s?-?(?P<word>{any_of(MAGNITUDES)})?(?P<dot>\.)?)"
)


_FORMS = str.maketrans("’‘´`′ʼ仟佰拾圓", "''''''千百十圆")


def normal(text: str) -> str:
    """Text as units are looked up: one width, script, case, apostrophe and form of 千."""
    plain = simplified(evened(text)).casefold()
    return plain.translate(_FORMS)


def factor_of(match: re.Match[str], *, marked: bool, money: bool) -> Decimal | None:
    """Factor that a matched `MAGNITUDE` stands for; None where it is none there.

    Parameters
    ----------
    marked, money : bool
        A currency is named beside it; it stands beside an amount.
    """
    word, power, zeros = match["word"], match["power"], match["zeros"]
    if zeros:
        needs_money = not zeros.startswith("'")
        return None if needs_money and not (marked or money) else _tens(zeros.count("0"))
    if (word in OF_CURRENCY and not marked) or (word in OF_MONEY and not (marked or money)):
        return None
    factor = MAGNITUDES[word] if word else Decimal(1)
    if power is None:
        return None if match["times"] else factor
    if power[0].isdigit() and not money and (not word or not word.isascii()):
        return None  # 100万元 above a table is an amount
    times = _power(power)
    if not word and not match["times"] and not marked and times < MAGNITUDES["k"]:
        return None
    return factor * times


def _power(text: str) -> Decimal:
    if text in _SPELT:
        return Decimal(_SPELT[text])
    base, mark, exponent = text.replace("e", "^").partition("^")
    return _tens(int(exponent)) if mark else _tens(base.count("0"))


def _tens(n: int) -> Decimal:
    return Decimal(10) ** min(n, 15)


_HARMLESS = re.compile(
    r"不含税|未含税|未税|含税|税前|税后|价税合计|预计|实际|必填|选填|可选|折合|约合|折|净额|毛额"
    r"|原币|本位币|(?:19|20)\d\d(?:年度?)?|\b(?:incl|excl|including|excluding|net|gross|vat|tax"
    r"|before|after|taxes|of|in|ex|required|optional|approx)\b\.?"
)
_BOUNDS = re.compile(
    r"以上|以下|以内|超过|不足|大于|小于|至少|[<>≥≤]|起$|\b(?:over|under|above|below)\b"
)
_WORDS = any_of(
    {word for word in [*MAGNITUDES, *CURRENCIES, *MINOR] if len(word) > 2 and word.isascii()}
)
_STRONG = re.compile(
    r"'?000(?![0-9])|10\^\d|\d\s?[十百千万亿]|[十百千万亿]+$"
    rf"|[十百千万亿]+(?:[元圆块]|{any_of(w for w in CURRENCIES if not w.isascii() and len(w) > 1)})"
    rf"|{any_of(w for w in CURRENCIES if not w.isascii() and len(w) > 1)}"
    rf"|[十百千万亿]+[\u4e00-\u9fff]{{1,2}}[币元]"
    rf"|(?<![a-z])(?:{_WORDS}|mil|mille|minor units?|kr|[tkm]eur|bn|mn)(?![a-z])|[¥$€£₩₹]"
)
_MARK = re.compile(r"[\d\s.,;:、，；：/()'+*×x-]+")
_MOST_LEFT = 5
"""Characters beside a unit's words with which a remark still is about a unit."""


def without_remarks(text: str) -> str:
    """A normal text without words that say nothing of a unit: 含税, net, a year."""
    return _HARMLESS.sub(" ", text).strip(" ,;:、，；：/-")


def looks_like_unit(text: str) -> bool:
    """Whether a normal text that names no known unit is about one all the same.

    Examples
    --------
    >>> [looks_like_unit(text) for text in ("mil. usd", "千大洋", "10万以上", "按签约日", "含税")]
    [True, False, False, False, False]
    """
    if _BOUNDS.search(text) or not _STRONG.search(text):
        return False
    left = _MARK.sub("", _STRONG.sub("", _HARMLESS.sub("", text)))
    return len(left) <= _MOST_LEFT
