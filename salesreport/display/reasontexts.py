"""Sentences on causes: what can be said first, then one for each cause with its evidence."""

from __future__ import annotations

from salesreport.display.labels import label
from salesreport.display.reasonbasis import (
    amounts_of,
    basis_text,
    by_chance_text,
    chance_text,
    named_by_text,
    range_text,
    records_text,
    target_days_text,
    wins_text,
)
from salesreport.display.reasonlabels import (
    CAUSES,
    LATE,
    LATE_BESIDE,
    LOWERS,
    OUTSIDE,
    RAISES,
    SETTLED_BY,
    SIZES,
    TEAM_LOWERS,
    TEAM_RAISES,
    TEAM_SIZES,
    short_class,
)
from salesreport.display.reasonteller import Teller, inside
from salesreport.language import Words
from salesreport.report.reasons.classes import (
    Account,
    ClassPart,
    Named,
    shares,
    signal,
    total,
)
from salesreport.retrospective.attributed import Attributed, Cause, is_news

N_FIRM = 2
N_PEOPLE = 3


def verdict(told: Account, tell: Teller, *, against: int = N_FIRM) -> str:
    """What can be said of a gap before any share: what is firm, or that nothing is.

    `against`: of what is firm and works against the gap, so many are said.
    """
    words = tell.words
    if not told.found.gap:
        return ""
    along = along_with(told)
    other_way = [part for part in told.firm if part not in along]
    if along:
        said = [_along(along, told, tell)]
    elif is_unsized(told):
        said = [words("Wins are beyond normal variation; the amount cannot be told yet.")]
    else:
        said = [not_told_apart(tell)]
    if other_way and against:
        named = firm_text(other_way, tell, against, with_people=True)
        said.append(words("Working the other way: {named}.", named=named))
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
    named = firm_text(firm, tell, with_people=True)
    if len(firm) > N_FIRM:
        return words("Beyond normal variation, above all: {named}.", named=named)
    is_all = {part.kind for part in firm} == {part.kind for part in told.parts}
    if is_all or len(firm) < len(told.firm):
        return words("Beyond normal variation: {named}.", named=named)
    return words("Beyond normal variation only: {named}.", named=named)


def not_told_apart(tell: Teller) -> str:
    """That these data cannot tell ways of working from normal variation."""
    words = tell.words
    if tell.months > 1:
        return words("These months cannot tell ways of working from normal variation yet.")
    return words("A single month cannot tell ways of working from normal variation yet.")


def firm_text(
    firm: list[ClassPart], tell: Teller, most: int = N_FIRM, *, with_people: bool = False
) -> str:
    """Classes or single causes with their amounts, the largest first.

    `with_people`: also of how many of a team's people each is the sum.
    """
    words, said = tell.words, []
    for part in firm[:most]:
        name = short_class(part.kind, part.amount, words)
        if part.cause:
            name = label(CAUSES, part.cause, words)
        if part.kind == "recorded":
            name = _recorded(part, words)
        text = f"{inside(name, words)} {tell.signed(part.amount)}"
        if part.people and with_people:
            number = words.bracket(words.plural("{n} person", "{n} people", part.people))
            text += number if words.chinese else f" {number}"
        said.append(text)
    return words.join(said)


def _recorded(part: ClassPart, words: Words) -> str:
    """What of the bookings apart from the leads works the way of their sum."""
    names = [
        words(OUTSIDE[kind])
        for cause in part.causes
        for kind, amount in cause.made_of.items()
        if amount * part.amount > 0
    ]
    return words.join(names) if names else short_class(part.kind, part.amount, words)


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
        if round(of.get(part.kind, 0), 2)
    ]
    return words("Of the gap: {shares}.", shares=words.join(items))


def is_told(cause: Cause, found: Attributed, tell: Teller) -> bool:
    """Whether a cause is worth a sentence: news itself, judged by somebody, or of people."""
    people = any(is_news(one.amount, found) for one in _named_of(cause, found, tell))
    return people or bool(cause.verdicts) or is_news(cause.amount, found)


def _named_of(cause: Cause, found: Attributed, tell: Teller) -> list[Named]:
    """What of a team's cause is named of its people, the largest first."""
    key = (found.reference, cause.cause)
    own = [one for one in tell.named if (one.reference, one.cause) == key]
    return sorted(own, key=lambda one: -abs(one.amount)) if found.window == "period" else []


