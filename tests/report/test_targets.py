"""The target plan of made-up runs, worked by hand where it can be, and of shipped ones."""

from __future__ import annotations

import numpy as np
import pytest

from salesreport.display import target_pages
from salesreport.errors import ParameterError, UnknownKeyError
from salesreport.params import load_run
from salesreport.report.targetviews import TargetPlanView
from salesreport.report.views import view_from_json
from tests.report.conftest import ROOT
from tests.report.reasonruns import report_of, team_rows

PLAN = {"period": "2024-Q3", "total": 3_000_000, "unit": 1000}


def deals(rep_id, amount, n=6, months=range(1, 13), year=2023, win_every=1):
    """Deals won in each month by a rep, all of one amount; others lost."""
    rows = []
    for step in range(18):
        year_of, month = divmod(step, 12)
        day = np.datetime64(f"{2023 + year_of}-{month + 1:02d}-10")
        for at in range(n):
            won = at % win_every == 0
            rows.append(
                {
                    "opportunity_id": f"{rep_id}-{step}-{at}", "rep_id": rep_id,
                    "customer": f"{rep_id}C{step}-{at}", "created_date": day - 5,
                    "stage": "won" if won else "lost", "close_date": day,
                    "amount": amount, "lost_reason": "" if won else "price",
                }
            )  # fmt: skip
    return rows


def person(rep_id, **more):
    return {"rep_id": rep_id, "name": f"Name {rep_id}", "team": "East", "territory": "",
            "hired_on": "", "left_on": ""} | more  # fmt: skip


def tables(people=("A", "B", "C"), amounts=(30_000, 20_000, 10_000), **more):
    rows = [row for rep, amount in zip(people, amounts, strict=True) for row in deals(rep, amount)]
    return {"reps": [person(rep) for rep in people], "opportunities": rows} | more


def planned(folder, rows, plan=None, **settings):
    report = report_of(folder, rows, target_plan=PLAN if plan is None else plan, **settings)
    return report.for_targets()


def by_rep(view):
    return {rep.rep_id: rep for rep in view.reps}


def exact(view):
    """Every sum of the plan: rows, columns, totals."""
    for rep in view.reps:
        assert sum(cell.value for cell in rep.cells) == pytest.approx(rep.target, abs=1e-6)
    for at, month in enumerate(view.months):
        column = sum(rep.cells[at].value for rep in view.reps)
        assert column == pytest.approx(month.assigned, abs=1e-6)
        assert month.team + month.cushion == pytest.approx(month.assigned, abs=1e-6)
        assert month.drift == pytest.approx(month.assigned - month.exact, abs=0.011)
    assert sum(rep.target for rep in view.reps) == pytest.approx(view.assigned, abs=1e-6)
    assert sum(month.team for month in view.months) == pytest.approx(view.total, abs=1e-6)
    assert view.total + view.cushion_amount == pytest.approx(view.assigned, abs=1e-6)
    if any(team.total is not None for team in view.teams):
        assert sum(team.total or 0 for team in view.teams) == pytest.approx(view.total)
    if view.teams:
        assert sum(team.assigned for team in view.teams) == pytest.approx(view.assigned)


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    return planned(tmp_path_factory.mktemp("plan"), tables())


def test_every_sum_is_exact_and_in_whole_units(view):
    exact(view)
    assert view.total == view.assigned == 3_000_000
    assert all(cell.value % 1000 == 0 for rep in view.reps for cell in rep.cells)


def test_without_a_potential_its_weight_goes_to_the_others(view):
    assert view.basis.potential is None
    assert view.basis.counted == pytest.approx({"history": 2 / 3, "ability": 1 / 3}, abs=1e-6)
    # 72 wins each of 30,000 : 20,000 : 10,000, drawn a little to the mean by few reps
    shares = [by_rep(view)[i].parts.history for i in "ABC"]
    assert sum(shares) == pytest.approx(1, abs=1e-5)
    kept = 72 / 82
    mean = 20_000 * 6
    expected = [(mean + kept * (amount * 6 - mean)) / (3 * mean) for amount in (30e3, 20e3, 10e3)]
    assert shares == pytest.approx(expected, abs=1e-4)


