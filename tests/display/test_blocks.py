"""Blocks: autoescaped fragments with their data beside them."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from salesreport.display.blocks import (
    MIME,
    Bullets,
    Cell,
    Column,
    Group,
    Section,
    Table,
    Text,
    Tile,
    bar,
)

NASTY = '<img src=x onerror="go()">'


def table(rows, **options):
    columns = [Column("Name", "free"), Column("Amount", "number", "in full")]
    return Table("t", "A caption", columns, rows, **options)


class Tags(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize(
    "block",
    [
        Text(NASTY),
        Bullets([NASTY]),
        table([[Cell(NASTY, NASTY, NASTY), Cell("1", 1)]]),
        Tile(NASTY, NASTY, [NASTY]),
        Section("s", NASTY, [Text("x")], aside=NASTY),
        Group([Text(NASTY)]),
    ],
)
def test_text_from_data_is_escaped_in_every_block(block):
    assert "<img" not in block.html()
    assert "&lt;img" in block.html()


def test_a_table_has_a_caption_and_scoped_heads():
    tags = Tags(str(table([[Cell("a"), Cell("1", 1)]]).html())).tags
    assert [attrs["scope"] for tag, attrs in tags if tag == "th"] == ["col", "col", "row"]
    assert sum(tag == "caption" for tag, _ in tags) == 1
    assert ("td", {"class": "number"}) in tags


def test_a_table_refuses_a_row_that_does_not_fit():
    with pytest.raises(ValueError, match="zip"):
        table([[Cell("a")]]).html()


def test_raw_values_travel_in_the_json():
    shown = table([[Cell("a"), Cell("1,000", 1000.4)]], foot=[[Cell("Total"), Cell("2", 2)]])
    assert shown.data()["raw"] == [[None, 1000.4], [None, 2]]
    assert shown.data()["shown"] == [["a", "1,000"], ["Total", "2"]]


def test_markup_is_bare_text_in_the_json():
    assert Bullets([Markup("<b>x</b> y")]).data() == {"items": ["x y"]}


@pytest.mark.parametrize(
    "block", [Text(""), Bullets([]), table([]), Group([Text("")]), Section("s", "t", [Text("")])]
)
def test_nothing_to_show_is_no_html_and_false(block):
    assert block.html() == ""
    assert not block


def test_a_block_shows_itself_in_a_notebook_as_html_json_and_text():
    bundle = Section("s", "Title", [Text("x")])._repr_mimebundle_()
    assert set(bundle) == {"text/html", MIME, "text/plain"}
    assert bundle["text/plain"] == "Title"


@pytest.mark.parametrize(
    ("share", "width"), [(0.5, "32.0"), (None, "0.0"), (1.7, "64.0"), (-1, "0.0")]
)
def test_a_bar_starts_at_zero_and_stays_in_its_frame(share, width):
    drawn = bar(share, "15 / 30")
    assert f'width="{width}" height="9" fill="#2f5f8a"' in drawn
    assert 'data-alt="15 / 30"' in drawn
    shown = Table("t", "T", [Column("Points", "bar")], [[Cell(drawn, 50)]]).data()["shown"]
    assert shown == [[""]]


def test_short_tables_are_kept_on_one_page():
    row = [Cell("a"), Cell("1")]
    assert 'class="short"' in table([row] * 12).html()
    assert 'class="short"' not in table([row] * 13).html()
