"""A branded run from end to end: pages, index, manifest, what is not there, what is built again."""

import json
from io import BytesIO

import pytest
from pypdf import PdfReader

from salesreport.branding import load_brand
from salesreport.display import weekly_pages
from salesreport.display.looks import brand_style
from salesreport.params import load_run
from salesreport.render.outputs import build
from salesreport.render.printing import print_page
from salesreport.resources import resource, stylesheet

pytestmark = pytest.mark.slow

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("branded")
    text = (resource("params") / "seed-2024-03.yaml").read_text("utf-8")
    text = text.replace("status: draft", "status: final").replace("out: ../reports", "out: out")
    (folder / "run.yaml").write_text(f"{text}branding: looks/branding.yaml\n", "utf-8")
    for name in ("data", "policy"):
        (folder / name).symlink_to(resource("params") / name)
    (folder / "looks").mkdir()
    (folder / "looks/branding.yaml").write_text(
        'name: Hailan\nlogo: logo.svg\ncss: own.css\ncolours: {accent: "#0b6e5f"}\n', "utf-8"
    )
    return folder


def built(folder):
    run = load_run(folder / "run.yaml")
    return build(run, only="data", languages=("en",), jobs=1)


@pytest.fixture(scope="module")
def without(workspace):
    """Built with neither logo nor style there, then with the logo, then once more."""
    first = built(workspace)
    html = (first.folder / "en/data-quality.html").read_text("utf-8")
    index = first.indexes["en"].read_text("utf-8")
    (workspace / "looks/logo.svg").write_text(LOGO, "utf-8")
    return first, html, index, built(workspace), built(workspace)


def test_a_final_run_without_its_logo_is_built_with_a_warning(without):
    first, html, index, _, _ = without
    assert not first.failures
    assert not first.has_errors
    gone = [p for p in first.problems if p.rule == "branding_file_absent"]
    assert [(p.severity, p.value) for p in gone] == [
        ("warning", "looks/logo.svg"), ("warning", "looks/own.css"),
    ]  # fmt: skip
    for page in (html, index):
        assert "Branding, not found: looks/logo.svg, looks/own.css." in page
        assert '<img class="logo"' not in page
        assert "--accent: #0b6e5f;" in page


def test_a_logo_that_comes_is_on_the_next_page_and_then_nothing_is_built_again(without):
    _, _, _, second, third = without
    assert (second.n_built, second.n_unchanged) == (1, 0)
    assert (third.n_built, third.n_unchanged) == (0, 1)
    page = (third.folder / "en/data-quality.html").read_text("utf-8")
    assert '<img class="logo" alt="Hailan" src="data:image/svg+xml;base64,' in page


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_longest_footer_and_a_logo_leave_a_week_on_one_page(sample, language):
    path = resource("params", "examples", "branding.yaml")
    brand = load_brand(path, path.parent).model_copy(update={"footer": {"": "内" * 38}})
    pages = weekly_pages(sample.for_weekly().model_copy(update={"brand": brand}), language)
    head = f"<title>w</title><style>{stylesheet()}\n{brand_style(brand)}</style>"
    html = (
        f"<html lang='{language[:2]}'><head>{head}</head><body><main>{pages.html()}</main></body>"
    )
    (page,) = PdfReader(BytesIO(print_page(html, where="week").pdf)).pages
    assert "内" * 38 in page.extract_text().replace("\n", "")


def test_numbers_are_the_same_under_any_logo_and_the_manifest_names_what_was_read(without):
    folder = without[-1].folder
    assert "data:image" not in (folder / "report.json").read_text("utf-8")
    inputs = json.loads((folder / "manifest.json").read_text("utf-8"))["inputs"]
    assert {"looks/branding.yaml", "looks/logo.svg"} <= set(inputs)
    assert "looks/own.css" not in inputs
