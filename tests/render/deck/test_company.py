from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from salesreport.errors import RenderError
from salesreport.render.deck.drawing import draw_deck
from salesreport.slides import DeckTemplate, Slide, TextPart

Deck = Callable[..., Any]


def drawn(deck: Deck, template: DeckTemplate, **more: Any) -> tuple[Any, tuple[str, ...], bytes]:
    head, slides = deck("zh_CN", template=template)
    made = draw_deck(head, slides, **more)
    return Presentation(BytesIO(made.pptx)), made.notes, made.pptx


def outside(found: Any) -> list[str]:
    """Shapes that are not whole on their slide."""
    return [
        one.name
        for slide in found.slides
        for one in slide.shapes
        if one.left < 0 or one.top < 0 or one.left + one.width > found.slide_width + 2
        or one.top + one.height > found.slide_height + 2
    ]  # fmt: skip


def test_a_companys_layout_size_and_theme_are_kept(deck: Deck, company_template: Any) -> None:
    found, notes, content = drawn(deck, company_template())
    assert notes == ()
    assert (found.slide_width, found.slide_height) == (9144000, 6858000)
    assert {one.slide_layout.name for one in found.slides} == {"Titel und Inhalt"}
    first = found.slides[0]
    assert first.shapes.title.text_frame.text.startswith("3月完成84%")
    kinds = [one.element.ph.get("type", "obj") for one in first.placeholders]
    assert kinds == ["title", "ftr", "sldNum"]
    assert not outside(found)
    with zipfile.ZipFile(BytesIO(content)) as file:
        assert b"7A0019" in file.read("ppt/theme/theme1.xml")


def test_sample_slides_leave_nothing_behind(deck: Deck, company_template: Any) -> None:
    found, _, content = drawn(deck, company_template())
    n = len(found.slides)
    with zipfile.ZipFile(BytesIO(content)) as file:
        names = file.namelist()
        assert sum(name.startswith("ppt/slides/slide") for name in names) == n
        assert sum(name.startswith("ppt/charts/chart") for name in names) == 4
        assert sum(name.startswith("ppt/embeddings/") for name in names) == 4
        assert not any(b"Muster" in file.read(name) for name in names if name.endswith(".xml"))
        assert len(set(names)) == len(names)


def test_a_layout_is_taken_by_the_name_that_the_branding_gives(
    deck: Deck, company_template: Any
) -> None:
    template = company_template().model_copy(
        update={"layouts": {"slide": "nur titel", "backup": "Titel und Inhalt"}}
    )
    found, notes, _ = drawn(deck, template)
    assert [one.slide_layout.name for one in found.slides][-2:] == ["Nur Titel", "Titel und Inhalt"]
    assert notes == ()
    assert not outside(found)
    # Below the title and above the footers, although the layout has no place for it.
    body = next(one for one in found.slides[0].shapes if one.name == "figures 1")
    title = found.slides[0].shapes.title
    assert body.top >= title.top + title.height


def test_a_name_that_no_layout_has_is_told(deck: Deck, company_template: Any) -> None:
    template = company_template().model_copy(update={"layouts": {"slide": "Inhalt gross"}})
    found, notes, _ = drawn(deck, template)
    assert found.slides[0].slide_layout.name == "Titel und Inhalt"
    assert len(notes) == 1
    assert "Inhalt gross" in notes[0]
    assert "Titel und Inhalt" in notes[0]


def test_a_template_without_a_title_gets_text_boxes_and_a_note(
    deck: Deck, company_template: Any
) -> None:
    found, notes, _ = drawn(deck, company_template(keep=("Blank",)))
    assert "Leer" in notes[0]
    title = next(one for one in found.slides[0].shapes if one.name == "Title")
    assert title.text_frame.text.startswith("3月完成84%")
    assert not outside(found)


def test_a_layout_unlike_all_names_is_found_by_its_places(
    deck: Deck, company_template: Any
) -> None:
    keep = ("Title Slide", "Two Content", "Comparison", "Picture with Caption")
    found, _, _ = drawn(deck, company_template(keep=keep))
    assert found.slides[0].slide_layout.name in {"Zwei Inhalte", "Layout Comparison"}
    assert not outside(found)


def test_a_potx_is_taken_too(deck: Deck, company_template: Any) -> None:
    found, notes, content = drawn(deck, company_template(ending="potx"))
    assert notes == ()
    assert len(found.slides) > 5
    with zipfile.ZipFile(BytesIO(content)) as file:
        assert b"template.main" not in file.read("[Content_Types].xml")


def test_a_pale_colour_is_not_used_for_text(deck: Deck, company_template: Any) -> None:
    found, _, _ = drawn(deck, company_template())
    table = next(one for slide in found.slides for one in slide.shapes if one.has_table)
    xml = table._element.xpath(".//a:tr[2]/a:tc[2]//a:schemeClr/@val")
    # accent2 is a pale yellow there.
    assert "accent2" not in xml
    assert "tx1" in xml


def without_theme(content: bytes) -> dict[str, bytes]:
    """The master's relations without its theme."""
    name = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
    with zipfile.ZipFile(BytesIO(content)) as file:
        relations = file.read(name)
    return {name: re.sub(rb"<Relationship [^>]*theme[^>]*/>", b"", relations)}


@pytest.fixture
def broken(tmp_path: Path, company_template: Any, retyped: Any) -> Callable[[str], DeckTemplate]:
    def make(kind: str) -> DeckTemplate:
        template = company_template()
        path = Path(template.path)
        content = path.read_bytes()
        ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
        contents = {
            "password": ole + "EncryptedPackage".encode("utf-16-le"),
            "old": ole,
            "no zip": b"hello",
            "cut off": content[: len(content) // 2],
            "macros": retyped(content, b"presentation.main", b"macroEnabled.main"),
            "a workbook": retyped(content, b"presentationml.presentation.main", b"sheet.main"),
            "no theme": retyped(content, b"", b"", also=without_theme(content)),
            "no xml": retyped(content, b"", b"", also={"ppt/presentation.xml": b"<oops"}),
        }
        if kind == "missing":
            path.unlink()
            return template
        if kind == "another":
            return template.model_copy(update={"sha256": "0" * 64})
        path.write_bytes(contents[kind])
        digest = hashlib.sha256(contents[kind]).hexdigest()
        return template.model_copy(update={"sha256": digest})

    return make


BROKEN = {
    "missing": "cannot be read",
    "another": "not the file that the run was built with",
    "password": "opens with a password only",
    "old": "of the old format",
    "no zip": "damaged",
    "cut off": "damaged",
    "macros": "holds macros",
    "a workbook": "no presentation",
    "no theme": "damaged",
    "no xml": "damaged",
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("kind", BROKEN)
def test_an_unusable_template_is_told_and_the_deck_stays_whole(
    deck: Deck, broken: Callable[[str], DeckTemplate], kind: str
) -> None:
    template = broken(kind)
    head, _ = deck("en", template=template)
    slides = [Slide(name="s", title="t", rows=[[TextPart(name="x", items=["a"])]])]
    made = draw_deck(head, slides)
    assert len(made.notes) == 1
    assert BROKEN[kind] in made.notes[0]
    assert "Firma.pptx" in made.notes[0]
    assert Presentation(BytesIO(made.pptx)).slide_width == 12192000
    with pytest.raises(RenderError, match=BROKEN[kind]) as error:
        draw_deck(head, slides, strict=True)
    assert all((error.value.where, error.value.expected, error.value.remedy))
