"""Actual against target of every measure that has one, beside bookings."""

from __future__ import annotations

from salesreport.display.blocks import Cell, Column, Section, Table, Text
from salesreport.display.figures import (
    N_DECIMALS,
    measure_name,
    money_digits,
    plain_cell,
    why,
)
from salesreport.display.labels import CONFIRMED, MEASURES, label
from salesreport.display.sentences import View
from salesreport.language import Words
from salesreport.language.numbers import fine_digits
from salesreport.report.views import Figure, RepView

_HEADLINES = ("bookings", "completion")
"""Their target stands on the first page."""


def targets(view: View, words: Words) -> Section:
    """Measures with a target of their own, and those typed as further measures.

    Last the targets that nothing measured is held against.
    """
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
    rows = [_row(figure, view.meta.currency, words) for figure in shown]
    given = view.rep.targets if isinstance(view, RepView) else view.targets
    rows += [
        _unmeasured(name, target, words)
        for name, target in given.items()
        if name not in figures and target is not None
    ]
    title = words("Targets of other measures")
    both = own_and_sum(view, words)
    table = Table("targets-table", title, columns, rows, caption_hidden=not both)
    heading = words("Target of bookings") if both else title
    return Section("targets", heading, [Text(both, "reading"), table])


def own_and_sum(view: View, words: Words) -> str:
    """A team's own target beside the sum of its reps', and the difference; empty without both."""
    if isinstance(view, RepView) or view.target_of_reps is None:
        return ""
    own, together = view.targets.get("bookings"), view.target_of_reps
    if own is None:
        return ""
    digits = money_digits([own, together], view.meta.currency)
    values = {
        "own": words.money(own, view.meta.currency, digits=digits),
        "sum": words.money(together, view.meta.currency, digits=digits),
        "difference": words.money(abs(together - own), view.meta.currency, digits=digits),
    }
    if together == own:
        return words("The team's own target {own} is the sum of its people's.", **values)
    if together < own:
        return words(
            "The team's own target is {own}; its people's add up to {sum}, {difference} less.",
            **values,
        )
    return words(
        "The team's own target is {own}; its people's add up to {sum}, {difference} more.",
        **values,
    )


def _unmeasured(name: str, target: float, words: Words) -> list[Cell]:
    """A target without a measure: its value, and that nothing is held against it."""
    lacking = Cell(words("n/a"), None, words("no measure of it is computed"), "na")
    shown = words.number(target, fine_digits(target, N_DECIMALS))
    return [Cell(label(CONFIRMED, name, words)), lacking, Cell(shown, target), Cell("–", kind="na")]


def _row(figure: Figure, currency: str, words: Words) -> list[Cell]:
    digits = None
    if figure.unit == "money":
        digits = money_digits([figure.value, figure.target], currency)
    if figure.value is None:
        actual = Cell(words("n/a"), None, why(figure.why_null, words), "na")
    else:
        actual = plain_cell(figure.value, figure.unit, words, digits=digits)
    if figure.attainment is None:
        reason = figure.attainment_why_null or "no_target"
        done = Cell(words("n/a"), None, why(reason, words), "na")
    else:
        done = plain_cell(figure.attainment, "rate", words)
    name = measure_name(figure.measure, words)
    target = plain_cell(figure.target, figure.unit, words, digits=digits)
    return [Cell(name), actual, target, done]
