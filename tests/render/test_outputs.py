from __future__ import annotations

import dataclasses
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from pypdf import PdfReader

from salesreport.errors import OutputError, UnknownKeyError
from salesreport.params import RunFile, load_run
from salesreport.render import planning
from salesreport.render.outputs import BuildResult, build
from salesreport.render.planning import planned_pages
from salesreport.report import build_report
from salesreport.resources import resource

pytestmark = pytest.mark.slow


def seed(out: Path) -> RunFile:
    run = load_run(resource("params", "seed-2024-03.yaml"))
    return dataclasses.replace(run, out=out, languages=("zh_CN",))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    """The seed, built once for all tests that only look."""
    return build(seed(tmp_path_factory.mktemp("reports")))


@pytest.fixture
def built(first: BuildResult, tmp_path: Path) -> RunFile:
    """A run whose output folder holds a copy of that build."""
    run = seed(tmp_path / "reports")
    shutil.copytree(first.folder, run.output_folder)
    return run


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_workspaces_own_notebook_makes_its_pages(tmp_path: Path) -> None:
    own = tmp_path / "w/notebooks/rep_retrospective.ipynb"
    own.parent.mkdir(parents=True)
    own.write_text("{}", encoding="utf-8")
    (tmp_path / "w/params").mkdir()
    found = planning.notebook_of(tmp_path / "w/params", own.name)
    assert found == own
    shipped = planning.notebook_of(tmp_path / "w/params", "team_retrospective.ipynb")
    assert shipped == resource("notebooks", "team_retrospective.ipynb")


class Links(HTMLParser):
    def __init__(self, page: Path) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.loaded: list[str] = []
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "href":
                self.hrefs.append(unquote(value or ""))
            elif name in ("src", "srcset", "style"):
                self.loaded.append(value or "")


def test_every_page_is_there_and_linked_from_the_index(first: BuildResult) -> None:
    assert first.failures == ()
    assert first.n_built == 6
    pages = sorted(name for name in contents(first.folder) if name.startswith("zh_CN/"))
    assert pages == [
        "zh_CN/data-quality.html", "zh_CN/data-quality.pdf", "zh_CN/deck.pdf", "zh_CN/deck.pptx",
        "zh_CN/index.html",
        "zh_CN/reps/张.html", "zh_CN/reps/张.pdf",
        "zh_CN/reps/李.html", "zh_CN/reps/李.pdf", "zh_CN/scorecard.xlsx",
        "zh_CN/team.html", "zh_CN/team.pdf",
    ]  # fmt: skip
    hrefs = Links(first.indexes["zh_CN"]).hrefs
    assert {f"zh_CN/{href}" for href in hrefs if "." in href} == {*pages} - {"zh_CN/index.html"}
    assert set(contents(first.folder)) - set(pages) == {"report.json", "manifest.json"}


def test_no_page_refers_to_anything_outside_itself(first: BuildResult) -> None:
    for path in first.folder.rglob("*.html"):
        page, links = path.read_text("utf-8"), Links(path)
        assert all(value.startswith("data:") for value in links.loaded), path
        assert not [href for href in links.hrefs if re.match(r"\w+:|//", href)], path
        assert not re.search(r"url\(\s*[\"']?(?!data:|#)|@import", page), path
        assert "Content-Security-Policy" in page


def test_every_pdf_has_text_and_only_embedded_fonts(first: BuildResult) -> None:
    for path in first.folder.rglob("*.pdf"):
        pdf = PdfReader(path)
        assert "2024年3月" in "".join(page.extract_text() for page in pdf.pages)
        for page in pdf.pages:
            for font in page["/Resources"]["/Font"].get_object().values():
                for part in font.get_object()["/DescendantFonts"]:
                    held = part.get_object()["/FontDescriptor"].get_object()
                    assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(held)


def test_the_manifest_names_inputs_versions_and_outputs_and_no_place_or_time(
    first: BuildResult,
) -> None:
    text = (first.folder / "manifest.json").read_text("utf-8")
    manifest = json.loads(text)
    assert set(manifest["built"]) == set(contents(first.folder)) - {"manifest.json"}
    assert "seed-2024-03.yaml" in manifest["inputs"]
    assert any(name.endswith(".xlsx") for name in manifest["inputs"])
    assert manifest["versions"]["weasyprint"]
    assert manifest["failed"] == []
    assert str(first.folder.parents[1]) not in text
    assert str(Path.home()) not in text
    assert not re.search(r"\d\d:\d\d:\d\d", text)


def test_an_unchanged_run_builds_nothing_and_a_forced_one_the_same_bytes(
    built: RunFile, first: BuildResult
) -> None:
    before = contents(first.folder)
    again = build(built)
    assert (again.n_built, again.n_unchanged) == (0, 6)
    assert contents(again.folder) == before
    forced = build(built, force=True, jobs=1)
    assert (forced.n_built, forced.n_unchanged) == (6, 0)
    assert contents(forced.folder) == before


