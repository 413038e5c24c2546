"""In a real browser: the page's look under both themes of JupyterLab, nothing else restyled."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter

from salesreport.display import rep_pages
from salesreport.display.blocks import MIME
from tests.chromium import Browser, needed

pytestmark = pytest.mark.slow
LOOK = """JSON.stringify([...document.querySelectorAll('%s')].filter(e => %s).map(e => {
  const s = getComputedStyle(e);
  return [e.tagName, s.color, s.backgroundColor, s.fontSize, s.fontFamily, s.marginTop, s.padding,
          s.textAlign, s.borderBottomWidth, s.position, s.display].join(' ');
}))"""
OUTSIDE = LOOK % ("body, body *", "!e.closest('.salesreport')")


@pytest.fixture(scope="module")
def browser():
    needed()
    one = Browser()
    yield one
    one.close()


@pytest.fixture(scope="module", params=["light", "dark"])
def lab(request, browser, seed, tmp_path_factory):
    """A rep's notebook as JupyterLab shows it, in both of its themes."""
    pages = rep_pages(seed.for_rep("李*"), "zh_CN")
    cells = [
        nbformat.v4.new_markdown_cell("## A heading of the notebook\n\n| a | b |\n|-|-|\n| 1 | 2 |")
    ]
    for name in ("header", "tiles", "receipt"):
        bundle = getattr(pages, name)._repr_mimebundle_()
        bundle.pop(MIME)
        output = nbformat.v4.new_output("execute_result", bundle, execution_count=1)
        cells.append(
            nbformat.v4.new_code_cell(f"pages.{name}", outputs=[output], execution_count=1)
        )
    page, _ = HTMLExporter(template_name="lab", theme=request.param).from_notebook_node(
        nbformat.v4.new_notebook(cells=cells)
    )
    path = Path(tmp_path_factory.mktemp("lab")) / "page.html"
    path.write_text(page, "utf-8")
    tab = browser.open(path, scripts=True)
    yield tab
    tab.close()


def test_blocks_are_dark_ink_on_white_in_either_theme(lab):
    frame = "document.querySelector('.salesreport')"
    assert lab.value(f"getComputedStyle({frame}).backgroundColor") == "rgb(255, 255, 255)"
    assert lab.value(f"getComputedStyle({frame}).color") == "rgb(31, 41, 51)"
    rows = "getComputedStyle(document.querySelector('.salesreport tbody tr'))"
    assert lab.value(f"{rows}.backgroundColor") == "rgba(0, 0, 0, 0)"
    heading = "getComputedStyle(document.querySelector('.salesreport h1'))"
    assert lab.value(f"{heading}.fontSize") == "26.4px"
    number = "getComputedStyle(document.querySelector('.salesreport td.number'))"
    assert lab.value(f"{number}.textAlign") == "right"


def test_nothing_outside_of_the_frames_looks_otherwise_for_them(lab):
    before = lab.value(OUTSIDE)
    assert before.count("H2") >= 1
    lab.value("document.querySelectorAll('.salesreport style').forEach(e => e.disabled = true); 1")
    lab.value("document.querySelectorAll('.salesreport style').forEach(e => e.remove()); 1")
    inside = "getComputedStyle(document.querySelector('.salesreport h1')).fontSize"
    assert lab.value(inside) != "26.4px"
    assert lab.value(OUTSIDE) == before
