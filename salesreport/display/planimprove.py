"""Words of proposed rows that rest on records of the work, row by row."""

from __future__ import annotations

from salesreport.display.figures import measure_name
from salesreport.display.plantexts import Texts, Told
from salesreport.language import Words
from salesreport.report.views import PlanRow


def follow_up(row: PlanRow, words: Words) -> Texts:
    """Follow-ups done late."""
    told = Told(row, words)
    late, due = told.number("n_late"), told.number("n_due")
    how = words(
        "Ten minutes every morning: overdue follow-ups first{names}, then what is due today; move "
        "a date before it passes, not after.",
        names=told.bracketed(),
    )
    if late is not None and due:
        said = words(
            "{late} of {due} follow-ups due were late or are open.",
            late=words.number(late), due=words.number(due),
        )  # fmt: skip
        how = words.sentences([said, how])
    return Texts(
        item=words("Follow up on time"),
        measures=how,
        support=words("Goes through the due list once a week"),
        expected_effect=told.done(measured(told), told.effect() or words("no amount promised")),
    )


def response(row: PlanRow, words: Words) -> Texts:
    """Leads answered late."""
    told = Told(row, words)
    said = words.plural(
        "{n} lead was answered late{names}.", "{n} leads were answered late{names}.",
        told.number("n_rows") or 0, names=told.bracketed(),
    )  # fmt: skip
    how = words("Answer every morning what came in the day before, unanswered leads first.")
    return Texts(
        item=words("Answer leads sooner"),
        measures=words.sentences([said, how]),
        support=words("Goes through the unanswered leads once a week"),
        expected_effect=told.done(measured(told), told.effect() or words("no amount promised")),
    )


def collections(row: PlanRow, words: Words) -> Texts:
    """Money overdue."""
    told = Told(row, words)
    amount = told.amount("amount")
    return Texts(
        item=words("Collect what is overdue"),
        measures=words.plural(
            "{amount} overdue at {n} customer since {since}{names}: call once a week, agree the "
            "days of payment in writing.",
            "{amount} overdue at {n} customers, the oldest since {since}{names}: call each once a "
            "week, agree the days of payment in writing.",
            told.number("n_customers") or 0,
            amount=amount, since=told.day("since"), names=told.bracketed(),
        ),
        support=words("Sends account statements; joins the visit to the largest"),
        expected_effect=told.done(
            measured(told), words("at most {amount} of cash, once", amount=amount)
        ),
    )  # fmt: skip


def next_steps(row: PlanRow, words: Words) -> Texts:
    """Open deals without a dated next step."""
    told = Told(row, words)
    return Texts(
        item=words("A dated next step for every open deal"),
        measures=words(
            "{n} of {all} open deals have none: agree step and day with the customer, the largest "
            "first{names}; enter both.",
            n=told.count("n_missing"), all=told.count("n_open"), names=told.bracketed(),
        ),
        support=words("Asks for them in the weekly meeting"),
        expected_effect=words("Open deals with a dated next step: {reached}", reached=told.reached),
    )  # fmt: skip


def measured(told: Told) -> str:
    """The measure from where to where, said to be counted up where it is; empty if not known."""
    if not told.reached or told.row.measure is None:
        return ""
    name = measure_name(told.row.measure, told.words)
    return f"{name} {told.reached}{told.counted_up}"
