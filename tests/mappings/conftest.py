"""Runs that read by a mapping, and the database server of the reader tests."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from salesreport.intake import load_tables

_READERS = Path(__file__).resolve().parents[1] / "readers" / "conftest.py"
_spec = importlib.util.spec_from_file_location("reader_fixtures", _READERS)
_fixtures = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_fixtures)
postgres_url = _fixtures.postgres_url
postgres = _fixtures.postgres


@pytest.fixture
def mapped(make_run):
    """Tables of a folder or database read by a mapping."""

    def loaded(mapping, path="export", files=None, entry=None, **settings):
        place = {} if path is None else {"path": str(path)}
        crm = {"mapping": mapping, **place, **(entry or {})}
        return load_tables(make_run(files or {}, {"crm": crm}, **settings))

    return loaded


@pytest.fixture
def rows():
    """Some columns of a table as tuples, dates as text, missing as None."""

    def of(loaded, table, *columns):
        frame = loaded.tables[table]
        cells = frame.loc[:, list(columns)].astype(object)
        cells = cells.where(cells.notna(), None)
        return [tuple(_shown(cell) for cell in row) for row in cells.itertuples(index=False)]

    return of


def _shown(cell):
    return f"{cell:%Y-%m-%d}" if hasattr(cell, "strftime") else cell