def test_too_few_months_for_a_season_leave_working_days(view):
    assert (view.basis.season, view.basis.n_months) == ("working_days", 18)
    assert [month.working_days for month in view.months] == [23, 22, 21]
    total = sum(month.assigned for month in view.months)
    assert view.months[0].exact == pytest.approx(total * 23 / 66, abs=0.01)


def test_chance_and_usual_result_come_from_the_own_year(view):
    rep = by_rep(view)["B"]
    assert rep.n_wins == 72
    # 72 wins of 20,000 a year; a quarter of 66 of the year's 261 working days
    assert rep.median == pytest.approx(72 * 66 / 261 * 20_000, rel=0.05)
    assert rep.chance is not None
    assert rep.why_null is None
    assert rep.effort == pytest.approx(rep.target / rep.median, abs=1e-4)


def test_three_ways_are_compared_each_adding_up(view):
    assert [one.kind for one in view.alternatives] == ["plan", "last_year", "equal"]
    assert all(sum(one.targets) == view.assigned for one in view.alternatives)
    plan, last, equal = view.alternatives
    assert plan.targets == [rep.target for rep in view.reps]
    assert equal.targets == [1_000_000] * 3
    assert last.targets[0] >= plan.targets[0] > equal.targets[0]
    assert equal.effort_high / equal.effort_low > last.effort_high / last.effort_low


def test_the_view_comes_back_from_its_json(view):
    assert view_from_json(view.canonical()) == view
    assert isinstance(view_from_json(view.canonical()), TargetPlanView)


def test_the_cushion_stands_apart(tmp_path):
    found = planned(tmp_path, tables(), PLAN | {"cushion": 0.05})
    exact(found)
    assert (found.total, found.cushion_amount, found.assigned) == (3_000_000, 150_000, 3_150_000)
    assert all(month.cushion % 1000 == 0 for month in found.months)


def test_a_total_that_is_no_multiple_of_the_unit_is_split_to_the_cent(tmp_path):
    found = planned(tmp_path, tables(), PLAN | {"total": 1_000_000.37, "cushion": 0.03})
    exact(found)
    assert found.total == 1_000_000.37
    odd = [cell for rep in found.reps for cell in rep.cells if cell.value % 1000]
    assert len(odd) <= 1


def test_teams_are_split_each_by_itself(tmp_path):
    people = [person("A"), person("B"), person("C", team="West"), person("D", team="")]
    rows = tables("ABCD", (30_000, 20_000, 10_000, 10_000)) | {"reps": people}
    plan = {"period": "2024-07", "by_team": {"East": 500_000, "West": 700_000}, "unit": 1000}
    found = planned(tmp_path, rows, plan | {"cushion": 0.1})
    exact(found)
    assert by_rep(found)["C"].target == 770_000
    assert {team.team: team.total for team in found.teams} == {"East": 500_000, "West": 700_000}
    assert "D" not in by_rep(found)
    assert found.left_out == ["Name D"]


def test_a_newcomer_counts_by_potential_and_ramp(tmp_path):
    people = [person("A", territory="North"), person("N", territory="South", hired_on="2024-06-03")]
    market = [
        {"dimension": "territory", "segment": place, "period": "2024-05", "index": 100,
         "potential": 50}
        for place in ("North", "South")
    ]  # fmt: skip
    rows = {"reps": people, "opportunities": deals("A", 30_000), "market": market}
    found = planned(tmp_path, rows)
    exact(found)
    new = by_rep(found)["N"]
    assert (new.status, new.why_null, new.chance) == ("new", "no_history", None)
    assert new.parts.history is None
    # June was the first month: July asks for a half, August for three quarters
    assert new.parts.ramp == pytest.approx((23 * 0.5 + 22 * 0.75 + 21) / 66, abs=1e-5)
    assert found.basis.potential == "market_territory"
    assert new.target == pytest.approx(3_000_000 * new.parts.ramp / (1 + new.parts.ramp), abs=1001)


