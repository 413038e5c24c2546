"""What became of the last plan, and what people wrote, as a deck shows them."""

from __future__ import annotations

from collections import Counter

from salesreport.report.deck.groups import ENDED, is_told
from salesreport.report.deck.naming import names_anyone
from salesreport.report.deckviews import DeckCommitments, DeckPromise, DeckRemark
from salesreport.report.material import Material
from salesreport.report.views import TeamView
from salesreport.retrospective.findings import Note, PlanRow

SPOKEN = ("comment", "ruling")
"""Kinds of notes that a deck shows; statements and objections are a rep's own."""


def of_nobody(row: PlanRow) -> PlanRow:
    """A team's row with its item and what its rule says; neither other texts nor records."""
    return row.model_copy(
        update={
            "rows": [], "source": None, "measures": None, "support": None, "lacking": [],
            "expected_effect": None, "result": None, "accepted_by": None,
        }
    )  # fmt: skip


def commitments(material: Material, view: TeamView) -> DeckCommitments:
    """How what fell due ended, as counts; of teams' rows also what they were."""
    rows = view.outcomes
    if not rows:
        return DeckCommitments(is_first=not view.history)
    states = Counter(one.state for one in rows)
    closed = [one for one in rows if one.state in ("done", "late")]
    told = Counter(one.verdict for one in closed)
    worked = [one.row for one in closed if one.verdict == "worked" and one.row.rep_id]
    of_teams = [one for one in rows if one.row.rep_id is None]
    return DeckCommitments(
        is_first=False, n=len(rows), n_done=sum(states[name] for name in ENDED),
        n_worked=told["worked"], n_no_effect=told["no_effect"], n_cannot_tell=told["cannot_tell"],
        n_late=states["late"], n_open=states["open"], n_dropped=states["dropped"],
        n_unrecorded=states["unrecorded"],
        n_unsupported=sum(one.row.support_given is False for one in rows),
        worked=list(dict.fromkeys(material.names.get(r.rep_id or "", r.who) for r in worked)),
        promises=[
            DeckPromise(row=of_nobody(one.row), state=one.state, verdict=one.verdict)
            for one in of_teams
            if is_told(material, one.row.team) and not names_anyone(one.row.item, material)
        ],
    )  # fmt: skip


def remarks(material: Material, view: TeamView) -> tuple[list[DeckRemark], int]:
    """What people wrote for all to read, and how many comments are kept from the room.

    Kept are those that name one of the people, and those on a team of fewer than
    `min_group` people: they stay on the pages of managers.
    """
    spoken = [note for note in view.notes if note.kind in SPOKEN]
    shown = [note for note in spoken if _is_for_all(note, material)]
    found = [
        DeckRemark(
            section=note.section or "summary", kind=note.kind, team=note.team, text=note.text,
            by=note.by, on=note.on,
        )
        for note in shown
    ]  # fmt: skip
    return found, len(spoken) - len(shown)


def _is_for_all(note: Note, material: Material) -> bool:
    if names_anyone(note.text, material):
        return False
    return is_told(material, note.team)
