"""Names of a deck's classes, what they rest on, and the verdict on a gap."""

from __future__ import annotations

from salesreport.display.deck.telling import Telling
from salesreport.display.labels import label
from salesreport.display.reasonasides import why_not
from salesreport.display.reasonlabels import CAUSES, OUTSIDE, SETTLED_BY
from salesreport.display.reasonteller import inside
from salesreport.language import Words, mark
from salesreport.periods import months_between
from salesreport.report.deckparts import DeckClass, DeckFirm

CLASSES = {
    "external": mark("External and target factors"),
    "mix": mark("Customer mix"),
    "recorded": mark("Apart from the leads"),
    "process": mark("Improvable process"),
    "open": mark("Variation or not attributed yet"),
    "other": mark("Other causes"),
}
GAINS = CLASSES | {
    "external": mark("External tailwind"),
    "process": mark("Process contribution"),
}
MEANS = {
    "external": mark("market, season and target level, not anybody's work"),
    "mix": mark("number and kind of leads"),
    "recorded": mark("refunds, shared deals, deals without a lead"),
    "process": mark("late follow-up and response, by their records"),
    "open": mark("the same work can give this; or evidence is missing"),
}
N_FIRM = 2


def class_name(one: DeckClass | DeckFirm, words: Words) -> str:
    """Name of a class by the sign of its amount."""
    return words((GAINS if one.amount > 0 else CLASSES)[one.kind])


def firm_name(one: DeckFirm, words: Words) -> str:
    """Name of what is beyond normal variation: a single cause, a record, or its class."""
    if one.cause:
        return label(CAUSES, one.cause, words)
    if one.kind == "recorded" and one.made_of:
        return words.join(words(OUTSIDE[name]) for name in one.made_of if name in OUTSIDE)
    return class_name(one, words)


def named(firm: list[DeckFirm], tell: Telling, most: int = N_FIRM) -> str:
    """What is firm with its amounts, the largest first."""
    scale = scale_of(tell)
    return tell.words.join(
        f"{inside(firm_name(one, tell.words), tell.words)} {tell.signed(one.amount, scale)}"
        for one in firm[:most]
    )


def scale_of(tell: Telling) -> float:
    """The larger side of the gap, in whose unit all its amounts stand."""
    found = tell.view.causes
    return max(abs(found.actual or 0.0), abs(found.against or 0.0))


def verdict(tell: Telling) -> str:
    """What can be said of the gap before any share; empty without causes or gap."""
    found, words = tell.view.causes, tell.words
    if not found.classes or not found.gap:
        return ""
    said = []
    if found.along:
        said.append(words("Beyond normal variation: {named}.", named=named(found.along, tell)))
    else:
        said.append(not_told_apart(tell))
    said.append(opposed(tell))
    return words.sentences(said)


def opposed(tell: Telling) -> str:
    """What is firm and works against the gap; empty where nothing is."""
    found, words = tell.view.causes, tell.words
    if not found.opposed:
        return ""
    return words("Working the other way: {named}.", named=named(found.opposed, tell))


def not_told_apart(tell: Telling) -> str:
    """That these data cannot tell ways of working from normal variation."""
    meta, words = tell.view.meta, tell.words
    if months_between(meta.first, meta.last) > 1:
        return words("These months cannot tell ways of working from normal variation yet.")
    return words("A single month cannot tell ways of working from normal variation yet.")


def share_sentence(tell: Telling) -> str:
    """Shares of the classes in the gap; empty unless all have one sign."""
    words = tell.words
    items = [
        f"{inside(class_name(one, words), words)} {words.percent(one.share, 0)}"
        for one in tell.view.causes.classes
        if one.share is not None and round(one.share, 2)
    ]
    return words("Of the gap: {shares}.", shares=words.join(items)) if items else ""


def settled(tell: Telling) -> str:
    """What would settle what is open; empty where nothing would."""
    names = [label(SETTLED_BY, one, tell.words) for one in tell.view.causes.settled_by]
    if not names:
        return ""
    return tell.words("Would be settled by: {names}.", names=tell.words.join(names))


def why_none(tell: Telling) -> str:
    """Why no causes can be told."""
    said = why_not(tell.view.causes.why_null, tell.words)
    return said or tell.words("There is no target, so there is no gap to explain.")