def cause_text(cause: Cause, found: Attributed, tell: Teller) -> str:
    """One cause: what is on record, amount, normal range, n; of a team's whose it is."""
    words = tell.words
    basis = [range_text(cause, tell), basis_text(cause, tell)]
    what, amount = what_text(cause, found, tell), amounts_of(cause, tell)[0]
    held = "；" if words.chinese else "; "
    text = held.join(part for part in basis if part)
    if text:
        said = words("{what}: {amount} ({basis}).", what=what, amount=amount, basis=text)
    else:
        said = words("{what}: {amount}.", what=what, amount=amount)
    if tell.of_team:
        more = [_of_people(cause, found, tell)]
    else:
        named_by = named_by_text(cause, tell)
        chance = by_chance_text(cause, words) or chance_text(cause, found, tell)
        more = [target_days_text(cause, tell), named_by, chance, records_text(cause, words)]
    return words.sentences([said, *more])


def _of_people(cause: Cause, found: Attributed, tell: Teller) -> str:
    """What of a team's cause is named of whom by class, and what that leaves.

    Without it the amount of a class, the sum of those named, would seem to contradict the
    cause's own, which is of everybody.
    """
    words, named = tell.words, _named_of(cause, found, tell)
    if not named:
        return ""
    items = []
    for kind, gains in dict.fromkeys((one.kind, one.amount > 0) for one in named):
        own = [one for one in named if (one.kind, one.amount > 0) == (kind, gains)]
        name = inside(short_class(kind, 1 if gains else -1, words), words)
        items.append(f"{name}{words.colon}{_each(own, tell)}")
    rest = tell.signed(total([cause.amount, *(-one.amount for one in named)]))
    held = "；" if words.chinese else "; "
    return words("Of it {named}; all else {rest}.", named=held.join(items), rest=rest)


def _each(named: list[Named], tell: Teller) -> str:
    """The first people with their amounts, the others as one."""
    shown = named if len(named) <= N_PEOPLE else named[: N_PEOPLE - 1]
    items = [f"{one.name} {tell.signed(one.amount)}" for one in shown]
    rest = named[len(shown) :]
    if rest:
        others = tell.words.plural("{n} other", "{n} others", len(rest))
        items.append(f"{others} {tell.signed(total(one.amount for one in rest))}")
    return tell.words.join(items)


def lent_text(cause: Cause, tell: Teller) -> str:
    """The part of another class's cause that is normal variation."""
    return tell.words(
        "{cause}, the part that is normal variation: {amount}.",
        cause=label(CAUSES, cause.cause, tell.words), amount=tell.signed(cause.chance or 0),
    )  # fmt: skip


def what_text(cause: Cause, found: Attributed, tell: Teller) -> str:
    """What is on record of a cause, without its amount."""
    words = tell.words
    if cause.cause in LATE and cause.share is not None:
        share = words.percent(cause.share, 0)
        if cause.against_share is None or tell.withheld or tell.of_team:
            return words(LATE[cause.cause], share=share)
        against = words.percent(cause.against_share, 0)
        return words(LATE_BESIDE[cause.cause], share=share, against=against)
    lowers, raises = (TEAM_LOWERS, TEAM_RAISES) if tell.of_team else (LOWERS, RAISES)
    what = label(raises if cause.amount > 0 else lowers, cause.cause, words)
    if _is_of_sizes(cause, found, tell):
        larger, smaller = TEAM_SIZES if tell.of_team else SIZES
        what = words(larger if cause.amount > 0 else smaller)
    wins = wins_text(found, tell) if cause.cause == "unexplained" else ""
    return f"{what}{'，' if words.chinese else ', '}{wins}" if wins else what


def _is_of_sizes(cause: Cause, found: Attributed, tell: Teller) -> bool:
    """Whether wins lie on the other side of what was expected than the amount of the leads."""
    if cause.cause != "unexplained" or found.wins is None or found.wins_expected is None:
        return False
    more = found.wins - found.wins_expected
    return not tell.withheld and found.wins > 0 and more * cause.amount < 0


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
