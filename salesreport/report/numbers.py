"""Exact numbers as views hold them: the nearest float, None where unknown."""

from __future__ import annotations

from fractions import Fraction

from salesreport.retrospective.findings import Number


def number(value: Fraction | None) -> Number:
    """Exact value as the nearest float; the only place where exactness ends."""
    return None if value is None else float(value)


def rounded(value: Number, digits: int) -> Number:
    """A float rounded to some decimals; None stays None."""
    return None if value is None else round(value, digits)
