from __future__ import annotations

import hashlib
import re
from base64 import b64encode

import pytest

from salesreport.errors import RenderError
from salesreport.render.sealing import seal

SHELL = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>T</title>{}</head>'
    "<body>{}</body></html>"
)


def sealed(body: str, head: str = "") -> str:
    return seal(SHELL.format(head, body), where="page")


def policy(page: str) -> str:
    return re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[0]


def test_every_style_and_script_stands_in_the_policy_by_its_hash() -> None:
    page = sealed("<script>let a = 1\r\n</script><style>b { color: red }</style>",
                  "<style>\np { margin: 0 }</style>")  # fmt: skip
    inline = re.findall(r"<(style|script)>(.*?)</\1>", page, re.DOTALL)
    assert len(inline) == 3
    for kind, content in inline:
        digest = b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in re.findall(f"{kind}-src ([^;]*)", policy(page))[0]


def test_a_page_without_scripts_allows_none() -> None:
    found = policy(sealed("<p>text</p>"))
    assert "script-src 'none'" in found
    assert "default-src 'none'" in found
    assert "unsafe" not in found


def test_the_policy_comes_before_any_style() -> None:
    page = sealed("<style>b { color: red }</style>", "<style>p { margin: 0 }</style>")
    assert page.index("Content-Security-Policy") < page.index("<style>")
    assert page.count("Content-Security-Policy") == 1
    assert seal(page, where="again") == page


def test_style_attributes_become_classes_of_the_same_rule() -> None:
    page = sealed('<td class="x" style="text-align: right">1</td><td style="text-align: right"/>')
    assert " style=" not in page
    name = re.findall(r'<td class="x (s-\w+)">', page)[0]
    assert f'<td class="{name}"/>' in page
    assert f".{name}.{name}.{name} {{text-align: right}}" in page


def test_text_that_looks_like_markup_stays_as_it_was() -> None:
    body = (
        '<p title="a > b">&lt;script&gt; style="x" url(http://x) onclick</p><!-- <b style="c"> -->'
    )
    assert body in sealed(body)


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="" src="http://example.org/a.png">',
        '<img alt="" src="//example.org/a.png">',
        '<img alt="" src="a.png">',
        '<img alt="" srcset="a.png 2x">',
        '<script src="x.js"></script>',
        '<a href="https://example.org">x</a>',
        '<a href="javascript:alert(1)">x</a>',
        '<p onclick="x()">x</p>',
        "<iframe></iframe>",
        "<object></object>",
        '<form action="/x"></form>',
        "<style>p { background: url(http://example.org/a) }</style>",
        '<style>@import "x.css";</style>',
        '<p style="background: url(//example.org)">x</p>',
        '<svg><image href="http://example.org/a.png"/></svg>',
        '<svg><use xlink:href="other.svg#a"/></svg>',
        '<link rel="stylesheet" href="x.css">',
    ],
)
def test_anything_from_outside_is_refused(body: str) -> None:
    with pytest.raises(RenderError, match=r"page: the page holds .*opens offline"):
        sealed(body)


@pytest.mark.parametrize(
    "body",
    ['<a href="reps/0012-x.html#top">x</a>', '<a href="#top">x</a>',
     '<a href="mailto:a@b.c">x</a>',
     '<img alt="x" src="data:image/png;base64,AA==">',
     "<style>p { background: url(data:,x) }</style>",
     '<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>'],
)  # fmt: skip
def test_what_the_page_carries_itself_is_kept(body: str) -> None:
    assert body in sealed(body)


@pytest.mark.parametrize(
    ("page", "lacks"),
    [('<html lang="en"><head></head><body></body></html>', "title"),
     ("<html><head><title>x</title></head><body></body></html>", "lang"),
     ('<html lang="en"><title>x</title></html>', "head")],
)  # fmt: skip
def test_a_page_without_language_title_or_head_is_refused(page: str, lacks: str) -> None:
    with pytest.raises(RenderError, match=f"no {lacks}"):
        seal(page, where="page")


def test_an_image_without_alternative_text_is_refused() -> None:
    with pytest.raises(RenderError, match="without alternative text"):
        sealed('<img src="data:,x">')
