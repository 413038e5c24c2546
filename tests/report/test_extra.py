"""Measures no table gives: rows of the receipt, figures of rep and team."""

import pytest

from salesreport.errors import ParameterError
from salesreport.report import build_report

DEALS = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
WON = DEALS + "X1,A,a,2024-05-01,won,2024-06-03,100\nX2,B,b,2024-05-01,won,2024-06-03,100\n"
HEADER = "period,rep_id,measure,actual,target,unit\n"
TERMS = {
    "extra": {"training": "count", "audit": "rate"},
    "weights": {"bookings": 50, "training": 50},
    "goalposts": {"bookings": {"lo": 0, "hi": 200}, "training": {"lo": 0, "hi": 10}},
}


@pytest.fixture
def report(make_run):
    def build(rows, terms=TERMS, more="", people="", **settings):
        files = {"o.csv": WON + more, "x.csv": HEADER + rows}
        data = {"opportunities": {"path": "o.csv"}, "extra_measures": {"path": "x.csv"}}
        if people:
            files["p.csv"], data["reps"] = people, {"path": "p.csv"}
        return build_report(make_run(files, data, terms=terms, **settings))

    return build


def test_a_weighted_extra_measure_is_a_line_of_the_receipt(report):
    # 100 of 200 is 25 of 50; 8 of 10 is 40 of 50
    made = report("2024-06,A,training,8,10,count\n")
    rep = made.for_rep("A").rep
    line = rep.score.receipt[1]
    assert (line.measure, line.raw, line.points, line.contribution) == ("training", 8, 80, 40)
    assert rep.score.score == 65.0
    figure = rep.figures["training"]
    assert (figure.unit, figure.value, figure.target, figure.attainment) == ("count", 8, 10, 0.8)
    entry = made.document(lambda problem: "do").model_dump(mode="json")["reps"][0]
    assert (entry["measures"]["training"], entry["attainment"]["training"]) == (8, 0.8)


def test_a_rep_without_the_row_lacks_the_measure_and_is_not_rated_zero(report):
    # half the weight is there, less than 60 %
    score = report("2024-06,A,training,8,10,count\n").for_rep("B").rep.score
    assert (score.score, score.why_null) == (None, "missing_measures")
    assert score.receipt[1].why_null == "no_data"


def test_months_of_a_count_add_up_and_their_goalpost_with_them(report):
    # 4 + 8 + 6 of 3 x 10 is 60 points: 30; bookings 100 of 600: 8.33
    rows = "2024-04,A,training,4,,count\n2024-05,A,training,8,,count\n2024-06,A,training,6,,count\n"
    rep = report(rows, period="2024-Q2").for_rep("A").rep
    assert (rep.figures["training"].value, rep.score.receipt[1].hi) == (18, 30)
    assert rep.score.score == 38.33


def test_a_month_that_lacks_leaves_the_quarters_sum_unknown(report):
    rows = "2024-04,A,training,4,,count\n2024-06,A,training,6,,count\n"
    figure = report(rows, period="2024-Q2").for_rep("A").rep.figures["training"]
    assert (figure.value, figure.why_null) == (None, "no_data")


def test_a_longer_score_lacks_what_was_typed_for_some_months_and_no_more(report):
    # bookings 100 of 3 x 200 / of 6 x 200; training, 25 of the weight, is of June alone
    terms = TERMS | {"weights": {"bookings": 75, "training": 25}}
    rows, old = "2024-06,A,training,8,10,count\n", "X0,A,z,2023-12-01,lost,2023-12-20,1\n"
    score = report(rows, terms, more=old).for_rep("A").rep.score
    assert score.score == 0.75 * 50 + 0.25 * 80
    assert (score.rolling_3, score.rolling_6) == (16.67, 8.33)
    # the same three months as a quarter
    assert report(rows, terms, more=old, period="2024-Q2").for_rep("A").rep.score.score == 16.67
    # half of the weight is less than the policy rates from
    half = report(rows, more=old).for_rep("A").rep.score
    assert (half.rolling_3, half.rolling_3_why_null) == (None, "missing_measures")


