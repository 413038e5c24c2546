from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from salesreport.errors import FontError, RenderError
from salesreport.render.printing import print_page
from salesreport.resources import stylesheet

PAGE = (
    '<!DOCTYPE html><html lang="zh-CN"><head><title>三月复盘</title><style>{}</style></head>'
    "<body><h1>三月复盘 李某</h1><p>完成率 70%，差 −9.0 万 €</p>{}</body></html>"
)
FONT = "body { font-family: 'Noto Sans CJK SC', sans-serif }"


def printed(body: str = "", css: str = FONT) -> bytes:
    return print_page(PAGE.format(css, body), where="page").pdf


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def test_the_text_can_be_taken_from_the_pdf() -> None:
    text = "".join(page.extract_text() for page in reader(printed()).pages)
    for part in ("三月复盘", "李某", "完成率", "70%", "−9.0", "€"):
        assert part in text


def test_a_pictograph_in_a_remark_does_not_stop_the_page() -> None:
    text = "".join(p.extract_text() for p in reader(printed("<p>客户很满意👍 ok</p>")).pages)
    assert "客户很满意" in text
    assert "ok" in text


def test_every_font_is_embedded_and_only_in_part() -> None:
    fonts = [
        font.get_object()
        for page in reader(printed()).pages
        for font in page["/Resources"]["/Font"].get_object().values()
    ]
    assert fonts
    for font in fonts:
        for part in font["/DescendantFonts"]:
            descriptor = part.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
            assert "+" in descriptor["/FontName"]


def test_the_pdf_is_tagged_has_language_title_and_bookmarks() -> None:
    pdf = reader(printed())
    catalog = pdf.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert catalog["/Lang"] == "zh-CN"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "三月复盘"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in catalog["/Metadata"].get_object().get_data()
    assert [entry.title for entry in pdf.outline] == ["三月复盘 李某"]


def test_the_same_page_gives_the_same_bytes() -> None:
    assert printed() == printed()
    assert b"/CreationDate" not in printed()


def test_a_character_that_no_font_has_stops_it() -> None:
    with pytest.raises(FontError, match=r"no installed font.*fonts-noto-cjk"):
        printed("<p>\U0001e7e0</p>")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<img alt="x" src="http://127.0.0.1:9/a.png">', "asks for http"),
        ('<img alt="x" src="file:///etc/hostname">', "asks for file"),
        ('<img alt="x" src="data:image/png;base64,AAAA">', "Failed to load image"),
        ('<a href="#nowhere">x</a>', "nowhere"),
    ],
)
def test_a_defect_a_reader_would_see_stops_it(body: str, told: str) -> None:
    with pytest.raises(RenderError, match=told):
        printed(body)


def test_a_rule_for_browsers_only_is_a_note() -> None:
    found = print_page(PAGE.format(FONT + " p { made-up: 1 }", ""), where="page")
    assert len(found.notes) == 1
    assert "made-up" in found.notes[0]


def test_only_wide_sections_lie_across_and_no_page_between_them_is_blank() -> None:
    kinds = ["", "wide-page", "wide-page", "", "columns", "wide-page", ""]
    body = "".join(f'<section class="{kind}"><h2>s</h2></section>' for kind in kinds)
    pages = reader(printed(f"<main>{body}</main>", stylesheet())).pages
    sides = ["wide" if page.mediabox.width > page.mediabox.height else "" for page in pages]
    assert sides == ["", "wide", "", "wide", ""]
