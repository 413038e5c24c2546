"""The bridge: its steps lead from the reference to the actual amount, told apart in grey."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Rectangle

from salesreport.display import bridge as drawn
from salesreport.display.bridge import LOOKS, MOST_STEPS, Step, bridge_chart, small
from salesreport.display.charts import Bar
from salesreport.display.palette import HOUSE
from salesreport.display.reasonlabels import CLASSES
from salesreport.display.reasons import bridge
from salesreport.display.widecharts import Said
from salesreport.language import LANGUAGES, Words
from tests.display import reasoned

STEPS = [
    Step("外部与目标", -12000.0, "−1.2万", "external", 33, "33"),
    Step("客户结构", 4000.0, "+4,000", "mix", 33, "33"),
    Step("过程可改进（有记录）", -26000.0, "−2.6万", "process", 9, "9"),
    Step("个人差异", -20000.0, "−2.0万", "personal"),
    Step("正常波动", -26000.0, "−2.6万", "chance", 1200, "1,200"),
    Step("A name of sixty characters that goes on and on to its end", -10000.0, "−1.0万", "other"),
]


def chart(steps=STEPS, start=300000.0, end=210000.0):
    ends = (Bar("目标", start, f"{start:,.0f}"), Bar("实际", end, f"{end:,.0f}"))
    return bridge_chart(ends, steps, Said("bridge-target", "a", "c", "zh_CN"), counted="条数")


@pytest.fixture
def figure(monkeypatch):
    """Draws a chart and returns its figure."""
    kept = []
    monkeypatch.setattr(drawn.house, "svg_bytes", lambda one: kept.append(one) or b"")

    def draw(*args, **changes):
        chart(*args, **changes)
        FigureCanvasAgg(kept[-1])
        return kept[-1]

    return draw


def bars(figure):
    return [p for p in figure.axes[0].patches if isinstance(p, Rectangle)]


def test_the_same_bridge_has_the_same_bytes_and_holds_no_text():
    assert chart().svg == chart().svg
    svg = chart().svg.decode()
    assert [e for e in ElementTree.fromstring(svg).iter() if e.tag.endswith("}text")] == []
    assert "<dc:date>" not in svg
    assert all(ref.startswith("#") for ref in re.findall(r'(?:xlink:)?href="([^"]*)"', svg))


def test_each_step_begins_where_the_one_before_ends(figure):
    steps_shown = [*STEPS[:-1], Step("其他", -10000.0, "−1.0万", "other")]
    found = bars(figure(steps_shown))
    marks, steps = [found[0], found[-1]], found[1:-1]
    assert len(steps) == len(STEPS)
    at = marks[0].get_x() + marks[0].get_width() / 2
    per_mm = None
    for bar, step in zip(steps, steps_shown, strict=True):
        left, right = bar.get_x(), bar.get_x() + bar.get_width()
        begin, end = (right, left) if step.amount < 0 else (left, right)
        assert begin == pytest.approx(at)
        scale = bar.get_width() / abs(step.amount)
        assert per_mm is None or scale == pytest.approx(per_mm)
        per_mm, at = scale, end
    assert marks[1].get_x() + marks[1].get_width() / 2 == pytest.approx(at)


@pytest.mark.parametrize(
    ("steps", "start", "end"),
    [
        (STEPS, 300000.0, 210000.0),
        ([], 5.0, 5.0),
        ([Step("a", 0.0, "0", "chance")], 0.0, 0.0),
        ([Step("a", -3e12, "−300000000.00亿", "external", 10**9, "1,000,000,000")], 2e12, -1e12),
        ([Step("a", -1e-9, "0", "process"), Step("b", 1e6, "+100万", "mix")], 0.0, 1e6),
    ],
)
def test_every_text_lies_inside_and_none_covers_another(figure, steps, start, end):
    drawn_figure = figure(steps, start, end)
    texts = [t for t in drawn_figure.axes[0].texts if t.get_text()]
    boxes = [t.get_window_extent() for t in texts]
    frame = drawn_figure.bbox
    for box in boxes:
        assert box.x0 >= frame.x0 - 1
        assert box.x1 <= frame.x1 + 1
        assert box.y0 >= frame.y0 - 1
        assert box.y1 <= frame.y1 + 1
    for place, first in enumerate(boxes):
        for second in boxes[place + 1 :]:
            assert not first.padded(-1.5).overlaps(second.padded(-1.5))


def test_bars_stay_between_the_labels_and_the_amounts(figure):
    drawn_figure = figure()
    texts = [t for t in drawn_figure.axes[0].texts if t.get_text()]
    boxes = [t.get_window_extent() for t in texts]
    for bar in bars(drawn_figure):
        assert not any(bar.get_window_extent().padded(-1).overlaps(box) for box in boxes)


def test_every_class_has_a_look_and_no_two_look_alike_in_grey():
    assert set(LOOKS) == {*CLASSES, "other"}
    shades: dict[str, list[float]] = {}
    for look in LOOKS.values():
        fill = getattr(HOUSE, look.fill) if look.fill else "#ffffff"
        red, green, blue = mpl.colors.to_rgb(fill)
        shades.setdefault(look.hatch, []).append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    for same_hatch in shades.values():
        assert all(b - a > 0.12 for a, b in pairwise(sorted(same_hatch)))


def test_the_chart_carries_its_numbers_for_checks():
    rows = chart().data()["rows"]
    assert [row["kind"] for row in rows[:2]] == ["from", "external"]
    assert rows[0]["value"] + sum(row["value"] for row in rows[1:-1]) == rows[-1]["value"]
    assert rows[1] == {
        "label": "外部与目标", "value": -12000.0, "shown": "−1.2万", "kind": "external", "n": 33,
    }  # fmt: skip


def test_small_steps_are_gathered_and_never_one_alone():
    assert small([]) == []
    assert small([5.0]) == []
    assert small([100.0, -1.0]) == []
    assert small([100.0, -1.0, 2.0, 50.0]) == [1, 2]
    many = [float(n) for n in range(10, 20)]
    left = small(many)
    assert len(many) - len(left) + 1 == MOST_STEPS
    assert {many[place] for place in left} == {10.0, 11.0, 12.0, 13.0, 14.0}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reference", ["target", "last_year"])
def test_the_steps_of_a_gap_add_up_to_it_and_are_named_in_the_alternative_text(
    make, language, reference
):
    reasons = reasoned.short_reasons()
    view, words = make["rich_rep_view"](reasons=reasons), Words(language)
    shown = bridge(view, words, reference=reference, title="T")
    rows = shown.data()["rows"]
    found = next(one for one in reasons.attributed if one.reference == reference)
    assert rows[0]["value"] == found.against
    assert rows[-1]["value"] == found.actual
    assert sum(row["value"] for row in rows[1:-1]) == pytest.approx(found.gap, abs=0.005)
    assert len(rows) <= 8
    for row in rows:
        assert f"{row['label']} {row['shown']}" in shown.alt
    assert shown.name == f"bridge-{reference.replace('_', '-')}"


def test_there_is_no_bridge_without_causes(make):
    words = Words("en")
    unknown = make["rich_rep_view"](reasons=reasoned.unknown_reasons("no_leads"))
    known = make["rich_rep_view"](reasons=reasoned.short_reasons())
    assert bridge(unknown, words) is None
    assert bridge(known, words, reference="peers") is None
    assert bridge(make["rich_rep_view"](reasons={}), words, reference="last_year") is None


def test_tiny_classes_stand_together_as_other(make):
    causes = [
        reasoned.cause("target_calibration", -100000.0, "external"),
        reasoned.cause("mix_source", 500.0, "mix"),
        reasoned.cause("response", -300.0, "chance"),
    ]
    reasons = reasoned.unknown_reasons().model_copy(
        update={"attributed": [reasoned.gap("target", 0.0, causes)]}
    )
    rows = bridge(make["rich_rep_view"](reasons=reasons), Words("zh_CN")).data()["rows"]
    assert [(row["label"], row["value"]) for row in rows] == [
        ("目标", 99800.0), ("外部与目标", -100000.0), ("其他", 200.0), ("实际", 0.0),
    ]  # fmt: skip
