"""How far from target, from the previous period and from last year, in money."""

from __future__ import annotations

from fractions import Fraction

from salesreport.retrospective.findings import Gap


def gap(
    reference: str,
    actual: Fraction | None,
    against: Fraction | None,
    *,
    why_null: str | None = None,
) -> Gap:
    """Actual minus reference; negative is short.

    gap = actual - against, exact, in the report currency's main unit.

    Parameters
    ----------
    reference : {"target", "previous", "last_year"}
        What the actual is held against.
    actual, against : Fraction or None
        Bookings and their reference.
    why_null : str, optional
        Reason id where one of both is missing.

    Returns
    -------
    Gap
        `gap` is None where either side is missing.
    """
    missing = actual is None or against is None
    difference = None if actual is None or against is None else float(actual - against)
    return Gap.model_validate(
        {
            "reference": reference,
            "actual": None if actual is None else float(actual),
            "against": None if against is None else float(against),
            "gap": difference,
            "why_null": (why_null or "no_data") if missing else None,
        }
    )
