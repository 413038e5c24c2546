"""The deck of a run as one view, cut from that of everybody."""

from __future__ import annotations

from salesreport.report.deck.deals import funnel, losses, wins
from salesreport.report.deck.decisions import decisions
from salesreport.report.deck.gaps import causes, memo
from salesreport.report.deck.groups import groups, present
from salesreport.report.deck.loop import commitments, remarks
from salesreport.report.deck.results import ahead, cash, data, figures, gap, months, year
from salesreport.report.deckviews import DeckView
from salesreport.report.material import Material
from salesreport.report.meta import SECTIONS
from salesreport.report.views import TeamView

SLIDES: dict[str, tuple[str, ...]] = {
    "target": ("target",),
    "causes": ("leads",),
    "funnel": ("funnel", "stalled"),
    "wins": ("deals",),
    "losses": ("losses",),
    "cash": ("cash",),
    "next_month": ("deals", "target"),
    "commitments": ("plans",),
    "year": ("deals", "target"),
}
"""Slide -> sections whose tables it needs."""


def deck_view(material: Material, everybody: TeamView) -> DeckView:
    """What the deck may show.

    Parameters
    ----------
    material : Material
    everybody : TeamView
        View of all reps of the same run.
    """
    found = figures(everybody)
    to_target = gap(everybody)
    decided, n_more = decisions(material, everybody)
    said, n_kept = remarks(material, everybody)
    return DeckView(
        meta=everybody.meta.model_copy(update={"run_id": ""}),
        sections_missing=everybody.sections_missing,
        n_people=present(material, material.reps),
        figures=found,
        gap=to_target,
        year=year(everybody),
        months=months(everybody),
        groups=groups(material, everybody, to_target.gap),
        causes=causes(material, everybody),
        memo=memo(everybody),
        funnel=funnel(everybody),
        wins=wins(everybody),
        losses=losses(everybody),
        cash=cash(material, everybody, found),
        next=ahead(everybody, found.get("pipeline_coverage")),
        commitments=commitments(material, everybody),
        decisions=decided,
        n_more=n_more,
        remarks=said,
        n_remarks_kept=n_kept,
        data=data(everybody),
        lacking=_lacking(everybody),
    ).stamped()


def _lacking(view: TeamView) -> dict[str, list[str]]:
    """Slide -> tables of which one would switch it on, where it lacks them."""
    missing = {one.section for one in view.sections_missing}
    found = {}
    for slide, sections in SLIDES.items():
        tables = [name for one in sections if one in missing for name in SECTIONS[one]]
        if tables:
            found[slide] = list(dict.fromkeys(tables))
    return found
