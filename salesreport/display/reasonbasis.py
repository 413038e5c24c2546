"""What a cause rests on, in words: wins, range, counts, records, and by what it is named."""

from __future__ import annotations

from salesreport.display.reasonlabels import LATE, OUTSIDE
from salesreport.display.reasonteller import Teller
from salesreport.language import Words
from salesreport.periods import months_between
from salesreport.report.reasons.classes import SPLIT, signal
from salesreport.retrospective.attributed import Attributed, Cause, WinsOf, is_news


def wins_text(found: Attributed | WinsOf, tell: Teller) -> str:
    """Wins beside those of the others on the same leads; of a team beside the usual ones."""
    words = tell.words
    if found.wins is None or found.wins_expected is None or tell.withheld:
        return ""
    won = _decimal(found.wins, words)
    values = {"won": won, "expected": words.number(found.wins_expected, 1)}
    if found.wins_low is None or found.wins_high is None:
        if tell.of_team:
            return words("{won} won beside a usual {expected}", **values)
        return words("{won} won beside {expected} expected", **values)
    values |= {
        "low": _decimal(found.wins_low, words), "high": _decimal(found.wins_high, words)
    }  # fmt: skip
    if tell.of_team:
        return words(
            "{won} won beside a usual {expected}, {low} to {high} by normal variation", **values
        )
    return words(
        "{won} won beside {expected} expected, {low} to {high} by normal variation", **values
    )


def _decimal(value: float, words: Words) -> str:
    return words.number(value, 0 if value == round(value) else 1)


def has_range(cause: Cause) -> bool:
    """Whether an amount could be another; what is on record could not."""
    return cause.low is not None and cause.high is not None and cause.kind != "recorded"


def amounts_of(cause: Cause, tell: Teller) -> list[str]:
    """Amount of a cause and the ends of its range, in one unit."""
    if not has_range(cause):
        return [tell.signed(cause.amount)]
    return [tell.signed(one) for one in (cause.amount, cause.low or 0.0, cause.high or 0.0)]


def range_text(cause: Cause, tell: Teller) -> str:
    """How far an amount could be off; of lateness only by what it costs the others.

    How often somebody is late is a count, so its range holds no normal variation.
    """
    if not has_range(cause):
        return ""
    low, high = amounts_of(cause, tell)[1:]
    if cause.cause in LATE:
        return tell.words("{low} to {high} by what it costs the others", low=low, high=high)
    holds_0 = (cause.low or 0.0) <= 0 <= (cause.high or 0.0)
    if cause.kind in ("external", "mix") and cause.amount and holds_0:
        return tell.words("normal range {low} to {high}, so perhaps nothing", low=low, high=high)
    return tell.words("normal range {low} to {high}", low=low, high=high)


def basis_text(cause: Cause, tell: Teller) -> str:
    """What a cause rests on: wins or leads; of bookings apart from them, what they are."""
    words = tell.words
    if cause.made_of:
        return made_of_text(cause, tell)
    if not cause.n:
        return ""
    if cause.cause == "unexplained":
        return words.plural("on {n} win", "on {n} wins", cause.n)
    if cause.cause in LATE:
        return words.plural("on {n} lead", "on {n} leads", cause.n)
    return words.plural("on {n} lead at work", "on {n} leads at work", cause.n)


def target_days_text(cause: Cause, tell: Teller) -> str:
    """That a target is for part of the period while the leads are of all of it."""
    if cause.cause != "target_calibration" or tell.target_days is None:
        return ""
    there, whole = (tell.words.number(days) for days in tell.target_days)
    return tell.words(
        "The target is for {there} of {whole} days, the leads are those of the whole time.",
        there=there, whole=whole,
    )  # fmt: skip


def by_chance_text(cause: Cause, words: Words) -> str:
    """That lateness within the others' spread is none of a way of working."""
    if cause.cause not in LATE or cause.kind != "chance" or not cause.amount:
        return ""
    return words("So few leads can show such a difference by chance.")


def chance_text(cause: Cause, found: Attributed, tell: Teller) -> str:
    """The part of a cause that is normal variation; empty where it is no news."""
    if cause.kind not in SPLIT or not cause.chance or not is_news(cause.chance, found):
        return ""
    if cause.kind == "personal" and not signal(cause):
        return tell.words("How much of it is beyond normal variation cannot be told yet.")
    return tell.words("Of it {amount} is normal variation.", amount=tell.signed(cause.chance))


def records_text(cause: Cause, words: Words) -> str:
    """How many records of it the page lists."""
    n = cause.n_rows
    if not n:
        return ""
    if cause.cause == "follow_up":
        return words.plural(
            "{n} late follow-up of these leads is on record.",
            "{n} late follow-ups of these leads are on record.", n,
        )  # fmt: skip
    if cause.cause == "response":
        return words.plural(
            "{n} late response is on record.", "{n} late responses are on record.", n
        )
    return words.plural("{n} record stands behind it.", "{n} records stand behind it.", n)


def made_of_text(cause: Cause, tell: Teller) -> str:
    """What bookings apart from the leads are made of; one kind alone needs no amount."""
    names = {kind: tell.words(OUTSIDE[kind]) for kind in cause.made_of}
    if len(names) == 1:
        return next(iter(names.values()))
    items = [f"{name} {tell.signed(cause.made_of[kind])}" for kind, name in names.items()]
    return tell.words.join(items)


def named_by_text(cause: Cause, tell: Teller) -> str:
    """By which time a personal difference is named: its wins beside those expected there."""
    if cause.kind != "personal" or not tell.also:
        return ""
    (window,) = tell.also
    words, wins = tell.words, wins_text(window, tell)
    if not wins:
        return ""
    months = months_between(window.first, window.last)
    if isinstance(window, WinsOf):
        return words("Named since the period before says the same: {wins}.", wins=wins)
    return words.plural(
        "Named by the last {n} month: {wins}.", "Named by the last {n} months: {wins}.",
        months, wins=wins,
    )  # fmt: skip
