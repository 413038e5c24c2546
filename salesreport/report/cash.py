"""Cash of a view: both bases of collection, and the money that is in neither."""

from __future__ import annotations

from salesreport import measures
from salesreport.measures import Quotient
from salesreport.report.cashparts import OUTSIDE, Cash, CashBasis, CashRow, OutsideCash
from salesreport.report.material import Material
from salesreport.report.numbers import number
from salesreport.retrospective.findings import SourceRow
from salesreport.retrospective.records import records

OPEN = ("retention_not_due", "bills_not_matured")
"""Of somebody's contracts; the others, credited to nobody, show on the page of everybody."""
N_ROWS = 5
_SOURCE = ["table", "key", "customer", "source_file", "source_sheet", "source_row"]


def cash(material: Material, rep_ids: list[str] | None, *, as_team: bool) -> Cash:
    """Cash of a team, or (not `as_team`) of the one rep, in the run's period.

    Rates as `collection_rate` and `receivable_rate`; a rate typed in Table 2 stands on
    the base the policy names. Without data a rate is None with its reason.
    """
    period = material.run.period
    found = material.of(rep_ids, period, as_team=as_team)
    base = material.run.policy.recognise.collection_base
    due = fell_due(material, rep_ids)
    kinds = OUTSIDE if rep_ids is None else OPEN
    outside = [_outside(material, kind, rep_ids) for kind in kinds]
    return Cash(
        base=base,
        due=_basis(found["collection_rate"] if base == "due" else due),
        receivable=_basis(found["receivable_rate" if base == "due" else "collection_rate"]),
        outside=[one for one in outside if one is not None],
    )


def fell_due(material: Material, rep_ids: list[str] | None) -> Quotient:
    """Collected of what fell due in the period, whichever base the policy names."""
    period = material.run.period
    found = measures.figures(
        measures.total(material.parts[period], rep_ids),
        currency=material.run.currency,
        absent=material.reasons[period],
        collection_base="due",
    )
    return found["collection_rate"]


def _basis(figure: Quotient) -> CashBasis:
    return CashBasis(
        value=number(figure.value),
        why_null=figure.why_null,
        numerator=number(figure.numerator),
        denominator=number(figure.denominator),
    )


def _outside(material: Material, kind: str, rep_ids: list[str] | None) -> OutsideCash | None:
    rows = material.prepared.once(
        f"outside:{kind}",
        lambda ready: measures.contributions(ready, kind, material.run.period),
    )
    if rep_ids is not None:
        rows = rows[rows["rep_id"].isin(rep_ids)]
    by_row = rows.groupby(_SOURCE, dropna=False, sort=False)
    sums = by_row.agg(value=("value", "sum"), day=("day", "first")).reset_index()
    sums = sums[sums["value"] != 0]
    if not len(sums) or (kind in OPEN and not sums["value"].sum()):
        return None
    largest = sums.iloc[sums["value"].abs().argsort(kind="stable")[::-1][:N_ROWS]]
    return OutsideCash.model_validate(
        {
            "kind": kind,
            "amount": number(material.major(int(sums["value"].sum()))),
            "count": int((sums["table"] == sums["table"].iloc[0]).sum()),
            "rows": [
                CashRow(
                    key=row["key"],
                    customer=row["customer"],
                    day=row["day"],
                    amount=float(material.major(int(row["value"]))),
                    source=SourceRow(
                        file=row["source_file"] or "",
                        sheet=row["source_sheet"],
                        row=row["source_row"],
                    ),
                )
                for row in records(largest)
            ],
        }
    )
