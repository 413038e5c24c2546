"""Causes of one gap by class, and what of them is firm enough to be said first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import get_args

from salesreport.report.views import RepView, TeamView
from salesreport.retrospective.attributed import (
    OF_PEOPLE,
    Attributed,
    Cause,
    CauseId,
    Class,
    Reasons,
    is_firm,
    is_news,
)

CLASSES: tuple[str, ...] = get_args(Class)
"""Classes in the order of the page."""
REFERENCES = ("target", "last_year", "peers")
SPLIT = ("personal", "undetermined")
"""Classes whose amount holds a part that is normal variation."""

OF_ALL = ("outside_leads", "team_wide")
"""Causes whose amount and class are a team's own: its records, and what all of it share."""
CENTS = 1.0
"""What rounding may leave between a team's gap and its people's."""


@dataclass(frozen=True)
class ClassPart:
    """What the causes of one class come to.

    Attributes
    ----------
    kind : str
        The class.
    amount : float
        Sum of its causes; of those in `SPLIT` only the signal, their chance being part of
        normal variation. All parts of a gap add up to it.
    n : int or None
        Records behind it; where its causes have none, the leads that they rest on.
    causes : tuple of Cause
        Of the class itself.
    lent : tuple of Cause
        Of other classes, whose chance is part of this one.
    cause : str
        The one cause that the amount is of, where the class as a whole comes to another
        amount, or where it is the number of leads, which is no mix; else empty.
    people : int
        Of how many of a team's people it is the sum; 0 where it is nobody's own.
    """

    kind: str
    amount: float
    n: int | None
    causes: tuple[Cause, ...] = ()
    lent: tuple[Cause, ...] = ()
    cause: str = ""
    people: int = 0


def total(amounts: Iterable[float]) -> float:
    """Sum without the noise of binary fractions."""
    return float(sum((Decimal(str(amount)) for amount in amounts), Decimal(0)))


def attributed(reasons: Reasons, reference: str, window: str = "period") -> Attributed | None:
    """The gap of a window against one reference; None where nothing was worked out."""
    for one in reasons.attributed:
        if one.reference == reference and one.window == window:
            return one
    return None


def primary(reasons: Reasons) -> Attributed | None:
    """The period's gap with causes: to target, else last year, else the others."""
    for reference in REFERENCES:
        found = attributed(reasons, reference)
        if found is not None and found.causes:
            return found
    return None


def to_target(reasons: Reasons) -> Attributed | None:
    """The period's gap to target where its causes are known."""
    found = attributed(reasons, "target")
    return found if found is not None and found.causes and found.gap is not None else None


def signal(cause: Cause) -> float:
    """What of a cause belongs to its own class."""
    if cause.kind in SPLIT and cause.chance is not None:
        return total([cause.amount, -cause.chance])
    return cause.amount


def by_class(found: Attributed) -> list[ClassPart]:
    """Classes that any cause has, in the order of the page; amounts add up to the gap."""
    parts = []
    for kind in CLASSES:
        own = [cause for cause in found.causes if cause.kind == kind]
        lent = [
            cause
            for cause in found.causes
            if kind == "chance" and cause.kind in SPLIT and cause.chance
        ]
        if own or lent:
            amounts = [*(signal(cause) for cause in own), *(cause.chance or 0 for cause in lent)]
            n = _behind([*own, *lent])
            parts.append(ClassPart(kind, total(amounts), n, tuple(own), tuple(lent)))
    return parts


def _behind(causes: Sequence[Cause]) -> int | None:
    """Records behind causes, each cause having its own; else the leads they share."""
    return sum(cause.n_rows for cause in causes) or max(one.n or 0 for one in causes) or None


def firm_parts(found: Attributed) -> list[ClassPart]:
    """The firm causes that are news, by class, the largest first.

    Where the firm ones come to another amount than their class as a whole, each stands for
    itself, so that no class has two amounts on a page.
    """
    return _news(_firm(found), found)


def _firm(found: Attributed) -> list[ClassPart]:
    parts = []
    for kind in CLASSES:
        whole = [cause for cause in found.causes if cause.kind == kind and signal(cause)]
        own = [cause for cause in whole if is_firm(cause)]
        amount = total(signal(cause) for cause in own)
        if own and amount != total(signal(cause) for cause in whole):
            parts += [ClassPart(kind, signal(one), None, (one,), cause=one.cause) for one in own]
        elif own:
            alone = "leads" if [one.cause for one in own] == ["leads"] else ""
            parts.append(ClassPart(kind, amount, None, tuple(own), cause=alone))
    return [part for part in parts if part.amount]


