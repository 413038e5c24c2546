"""Backup: Table 2 by group, what the measures mean, how far the data can be trusted."""

from __future__ import annotations

from collections.abc import Mapping

from salesreport.display.deck.block import SlideBlock
from salesreport.display.deck.telling import Telling, bullets, cell, some
from salesreport.display.figures import measure_name, money_digits
from salesreport.display.glossary import DEFINITIONS
from salesreport.display.labels import CONFIRMED, TABLES, currency_unit, label, recognised
from salesreport.display.problems import severity_word
from salesreport.language import Words
from salesreport.report.deckviews import DeckFigure, DeckGroup
from salesreport.report.views import DeckView, Number
from salesreport.slides import TableCell, TableColumn, TablePart

DEFINED = (
    "bookings", "completion", "conversion", "revenue_per_customer", "collection_rate", "overdue",
    "process", "pipeline_coverage",
)  # fmt: skip
N_TABLES = 8
SEVERITIES = ("error", "warning", "info")


def table2(view: DeckView, words: Words) -> SlideBlock:
    """Table 2 with a line a group and one of everybody: no score, no grade."""
    tell = Telling(view, words)
    digits = _digits(view)
    rows = [_group_row(one, tell, digits) for one in view.groups.rows]
    table = TablePart(
        name="table2-groups", caption=words("Table 2 by group"), columns=_columns(tell), rows=rows,
        foot=[_all_row(tell, digits)],
    )  # fmt: skip
    title = words("Table 2 in total, {period}", period=tell.period)
    if rows:
        title = words("Table 2 by group, {period}", period=tell.period)
    notes = [
        words("Scores and grades are for each person and their manager, so they are not here."),
        *tell.definitions("completion", "conversion", "revenue_per_customer", "collection_rate"),
    ]
    return tell.slide("table2", title, [some(table)], notes=notes, is_backup=True)


def _columns(tell: Telling) -> list[TableColumn]:
    words = tell.words
    money = words.bracket(currency_unit(tell.view.meta.currency, words))
    gap = "" if words.chinese else " "

    def number(title: str, share: float = 1.0) -> TableColumn:
        return TableColumn(title=title, kind="number", share=share)

    return [
        TableColumn(title=words("Group"), share=1.8),
        number(words("People"), 0.7),
        number(words("Sales target") + gap + money, 1.3),
        number(words("Actual sales") + gap + money, 1.3),
        number(words("Completion")),
        number(words("New customers"), 0.9),
        number(words("Conversion")),
        number(words("Revenue per customer") + gap + money, 1.3),
        number(words("Collection rate")),
    ]


def _digits(view: DeckView) -> dict[str, int]:
    """Decimals of each column of amounts: whole where all cells are."""
    rows, currency = view.groups.rows, view.meta.currency
    whole = {name: _value(view.figures, name) for name in ("bookings", "revenue_per_customer")}
    return {
        "target": money_digits([view.gap.against, *(one.target for one in rows)], currency),
        "bookings": money_digits([whole["bookings"], *(o.bookings for o in rows)], currency),
        "revenue": 0,
    }


def _value(figures: Mapping[str, DeckFigure], name: str) -> Number:
    return figures[name].value if name in figures else None


def _amount(value: Number, digits: int, tell: Telling) -> TableCell:
    return cell("–" if value is None else tell.words.number(value, digits), value)


def _count(value: Number, tell: Telling) -> TableCell:
    return cell("–" if value is None else tell.words.number(value), value)


def _group_row(one: DeckGroup, tell: Telling, digits: dict[str, int]) -> list[TableCell]:
    return [
        cell(tell.group(one), strong=True),
        _count(one.n_people, tell),
        _amount(one.target, digits["target"], tell),
        _amount(one.bookings, digits["bookings"], tell),
        cell(tell.rate(one.completion), one.completion),
        _count(one.new_customers, tell),
        cell(tell.rate(one.conversion), one.conversion),
        _amount(one.revenue_per_customer, digits["revenue"], tell),
        cell(tell.rate(one.collection_rate), one.collection_rate),
    ]


def _all_row(tell: Telling, digits: dict[str, int]) -> list[TableCell]:
    view, words = tell.view, tell.words
    told = {name: _value(view.figures, name) for name in view.figures}
    new = told.get("new_customers")
    return [
        cell(words("Everybody"), strong=True),
        _count(view.n_people, tell),
        _amount(view.gap.against, digits["target"], tell),
        _amount(told.get("bookings"), digits["bookings"], tell),
        cell(tell.rate(told.get("completion")), told.get("completion")),
        _count(told.get("won_customers") if new is None else new, tell),
        cell(tell.rate(told.get("conversion")), told.get("conversion")),
        _amount(told.get("revenue_per_customer"), digits["revenue"], tell),
        cell(tell.rate(told.get("collection_rate")), told.get("collection_rate")),
    ]


