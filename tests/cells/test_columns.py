from decimal import Decimal
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesreport.cells import Coded, Fault
from salesreport.cells import columns as columns_module
from salesreport.cells.amounts import money
from salesreport.cells.columns import converted, money_column
from salesreport.cells.compact import Amounts, ScaledCells
from salesreport.cells.days import day
from salesreport.cells.plain import identifier, text

NUMBERS = st.one_of(
    st.integers(-(10**16), 10**16).map(str),
    st.decimals(-(10**13), 10**13, places=2).map(str),
    st.decimals(-(10**6), 10**6, places=4).map(str),
    st.integers(0, 10**12).map(lambda n: f"{n:,}"),
    st.decimals(0, 10**9, places=2).map(lambda n: f"{n:,}"),
    st.sampled_from(
        ["", "-", "五万", "1,23", "1.", ".5", "--5", "¥", "N/A", "1e5", "12元整", "００"]
    ),
)
SIGNED = st.builds(
    "{}{}{}".format, st.sampled_from(["", "¥", "￥", "$", "€", "£", "US$", "-¥"]), NUMBERS,
    st.sampled_from(["", "", "元", "万", "万元"]),
)  # fmt: skip
ADDED = st.sampled_from([None, 12, 0.15, 1e300, True, Fault("error_cell"), Decimal("3.14")])
UNITS = st.sampled_from(
    [(Decimal(10**4), frozenset()), (Decimal(1), frozenset({"CNY", "TWD"})),
     (Decimal("0.01"), frozenset()), (Decimal(10**8), frozenset({"USD"}))]
)  # fmt: skip


@pytest.fixture(autouse=True)
def by_array(monkeypatch):
    """Reading by array for few cells too."""
    monkeypatch.setattr(columns_module, "_MANY", 1)


quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def held(cells):
    """Column as the readers hold it: text as an Arrow array."""
    if all(cell is None or isinstance(cell, str) for cell in cells):
        return Coded.of_text(pa.array(cells, pa.string()))
    return Coded.of(cells)


@quick
@given(st.lists(SIGNED, min_size=1), st.lists(ADDED, max_size=2), st.sampled_from([0, 2, 3]))
def test_a_column_of_money_is_what_money_gives_cell_by_cell(texts, added, digits):
    cells = [*texts, *added]
    column = money_column(held(cells), digits, money)
    assert isinstance(column.compact, Amounts)
    expected = [money(cell) for cell in cells]
    assert column.tolist() == expected
    assert column.missing().tolist() == [value is None for value in expected]
    assert column.faulty().tolist() == [isinstance(value, Fault) for value in expected]
    assert column.sound().tolist() == [None if isinstance(v, Fault) else v for v in expected]


@quick
@given(st.lists(st.one_of(SIGNED, ADDED), min_size=1), UNITS)
def test_a_column_of_money_under_a_unit_is_what_money_gives(cells, unit):
    inner = held(cells)
    scaled = Coded(inner.codes, ScaledCells(inner, *unit))
    assert money_column(scaled, 2, money).tolist() == [money(cell) for cell in scaled.tolist()]
    assert scaled.missing().tolist() == [cell is None for cell in cells]


@quick
@given(
    st.lists(
        st.one_of(
            st.text(max_size=4),
            st.sampled_from(["0012", "NA", "1E5", "Ｌ０１", "（集团）", "a b", " x", "", "李雷"]),
            ADDED,
        )
    )
)
@pytest.mark.parametrize(("kind", "read"), [("id", identifier), ("text", text)])
def test_a_column_of_texts_is_what_the_cell_converter_gives(kind, read, cells):
    assert converted(kind, held(cells), read).tolist() == [read(cell) for cell in cells]


@quick
@given(
    st.lists(
        st.one_of(
            st.dates().map(str),
            st.datetimes().map(str),
            st.sampled_from(["2024-02-30", "2024-06-07T20:30:00Z", "", "-", "soon", "2024/6/7"]),
        )
    )
)
def test_a_column_of_days_is_what_day_gives(cells):
    zone = ZoneInfo("Asia/Shanghai")

    def read(cell):
        return day(cell, zone)

    assert converted("date", held(cells), read).tolist() == [read(cell) for cell in cells]