def _news(parts: Iterable[ClassPart], found: Attributed) -> list[ClassPart]:
    told = [part for part in parts if is_news(part.amount, found)]
    return sorted(told, key=lambda part: -abs(part.amount))


@dataclass(frozen=True)
class Account:
    """A gap with what its causes come to by class, and what of them is firm."""

    found: Attributed
    parts: list[ClassPart]
    firm: list[ClassPart]


def account(view: RepView | TeamView, reference: str = "target") -> Account | None:
    """The period's gap of a page by class; None where its causes are not known.

    A team's classes are the sums of its people's, since one cause may be process of one
    and chance of another; those of `OF_ALL` are the team's own. What these leave of the
    team's gap is not attributed.
    """
    found = attributed(view.reasons, reference)
    if found is None or not found.causes or found.gap is None:
        return None
    if isinstance(view, RepView) or not view.reasons_by_rep:
        return Account(found, by_class(found), firm_parts(found))
    each = [attributed(reasons, reference) for reasons in view.reasons_by_rep.values()]
    known = [one for one in each if one is not None and one.causes]
    common = [part for part in _firm(found) if part.kind not in OF_PEOPLE]
    firm = _news([*_of_people([_firm(one) for one in known]), *common], found)
    of_all = found.model_copy(update={"causes": [c for c in found.causes if c.cause in OF_ALL]})
    parts = _summed(part for one in [*map(of_each, known), of_all] for part in by_class(one))
    return Account(found, _closed(parts, found.gap), firm)


def of_each(found: Attributed) -> Attributed:
    """A gap of one of a team without what is told of the team as a whole."""
    return found.model_copy(update={"causes": [c for c in found.causes if c.cause not in OF_ALL]})


def _of_people(each: Sequence[Sequence[ClassPart]]) -> list[ClassPart]:
    """What is firm of people by class, losses apart from gains, with the number of people."""
    found = []
    for sign in (-1, 1):
        own = [
            [part for part in parts if part.kind in OF_PEOPLE and part.amount * sign > 0]
            for parts in each
        ]
        found += [
            replace(whole, people=sum(any(p.kind == whole.kind for p in parts) for parts in own))
            for whole in _summed(part for parts in own for part in parts)
        ]
    return found


@dataclass(frozen=True)
class Named:
    """What of a cause is named of one person: their name, class and amount."""

    reference: str
    cause: CauseId
    name: str
    kind: str
    amount: float


def named_people(view: TeamView) -> list[Named]:
    """Whose process or wins are named in the period, of every reference."""
    found = []
    for rep in view.reps:
        reasons = view.reasons_by_rep.get(rep.rep_id, Reasons())
        for one in reasons.attributed:
            for cause in one.causes:
                if one.window == "period" and cause.kind in OF_PEOPLE and cause.is_named:
                    amount = signal(cause)
                    found.append(Named(one.reference, cause.cause, rep.name, cause.kind, amount))
    return [one for one in found if one.amount]


def _summed(parts: Iterable[ClassPart]) -> list[ClassPart]:
    """Parts of many people by class, in the order of the page."""
    every = list(parts)
    found = []
    for kind in CLASSES:
        own = [part for part in every if part.kind == kind]
        if own:
            n = sum(part.n or 0 for part in own) or None
            found.append(ClassPart(kind, total(part.amount for part in own), n))
    return found


def _closed(parts: list[ClassPart], gap: float) -> list[ClassPart]:
    """Parts that add up to the gap: cents to the largest, more to what is not attributed."""
    rest = total([gap, *(-part.amount for part in parts)])
    if not rest:
        return parts
    taker = "undetermined"
    if parts and abs(rest) < CENTS:
        taker = max(parts, key=lambda part: abs(part.amount)).kind
    if all(part.kind != taker for part in parts):
        return [*parts, ClassPart(taker, rest, None)]
    return [
        replace(part, amount=total([part.amount, rest])) if part.kind == taker else part
        for part in parts
    ]


def shares(parts: Iterable[ClassPart]) -> dict[str, float]:
    """Share of each class in the gap; empty where amounts differ in sign, or one is all."""
    amounts = {part.kind: part.amount for part in parts if part.amount}
    whole = total(amounts.values())
    if len(amounts) < 2 or any((amount > 0) != (whole > 0) for amount in amounts.values()):
        return {}
    return {kind: amount / whole for kind, amount in amounts.items()}
