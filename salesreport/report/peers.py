"""Who a rep is compared with, and what these people have together without the rep.

Sums are those of a whole group less the rep's own, so that a report's cost grows with
the number of people and not with its square.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from salesreport.measures import based
from salesreport.report.material import Material

MIN_PEERS = 3
"""Others of the same role, at least, for the role to be the group."""

Group = tuple[str | None] | None
"""A role, `(None,)` for people without one; None for everybody."""


def role_of(group: Group) -> str | None:
    """Role of a group's people; None where they have none or several."""
    return group[0] if group else None


@dataclass(frozen=True, eq=False)
class Peers:
    """Groups of a run's people by role, of those who were there in the period."""

    material: Material

    @classmethod
    def of(cls, material: Material) -> Peers:
        """The groups of a run, worked out once."""
        return material.prepared.once("peers", lambda _: cls(material))

    @cached_property
    def members(self) -> dict[Group, list[str]]:
        """People of each group, in the order of the table of people."""
        period = self.material.run.period
        found: dict[Group, list[str]] = {None: []}
        for rep_id in self.material.reps:
            if not self.material.away(rep_id, period):
                found[None].append(rep_id)
                found.setdefault((self.material.role(rep_id),), []).append(rep_id)
        return found

    @cached_property
    def presence(self) -> dict[str, Fraction]:
        """Share of the period each rep was there; whole where only a typed row says so."""
        tenure = self.material.tenure
        return {rep_id: Fraction(tenure[rep_id]) or Fraction(1) for rep_id in self.members[None]}

    @cached_property
    def _heads(self) -> dict[Group, Fraction]:
        return {
            group: sum((self.presence[rep_id] for rep_id in ids), Fraction(0))
            for group, ids in self.members.items()
        }

    @cached_property
    def _behind(self) -> dict[Group, Counter[str]]:
        return {
            group: Counter(part for rep_id in ids for part in self._filled(rep_id))
            for group, ids in self.members.items()
        }

    def _filled(self, rep_id: str) -> list[str]:
        sums = self.material.sums(rep_id, self.material.run.period)
        return [part for part, value in sums.items() if value]

    def group(self, rep_id: str) -> Group:
        """The rep's role, or everybody if fewer than three others share it."""
        role = (self.material.role(rep_id),)
        others = len(self.members.get(role, [])) - (rep_id in self.presence)
        return role if others >= MIN_PEERS else None

    def named(self, rep_id: str) -> Literal["role", "all"]:
        """What the rep's peers are: those of the role, or all others."""
        group = self.group(rep_id)
        is_all = group is None or len(self.members[group]) == len(self.members[None])
        return "all" if is_all and role_of(group) is None else "role"

    def ids(self, rep_id: str) -> list[str]:
        """The rep's peers."""
        return [other for other in self.members[self.group(rep_id)] if other != rep_id]

    def heads(self, rep_id: str) -> Fraction:
        """How many peers there are; one there for half of the period is half a peer."""
        return self._heads[self.group(rep_id)] - self.presence.get(rep_id, 0)

    def contributors(self, rep_id: str, name: str) -> int:
        """Peers whose own records stand behind a measure's sums.

        A sum that a single colleague fills gives that colleague away however many
        peers there are.
        """
        measure = based(name, self.material.run.policy.recognise.collection_base)
        part = measure.denominator or measure.numerator
        own = rep_id in self.presence and part in self._filled(rep_id)
        return self._behind[self.group(rep_id)][part] - own
