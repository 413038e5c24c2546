"""Words of a row of totals: 合计, A组小计, Subtotal: A, 共2人, and the group they name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from salesreport.readers.rowcounts import WITH_COUNT
from salesreport.readers.sums import Scope
from salesreport.tables.script import simplified

LONGEST = 40
"""Letters of a label at most; what is longer is a sentence."""

_BLANK = "[\\s\u00a0\u3000]*"
_OF_ROWS = (
    rf"(?:[条條行筆笔]|(?i:rows?|records?|entries|lines))(?:[记記][录錄]|[数數][据據])?{_BLANK}"
)
_OF_THINGS = "[人位名个個家户戶单單项項件台]"
LOOKS_LIKE_ONE = (
    rf"(?:[小合总總共累分]{_BLANK}[计計](?:{_BLANK}[数數值额額]|{_BLANK}金{_BLANK}[额額])?"
    rf"|[汇匯彙]{_BLANK}[总總]|[总總]{_BLANK}[和数數]"
    rf"|平{_BLANK}均[值数數]?|均{_BLANK}值|人{_BLANK}均|(?i:totals?|average|avg|sum)){_BLANK}"
    rf"(?:[(（][^()（）]*[)）]{_BLANK}|\d{{4}}年?度?{_BLANK})?[:：]?{_BLANK}"
    rf"(?:[共计計]*{_BLANK}[\d,]+{_BLANK}(?:{_OF_ROWS}|{_OF_THINGS}{_BLANK}))?$"
    rf"|^(?:[小合总總][计計]|[汇匯彙][总總]|(?i:(?:sub|grand)?[ -]?totals?))"
    rf"(?:{_BLANK}[:：\-–—]|\s(?i:of|for)\s)"
    rf"|^[合总總]?共[计計]?{_BLANK}[\d,]+{_BLANK}{_OF_THINGS}{_BLANK}$"
)
"""Pattern of most cells that `total_label` knows; few others match it."""

_NOTED = re.compile(
    r"(?<=.)(?:(?<=小计)\([^()]*\)|(?<=total)\s*\([^()]*\)|\s*\([\d百千万亿]*[元人家个笔单条项]\)"
    r"|\s*\((?:[a-z]{3}|[不未含]+税|以上|全[部年体])\)|(?<=[计数值额总和均 ls])\s*\d{4}年?度?)$"
)
"""What a word of totals may have behind it: a unit, of a subtotal its group, a year."""
_THINGS = re.compile(rf"(?<=[计数总])[\s:(]*共?[计]?\s*[\d,]+\s*{_OF_THINGS}\)?$")
_ONLY_THINGS = re.compile(rf"[合总]?共计?\s*[\d,]+\s*{_OF_THINGS}")
_N_THINGS = re.compile(rf"(?:[共合总總]?[共计計]?[:：]?)?\s*[\d,]+\s*{_OF_THINGS}")
_PART = frozenset({"小计", "分计", "本页小计", "本页合计", "subtotal", "subtotals"})
_WHOLE = frozenset({"总计", "总合计", "总和", "总数", "共计", "累计", "grandtotal", "grandtotals"})
_EITHER = frozenset({"合计", "合计金额", "汇总", "total", "totals", "sum"})
_MEAN = frozenset({"平均", "平均值", "平均数", "均值", "人均", "average", "avg"})
_QUALIFIED = re.compile(
    r"(?:本|当|该|上|全)?(?:页|月|日|周|季度?|年度?|期)|\d{4}年度?|[上下]?半年|全[部体]|以上|各项"
    r"|部门|小组|团队|金额|整体|全?公司|全员|人员|所有人?|team|company|overall|department|grand"
)
_WITH_GROUP = re.compile(
    r"(?P<group>.+?)(?P<word>小计|合计|总计|汇总|平均值?|(?:sub)?totals?|average)"
)
_BEFORE_GROUP = re.compile(
    r"(?:小计|合计|总计|汇总|(?:sub|grand)?[ -]?totals?)(?:\s*[:\-–—]\s*|\s+(?:of|for)\s+)"
    r"(?P<group>.+)"
)
_CJK = re.compile(r"[\u4e00-\u9fff]")


class Label(NamedTuple):
    """What a word says of its row: the rows it adds up, the group it names, how sure."""

    scope: Scope
    group: str
    certain: bool


@lru_cache(maxsize=1024)
def total_label(text: str) -> Label | None:
    """What a cell says of a row of totals, or None where it is no such word.

    Examples
    --------
    >>> total_label("小  計"), total_label("Grand Total:").scope, total_label("合计科技")
    (Label(scope='part', group='', certain=True), 'whole', None)
    >>> [total_label(text).group for text in ("张敏 小计", "Subtotal: A", "Total for A", "共2人")]
    ['张敏', 'a', 'a', '']
    """
    plain = simplified(unicodedata.normalize("NFKC", text)).casefold().strip(" :\u3000")
    plain = WITH_COUNT.sub("", plain)
    if "/" in plain:
        labels = [total_label(part) for part in plain.split("/")]
        return labels[0] if all(labels) else None
    if _ONLY_THINGS.fullmatch(plain):
        return Label("whole", "", certain=True)
    plain = _THINGS.sub("", _NOTED.sub("", plain).strip(" :"))
    plain = re.sub(r"(?<=计)\s*[数值额]$", "", plain)
    key = re.sub(r"[\s\-_]+", "", plain)
    certain = _CJK.search(key) is not None
    for words, scope in ((_PART, "part"), (_WHOLE, "whole"), (_EITHER, "either"), (_MEAN, "mean")):
        if key in words:
            return Label(scope, "", certain)  # type: ignore[arg-type]
    return _of_group(plain)


def _of_group(plain: str) -> Label | None:
    """Label of a group's total: its name before the word, or behind it and a colon."""
    match = _BEFORE_GROUP.fullmatch(plain)
    if match is not None:
        return Label("part", match["group"].strip(), certain=False)
    match = _WITH_GROUP.fullmatch(plain)
    if match is None:
        return None
    group = match["group"].strip(" -_:")
    is_mean = match["word"].startswith(("平均", "average"))
    if _QUALIFIED.fullmatch(group):
        return Label("mean" if is_mean else "either", "", certain=True)
    if is_mean:
        return None
    return Label("part", group, certain=False)


def is_total_word(text: str) -> bool:
    """Whether a word alone means a total: the header of a sum beside the months."""
    label = total_label(text)
    return label is not None and not label.group


def ends_in_chinese(text: str) -> bool:
    """Whether the last letter is Chinese: a word such as 小计 is no part of a longer one."""
    return _CJK.search(text[-1:]) is not None


def counts_things(cell: str) -> bool:
    """Whether a cell beside a word of totals only says how many there are: 2人, 共 2 家."""
    return _N_THINGS.fullmatch(cell.strip()) is not None
