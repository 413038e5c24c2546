"""What a title, a sheet's or a file's name says that a table is about: year and measure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from salesreport.cells.fiscalyears import named_years, with_fiscal_forms
from salesreport.tables.columns import MEASURE_WORDS
from salesreport.tables.script import simplified

_MADE = re.compile(
    r"制[表单定]|日期|时间|导出|打印|编制|更新|截[至止]|填[报表]|生成|下载|下发|发布|版本|as of"
    r"|date|created|printed|exported|updated|generated|prepared|version",
    re.IGNORECASE,
)
"""Words beside a month in which something was made, not what it is about."""
_DAY = re.compile(
    r"(?<![Yy])(?<![Yy]\s)(?<!\d)(?P<y>(?:19|20)\d{2})(?:"
    r"\s*[-/.]\s*(?P<m1>\d{1,2})(?!\d|\s*[财財])(?P<d1>\s*[-/.]\s*\d{1,2})?"
    r"|\s*年\s*(?P<m2>\d{1,2})\s*月(?!\s*[-~～—至到])(?P<d2>\s*\d{1,2}\s*[日号號])?"
    r"|(?P<m3>0[1-9]|1[0-2])(?P<d3>[0-3]\d)?(?!\d))"
)
_SHORT = re.compile(r"(?<![\d近满第])(?P<y>[12]\d)\s*年(?![以来内期老])")


def stated_year(titles: Iterable[str], months: Collection[int] = ()) -> tuple[str, str] | None:
    """Year that the first title names which names one year, and that title.

    A day (`制表：2023-12-20`) says when something was made, not what year it is about; a
    month is the table's where it is one of its columns and no word says that it was made
    then.

    Parameters
    ----------
    titles : iterable of str
    months : collection of int
        Months of the table's columns, 1 to 12.

    Examples
    --------
    >>> stated_year(["制表日期：2023-12-20", "2024年度销售目标"]), stated_year(["FY25", "2024财年"])
    (('2024', '2024年度销售目标'), ('FY2025', 'FY25'))
    >>> stated_year(["2023、2024年目标"]), stated_year(["2023年3月目标"])
    (None, None)
    >>> stated_year(["2023年3月目标"], {3}), stated_year(["制表：2023年3月"], {3})
    (('2023', '2023年3月目标'), None)
    """
    for title in titles:
        made = _MADE.search(simplified(title)) is not None
        about = frozenset() if made else frozenset(months)
        years = _years(title, about)
        if len(years) == 1:
            return years.pop(), title
    return None


def other_year(titles: Iterable[str], year: str) -> tuple[str, str] | None:
    """Another year than the one that is taken which a title names with some month, and the title.

    Nothing where a title names the year that is taken, too.

    Examples
    --------
    >>> other_year(["2023年12月销售目标"], "2024"), other_year(["导出：2023-12"], "2024")
    (('2023', '2023年12月销售目标'), None)
    """
    named = {
        said: title
        for title in titles
        if not _MADE.search(simplified(title))
        for said in _years(title, frozenset(range(1, 13)))
    }
    others = {said: title for said, title in named.items() if said[-4:] != year[-4:]}
    return None if len(others) < len(named) else next(iter(others.items()), None)


def _years(title: str, months: frozenset[int]) -> set[str]:
    plain = _DAY.sub(lambda found: _year_if(found, months), with_fiscal_forms(title))
    return {*named_years(_SHORT.sub(r" 20\g<y>年", plain))}


def _year_if(found: re.Match[str], months: frozenset[int]) -> str:
    """The year of a month that the table is about; a blank for any other month and for a day."""
    month = int(found["m1"] or found["m2"] or found["m3"])
    is_day = any(found[name] for name in ("d1", "d2", "d3"))
    return f" {found['y']} " if month in months and not is_day else " "


_PLANNED = re.compile(
    r"目标|任务|指标|计划|预算|分解|(?<![a-z])(?:targets?|quotas?|goals?|plans?|budgets?)(?![a-z])"
)
_GENERIC = {"销售": "bookings", "sales": "bookings", "业绩": "bookings"}
"""Words that say little beside another measure: 销售回款目标 is one of collections."""


@lru_cache(maxsize=1)
def _words() -> Mapping[str, str]:
    said = {
        word.casefold(): choice.name
        for choice in MEASURE_WORDS
        if choice.name != "completion"  # it is said of targets, and no target's measure
        for of_language in choice.words.values()
        for word in of_language
    }
    return {word: name for word, name in said.items() if word != "销售目标"} | _GENERIC


def stated_measure(
    titles: Iterable[str], names: Iterable[str], declared: Collection[str] = ()
) -> tuple[str, str] | None:
    """Measure of a table of targets that a title or name states, and that text.

    The first text that names exactly one. A title must speak of targets; a sheet's or a
    file's name need not. A team called after a measure (新客户部) names none.

    Parameters
    ----------
    titles : iterable of str
        Texts above the table.
    names : iterable of str
        Of the sheet and the file.
    declared : collection of str
        Measures that the policy declares.

    Examples
    --------
    >>> stated_measure(["2024年回款目标分解表（万元）"], [])
    ('collections', '2024年回款目标分解表（万元）')
    >>> [stated_measure([], [name]) for name in ("2024目标", "销售目标", "回款与开票目标")]
    [None, ('bookings', '销售目标'), None]
    """
    for text in titles:
        if _PLANNED.search(_plain(text)) and (found := _measure(text, declared)):
            return found, text
    for name in names:
        if found := _measure(name, declared):
            return found, name
    return None


def _measure(text: str, declared: Collection[str]) -> str:
    known = {**_words(), **{simplified(name).casefold(): name for name in declared}}
    ordered = sorted(known, key=len, reverse=True)
    pattern = "|".join(
        rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
        for word in ordered
    )
    said = [found[0] for found in re.finditer(rf"(?:{pattern})(?!\s?[部组队区])", _plain(text))]
    own = {known[word] for word in said if word not in _GENERIC}
    named = own or {known[word] for word in said}
    return named.pop() if len(named) == 1 else ""


def _plain(text: str) -> str:
    return simplified(unicodedata.normalize("NFKC", text)).casefold()
