"""What headers and footers need, and which sections the run's tables switch on."""

from __future__ import annotations

from datetime import date

from salesreport.measures.frames import NO_DAY
from salesreport.report.material import Material
from salesreport.report.views import Meta, MissingSection

EPOCH = date(1970, 1, 1).toordinal()

SECTIONS: dict[str, tuple[str, ...]] = {
    "deals": ("opportunities",),
    "losses": ("opportunities",),
    "actions": ("activities",),
    "process": ("activities",),
    "leads": ("leads",),
    "cash": ("payment_plan", "invoices", "payments"),
    "target": ("targets",),
    "funnel": ("opportunities",),
    "stalled": ("stage_changes",),
    "behaviour": ("activities", "leads"),
    "plans": ("plans",),
    "notes": ("notes",),
    "satisfaction": ("satisfaction",),
}
"""Section of a page -> tables of which one switches it on."""

_TYPED_ALSO = {
    "target": "target",
    "leads": "leads",
    "cash": "collection_rate",
    "process": "process",
}


def meta(material: Material) -> Meta:
    """Header and footer of every page of a run."""
    run = material.run
    return Meta.model_validate(
        {
            "run": run.name,
            "title": run.title,
            "run_id": "",
            "period": run.period.label,
            "period_kind": run.period.kind,
            "first": run.period.first,
            "last": run.period.last,
            "as_of": run.as_of,
            "finance_as_of": run.finance_as_of,
            "complete": run.as_of >= run.period.last,
            "days": material.windows.days(run.as_of),
            "currency": run.currency,
            "policy": run.policy.name,
            "status": run.status,
            "version": run.version,
            "answer_by": run.answer_by,
            "min_group": run.min_group,
            "weights_override": material.weights,
            "recognise": run.policy.recognise.model_dump(),
            "proration": run.policy.proration,
            "holidays": run.workdays.country,
            "tables": sorted(material.tables),
            "today_status": material.table("stage_changes") is None,
            "deals_since": _deals_since(material),
            "next_period": run.period.next().label,
            "conversion_leads": _lead_basis(material),
        }
    )


def _deals_since(material: Material) -> date | None:
    start = material.prepared.start("opportunities")
    return None if start == NO_DAY else date.fromordinal(EPOCH + start)


def missing_sections(material: Material) -> list[MissingSection]:
    """Sections without data, each with the tables that would switch it on."""
    return [
        MissingSection(section=section, tables=list(tables))
        for section, tables in SECTIONS.items()
        if not any(name in material.tables for name in tables) and not _is_typed(material, section)
    ]


def _is_typed(material: Material, section: str) -> bool:
    table, column = material.table("evaluations"), _TYPED_ALSO.get(section)
    if table is None or column is None:
        return False
    return bool(table[column].notna().any())


def _lead_basis(material: Material) -> str:
    if "leads" in material.tables:
        return "leads"
    return "opportunities_created" if "opportunities" in material.tables else "typed"
