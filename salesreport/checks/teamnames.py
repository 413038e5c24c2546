"""Rows of a team nobody is in, and those that name a rep beside a team."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

import numpy as np

from salesreport.checks.evidence import Breach, Evidence, Ints, groups
from salesreport.tables.script import word_key

EVERYBODY = "all"
"""How a row about the whole team is written."""

_ITS_OWN = frozenset({"targets"})
"""Tables in which a rep's own team beside the rep is told too: a target of either exists."""


def unknown_team(found: Evidence, table: str) -> Iterator[Breach]:
    """Rows of a team that no rep is in: they stand on no team's page."""
    teams = _teams(found)
    codes = found.codes(table, "team")
    rows = np.flatnonzero((codes.numbers >= 0) & (found.codes(table, "rep_id").numbers < 0))
    for same in groups(codes.numbers, rows):
        name = codes.names[codes.numbers[same[0]]]
        if name not in teams and name != EVERYBODY:
            yield Breach(same, "team", name, {"near": ", ".join(_near(name, teams)) or "–"})


def team_beside_rep(found: Evidence, table: str) -> Iterator[Breach]:
    """Rows that name a rep and a team: they are the rep's.

    The rep's own team says nothing else, so only a target that names it is told.
    """
    written = [found.codes(table, name).numbers >= 0 for name in ("team", "rep_id")]
    rows = np.flatnonzero(written[0] & written[1])
    if table not in _ITS_OWN:
        rows = _of_others(found, table, rows)
    if len(rows):
        yield Breach(rows, "team", found.cell(table, "team", int(rows[0])))


def _of_others(found: Evidence, table: str, rows: Ints) -> Ints:
    """Rows whose team is not their rep's."""
    own = _team_of(found)
    pairs = ((found.cell(table, "rep_id", int(r)), found.cell(table, "team", int(r))) for r in rows)
    return rows[[own.get(rep_id) != team for rep_id, team in pairs]]


def _team_of(found: Evidence) -> dict[str, str]:
    reps = found.table("reps")
    return {} if reps is None else dict(zip(reps["rep_id"], reps["team"], strict=True))


def _near(name: str, teams: list[str]) -> list[str]:
    """The team that differs in case, blanks or script only, else the most alike, else all."""
    same = [team for team in teams if word_key(team) == word_key(name)]
    return same or get_close_matches(name, teams, n=1, cutoff=0.5) or teams


def _teams(found: Evidence) -> list[str]:
    """Teams that somebody is in, in order of their names."""
    return [] if found.table("reps") is None else sorted(found.codes("reps", "team").names)
