"""The slides of an executed notebook, and what holds for all of them."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from salesreport.display.blocks import MIME
from salesreport.errors import RenderError
from salesreport.slides import DECK, SLIDE, DeckHead, Slide


def slides_of(notebook: Any, *, where: str) -> tuple[DeckHead, list[Slide]]:
    """The deck's head and its slides, in the order of the cells.

    Parameters
    ----------
    notebook : NotebookNode
        Executed.
    where : str
        Its name, for errors.

    Raises
    ------
    RenderError
        No head, no slide, or one of another shape.
    """
    head: DeckHead | None = None
    slides = []
    try:
        for data in _outputs(notebook):
            if DECK in data:
                head = DeckHead.model_validate(data[DECK])
            if SLIDE in data:
                slides.append(Slide.model_validate(data[SLIDE]))
    except ValidationError as error:
        raise RenderError(
            f"a slide cannot be read: {error.errors()[0]['msg']}, {error.errors()[0]['loc']}",
            where=where,
            expected="what salesreport's own slides put into a cell's output",
            remedy="run the notebook again with this version",
        ) from error
    if head is None or not slides:
        raise RenderError(
            "it holds no slides" if head else "it holds no deck",
            where=where,
            expected="a notebook such as retrospective_deck.ipynb, run to its end",
            remedy="choose another notebook, or `--to salesreport-html` for its page",
        )
    return head, slides


def _outputs(notebook: Any) -> list[dict[str, Any]]:
    return [
        output.data[MIME]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if MIME in output.get("data", {})
    ]
