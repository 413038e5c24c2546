"""Sentences on causes: what can be said first, then one for each cause with its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from salesreport.display.figures import why
from salesreport.display.labels import label
from salesreport.display.reasonlabels import (
    CAUSES,
    EVENTS,
    LATE,
    LATE_BESIDE,
    LOWERS,
    RAISES,
    SETTLED_BY,
    VERDICTS,
    WHY_NOT,
    short_class,
)
from salesreport.display.reasonparts import Account, ClassPart, shares, signal, total
from salesreport.language import Words
from salesreport.report.views import Deal, RepView, TeamView
from salesreport.retrospective.attributed import (
    Attributed,
    Cause,
    Difference,
    EventNote,
    Verdict,
)

N_FIRM = 2
N_DEALS = 3


@dataclass(frozen=True)
class Teller:
    """Who tells of the causes, to whom.

    `withheld`: figures of the others are kept back, since they are too few. `months`:
    calendar months of the period. `of_team`: of many people, whose records are on their own
    pages.
    """

    words: Words
    currency: str
    withheld: bool
    months: int
    of_team: bool

    def signed(self, amount: float) -> str:
        """Amount as in headlines, with its sign."""
        return self.words.signed_money(amount, self.currency)


def teller(view: RepView | TeamView, words: Words) -> Teller:
    """Whoever tells a view's reader of its causes."""
    meta, n_peers = view.meta, view.reasons.n_peers
    few = n_peers is not None and n_peers < meta.min_group
    months = (meta.last.year - meta.first.year) * 12 + meta.last.month - meta.first.month + 1
    of_team = isinstance(view, TeamView)
    return Teller(words, meta.currency, few and not of_team, months, of_team)


def verdict(told: Account, tell: Teller, *, both_ways: bool = True) -> str:
    """What can be said of a gap before any share: what is firm, or that nothing is.

    `both_ways`: also what is firm and works against the gap.
    """
    words = tell.words
    if not told.found.gap:
        return ""
    along = along_with(told)
    against = [part for part in told.firm if part not in along]
    if along:
        said = [_along(along, told, tell)]
    elif is_unsized(told):
        said = [words("Wins are beyond normal variation; the amount cannot be told yet.")]
    else:
        said = [not_told_apart(tell)]
    if against and both_ways:
        said.append(words("Working the other way: {named}.", named=firm_text(against, tell)))
    return words.sentences(said)


def is_unsized(told: Account) -> bool:
    """Whether wins are named of a person without an amount that is surely theirs."""
    return any(
        cause.kind == "personal" and cause.is_named and not signal(cause)
        for part in told.parts
        for cause in part.causes
    )


def along_with(told: Account) -> list[ClassPart]:
    """What is firm and of the gap's own sign."""
    return [part for part in told.firm if (part.amount > 0) == ((told.found.gap or 0) > 0)]


def _along(firm: list[ClassPart], told: Account, tell: Teller) -> str:
    words = tell.words
    named = firm_text(firm, tell)
    if len(firm) == len(told.parts):
        return words("Beyond normal variation: {named}.", named=named)
    return words("Beyond normal variation only: {named}.", named=named)


def not_told_apart(tell: Teller) -> str:
    """That these data cannot tell ways of working from normal variation."""
    words = tell.words
    if tell.months > 1:
        return words("These months cannot tell ways of working from normal variation yet.")
    return words("A single month cannot tell ways of working from normal variation yet.")


def firm_text(firm: list[ClassPart], tell: Teller, most: int = N_FIRM) -> str:
    """Classes with their amounts, the largest first."""
    return tell.words.join(
        f"{inside(short_class(part.kind, part.amount, tell.words), tell.words)} "
        f"{tell.signed(part.amount)}"
        for part in firm[:most]
    )


def inside(text: str, words: Words) -> str:
    """A label as it stands inside a sentence."""
    return text if words.chinese else text[:1].lower() + text[1:]


def headed(text: str, words: Words) -> str:
    """A label as it stands at the head of a line."""
    return text if words.chinese else text[:1].upper() + text[1:]


def share_text(told: Account, tell: Teller) -> str:
    """Shares of the classes in the gap; empty unless all have the same sign."""
    words, parts = tell.words, told.parts
    of = shares(parts)
    if not of:
        return ""
    items = [
        f"{inside(short_class(part.kind, part.amount, words), words)} "
        f"{words.percent(of[part.kind], 0)}"
        for part in parts
        if part.kind in of
    ]
    return words("Of the gap: {shares}.", shares=words.join(items))


def cause_text(cause: Cause, found: Attributed, tell: Teller) -> str:
    """One cause: what is on record, amount, normal range, n."""
    words = tell.words
    basis = [_range(cause, tell), _count(cause, words)]
    what, amount = _what(cause, found, tell), tell.signed(cause.amount)
    held = "；" if words.chinese else "; "
    text = held.join(part for part in basis if part)
    if text:
        said = words("{what}: {amount} ({basis}).", what=what, amount=amount, basis=text)
    else:
        said = words("{what}: {amount}.", what=what, amount=amount)
    listed = "" if tell.of_team else _listed(cause, words)
    return words.sentences([said, _apart(cause, tell), _of_chance(cause, tell), listed])


