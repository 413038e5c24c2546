"""What a small team must not give away."""

from pathlib import Path

import pytest

from salesreport.params import load_run
from salesreport.report import build_report

POLICY = "weights: {completion: 100}\ngoalposts: {completion: {lo: 0, hi: 1}}\n"
RUN = """\
period: 2024-03
as_of: 2024-04-05
policy: policy.yaml
language: en
data:
  reps: {path: reps.csv}
  opportunities: {path: deals.csv}
  targets: {path: targets.csv}
  plans: {path: plans.csv}
  notes: {path: notes.csv}
"""
FILES = {
    "policy.yaml": POLICY,
    "run.yaml": RUN,
    "reps.csv": "rep_id,name,team\nR1,Li Wei,Alpha\nR2,Li Wei,Beta\nR3,Alpha,Beta\n",
    "deals.csv": (
        "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
        "O1,R2,Acme,2024-02-01,won,2024-03-05,43210\n"
        "O2,R1,Bolt,2024-02-01,lost,2024-03-05,100\n"
    ),
    "targets.csv": "rep_id,measure,period,value\nR1,bookings,2024-03,100000\n",
    "plans.csv": (
        "rep_id,team,item,measures,due_date,support,made_on\n"
        "R1,,alpha item,m,2024-04-30,s,2024-04-01\n"
        "R2,,beta item,m,2024-04-30,s,2024-04-01\n"
        ",Alpha,alpha team item,m,2024-04-30,s,2024-04-01\n"
        "R1,,future item,m,2024-05-30,s,2024-05-20\n"
    ),
    "notes.csv": (
        "period,rep_id,team,kind,text,by,on\n"
        "2024-03,R1,,comment,now,M,2024-04-02\n"
        "2024-03,R1,,comment,later,M,2024-06-01\n"
    ),
}


@pytest.fixture
def report(tmp_path):
    for name, text in FILES.items():
        Path(tmp_path, name).write_text(text, encoding="utf-8")
    return build_report(load_run(tmp_path / "run.yaml"))


def test_one_deal_more_does_not_give_a_colleagues_deal_away(report):
    more = report.for_rep("R1").rep.score.one_deal.more
    assert (more.score, more.why_null) == (None, "no_own_deal")
    assert b"43210" not in report.for_rep("R1").canonical()
    assert b"43.21" not in report.for_rep("R1").canonical()


def test_plans_belong_to_ids_not_to_names(report):
    items = {team: {p.item for p in report.for_team(team).plans_next} for team in ("Alpha", "Beta")}
    assert items == {"Alpha": {"alpha item", "alpha team item"}, "Beta": {"beta item"}}


def test_plans_made_after_the_cut_off_do_not_exist(report):
    view = report.for_rep("R1")
    assert [plan.item for plan in view.plans_next] == ["alpha item"]


LATER = (
    "rep_id,item,measures,due_date,support,status,support_given,result,done_date,accepted_by\n"
    "R1,call back,m,2024-03-31,s,done,no,two signed,2024-04-08,Wu\n"
    "R1,visit,m,2024-04-30,s,dropped,no,no budget,2024-04-09,Wu\n"
)


@pytest.mark.parametrize("as_of", ["2024-04-05", "2024-04-08", "2024-04-09"])
def test_what_a_row_got_after_the_cut_off_is_not_known_yet(tmp_path, as_of):
    for name, text in (FILES | {"plans.csv": LATER}).items():
        Path(tmp_path, name).write_text(text.replace("2024-04-05", as_of), encoding="utf-8")
    view = build_report(load_run(tmp_path / "run.yaml")).for_rep("R1")
    (past,), (outcome,) = view.history, view.outcomes
    (ahead,) = [row for row in view.plans_next if row.item == "visit"]
    assert outcome.state == past.state == ("open" if as_of < "2024-04-08" else "late")
    for row, day, told in (
        (outcome.row, "2024-04-08", ("done", False, "two signed", "Wu")),
        (past.row, "2024-04-08", ("done", False, "two signed", "Wu")),
        (ahead, "2024-04-09", ("dropped", False, "no budget", "Wu")),
    ):
        found = (row.status, row.support_given, row.result, row.accepted_by)
        assert found == (told if as_of >= day else (None,) * 4)


def test_notes_belong_to_the_period_they_name_whenever_they_were_written(report):
    # what is said of a report is said after its cut-off
    assert [note.text for note in report.for_rep("R1").notes] == ["now", "later"]