def test_one_who_leaves_has_only_the_months_there_and_the_territory_is_handed_over(tmp_path):
    people = [person("A", territory="North"), person("B", territory="North", left_on="2024-07-31"),
              person("C", territory="South")]  # fmt: skip
    found = planned(tmp_path, tables() | {"reps": people})
    exact(found)
    cells = [cell.value for cell in by_rep(found)["B"].cells]
    assert cells[0] > 0
    assert cells[1:] == [0, 0]
    assert by_rep(found)["B"].until == "2024-07-31"
    (one,) = found.handovers
    assert (one.rep_id, one.territory, one.heirs) == ("B", "North", ["Name A"])


def test_one_who_left_before_gets_nothing_and_is_told(tmp_path):
    people = [person("A"), person("B", left_on="2024-06-20"), person("C")]
    found = planned(tmp_path, tables() | {"reps": people})
    assert [rep.rep_id for rep in found.reps] == ["A", "C"]
    assert [one.rep_id for one in found.handovers] == ["B"]


def test_leave_that_counts_shortens_the_month(tmp_path):
    leave = [{"rep_id": "B", "from_date": "2024-08-01", "to_date": "2024-08-31", "kind": "other",
              "prorate": "yes"}]  # fmt: skip
    found = planned(tmp_path, tables() | {"leave": leave})
    exact(found)
    rep = by_rep(found)["B"]
    assert rep.status == "away"
    assert [cell.value > 0 for cell in rep.cells] == [True, False, True]


def test_who_is_left_out_by_the_run_file_gets_nothing(tmp_path):
    found = planned(tmp_path, tables(), PLAN | {"without": ["C"]})
    assert [rep.rep_id for rep in found.reps] == ["A", "B"]
    assert found.without == ["Name C"]
    assert "Left out by the run file: Name C." in target_pages(found, "en").plan.html()
    with pytest.raises(UnknownKeyError, match="did you mean"):
        planned(tmp_path, tables(("A1", "B1", "C1")), PLAN | {"without": ["C2"]})


def test_nobody_leaves_the_band_around_last_years_share(view, tmp_path):
    for rep in view.reps:
        assert rep.parts.low <= rep.target <= rep.parts.high
    market = [
        {"dimension": "territory", "segment": "North", "period": "2024-05", "index": 1,
         "potential": 1},
        {"dimension": "territory", "segment": "South", "period": "2024-05", "index": 1,
         "potential": 999},
    ]  # fmt: skip
    people = [person("A", territory="North"), person("B", territory="North"),
              person("C", territory="South")]  # fmt: skip
    found = planned(tmp_path, tables() | {"reps": people, "market": market})
    bounds = {rep.rep_id: rep.parts.bound for rep in found.reps}
    assert bounds["C"] == "cap"
    exact(found)


def test_leads_of_the_territory_stand_in_for_a_market(tmp_path):
    leads = [
        {"lead_id": f"L{at}", "rep_id": rep, "assigned_date": "2024-03-05", "status": "working",
         "territory": place}
        for at, (rep, place) in enumerate([("A", "North")] * 30 + [("C", "South")] * 10)
    ]  # fmt: skip
    people = [person("A", territory="North"), person("B", territory="North"),
              person("C", territory="South")]  # fmt: skip
    found = planned(tmp_path, tables() | {"reps": people, "leads": leads})
    assert found.basis.potential == "leads_territory"
    assert [by_rep(found)[i].parts.potential for i in "ABC"] == pytest.approx([3 / 8, 3 / 8, 2 / 8])


def test_zero_history_is_an_equal_split_with_a_note(tmp_path):
    rows = {"reps": [person("A"), person("B")], "opportunities": deals("X", 10_000)[:1]}
    rows["reps"].append(person("X", left_on="2023-02-01"))
    found = planned(tmp_path, rows)
    assert [rep.target for rep in found.reps] == [1_500_000, 1_500_000]
    assert found.basis.counted == {}
    assert {rep.why_null for rep in found.reps} == {"few_wins"}
    assert found.usual is None


