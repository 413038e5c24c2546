"""Causes of one gap by class, and what of them is firm enough to be said first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from salesreport.display.reasonlabels import CLASSES
from salesreport.report.views import RepView, TeamView
from salesreport.retrospective.attributed import Attributed, Cause, Reasons

REFERENCES = ("target", "last_year", "peers")
SPLIT = ("personal", "undetermined")
"""Classes whose amount holds a part that is normal variation."""


OF_PEOPLE = ("process", "personal")
"""Classes that are named of a person, never of a team as one."""
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
        Records it rests on: the most that one of its causes has.
    causes : tuple of Cause
        Of the class itself.
    lent : tuple of Cause
        Of other classes, whose chance is part of this one.
    """

    kind: str
    amount: float
    n: int | None
    causes: tuple[Cause, ...] = ()
    lent: tuple[Cause, ...] = ()


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
            counts = [n for cause in (*own, *lent) if (n := cause.n or cause.n_rows)]
            most = max(counts, default=None)
            parts.append(ClassPart(kind, total(amounts), most, tuple(own), tuple(lent)))
    return parts


def is_firm(cause: Cause) -> bool:
    """Whether a cause can be said: named of a person, or an interval on one side of zero."""
    if cause.kind in ("process", "personal"):
        return cause.is_named
    if cause.kind not in ("external", "mix") or cause.low is None or cause.high is None:
        return False
    return cause.low > 0 or cause.high < 0


def firm_parts(found: Attributed) -> list[ClassPart]:
    """The firm causes by class, the largest first."""
    firm = [cause for cause in found.causes if is_firm(cause) and signal(cause)]
    parts = [
        ClassPart(kind, total(signal(c) for c in own), None, own)
        for kind in CLASSES
        if (own := tuple(cause for cause in firm if cause.kind == kind))
    ]
    return sorted((p for p in parts if p.amount), key=lambda part: -abs(part.amount))


@dataclass(frozen=True)
class Account:
    """A gap with what its causes come to by class, and what of them is firm."""

    found: Attributed
    parts: list[ClassPart]
    firm: list[ClassPart]


def account(view: RepView | TeamView, reference: str = "target") -> Account | None:
    """The period's gap of a page by class; None where its causes are not known.

    A team's classes are the sums of its people's, since one cause may be process of one
    and chance of another. What these leave of the team's gap is not attributed.
    """
    found = attributed(view.reasons, reference)
    if found is None or not found.causes or found.gap is None:
        return None
    if isinstance(view, RepView) or not view.reasons_by_rep:
        return Account(found, by_class(found), firm_parts(found))
    each = [attributed(reasons, reference) for reasons in view.reasons_by_rep.values()]
    known = [one for one in each if one is not None and one.causes]
    own = [part for one in known for part in firm_parts(one) if part.kind in OF_PEOPLE]
    common = [part for part in firm_parts(found) if part.kind not in OF_PEOPLE]
    firm = sorted([*_summed(own), *common], key=lambda part: -abs(part.amount))
    parts = _summed(part for one in known for part in by_class(one))
    return Account(found, _closed(parts, found.gap), firm)


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
