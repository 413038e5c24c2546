"""What a header's word says before anyone knows which table it belongs to."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from salesreport.cells.amounts import money, rate
from salesreport.cells.plain import DASHES, Amount, Fault, written
from salesreport.readers.timespans import span_label
from salesreport.tables import TABLES
from salesreport.tables.script import header_key

_REMEMBERED = 4096
_AMOUNTS = frozenset({"money", "number", "rate", "count"})
_WORDS = frozenset({"id", "text", "choice", "date", "period", "flag"})
_RATIO = re.compile(
    r"率|比|单价|客单|人均|平均|均价|占|%|％|price|rate|ratio|average|avg|mean|percent|share|\bper\b",
    re.IGNORECASE,
)


@cache
def _index() -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for table in TABLES.values():
        for column in table.columns:
            for key in column.header_keys:
                kinds.setdefault(key, set()).add(column.kind)
    return kinds


@lru_cache(maxsize=_REMEMBERED)
def header_kinds(header: str) -> frozenset[str]:
    """Kinds of the columns that some table knows by this header; empty for none.

    Examples
    --------
    >>> sorted(header_kinds("金额（元）")), sorted(header_kinds("备用列"))
    (['money', 'number'], [])
    """
    return frozenset(_index().get(header_key(header), ())) if header else frozenset()


def names_a_period(header: str) -> bool:
    """Whether a header is a month, quarter or year: the column of a wide table.

    Examples
    --------
    >>> [names_a_period(h) for h in ("3月", "一月", "Mar", "2024-03", "Q1", "合计", "May I")]
    [True, True, True, True, True, False, False]
    """
    return span_label(header) is not None


def is_known(header: str) -> bool:
    """Whether some table knows the header, or it is a period."""
    return bool(header) and (bool(header_kinds(header)) or names_a_period(header))


def holds_amounts(header: str) -> bool:
    """Whether the header is known for amounts and for nothing else, or is a period."""
    kinds = header_kinds(header)
    return (bool(kinds) and kinds <= _AMOUNTS) or (not kinds and names_a_period(header))


def holds_words(header: str) -> bool:
    """Whether the header is known for names, ids, days or choices only."""
    kinds = header_kinds(header)
    return bool(kinds) and kinds <= _WORDS


def adds_up(header: str) -> bool:
    """Whether values below the header may be added: neither a rate nor a mean nor a name."""
    kinds = header_kinds(header)
    if _RATIO.search(unicodedata.normalize("NFKC", header)) or kinds == {"rate"}:
        return False
    return not holds_words(header)


def is_number(cell: Any) -> bool:
    """Whether a cell is a number or a text that reads as one, percentages too."""
    if isinstance(cell, bool) or cell is None:
        return False
    if isinstance(cell, str):
        return isinstance(money(cell), Amount) or not isinstance(rate(cell, "CNY"), Fault | None)
    return isinstance(money(cell), Amount)


def is_blank(cell: Any) -> bool:
    """Whether a cell is blank or a lone dash."""
    word = "" if cell == "" or cell is None else written(cell)
    return not word or DASHES.fullmatch(word) is not None
