"""Every kind of page as PDF: tags, language, title, headings, bookmarks, texts of figures."""

from collections import Counter
from io import BytesIO
from itertools import pairwise

import pytest
from jinja2 import Environment, FileSystemLoader
from pypdf import PdfReader

from salesreport import display
from salesreport.language import Words
from salesreport.render.printing import print_page
from salesreport.render.sealing import seal
from salesreport.resources import resource, stylesheet

pytestmark = pytest.mark.slow

KINDS = {
    "rep": lambda seed, sample: display.rep_pages(sample.for_rep("0008"), "zh_CN"),
    "team": lambda seed, sample: display.team_pages(seed.for_team(), "zh_CN"),
    "data": lambda seed, sample: display.data_pages(seed.for_data(), "en"),
    "analyst": lambda seed, sample: display.analyst_pages(seed.for_analyst(), "en"),
    "playbook": lambda seed, sample: display.playbook_pages(seed.for_playbook(), "zh_TW"),
    "weekly": lambda seed, sample: display.weekly_pages(sample.for_weekly("manager:0001"), "en"),
    "targets": lambda seed, sample: display.target_pages(sample.for_targets(), "zh_CN"),
}


def elements(node, parents=()):
    """Elements of the structure below a node, each with those above it."""
    node = node.get_object()
    if isinstance(node, list):
        for kid in node:
            yield from elements(kid, parents)
    elif isinstance(node, dict) and "/S" in node:
        yield node, parents
        if "/K" in node:
            yield from elements(node["/K"], (*parents, node))


@pytest.fixture(scope="module", params=KINDS)
def printed(request, seed, sample):
    pages = KINDS[request.param](seed, sample)
    title = pages.header.data()["page"]["title"]
    environment = Environment(
        loader=FileSystemLoader(resource("templates", "salesreport")), autoescape=True
    )
    blocks = [getattr(pages, name) for name in type(pages).sections]
    html = environment.get_template("overview.html.j2").render(
        words=Words(pages.words.language), title=title, css=stylesheet(), blocks=blocks
    )
    pdf = PdfReader(BytesIO(print_page(seal(html, where="page"), where="page").pdf))
    found = list(elements(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"]))
    return pages, title, pdf, found


def test_the_document_says_its_language_and_shows_its_title(printed):
    pages, title, pdf, _ = printed
    catalog = pdf.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == pages.words.html_lang
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title == title


def test_every_figure_says_its_finding(printed):
    _, _, _, found = printed
    figures = [one for one, _ in found if one["/S"] == "/Figure"]
    told = [str(one.get("/Alt", "")).strip() for one in figures]
    assert all(len(text) >= 4 for text in told), told
    # A chart's finding has its numbers, not the word "chart".
    assert all(any(sign.isdigit() for sign in text) for text in told), told


def test_headings_of_tables_say_what_they_head_and_cells_by_what_they_are_headed(printed):
    _, _, _, found = printed
    heads = [(one, above) for one, above in found if one["/S"] == "/TH"]
    for one, above in heads:
        in_head = any(parent["/S"] == "/THead" for parent in above)
        assert one["/A"]["/Scope"] == ("/Column" if in_head else "/Row")
    known = {one["/ID"] for one, _ in heads}
    for one, above in found:
        if one["/S"] == "/TD":
            assert above[-1]["/S"] == "/TR"
            assert set(one["/A"]["/Headers"]) <= known


def test_headings_come_in_order_and_are_the_bookmarks(printed):
    _, _, pdf, found = printed
    levels = [int(one["/S"][2]) for one, _ in found if one["/S"] in ("/H1", "/H2", "/H3", "/H4")]
    assert Counter(levels)[1] == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    first, *below = pdf.outline
    assert first.title in pdf.metadata.title
    titles = [entry.title for entry in below[0] if not isinstance(entry, list)] if below else []
    assert len(titles) == Counter(levels)[2], titles
