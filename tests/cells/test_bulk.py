from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.cells.amounts import money
from salesreport.cells.bulk import converted, money_minor, plain_days, plain_texts
from salesreport.cells.days import day
from salesreport.cells.plain import Amount, Dated, Fault, Scaled, Separated, identifier, text

SHANGHAI = ZoneInfo("Asia/Shanghai")

NUMBERS = st.one_of(
    st.decimals(-(10**14), 10**14, places=2).map(str),
    st.decimals(-(10**14), 10**14, places=2).map("{:,}".format),
    st.integers(-(10**20), 10**20).map(str),
    st.floats(),
    st.decimals(-(10**10), 10**10, places=2).map(float),
    st.text(alphabet="0123456789.,-+ ￥万%（）０", max_size=12),
)
OTHERS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=8),
    st.just(Fault("error_cell", "#REF!")),
    st.just(Scaled("1.5", Decimal(10000), frozenset())),
    st.just(Separated("1,5", ",")),
    st.just(Dated("05/06/2024", order="dmy")),
)
TEXTS = st.one_of(st.text(max_size=6), st.text(alphabet="李A0 ·Ｌ１\u200b\u3000-", max_size=6))
MOMENTS = st.one_of(
    st.datetimes().map(str),
    st.datetimes().map(lambda moment: moment.isoformat(timespec="minutes")),
    st.dates().map(str),
    st.text(alphabet="0123456789-: TZ+", max_size=20),
    st.sampled_from(["2024-02-30", "2024-06-07 24:00", "2024-06-07T23:59Z", "1899-12-31"]),
)


@given(st.lists(NUMBERS | OTHERS, max_size=8), st.sampled_from([0, 2, 3]))
def test_plain_amounts_are_what_one_cell_alone_gives(cells, digits):
    minor, plain = money_minor(cells, digits)
    for cell, units, is_plain in zip(cells, minor.tolist(), plain.tolist(), strict=True):
        if is_plain:
            assert money(cell) == Amount(Decimal(units).scaleb(-digits), frozenset())


@given(st.decimals(-(10**11), 10**11, places=2))
def test_amounts_with_two_decimals_are_plain(value):
    cells = [str(value), f"{value:,}", float(value)]
    minor, plain = money_minor(cells, 2)
    assert plain.all()
    assert set(minor.tolist()) == {int(value * 100)}


def test_an_amount_that_would_be_rounded_is_not_plain():
    assert money_minor(["1.234", "12.5", 0.1 + 0.2], 2)[1].tolist() == [False, True, False]
    assert money_minor(["12.5", 12.5, "12"], 0)[1].tolist() == [False, False, True]


@pytest.mark.parametrize(("kind", "read"), [("id", identifier), ("text", text)])
@given(cells=st.lists(TEXTS | OTHERS | st.floats(), max_size=8))
def test_texts_and_ids_are_what_one_cell_alone_gives(kind, read, cells):
    assert converted(kind, cells, read) == [read(cell) for cell in cells]


def test_plain_ids_are_handed_back_without_being_asked():
    def refuse(cell):
        raise AssertionError(cell)

    cells = ["0012", "NA", "1E5", "null", "李雷", "A-1", "GTX Pro", "阿·李"]
    assert converted("id", cells, refuse) == cells
    assert plain_texts(["Ｌ０１", " A", "A ", "", "㈱", "é", None]).tolist() == [False] * 7


@given(st.lists(MOMENTS | OTHERS, max_size=8))
def test_plain_days_are_what_one_cell_alone_gives(cells):
    def read(cell):
        return day(cell, SHANGHAI)

    days, plain = plain_days(cells, read)
    for cell, found, is_plain in zip(cells, days.tolist(), plain.tolist(), strict=True):
        if is_plain:
            assert read(cell) == found


@given(st.lists(st.none() | st.text(alphabet="0123456789.,-李 ", max_size=8), max_size=8))
def test_an_arrow_array_gives_the_same_as_a_list(cells):
    array = pa.array(cells, pa.string())
    pairs = [
        (money_minor(array, 2), money_minor(cells, 2)),
        ((plain_texts(array),), (plain_texts(cells),)),
    ]
    for ours, theirs in pairs:
        for one, other in zip(ours, theirs, strict=True):
            assert np.array_equal(one, other)
    assert converted("id", array, identifier) == converted("id", cells, identifier)
