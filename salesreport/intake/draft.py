"""A table on its way in: cells by column, where each row stands, which rows are out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from salesreport.cells import Coded
from salesreport.cells.coded import Codes, Mask
from salesreport.intake.findings import Findings
from salesreport.problems import RULES
from salesreport.tables import Table

_RULES = tuple(RULES)
_NUMBERS = {rule: number for number, rule in enumerate(_RULES, start=1)}

Rows = Any
"""Some rows: a mask, an array of positions, or one position."""


def no_codes() -> Codes:
    """Column of numbers without a row."""
    return np.zeros(0, dtype=np.int64)


def _no_cells() -> Coded:
    return Coded(no_codes(), [])


@dataclass
class Draft:
    """Rows of one table, first as read, then converted; columns are changed whole.

    A row is a position from 0. Nothing here is done row by row: a step asks each
    different cell of a column (`cells[name].where(...)` gives the rows as a mask),
    puts a new column in place (`cells[name] = cells[name].map(...)`), refuses rows
    (`refuse(mask, rule)`) and notes them (`note(findings, rule, mask, column)`).
    Refused rows stay where they are, so that the ledger counts them.

    Attributes
    ----------
    table : Table
    cells : dict of str to Coded
        Canonical column -> cells, then values.
    extras : dict of str to Coded
        Header as written -> cells of columns no table knows.
    file, sheet : Coded
        Where each row stands in the user's own files.
    row : ndarray of int64
        Number a spreadsheet shows for it; 0 for a row that is in no file.
    rank : ndarray of int64
        Age of each row's file; a higher one is newer.
    record : ndarray of int64
        Which record of the files the row came from (several rows of a wide table
        share one); -1 for a row that is in no file.
    listed : ndarray of int16
        Rule that left the row out, as its number in `RULES` from 1; 0 for a row
        that is still in. Use `refuse`, `kept` and `rule_at`.
    n_read : int
        Records read.
    unused : dict of int to str
        Records that gave no row, and why.
    headers : dict of str to str
        Canonical column -> header as written (of the first file).
    month_headers : Coded or None
        Of a wide table: the header over each row's value.
    entry : ndarray of int16
        Number of the run file's entry that each row comes from.
    rep_names : Coded or None
        Name that stands beside each row's rep id, and the header over it.
    outside : ndarray of bool or None
        Rows whose needed day cannot be read, once converted: in the table, in no period.
    """

    table: Table
    cells: dict[str, Coded] = field(default_factory=dict)
    extras: dict[str, Coded] = field(default_factory=dict)
    file: Coded = field(default_factory=_no_cells)
    sheet: Coded = field(default_factory=_no_cells)
    row: Codes = field(default_factory=no_codes)
    rank: Codes = field(default_factory=no_codes)
    record: Codes = field(default_factory=no_codes)
    listed: npt.NDArray[np.int16] = field(default_factory=lambda: np.zeros(0, dtype=np.int16))
    n_read: int = 0
    unused: dict[int, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    month_headers: Coded | None = None
    entry: npt.NDArray[np.int16] = field(default_factory=lambda: np.zeros(0, dtype=np.int16))
    rep_names: Coded | None = None
    rep_names_header: str = ""
    outside: Mask | None = None

    @classmethod
    def of_rows(cls, table: Table, file: str, sheet: str | None, row: Codes) -> Draft:
        """Rows of one sheet, each its own record, still without columns."""
        n_rows = len(row)
        return cls(
            table,
            file=Coded.repeated(file, n_rows),
            sheet=Coded.repeated(sheet, n_rows),
            row=row,
            rank=np.zeros(n_rows, dtype=np.int64),
            record=np.arange(n_rows, dtype=np.int64),
            listed=np.zeros(n_rows, dtype=np.int16),
            entry=np.zeros(n_rows, dtype=np.int16),
            n_read=n_rows,
        )

    def __len__(self) -> int:
        return len(self.row)

    def kept(self) -> Mask:
        """Rows that are still in."""
        mask: Mask = self.listed == 0
        return mask

    def refuse(self, rows: Rows, rule: str) -> None:
        """Leave rows out; the first rule that decides a row counts."""
        positions = positions_of(rows)
        free = positions[self.listed[positions] == 0]
        self.listed[free] = _NUMBERS[rule]

    def rule_at(self, position: int) -> str | None:
        """Rule that left a row out; None for one that is still in."""
        number = int(self.listed[position])
        return _RULES[number - 1] if number else None

    def note(
        self,
        findings: Findings,
        rule: str,
        rows: Rows,
        column: str | None = None,
        read: Coded | None = None,
        *,
        shown: Sequence[Any] | None = None,
        optional: bool = False,
        **values: str | int,
    ) -> None:
        """Note a problem of some rows, each with its place and its cell as read.

        `read`: cells of every row; or `shown`: cells of these rows alone.
        """
        positions = positions_of(rows)
        if not len(positions):
            return
        findings.add_rows(
            rule,
            self.places(positions, shown if read is None else read.take(positions)),
            self._headers_of(positions, column),
            optional=optional,
            table=self.table.name,
            column=column,
            **values,
        )

    def untold(self, findings: Findings, rule: str, positions: Codes) -> Codes:
        """Those of some rows that no reader's problem of the rule names."""
        told = findings.told_rows(rule)
        if not told:
            return positions
        is_new = [place[:3] not in told for place in self.places(positions)]
        return positions[np.array(is_new, dtype=np.bool_)]

    def places(self, positions: Codes, shown: Sequence[Any] | None = None) -> list[tuple[Any, ...]]:
        """File, sheet, row and what is shown of some rows."""
        shown = [None] * len(positions) if shown is None else shown
        files, sheets = self.file.take(positions), self.sheet.take(positions)
        return [*zip(files, sheets, self.row[positions].tolist(), shown, strict=True)]

    def _headers_of(self, positions: Codes, column: str | None) -> list[str | None]:
        if self.month_headers is not None and column in ("value", "period"):
            return self.month_headers.take(positions).tolist()
        return [self.headers.get(column or "")] * len(positions)

    def column(self, name: str) -> Coded:
        """Cells of a column; all missing where no file has it."""
        return self.cells[name] if name in self.cells else Coded.repeated(None, len(self))

    def take(self, positions: Codes) -> Draft:
        """Draft of some rows, which may stand several times; records as before."""
        month_headers, rep_names = self.month_headers, self.rep_names
        return Draft(
            self.table,
            {name: cells.take(positions) for name, cells in self.cells.items()},
            {name: cells.take(positions) for name, cells in self.extras.items()},
            file=self.file.take(positions),
            sheet=self.sheet.take(positions),
            row=self.row[positions],
            rank=self.rank[positions],
            record=self.record[positions],
            listed=self.listed[positions],
            entry=self.entry[positions],
            n_read=self.n_read,
            unused=dict(self.unused),
            headers=dict(self.headers),
            month_headers=None if month_headers is None else month_headers.take(positions),
            rep_names=None if rep_names is None else rep_names.take(positions),
            rep_names_header=self.rep_names_header,
        )

    def ledger_counts(self, no_loss: Collection[str] = ()) -> tuple[int, dict[str, int]]:
        """Records kept, and records left out by rule; together every record read.

        A record of several rows, such as the months of a wide table, is kept where none
        is lost; else it is left out by the rule of the first lost one.

        Parameters
        ----------
        no_loss : collection of str
            Rules by which nothing is lost: another row says it.
        """
        read = self.record >= 0
        is_kept = np.zeros(self.n_read, dtype=np.bool_)
        is_kept[self.record[read & self.kept()]] = True
        lost = read & ~self.kept() & ~np.isin(self.listed, [_NUMBERS[rule] for rule in no_loss])
        is_kept[self.record[lost]] = False
        out = np.zeros(self.n_read, dtype=np.int16)
        for rows in (read & ~self.kept(), lost):
            # backwards: of a record's rows the first one's rule is assigned last and stays
            backwards = np.flatnonzero(rows)[::-1]
            out[self.record[backwards]] = self.listed[backwards]
        for record, rule in self.unused.items():
            out[record] = _NUMBERS[rule]
        counts = np.bincount(out[~is_kept], minlength=1)
        listed = {_RULES[n - 1]: int(counts[n]) for n in np.flatnonzero(counts) if n}
        return int(is_kept.sum()), listed


