"""One look for all charts: type, axes, and figures that leave no trace."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from salesreport.display.fonts import chart_fonts
from salesreport.display.palette import colours, families

WIDTH_MM = 84.0
TYPE_POINTS = 10.0
_MM = 1 / 25.4


def rules(text: str, language: str) -> Any:
    """Settings of matplotlib for a chart that writes `text` in `language`."""
    import seaborn as sns  # loads scipy, which commands without charts do not need

    grid_free = sns.axes_style("ticks")
    return {
        **grid_free,
        "font.family": chart_fonts(text, language, first=families(language)),
        "font.size": TYPE_POINTS,
        "axes.labelsize": TYPE_POINTS,
        "xtick.labelsize": TYPE_POINTS,
        "ytick.labelsize": TYPE_POINTS,
        "text.color": colours().ink,
        "axes.edgecolor": colours().rule,
        "axes.linewidth": 0.8,
        "xtick.color": colours().ink,
        "ytick.color": colours().ink,
        "axes.unicode_minus": True,
        "svg.fonttype": "path",
        "svg.hashsalt": "salesreport",
        "figure.facecolor": "none",
        "axes.facecolor": "none",
        "savefig.facecolor": "none",
    }


@contextmanager
def canvas(
    text: str, language: str, *, height_mm: float, width_mm: float = WIDTH_MM
) -> Iterator[tuple[Figure, Axes]]:
    """A figure of the house, outside pyplot, its settings gone afterwards."""
    with mpl.rc_context(rules(text, language)):
        figure = Figure(figsize=(width_mm * _MM, height_mm * _MM))
        FigureCanvasSVG(figure)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        yield figure, axes


def svg_bytes(figure: Figure) -> bytes:
    """Figure as SVG: text as paths, fixed ids, no date. Same figure, same bytes."""
    output = BytesIO()
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "salesreport"}):
        figure.savefig(output, format="svg", metadata={"Date": None, "Creator": None})
    return output.getvalue()


def data_uri(svg: bytes) -> str:
    """SVG as a `data:` address for an `<img>`."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")


def bare_axes(axes: Axes) -> None:
    """Axes without frame, ticks and labels: the numbers stand at the marks."""
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(left=False, bottom=False, labelleft=False, labelbottom=False)
    axes.set(xlabel="", ylabel="")
