"""What a score's reader should know: why it may change, which rules it met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from salesreport.scoring.receipts import Line, Values


def provisional(
    lines: Sequence[Line],
    values: Values,
    *,
    complete: bool,
    min_n: Mapping[str, int],
    lacking: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """Why a score may still change; an empty list where it may not.

    `period_incomplete`; `missing_measure:<id>` for a weighted measure without a
    value; `no_rate:<id>` or `no_amount:<id>` for one that lacks the amount of a
    record, with or without a value; `min_n:<id>` for one with fewer records than the
    policy asks, where their number is known.

    Parameters
    ----------
    lines, values
        Of the receipt, and all measures of the rep.
    complete : bool
        Whether the period is over at the cut-off day.
    min_n : mapping of measure to int
        Fewest records that the policy asks for.
    lacking : mapping of measure to `no_rate` or `no_amount`, optional
        Measures that hold less than is on record, with the reason.
    """
    reasons = [] if complete else ["period_incomplete"]
    weighted = [line for line in lines if line.weight > 0]
    reasons += [
        f"missing_measure:{line.measure}"
        for line in weighted
        if line.raw is None and line.measure not in lacking
    ]
    reasons += [
        f"{lacking[line.measure]}:{line.measure}" for line in weighted if line.measure in lacking
    ]
    for line in weighted:
        figure = values.get(line.measure)
        if line.raw is None or figure is None or figure.n is None:
            continue
        if figure.n < min_n.get(line.measure, 0):
            reasons.append(f"min_n:{line.measure}")
    return reasons


def flags(
    completion: Fraction | None,
    months: Sequence[tuple[Fraction | None, bool]],
    *,
    over_target: Decimal,
    below_rate: Decimal,
    below_months: int,
) -> list[str]:
    """Facts worth a talk: `over_target`, `two_months_below`.

    Parameters
    ----------
    completion : Fraction or None
        Of the period; over target from 1 + `over_target` on, exactly.
    months : sequence of (completion, complete), oldest first
        Calendar months up to the period's last. Months at the end that are not
        complete are left out; then the last `below_months` must all have a
        completion under `below_rate`. One without a target breaks the run.
    over_target, below_rate, below_months
        Of the policy's flags.
    """
    found = []
    if completion is not None and completion >= 1 + Fraction(over_target):
        found.append("over_target")
    ended = list(months)
    while ended and not ended[-1][1]:
        ended.pop()
    run = ended[-below_months:]
    if len(run) == below_months and all(
        complete and value is not None and value < Fraction(below_rate) for value, complete in run
    ):
        found.append("two_months_below")
    return found
