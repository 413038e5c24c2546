"""Due and collected, month by month."""

from __future__ import annotations

from salesreport.display.blocks import Cell, Column, Section, Table
from salesreport.display.figures import EMPTY, plain_cell
from salesreport.display.labels import recognised_in
from salesreport.display.sentences import View
from salesreport.language import Words
from salesreport.language.numbers import rate_digits
from salesreport.report.views import MonthPoint, RepView, TeamView

N_MONTHS = 6


def cash(view: View, words: Words) -> Section:
    """What fell due and what of it was collected, the last six months."""
    months = [month for month in view.months if month.due is not None][-N_MONTHS:]
    figures = view.rep.figures if isinstance(view, RepView) else view.figures
    figure = figures.get("collection_rate", EMPTY)
    if not months or figure.value is None:
        return Section("cash", "", [])
    open_amount = (figure.denominator or 0) - (figure.numerator or 0)
    title = words(
        "{rate} of what fell due is collected, {amount} is open",
        rate=words.percent(figure.value),
        amount=words.money(max(0.0, open_amount), view.meta.currency, "headline"),
    )
    columns = [
        Column(words("Month"), "label"),
        Column(words("Due"), "number"),
        Column(words("Collected"), "number"),
        Column(
            words("Collection rate"),
            "number",
            recognised_in("collection_rate", view.meta.recognise, words),
        ),
    ]
    digits = rate_digits([month.collection_rate for month in months])
    rows = [_month(month, digits, words) for month in months]
    table = Table("cash-table", title, columns, rows, kind="small", caption_hidden=True)
    return Section("cash", title, [table], facts={"collection_rate": figure.value})


def _month(month: MonthPoint, digits: int, words: Words) -> list[Cell]:
    return [
        Cell(words.period(month.period), month.period),
        plain_cell(month.due, "money", words),
        plain_cell(month.collected, "money", words),
        plain_cell(month.collection_rate, "rate", words, digits=digits),
    ]


def months(view: View, words: Words) -> Section:
    """The last twelve months in figures."""
    shown = [month for month in view.months if month.bookings is not None]
    if len(shown) < 2:
        return Section("months", "", [])
    settings = view.meta.recognise
    columns = [
        Column(words("Month"), "label"),
        Column(words("Bookings"), "number", recognised_in("bookings", settings, words)),
        Column(words("Target"), "number"),
        Column(words("Completion"), "number", recognised_in("completion", settings, words)),
        Column(words("Won customers / leads"), "number"),
        Column(words("Conversion"), "number"),
        Column(words("Won / closed"), "number"),
        Column(words("Win rate"), "number"),
    ]
    digits = {
        name: rate_digits([getattr(month, name) for month in shown])
        for name in ("completion", "conversion", "win_rate")
    }
    rows = [_figures(month, digits, words) for month in shown]
    title = words("Month by month")
    table = Table("months-table", title, columns, rows, kind="dense", caption_hidden=True)
    return Section("months", title, [table], kind="wide-page" if isinstance(view, TeamView) else "")


def _figures(month: MonthPoint, digits: dict[str, int], words: Words) -> list[Cell]:
    closed = None if month.won is None or month.lost is None else month.won + month.lost
    name = words.period(month.period)
    return [
        Cell(name if month.complete else f"{name} *", month.period),
        plain_cell(month.bookings, "money", words),
        plain_cell(month.target, "money", words),
        plain_cell(month.completion, "rate", words, digits=digits["completion"]),
        _pair(month.won_customers, month.leads, words),
        plain_cell(month.conversion, "rate", words, digits=digits["conversion"]),
        _pair(month.won, closed, words),
        plain_cell(month.win_rate, "rate", words, digits=digits["win_rate"]),
    ]


def _pair(top: float | None, bottom: float | None, words: Words) -> Cell:
    if top is None and bottom is None:
        return Cell("–")
    texts = ["–" if value is None else words.number(value) for value in (top, bottom)]
    return Cell(" / ".join(texts), top)
