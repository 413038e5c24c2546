"""docs/branding.md and the shipped example say what the code does."""

import re
from pathlib import Path

import yaml

from salesreport.branding import Branding, load_brand
from salesreport.branding.files import KINDS, MOST_LOGO_BYTES
from salesreport.branding.written import FOOTER_WIDTH, BrandColours
from salesreport.params import load_run
from salesreport.resources import resource

DOCUMENT = (Path(__file__).parents[2] / "docs/branding.md").read_text(encoding="utf-8")


def test_the_example_of_the_document_is_taken(tmp_path):
    run_key, example = re.findall(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)
    (tmp_path / "branding.yaml").write_text(example, encoding="utf-8")
    brand = load_brand(tmp_path / yaml.safe_load(run_key)["branding"], tmp_path)
    assert brand.name == "Hailan Pumps"
    assert brand.footer_in("zh_CN") == "海澜泵业 内部资料"
    assert [one.file for one in brand.absent] == ["logo.svg", "style.css"]


def test_the_document_has_every_key_and_limit():
    keys = re.findall(r"^\| `(\w+)` \|", DOCUMENT, re.MULTILINE)
    assert keys == [*Branding.model_fields]
    assert all(f"`{name}`" in DOCUMENT for name in BrandColours.model_fields)
    assert f"{MOST_LOGO_BYTES // 1000} kB" in DOCUMENT
    assert f"{FOOTER_WIDTH} letters or {FOOTER_WIDTH // 2} Chinese signs" in DOCUMENT
    assert all(ending in DOCUMENT for ending in KINDS if ending != ".jpeg")


def test_the_sample_is_branded_when_its_remark_is_taken_away(tmp_path):
    for name in ("data", "policy", "examples"):
        (tmp_path / name).symlink_to(resource("params") / name)
    text = (resource("params") / "sample.yaml").read_text("utf-8")
    (tmp_path / "sample.yaml").write_text(text.replace("# branding:", "branding:"), "utf-8")
    brand = load_run(tmp_path / "sample.yaml").brand
    assert (brand.name, brand.absent) == ("Hailan Pumps", ())
    assert brand.logo.startswith("data:image/svg+xml;base64,")
    assert "var(--accent)" in brand.css
