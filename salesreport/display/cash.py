"""Due and collected, month by month."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from salesreport.display.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Section,
    Table,
    Text,
    together,
)
from salesreport.display.figures import EMPTY, money_digits, plain_cell
from salesreport.display.labels import OUTSIDE_CASH, RECOGNISE, label, recognised_in
from salesreport.display.monthcells import month_cell, running
from salesreport.display.sentences import View
from salesreport.language import Words
from salesreport.language.numbers import rate_digits
from salesreport.report.views import CashRow, MonthPoint, OutsideCash, RepView, TeamView

N_MONTHS = 6
N_ROWS = 3
NOBODYS = ("overpaid", "unclaimed", "unallocated")


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
    table = _months_table(months, title, view.meta.currency, words)
    items = [*_bases(view, words), *_open(view, words)]
    facts = {"collection_rate": figure.value}
    return Section("cash", title, [table, Bullets(items)], facts=facts)


def _months_table(months: Sequence[MonthPoint], title: str, currency: str, words: Words) -> Table:
    columns = [
        Column(words("Month"), "label"),
        Column(words("Fell due"), "number"),
        Column(words("Collected"), "number"),
        Column(words("Of what fell due"), "number"),
        Column(words("Of all owed"), "number"),
    ]
    digits = rate_digits([rate for m in months for rate in (m.due_rate, m.receivable_rate)])
    cents = money_digits([part for m in months for part in (m.due, m.collected)], currency)
    rows = [
        [
            Cell(words.month(month.period), month.period),
            plain_cell(month.due, "money", words, digits=cents),
            plain_cell(month.collected, "money", words, digits=cents),
            plain_cell(month.due_rate, "rate", words, digits=digits),
            plain_cell(month.receivable_rate, "rate", words, digits=digits),
        ]
        for month in months
    ]
    return Table("cash-table", title, columns, rows, kind="dense", caption_hidden=True)


def _bases(view: View, words: Words) -> list[str]:
    """Both bases of the rate with what they divide, the one that is scored marked."""
    named = {"due": words("Of what fell due"), "receivable": words("Of all owed")}
    items = []
    for base, basis in (("due", view.cash.due), ("receivable", view.cash.receivable)):
        text = words.na(basis.why_null) if basis.value is None else words.percent(basis.value)
        if basis.numerator is not None and basis.denominator is not None:
            currency = view.meta.currency
            digits = money_digits([basis.numerator, basis.denominator], currency)
            top, bottom = (
                words.money(part, currency, digits=digits)
                for part in (basis.numerator, basis.denominator)
            )
            between = "" if words.chinese else " "
            text = f"{text}{between}{words.bracket(f'{top}/{bottom}')}"
        mark = words.join([named[base], words("scored")]) if base == view.cash.base else named[base]
        items.append(f"{mark}{words.colon}{text}")
    return items


def _open(view: View, words: Words) -> list[str]:
    """Own money that is in neither base yet; a page about everybody lists it by row."""
    if isinstance(view, TeamView) and view.team is None:
        return []
    return [_outside_text(one, view.meta.currency, words) for one in view.cash.outside]


def _outside_text(one: OutsideCash, currency: str, words: Words) -> str:
    digits = money_digits([one.amount], currency)
    amount = words.money(one.amount, currency, digits=digits)
    count = words.plural("{n} row", "{n} rows", one.count)
    return f"{label(OUTSIDE_CASH, one.kind, words)}{words.colon}{words.join([amount, count])}"


def outside(view: TeamView, words: Words) -> Section:
    """Cash credited to nobody, and apart from it retention and bills not yet due."""
    found = view.cash.outside if view.team is None else []
    parts = [
        [one for one in found if (one.kind in NOBODYS) is nobodys] for nobodys in (True, False)
    ]
    titles = [
        words(
            "{amount} received is credited to nobody",
            amount=words.money(sum(one.amount for one in parts[0]), view.meta.currency, "headline"),
        ),
        words("Retention and bills not yet due"),
    ]
    names = ("outside-cash-table", "open-cash-table")
    cents = money_digits([one.amount for one in found], view.meta.currency)
    blocks: list[Block] = []
    shown = [part for part in zip(names, titles, parts, strict=True) if part[2]]
    for name, title, rows in shown:
        if blocks:
            blocks.append(
                Text(words("{title} (not part of the amount above)", title=title), "label")
            )
        blocks.append(_outside_table(name, title, rows, view, words, cents))
    facts: dict[str, object] = {one.kind: one.amount for one in found}
    return Section("outside-cash", shown[0][1] if shown else "", blocks, facts=facts)


def _outside_table(
    name: str, title: str, found: Sequence[OutsideCash], view: TeamView, words: Words, cents: int
) -> Table:
    columns = [
        Column(words("What"), "free"),
        Column(words("Amount"), "number"),
        Column(words("Rows"), "number"),
        Column(words("The largest"), "free"),
    ]
    bills = words(RECOGNISE["bills", view.meta.recognise.get("bills", "receipt")])
    notes = {"retention_not_due": words("in neither rate"), "bills_not_matured": bills}
    rows = [
        [
            Cell(label(OUTSIDE_CASH, one.kind, words), one.kind, notes.get(one.kind, "")),
            plain_cell(one.amount, "money", words, digits=cents),
            Cell(words.number(one.count), one.count),
            Cell(_largest(one, view.meta.currency, words)),
        ]
        for one in found
    ]
    return Table(name, title, columns, rows, kind="wrapped", caption_hidden=True)


def _largest(one: OutsideCash, currency: str, words: Words) -> Markup:
    return Markup("<br>").join(_row(row, currency, words) for row in one.rows[:N_ROWS])


def _row(row: CashRow, currency: str, words: Words) -> Markup:
    named = [
        row.customer or row.key or "",
        "" if row.day is None else words.date(row.day, year=True),
    ]
    amount = words.money(row.amount, currency, digits=money_digits([row.amount], currency))
    text = " · ".join(part for part in [*named, amount] if part)
    place = words("row {row}", row=row.source.row)
    file = row.source.file.rpartition("/")[2]
    return Markup("{} <small>{} {}</small>").format(text, file, place)


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
    digits |= {
        name: money_digits([getattr(month, name) for month in shown], view.meta.currency)
        for name in ("bookings", "target")
    }
    rows = [_figures(month, digits, words) for month in shown]
    title = words("Month by month")
    table = Table("months-table", title, columns, rows, kind="dense", caption_hidden=True)
    blocks = [table, Text(running(shown, words), "reading")]
    return Section("months", title, blocks, kind=together(len(rows)))


def _figures(month: MonthPoint, digits: dict[str, int], words: Words) -> list[Cell]:
    closed = None if month.won is None or month.lost is None else month.won + month.lost
    return [
        month_cell(month, words.period(month.period)),
        plain_cell(month.bookings, "money", words, digits=digits["bookings"]),
        plain_cell(month.target, "money", words, digits=digits["target"]),
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
