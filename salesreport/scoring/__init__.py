"""Measures -> points, receipt, total, grade; one deal more or less; flags."""

from salesreport.scoring.onedeal import OneDeal, one_deal
from salesreport.scoring.prompts import flags, provisional
from salesreport.scoring.receipts import (
    NOT_RATED,
    Adjustment,
    Line,
    Receipt,
    Terms,
    grade,
    points,
    receipt,
)

__all__ = [
    "NOT_RATED",
    "Adjustment",
    "Line",
    "OneDeal",
    "Receipt",
    "Terms",
    "flags",
    "grade",
    "one_deal",
    "points",
    "provisional",
    "receipt",
]
