"""The gap by class, and what stands beside it, as a deck shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from salesreport.report.deck.naming import names_anyone
from salesreport.report.deckparts import (
    DeckCauses,
    DeckClass,
    DeckClassId,
    DeckDeal,
    DeckFirm,
    DeckMemo,
)
from salesreport.report.material import Material
from salesreport.report.reasons.classes import (
    Account,
    ClassPart,
    account,
    attributed,
    primary,
    total,
)
from salesreport.report.views import TeamView
from salesreport.retrospective.attributed import Attributed
from salesreport.retrospective.findings import Number

IN_DECK: dict[str, DeckClassId] = {
    "external": "external", "mix": "mix", "recorded": "recorded", "process": "process",
    "personal": "open", "chance": "open", "undetermined": "open",
}  # fmt: skip
"""Class -> that of a deck. What is beyond normal variation of a person, its cause not on
record, is not told before a room: with few people behind it, it would point at them."""
ORDER: tuple[DeckClassId, ...] = ("external", "mix", "recorded", "process", "open")
MAIN = 0.5
"""Share of the gap from which a cause is its main one."""
SMALL = 0.02
"""Share of the largest step up to which steps of the bridge stand together."""


def causes(material: Material, view: TeamView) -> DeckCauses:
    """The period's gap, to the target where that is known, over the classes of a deck."""
    events = [one for one in view.reasons.events if not names_anyone(one.description, material)]
    found = primary(view.reasons)
    told = None if found is None else account(view, found.reference)
    if told is None:
        first = attributed(view.reasons, "target")
        return DeckCauses(why_null=None if first is None else first.why_null, events=events)
    one = told.found
    classes = shared(classes_of(told.parts))
    firm = _firm(told)
    along = [f for f in firm if _is_along(f.amount, one)]
    return DeckCauses(
        reference=one.reference, actual=one.actual, against=one.against, gap=one.gap,
        classes=classes, steps=steps(classes),
        along=along,
        opposed=[f for f in firm if not _is_along(f.amount, one)],
        leading=_leading(along, one.gap),
        settled_by=_settled_by(one),
        n_leads=one.n_leads, wins=one.wins, wins_expected=one.wins_expected,
        wins_low=one.wins_low, wins_high=one.wins_high, events=events,
    )  # fmt: skip


def classes_of(parts: Iterable[ClassPart]) -> list[DeckClass]:
    """Parts by the classes of a deck, in their order; amounts add up to the gap as before."""
    every = list(parts)
    found = []
    for kind in ORDER:
        own = [part for part in every if IN_DECK[part.kind] == kind]
        if own:
            n = sum(part.n or 0 for part in own) or None
            amount = total(part.amount for part in own)
            found.append(DeckClass(kind=kind, amount=amount, n=None if kind == "open" else n))
    return found


def shared(classes: Sequence[DeckClass]) -> list[DeckClass]:
    """Classes with their shares of the gap; without, unless all amounts have one sign."""
    amounts = [one.amount for one in classes if one.amount]
    whole = total(amounts)
    if len(amounts) < 2 or any((amount > 0) != (whole > 0) for amount in amounts):
        return list(classes)
    return [one.model_copy(update={"share": one.amount / whole}) for one in classes]


def steps(classes: Sequence[DeckClass]) -> list[DeckClass]:
    """Steps of a bridge: those up to 2 % of the largest stand together, if several."""
    known = [one for one in classes if one.amount]
    largest = max((abs(one.amount) for one in known), default=0.0)
    small = [one for one in known if abs(one.amount) <= SMALL * largest]
    if len(small) < 2:
        return known
    rest = DeckClass(kind="other", amount=total(one.amount for one in small))
    return [*(one for one in known if one not in small), rest]


def _firm(told: Account) -> list[DeckFirm]:
    """What is beyond normal variation, without differences between persons."""
    return [
        DeckFirm(
            kind=IN_DECK[part.kind], cause=part.cause, amount=part.amount,
            made_of=[
                str(kind)
                for cause in part.causes
                for kind, amount in cause.made_of.items()
                if amount * part.amount > 0
            ],
        )
        for part in told.firm
        if IN_DECK[part.kind] != "open"
    ]  # fmt: skip


def _leading(along: Sequence[DeckFirm], gap: Number) -> DeckFirm | None:
    """The first of what is firm, where it makes half of the gap or more."""
    if not along or gap is None or abs(along[0].amount) < MAIN * abs(gap):
        return None
    return along[0]


def _is_along(amount: float, found: Attributed) -> bool:
    return (amount > 0) == ((found.gap or 0.0) > 0)


def _settled_by(found: Attributed) -> list[str]:
    names = [name for cause in found.causes for name in cause.settled_by]
    return list(dict.fromkeys(names))


def memo(view: TeamView) -> DeckMemo:
    """Slipped deals as sums, without customer or owner; the largest deals won."""
    slipped = view.reasons.memo
    largest = [deal.amount for deal in slipped.slipped if deal.amount]
    facts = [fact for fact in view.retrospective.facts if fact.kind == "slipped"]
    n = facts[0].count if facts else slipped.n_slipped
    amount = view.figures["slipped"].value if "slipped" in view.figures else None
    return DeckMemo(
        n_slipped=n,
        slipped_amount=amount if n else None,
        slipped_largest=max(largest, default=None),
        won=[
            DeckDeal(
                customer=one.deal.customer or one.deal.opportunity_id, owner=one.deal.owner,
                amount=one.deal.amount,
            )
            for one in view.big_deals
            if one.kind == "won"
        ],
    )  # fmt: skip
