"""What a header's remark says of its column: the figure that counts, or another one."""

from __future__ import annotations

import re

from salesreport.cells.units import header_units
from salesreport.tables import Column, Table
from salesreport.tables.script import header_key, header_remarks, header_tail, simplified

COUNTS, SAYS_NOTHING, OTHER_FIGURE = 0, 1, 2
"""How well a remark fits its column."""

_AHEAD = re.compile(
    r"预计|预估|预测|预期|预算|估算|估计|暂估|计划|目标"
    r"|forecast|plan|expected|estimat|\best\b|predicted|projected|budget|target",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"去年|上年|往年|前年|上期|上月|上季|上一|同期|加权|不含税|未税|免税前|税前|税额|外币"
    r"|weighted|last\s|previous|prior|excl|\bex\.?\s?(?:tax|vat)|net of|before tax|without"
    r"|foreign",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"实际|实收|实绩|本期|本月|本季|本年|今年|当年|当期|当月|含税|actual|current|\bthis\s|incl|gross",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(r"原币|交易币|original|transaction|document", re.IGNORECASE)
_HOME = re.compile(
    r"本位币|本币|记账|base|home|local|company|functional|report(?:ing)? currency", re.IGNORECASE
)
_WON = re.compile(r"成交|赢单|签约|签单|签订|won", re.IGNORECASE)
_LOST = re.compile(r"丢单|输单|失单|流失|战败|lost", re.IGNORECASE)
_PLANNED = frozenset({"targets", "payment_plan", "plans"})
_EXPECTED = "expected_"


def remark_of(header: str) -> str:
    """Remarks of a header as one text: what is in brackets, and a unit at its end."""
    return simplified(" ".join(filter(None, (*header_remarks(header), header_tail(header)))))


def fit(header: str, declared: Table, column: Column, currency: str, *, stated: bool) -> int:
    """How well a header's remark fits the column: `COUNTS`, `SAYS_NOTHING`, `OTHER_FIGURE`.

    A figure with tax counts, since tax is taken off where the policy wants it off. Of
    what is planned the planned figure counts, of anything else the actual one.

    Parameters
    ----------
    currency : str
        Report currency; "" leaves currencies out of account.
    stated : bool
        A column names each row's currency: amounts in it count, those already
        converted would be converted twice.

    Examples
    --------
    >>> from salesreport.tables import table
    >>> deals, words = table("opportunities"), ("金额", "金额（备注）", "金额(预计)")
    >>> [fit(w, deals, deals.by_name["amount"], "CNY", stated=False) for w in words]
    [0, 1, 2]
    """
    remark = remark_of(header)
    if not remark:
        return COUNTS
    planned = declared.name in _PLANNED or column.name.startswith((_EXPECTED, "due_"))
    ahead, done = (_DONE, _AHEAD) if planned else (_AHEAD, _DONE)
    original, home = (_HOME, _ORIGINAL) if stated else (_ORIGINAL, _HOME)
    if any(words.search(remark) for words in (_OTHER, ahead, original)):
        return OTHER_FIGURE
    in_currency = _in_currency(header, currency) if column.kind == "money" and not stated else None
    if in_currency is False:
        return OTHER_FIGURE
    counts = in_currency or done.search(remark) or home.search(remark)
    return COUNTS if counts else SAYS_NOTHING


def _in_currency(header: str, currency: str) -> bool | None:
    """Whether the header names the report currency; None where it names none."""
    named = [unit.currencies for unit in header_units(header, money=True) if unit.currencies]
    return any(currency in codes for codes in named) if named and currency else None


def planned_column(header: str, declared: Table, name: str) -> str:
    """The column `expected_…` where a remark says that the header's day is only planned."""
    other = f"{_EXPECTED}{name}"
    if other in declared.by_name and _AHEAD.search(remark_of(header)):
        return other
    return name


def are_outcomes(one: str, other: str) -> bool:
    """Whether one header is about what was won and the other about what was lost."""
    (won, lost), (also_won, also_lost) = _outcome(one), _outcome(other)
    return (won and also_lost and not (lost or also_won)) or (
        lost and also_won and not (won or also_lost)
    )


def _outcome(header: str) -> tuple[bool, bool]:
    words = f"{header_key(header)} {remark_of(header)}"
    return _WON.search(words) is not None, _LOST.search(words) is not None
