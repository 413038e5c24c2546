"""Parquet files and folders: types as declared, and every row counted."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pandas as pd
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet as pq
import pytest

from salesreport.cells.plain import Fault
from salesreport.errors import SourceFileError
from salesreport.readers import source_grids
from salesreport.sources import Source

SHANGHAI = ZoneInfo("Asia/Shanghai")


def write(path, **columns):
    pq.write_table(pa.table(columns), path)


def read(folder, path):
    """Grids of a source of one file or folder."""
    (file,) = source_grids(Source(path=path), folder)
    return file.grids


def only(folder, path):
    (grid,) = read(folder, path)
    return {name: column.tolist() for name, column in zip(grid.header, grid.columns, strict=True)}


@pytest.mark.parametrize(
    ("freq", "texts"), [("M", ["2024-03", "2023-12"]), ("Q", ["2024Q1", "2023Q4"])]
)
def test_periods_of_pandas_are_read_as_the_periods_they_are(tmp_path, freq, texts):
    days = pd.to_datetime(["2024-03-05", None, "2023-12-31"])
    table = pd.DataFrame({"period": days.to_period(freq)})
    table.to_parquet(tmp_path / "targets.parquet")
    assert only(tmp_path, "targets.parquet") == {"period": [texts[0], None, texts[1]]}


def test_types_stay_and_null_is_missing(tmp_path):
    moment = datetime(2024, 6, 7, 23, 30, tzinfo=UTC)
    write(
        tmp_path / "deals.parquet",
        n=pa.array([1, None], pa.int32()),
        amount=pa.array([Decimal("12345678901234.05"), None], pa.decimal128(18, 2)),
        large=pa.array([Decimal("0.10"), None], pa.decimal256(50, 2)),
        rate=pa.array([0.1, None]),
        won=pa.array([True, None]),
        客户=pa.array(["A科技", None]),
        code=pa.array(["0012", None], pa.large_string()),
        stage=pa.array(["won", None]).dictionary_encode(),
        day=pa.array([date(2024, 6, 7), None]),
        there=pa.array([moment, None], pa.timestamp("us", "Asia/Shanghai")),
        offset=pa.array([moment, None], pa.timestamp("ms", "+08:00")),
        here=pa.array([datetime(2024, 6, 7, 8), None], pa.timestamp("s")),
        fine=pa.array([1717745400123456789, None], pa.timestamp("ns")),
        at=pa.array([time(8, 30), None]),
        took=pa.array([timedelta(hours=26), None], pa.duration("us")),
        nothing=pa.nulls(2),
        photo=pa.array([b"\xff", None]),
        tags=pa.array([["甲", "乙"], None]),
        owner=pa.array([{"name": "李", "share": Decimal("0.5")}, None]),
    )
    found = only(tmp_path, "deals.parquet")
    assert {name: values[1] for name, values in found.items()} == dict.fromkeys(found)
    first = {name: values[0] for name, values in found.items()}
    for name in ("there", "offset"):
        assert first[name].utcoffset() == timedelta(hours=8)
        assert first.pop(name) == moment
    assert first == {
        "n": 1,
        "amount": Decimal("12345678901234.05"),
        "large": Decimal("0.10"),
        "rate": 0.1,
        "won": True,
        "客户": "A科技",
        "code": "0012",
        "stage": "won",
        "day": date(2024, 6, 7),
        "here": datetime(2024, 6, 7, 8),
        "fine": datetime(2024, 6, 7, 7, 30, 0, 123456),
        "at": "08:30:00",
        "took": "1 day, 2:00:00",
        "nothing": None,
        "photo": Fault("binary_cell"),
        "tags": '["甲", "乙"]',
        "owner": '{"name": "李", "share": "0.5"}',
    }
    assert all(type(value) is not pd.Timestamp for value in first.values())


def test_rows_are_numbered_and_counted_by_the_file_s_own_footer(tmp_path):
    n = 200_000
    write(tmp_path / "deals.parquet", id=range(n), customer=[f"c{i % 90}" for i in range(n)])
    (grid,) = read(tmp_path, "deals.parquet")
    assert grid.n_records == len(grid) == n
    assert (grid.file, grid.sheet, grid.header_row) == ("deals.parquet", None, 0)
    assert grid.numbers[[0, -1]].tolist() == [1, n]
    assert grid.columns[0].tolist() == list(range(n))
    assert len(grid.columns[1].distinct) == 90
    assert grid.columns[1][n - 1] == f"c{(n - 1) % 90}"


def test_a_folder_gives_each_part_and_its_key_as_a_column(tmp_path):
    table = pa.table({"id": ["1", "2", "3"], "year": ["2023", "2024", "2024"]})
    pa.dataset.write_dataset(
        table, tmp_path / "deals", format="parquet", partitioning=["year"],
        partitioning_flavor="hive",
    )  # fmt: skip
    (tmp_path / "deals" / "_SUCCESS").write_bytes(b"")
    (tmp_path / "deals" / "_metadata.parquet").write_bytes(b"")
    grids = read(tmp_path, "deals")
    assert [grid.header for grid in grids] == [("id", "year"), ("id", "year")]
    rows = [list(zip(*grid.columns, strict=True)) for grid in grids]
    assert rows == [[("1", "2023")], [("2", "2024"), ("3", "2024")]]
    assert [grid.file for grid in grids] == [
        "deals/year=2023/part-0.parquet",
        "deals/year=2024/part-0.parquet",
    ]


def test_parts_without_rows_are_left_out_where_others_have_some(tmp_path):
    (tmp_path / "d.parquet").mkdir()
    write(tmp_path / "d.parquet" / "part-1.parquet", id=pa.array([], pa.string()))
    write(tmp_path / "d.parquet" / "part-2.parquet", id=["1"])
    assert [len(grid) for grid in read(tmp_path, "d.parquet")] == [1]
    (tmp_path / "d.parquet" / "part-2.parquet").unlink()
    assert [(len(grid), grid.header) for grid in read(tmp_path, "d.parquet")] == [(0, ("id",))]


def test_a_pattern_gives_the_newest_file_last(tmp_path):
    for month in (10, 9):
        write(tmp_path / f"deals_{month}.parquet", id=[str(month)])
    files = source_grids(Source(path="deals_*.parquet"), tmp_path)
    assert [file.grids[0].columns[0].tolist() for file in files] == [["9"], ["10"]]


@pytest.mark.parametrize("damage", ["text", "empty", "cut"])
def test_a_file_that_is_no_parquet_is_told(tmp_path, damage):
    path = tmp_path / "deals.parquet"
    write(path, id=["1"] * 1000)
    whole = path.read_bytes()
    path.write_bytes({"text": b"id,amount\n1,2\n", "empty": b"", "cut": whole[:-20]}[damage])
    with pytest.raises(SourceFileError, match=r"deals\.parquet: it cannot be read as") as caught:
        read(tmp_path, "deals.parquet")
    assert str(tmp_path) not in str(caught.value)


def test_a_day_no_calendar_here_has_is_told(tmp_path):
    write(tmp_path / "deals.parquet", at=pa.array([2**60], pa.timestamp("us")))
    with pytest.raises(SourceFileError, match="days from year 1 to 9999"):
        read(tmp_path, "deals.parquet")


@pytest.mark.skipif(os.name == "nt", reason="an open folder differs there")
def test_a_file_that_vanished_is_told(tmp_path):
    (tmp_path / "gone.parquet").symlink_to(tmp_path / "nowhere")
    with pytest.raises(SourceFileError, match=r"gone\.parquet: no such file"):
        read(tmp_path, "gone.parquet")


def test_a_table_of_a_run_comes_from_parquet(load, line_of, tmp_path):
    write(
        tmp_path / "deals.parquet",
        opportunity_id=["O-1"],
        rep_id=["张三"],
        customer=["甲公司"],
        created_date=[date(2024, 5, 2)],
        stage=["won"],
        # 17:30 in Greenwich on the 3rd is the 4th in Shanghai
        close_date=[datetime(2024, 6, 3, 17, 30, tzinfo=UTC)],
        amount=[Decimal("120.05")],
    )
    loaded = load({}, {"opportunities": {"path": "deals.parquet"}}, time_zone="Asia/Shanghai")
    (deal,) = loaded.tables["opportunities"].to_dict("records")
    assert deal["amount"] == 12_005
    assert deal["close_date"] == pd.Timestamp("2024-06-04")
    assert line_of(loaded, "opportunities").kept == 1


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary()])
def test_strings_without_their_mark_are_text(tmp_path, kind):
    cells = [["张三".encode(), None, b"A1"], [b"\x89PNG", b"ok", None], [b"a\x00b", b"", None]]
    table = pa.table([pa.array(column, kind) for column in cells], names=["name", "photo", "key"])
    pq.write_table(table, tmp_path / "d.parquet")
    (grid,) = read(tmp_path, "d.parquet")
    assert [*grid.columns[0]] == ["张三", None, "A1"]
    fault = Fault("binary_cell")
    assert [*grid.columns[1]] == [fault, fault, None]
    assert [*grid.columns[2]] == [fault, fault, None]
