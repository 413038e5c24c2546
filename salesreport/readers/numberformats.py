"""What a workbook's number format writes beside a number: `0.00"万元"`, `[$$-409]`.

Only a unit or a currency is of interest: with it a stored 52 is what the sheet shows,
52万元, and 0.92 is 92%. Formats that scale what they show (`0!.0,"万"` or `0!.0,` shows
520000 as 52.0) give 52万: the stored value, which a header in 万元 does not multiply.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from salesreport.cells.amounts import MARKS, money
from salesreport.cells.plain import Amount
from salesreport.cells.units import Unit, unit_of, units_in
from salesreport.cells.unitwords import looks_like_unit, normal
from salesreport.tables.script import evened

_SUSPECT = re.compile(
    r'[^\x00-\x7f]|\[\$[^\-\]]|[$%]|"[^"]*[A-Za-z][^"]*"|[\\!][A-Za-z.]|[0#?],+(?![,0#?])'
)
"""Formats without any of this name neither unit nor currency, and scale nothing."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<symbol>[^\-\]]*)(?:-(?P<locale>[^\]]*))?\]'
    r"|(?P<condition>\[[<>=][^\]]*\])|\[[^\]]*\]|_.|\*.|(?P<general>General|G/通用格式)"
    r"|(?P<end>;)|(?P<bare>.)",
    re.DOTALL | re.IGNORECASE,
)
_SIGNS = {
    "409": "us$", "en-us": "us$", "c04": "hk$", "zh-hk": "hk$", "404": "nt$", "zh-tw": "nt$",
    "1004": "s$", "zh-sg": "s$", "c09": "au$", "en-au": "au$", "1009": "ca$", "en-ca": "ca$",
    "1409": "nz$", "en-nz": "nz$", "804": "cn¥", "zh-cn": "cn¥", "411": "jp¥", "ja-jp": "jp¥",
}  # fmt: skip
_SIGN_OF = {
    "USD": "us$", "HKD": "hk$", "TWD": "nt$", "SGD": "s$", "AUD": "au$", "CAD": "ca$",
    "NZD": "nz$", "CNY": "cn¥", "JPY": "jp¥", "EUR": "€", "GBP": "£", "KRW": "₩",
}  # fmt: skip
_SCALE_WORDS = {3: "千", 4: "万", 6: "百万", 8: "亿"}
"""Power of ten -> its word."""

_BESIDE = re.compile(r"(?P<before>[^\d]*)(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<after>[^\d]*)")
_UNREADABLE = "?"
_GROUP = 3


class Shown(NamedTuple):
    """What a format writes before and after a number.

    `shift`: power of ten by which the number shown is smaller than the stored one.
    """

    before: str
    after: str
    shift: int


@dataclass
class _Section:
    """One section of a format as it is walked."""

    before: str = ""
    after: str = ""
    digits: int = 0
    commas: int = 0
    pointed: bool = False
    since_mark: int | None = None
    foreign: bool = False
    conditional: bool = False
    percent: bool = False
    other: bool = False

    def literal(self, text: str) -> None:
        """Text beside the digits, or a point that is only written between them."""
        if text == "." and self.digits and self.since_mark is None and not self.pointed:
            self.since_mark = 0
        elif self.digits:
            self.after += text
        else:
            self.before += text

    def bare(self, character: str) -> None:
        """A character outside quotes."""
        if character in "0#?":
            self.digits += 1
            self.after = ""
            self.commas = self.commas if self.pointed else 0
            self.since_mark = None if self.since_mark is None else self.since_mark + 1
        elif character == "," and self.digits:
            self.commas += 1
        elif character == ".":
            self.pointed = True
        elif character == "%":
            self.percent = True
            self.literal(character)
        elif character == "@" or character.casefold() in "ymdhs":
            self.other = True
        else:
            self.literal(character)

    @property
    def shift(self) -> int:
        """Power of ten by which the number shown is smaller than the stored one."""
        return 3 * self.commas + (self.since_mark or 0)

    def scaled(self) -> Shown | None:
        """The word of the scale, where it shows less than is stored."""
        word = _SCALE_WORDS.get(self.shift) if self.digits and not self.other else None
        return None if word is None else Shown("", word, self.shift)

    def shown(self) -> Shown | None:
        """What it writes, if that is a unit or currency which changes the number's meaning."""
        if not self.digits or self.other:
            return None
        before, after = (evened(t).strip(" -+()") for t in (self.before, self.after))
        if self.percent:
            return Shown(before, after, -2)
        shift = self.shift
        found = money(f"{before}1{after}")
        if isinstance(found, Amount):
            neutral = not found.currencies and found.value.scaleb(-shift) == 1
            plain = not before and not after
            return None if neutral or plain else Shown(before, after, shift)
        units = [*units_in(before), *units_in(after)]
        if not self.foreign and units == [Unit(Decimal(10) ** shift)]:
            return None
        whole = unit_of(f"{before}{after}")
        if whole is not None and whole.factor > 1:
            return _in_ten_thousands(whole, shift)
        unclear = any(looks_like_unit(normal(text)) for text in (before, after))
        named = self.foreign or units or unclear or after in ("%", "‰")
        return Shown(before, after, shift) if named else None


