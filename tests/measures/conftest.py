"""Frames as intake delivers them, and the ugly ones every measure must stand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from salesreport.measures import absences, components, figures, prepare, total, typed
from salesreport.periods import Period

JUNE = Period.parse("2024-06")


@pytest.fixture(scope="session")
def ready():
    """Tables made ready, known at the end of a day (default: 30 June 2024)."""

    def make(tables, *, as_of=date(2024, 6, 30), finance_as_of=None, **options):
        return prepare(
            tables, as_of=as_of, finance_as_of=finance_as_of or as_of, currency="CNY", **options
        )

    return make


@pytest.fixture(scope="session")
def measured(ready):
    """Measures of one window by rep, and of the team under None."""

    def measure(tables, period=JUNE, **options):
        prepared = ready(tables, **options)
        found = components(prepared, period)
        absent, judged = absences(prepared, period), typed(prepared, period)
        by_rep = {
            rep: figures(
                found.loc[rep],
                currency="CNY",
                absent=absent,
                typed=judged.loc[rep] if rep in judged.index else None,
            )
            for rep in found.index
        }
        by_rep[None] = figures(total(found), currency="CNY", absent=absent)
        return by_rep

    return measure


def deal(key, rep, stage, amount, close=None, created="2024-05-01", customer="", **more):
    return {
        "opportunity_id": key,
        "rep_id": rep,
        "stage": stage,
        "amount": amount,
        "created_date": created,
        "close_date": close,
        "customer": customer or f"C-{key}",
        **more,
    }


@pytest.fixture(scope="session")
def make_deal():
    """One opportunity as a row."""
    return deal


UGLY = {
    "empty": [],
    "one row": [deal("O1", "A", "won", 100, "2024-06-05")],
    "all open": [deal(f"O{i}", "A", "intent", 100) for i in range(3)],
    "all lost": [deal(f"O{i}", "A", "lost", 0, "2024-06-10") for i in range(3)],
    "duplicate keys": [deal("O1", "A", "won", a, "2024-06-05") for a in (100, 200)],
    "missing dates": [deal("O1", "A", "won", 100, None, None), deal("O2", "A", "lost", 1, None)],
    "missing amounts": [deal("O1", "A", "won", None, "2024-06-05")],
    "no rep": [deal("O1", None, "won", 100, "2024-06-05")],
    "no customer": [
        {**deal(k, "A", "won", 100, "2024-06-05"), "customer": None} for k in ("O1", "O2")
    ],
    "refunds": [deal("O1", "A", "won", -3000, "2024-06-05")],
    "no ids": [{**deal("", "A", "won", 100, "2024-06-05"), "opportunity_id": None}] * 2,
}


@pytest.fixture(params=list(UGLY), scope="session")
def ugly(request, frame):
    """Opportunities nobody wants to see."""
    return frame("opportunities", UGLY[request.param])


@pytest.fixture(scope="session")
def case_folder(shared):
    """A published hard case; the test is skipped where the folder is absent."""
    return lambda name: shared / "cases" / name


@pytest.fixture(scope="session")
def maven(shared, frame):
    """The public CRM set as canonical frames."""
    folder = shared / "data" / "maven_crm"
    pipeline = pd.read_csv(folder / "sales_pipeline.csv", dtype="str")
    teams = pd.read_csv(folder / "sales_teams.csv", dtype="str")
    accounts = pd.read_csv(folder / "accounts.csv", dtype="str").set_index("account")["sector"]
    stages = {"Won": "won", "Lost": "lost", "Engaging": "intent", "Prospecting": "lead"}
    rows = pipeline.astype("object").where(pipeline.notna(), None)
    deals = [
        {
            "opportunity_id": row.opportunity_id,
            "rep_id": row.sales_agent,
            "stage": stages[row.deal_stage],
            "amount": row.close_value,
            "created_date": row.engage_date,
            "close_date": row.close_date,
            "customer": row.account,
            "product": row.product,
            "industry": accounts.get(row.account),
        }
        for row in rows.itertuples()
    ]
    people = [
        {"rep_id": row.sales_agent, "name": row.sales_agent, "team": row.manager}
        for row in teams.itertuples()
    ]
    return {"opportunities": frame("opportunities", deals), "reps": frame("reps", people)}


@pytest.fixture(scope="session")
def ugly_by_name(frame):
    """One of the ugly frames by its name."""
    return lambda name: frame("opportunities", UGLY[name])
