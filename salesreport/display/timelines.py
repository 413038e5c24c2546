"""The timeline of one deal: from opening to the win, a row for each kind of action.

Half a page wide, which is also a phone's width. Kinds have names and marks of their own,
so that it is read in grey print too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from salesreport.display import housestyle as house
from salesreport.display.charts import Chart, text_width_mm
from salesreport.display.palette import colours
from salesreport.display.widecharts import Said

_ROW_MM = 4.6
_AXIS_MM = 6.0
_GAP_MM = 2.5
_END_MM = 1.5
_MARKS = ("o", "s", "D", "^", "v", "P", "X", "p", "h", "d")


@dataclass(frozen=True)
class TimelineRow:
    """One kind of action: its name and the days after opening on which it was done.

    `mark`: place of its sign, the same on every timeline; `quiet`: of no kind.
    """

    label: str
    days: Sequence[int]
    mark: int
    quiet: bool = False


@dataclass(frozen=True)
class TimelineEnds:
    """What stands below both ends, the days between them, and those shaded first."""

    opened: str
    won: str
    days: int
    window: int


def timeline_chart(rows: Sequence[TimelineRow], ends: TimelineEnds, said: Said) -> Chart:
    """Rows of marks over the days from opening to winning, the first days shaded."""
    height = _ROW_MM * max(len(rows), 1) + _AXIS_MM
    text = "".join([*(row.label for row in rows), ends.opened, ends.won])
    with house.canvas(text, said.language, height_mm=height) as (figure, axes):
        _draw(figure, axes, rows, ends)
        svg = house.svg_bytes(figure)
    numbers = [{"label": row.label, "days": list(row.days)} for row in rows]
    numbers.append({"label": ends.won, "days": [ends.days]})
    return Chart(said.name, said.alt, svg, height, numbers, said.caption)


def _draw(figure: Figure, axes: Axes, rows: Sequence[TimelineRow], ends: TimelineEnds) -> None:
    width, height = (size * 25.4 for size in figure.get_size_inches())
    axes.set_position((0, 0, 1, 1))
    house.bare_axes(axes)
    axes.set(xlim=(0, width), ylim=(height, 0))
    names = max((text_width_mm(figure, row.label) for row in rows), default=0.0)
    left = names + _GAP_MM if rows else _END_MM
    scale = (width - _END_MM - left) / max(ends.days, 1)
    base = height - _AXIS_MM
    window = min(ends.window, ends.days) * scale
    ground = colours().ground
    axes.add_patch(Rectangle((left, 0), window, base, color=ground, linewidth=0, zorder=1))
    for place, row in enumerate(rows):
        at = (place + 0.5) * _ROW_MM
        ink = colours().quiet if row.quiet else colours().accent
        axes.text(0, at, row.label, va="center_baseline", ha="left")
        axes.plot(
            [left + day * scale for day in row.days], [at] * len(row.days), linestyle="none",
            marker=_MARKS[row.mark % len(_MARKS)], markersize=6, color=ink, zorder=3,
            clip_on=False,
        )  # fmt: skip
    axes.plot([left, left + ends.days * scale], [base, base], color=colours().rule, linewidth=0.8)
    for at in (left, left + ends.days * scale):
        axes.plot([at, at], [base - 1, base + 1], color=colours().ink, linewidth=1.2, zorder=4)
    low = base + _AXIS_MM * 0.58
    axes.text(left, low, ends.opened, va="center_baseline", ha="left")
    axes.text(width, low, ends.won, va="center_baseline", ha="right", fontweight="bold")
