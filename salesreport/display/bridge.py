"""The bridge: from a reference to the actual amount, a step for each class of causes.

Steps stand in rows, so that it is drawn at a phone's width. Only differences have a
length; the two ends are marks, since the axis does not begin at zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from salesreport.branding.contrast import WHITE
from salesreport.display import housestyle as house
from salesreport.display.charts import Bar, Chart, short, text_width_mm
from salesreport.display.fonts import drawable
from salesreport.display.palette import colours
from salesreport.display.widecharts import Said

MOST_STEPS = 6
"""Steps that are drawn; with both ends eight rows."""
TINY = 0.02
"""Share of the largest step up to which steps are gathered."""
_ROW_MM = 4.55
_BAR_MM = 3.2
_MARK_MM = 1.2
_GAP_MM = 2.5
_LABEL_LETTERS = 22
_SMALLEST_BAR_MM = 0.5
ENDS = ("from", "to")
"""Kinds of the first and the last row."""


@dataclass(frozen=True)
class Look:
    """How a class is drawn: fill, edge and hatch tell classes apart in grey too.

    Colours by their part on a page; an empty fill is white.
    """

    fill: str
    edge: str
    hatch: str = ""


LOOKS = {
    "external": Look("ink", "ink"),
    "mix": Look("pale", "accent"),
    "recorded": Look("", "accent", "...."),
    "process": Look("warm", "warm"),
    "personal": Look("", "ink", "xxxx"),
    "chance": Look("", "quiet"),
    "undetermined": Look("", "quiet", "////"),
    "other": Look("", "rule", "||||"),
}


@dataclass(frozen=True)
class Step:
    """One step: its class, amount, the amount as written, the records it rests on."""

    label: str
    amount: float
    shown: str
    kind: str
    n: int | None = None
    n_shown: str = ""


def bridge_chart(
    ends: tuple[Bar, Bar], steps: Sequence[Step], said: Said, *, counted: str = ""
) -> Chart:
    """Rows from the reference down to the actual amount.

    Parameters
    ----------
    ends : tuple of two Bar
        Reference and actual; the steps lead from the first to the second.
    steps : sequence of Step
        In the order they are drawn; see `small`.
    counted : str
        What the column of counts is headed by.
    """
    head = counted if any(step.n_shown for step in steps) else ""
    first = Step(ends[0].label, ends[0].value, ends[0].shown, "from", None, head)
    rows = [first, *steps, Step(ends[1].label, ends[1].value, ends[1].shown, "to")]
    height = _ROW_MM * len(rows)
    text = "".join(row.label + row.shown + row.n_shown for row in rows)
    with house.canvas(text, said.language, height_mm=height) as (figure, axes):
        left, right = _texts(figure, axes, rows)
        _draw_steps(axes, rows, left + _MARK_MM, right - _MARK_MM)
        svg = house.svg_bytes(figure)
    numbers = [
        {"label": row.label, "value": row.amount, "shown": row.shown, "kind": row.kind, "n": row.n}
        for row in rows
    ]
    return Chart(said.name, said.alt, svg, height, numbers, said.caption)


def small(amounts: Sequence[float], most: int = MOST_STEPS) -> list[int]:
    """Places of the amounts too small to draw alone; empty where one alone would be left.

    Those up to 2 % of the largest, and the smallest of more than `most`.

    Examples
    --------
    >>> small([-100.0, 1.0, 60.0, -2.0]), small([-100.0, 1.0]), small([5.0, 4.0, 3.0], most=2)
    ([1, 3], [], [1, 2])
    """
    largest = max((abs(amount) for amount in amounts), default=0.0)
    order = sorted(range(len(amounts)), key=lambda place: (-abs(amounts[place]), place))
    kept = [place for place in order if abs(amounts[place]) > TINY * largest]
    if len(kept) > most or (len(kept) == most and len(kept) < len(amounts)):
        kept = kept[: most - 1]
    left = sorted(set(order) - set(kept))
    return left if len(left) > 1 else []


def _texts(figure: Figure, axes: Axes, rows: Sequence[Step]) -> tuple[float, float]:
    """Labels, amounts and counts in their columns; left and right edge of the bars in mm."""
    width, height = (size * 25.4 for size in figure.get_size_inches())
    axes.set_position((0, 0, 1, 1))
    house.bare_axes(axes)
    axes.set(xlim=(0, width), ylim=(height, 0))
    labels = [short(drawable(row.label), _LABEL_LETTERS) for row in rows]
    counts = max(text_width_mm(figure, row.n_shown) for row in rows)
    right = width - (counts + _GAP_MM if counts else 0.0)
    for place, (row, label) in enumerate(zip(rows, labels, strict=True)):
        at = (place + 0.5) * _ROW_MM
        weight = "bold" if row.kind in ENDS else "normal"
        ink = colours().warm if row.kind == "process" else colours().ink
        axes.text(0, at, label, va="center_baseline", ha="left", fontweight=weight)
        axes.text(
            right, at, row.shown, va="center_baseline", ha="right", fontweight=weight, color=ink
        )
        axes.text(width, at, row.n_shown, va="center_baseline", ha="right", color=colours().quiet)
    amounts = max(text_width_mm(figure, row.shown, "bold") for row in rows)
    names = max(text_width_mm(figure, label, "bold") for label in labels)
    return names + _GAP_MM, right - amounts - _GAP_MM


def _draw_steps(axes: Axes, rows: Sequence[Step], left: float, right: float) -> None:
    levels = [rows[0].amount]
    for step in rows[1:-1]:
        levels.append(levels[-1] + step.amount)
    levels.append(rows[-1].amount)
    low, high = min(levels), max(levels)
    scale = (right - left) / ((high - low) or 1.0)
    places = [left + (level - low) * scale for level in levels]
    bottom = (len(rows) - 0.5) * _ROW_MM
    axes.plot(
        [places[0]] * 2, [0.5 * _ROW_MM, bottom], color=colours().rule, linewidth=0.8,
        linestyle=(0, (2, 2)), zorder=1,
    )  # fmt: skip
    for place, row in enumerate(rows):
        if row.kind in ENDS:
            corner = (places[place] - _MARK_MM / 2, (place + 0.5) * _ROW_MM - _BAR_MM / 2)
            mark = Rectangle(corner, _MARK_MM, _BAR_MM, color=colours().ink, linewidth=0, zorder=4)
            axes.add_patch(mark)
            continue
        _bar(axes, places[place - 1], places[place], place, LOOKS[row.kind])
        axes.plot(
            [places[place]] * 2, [(place + 0.5) * _ROW_MM, (place + 1.5) * _ROW_MM],
            color=colours().quiet, linewidth=0.8, zorder=2,
        )  # fmt: skip


def _bar(axes: Axes, before: float, after: float, place: int, look: Look) -> None:
    """Bar of one step; one too short to see is drawn as a line."""
    shade = colours()
    fill = getattr(shade, look.fill) if look.fill else WHITE
    width = max(abs(after - before), _SMALLEST_BAR_MM)
    corner = (min(before, after), (place + 0.5) * _ROW_MM - _BAR_MM / 2)
    axes.add_patch(
        Rectangle(
            corner, width, _BAR_MM, facecolor=fill, edgecolor=getattr(shade, look.edge),
            linewidth=0.8, hatch=look.hatch or None, zorder=3,
        )
    )  # fmt: skip
