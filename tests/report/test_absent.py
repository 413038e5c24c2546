"""Reps who were there on no day of the period, or on a few; targets that are none."""

import pytest

from salesreport.report import build_report

DEALS = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
PEOPLE = "rep_id,name,hired_on,left_on\n"
BOOKINGS = {"weights": {"bookings": 100}, "goalposts": {"bookings": {"lo": 0, "hi": 1000}}}


@pytest.fixture
def report(make_run):
    def build(deals, people=None, **tables):
        files = {"o.csv": DEALS + deals}
        if people:
            files["p.csv"] = PEOPLE + people
        named = {"opportunities": {"path": "o.csv"}}
        named |= {"reps": {"path": "p.csv"}} if people else {}
        terms = tables.pop("terms", BOOKINGS)
        for name, text in tables.items():
            files[f"{name}.csv"] = text
            named[name] = {"path": f"{name}.csv"}
        return build_report(make_run(files, named, terms=terms))

    return build


def won(amount, *reps, day="2024-06-03"):
    return "".join(f"X{r}{day},{r},c{r},2024-05-01,won,{day},{amount}\n" for r in reps)


HUNDRED = won(100, *"ABCD") + "X0,A,c0,2023-12-01,won,2024-01-03,1\n"
FOUR = "".join(f"{r},{r},2023-01-01,\n" for r in "ABCD")


def test_a_rep_never_there_in_the_period_is_not_rated_and_not_counted(report):
    view = report(HUNDRED, FOUR + "E,E,2019-01-01,2020-01-01\nF,F,2024-09-01,\n").for_team()
    found = {rep.rep_id: rep for rep in view.reps}
    for rep_id in "EF":
        rep = found[rep_id]
        assert (rep.score.score, rep.score.grade) == (None, "not_rated")
        assert (rep.score.why_null, rep.score.provisional) == ("not_there", False)
        assert rep.score.one_deal.more.score is None
        for name in ("bookings", "won_customers", "completion", "conversion"):
            assert (rep.figures[name].value, rep.figures[name].why_null) == (None, "not_there")
    assert (found["A"].score.score, found["A"].score.grade) == (10.0, "needs_improvement")
    assert view.grades["needs_improvement"] == 4
    assert view.grades["not_rated"] == 0


def test_a_rep_on_leave_all_month_is_not_rated(report):
    leave = "rep_id,from_date,to_date,kind,prorate\nD,2024-06-01,2024-06-30,sick,yes\n"
    view = report(won(100, *"ABC"), FOUR, leave=leave).for_team()
    away = view.reps[3]
    assert (away.score.grade, away.score.why_null) == ("not_rated", "on_leave")
    assert away.figures["bookings"].why_null == "on_leave"
    assert sum(view.grades.values()) == 3


def test_what_came_in_after_somebody_left_is_shown_but_not_rated(report):
    view = report(HUNDRED + won(70, "E"), FOUR + "E,E,2019-01-01,2024-05-31\n").for_team()
    gone = view.reps[4]
    assert gone.figures["bookings"].value == 70
    assert gone.score.grade == "not_rated"
    assert view.figures["bookings"].value == 470


def test_a_typed_row_says_that_somebody_was_there(report):
    typed = "period,rep_id,target,bookings\n2024-06,E,200,500\n"
    view = report(HUNDRED, FOUR + "E,E,2019-01-01,2020-01-01\n", evaluations=typed).for_team()
    assert (view.reps[4].score.score, view.reps[4].figures["completion"].value) == (50.0, 2.5)


def test_absent_reps_are_no_peers(report):
    # B, C and D have 100 each; E left years ago
    view = report(HUNDRED, FOUR + "E,E,2019-01-01,2020-01-01\n").for_team()
    assert view.reps[0].figures["bookings"].peers.value == 100


def test_a_peer_counts_for_the_share_of_the_period_they_were_there(report):
    # three with 90 each, one there 3 of 30 days with 9: 279 / 3.1 = 90
    deals = won(90, *"ABCD", day="2024-06-29") + won(9, "E", day="2024-06-29")
    view = report(deals, FOUR + "E,E,2024-06-28,\n").for_team()
    assert view.reps[0].figures["bookings"].peers.value == 90


def test_without_peers_who_were_there_the_comparison_is_unknown(report):
    view = report(won(100, "A"), "A,A,2023-01-01,\nE,E,2019-01-01,2020-01-01\n").for_team()
    peers = view.reps[0].figures["bookings"].peers
    assert (peers.value, peers.why_null) == (None, "no_data")


@pytest.mark.parametrize("target", ["0", "-5"])
def test_no_gap_to_a_target_that_is_not_above_zero(report, target):
    targets = f"rep_id,measure,period,value\nA,bookings,2024-06,{target}\n"
    made = report(won(100, "A"), targets=targets)
    gaps = {gap.reference: gap for gap in made.for_rep("A").retrospective.gaps}
    assert (gaps["target"].gap, gaps["target"].why_null) == (None, "target_not_positive")
    assert made.for_team().gap_by_rep == {"A": None}


def test_gap_to_a_target_above_zero(report):
    targets = "rep_id,measure,period,value\nA,bookings,2024-06,150\n"
    made = report(won(100, "A"), targets=targets)
    assert made.for_team().gap_by_rep == {"A": -50}
    assert made.for_rep("A").retrospective.gaps[0].gap == -50
