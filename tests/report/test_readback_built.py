"""Built files read back: the HTML as written to disk, and the text of the PDF.

Each figure's cell stands in the PDF as in the HTML, whose cells are held to the JSON of
`report.json` here too.
"""

import json
import re
from base64 import b64decode
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pypdf
import pytest
import yaml

from salesreport.params import load_run
from salesreport.render.outputs import build

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
# run file, whose pages are built (None: all), tables of figures
RUNS = {
    "seed": ("params/seed-2024-03.yaml", None),
    "sample": ("params/sample.yaml", "0005"),
    "maven": ("params/examples/maven.yaml", "Darcel Schlecht"),
}
TABLES = ("receipt-table", "people-table", "table-2", "months-table", "targets-table")

pytestmark = pytest.mark.slow


LONG = [pytest.param(name, marks=pytest.mark.proof) for name in ("sample", "maven")]


@pytest.fixture(scope="module", params=["seed", *LONG])
def built(request, tmp_path_factory):
    """Folder of a run's pages of one rep and of everybody, in both languages."""
    source, rep = RUNS[request.param]
    if request.param == "maven" and not (SHARED / "data/maven_crm").is_dir():
        pytest.skip("needs the public CRM set in ../shared/data/maven_crm")
    place = tmp_path_factory.mktemp(request.param)
    path = ROOT / source
    settings = yaml.safe_load(path.read_text("utf-8"))
    settings |= {"language": ["en", "zh_CN"], "out": str(place)}
    settings["policy"] = str((path.parent / settings["policy"]).resolve())
    for entry in settings["data"].values():
        entry["path"] = str((path.parent / entry["path"]).resolve())
    (place / "run.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    run = load_run(place / "run.yaml")
    results = [build(run, rep=rep), *([build(run, only="team")] if rep else [])]
    assert not any(result.failures for result in results)
    (folder,) = {path.parent for path in place.rglob("manifest.json")}
    return folder


def pages(folder):
    found = [*folder.glob("*/team.html"), *folder.glob("*/reps/*.html")]
    assert len(found) >= 4
    return found


def cells(page):
    """Text of every cell of the tables of figures."""
    texts = []
    for name in TABLES:
        for cell in page.xpath(f'//table[@id="{name}"]//tr/*'):
            texts.append(" ".join(cell.text_content().split()))
    return texts


def written(texts):
    return Counter(number for text in texts for number in NUMBER.findall(text))


def test_every_number_of_the_built_tables_stands_in_the_pdf(built):
    for path in pages(built):
        page = lxml.html.fromstring(path.read_text("utf-8"))
        wanted = written(cells(page))
        assert wanted
        text = "\n".join(p.extract_text() for p in pypdf.PdfReader(path.with_suffix(".pdf")).pages)
        missing = wanted - written([text.replace("\xa0", " ")])
        assert not missing, (path.name, missing)


def test_the_pdf_says_no_number_that_the_page_does_not(built):
    """But for page numbers and what every page's margin repeats."""
    for path in pages(built):
        page = lxml.html.fromstring(path.read_text("utf-8"))
        for hidden in page.xpath("//style|//script|//svg//style"):
            hidden.drop_tree()
        whole = " ".join([*page.itertext(), *page.xpath("//@alt|//@content|//@title")])
        pdf = pypdf.PdfReader(path.with_suffix(".pdf"))
        said = {n for p in pdf.pages for n in NUMBER.findall(p.extract_text()) if "%" in n}
        known = set(NUMBER.findall(whole + " ".join(_charts(page))))
        assert said <= known, (path.name, said - known)


def _charts(page):
    """Labels inside charts, which stand in the page as encoded pictures."""
    for source in page.xpath("//img/@src"):
        head, _, body = source.partition(",")
        text = b64decode(body).decode("utf-8", "ignore") if "base64" in head else unquote(body)
        yield re.sub(r"<[^>]*>", " ", text)


def test_the_built_receipts_are_report_jsons(built):
    views = json.loads((built / "report.json").read_text("utf-8"))["pages"]["reps"]
    by_name = {view["rep"]["name"]: view["rep"] for view in views}
    checked = 0
    for path in built.glob("*/reps/*.html"):
        page = lxml.html.fromstring(path.read_text("utf-8"))
        rep = next(rep for name, rep in by_name.items() if name in page.text_content())
        rows = page.xpath('//table[@id="receipt-table"]/tbody/tr')
        assert len(rows) == len(rep["score"]["receipt"])
        for row, line in zip(rows, rep["score"]["receipt"], strict=True):
            found = [
                number for cell in row.xpath("./td") for number in written([cell.text_content()])
            ]
            if line["contribution"] is None:
                continue
            exact = Decimal(repr(line["contribution"]))
            points = exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
            assert f"{points:,}" in found, (path.name, line["measure"])
            checked += 1
    assert checked
