"""Marks of reading dated before the pages they are about could exist."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from salesreport.checks.evidence import NO_DAY, Breach, Evidence, day_number, day_text


def read_before_end(found: Evidence, table: str) -> Iterator[Breach]:
    """Marks of reading the period's pages before the first day on which there can be any."""
    run = found.run
    periods, days = found.codes(table, "period"), found.days(table, "read_on")
    own = [i for i, label in enumerate(periods.names) if label == run.period.label]
    marked = np.isin(periods.numbers, own) & (days != NO_DAY)
    for row in np.flatnonzero(marked & (days < day_number(run.pages_from))):
        first = run.pages_from.isoformat()
        yield Breach(
            np.array([row]), "read_on", day_text(days[row]),
            {"period": run.period.label, "first": first},
        )  # fmt: skip
