"""A column a month made a row a month."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from salesreport.cells import Coded, Fault
from salesreport.cells.coded import Codes
from salesreport.cells.plain import written
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def melted(
    draft: Draft, months: Mapping[str, Coded], headers: Mapping[str, str], findings: Findings
) -> Draft:
    """Long rows of a wide table: a `period` and `value` a filled month.

    A month without a year (`3月`) takes it from the row's `period` (年度). A record
    whose months are all blank gives no row and is listed by `no_amount`.
    """
    filled = np.column_stack([cells.where(_is_filled) for cells in months.values()])
    empty = np.flatnonzero(~filled.any(axis=1))
    unused = {
        int(draft.record[place]): draft.rule_at(place) or "no_amount" for place in empty.tolist()
    }
    draft.note(findings, "no_amount", empty, "value")
    positions, places = np.nonzero(filled)
    long = replace(draft.take(positions), unused={**draft.unused, **unused})
    long.cells["period"] = _periods(draft.column("period"), [*months], positions, places)
    values = Coded.stacked([*months.values()])
    long.cells["value"] = values.take(places * len(draft) + positions)
    long.month_headers = Coded(places, [headers[label] for label in months])
    return long


def _is_filled(cell: Any) -> bool:
    return isinstance(cell, Fault) or bool(written(cell))


def _periods(years: Coded, labels: list[str], positions: Codes, places: Codes) -> Coded:
    """Period of each long row, from its month's label and the year its row names."""
    named = years.map(_year).merged()
    pairs, codes = np.unique(named.codes[positions] * len(labels) + places, return_inverse=True)
    return Coded(
        codes.astype(np.int64),
        [
            _period(labels[pair % len(labels)], named.distinct[pair // len(labels)])
            for pair in pairs.tolist()
        ],
    )


def _year(cell: Any) -> str | None:
    found = _YEAR.search(written(cell))
    return found[1] if found else None


def _period(label: str, year: str | None) -> str:
    if len(label) > 2:
        return label
    return f"{year}-{label}" if year else ""
