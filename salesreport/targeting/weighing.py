"""Potential, history and what a lead brings, made one weight a rep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from salesreport.targeting.people import ZERO, Calendar, Person

PARTS = ("potential", "history", "ability")


@dataclass(frozen=True)
class Parts:
    """Shares of a rep in potential, history and what a lead brings; None: not known."""

    potential: Fraction | None
    history: Fraction | None
    ability: Fraction | None


@dataclass(frozen=True)
class Weighed:
    """One rep's weight and where it comes from.

    Attributes
    ----------
    parts : Parts
        Share in each part over the time there, of all who take part.
    mix : Fraction
        The parts by the policy's weights.
    time : Fraction
        Share of the period there, by what its months usually bring.
    ramp : Fraction
        Part of a full person's task over this time; 1 but for newcomers.
    weight : Fraction
        `mix` x `ramp`.
    last : Fraction or None
        Share in bookings as they were, over the time there, of what newcomers leave; None for
        one of them.
    """

    rep_id: str
    parts: Parts
    mix: Fraction
    time: Fraction
    ramp: Fraction
    weight: Fraction
    last: Fraction | None


def known_weights(people: Sequence[Person], weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The policy's weights, without parts that nobody has, as shares of 1.

    Empty where no part is left.
    """
    left = {
        part: weight
        for part, weight in weights.items()
        if weight > 0 and any((_value(p, part) or ZERO) > 0 for p in people)
    }
    whole = sum(left.values(), ZERO)
    return {part: weight / whole for part, weight in left.items()}


def weigh(
    people: Sequence[Person], calendar: Calendar, weights: Mapping[str, Fraction]
) -> list[Weighed]:
    """One weight a rep: Σ α_k s_k, x ramp.

    s_k is the rep's share in part k over the time there. A newcomer has no history: the
    weight is s_potential x ramp, and the shares of the others in history and ability are
    of what newcomers leave, so that all parts add up to 1. Without any potential a
    newcomer counts as one of all heads.

    Parameters
    ----------
    people : sequence of Person
    calendar : Calendar
    weights : mapping of part to Fraction
        `potential`, `history`, `ability`, 0 or more; only their proportions matter.

    Returns
    -------
    list of Weighed
        In the order of the people. Weights are all 0 only where nobody is ever there.

    Raises
    ------
    ValueError
        A weight is negative.
    """
    if any(weight < 0 for weight in weights.values()):
        raise ValueError(f"weights {dict(weights)}; give 0 or more")
    shares = calendar.shares()
    time = [_over(person.there, shares) for person in people]
    paced = [_over(person.pace(), shares) for person in people]
    alphas = known_weights(people, weights)
    by_part = {part: _shares(people, time, part) for part in PARTS}
    last = _shares(people, time, "as_it_was")
    heads = _share_of([Fraction(int(t > 0)) * t for t in time])
    first = by_part["potential"] or heads
    new = sum((share for share, one in zip(first, people, strict=True) if one.is_new), ZERO)
    found = []
    for at, person in enumerate(people):
        mix = first[at] if person.is_new else _mix(by_part, alphas, at, new, heads[at])
        ramp = paced[at] / time[at] if time[at] else ZERO
        found.append(
            Weighed(
                rep_id=person.rep_id,
                parts=Parts(**{
                    part: None if row is None or (part != "potential" and person.is_new)
                    else row[at] for part, row in by_part.items()
                }),
                mix=mix,
                time=time[at],
                ramp=ramp,
                weight=mix * ramp,
                last=None if last is None or person.is_new else last[at],
            )
        )  # fmt: skip
    return _last_of_the_rest(found)


def _mix(
    by_part: Mapping[str, list[Fraction] | None],
    alphas: Mapping[str, Fraction],
    at: int,
    new: Fraction,
    head: Fraction,
) -> Fraction:
    """The parts of one with a history, those of history and ability beside the newcomers'."""
    if not alphas:
        return head
    total = ZERO
    for part, alpha in alphas.items():
        row = by_part[part]
        share = ZERO if row is None else row[at]
        total += alpha * share * (1 if part == "potential" else 1 - new)
    return total


def _last_of_the_rest(found: list[Weighed]) -> list[Weighed]:
    """Last year's shares scaled to what newcomers leave of the whole."""
    whole = sum((one.weight for one in found), ZERO)
    new = sum((one.weight for one in found if one.last is None), ZERO)
    left = 1 - new / whole if whole else ZERO
    return [
        one if one.last is None else Weighed(**{**vars(one), "last": one.last * left})
        for one in found
    ]


def _shares(people: Sequence[Person], time: Sequence[Fraction], part: str) -> list[Fraction] | None:
    """Shares in a part over the time there; None where nobody has any."""
    values = []
    for person, there in zip(people, time, strict=True):
        value = None if part != "potential" and person.is_new else _value(person, part)
        values.append(max(value or ZERO, ZERO) * there)
    return _share_of(values) if sum(values, ZERO) else None


def _share_of(values: Sequence[Fraction]) -> list[Fraction]:
    whole = sum(values, ZERO)
    return [value / whole if whole else ZERO for value in values]


def _value(person: Person, part: str) -> Fraction | None:
    value: Fraction | None = getattr(person, part)
    return value


def _over(parts: Sequence[Fraction], shares: Sequence[Fraction]) -> Fraction:
    return sum((part * share for part, share in zip(parts, shares, strict=True)), ZERO)
