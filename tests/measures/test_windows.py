"""What holds for every measure: ugly frames, sums by construction, many windows fast."""

import math
import time
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from salesreport.errors import UnknownKeyError
from salesreport.measures import (
    COMPONENTS,
    MEASURES,
    absences,
    components,
    contributions,
    figures,
    grouped,
    prepare,
    total,
)
from salesreport.periods import Period
from salesreport.policy import COUNTS_PER_MONTH, SCORABLE, UNSCORED
from salesreport.tables import TABLES

JUNE = Period.parse("2024-06")


def all_tables(frame):
    """Every table there is, empty."""
    return {name: frame(name, []) for name in TABLES}


def test_ugly_opportunities_give_numbers_or_reasons(ugly, measured):
    for figure in (
        f for found in measured({"opportunities": ugly}).values() for f in found.values()
    ):
        assert (figure.value is None) == (figure.why_null is not None)
        assert figure.value is None or math.isfinite(figure.value)


def test_ugly_opportunities_lose_no_row_between_sum_and_rows(ugly, ready):
    prepared = ready({"opportunities": ugly})
    found = components(prepared, JUNE)
    for name in COMPONENTS:
        rows = contributions(prepared, name, JUNE)
        sums = rows.groupby("rep_id")["value"].sum()
        for rep, value in found[name].dropna().items():
            assert sums.get(rep, 0) == value, name


@pytest.mark.parametrize(
    ("kind", "won", "bookings", "customers"),
    [("duplicate keys", 1, 20000, 1), ("no customer", 2, 20000, 2), ("no ids", 2, 20000, 1),
     ("missing amounts", 1, 0, 1), ("missing dates", 0, 0, 0), ("all lost", 0, 0, 0)],
)  # fmt: skip
def test_ugly_opportunities_count_as_worked_by_hand(
    frame, ready, kind, won, bookings, customers, request
):
    ugly = request.getfixturevalue("ugly_by_name")(kind)
    found = total(components(ready({"opportunities": ugly}), JUNE))
    assert (found["won"], found["bookings"], found["won_customers"]) == (won, bookings, customers)


def test_empty_tables_give_zeros_and_no_rates(frame, measured):
    team = measured(all_tables(frame))[None]
    assert team["bookings"].value == 0
    assert team["win_rate"].why_null == "no_denominator"
    assert team["completion"].why_null == "no_target"


def test_no_tables_at_all_leave_every_measure_without_a_table(measured):
    team = measured({})[None]
    reasons = {name: figure.why_null for name, figure in team.items()}
    assert set(reasons.values()) <= {"no_table", "no_target"}
    assert all(figure.value is None for figure in team.values())


def test_measures_never_change_their_tables(frame, make_deal, ready):
    opportunities = frame("opportunities", [make_deal("O1", "A", "won", 5, "2024-07-11")])
    before = opportunities.copy(deep=True)
    components(ready({"opportunities": opportunities}), JUNE)
    pd.testing.assert_frame_equal(opportunities, before)


def test_a_window_after_the_cut_off_is_unknown(frame, make_deal, ready):
    deals = frame("opportunities", [make_deal("O1", "A", "won", 5, "2024-06-11")])
    prepared = ready({"opportunities": deals})
    august = Period.parse("2024-08")
    assert components(prepared, august)["bookings"].isna().all()
    assert absences(prepared, august)["bookings"] == "no_data"


def test_an_unknown_component_or_measure_names_the_near_one(ready):
    with pytest.raises(UnknownKeyError, match="did you mean 'bookings'"):
        contributions(ready({}), "booking", JUNE)
    with pytest.raises(UnknownKeyError, match="did you mean 'win_rate'"):
        grouped(ready({}), "winrate", JUNE)


def test_every_measure_is_made_of_declared_components():
    for measure in MEASURES.values():
        parts = (measure.numerator, measure.denominator, measure.n)
        assert {part for part in parts if part is not None} <= set(COMPONENTS), measure.name
        assert set(measure.needs) <= set(TABLES), measure.name
    assert {*SCORABLE, *UNSCORED} == set(MEASURES)
    flows = {m for m in SCORABLE if MEASURES[m].denominator is None}
    assert flows == COUNTS_PER_MONTH


def test_every_component_needs_tables_that_exist():
    for component in COMPONENTS.values():
        assert set(component.needs) <= set(TABLES), component.name


