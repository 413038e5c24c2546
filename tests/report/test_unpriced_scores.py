"""Without the amount of a deal or contract there is no completion, no grade of it, no flag."""

import pytest

from salesreport.display import rep_pages
from salesreport.report import build_report

DEALS = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount,currency\n"
SMALL = "O1,A,X,2024-06-01,won,2024-06-03,100,CNY\n"
EUROS = "O2,A,Y,2024-06-01,won,2024-06-18,90000,EUR\n"
BLANK = "O3,A,Z,2024-06-01,won,2024-06-19,,CNY\n"
CONTRACTS = "contract_id,rep_id,customer,signed_date,amount,currency\n"


def terms(measure, hi=1):
    if measure == "both":  # completion as 30 of 100, the other 70 by customers won
        weights = {"won_customers": 70, "completion": 30}
        return {"weights": weights, "goalposts": {
            "won_customers": {"lo": 0, "hi": 4}, "completion": {"lo": 0, "hi": 1}}}  # fmt: skip
    return {"weights": {measure: 100}, "goalposts": {measure: {"lo": 0, "hi": hi}}}


@pytest.fixture
def report(make_run):
    """Ann's target of June is 1,000 CNY; June has no rate of the euro."""

    def build(deals, measure="completion", hi=1, contracts="", typed="", credits="", targets=""):
        files = {
            "opportunities.csv": DEALS + deals,
            "targets.csv": "rep_id,measure,period,value\nA,bookings,2024-06,1000\n" + targets,
            "rates.csv": "currency,period,rate\nEUR,2024-05,7.70\n",
            "contracts.csv": CONTRACTS + contracts,
            "evaluations.csv": "period,rep_id,target,bookings\n" + typed,
            "contract_credits.csv": "contract_id,rep_id,share\n" + credits,
        }
        used = {name: text for name, text in files.items() if text.count("\n") > 1}
        data = {name.removesuffix(".csv"): {"path": name} for name in used}
        run = make_run(used, data, max_dropped=1, terms=terms(measure, hi), as_of="2024-06-30")
        return build_report(run)

    return build


def because(report, rep_id="A"):
    score = report.for_rep(rep_id).rep.score
    assert score.provisional == bool(score.provisional_because)
    return score.provisional_because


def test_there_is_no_lowest_grade_for_want_of_a_rate(report):
    made = report(SMALL + EUROS)
    score = made.for_rep("A").rep.score
    # 100 of 1,000, and 90,000 EUR that no sum holds: neither 10 % nor the lowest grade
    assert (score.score, score.grade) == (None, "not_rated")
    assert because(made) == ["no_rate:completion"]
    (rep,) = made.document(lambda problem: "do").model_dump(mode="json")["reps"]
    assert (rep["provisional"], rep["provisional_because"]) == (True, ["no_rate:completion"])
    assert (rep["measures"]["completion"], rep["why_null"]["completion"]) == (None, "no_rate")
    assert (rep["measures"]["bookings"], rep["flags"]) == (100, [])


def test_the_rest_of_the_weight_is_rated(report):
    # X and Y of 4 customers: 50 points of 70 of the weight, scaled up
    score = report(SMALL + EUROS, "both").for_rep("A").rep.score
    assert (score.score, score.rescaled) == (50, True)


def test_gap_month_year_and_attainment_do_not_know_either(report):
    made = report(SMALL + BLANK)
    view = made.for_rep("A")
    first = view.retrospective.gaps[0]
    assert (first.gap, first.why_null) == (None, "no_amount")
    june = view.months[-1]
    assert (june.bookings, june.target, june.completion) == (100, 1000, None)
    assert (view.year.completion, view.year.share_of_target) == (None, None)
    booked = view.rep.figures["bookings"]
    assert (booked.value, booked.attainment, booked.attainment_why_null) == (100, None, "no_amount")
    team = made.for_team()
    assert (team.figures["completion"].why_null, team.gap_by_rep["A"]) == ("no_amount", None)


def test_two_months_of_which_one_is_not_known_are_no_flag(report):
    may = "O4,A,X,2024-05-01,won,2024-05-18,100,CNY\n"
    targets = "A,bookings,2024-05,1000\n"
    low = report(may + SMALL, targets=targets)
    assert low.for_rep("A").rep.flags == ["two_months_below"]
    assert report(may + SMALL + BLANK, targets=targets).for_rep("A").rep.flags == []


def test_for_want_of_an_amount_too_and_not_where_all_have_one(report):
    assert because(report(SMALL + BLANK)) == ["no_amount:completion"]
    assert because(report(SMALL)) == []
    # one without a rate, one without an amount: the rate is what can be mended first
    assert because(report(SMALL + EUROS + BLANK)) == ["no_rate:completion"]


def test_a_deal_of_another_month_or_measure_says_nothing(report):
    may = "O2,A,Y,2024-05-01,won,2024-05-18,90000,JPY\n"
    assert because(report(SMALL + may)) == []
    # customers are counted with or without an amount: X and Y of 2
    made = report(SMALL + EUROS, measure="won_customers", hi=2)
    assert (made.for_rep("A").rep.score.score, because(made)) == (100, [])


def test_typed_bookings_hold_what_the_deals_lack(report):
    made = report(SMALL + EUROS, typed="2024-06,A,1000,700\n")
    assert because(made) == []
    assert made.for_rep("A").rep.figures["completion"].value == 0.7


def test_contracts_without_a_rate_make_their_score_provisional_for_all_who_share_them(report):
    signed = "K1,A,X,2024-06-03,100,CNY\nK2,A,Y,2024-06-04,900,EUR\n"
    made = report(SMALL, measure="new_contracts", hi=1000, contracts=signed,
                  credits="K2,A,50%\nK2,B,50%\n")  # fmt: skip
    assert made.for_rep("A").rep.score.score == 10
    assert because(made) == because(made, "B") == ["no_rate:new_contracts"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The score may still change: amounts without an exchange rate are not in it"),
        ("zh_CN", "有金额缺汇率，未计入"),
        ("zh_TW", "有金額缺匯率，未計入"),
    ],
)
def test_the_page_says_why(report, language, said):
    assert said in rep_pages(report(SMALL + EUROS, "both").for_rep("A"), language).html()
