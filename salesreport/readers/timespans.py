"""Headers that stand for a span of time: the columns of a wide table."""

from __future__ import annotations

import re
from functools import lru_cache

from salesreport.cells.days import period
from salesreport.cells.fiscalyears import fiscal_form
from salesreport.cells.minguo import with_common_year
from salesreport.tables.script import evened, header_key, simplified

YEAR, HALVES = "Y", ("H1", "H2")
"""Labels of a whole year and of its halves, where no year is named."""

ALL = "*"
"""Label of a column that adds up all spans of its row."""

_REMEMBERED = 4096
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_MONTH = re.compile(r"(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?")
_QUARTER = re.compile(r"(?:q|quarter|qtr)([1-4])|([1-4])q|第?([一二三四1-4])季度?")
_HALF = re.compile(r"([上下])半年度?|h([12])|([12])h|(first|second)half(?:year)?")
_WHOLE = re.compile(r"[全整]年度?|年总|fy|full-?year|annual|12个月")
_MONTHS = {
    (1, 3): "Q1", (4, 6): "Q2", (7, 9): "Q3", (10, 12): "Q4", (1, 6): "H1", (7, 12): "H2",
    (1, 12): "全年",
}  # fmt: skip
_FROM_TO = re.compile(r"(?<!\d)(\d{1,2})月?[-–—~～至到](\d{1,2})月")
_PLANNED = re.compile(
    r"(?:的)?(?:销售|业绩)?(?:目标|任务|指标|计划|预算)(?:值|额|数|金额)?"
    r"|(?:sales)?(?:target|quota|goal|plan|budget)s?"
)
_SUMMED = re.compile(r"(?:合计|小计|总计|汇总|总和|累计|(?:sub|grand)?totals?|sum)$")
_WHOLE_SUM = re.compile(r"[全整本]?年度?|目标|销售目标|各月|全部|year|yearly|annual|target")
_DATED = re.compile(r"((?:fy)?(?:19|20)\d{2}|\d{2}(?=年))(?:年度?|财年)?[-/._]?(.+)")
_FISCAL = re.compile(r"(?P<year>FY\d{4}(?:/\d{2})?)年?度?[-/._]?(?P<rest>.*)")
_REMARKS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_YEAR_LAST = re.compile(r"([a-z]+|[qh]\d)[-/._']?((?:20)?\d{2})")


@lru_cache(maxsize=_REMEMBERED)
def span_label(header: str) -> str | None:
    """Span a header stands for, with its year where it names one; None for none.

    A word such as 目标 or target beside the span changes nothing; 实际 does.

    Examples
    --------
    >>> [span_label(h) for h in ("3月（万元）", "1月目标", "Mar", "2024-03", "2024年3月")]
    ['03', '01', '03', '2024-03', '2024-03']
    >>> [span_label(h) for h in ("Q1", "第一季度目标", "2024Q1", "上半年", "全年", "年度目标")]
    ['Q1', 'Q1', '2024-Q1', 'H1', 'Y', 'Y']
    >>> [span_label(h) for h in ("Jan-24", "Q1 2024", "24年1月", "1-3月", "1-2月")]
    ['2024-01', '2024-Q1', '2024-01', 'Q1', None]
    >>> [span_label(h) for h in ("1月实际", "年度", "合计", "目标", "13月", "May I")]
    [None, None, None, None, None, None]
    >>> [span_label(h) for h in ("FY2024", "2024财年目标", "FY2023/24", "FY24 Q1（万元）")]
    ['FY2024', 'FY2024', 'FY2023/24', 'FY2024-Q1']
    >>> [span_label(h) for h in ("113年3月（仟元）", "113/03", "113年Q1目標", "113年度", "113")]
    ['2024-03', '2024-03', '2024-Q1', '2024', None]
    """
    bare = simplified(evened(header)).replace(" ", "")
    common = bare if bare.isdecimal() else with_common_year(bare)  # 113 and 11301 may be codes
    if common != bare:
        return span_label(common)
    months = _FROM_TO.search(evened(header).replace(" ", ""))
    if months is not None:  # a key has no dashes: 1-2月 is not 12月
        word = _MONTHS.get((int(months[1]), int(months[2])))
        return span_label(months.string.replace(months[0], word)) if word else None
    key = header_key(header)
    fiscal = _fiscal_span(header)
    if fiscal is not None:
        return fiscal
    plain = _unplanned(key)
    if not plain:
        return None
    if plain != key and plain in ("年", "年度", "year", "yearly"):
        return YEAR
    found = _span(plain)
    if found is not None:
        return found
    named = period(header if plain == key else plain, 1) if _DATED.match(plain + "-") else None
    if isinstance(named, str):
        return named
    match = _DATED.fullmatch(plain) or _YEAR_LAST.fullmatch(plain)
    if match is None:
        return None
    year, word = match.groups() if match.re is _DATED else match.groups()[::-1]
    found, year = _span(word), year.upper() if len(year) > len("24") else f"20{year}"
    return year if found == YEAR else found and f"{year}-{found}"


@lru_cache(maxsize=_REMEMBERED)
def summed_span(header: str) -> str | None:
    """Span whose columns a header's column adds up, `ALL` for all; None for no such header.

    Examples
    --------
    >>> [summed_span(h) for h in ("合计", "2024年 合计", "第一季度 小计", "Q1 total", "张敏小计")]
    ['*', '2024', 'Q1', 'Q1', None]
    """
    key = header_key(header)
    match = _SUMMED.search(key)
    if match is None:
        return None
    rest = key[: match.start()]
    return ALL if not rest or _WHOLE_SUM.fullmatch(rest) else span_label(rest)


def _fiscal_span(header: str) -> str | None:
    """Fiscal year that a header names, or a part of one; None for none."""
    plain = _REMARKS.sub("", simplified(evened(header))).replace(" ", "").upper()
    match = _FISCAL.fullmatch(fiscal_form(plain))
    if match is None:
        return None
    rest = _unplanned(header_key(match["rest"])) if match["rest"] else ""
    span = _span(rest) if rest else YEAR
    return match["year"] if span == YEAR else span and f"{match['year']}-{span}"


def _unplanned(key: str) -> str:
    """Key of a header without the word that says that it holds targets."""
    found = [*_PLANNED.finditer(key)]
    if found and found[-1].end() == len(key):
        return key[: found[-1].start()]
    return key[found[0].end() :] if found and found[0].start() == 0 else key


def _span(word: str) -> str | None:
    """Label of a span without a year."""
    match = _MONTH.fullmatch(word)
    if match is not None:
        number = int(match[1]) if match[1].isdigit() else _NUMBERS.index(match[1]) + 1
        return f"{number:02d}"
    for number, name in enumerate(_MONTH_NAMES, 1):
        if word in (name, name[:3]) or (number == len("september") and word == "sept"):
            return f"{number:02d}"
    match = _QUARTER.fullmatch(word)
    if match is not None:
        digit = next(filter(None, match.groups()))
        return f"Q{digit if digit.isdigit() else _NUMBERS.index(digit) + 1}"
    match = _HALF.fullmatch(word)
    if match is not None:
        return HALVES[next(filter(None, match.groups())) in ("下", "2", "second")]
    return YEAR if _WHOLE.fullmatch(word) else None
