"""Invented teams of any size: reps who all work alike, a year of leads, deals and items."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from salesreport.report import build_report

ROOT = Path(__file__).resolve().parents[2]
MONTHS = [date(2023 + (6 + i) // 12, (6 + i) % 12 + 1, 1) for i in range(12)]  # 2023-07 .. 2024-06
TERMS = {
    "weights": {"completion": 40, "conversion": 30, "revenue_per_customer": 20, "process": 10},
    "goalposts": {
        "completion": {"lo": 0, "hi": 1.2},
        "conversion": {"lo": 0, "hi": 0.4},
        "revenue_per_customer": {"lo": 0, "hi": 2000},
        "process": {"lo": 0, "hi": 1},
    },
}
HEADS = {
    "reps": "rep_id,name,role",
    "leads": "lead_id,rep_id,assigned_date,status,opportunity_id",
    "opportunities": "opportunity_id,rep_id,customer,created_date,stage,close_date,amount",
    "targets": "rep_id,measure,period,value",
    "activities": "activity_id,date,rep_id,customer,stage,action,status,due_date,done_date",
}


def team_rows(n, *, leads=12, rate=0.25, seed=1):
    """Rows of a team whose reps all win a lead with the same chance."""
    draw = random.Random(seed)
    rows = {name: [] for name in HEADS}
    for i in range(n):
        rep = f"R{i:03}"
        rows["reps"].append((rep, f"Rep {i}", "new_business"))
        for month in MONTHS:
            rows["targets"].append((rep, "bookings", f"{month:%Y-%m}", 3000))
            for k in range(leads):
                rows = _lead(rows, rep, month, k, draw, rate)
            for k in range(4):
                due = month + timedelta(days=5 + 5 * k)
                done = due if draw.random() < 0.8 else due + timedelta(days=3)
                rows["activities"].append((f"A{rep}{month:%y%m}{k}", month, rep, f"c{k}", "intent",
                                           "call", "done", due, done))  # fmt: skip
    return rows


def _lead(rows, rep, month, k, draw, rate):
    key, day = f"{rep}{month:%y%m}{k:02}", month + timedelta(days=k % 20)
    won, amount = draw.random() < rate, round(draw.lognormvariate(6.8, 0.5), 2)
    rows["leads"].append((f"L{key}", rep, day, "working", f"O{key}"))
    closed = day + timedelta(days=7)
    rows["opportunities"].append((f"O{key}", rep, f"C{key}", day, "won" if won else "lost",
                                  closed, amount if won else 0))  # fmt: skip
    return rows


def team_files(rows):
    """Rows as files of CSV, by table; tables without a row are left out."""
    return {
        f"{name}.csv": "\n".join([HEADS[name], *(",".join(map(str, row)) for row in found)]) + "\n"
        for name, found in rows.items()
        if found
    }


@pytest.fixture
def team(make_run):
    """Report of an invented team: `team(14)`, or `team(rows=...)`."""

    def build(n=0, *, rows=None, terms=None, **settings):
        files = team_files(rows or team_rows(n))
        data = {name.removesuffix(".csv"): {"path": name} for name in files}
        settings = {"as_of": "2024-07-05"} | settings
        return build_report(make_run(files, data, terms=terms or TERMS, **settings))

    return build
