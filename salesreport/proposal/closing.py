"""What the other columns of a deal say of a stage's word: open, won or lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from salesreport.cells.coded import Mask
from salesreport.cells.days import day
from salesreport.cells.plain import DASHES, identifier, written
from salesreport.proposal.stacking import Entry, column_place
from salesreport.readers.grids import Grid
from salesreport.tables.pipeline import OPEN_STAGES
from salesreport.tables.script import name_key, simplified

MOST = 0.9
"""Share of a word's deals from which on a column speaks of all of them."""

MANY = 0.3
FEW = 0.1

_WON = re.compile(r"签|赢|成单|成功|中标|得标|\bwon\b|\bwin\b|signed|success")
_LOST = re.compile(
    r"流失|丢|输|失败|败|放弃|落标|[未没](?:中标|得标|签|成)|终止|取消"
    r"|\blost\b|\blose\b|\bdead\b|abandon|cancel"
)
_DENIES = re.compile(r"[未不没非无拟待]|\bnot\b|\bun")

_OPEN_WORDS = (
    ("negotiation", re.compile(r"报价|议价|谈判|合同|投标|招标|竞标|商务|审批"
                               r"|proposal|quot|negotiat|contract|tender|\bbid|commit")),
    ("intent", re.compile(r"需求|意向|兴趣|评估|演示|方案|试用|立项"
                          r"|qualif|demo|evaluat|needs|interest|trial|\bpoc\b")),
    ("lead", re.compile(r"潜在|初步|初访|初次|线索|接洽|接触|新建|挖掘|[未待]跟进"
                        r"|prospect|\bnew\b|discover|inquir|enquir")),
)  # fmt: skip
"""What the word of an open stage says, the furthest stage first."""

_ZONE = ZoneInfo("UTC")


@dataclass
class Tally:
    """How often each word of the stage stands, and in how many of its deals what else.

    Attributes
    ----------
    rows, dated, reasons, contracts : Counter of str
        All deals of a word; those with a close date, with a reason for losing, with a
        contract.
    """

    rows: Counter[str] = field(default_factory=Counter)
    dated: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    contracts: Counter[str] = field(default_factory=Counter)

    def share(self, counts: Counter[str], word: str) -> float:
        """Part of a word's deals."""
        return counts[word] / self.rows[word]

    def is_dated(self, word: str) -> bool:
        """Whether a word's deals have a close date, while those of another word have none."""
        return self.share(self.dated, word) >= MOST and self._any_undated()

    def is_open(self, word: str) -> bool:
        """Whether a word's deals have no close date, while those of another word have one."""
        if self.share(self.dated, word) > 1 - MOST:
            return False
        return any(self.share(self.dated, other) >= MOST for other in self.rows)

    def _any_undated(self) -> bool:
        return any(self.share(self.dated, word) <= 1 - MOST for word in self.rows)

    def stands_out(self, counts: Counter[str], word: str, least: float) -> bool:
        """Whether a column is filled for a word's deals, and for hardly any of some other's."""
        apart = any(self.share(counts, other) <= FEW for other in self.rows)
        return self.share(counts, word) >= least and apart


def tallied(entry: Entry, contracted: Collection[str]) -> Tally:
    """The words of an entry's stages, a word by the key of its first spelling.

    Parameters
    ----------
    entry : Entry
        Of opportunities.
    contracted : collection of str
        Ids of the deals that a contract names.
    """
    found = Tally()

    def is_contracted(cell: Any) -> bool:
        return identifier(cell) in contracted

    for match in entry.matches:
        grid = match.sheet.grid
        place = column_place(grid, entry, "stage")
        if place is None:
            continue
        cells = grid.columns[place]
        marks = {
            "rows": np.ones(len(grid), dtype=np.bool_),
            "dated": _filled(grid, entry, ("close_date",), _is_day),
            "reasons": _filled(grid, entry, ("lost_reason", "lost_detail"), _says),
            "contracts": _filled(grid, entry, ("contract_id",), _says)
            | _filled(grid, entry, ("opportunity_id",), is_contracted),
        }
        for number, cell in enumerate(cells.distinct):
            rows, key = cells.codes == number, name_key(written(cell))
            for name, marked in marks.items():
                getattr(found, name)[key] += int((rows & marked).sum())
    del found.rows[""]
    return found


def _filled(grid: Grid, entry: Entry, names: Iterable[str], test: Any) -> Mask:
    """Rows in which one of the columns holds what is asked."""
    filled = np.zeros(len(grid), dtype=np.bool_)
    for name in names:
        place = column_place(grid, entry, name)
        if place is not None:
            filled |= grid.columns[place].where(test)
    return filled


def _is_day(cell: Any) -> bool:
    return bool(written(cell)) and day(cell, _ZONE) is not None


def _says(cell: Any) -> bool:
    text = written(cell)
    return bool(text) and DASHES.fullmatch(text) is None


def closed_choice(word: str, tally: Tally, *, has_known: bool) -> str:
    """`won` or `lost` where the columns prove it; empty otherwise.

    A contract proves a won deal, a reason for losing a lost one. A word that says it is
    believed of deals that have a close date while others have none; so is, beside
    a word whose deals have contracts, one whose deals have none. What contradicts says
    nothing.

    Parameters
    ----------
    word : str
        As written.
    has_known : bool
        Whether a word of the table's own stands in it, which then says what it may mean.
    """
    key = name_key(word)
    signs = set(_column_signs(key, tally))
    if not has_known and tally.is_dated(key):
        signs |= set(_said(word))
    return signs.pop() if len(signs) == 1 else ""


def _column_signs(key: str, tally: Tally) -> Iterable[str]:
    if tally.stands_out(tally.contracts, key, 0.5):
        yield "won"
    if tally.stands_out(tally.reasons, key, MANY):
        yield "lost"
    others_have = any(tally.share(tally.contracts, other) >= MOST for other in tally.rows)
    if tally.is_dated(key) and others_have and tally.share(tally.contracts, key) <= FEW / 2:
        yield "lost"


def _said(word: str) -> Iterable[str]:
    text = simplified(word).casefold()
    is_lost = _LOST.search(text) is not None
    if _WON.search(text) is not None and not is_lost and _DENIES.search(text) is None:
        yield "won"
    if is_lost:
        yield "lost"


def open_stages(words: list[str]) -> dict[str, str]:
    """Stage of each word of open deals: as it says, else by how many deals there are.

    Parameters
    ----------
    words : list of str
        The one of most deals first.
    """
    found = {word: _open_said(word) for word in words}
    silent = [word for word in words if not found[word]]
    for place, word in enumerate(silent):
        found[word] = OPEN_STAGES[place * len(OPEN_STAGES) // max(len(silent), len(OPEN_STAGES))]
    return found


def _open_said(word: str) -> str:
    text = simplified(word).casefold()
    return next((stage for stage, says in _OPEN_WORDS if says.search(text)), "")
