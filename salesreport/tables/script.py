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


@lru_cache(maxsize=_REMEMBERED)
def name_key(text: str) -> str:
    """What makes two written names the same: NFKC, without outer blanks.

    Examples
    --------
    >>> name_key(" Ｌ０１ ") == name_key("L01"), name_key("GTXPro") == name_key("GTX Pro")
    (True, False)
    """
    return unicodedata.normalize("NFKC", text).strip()


@lru_cache(maxsize=_REMEMBERED)
def word_key(text: str) -> str:
    """What makes two written words the same: script, case, blanks too.

    Examples
    --------
    >>> word_key("In progress") == word_key("in_progress"), word_key("進行中")
    (True, '进行中')
    """
    return _BLANKS.sub("", simplified(name_key(text)).casefold())


@lru_cache(maxsize=_REMEMBERED)
def header_key(text: str) -> str:
    """A header as it is looked up: a word without bracketed remarks and marks.

    Examples
    --------
    >>> header_key("銷售目標（元）"), header_key("负责人*"), header_key("Close Date")
    ('销售目标', '负责人', 'closedate')
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", text))
    while (shorter := _BRACKETED.sub("", plain)) != plain:
        plain = shorter
    return word_key(plain) or word_key(text)


@lru_cache(maxsize=_REMEMBERED)
def header_remarks(text: str) -> tuple[str, ...]:
    """Bracketed remarks of a header, which may name its unit: `(万元)`."""
    plain = unicodedata.normalize("NFKC", text)
    return tuple(found.group()[1:-1].strip() for found in _BRACKETED.finditer(plain))
