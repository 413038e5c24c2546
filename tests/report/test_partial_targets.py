"""Months without a target on pages: year, six months, gap, groups, month rows, next month."""

import pytest

from salesreport.display.sentences import headline
from salesreport.language import Words
from salesreport.report import build_report

DEALS = "opportunity_id,rep_id,customer,created_date,stage,close_date,expected_close_date,amount\n"
SOLD = DEALS + (
    "O1,A,a,2024-01-01,won,2024-01-20,,10\n"  # so that the data fill the year
    "O2,A,a,2024-05-01,won,2024-05-10,,100\n"
    "O3,A,b,2024-05-01,won,2024-06-10,,50\n"
    "O4,B,c,2024-05-01,won,2024-06-11,,30\n"
    "O5,A,d,2024-06-01,intent,,2024-07-10,40\n"
    "O6,B,d,2024-06-01,intent,,2024-07-10,40\n"
)
PEOPLE = "rep_id,name,team,hired_on,left_on\nA,Ann,East,,{left}\nB,Bo,West,{hired},\n"
HEADER = "rep_id,measure,period,value\n"


@pytest.fixture
def report(make_run):
    def build(targets, period="2024-06", left="", hired="", **more):
        files = {
            "o.csv": SOLD,
            "p.csv": PEOPLE.format(left=left, hired=hired),
            "t.csv": HEADER + targets,
        }
        data = {
            "opportunities": {"path": "o.csv"},
            "reps": {"path": "p.csv"},
            "targets": {"path": "t.csv"},
        }
        return build_report(make_run(files, data, period=period, as_of="2024-06-30", **more))

    return build


def months(rep, value, numbers=range(1, 13), measure="bookings"):
    return "".join(f"{rep},{measure},2024-{month:02d},{value}\n" for month in numbers)


def test_a_quarters_and_years_sums_are_not_held_against_one_months_target(report):
    june = report("A,bookings,2024-06,50\nB,bookings,2024-06,30\n")
    view = june.for_rep("A")
    assert view.rep.figures["completion"].value == 1  # 50 / 50 in June
    six = view.rep.figures["completion"].rolling_6
    assert (six.value, six.why_null) == (None, "no_target")
    assert (view.year.completion, view.year.target_to_date) == (None, None)
    quarter = report("A,bookings,2024-06,50\nB,bookings,2024-06,30\n", "2024-Q2").for_rep("A").rep
    booked = quarter.figures["bookings"]
    assert (booked.value, booked.target, booked.attainment) == (150, None, None)
    assert (quarter.figures["completion"].why_null, quarter.flags) == ("no_target", [])
    assert quarter.score.provisional_because == ["missing_measure:completion"]


def test_the_gap_has_the_same_reason(report):
    view = report("A,bookings,2024-06,50\n", "2024-Q2").for_rep("A")
    (target, *_) = view.retrospective.gaps
    assert (target.gap, target.why_null) == (None, "no_target")


def test_attainment_of_another_sum_needs_each_month_too(report):
    one = report("A,new_customers,2024-06,4\n" + months("A", 50, (4, 5, 6)), "2024-Q2")
    figure = one.for_rep("A").rep.figures["new_customers"]
    assert (figure.target, figure.attainment) == (None, None)
    each = report(months("A", 1, (4, 5, 6), "new_customers"), "2024-Q2").for_rep("A").rep
    # b in June; a had bought in January: 1 of 3
    assert each.figures["new_customers"].attainment == pytest.approx(1 / 3)


def test_a_group_and_everybody_are_unknown_with_one_who_sells_without_a_target(report):
    made = report("A,bookings,2024-06,50\n")
    everybody = made.for_team()
    assert {g.team: (g.target, g.completion, g.gap) for g in everybody.groups} == {
        "East": (50, 1, 0), "West": (None, None, None),
    }  # fmt: skip
    assert everybody.figures["completion"].why_null == "no_target"
    assert "bookings" not in everybody.targets
    june = everybody.months[-1]
    assert (june.bookings, june.target, june.completion) == (80, None, None)
    # in May B sold nothing and had no target: A's 100 of 200
    may = report(months("A", 200, (5,)) + months("A", 50, (6,))).for_team().months[-2]
    assert (may.bookings, may.target, may.completion) == (100, 200, 0.5)


def test_next_months_target_is_that_of_all_who_sell(report):
    some = report("A,bookings,2024-07,70\n" + months("A", 50, (6,)) + months("B", 30, (6,)))
    team = some.for_team()
    assert (team.next_target, team.figures["pipeline_coverage"].why_null) == (None, "no_target")
    assert some.for_rep("A").next_target == 70
    each = report(months("A", 70, (6, 7)) + months("B", 30, (6, 7))).for_team()
    # 40 + 40 of 70 + 30
    assert (each.next_target, each.figures["pipeline_coverage"].value) == (100, 0.8)


def test_a_leavers_year_is_measured_on_their_own_days(report):
    # 81 of the 91 days of April to June; of the fiscal year from April 81 / 365 otherwise
    rows = months("A", 100, (4, 5, 6))
    made = report(rows, left="2024-06-20", fiscal_year_start=4)
    year = made.for_rep("A").year
    assert (year.share_of_days, year.share_of_working_days) == (1, 1)
    # 100 + 100 + 100 x 20/30 = 266.67, sold 150
    assert year.share_of_target == pytest.approx(150 / (200 + 100 * 20 / 30), abs=1e-4)
    assert made.for_team("East").year.share_of_days == pytest.approx(91 / 365)


def test_a_joiners_year_begins_with_them(report):
    year = report(months("B", 30), hired="2024-06-11").for_rep("B").year
    # 11 to 30 June of 11 June to 31 December
    assert year.share_of_days == pytest.approx(20 / 204)


def test_the_team_s_page_names_who_has_no_target(report):
    team = report(months("A", 100)).for_team(None)
    said = {
        language: headline(team, Words(language)).striptags().replace("\N{NO-BREAK SPACE}", " ")
        for language in ("en", "zh_CN")
    }
    assert said["en"].startswith(
        "Bookings 80; not held against a target, which is incomplete for Bo."
    )
    assert said["zh_CN"].startswith("实际完成 80；Bo的目标不全，暂不与目标对照。")
