"""Who has read and answered the pages of a period, and until when."""

from datetime import date
from pathlib import Path

import pytest

from salesreport.errors import ParameterError
from salesreport.params import load_run
from salesreport.report import build_report
from tests.report.test_closed import FILES, RUN

HEAD = "period,rep_id,team,section,kind,text,by,on,read_on\n"
NOTES = HEAD + (
    "2024-03,R1,,target,statement,two tenders,R1,2024-04-07,\n"
    "2024-03,R1,,gap,objection,the leads came late,R1,2024-04-08,2024-04-08\n"
    "2024-03,R1,,gap,ruling,target stays,M,2024-04-10,\n"
    "2024-03,R1,,gap,objection,once more,R1,2024-04-15,2024-04-09\n"
    "2024-03,R2,,,objection,no day,R2,,\n"
    "2024-02,R3,,,objection,of another month,R3,2024-03-08,2024-03-09\n"
    "2024-03,,Alpha,,comment,of the team,M,2024-04-06,2024-04-07\n"
)


def run_of(folder, *, run=RUN, notes=NOTES):
    for name, text in (FILES | {"run.yaml": run, "notes.csv": notes}).items():
        Path(folder, name).write_text(text, encoding="utf-8")
    return load_run(Path(folder, "run.yaml"))


def answers(folder, **texts):
    return {one.rep_id: one for one in build_report(run_of(folder, **texts)).everybody.answers}


def test_statements_objections_and_the_day_of_reading_are_counted_by_period(tmp_path):
    found = answers(tmp_path)
    one = found["R1"]
    assert (one.n_statements, one.n_objections, one.read_on) == (1, 2, date(2024, 4, 9))
    assert (found["R3"].n_objections, found["R3"].read_on) == (0, None)


def test_a_ruling_answers_what_was_objected_before_it_and_nothing_after(tmp_path):
    found = answers(tmp_path)
    assert (found["R1"].n_open, found["R2"].n_open) == (1, 1)


def test_any_ruling_answers_an_objection_without_a_day(tmp_path):
    ruled = NOTES + "2024-03,R2,,,ruling,agreed,M,2024-04-10,\n"
    assert answers(tmp_path, notes=ruled)["R2"].n_open == 0


def test_reps_may_answer_five_working_days_after_the_cut_off(tmp_path):
    # 5 April 2024 is a Friday: 8, 9, 10, 11 and 12 April
    found = answers(tmp_path)["R1"]
    assert (found.until, found.n_late) == (date(2024, 4, 12), 1)


def test_a_holiday_is_no_working_day_of_the_deadline(tmp_path):
    run = RUN + "holidays: [2024-04-09]\n"
    assert answers(tmp_path, run=run)["R1"].until == date(2024, 4, 15)


def test_the_run_file_names_deadline_and_version(tmp_path):
    run = run_of(tmp_path, run=RUN + "answer_by: 2024-04-20\nversion: 3\nstatus: final\n")
    meta = build_report(run).for_rep("R1").meta
    assert (meta.answer_by, meta.version, meta.status) == (date(2024, 4, 20), 3, "final")


def test_a_deadline_before_the_cut_off_is_refused(tmp_path):
    with pytest.raises(ParameterError, match="answer_by 2024-04-04 is before the cut-off"):
        run_of(tmp_path, run=RUN + "answer_by: 2024-04-04\n")


def test_a_reps_view_holds_no_colleagues_answer(tmp_path):
    view = build_report(run_of(tmp_path)).for_rep("R2")
    assert view.answer.rep_id == "R2"
    assert b"tenders" not in view.canonical()
    assert b"2024-04-09" not in view.canonical()


def test_a_note_is_of_a_team_where_no_rep_stands_beside_it(tmp_path):
    notes = NOTES + (
        "2024-03,R1,Beta,gap,comment,hers,M,2024-04-06,\n2024-03,,all,,comment,of all,M,,\n"
    )
    report = build_report(run_of(tmp_path, notes=notes))
    assert [(one.text, one.team) for one in report.everybody.notes] == [
        ("of the team", "Alpha"), ("of all", None),
    ]  # fmt: skip
    assert {one.team for one in report.for_rep("R1").notes} == {None}


def test_a_note_or_plan_of_a_mistyped_rep_makes_no_person(tmp_path):
    plans = "rep_id,item,measures,due_date,support\nZ98,i,m,2024-05-20,s\n"
    Path(tmp_path, "z.csv").write_text(plans, encoding="utf-8")
    run = RUN.replace("plans.csv", "z.csv")
    notes = NOTES + "2024-03,Z99,,gap,comment,of nobody,M,2024-04-06,2024-04-07\n"
    report = build_report(run_of(tmp_path, run=run, notes=notes))
    assert list(report.rep_ids) == ["R1", "R2", "R3"]
    assert [one.rep_id for one in report.everybody.answers] == ["R1", "R2", "R3"]
    unknown = [(p.table, p.value) for p in report.problems if p.rule == "unknown_rep"]
    assert sorted(unknown) == [("notes", "Z99"), ("plans", "Z98")]
    # the plan is everybody's manager's to see, under the name as written
    assert [one.who for one in report.everybody.plans_next if one.rep_id == "Z98"] == ["Z98"]
