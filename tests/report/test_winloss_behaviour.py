"""What was done early on beside what was won: from tables, against plain pandas."""

import json

import numpy as np
import pandas as pd
import pytest

from salesreport.report.winloss.behaviour import (
    horizon,
    rep_behaviours,
    team_behaviours,
    window,
)
from salesreport.retrospective.pipeline import Behaviours
from tests.report.reasonruns import report_of, team_rows


@pytest.fixture(scope="module")
def team(sample):
    return team_behaviours(sample._material, None)


def panel(found, behaviour):
    (one,) = (p for p in found.panels if p.behaviour == behaviour)
    return one


@pytest.fixture(scope="module")
def ripe(sample):
    """Deals created in the year that has had 90 days, with the days that each lasted."""
    deals = sample._material.prepared.tables["opportunities"]
    first, last = (pd.Timestamp(0) + pd.Timedelta(days=n) for n in window(sample._material))
    own = deals[deals["created_date"].between(first, last)].set_index("opportunity_id")
    return own.assign(lasted=(own["close_date"] - own["created_date"]).dt.days.fillna(10_000))


def test_the_year_ends_a_horizon_before_the_cut_off(team, sample):
    assert horizon(sample._material) == 90
    # 2026-07-05 less 90 days, and 364 days before
    assert (str(team.first), str(team.last)) == ("2025-04-07", "2026-04-06")


def test_visits_are_those_of_the_first_two_weeks_of_deals_open_then(team, sample, ripe):
    found = panel(team, "visits")
    alive = ripe[ripe["lasted"] > 14]
    assert found.n_quick == len(ripe) - len(alive)
    acts = sample._material.prepared.tables["activities"]
    acts = acts[acts["opportunity_id"].isin(alive.index)]
    acts = acts.assign(day=acts["done_date"].fillna(acts["date"]))
    age = (acts["day"] - acts["opportunity_id"].map(alive["created_date"])).dt.days
    early = acts[age.between(0, 14)]
    done = early[early["action_type"].eq("visit") & early["status"].eq("done")]
    n = done.drop_duplicates(["opportunity_id", "day"]).groupby("opportunity_id").size()
    known = alive[alive.index.isin(early["opportunity_id"])]
    visits = n.reindex(known.index, fill_value=0)
    won = known["stage"].eq("won") & (known["lasted"] <= 90)
    assert (found.n, found.n_unknown) == (len(known), len(alive) - len(known))
    for band, inside in zip(found.bands, (visits == 0, visits == 1, visits >= 2), strict=True):
        assert (band.n, band.n_won) == (inside.sum(), (inside & won).sum())
    assert sum(point.n for point in found.points) == found.n


def test_what_the_sample_plants_is_seen(team):
    # docs/sample-story.md: an early visit gains, a late follow-up costs, response does nothing
    visits, on_time, response = (panel(team, one) for one in ("visits", "on_time", "response"))
    assert visits.difference_low > 0
    assert on_time.difference_low > 0
    assert response.difference_low < 0 < response.difference_high


def test_a_rep_sees_own_cases_and_the_teams_bands(sample, team):
    material = sample._material
    rep_id = list(material.reps)[4]
    found = rep_behaviours(material, rep_id, min_group=5)
    for one, whole in zip(found.panels, team.panels, strict=True):
        assert [point.rep_id for point in one.points] == [rep_id]
        assert one.points[0].n == one.n == sum(band.n for band in one.bands)
        assert one.points[0] in whole.points
        assert one.withheld == (not one.team_bands)
        assert one.team_bands in ([], whole.bands)


def test_below_the_smallest_group_the_teams_bands_are_withheld(sample):
    material = sample._material
    found = rep_behaviours(material, list(material.reps)[4], min_group=14)
    for one in found.panels:
        assert one.withheld
        assert one.team_bands == []
    told = rep_behaviours(material, list(material.reps)[4], min_group=None)
    assert all(one.team_bands and not one.withheld for one in told.panels)


def test_parts_are_plain_json_and_come_back_the_same(team):
    text = team.model_dump_json()
    json.loads(text, parse_constant=pytest.fail)
    assert Behaviours.model_validate_json(text) == team


def test_follow_ups_in_time_are_sums_over_sums(tmp_path):
    material = report_of(tmp_path, team_rows(4, slow=("R2",)))._material
    found = panel(team_behaviours(material, None), "on_time")
    assert found.n > 100
    # One follow-up a deal: late or in time, and nothing between.
    late, between, in_time = found.bands
    assert between.n == 0
    assert between.won is None
    for point in found.points:
        own = panel(rep_behaviours(material, point.rep_id, min_group=None), "on_time")
        assert point.value == pytest.approx(own.bands[2].n / own.n)
    value = {point.rep_id: point.value for point in found.points}
    assert min(value, key=value.get) == "R2"
    assert late.won < in_time.won
    assert found.difference_high > found.difference_low