def test_one_teams_amount_is_held_against_that_teams_usual_result(tmp_path):
    rows = tables() | {"reps": [person("A"), person("B"), person("C", team="West")]}
    plan = {"period": "2024-Q3", "by_team": {"West": 900_000}, "unit": 1000}
    one = planned(tmp_path, rows, plan)
    assert [rep.rep_id for rep in one.reps] == ["C"]
    # C: 6 deals of 10,000 a month, three months; all three: 360,000 a month
    every = planned(tmp_path, rows)
    assert one.usual == pytest.approx(every.usual / 6)
    assert one.usual == pytest.approx(180_000, rel=0.05)
    assert "total_growth" in {remark.rule for remark in one.remarks}


def test_few_wins_tell_no_chance(tmp_path):
    rows = [row | {"stage": "lost", "lost_reason": "price"} for row in deals("A", 30_000)]
    rows[-1] |= {"stage": "won", "lost_reason": ""}
    won = deals("B", 20_000) + deals("C", 10_000)
    people = [person(rep_id) for rep_id in "ABC"]
    found = planned(tmp_path, {"reps": people, "opportunities": rows + won})
    assert by_rep(found)["A"].why_null == "few_wins"


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        ({"period": "2024-Q3", "total": 2000, "unit": 1000},
         "2,000 of all is less than one unit of 1,000 for each of 3 people.*unit: 500"),
        ({"period": "2024-Q3"}, "nothing says what is to be split for 2024-Q3.*total"),
        ({"period": "2024-Q3", "total": 10**6, "replan_from": "2024-08"},
         "no version of it is there"),
        ({"period": "2024-Q3", "total": 10**6, "replan_from": "2024-10"},
         "2024-10 is no month of 2024-Q3"),
        ({"period": "2024-Q3", "by_team": {"Easter": 10**6}}, "unknown team 'Easter'.*'East'"),
        ({"period": "2024-W30", "total": 10**6}, "2024-W30 is a week"),
        ({"period": "2024-H2", "total": 10**6}, "target_plan.period.*2024-Q3 and 2024-Q4"),
        ({"period": "2024-Q3", "total": -5}, "target_plan.total is -5"),
        ({"period": "2024-Q3", "total": 0}, "target_plan.total is 0"),
        ({"period": "2024-Q3", "unit": 0}, "target_plan.unit is 0"),
        ({"period": "2024-Q3", "total": 5, "by_team": {"East": 4}}, "by_team adds up to 4"),
        ({"priod": "2024-Q3"}, "unknown key 'priod'.*did you mean 'period'"),
        ({"period": "2024-05", "total": 10**6}, "2024-05 are gone on.*next period\\.$"),
        ({"period": "2030-Q3", "by_team": {"West": 10**6}}, "nobody of the team West"),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_split_is_refused_with_a_remedy(tmp_path, plan, message):
    people = [person(i) for i in "ABC"] + [person("W", team="West", left_on="2024-06-01")]
    with pytest.raises(ParameterError, match=f"(?s){message}"):
        planned(tmp_path, tables() | {"reps": people}, plan)


@pytest.mark.parametrize(
    ("split", "message"),
    [
        ("{weights: {potential: 0, history: 0, ability: 0}}", "all 0"),
        ("{weights: {potential: -0.4}}", "target_split.weights.potential is -0.4"),
        ("{weights: {potental: 1}}", "unknown key 'potental'.*did you mean 'potential'"),
        ("{band: 1.5}", "target_split.band is 1.5"),
        ("{ramp: [0.5, 2]}", "target_split.ramp"),
        ("{bandd: 0.2}", "unknown key 'bandd'.*did you mean 'band'"),
    ],
)  # fmt: skip
def test_a_policy_that_makes_no_sense_is_refused_by_its_line(tmp_path, split, message):
    report_of(tmp_path, tables())
    path = tmp_path / "policy.yaml"
    path.write_text(path.read_text("utf-8") + f"target_split: {split}\n", "utf-8")
    with pytest.raises(ParameterError, match=f"(?s){message}"):
        load_run(tmp_path / "run.yaml")


