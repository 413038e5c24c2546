"""The one stylesheet: contrast, type size, nothing from the net, pages that hold together."""

from __future__ import annotations

import re

import pytest

from salesreport.resources import stylesheet


@pytest.fixture(scope="module")
def css():
    return stylesheet()


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["ink", "quiet", "accent", "warm"])
def test_every_text_colour_is_readable_on_white(css, name):
    colour = re.search(rf"--{name}: (#[0-9a-f]{{6}});", css)[1]
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5


def test_text_takes_no_other_colours(css):
    used = set(re.findall(r"[^-]color: ([^;]+);", css))
    assert used <= {f"var(--{name})" for name in ("ink", "quiet", "accent", "warm")} | {"inherit"}


def test_printed_text_is_ten_points_or_more(css):
    printed = css[css.index("@media print") :]
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)pt", printed)]
    assert min(sizes) >= 10
    assert not re.findall(r"font-size: [\d.]+(?:px|em|rem|%)", printed)
    smaller = re.findall(r"([^{}]+)\{[^}]*font-size: 0\.\d+r?em", css[: css.index("@media print")])
    for selector in ", ".join(smaller).replace("\n", " ").split(","):
        assert selector.strip() in printed, selector


def test_nothing_is_loaded(css):
    assert "url(" not in css
    assert "@import" not in css
    assert "http" not in css


@pytest.mark.parametrize(
    "rule",
    [
        "size: A4",
        'counter(page) " / " counter(pages)',
        "string(doctitle)",
        "element(foot)",
        "display: table-header-group",
        "bookmark-level: 2",
        "break-after: avoid",
    ],
)
def test_the_page_is_set_for_print(css, rule):
    assert rule in css
