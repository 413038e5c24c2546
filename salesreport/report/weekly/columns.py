"""Columns of the workbook of decisions, and its words: one list for writing and reading."""

from __future__ import annotations

from functools import cache
from typing import Literal

from salesreport.language import LANGUAGES, Words, mark
from salesreport.tables.script import header_key
from salesreport.weekly.carried import Outcome

Field = Literal[
    "block", "customer", "rep", "about", "amount", "recorded", "decision", "step", "by", "mark",
    "rep_id", "key",
]  # fmt: skip

COLUMNS: dict[Field, str] = {
    "block": mark("Block"),
    "customer": mark("Customer"),
    "rep": mark("Owner"),
    "about": mark("What"),
    "amount": mark("Amount"),
    "recorded": mark("Next step on record"),
    "decision": mark("Manager's decision"),
    "step": mark("Next step agreed"),
    "by": mark("By"),
    "mark": mark("Carried out?"),
    "rep_id": mark("Rep ID"),
    "key": mark("Key (leave as it is)"),
}
"""Field -> its title."""

MARKS: dict[Outcome, str] = {
    "done": mark("carried out"),
    "partly": mark("partly carried out"),
    "open": mark("not carried out"),
}
"""What may be chosen under `mark`."""

_ALSO: dict[str, Outcome] = {
    "yes": "done", "done": "done", "是": "done", "已落实": "done", "已完成": "done",
    "partly": "partly", "部分": "partly", "部分完成": "partly",
    "no": "open", "否": "open", "未落实": "open", "未完成": "open",
}  # fmt: skip
"""Other words that people write there."""


@cache
def field_of(header: str) -> Field | None:
    """Field that a header names, in whichever language; None for another one."""
    return _headers().get(header_key(header))


@cache
def mark_of(written: str) -> Outcome | None:
    """What a person marked, in whichever language; None for a word nobody knows."""
    return _marks().get(header_key(written))


@cache
def _headers() -> dict[str, Field]:
    return {
        header_key(Words(language)(title)): field
        for language in LANGUAGES
        for field, title in COLUMNS.items()
    }


@cache
def _marks() -> dict[str, Outcome]:
    told = {header_key(word): outcome for word, outcome in _ALSO.items()}
    for language in LANGUAGES:
        for outcome, word in MARKS.items():
            told[header_key(Words(language)(word))] = outcome
    return told
