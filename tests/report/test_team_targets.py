"""Targets of teams, and completion of every measure that has a target."""

import pytest

from salesreport.report import build_report

DEALS = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
WON = (
    DEALS + "X1,A,a,2024-05-01,won,2024-06-03,100\nX2,B,b,2024-05-01,won,2024-06-03,300\n"
    "X3,A,z,2024-05-01,lost,2024-06-03,50\n"
    "X4,A,z,2024-01-02,lost,2024-01-20,50\n"  # so that the data fill the year
)
PEOPLE = "rep_id,name,team\nA,Ann,East\nC,Cy,East\nB,Bo,West\nD,Di,West\n"
HEADER = "team,rep_id,measure,period,value\n"


@pytest.fixture
def report(make_run):
    def build(targets):
        files = {"o.csv": WON, "p.csv": PEOPLE, "t.csv": HEADER + targets}
        data = {
            "opportunities": {"path": "o.csv"},
            "reps": {"path": "p.csv"},
            "targets": {"path": "t.csv"},
        }
        return build_report(make_run(files, data))

    return build


def test_a_target_of_the_team_alone_gives_its_completion_and_gap(report):
    made = report("East,,bookings,2024-06,500\n")
    view = made.for_team("East")
    assert (view.figures["completion"].value, view.targets["bookings"]) == (0.2, 500)
    assert view.retrospective.gaps[0].gap == -400
    assert view.months[-1].completion == 0.2
    group = made.for_team().groups[0]
    assert (group.target, group.completion, group.gap) == (500, 0.2, -400)


def test_a_teams_own_target_beats_the_sum_of_its_reps(report):
    view = report("East,,bookings,2024-06,500\n,A,bookings,2024-06,200\n").for_team("East")
    assert view.figures["completion"].value == 0.2
    assert view.reps[0].figures["completion"].value == 0.5


def test_everybodys_target_is_that_of_all_or_of_teams_and_reps_together(report):
    # East 500 as a team, West B 200 + D 100: 800 for 400
    some = "East,,bookings,2024-06,500\n,B,bookings,2024-06,200\n,D,bookings,2024-06,100\n"
    made = report(some)
    assert made.for_team().figures["completion"].value == 0.5
    assert made.for_team().targets["bookings"] == 800


def test_rates_of_teams_are_not_added_up(report):
    made = report("East,,win_rate,2024-06,0.8\nWest,,win_rate,2024-06,0.5\n")
    assert "win_rate" not in made.for_team().targets
    # Ann won one of two: 50 % of 80 %
    assert made.for_team("East").figures["win_rate"].attainment == 0.625


def test_every_measure_with_a_target_has_its_completion(report):
    made = report(
        ",A,bookings,2024-06,200\n,A,new_customers,2024-06,4\n,A,win_rate,2024-06,0.4\n"
        ",A,won_customers,2024-06,0\n"
    )
    figures = made.for_rep("A").rep.figures
    found = {name: one.attainment for name, one in figures.items() if one.target is not None}
    # 100/200, 1/4, (1 of 2)/0.4, nothing to divide by
    assert found == {
        "bookings": 0.5, "new_customers": 0.25, "win_rate": 1.25, "won_customers": None,
    }  # fmt: skip
    assert figures["won_customers"].attainment_why_null == "target_not_positive"
    document = made.document(lambda problem: "do").model_dump(mode="json")
    assert document["reps"][0]["attainment"] == found


def test_rows_of_an_unknown_measure_are_errors_that_name_the_near_one(report):
    made = report(",A,booking,2024-06,8\n,A,foo,2024-06,7\n,A,bookings,2024-06,200\n")
    found = [p for p in made.problems if p.rule == "unknown_measure"]
    assert [(p.severity, p.value, p.row, p.values["near"]) for p in found] == [
        ("error", "booking", 2, "bookings"), ("error", "foo", 3, "–"),
    ]  # fmt: skip
    assert made.for_rep("A").rep.targets == {"bookings": 200}
    assert {line.table: line.listed for line in made.ledger}["targets"] == {"unknown_measure": 2}


def test_the_sum_of_the_reps_stands_beside_a_teams_own_target(report):
    rows = "East,,bookings,2024-06,500\n,A,bookings,2024-06,200\n,C,bookings,2024-06,260\n"
    view = report(rows).for_team("East")
    assert (view.targets["bookings"], view.target_of_reps) == (500, 460)
    assert report(",A,bookings,2024-06,200\n").for_team("East").target_of_reps is None


def months(team, rep, value, numbers=range(1, 13)):
    return "".join(f"{team},{rep},bookings,2024-{m:02d},{value}\n" for m in numbers)


def test_the_years_target_is_the_teams_own_where_it_has_one(report):
    made = report(months("East", "", 100) + months("", "A", 50) + months("", "C", 40))
    year = made.for_team("East").year
    assert (year.year_target, year.without_target) == (1200, [])
    # Ann's own page and her team's are held against different targets
    assert made.for_rep("A").year.year_target == 600


def test_months_without_a_target_of_the_team_are_the_sum_of_its_reps(report):
    # the second half as a team, 6 x 100; the first as 50 + 40 a month
    first = range(1, 7)
    rows = months("East", "", 100, range(7, 13))
    rows += months("", "A", 50, first) + months("", "C", 40, first)
    view = report(rows).for_team("East")
    assert view.year.year_target == 600 + 540
    assert view.year.target_to_date == 540


def test_a_year_that_nobody_has_a_target_for_in_some_months_is_unknown(report):
    view = report("East,,bookings,2024-06,500\n").for_team("East")
    assert (view.year.year_target, view.year.without_target) == (None, ["A"])
    assert view.year.target_to_date is None
    assert view.year.completion is None


def test_everybodys_year_has_the_target_given_for_all(report):
    year = report("all,,bookings,2024,9000\n").for_team().year
    assert (year.year_target, year.without_target) == (9000, [])


def test_everybodys_year_adds_teams_and_the_rest(report):
    # East 12 x 100, West's two 12 x 30 each
    rows = months("East", "", 100) + months("", "B", 30) + months("", "D", 30)
    assert report(rows).for_team().year.year_target == 1200 + 720
