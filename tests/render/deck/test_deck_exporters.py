from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert.nbconvertapp import NbConvertApp
from pptx import Presentation

from salesreport.errors import RenderError
from salesreport.render.deck.drawing import draw_deck
from salesreport.render.deck.exporters import ReportPPTXExporter
from salesreport.render.manifest import open_shelf


def test_the_exporter_makes_a_deck_of_the_notebook(
    deck: Callable[..., Any], deck_notebook: Callable[..., Any]
) -> None:
    content, resources = ReportPPTXExporter().from_notebook_node(deck_notebook(*deck()))
    assert resources["output_extension"] == ".pptx"
    assert len(Presentation(BytesIO(content)).slides) == 6


def test_a_notebook_that_did_not_run_is_refused(
    deck: Callable[..., Any], deck_notebook: Callable[..., Any]
) -> None:
    notebook = deck_notebook(*deck())
    notebook.cells[2].execution_count = None
    with pytest.raises(RenderError, match="code cell 3: it has not run"):
        ReportPPTXExporter().from_notebook_node(notebook)


def test_a_notebook_without_slides_is_refused(notebook: Callable[..., Any]) -> None:
    plain = notebook("a = 1")
    plain.cells[0].execution_count = 1
    with pytest.raises(RenderError, match=r"it holds no deck.*salesreport-html"):
        ReportPPTXExporter().from_notebook_node(plain)


def test_nbconvert_finds_the_exporter_by_name(
    deck: Callable[..., Any], deck_notebook: Callable[..., Any], tmp_path: Path
) -> None:
    nbformat.write(deck_notebook(*deck()), tmp_path / "ran.ipynb")
    app = NbConvertApp()
    app.initialize(["--to", "salesreport-pptx", str(tmp_path / "ran.ipynb")])
    app.start()
    assert len(Presentation(tmp_path / "ran.pptx").slides) == 6


def test_a_template_may_be_named_on_the_command_line(
    deck: Callable[..., Any], deck_notebook: Callable[..., Any], company_template: Any
) -> None:
    template = company_template()
    exporter = ReportPPTXExporter(template_file=template.path)
    content, _ = exporter.from_notebook_node(deck_notebook(*deck()))
    assert Presentation(BytesIO(content)).slides[0].slide_layout.name == "Titel und Inhalt"
    exporter = ReportPPTXExporter(template_file=f"{template.path}.gone.pptx")
    with pytest.raises(RenderError, match="cannot be read"):
        exporter.from_notebook_node(deck_notebook(*deck()))


def test_an_edited_deck_is_kept_and_the_new_one_stands_beside_it(
    deck: Callable[..., Any], tmp_path: Path
) -> None:
    head, slides = deck()

    def placed(content: bytes) -> str:
        shelf = open_shelf(tmp_path)
        name = shelf.write("en/deck.pptx", content)
        shelf.close({})
        return name

    assert placed(draw_deck(head, slides).pptx) == "en/deck.pptx"
    mine = Presentation(tmp_path / "en/deck.pptx")
    mine.slides[0].shapes.title.text_frame.text = "What I say"
    mine.save(tmp_path / "en/deck.pptx")
    assert placed(draw_deck(head, slides).pptx) == "en/deck-v2.pptx"
    kept = Presentation(tmp_path / "en/deck.pptx")
    assert kept.slides[0].shapes.title.text_frame.text == "What I say"
    fresh = Presentation(tmp_path / "en/deck-v2.pptx")
    assert fresh.slides[0].shapes.title.text_frame.text == slides[0].title
