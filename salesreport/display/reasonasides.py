"""Sentences beside the causes: why there are none, verdicts, events, single deals."""

from __future__ import annotations

from markupsafe import Markup

from salesreport.display.figures import why
from salesreport.display.labels import label
from salesreport.display.reasonlabels import EVENTS, VERDICTS, WHY_NOT, short_class
from salesreport.display.reasonteller import Teller, inside
from salesreport.language import Words
from salesreport.report.views import Deal
from salesreport.retrospective.attributed import Difference, EventNote, Verdict

N_DEALS = 3


def why_not(reason: str | None, words: Words) -> str:
    """Why the causes of a gap cannot be told, as a sentence; empty without a reason."""
    if not reason:
        return ""
    if reason in WHY_NOT:
        return words(WHY_NOT[reason])
    text = why(reason, words)
    if not text:
        return words("The causes cannot be told.")
    return words("The causes cannot be told: {reason}.", reason=text)


def difference_text(one: Difference, tell: Teller) -> str:
    """Whether a conversion can be told from the others', in percentage points."""
    words = tell.words
    if one.low is None or one.high is None or None in (one.leads, one.against_leads):
        if one.is_apart:
            return words("The conversion differs from the others' beyond normal variation.")
        if tell.months > 1:
            return words("These months cannot separate the conversion from the others' yet.")
        return words("One month cannot separate the conversion from the others' yet.")
    values = {
        "own": f"{one.won}/{one.leads}",
        "others": f"{one.against_won}/{one.against_leads}",
        "low": words.bare_points(round(one.low, 2)),
        "high": words.points(round(one.high, 2)),
    }
    if one.is_apart:
        return words(
            "The conversion ({own}) differs from the others' ({others}) by {low} to {high}.",
            **values,
        )
    if tell.months > 1:
        return words(
            "These months cannot separate the conversion ({own}) from the others' ({others}): the "
            "difference lies between {low} and {high}.", **values,
        )  # fmt: skip
    return words(
        "One month cannot separate the conversion ({own}) from the others' ({others}): the "
        "difference lies between {low} and {high}.", **values,
    )  # fmt: skip


def verdict_text(one: Verdict, kind: str, amount: float, words: Words) -> Markup:
    """A manager's verdict beside the computed class, with author, date and reason."""
    day = words.date(one.on, year=True) if one.on else ""
    head = " · ".join(part for part in (one.by or words("Manager"), day) if part)
    computed = words("computed: {kind}", kind=inside(short_class(kind, amount, words), words))
    said = label(VERDICTS, one.verdict, words)
    reason = f"{words.colon}{one.reason}" if one.reason else ""
    return Markup("<strong>{}</strong> {}{} {}").format(head, said, reason, words.bracket(computed))


def event_text(one: EventNote, words: Words) -> str:
    """Something that happened in the world, with its days and whom it touches."""
    days = words.date(one.from_date, year=True)
    if one.to_date is not None and one.to_date != one.from_date:
        days = f"{days} – {words.date(one.to_date, year=True)}"
    kind = label(EVENTS, one.kind, words)
    about = words.join(part for part in (kind, one.segment or "") if part)
    blank = "" if words.chinese else " "
    text = f"{days}{blank}{words.bracket(about)}"
    return f"{text}{words.colon}{one.description}" if one.description else text


def deals_text(deals: list[Deal], n: int, tell: Teller) -> str:
    """The first of `n` deals by customer and amount, the others counted."""
    words = tell.words
    items = [
        f"{deal.customer or deal.opportunity_id} "
        + ("" if deal.amount is None else words.money(deal.amount, tell.currency, "headline"))
        for deal in deals[:N_DEALS]
    ]
    if n > len(items):
        items.append(words.plural("{n} more deal", "{n} more deals", n - len(items)))
    return words.join(item.strip() for item in items)
