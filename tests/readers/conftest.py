"""A real PostgreSQL server for the tests of databases, and SQLite files."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy

SCRIPT = Path(__file__).resolve().parents[2] / ".ci" / "postgres"
NOT_INSTALLED = 3


@pytest.fixture(scope="session")
def postgres_url():
    """Address of a PostgreSQL server: the one CI started, else one for this session."""
    given = os.environ.get("SALESREPORT_POSTGRES")
    if given:
        yield given
        return
    if os.environ.get("SALESREPORT_NEEDS_POSTGRES"):
        pytest.fail("SALESREPORT_NEEDS_POSTGRES is set and SALESREPORT_POSTGRES is not")
    if sys.platform == "win32":
        pytest.skip("the server for tests is started by a shell script")
    folder = tempfile.mkdtemp(prefix="salesreport-postgres-")
    shutil.rmtree(folder)
    started = subprocess.run(["sh", SCRIPT, "start", folder], capture_output=True, text=True)
    if started.returncode == NOT_INSTALLED:
        pytest.skip(started.stderr.strip())
    assert started.returncode == 0, started.stderr
    try:
        yield started.stdout.strip()
    finally:
        subprocess.run(["sh", SCRIPT, "stop", folder], check=True)


@pytest.fixture
def postgres(postgres_url, monkeypatch):
    """An empty schema of that server, which `env:CRM_URL` names; `run` writes into it."""
    schema = f"test_{os.getpid()}"
    url = sqlalchemy.make_url(postgres_url)
    engine = sqlalchemy.create_engine(
        url.update_query_dict({"options": f"-csearch_path={schema}"}),
        poolclass=sqlalchemy.NullPool,
    )

    def run(*statements):
        with engine.begin() as connection:
            for statement in statements:
                connection.execution_options(no_parameters=True).exec_driver_sql(statement)

    run(f"DROP SCHEMA IF EXISTS {schema} CASCADE", f"CREATE SCHEMA {schema}")
    monkeypatch.setenv("CRM_URL", engine.url.render_as_string(hide_password=False))
    yield SimpleNamespace(url=engine.url, run=run, engine=engine)
    run(f"DROP SCHEMA {schema} CASCADE")
    engine.dispose()


@pytest.fixture
def sqlite(tmp_path):
    """Run statements in the SQLite file `crm.db` of the test's folder."""

    def run(*statements):
        connection = sqlite3.connect(tmp_path / "crm.db")
        try:
            for statement in statements:
                connection.executescript(statement)
        finally:
            connection.close()

    return run
