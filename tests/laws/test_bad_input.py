"""Input that breaks formulas: n/a with its reason or a clear error, never a made-up number."""

import json
import re
from datetime import date

import pytest

from salesreport.display import rep_pages, team_pages
from tests.laws.companies import document_of, report_of

NUMBERS = re.compile(r"(?<![A-Za-z])(?:nan|inf|infinity)(?![A-Za-z])", re.IGNORECASE)
WON = {"customer": "K", "created_date": date(2024, 6, 1), "stage": "won",
       "close_date": date(2024, 6, 10), "amount": 100}  # fmt: skip
SIMPLE = {"weights": {"completion": 60, "win_rate": 40},
          "goalposts": {"completion": {"lo": 0, "hi": 1}, "win_rate": {"lo": 0, "hi": 1}},
          "missing": {"rescale_above": 0.6}}  # fmt: skip


def deal(key, rep, **more):
    return {"opportunity_id": key, "rep_id": rep, **WON, **more}


def goal(rep, value, period="2024-06"):
    return {"rep_id": rep, "measure": "bookings", "period": period, "value": value}


def is_clean(report):
    """Neither the JSON nor any page says nan, inf or None for a number."""
    text = json.dumps(report.to_json(lambda problem: "do"), allow_nan=False)
    assert "NaN" not in text
    assert "Infinity" not in text
    for language in ("en", "zh_CN"):
        pages = [team_pages(report.for_team(name), language) for name in (None, *report.teams)]
        pages += [rep_pages(report.for_rep(rep_id), language) for rep_id in report.rep_ids]
        for page in pages:
            shown = re.sub(r"<[^>]*>", " ", page.html())
            assert not NUMBERS.search(shown), NUMBERS.search(shown)
            assert " None " not in shown
    return document_of(report)


def no_grade_for_missing_data(document):
    """Nobody is graded by a measure that is n/a; every n/a has a reason."""
    for rep in document["reps"]:
        missing = {name for name, value in rep["measures"].items() if value is None}
        assert missing == set(rep["why_null"])
        assert "" not in rep["why_null"].values()
        lines = [line for line in rep["receipt"] if line["raw"] is None]
        for line in lines:
            assert (line["points"], line["contribution"], line["weight"]) == (None, None, None)
            assert line["why_null"]
        if len(lines) == len(rep["receipt"]):
            assert (rep["score"], rep["grade"]) == (None, "not_rated")


@pytest.mark.parametrize(
    ("value", "reason"),
    [(0, "target_not_positive"), (-500, "target_not_positive"), ("", "no_target")],
)
def test_a_target_of_zero_less_or_none(value, reason):
    tables = {"opportunities": [deal("O1", "A"), deal("O2", "B")],
              "targets": [goal("A", value), goal("B", 200)]}  # fmt: skip
    document = is_clean(report_of(tables, terms=SIMPLE))
    no_grade_for_missing_data(document)
    rep, other = document["reps"]
    assert (rep["measures"]["completion"], rep["why_null"]["completion"]) == (None, reason)
    assert rep["flags"] == []
    assert (rep["score"], rep["grade"]) == (None, "not_rated")  # 40 of 100 is under 60 %
    assert (other["measures"]["completion"], other["score"]) == (0.5, 70.0)


def test_bookings_below_zero_give_no_cost_ratio_and_keep_their_sign():
    tables = {
        "opportunities": [deal("O1", "A")],
        "booking_adjustments": [{"date": date(2024, 6, 20), "rep_id": "A", "opportunity_id": "O1",
                                 "amount": -300, "kind": "refund"}],
        "costs": [{"rep_id": "A", "period": "2024-06", "amount": 50}],
        "targets": [goal("A", 100)],
    }  # fmt: skip
    document = is_clean(report_of(tables, terms=SIMPLE))
    (rep,) = document["reps"]
    assert (rep["measures"]["bookings"], rep["measures"]["completion"]) == (-200, -2.0)
    assert (rep["measures"]["cost_ratio"], rep["why_null"]["cost_ratio"]) == (
        None, "no_denominator",
    )  # fmt: skip
    assert rep["score"] == 40.0  # 0 of 60, all of 40
    assert document["team"]["measures"]["cost_ratio"] is None