def definitions(view: DeckView, words: Words) -> SlideBlock:
    """What each measure of the deck means."""
    tell = Telling(view, words)
    rows = [
        [cell(measure_name(name, words), name, strong=True), cell(words(DEFINITIONS[name]))]
        for name in DEFINED
    ]
    columns = [
        TableColumn(title=words("Measure"), share=1.2),
        TableColumn(title=words("What it means"), share=5.0),
    ]
    table = TablePart(name="definitions-table", caption=words("What the measures mean"),
                      columns=columns, rows=rows)  # fmt: skip
    counted = recognised(view.meta.recognise, words)
    notes = [words("Policy {policy}: {counted}", policy=view.meta.policy, counted=counted)]
    return tell.slide("definitions", words("What the measures mean"), [some(table)], notes=notes,
                      foot=tell.foot(counted), is_backup=True)  # fmt: skip


def data(view: DeckView, words: Words) -> SlideBlock:
    """Rows read and used, problems, and whether finance agrees."""
    tell, found = Telling(view, words), view.data
    title = words("Data: {kept} of {read} rows used", kept=words.number(found.n_kept),
                  read=words.number(found.n_read))  # fmt: skip
    rows = [some(_totals(tell), _ledger(tell)), some(bullets("data-more", _more(tell)))]
    notes = [
        words("Rows left out are listed with their reason on the page about the data."),
        words("Of a difference to finance that page says which contracts it comes from."),
    ]
    return tell.slide("data", title, rows, notes=notes, is_backup=True)


def _ledger(tell: Telling) -> TablePart | None:
    """The tables with most rows left out, then the largest."""
    words = tell.words
    lines = sorted(tell.view.data.ledger, key=lambda one: (one.kept - one.read, -one.read))
    rows = [
        [
            cell(label(TABLES, one.table, words), one.table, strong=True),
            cell(words.number(one.read), one.read),
            cell(words.number(one.kept), one.kept),
        ]
        for one in lines[:N_TABLES]
    ]
    columns = [
        TableColumn(title=words("Table"), share=2.4),
        TableColumn(title=words("Rows read"), kind="number"),
        TableColumn(title=words("Rows used"), kind="number"),
    ]
    if not rows:
        return None
    return TablePart(name="data-ledger", caption=words("Rows read and used"), columns=columns,
                     rows=rows)  # fmt: skip


def _totals(tell: Telling) -> TablePart | None:
    words = tell.words
    known = [one for one in tell.view.data.control_totals if one.difference is not None]
    if not known:
        return None
    columns = [
        TableColumn(title=words("Total"), share=1.8),
        TableColumn(title=words("Here"), kind="number"),
        TableColumn(title=words("Finance"), kind="number"),
        TableColumn(title=words("Difference"), kind="number"),
    ]
    cents = money_digits(
        [v for one in known for v in (one.ours, one.confirmed)], tell.view.meta.currency
    )
    rows = [
        [
            cell(label(CONFIRMED, one.measure, words), one.measure, strong=True),
            _amount(one.ours, cents, tell),
            _amount(one.confirmed, cents, tell),
            cell(words.number(one.difference or 0, cents), one.difference,
                 warm=bool(one.difference)),
        ]
        for one in known
    ]  # fmt: skip
    return TablePart(name="data-finance", caption=words("Held against finance"), columns=columns,
                     rows=rows)  # fmt: skip


def _more(tell: Telling) -> list[str]:
    view, words = tell.view, tell.words
    problems = view.data.problem_counts
    counted = words.join(
        f"{severity_word(name, words)} {words.number(problems[name])}"
        for name in SEVERITIES
        if problems.get(name)
    )
    said = [words("Problems of the input: {counts}", counts=counted)] if counted else []
    if not view.data.control_totals:
        said.append(words("No totals confirmed by finance were given."))
    missing = {table for one in view.sections_missing for table in one.tables}
    if missing:
        named = words.join(label(TABLES, name, words) for name in sorted(missing))
        said.append(words("Not there: {tables}", tables=named))
    said.append(recognised(view.meta.recognise, words))
    return said
