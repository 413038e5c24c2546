"""The typed tables of a run as the rules look at them: days, codes, amounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from salesreport.money import minor_digits
from salesreport.params import RunFile
from salesreport.problems import told_apart
from salesreport.tables import TABLES

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Floats: TypeAlias = npt.NDArray[np.float64]

Made = TypeVar("Made")

NO_DAY = int(np.iinfo(np.int64).min)
"""Day number of a missing date: before every day there is."""

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Breach:
    """Rows of one table that break a rule for one reason.

    Attributes
    ----------
    rows : array of int
        Positions in the table; the first is where it is shown.
    column, value : str, optional
        The cell as it is shown.
    values : dict
        Names and numbers for the wording.
    """

    rows: Ints
    column: str | None = None
    value: str | None = None
    values: dict[str, str | int] = field(default_factory=dict)


class Codes(NamedTuple):
    """A text column as numbers: `names[numbers]`; -1 where the cell is missing."""

    numbers: Ints
    names: list[str]


class Places(NamedTuple):
    """Where the rows of a table stand in the user's own files.

    Attributes
    ----------
    files, sheets : list of str or None
        Name of each code.
    file_codes, sheet_codes, rows : array of int
        By row; row number 0 where the row is in no file.
    """

    files: list[str | None]
    sheets: list[str | None]
    file_codes: Ints
    sheet_codes: Ints
    rows: Ints

    def by_sheet(self, rows: Ints) -> list[Ints]:
        """Rows parted by the file and sheet they stand in."""
        if len(rows) == 1:
            return [rows]
        return groups(self.file_codes * len(self.sheets) + self.sheet_codes, rows)

    def sheet_of(self, row: int) -> tuple[str | None, str | None]:
        """File and sheet of a row."""
        return self.files[self.file_codes[row]], self.sheets[self.sheet_codes[row]]


class Evidence:
    """Tables of a run, columns as arrays, each made once.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        As intake delivers them.
    run : RunFile
    """

    def __init__(self, frames: Mapping[str, pd.DataFrame], run: RunFile) -> None:
        self._frames = frames
        self._made: dict[tuple[str, ...], Any] = {}
        self.run = run

    def table(self, name: str) -> pd.DataFrame | None:
        """Table that is there and holds rows; else None."""
        frame = self._frames.get(name)
        return None if frame is None or frame.empty else frame

    def is_there(self, name: str) -> bool:
        """Whether a table was read, also one without a row."""
        return name in self._frames

    def is_asked(self, name: str) -> bool:
        """Whether the run file names a source of a table."""
        return any((source.table or entry) == name for entry, source in self.run.data.items())

    @property
    def names(self) -> list[str]:
        """Tables that hold rows."""
        return [name for name, frame in self._frames.items() if not frame.empty]

    def days(self, table: str, column: str) -> Ints:
        """Dates as days since 1970; `NO_DAY` where missing."""
        return self.once(("days", table, column), lambda: _days(self._frames[table][column]))

    def codes(self, table: str, column: str) -> Codes:
        """Text as numbers."""
        return self.once(("codes", table, column), lambda: _codes(self._frames[table][column]))

    def codes_of(self, table: str, column: str, rows: Ints) -> Codes:
        """Text of some rows as numbers; every other row has -1."""
        some = _codes(self._frames[table][column].iloc[rows])
        numbers = np.full(len(self._frames[table]), -1, dtype=np.int64)
        numbers[rows] = some.numbers
        return Codes(numbers, some.names)

    def amounts(self, table: str, column: str = "amount") -> Floats:
        """Minor units of money, or exact numbers, as floats; NaN where missing."""
        return self.once(("amounts", table, column), lambda: _floats(self._frames[table][column]))

    def places_in(self, table: str, column: str, other: str) -> Ints:
        """First row of another table with the same text in a column; -1 where there is none."""
        mine, theirs = self._frames[table][column], self._frames[other][column]
        numbers, names = pd.factorize(pd.concat([theirs, mine], ignore_index=True))
        first = np.full(len(names) + 1, -1, dtype=np.int64)
        first[numbers[len(theirs) - 1 :: -1]] = np.arange(len(theirs))[::-1]
        first[-1] = -1
        return first[numbers[len(theirs) :]]

    def cell(self, table: str, column: str, row: int) -> str:
        """One cell as text; a day as 2024-03-04; empty where missing."""
        found = self._frames[table][column].iloc[row]
        if found is None or found is pd.NA or found is pd.NaT or found != found:
            return ""
        return f"{found:%Y-%m-%d}" if isinstance(found, pd.Timestamp) else str(found)

    def money(self, minor: float) -> str:
        """Minor units in the report currency's main unit."""
        return str(Decimal(round(minor)).scaleb(-minor_digits(self.run.currency)))

    def places(self, table: str) -> Places:
        """Where each row of a table stands."""
        return self.once(("places", table), lambda: _places(self._frames[table]))

    def at_stake(self, table: str, rows: Ints) -> str:
        """Sum of the rows' amounts in the report currency; empty where there are none."""
        if TABLES[table].by_name.get("amount") is None:
            return ""
        amounts = self.amounts(table)[rows]
        return "" if np.isnan(amounts).all() else self.money(np.nansum(np.abs(amounts)))

    def rep_name(self, rep_id: str) -> str:
        """Name of a rep, with the id where several bear it; the id where no name is known."""
        return self.once(("rep_names",), self._rep_names).get(rep_id, rep_id)

    def in_period(self, days: Ints) -> Bools:
        """Days of the report's period that are known at `as_of`."""
        first = day_number(self.run.period.first)
        last = day_number(min(self.run.period.last, self.run.as_of))
        return np.asarray((days >= first) & (days <= last))

    def _rep_names(self) -> dict[str, str]:
        reps = self._frames.get("reps")
        if reps is None:
            return {}
        return told_apart(dict(zip(reps["rep_id"].tolist(), reps["name"].tolist(), strict=True)))

    def once(self, key: tuple[str, ...], make: Callable[[], Made]) -> Made:
        """What `make` gives, made once for a key."""
        if key not in self._made:
            self._made[key] = make()
        made: Made = self._made[key]
        return made


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def day_text(number: int) -> str:
    """A day number as 2024-03-04."""
    return str(np.datetime64(int(number), "D"))


