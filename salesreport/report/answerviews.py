"""Whether somebody has read and answered the pages of a period."""

from __future__ import annotations

from datetime import date

from salesreport.retrospective.findings import Part


class Answer(Part):
    """One rep's answer, as the notes of the period have it.

    `until`: last day of statements and objections. `read_on`: latest day on which the rep
    read the pages, None where none is on record. `n_open`: objections without a ruling of
    their day or later. `n_late`: statements and objections written after `until`.
    """

    rep_id: str
    until: date
    read_on: date | None = None
    n_statements: int = 0
    n_objections: int = 0
    n_open: int = 0
    n_late: int = 0
