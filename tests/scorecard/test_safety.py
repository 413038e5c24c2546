"""Text of the data stays text, whatever it looks like; the same view gives the same bytes."""

from __future__ import annotations

import io
import re
import time
import zipfile

import openpyxl
import pytest

from salesreport.report import build_report
from salesreport.scorecard import scorecard_bytes

HOSTILE = [
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1:A9)", "\t=1+1", "=HYPERLINK(\"http://x.test\")",
    "http://x.test/a", "[East]", "😀 Ann", "Maximiliana Alexandra of the Northern Provinces",
    "_x0041_", "0012", "1e5", "a" * 40_000, "张*", "<b>&amp;",
]  # fmt: skip


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A view whose names, ids, customers, reasons and approvers are such texts."""
    import yaml

    from salesreport.params import load_run

    folder = tmp_path_factory.mktemp("hostile")
    people = [f"{quoted(f'id{i}' if i else '0012')},{quoted(t)},{quoted(t)}" for i, t in
              enumerate(HOSTILE)]  # fmt: skip
    deals = [f"{quoted('=D' + str(i))},{quoted(f'id{i}' if i else '0012')},{quoted(t)},2024-05-01,"
             f"won,2024-06-03,100" for i, t in enumerate(HOSTILE)]  # fmt: skip
    points = [f"2024-06,{quoted('0012')},2,{quoted(t)},{quoted(t)}" for t in HOSTILE[:4]]
    files = {
        "reps": ("rep_id,name,team", people),
        "opportunities": ("opportunity_id,rep_id,customer,created_date,stage,close_date,amount",
                          deals),
        "score_adjustments": ("period,rep_id,points,reason,approved_by", points),
    }  # fmt: skip
    for name, (head, rows) in files.items():
        (folder / f"{name}.csv").write_text("\n".join([head, *rows]) + "\n", "utf-8")
    policy = {"weights": {"bookings": 100}, "goalposts": {"bookings": {"lo": 0, "hi": 200}}}
    (folder / "policy.yaml").write_text(yaml.safe_dump(policy), "utf-8")
    run = {"period": "2024-06", "currency": "CNY", "language": "en", "policy": "policy.yaml",
           "data": {name: {"path": f"{name}.csv"} for name in files}}  # fmt: skip
    (folder / "run.yaml").write_text(yaml.safe_dump(run), "utf-8")
    return build_report(load_run(folder / "run.yaml")).for_scorecard()


@pytest.fixture(scope="module")
def content(hostile):
    return scorecard_bytes(hostile.canonical(), "en")


def test_no_text_of_the_data_is_in_a_formula_or_a_link(content, hostile):
    names = [rep.name for rep in hostile.reps]
    assert "=cmd|' /C calc'!A0" in names
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    assert not [name for name in parts if "externalLink" in name or "vbaProject" in name]
    for name, part in parts.items():
        assert "<hyperlink" not in part, name
        for formula in re.findall(r"<f>(.*?)</f>", part):
            assert not re.search(r"cmd|HYPERLINK|x\.test|calc&apos;|WEBSERVICE|DDE", formula)
    outside = [t for n, part in parts.items() if n.endswith(".rels")
               for t in re.findall(r'TargetMode="External"', part)]  # fmt: skip
    assert outside == []


def test_names_and_ids_are_read_back_as_the_texts_they_were(content, hostile):
    sheets = openpyxl.load_workbook(io.BytesIO(content))
    for row, rep in enumerate(hostile.reps, start=5):
        for column, text in (("B", rep.name), ("S", rep.rep_id)):
            cell = sheets["Table 2"][f"{column}{row}"]
            assert cell.data_type == "s"
            if len(text) < 30_000:
                assert str(cell.value).replace("\n", " ") == text.replace("\n", " ")
            else:
                assert len(cell.value) == 32_000
                assert cell.value.endswith("…")
    assert sheets["Table 2"]["S5"].value == "0012"


def test_what_looks_like_a_formula_stays_text_when_somebody_edits_the_cell(content, hostile):
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Table 2"]
    marked = {rep.name: sheet[f"B{row}"].quotePrefix for row, rep in enumerate(hostile.reps, 5)}
    assert all(mark for name, mark in marked.items() if name[0] in "=+-@\t")
    assert not marked["😀 Ann"]


@pytest.mark.slow
def test_a_spreadsheet_program_opens_it_and_shows_the_same_texts(content, recalculated, hostile):
    rows = recalculated(content).rows("Table 2")
    shown = [row[1] for row in rows[: len(hostile.reps)]]
    assert shown[0] == "=cmd|' /C calc'!A0"
    assert [row[9] for row in rows[: len(hostile.reps)]] == [58.0] + [50.0] * (len(shown) - 1)


def test_the_same_view_gives_the_same_bytes_at_any_time(hostile, content):
    time.sleep(2.1)  # longer than the clock of a zip archive counts
    assert scorecard_bytes(hostile.canonical(), "en") == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        core = archive.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == ["2024-06-30T00:00:00Z"] * 2


def test_the_file_names_no_place_of_this_machine(content, tmp_path):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        every = b"".join(archive.read(name) for name in archive.namelist())
    assert str(tmp_path.parents[1]).encode() not in every
