"""Charts of slides as SVG, from the same values as the native ones; labels at the marks."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from salesreport.display import housestyle as house
from salesreport.display.charts import short
from salesreport.display.fonts import drawable
from salesreport.display.palette import colours
from salesreport.language.widths import text_width
from salesreport.slides import ChartPart, Series, Tone

POINTS = 14.0
MM_A_LETTER = 2.6
"""Width of a Latin letter at this size; a Chinese sign takes two."""
_LABEL_LETTERS = 26
_ROW_MM = 24.0
_BOTTOM_MM, _TOP_MM = 16.0, 12.0
_LOW_MM = 8.0
"""Height of a column that has no room for its value."""


def chart_svg(
    part: ChartPart, language: str, *, width_mm: float, height_mm: float
) -> tuple[bytes, float]:
    """A chart drawn, and its height: bars are no higher than they need.

    Parameters
    ----------
    part : ChartPart
    language : str
    width_mm, height_mm : float
        Room for it.
    """
    text = "".join([*part.categories, *part.shown, *(one.name for one in part.series)])
    if part.form == "bars":
        height_mm = min(height_mm, _ROW_MM * len(part.categories) + 4)
    with house.canvas(drawable(text), language, height_mm=height_mm, width_mm=width_mm) as (
        figure, axes,
    ):  # fmt: skip
        house.bare_axes(axes)
        draw = {"bars": _bars, "bridge": _bridge}.get(part.form, _columns)
        draw(figure, axes, part)
        return house.svg_bytes(figure), height_mm


def _size(figure: Figure) -> tuple[float, float]:
    width, height = (size * 25.4 for size in figure.get_size_inches())
    return width, height


def _colour(series: Series, place: int) -> str:
    return _shade(series.tones.get(place, series.tone))


def _shade(tone: Tone) -> str:
    """Colour of a tone in the looks of whoever is drawn for."""
    own = colours()
    return {"accent": own.accent, "quiet": own.pale, "warm": own.warm, "ink": own.ink}[tone]


def _span(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(0.0, *values), max(0.0, *values)
    return (low, high) if low < high else (low, low + 1.0)


def _width(texts: Sequence[str]) -> float:
    return MM_A_LETTER * max((text_width(text) for text in texts), default=0)


def _bars(figure: Figure, axes: Axes, part: ChartPart) -> None:
    """Lying bars from zero: names at the left edge, values at the ends."""
    series, (width, _) = part.series[0], _size(figure)
    labels = [short(drawable(name), _LABEL_LETTERS) for name in part.categories]
    values = [float(value or 0.0) for value in series.values]
    left = _width(labels) + 4
    axes.set_position((left / width, 0, 1 - left / width, 1))
    low, high = _span(values)
    shown = [(text, value) for text, value in zip(part.shown, values, strict=False)]
    rooms = [_width([t for t, v in shown if (v < 0) is minus]) + 4 for minus in (True, False)]
    per_mm = (high - low) / max(width - left - sum(rooms), 10)
    axes.set_xlim(low - rooms[0] * per_mm, high + rooms[1] * per_mm)
    axes.set_ylim(len(values) - 0.5, -0.5)
    axes.axvline(0, color=colours().rule, linewidth=1)
    for place, (value, label) in enumerate(zip(values, labels, strict=True)):
        axes.barh(place, value, height=0.56, color=_colour(series, place))
        figure.text(0, 1 - (place + 0.5) / len(values), label, fontsize=POINTS,
                    va="center_baseline", ha="left", color=colours().ink)  # fmt: skip
        text = part.shown[place] if place < len(part.shown) else ""
        minus = value < 0
        at = value + (-1 if minus else 1) * 1.5 * per_mm
        axes.text(at, place, text, fontsize=POINTS, fontweight="bold", va="center_baseline",
                  ha="right" if minus else "left")  # fmt: skip


def _frame(figure: Figure, axes: Axes, part: ChartPart, low: float, high: float) -> None:
    """Room below for names, above for values; the zero line."""
    _, height = _size(figure)
    axes.set_position((0, _BOTTOM_MM / height, 1, 1 - (_BOTTOM_MM + _TOP_MM) / height))
    n = len(part.categories)
    axes.set_xlim(-0.5, n - 0.5)
    room = (high - low) * 8 / max(height - _BOTTOM_MM - _TOP_MM, 20)
    axes.set_ylim(low - (room if low < 0 else 0), high + room)
    axes.axhline(0, color=colours().rule, linewidth=1)
    slot = _size(figure)[0] / n / MM_A_LETTER
    every = max(1, -(-round(max(map(text_width, part.categories)) / 2) // max(round(slot), 1)))
    bottom = axes.get_ylim()[0]
    for place, name in enumerate(part.categories):
        if (n - 1 - place) % every == 0:
            axes.annotate(_wrapped(drawable(name), slot * every), (place, bottom), xytext=(0, -6),
                          textcoords="offset points", ha="center", va="top", fontsize=POINTS,
                          annotation_clip=False, color=colours().ink)  # fmt: skip


def _wrapped(text: str, letters: float) -> str:
    """A name in at most two lines."""
    room = max(int(letters) - 1, 4)
    if text_width(text) <= room:
        return text
    if " " in text:
        lines = wrap(text, room, break_long_words=False)[:2]
    else:
        half = -(-len(text) // 2)
        lines = [text[:half], text[half:]]
    return "\n".join(short(line, room) for line in lines)


def _columns(figure: Figure, axes: Axes, part: ChartPart) -> None:
    """Standing columns side by side, of `line_columns` the first alone and the others as marks."""
    standing = part.series if part.form == "columns" else part.series[:1]
    others = part.series[len(standing) :]
    values = [float(v) for one in part.series for v in one.values if v is not None]
    low, high = _span(values)
    _frame(figure, axes, part, low, high)
    width = 0.72 / len(standing)
    for at, series in enumerate(standing):
        shift = (at - (len(standing) - 1) / 2) * width
        for place, value in enumerate(series.values):
            if value is None:
                continue
            axes.bar(place + shift, value, width=width * 0.94, color=_colour(series, place))
            if series.labelled and at == 0 and place < len(part.shown):
                _inside(figure, axes, (place + shift, float(value)), part.shown[place])
    for series in others:
        for place, value in enumerate(series.values):
            if value is not None:
                axes.plot([place - 0.42, place + 0.42], [value, value], color=_shade(series.tone),
                          linewidth=2.4, solid_capstyle="butt", zorder=4)  # fmt: skip
    if len(part.series) > 1:
        _legend(figure, part.series)


def _inside(figure: Figure, axes: Axes, end: tuple[float, float], text: str) -> None:
    """A value at the foot of its column, where no mark crosses it; above one too low for it."""
    (at, value), (low, high) = end, axes.get_ylim()
    height = axes.get_position().height * _size(figure)[1]
    if value <= 0 or value / (high - low) * height < _LOW_MM:
        _above(axes, at, value, text)
        return
    axes.annotate(text, (at, 0), xytext=(0, 5), textcoords="offset points", ha="center",
                  va="bottom", fontsize=POINTS - 1, fontweight="bold", color="#ffffff")  # fmt: skip


def _above(axes: Axes, at: float, value: float, text: str) -> None:
    minus = value < 0
    axes.annotate(text, (at, value), xytext=(0, -4 if minus else 4), textcoords="offset points",
                  ha="center", va="top" if minus else "bottom", fontsize=POINTS - 1,
                  fontweight="bold", annotation_clip=False)  # fmt: skip


def _legend(figure: Figure, series: Sequence[Series]) -> None:
    """Names of the series in their colours, in one line at the top."""
    width, height = _size(figure)
    at = 0.0
    for one in series:
        name = f"■ {one.name}"
        figure.text(at / width, 1 - 1 / height, name, fontsize=POINTS, va="top", ha="left",
                    color=_shade(one.tone) if one.tone != "quiet" else colours().quiet,
                    fontweight="bold")  # fmt: skip
        at += MM_A_LETTER * (text_width(name) + 3)


def _bridge(figure: Figure, axes: Axes, part: ChartPart) -> None:
    """Steps that stand on each other's ends, from the first value to the last.

    The two ends are marks and no columns, since the axis need not begin at zero: only the
    steps have a length.
    """
    series = part.series[0]
    values = [float(value or 0.0) for value in series.values]
    ends, level = [(values[0], values[0])], values[0]
    for value in values[1:-1]:
        ends.append((level, level + value))
        level += value
    ends.append((values[-1], values[-1]))
    every = [end for pair in ends for end in pair]
    low, high = min(every), max(every)
    room = (high - low or abs(high) or 1.0) * 0.12
    _frame(figure, axes, part, low - room, high + room)
    axes.axhline(low - room, color=colours().rule, linewidth=1)
    for place, (start, end) in enumerate(ends):
        axes.bar(place, end - start, bottom=start, width=0.62, color=_colour(series, place))
        if place in (0, len(ends) - 1):
            axes.plot([place - 0.31, place + 0.31], [end, end], color=_colour(series, place),
                      linewidth=5, solid_capstyle="butt")  # fmt: skip
        _above(axes, place, max(start, end), part.shown[place] if part.shown else "")
        if place + 1 < len(ends):
            axes.plot([place + 0.31, place + 0.69], [end, end], color=colours().rule, linewidth=1)
