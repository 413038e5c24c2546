"""Texts that people wrote for the playbook: rows of `notes` that persist over periods."""

from __future__ import annotations

from datetime import date

from salesreport.params import RunFile
from salesreport.periods import Period
from salesreport.report.material import Material
from salesreport.report.playbookviews import TextBlock
from salesreport.retrospective.records import records, source
from salesreport.tables.script import word_key

SECTION = "playbook"
WRITTEN = (SECTION, "打法手册", "销售打法", "打法", "最佳实践", "good practice")
"""What the column of sections may say, width, case and script aside."""


def texts(material: Material) -> list[TextBlock]:
    """Texts on teams under the section of the playbook, newest first.

    Written for the run's period or an earlier one, whenever that was: a text stands until
    its row is changed or taken out. Rows that name a rep are left to the rep's page.
    """
    table = material.table("notes")
    if table is None or table.empty:
        return []
    known = {word_key(word) for word in WRITTEN}
    own = table["rep_id"].isna() & table["section"].fillna("").map(word_key).isin(known)
    found = [
        (TextBlock.model_validate(_fields(row, material.names)), _end(row["period"], material.run))
        for row in records(table[own])
    ]
    kept = [(text, end) for text, end in found if end <= material.run.period.last]
    kept.sort(key=lambda one: (one[1], one[0].on or one[1]), reverse=True)
    return [text for text, _ in kept]


def _fields(row: dict[str, object], names: dict[str, str]) -> dict[str, object]:
    by = row.get("by")
    own = {name: row.get(name) for name in ("period", "team", "kind", "text", "on")}
    return own | {"by": names.get(str(by), by) if by else None, "source": source(row)}


def _end(label: object, run: RunFile) -> date:
    """Last day of the period a text was written for."""
    return Period.parse(
        str(label), fiscal_year_start=run.fiscal_year_start,
        fiscal_year_label=run.fiscal_year_label,
    ).last  # fmt: skip