def test_a_page_edited_by_hand_is_kept_and_the_index_links_the_new_one(built: RunFile) -> None:
    mine = built.output_folder / "zh_CN" / "reps" / "李.html"
    mine.write_text("my own words")
    result = build(built)
    assert mine.read_text() == "my own words"
    assert result.edited == ("zh_CN/reps/李.html",)
    assert "reps/李-v2.html" in Links(result.indexes["zh_CN"]).hrefs
    assert mine.with_name("李-v2.html").stat().st_size > 1000
    assert build(built).n_built == 0


def test_a_failing_notebook_leaves_no_page_and_its_cause_and_mends_again(
    built: RunFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebooks = tmp_path / "notebooks"
    shutil.copytree(resource("notebooks"), notebooks)
    path = notebooks / "rep_retrospective.ipynb"
    document = json.loads(path.read_text("utf-8"))
    bad = {"cell_type": "code", "id": "bad", "metadata": {}, "outputs": [], "execution_count": None}
    document["cells"].append(bad | {"source": "1 / (rep_id == '张*')"})
    path.write_text(json.dumps(document), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(planning, "notebook_of", lambda folder, name: notebooks / name)
        result = build(built)
    folder = result.folder
    (failure,) = result.failures
    assert failure.job.name == "zh_CN/reps/李"
    assert not list(folder.rglob("李.html")) + list(folder.rglob("李.pdf"))
    assert (folder / "zh_CN" / "reps" / "张.html").exists()
    told = (folder / "failed" / "zh_CN_reps_李.txt").read_text("utf-8")
    assert told.startswith("What: ZeroDivisionError")
    kept = json.loads((folder / "failed" / "zh_CN_reps_李.ipynb").read_text("utf-8"))
    assert kept["cells"][-1]["outputs"][0]["ename"] == "ZeroDivisionError"
    index = result.indexes["zh_CN"]
    assert "ZeroDivisionError" in index.read_text("utf-8")
    assert "reps/李.html" not in Links(index).hrefs
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert [entry["page"] for entry in manifest["failed"]] == ["zh_CN/reps/李"]
    mended = build(built)
    assert mended.failures == ()
    assert (folder / "zh_CN" / "reps" / "李.html").exists()
    assert not list((folder / "failed").iterdir())


def test_one_rep_is_built_alone_and_the_other_pages_stay_linked(built: RunFile) -> None:
    result = build(built, rep="李*", force=True)
    assert result.n_built == 1
    linked = {href for href in Links(result.indexes["zh_CN"]).hrefs if href.endswith(".pdf")}
    reps = {"reps/张.pdf", "reps/李.pdf"}
    assert linked == {"team.pdf", "deck.pdf", "data-quality.pdf"} | reps
    assert len(json.loads((result.folder / "manifest.json").read_text())["built"]) == 13


def test_pages_the_run_no_longer_has_go_with_a_whole_build(built: RunFile) -> None:
    build(dataclasses.replace(built, languages=("en",)))
    assert not list((built.output_folder / "zh_CN").rglob("*.html"))


@pytest.mark.parametrize(
    ("given", "told"),
    [({"only": "slides"}, "kind of output 'slides'"), ({"rep": "李"}, r"rep '李'.*'李\*'"),
     ({"languages": ("fr",)}, "language 'fr'"), ({"engine": "warm"}, "engine 'warm'")],
)  # fmt: skip
def test_an_unknown_choice_is_refused_before_any_work(
    tmp_path: Path, given: dict[str, object], told: str
) -> None:
    with pytest.raises(UnknownKeyError, match=f"unknown {told}"):
        build(seed(tmp_path), **given)  # type: ignore[arg-type]
    assert not list(tmp_path.rglob("*.html"))


def test_a_folder_that_cannot_be_written_is_an_error_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="cannot write"):
        build(seed(tmp_path / "file"))


def test_teams_have_a_page_each_where_there_are_several() -> None:
    report = build_report(load_run(resource("params", "sample.yaml")))
    stems = [page.stem for page in planned_pages(report, ["en"])]
    assert stems[:4] == ["en/team", "en/deck", "en/data-quality", "en/scorecard"]
    assert stems[4:6] == ["en/teams/East", "en/teams/South"]
    reps = [stem for stem in stems if stem.startswith("en/reps/")]
    assert len(reps) == len(report.rep_ids)
    weekly = {f"en/weekly/2026-07-05/{who}" for who in ("all", "manager-0001", "manager-0002")}
    assert set(stems[6:]) - set(reps) == {"en/analyst", "en/playbook"} | weekly
