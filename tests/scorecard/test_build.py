"""A build writes the scorecard beside the pages, by the same rules."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from salesreport.errors import OutputError, ParameterError, RenderError
from salesreport.params import RunFile, load_run
from salesreport.render import batch
from salesreport.render.jobs import Failure, Job, Page
from salesreport.render.outputs import build
from salesreport.report import build_report
from salesreport.resources import resource

pytestmark = pytest.mark.slow


def seed(out: Path) -> RunFile:
    run = load_run(resource("params", "seed-2024-03.yaml"))
    return dataclasses.replace(run, out=out, languages=("zh_CN", "en"))


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """The scorecards alone, built once."""
    return build(seed(tmp_path_factory.mktemp("reports")), only="scorecard")


@pytest.fixture
def built(first, tmp_path):
    run = seed(tmp_path / "reports")
    shutil.copytree(first.folder, run.output_folder)
    return run


def test_the_scorecard_is_built_alone_in_each_language_and_is_in_the_manifest(first):
    assert (first.n_built, first.failures) == (2, ())
    manifest = json.loads((first.folder / "manifest.json").read_text("utf-8"))
    assert {name for name in manifest["built"] if name.endswith(".xlsx")} == {
        "en/scorecard.xlsx", "zh_CN/scorecard.xlsx",
    }  # fmt: skip
    assert manifest["versions"]["XlsxWriter"]
    assert not list(first.folder.rglob("*.pdf"))


def test_the_index_links_it(first):
    index = first.indexes["zh_CN"].read_text("utf-8")
    assert 'href="scorecard.xlsx"' in index
    assert "评分工作簿：表2、得分单、商机、口径" in index


def test_an_unchanged_one_is_skipped_and_a_forced_one_has_the_same_bytes(built, first):
    again = build(built, only="scorecard")
    assert (again.n_built, again.n_unchanged) == (0, 2)
    forced = build(built, only="scorecard", force=True)
    assert forced.n_built == 2
    for language in ("zh_CN", "en"):
        new, old = (one.folder / language / "scorecard.xlsx" for one in (forced, first))
        assert new.read_bytes() == old.read_bytes()


def test_one_edited_by_hand_is_kept_and_the_new_one_stands_beside_it(built):
    mine = built.output_folder / "en/scorecard.xlsx"
    mine.write_bytes(b"my own numbers")
    result = build(built, only="scorecard")
    assert mine.read_bytes() == b"my own numbers"
    assert result.edited == ("en/scorecard.xlsx",)
    assert mine.with_name("scorecard-v2.xlsx").read_bytes().startswith(b"PK")
    assert 'href="scorecard-v2.xlsx"' in result.indexes["en"].read_text("utf-8")


def test_one_whose_place_cannot_be_written_is_a_failure_and_the_others_are_built(tmp_path):
    # a file stands where its folder belongs: nobody can write there, not even root
    (tmp_path / "en").write_bytes(b"mine")
    view = build_report(seed(tmp_path)).for_scorecard().canonical()
    jobs = [
        Job(f"{language}/scorecard", None, view, {"language": language},
            {"xlsx": tmp_path / language / "scorecard.xlsx"})
        for language in ("en", "zh_CN")
    ]  # fmt: skip
    failed, page = batch.build_pages(jobs, workers=batch.Workers(count=1))
    assert isinstance(failed, Failure)
    assert isinstance(failed.cause, OutputError)
    assert failed.cause.what.startswith("cannot write: ")
    assert str(tmp_path / "en") in failed.cause.where
    assert (tmp_path / "en").read_bytes() == b"mine"
    assert isinstance(page, Page)
    assert page.drafts["xlsx"].read_bytes().startswith(b"PK")


def test_one_whose_view_is_none_is_a_failure_with_its_cause(tmp_path):
    job = Job("en/scorecard", None, b'{"kind":"scorecard"}', {"language": "en"},
              {"xlsx": tmp_path / "scorecard.xlsx"})  # fmt: skip
    (result,) = batch.build_pages([job], workers=batch.Workers(count=1))
    assert isinstance(result, Failure)
    assert isinstance(result.cause, RenderError)
    assert "ValidationError" in str(result.cause)
    assert not list(tmp_path.iterdir())


def test_the_command_line_builds_it_and_refuses_it_for_one_rep(call, tmp_path):
    folder = tmp_path / "w"
    shutil.copytree(resource("params"), folder / "params")
    code, said, _ = call("build", folder / "params/seed-2024-03.yaml", "--only", "scorecard")
    assert code == 0
    assert "已生成 1 份页面，0 份未变" in said
    (book,) = folder.rglob("scorecard.xlsx")
    assert book.parent.name == "zh_CN"
    with pytest.raises(ParameterError, match="no such page is a rep's"):
        build(seed(tmp_path), only="scorecard", rep="李*")
