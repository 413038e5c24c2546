"""A team of one person is a team: its own target, its own months, cash and year.

Ann alone is East: 500 for the team in June, 200 for herself, one win of 100.
"""

import pytest

from salesreport.report import build_report

DEALS = (
    "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
    "X1,A,a,2024-05-01,won,2024-06-03,100\nX2,B,b,2024-05-01,won,2024-06-03,300\n"
    "X3,B,z,2024-01-02,lost,2024-01-20,50\n"  # so that the data fill the year
)
PEOPLE = "rep_id,name,team,hired_on\nA,Ann,East,{}\nB,Bo,West,\nD,Di,West,\n"
JUNE = "East,,bookings,2024-06,500\n,A,bookings,2024-06,200\n"


@pytest.fixture
def report(make_run):
    def build(targets=JUNE, hired="", typed=""):
        files = {
            "o.csv": DEALS, "p.csv": PEOPLE.format(hired),
            "t.csv": "team,rep_id,measure,period,value\n" + targets,
            "e.csv": "period,rep_id,target,bookings,collection_rate\n" + typed,
        }  # fmt: skip
        names = {"o.csv": "opportunities", "p.csv": "reps", "t.csv": "targets"}
        names |= {"e.csv": "evaluations"} if typed else {}
        data = {table: {"path": file} for file, table in names.items()}
        return build_report(make_run(files, data))

    return build


def test_its_figures_months_and_gap_are_held_against_the_teams_target(report):
    view = report().for_team("East")
    # 100 of 500: 20 %, 400 short
    completion, month = view.figures["completion"], view.months[-1]
    assert (completion.value, completion.denominator) == (0.2, 500)
    assert (month.period, month.target, month.completion) == ("2024-06", 500, 0.2)
    assert view.retrospective.gaps[0].gap == -400


def test_its_line_on_the_page_of_all_is_the_teams(report):
    line = report().for_team().groups[0]
    assert (line.team, line.target, line.completion, line.gap) == ("East", 500, 0.2, -400)


def test_the_persons_own_page_and_line_are_held_against_their_own(report):
    made = report()
    view = made.for_rep("A")
    # 100 of 200: 50 %, 100 short
    assert (view.months[-1].target, view.months[-1].completion) == (200, 0.5)
    assert view.retrospective.gaps[0].gap == -100
    team = made.for_team("East")
    assert team.gap_by_rep == {"A": -100}
    assert team.reps[0].figures["completion"].value == 0.5


def test_its_year_is_the_teams(report):
    months = "".join(
        f"East,,bookings,2024-{m:02d},100\n,A,bookings,2024-{m:02d},50\n" for m in range(1, 13)
    )
    made = report(months)
    team, own = made.for_team("East").year, made.for_rep("A").year
    # twelve months, of which six to date: 100 booked
    assert (team.year_target, team.target_to_date) == (1200, 600)
    assert (own.year_target, own.target_to_date) == (600, 300)


def test_a_year_covered_by_the_team_alone_lacks_no_ones_target(report):
    made = report("".join(f"East,,bookings,2024-{m:02d},100\n" for m in range(1, 13)))
    assert made.for_team("East").year.without_target == []
    assert made.for_rep("A").year.without_target == ["A"]


def test_six_months_of_a_team_are_six_whoever_joined(report):
    made = report(hired="2024-04-01")
    # Ann was there 91 of 182 days: her 100 in three months' work, the team's in six
    own = made.for_rep("A").rep.figures["bookings"].rolling_6.value
    team = made.for_team("East").figures["bookings"].rolling_6.value
    assert own == pytest.approx(100 / 3)
    assert team == pytest.approx(100 / 6)


def test_its_cash_says_what_its_figure_says_where_a_rate_was_typed(report):
    made = report(typed="2024-06,A,200,100,0.85\n")
    team = made.for_team("East")
    assert team.figures["collection_rate"].why_null == "typed_rate_only"
    assert (team.cash.due.value, team.cash.due.why_null) == (None, "typed_rate_only")
    assert made.for_rep("A").cash.due.value == 0.85
