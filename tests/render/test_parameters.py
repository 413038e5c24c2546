from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat
import numpy as np
import pandas as pd
import papermill
import pytest
from hypothesis import given
from hypothesis import strategies as st
from papermill.engines import papermill_engines

from salesreport.errors import ParameterError, UnknownKeyError
from salesreport.render.engine import WarmEngine
from salesreport.render.parameters import check_parameters, declared, setting
from salesreport.render.plain import plain

papermill_engines.register("salesreport", WarmEngine)

TYPED = """\
# a comment
start = None
rep_id: str = "0000"
rep_code = "XX"
top_n: int = 10  # rows, count
rate: float = 0.0
reps: list[str] = []
note = "x=y"
folder = "."
amount = "0"
weights: dict = {}
target = 0
"""

GIVEN = {
    "start": date(2024, 6, 1),
    "rep_id": "0012",
    "rep_code": "NO",
    "top_n": np.int64(5),
    "rate": float("nan"),
    "reps": ("张伟", "李娜", None),
    "note": 'a=b; 目标"高"\n第二行',
    "folder": r"C:\reports\new",
    "amount": Decimal("1.10"),
}

ARRIVES = {
    "start": "2024-06-01",
    "rep_id": "0012",
    "rep_code": "NO",
    "top_n": 5,
    "rate": None,
    "reps": ["张伟", "李娜", None],
    "note": 'a=b; 目标"高"\n第二行',
    "folder": r"C:\reports\new",
    "amount": "1.10",
}


class Side(Enum):
    LEFT = "left"


def test_every_value_arrives_in_the_notebook_as_written(
    notebook: Callable[..., Any], tmp_path: Path
) -> None:
    show = f"import json\nprint(json.dumps({{k: globals()[k] for k in {list(GIVEN)}}}))"
    nb = notebook(TYPED, show)
    values = check_parameters(nb, GIVEN)
    assert values == ARRIVES
    path = tmp_path / "out.ipynb"
    ran = papermill.execute_notebook(
        nb, str(path), parameters=values, engine_name="salesreport", progress_bar=False
    )
    assert json.loads(ran.cells[2].outputs[0].text) == ARRIVES
    json.loads(path.read_text("utf-8"), parse_constant=pytest.fail)


def test_an_unknown_name_is_refused_with_the_near_one(notebook: Callable[..., Any]) -> None:
    with pytest.raises(UnknownKeyError, match=r"unknown parameter 'targt'.*'target'") as caught:
        check_parameters(notebook(TYPED), {"targt": 100000}, where="report.ipynb")
    assert caught.value.near == ["target"]


@pytest.mark.parametrize(
    ("value", "named"),
    [(12, 'papermill -r rep_id "12"'), (1.5, "papermill -r rep_id"), (True, "papermill -r rep_id"),
     (["a"], "papermill -r rep_id")],
)  # fmt: skip
def test_an_id_that_is_not_text_is_refused_naming_the_raw_option(
    notebook: Callable[..., Any], value: object, named: str
) -> None:
    with pytest.raises(ParameterError, match=named):
        check_parameters(notebook(TYPED), {"rep_id": value})


@pytest.mark.parametrize(
    ("name", "value"),
    [("top_n", "5"), ("top_n", 5.5), ("top_n", True), ("rate", "0.5"), ("reps", "张伟"),
     ("weights", [1])],
)  # fmt: skip
def test_a_value_of_another_type_than_declared_is_refused(
    notebook: Callable[..., Any], name: str, value: object
) -> None:
    with pytest.raises(ParameterError, match=f"parameter '{name}'.*Expected: "):
        check_parameters(notebook(TYPED), {name: value})


def test_whole_numbers_and_fractions_fit_each_other_where_exact(
    notebook: Callable[..., Any],
) -> None:
    values = check_parameters(notebook(TYPED), {"rate": 1, "top_n": 5.0})
    assert [(type(v), v) for v in values.values()] == [(float, 1.0), (int, 5)]


@pytest.mark.parametrize("n_cells", [0, 2])
def test_a_notebook_needs_exactly_one_parameters_cell(
    notebook: Callable[..., Any], n_cells: int
) -> None:
    nb = notebook("a = 1", "b = 2", parameters=False)
    for cell in nb.cells[:n_cells]:
        cell.metadata["tags"] = ["parameters"]
    with pytest.raises(ParameterError, match=r"cells? tagged 'parameters'.*exactly one"):
        check_parameters(nb, {"a": 1})


def test_a_parameters_cell_that_is_not_python_is_refused(notebook: Callable[..., Any]) -> None:
    with pytest.raises(ParameterError, match=r"cannot be read.*line 2"):
        declared(notebook("a = 1\n%magic = 2"))


def test_a_setting_is_the_injected_value_else_the_default(notebook: Callable[..., Any]) -> None:
    nb = notebook('language: str = "en"\nrun = str(1)')
    assert (setting(nb, "language"), setting(nb, "run"), setting(nb, "none")) == ("en", None, None)
    nb.metadata["papermill"] = {"parameters": {"language": "zh_TW"}}
    assert setting(nb, "language") == "zh_TW"
    assert setting(nbformat.v4.new_notebook(), "language") is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime(2024, 6, 1, 8, tzinfo=UTC), "2024-06-01T08:00:00+00:00"),
        (pd.Timestamp("2024-06-01"), "2024-06-01T00:00:00"),
        (np.datetime64("2024-06-01"), "2024-06-01T00:00:00"),
        (pd.NaT, None), (pd.NA, None), (np.datetime64("NaT"), None), (Decimal("NaN"), None),
        (np.float64("nan"), None), (np.float64(0.5), 0.5), (np.bool_(True), True),
        (np.array([1, 2]), [1, 2]), (pd.Series(["a", None]), ["a", None]),
        (PurePosixPath("a/b"), "a/b"), (Side.LEFT, "left"), (np.str_("x"), "x"),
        ({"a": {"b": (1,)}}, {"a": {"b": [1]}}),
    ],
)  # fmt: skip
def test_values_of_the_libraries_become_plain(value: object, expected: object) -> None:
    found = plain(value, name="x")
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    "value", [float("inf"), Decimal("-Infinity"), {1, 2}, {1: "a"}, object(), b"bytes", 1j]
)
def test_a_value_without_plain_form_is_refused_by_name(value: object) -> None:
    with pytest.raises(ParameterError, match="parameter 'rate' holds"):
        plain(value, name="rate")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_infinity=False)
        | st.decimals(allow_nan=True, allow_infinity=False) | st.dates(),
        lambda parts: st.lists(parts) | st.tuples(parts) | st.dictionaries(st.text(), parts),
        max_leaves=8,
    )
)  # fmt: skip
def test_plain_values_are_strict_json_and_stay_as_they_are(value: object) -> None:
    once = plain(value, name="x")
    assert json.loads(json.dumps(once, allow_nan=False)) == once
    assert plain(once, name="x") == once
