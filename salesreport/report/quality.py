"""The analyst's view of the input: what came in, what is wrong, what finance says."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pandas as pd

from salesreport.measures.coverage import COVERED, coverage
from salesreport.measures.reconciliation import (
    DATED_AMOUNTS,
    Confirmed,
    confirmed_by_contract,
    confirmed_totals,
    crm_and_contracts,
    differing,
    rows_of_amount,
)
from salesreport.periods import Period
from salesreport.problems import told_apart
from salesreport.report.dataviews import (
    AmountRow,
    ContractLine,
    ContractTable,
    ControlTotal,
    Coverage,
    DataView,
)
from salesreport.report.differences import ledger_lines, view_problems
from salesreport.report.material import Material
from salesreport.report.meta import meta, missing_sections
from salesreport.report.numbers import number
from salesreport.report.scores import rep_score, unscored
from salesreport.retrospective.findings import Number
from salesreport.retrospective.records import records

N_MONTHS = 12
MAX_SAME_AMOUNT = 5
_EPOCH = date(1970, 1, 1)


def data_view(material: Material) -> DataView:
    """Everything the page about the input shows."""
    return DataView(
        meta=meta(material),
        sections_missing=missing_sections(material),
        names=told_apart(material.names),
        ledger=ledger_lines(material),
        problems=view_problems(material),
        totals=control_totals(material, _year_to_date(material.run.period)),
        contracts=contract_tables(material),
        coverage=_coverage(material),
        unscored=unscored({rep_id: rep_score(material, rep_id) for rep_id in material.reps}),
        max_dropped=material.run.max_dropped,
    ).stamped()


def control_totals(material: Material, periods: list[Period]) -> list[ControlTotal]:
    """Totals finance confirmed for the periods, beside what the tables give."""
    return [_total(material, row) for row in confirmed_totals(material.prepared, periods)]


def _year_to_date(period: Period) -> list[Period]:
    """Months of the fiscal year up to the period, and the period itself."""
    months = [m for m in period.fiscal_year().months() if m.first <= period.last]
    return list(dict.fromkeys([*months, period]))


def _total(material: Material, row: Confirmed) -> ControlTotal:
    gap = row.difference
    return ControlTotal(
        period=row.period.label,
        measure=row.measure,
        ours=number(row.ours.value),
        confirmed=float(row.confirmed),
        difference=number(gap),
        why_null=row.ours.why_null,
        same_amount=_same_amount(material, row.measure, gap, row.period) if gap else [],
    )


def _same_amount(
    material: Material, measure: str, difference: Fraction, period: Period
) -> list[AmountRow]:
    minor = difference / material.major(1)
    if minor.denominator != 1:
        return []
    rows = rows_of_amount(material.prepared, measure, int(minor), period)
    if len(rows) > MAX_SAME_AMOUNT:
        return []
    return [
        AmountRow(
            table=row["table"],
            key=row["key"],
            day=_EPOCH + timedelta(days=int(row["day"])),
            amount=number(material.major(int(row["amount"]))),
            file=row["source_file"],
            row=row["source_row"],
        )
        for row in records(rows)
    ]


def contract_tables(material: Material) -> list[ContractTable]:
    """CRM against contracts, and each measure finance confirmed by contract."""
    period, prepared = material.run.period, material.prepared
    found = []
    lines = crm_and_contracts(prepared, period)
    if lines is not None:
        found.append(_contract_table(material, "new_contracts", "crm", lines))
    for measure in DATED_AMOUNTS:
        lines = confirmed_by_contract(prepared, measure, period)
        if lines is not None:
            found.append(_contract_table(material, measure, "confirmed", lines))
    return found


def _contract_table(
    material: Material, measure: str, basis: str, lines: pd.DataFrame
) -> ContractTable:
    lines = lines.assign(gap=lines["second"].fillna(0) - lines["first"].fillna(0))
    differ = differing(lines)
    ordered = differ.iloc[differ["gap"].abs().argsort(kind="stable")[::-1]]
    sums = {name: int(lines[name].sum()) for name in ("first", "second", "gap")}
    return ContractTable.model_validate(
        {
            "measure": measure,
            "basis": basis,
            "first": _money(material, sums["first"]),
            "second": _money(material, sums["second"]),
            "difference": _money(material, sums["gap"]),
            "n_agreed": len(lines) - len(differ),
            "agreed": _money(material, sums["first"] - int(differ["first"].sum())),
            "lines": [
                ContractLine.model_validate(
                    {
                        "contract_id": row["contract_id"],
                        "customer": row["customer"],
                        "rep_id": row["rep_id"],
                        "first": _money(material, row["first"]),
                        "second": _money(material, row["second"]),
                        "difference": _money(material, row["gap"]),
                        "reason": row["reason"],
                    }
                )
                for row in records(ordered)
            ],
        }
    )


def _coverage(material: Material) -> list[Coverage]:
    period = material.run.period
    months = period.months()[-1].trailing(max(N_MONTHS, period.n_months)).months()
    found = []
    for table in COVERED:
        frame = coverage(material.prepared, table, months)
        if frame is not None:
            reps = frame.loc[[i for i in frame.index if i in material.reps]]
            rows = {
                str(i): [None if pd.isna(n) else int(n) for n in row]
                for i, row in zip(reps.index, reps.to_numpy(dtype=object), strict=True)
            }
            found.append(Coverage(table=table, months=[m.label for m in months], rows=rows))
    return found


def _money(material: Material, minor: int | None) -> Number:
    return None if minor is None else float(material.major(int(minor)))
