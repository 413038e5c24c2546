"""The playbook of a run as one view."""

from __future__ import annotations

from typing import Any

import numpy as np

from salesreport.measures.frames import Bools, date_of
from salesreport.measures.lateness import RESPONSE_DAYS
from salesreport.report.material import Material
from salesreport.report.meta import meta, missing_sections
from salesreport.report.playbook.anonymous import Codes, anonymised
from salesreport.report.playbook.examples import examples
from salesreport.report.playbook.fixes import fixes
from salesreport.report.playbook.steps import groups, recorded
from salesreport.report.playbook.texts import texts
from salesreport.report.playbook.year import closed_in_year, year
from salesreport.report.playbookviews import PlaybookView
from salesreport.report.winloss.actionkinds import DoneActions
from salesreport.report.winloss.histories import WHOLE

SECTIONS = ("deals", "actions", "stalled", "leads", "notes")
"""Sections of other pages whose lack is felt here too."""


def playbook_view(material: Material, *, anonymise: bool | None = None) -> PlaybookView:
    """All the playbook needs, of everybody.

    Parameters
    ----------
    material : Material
    anonymise : bool, optional
        Codes in place of the names of customers, reps and deals. None: as the run file says.
    """
    codes = material.run.playbook.anonymise if anonymise is None else anonymise
    key = f"playbook:{'codes' if codes else 'names'}"
    return material.prepared.once(key, lambda _: _view(material, with_codes=codes))


def _view(material: Material, *, with_codes: bool) -> PlaybookView:
    view = PlaybookView(
        meta=meta(material),
        sections_missing=[one for one in missing_sections(material) if one.section in SECTIONS],
        **_steps(material),
        examples=examples(material),
        texts=texts(material),
        fixes=fixes(material),
        response_days=RESPONSE_DAYS,
    )
    if with_codes:
        view = anonymised(view, Codes.of(material))
    return view.stamped()


def _steps(material: Material) -> dict[str, Any]:
    span, rows = year(material), closed_in_year(material)
    told: dict[str, Any] = {"first": date_of(min(span)), "last": date_of(span.last)}
    if rows is None:
        return told | {"why_null": "no_deals"}
    won = int(rows.deals.is_won.sum())
    told |= {
        "n_won": won,
        "n_lost": rows.deals.n - won,
        "has_stages": rows.rows.stages != WHOLE,
    }
    if not won:
        return told | {"why_null": "no_wins"}
    known = recorded(rows)
    if rows.done is None or not (known & rows.deals.is_won).any():
        return told | {"why_null": "no_activities"}
    found, why = groups(rows)
    return told | {
        "groups": found,
        "why_no_industries": why,
        "n_fast": found[0].n_fast,
        "n_unrecorded": int((~known).sum()),
        **_actions(rows.done, rows.place >= 0),
    }


def _actions(done: DoneActions, own: Bools) -> dict[str, int]:
    """Actions done on the deals, and those of them that are of no kind."""
    return {
        "n_done": len(np.unique(done.row[own])),
        "n_unmatched": len(np.unique(done.row[own & (done.kind < 0)])),
    }
