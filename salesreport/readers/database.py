"""The rows of a query, read-only, from any database SQLAlchemy knows.

A query is one SELECT. It runs in a transaction that may not write, where the
database has such, and is rolled back in any case. Rows are streamed, and counted by
the database itself as well. Nothing of an address that the environment holds is
ever shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from sqlite3 import SQLITE_READONLY
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from salesreport.errors import SalesReportError
from salesreport.readers.credentials import (
    ENVIRONMENT,
    is_secret_name,
    refuse_written,
    resolved,
    told,
)
from salesreport.readers.faults import missing_package, refused_query, unreadable_source
from salesreport.readers.files import missing_file
from salesreport.readers.grids import FileGrids, Grid
from salesreport.readers.native import coded, growing, named, numbered
from salesreport.readers.postgres import keep_texts
from salesreport.readers.statements import one_select

BATCH = 5_000
"""Rows held at once as the driver gives them."""

_SECONDS = 10
_TIME_LIMITS = {
    "psycopg": "connect_timeout",
    "psycopg2": "connect_timeout",
    "pymysql": "connect_timeout",
    "mysqldb": "connect_timeout",
    "mysqlconnector": "connection_timeout",
    "oracledb": "tcp_connect_timeout",
    "pyodbc": "timeout",
}
"""What a driver calls the seconds it waits for a server."""

_READ_ONLY = {
    "mysql": "SET TRANSACTION READ ONLY",
    "mariadb": "SET TRANSACTION READ ONLY",
    "oracle": "SET TRANSACTION READ ONLY",
}
_READ_ONLY_STATE = "25006"
_READ_ONLY_NUMBER = 1792
_PACKAGES = {"MySQLdb": "mysqlclient", "pymysql": "PyMySQL", "psycopg2": "psycopg2-binary"} | {
    "psycopg": "salesreport[postgresql]"
}
_NAME_LENGTH = 60
_NO_PARAMETERS = {"no_parameters": True}
_STREAMED = {**_NO_PARAMETERS, "stream_results": True, "max_row_buffer": BATCH}


@dataclass(frozen=True)
class Address:
    """Where a database is, what it may be called, and what no message may hold."""

    url: URL
    name: str
    secrets: tuple[str, ...] = field(repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)


def database_grids(url: str, query: str, folder: Path) -> FileGrids:
    """Rows of a query as one grid, numbered from 1.

    Its `file` is the address, or `env:NAME` for one the environment holds, and the
    beginning of the query.

    Parameters
    ----------
    url : str
        SQLAlchemy URL without a secret, or `env:NAME`; an SQLite file is found from
        `folder`.
    query : str
        One SELECT, or WITH that ends in one.

    Raises
    ------
    SourceFileError
        A secret stands in the run file, a variable is not set, a driver is missing,
        the database cannot be reached, or the query is refused or fails.
    """
    shown = query_name(url, query)
    statement = one_select(query, shown)
    address = _address(url, folder, shown)
    try:
        return FileGrids([_grid(address, statement, shown)], [])
    except SalesReportError:
        raise
    except (ImportError, NoSuchModuleError) as error:
        failure = _missing_driver(address, error, shown)
    except DBAPIError as error:
        failure = _database_error(error, address, shown)
    except Exception as error:  # a driver's own, which may name the password
        failure = _unreadable_values(error, address, shown)
    raise failure  # outside, so that the driver's error is no part of it


def _unreadable_values(error: BaseException, address: Address, shown: str) -> Exception:
    return unreadable_source(
        "the database gives what cannot be read",
        shown,
        reason=told(error, address.secrets, address.names),
        expected="values that Python holds: days from year 1 to 9999 and no infinity, text in "
        "one encoding",
        remedy="turn the column into text in the query, or such values into NULL",
    )


def query_name(url: str, query: str) -> str:
    """What a query is called: its address as the run file has it, and its beginning."""
    words = " ".join(query.split())
    short = words if len(words) <= _NAME_LENGTH else words[: _NAME_LENGTH - 1].rstrip() + "…"
    return f"{url if is_telling(url) else 'database'}: {short}"


def is_telling(url: str) -> bool:
    """Whether an address may be shown: it names a variable, or holds no secret."""
    if url.startswith(ENVIRONMENT):
        return True
    try:
        return not _written_secret(make_url(url))
    except (ArgumentError, ValueError):
        return False


def _written_secret(url: URL) -> str:
    if url.password:
        return "password"
    for name, value in url.query.items():
        text = value if isinstance(value, str) else " ".join(value)
        if is_secret_name(name) or "pwd=" in text.lower():
            return name
    return ""


def _address(written: str, folder: Path, shown: str) -> Address:
    hidden = written.startswith(ENVIRONMENT)
    text = resolved(written, shown)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        url = None
    if url is None:  # outside, since the parser's error repeats parts of the address
        raise unreadable_source(
            "this is no SQLAlchemy URL", shown, expected=_EXPECTED_URL, remedy="correct the address"
        )
    secret = "" if hidden else _written_secret(url)
    if secret:
        raise refuse_written(secret, shown)
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    hides = _secrets(url, text) if hidden else ((), ())
    address = Address(url, written, *hides)
    if url.get_backend_name() != "sqlite":
        return address
    return _sqlite_file(address, folder, shown)


_EXPECTED_URL = "an address such as sqlite:///crm.db or postgresql+psycopg://user@host/database"


def _secrets(url: URL, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What no message may hold any part of; and whatever else the address names."""
    secrets, names = [text, url.password], [url.username, url.host, url.database]
    for name, value in url.query.items():
        for part in (value,) if isinstance(value, str) else value:
            (secrets if is_secret_name(name) or "pwd=" in part.lower() else names).append(part)
    longer = tuple(name for name in names if name and len(name) > 2)
    return tuple(secret for secret in secrets if secret), longer


