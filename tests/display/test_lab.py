"""Blocks in a notebook: framed, styled once, and the page none the wiser."""

from __future__ import annotations

import re

import pytest
import tinycss2

from salesreport.branding import Brand
from salesreport.display import rep_pages, team_pages
from salesreport.display.blocks import MIME
from salesreport.display.lab import PAGE, SCOPE, SLIDES, lab_style, scoped, unframed
from salesreport.language import LANGUAGES


def bundles(pages):
    return {name: getattr(pages, name)._repr_mimebundle_() for name in type(pages).sections}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_block_stands_in_a_frame_of_its_language_and_the_first_is_styled(make, language):
    shown = bundles(rep_pages(make["rich_rep_view"](), language))
    frame = f'<div class="salesreport" lang="{language.replace("_", "-")}">'
    filled = {name: html for name, one in shown.items() if (html := one["text/html"])}
    assert len(filled) > 15
    assert all(html.startswith(frame) for html in filled.values())
    assert [name for name, html in filled.items() if "<style>" in html] == ["header"]
    assert lab_style() in filled["header"]


def test_without_the_frame_a_block_is_what_the_page_holds(make):
    for pages in (rep_pages(make["rich_rep_view"](), "zh_CN"),
                  team_pages(make["seed_team_view"](), "en")):  # fmt: skip
        shown = bundles(pages)
        assert "\n".join(unframed(one["text/html"]) for one in shown.values()) == pages.html()


@pytest.mark.parametrize("html", ["", "<p>x</p>", '<div class="salesreport-x">a</div>'])
def test_html_in_no_frame_is_left_as_it_is(html):
    assert unframed(html) == html


def test_a_block_with_nothing_to_show_has_no_frame(make):
    empty = [one for one in bundles(rep_pages(make["seed_rep_view"](), "en")).values()
             if not one["text/html"]]  # fmt: skip
    assert empty
    assert all(one.keys() == {"text/html", MIME, "text/plain"} for one in empty)


@pytest.mark.parametrize(
    ("css", "inside"),
    [
        ("p, :is(b, i) a { x: y }", f"{SCOPE} p, {SCOPE} :is(b, i) a {{ x: y }}"),
        (":root { --a: 1 }", f"{SCOPE} {{ --a: 1 }}"),
        ("html, body { x: y }", f"{SCOPE}, {SCOPE} {{ x: y }}"),
        (":root > p { x: y }", f"{SCOPE} > p {{ x: y }}"),
        (":root:has(p) { x: y }", f"{SCOPE}:has(p) {{ x: y }}"),
        ("html-x, .decks { x: y }", f"{SCOPE} html-x, {SCOPE} .decks {{ x: y }}"),
        ("main { x: y } main p { x: y }", f"{SCOPE} p {{ x: y }}"),
        ("@page { size: A4 } @media print { p { x: y } }", ""),
        ("@media screen { p { x: y } }", f"@media screen {{\n{SCOPE} p {{ x: y }}\n}}"),
        ('p::after { content: "}, b {" }', f'{SCOPE} p::after {{ content: "}}, b {{" }}'),
    ],
)
def test_a_rule_holds_inside_a_frame_only(css, inside):
    assert re.sub(r" +", " ", scoped(css)) == inside


def rules(css):
    """All rules of a stylesheet, those inside at-rules too."""
    for rule in tinycss2.parse_rule_list(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule":
            yield from rules(rule.content)
        else:
            yield rule


def test_a_companys_own_style_comes_along_inside_the_frame(make):
    view = make["rich_rep_view"]()
    brand = Brand(name="Hailan", colours={"accent": "#0b6e5f"}, css="h1 { color: red }")
    shown = bundles(rep_pages(view.model_copy(update={"brand": brand}), "en"))
    style = shown["header"]["text/html"].partition("</style>")[0]
    assert style.endswith(f"{SCOPE} {{ --accent: #0b6e5f; }}\n{SCOPE} h1 {{ color: red }}")


@pytest.mark.parametrize("names", [PAGE, SLIDES])
def test_the_style_reaches_nothing_outside_of_a_frame_and_loads_nothing(names):
    css = lab_style(*names)
    assert "<" not in css
    assert "@import" not in css
    assert "url(" not in css
    heads = [tinycss2.serialize(rule.prelude) for rule in rules(css)]
    assert len(heads) > 30
    for head in heads:
        flat = head
        while flat != (flat := re.sub(r"\([^()]*\)", "", flat)):
            pass
        assert all(re.match(r" *:is(?![\w-])", part) for part in flat.split(",")), head
        assert head.count(SCOPE) == flat.count(",") + 1
