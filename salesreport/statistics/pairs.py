"""Two reps held against each other under any weights, exact."""

from __future__ import annotations

import numpy as np

from salesreport.statistics.arguments import Numbers, floats

EVEN = 0.5


def share_ahead(differences: Numbers) -> float:
    """Share of all weights under which the first of two has the higher total.

    Volume of {w : w_k >= 0, Σw = 1, Σ w_k d_k > 0} in that of all weights, d the
    first's points less the second's. Weights even over all are exponential times over
    their sum, so the question is which of two chains of such times lasts longer. With
    the m negative differences x, A_0 = 0 and A_1..A_m = 1, for each other difference y
    and k = 1..m: A_k ← (y A_{k-1} + |x_k| A_k) / (y + |x_k|); A_m is the share where
    the sum is below 0.

    Parameters
    ----------
    differences : sequence of float, shape (k,)
        In points, one a measure, none missing.

    Returns
    -------
    float
        0-1; one half where the two are equal in every measure.

    Raises
    ------
    ValueError
        There is no measure, or a difference is missing.

    References
    ----------
    Varsi 1973, Pacific Journal of Mathematics 46:303; Ali 1973, the same, 48:313.

    Examples
    --------
    Better by 30 in one measure, worse by 10 in the other: 3/4 of all weights.

    >>> share_ahead([30.0, -10.0])
    0.75
    """
    row = floats(differences)
    if not row.size or np.isnan(row).any():
        raise ValueError(f"{row.size} differences, or one is missing; give one a measure")
    behind, others = row[row < 0], row[row >= 0]
    if not behind.size:
        return 1.0 if (others > 0).any() else EVEN
    below = np.ones(behind.size + 1)
    below[0] = 0.0
    for other in others:
        for place, less in enumerate(-behind, start=1):
            below[place] = (other * below[place - 1] + less * below[place]) / (other + less)
    return float(1 - below[-1])
