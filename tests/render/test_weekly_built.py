"""The weekly review as built: on request, beside what stands there, and kept by later builds."""

import json

import pypdf
import pytest

from salesreport.params import load_run
from salesreport.render.outputs import build
from tests.report.weeks import LAST, NOW, SECOND, first_week, week


def run_of(folder, day=NOW, **more):
    week(folder, day, SECOND, **more)
    return load_run(folder / "run.yaml")


def names(folder) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def listed(result) -> list[str]:
    return sorted(json.loads((result.folder / "manifest.json").read_text("utf-8"))["built"])


@pytest.mark.slow
def test_only_the_week_is_built_with_its_deals_stored_and_workbooks_to_fill_in(tmp_path):
    first_week(tmp_path)
    result = build(run_of(tmp_path), only="weekly", languages=["en", "zh_CN"], jobs=1)
    assert result.failures == ()
    pages = [f"weekly/{NOW}/{name}" for name in ("all", "manager-M1", "manager-M2")]
    wanted = [f"{lang}/{page}.{end}" for lang in ("en", "zh_CN") for page in pages
              for end in ("html", "pdf")]  # fmt: skip
    assert names(result.folder) == sorted([*wanted, "manifest.json"])
    assert listed(result) == sorted(wanted)
    for name in wanted:
        if name.endswith(".pdf"):
            assert len(pypdf.PdfReader(result.folder / name).pages) == 1
    beside = tmp_path / "out/run/weekly"
    files = [f"decisions-{day}{who}.xlsx" for day in (LAST, NOW)
             for who in ("", "-manager-M1", "-manager-M2")]  # fmt: skip
    stored = [f"snapshot-{day}.json" for day in (LAST, NOW)]
    assert names(beside) == sorted([*files, *stored, "manifest.json"])
    assert result.indexes["en"].name == "all.pdf"
    assert any(f"snapshot-{NOW}.json" in line for line in result.lines())
    again = build(run_of(tmp_path), only="weekly", languages=["en", "zh_CN"], jobs=1)
    assert (again.n_built, again.n_unchanged) == (0, 6)
    assert names(beside) == sorted([*files, *stored, "manifest.json"])


@pytest.mark.slow
def test_a_weekly_build_leaves_all_else_as_it_is_and_a_whole_build_keeps_the_week(tmp_path):
    run = run_of(tmp_path)
    build(run, only="index", jobs=1)
    folder = tmp_path / "out/run/2024-06"
    before = {name: (folder / name).read_bytes() for name in ("report.json", "en/index.html")}
    result = build(run, only="weekly", jobs=1)
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert set(before) <= set(listed(result))
    page = f"en/weekly/{NOW}/all.pdf"
    assert page in listed(result)
    later = build(run_of(tmp_path, "2024-06-28"), jobs=2)
    assert later.failures == ()
    assert page in listed(later)
    assert (folder / page).exists()
    assert not [name for name in listed(later) if "weekly/2024-06-28" in name]


@pytest.mark.slow
def test_the_shipped_notebook_runs_with_the_stock_engine(tmp_path):
    result = build(run_of(tmp_path), only="weekly", jobs=1, engine="stock", languages=["zh_CN"])
    assert result.failures == ()
    page = (result.folder / f"zh_CN/weekly/{NOW}/manager-M1.html").read_text("utf-8")
    assert "Content-Security-Policy" in page
    assert "Cai" not in page
    assert "周报" in page
