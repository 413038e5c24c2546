"""What people agreed on in the action plan of the last version's workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from salesreport.language import LANGUAGES, Words, mark

SHEET = mark("Action plan")
HEADERS = {
    "rep_id": mark("Rep ID"),
    "customer": mark("Key customer"),
    "action": mark("Agreed action"),
    "by_when": mark("By when"),
    "supporter": mark("Who supports"),
}
"""Field -> header of the sheet, in any of its languages."""


@dataclass(frozen=True)
class Agreed:
    """Action, day and person as they were filled in; None where a cell is blank."""

    action: str | None = None
    by_when: str | None = None
    supporter: str | None = None


Key = tuple[str, str]
"""Rep id and customer; empty for a row without one."""


def agreed_in(path: Path) -> dict[Key, Agreed]:
    """Filled-in rows of the action plan; empty where the sheet or its header is gone."""
    from python_calamine import CalamineWorkbook

    titles = {Words(language)(SHEET) for language in LANGUAGES}
    book = CalamineWorkbook.from_path(str(path))
    name = next((one for one in book.sheet_names if one.strip() in titles), None)
    rows = [] if name is None else book.get_sheet_by_name(name).to_python()
    return _rows(rows)


def _rows(rows: Sequence[Sequence[Any]]) -> dict[Key, Agreed]:
    words = {
        field: {Words(language)(text) for language in LANGUAGES} for field, text in HEADERS.items()
    }
    places: Mapping[str, int] = {}
    found: dict[Key, Agreed] = {}
    for row in rows:
        if not places:
            texts = [_text(value) for value in row]
            there = {
                field: next((at for at, text in enumerate(texts) if text in known), -1)
                for field, known in words.items()
            }
            places = there if min(there["rep_id"], there["customer"], there["action"]) >= 0 else {}
            continue
        cells = {field: _text(row[at]) if at >= 0 else None for field, at in places.items()}
        one = Agreed(cells["action"], cells["by_when"], cells["supporter"])
        if cells["rep_id"] and one != Agreed():
            found[cells["rep_id"], cells["customer"] or ""] = one
    return found


def _text(value: Any) -> str | None:
    """A cell as text; a day as ISO."""
    if value is None:
        return None
    if hasattr(value, "date"):
        value = value.date()
    text = value.isoformat() if isinstance(value, date) else str(value)
    return text.strip() or None
