"""Source rows of a number as a DataFrame that shows itself pleasantly in a notebook."""

from __future__ import annotations

import pandas as pd

MOST = 60
"""Rows shown in a notebook; the frame itself holds all."""


class SourceRows(pd.DataFrame):
    """Rows behind a measure, each with file and line.

    A notebook shows above them what they add up to and leaves out columns that hold nothing.
    What is selected from it is a plain DataFrame.
    """

    _metadata = ["measure"]
    measure: str

    @classmethod
    def of(cls, measure: str, rows: pd.DataFrame) -> SourceRows:
        """The rows of a measure."""
        made = cls(rows.astype({"row": "Int64"}))
        made.measure = measure
        return made

    def sums(self) -> dict[str, float]:
        """What the rows of each part add up to: numerator, denominator."""
        added = self.groupby("part", sort=False)["value"].sum()
        return {str(part): float(value) for part, value in added.items()}

    def _repr_html_(self) -> str:
        filled = [name for name in self.columns if self[name].notna().any()]
        shown = pd.DataFrame(self.head(MOST))[filled or list(self.columns)]
        styler = shown.style.hide(axis="index").set_caption(self._caption())
        return str(styler.format(_written, na_rep="").set_uuid("rows").to_html())

    def _caption(self) -> str:
        counts = self["part"].value_counts()
        sums = [f"{part} {_written(total)} ({counts[part]})" for part, total in self.sums().items()]
        told = [self.measure, *(sums or ["0"])]
        if len(self) > MOST:
            told.append(f"{MOST} / {len(self)}")
        return " · ".join(told)


def _written(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.2f}"
    return str(value)