def groups(numbers: Ints, rows: Ints) -> list[Ints]:
    """Rows by their number, each group in row order; rows numbered -1 are in none."""
    rows = rows[numbers[rows] >= 0]
    if not len(rows):
        return []
    order = rows[np.argsort(numbers[rows], kind="stable")]
    cuts = np.flatnonzero(np.diff(numbers[order])) + 1
    return np.split(order, cuts)


def _places(frame: pd.DataFrame) -> Places:
    named: list[list[str | None]] = []
    codes: list[Ints] = []
    for column in ("source_file", "source_sheet"):
        known = pd.Categorical(frame[column])
        named.append([None, *(str(name) or None for name in known.categories)])
        codes.append(known.codes.astype(np.int64) + 1)
    rows = frame["source_row"].to_numpy(dtype=np.int64, na_value=0)
    return Places(named[0], named[1], codes[0], codes[1], rows)


def _days(column: pd.Series[Any]) -> Ints:
    return column.to_numpy().astype("datetime64[D]").astype(np.int64)


def _codes(column: pd.Series[Any]) -> Codes:
    numbers, names = pd.factorize(column, use_na_sentinel=True)
    return Codes(numbers.astype(np.int64), names.tolist())


def _floats(column: pd.Series[Any]) -> Floats:
    if column.dtype == object:
        return np.array([np.nan if v is None else float(v) for v in column], dtype=np.float64)
    return column.to_numpy(dtype=np.float64, na_value=np.nan)
