"""What was proposed when a book was written, kept in the book on a hidden sheet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

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
    not proposed again. `drafts`: plan id -> text drafted for the comments. `pages`: the
    period's folder of outputs, from the book's; `decks`: deck below it -> what its rows said
    when they were read into the book.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    plans: dict[str, Proposed] = {}
    drafts: dict[str, str] = {}
    pages: str = ""
    decks: dict[str, dict[str, tuple[str, ...]]] = {}

    def records(self) -> list[list[str]]:
        """Rows of the hidden sheet: what it is, whose, and its JSON in cells not too long."""
        found = [["plan", name, *_cut(one.model_dump_json())] for name, one in self.plans.items()]
        drafts = [
            ["draft", name, *_cut(json.dumps(text, ensure_ascii=False))]
            for name, text in self.drafts.items()
        ]
        decks = [["deck", name, *_cut(json.dumps(rows))] for name, rows in self.decks.items()]
        pages = [["pages", "-", self.pages]] if self.pages else []
        return [*found, *drafts, *pages, *decks]

    @classmethod
    def of_records(cls, records: Iterable[Sequence[object]]) -> Baseline:
        """What the rows of a hidden sheet say; rows that say nothing known are passed over."""
        plans: dict[str, Proposed] = {}
        drafts: dict[str, str] = {}
        decks: dict[str, dict[str, tuple[str, ...]]] = {}
        pages = ""
        for kind, name, *parts in (row for row in records if len(row) > 2):
            text = "".join(str(part) for part in parts)
            if kind == "plan" and (one := _read(text)) is not None:
                plans[str(name)] = one
            elif kind == "draft" and (said := _text(text)) is not None:
                drafts[str(name)] = said
            elif kind == "deck" and (rows := _rows(text)) is not None:
                decks[str(name)] = rows
            elif kind == "pages":
                pages = text
        return cls(plans=plans, drafts=drafts, pages=pages, decks=decks)


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


def _rows(text: str) -> dict[str, tuple[str, ...]] | None:
    try:
        return _MARKS.validate_json(text)
    except ValidationError:
        return None


_MARKS: TypeAdapter[dict[str, tuple[str, ...]]] = TypeAdapter(dict[str, tuple[str, ...]])
