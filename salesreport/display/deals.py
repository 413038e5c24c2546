"""Deals: counted, not counted and why, won, lost, slipped; tracked actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from salesreport.display.blocks import Block, Bullets, Cell, Column, Section, Table, Text
from salesreport.display.figures import money_digits
from salesreport.display.labels import (
    ADJUSTMENTS,
    LOSS_REASONS,
    NOT_COUNTED,
    OUTCOMES,
    STAGES,
    STATUS,
    label,
)
from salesreport.display.written import amount_text
from salesreport.language import Words
from salesreport.language.widths import shortened
from salesreport.report.views import (
    Action,
    BigDeal,
    BookingAdjustment,
    Deal,
    RepView,
    SourceRow,
    TeamView,
)

N_DEALS = 40
N_ACTIONS = 14
ONE_LINE = 50
"""Letters of a deal's line on the first page; its whole remark stands with the deals."""


def actions(view: RepView, words: Words) -> Section:
    """Own rows of Table 1, what is late first, each judged by its own dates."""
    late = sum(1 for action in view.actions if action.outcome == "late")
    on_time = sum(1 for action in view.actions if action.outcome == "on_time")
    title = words.plural("{n} tracked action", "{n} tracked actions", len(view.actions))
    if late or on_time:
        title = words(
            "Tracked actions: {on_time} on time, {late} late",
            on_time=words.number(on_time), late=words.number(late),
        )  # fmt: skip
    columns = [
        Column(words("Date"), "day"),
        Column(words("Customer"), "free"),
        Column(words("Stage"), "label"),
        Column(words("Key action"), "free"),
        Column(words("Status"), "label"),
        Column(words("Due day"), "day"),
        Column(words("Row"), "number"),
    ]
    first = {"late": 0, "unknown": 1, None: 2, "not_due": 2, "on_time": 3}
    ordered = sorted(view.actions, key=lambda action: first[action.outcome])
    shown = ordered[: max(N_ACTIONS, late)]
    rows = [_action(action, words) for action in shown]
    table = Table(
        "actions-table", words("Tracked actions (Table 1)"), columns, rows, kind="wrapped",
        caption_hidden=True,
    )  # fmt: skip
    return Section("actions", title, [table, _more(len(view.actions), len(shown), words)])


def _action(action: Action, words: Words) -> list[Cell]:
    outcome = label(OUTCOMES, action.outcome, words)
    if action.overdue_days:
        days = words.plural("{n} day", "{n} days", action.overdue_days)
        outcome = f"{outcome} {days}"
    due = "–" if action.due_date is None else action.due_date.isoformat()
    kind = "late" if action.outcome == "late" else ""
    return [
        _day(action.date),
        Cell(action.customer or "–", None, action.industry or ""),
        Cell(label(STAGES, action.stage, words) or "–"),
        Cell(action.action or "–", None, action.note or ""),
        Cell(label(STATUS, action.status, words) or "–"),
        Cell(due, action.outcome, outcome, kind),
        _row(action.source),
    ]


def counted(view: RepView, words: Words) -> Section:
    """Won deals and adjustments that make up the bookings, with the share credited."""
    title = words.plural(
        "{n} deal counted in the bookings", "{n} deals counted in the bookings",
        len(view.deals_counted),
    )  # fmt: skip
    blocks: list[Block] = []
    if view.deals_counted:
        blocks.append(_deal_table("counted-table", title, view.deals_counted, view, words))
        blocks.append(_more(len(view.deals_counted), N_DEALS, words))
    if view.adjustments:
        blocks.append(Bullets([_adjustment(one, view, words) for one in view.adjustments]))
    return Section("counted", title, blocks)


def _adjustment(one: BookingAdjustment, view: RepView, words: Words) -> str:
    currency = view.meta.currency
    text = words(
        "{kind} of {date}: {amount}",
        kind=label(ADJUSTMENTS, one.kind, words), date=words.date(one.date),
        amount=words.signed_full(one.amount or 0, currency),
    )  # fmt: skip
    if one.whole is not None:
        whole = words.signed_full(one.whole, currency)
        text = words("{adjustment}, own part of {whole}", adjustment=text, whole=whole)
    deal = "" if one.opportunity_id is None else f" · {one.opportunity_id}"
    place = words("row {row}", row=one.source.row)
    return f"{text}{deal} · {one.source.file.rpartition('/')[2]} {place}"


def not_counted(view: RepView, words: Words) -> Section:
    """Deals of the period that do not count, each with the reason."""
    title = words.plural(
        "{n} deal not counted, and why", "{n} deals not counted, and why",
        len(view.deals_not_counted),
    )  # fmt: skip
    table = _deal_table(
        "not-counted-table", title, view.deals_not_counted, view, words, with_reason=True
    )
    more = _more(len(view.deals_not_counted), N_DEALS, words)
    return Section("not-counted", title, [table, more])


