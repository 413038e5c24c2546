"""Lines of the policy on what counts as a sale that no table can answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from salesreport.checks.evidence import Evidence
from salesreport.records.recognised import Lacking, deals_tax_lacks, sale_lacks, tax_lacks

RULE = "unrecognised_sales"


class Unanswered(NamedTuple):
    """One line of `recognise`, and the table or column it lacks."""

    line: str
    lacking: Lacking


def unanswered(found: Evidence) -> Iterator[Unanswered]:
    """What the policy asks of a sale that no row of the run says."""
    tables = {name: table for name in found.names if (table := found.table(name)) is not None}
    recognise = found.run.policy.recognise
    lacking = sale_lacks(recognise.sale, tables)
    if lacking is not None:
        yield Unanswered(f"sale: {recognise.sale}", lacking)
    if recognise.tax == "included":
        return
    lacking = deals_tax_lacks(tables)
    if lacking is None and "contracts" in tables:
        lacking = tax_lacks(tables)
    if lacking is not None:
        yield Unanswered(f"tax: {recognise.tax}", lacking)