def _in_ten_thousands(unit: Unit, shift: int) -> Shown:
    """A unit that cells do not bear (TEUR, Mio. €) in the words of one that they do."""
    code = "".join(unit.currencies).casefold() if len(unit.currencies) == 1 else ""
    sign = next((mark for mark, of in MARKS.items() if of == unit.currencies), code)
    places = unit.factor.adjusted()
    return Shown(sign, _SCALE_WORDS[4], shift + 4 - places)


@lru_cache(maxsize=1024)
def shown_by(code: str) -> tuple[Shown | None, Shown | None]:
    """Unit or currency that a format writes beside a number, and beside a negative one.

    Where the number itself decides between several, it is text that is no number.

    Examples
    --------
    >>> shown_by('#,##0.00"万元"')[0], shown_by("[$$-409]#,##0.00")[1]
    (Shown(before='', after='万元', shift=0), Shown(before='us$', after='', shift=0))
    >>> shown_by('0!.0,"万"')[0], shown_by("#,##0.00"), shown_by('yyyy"年"')
    (Shown(before='', after='万', shift=4), (None, None), (None, None))
    """
    code = code.replace("\\!.", "!.")  # as LibreOffice saves the escaped point of Excel's 0!.0,
    if _SUSPECT.search(code) is None:
        return None, None
    sections = _sections(code)
    shown = [section.shown() for section in sections]
    if any(section.conditional for section in sections):
        doubt = Shown("", _UNREADABLE, 0) if any(shown) else None
        return doubt, doubt
    shown = [found or section.scaled() for found, section in zip(shown, sections, strict=True)]
    negative = 1 if len(sections) > 1 and sections[1].digits else 0
    return shown[0], shown[negative]


def _sections(code: str) -> list[_Section]:
    sections = [_Section()]
    for token in _TOKEN.finditer(code):
        section = sections[-1]
        if token["end"]:
            sections.append(_Section())
        elif token["condition"]:
            section.conditional = True
        elif token["general"]:
            section.digits += 1
        elif token["symbol"]:
            section.foreign = True
            section.literal(_sign(token["symbol"], token["locale"] or ""))
        elif token["bare"]:
            section.bare(token["bare"])
        else:
            section.literal(token["quoted"] or token["escaped"] or "")
    return sections


def _sign(symbol: str, locale: str) -> str:
    """Currency sign, of one country where the format names it."""
    alone = evened(symbol).strip() in ("$", "¥")
    return _SIGNS.get(locale.casefold().lstrip("0"), symbol) if alone else symbol


def text_shown(value: str, code: str) -> str | None:
    """A stored number as the text that the sheet shows, with all its digits.

    None where the format names neither unit nor currency.

    Examples
    --------
    >>> text_shown("52", '0.00"万元"'), text_shown("-0.5", "[$€-2]0"), text_shown("5", "0")
    ('52万元', '€-0.5', None)
    >>> text_shown("0.92", "0%")
    '92%'
    """
    number = Decimal(f"{float(value):.15g}")
    shown = shown_by(code)[number < 0]
    return None if shown is None else _joined(number.scaleb(-shown.shift), shown)


def _joined(number: Decimal, shown: Shown) -> str:
    digits = f"{number:f}"
    whole, point, decimals = digits.partition(".")
    decimals = decimals.rstrip("0")
    if len(decimals) == _GROUP:
        decimals += "0"  # 1.234 typed may be 1,234; a stored number is not in doubt
    return f"{shown.before}{whole}{point if decimals else ''}{decimals}{shown.after}"


def text_beside(value: str, text: str, currency: str = "") -> str | None:
    """A stored number with the unit that stands beside it in its shown text.

    Shown scaled, it has the word of its scale. None where the text names neither unit
    nor currency. `currency`: the code that the file states; a sign may leave it open.

    Examples
    --------
    >>> text_beside("52", "52.00万元"), text_beside("52", "$52.00", "USD")
    ('52万元', 'us$52')
    >>> text_beside("520000", "52.0万"), text_beside("52", "52.00")
    ('52万', None)
    """
    number = Decimal(f"{float(value):.15g}")
    if currency:
        return _joined(number, Shown(_SIGN_OF.get(currency.upper(), currency), "", 0))
    match = _BESIDE.fullmatch(evened(text).strip())
    if match is None:
        return None
    before, after = match["before"].strip(" -+("), match["after"].strip(" -+)")
    digits = Decimal(match["digits"].replace(",", ""))
    if abs(digits - abs(number)) <= max(abs(number) / 10, Decimal(1)):
        shown = shown_by(f'"{before}"0"{after}"')[0]
        return None if shown is None else _joined(number, shown)
    step = Decimal(1).scaleb(int(digits.as_tuple().exponent))
    for shift, word in _SCALE_WORDS.items():
        if abs(digits - abs(number).scaleb(-shift)) <= step:
            return _joined(number.scaleb(-shift), Shown("", word, shift))
    return None