def busy_team(n_deals=10_000, n_actions=50_000, n_reps=60):
    """A large team of two years, from a fixed seed."""
    rng = np.random.default_rng(2024)
    start = np.datetime64("2022-07-01")
    created = start + rng.integers(0, 700, n_deals).astype("timedelta64[D]")
    close = created + rng.integers(5, 120, n_deals).astype("timedelta64[D]")
    stage = rng.choice(["won", "lost", "intent"], n_deals)
    ids = pd.Series([f"O{i:05d}" for i in range(n_deals)], dtype="str")
    reps = pd.Series([f"R{i:02d}" for i in range(n_reps)], dtype="str")
    opportunities = pd.DataFrame(
        {
            "opportunity_id": ids,
            "rep_id": reps.iloc[rng.integers(0, n_reps, n_deals)].to_numpy(),
            "customer": [f"C{i}" for i in rng.integers(0, 3000, n_deals)],
            "stage": stage,
            "amount": pd.array(rng.integers(1, 10**7, n_deals), dtype="Int64"),
            "created_date": created.astype("datetime64[us]"),
            "close_date": np.where(stage == "intent", np.datetime64("NaT"), close).astype("M8[us]"),
            "expected_close_date": close.astype("datetime64[us]"),
        }
    )
    due = start + rng.integers(0, 720, n_actions).astype("timedelta64[D]")
    activities = pd.DataFrame(
        {
            "activity_id": [f"T{i}" for i in range(n_actions)],
            "rep_id": reps.iloc[rng.integers(0, n_reps, n_actions)].to_numpy(),
            "customer": [f"C{i}" for i in rng.integers(0, 3000, n_actions)],
            "action": "call",
            "status": "done",
            "date": (due - 5).astype("datetime64[us]"),
            "due_date": due.astype("datetime64[us]"),
            "done_date": (due + rng.integers(-3, 3, n_actions)).astype("datetime64[us]"),
        }
    )
    return {
        "reps": pd.DataFrame({"rep_id": reps}),
        "opportunities": opportunities,
        "activities": activities,
    }


def test_a_window_over_a_large_team_costs_at_most_60_ms():
    tables = busy_team()
    prepared = prepare(
        tables, as_of=date(2024, 6, 30), finance_as_of=date(2024, 6, 30), currency="CNY"
    )
    components(prepared, JUNE)
    windows = JUNE.trailing(24).months()
    best = min(_seconds(prepared, window) for window in windows)
    assert best < 0.060


def _seconds(prepared, window):
    begin = time.perf_counter()
    components(prepared, window)
    return time.perf_counter() - begin


def test_a_large_team_agrees_with_a_plain_groupby():
    tables = busy_team(2000, 3000)
    prepared = prepare(
        tables, as_of=date(2024, 6, 30), finance_as_of=date(2024, 6, 30), currency="CNY"
    )
    quarter = Period.parse("2024-Q1")
    first, last = pd.Timestamp(quarter.first), pd.Timestamp(quarter.last)
    deals, actions = tables["opportunities"], tables["activities"]
    won = deals[(deals["stage"] == "won") & deals["close_date"].between(first, last)]
    due = actions[actions["due_date"].between(first, last)]
    found = components(prepared, quarter).drop("")
    plain = won.groupby("rep_id")["amount"].sum().reindex(found.index).fillna(0)
    assert (found["bookings"] == plain).all()
    customers = won.groupby("rep_id")["customer"].nunique().reindex(found.index).fillna(0)
    assert (found["won_customers"] == customers).all()
    on_time = due["done_date"] <= due["due_date"]
    assert total(found)["process_on_time"] == on_time.sum()
    assert figures(total(found), currency="CNY")["process"].n == len(due)


def test_windows_split_at_any_day_add_up(ready, frame, make_deal):
    rows = [make_deal(f"O{i}", "A", "won", i, f"2024-06-{i:02d}") for i in range(1, 31)]
    prepared = ready({"opportunities": frame("opportunities", rows)})
    whole = components(prepared, JUNE)["bookings"]
    for day in (JUNE.first, JUNE.first + timedelta(days=14)):
        early = Period(JUNE.first, day, "early")
        late = Period(day + timedelta(days=1), JUNE.last, "late")
        parts = components(prepared, early)["bookings"] + components(prepared, late)["bookings"]
        assert (parts == whole).all()