def big_deals(view: TeamView, words: Words) -> Section:
    """Largest deals won, slipped and lost, one line each."""
    kinds = {"won": words("Won"), "slipped": words("Slipped"), "lost": words("Lost")}
    columns = [
        Column(words("What"), "label"),
        Column(words("Customer"), "free"),
        Column(words("Amount"), "number"),
        Column(words("In one line"), "free"),
    ]
    cents = money_digits([item.deal.amount for item in view.big_deals], view.meta.currency)
    rows = [
        [
            Cell(kinds[item.kind], item.kind),
            Cell(_named(item.deal), None, item.deal.owner or ""),
            _money(item.deal.amount, view.meta.currency, words, cents),
            Cell(_one_line(item, words)),
        ]
        for item in view.big_deals
    ]
    table = Table(
        "big-deals-table", words("Big deals"), columns, rows, kind="wrapped", caption_hidden=True
    )
    return Section("big-deals", words("Big deals"), [table])


def _one_line(item: BigDeal, words: Words) -> str:
    deal, parts = item.deal, []
    if item.kind == "slipped" and deal.expected_close_date:
        parts.append(words("expected {day}", day=words.date(deal.expected_close_date)))
    elif item.kind == "lost":
        reason = label(LOSS_REASONS, deal.reason, words)
        parts.append(reason or ("" if deal.detail else words("reason not recorded")))
    elif deal.cycle_days is not None:
        parts.append(
            words.plural(
                "{n} day from creation to close", "{n} days from creation to close", deal.cycle_days
            )
        )
    if deal.detail:
        parts.append(deal.detail)
    return shortened(words.join(part for part in parts if part), ONE_LINE) or "–"


def _deal_table(
    name: str, caption: str, deals: Sequence[Deal], view: RepView, words: Words,
    *, with_reason: bool = False,
) -> Table:  # fmt: skip
    shared = not with_reason and any(deal.share != 1 for deal in deals)
    columns = [
        Column(words("Deal"), "id"),
        Column(words("Customer"), "free"),
        Column(words("Amount"), "number"),
    ]
    columns += [Column(words("Share"), "number")] if shared else []
    columns += [Column(words("Created"), "day"), Column(words("Closed"), "day")]
    columns += (
        [Column(words("Why it does not count"))]
        if with_reason
        else [Column(words("Days"), "number")]
    )
    columns.append(Column(words("Row"), "number"))
    cents = money_digits([deal.amount for deal in deals[:N_DEALS]], view.meta.currency)
    rows = []
    for deal in deals[:N_DEALS]:
        cells = [
            Cell(deal.opportunity_id, deal.opportunity_id),
            Cell(deal.customer or "–", None, deal.industry or ""),
            _stated(deal, view.meta.currency, words, cents),
        ]
        cells += [Cell(words.percent(deal.share), deal.share)] if shared else []
        cells += [_day(deal.created_date), _day(deal.close_date)]
        cells.append(
            Cell(label(NOT_COUNTED, deal.reason, words) or "–", deal.reason)
            if with_reason
            else _count(deal.cycle_days, words)
        )
        cells.append(_row(deal.source))
        rows.append(cells)
    return Table(name, caption, columns, rows, kind="wrapped", caption_hidden=True)


def _named(deal: Deal) -> str:
    return deal.customer or deal.opportunity_id


def _more(count: int, shown: int, words: Words) -> Block:
    if count <= shown:
        return Text("")
    return Text(
        words.plural(
            "{n} more row is in the report's data.",
            "{n} more rows are in the report's data.",
            count - shown,
        ),
        "reading",
    )


def _day(day: date | None) -> Cell:
    return Cell("–") if day is None else Cell(day.isoformat(), day.isoformat())


def _count(value: int | None, words: Words) -> Cell:
    return Cell("–") if value is None else Cell(words.number(value), value)


def _money(value: float | None, currency: str, words: Words, digits: int) -> Cell:
    return Cell("–") if value is None else Cell(words.money(value, currency, digits=digits), value)


def _stated(deal: Deal, currency: str, words: Words, digits: int) -> Cell:
    """Amount credited; of a deal without an exchange rate what its own currency states."""
    if deal.unconverted is None:
        return _money(deal.amount, currency, words, digits)
    return Cell(f"{deal.currency} {amount_text(deal.unconverted, words)}")


def _row(source: SourceRow) -> Cell:
    return Cell("–") if source.row is None else Cell(str(source.row), source.row)
