"""Units as headers, titles and number formats name them: 万元, RMB'000, in thousands, %."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from babel.numbers import list_currencies

from salesreport.cells.amounts import MARKS, SCALES
from salesreport.tables.script import evened, header_remarks, header_tail, simplified, word_key

_REMEMBERED = 4096


class Unit(NamedTuple):
    """What a number counts: its factor, and the currencies it may be in (none: any)."""

    factor: Decimal
    currencies: frozenset[str] = frozenset()


_DOLLAR_WORDS = {"dollar": MARKS["$"], "dollars": MARKS["$"]}
_CURRENCIES: dict[str, frozenset[str]] = {
    **MARKS,
    **_DOLLAR_WORDS,
    **{code.casefold(): frozenset({code}) for marks in MARKS.values() for code in marks},
    "yuan": frozenset({"CNY"}),
    "人民币元": frozenset({"CNY"}),
    "renminbi": frozenset({"CNY"}),
    "us dollar": frozenset({"USD"}),
    "us dollars": frozenset({"USD"}),
    "euro": frozenset({"EUR"}),
    "euros": frozenset({"EUR"}),
}
_SCALES: dict[str, Decimal] = {
    **SCALES,
    **dict.fromkeys(("thousand", "thousands", "k", "'000", "000", "000s", "'000s"), Decimal(10**3)),
    **dict.fromkeys(("10k", "10,000", "10000", "ten thousand", "10 thousand", "w"), Decimal(10**4)),
    **dict.fromkeys(("million", "millions", "mn", "mio", "mm", "m"), Decimal(10**6)),
    **dict.fromkeys(("billion", "billions", "bn"), Decimal(10**9)),
}


def _any(words: dict[str, frozenset[str]] | dict[str, Decimal] | tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_ONLY_OF_MONEY = frozenset({"000", "000s", "10000", "10,000", "mm", "m", "w"})
_LATIN = {word: marks for word, marks in _CURRENCIES.items() if re.fullmatch("[a-z ]+", word)}
_ASIDE = re.compile(
    r"^(?:金额|货币|计量|计价|数据|价格)?(?:单位|币种|币别)\s*[:：]?\s*|^(?:amounts?\s+)?in\s+"
    r"|^(?:currency\s+)?units?\s*:\s*|^currency\s*:\s*|^以|(?:为单位|计|列示|列报|填列|表示|反映)$"
)
_WHOLE = re.compile(
    rf"(?P<first>{_any(_CURRENCIES)})?\s?-?(?:in\s)?(?P<scale>{_any(_SCALES)})?\s?(?:of\s)?"
    rf"(?P<last>{_any(_CURRENCIES)})?(?P<also>人民币)?"
)
_BETWEEN = re.compile(r"[\s()\[\]/,:;·|-]+")
_LIST = re.compile(r"\s*[,，;；、/|]\s*(?!0)|\s+(?=[\u4e00-\u9fff])")
_CHINESE = ("人民币", "元", "圆", "块", "美元", "港元", "港币", "新台币", "欧元", "英镑", "日元")
_CHINESE_SCALES = tuple(word for word in SCALES if not word.isascii())
_INSIDE = re.compile(
    rf"(?<![\d一二两三四五六七八九十百千万亿几数超])(?:人民币)?(?:{_any(_CHINESE_SCALES)})"
    rf"(?:{_any(_CHINESE)})(?:人民币)?(?![\u4e00-\u9fff])"
)
_STATED = re.compile(
    r"(?:(?:金额|货币|计量|计价|数据|价格)单位|(?<![\u4e00-\u9fff])单位|币种|币别)\s*[:：]?\s*"
    r"(?P<chinese>[^)）\]】\n]*)"
    r"|以(?P<by>[^,，。以]{1,8})(?:为单位|计|列示|列报|填列|表示|反映)"
    r"|\b(?:units?|currency)\s*:\s*(?P<english>[^)\]\n]*)"
    rf"|(?P<phrase>(?:\b(?:{_any(_CURRENCIES)})\s+)?\bin\s+(?:(?:{_any(_CURRENCIES)})\s*)?(?:{_any(_SCALES)})"
    rf"(?:\s+of\s+(?:{_any(_CURRENCIES)}))?)(?![a-z0-9])"
    rf"|(?<![a-z0-9])(?P<short>(?:{_any(_CURRENCIES)})\s?(?:'000s?|thousands?|millions?|mn|bn))\b"
)
_TAIL = re.compile(
    rf"(?:^|[^a-z0-9])(?P<english>in (?:{_any(_SCALES)})|(?:{_any(_LATIN)})"
    rf"(?:[ _]?(?:{_any(_SCALES)}))?)$"
)


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
    plain = simplified(evened(text)).casefold().strip(" :()[]【】")
    while (shorter := _ASIDE.sub("", plain).strip()) != plain:
        plain = shorter
    if plain in ("%", "百分比", "percent"):
        return Unit(Decimal("0.01"))
    match = _WHOLE.fullmatch(plain)
    if match is None or not plain:
        return None
    marks = [_CURRENCIES[match[name]] for name in ("first", "last", "also") if match[name]]
    both = frozenset.intersection(*marks) if marks else frozenset()
    if (marks and not both) or (not (marks or money) and match["scale"] in _ONLY_OF_MONEY):
        return None
    return Unit(_SCALES[match["scale"]] if match["scale"] else Decimal(1), both)


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
    for part in filter(None, [" ".join(parts)] if " ".join(parts) in _CURRENCIES else parts):
        code, key = part.upper(), word_key(part)
        if part in _CURRENCIES:
            named.append(_CURRENCIES[part])
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
    parts = [unit_of(part, money=money) for part in _LIST.split(text)]
    listed = [unit for unit in parts if unit is not None]
    inside = [unit_of(found) for found in _INSIDE.findall(simplified(evened(text)))]
    return _different([*listed, *(unit for unit in inside if unit is not None)])


def header_units(header: str, *, money: bool) -> list[Unit]:
    """Units of a header: of its bracketed remarks, else at its end.

    Examples
    --------
    >>> headers = ("金额（含税，万元）", "金额/万元", "金额（W）", "合同额万元")
    >>> [str(unit.factor) for h in headers for unit in header_units(h, money=True)]
    ['10000', '10000', '10000', '10000']
    >>> header_units("完成率%", money=False)[0].factor
    Decimal('0.01')
    """
    remarks = header_remarks(header)
    found = _different([unit for remark in remarks for unit in units_in(remark, money=money)])
    at_end = unit_of(header_tail(header), money=money)
    if found or at_end is not None or not money:
        return _merged(_different([*found, *([] if at_end is None else [at_end])]))
    plain = simplified(evened(header)).casefold().strip()
    tail = _TAIL.search(plain.replace("_", " "))
    inside = [match.group() for match in _INSIDE.finditer(plain) if match.end() == len(plain)]
    named = [unit_of(part) for part in ([tail["english"]] if tail else inside)]
    return [unit for unit in named if unit is not None]


def title_units(title: str) -> list[Unit]:
    """Units of money that a title or remark above a table names.

    `单位` also means an organisation: what follows it must be a unit.

    Examples
    --------
    >>> [str(unit.factor) for unit in title_units("2024年3月合同台账（单位：万元）")]
    ['10000']
    >>> title_units("编制单位：万元科技有限公司"), title_units("6月销售明细")
    ([], [])
    """
    plain = simplified(evened(title)).casefold().strip()
    whole = unit_of(plain)
    parts = [] if whole is not None else [*header_remarks(plain)]
    stated = [part for match in _STATED.finditer(plain) for part in match.groups() if part]
    named = [whole] if whole is not None else []
    named += [unit for part in parts for unit in units_in(part)]
    named += [unit for part in stated for unit in units_in(part, money=True)]
    named += [] if named else [u for word in _INSIDE.findall(plain) if (u := unit_of(word))]
    return _merged([unit for unit in named if unit.factor >= 1])


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
