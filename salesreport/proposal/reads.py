"""How much of the tables that tell own history could be read."""

from __future__ import annotations

from dataclasses import dataclass

from salesreport.intake import Loaded

ENOUGH_READ = 0.5
"""Share of a table's rows below which nothing is proposed from it."""

_HISTORY = ("opportunities", "leads", "activities", "payments", "contracts", "evaluations")


@dataclass(frozen=True)
class Read:
    """Rows of a table that are used.

    Attributes
    ----------
    table : str
    used, of : int
        Rows used, and these with those left out for a fault.
    """

    table: str
    used: int
    of: int

    @property
    def share(self) -> float:
        """Used of all."""
        return self.used / self.of


def reads(loaded: Loaded) -> list[Read]:
    """Tables of own history of which more rows are left out than a final report may lack."""
    dropped = {
        problem.table: [int(problem.values.get(name, "0")) for name in ("dropped", "outside")]
        for problem in loaded.problems
        if problem.rule == "too_many_dropped"
    }
    found = []
    for line in loaded.ledger:
        if line.table in _HISTORY and line.table in dropped:
            lost, outside = dropped[line.table]
            used = line.kept - outside
            found.append(Read(line.table, used, used + lost))
    return found
