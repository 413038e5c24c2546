"""Small charts of one behaviour each: the share won by band, on its range.

A third of the page wide, all on one scale, so that they stand side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from salesreport.display import housestyle as house
from salesreport.display.charts import Chart, text_width_mm
from salesreport.display.palette import colours
from salesreport.display.widecharts import Said, frame, set_margins

THIRD_MM = 54.0
HEIGHT_MM = 34.0
_HEADROOM = 1.12
_BESIDE_POINTS = 6
_BESIDE_MM = _BESIDE_POINTS / 72 * 25.4 + 0.5


@dataclass(frozen=True)
class BandMark:
    """A band: its name, number of cases, share won and range."""

    label: str
    n: str
    won: float
    low: float
    high: float
    shown: str


def band_chart(bands: Sequence[BandMark], top: float, said: Said) -> Chart:
    """Shares won as dots on their ranges, a band a column, cases beneath.

    `top`: end of the scale, a fraction, the same of charts that stand side by side.
    """
    text = "".join(part for band in bands for part in (band.label, band.n, band.shown))
    with house.canvas(text, said.language, height_mm=HEIGHT_MM, width_mm=THIRD_MM) as (
        figure, axes,
    ):  # fmt: skip
        set_margins(figure, axes, left=0, top=1, bottom=11, right=0)
        _draw(axes, bands)
        axes.set(xlim=ends(figure, bands), ylim=(0, _HEADROOM * top), xlabel="", ylabel="")
        frame(axes)
        axes.axhline(0, color=colours().rule, linewidth=0.8, zorder=1)
        svg = house.svg_bytes(figure)
    rows = [
        {"label": band.label, "n": band.n, "won": band.won, "low": band.low, "high": band.high}
        for band in bands
    ]
    return Chart(said.name, said.alt, svg, HEIGHT_MM, rows, said.caption, THIRD_MM)


def ends(figure: Figure, bands: Sequence[BandMark]) -> tuple[float, float]:
    """Ends of the scale, so that no text of the first and last band leaves the picture."""
    first, last = bands[0], bands[-1]
    left = max(text_width_mm(figure, name) for name in (first.label, first.n)) / 2
    below = max(text_width_mm(figure, name) for name in (last.label, last.n)) / 2
    right = max(below, _BESIDE_MM + text_width_mm(figure, last.shown, "bold"))
    if len(bands) == 1:
        return -0.5, 0.5
    step = (THIRD_MM - left - right) / (len(bands) - 1)
    return -left / step, len(bands) - 1 + right / step


def _draw(axes: Axes, bands: Sequence[BandMark]) -> None:
    import seaborn as sns  # loads scipy, which commands without charts do not need

    places = list(range(len(bands)))
    axes.vlines(
        places, [band.low for band in bands], [band.high for band in bands],
        color=colours().pale, linewidth=5, zorder=2,
    )  # fmt: skip
    sns.scatterplot(
        x=places, y=[band.won for band in bands], color=colours().ink, s=34, ax=axes, zorder=3,
        legend=False,
    )  # fmt: skip
    for place, band in enumerate(bands):
        axes.annotate(
            band.shown, (place, band.won), xytext=(_BESIDE_POINTS, 0), textcoords="offset points",
            ha="left", va="center_baseline", fontweight="bold",
        )  # fmt: skip
        beneath = [(band.label, colours().ink), (band.n, colours().quiet)]
        for line, (name, colour) in enumerate(beneath):
            axes.annotate(
                name, (place, 0), xytext=(0, -3 - 13 * line), textcoords="offset points",
                ha="center", va="top", color=colour, annotation_clip=False,
            )  # fmt: skip
