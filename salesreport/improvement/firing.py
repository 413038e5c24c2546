"""Whether a rule holds of a signal, and which of somebody's proposed rows stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from salesreport.improvement.files import PlanRule
from salesreport.improvement.signals import Signal

WhyNot = Literal[
    "other", "class", "not_firm", "small", "few", "within", "not_low", "raises", "not_lasting",
    "no_rows",
]  # fmt: skip

MOST = 3
"""Rows proposed to one person, or to one team."""
ONCE = ("verify", "review_target")
"""Kinds of which a person gets one row."""
LASTING = 0.5
"""Part of a rule's `least` that a lasting cause has in the longer window."""
MINIMUM = 1e-9
LAST = "verify"
"""Kind whose rows come last: first what can be done, then what is to be found out."""
UNFIRM = ("chance", "undetermined")
"""Classes that ask for a look, firm or not."""


@dataclass(frozen=True)
class Proposal:
    """A rule that holds, with what it holds of."""

    rule: PlanRule
    signal: Signal

    @property
    def worth(self) -> float:
        """Money at stake by which rows are ordered; the gain where one is expected."""
        found = self.signal.gain if self.signal.gain is not None else self.signal.amount
        return abs(found or 0.0)


def why_not(rule: PlanRule, signal: Signal, *, is_low: bool) -> WhyNot | None:
    """Why a rule proposes nothing for a signal; None where it does.

    Of a cause: the reference and class asked for, lowering bookings by `least` of the
    reference, firm unless its class only asks for a look, and lasting where that is asked
    for. Of a fact: more than `above`, `fewest` cases. A row to improve needs its records.

    Examples
    --------
    >>> rule = PlanRule("late", "late_follow_up", "improve", above=0.4, fewest=10)
    >>> late = Signal("late_follow_up", share=0.5, n=12, rows=("row 2",))
    >>> why_not(rule, late, is_low=False) is None
    True
    >>> why_not(rule, Signal("late_follow_up", share=0.4, n=12), is_low=False)
    'within'
    """
    if rule.signal != signal.id or (rule.against or signal.reference) != signal.reference:
        return "other"
    if rule.only_low and not is_low:
        return "not_low"
    said = _of_cause(rule, signal) if signal.is_cause else _of_fact(rule, signal)
    if said is None and rule.kind == "improve" and not signal.rows:
        return "no_rows"
    return said


def _of_cause(rule: PlanRule, signal: Signal) -> WhyNot | None:
    if rule.classes and signal.class_of not in rule.classes:
        return "class"
    if (signal.amount or 0.0) >= 0:
        return "raises"
    if signal.class_of not in UNFIRM and not signal.is_firm:
        return "not_firm"
    if (signal.share or 0.0) < rule.least:
        return "small"
    if rule.lasting and (signal.lasting_share or 0.0) < max(rule.least * LASTING, MINIMUM):
        return "not_lasting"
    return "few" if signal.n < rule.fewest else None


def _of_fact(rule: PlanRule, signal: Signal) -> WhyNot | None:
    if signal.n < rule.fewest:
        return "few"
    return "within" if (signal.share or 0.0) <= rule.above else None


def proposals(
    rules: Iterable[PlanRule], signals: Iterable[Signal], *, is_low: bool
) -> list[Proposal]:
    """Rows that stay of all whose rule holds, most worth first.

    One row a measure and one to find out, one to review the target: the first by the order
    of the rules. Rows of rules that stand `alone` only where no other does. At most `MOST`.
    """
    every = list(signals)
    found: list[Proposal] = []
    for rule in rules:
        for signal in every:
            if why_not(rule, signal, is_low=is_low) is None:
                found.append(Proposal(rule, signal))
                if rule.is_of_cause:
                    break
    return worth_most(found)


def worth_most(found: Iterable[Proposal]) -> list[Proposal]:
    """Of the rows proposed to one person or team those that stay, most worth first."""
    kept: list[Proposal] = []
    for one in found:
        if one.rule.kind in ONCE and any(other.rule.kind == one.rule.kind for other in kept):
            continue
        if any(
            (other.rule, other.signal.subject) == (one.rule, one.signal.subject) for other in kept
        ):
            continue
        measure = one.signal.measure
        if measure is not None and any(other.signal.measure == measure for other in kept):
            continue
        kept.append(one)
    others = [one for one in kept if not one.rule.alone]
    chosen = others or kept
    ordered = sorted(chosen, key=lambda one: (one.rule.kind == LAST, -one.worth))
    return ordered[:MOST]
