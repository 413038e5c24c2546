"""Numbers the seed and the public CRM set are known to give."""

import json

import pytest

# The seed's Table 2 under params/policy/2024-Q1.yaml, worked by hand:
# 张*: 30 + 25 x .25/.32 + 20 x 65/80 + 15 x .92 + 10 x .84 = 87.98
# 李*: 30 x .70 + 25 x .15/.32 + 20 x 42/80 + 15 x .85 + 10 x .90 = 64.97
SEED = {
    "张*": (87.98, "good", 1.04, (90.42, "excellent"), (82.84, "good")),
    "李*": (64.97, "needs_improvement", 0.70, (71.51, "pass"), (58.43, "needs_improvement")),
}

# ../shared/data/INDEX.md, published and recomputed from the file
MONTHLY = {
    "2017-03": (1134672, 82.1),
    "2017-04": (721932, 48.6),
    "2017-05": (1025713, 54.4),
    "2017-06": (1338466, 82.8),
    "2017-07": (696932, 49.1),
    "2017-08": (1050059, 56.8),
    "2017-09": (1235264, 79.2),
    "2017-10": (731980, 49.3),
    "2017-11": (938943, 52.9),
    "2017-12": (1131573, 78.5),
}
WITHOUT_DEALS = {
    "Mei-Mei Johns",
    "Elizabeth Anderson",
    "Natalya Ivanova",
    "Carol Thompson",
    "Carl Lin",
}


def document(report):
    return json.loads(report.document(lambda problem: "do").model_dump_json())


def test_seed_gives_the_scores_worked_by_hand(seed):
    reps = {rep["rep_id"]: rep for rep in document(seed)["reps"]}
    assert {
        rep_id: (
            rep["score"],
            rep["grade"],
            rep["measures"]["completion"],
            (rep["one_deal"]["more"]["score"], rep["one_deal"]["more"]["grade"]),
            (rep["one_deal"]["less"]["score"], rep["one_deal"]["less"]["grade"]),
        )
        for rep_id, rep in reps.items()
    } == SEED


def test_seed_team_is_sums_over_sums(seed):
    team = document(seed)["team"]
    assert team["measures"]["completion"] == 730000 / 800000
    assert team["measures"]["conversion"] == 13 / 65
    assert (team["n"]["won_customers"], team["n"]["leads"]) == (13, 65)


def test_seed_rates_without_parts_have_no_team_figure(seed):
    team = document(seed)["team"]
    assert team["measures"]["collection_rate"] is None
    assert team["why_null"]["collection_rate"] == team["why_null"]["process"] == "typed_rate_only"


def test_seed_leads_are_marked_as_worked_back(seed):
    figures = seed.for_rep("李*").rep.figures
    assert figures["leads"].implied
    assert figures["leads"].value == 33
    assert figures["conversion"].typed
    assert figures["conversion"].value == 0.15


def test_typed_score_and_grade_stand_beside_the_computed_ones(seed):
    score = seed.for_rep("张*").rep.score
    assert (score.typed_score, score.typed_grade, score.score) == (88, "good", 87.98)


def test_maven_totals_are_the_published_ones(maven):
    team = document(maven)["team"]
    assert (team["n"]["won"], team["n"]["lost"]) == (4238, 2473)
    assert round(team["measures"]["win_rate"], 4) == 0.6315
    assert team["measures"]["bookings"] == 10005534
    assert round(team["measures"]["cycle_days"], 1) == 51.8


def test_maven_reps_and_groups_are_the_published_ones(maven):
    reps = {rep["rep_id"]: rep for rep in document(maven)["reps"]}
    assert len(reps) == 35
    assert reps["Darcel Schlecht"]["measures"]["bookings"] == 1153214
    assert reps["Darcel Schlecht"]["n"]["won"] == 349
    assert reps["Vicki Laflamme"]["measures"]["bookings"] == 478396
    groups = {group.team: group.bookings for group in maven.for_team().groups}
    assert groups == {
        "Melvin Marxen": 2251930,
        "Cara Losch": 1130049,
        "Rocco Neubert": 1960545,
        "Celia Rouche": 1603897,
        "Summer Sewald": 1964750,
        "Dustin Brinkmann": 1094363,
    }


def test_maven_months_are_the_published_ones(maven):
    months = {month.period: month for month in maven.for_team().months}
    for label, (revenue, win_rate) in MONTHLY.items():
        assert months[label].bookings == revenue
        assert round(months[label].win_rate * 100, 1) == win_rate


def test_a_year_is_not_held_against_six_months(maven):
    figures = maven.for_rep("Darcel Schlecht").rep.figures
    assert {figure.rolling_6.why_null for figure in figures.values()} == {"no_months"}


def test_conversion_above_one_shows_as_such(maven):
    months = {month.period: month.conversion for month in maven.for_team().months}
    assert months["2017-11"] > 1
    assert months["2017-12"] > 3


def test_reps_without_deals_are_not_rated_with_a_reason(maven):
    reps = {rep["rep_id"]: rep for rep in document(maven)["reps"]}
    unrated = {name for name, rep in reps.items() if rep["grade"] == "not_rated"}
    assert unrated == WITHOUT_DEALS
    for name in unrated:
        assert reps[name]["score"] is None
        assert reps[name]["measures"]["win_rate"] is None
        assert reps[name]["why_null"]["win_rate"] == "no_denominator"


@pytest.mark.parametrize("name", ["seed", "sample", "maven"])
def test_null_measures_always_have_a_reason(name, request):
    for part in (*document(request.getfixturevalue(name))["reps"],):
        missing = {key for key, value in part["measures"].items() if value is None}
        assert missing == set(part["why_null"])


@pytest.mark.parametrize("name", ["seed", "sample", "maven"])
def test_ledger_balances(name, request):
    for line in document(request.getfixturevalue(name))["ledger"]:
        assert line["read"] == line["kept"] + sum(line["listed"].values())
