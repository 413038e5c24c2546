"""Market indices of a window against last year's, and events that touch a window."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd

from salesreport.measures.frames import NO_DAY, Ints, date_of, day_number, fractions, text
from salesreport.measures.spans import spans
from salesreport.periods import Period
from salesreport.report.material import Material
from salesreport.report.reasons.leads import LeadRows
from salesreport.statistics import Floats

ALL = "all"


def index_ratio(
    material: Material, rows: LeadRows, window: Period, last_year: Period
) -> Floats | None:
    """Market of a window / of last year's, for each code of the first segment of leads.

    Means over the months of both; of each month the row of `market` with the shortest
    period that holds it. A segment without an index has that of the whole market.

    Returns
    -------
    array of float, shape (codes,), or None
        NaN where a segment has no index for every month of both; None where none has.
    """
    table = material.table("market")
    if table is None or not len(table) or not rows.words:
        return None
    dimension, words = next(iter(rows.words.items()))
    series = _Series(material, table)
    whole = series.ratio(ALL, None, window, last_year)
    found = [
        one if word and (one := series.ratio(dimension, word, window, last_year)) else whole
        for word in words
    ]
    if not any(found):
        return None
    return np.array([np.nan if one is None else float(one) for one in found])


def index_levels(material: Material, rows: LeadRows, windows: list[Period]) -> Floats | None:
    """Market of each window / its mean over the months of the leads.

    Returns
    -------
    array of float, shape (windows, codes of the first segment), or None
        NaN where a segment has no index for every month of a window; None where none has.
    """
    table = material.table("market")
    if table is None or not len(table) or not rows.words:
        return None
    dimension, words = next(iter(rows.words.items()))
    series = _Series(material, table)
    begin, end = date_of(int(rows.leads.assigned.min())), material.run.period.last
    months = Period(begin.replace(day=1), end, "leads").months()
    of_all = series.levels(ALL, None, windows, months)
    found = [
        [
            own if own else whole
            for own, whole in zip(
                series.levels(dimension, word, windows, months) if word else of_all,
                of_all,
                strict=True,
            )
        ]
        for word in words
    ]
    ratios = [[np.nan if one is None else float(one) for one in row] for row in found]
    return None if np.isnan(ratios).all() else np.array(ratios).T


class _Series:
    """Rows of `market` by segment."""

    def __init__(self, material: Material, table: pd.DataFrame) -> None:
        first, last = spans(table, material.prepared)
        frame = pd.DataFrame(
            {
                "dimension": text(table, "dimension").to_numpy(dtype=object),
                "segment": text(table, "segment").to_numpy(dtype=object),
                "first": first,
                "last": last,
                "index": fractions(table, "index"),
            }
        )
        self.frame = frame[(frame["first"] != NO_DAY) & frame["index"].notna()]

    def levels(
        self, dimension: str, segment: str | None, windows: list[Period], months: list[Period]
    ) -> list[Fraction | None]:
        """Mean index of each window / of those months that have one; None without."""
        rows = self._of(dimension, segment)
        known = [value for month in months if (value := _of_month(rows, month)) is not None]
        usual = sum(known, Fraction(0)) / len(known) if known else Fraction(0)
        means = [_mean(rows, window) for window in windows]
        return [one / usual if one is not None and one > 0 and usual > 0 else None for one in means]

    def _of(self, dimension: str, segment: str | None) -> pd.DataFrame:
        rows = self.frame[self.frame["dimension"] == dimension]
        return rows if segment is None else rows[rows["segment"] == segment]

    def ratio(
        self, dimension: str, segment: str | None, now: Period, then: Period
    ) -> Fraction | None:
        """Mean index of one window / of another; None where a month of either has none."""
        rows = self._of(dimension, segment)
        both = [_mean(rows, window) for window in (now, then)]
        if both[0] is None or both[1] is None or both[0] <= 0 or both[1] <= 0:
            return None
        return both[0] / both[1]


def _mean(rows: pd.DataFrame, window: Period) -> Fraction | None:
    months = (window.whole or window).months()
    values = [_of_month(rows, month) for month in months]
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) / len(known) if len(known) == len(months) else None


def _of_month(rows: pd.DataFrame, month: Period) -> Fraction | None:
    begin, end = day_number(month.first), day_number(month.last)
    first: Ints = rows["first"].to_numpy(np.int64)
    last: Ints = rows["last"].to_numpy(np.int64)
    at = np.flatnonzero((first <= begin) & (last >= end))
    if not len(at):
        return None
    shortest = at[np.argmin((last - first)[at])]
    value: Fraction = rows["index"].iloc[int(shortest)]
    return value
