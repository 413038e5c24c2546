"""What can be said of a plan's effect: it worked, it did not, or it cannot be told."""

from __future__ import annotations

from datetime import date

from salesreport.report.closedloop.parts import Effect, Reason, Verdict
from salesreport.report.closedloop.states import State
from salesreport.retrospective.findings import PlanRow


def verdict(effect: Effect) -> tuple[Verdict, Reason | None]:
    """Verdict by the range of an effect alone.

    `worked`: all of the range is a gain. `no_effect`: the range lies below what was
    expected and holds 0, or all of it is no gain. Else it cannot be told.

    Examples
    --------
    >>> from datetime import date
    >>> span = {"first": date(2026, 6, 1), "last": date(2026, 6, 30), "n_months": 6}
    >>> told = {"measure": "process", "unit": "rate", **span}
    >>> verdict(Effect(effect=0.4, low=0.2, high=0.6, expected=0.3, **told))
    ('worked', None)
    >>> verdict(Effect(effect=0.0, low=-0.1, high=0.1, expected=0.3, **told))
    ('no_effect', None)
    >>> verdict(Effect(effect=0.1, low=-0.2, high=0.4, expected=0.3, **told))
    ('cannot_tell', 'few_cases')
    """
    if effect.low is None or effect.high is None:
        return "cannot_tell", "no_history"
    low, high, expected = effect.low, effect.high, effect.expected
    if effect.lower_is_better:
        low, high = -high, -low
        expected = None if expected is None else -expected
    if low > 0:
        return "worked", None
    if high < 0 or (expected is not None and expected > 0 and high < expected):
        return "no_effect", None
    return "cannot_tell", "few_cases" if effect.by == "range" else "within_range"


def hindrance(row: PlanRow, state: State, last: date, as_of: date) -> Reason | None:
    """Why nothing can be told whatever the figures say; None where they may speak."""
    if state == "dropped":
        return "dropped"
    if as_of < last:
        return "incomplete"
    if row.measure is None:
        return "no_measure"
    if state == "open":
        return "not_done"
    if state == "unrecorded":
        return "not_recorded"
    return "no_support" if row.support_given is False else None
