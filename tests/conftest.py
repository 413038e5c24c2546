"""Frames as intake delivers them, for tests of every room below the report."""

import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
import yaml

from salesreport import cli
from salesreport.intake import load_tables
from salesreport.params import load_run
from salesreport.report import build_report
from salesreport.tables import TABLES

ROOT = Path(__file__).resolve().parents[1]

POLICY = {
    "weights": {"completion": 100},
    "goalposts": {"completion": {"lo": 0, "hi": 1}},
}

DEALS_HEADER = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount"


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
def seed():
    """Report of the template's own month, shared by every test of a worker."""
    return build_report(load_run(ROOT / "params/seed-2024-03.yaml"))


@pytest.fixture(scope="session")
def sample():
    """Report of the sample company, shared by every test of a worker."""
    return build_report(load_run(ROOT / "params/sample.yaml"))


@pytest.fixture(scope="session")
def maven():
    """Report of the public CRM set; skipped where the folder is absent."""
    if not (ROOT.parent / "shared/data/maven_crm").is_dir():
        pytest.skip("needs the public CRM set in ../shared/data/maven_crm")
    return build_report(load_run(ROOT / "params/examples/maven.yaml"))


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


@pytest.fixture
def call(monkeypatch, capsys):
    """Run the command line in this process: exit code, standard output, error output."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["salesreport", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        said = capsys.readouterr()
        return stop.value.code, said.out, said.err

    return run


@pytest.fixture
def make_run(tmp_path):
    """Write files, a policy and a run file; give the loaded run file."""

    def make(files, data, *, rules=None, folder=None, terms=None, **settings):
        place = Path(folder or tmp_path)
        for name, content in files.items():
            target = place / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, dict):
                write_workbook(target, content)
            elif isinstance(content, bytes):
                target.write_bytes(content)
            else:
                target.write_text(content, encoding="utf-8", newline="")
        policy = {**POLICY, "rules": rules or {}, **(terms or {})}
        (place / "policy.yaml").write_text(yaml.safe_dump(policy), encoding="utf-8")
        run = {
            "period": "2024-06",
            "currency": "CNY",
            "language": "en",
            "policy": "policy.yaml",
            "data": data,
            **settings,
        }
        (place / "run.yaml").write_text(yaml.safe_dump(run, allow_unicode=True), encoding="utf-8")
        return load_run(place / "run.yaml")

    return make


@pytest.fixture
def load(make_run):
    """Tables of files written for one test."""

    def loaded(files, data, **settings):
        return load_tables(make_run(files, data, **settings))

    return loaded


def write_workbook(path, sheets):
    """Workbook with the given rows by sheet name; a list of (name, rows)."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                sheet.write_row(i, 0, row)


@pytest.fixture
def write_book():
    """Writer of workbooks: `write_book(path, {sheet: rows})`."""
    return write_workbook


@pytest.fixture
def rules_of():
    """Rules found, in order, without what is only said for information."""
    return lambda loaded: [p.rule for p in loaded.problems if p.severity != "info"]


@pytest.fixture
def line_of():
    """Ledger line of a table."""
    return lambda loaded, table: next(line for line in loaded.ledger if line.table == table)


@pytest.fixture
def problem_of():
    """The one problem of a rule."""

    def found(loaded, rule):
        (problem,) = [p for p in loaded.problems if p.rule == rule]
        return problem

    return found


@pytest.fixture
def deals():
    """Text of a file of opportunities."""
    return lambda *rows: "\n".join((DEALS_HEADER, *rows)) + "\n"