@pytest.mark.parametrize("period", ["2023-01", "2024-09", "2030-Q1"])
def test_a_period_without_data_is_not_zero_and_grades_nobody(period):
    """Sums too: bookings of a month no table reaches are unknown, not 0."""
    terms = {"weights": {"bookings": 50, "leads": 20, "completion": 30},
             "goalposts": {"bookings": {"lo": 0, "hi": 100}, "leads": {"lo": 0, "hi": 9},
                           "completion": {"lo": 0, "hi": 1}}}  # fmt: skip
    tables = {
        "opportunities": [deal("O1", "A"), deal("O2", "B", stage="lost")],
        "leads": [{"lead_id": "L1", "rep_id": "A", "assigned_date": date(2024, 6, 3),
                   "status": "working"}],
        "targets": [goal(rep, 100, month) for rep in "AB"
                    for month in ("2023-01", "2024-06", "2024-09")],
    }  # fmt: skip
    last = {"2023-01": "2023-01-31", "2024-09": "2024-09-30", "2030-Q1": "2030-03-31"}[period]
    document = is_clean(report_of(tables, terms=terms, period=period, as_of=last))
    no_grade_for_missing_data(document)
    for part in (*document["reps"], document["team"]):
        for name in ("bookings", "leads", "completion", "win_rate", "won_customers"):
            assert part["measures"][name] is None, (period, name)
    assert {rep["grade"] for rep in document["reps"]} == {"not_rated"}


def test_one_rep_has_no_peers_and_a_score():
    tables = {"opportunities": [deal("O1", "A")], "targets": [goal("A", 200)]}
    report = report_of(tables, terms=SIMPLE)
    document = is_clean(report)
    assert [rep["score"] for rep in document["reps"]] == [70.0]  # .5 x 60 + 1 x 40
    peers = report.for_rep("A").rep.figures["completion"].peers
    assert (peers.value, bool(peers.why_null or peers.withheld)) == (None, True)


def test_a_rep_in_two_roles_is_one_person_and_named():
    terms = SIMPLE | {"roles": {
        "new_business": {"weights": {"completion": 100}},
        "account_management": {"weights": {"win_rate": 100}},
    }}  # fmt: skip
    people = [{"rep_id": "A", "name": "Ann", "role": role}
              for role in ("new_business", "account_management")]  # fmt: skip
    tables = {"reps": people, "opportunities": [deal("O1", "A")], "targets": [goal("A", 200)]}
    document = is_clean(report_of(tables, terms=terms))
    assert [rep["rep_id"] for rep in document["reps"]] == ["A"]
    (line,) = [line for line in document["ledger"] if line["table"] == "reps"]
    assert (line["read"], line["kept"], sum(line["listed"].values())) == (2, 1, 1)
    assert {problem["rule"] for problem in document["problems"] if problem["table"] == "reps"}


def test_overlapping_owners_are_an_error_and_the_deal_stays_with_its_rep():
    owners = [{"customer": "K", "rep_id": rep, "from_date": date(2024, 1, 1)} for rep in "BC"]
    people = [{"rep_id": rep, "name": f"Rep {rep}"} for rep in "ABC"]
    tables = {"reps": people, "opportunities": [deal("O1", "A")], "owners": owners}
    document = is_clean(report_of(tables, terms=SIMPLE))
    found = [p for p in document["problems"] if p["rule"] == "overlapping_owners"]
    assert found
    assert {problem["severity"] for problem in found} == {"error"}
    booked = {rep["rep_id"]: rep["measures"]["bookings"] for rep in document["reps"]}
    assert booked == {"A": 100, "B": 0, "C": 0}


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ({"completion": 60, "win_rat": 40}, "win_rate"),
        ({"completion": 60, "win_rate": 30}, "weights sum to 90, not 100"),
        ({"completion": 120, "win_rate": -20}, "give no negative weight"),
        ({"completion": 50, "process": 50}, "weights without a goalpost: process"),
    ],
)
def test_weights_that_cannot_be_are_refused_with_the_remedy(make_run, call, weights, said):
    data = {"opportunities": {"path": "o.csv"}}
    run = make_run({"o.csv": "opportunity_id\n"}, data, terms=SIMPLE)
    policy = run.path.parent / "policy.yaml"
    policy.write_text(json.dumps({**SIMPLE, "weights": weights}), encoding="utf-8")
    code, out, error = call("score", run.path, "--json")
    assert (code, out) == (2, "")  # the call names a policy that cannot be used
    assert said in error
    assert "Traceback" not in error


@pytest.mark.slow
def test_each_of_500_reps_is_scored():
    ids = [f"R{number:03d}" for number in range(500)]
    deals = [
        deal(f"{rep}-{i}", rep, customer=f"C{rep}-{i}", amount=100 + i,
             stage="lost" if i % 3 == 0 else "won", close_date=date(2024, 5 + i % 2, 10),
             created_date=date(2024, 4, 1 + i))
        for rep in ids for i in range(6)
    ]  # fmt: skip
    people = [{"rep_id": rep, "name": rep, "team": f"T{rep[-1]}"} for rep in ids]
    tables = {"reps": people, "opportunities": deals, "targets": [goal(rep, 300) for rep in ids]}
    document = document_of(report_of(tables, terms=SIMPLE))
    assert [rep["rep_id"] for rep in document["reps"]] == ids
    # 101 + 105 of 300 and 2 of 3 won: .68667 x 60 + .66667 x 40
    assert {rep["score"] for rep in document["reps"]} == {67.87}
