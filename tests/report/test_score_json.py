"""`score --json`: a receipt sums to its score, and says all that made it."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from salesreport.report import build_report

DEALS = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
WON = DEALS + "X1,A,a,2024-05-01,won,2024-06-03,100\n"
TARGETS = "rep_id,measure,period,value\nA,bookings,2024-06,500\n"
ADJUSTED = "period,rep_id,points,reason,approved_by\n"


@pytest.fixture
def scored(make_run):
    def build(adjustments="", *, deals=WON, terms=None, **settings):
        files = {"o.csv": deals, "t.csv": TARGETS, "s.csv": ADJUSTED + adjustments}
        data = {"opportunities": {"path": "o.csv"}, "targets": {"path": "t.csv"}}
        if adjustments:
            data["score_adjustments"] = {"path": "s.csv"}
        return build_report(make_run(files, data, terms=terms, **settings))

    return build


def entry(report):
    return report.document(lambda problem: "do").model_dump(mode="json")["reps"][0]


def summed(rep):
    parts = [line["contribution"] or 0 for line in rep["receipt"]]
    total = sum(Decimal(repr(part)) for part in parts)
    total += sum(Decimal(repr(item["points"])) for item in rep["adjustments"])
    return total.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def test_a_receipt_with_adjustments_sums_to_its_score(scored):
    # 100 of 500 is 20 points of 100, and 5 by hand
    rep = entry(scored("2024-06,A,5,help,Boss\n"))
    assert rep["score"] == 25.0 == float(summed(rep))
    assert rep["adjustments"] == [{"points": 5.0, "reason": "help", "approved_by": "Boss"}]


def test_a_rescaled_score_says_so_and_why_a_measure_is_missing(scored):
    # 70 of 100 points of weight are there: 20 % of them, scaled up to 100
    terms = {
        "weights": {"completion": 70, "process": 30},
        "goalposts": {"completion": {"lo": 0, "hi": 1}, "process": {"lo": 0, "hi": 1}},
    }
    rep = entry(scored(terms=terms))
    assert (rep["score"], rep["rescaled"]) == (20.0, True)
    assert [(x["measure"], x["weight"], x["why_null"]) for x in rep["receipt"]] == [
        ("completion", 100.0, None), ("process", None, "no_table"),
    ]  # fmt: skip
    assert rep["provisional_because"] == ["missing_measure:process"]
    assert float(summed(rep)) == rep["score"]


def test_a_score_that_is_none_says_why(scored):
    rep = entry(scored(deals=DEALS + "X1,A,a,2024-05-01,won,2024-06-03,\n", terms={
        "weights": {"process": 100}, "goalposts": {"process": {"lo": 0, "hi": 1}},
    }))  # fmt: skip
    assert (rep["score"], rep["grade"]) == (None, "not_rated")
    assert rep["score_why_null"] == "missing_measures"


def test_rolling_scores_are_in_the_json(sample):
    document = sample.document(lambda problem: "do")
    rep = next(rep for rep in document.reps if rep.rep_id == "0003")
    view = sample.for_rep("0003").rep.score
    assert (rep.rolling_3, rep.rolling_6) == (view.rolling_3, view.rolling_6)
    assert rep.rolling_3 is not None


@pytest.mark.parametrize("name", ["seed", "sample"])
def test_every_receipt_of_the_samples_sums_to_its_score(name, request):
    document = request.getfixturevalue(name).document(lambda problem: "do")
    rated = [rep for rep in document.model_dump(mode="json")["reps"] if rep["score"] is not None]
    assert rated
    for rep in rated:
        assert float(min(max(summed(rep), Decimal(0)), Decimal(100))) == rep["score"]


@pytest.mark.parametrize(
    ("period", "span", "applied"),
    [
        ("2024-Q2", "2024-Q2", True),
        ("2024-Q2", "2024-05", False),
        ("2024-06", "2024-Q2", False),
        ("2024-06", "2024-06", True),
    ],
)
def test_adjustments_count_for_exactly_their_span_and_others_are_named(
    scored, period, span, applied
):
    report = scored(f"{span},A,5,help,Boss\n", period=period)
    named = [p.value for p in report.problems if p.rule == "adjustment_of_part"]
    assert bool(report.for_rep("A").rep.score.adjustments) == applied
    assert named == ([] if applied else [span])
