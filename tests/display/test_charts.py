"""Charts: deterministic, labelled, clipped nowhere, leaving no trace."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from salesreport.display import charts
from salesreport.display.charts import Bar, Month, MonthLabels, bar_chart, month_chart
from salesreport.display.palette import HOUSE

BARS = [
    Bar("目标", -90000.0, "−9.0万"),
    Bar("A name of sixty characters that goes on and on to its end", 30000.0, "+3.0万"),
    Bar("Last year", 0.0, "0"),
]
MONTHS = [Month(f"{i}月", 100.0 * i, 700.0, now=i == 12) for i in range(1, 13)]
LABELS = MonthLabels("实际 1,200", "目标 700")


def bars(**changes):
    options = {"alt": "a", "caption": "c", "language": "zh_CN"} | changes
    return bar_chart("gap", BARS, **options)


def months(points=MONTHS, labels=LABELS):
    return month_chart("trend", points, labels, alt="a", caption="c", language="zh_CN")


@pytest.mark.parametrize("draw", [bars, months])
def test_the_same_chart_has_the_same_bytes(draw):
    assert draw().svg == draw().svg


@pytest.mark.parametrize("draw", [bars, months])
def test_a_chart_holds_no_text_no_date_and_no_reference(draw):
    svg = draw().svg.decode()
    tree = ElementTree.fromstring(svg)
    assert [e for e in tree.iter() if e.tag.endswith("}text")] == []
    assert "<dc:date>" not in svg
    refs = re.findall(r'(?:xlink:)?href="([^"]*)"', svg)
    assert all(ref.startswith("#") for ref in refs)


def test_drawing_changes_no_setting_and_opens_no_figure():
    from matplotlib import pyplot

    before = dict(mpl.rcParams)
    bars()
    months()
    assert dict(mpl.rcParams) == before
    assert pyplot.get_fignums() == []


def inside(draw, monkeypatch):
    """Boxes of all texts of a chart, and the frame, in pixels; labels by box."""
    kept = []
    monkeypatch.setattr(charts.house, "svg_bytes", lambda figure: kept.append(figure) or b"")
    draw()
    figure = kept[0]
    FigureCanvasAgg(figure)
    texts = [t for axes in figure.axes for t in axes.texts] + list(figure.texts)
    shown = [text for text in texts if text.get_text()]
    return {text.get_text(): text.get_window_extent() for text in shown}, figure.bbox


@pytest.mark.parametrize(
    "draw",
    [
        bars,
        months,
        lambda: months([Month(m.label, None, None, m.now) for m in MONTHS]),
        lambda: months([Month(m.label, -5.0, 700.0, m.now) for m in MONTHS]),
        lambda: months([Month(m.label, 699.0, 700.0, m.now) for m in MONTHS]),
        lambda: months([Month(f"Sep {i}", 1.0, 9.0, now=i == 2) for i in range(3)]),
    ],
)
def test_no_label_is_clipped_and_none_covers_another(draw, monkeypatch):
    boxes, frame = inside(draw, monkeypatch)
    for text, box in boxes.items():
        assert box.x0 >= frame.x0 - 1, text
        assert box.x1 <= frame.x1 + 1, text
        assert box.y0 >= frame.y0 - 1, text
        assert box.y1 <= frame.y1 + 1, text
    names = list(boxes)
    for place, first in enumerate(names):
        for second in names[place + 1 :]:
            apart = boxes[first].padded(-1.5), boxes[second].padded(-1.5)
            assert not apart[0].overlaps(apart[1]), (first, second)


def test_bars_start_at_zero(monkeypatch):
    kept = []
    monkeypatch.setattr(charts.house, "svg_bytes", lambda figure: kept.append(figure) or b"")
    bars()
    drawn = [patch for patch in kept[0].axes[0].patches if patch.get_width()]
    assert [patch.get_x() for patch in drawn] == [0.0, 0.0]
    assert sorted(patch.get_width() for patch in drawn) == [-90000.0, 30000.0]


def test_the_chart_says_its_finding_and_carries_its_numbers():
    chart = bars(alt="9.0万 short")
    assert 'alt="9.0万 short"' in chart.html()
    assert chart.data()["rows"][0] == {"label": "目标", "value": -90000.0, "shown": "−9.0万"}
    assert 'src="data:image/svg+xml;base64,' in chart.html()


def test_a_chart_is_as_wide_as_it_says():
    # 84 mm and 174 mm at 96 pixels an inch of 25.4 mm: 317.48 and 657.64
    wide = replace(bars(), width_mm=174.0)
    assert 'width="317"' in bars().html()
    assert 'width="658"' in wide.html()


def test_colours_differ_in_grey():
    def grey(colour):
        red, green, blue = mpl.colors.to_rgb(colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    shades = sorted(grey(colour) for colour in (HOUSE.ink, HOUSE.accent, HOUSE.pale))
    assert min(b - a for a, b in pairwise(shades)) > 0.12
