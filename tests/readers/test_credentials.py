"""Nothing secret of a database's address is ever said: errors, chains, commands, reports."""

from __future__ import annotations

import socket
import traceback

import pytest

from salesreport import cli
from salesreport.errors import SourceFileError
from salesreport.readers import source_grids
from salesreport.readers.credentials import told
from salesreport.sources import Source


def read(folder, url, query):
    """The one grid of a query."""
    (file,) = source_grids(Source(url=url, query=query), folder)
    (grid,) = file.grids
    return grid


def said(error):
    """All a person or a log could see of an error: message, problems, traceback, chain."""
    parts = [str(error), repr(error), repr(error.problems), repr(error.__dict__)]
    parts += traceback.format_exception(error)
    assert error.__context__ is None
    assert error.__cause__ is None
    return "\n".join(parts)


def test_a_variable_that_is_not_set_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv("CRM_URL", raising=False)
    with pytest.raises(SourceFileError, match=r"variable 'CRM_URL' is not set.*set CRM_URL in"):
        read(tmp_path, "env:CRM_URL", "select 1")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://crm:hunter22@localhost/crm",
        "postgresql+psycopg://crm@localhost/crm?password=hunter22",
        "mssql+pyodbc:///?odbc_connect=Server%3Dcrm%3BPWD%3Dhunter22",
        "mysql+pymysql://crm:hunter22@localhost:no-port/crm",
    ],
)
def test_a_password_in_the_run_file_is_refused_and_not_repeated(tmp_path, url):
    with pytest.raises(SourceFileError) as caught:
        read(tmp_path, url, "select 1")
    assert "hunter22" not in said(caught.value)
    assert caught.value.problems[0].rule in ("written_secret", "unreadable_source")


def test_a_wrong_password_is_told_without_it(tmp_path, postgres, monkeypatch):
    url = postgres.url.set(password="hunter22 /ü%")
    monkeypatch.setenv("CRM_URL", url.render_as_string(hide_password=False))
    with pytest.raises(SourceFileError, match="password authentication failed") as caught:
        read(tmp_path, "env:CRM_URL", "select 1")
    whole = said(caught.value)
    assert "env:CRM_URL: select 1" in whole
    for part in ("hunter22", "postgresql+psycopg", "127.0.0.1", "tester"):
        assert part not in whole


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://crm:p@hunter22/word@localhost/crm",  # an @ that was not quoted
        "postgresql://crm:hunter22@127.0.0.1:1/crm",
        "postgresql://crm:12:hunter22@localhost:54x/crm",
        "hunter22",
        "nosuch+driver://crm:hunter22@localhost/crm",
        "postgresql+nosuch://crm:hunter22@localhost/crm",
        "sqlite:///hunter22.db",
        "postgresql://localhost/crm?passfile=hunter22&sslmode=hunter22",
    ],
)
def test_no_part_of_an_address_in_the_environment_is_repeated(tmp_path, monkeypatch, url):
    monkeypatch.setenv("CRM_URL", url)
    with pytest.raises(SourceFileError) as caught:
        read(tmp_path, "env:CRM_URL", "select 1")
    assert "hunter22" not in said(caught.value)


def test_a_name_of_the_address_is_taken_out_as_a_word_and_not_from_within_words():
    error = ValueError("SSL was required by crm at crm-host, not crmX; pa55 in apa55b")
    assert told(error, ["pa55"], ["require", "crm", "crm-host"]) == (
        "ValueError: SSL was required by *** at ***, not crmX; *** in a***b"
    )


def test_a_server_that_never_answers_is_given_up(tmp_path, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        url = f"postgresql://crm:hunter22@127.0.0.1:{port}/crm?connect_timeout=2"
        monkeypatch.setenv("CRM_URL", url)
        with pytest.raises(SourceFileError, match=r"cannot be reached.*timeout") as caught:
            read(tmp_path, "env:CRM_URL", "select 1")
    assert "hunter22" not in said(caught.value)


def command(monkeypatch, capsys, *arguments):
    """All that a command says on both streams."""
    monkeypatch.setattr("sys.argv", ["salesreport", *map(str, arguments)])
    with pytest.raises(SystemExit):
        cli.main()
    streams = capsys.readouterr()
    return streams.out + streams.err


def test_a_command_that_fails_at_a_database_repeats_no_part_of_its_address(
    make_run, postgres, monkeypatch, capsys
):
    url = postgres.url.set(password="hunter22")
    monkeypatch.setenv("CRM_URL", url.render_as_string(hide_password=False))
    run = make_run({}, {"opportunities": {"url": "env:CRM_URL", "query": "select 1"}})
    for name in ("check", "score"):
        told = command(monkeypatch, capsys, name, run.path)
        assert "password authentication failed" in told
        assert "env:CRM_URL" in told
        for part in ("hunter22", "127.0.0.1", "psycopg"):
            assert part not in told


def test_what_a_report_says_of_its_sources_names_the_variable_alone(
    make_run, postgres, monkeypatch, capsys
):
    postgres.run(
        "create table deals (opportunity_id text, rep_id text, customer text, created_date date, "
        "stage text, close_date timestamptz, amount numeric)",
        "insert into deals values "
        "('O-1', '张三', '甲公司', '2024-05-02', 'won', '2024-06-03 10:00+08', 120),"
        "('O-2', '李四', '乙公司', '2024-05-02', 'won', '2024-06-04 10:00+08', 'NaN')",
    )
    run = make_run({}, {"opportunities": {"url": "env:CRM_URL", "query": "select * from deals"}})
    told = command(monkeypatch, capsys, "score", run.path, "--json")
    assert "env:CRM_URL: select * from deals" in told
    for part in (str(postgres.url.password), "127.0.0.1", "psycopg", "tester"):
        assert part not in told
