"""Behaviour person by person: small charts in a grid, a row a person, a column a behaviour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from salesreport.display import housestyle as house
from salesreport.display.charts import Chart, short
from salesreport.display.palette import colours
from salesreport.display.widecharts import WIDE_MM, Said, frame, set_margins, widest

ROW_MM = 4.8
_HEAD_MM = 6.0
_LETTERS = 16
_GAP_MM = 2.5
_BETWEEN_MM = 7.0


@dataclass(frozen=True)
class PointMark:
    """One person's behaviour as written, cases, and the share won of them with its range."""

    shown: str
    n: str
    share: str
    won: float
    low: float
    high: float


@dataclass(frozen=True)
class ColumnMark:
    """A behaviour: its name, the share won of all cases, and each person's point or none."""

    name: str
    won: float
    points: Sequence[PointMark | None]


@dataclass(frozen=True)
class _Place:
    """Where a column stands, in millimetres: right ends of its texts, ends of its scale."""

    start: float
    share: float
    value: float
    n: float
    left: float
    right: float

    def at(self, share: float, top: float) -> float:
        """Place of a share on the scale."""
        return self.left + (self.right - self.left) * share / top


def rep_chart(names: Sequence[str], columns: Sequence[ColumnMark], said: Said) -> Chart:
    """Shares won as dots on their ranges, all columns on one scale, the share of all a line."""
    told = [point for column in columns for point in column.points if point is not None]
    labels = [short(name, _LETTERS) for name in names]
    top = max((point.high for point in told), default=1.0)
    height = _HEAD_MM + ROW_MM * len(names)
    parts = [part for point in told for part in (point.shown, point.n, point.share)]
    text = "".join([*labels, *(column.name for column in columns), *parts])
    with house.canvas(text, said.language, height_mm=height, width_mm=WIDE_MM) as (figure, axes):
        set_margins(figure, axes, left=0, top=0, bottom=0, right=0)
        begin = widest(figure, labels) + _GAP_MM
        width = (WIDE_MM - begin) / len(columns)
        values = widest(figure, [point.shown for point in told])
        counts = widest(figure, [point.n for point in told])
        shares = widest(figure, [point.share for point in told])
        axes.set(xlim=(0, WIDE_MM), ylim=(height, 0), xlabel="", ylabel="")
        frame(axes)
        for row, label in enumerate(labels):
            axes.text(0, _middle(row), label, ha="left", va="center_baseline")
        for place, column in enumerate(columns):
            start = begin + place * width
            n = start + values + _GAP_MM + counts
            end = start + width - _BETWEEN_MM
            where = _Place(start, end, start + values, n, n + _GAP_MM, end - shares - _GAP_MM)
            _column(axes, column, where, top, height)
        svg = house.svg_bytes(figure)
    rows = [
        {"name": name} | {
            column.name: None if column.points[at] is None else column.points[at].won  # type: ignore[union-attr]
            for column in columns
        }
        for at, name in enumerate(names)
    ]  # fmt: skip
    return Chart(said.name, said.alt, svg, height, rows, said.caption, WIDE_MM)


def _middle(row: int) -> float:
    return _HEAD_MM + ROW_MM * (row + 0.5)


def _column(axes: Axes, column: ColumnMark, where: _Place, top: float, height: float) -> None:
    axes.text(where.start, _HEAD_MM / 2, column.name, ha="left", va="center_baseline",
              fontweight="bold")  # fmt: skip
    line = where.at(column.won, top)
    axes.vlines(line, _HEAD_MM, height, color=colours().rule, linewidth=0.8, zorder=1)
    for row, point in enumerate(column.points):
        middle = _middle(row)
        if point is None:
            axes.text(where.value, middle, "–", ha="right", va="center_baseline",
                      color=colours().quiet)  # fmt: skip
            continue
        axes.text(where.value, middle, point.shown, ha="right", va="center_baseline")
        axes.text(where.n, middle, point.n, ha="right", va="center_baseline", color=colours().quiet)
        axes.text(where.share, middle, point.share, ha="right", va="center_baseline",
                  fontweight="bold")  # fmt: skip
        ends = (where.at(point.low, top), where.at(point.high, top))
        axes.hlines(middle, *ends, color=colours().pale, linewidth=5, zorder=2)
        dot = where.at(point.won, top)
        axes.plot(dot, middle, "o", color=colours().ink, markersize=5, zorder=3)
