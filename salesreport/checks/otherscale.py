"""Tables held against each other that are in different units: targets in 万元, deals in 元."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from salesreport.checks.evidence import NO_DAY, Breach, Evidence, Floats, Ints
from salesreport.checks.limits import OFF_OTHER, OFF_OTHER_KEYS, OFF_OTHER_SHARE
from salesreport.errors import ParameterError
from salesreport.money import minor_digits
from salesreport.periods import Period

_DONE = {
    "bookings": (("opportunities", "close_date"), ("contracts", "signed_date")),
    "new_contracts": (("contracts", "signed_date"), ("opportunities", "close_date")),
    "invoiced": (("invoices", "date"),),
    "collections": (("payments", "date"),),
}
"""Measure -> tables whose rows make it, each with the day that counts; the first that is there."""

_PARTS = {
    "contracts": ("opportunities",),
    "payments": ("contracts",),
    "invoices": ("contracts",),
    "payment_plan": ("contracts",),
}
"""Table -> tables whose amounts its own are those of, or parts of, by contract."""


class _Side(NamedTuple):
    """Amounts of one table in main units, by what they are held against each other by."""

    table: str
    amounts: pd.Series[float]


def table_off_scale(found: Evidence, table: str) -> Iterator[Breach]:
    """Tables 100 times, or a hundredth of, the table their amounts are held against.

    A month's targets and typed results by rep against what the rep sold; control totals
    by month against the tables' sums; receipts, invoices and instalments against their
    contract, and contracts against their deals. It must hold for most reps, months or
    contracts, on one side. What one rep did not reach is no other unit: without any
    sale in a month nothing is compared.
    """
    if table == "targets":
        pairs = _of_targets(found)
    elif table == "evaluations":
        pairs = _of_evaluations(found)
    elif table == "control_totals":
        pairs = _of_totals(found)
    else:
        pairs = _of_contracts(found, table)
    for column, rows, own, other, few in pairs:
        said = _held(own, other, few)
        if said is not None:
            yield Breach(rows, column, _shown(own[own > 0].median()), said)


Pair = tuple[str, Ints, pd.Series, _Side, bool]
"""Column, rows, their amounts by key, the other side; whether one key may be enough."""


def _held(own: pd.Series[float], other: _Side, few: bool) -> dict[str, str | int] | None:
    """What is said of two sides whose ratio is that of two units; None where it is not."""
    both = pd.concat([own, other.amounts], axis=1, join="inner").dropna()
    both = both[(both > 0).all(axis=1)]
    if len(both) < (1 if few else OFF_OTHER_KEYS.value):
        return None
    ratios = np.log10(both.iloc[:, 0].to_numpy() / both.iloc[:, 1].to_numpy())
    far = np.sign(np.median(ratios)) * ratios >= np.log10(OFF_OTHER.value)
    if far.mean() <= OFF_OTHER_SHARE.value:
        return None
    return {
        "usual": _shown(both.iloc[:, 1].median()),
        "parent": other.table,
        "times": f"{float(f'{10 ** abs(np.median(ratios)):.2g}'):,.0f}",
        "count": int(far.sum()),
        "of": len(both),
    }


def _shown(amount: float) -> str:
    return f"{amount:.2f}".rstrip("0").rstrip(".") if amount >= 1 else f"{amount:.2g}"


def _of_targets(found: Evidence) -> Iterator[Pair]:
    frame = found.table("targets")
    if frame is None:
        return
    for measure in _DONE:
        mask = (frame["measure"] == measure).to_numpy(dtype=bool, na_value=False)
        rows = np.flatnonzero(mask & frame["rep_id"].notna().to_numpy())
        done = _monthly(found, measure) if len(rows) else None
        if done is None:
            continue
        values = found.amounts("targets", "value")[rows] / _months(found, "targets", rows)
        own = pd.Series(values, index=frame["rep_id"].iloc[rows].to_numpy())
        yield "value", rows, own.groupby(level=0).median(), done, False


def _of_evaluations(found: Evidence) -> Iterator[Pair]:
    frame = found.table("evaluations")
    done = _monthly(found, "bookings")
    if frame is None:
        return
    rows = np.arange(len(frame))
    months = _months(found, "evaluations", rows)
    typed = [_main(found, "evaluations", name) / months for name in ("target", "bookings")]
    target, bookings = (
        pd.Series(values, index=frame["rep_id"].to_numpy()).groupby(level=0).median()
        for values in typed
    )
    yield "target", rows, target, _Side("evaluations", bookings), False
    if done is not None:
        yield "bookings", rows, bookings, done, False


def _of_totals(found: Evidence) -> Iterator[Pair]:
    frame = found.table("control_totals")
    if frame is None:
        return
    for measure in _DONE:
        whole = (frame["measure"] == measure).to_numpy(dtype=bool, na_value=False)
        rows = np.flatnonzero(whole & frame["contract_id"].isna().to_numpy())
        done = _by_month(found, measure) if len(rows) else None
        if done is None:
            continue
        rows = rows[_months(found, "control_totals", rows) == 1]
        labels = frame["period"].iloc[rows].to_numpy(dtype="datetime64[M]").astype(np.int64)
        own = pd.Series(found.amounts("control_totals", "value")[rows], index=labels)
        yield "value", rows, own.groupby(level=0).sum(), done, True


def _of_contracts(found: Evidence, table: str) -> Iterator[Pair]:
    """Amounts by contract, against those of the contract; a contract's against its deals'."""
    frame, rows = found.table(table), np.arange(len(found.amounts(table)))
    for other in _PARTS[table]:
        if frame is None or found.table(other) is None:
            continue
        by_deal = table == "contracts" and frame["opportunity_id"].notna().any()
        key = "opportunity_id" if by_deal else "contract_id"
        yield "amount", rows, _by(found, table, key), _Side(other, _by(found, other, key)), False


def _by(found: Evidence, table: str, key: str) -> pd.Series[float]:
    keys = found.codes(table, key)
    named = [*keys.names, None]
    amounts = pd.Series(
        _main(found, table, "amount"), index=[named[number] for number in keys.numbers.tolist()]
    )
    return amounts[amounts.index.notna()].groupby(level=0).sum()


def _monthly(found: Evidence, measure: str) -> _Side | None:
    """A rep's amount in the middle of the months in which there was any."""
    side = _by_month(found, measure, by_rep=True)
    if side is None:
        return None
    return _Side(side.table, side.amounts.groupby(level=0).median())


