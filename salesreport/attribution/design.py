"""Which effects a lead's chance to be won is made of, as columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salesreport.attribution.cells import Cells
from salesreport.attribution.leads import Ints
from salesreport.statistics import Floats

SEGMENT_SD = 0.30
"""How much segments are expected to differ, as a standard deviation of the log rate."""
BAND_SD = 1.0
ROLE_SD = 1.0
LEVEL_SD = 0.08
MOVEMENT_SD = 0.12
"""How much a window's level, and an industry's in it, are expected to move; more where
they have moved by more than chance, see `seen_sd`."""
PLAIN_ERRORS = 2.0
USUAL_DISPERSION = 1.3
OVERALL_SD = 2.0
"""How far the rate of the others may lie from that of everybody: hardly bound by it."""
OTHER = -1
"""Dimension of the columns that no dimension of a lead has."""


@dataclass(frozen=True, eq=False)
class Design:
    """Columns of the log-linear rates, one row per kind of lead and time.

    Attributes
    ----------
    rows : array of float, shape (kinds, 1 + windows, columns)
    precision : array of float, shape (columns,)
        1 / variance of each effect before anything is seen; about 0, the first about
        the log rate of everybody.
    dimension : array of int, shape (columns,)
        Dimension of the lead that a column belongs to; -1: level, role or window.
    role : array of int, shape (columns,)
        Role that a column is the effect of; -1: none.
    centre : array of float, shape (columns,)
        What each effect is expected to be: 0, of a movement what the market's index says.
    """

    rows: Floats
    precision: Floats
    dimension: Ints
    role: Ints
    centre: Floats

    @property
    def n_columns(self) -> int:
        """Effects."""
        return len(self.precision)


class _Columns:
    """Columns as they are added, each with its expected size, dimension and role."""

    def __init__(self, n_kinds: int, n_times: int) -> None:
        self.shape = (n_kinds, n_times)
        self.values: list[Floats] = []
        self.sds: list[float] = []
        self.dimension: list[int] = []
        self.role: list[int] = []
        self.centre: list[float] = []

    def add(
        self,
        by_kind: Floats,
        sd: float,
        of: int = OTHER,
        time: int | None = None,
        *,
        role: int = -1,
        centre: float = 0.0,
    ) -> None:
        """One effect, at every time or at one."""
        column = np.zeros(self.shape)
        times = slice(None) if time is None else slice(time, time + 1)
        column[:, times] = by_kind[:, None]
        self.values.append(column)
        self.sds.append(sd)
        self.dimension.append(of)
        self.role.append(role)
        self.centre.append(centre)

    def design(self) -> Design:
        """All of them."""
        rows = np.stack(self.values, axis=-1)
        return Design(
            rows,
            np.array(self.sds) ** -2.0,
            np.array(self.dimension),
            np.array(self.role),
            np.array(self.centre),
        )


def design(cells: Cells, late: Floats | None = None, index: Floats | None = None) -> Design:
    """Level, roles, segments, bands; each window's level and its movement by industry.

    The first segment is the one that windows move by: the industry, or the first that
    there is. Effects are drawn towards 0 (ridge), so that a segment with few leads has
    the others' rate and none is undefined; a movement that stands out of chance is drawn
    less (`seen_sd`), so that a slump of the whole market stays the market's. Roles or
    codes of a segment that all leads share have no effect beside the level; without
    several industries the level moves by as much as an industry.

    Parameters
    ----------
    late : array of float, shape (kinds, bands), optional
        Lateness as `evened` has it; else that of the cells.
    index : array of float, shape (windows, codes of the first segment), optional
        Market in each window / usually; movements are drawn towards its logarithm. NaN
        where a segment has none.
    """
    lateness = cells.late if late is None else late
    columns = _Columns(cells.n_kinds, cells.n_times)
    every = np.ones(cells.n_kinds)
    columns.add(every, OVERALL_SD)
    for role in _several(cells.role):
        columns.add((cells.role == role) * 1.0, ROLE_SD, role=int(role))
    n_segments = cells.codes.shape[1]
    for at in range(n_segments):
        for code in _several(cells.codes[:, at]):
            columns.add((cells.codes[:, at] == code) * 1.0, SEGMENT_SD, at)
    for band in range(lateness.shape[1]):
        columns.add(lateness[:, band], BAND_SD, n_segments + band)
    _add_movements(columns, cells, index)
    return columns.design()


def _add_movements(columns: _Columns, cells: Cells, index: Floats | None) -> None:
    """Level of each window, and what each industry moves by beside it."""
    exposure, wins = cells.together()
    has_codes = cells.codes.shape[1] > 0
    codes = np.unique(cells.codes[:, 0]) if has_codes else np.zeros(0, dtype=np.int64)
    moving = codes if len(codes) > 1 else codes[:0]
    every = np.ones(cells.n_kinds)
    for time in range(1, cells.n_times):
        usual = LEVEL_SD if len(moving) else float(np.hypot(LEVEL_SD, MOVEMENT_SD))
        alone = _log_index(index, time, int(codes[0])) if len(codes) == 1 else 0.0
        level, error = _shift(exposure, wins, time)
        columns.add(every, seen_sd(level - alone, error, usual), time=time, centre=alone)
        for code in moving:
            own = cells.codes[:, 0] == code
            centre = _log_index(index, time, int(code))
            shift, error = _shift(exposure[own], wins[own], time)
            sd = seen_sd(shift - level - centre, error, MOVEMENT_SD)
            columns.add(own * 1.0, sd, 0, time, centre=centre)


def _log_index(index: Floats | None, time: int, code: int) -> float:
    """Log of a segment's market in a window / usually; 0 without an index."""
    ratio = float("nan") if index is None else float(index[time - 1, code])
    return 0.0 if np.isnan(ratio) else float(np.log(ratio))


