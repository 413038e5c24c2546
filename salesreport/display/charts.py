"""The two charts of the pages: gaps as bars from zero, months with their target.

Each is drawn at the width it is printed, half a page, which is also a phone's
width; so its type is never smaller than the text around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from salesreport.display import housestyle as house
from salesreport.display.blocks import Block
from salesreport.display.fonts import drawable
from salesreport.display.palette import colours
from salesreport.language.widths import letter_width, text_width

_ROW_MM = 7.0
_TIGHT_ROW_MM = 5.6
_FEW_BARS = 4
_GUTTER_MM = 2.0
_LABEL_LETTERS = 16
_PX_PER_MM = 96 / 25.4


@dataclass(frozen=True)
class Chart(Block):
    """A drawn chart: its SVG and size, the finding as alternative text, its numbers."""

    name: str
    alt: str
    svg: bytes
    height_mm: float
    rows: Sequence[dict[str, Any]]
    caption: str = ""
    width_mm: float = house.WIDTH_MM

    def html(self) -> Markup:
        """`<figure>` with the SVG as an image."""
        caption = Markup("<figcaption>{}</figcaption>").format(self.caption) if self.caption else ""
        return Markup(
            '<figure id="{}"{}>{}<img alt="{}" width="{}" height="{}" src="{}"></figure>'
        ).format(
            self.name,
            self._size_class(),
            caption,
            self.alt,
            round(self.width_mm * _PX_PER_MM),
            round(self.height_mm * _PX_PER_MM),
            house.data_uri(self.svg),
        )

    def _size_class(self) -> Markup:
        """How a chart that is not a column wide is to be laid out on a phone."""
        if self.width_mm == house.WIDTH_MM:
            return Markup("")
        kind = "wide" if self.width_mm > house.WIDTH_MM else "narrow"
        return Markup(' class="{}"').format(kind)

    def data(self) -> dict[str, Any]:
        """Alternative text and the numbers drawn."""
        return {"chart": self.name, "alt": self.alt, "rows": list(self.rows)}

    def plain(self) -> str:
        """The alternative text."""
        return self.alt

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its value, the value as written."""

    label: str
    value: float
    shown: str
    quiet: bool = False


@dataclass(frozen=True)
class Month:
    """One month's bar and target mark."""

    label: str
    value: float | None
    target: float | None
    now: bool = False


@dataclass(frozen=True)
class MonthLabels:
    """What stands beside the last bar and the last target mark."""

    actual: str
    target: str


def bar_chart(name: str, bars: Sequence[Bar], *, alt: str, caption: str, language: str) -> Chart:
    """Horizontal bars from zero, largest label on the left, values at the ends."""
    labels = [short(drawable(bar.label), _LABEL_LETTERS) for bar in bars]
    text = "".join([*labels, *(bar.shown for bar in bars)])
    height = (_ROW_MM if len(bars) <= _FEW_BARS else _TIGHT_ROW_MM) * len(bars) + 2
    with house.canvas(text, language, height_mm=height) as (figure, axes):
        _draw_bars(figure, axes, bars, labels)
        svg = house.svg_bytes(figure)
    rows = [{"label": bar.label, "value": bar.value, "shown": bar.shown} for bar in bars]
    return Chart(name, alt, svg, height, rows, caption)


def month_chart(
    name: str,
    months: Sequence[Month],
    labels: MonthLabels,
    *,
    alt: str,
    caption: str,
    language: str,
    height_mm: float = 28.0,
) -> Chart:
    """Bars of the months from zero, a mark at each target, words at the last."""
    text = "".join([labels.actual, labels.target, *(month.label for month in months)])
    with house.canvas(text, language, height_mm=height_mm) as (figure, axes):
        _draw_months(figure, axes, months, labels)
        svg = house.svg_bytes(figure)
    rows = [
        {"label": month.label, "value": month.value, "target": month.target} for month in months
    ]
    return Chart(name, alt, svg, height_mm, rows, caption)


def _draw_bars(figure: Figure, axes: Axes, bars: Sequence[Bar], labels: Sequence[str]) -> None:
    import seaborn as sns  # loads scipy, which commands without charts do not need

    total = figure.get_figwidth() * 25.4
    left = max(text_width_mm(figure, label) for label in labels) + _GUTTER_MM
    axes.set_position((left / total, 0, 1 - left / total, 1))
    places = list(range(len(bars)))
    sns.barplot(
        x=[bar.value for bar in bars], y=places, hue=places, orient="h", legend=False,
        palette=[_colour(bar) for bar in bars], width=0.58, saturation=1, ax=axes, errorbar=None,
    )  # fmt: skip
    house.bare_axes(axes)
    low = min(0.0, *(bar.value for bar in bars))
    high = max(0.0, *(bar.value for bar in bars))
    room_left, room_right = _rooms(figure, bars)
    per_mm = ((high - low) or 1.0) / (total - left - room_left - room_right)
    axes.set_xlim(low - room_left * per_mm, high + room_right * per_mm)
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.axvline(0, color=colours().rule, linewidth=0.8, zorder=3)
    for place, (bar, label) in enumerate(zip(bars, labels, strict=True)):
        negative = bar.value < 0
        axes.text(
            bar.value + (-1 if negative else 1) * per_mm, place, bar.shown, va="center_baseline",
            ha="right" if negative else "left", fontweight="bold" if not bar.quiet else "normal",
        )  # fmt: skip
        figure.text(
            0, 1 - (place + 0.5) / len(bars), label, va="center_baseline", ha="left",
            color=colours().ink,
        )  # fmt: skip