def _sqlite_file(address: Address, folder: Path, shown: str) -> Address:
    """The same address for reading alone; SQLite would make a file that is not there."""
    database = (address.url.database or "").removeprefix("file:")
    path = folder / database
    if not path.is_file():
        if address.secrets:
            database = shown
        raise missing_file(folder, database or ":memory:")
    if _is_cut(path):
        raise unreadable_source(
            "the database file is cut short",
            shown,
            expected="a file as long as its first page says",
            remedy="copy it again from where it came",
        )
    if address.url.get_driver_name() != "pysqlite":
        return replace(address, url=address.url.set(database=str(path)))
    query = {"mode": "ro", "uri": "true"}
    return replace(address, url=address.url.set(database=path.resolve().as_uri(), query=query))


def _is_cut(path: Path) -> bool:
    """Whether a file lacks pages, or part of one: SQLite gives rows without values then."""
    with path.open("rb") as file:
        head = file.read(100)
    if not head.startswith(b"SQLite format 3\0") or len(head) < 100:
        return False
    size = int.from_bytes(head[16:18]) if head[16:18] != b"\0\1" else 65_536
    n_pages = int.from_bytes(head[28:32]) if head[24:28] == head[92:96] else 0
    length = path.stat().st_size
    return size > 0 and (length % size > 0 or length < n_pages * size)


def _grid(address: Address, statement: str, shown: str) -> Grid:
    with _reading(address) as connection:
        streamed = connection.execution_options(**_STREAMED)
        result = streamed.exec_driver_sql(statement, execution_options=_STREAMED)
        header = named(list(result.keys()))
        columns = growing(len(header))
        n_rows = 0
        for rows in result.partitions(BATCH):
            n_rows += len(rows)
            for column, values in zip(columns, zip(*rows, strict=True), strict=True):
                column.add(coded(values))
        result.close()
        counted = _count(connection, statement)
    cells = [column.whole() for column in columns]
    return Grid(shown, None, header, 0, cells, numbered(n_rows), n_records=counted)


@contextmanager
def _reading(address: Address) -> Iterator[Connection]:
    """Connection in a transaction that may not write, rolled back at the end."""
    engine = _engine(address.url)
    try:
        with engine.connect() as connection:
            try:
                _begin(connection)
                yield connection
            finally:
                connection.rollback()
    finally:
        engine.dispose()


def _engine(url: URL) -> Engine:
    arguments: dict[str, Any] = {}
    dialect = url.get_dialect()
    limit = _TIME_LIMITS.get(dialect.driver)
    if limit and limit not in url.query:
        arguments[limit] = _SECONDS
    return create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=arguments)


def _begin(connection: Connection) -> None:
    backend = connection.dialect.name
    if backend == "postgresql":
        connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        if connection.dialect.driver == "psycopg":
            keep_texts(connection.connection.driver_connection)
    elif backend == "sqlite":
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("BEGIN")
    elif backend in _READ_ONLY:
        connection.exec_driver_sql(_READ_ONLY[backend])


def _count(connection: Connection, statement: str) -> int:
    """Rows of a query as its database counts them, in the same transaction.

    Not every database counts any query that it runs (an order inside, a name
    twice): these give the rows once more, and only their number is taken.
    """
    if connection.dialect.name in ("postgresql", "sqlite"):
        counting = f"SELECT count(*) FROM (\n{statement}\n) AS counted"
        result = connection.exec_driver_sql(counting, execution_options=_NO_PARAMETERS)
        return int(result.scalar_one())
    again = connection.exec_driver_sql(statement, execution_options=_STREAMED)
    return sum(len(rows) for rows in again.partitions(BATCH))


def _missing_driver(
    address: Address, error: ImportError | NoSuchModuleError, shown: str
) -> Exception:
    """Error that names the package to install, never the address."""
    url = address.url
    module = getattr(error, "name", None) or url.drivername.partition("+")[2]
    package = _PACKAGES.get(module, module) or f"the SQLAlchemy dialect {url.drivername}"
    return missing_package(package, f"databases of the kind {url.drivername}", shown)


def _database_error(error: DBAPIError, address: Address, shown: str) -> Exception:
    """Error in the database's own words, its secrets taken out."""
    cause = error.orig or error
    state = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    sqlite = getattr(cause, "sqlite_errorcode", 0)
    if state == _READ_ONLY_STATE or sqlite == SQLITE_READONLY or _READ_ONLY_NUMBER in cause.args:
        return refused_query("it would change the database", shown)
    reached = error.statement is not None
    if state is None and isinstance(error, DataError):
        return _unreadable_values(cause, address, shown)  # of the driver, not of the server
    return unreadable_source(
        "the query fails" if reached else "the database cannot be reached",
        shown,
        reason=told(cause, address.secrets, address.names),
        expected="a query the database understands" if reached else "a database that answers",
        remedy="try the query in the database's own tool and correct it"
        if reached
        else "check the address, the network, the user and the password",
    )
