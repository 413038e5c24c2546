"""Case c18: joiners, leavers and handovers, from files to the page."""

import csv
import dataclasses
import io
from fractions import Fraction

import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.policy import Policy
from salesreport.report import build_report


@pytest.fixture
def build(case_folder, make_run):
    folder = case_folder("c18_prorated_target_and_handover")

    def rows(name):
        return csv.reader(io.StringIO((folder / name).read_text().split("\n", 1)[1]))

    files = {
        "p.csv": "rep_id,name,hired_on,left_on\n"
        + "".join(f"{rep},{rep},{joined},{left}\n" for rep, joined, left in rows("reps.csv")),
        "w.csv": "customer,rep_id,from_date\n"
        + "".join(f"{customer},{rep},{day}\n" for customer, rep, day in rows("owners.csv")),
        "o.csv": "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
        + "".join(f"{s},,{k},{day},won,{day},{v}\n" for s, k, day, v in rows("sales.csv")),
        "t.csv": "rep_id,measure,period,value\n"
        + "".join(f"{rep},bookings,{month},{v}\n" for rep, month, v in rows("targets.csv")),
    }
    names = {"reps": "p", "owners": "w", "opportunities": "o", "targets": "t"}
    data = {name: {"path": f"{file}.csv"} for name, file in names.items()}

    def built(proration="calendar", **settings):
        run = make_run(files, data, **settings)
        policy = Policy.model_validate({**run.policy.model_dump(by_alias=True),
                                        "proration": proration})  # fmt: skip
        return build_report(dataclasses.replace(run, policy=policy))

    return built


def stated(report):
    return {
        rep.rep_id: (
            rep.figures["completion"].numerator,
            rep.figures["completion"].denominator,
            rep.figures["completion"].value,
            rep.target_days,
        )
        for rep in report.for_team(None).reps
    }


def test_june_by_calendar_days(build):
    report = build()
    assert stated(report) == {
        "A": (45000, 90000, 0.5, None),
        "B": (30000, 60000, 0.5, None),
        "C": (36000, 45000, 0.8, (15, 30)),
        "D": (33000, 30000, 1.1, (10, 30)),
    }
    team = report.for_team(None).figures["completion"]
    assert (team.numerator, team.denominator, team.value) == (144000, 225000, 0.64)


def test_proration_is_by_month_not_over_the_quarter(build):
    assert build(period="2024-Q2").for_rep("C").rep.targets["bookings"] == 45000


def test_handovers_go_by_the_day_of_the_sale(build):
    report = build()
    won = {rep: set(report.for_rep(rep).evidence["bookings"].key) for rep in "ABCD"}
    assert won["A"] == {"S1", "S6"}
    assert {"S2", "S3", "S5", "S8"} == won["B"]
    assert won["D"] == {"S4"}


def test_the_page_names_the_calendar_basis(build):
    report = build()
    assert "15 of 30 calendar days" in rep_pages(report.for_rep("C"), "en").html()
    assert "prorated by calendar days" in team_pages(report.for_team(None), "en").html()


def test_june_by_working_days_with_the_countrys_holidays(build):
    # 19 working days without 10 June; C: 17 to 28 June, D: 3 to 7 June
    report = build("working", holidays="CN")
    assert {rep: days for rep, (*_, days) in stated(report).items()} == {
        "A": None, "B": None, "C": (10, 19), "D": (5, 19),
    }  # fmt: skip
    target = report.for_rep("C").rep.targets["bookings"]
    assert target == pytest.approx(float(Fraction(90000 * 10, 19)), abs=0.005)
    assert "10 of 19 working days" in rep_pages(report.for_rep("C"), "en").html()
    assert "with the holidays of CN" in team_pages(report.for_team(None), "en").html()


def test_june_by_weekdays_and_by_days_given_one_by_one(build):
    assert stated(build("working"))["D"][3] == (6, 20)
    assert stated(build("working", holidays=["2024-06-10"]))["D"][3] == (5, 19)


def test_the_year_is_held_against_its_working_days(build):
    year = build(holidays="CN").for_team(None).year
    assert year.share_of_days == 182 / 366
    assert year.share_of_working_days == (22 + 18 + 21 + 22 + 21 + 19) / 251
