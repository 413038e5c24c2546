"""Receipts: every line can be checked by hand, and the workbook's sum is the score."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport import scoring
from salesreport.display.receipt import provisional
from salesreport.language import Words
from salesreport.measures import Quotient
from salesreport.report import build_report
from salesreport.report.scores import _line
from salesreport.report.views import Adjustment, OneDeal, OneDealBothWays, Score
from salesreport.scorecard.sums import agree, score_of

DEALS = (
    "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
    "X1,A,a,2024-05-01,won,2024-06-03,90\nX2,B,c,2024-06-01,won,2024-06-04,200\n"
)
TERMS = {
    "weights": {"bookings": 70, "process": 30},
    "goalposts": {"bookings": {"lo": 0, "hi": 100}, "process": {"lo": 0, "hi": 1}},
}
LINES = ["Actual", "Zero mark", "Full mark", "Points", "Weight", "Effective weight", "Contribution"]


@pytest.fixture
def receipts(make_run, book):
    def made(adjustments="", terms=TERMS, deals=DEALS, reps=""):
        files = {"o.csv": deals, "a.csv": "period,rep_id,points,reason,approved_by\n" + adjustments}
        data = {"opportunities": {"path": "o.csv"}, "score_adjustments": {"path": "a.csv"}}
        if reps:
            files["r.csv"], data["reps"] = reps, {"path": "r.csv"}
        return book(build_report(make_run(files, data, terms=terms)))

    return made


def of(book, rep_id):
    """Rows of a rep's receipt by what they are."""
    return {row[3]: row for row in book.rows("Receipts") if row[1] == rep_id}


def test_the_templates_receipt_adds_up_as_by_hand(seed, book):
    found = of(book(seed), "李*")
    # 70 % of 30; 15 % of 32 % is 46.875 of 25; 42 of 80 is 52.5 of 20; 85 % of 15; 90 % of 10
    earned = [found[name][10] for name in list(found)[:5]]
    assert earned == pytest.approx([21.0, 11.71875, 10.5, 12.75, 9.0])
    assert found["Rounding, and the limits 0 and 100"][10] == pytest.approx(64.97 - 64.96875)
    assert found["Total"][8:12] == [100, None, 64.97, "needs improvement"]
    assert found["Total"][12] == "Typed in Table 2: 65, needs improvement."
    assert found["One deal more"][10:12] == [71.51, "pass"]
    assert found["One deal less"][10:12] == [58.43, "needs improvement"]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_why_a_score_may_change_is_said_as_on_the_page(make_run, book, language):
    # two won deals a month, while a rate of them wants three
    terms = {
        "weights": {"win_rate": 100},
        "goalposts": {"win_rate": {"lo": 0, "hi": 1}},
        "min_n": {"win_rate": 3},
    }
    run = make_run({"o.csv": DEALS}, {"opportunities": {"path": "o.csv"}}, terms=terms)
    report, words = build_report(run), Words(language)
    sheet = words("Receipts")
    remark = next(
        row[12] for row in book(report, language).rows(sheet)
        if row[1] == "A" and row[3] == words("Total")
    )  # fmt: skip
    assert remark == provisional(report.for_rep("A").rep.score, words)
    assert (
        remark
        == {
            "en": "The score may still change: few cases (Win rate).",
            "zh_CN": "评分仍可能变动：样本较少（赢单率）。",
        }[language]
    )


def test_a_missing_measure_says_why_and_its_weight_goes_to_the_others(receipts):
    book = receipts()
    found = of(book, "A")
    # 90 of 100, and all the weight is on it: 70 of 70 is 100
    assert found["Bookings"][4:11] == [90, 0, 100, 90, 70, 100, 90]
    assert found["Follow-up on time"][4] == "n/a"
    assert found["Follow-up on time"][7:11] == ["n/a", 30, "n/a", "n/a"]
    assert found["Follow-up on time"][12] == "n/a: no table gives it"
    assert book.comments("Receipts")["E6"] == "n/a: no table gives it"
    assert found["Total"][10:12] == [90, "excellent"]


def test_with_too_little_weight_nobody_is_rated_and_nothing_is_zero(receipts):
    terms = {**TERMS, "missing": {"rescale_above": 0.8}}
    book = receipts(terms=terms)
    found = of(book, "A")
    assert found["Bookings"][7:11] == [90, 70, "n/a", "n/a"]
    assert found["Total"][10:13] == ["n/a", "not rated", "n/a: too many measures are missing"]
    assert [row[9:11] for row in book.rows("Table 2")[:2]] == [["n/a", "not rated"]] * 2


def test_adjustments_stand_with_reason_and_approver_and_count(receipts):
    found = of(receipts("2024-06,A,-2.5,=late report,Ann\n2024-06,A,1,tutor,Bo\n"), "A")
    assert (found["=late report"][10], found["=late report"][12]) == (-2.5, "approved by Ann")
    assert found["tutor"][10] == 1
    assert found["Total"][10] == 88.5


def test_a_total_beyond_the_limits_is_kept_within_and_the_difference_shown(receipts):
    found = of(receipts("2024-06,A,25,new market,Ann\n"), "A")
    assert found["Total"][10] == 100
    assert found["Rounding, and the limits 0 and 100"][10] == -15


def test_somebody_who_was_not_there_is_not_rated(receipts):
    reps = "rep_id,name,hired_on\nA,Ann,2020-01-01\nB,Bo,2020-01-01\nC,Cy,2024-07-01\n"
    found = of(receipts(reps=reps), "C")
    assert found["Total"][10:13] == ["n/a", "not rated", "n/a: not there at that time"]


numbers = st.fractions(min_value=0, max_value=3, max_denominator=997)


@given(
    raws=st.lists(st.none() | numbers, min_size=1, max_size=7),
    hand=st.lists(st.integers(-3000, 3000), max_size=3),
    data=st.data(),
)
@settings(max_examples=300, deadline=None)
def test_the_workbooks_arithmetic_gives_the_exact_score(raws, hand, data):
    # The score is exact until it is rounded; the workbook has floats all the way.
    cuts = sorted(data.draw(st.lists(st.integers(0, 100), min_size=len(raws) - 1,
                                     max_size=len(raws) - 1)))  # fmt: skip
    shares = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    weights = {f"m{i}": Fraction(share) for i, share in enumerate(shares)}
    values = {f"m{i}": Quotient(raw, None if raw is not None else "no_data")
              for i, raw in enumerate(raws)}  # fmt: skip
    terms = scoring.Terms(
        weights=weights,
        goalposts={name: (Fraction(0), Fraction(1)) for name in weights},
        grades={"good": Fraction(50), "needs_improvement": Fraction(0)},
        rescale_above=Fraction(3, 5),
    )
    by_hand = [scoring.Adjustment(Fraction(points, 100), "r", "a") for points in hand]
    exact = scoring.receipt(values, terms, by_hand)
    nothing = OneDeal(score=None, grade="not_rated")
    shown = Score(
        score=None if exact.score is None else float(exact.score), grade="good",
        provisional=False, receipt=[_line(line) for line in exact.lines],
        adjustments=[Adjustment(points=float(one.points), reason="r", approved_by="a")
                     for one in by_hand],
        one_deal=OneDealBothWays(more=nothing, less=nothing),
    )  # fmt: skip
    assert agree(score_of(shown), shown.score)
