"""`salesreport targets RUN`: a short answer, where the files are, and clear refusals."""

from __future__ import annotations

import pytest
import yaml

from salesreport.render import targets as rendered
from tests.report.reasonruns import report_of
from tests.report.test_targets import PLAN, tables


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A run file; pages are left out, they are built elsewhere."""
    monkeypatch.setattr(rendered, "KINDS", ())
    monkeypatch.setattr(rendered, "build_pages", lambda jobs, workers: list(jobs)[:0])
    report_of(tmp_path, tables(), target_plan=PLAN, out="out")
    return tmp_path / "run.yaml"


def change(run, **settings):
    written = yaml.safe_load(run.read_text("utf-8")) | settings
    run.write_text(yaml.safe_dump(written), "utf-8")


def test_it_answers_in_a_few_lines_and_says_where_the_workbook_is(run, call):
    code, out, _ = call("targets", run)
    assert code == 0
    lines = out.replace("\xa0", " ").splitlines()
    assert lines[0].startswith("3.00 M for Q3 2024, split to 3 people")
    written = run.parent / "out/targets/2024-Q3/targets-v1.xlsx"
    assert f"Written: {written}" in lines
    assert written.is_file()
    code, out, _ = call("targets", run)
    assert code == 0
    assert f"Nothing moved: {written} still holds" in out
    assert sorted(path.name for path in written.parent.glob("*.xlsx")) == ["targets-v1.xlsx"]


def test_it_speaks_the_runs_language(run, call):
    change(run, language="zh_CN")
    code, out, _ = call("targets", run)
    assert code == 0
    assert "2024年第3季度目标 300万，拆分给 3 人" in out


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ({"period": "2024-Q3"}, "nothing says what is to be split for 2024-Q3"),
        ({"period": "2024-Q3", "total": 1500, "unit": 1000}, "write `unit: 500`"),
        ({"period": "2024-Q3", "totl": 5}, "did you mean 'total'"),
    ],
    ids=str,
)
def test_what_cannot_be_split_is_a_fault_of_the_call_and_writes_nothing(run, call, plan, said):
    change(run, target_plan=plan)
    code, out, err = call("targets", run)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert list((run.parent / "out").rglob("*.xlsx")) == []


def test_a_workbook_that_is_none_stops_it_with_a_remedy(run, call):
    call("targets", run)
    path = run.parent / "out/targets/2024-Q3/targets-v1.xlsx"
    path.write_bytes(b"no workbook")
    code, _, err = call("targets", run)
    assert code == 1
    assert "targets-v1.xlsx" in err
    assert "Traceback" not in err
    assert path.read_bytes() == b"no workbook"


def test_a_damaged_record_is_told_and_nothing_is_written(run, call):
    call("targets", run)
    record = run.parent / "out/targets/2024-Q3/targets-v1.json"
    record.write_text("{}", "utf-8")
    code, _, err = call("targets", run)
    assert code == 1
    assert "targets-v1.json" in err
    assert "Traceback" not in err
