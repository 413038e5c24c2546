"""What a page's frame says: its sections, the words of its links, whether it needs a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from salesreport.display.blocks import MIME
from salesreport.display.sortable import MARK
from salesreport.language import LANGUAGES, Words


def contents(notebook: Any) -> list[tuple[str, str]]:
    """Id and title of each section that the notebook's outputs show, in page order."""
    return [found for data in _bundles(notebook) for found in _sections(data.get(MIME, {}))]


def is_sortable(notebook: Any) -> bool:
    """Whether some table of the outputs is to be sorted and filtered."""
    return any(MARK in data.get("text/html", "") for data in _bundles(notebook))


def landmark_words(language: str) -> dict[str, str]:
    """Words of the links before a page's content; English where the language has no catalog."""
    name = language.replace("-", "_")
    words = Words(name if name in LANGUAGES else "en")
    return {"skip": words("Skip to the content"), "contents": words("On this page")}


def _bundles(notebook: Any) -> Iterator[Mapping[str, Any]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                yield output["data"]


def _sections(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The section itself, else those among the blocks; one without blocks is not shown."""
    if "section" in data:
        if data["blocks"]:
            yield data["section"], data["title"]
        return
    for block in data.get("blocks", []):
        yield from _sections(block)
