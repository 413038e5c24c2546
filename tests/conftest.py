"""Frames as intake delivers them, for tests of every room below the report."""

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from salesreport.tables import TABLES

ROOT = Path(__file__).resolve().parents[1]


def canonical_frame(name, rows):
    """Frame of a table from dicts; money in CNY becomes cents, row 2 is the first."""
    columns = {}
    for column in TABLES[name].columns:
        values = [row.get(column.name) for row in rows]
        columns[column.name] = _series(column.kind, values)
    columns["source_file"] = pd.Series(pd.Categorical([f"data/{name}.csv"] * len(rows)))
    columns["source_sheet"] = pd.Series(pd.Categorical([None] * len(rows)))
    columns["source_row"] = pd.Series(range(2, len(rows) + 2), dtype="Int64")
    return pd.DataFrame(columns)


def _series(kind, values):
    if kind == "date":
        return pd.to_datetime(pd.Series(values, dtype="object")).astype("datetime64[us]")
    if kind == "money":
        cents = [None if v is None else int(Decimal(str(v)) * 100) for v in values]
        return pd.Series(cents, dtype="Int64")
    if kind in ("rate", "number"):
        return pd.Series([None if v is None else Decimal(str(v)) for v in values], dtype="object")
    return pd.Series(values, dtype={"count": "Int64", "flag": "boolean"}.get(kind, "str"))


def pytest_addoption(parser):
    """`--update-golden` rewrites the golden files; look at the difference."""
    parser.addoption("--update-golden", action="store_true", default=False)


@pytest.fixture(scope="session")
def frame():
    """Builder of canonical frames: `frame("leads", [{...}])`."""
    return canonical_frame


@pytest.fixture(scope="session")
def shared():
    """Folder of public data and cases beside the repository; skips where absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the folder ../shared with public data and cases")
    return folder
