"""Fiscal years as people write them: FY24, 2024财年, FY2023-24, fiscal year 2023/2024."""

from __future__ import annotations

import re

from salesreport.periods import follows

_YEARS = r"(?P<y>(?:19|20)\d{2}|\d{2})(?:[/-](?P<e>(?:19|20)\d{2}|\d{2})(?!\d))?"
_WORD = r"(?:FY|财年度?|财政年度?|FISCALYEAR)"
_BEFORE = re.compile(rf"{_WORD}{_YEARS}(?!\d)")
_AFTER = re.compile(rf"{_YEARS}{_WORD}")


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
    year, end, rest = f"20{match['y']}"[-4:], match["e"], plain[match.end() :]
    year = match["y"] if len(match["y"]) == len("2024") else year
    if end is None:
        return f"FY{year}{rest}"
    if follows(year, end[-2:]):
        return f"FY{year}/{end[-2:]}{rest}"
    return f"FY{year}{plain[match.end('y') :]}" if match.re is _BEFORE else plain
