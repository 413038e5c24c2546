"""Source rows behind the numbers of a view."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from salesreport import measures
from salesreport.errors import SalesReportError, UnknownKeyError
from salesreport.measures import COMPONENTS, MEASURES, Component, Prepared
from salesreport.report.cashparts import OUTSIDE
from salesreport.report.material import Material
from salesreport.report.rowframe import SourceRows
from salesreport.report.views import Evidence
from salesreport.retrospective.records import money, records

COLUMNS = ("part", *Evidence.model_fields)


def evidence(material: Material, rep_ids: Iterable[str] | None) -> dict[str, Evidence]:
    """Rows behind every component of the period, for these reps; None: everybody.

    Components of next period's window and those without rows are left out.
    """
    wanted = None if rep_ids is None else list(rep_ids)
    found = {}
    for name in COMPONENTS:
        by_rep = _rows_by_rep(material, name)
        parts = [by_rep[i] for i in (by_rep if wanted is None else wanted) if i in by_rep]
        if parts:
            rows = parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)
            found[name] = _columns(rows, COMPONENTS[name], material.run.currency)
    return found


def _rows_by_rep(material: Material, component: str) -> dict[str, pd.DataFrame]:
    period = material.run.period

    def split(ready: Prepared) -> dict[str, pd.DataFrame]:
        rows = measures.contributions(ready, component, period)
        return {str(rep_id): own for rep_id, own in rows.groupby("rep_id", sort=False)}

    return material.prepared.once(f"rows:{component}", split)


def _columns(rows: pd.DataFrame, component: Component, currency: str) -> Evidence:
    plain = records(rows)
    values = [row["value"] for row in plain]
    if component.money:
        values = [money(value, currency) for value in values]
    return Evidence(
        rep_id=[row["rep_id"] or "" for row in plain],
        value=[float(value or 0) for value in values],
        table=[row["table"] for row in plain],
        key=[row["key"] for row in plain],
        day=[None if component.per_month else row["day"] for row in plain],
        customer=[row["customer"] for row in plain],
        file=[row["source_file"] for row in plain],
        sheet=[row["source_sheet"] for row in plain],
        row=[row["source_row"] for row in plain],
    )


def measure_rows(found: dict[str, Evidence], measure: str) -> SourceRows:
    """Source rows of a measure: those of its numerator, then of its denominator.

    Of money outside the rates (`unclaimed`, `retention_not_due`, …) those it sums up.

    Returns
    -------
    SourceRows
        DataFrame with columns `part` (numerator, denominator), `rep_id`, `value`, `table`,
        `key`, `day`, `customer`, `file`, `sheet`, `row`. Empty where the measure
        has no rows, as for a typed rate.

    Raises
    ------
    UnknownKeyError
        No measure of that name.
    """
    known = [*MEASURES, *OUTSIDE]
    if measure not in known:
        raise UnknownKeyError(measure, known=known, where="report.rows", kind="measure")
    declared = MEASURES.get(measure)
    sides: dict[str, str | None] = {"numerator": measure}
    if declared is not None:
        sides = {"numerator": declared.numerator, "denominator": declared.denominator}
    parts = [
        pd.DataFrame({"part": part} | found[name].model_dump())
        for part, name in sides.items()
        if name is not None and name in found
    ]
    if not parts:
        return SourceRows.of(measure, pd.DataFrame(columns=list(COLUMNS)))
    return SourceRows.of(measure, pd.concat(parts, ignore_index=True))


def refuse_rows() -> SalesReportError:
    """Error of a view that was opened without its rows."""
    return SalesReportError(
        "this view holds no source rows",
        where="report.rows",
        expected="a view opened from its run file",
        remedy="open the notebook with `run` set to the run file",
    )
