"""Target, booked, expected to be signed, and the gap of the month in which the week ends."""

from __future__ import annotations

from typing import Any

import numpy as np

from salesreport.measures.frames import NO_DAY, Bools, day_number, optional
from salesreport.periods import Period
from salesreport.report.numbers import number
from salesreport.report.weekly.basis import Basis
from salesreport.report.weekly.readers import Reader
from salesreport.report.weeklyviews import Progress
from salesreport.report.winloss.histories import WHOLE
from salesreport.statistics import Floats


def month_of(basis: Basis) -> Period:
    """The run's period while the cut-off is in it, else the month of the cut-off."""
    run = basis.material.run
    if run.as_of in run.period:
        return run.period
    return Period.month(run.as_of, fiscal_year_start=run.period.fiscal_year_start)


def progress(basis: Basis, reader: Reader) -> Progress:
    """How far a reader's people have come, and what their open deals still promise."""
    month, run = month_of(basis), basis.material.run
    ids = None if reader.rep_ids is None else list(reader.rep_ids)
    found = basis.material.of_reps(ids, month)
    booked, target = number(found["bookings"].value), number(found["completion"].denominator)
    target = target if target is not None and target > 0 else None
    told: dict[str, Any] = {
        "period": month.label, "first": month.first, "last": month.last,
        "target": target, "booked": booked,
        "completion": number(found["completion"].value) if target is not None else None,
        "why_null": found["bookings"].why_null or found["completion"].why_null,
        "time": ((run.as_of - month.first).days + 1) / month.days,
        **_expected(basis, reader, month),
    }  # fmt: skip
    if booked is not None and target is not None:
        told["gap"] = round(booked - target, 2)
        if told.get("weighted") is not None:
            told["gap_expected"] = round(booked + told["weighted"] - target, 2)
    return Progress(**told)


def _expected(basis: Basis, reader: Reader, month: Period) -> dict[str, Any]:
    """Open deals by when they are expected to close, credited to a reader's people."""
    deals, shares = basis.deals, basis.credits
    if deals is None or shares is None:
        return {"why_no_chances": "no_deals"}
    at = shares.position
    ours = _is_ours(basis, reader)[shares.rep]
    still_open, expected = deals.is_open[at] & ours, deals.expected[at]
    first = max(basis.until + 1, day_number(month.first))
    coming = still_open & (expected >= first) & (expected <= day_number(month.last))
    passed = still_open & (expected <= basis.until) & (expected != NO_DAY)
    counted = (deals.priced & ~deals.taxed)[at]
    chance, by_stage, why = _chances(basis)
    money = shares.amount * float(basis.material.major(1))
    sums = money[coming & counted]
    weighted = sums * chance[at][coming & counted]
    n = len(np.unique(at[coming]))
    return {
        "expected": round(float(sums.sum()), 2),
        "weighted": None if np.isnan(weighted).any() else round(float(weighted.sum()), 2),
        "n_expected": n,
        "n_unknown": len(np.unique(at[coming & ~counted])),
        "n_passed": len(np.unique(at[passed])),
        "passed": round(float(money[passed & counted].sum()), 2),
        "chances": by_stage,
        "why_no_chances": why,
    }


def _is_ours(basis: Basis, reader: Reader) -> Bools:
    """Of each code of a rep, whether the reader's page is about them."""
    reps = basis.material.prepared.reps
    return np.array([reader.may_see(str(rep)) for rep in reps], dtype=np.bool_)


def _chances(basis: Basis) -> tuple[Floats, dict[str, float], str | None]:
    """Share won of the deals that came to each deal's stage; NaN where it is not known."""
    deals, everyone = basis.deals, basis.everyone
    if deals is None or everyone is None:
        return np.zeros(0), {}, "no_deals"
    stages = everyone.rows.stages
    known = {
        name: round(share, 4)
        for name, share in zip(stages, everyone.won_shares, strict=True)
        if share == share
    }
    if not known:
        return np.full(len(deals.frame), np.nan), {}, "no_history"
    whole = known.get(WHOLE[0], np.nan)
    of = [known.get(stage or "", whole) for stage in optional(deals.stage)]
    return np.array(of, dtype=np.float64), known, None