def test_the_table_of_targets_says_what_is_split_where_the_run_file_does_not(tmp_path):
    targets = [
        {"rep_id": rep, "team": team, "measure": "bookings", "period": f"2024-{month:02d}",
         "value": value}
        for month in (7, 8, 9)
        for rep, team, value in (("A", "", 100_000), ("B", "", 100_000))
    ]  # fmt: skip
    found = planned(tmp_path, tables() | {"targets": targets}, {"period": "2024-Q3"})
    assert (found.source, found.total) == ("table_reps", 600_000)
    of_teams = [row | {"rep_id": "", "team": "East"} for row in targets[::2]]
    found = planned(tmp_path, tables() | {"targets": targets + of_teams}, {"period": "2024-Q3"})
    assert (found.source, found.total) == ("table_teams", 300_000)


def test_the_period_after_the_runs_is_the_default(tmp_path):
    found = planned(tmp_path, tables(), {"total": 300_000, "unit": 100})
    assert found.plan_period == "2024-07"


def test_a_fiscal_year_over_the_turn_of_the_year_adds_up(tmp_path):
    plan = {"period": "FY2025", "total": 12_345_678, "unit": 100, "cushion": 0.07}
    found = planned(tmp_path, tables(), plan, fiscal_year_start=10)
    assert (found.months[0].month, found.months[-1].month) == ("2024-10", "2025-09")
    exact(found)


def test_season_needs_two_years_and_counts_working_days_once(sample):
    found = sample.for_targets()
    assert (found.basis.season, found.basis.n_months) == ("index", 30)


def test_the_sample_splits_its_own_table_for_the_next_month(sample):
    found = sample.for_targets()
    exact(found)
    assert (found.plan_period, found.source, found.total) == ("2026-07", "table_reps", 3_450_000)
    assert found.basis.potential == "market_territory"
    new = [rep.rep_id for rep in found.reps if rep.status == "new"]
    assert new == ["0016"]
    sheet = next(one for one in found.actions if one.rep_id == "0003")
    assert [one.planned for one in sheet.customers] == [2, 2]
    assert all(one.actual is not None for one in sheet.customers)


def test_the_seed_has_one_month_and_says_that_nothing_is_known(tmp_path):
    text = (ROOT / "params/seed-2024-03.yaml").read_text("utf-8")
    text = text.replace("policy/", f"{ROOT}/params/policy/").replace(
        "data/", f"{ROOT}/params/data/"
    )
    (tmp_path / "run.yaml").write_text(f"{text}\ntarget_plan: {{total: 800000}}\n", "utf-8")
    from salesreport.report import build_report

    found = build_report(load_run(tmp_path / "run.yaml")).for_targets()
    exact(found)
    assert (found.plan_period, found.total) == ("2024-04", 800_000)
    assert {rep.why_null for rep in found.reps} == {"no_history"}
    assert found.basis.counted == {}


def test_maven_is_split_by_ten_months(tmp_path, maven):
    from salesreport.report import build_report

    text = (ROOT / "params/examples/maven.yaml").read_text("utf-8")
    text = text.replace("../policy/", f"{ROOT}/params/policy/")
    text = text.replace("../../../shared", str(ROOT.parent / "shared"))
    plan = "target_plan: {period: 2018-Q1, total: 3000000, unit: 1000, cushion: 0.05}"
    (tmp_path / "run.yaml").write_text(f"{text}\n{plan}\n", "utf-8")
    found = build_report(load_run(tmp_path / "run.yaml")).for_targets()
    exact(found)
    assert len(found.reps) >= 30
    assert found.basis.season == "working_days"
    known = [rep.chance for rep in found.reps if rep.chance is not None]
    assert len(known) >= 25


def test_a_large_team_of_made_up_reps_adds_up(tmp_path):
    found = planned(tmp_path, team_rows(9, 6), {"period": "2024-Q3", "total": 9_876_543})
    exact(found)
