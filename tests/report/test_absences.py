"""Leave that touches the period, joined where its rows meet."""

from datetime import date

from salesreport.report import build_report

DEALS = (
    "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
    "X1,A,a,2024-05-01,won,2024-06-03,100\nX2,B,b,2024-06-01,won,2024-06-04,300\n"
)
REPS = "rep_id,name\nA,Ann\nB,Bo\n"
LEAVE = (
    "rep_id,from_date,to_date,kind,prorate\n"
    "A,2024-06-02,2024-06-06,annual,yes\nA,2024-06-05,2024-06-10,sick,yes\n"
    "A,2024-06-11,2024-06-12,sick,no\nA,2024-06-20,2024-06-21,training,no\n"
    "A,2024-04-01,2024-04-03,annual,yes\nA,2024-07-01,2024-07-02,annual,yes\n"
    "B,2024-05-30,2024-05-31,annual,yes\nB,2024-06-01,2024-06-01,annual,yes\n"
)


def test_rows_that_overlap_or_meet_are_one_and_others_are_left_out(make_run):
    files = {"o.csv": DEALS, "r.csv": REPS, "l.csv": LEAVE}
    data = {"opportunities": {"path": "o.csv"}, "reps": {"path": "r.csv"},
            "leave": {"path": "l.csv"}}  # fmt: skip
    report = build_report(make_run(files, data))
    found = {rep.rep_id: [(one.first, one.last, one.on_leave) for one in rep.leave]
             for rep in report.for_team(None).reps}  # fmt: skip
    june = date(2024, 6, 1).replace
    assert found == {
        "A": [(june(day=2), june(day=12), True), (june(day=20), june(day=21), False)],
        "B": [(date(2024, 5, 30), june(day=1), True)],
    }


def test_peers_are_named_all_others_where_fewer_than_three_share_the_role(make_run):
    # four hunters: each has three others; one farmer has none, so the four hunters
    reps = "rep_id,name,role\n" + "".join(f"H{i},h{i},new_business\n" for i in range(4))
    files = {"o.csv": DEALS, "r.csv": f"{reps}A,Ann,account_management\n"}
    data = {"opportunities": {"path": "o.csv"}, "reps": {"path": "r.csv"}}
    report = build_report(make_run(files, data))
    named = {rep.rep_id: rep.peers for rep in report.for_team(None).reps}
    assert named == {**{f"H{i}": "role" for i in range(4)}, "A": "all", "B": "all"}
