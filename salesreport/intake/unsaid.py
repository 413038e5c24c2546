"""Cells in which somebody wrote that there is nothing to write."""

from __future__ import annotations

import numpy as np

from salesreport.cells import Coded
from salesreport.cells.bulk import matching
from salesreport.cells.coded import Mask
from salesreport.tables import Column

_STROKES = r"^[\s\-‐‑‒–—―─−﹘﹣－➖ー_/／\\＼.。·…、,，]+$"
"""A lone dash or stroke, as forms have them in cells that stay empty."""

_NOTHING = (
    r"(?i)^(?:[\s\p{P}\p{S}]+"
    r"|[\s\p{P}]*(?:无|無|暂无|暫無|没有|沒有|空|空白|不适用|不適用|n\.?\s*/?\s*a\.?|none|nil|null|nothing)[\s\p{P}]*)$"
)
"""No letter or digit at all, or a word for nothing."""


def unsaid(cells: Coded, column: Column) -> Mask:
    """Rows whose cell is filled and says nothing.

    An id or a customer that is a lone dash or stroke is nobody: many rows would
    share it. `NA` and `无` may be an id. Columns with `dash_is_blank` need words: in
    these `无`, `N/A` and marks alone are nothing either.

    Examples
    --------
    >>> from salesreport.tables import table
    >>> action = table("activities").by_name["action"]
    >>> unsaid(Coded.of(["-", "N/A", "无", "电话", "？"]), action).tolist()
    [True, True, True, False, True]
    """
    if column.dash_is_blank:
        pattern = _NOTHING
    elif column.kind == "id" or column.refers_to is not None:
        pattern = _STROKES
    else:
        return np.zeros(len(cells), dtype=np.bool_)
    return cells.rows_of(matching(cells.distinct if cells.text is None else cells.text, pattern))
