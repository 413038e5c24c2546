"""Chart of a measure's own months between process limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from salesreport.display import housestyle as house
from salesreport.display.charts import Chart
from salesreport.display.palette import colours
from salesreport.display.widecharts import Said, frame, set_margins, widest


@dataclass(frozen=True)
class Series:
    """A measure's months with centre and limits; `marked`: places that stand out."""

    labels: Sequence[str]
    values: Sequence[float | None]
    mean: float
    low: float
    high: float
    marked: Sequence[int]
    shown: tuple[str, str, str]


def limits_chart(series: Series, said: Said) -> Chart:
    """Months as a line between their limits; months that stand out as squares."""
    height = 44.0
    text = "".join([*series.labels, *series.shown])
    with house.canvas(text, said.language, height_mm=height) as (figure, axes):
        set_margins(figure, axes, left=1, top=3, bottom=6, right=widest(figure, series.shown) + 3)
        known = [value for value in series.values if value is not None]
        _draw_series(axes, series)
        low, high = min([*known, series.low]), max([*known, series.high])
        room = (high - low) * 0.08 or 1.0
        axes.set(
            xlim=(-0.5, len(series.values) - 0.5),
            ylim=(low - room, high + room),
            xlabel="",
            ylabel="",
        )
        _edge_names(axes, series)
        _month_names(figure, axes, series.labels)
        frame(axes)
        svg = house.svg_bytes(figure)
    data = [
        {"label": label, "value": value, "marked": at in series.marked}
        for at, (label, value) in enumerate(zip(series.labels, series.values, strict=True))
    ]
    return Chart(said.name, said.alt, svg, height, data, said.caption)


def _draw_series(axes: Axes, series: Series) -> None:
    """Limits and mean as lines, months as dots, those that stand out as squares."""
    places = [at for at, value in enumerate(series.values) if value is not None]
    known = [value for value in series.values if value is not None]
    for edge, style in (
        (series.low, (0, (4, 3))),
        (series.high, (0, (4, 3))),
        (series.mean, "-"),
    ):
        axes.axhline(
            edge,
            color=colours().accent if style != "-" else colours().rule,
            linewidth=1.0,
            linestyle=style,
            zorder=1,
        )
    axes.plot(places, known, color=colours().ink, linewidth=1.2, marker="o", markersize=4, zorder=3)
    marked = [(at, value) for at in series.marked if (value := series.values[at]) is not None]
    axes.plot(
        [at for at, _ in marked],
        [value for _, value in marked],
        color=colours().warm,
        marker="s",
        markersize=7,
        linestyle="none",
        zorder=4,
    )


def _edge_names(axes: Axes, series: Series) -> None:
    """The three levels at the right edge, never on each other."""
    low, high = axes.get_ylim()
    apart = (high - low) * 0.13
    levels = [series.low, series.mean, series.high]
    levels[0] = max(levels[0], low + apart / 3)
    levels[1] = max(levels[1], levels[0] + apart)
    levels[2] = max(levels[2], levels[1] + apart)
    over = levels[2] - (high - apart / 3)
    if over > 0:
        levels[2] -= over
        levels[1] = min(levels[1], levels[2] - apart)
        levels[0] = min(levels[0], levels[1] - apart)
    for shown, level in zip(series.shown, levels, strict=True):
        axes.annotate(
            shown,
            (len(series.values) - 0.5, level),
            xytext=(3, 0),
            textcoords="offset points",
            ha="left",
            va="center_baseline",
            color=colours().quiet,
            annotation_clip=False,
        )


def _month_names(figure: Figure, axes: Axes, labels: Sequence[str]) -> None:
    slot = axes.get_position().width * figure.get_figwidth() * 25.4 / len(labels)
    every = max(1, -(-int(widest(figure, labels) * 10 + 15) // max(1, int(slot * 10))))
    last = len(labels) - 1
    for place, label in enumerate(labels):
        if (last - place) % every == 0:
            axes.annotate(
                label,
                (place, 0),
                xycoords=("data", "axes fraction"),
                xytext=(0, -3),
                textcoords="offset points",
                ha="center",
                va="top",
                annotation_clip=False,
            )
