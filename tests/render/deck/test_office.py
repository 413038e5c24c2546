"""LibreOffice opens the decks and renders every slide, each text inside its own box."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation

from salesreport.render.deck.drawing import draw_deck
from salesreport.slides import Slide, TableCell, TableColumn, TablePart, TextPart

EMU = 12700
LANGUAGES = ("en", "zh_CN", "zh_TW")
NAME = (
    "海澜工业泵业（华东）股份有限公司第三新客户开发与老客户维护联合事业部"
    "华东大区上海分公司苏州办事处特别重点客户服务小组"
)


@dataclass(frozen=True)
class Rendered:
    """A deck as LibreOffice drew it: words with their places in points, page by page."""

    deck: Any
    size: tuple[float, float]
    pages: list[list[tuple[str, float, float, float, float]]]


def hard_slides() -> list[Slide]:
    """Long names, Latin without spaces, a table that goes on."""
    assert len(NAME) >= 60 - 4
    columns = [TableColumn(title="客户", share=2), TableColumn(title="金额", kind="number"),
               TableColumn(title="下一步", share=2)]  # fmt: skip
    row = [TableCell(shown=NAME), TableCell(shown="12,345,678.90"), TableCell(shown="x" * 70)]
    table = TablePart(name="long", caption="长名", columns=columns, rows=[row] * 9)
    texts = TextPart(name="texts", items=[NAME * 2, "https://" + "a" * 150, "差312.0万元，" * 20])
    return [
        Slide(name="long", title=NAME + "：" + NAME, rows=[[table]], foot="n=9"),
        Slide(name="texts", title="三段长文", rows=[[texts]], remarks=[NAME], foot="n=3"),
    ]


@pytest.fixture(scope="module")
def rendered(
    tmp_path_factory: pytest.TempPathFactory, decks: Callable[..., Any], templates: Any
) -> dict[str, Rendered]:
    """All decks of this file, in one call of LibreOffice."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None or shutil.which("pdftotext") is None:
        if os.environ.get("SALESREPORT_NEEDS_LIBREOFFICE"):
            pytest.fail("LibreOffice Impress (libreoffice-impress) or poppler-utils is missing")
        pytest.skip("needs LibreOffice Impress (libreoffice-impress) and poppler-utils")
    folder = tmp_path_factory.mktemp("office")
    wanted = {language: decks(language) for language in LANGUAGES}
    wanted["zh_CN"] = (wanted["zh_CN"][0], [*wanted["zh_CN"][1], *hard_slides()])
    for n, keep in enumerate(((), ("Blank",), ("Title Only",))):
        head, slides = decks("zh_CN", template=templates(folder, keep=keep))
        wanted[f"company{n}"] = (head, [*slides, *hard_slides()])
        (folder / f"company{n}.pptx").write_bytes(draw_deck(head, wanted[f"company{n}"][1]).pptx)
    for language in LANGUAGES:
        (folder / f"{language}.pptx").write_bytes(draw_deck(*wanted[language]).pptx)
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    paths = [folder / f"{name}.pptx" for name in wanted]
    subprocess.run(
        [program, home, "--headless", "--convert-to", "pdf", "--outdir", folder, *paths],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {name: read(folder, name) for name in wanted}


def read(folder: Path, name: str) -> Rendered:
    deck = Presentation(folder / f"{name}.pptx")
    command = ["pdftotext", "-bbox", folder / f"{name}.pdf", folder / f"{name}.xml"]
    subprocess.run(command, check=True, capture_output=True)
    tree = etree.parse(folder / f"{name}.xml", etree.HTMLParser(encoding="utf-8"))
    sides = ("xmin", "ymin", "xmax", "ymax")
    pages = [
        [
            (word.text or "", *(float(word.get(side)) for side in sides))
            for word in page.iter("word")
        ]
        for page in tree.iter("page")
    ]
    return Rendered(deck, (deck.slide_width / EMU, deck.slide_height / EMU), pages)


ALL = [*LANGUAGES, "company0", "company1", "company2"]


@pytest.mark.parametrize("name", ALL)
def test_every_slide_is_drawn_and_every_word_lies_on_it(
    rendered: dict[str, Rendered], name: str
) -> None:
    one = rendered[name]
    assert len(one.pages) == len(one.deck.slides)
    width, height = one.size
    for number, words in enumerate(one.pages, start=1):
        assert words, number
        for text, x, y, right, bottom in words:
            inside = x >= -1 and y >= -1 and right <= width + 1 and bottom <= height + 1
            assert inside, (number, text, x, y, right, bottom)


@pytest.mark.parametrize("name", ALL)
def test_no_words_stand_under_a_text_or_table_but_in_it(
    rendered: dict[str, Rendered], name: str
) -> None:
    """Each word lies in a shape whose text holds it; a line's own height may stand out a little."""
    one = rendered[name]
    for number, (slide, words) in enumerate(zip(one.deck.slides, one.pages, strict=True), start=1):
        boxes = [
            (shape.left / EMU, shape.top / EMU, (shape.left + shape.width) / EMU,
             (shape.top + shape.height) / EMU)
            for shape in slide.shapes
        ]  # fmt: skip
        for text, x, y, right, bottom in words:
            middle = (y + bottom) / 2
            held = any(
                a - 3 <= x and right <= c + 6 and b - 2 <= middle <= d + 2 for a, b, c, d in boxes
            )
            assert held, (number, text, x, y, right, bottom)


def test_labels_of_a_bridge_are_its_amounts(rendered: dict[str, Rendered]) -> None:
    words = {text for text, *_ in rendered["en"].pages[1]}
    assert {"19,500,000", "−1,900,000", "+130,000", "16,380,000"} <= words
