"""Rows of a query, from real SQLite files and a real PostgreSQL server."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy

from salesreport.cells.plain import Fault
from salesreport.errors import ParameterError, SourceFileError
from salesreport.readers import source_grids
from salesreport.readers.database import BATCH
from salesreport.sources import Source

SHANGHAI = ZoneInfo("Asia/Shanghai")
DEALS = (
    "CREATE TABLE deals (id TEXT, 客户 TEXT, amount NUMERIC, won INTEGER);"
    "INSERT INTO deals VALUES ('0012', '北京A科技', 12.5, 1), ('NA', NULL, NULL, 0);"
)


def read(folder, url, query):
    """The one grid of a query."""
    (file,) = source_grids(Source(url=url, query=query), folder)
    (grid,) = file.grids
    return grid


def cells(grid):
    return {name: column.tolist() for name, column in zip(grid.header, grid.columns, strict=True)}


def test_sqlite_gives_rows_in_order_with_their_types(tmp_path, sqlite):
    sqlite(DEALS)
    grid = read(tmp_path, "sqlite:///crm.db", "select * from deals;  -- all of them\n")
    assert grid.file == "sqlite:///crm.db: select * from deals; -- all of them"
    assert (grid.sheet, grid.header_row, grid.n_records) == (None, 0, 2)
    assert grid.numbers.tolist() == [1, 2]
    assert cells(grid) == {
        "id": ["0012", "NA"],
        "客户": ["北京A科技", None],
        "amount": [12.5, None],
        "won": [1, 0],
    }


@pytest.mark.parametrize("lost", [1, 4000, 4096])
def test_a_database_file_that_is_cut_short_is_refused(tmp_path, sqlite, lost):
    """SQLite itself gives rows without values for what is missing of a page."""
    sqlite(DEALS)
    file = tmp_path / "crm.db"
    file.write_bytes(file.read_bytes()[:-lost])
    with pytest.raises(SourceFileError, match="cut short") as caught:
        read(tmp_path, "sqlite:///crm.db", "select * from deals")
    assert caught.value.problems[0].rule == "unreadable_source"


def test_a_missing_sqlite_file_is_an_error_and_is_not_made(tmp_path, sqlite):
    sqlite(DEALS)
    with pytest.raises(SourceFileError, match=r"crn\.db: no such file.*did you mean 'crm\.db'"):
        read(tmp_path, "sqlite:///crn.db", "select 1")
    assert [path.name for path in tmp_path.iterdir()] == ["crm.db"]


def test_a_file_that_is_no_database_is_told(tmp_path):
    (tmp_path / "crm.db").write_text("id,amount\n" * 500, encoding="utf-8")
    with pytest.raises(SourceFileError, match="file is not a database"):
        read(tmp_path, "sqlite:///crm.db", "select * from deals")


def test_an_sqlite_file_with_blanks_and_signs_in_its_name_is_found(tmp_path, sqlite):
    sqlite(DEALS)
    (tmp_path / "客户 50%#1?.db").write_bytes((tmp_path / "crm.db").read_bytes())
    grid = read(tmp_path, "sqlite:///客户 50%#1%3F.db", "select id from deals")
    assert len(grid) == 2


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM deals",
        "select 1; delete from deals",
        "PRAGMA user_version = 3",
        "/* select */ drop table deals",
        "",
        "-- nothing",
        ";",
    ],
)
def test_what_is_not_one_select_is_refused(tmp_path, sqlite, query):
    sqlite(DEALS)
    with pytest.raises(SourceFileError, match=r"(query is refused|not clear)") as caught:
        read(tmp_path, "sqlite:///crm.db", query or " ")
    assert caught.value.problems[0].rule == "refused_query"
    assert len(read(tmp_path, "sqlite:///crm.db", "select * from deals")) == 2


def test_a_select_with_semicolons_in_texts_and_comments_is_one(tmp_path, sqlite):
    sqlite(DEALS)
    query = "-- a; b\nselect ';' as \"x;y\", '12:30 100%' as z /* ; */ from deals ; -- end;"
    assert cells(read(tmp_path, "sqlite:///crm.db", query)) == {
        "x;y": [";", ";"],
        "z": ["12:30 100%", "12:30 100%"],
    }


def test_sqlite_is_opened_for_reading_alone(tmp_path, sqlite):
    sqlite(DEALS)
    before = (tmp_path / "crm.db").read_bytes()
    query = "with old as (select 'NA' as id) delete from deals where id in (select id from old)"
    with pytest.raises(SourceFileError, match="would change the database"):
        read(tmp_path, "sqlite:///crm.db", query)
    assert (tmp_path / "crm.db").read_bytes() == before


def test_an_empty_result_has_a_header_and_no_row(tmp_path, sqlite):
    sqlite(DEALS)
    grid = read(tmp_path, "sqlite:///crm.db", "select id, won from deals where 0")
    assert (grid.header, len(grid), grid.n_records) == (("id", "won"), 0, 0)
    assert [len(column) for column in grid.columns] == [0, 0]


def test_a_name_that_stands_twice_stays_twice(tmp_path, sqlite):
    sqlite(DEALS)
    grid = read(tmp_path, "sqlite:///crm.db", "select id, won as id from deals")
    assert grid.header == ("id", "id")
    assert [column.tolist() for column in grid.columns] == [["0012", "NA"], [1, 0]]


def test_a_wrong_query_is_told_in_the_words_of_the_database(tmp_path, sqlite):
    sqlite(DEALS)
    with pytest.raises(SourceFileError, match=r"the query fails \(OperationalError: no such col"):
        read(tmp_path, "sqlite:///crm.db", "select amout from deals")


@pytest.mark.parametrize("settings", [{"url": "sqlite:///crm.db"}, {}, {"path": "a", "url": "b"}])
def test_a_source_says_either_files_or_a_query(tmp_path, settings):
    with pytest.raises(ParameterError, match="`path`, or `url` with `query`"):
        source_grids(Source(**settings), tmp_path)


def test_postgresql_keeps_every_type_that_cells_know(tmp_path, postgres):
    query = """
        select * from (values
          (1::int, 9007199254740993::bigint, 12345678901234.05::numeric(18, 2), 0.1::float8, true,
           date '2024-06-07', timestamp '2024-06-07 23:30', timestamptz '2024-06-07 23:30+00',
           '0012'::text, 'A科技'::varchar, '6f0e9a3c-1b1d-4f6e-8a51-0d8f6a2b9c11'::uuid,
           '{"层级": [1, 2]}'::jsonb, array['甲', '乙'], interval '1 day 2 hours', time '08:30',
           '\\x00ff'::bytea),
          (null, null, null, null, null, null, null, null, null, null, null, null, null, null,
           null, null)
        ) as t (i, big, n, f, b, d, ts, tz, s, v, u, j, a, iv, t, by)
    """
    found = cells(read(tmp_path, "env:CRM_URL", query))
    assert {name: values[1] for name, values in found.items()} == dict.fromkeys(found)
    first = {name: values[0] for name, values in found.items()}
    assert first.pop("tz") == datetime(2024, 6, 8, 7, 30, tzinfo=SHANGHAI)
    assert first == {
        "i": 1,
        "big": 9007199254740993,
        "n": Decimal("12345678901234.05"),
        "f": 0.1,
        "b": True,
        "d": date(2024, 6, 7),
        "ts": datetime(2024, 6, 7, 23, 30),
        "s": "0012",
        "v": "A科技",
        "u": "6f0e9a3c-1b1d-4f6e-8a51-0d8f6a2b9c11",
        "j": '{"层级": [1, 2]}',
        "a": '["甲", "乙"]',
        "iv": "1 day, 2:00:00",
        "t": "08:30:00",
        "by": Fault("binary_cell"),
    }


def test_times_of_different_zones_are_the_same_moments(tmp_path, postgres):
    query = """
        select * from (values ('2024-06-30 23:30-05'::timestamptz), ('2024-07-01 12:30+08'),
                              ('2024-07-01 04:30Z'), (null)) as t (at)
    """
    grid = read(tmp_path, "env:CRM_URL", query)
    moment = datetime(2024, 7, 1, 4, 30, tzinfo=UTC)
    assert grid.columns[0].tolist() == [moment, moment, moment, None]
    assert grid.columns[0][0].tzinfo is not None


def test_a_large_result_comes_in_batches_and_is_counted_by_the_server(tmp_path, postgres):
    postgres.run(
        "create table deals as select n as id, 'customer ' || n % 700 as customer, "
        "round(n * 1.01, 2) as amount from generate_series(1, 100000) as n"
    )
    grid = read(tmp_path, "env:CRM_URL", "select * from deals order by id")
    assert len(grid) == grid.n_records == 100_000 > BATCH
    assert grid.numbers.tolist()[-1] == 100_000
    ids, customers, amounts = grid.columns
    assert ids.tolist() == list(range(1, 100_001))
    assert len(customers.distinct) == 700
    assert sum(amounts.tolist()) == Decimal("1.01") * 100_000 * 100_001 // 2


def test_a_driver_s_signs_for_parameters_are_plain_text(tmp_path, postgres):
    query = "select '100%' as a, '%s %(x)s' as b, 'at 12:30 :x' as c where 'A1' like 'A%'"
    assert cells(read(tmp_path, "env:CRM_URL", query)) == {
        "a": ["100%"],
        "b": ["%s %(x)s"],
        "c": ["at 12:30 :x"],
    }


@pytest.mark.parametrize(
    "query",
    [
        "with gone as (delete from deals returning id) select * from gone",
        "select nextval('counter')",
        "select id into other from deals",
        "select id from deals for update",
        # as a server and a naive reader of quotes see it: a text, then three statements
        r"select E'\'' as a; commit; delete from deals; select '' as b",
    ],
)
def test_postgresql_refuses_a_query_that_changes_it(tmp_path, postgres, query):
    postgres.run(
        "create table deals (id text)", "insert into deals values ('1')", "create sequence counter"
    )
    with pytest.raises(SourceFileError, match=r"query (is refused|fails)"):
        read(tmp_path, "env:CRM_URL", query)
    assert len(read(tmp_path, "env:CRM_URL", "select * from deals")) == 1
    (value,) = read(tmp_path, "env:CRM_URL", "select last_value from counter").columns
    assert value.tolist() == [1]


def test_quotes_and_comments_of_postgresql_hide_no_second_statement(tmp_path, postgres):
    postgres.run("create table deals (id text)", "insert into deals values ('1')")
    query = "select $a$ x; $a$ as a, U&'\\0041' as b, 1 as c from deals -- '\n; /* ' */"
    assert read(tmp_path, "env:CRM_URL", query).header == ("a", "b", "c")


def test_the_server_is_sent_one_statement_even_where_the_query_was_not_looked_at(
    tmp_path, postgres, monkeypatch
):
    monkeypatch.setattr("salesreport.readers.database.one_select", lambda query, shown: query)
    postgres.run("create table deals (id text)", "insert into deals values ('1')")
    with pytest.raises(SourceFileError, match="multiple commands"):
        read(tmp_path, "env:CRM_URL", "select 1; commit; delete from deals")
    assert len(read(tmp_path, "env:CRM_URL", "select * from deals")) == 1


@pytest.mark.parametrize("day", ["infinity", "-infinity", "0044-03-15 BC"])
@pytest.mark.parametrize("kind", ["date", "timestamp", "timestamptz"])
@pytest.mark.parametrize("before", ["", "union all select 1, '2024-06-01'::{kind}"])
def test_a_day_no_calendar_here_has_is_its_text(tmp_path, postgres, day, kind, before):
    rows = before.format(kind=kind)
    query = f"select 2 as id, '{day}'::{kind} as closed {rows} order by 1"
    closed = [*read(tmp_path, "env:CRM_URL", query).columns[1]]
    assert isinstance(closed[-1], str)
    assert closed[-1].startswith(day[:4])
    assert all(cell.year == 2024 for cell in closed[:-1])


def test_a_day_that_never_comes_refuses_its_row_alone(load, postgres, problem_of, line_of):
    postgres.run(
        "create table deals (opportunity_id text, customer text, rep_id text, stage text, "
        "created_date date, close_date timestamp, amount numeric, at time)",
        "insert into deals select n::text, 'A', 'L', 'won', '2024-05-01', '2024-06-02', n, '24:00' "
        "from generate_series(1, 4) n",
        "insert into deals values ('5', 'A', 'L', 'won', 'infinity', '2024-06-02', 5, '24:00')",
    )
    query = "select * from deals order by opportunity_id"
    loaded = load({}, {"opportunities": {"url": "env:CRM_URL", "query": query}})
    assert loaded.tables["opportunities"].amount.tolist() == [100, 200, 300, 400]
    problem = problem_of(loaded, "bad_date")
    assert (problem.row, problem.column, problem.value) == (5, "created_date", "infinity")
    line = line_of(loaded, "opportunities")
    assert (line.read, line.kept, line.listed) == (5, 4, {"bad_date": 1})


def test_a_value_the_server_itself_refuses_is_a_fault_of_the_query(tmp_path, postgres):
    with pytest.raises(SourceFileError, match=r"the query fails .*date/time field value"):
        read(tmp_path, "env:CRM_URL", "select '2024-13-01'::date as closed")


@pytest.mark.parametrize(
    ("url", "package"),
    [
        ("mysql+pymysql://crm@localhost/crm", "PyMySQL"),
        ("oracle+oracledb://crm@localhost/crm", "oracledb"),
        ("snowflake://crm@account/crm", "the SQLAlchemy dialect snowflake"),
        ("postgresql+psycopg2://crm@localhost/crm", "psycopg2-binary"),
    ],
)
def test_a_missing_driver_says_what_to_install(tmp_path, url, package):
    with pytest.raises(SourceFileError, match=f"needs the package {package}"):
        read(tmp_path, url, "select 1")


def test_the_time_to_connect_is_limited_where_the_address_says_nothing(postgres, monkeypatch):
    from salesreport.readers import database

    seen = {}
    monkeypatch.setattr(database, "create_engine", lambda url, **given: seen.update(given))
    database._engine(sqlalchemy.make_url("postgresql://crm@localhost/crm"))
    assert seen["connect_args"] == {"connect_timeout": 10}


CRM = (
    "CREATE TABLE deals (opportunity_id, rep_id, customer, created_date, stage, close_date, "
    "amount);"
    "INSERT INTO deals VALUES "
    "('O-1', '张三', '甲公司', '2024-05-02', 'won', '2024-06-03', 120),"
    "('O-2', '李四', '乙公司', '2024-05-02', 'won', '2024-06-04', 'x'),"
    "('O-3', NULL, '', '2024-05-02', 'lost', '2024-06-31', 5);"
)


def test_a_table_of_a_run_comes_from_a_database(load, sqlite, line_of, rules_of):
    sqlite(CRM)
    source = {"url": "sqlite:///crm.db", "query": "select * from deals"}
    loaded = load({}, {"opportunities": source})
    deals = loaded.tables["opportunities"]
    assert deals["amount"].tolist()[0] == 12_000
    assert deals["source_row"].tolist()[0] == 1
    assert set(deals["source_file"]) == {"sqlite:///crm.db: select * from deals"}
    line = line_of(loaded, "opportunities")
    assert line.read == line.kept + sum(line.listed.values()) == 3
    assert {"bad_number", "bad_date"} <= set(rules_of(loaded))
    (problem,) = [p for p in loaded.problems if p.rule == "bad_number"]
    assert (problem.row, problem.value) == (2, "x")


def test_half_a_character_inside_json_is_no_end(tmp_path, postgres):
    (column,) = read(tmp_path, "env:CRM_URL", """select '{"a": "\\ud83d"}'::json""").columns
    assert column.tolist() == ['{"a": "?"}']
