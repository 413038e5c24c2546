"""The playbook as built: when, beside what, and without a name where none is asked for."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from pathlib import Path

import pypdf
import pytest
import yaml

from salesreport.params import load_run
from salesreport.render.outputs import build
from salesreport.render.planning import chosen, kept_up, planned_pages
from salesreport.report import build_report
from tests.report.reasonruns import report_of
from tests.report.test_playbook import planted
from tests.report.test_playbook_texts import NAMES, named

MADE = ["en/playbook.html", "en/playbook.pdf"]


def run_of(folder: Path, tables, **settings):
    report_of(folder, tables, out="out", **settings)
    return load_run(folder / "run.yaml")


def built(result) -> list[str]:
    manifest = json.loads((result.folder / "manifest.json").read_text("utf-8"))
    return sorted(manifest["built"])


def kinds(report, *, only=None, before=()) -> set[str]:
    everything = planned_pages(report, ["en"])
    pages = chosen(everything, only=only, rep=None, rep_ids=report.rep_ids)
    if only is None:
        pages += kept_up(everything, before)
    return {page.reader.partition(":")[0] for page in pages}


def _with_drawings(page: str) -> str:
    """A page with the text of its drawings, which stand in it encoded."""
    drawn = re.findall(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", page)
    assert drawn
    return page + "".join(b64decode(one).decode("utf-8") for one in drawn)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return planted(60), tmp_path_factory.mktemp("small")


@pytest.mark.parametrize(
    ("period", "always"), [("2024-06", False), ("2024-Q2", True), ("2024", True)]
)
def test_it_is_made_with_all_pages_of_a_quarter_or_year_and_of_a_month_on_request(
    small, period, always
):
    tables, folder = small
    report = report_of(folder, tables, period=period)
    assert ("playbook" in kinds(report)) == always
    assert kinds(report, only="playbook") == {"playbook"}
    assert "playbook" not in kinds(report, only="team")
    assert "playbook" in kinds(report, before=MADE)  # one that stands there is kept up
    assert "analyst" not in kinds(report)
    assert "analyst" in kinds(report, before=["en/analyst.html"])


@pytest.mark.slow
def test_only_the_playbook_is_built_and_a_whole_build_keeps_it_up(tmp_path):
    run = run_of(tmp_path, planted(60), language=["en", "zh_CN"])
    result = build(run, only="playbook", jobs=1)
    assert result.failures == ()
    assert result.n_built == 2
    assert [name for name in built(result) if "playbook" in name] == [
        "en/playbook.html", "en/playbook.pdf", "zh_CN/playbook.html", "zh_CN/playbook.pdf",
    ]  # fmt: skip
    again = build(run, only="playbook", jobs=1)
    assert (again.n_built, again.n_unchanged) == (0, 2)
    page = (result.folder / "en/playbook.html").read_text("utf-8")
    assert "Content-Security-Policy" in page
    assert 'lang="en"' in page
    assert "June 2024 playbook" in page
    index = (result.folder / "en/index.html").read_text("utf-8")
    assert {'href="playbook.html"', 'href="playbook.pdf"'} <= set(
        re.findall(r'href="[^"]+"', index)
    )


@pytest.mark.slow
def test_a_text_written_after_a_build_stands_on_the_next_one(tmp_path):
    run = run_of(tmp_path, planted(60) | {"notes": named()["notes"][1:]})
    first = build(run, only="playbook", jobs=1)
    page = first.folder / "en/playbook.html"
    assert "Machines sell well" in page.read_text("utf-8")
    notes = (tmp_path / "notes.csv").read_text("utf-8")
    (tmp_path / "notes.csv").write_text(notes.replace("sell well", "need a visit"), "utf-8")
    second = build(run, only="playbook", jobs=1)
    assert second.n_built == 1
    assert "Machines need a visit" in page.read_text("utf-8")
    assert "sell well" not in page.read_text("utf-8")


@pytest.mark.slow
def test_an_anonymised_build_names_nobody_on_its_pages(tmp_path):
    run = run_of(tmp_path, named(), playbook={"anonymise": True}, language=["en", "zh_CN"])
    result = build(run, only="playbook", jobs=1)
    assert result.failures == ()
    looked = 0
    for path in result.folder.rglob("playbook.*"):
        text = (
            "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
            + str(pypdf.PdfReader(path).metadata)
            if path.suffix == ".pdf"
            else _with_drawings(path.read_text("utf-8"))
        )
        assert [name for name in NAMES if re.search(name, text, re.IGNORECASE)] == [], path
        assert "C1" in text
        looked += 1
    assert looked == 4
    # the index and report.json are the manager's own and hold the people's figures
    assert "宋枫木" in (result.folder / "report.json").read_text("utf-8")


@pytest.mark.slow
def test_the_shipped_notebook_runs_with_the_stock_engine(tmp_path):
    run = run_of(tmp_path, planted(60))
    result = build(run, only="playbook", jobs=1, engine="stock")
    assert result.failures == ()
    assert [name for name in built(result) if "playbook" in name] == MADE


def test_a_run_file_may_hold_the_settings_and_a_list_of_languages(tmp_path):
    run_of(tmp_path, planted(60), playbook={"anonymise": True})
    settings = yaml.safe_load((tmp_path / "run.yaml").read_text("utf-8"))
    assert settings["playbook"] == {"anonymise": True}
    assert build_report(load_run(tmp_path / "run.yaml")).for_playbook().anonymised
