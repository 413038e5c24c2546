"""Action sheets: each person's key customers, rhythm planned and kept, support needed."""

from __future__ import annotations

from datetime import date

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
    blocks: list[Block] = [Bullets(_neglected(view, words)), Text(_basis(view, words), "reading")]
    blocks += [_sheet(sheet, view, words) for sheet in sheets if sheet.customers]
    without = [sheet.name for sheet in sheets if not sheet.customers]
    if without:
        blocks.append(
            Text(words("Without a key customer on record: {names}.", names=words.join(without)))
        )
    return Section("actions", _title(view, words), blocks)


def _title(view: TargetPlanView, words: Words) -> str:
    held = [one for sheet in view.actions for one in sheet.customers
            if one.planned and one.actual is not None]  # fmt: skip
    if not held:
        return words("Action sheets: no planned rhythm to hold contacts against")
    return words(
        "Action sheets: {n} of {m} key customers had less than 80% of the planned contacts",
        n=words.number(sum(one.neglected for one in held)), m=words.number(len(held)),
    )  # fmt: skip


def _neglected(view: TargetPlanView, words: Words) -> list[str]:
    """Key customers with too few contacts, one line a person."""
    named = [(sheet.name, [one.customer for one in sheet.customers if one.neglected])
             for sheet in view.actions]  # fmt: skip
    return [
        words("{name}: too few contacts with {customers}.", name=name, customers=words.join(names))
        for name, names in named if names
    ]  # fmt: skip


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
    return Section(name, title, [table], level=3, kind=together(len(rows)))


def _row(one: KeyCustomer, words: Words) -> list[Cell]:
    last = words.date(date.fromisoformat(one.last_contact)) if one.last_contact else "–"
    deals = Cell("–", 0)
    if one.n_open:
        amount = "" if one.open_amount is None else words.number(one.open_amount)
        deals = Cell(words.number(one.n_open), one.n_open, amount)
    return [
        Cell(one.customer),
        Cell(one.level or "–"),
        Cell(_count(one.planned, words), one.planned),
        Cell(_count(one.actual, words), one.actual, kind="warm" if one.neglected else ""),
        Cell(last, one.last_contact),
        deals,
        Cell(one.support or words("none named")),
        Cell(words.join(x for x in (one.action, one.by_when, one.supporter) if x) or "–"),
    ]


def _count(value: Number, words: Words) -> str:
    return "–" if value is None else words.number(value, fine_digits(value, 1))
