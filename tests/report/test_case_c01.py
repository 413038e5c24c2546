"""Case c01: zero and missing denominators, from files to score --json and the pages."""

import csv
import json
from pathlib import Path

import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.params import load_run
from salesreport.report import build_report

NA = None
# expected.md; conversion, completion, revenue per customer, collection
STATED = {
    "A": (10 / 40, 0.5, 5000, 0.8),
    "B": (NA, NA, 4000, 1.0),
    "C": (0.0, 0.0, NA, NA),
    "D": (NA, NA, NA, NA),
    "E": (0.2, -0.15, -3000, NA),
}
TEAM = ((13, 57), (55000, 180000), (55000, 13), (48000, 58000))
NAMES = ("conversion", "completion", "revenue_per_customer", "collection_rate")
TERMS = {
    "weights": {"completion": 40, "conversion": 30, "revenue_per_customer": 30},
    "goalposts": {
        "completion": {"lo": 0, "hi": 1},
        "conversion": {"lo": 0, "hi": 0.5},
        "revenue_per_customer": {"lo": 0, "hi": 10000},
    },
    "missing": {"rescale_above": 0.6},
}


def expanded(rows):
    """The case's sums as the rows they are sums of: text of each table."""
    texts = {
        "reps": ["rep_id,name"],
        "leads": ["lead_id,rep_id,assigned_date,status"],
        "opportunities": ["opportunity_id,rep_id,customer,created_date,stage,close_date,amount"],
        "targets": ["rep_id,measure,period,value"],
        "contracts": ["contract_id,customer,rep_id,signed_date,amount"],
        "payment_plan": ["contract_id,instalment,kind,due_date,amount"],
        "payments": ["payment_id,date,amount,contract_id"],
    }
    for row in rows:
        rep, orders = row["rep"], int(row["orders"])
        texts["reps"].append(f"{rep},{rep}")
        texts["leads"] += [f"L{rep}{i},{rep},2024-06-03,working" for i in range(int(row["leads"]))]
        texts["opportunities"] += [
            f"O{rep}{i},{rep},C{rep}{i},2024-06-01,won,2024-06-10,{int(row['revenue']) // orders}"
            for i in range(orders)
        ]
        texts["targets"].append(f"{rep},bookings,2024-06,{row['target']}")
        if int(row["receivable"]):
            sums = row["receivable"], row["collected"]
            texts["contracts"].append(f"K{rep},C{rep},{rep},2024-05-01,{sums[0]}")
            texts["payment_plan"].append(f"K{rep},1,progress,2024-06-15,{sums[0]}")
            texts["payments"].append(f"P{rep},2024-06-20,{sums[1]},K{rep}")
    return {f"{name}.csv": "\n".join(lines) + "\n" for name, lines in texts.items()}


