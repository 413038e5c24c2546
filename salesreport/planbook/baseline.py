"""What was proposed when a book was written, kept in the book on a hidden sheet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from salesreport.planbook.cells import Cell

SHEET = "_salesreport"
"""Title of the hidden sheet."""

_WIDTH = 30_000
"""Characters of a cell; a spreadsheet takes 32,767."""


class Proposed(BaseModel):
    """One row as it was proposed.

    Attributes
    ----------
    cells : dict of str
        What stood in each column, words among them.
    row : dict of str
        The row's figures, from which its words were made.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    cells: dict[str, Cell] = {}
    row: dict[str, Any] = {}


class Baseline(BaseModel):
    """All rows as proposed, and texts drafted for people to accept.

    `plans`: plan id -> row; rows that a person took out stay in it, so that they are
    not proposed again. `drafts`: plan id -> text drafted for the comments.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    plans: dict[str, Proposed] = {}
    drafts: dict[str, str] = {}

    def records(self) -> list[list[str]]:
        """Rows of the hidden sheet: what it is, whose, and its JSON in cells not too long."""
        found = [["plan", name, *_cut(one.model_dump_json())] for name, one in self.plans.items()]
        drafts = [
            ["draft", name, *_cut(json.dumps(text, ensure_ascii=False))]
            for name, text in self.drafts.items()
        ]
        return [*found, *drafts]

    @classmethod
    def of_records(cls, records: Iterable[Sequence[object]]) -> Baseline:
        """What the rows of a hidden sheet say; rows that say nothing known are passed over."""
        plans: dict[str, Proposed] = {}
        drafts: dict[str, str] = {}
        for kind, name, *parts in (row for row in records if len(row) > 2):
            text = "".join(str(part) for part in parts)
            if kind == "plan" and (one := _read(text)) is not None:
                plans[str(name)] = one
            elif kind == "draft" and (said := _text(text)) is not None:
                drafts[str(name)] = said
        return cls(plans=plans, drafts=drafts)


def _cut(text: str) -> list[str]:
    return [text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH)]


def _read(text: str) -> Proposed | None:
    try:
        return Proposed.model_validate_json(text)
    except ValidationError:
        return None


def _text(text: str) -> str | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, str) else None
