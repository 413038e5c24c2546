"""Action sheets: each person's key customers, rhythm planned and kept, support needed."""

from __future__ import annotations

from datetime import date

from salesreport.display.blocks import Block, Cell, Column, Section, Table, Text
from salesreport.language import Words
from salesreport.language.numbers import fine_digits
from salesreport.report.targetviews import ActionSheet, KeyCustomer, TargetPlanView
from salesreport.retrospective.findings import Number


def actions(view: TargetPlanView, words: Words) -> Block:
    """One table a person with key customers; who has none is named."""
    sheets = view.actions
    if all(sheet.why_null == "no_table" for sheet in sheets):
        said = words(
            "The table of key accounts gives each person's key customers, the planned rhythm and "
            "the support needed."
        )
        return Section("actions", words("Action sheets: no key customers on record"), [Text(said)])
    behind = [
        sheet for sheet in sheets
        if sheet.planned and sheet.actual is not None and sheet.actual < 0.8 * sheet.planned
    ]  # fmt: skip
    title = words.plural(
        "Action sheets: {n} person keeps less than 80% of the planned rhythm",
        "Action sheets: {n} people keep less than 80% of the planned rhythm", len(behind),
    )  # fmt: skip
    blocks: list[Block] = [Text(_basis(view, words), "reading")]
    blocks += [_sheet(sheet, view, words) for sheet in sheets if sheet.customers]
    without = [sheet.name for sheet in sheets if not sheet.customers]
    if without:
        blocks.append(
            Text(words("Without a key customer on record: {names}.", names=words.join(without)))
        )
    return Section("actions", title, blocks)


def _basis(view: TargetPlanView, words: Words) -> str:
    first, last = view.basis.contacts_first, view.basis.contacts_last
    return words(
        "Contacts a month from {first} to {last}; deals open at the cut-off.",
        first=words.period(first or view.meta.period),
        last=words.period(last or view.meta.period),
    )


def _sheet(sheet: ActionSheet, view: TargetPlanView, words: Words) -> Section:
    rep = next(one for one in view.reps if one.rep_id == sheet.rep_id)
    columns = [
        Column(words("Key customer")),
        Column(words("Level"), "label"),
        Column(words("Planned"), "number", words("a month")),
        Column(words("Kept"), "number", words("a month")),
        Column(words("Last contact"), "day"),
        Column(words("Open deals"), "number"),
        Column(words("Support needed")),
    ]
    if any(one.action for one in sheet.customers):
        columns.append(Column(words("Agreed action")))
    rows = [_row(one, words)[: len(columns)] for one in sheet.customers]
    title = words(
        "{name}: {target} for {period}; rhythm {actual} of {planned} contacts a month",
        name=sheet.name, target=words.number(rep.target), period=words.period(view.plan_period),
        actual=_count(sheet.actual, words), planned=_count(sheet.planned, words),
    )  # fmt: skip
    name = f"actions-{view.actions.index(sheet) + 1}"
    table = Table(f"{name}-table", title, columns, rows, caption_hidden=True)
    return Section(name, title, [table], level=3)


def _row(one: KeyCustomer, words: Words) -> list[Cell]:
    is_behind = one.planned is not None and one.actual is not None and one.actual < one.planned
    last = words.date(date.fromisoformat(one.last_contact)) if one.last_contact else "–"
    deals = Cell("–", 0)
    if one.n_open:
        amount = "" if one.open_amount is None else words.number(one.open_amount)
        deals = Cell(words.number(one.n_open), one.n_open, amount)
    return [
        Cell(one.customer),
        Cell(one.level or "–"),
        Cell(_count(one.planned, words), one.planned),
        Cell(_count(one.actual, words), one.actual, kind="warm" if is_behind else ""),
        Cell(last, one.last_contact),
        deals,
        Cell(one.support or words("none named")),
        Cell(words.join(x for x in (one.action, one.by_when, one.supporter) if x) or "–"),
    ]


def _count(value: Number, words: Words) -> str:
    return "–" if value is None else words.number(value, fine_digits(value, 1))
