from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from salesreport.errors import RenderError
from salesreport.render.deck.printed import ReportDeckPDFExporter, together


@pytest.fixture(scope="module")
def printed() -> Callable[[Any], PdfReader]:
    made: dict[str, PdfReader] = {}

    def make(notebook: Any) -> PdfReader:
        key = str(notebook)
        if key not in made:
            pdf, resources = ReportDeckPDFExporter().from_notebook_node(notebook)
            assert resources["output_extension"] == ".pdf"
            made[key] = PdfReader(BytesIO(pdf))
        return made[key]

    return make


def test_a_deck_is_printed_a_slide_a_page(
    printed: Callable[[Any], PdfReader], deck: Callable[..., Any], deck_notebook: Callable[..., Any]
) -> None:
    reader = printed(deck_notebook(*deck("zh_CN")))
    assert len(reader.pages) == 6
    size = reader.pages[0].mediabox
    assert (float(size.width), float(size.height)) == pytest.approx((960, 540), abs=0.1)
    texts = [page.extract_text() for page in reader.pages]
    for said in ("3月完成84%", "150万", "初稿 v1", "1 / 6"):
        assert said in texts[0]
    assert "1,500,000" in texts[3]
    assert "312,000,000" in texts[4]


def test_the_print_is_tagged_and_says_language_title_and_findings(
    printed: Callable[[Any], PdfReader], deck: Callable[..., Any], deck_notebook: Callable[..., Any]
) -> None:
    reader = printed(deck_notebook(*deck("zh_CN")))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "华东销售部 2024年3月 复盘"
    alts = {str(one.get_object().get("/Alt")) for one in _elements(root["/StructTreeRoot"])}
    assert {"从目标到实际", "两组占七成", "慢4个百分点", "线索"} <= alts


def _elements(node: Any) -> list[Any]:
    found = []
    kids = node.get_object().get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        inner = kid.get_object()
        if isinstance(inner, dict):
            found += [inner, *_elements(inner)]
    return found


def test_a_deck_that_did_not_run_is_not_printed(
    deck: Callable[..., Any], deck_notebook: Callable[..., Any]
) -> None:
    notebook = deck_notebook(*deck())
    notebook.cells[1].execution_count = None
    with pytest.raises(RenderError, match="code cell 2: it has not run"):
        ReportDeckPDFExporter().from_notebook_node(notebook)


def test_a_number_stays_with_its_unit_and_text_is_escaped() -> None:
    assert together("差312.0万元 <b>") == ('差<span class="together">312.0万元</span> &lt;b&gt;')