def test_a_longer_score_is_of_somebody_who_was_there_all_those_months(report):
    people = "rep_id,name,hired_on\nA,A,{day}\n"
    old = "X0,B,z,2023-12-01,lost,2023-12-20,1\n"

    def scores(day):
        one = report("2024-06,A,training,8,10,count\n", more=old, people=people.format(day=day))
        found = one.for_rep("A").rep.score
        three = (found.rolling_3, found.rolling_3_why_null)
        return [three, (found.rolling_6, found.rolling_6_why_null)]

    short = (None, "not_all_there")
    assert scores("2024-06-11") == [short, short]
    # there in April, May and June, but not in January to March
    assert scores("2024-04-15")[0][1] == "missing_measures"
    assert scores("2024-04-15")[1] == short


def test_a_rate_of_a_quarter_is_the_mean_of_its_months(report):
    rows = "2024-04,A,audit,0.7,0.8,rate\n2024-05,A,audit,0.9,0.8,rate\n"
    figure = report(rows, period="2024-Q2").for_rep("A").rep.figures["audit"]
    assert (figure.value, figure.attainment) == (0.8, 1.0)


def test_the_teams_count_is_the_sum_and_rates_are_not_averaged(report):
    rows = "2024-06,A,training,8,10,count\n2024-06,B,training,4,10,count\n"
    rows += "2024-06,A,audit,0.7,0.8,rate\n"
    figures = report(rows).for_team().figures
    assert (figures["training"].value, figures["training"].attainment) == (12, 0.6)
    assert "audit" not in figures


def test_rows_that_cannot_be_meant_are_errors(report):
    made = report(
        "2024-06,A,bookings,8,10,count\n2024-06,A,trainings,8,10,count\n"
        "2024-06,B,training,8,10,days\n2024-06,B,mentoring,2,,count\n"
    )
    found = {(p.rule, p.value, p.severity) for p in made.problems if p.table == "extra_measures"}
    assert {
        ("computed_measure", "bookings", "error"), ("unknown_measure", "trainings", "error"),
        ("other_unit", "days", "error"),
    } <= found  # fmt: skip
    assert "training" not in made.for_rep("B").rep.figures
    assert made.for_rep("B").rep.figures["mentoring"].value == 2
    assert made.for_rep("A").rep.figures["bookings"].value == 100


def test_an_extra_measure_may_not_take_a_computed_ones_name(report):
    with pytest.raises(ParameterError, match="leads is computed from the tables"):
        report("2024-06,A,training,8,10,count\n", terms={**TERMS, "extra": {"leads": "count"}})


def test_no_weight_for_a_measure_the_policy_does_not_name(report):
    with pytest.raises(ParameterError, match="unknown measure 'training'"):
        report("2024-06,A,training,8,10,count\n", terms={**TERMS, "extra": {}})


def test_a_further_measure_is_held_against_what_was_typed_before(report):
    # May 4; of January to June 4 + 8 is not all days, so no year and no six months
    rep = report("2024-06,A,training,8,10,count\n2024-05,A,training,4,,count\n").for_rep("A").rep
    figure = rep.figures["training"]
    assert (figure.previous.value, figure.previous.why_null) == (4, None)
    assert (figure.last_year.value, figure.last_year.why_null) == (None, "no_data")
    assert (figure.rolling_6.value, figure.rolling_6.why_null) == (None, "no_data")


def test_six_months_of_a_further_count_are_their_average(report):
    # 3 + 5 + 1 + 9 + 4 + 8 = 30: 5 a month
    counts = enumerate([3, 5, 1, 9, 4, 8], 1)
    rows = "".join(f"2024-{month:02d},A,training,{n},,count\n" for month, n in counts)
    assert report(rows).for_rep("A").rep.figures["training"].rolling_6.value == 5


def test_a_further_measure_of_few_peers_is_withheld_on_the_reps_page_alone(report):
    rows = "2024-06,A,training,8,,count\n2024-06,B,training,6,,count\n"
    made = report(rows)
    mine = made.for_rep("A").rep.figures["training"].peers
    assert (mine.value, mine.withheld) == (None, True)
    # the manager sees the one peer's 6
    assert made.for_team().reps[0].figures["training"].peers.value == 6


def test_typed_rates_of_peers_are_not_averaged(report):
    rows = "2024-06,A,audit,0.8,,rate\n2024-06,B,audit,0.6,,rate\n"
    held = report(rows).for_team().reps[0].figures["audit"].peers
    assert (held.value, held.why_null) == (None, "typed_rate_only")
