"""Columns of amounts and of cells under a unit, held as a whole instead of cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import numpy as np

from salesreport.cells.coded import Coded, Codes, Mask
from salesreport.cells.plain import Amount, Fault, Scaled


@dataclass(frozen=True)
class ScaledCells:
    """Cells under a header that names a unit: each not blank is a `Scaled`.

    `cells`: as they are without the header.
    """

    cells: Coded
    factor: Decimal
    currencies: frozenset[str]

    def __len__(self) -> int:
        return self.cells.n_distinct

    def tolist(self) -> list[Any]:
        """Each as an object."""
        return [self.of(cell) for cell in self.cells.distinct]

    def missing(self) -> Mask:
        """Which of them are None."""
        return np.fromiter((cell is None for cell in self.cells.distinct), np.bool_, len(self))

    def faults(self) -> dict[int, Fault]:
        """Those that are a `Fault`, by place."""
        return self.cells.faults()

    def sound(self) -> ScaledCells:
        """The same with None in place of each fault."""
        return replace(self, cells=self.cells.sound())

    def of(self, cell: Any) -> Any:
        """One cell with the unit; a blank or faulty one stays as it is."""
        if cell in ("", None) or isinstance(cell, Fault):
            return cell
        return Scaled(cell, self.factor, self.currencies)


@dataclass(frozen=True)
class Amounts:
    """Exact amounts: the plain ones as whole numbers, the others one by one.

    Attributes
    ----------
    units : ndarray of int64
        Plain amounts as multiples of 10**-digits; 0 where not plain.
    digits : int
    marks : Coded
        Of each amount the currencies that its sign or header may stand for.
    others : dict of int
        Place -> Amount, Fault or None of those that are not plain.
    """

    units: Codes
    digits: int
    marks: Coded
    others: dict[int, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.units)

    def tolist(self) -> list[Any]:
        """Each as an object."""
        cells: list[Any] = [
            Amount(Decimal(units).scaleb(-self.digits), marks)
            for units, marks in zip(self.units.tolist(), self.marks, strict=True)
        ]
        for place, value in self.others.items():
            cells[place] = value
        return cells

    def missing(self) -> Mask:
        """Which of them are None."""
        mask = np.zeros(len(self), dtype=np.bool_)
        mask[[place for place, value in self.others.items() if value is None]] = True
        return mask

    def faults(self) -> dict[int, Fault]:
        """Those that are a `Fault`, by place."""
        others = self.others.items()
        return {place: value for place, value in others if isinstance(value, Fault)}

    def sound(self) -> Amounts:
        """The same with None in place of each fault."""
        return replace(self, others={**self.others, **dict.fromkeys(self.faults())})
