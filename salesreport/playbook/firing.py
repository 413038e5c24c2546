"""Whether the condition of a rule holds, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from salesreport.playbook.files import Rule

WhyNot = Literal["missing", "few", "within", "not_leading"]


@dataclass(frozen=True)
class Measured:
    """One figure as it was measured.

    Attributes
    ----------
    value : float or None
        Share, 0-1; None for the reason `why_null`.
    n : int
        Cases behind it.
    low, high : float or None
        95 % interval; None where there is none.
    leads : bool or None
        Whether it is the largest of its kind beyond chance; None where it has no kind.
    why_null : str or None
        Reason id.
    """

    value: float | None
    n: int = 0
    low: float | None = None
    high: float | None = None
    leads: bool | None = None
    why_null: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What a rule says of a figure.

    Attributes
    ----------
    fires : bool
    is_clear : bool or None
        Whether the whole interval is beyond the limit; None without an interval.
    why_not : str or None
        `missing` figure, `few` cases, `within` the limit, `not_leading` its kind beyond
        chance; None where it fires.
    """

    fires: bool
    is_clear: bool | None
    why_not: WhyNot | None


def outcome(rule: Rule, measured: Measured) -> Outcome:
    """Whether a rule fires on a figure.

    value > above, or value < below; n >= fewest; and where the rule asks for it the
    figure leads its kind. A figure exactly on the limit is within it.

    Examples
    --------
    >>> rule = Rule("slow", "late_response", above=0.3, fewest=20)
    >>> outcome(rule, Measured(0.4, 50, 0.27, 0.54))
    Outcome(fires=True, is_clear=False, why_not=None)
    >>> outcome(rule, Measured(0.4, 19)).why_not, outcome(rule, Measured(None)).why_not
    ('few', 'missing')
    """
    if measured.value is None:
        return Outcome(False, None, "missing")
    if rule.above is not None:
        beyond, end = measured.value > rule.above, measured.low
        clear = None if end is None else end > rule.above
    elif rule.below is not None:
        beyond, end = measured.value < rule.below, measured.high
        clear = None if end is None else end < rule.below
    else:
        raise ValueError(f"rule {rule.id!r} has no limit; give above or below")
    why: WhyNot | None = None
    if measured.n < rule.fewest:
        why = "few"
    elif not beyond:
        why = "within"
    elif rule.leads and not measured.leads:
        why = "not_leading"
    return Outcome(why is None, clear, why)
