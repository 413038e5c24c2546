"""Table 2, the evaluation table, in its printed columns and order."""

from __future__ import annotations

from markupsafe import Markup

from salesreport.display.blocks import SHORT, Block, Cell, Column, Fragment, Section, Table, Text
from salesreport.display.figures import EMPTY, money_digits, plain_cell
from salesreport.display.labels import GRADES, RATED, currency_unit, label, recognised_in
from salesreport.display.receipt import typed_difference
from salesreport.display.sortable import SortableTable
from salesreport.language import Words
from salesreport.language.numbers import NO_BREAK, rate_digits
from salesreport.report.views import Meta, Number, Rep, RepView, TeamView

MEASURES = (
    "bookings", "completion", "new_customers", "conversion", "revenue_per_customer",
    "collection_rate", "process",
)  # fmt: skip
"""Measures that columns of Table 2 show."""

_RATES = ("completion", "conversion", "collection_rate", "process")
_AMOUNTS = ("bookings", "revenue_per_customer")


def own_row(view: RepView, words: Words) -> Section:
    """The rep's own row of Table 2."""
    return evaluation([view.rep], view.meta, words, wide=False)


def table2(view: TeamView, words: Words) -> Section:
    """Table 2 of all reps."""
    return evaluation(view.reps, view.meta, words, wide=True)


def evaluation(reps: list[Rep], meta: Meta, words: Words, *, wide: bool) -> Section:
    """Table 2 of some reps; computed score, the typed one beside it where unlike."""
    digits = {
        name: rate_digits([rep.figures.get(name, EMPTY).value for rep in reps]) for name in _RATES
    }
    digits |= {
        name: money_digits([rep.figures.get(name, EMPTY).value for rep in reps], meta.currency)
        for name in _AMOUNTS
    }
    digits["target"] = money_digits([rep.targets.get("bookings") for rep in reps], meta.currency)
    rows = [_row(rep, meta, digits, words) for rep in reps]
    table = SortableTable(
        "table-2", words("Sales evaluation table (Table 2)"), _columns(meta, words), rows,
        kind="dense table-2", caption_hidden=True, words=words,
        orders={words("Grade"): RATED}, groups=[rep.team for rep in reps],
    )  # fmt: skip
    remarks: list[Block] = [Text(_remarks(reps, words), "reading")]
    shown = table if wide or not rows else _strip(table)
    return Section(
        "evaluation", words("Sales evaluation table (Table 2)"), [shown, *remarks],
        aside=words.period(meta.period), kind=_page_kind(len(rows), wide=wide),
    )  # fmt: skip


def _page_kind(n_rows: int, *, wide: bool) -> str:
    if not wide:
        return ""
    return "wide-page own-page" if n_rows > SHORT else "wide-page"


def _strip(table: Table) -> Block:
    """One row of the table as labelled values, in the table's order."""
    items = Markup("").join(
        Markup("<div><dt>{}{}</dt><dd>{}</dd></div>").format(
            column.title,
            Markup(" <small>{}</small>").format(column.note) if column.note else "",
            cell.html(),
        )
        for column, cell in zip(table.columns, table.rows[0], strict=True)
    )
    return Fragment(Markup('<dl class="strip">{}</dl>').format(items), table.data())


def _columns(meta: Meta, words: Words) -> list[Column]:
    """Titles as printed; under them the unit and what the policy counts."""
    money = currency_unit(meta.currency, words)
    sold = recognised_in("bookings", meta.recognise, words)
    return [
        Column(words("Period"), "label"),
        Column(words("Rep"), "free"),
        Column(words("Sales target"), "number", money),
        Column(words("Actual sales"), "number", words.join(filter(None, [money, sold]))),
        Column(words("Completion"), "number"),
        Column(words("New customers"), "number"),
        Column(words("Conversion"), "number"),
        Column(words("Revenue per customer"), "number", money),
        Column(
            words("Collection rate"),
            "number",
            recognised_in("collection_rate", meta.recognise, words),
        ),
        Column(words("Score"), "number", words("of 100")),
        Column(words("Grade"), "word"),
        Column(words("Process score"), "number", words("added column")),
    ]


def _row(rep: Rep, meta: Meta, digits: dict[str, int], words: Words) -> list[Cell]:
    def rate(name: str) -> Cell:
        return plain_cell(rep.figures.get(name, EMPTY).value, "rate", words, digits=digits[name])

    def amount(name: str) -> Cell:
        return plain_cell(rep.figures.get(name, EMPTY).value, "money", words, digits=digits[name])

    score = rep.score
    typed = (
        words("typed {score}", score=_plain_score(score.typed_score, words)).replace(" ", NO_BREAK)
        if score.typed_score is not None and score.typed_score != score.score
        else ""
    )
    total = plain_cell(score.score, "score", words)
    return [
        Cell(words.period(meta.period), meta.period),
        Cell(rep.name, rep.rep_id),
        plain_cell(rep.targets.get("bookings"), "money", words, digits=digits["target"]),
        amount("bookings"),
        rate("completion"),
        plain_cell(_first_wins(rep), "count", words),
        rate("conversion"),
        amount("revenue_per_customer"),
        rate("collection_rate"),
        Cell(total.shown, total.raw, typed),
        Cell(label(GRADES, score.grade, words), score.grade),
        rate("process"),
    ]


def _first_wins(rep: Rep) -> float | None:
    new, won = (rep.figures.get(name, EMPTY).value for name in ("new_customers", "won_customers"))
    return new_customers(new, won)


def new_customers(new: Number, won: Number) -> Number:
    """New customers of Table 2: first wins; from Table 2 alone they are its won customers."""
    return won if new is None else new


def _plain_score(score: float, words: Words) -> str:
    return words.number(score, 0 if score == round(score) else 2)


def _remarks(reps: list[Rep], words: Words) -> str:
    parts = [
        words("The process score is a column we added: the template scores it, never prints it.")
    ]
    if any(typed_difference(rep.score, words) for rep in reps):
        parts.append(
            words("A typed score that differs stands beside the computed one, which counts.")
        )
    return words.sentences(parts)
