"""A spreadsheet program that calculates the workbook anew gets the report's numbers."""

from __future__ import annotations

import io
import math
from typing import Any

import openpyxl
import pytest

pytestmark = pytest.mark.slow

COLUMNS = {"C": "target", "D": "bookings", "E": "completion", "G": "conversion",
           "H": "revenue_per_customer", "I": "collection_rate", "M": "process"}  # fmt: skip


def same(found: Any, stored: Any) -> bool:
    if isinstance(stored, str) or isinstance(found, str):
        return bool(found == stored)
    return math.isclose(found, stored, rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize(
    ("name", "language"), [("seed", "zh_CN"), ("sample", "zh_TW"), ("sample", "en"),
                           ("maven", "en")],
)  # fmt: skip
def test_every_formula_gives_the_value_stored_beside_it(
    name, language, request, book, recalculated
):
    made = book(request.getfixturevalue(name), language)
    formulas, stored = made.formulas(), made.cells(values=True)
    found = recalculated(made.unvalued()).cells(values=True)
    assert len(formulas) > 40
    assert set(formulas) <= set(stored)
    wrong = {at: (found.get(at), stored[at], formulas[at]) for at in formulas
             if not same(found.get(at), stored[at])}  # fmt: skip
    assert wrong == {}
    assert not [value for value in found.values() if str(value).startswith(("#", "Err:"))]


@pytest.mark.parametrize("name", ["seed", "sample", "maven"])
def test_the_calculated_numbers_are_those_of_report_json(name, request, book, recalculated):
    report = request.getfixturevalue(name)
    document = report.document(lambda problem: "").model_dump(mode="json")
    found = recalculated(book(report).unvalued()).cells(values=True)
    for row, rep in enumerate(document["reps"], start=5):
        assert found["Table 2", f"S{row}"] == rep["rep_id"]
        expected = {**rep["measures"], "target": rep["targets"].get("bookings")}
        for column, measure in COLUMNS.items():
            assert same(found["Table 2", f"{column}{row}"], _shown(expected[measure])), measure
        assert same(found["Table 2", f"J{row}"], _shown(rep["score"]))
    total = len(document["reps"]) + 5
    team = {**document["team"]["measures"], "target": document["team"]["targets"].get("bookings")}
    for column, measure in COLUMNS.items():
        assert same(found["Table 2", f"{column}{total}"], _shown(team[measure])), measure


def _shown(value: float | None) -> float | str:
    return "n/a" if value is None else value


def test_other_numbers_move_what_depends_on_them(seed, book, recalculated):
    # 李* with a target of 210,000: completion 100 %, its 21.00 points become 30.00, so
    # 64.96875 becomes 73.96875, a pass. Sorting finds people by their number, here 2 and 1.
    sheets = openpyxl.load_workbook(io.BytesIO(book(seed).content))
    sheets["Table 2"]["C6"] = 210000
    stream = io.BytesIO()
    sheets.save(stream)
    found = recalculated(stream.getvalue()).cells(values=True)
    assert found["Table 2", "E6"] == 1
    assert found["Table 2", "J6"] == 73.97
    assert found["Table 2", "K6"] == "pass"
    assert same(found["Table 2", "E7"], 730 / 710)
    assert found["Table 2", "J5"] == 87.98


def test_a_measure_taken_away_is_rescaled_and_too_many_leave_no_score(seed, book, recalculated):
    # 张* without collection and process: (30 + 19.53125 + 16.25) of 75 is 87.7083 of 100;
    # 李* without completion and conversion: 45 of 100 points of weight are under 60 %.
    sheets = openpyxl.load_workbook(io.BytesIO(book(seed).content))
    for cell in ("I5", "M5", "E6", "G6"):
        sheets["Table 2"][cell] = "n/a"
    stream = io.BytesIO()
    sheets.save(stream)
    found = recalculated(stream.getvalue()).cells(values=True)
    assert found["Table 2", "J5"] == 87.71
    assert found["Table 2", "K5"] == "good"
    assert found["Table 2", "J6"] == "n/a"
    assert found["Table 2", "K6"] == "not rated"
