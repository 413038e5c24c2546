"""Charts of the analyst's page: ranges of scores, grades, a funnel, process limits.

As wide as the page, in the house's colours; every kind of mark has a shape of its own,
so that none hangs on a colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from salesreport.display import housestyle as house
from salesreport.display.charts import Chart, short
from salesreport.display.fonts import drawable
from salesreport.display.palette import colours
from salesreport.display.widecharts import (
    LETTERS,
    WIDE_MM,
    Said,
    frame,
    row_names,
    set_margins,
    widest,
)

_ROW_MM = 5.6
_TURN = 0.7
"""Share of the width beyond which a dot's name stands to its left."""


@dataclass(frozen=True)
class Range:
    """A row: a value, and the range it moves in."""

    label: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Count:
    """A grade: how many have it, and how many equal work would give."""

    label: str
    observed: int
    mean: float
    low: int
    high: int


@dataclass(frozen=True)
class Dot:
    """A rep in a funnel; `label` only of those to be named."""

    size: int
    rate: float
    label: str = ""


def range_chart(rows: Sequence[Range], bands: Sequence[tuple[str, float]], said: Said) -> Chart:
    """Scores as dots on their ranges, with the edges of the grades."""
    labels = [short(drawable(row.label), LETTERS) for row in rows]
    height = _ROW_MM * len(rows) + 12
    text = "".join([*labels, *(name for name, _ in bands)])
    with house.canvas(text, said.language, height_mm=height, width_mm=WIDE_MM) as (figure, axes):
        set_margins(figure, axes, left=widest(figure, labels) + 2, top=6, bottom=6, right=4)
        import seaborn as sns  # loads scipy, which commands without charts do not need

        places = list(range(len(rows)))
        axes.hlines(
            places,
            [row.low for row in rows],
            [row.high for row in rows],
            color=colours().pale,
            linewidth=5,
            zorder=2,
        )
        sns.scatterplot(
            x=[row.value for row in rows],
            y=places,
            color=colours().ink,
            s=34,
            ax=axes,
            zorder=3,
            legend=False,
        )
        axes.set(xlim=(0, 100), ylim=(len(rows) - 0.5, -0.5), xlabel="", ylabel="")
        _edges(axes, bands)
        row_names(figure, axes, labels)
        frame(axes, bottom=True)
        svg = house.svg_bytes(figure)
    data = [{"label": r.label, "value": r.value, "low": r.low, "high": r.high} for r in rows]
    return Chart(said.name, said.alt, svg, height, data, said.caption, WIDE_MM)


def _edges(axes: Axes, bands: Sequence[tuple[str, float]]) -> None:
    """A dotted line where a grade begins, its name above the grade's own stretch."""
    top = 100.0
    for name, lowest in bands:
        if lowest > 0:
            axes.axvline(lowest, color=colours().rule, linewidth=0.8, linestyle=":", zorder=1)
        axes.annotate(
            name,
            ((top + lowest) / 2, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            va="bottom",
            color=colours().quiet,
            annotation_clip=False,
        )
        top = lowest


def count_chart(rows: Sequence[Count], said: Said) -> Chart:
    """How many have each grade, as bars, beside the range that equal work would give."""
    labels = [row.label for row in rows]
    height = 9.0 * len(rows) + 8
    text = "".join([*labels, *(str(row.observed) for row in rows)])
    with house.canvas(text, said.language, height_mm=height) as (figure, axes):
        set_margins(figure, axes, left=widest(figure, labels) + 2, top=1, bottom=6, right=6)
        import seaborn as sns  # as in range_chart

        places = list(range(len(rows)))
        sns.barplot(
            x=[row.observed for row in rows],
            y=places,
            hue=places,
            orient="h",
            palette=[colours().pale] * len(rows),
            width=0.5,
            legend=False,
            saturation=1,
            errorbar=None,
            ax=axes,
        )
        for place, row in enumerate(rows):
            axes.hlines(place, row.low, row.high, color=colours().warm, linewidth=2.2, zorder=3)
            axes.plot([row.mean], [place], marker="D", color=colours().warm, markersize=5, zorder=4)
        most = max([1, *(max(row.observed, row.high) for row in rows)])
        axes.set(xlim=(0, most * 1.04), ylim=(len(rows) - 0.5, -0.5), xlabel="", ylabel="")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        row_names(figure, axes, labels)
        frame(axes, bottom=True)
        svg = house.svg_bytes(figure)
    data = [
        {"label": r.label, "observed": r.observed, "mean": r.mean, "low": r.low, "high": r.high}
        for r in rows
    ]
    return Chart(said.name, said.alt, svg, height, data, said.caption)


def funnel_chart(
    dots: Sequence[Dot],
    sizes: Sequence[int],
    limits: Sequence[tuple[float, float, float, float]],
    rate: float,
    axis_names: tuple[str, str],
    said: Said,
) -> Chart:
    """Shares by size of cohort, with limits at 95 % (dashed) and 99.8 % (whole)."""
    height = 78.0
    text = "".join([*axis_names, *(dot.label for dot in dots)])
    with house.canvas(text, said.language, height_mm=height, width_mm=WIDE_MM) as (figure, axes):
        set_margins(figure, axes, left=18, top=8, bottom=13, right=4)
        _draw_limits(axes, sizes, limits)
        axes.axhline(rate, color=colours().rule, linewidth=1.0, zorder=1)
        _draw_dots(axes, dots, max(sizes))
        most = max([0.1, *(dot.rate for dot in dots), *(row[1] for row in limits)])
        axes.set(
            xlim=(0, max(sizes)), ylim=(0, min(1.02, most * 1.15)), xlabel=axis_names[0], ylabel=""
        )
        axes.set_title(axis_names[1], loc="left", fontsize=house.TYPE_POINTS, color=colours().quiet)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f}%")
        frame(axes, bottom=True, left=True)
        svg = house.svg_bytes(figure)
    data = [{"label": dot.label, "size": dot.size, "rate": dot.rate} for dot in dots]
    return Chart(said.name, said.alt, svg, height, data, said.caption, WIDE_MM)


def _draw_limits(
    axes: Axes, sizes: Sequence[int], limits: Sequence[tuple[float, float, float, float]]
) -> None:
    for column, style in ((0, (0, (4, 3))), (1, (0, (4, 3))), (2, "-"), (3, "-")):
        edge = [row[column] for row in limits]
        axes.plot(sizes, edge, color=colours().accent, linewidth=1.1, linestyle=style, zorder=2)


def _draw_dots(axes: Axes, dots: Sequence[Dot], largest: int) -> None:
    """Round dots; those that are named are squares, with their names beside them."""
    import seaborn as sns  # as in range_chart

    for named, marker, colour in ((False, "o", colours().ink), (True, "s", colours().warm)):
        own = [dot for dot in dots if bool(dot.label) == named]
        sns.scatterplot(
            x=[dot.size for dot in own], y=[dot.rate for dot in own], marker=marker,
            color=colour, s=40, ax=axes, zorder=4, legend=False,
        )  # fmt: skip
    for dot in dots:
        if dot.label:
            right = dot.size > _TURN * largest
            axes.annotate(
                short(drawable(dot.label), LETTERS), (dot.size, dot.rate),
                xytext=(-5 if right else 5, 4), textcoords="offset points",
                ha="right" if right else "left", color=colours().warm,
            )  # fmt: skip
