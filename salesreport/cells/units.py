"""Units as headers, titles and number formats name them: 万元, RMB'000, in thousands, %."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from babel.numbers import list_currencies

from salesreport.cells.amounts import MARKS, SCALES
from salesreport.cells.unitwords import (
    CURRENCIES,
    GENERIC,
    MAGNITUDE,
    MAGNITUDES,
    MINOR,
    OF_CURRENCY,
    any_of,
    factor_of,
    looks_like_unit,
    normal,
    without_remarks,
)
from salesreport.tables.script import evened, header_remarks, header_tail, simplified, word_key

_REMEMBERED = 4096


class Unit(NamedTuple):
    """What a number counts: its factor, and the currencies it may be in (none: any)."""

    factor: Decimal
    currencies: frozenset[str] = frozenset()


UNCLEAR = Unit(Decimal(0))
"""A unit that is named in words which say no one factor."""

_SAID = tuple(
    word for word in MAGNITUDES if not (word in OF_CURRENCY or (word.isascii() and len(word) < 2))
)
_ASIDE = re.compile(
    r"^(?:金额|货币|计量|计价|数据|价格)?(?:单位|币种|币别)\s*[:：=]?\s*|^(?:amounts?\s+)?in\s+"
    r"|^(?:currency\s+)?units?\s*:\s*|^currency\s*:\s*|^以|(?:为单位|计|列示|列报|填列|表示|反映)$"
)
_WHOLE = re.compile(
    rf"(?P<first>{any_of(CURRENCIES)})?\s?-?(?:in\s)?{MAGNITUDE}?\s?(?:of\s)?"
    rf"(?P<last>{any_of(CURRENCIES)})?(?P<also>人民币)?"
)
_BETWEEN = re.compile(r"[\s()\[\]/,:;·|-]+")
_LIST = re.compile(r"\s*[,，;；、/|]\s*(?!0)|\s+(?=[\u4e00-\u9fff])")
_CHINESE = tuple(word for word in CURRENCIES if re.fullmatch("[\u4e00-\u9fff]+", word))
_SIGNED = tuple(word for word in CURRENCIES if not re.fullmatch("[\u4e00-\u9fff]+", word))
_NAMES = any_of(word for word in _CHINESE if len(word) > 1)
_INSIDE = re.compile(
    rf"(?<![\d一二两三四五六七八九十百千万亿几数超])(?:{_NAMES})?"
    rf"(?:{any_of(word for word in SCALES if not word.isascii())})"
    rf"(?:{any_of(_CHINESE)})(?:人民币)?(?![\u4e00-\u9fff])"
)
_ANYWHERE = re.compile(
    rf"(?<![\d一二两三四五六七八九十百千万亿几数超])(?:{_NAMES})?"
    rf"(?:{any_of(word for word in SCALES if not word.isascii())})(?:{any_of(_CHINESE)})(?![户店])"
)
_BOUND = re.compile("以上|以下|以内|超过|不足|大于|小于|至少|级|[<>≥≤]")
_STATED = re.compile(
    r"(?:(?:金额|货币|计量|计价|数据|价格)单位|(?<![\u4e00-\u9fff])单位|币种|币别)\s*[:：=]?\s*"
    r"(?P<chinese>[^(（)）\]】\n]*)"
    r"|以(?P<by>[^,，。以]{1,8})(?:为单位|计|列示|列报|填列|表示|反映)"
    r"|\b(?:units?|currency)\s*:\s*(?P<english>[^)\]\n]*)"
    rf"|(?P<phrase>(?:\b(?:{any_of(CURRENCIES)})\s+)?\bin\s+(?:(?:{any_of(CURRENCIES)})\s*)?"
    rf"(?:{any_of(_SAID)}|'?000(?:'?s)?)(?:\s+of\s+(?:{any_of(CURRENCIES)}))?)(?![a-z0-9])"
    rf"|(?<![a-z0-9])(?P<short>(?:{any_of(_SIGNED)})\s?(?:'000s?|thousands?|millions?|mn|bn))\b"
)
_IN = re.compile(r"\bin\s+([^,;()\n]{1,24})$")
_AMOUNT = re.compile(r"(?<=\d)\s+(?=[十百千万亿元])")
_ANGLED = re.compile(r"<([^<>]+)>")
_START = re.compile(r"[\s/\\|,:;_*×-]+(?=\S)|(?<=[\u4e00-\u9fff])(?=[a-z])")
_NUMBER_ONLY = re.compile(r"1[0,']*s?")
_LETTER = re.compile("[kmw]")
_JOINED = re.compile(r"(?<=[额款价收入])[十百千万亿]+$")
_OF_MONEY = re.compile(
    r"(?:amount|amt|value|revenue|sales|price|total|bookings?|金额|额|款|价|收入)[\s/_,:-]*$"
)
"""Words behind which one letter is a magnitude: Amount K, but not Plan M."""


@lru_cache(maxsize=_REMEMBERED)
def unit_of(text: str, *, money: bool = False) -> Unit | None:
    """Unit that a text names and nothing else; None for any other text.

    `money`: it stands beside an amount, where W and M are no watts and metres.

    Examples
    --------
    >>> named = ("万元", "单位：人民币万元", "RMB'000", "in millions", "%")
    >>> [str(unit_of(text).factor) for text in named]
    ['10000', '10000', '1000', '1000000', '0.01']
    >>> unit_of("USD").currencies, unit_of("含税"), unit_of("")
    (frozenset({'USD'}), None, None)
    """
    plain = normal(text).strip(" :()[]【】<>")
    while (shorter := _ASIDE.sub("", plain).strip()) != plain:
        plain = shorter
    if plain in ("%", "百分比", "percent"):
        return Unit(Decimal("0.01"))
    if plain in MINOR:
        return Unit(*MINOR[plain]) if money else None
    match = _WHOLE.fullmatch(plain)
    if match is None or not any(match.groups()):
        return None
    marks = [CURRENCIES[match[name]] for name in ("first", "last", "also") if match[name]]
    named = [mark for mark in marks if mark != GENERIC] or marks
    both = frozenset.intersection(*named) if named else frozenset()
    factor = factor_of(match, marked=bool(marks), money=money)
    return None if (marks and not both) or factor is None else Unit(factor, both)


def currency_of(text: str, words: Mapping[str, str], report: str) -> str | None:
    """Currency that a cell of a column of currencies names in signs, words and codes.

    None for words that name none, or contradict each other; of several that a sign may
    stand for, only the report's is taken.

    Parameters
    ----------
    words : mapping of str to str
        Key of a word -> code it stands for.

    Examples
    --------
    >>> [currency_of(text, {}, "CNY") for text in ("￥", "人民币（CNY）", "USD-美元", "$", "元")]
    ['CNY', 'CNY', 'USD', None, 'CNY']
    """
    named = []
    parts = _BETWEEN.split(simplified(evened(text)).casefold().strip())
    for part in filter(None, [" ".join(parts)] if " ".join(parts) in CURRENCIES else parts):
        code, key = part.upper(), word_key(part)
        if part in CURRENCIES:
            named.append(CURRENCIES[part])
        elif key in words or code in list_currencies():
            named.append(frozenset({words.get(key, code)}))
        else:
            return None
    both = frozenset.intersection(*named) if named else frozenset()
    if report in both:
        return report
    return next(iter(both)) if len(both) == 1 else None


def units_in(text: str, *, money: bool = False) -> list[Unit]:
    """Units a remark lists beside other words: `万元，含税`.

    Examples
    --------
    >>> [str(unit.factor) for unit in units_in("含税，万元")], units_in("含税")
    (['10000'], [])
    """
    whole = unit_of(text, money=money)
    if whole is not None:
        return [whole]
    parts = [
        unit_of(part, money=money) or unit_of(without_remarks(normal(part)), money=money)
        for part in _LIST.split(text)
    ]
    listed = [unit for unit in parts if unit is not None]
    inside = [unit_of(found) for found in _INSIDE.findall(normal(text))]
    return _different([*listed, *(unit for unit in inside if unit is not None)])


def header_units(header: str, *, money: bool) -> list[Unit]:
    """Units of a header: of its bracketed remarks, else at its end, else within.

    A remark beside an amount that is about a unit and names none known is `UNCLEAR`.

    Examples
    --------
    >>> headers = ("金额（含税，万元）", "金额/万元", "金额（W）", "合同额万元", "万元金额")
    >>> [str(unit.factor) for h in headers for unit in header_units(h, money=True)]
    ['10000', '10000', '10000', '10000', '10000']
    >>> header_units("完成率%", money=False)[0].factor
    Decimal('0.01')
    >>> header_units("Amount (mil. EUR)", money=True) == [UNCLEAR]
    True
    """
    remarks = [*header_remarks(header), *_ANGLED.findall(evened(header))]
    found = _different([unit for remark in remarks for unit in units_in(remark, money=money)])
    at_end = _tail_unit(header) if money else None
    at_end = at_end or unit_of(header_tail(header), money=money)
    at_end = at_end or (_unit_within(header) if money and not found else None)
    if found or at_end is not None or not money:
        return _merged(_different([*found, *([] if at_end is None else [at_end])]))
    return [UNCLEAR] if any(_may_be_unit(normal(remark)) for remark in remarks) else []


def _may_be_unit(remark: str) -> bool:
    """Whether a remark beside an amount is about a unit; a lone B may be billions."""
    return looks_like_unit(remark) or without_remarks(remark) == "b"


def _tail_unit(header: str) -> Unit | None:
    """Unit at the end of a header of amounts, apart from its words: Amount '000, 金额*10000."""
    plain = _without_brackets(header)
    inside = [match.group() for match in _INSIDE.finditer(plain) if match.end() == len(plain)]
    inside += _JOINED.findall(plain)
    if inside:
        return unit_of(inside[0])
    for split in _START.finditer(plain):
        before, end = plain[: split.start()], plain[split.end() :]
        timed = "*" in split[0] or "×" in split[0]
        end = f"x{end}" if timed and end.startswith("1") else end.replace("_", " ")
        letter = _LETTER.fullmatch(end) and not _OF_MONEY.search(before)
        if (
            not before
            or letter
            or _NUMBER_ONLY.fullmatch(end)
            or before.endswith(tuple("0123456789"))
        ):
            continue
        unit = unit_of(end, money=True)
        if unit is not None:
            return unit
        if end.startswith("in ") and looks_like_unit(end):
            return UNCLEAR
    return None


