"""`open_report`: from a run file or a view, from any folder of the workspace."""

from pathlib import Path

import pytest

from salesreport.errors import ParameterError, SalesReportError, SourceFileError, UnknownKeyError
from salesreport.report import open_report

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "params/seed-2024-03.yaml"


def test_relative_run_is_found_from_a_folder_below(monkeypatch):
    monkeypatch.chdir(ROOT / "notebooks")
    assert open_report("params/seed-2024-03.yaml", rep_id="李*").view.rep.rep_id == "李*"


def test_missing_run_says_where_it_was_looked_for(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceFileError, match="no such run file"):
        open_report("params/nothing.yaml")


@pytest.mark.parametrize("value", [12, 1.5, True])
def test_rep_id_that_is_not_text_is_refused_naming_papermills_r(value):
    with pytest.raises(ParameterError, match=r"papermill -r rep_id"):
        open_report(SEED, rep_id=value)


def test_view_file_opens_without_the_run(seed, tmp_path):
    path = tmp_path / "view.json"
    path.write_bytes(seed.for_rep("李*").canonical())
    opened = open_report(path, rep_id="李*")
    assert opened.view == seed.for_rep("李*")
    with pytest.raises(ParameterError, match="view is of rep '李\\*', not of '张\\*'"):
        open_report(path, rep_id="张*")


def test_weights_given_in_a_notebook_change_the_score_and_are_printed():
    weights = {"completion": 100}
    view = open_report(SEED, rep_id="李*", weights=weights).view
    assert view.rep.score.score == 70.0
    assert view.meta.weights_override == weights


def test_weights_that_do_not_sum_to_100_are_refused():
    with pytest.raises(ParameterError, match="weights sum to 90, not 100"):
        open_report(SEED, rep_id="李*", weights={"completion": 90})


def test_rows_of_a_measure_have_file_and_row_and_add_up_to_it(sample):
    opened = open_report(ROOT / "params/sample.yaml", rep_id=sample.rep_ids[0])
    rows = opened.rows("conversion")
    figure = opened.view.rep.figures["conversion"]
    sums = rows.groupby("part")["value"].sum()
    assert sums["numerator"] == figure.numerator
    assert sums["denominator"] == figure.denominator
    assert rows["row"].notna().all()
    assert rows["file"].str.endswith(".csv").all()


def test_rows_of_a_team_need_its_run_file(seed, tmp_path):
    assert len(open_report(SEED).rows("bookings")) == 2
    path = tmp_path / "team.json"
    path.write_bytes(seed.for_team().canonical())
    with pytest.raises(SalesReportError, match="holds no source rows"):
        open_report(path).rows("bookings")


def test_unknown_measure_names_the_near_one():
    with pytest.raises(UnknownKeyError, match="did you mean 'conversion'"):
        open_report(SEED, rep_id="李*").rows("convertion")
