"""Laws of scores: what they are made of, whose they are, and which way they move."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.laws.companies import LAW, REPS, companies, document_of, report_of


@given(tables=companies())
@LAW
def test_scores_lie_in_0_to_100_and_sum_their_receipts(tables):
    for rep in document_of(report_of(tables))["reps"]:
        if rep["score"] is None:
            assert (rep["grade"], bool(rep["score_why_null"])) == ("not_rated", True)
            continue
        assert 0 <= rep["score"] <= 100
        points = [line["points"] for line in rep["receipt"] if line["points"] is not None]
        assert all(0 <= one <= 100 for one in points)
        weights = [line["weight"] for line in rep["receipt"] if line["weight"] is not None]
        assert sum(weights) == pytest.approx(100)
        given_ = [line["contribution"] for line in rep["receipt"] if line["points"] is not None]
        assert rep["score"] == pytest.approx(sum(given_), abs=0.00501)


DAY_OF = {"opportunities": ("created_date", "close_date"), "leads": ("assigned_date",),
          "activities": ("due_date",), "contracts": ("signed_date",),
          "payment_plan": ("due_date",), "payments": ("date",)}  # fmt: skip


def beginnings(tables):
    """From which month on each day is on record; the months up to May are one.

    Before it nothing is known of anybody: where the first rows are those of the rep who
    goes, the others' months change from 0 to unknown.
    """
    found = {}
    for name, columns in DAY_OF.items():
        for column in columns:
            days = [row[column] for row in tables[name] if row[column] is not None]
            found[name, column] = max(f"{min(days):%Y-%m}", "2024-05") if days else None
    return found


@given(tables=companies(), gone=st.sampled_from(REPS))
@LAW
def test_removing_a_rep_changes_no_other_reps_score(tables, gone):
    """Rows of the rep go, as do deals shared with the rep; nobody's own rows do."""
    alone = {**tables, "credits": [], "contract_credits": []}
    left = {
        name: [row for row in rows if row.get("rep_id") != gone] for name, rows in alone.items()
    }
    kept = {row["contract_id"] for row in left["contracts"]}
    for name in ("payment_plan", "payments"):
        left[name] = [row for row in left[name] if row["contract_id"] in kept]
    assume(beginnings(left) == beginnings(alone))
    parts = ("score", "grade", "measures", "receipt", "one_deal", "targets", "flags", "n")
    after = {rep["rep_id"]: rep for rep in document_of(report_of(left))["reps"]}
    for rep in document_of(report_of(alone))["reps"]:
        if rep["rep_id"] == gone:
            assert gone not in after
            continue
        for part in parts:
            one, other = (dict(d[part]) if part in ("measures", "n") else d[part]
                          for d in (rep, after[rep["rep_id"]]))  # fmt: skip
            for name in ("new_customers", "repurchase_rate"):
                # a customer's history is the company's: it goes with the rows
                if part in ("measures", "n"):
                    one.pop(name, None)
                    other.pop(name, None)
            assert one == other, (rep["rep_id"], part)


TYPED = {"completion": "bookings", "conversion": "conversion", "process": "process",
         "revenue_per_customer": "revenue_per_customer",
         "collection_rate": "collection_rate"}  # fmt: skip
BASE = {"period": "2024-06", "rep_id": "A", "target": 1000, "bookings": 500, "leads": 20,
        "new_customers": 5, "conversion": "0.25", "revenue_per_customer": 100,
        "collection_rate": "0.5", "process": "0.5"}  # fmt: skip


@pytest.mark.parametrize("lower", [False, True])
@pytest.mark.parametrize("measure", TYPED)
@given(steps=st.lists(st.integers(0, 200), min_size=2, max_size=4, unique=True))
@settings(LAW, max_examples=3)
def test_a_score_never_falls_while_one_measure_gets_better(measure, lower, steps):
    """Better is up, or down where the goalposts say that lower is better."""
    post = {"lo": 2, "hi": 0} if lower else {"lo": 0, "hi": 2}
    if measure == "revenue_per_customer":
        post = {key: value * 100 for key, value in post.items()}
    names = list(TYPED)
    terms = {
        "weights": dict.fromkeys(names, 20),
        "goalposts": {name: {"lo": 0, "hi": 1} for name in names} | {measure: post},
    }
    scores = []
    for step in sorted(steps, reverse=lower):
        size = {"completion": 10 * step, "revenue_per_customer": step}.get(measure, step / 100)
        row = BASE | {TYPED[measure]: size}
        report = report_of({"evaluations": [row]}, terms=terms)
        (line,) = [x for x in report.for_rep("A").rep.score.receipt if x.measure == measure]
        scores.append((report.for_rep("A").rep.score.score, line.points))
    assert scores == sorted(scores)