def lent_text(cause: Cause, tell: Teller) -> str:
    """The part of another class's cause that is normal variation."""
    return tell.words(
        "{cause}, the part that is normal variation: {amount}.",
        cause=label(CAUSES, cause.cause, tell.words), amount=tell.signed(cause.chance or 0),
    )  # fmt: skip


def _what(cause: Cause, found: Attributed, tell: Teller) -> str:
    words = tell.words
    if cause.cause in LATE and cause.share is not None:
        share = words.percent(cause.share, 0)
        if cause.against_share is None or tell.withheld:
            return words(LATE[cause.cause], share=share)
        against = words.percent(cause.against_share, 0)
        return words(LATE_BESIDE[cause.cause], share=share, against=against)
    what = label(RAISES if cause.amount > 0 else LOWERS, cause.cause, words)
    wins = _wins(found, tell) if cause.cause == "unexplained" else ""
    return f"{what}{'，' if words.chinese else ', '}{wins}" if wins else what


def _wins(found: Attributed, tell: Teller) -> str:
    """Wins beside those of the others on the same leads."""
    words = tell.words
    if found.wins is None or found.wins_expected is None or tell.withheld:
        return ""
    won, expected = _decimal(found.wins, words), words.number(found.wins_expected, 1)
    if found.wins_low is None or found.wins_high is None:
        return words("{won} won beside {expected} expected", won=won, expected=expected)
    return words(
        "{won} won beside {expected} expected, {low} to {high} by normal variation",
        won=won, expected=expected, low=_decimal(found.wins_low, words),
        high=_decimal(found.wins_high, words),
    )  # fmt: skip


def _decimal(value: float, words: Words) -> str:
    return words.number(value, 0 if value == round(value) else 1)


def _range(cause: Cause, tell: Teller) -> str:
    if cause.low is None or cause.high is None:
        return ""
    low, high = tell.signed(cause.low), tell.signed(cause.high)
    return tell.words("normal range {low} to {high}", low=low, high=high)


def _count(cause: Cause, words: Words) -> str:
    if not cause.n:
        return ""
    if cause.cause in ("target_calibration", "leads") or cause.cause.startswith("mix_"):
        return words.plural("on {n} lead", "on {n} leads", cause.n)
    return words.plural("on {n} record", "on {n} records", cause.n)


def _apart(cause: Cause, tell: Teller) -> str:
    if not cause.apart:
        return ""
    return tell.words(
        "Of it {amount} is on record apart from the leads: refunds, shared deals, wins without a "
        "lead.", amount=tell.signed(cause.apart),
    )  # fmt: skip


def _of_chance(cause: Cause, tell: Teller) -> str:
    if cause.kind not in ("personal", "undetermined") or not cause.chance:
        return ""
    if cause.kind == "personal" and not signal(cause):
        return tell.words("How much of it is beyond normal variation cannot be told yet.")
    return tell.words("Of it {amount} is normal variation.", amount=tell.signed(cause.chance))


def _listed(cause: Cause, words: Words) -> str:
    if not cause.n_rows:
        return ""
    return words.plural("{n} record carries it.", "{n} records carry it.", cause.n_rows)


def raises(part: ClassPart) -> bool:
    """Whether a class raises bookings; of one without an amount, whether its causes do."""
    return (part.amount or total(cause.amount for cause in part.causes)) > 0


def class_remark(part: ClassPart, tell: Teller) -> str:
    """What a class means for the reader: how firm it is, what would settle it."""
    words = tell.words
    said = []
    if part.kind == "chance":
        said.append(
            words("The same work can give this in a single month.")
            if tell.months == 1
            else words("The same work can give this in such a time.")
        )
    if part.amount and any(cause.is_named for cause in part.causes):
        said.append(words("What is named is likely overstated."))
    if part.kind == "personal":
        said.append(
            words("Unrecorded better leads would look the same.")
            if raises(part)
            else words("Unrecorded weaker leads would look the same.")
        )
    wanted = dict.fromkeys(name for cause in part.causes for name in cause.settled_by)
    if wanted:
        items = words.join(label(SETTLED_BY, name, words) for name in wanted)
        said.append(words("What would settle it: {items}.", items=items))
    return words.sentences(said)


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


def deals_text(deals: list[Deal], tell: Teller) -> str:
    """The first deals by customer and amount, the others counted."""
    words = tell.words
    items = [
        f"{deal.customer or deal.opportunity_id} "
        + ("" if deal.amount is None else words.money(deal.amount, tell.currency, "headline"))
        for deal in deals[:N_DEALS]
    ]
    if len(deals) > N_DEALS:
        items.append(words("{n} others", n=words.number(len(deals) - N_DEALS)))
    return words.join(item.strip() for item in items)
