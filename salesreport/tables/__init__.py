"""The canonical tables, declared once each.

`TABLES["opportunities"]` is a declaration; `contract` makes the check of a typed
frame from it, `documentation` its page, `headers_of` and `choice_keys` what intake
knows, `sheet_columns` the order of a workbook. One module holds one group.
"""

from __future__ import annotations

from salesreport.errors import UnknownKeyError
from salesreport.tables import judgement, money, people, pipeline, process, world
from salesreport.tables.contract import contract
from salesreport.tables.declaration import Choice, Column, Table
from salesreport.tables.documentation import documentation

GROUPS = ("people", "process", "pipeline", "money", "judgement", "world")

TABLES: dict[str, Table] = {
    table.name: table
    for module in (people, process, pipeline, money, judgement, world)
    for table in module.TABLES
}
"""Every canonical table by its name."""

WITHOUT_RESULTS = frozenset({"notes", "plans"})
"""Tables of what is said and planned: a rep that only they name has no result to report."""


def table(name: str) -> Table:
    """Declaration of a table.

    Raises
    ------
    UnknownKeyError
        No table of that name; names the near one.
    """
    if name not in TABLES:
        raise UnknownKeyError(name, known=list(TABLES), where="tables", kind="table")
    return TABLES[name]


__all__ = [
    "GROUPS",
    "TABLES",
    "WITHOUT_RESULTS",
    "Choice",
    "Column",
    "Table",
    "contract",
    "documentation",
    "table",
]
