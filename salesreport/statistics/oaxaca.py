"""A gap between two groups' means, and what differences of the cases explain of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from salesreport.statistics.arguments import Floats


class OaxacaBlinder(NamedTuple):
    """Gap of two means, twofold and threefold; each set of parts adds up to `gap`.

    `explained` by other cases at the coefficients of both groups together, `unexplained`
    the rest. `endowments` other cases at the old group's coefficients, `coefficients`
    other coefficients on the old group's cases, `interaction` both at once.
    """

    gap: float
    explained: float
    unexplained: float
    endowments: float
    coefficients: float
    interaction: float


def oaxaca_blinder(new: Floats, new_cases: Floats, old: Floats, old_cases: Floats) -> OaxacaBlinder:
    """Mean of the new group less that of the old one, over what describes their cases.

    With least squares b of each group, of both together b* (with a group of their own as
    one more regressor), and mean cases x: explained (x₁ - x₀)b*; endowments (x₁ - x₀)b₀,
    coefficients x₀(b₁ - b₀), interaction (x₁ - x₀)(b₁ - b₀). For single deals; whole
    segments are better told by `kitagawa`.

    Parameters
    ----------
    new, old : arrays of float, shape (n,) each
        What is compared, such as the amounts of deals.
    new_cases, old_cases : arrays of float, shape (n, k) each
        What describes the cases; a constant is added.

    Raises
    ------
    ValueError
        A group has no more cases than coefficients, or shapes differ.

    References
    ----------
    Oaxaca 1973, International Economic Review 14:693; Blinder 1973, Journal of Human
    Resources 8:436; Jann 2008, Stata Journal 8:453 (pooled, with the group).
    """
    for values, cases in ((new, new_cases), (old, old_cases)):
        if cases.ndim != 2 or len(cases) != len(values):
            raise ValueError(f"{len(values)} values and cases of shape {cases.shape}; give (n, k)")
        if len(values) <= cases.shape[1] + 1:
            raise ValueError(
                f"{len(values)} values for {cases.shape[1] + 1} coefficients; give more values"
            )
    x1, x0 = (np.column_stack([np.ones(len(cases)), cases]) for cases in (new_cases, old_cases))
    b1, b0 = (np.linalg.lstsq(x, y, rcond=None)[0] for x, y in ((x1, new), (x0, old)))
    group = np.concatenate([np.ones(len(x1)), np.zeros(len(x0))])
    both = np.column_stack([np.vstack([x1, x0]), group])
    pooled = np.linalg.lstsq(both, np.concatenate([new, old]), rcond=None)[0][:-1]
    gap = float(new.mean() - old.mean())
    more, other = x1.mean(axis=0) - x0.mean(axis=0), b1 - b0
    explained = float(more @ pooled)
    return OaxacaBlinder(
        gap=gap,
        explained=explained,
        unexplained=gap - explained,
        endowments=float(more @ b0),
        coefficients=float(x0.mean(axis=0) @ other),
        interaction=float(more @ other),
    )