def positions_of(rows: Rows) -> Codes:
    """Positions of some rows, from a mask, an array or one position."""
    found = np.atleast_1d(np.asarray(rows))
    if found.dtype == np.bool_:
        return np.flatnonzero(found)
    return found.astype(np.int64, copy=False)


def stacked(table: Table, drafts: Sequence[Draft]) -> Draft:
    """Drafts of one table as one, in order; later ones count as newer."""
    if len(drafts) == 1:
        return drafts[0]
    whole = Draft(table)
    if not drafts:
        return whole
    lengths = [len(draft) for draft in drafts]
    whole.cells = _columns([draft.cells for draft in drafts], lengths)
    whole.extras = _columns([draft.extras for draft in drafts], lengths)
    whole.file = Coded.stacked([draft.file for draft in drafts])
    whole.sheet = Coded.stacked([draft.sheet for draft in drafts])
    whole.row = np.concatenate([draft.row for draft in drafts])
    whole.listed = np.concatenate([draft.listed for draft in drafts])
    whole.entry = np.concatenate([draft.entry for draft in drafts])
    ranks, records = [], []
    next_rank = 0
    for draft in drafts:
        ranks.append(draft.rank + next_rank)
        records.append(np.where(draft.record >= 0, draft.record + whole.n_read, -1))
        whole.headers = {**draft.headers, **whole.headers}
        whole.unused.update({whole.n_read + r: rule for r, rule in draft.unused.items()})
        whole.n_read += draft.n_read
        next_rank = int(ranks[-1].max(initial=next_rank - 1)) + 1
    whole.rank, whole.record = np.concatenate(ranks), np.concatenate(records)
    whole.month_headers = _beside([draft.month_headers for draft in drafts], lengths)
    whole.rep_names = _beside([draft.rep_names for draft in drafts], lengths)
    whole.rep_names_header = next((d.rep_names_header for d in drafts if d.rep_names_header), "")
    return whole


def _beside(parts: Sequence[Coded | None], lengths: Sequence[int]) -> Coded | None:
    if all(part is None for part in parts):
        return None
    none = [Coded.repeated(None, length) for length in lengths]
    return Coded.stacked(
        [empty if part is None else part for part, empty in zip(parts, none, strict=True)]
    )


def _columns(parts: Sequence[Mapping[str, Coded]], lengths: Sequence[int]) -> dict[str, Coded]:
    names = dict.fromkeys(name for part in parts for name in part)
    return {
        name: Coded.stacked(
            [
                part[name] if name in part else Coded.repeated(None, length)
                for part, length in zip(parts, lengths, strict=True)
            ]
        )
        for name in names
    }
