"""What the wide charts of the analyst's page share: size, frame, names of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from salesreport.display import housestyle as house
from salesreport.display.charts import Chart

WIDE_MM = 174.0
_PX_PER_MM = 96 / 25.4
_LONGEST = 18


@dataclass(frozen=True)
class WideChart(Chart):
    """A chart of a width of its own."""

    width_mm: float = WIDE_MM

    def html(self) -> Markup:
        """`<figure>` with the SVG as an image."""
        caption = Markup("<figcaption>{}</figcaption>").format(self.caption) if self.caption else ""
        return Markup(
            '<figure id="{}">{}<img alt="{}" width="{}" height="{}" src="{}"></figure>'
        ).format(
            self.name,
            caption,
            self.alt,
            round(self.width_mm * _PX_PER_MM),
            round(self.height_mm * _PX_PER_MM),
            house.data_uri(self.svg),
        )


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
            color=house.INK,
        )


def widest(figure: Figure, labels: Sequence[str]) -> float:
    """Width of the widest label in millimetres."""
    return max((_width_mm(figure, label) for label in labels), default=0.0)


def _width_mm(figure: Figure, text: str) -> float:
    probe: Any = figure.text(0, 0, text)
    width = probe.get_window_extent().width / figure.dpi * 25.4
    probe.remove()
    return float(width)


def short(label: str) -> str:
    """A name as long as a chart has room for."""
    return label if len(label) <= _LONGEST else label[: _LONGEST - 1].rstrip() + "…"