@pytest.fixture(scope="module")
def rows(case_folder):
    with (case_folder("c01_zero_denominators") / "reps.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def run(rows, make_run):
    files = expanded(rows)
    data = {name.removesuffix(".csv"): {"path": name} for name in files}
    return lambda **more: make_run(files, data, terms=TERMS, max_dropped=1, **more)


@pytest.fixture
def found(run, call):
    _, out, said = call("score", run().path, "--json")
    assert said == ""
    return json.loads(out)


@pytest.mark.parametrize("rep_id", STATED)
def test_each_cell_of_the_case(found, rep_id):
    rep = next(rep for rep in found["reps"] if rep["rep_id"] == rep_id)
    shown = tuple(rep["measures"][name] for name in NAMES)
    assert shown == pytest.approx(STATED[rep_id], abs=1e-12)
    missing = {name for name, value in zip(NAMES, STATED[rep_id], strict=True) if value is NA}
    assert missing == {name for name in NAMES if name in rep["why_null"]}


def test_reasons_say_what_is_missing(found):
    why = {rep["rep_id"]: rep["why_null"] for rep in found["reps"]}
    assert why["B"]["completion"] == "target_not_positive"
    assert why["D"]["completion"] == "no_target"
    for rep_id, name in (("B", "conversion"), ("C", "revenue_per_customer"),
                         ("D", "conversion"), ("E", "collection_rate")):  # fmt: skip
        assert why[rep_id][name] == "no_denominator", (rep_id, name)


@pytest.mark.parametrize(("name", "parts"), list(zip(NAMES, TEAM, strict=True)))
def test_the_team_is_sums_over_sums(run, found, name, parts):
    figure = build_report(run()).for_team(None).figures[name]
    assert (figure.numerator, figure.denominator) == parts
    assert found["team"]["measures"][name] == pytest.approx(parts[0] / parts[1], abs=1e-15)


def test_grades_rescale_what_is_there_and_never_grade_what_is_not(found):
    """By hand, weights 40, 30, 30 and full marks at 1, 0.5 and 10,000.

    A: 40 x .5 + 30 x .5 + 30 x .5 = 50. B: only 30 of 100 is there, under 60 %.
    C: 0 of the 70 that are there. E: -15 % and -3,000 earn 0; 30 x .4 = 12.
    """
    scores = {rep["rep_id"]: (rep["score"], rep["grade"], rep["rescaled"]) for rep in found["reps"]}
    assert scores == {
        "A": (50.0, "needs_improvement", False),
        "B": (None, "not_rated", False),
        "C": (0.0, "needs_improvement", True),
        "D": (None, "not_rated", False),
        "E": (12.0, "needs_improvement", False),
    }
    why = {rep["rep_id"]: rep["score_why_null"] for rep in found["reps"]}
    assert (why["B"], why["D"], why["C"]) == ("missing_measures", "missing_measures", None)


def test_b_is_scored_by_what_is_there_where_the_policy_says_so(rows, make_run):
    files = expanded(rows)
    data = {name.removesuffix(".csv"): {"path": name} for name in files}
    terms = TERMS | {"missing": {"rescale_above": 0.3}}
    score = build_report(make_run(files, data, terms=terms, max_dropped=1)).for_rep("B").rep.score
    assert (score.score, score.rescaled) == (40.0, True)  # 4,000 of 10,000


def test_a_real_zero_looks_different_from_not_available(run):
    report = build_report(run())
    page = rep_pages(report.for_rep("C"), "en").html()
    assert "0%" in page
    assert "n/a" in page
    view = report.for_rep("C").rep
    assert (view.figures["conversion"].value, view.figures["conversion"].why_null) == (0.0, None)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_those_not_rated_rank_nowhere_and_are_counted_apart(run, language):
    """Largest gap first: C -60,000, A -50,000, E -23,000; B and D have no target."""
    view = build_report(run()).for_team(None)
    html = str(team_pages(view, language).people_at_a_glance.html())
    places = [html.find(f">{rep}<") for rep in "CAEBD"]
    assert -1 < places[0] < places[1] < places[2]
    assert places[3:] == [-1, -1]
    assert (view.grades["not_rated"], view.grades["needs_improvement"]) == (2, 3)
    assert {rep for rep, gap in view.gap_by_rep.items() if gap is not None} == set("ACE")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_pages_say_neither_inf_nor_nan_nor_a_made_up_hundred(run, language):
    report = build_report(run())
    pages = [team_pages(report.for_team(None), language).html()]
    pages += [rep_pages(report.for_rep(rep_id), language).html() for rep_id in STATED]
    for page in pages:
        for word in (">inf", ">nan", "nan%", "inf%", "Infinity", ">None<", "∞"):
            assert word not in page


def test_the_aggregate_itself_reads_as_table_2(case_folder, make_run):
    """The case's own file: what Table 2 can hold of it gives the same figures."""
    source = {
        "path": str(case_folder("c01_zero_denominators") / "reps.csv"),
        "columns": {"rep": "rep_id", "orders": "new_customers", "revenue": "bookings"},
        "choose": {"period": [{"give": "2024-06"}]},
        "ignore": ["receivable", "collected"],
    }
    run = make_run({}, {"evaluations": source}, terms=TERMS, max_dropped=1)
    report = build_report(load_run(Path(run.path)))
    for rep_id, stated in STATED.items():
        figures = report.for_rep(rep_id).rep.figures
        shown = tuple(figures[name].value for name in NAMES[:3])
        assert shown == pytest.approx(stated[:3], abs=1e-12), rep_id
    team = report.for_team(None).figures
    assert (team["conversion"].numerator, team["conversion"].denominator) == TEAM[0]
    assert (team["revenue_per_customer"].numerator, team["completion"].numerator) == (55000, 55000)
