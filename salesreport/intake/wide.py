"""A column a month made a row a month."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from salesreport.cells.plain import written
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def melted(
    draft: Draft, months: Mapping[str, list[Any]], headers: Mapping[str, str], findings: Findings
) -> Draft:
    """Long rows of a wide table: a `period` and `value` a filled month.

    A month without a year (`3月`) takes it from the row's `period` (年度). A record
    whose months are all blank gives no row and is listed by `no_amount`.
    """
    shared = {name: cells for name, cells in draft.cells.items() if name != "period"}
    long = Draft(draft.table, n_read=draft.n_read, headers=dict(draft.headers))
    long.cells = {name: [] for name in (*shared, "period", "value")}
    long.extras = {name: [] for name in draft.extras}
    years = draft.column("period")
    for position in range(len(draft)):
        filled = [label for label, cells in months.items() if written(cells[position])]
        if not filled:
            long.unused[draft.record[position]] = draft.listed[position] or "no_amount"
            draft.note(findings, "no_amount", position, "value")
        for label in filled:
            _append(long, draft, shared, position)
            long.cells["period"].append(_period(label, years[position]))
            long.cells["value"].append(months[label][position])
            long.month_headers.append(headers[label])
    return long


def _append(long: Draft, draft: Draft, shared: Mapping[str, list[Any]], position: int) -> None:
    for name, cells in shared.items():
        long.cells[name].append(cells[position])
    for name, cells in draft.extras.items():
        long.extras[name].append(cells[position])
    for attribute in ("file", "sheet", "row", "rank", "record", "listed"):
        getattr(long, attribute).append(getattr(draft, attribute)[position])


def _period(label: str, year: Any) -> str:
    if len(label) > 2:
        return label
    found = _YEAR.search(written(year))
    return f"{found[1]}-{label}" if found else ""
