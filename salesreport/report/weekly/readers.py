"""Whose weekly page there is: each manager's, or each team's, and one of everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from salesreport.report.material import Material

ALL = "all"
WEEK_DAYS = 7


@dataclass(frozen=True)
class Reader:
    """Who reads a page.

    Attributes
    ----------
    key : str
        `all`, `manager:<id>` or `team:<name>`.
    name : str or None
        The manager's name, else the team's; None where no table says it.
    rep_ids : tuple of str or None
        Whose rows are on the page; None: everybody's, and those of nobody.
    teams : tuple of str
        Teams of these people.
    """

    key: str
    name: str | None
    rep_ids: tuple[str, ...] | None
    teams: tuple[str, ...] = ()

    def may_see(self, rep_id: str | None) -> bool:
        """Whether a row of this rep belongs on the page."""
        return self.rep_ids is None or rep_id in self.rep_ids


def readers(material: Material) -> list[Reader]:
    """Everybody first, then each manager with the people who report to them.

    People without a manager are together by team; those with neither are on the page of
    everybody alone, and so is whoever is the only manager or team. Nobody is left out for
    having left: their open deals are still to be decided. A group all of whose people left
    before the week has no page.
    """
    groups: dict[str, list[str]] = {}
    managers = {str(r["manager_id"]) for r in material.reps.values() if r.get("manager_id")}
    for rep_id, record in material.reps.items():
        key = _group(rep_id, record, managers)
        if key is not None:
            groups.setdefault(key, []).append(rep_id)
    first = material.run.as_of - timedelta(days=WEEK_DAYS - 1)
    there = {
        key: ids
        for key, ids in groups.items()
        if any(_is_there(material.reps[i].get("left_on"), first) for i in ids)
    }
    whole = Reader(ALL, None, None, _teams(material, list(material.reps)))
    if len(there) == 1 and len(next(iter(there.values()))) == len(material.reps):
        return [whole]
    return [
        whole,
        *(Reader(key, _name(material, key), tuple(ids), _teams(material, ids))
          for key, ids in sorted(there.items())),
    ]  # fmt: skip


def _group(rep_id: str, record: dict[str, Any], managers: set[str]) -> str | None:
    """A rep's manager; of a manager without one their own page; else the team."""
    if record.get("manager_id"):
        return f"manager:{record['manager_id']}"
    if rep_id in managers:
        return f"manager:{rep_id}"
    return f"team:{record['team']}" if record.get("team") else None


def _is_there(left_on: Any, first: Any) -> bool:
    return left_on is None or left_on >= first


def _name(material: Material, key: str) -> str | None:
    kind, _, name = key.partition(":")
    return name if kind == "team" else material.names.get(name)


def _teams(material: Material, ids: list[str]) -> tuple[str, ...]:
    names = [material.reps[rep_id].get("team") for rep_id in ids]
    return tuple(dict.fromkeys(str(name) for name in names if name))
