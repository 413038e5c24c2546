"""How a written word is compared: width, script, case and blanks do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from opencc import OpenCC

_REMEMBERED = 4096
_BLANKS = re.compile(r"[\s_\-‐‑–—·・]+")
_BRACKETED = re.compile(
    r"[(\[{【〔〖「『《〈][^()\[\]{}【】〔〕〖〗「」『』《》〈〉]*[)\]}】〕〗」』》〉]"
)
_MARKS = re.compile(r"[*＊※▼▾⯆:：]+")
_SCALE = "(?:十万|百万|千万|万|千|亿)"
_CURRENCY = "(?:人民币|美元|港元|港币|欧元|日元|英镑|新台币|元)"
_CODE = "(?:[¥$€£]|rmb|cny|usd|eur|gbp|hkd|twd|jpy|sgd|krw|aud|cad|nzd)"
_UNIT_TAIL = re.compile(
    rf"(?<=[^\s/\\|,:_-])(?<!单位)(?:[\s/\\|,:_-]+(?:单位:?\s*|in\s+)?"
    rf"(?P<apart>(?:人民币|{_CODE})?\s?{_SCALE}(?:{_CURRENCY}|{_CODE})?|(?:人民币)?{_CURRENCY}"
    rf"|(?<=/)[wk个家人天次单件笔户位名]|[km]?{_CODE}(?:'?000)?|(?<=in )(?:thousands?|millions?))"
    rf"|\s?(?P<joined>(?:人民币)?{_SCALE}{_CURRENCY}|%))$",
    re.IGNORECASE,
)
"""Unit at the end of a header without brackets: 金额/万元, Amount USD, 完成率%."""
_LARGEST_PLANE = 0x20000
_RAISED = frozenset(
    chr(code) for code in range(0x80, _LARGEST_PLANE) if unicodedata.category(chr(code)) == "No"
)
"""Characters such as ², ① and ½: numbers in form, footnote marks or fractions in use."""
_APART = re.compile(f"([{''.join(sorted(_RAISED))}]+)")


@cache
def _converter(scheme: str) -> Any:
    return OpenCC(scheme)


@lru_cache(maxsize=_REMEMBERED)
def simplified(text: str) -> str:
    """Text in simplified Chinese characters."""
    return text if text.isascii() else str(_converter("t2s").convert(text))


@lru_cache(maxsize=_REMEMBERED)
def traditional(text: str) -> str:
    """Text in traditional Chinese with Taiwan's words."""
    return text if text.isascii() else str(_converter("s2twp").convert(text))


def in_language(pair: tuple[str, str], language: str) -> str:
    """Of English and Chinese words those of a language, the latter in its script.

    Examples
    --------
    >>> [in_language(("Targets", "目标"), language) for language in ("en", "zh_CN", "zh_TW")]
    ['Targets', '目标', '目標']
    """
    en, zh = pair
    return en if language == "en" else traditional(zh) if language == "zh_TW" else zh


def evened(text: str) -> str:
    """Text in NFKC, but for characters such as ² and ①, which are no digits of a number.

    Examples
    --------
    >>> evened("１２００．５"), evened("1200①"), evened("m²")
    ('1200.5', '1200①', 'm²')
    """
    if text.isascii():
        return text
    if _RAISED.isdisjoint(text):  # the pattern takes thirty times as long
        return unicodedata.normalize("NFKC", text)
    parts = _APART.split(text)
    parts[::2] = [unicodedata.normalize("NFKC", part) for part in parts[::2]]
    return "".join(parts)


@lru_cache(maxsize=_REMEMBERED)
def name_key(text: str) -> str:
    """What makes two written names the same: NFKC, without outer blanks.

    Examples
    --------
    >>> name_key(" Ｌ０１ ") == name_key("L01"), name_key("GTXPro") == name_key("GTX Pro")
    (True, False)
    """
    return evened(text).strip()


@lru_cache(maxsize=_REMEMBERED)
def word_key(text: str) -> str:
    """What makes two written words the same: script, case, blanks too, and 帐 is 账.

    Examples
    --------
    >>> word_key("In progress") == word_key("in_progress"), word_key("進行中")
    (True, '进行中')
    """
    return _BLANKS.sub("", simplified(name_key(text)).casefold()).replace("帐", "账")


@lru_cache(maxsize=_REMEMBERED)
def header_key(text: str) -> str:
    """A header as it is looked up: a word without bracketed remarks, marks and unit.

    Examples
    --------
    >>> header_key("銷售目標（元）"), header_key("负责人*"), header_key("Close Date")
    ('销售目标', '负责人', 'closedate')
    >>> header_key("金额/万元"), header_key("元"), header_key("Invoice No."), header_key("到帳日")
    ('金额', '元', 'invoiceno', '到账日')
    """
    plain = _bare(text)
    tail = _UNIT_TAIL.search(simplified(plain))
    word = _MARKS.sub("", plain[: tail.start()] if tail else plain)
    return word_key(word) or word_key(_MARKS.sub("", plain)) or word_key(text)


def _bare(text: str) -> str:
    """A header without bracketed remarks."""
    plain = unicodedata.normalize("NFKC", text)
    while (shorter := _BRACKETED.sub("", plain)) != plain:
        plain = shorter
    return plain.strip(" *＊※▼▾⯆:.\n")


@lru_cache(maxsize=_REMEMBERED)
def header_tail(text: str) -> str:
    """Unit that a header ends with outside brackets; empty where it does not.

    Examples
    --------
    >>> header_tail("金额/万元"), header_tail("Amount USD"), header_tail("金额（含税）")
    ('万元', 'USD', '')
    """
    tail = _UNIT_TAIL.search(simplified(_bare(text)))
    return (tail["apart"] or tail["joined"]) if tail else ""


@lru_cache(maxsize=_REMEMBERED)
def header_remarks(text: str) -> tuple[str, ...]:
    """Bracketed remarks of a header, which may name its unit: `(万元)`."""
    plain = unicodedata.normalize("NFKC", text)
    return tuple(found.group()[1:-1].strip() for found in _BRACKETED.finditer(plain))


def is_masked(name: str, mask: str) -> bool:
    """Whether a mask is the name with signs hidden, each `*` for one or more of them.

    Examples
    --------
    >>> [is_masked(name, "张*") for name in ("张三", "张三丰", "张", "李四")]
    [True, True, False, False]
    """
    parts = re.split(r"[*＊]+", mask)
    return len(parts) > 1 and re.fullmatch(".+".join(map(re.escape, parts)), name) is not None