def _unit_within(header: str) -> Unit | None:
    """Unit before or between the words of a header of amounts: 万元金额, USD K amount.

    A bound (百万元以上合同额) is none.
    """
    plain = _without_brackets(header)
    if _BOUND.search(plain):
        return None
    match = _ANYWHERE.search(plain)
    if match is not None:
        return unit_of(match[0])
    words = plain.split()
    for n_words in (2, 1):
        unit = unit_of(" ".join(words[:n_words]), money=True) if len(words) > n_words else None
        if unit is not None and unit.factor > 1 and len(words[0]) > 1:
            return unit
    return None


def _without_brackets(header: str) -> str:
    plain = normal(header).strip(" :.")
    for remark in header_remarks(plain):
        plain = re.sub(rf".{re.escape(remark)}\s*.", " ", plain).strip()
    return plain


def title_units(title: str) -> list[Unit]:
    """Units of money that a title or remark above a table names.

    `单位` also means an organisation: what follows it must be a unit. Amounts
    (`完成 35 万元`) and definitions (`万元=10000元`) state none.

    Examples
    --------
    >>> [str(unit.factor) for unit in title_units("2024年3月合同台账（单位：万元）")]
    ['10000']
    >>> title_units("编制单位：万元科技有限公司"), title_units("6月销售明细")
    ([], [])
    >>> title_units("本期完成 35 万元，目标 40 万元"), title_units("注：万元=10000元")
    ([], [])
    """
    plain = _AMOUNT.sub("", normal(title)).strip()
    stated = [part for match in _STATED.finditer(plain) for part in match.groups() if part]
    named = [unit for part in stated for unit in _stated_units(part)]
    named += [unit for part in _IN.findall(plain) if (unit := unit_of(part)) is not None]
    if "=" not in plain:
        whole = unit_of(plain)
        parts = [] if whole is not None else [*header_remarks(plain)]
        named += [whole] if whole is not None else []
        named += [unit for part in parts for unit in units_in(part)]
        named += [] if named else [u for word in _INSIDE.findall(plain) if (u := unit_of(word))]
    clear = [unit for unit in named if unit.factor >= 1]
    unclear = [UNCLEAR] if any(unit.factor < 1 and unit.currencies for unit in named) else []
    return _merged(clear or unclear or [unit for unit in named if unit == UNCLEAR][:1])


def _stated_units(text: str) -> list[Unit]:
    found = units_in(text, money=True)
    return found or ([UNCLEAR] if looks_like_unit(text) else [])


def _merged(units: list[Unit]) -> list[Unit]:
    """`单位：万元 币种：美元` is one unit: a currency alone adds to a scale."""
    scales = _different([unit for unit in units if unit.factor != 1])
    marked = {unit.factor for unit in scales if unit.currencies}
    scales = [unit for unit in scales if unit.currencies or unit.factor not in marked]
    plain = _different([unit for unit in units if unit.factor == 1])
    if len(scales) == 1 and len(plain) == 1 and plain[0].currencies != MARKS["元"]:
        return [Unit(scales[0].factor, plain[0].currencies)]
    if not scales and len(plain) > 1:
        both = frozenset.intersection(*(unit.currencies for unit in plain))
        return [Unit(Decimal(1), both)] if both else plain
    return [*scales, *plain]


def _different(units: list[Unit]) -> list[Unit]:
    return [*dict.fromkeys(units)]
