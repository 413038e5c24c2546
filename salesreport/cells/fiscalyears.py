"""Fiscal years as people write them: FY24, 2024财年, FY2023-24, fiscal year 2023/2024."""

from __future__ import annotations

import re

from salesreport.cells.minguo import with_common_years
from salesreport.periods import follows
from salesreport.tables.script import evened, simplified

_YEARS = r"(?P<y>(?:19|20)\d{2}|\d{2})(?:[/-](?P<e>(?:19|20)\d{2}|\d{2})(?!\d))?"
_WORD = r"(?:FY|财年度?|财政年度?|FISCALYEAR)"
_BEFORE = re.compile(rf"{_WORD}{_YEARS}(?!\d)")
_AFTER = re.compile(rf"{_YEARS}{_WORD}")
_LATIN = r"(?:(?<![A-Z])FY|FISCAL\s*YEAR)"
_HAN = r"(?:财年度?|财政年度?)"
_APART = _YEARS.replace("[/-]", r"\s*[/-]\s*")
_IN_TEXT = re.compile(
    rf"(?:{_LATIN}\s*'?\s*|{_HAN}\s*){_APART}(?!\d)(?!\s*[个家人名位月日天周笔单万元%])"
    rf"|(?<![\d近满第前后])(?:{_APART.replace('P<', 'P<after_')})"
    rf"\s*(?:{_HAN}|{_LATIN}(?!\s*'?\d))"
)
_APOSTROPHE = r"[\s']"
_MONTHS = 12
_NAMED = re.compile(r"FY\d{4}(?:/\d{2})?|(?<!\d)(?:19|20)\d{2}(?!\d)")


def with_fiscal_forms(text: str) -> str:
    """Text with each fiscal year that stands in it as `FY2024` or `FY2023/24`, between blanks.

    Letters are upper case and characters simplified, a Minguo year (113年) is one of the
    common calendar. Two years that do not follow each other are both named.

    Examples
    --------
    >>> [with_fiscal_forms(text).split() for text in ("华东24财年目标", "fiscal year 2023-24")]
    [['华东', 'FY2024', '目标'], ['FY2023/24']]
    >>> [with_fiscal_forms(text).split() for text in ("2023-2025财年", "近10财年", "2024 FY25")]
    [['FY2023', 'FY2025'], ['近10财年'], ['2024', 'FY2025']]
    """
    return _IN_TEXT.sub(_marked, with_common_years(simplified(evened(text))).upper())


def _marked(found: re.Match[str]) -> str:
    year, end = found["y"] or found["after_y"], found["e"] or found["after_e"]
    if end is None or follows(_full(year), end[-2:]) or int(end) <= _MONTHS:
        return f" {fiscal_form(re.sub(_APOSTROPHE, '', found[0]))} "
    return f" FY{_full(year)} FY{_full(end)} "


def named_years(text: str) -> tuple[str, ...]:
    """Years that a text names, each once: `2024`, of fiscal ones `FY2024` or `FY2023/24`.

    Examples
    --------
    >>> named_years("2024年度"), named_years("财年2023/2024"), named_years("2023、2024年")
    (('2024',), ('FY2023/24',), ('2023', '2024'))
    >>> named_years("113年度業績目標"), named_years("民國98年")
    (('2024',), ('2009',))
    """
    return tuple(dict.fromkeys(_NAMED.findall(with_fiscal_forms(text))))


def fiscal_form(plain: str) -> str:
    """Text that begins with a fiscal year, with the year as `FY2024` or `FY2023/24`.

    Other text, or two years that do not follow each other, stay as they are.

    Parameters
    ----------
    plain : str
        Upper case, simplified characters, no blanks.

    Examples
    --------
    >>> [fiscal_form(text) for text in ("2024财年", "FY24Q1", "FY2023-24", "财年2023/2024")]
    ['FY2024', 'FY2024Q1', 'FY2023/24', 'FY2023/24']
    >>> [fiscal_form(text) for text in ("FY2024-Q1", "FY2024-03", "2024年", "2023/25财年")]
    ['FY2024-Q1', 'FY2024-03', '2024年', '2023/25财年']
    """
    match = _BEFORE.match(plain) or _AFTER.match(plain)
    if match is None:
        return plain
    year, end, rest = _full(match["y"]), match["e"], plain[match.end() :]
    if end is None:
        return f"FY{year}{rest}"
    if follows(year, end[-2:]):
        return f"FY{year}/{end[-2:]}{rest}"
    return f"FY{year}{plain[match.end('y') :]}" if match.re is _BEFORE else plain


def _full(year: str) -> str:
    return year if len(year) == len("2024") else f"20{year}"
