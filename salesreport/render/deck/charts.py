"""How a chart is drawn in its box: the room its names need, its type."""

from __future__ import annotations

from dataclasses import replace

from salesreport.render.deck.chartxml import ChartStyle, labels_of
from salesreport.render.deck.measuring import Ruler
from salesreport.render.deck.placed import PlacedChart

NAMES_MOST = 0.42
"""Part of a chart's width that the names of lying bars may take."""
NUMBERS_MOST = 0.3
LEAST_GAP, MOST_GAP = 20, 60
"""Room between columns that carry their number, in per cent of a column."""
LABEL_ROOM = 1.1
LEAST_LABEL = 9.0
GAP = 12.0


def chart_style(
    placed: PlacedChart, ruler: Ruler, language: str, unreadable: frozenset[str]
) -> ChartStyle:
    """Type and room of a chart; lying bars get a column for names, one for numbers."""
    style = ChartStyle(
        language, placed.size,
        quiet="tx1" if "tx2" in unreadable else "tx2",
        inside="tx1" if "accent1" in unreadable else "bg1",
    )  # fmt: skip
    if placed.part.form == "line_columns" and placed.part.series[0].labelled:
        gap, size = columns_room(placed, ruler)
        return replace(style, gap=gap, label_size=size)
    if placed.part.form != "bars":
        return style
    plot, least = bars_room(placed, ruler)
    return replace(style, plot=plot, least=least)


def bars_room(
    placed: PlacedChart, ruler: Ruler
) -> tuple[tuple[float, float, float, float], float | None]:
    """Place of the bars inside the chart, and where their scale begins if any lies below zero.

    Names stand left of the bars; a number beyond a bar that goes left must not reach them, so
    that the scale begins earlier by the room of a number.
    """
    part, size, width = placed.part, placed.size, placed.box.w
    names = max((ruler.width(name) for name in part.categories), default=0.0) * size + GAP
    names = min(names / width, NAMES_MOST)
    labels = [
        text
        for at, series in enumerate(part.series)
        if series.labelled
        for text in labels_of(part, series, first=at == 0)
    ]
    numbers = max((ruler.width(one, bold=True) for one in labels), default=0.0) * size + GAP
    numbers = min(numbers / width, NUMBERS_MOST)
    values = [v for one in part.series for v in one.values if v is not None]
    low, high = min([0, *values]), max([0, *values])
    right = numbers if high > 0 else 0.02
    top = 0.12 if len(part.series) > 1 else 0.01
    plot = (names, top, max(1 - names - right, 0.1), 0.99 - top)
    if low >= 0:
        return plot, None
    # The bars have what is left of the plot beside the numbers at their left.
    share = min(numbers / plot[2], 0.5)
    return plot, float(f"{low - (high - low) * share / (1 - share):.3g}")


def columns_room(placed: PlacedChart, ruler: Ruler) -> tuple[int, float]:
    """Room between columns in per cent of one, and a type in which each number is in its own."""
    part = placed.part
    slot = placed.box.w * 0.98 / max(len(part.categories), 1)
    labels = labels_of(part, part.series[0], first=True)
    widest = max((ruler.width(one, bold=True) for one in labels), default=0.0) or 1.0
    size = min(placed.size, slot / (1 + LEAST_GAP / 100) / (widest * LABEL_ROOM))
    size = max(size, LEAST_LABEL)
    gap = round((slot / (widest * size * LABEL_ROOM) - 1) * 100)
    return max(LEAST_GAP, min(gap, MOST_GAP)), size
