"""What a row of the weekly page says: days, stages, dates moved, reasons, outcomes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from salesreport.display.labels import STAGES, label
from salesreport.language import Words, mark
from salesreport.report.weeklyviews import (
    ChangeFacts,
    ChurnReason,
    DecisionBack,
    WeeklyRow,
    WeeklyView,
)

Fact = Callable[[WeeklyRow, str, Words], str]

ASPECTS = {
    "rewritten": mark("history rewritten"),
    "lost": mark("lost"),
    "won": mark("won"),
    "new": mark("new"),
    "back": mark("back"),
    "slipped": mark("slipped"),
    "undated": mark("date taken away"),
    "passed": mark("day passed"),
    "forward": mark("forward"),
    "amount": mark("amount changed"),
    "sooner": mark("sooner"),
    "dated": mark("date set"),
}
"""What may happen to a deal in a week."""

OUTCOMES = {
    "done": mark("carried out"),
    "partly": mark("partly carried out"),
    "open": mark("not carried out"),
    "unknown": mark("cannot be told"),
}
"""What became of a decision."""


def row_fact(block: str, row: WeeklyRow, view: WeeklyView, words: Words) -> str:
    """What a row says beside its customer, owner and amount."""
    return _FACTS[block](row, view.meta.currency, words)


def decision_fact(row: DecisionBack, words: Words) -> str:
    """What became of a decision, then what it was."""
    outcome = words(OUTCOMES[row.outcome])
    if row.outcome == "done" and row.day is not None and not row.by_person:
        outcome = words("{outcome} {day}", outcome=outcome, day=words.date(row.day))
    said = row.decision or row.step or ""
    return words("{head}: {said}", head=outcome, said=said) if said else outcome


def money(value: float | None, currency: str, words: Words) -> str:
    """Short amount; a dash where it is not known."""
    return "–" if value is None else words.money(value, currency, "headline")


def day_text(day: date | None, words: Words) -> str:
    """A day, or a dash."""
    return "–" if day is None else words.date(day)


def _overdue(row: WeeklyRow, currency: str, words: Words) -> str:
    if not row.days:
        return words("due today: {action}", action=row.action or "–")
    return words.plural("{n} day late: {action}", "{n} days late: {action}", row.days,
                        action=row.action or "–")  # fmt: skip


def _due(row: WeeklyRow, currency: str, words: Words) -> str:
    return words("{head}: {said}", head=day_text(row.day, words), said=row.action or "–")


def _stalled(row: WeeklyRow, currency: str, words: Words) -> str:
    days = words.plural("{n} day", "{n} days", row.days or 0)
    usual = words.number(row.usual_days or 0)
    stage = label(STAGES, row.stage, words)
    if row.day is None:
        return words("{stage} {days} (usually {usual}), no move yet",
                     stage=stage, days=days, usual=usual)  # fmt: skip
    return words("{stage} {days} (usually {usual}), moved {day}",
                 stage=stage, days=days, usual=usual, day=words.date(row.day))  # fmt: skip


def _changes(row: WeeklyRow, currency: str, words: Words) -> str:
    change = row.change
    if change is None:
        return "–"
    shown = [_aspect(one, change, row, currency, words) for one in change.aspects]
    return words.join(part for part in shown if part)


def _aspect(aspect: str, change: ChangeFacts, row: WeeklyRow, currency: str, words: Words) -> str:
    if aspect == "rewritten":
        return words.join(_rewritten(how, change, row, currency, words) for how in change.rewritten)
    name = words(ASPECTS[aspect])
    if aspect in ("forward", "back"):
        moved = _arrow(*(label(STAGES, one, words) for one in (change.stage_before, change.stage)))
        return words("{head}: {said}", head=name, said=moved)
    if aspect in ("slipped", "sooner"):
        days = (change.expected_before, change.expected)
        moved = _arrow(*(day_text(day, words) for day in days))
        text = words("{head}: {said}", head=name, said=moved)
        again = aspect == "slipped" and change.slips
        return words("{said} ({n}×)", said=text, n=change.slips) if again else text
    if aspect in ("undated", "passed", "dated"):
        day = change.expected if aspect != "undated" else change.expected_before
        return words("{head}: {said}", head=name, said=day_text(day, words))
    if aspect == "amount":
        return _arrow(money(change.amount_before, currency, words),
                      money(row.amount, currency, words))  # fmt: skip
    return name


def _rewritten(how: str, change: ChangeFacts, row: WeeklyRow, currency: str, words: Words) -> str:
    was = label(STAGES, change.stage_before, words) if change.stage_before else "–"
    told: dict[str, Callable[[], str]] = {
        "reopened": lambda: words("reopened, was {stage} {day}", stage=was,
                                  day=day_text(change.closed_before, words)),
        "outcome": lambda: words("was {before}, now {now}", before=was,
                                 now=label(STAGES, change.stage, words)),
        "close_date": lambda: words("close date {move}", move=_arrow(
            day_text(change.closed_before, words), day_text(change.closed, words))),
        "amount": lambda: words("amount after the close {move}", move=_arrow(
            money(change.amount_before, currency, words), money(row.amount, currency, words))),
        "created_date": lambda: words("creation {move}", move=_arrow(
            day_text(change.created_before, words), day_text(change.created, words))),
        "backdated": lambda: words("closed {day}, entered after the last review",
                                   day=day_text(change.closed, words)),
        "added": lambda: words("closed {day}, unknown at the last review",
                               day=day_text(change.closed, words)),
        "vanished": lambda: words("no longer in the data, was {stage}", stage=was),
        "replaced": lambda: words("another deal under its number, was {customer}",
                                  customer=change.customer_before or "–"),
    }  # fmt: skip
    return told[how]()


def _arrow(before: str, after: str) -> str:
    return f"{before} → {after}"


def _churn(row: WeeklyRow, currency: str, words: Words) -> str:
    return words.join(_reason(one, currency, words) for one in row.reasons)


def _reason(one: ChurnReason, currency: str, words: Words) -> str:
    days, usual = words.number(one.days or 0), words.number(one.usual_days or 0)
    if one.kind == "no_purchase":
        return words("no purchase {days} days (usual {usual})", days=days, usual=usual)
    if one.kind == "no_contact":
        return words("no contact {days} days (most {usual})", days=days, usual=usual)
    if one.kind == "lost":
        return words("last one lost {day}", day=day_text(one.day, words))
    amount = money(one.amount, currency, words)
    return words("{amount} overdue {days} days", amount=amount, days=days)


def _key(row: WeeklyRow, currency: str, words: Words) -> str:
    planned = row.planned or 0.0
    text = words(
        "{planned} a month planned, {actual} in {days} days",
        planned=words.number(planned, 0 if planned == int(planned) else 1),
        actual=words.number(row.actual or 0), days=words.number(row.window_days or 0),
    )  # fmt: skip
    if row.day is None:
        return text
    return words.join([text, words("last {day}", day=words.date(row.day))])


def _cash(row: WeeklyRow, currency: str, words: Words) -> str:
    day = day_text(row.day, words)
    late = words.plural("{n} day late ({day})", "{n} days late ({day})", row.days or 0, day=day)
    due = late if row.days else words("due today ({day})", day=day)
    return words.join(part for part in (due, row.action) if part)


def _refused(row: WeeklyRow, currency: str, words: Words) -> str:
    number = row.source.row if row.source else None
    place = words("row {row}", row=number) if number else ""
    sheet = row.source.sheet if row.source else None
    parts = (words("no key action"), day_text(row.day, words), sheet, place)
    return words.join(part for part in parts if part)


_FACTS: dict[str, Fact] = {
    "overdue": _overdue,
    "due": _due,
    "stalled": _stalled,
    "changes": _changes,
    "churn": _churn,
    "key": _key,
    "cash": _cash,
    "refused": _refused,
}