def _by_month(found: Evidence, measure: str, *, by_rep: bool = False) -> _Side | None:
    """Sums of the months since 1970-01, of each rep where asked, in main units."""
    for table, day in _DONE[measure]:
        frame = found.table(table)
        if frame is None or (by_rep and "rep_id" not in frame):
            continue
        days, amounts = found.days(table, day), _main(found, table, "amount")
        counts = (days != NO_DAY) & ~np.isnan(amounts)
        if table == "opportunities":
            counts &= (frame["stage"] == "won").to_numpy(dtype=bool, na_value=False)
        months = days[counts].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        keys = [frame["rep_id"].to_numpy()[counts]] if by_rep else []
        sums = pd.Series(amounts[counts]).groupby([*keys, months]).sum()
        if len(sums):
            return _Side(table, sums)
    return None


def _main(found: Evidence, table: str, column: str) -> Floats:
    digits = minor_digits(found.run.currency)
    return np.asarray(found.amounts(table, column) / 10**digits, dtype=np.float64)


def _months(found: Evidence, table: str, rows: Ints) -> Ints:
    """How many months the period of each row has; 0 where it is none."""
    period = found.run.period
    frame = found.table(table)
    written = [] if frame is None else frame["period"].iloc[rows].tolist()
    lengths: dict[str, int] = {}
    for label in dict.fromkeys(written):
        try:
            span = Period.parse(
                label,
                fiscal_year_start=period.fiscal_year_start,
                fiscal_year_label=period.fiscal_year_label,
            )
        except ParameterError:
            lengths[label] = 0
        else:
            lengths[label] = len(span.months())
    return np.array([lengths[label] for label in written], dtype=np.int64)
