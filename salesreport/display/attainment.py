"""Actual against target of every measure that has one, beside bookings."""

from __future__ import annotations

from salesreport.display.blocks import Cell, Column, Section, Table
from salesreport.display.figures import measure_name, plain_cell, why
from salesreport.display.labels import MEASURES
from salesreport.display.sentences import View
from salesreport.language import Words
from salesreport.report.views import Figure, RepView

_HEADLINES = ("bookings", "completion")
"""Their target stands on the first page."""


def targets(view: View, words: Words) -> Section:
    """Measures with a target of their own, and those typed as further measures."""
    figures = view.rep.figures if isinstance(view, RepView) else view.figures
    names = [*(name for name in MEASURES if name in figures), *sorted(figures)]
    shown = [
        figure
        for name, figure in ((name, figures[name]) for name in dict.fromkeys(names))
        if name not in _HEADLINES and (figure.target is not None or figure.extra)
    ]
    columns = [
        Column(words("Measure")),
        Column(words("Actual"), "number"),
        Column(words("Target"), "number"),
        Column(words("Completion"), "number"),
    ]
    rows = [_row(figure, words) for figure in shown]
    title = words("Targets of other measures")
    table = Table("targets-table", title, columns, rows, caption_hidden=True)
    return Section("targets", title, [table])


def _row(figure: Figure, words: Words) -> list[Cell]:
    if figure.value is None:
        actual = Cell(words("n/a"), None, why(figure.why_null, words), "na")
    else:
        actual = plain_cell(figure.value, figure.unit, words)
    if figure.attainment is None:
        reason = figure.attainment_why_null or "no_target"
        done = Cell(words("n/a"), None, why(reason, words), "na")
    else:
        done = plain_cell(figure.attainment, "rate", words)
    name = measure_name(figure.measure, words)
    return [Cell(name), actual, plain_cell(figure.target, figure.unit, words), done]
