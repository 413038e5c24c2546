"""What the wide charts of the analyst's page share: size, frame, names of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from salesreport.display.charts import text_width_mm
from salesreport.display.palette import colours

WIDE_MM = 174.0
LETTERS = 24
"""Room for a name beside a row or a dot, in Latin letters."""


@dataclass(frozen=True)
class Said:
    """What a chart is called: id, alternative text, caption, language."""

    name: str
    alt: str
    caption: str
    language: str


def set_margins(
    figure: Figure, axes: Axes, *, left: float, top: float, bottom: float, right: float
) -> None:
    """Axes inside margins in millimetres."""
    width, height = (size * 25.4 for size in figure.get_size_inches())
    axes.set_position(
        (left / width, bottom / height, 1 - (left + right) / width, 1 - (top + bottom) / height)
    )


def frame(axes: Axes, *, bottom: bool = False, left: bool = False) -> None:
    """Only the axes that carry numbers."""
    for name, spine in axes.spines.items():
        spine.set_visible((name == "bottom" and bottom) or (name == "left" and left))
    axes.tick_params(left=left, bottom=bottom, labelleft=left, labelbottom=bottom)


def row_names(figure: Figure, axes: Axes, labels: Sequence[str]) -> None:
    """Names of the rows at the figure's left edge."""
    box, rows = axes.get_position(), len(labels)
    for place, label in enumerate(labels):
        figure.text(
            0,
            box.y1 - (place + 0.5) / rows * box.height,
            label,
            ha="left",
            va="center_baseline",
            color=colours().ink,
        )


def widest(figure: Figure, labels: Sequence[str]) -> float:
    """Width of the widest label in millimetres."""
    return max((text_width_mm(figure, label) for label in labels), default=0.0)