def why(material):
    return {one.behaviour: one.why_null for one in team_behaviours(material, None).panels}


def test_without_tables_each_panel_says_what_is_lacking(tmp_path):
    tables = team_rows(3)
    (tmp_path / "a").mkdir()
    bare = {name: tables[name] for name in ("reps", "opportunities")}
    assert why(report_of(tmp_path / "a", bare)._material) == {
        "on_time": "no_activities", "response": "no_responses", "visits": "no_activities",
    }  # fmt: skip
    (tmp_path / "b").mkdir()
    # Actions without a type, leads without a response
    leads = [row | {"first_response_date": ""} for row in tables["leads"]]
    assert why(report_of(tmp_path / "b", tables | {"leads": leads})._material) == {
        "on_time": None, "response": "no_responses", "visits": "no_action_types",
    }  # fmt: skip
    (tmp_path / "c").mkdir()
    acts = [row | {"due_date": "", "action_type": "visit"} for row in tables["activities"]]
    found = why(report_of(tmp_path / "c", tables | {"activities": acts})._material)
    assert (found["on_time"], found["visits"]) == ("no_due_dates", None)
    (tmp_path / "d").mkdir()
    assert why(report_of(tmp_path / "d", {"reps": tables["reps"]})._material) == {
        "on_time": "no_activities", "response": "no_responses", "visits": "no_activities",
    }  # fmt: skip


def visit(key, deal, day, **more):
    return {"activity_id": key, "date": day, "rep_id": "R1", "customer": "C", "stage": "intent",
            "action": "visit", "action_type": "visit", "status": "done", "due_date": "",
            "done_date": day, "opportunity_id": deal, **more}  # fmt: skip


def test_visits_noted_twice_planned_or_late_are_no_more_visits(tmp_path):
    deals = [
        {"opportunity_id": key, "rep_id": "R1", "customer": "C", "created_date": "2024-01-01",
         "stage": "won", "close_date": close, "amount": 5}
        for key, close in (("A", "2024-02-20"), ("B", "2024-02-20"), ("Q", "2024-01-01"))
    ]  # fmt: skip
    acts = [
        visit("1", "A", "2024-01-05"), visit("2", "A", "2024-01-05"),
        visit("3", "A", "2024-01-20"), visit("4", "B", "2024-01-03", status="in_progress",
                                             done_date=""),
        visit("5", "Q", "2024-01-01"),
    ]  # fmt: skip
    tables = {"reps": [{"rep_id": "R1", "name": "One"}], "opportunities": deals,
              "activities": acts}  # fmt: skip
    found = panel(team_behaviours(report_of(tmp_path, tables)._material, None), "visits")
    # Q was won on the day it opened; B has an action on record and no visit that was made.
    assert (found.n, found.n_quick, found.n_unknown) == (2, 1, 0)
    assert [(band.n, band.n_won) for band in found.bands] == [(1, 1), (1, 1), (0, 0)]
    assert found.points[0].value == 0.5


def test_no_wins_and_no_losses_among_deals_with_visits(tmp_path):
    deals = [
        {"opportunity_id": f"O{at}", "rep_id": "R1", "customer": "C", "amount": 5,
         "created_date": "2024-01-10", "stage": "intent", "close_date": ""}
        for at in range(4)
    ]  # fmt: skip
    tables = {"reps": [{"rep_id": "R1", "name": "One"}], "opportunities": deals,
              "activities": [visit("1", "O1", "2024-01-12")]}  # fmt: skip
    found = panel(team_behaviours(report_of(tmp_path, tables)._material, None), "visits")
    assert (found.n, found.n_unknown) == (1, 3)
    assert [band.won for band in found.bands] == [None, 0, None]
    assert (found.difference_low, found.difference_high) == (None, None)


def test_a_lead_counts_by_its_own_day_and_its_win(tmp_path, sample):
    material = sample._material
    found = panel(team_behaviours(material, None), "response")
    leads = material.prepared.tables["leads"]
    first, last = (pd.Timestamp(0) + pd.Timedelta(days=n) for n in window(material))
    inside = leads["assigned_date"].between(first, last).sum()
    assert found.n + found.n_quick + found.n_unknown == inside
    assert [band.from_value for band in found.bands] == [0, 1, 3]
    assert np.isclose(sum(p.n_won for p in found.points), sum(b.n_won for b in found.bands))
