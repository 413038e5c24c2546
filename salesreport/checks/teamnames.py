"""Targets whose team nobody is in, and those that name a rep beside a team."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

import numpy as np

from salesreport.checks.evidence import Breach, Evidence, groups

EVERYBODY = "all"
"""How a target of the whole team is written."""


def unknown_team(found: Evidence, table: str) -> Iterator[Breach]:
    """Targets of a team that no rep is in: they are held against nothing."""
    teams = _teams(found)
    codes = found.codes(table, "team")
    rows = np.flatnonzero((codes.numbers >= 0) & (found.codes(table, "rep_id").numbers < 0))
    for same in groups(codes.numbers, rows):
        name = codes.names[codes.numbers[same[0]]]
        if name not in teams and name != EVERYBODY:
            near = get_close_matches(name, teams, n=1, cutoff=0.5) or teams
            yield Breach(same, "team", name, {"near": ", ".join(near) or "–"})


def team_beside_rep(found: Evidence, table: str) -> Iterator[Breach]:
    """Targets that name a rep and a team: they are the rep's."""
    written = [found.codes(table, name).numbers >= 0 for name in ("team", "rep_id")]
    rows = np.flatnonzero(written[0] & written[1])
    if len(rows):
        yield Breach(rows, "team", found.cell(table, "team", int(rows[0])))


def _teams(found: Evidence) -> list[str]:
    """Teams that somebody is in, in order of their names."""
    return [] if found.table("reps") is None else sorted(found.codes("reps", "team").names)
