"""A table on its way in: cells by column, where each row stands, which rows are out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from salesreport.cells.plain import written
from salesreport.intake.findings import Findings
from salesreport.tables import Table


@dataclass
class Draft:
    """Rows of one table, first as read, then converted in place.

    Attributes
    ----------
    table : Table
    cells : dict of str to list
        Canonical column -> cells, then values.
    extras : dict of str to list
        Header as written -> cells of columns no table knows.
    file, sheet, row : list
        Where each row stands in the user's own files.
    rank : list of int
        Age of each row's file; a higher one is newer.
    record : list of int
        Which record of the files the row came from (several rows of a wide table
        share one); -1 for a row that is in no file.
    n_read : int
        Records read.
    listed : list of str or None
        Rule that left the row out.
    unused : dict of int to str
        Records that gave no row, and why.
    headers : dict of str to str
        Canonical column -> header as written (of the first file).
    month_headers : list of str
        Of a wide table: the header over each row's value.
    """

    table: Table
    cells: dict[str, list[Any]] = field(default_factory=dict)
    extras: dict[str, list[Any]] = field(default_factory=dict)
    file: list[str] = field(default_factory=list)
    sheet: list[str | None] = field(default_factory=list)
    row: list[int] = field(default_factory=list)
    rank: list[int] = field(default_factory=list)
    record: list[int] = field(default_factory=list)
    n_read: int = 0
    listed: list[str | None] = field(default_factory=list)
    unused: dict[int, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    month_headers: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.row)

    def kept(self) -> Iterator[int]:
        """Positions of the rows that are still in."""
        return (i for i, rule in enumerate(self.listed) if rule is None)

    def refuse(self, position: int, rule: str) -> None:
        """Leave a row out; the first rule that decides it counts."""
        if self.listed[position] is None:
            self.listed[position] = rule

    def note(
        self,
        findings: Findings,
        rule: str,
        position: int,
        column: str | None = None,
        cell: Any = None,
        *,
        optional: bool = False,
        **values: str | int,
    ) -> None:
        """Note a problem of one row."""
        header = self.headers.get(column or "")
        if self.month_headers and column in ("value", "period"):
            header = self.month_headers[position]
        if header is not None and header != column:
            values["header"] = header
        findings.add(
            rule,
            optional=optional,
            table=self.table.name,
            file=self.file[position],
            sheet=self.sheet[position],
            row=self.row[position],
            column=column,
            value=written(cell) or None,
            **values,
        )

    def column(self, name: str) -> list[Any]:
        """Cells of a column; all missing where no file has it."""
        return self.cells.get(name) or [None] * len(self)

    def ledger_counts(self) -> tuple[int, dict[str, int]]:
        """Records kept, and records left out by rule; together every record read."""
        kept: set[int] = set()
        out: dict[int, str] = dict(self.unused)
        for record, rule in zip(self.record, self.listed, strict=True):
            if record < 0:
                continue
            if rule is None:
                kept.add(record)
            else:
                out.setdefault(record, rule)
        listed: dict[str, int] = {}
        for record, rule in out.items():
            if record not in kept:
                listed[rule] = listed.get(rule, 0) + 1
        return len(kept), listed


def stacked(table: Table, drafts: Sequence[Draft]) -> Draft:
    """Drafts of one table as one, in order; later ones count as newer."""
    whole = Draft(table)
    for draft in drafts:
        before, rank = len(whole), max(whole.rank, default=-1) + 1
        _extend(whole.cells, draft.cells, before, len(draft))
        _extend(whole.extras, draft.extras, before, len(draft))
        whole.file += draft.file
        whole.sheet += draft.sheet
        whole.row += draft.row
        whole.listed += draft.listed
        whole.headers = {**draft.headers, **whole.headers}
        whole.month_headers += draft.month_headers or [""] * len(draft)
        whole.rank += [rank + r for r in draft.rank]
        whole.record += [whole.n_read + r if r >= 0 else r for r in draft.record]
        whole.unused.update({whole.n_read + r: rule for r, rule in draft.unused.items()})
        whole.n_read += draft.n_read
    if not any(whole.month_headers):
        whole.month_headers = []
    return whole


def _extend(
    whole: dict[str, list[Any]], part: dict[str, list[Any]], before: int, added: int
) -> None:
    for name in [*whole, *(n for n in part if n not in whole)]:
        whole.setdefault(name, [None] * before).extend(part.get(name) or [None] * added)