def _rooms(figure: Figure, bars: Sequence[Bar]) -> tuple[float, float]:
    left = [text_width_mm(figure, bar.shown, "bold") for bar in bars if bar.value < 0]
    right = [text_width_mm(figure, bar.shown, "bold") for bar in bars if bar.value >= 0]
    return (max(left) + 2 if left else 1.0), (max(right) + 2 if right else 1.0)


def _colour(bar: Bar) -> str:
    if bar.quiet:
        return colours().pale
    return colours().ink if bar.value < 0 else colours().accent


def _draw_months(figure: Figure, axes: Axes, months: Sequence[Month], labels: MonthLabels) -> None:
    import seaborn as sns  # as in _draw_bars

    width, height = (size * 25.4 for size in figure.get_size_inches())
    right = (
        max(text_width_mm(figure, labels.actual, "bold"), text_width_mm(figure, labels.target)) + 2
    )
    bottom = 6.0
    axes.set_position((0, bottom / height, 1 - right / width, 1 - (bottom + 3) / height))
    places = list(range(len(months)))
    sns.barplot(
        x=places, y=[month.value or 0.0 for month in months], hue=places, legend=False,
        palette=[colours().ink if month.now else colours().pale for month in months],
        width=0.68, saturation=1, ax=axes, errorbar=None,
    )  # fmt: skip
    house.bare_axes(axes)
    marks = [(place, month.target) for place, month in enumerate(months) if month.target]
    for place, target in marks:
        axes.plot(
            [place - 0.44, place + 0.44], [target, target], color=colours().warm, linewidth=1.6,
            solid_capstyle="butt", zorder=4,
        )  # fmt: skip
    values = [month.value or 0.0 for month in months] + [target for _, target in marks]
    low, high = min(0.0, *values), max(0.0, *values) or 1.0
    axes.set(xlim=(-0.5, len(months) - 0.5), ylim=(low, high * 1.02))
    axes.axhline(0, color=colours().rule, linewidth=0.8)
    _month_names(figure, axes, months, low)
    _end_labels(axes, months, labels, (high * 1.02 - low) / (height - bottom - 3))


def _month_names(figure: Figure, axes: Axes, months: Sequence[Month], low: float) -> None:
    slot = axes.get_position().width * figure.get_figwidth() * 25.4 / len(months)
    widest = max(text_width_mm(figure, month.label) for month in months) + 1.5
    every = max(1, -(-int(widest * 10) // int(slot * 10)))
    last = len(months) - 1
    for place, month in enumerate(months):
        if (last - place) % every == 0:
            axes.annotate(
                month.label, (place, low), xytext=(0, -4), textcoords="offset points",
                ha="center", va="top", annotation_clip=False,
                fontweight="bold" if month.now else "normal",
            )  # fmt: skip


def _end_labels(axes: Axes, months: Sequence[Month], labels: MonthLabels, per_mm: float) -> None:
    now, edge = months[-1], len(months) - 0.5
    low, high = axes.get_ylim()
    levels = _apart(now.value or 0.0, now.target, low, high, per_mm)
    inks = [colours().ink, colours().warm]
    for text, level, colour in zip([labels.actual, labels.target], levels, inks, strict=False):
        axes.annotate(
            text, (edge, level), xytext=(4, 0), textcoords="offset points", ha="left",
            va="center_baseline", color=colour, annotation_clip=False,
            fontweight="bold" if colour == colours().ink else "normal",
        )  # fmt: skip


def _apart(
    actual: float, target: float | None, low: float, high: float, per_mm: float
) -> list[float]:
    """Levels of the two labels: beside their marks, never on each other or outside."""
    apart, floor, ceiling = 4.6 * per_mm, low + 2.0 * per_mm, high + 0.6 * per_mm
    if not target:
        return [min(max(actual, floor), ceiling)]
    upper, lower = max(actual, target), min(actual, target)
    lower = min(max(lower, floor), ceiling - apart)
    upper = min(max(upper, lower + apart), ceiling)
    return [upper, lower] if actual > target else [lower, upper]


def text_width_mm(figure: Figure, text: str, weight: str = "normal") -> float:
    """Width of a text as a figure draws it, in millimetres."""
    probe: Any = figure.text(0, 0, text, fontweight=weight)
    width = probe.get_window_extent().width / figure.dpi * 25.4
    probe.remove()
    return float(width)


def short(label: str, letters: int) -> str:
    """A label cut to the room of so many Latin letters; a Chinese sign takes two.

    Examples
    --------
    >>> short("Northern lights", 8), short("华东销售一部", 12), short("华东销售一部", 8)
    ('Norther…', '华东销售一部', '华东销…')
    """
    if text_width(label) <= letters:
        return label
    kept, used = [], 0
    for letter in label:
        used += letter_width(letter)
        if used > letters - 1:
            break
        kept.append(letter)
    return "".join(kept).rstrip() + "…"