def seen_sd(shift: float, error: float, usual: float) -> float:
    """How much a log rate is expected to move, once it is seen to have moved.

    max(usual, |shift| - 2 · error): what is within chance is drawn in as usual, a large
    movement hardly.

    Parameters
    ----------
    shift, error : float
        Log of the rate in the window / outside, of everybody, and its standard error; NaN
        where a side has no leads.

    References
    ----------
    Efron and Morris 1972, JASA 67:130 (limited translation of shrinkage estimates).

    Examples
    --------
    >>> seen_sd(-0.2, 0.2, 0.12), round(seen_sd(-0.7, 0.1, 0.12), 2)
    (0.12, 0.5)
    """
    beyond = abs(shift) - PLAIN_ERRORS * error
    return float(beyond) if beyond > usual else usual


def _shift(exposure: Floats, wins: Floats, time: int) -> tuple[float, float]:
    """Log of the rate at a time / outside all windows, and its standard error."""
    leads, won = (part[:, [0, time]].sum(axis=0) for part in (exposure, wins))
    if (leads <= 0).any():
        return float("nan"), float("nan")
    before, now = np.log((won + 0.5) / leads)
    return float(now - before), float(np.sqrt((USUAL_DISPERSION / (won + 0.5)).sum()))


def _several(codes: Ints) -> Ints:
    """Codes that occur; none where it is only one."""
    found = np.unique(codes)
    return found if len(found) > 1 else found[:0]


def evened(late: Floats, effects: Floats) -> Floats:
    """Lateness of kinds not on record that is worth what the mean of the others is.

    With s of the leads late and b the log of the chance of a late lead / of one in time,
    log(1 - s + s · exp(b)) / b instead of s: a chance of exp(b · s) would be lower than
    that of leads of which s are late, and leads without a record would seem to cost.

    Parameters
    ----------
    late : array of float, shape (kinds, bands)
        0, 1, or the share s where it is not on record.
    effects : array of float, shape (bands,)
        b of each band, of everybody.

    Examples
    --------
    A third late, at half the chance: (2 + 1/2) / 3 of the wins, not 0.5^(1/3) of them.

    >>> even = evened(np.array([[1 / 3]]), np.log([0.5]))
    >>> (0.5 ** even).round(4).tolist(), round(0.5 ** (1 / 3), 4)
    ([[0.8333]], 0.7937)
    """
    b = np.where(np.abs(effects) < 1e-9, 1e-9, effects)
    even: Floats = np.log1p(late * np.expm1(b)) / b
    return np.where((late > 0) & (late < 1), even, late)
