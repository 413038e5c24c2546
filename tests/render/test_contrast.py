"""Text and graphics can be told from their ground, and nothing is said by colour alone."""

import base64
import re
from itertools import product

import pytest
import tinycss2

from salesreport.branding.contrast import LEAST_GRAPHIC, LEAST_TEXT, contrast
from salesreport.display import rep_pages, team_pages
from salesreport.display.palette import HOUSE
from salesreport.resources import stylesheet

WHITE = "#ffffff"
COLOUR = re.compile(r"#[0-9a-f]{6}\b|#[0-9a-f]{3}\b")
IN_CHARTS = {getattr(HOUSE, name): name for name in HOUSE.__dataclass_fields__}


def declarations(rules):
    """Declarations of every rule of a stylesheet, those of its media rules too."""
    for rule in rules:
        if getattr(rule, "content", None) is None:
            continue
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            yield from declarations(tinycss2.parse_rule_list(rule.content))
        else:
            inner = tinycss2.parse_blocks_contents(rule.content)
            yield {d.lower_name: tinycss2.serialize(d.value).strip()
                   for d in inner if d.type == "declaration"}  # fmt: skip


@pytest.fixture(scope="module")
def style():
    found = list(declarations(tinycss2.parse_stylesheet(stylesheet(), skip_comments=True)))
    variables = {k: v for one in found for k, v in one.items() if k.startswith("--")}

    def resolved(value):
        value = re.sub(r"var\((--[\w-]+)\)", lambda m: variables[m[1]], value)
        colour = COLOUR.search(value.replace("white", WHITE))
        if colour is None:
            return None
        text = colour[0]
        return text if len(text) == 7 else "#" + "".join(sign * 2 for sign in text[1:])

    return found, resolved


def test_every_text_colour_can_be_read_on_every_ground(style):
    found, resolved = style
    texts, grounds, pairs = set(), {WHITE}, []
    for rule in found:
        text = resolved(rule.get("color", ""))
        ground = resolved(rule.get("background", rule.get("background-color", "")))
        if text and ground not in (None, WHITE):
            pairs.append((text, ground))
        elif text:
            texts.add(text)
        elif ground:
            grounds.add(ground)
    assert {HOUSE.ink, HOUSE.quiet, HOUSE.accent, HOUSE.warm} <= texts
    assert len(grounds) > 1
    for text, ground in [*product(texts, grounds), *pairs]:
        assert contrast(text, ground) >= LEAST_TEXT, (text, ground)


def test_what_a_chart_is_read_by_can_be_told_from_the_paper():
    for name in ("ink", "quiet", "accent", "warm", "pale", "rule"):
        assert contrast(getattr(HOUSE, name)) >= LEAST_GRAPHIC, name
    assert contrast(HOUSE.accent, HOUSE.ground) >= LEAST_GRAPHIC


@pytest.fixture(scope="module")
def pages(sample):
    return [
        rep_pages(sample.for_rep("0008"), "en").html(),
        team_pages(sample.for_team("East"), "zh_CN").html(),
    ]


def test_charts_take_colours_of_the_palette_alone_and_text_those_that_can_be_read(pages):
    drawn = [
        base64.b64decode(data).decode()
        for page in pages
        for data in re.findall(r"data:image/svg\+xml;base64,([\w+/=]+)", page)
    ]
    assert len(drawn) >= 8
    for svg in drawn:
        used = set(re.findall(r"(?:fill|stroke)(?:: |=\")(#[0-9a-f]{6})", svg))
        assert used <= {*IN_CHARTS, WHITE, "#000000"}, used
        letters = re.findall(r'<g id="text_\d+">(.*?)</g>', svg, re.DOTALL)
        for colour in {c for text in letters for c in re.findall(r"fill: (#[0-9a-f]{6})", text)}:
            assert contrast(colour) >= LEAST_TEXT, IN_CHARTS.get(colour, colour)


def test_bars_in_tables_take_colours_of_the_palette(pages):
    fills = set(re.findall(r'<rect [^>]*fill="(#[0-9a-f]{6})"', "".join(pages)))
    assert fills == {HOUSE.ground, HOUSE.accent}


def test_what_is_warm_says_in_its_own_text_what_the_colour_says(pages):
    """A minus, a share below all of it, days late or gone by: legible in grey and aloud."""
    found = [
        re.sub(r"<[^>]+>", "", text)
        for page in pages
        for text in re.findall(
            r'<(?:strong|td|th)[^>]*class="[^"]*\bwarm\b[^"]*"[^>]*>(.*?)</(?:strong|td|th)>', page
        )
    ]
    assert len(found) >= 4
    for text in found:
        share = re.search(r"([\d.]+)\s?%", text)
        below = share is not None and float(share[1]) < 100
        assert below or re.search(r"[−-]\d|days? (?:late|ago)|天|逾期|late", text), text


def test_late_rows_say_so_in_words(pages):
    late = re.findall(r'<t[dh][^>]*class="[^"]*\blate\b[^"]*"[^>]*>(.*?)</t[dh]>', "".join(pages))
    assert late
    assert all("late" in text or "逾期" in text for text in late), late[:3]
