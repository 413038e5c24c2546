"""One figure as text: value, what it was made of, what it is held against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from salesreport.display.blocks import Cell
from salesreport.display.labels import MEASURES, label
from salesreport.language import Words, numbers
from salesreport.language.numbers import average_digits, fine_digits, rate_digits
from salesreport.money import minor_digits
from salesreport.report.views import Comparison, Figure, Number

MONEY_RATES = frozenset({"completion", "collection_rate", "cost_ratio", "pipeline_coverage"})
"""Rates whose numerator and denominator are amounts."""

N_DECIMALS = 2
"""Decimals at most of counts, days and goalposts."""

EMPTY = Figure(measure="", unit="count", value=None, why_null="no_data")


def value_text(value: Number, unit: str, words: Words, *, digits: int | None = None) -> str:
    """Value in its unit, in full; `n/a` without reason for None.

    Counts and days have decimals only where they are not whole.
    """
    if value is None:
        return words("n/a")
    if unit == "rate":
        return words.percent(value, digits)
    if unit == "score":
        return words.number(value, 2 if digits is None else digits)
    if unit == "money":
        return words.number(value, digits or 0)
    places = fine_digits(value, N_DECIMALS) if digits is None else digits
    if unit == "days":
        return words.plural("{n} day", "{n} days", value, digits=places)
    return words.number(value, places)


def mark_text(value: float, unit: str, words: Words, currency: str) -> str:
    """Goalpost in its unit with the decimals it has, so that points can be worked by hand."""
    if unit == "money":
        return value_text(value, unit, words, digits=money_digits([value], currency))
    if unit == "rate":
        return value_text(value, unit, words, digits=fine_digits(value * 100, N_DECIMALS))
    return value_text(value, unit, words)


def figure_cell(figure: Figure, words: Words, *, digits: int | None = None) -> Cell:
    """Table cell of a figure: value with n beside a rate, reason instead of a gap."""
    if figure.value is None:
        return Cell(words("n/a"), None, why(figure.why_null, words), "na")
    note = counts(figure, words) if figure.unit == "rate" else ""
    return Cell(value_text(figure.value, figure.unit, words, digits=digits), figure.value, note)


def money_digits(values: Iterable[Number], currency: str) -> int:
    """Decimals of a column of amounts: whole where all of its cells are, else cents."""
    return numbers.money_digits(list(values), minor_digits(currency))


def plain_cell(value: Number, unit: str, words: Words, *, digits: int | None = None) -> Cell:
    """Table cell of a bare value; a dash where there is none."""
    if value is None:
        return Cell("–", None, kind="na")
    return Cell(value_text(value, unit, words, digits=digits), value)


def why(reason: str | None, words: Words) -> str:
    """Reason id in words, empty when unknown."""
    text = words.na(reason)
    return text.split(": ", 1)[-1].split("：", 1)[-1] if text != words("n/a") else ""


def counts(figure: Figure, words: Words) -> str:
    """What a rate was made of, for beside it: 5/33; empty for amounts and typed rates."""
    parts = []
    if figure.typed and not figure.implied:
        return ""
    if figure.measure not in MONEY_RATES and figure.denominator is not None:
        top = "–" if figure.numerator is None else words.number(figure.numerator)
        parts.append(f"{top}/{words.number(figure.denominator)}")
    elif figure.measure not in MONEY_RATES and figure.n is not None:
        parts.append(words("n = {n}", n=words.number(figure.n)))
    if figure.implied:
        parts.append(words("implied"))
    return words.join(parts)


def basis(figure: Figure, words: Words, currency: str) -> str:
    """What a figure was made of, amounts included: 210,000/300,000."""
    known = figure.numerator is not None and figure.denominator is not None
    if figure.measure in MONEY_RATES and known:
        digits = money_digits([figure.numerator, figure.denominator], currency)
        top = words.money(figure.numerator or 0, currency, digits=digits)
        return f"{top}/{words.money(figure.denominator or 0, currency, digits=digits)}"
    if figure.typed and not figure.implied and figure.unit == "rate":
        return words("as typed")
    if figure.unit == "rate":
        return counts(figure, words)
    return ""


def comparison_text(comparison: Comparison, unit: str, words: Words) -> str:
    """Figure elsewhere: its value, of counts an average, `withheld`, or a dash."""
    if comparison.withheld:
        return words("withheld")
    if comparison.value is None:
        return "–"
    digits = average_digits(comparison.value) if unit == "count" else None
    return value_text(comparison.value, unit, words, digits=digits)


def changes(figure: Figure, words: Words) -> list[str]:
    """Change against the previous period and last year, a line each; rates only."""
    if figure.value is None or figure.unit != "rate":
        return []
    lines = []
    if figure.previous.value is not None:
        change = words.points(figure.value - figure.previous.value)
        lines.append(words("previous {points}", points=change))
    if figure.last_year.value is not None:
        change = words.points(figure.value - figure.last_year.value)
        lines.append(words("last year {points}", points=change))
    return lines


def measure_name(measure: str, words: Words) -> str:
    """Name of a measure."""
    return label(MEASURES, measure, words)


def column_digits(figures: Sequence[Figure]) -> int:
    """Decimals a column of rates needs."""
    return rate_digits([figure.value for figure in figures])
