"""Neutral names in place of those of customers, reps and deals, in a whole view."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from salesreport.measures.frames import optional, text
from salesreport.report.material import Material
from salesreport.report.playbookviews import PlaybookView, TextBlock
from salesreport.retrospective.findings import Deal, SourceRow
from salesreport.retrospective.winning import SuccessCase

CUSTOMERS = (
    "opportunities", "activities", "leads", "key_accounts", "contracts", "invoices", "payments",
    "owners", "satisfaction",
)  # fmt: skip
SHORTEST_PART = 3
"""Letters of a part of a rep's name, first name or surname, that is replaced alone too."""
NOWHERE = SourceRow(file="")


@dataclass
class Codes:
    """C1, C2, ... for customers, R1, ... for reps, D1, ... for deals, as they come up."""

    reps: dict[str, str]
    customers: frozenset[str]
    given: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, material: Material) -> Codes:
        """Of a run: every customer, payer and rep of its tables, also of days not known yet."""
        tables = material.loaded.tables
        named = {
            name
            for table in CUSTOMERS
            if table in tables
            for column in ("customer", "payer")
            if column in tables[table]
            for name in optional(text(tables[table], column))
            if name
        }
        reps = {name: rep_id for rep_id, name in material.names.items()}
        aliases = tables.get("aliases")
        if aliases is not None:
            columns = ("kind", "written", "canonical")
            for kind, written, canonical in zip(
                *(optional(text(aliases, name)) for name in columns), strict=True
            ):
                if written and kind == "customer":
                    named.add(written)
                elif written and canonical:
                    reps.setdefault(written, reps.get(canonical, canonical))
        return cls(reps, frozenset(named))

    def code(self, letter: str, key: str) -> str:
        """The code of one customer, rep or deal."""
        taken = sum(1 for kind, _ in self.given if kind == letter)
        return self.given.setdefault((letter, key), f"{letter}{taken + 1}")

    def rep(self, name: str | None) -> str | None:
        """Code of a rep by name; None for nobody."""
        return None if not name else self.code("R", self.reps.get(name, name))

    def replaced(self, said: str) -> str:
        """A text with every known name in it replaced, the longest first."""
        for name in sorted(self.customers, key=lambda one: (-len(one), one)):
            said = self._without(said, name, "C", name)
        for name, rep_id in sorted(self.reps.items(), key=lambda one: (-len(one[0]), one[0])):
            said = self._without(said, name, "R", rep_id)
        for name, rep_id in self.reps.items():
            for part in re.split(r"[\s·.]+", name):
                if part.isascii() and len(part) >= SHORTEST_PART:
                    said = self._without(said, part, "R", rep_id)
        return said

    def _without(self, said: str, name: str, letter: str, key: str) -> str:
        if name.casefold() not in said.casefold():
            return said
        # Between Latin letters a name is a word; Chinese has no blanks around it.
        first, last = (
            (r"(?<![A-Za-z0-9])" if name[0].isascii() else ""),
            (r"(?![A-Za-z0-9])" if name[-1].isascii() else ""),
        )
        found = re.compile(first + re.escape(name) + last, re.IGNORECASE)
        return found.sub(lambda _: self.code(letter, key), said)


def anonymised(view: PlaybookView, codes: Codes) -> PlaybookView:
    """The view without names: codes in their place, no text of actions, no source rows.

    Text by people keeps its words with every known name replaced. What a list of names
    cannot know, such as a nickname, stays: the page says so.
    """
    return view.model_copy(
        update={
            "examples": [_case(one, codes) for one in view.examples],
            "texts": [_text(one, codes) for one in view.texts],
            "anonymised": True,
        }
    )


def _case(case: SuccessCase, codes: Codes) -> SuccessCase:
    actions = [
        one.model_copy(update={"action": None, "source": None}) for one in case.actions
    ]  # fmt: skip
    return case.model_copy(update={"deal": _deal(case.deal, codes), "actions": actions})


def _deal(deal: Deal, codes: Codes) -> Deal:
    key = deal.customer or deal.opportunity_id
    return Deal(
        opportunity_id=codes.code("D", deal.opportunity_id), customer=codes.code("C", key),
        industry=deal.industry, rep_id=codes.rep(deal.owner), owner=codes.rep(deal.owner),
        stage=deal.stage, amount=deal.amount, created_date=deal.created_date,
        close_date=deal.close_date, cycle_days=deal.cycle_days, source=NOWHERE,
    )  # fmt: skip


def _text(one: TextBlock, codes: Codes) -> TextBlock:
    by = codes.rep(one.by) if one.by in codes.reps else None
    team = None if one.team is None else codes.replaced(one.team)
    said = codes.replaced(one.text)
    return one.model_copy(update={"text": said, "by": by, "team": team, "source": None})
