"""Numbers that are not known: NaN in arrays, None in what is handed on."""

from __future__ import annotations


def known(value: float) -> float | None:
    """A number as it is handed on: None for NaN.

    Examples
    --------
    >>> known(float("nan")), known(0.5)
    (None, 0.5)
    """
    return None if value != value else float(value)


def nan_if_none(value: float | None) -> float:
    """A number as an array holds it: NaN for None.

    Examples
    --------
    >>> nan_if_none(None), nan_if_none(2)
    (nan, 2.0)
    """
    return float("nan") if value is None else float(value)
