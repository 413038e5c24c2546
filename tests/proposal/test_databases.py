"""SQLite files among the exports: their tables are recognised as sheets are, and only read."""

from __future__ import annotations

import hashlib
import sqlite3

import pytest

from salesreport.errors import SourceFileError
from salesreport.intake import load_tables
from salesreport.params import load_run
from salesreport.proposal import propose
from tests.mappings.test_wukongcrm import ROWS, TABLES

DEALS = (
    '"商机编号" TEXT, "客户" TEXT, "负责人" TEXT, "创建日期" TEXT, "阶段" TEXT, '
    '"签约/丢单日" TEXT, "金额" DECIMAL(18, 2)'
)


def database(path, tables, views=()):
    """An SQLite file of tables: name -> (columns, rows)."""
    with sqlite3.connect(path) as connection:
        for name, (columns, rows) in tables.items():
            connection.execute(f'CREATE TABLE "{name}" ({columns})')
            marks = ", ".join("?" * (columns.count(",") + 1 - columns.count("18, 2")))
            connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
        for statement in views:
            connection.execute(statement)
    connection.close()
    return path


def deal(n, rep="S1"):
    return (f"O{n}", f"客户{n}", rep, "2024-05-02", "成交", "2024-06-14", 1000.5 * n)


@pytest.fixture
def exports(tmp_path):
    folder = tmp_path / "导 出"
    folder.mkdir()
    return folder


def test_each_table_that_is_recognised_is_an_entry_of_its_own_and_the_file_stays_as_it_is(
    exports, tmp_path
):
    path = database(exports / "库 1.sqlite3", {
        "商机 2024": (DEALS, [deal(1), deal(2, "S2")]),
        "employees": ("rep_id TEXT, name TEXT", [("S1", "赵甲"), ("S2", "钱乙")]),
        "log": ("ts TEXT, msg TEXT", [("a", "b")]),
        "empty_leads": ("lead_id TEXT, rep_id TEXT, assigned_date TEXT, status TEXT", []),
    }, ['CREATE VIEW v_deals AS SELECT * FROM "商机 2024"',
        "CREATE VIEW broken AS SELECT * FROM dropped"])  # fmt: skip
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    found = propose(tmp_path / "w", exports)
    run = load_run(found.run)
    assert {name: source.query for name, source in run.data.items()} == {
        "reps": 'select * from "employees"', "opportunities": 'select * from "商机 2024"',
    }  # fmt: skip
    assert {source.url for source in run.data.values()} == {"sqlite:///../../导 出/库 1.sqlite3"}
    loaded = load_tables(run)
    assert loaded.tables["opportunities"]["amount"].tolist() == [100050, 200100]
    assert [p for p in loaded.problems if p.severity == "error"] == []
    said = "\n".join(found.unsure)
    assert "未采用：库 1.sqlite3，数据库表 log：表头不属于任何一张表（ts, msg）" in said
    assert "未采用：库 1.sqlite3：没有数据的数据库表：empty_leads" in said
    assert "未采用：库 1.sqlite3，数据库表 v_deals：这是视图；“商机表”已从同一数据库" in said
    assert "未读取：库 1.sqlite3, broken：" in said
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert [p.name for p in exports.iterdir()] == [path.name]


def test_two_tables_read_as_one_are_named(exports, tmp_path):
    database(exports / "crm.db", {
        "deals_2023": (DEALS, [deal(1)]), "deals_2024": (DEALS, [deal(2)]),
    })  # fmt: skip
    found = propose(tmp_path / "w", exports)
    assert "crm.db：deals_2023、deals_2024 都按“商机表”读取；请删去不应计入的" in found.unsure
    assert len(load_tables(load_run(found.run)).tables["opportunities"]) == 2


def test_a_file_of_another_program_and_a_damaged_database_are_named(exports, tmp_path):
    (exports / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0pictures")
    path = database(exports / "crm.db", {"deals": (DEALS, [deal(n) for n in range(900)])})
    (exports / "cut.db").write_bytes(path.read_bytes()[:-700])
    found = propose(tmp_path / "w", exports)
    assert "未查看（这类文件不存放数据表）：Thumbs.db" in found.unsure
    assert any(line.startswith("未读取：cut.db：") for line in found.unsure)
    assert set(load_run(found.run).data) == {"opportunities"}


def test_a_folder_of_nothing_but_another_program_s_file_is_refused(exports, tmp_path):
    (exports / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0pictures")
    with pytest.raises(SourceFileError):
        propose(tmp_path / "w", exports)


@pytest.mark.parametrize("emptied", [(), ("wk_crm_achievement", "wk_crm_business_change")])
def test_a_database_of_wukongcrm_gets_its_mapping(exports, tmp_path, emptied):
    tables = {name: (TABLES[name], () if name in emptied else ROWS[name]) for name in TABLES}
    database(exports / "wk.db", {**tables, "wk_crm_product": ("product_id INT, name TEXT", [])})
    found = propose(tmp_path / "w", exports)
    run = load_run(found.run)
    assert {source.mapping for source in run.data.values()} == {"wukongcrm"}
    left_out = ["crm.stage_changes", "crm.targets"] if emptied else []
    assert [
        f"crm.{key}" for key in ("stage_changes", "targets") if f"crm.{key}" not in run.data
    ] == (left_out)
    assert any("stage_changes、targets" in line for line in found.unsure) == bool(emptied)
    assert (run.languages, run.currency, run.period.label) == (("zh_CN",), "CNY", "2024-06")
    loaded = load_tables(run)
    assert [p for p in loaded.problems if p.severity == "error"] == []
    # 601: 500 + 300.5; 607, won without a contract: 70; the contract without a deal: 40
    won = loaded.tables["opportunities"].query("stage == 'won'")["amount"].dropna()
    assert sorted(won) == [4000, 7000, 80050]


def test_a_workspace_among_the_exports_is_not_read_as_one(exports, tmp_path):
    text = "商机编号,客户,负责人,创建日期,阶段,签约/丢单日,金额\n" + "".join(
        f"O{n},{'客户 1' if n % 2 else '客户1'},赵甲,2024-05-02,成交,2024-06-14,{n}\n"
        for n in range(1, 6)
    )
    (exports / "商机.csv").write_text(text, encoding="utf-8")
    first = propose(exports, exports)
    assert (exports / "params/aliases-proposed.csv").is_file()
    again = propose(exports, exports)
    assert (len(first.written) > 0, again.written, again.run) == (True, (), first.run)
