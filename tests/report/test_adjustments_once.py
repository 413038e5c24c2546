"""Points by hand are read once a run, however many people there are."""

from salesreport.periods import Period
from salesreport.report import build_report
from tests.conftest import DEALS_HEADER

N_REPS = 12


def test_each_row_is_read_once_and_goes_to_its_rep(make_run, monkeypatch):
    deals = "".join(f"X{i},R{i},c{i},2024-06-01,won,2024-06-03,100\n" for i in range(N_REPS))
    rows = "".join(f"2024-06,R{i},{i},praise,Boss\n" for i in range(N_REPS))
    files = {
        "o.csv": f"{DEALS_HEADER}\n{deals}",
        "a.csv": "period,rep_id,points,reason,approved_by\n" + rows + "2024-05,R1,50,old,Boss\n",
    }
    data = {"opportunities": {"path": "o.csv"}, "score_adjustments": {"path": "a.csv"}}
    report = build_report(make_run(files, data))
    read, parse = [], Period.parse

    def spied(text, **settings):
        read.append(text)
        return parse(text, **settings)

    monkeypatch.setattr(Period, "parse", spied)
    for i in range(N_REPS):
        found = report.for_rep(f"R{i}").rep.score.adjustments
        assert [one.points for one in found] == [i]  # May's 50 are not June's
    assert len(read) == N_REPS + 1
