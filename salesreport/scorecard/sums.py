"""The workbook's own arithmetic, to tell where a formula gives what the report has.

A formula stands only where it does; else the report's number stands as a value, with a
comment. So a sheet that a program calculates anew never shows another number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from salesreport.language import Words
from salesreport.language.numbers import rounded
from salesreport.report.views import Number, Score
from salesreport.scorecard.cells import block, quoted
from salesreport.scorecard.layout import Receipt

RELATIVE = 1e-9
POINTS, EFFECTIVE, CONTRIBUTION = 7, 9, 10
"""Columns of the receipts that a score is made of."""


def agree(made: Number, reported: Number) -> bool:
    """Whether a formula's number is the report's, but for the last digits of a float."""
    if made is None or reported is None:
        return made is None and reported is None
    return math.isclose(made, reported, rel_tol=RELATIVE, abs_tol=RELATIVE)


def quotient(over: Number, under: Number) -> Number:
    """Over / under; None where one is unknown or `under` is not above 0."""
    return over / under if over is not None and under is not None and under > 0 else None


def total(values: Iterable[Number]) -> Number:
    """Sum of the known values, exact; None where none is known."""
    known = [value for value in values if value is not None]
    return math.fsum(known) if known else None


def score_of(score: Score) -> Number:
    """Score as the workbook adds it up: points x weights, adjustments, 0 to 100, 0.01."""
    earned = [
        line.points * line.effective_weight / 100
        for line in score.receipt
        if line.points is not None and line.effective_weight is not None
    ]
    if not earned:
        return None
    whole = sum(earned) + sum(one.points for one in score.adjustments)
    return float(rounded(round(min(max(whole, 0.0), 100.0), 8), 2))


def quotient_formula(over: str, under: str, na: str) -> str:
    """Formula of a quotient that stays n/a in words where it has no meaning."""
    text = quoted(na)
    return (
        f"=IF(AND(ISNUMBER({over}),ISNUMBER({under})),IF({under}>0,{over}/{under},{text}),{text})"
    )


def score_formula(receipt: Receipt, place: Callable[[str], str], words: Words) -> str:
    """Formula of a score: points x effective weights, and the adjustments.

    Rounded twice: to 8 decimals, where a float's last digits end, then half up to 0.01.
    `place` puts an address on the sheet of the receipts.
    """
    first, last = receipt.first, receipt.last_line
    points = place(block(first, POINTS, last, POINTS))
    weights = place(block(first, EFFECTIVE, last, EFFECTIVE))
    whole = f"SUMPRODUCT({points},{weights})/100"
    if receipt.n_adjustments:
        hand = block(last + 1, CONTRIBUTION, receipt.rounding - 1, CONTRIBUTION)
        whole += f"+SUM({place(hand)})"
    return (f"=IF(COUNT({weights})=0,{quoted(words('n/a'))},"
            f"ROUND(ROUND(MIN(MAX({whole},0),100),8),2))")  # fmt: skip
