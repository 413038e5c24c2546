from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.cells.coded import Coded
from salesreport.cells.dayorder import dated, stated_for
from salesreport.cells.days import day
from salesreport.cells.plain import Dated, Fault

UTC = ZoneInfo("UTC")


def read(cells, **settings):
    column, found = dated(Coded.of(cells), **settings)
    return [day(cell, UTC) for cell in column], found


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["05/06/2024", "25/06/2024"], "dmy"),
        (["05/06/2024", "06/25/2024"], "mdy"),
        (["5.6.2024", "13.6.2024 10:30"], "dmy"),
        (["7/12/25", "11/29/25"], "mdy"),
        (["24-6-7", "24-06-30"], "ymd"),
        (["24/06/13", "24/31/12"], None),
        (["05/06/2024", "03/04/2024"], None),
        (["24-06-07", "24-06-30"], None),
        (["2024-06-07", "2024/6/8", "soon", ""], None),
        (["31/31/2024", "05/06/2024"], None),
    ],
)
def test_the_order_is_what_every_short_date_of_the_column_allows(cells, order):
    assert read(cells)[1].order == order


def test_evidence_counts_rows_and_names_a_date():
    _, found = read(["05/06/2024", "25/06/2024", "25/06/2024", "2024-06-07"])
    assert (found.n_short, found.n_deciding, found.examples) == (3, 2, ("25/06/2024",))
    assert not found.stated


def test_one_date_decides_the_whole_column():
    days, _ = read(["05/06/2024", "12/06/2024", "25/06/2024"])
    assert days == [date(2024, 6, 5), date(2024, 6, 12), date(2024, 6, 25)]


def test_two_orders_in_one_column_are_never_mixed():
    days, found = read(["25/06/2024", "06/25/2024", "05/06/2024", "2024-06-01"])
    assert days == [Fault("unclear_date")] * 3 + [date(2024, 6, 1)]
    assert found.contradicts
    assert set(found.examples) == {"25/06/2024", "06/25/2024"}


def test_a_setting_decides_and_a_date_against_it_is_a_fault():
    days, found = read(["25/06/2024", "05/06/2024"], order="mdy")
    assert days == [Fault("other_day_order"), date(2024, 5, 6)]
    assert (found.order, found.stated, found.n_short) == ("mdy", True, 2)


def test_cells_that_need_nothing_stay_as_they_are():
    column, _ = dated(Coded.of(["2024-06-07", None, "", "25/06/2024"]), year=2024)
    assert column.tolist() == ["2024-06-07", None, "", Dated("25/06/2024", "dmy", year=2024)]
    plain = Coded.of(["2024-06-07", "soon"])
    assert dated(plain)[0] is plain


def test_days_of_a_workbook_from_1904():
    days, _ = read([43988.0, "2024-06-07"], date_1904=True)
    assert days == [date(2024, 6, 7)] * 2


def test_a_setting_is_for_the_file_or_for_a_column_by_name_or_header():
    assert stated_for(None, "date", "日期") is None
    assert stated_for("ymd", "date", "日期") == "ymd"
    assert stated_for({"date": "dmy"}, "date", "日期") == "dmy"
    assert stated_for({"日期": "mdy", "other": "dmy"}, "date", "日期") == "mdy"
    assert stated_for({"other": "dmy"}, "date", "日期") is None


def test_a_half_converted_column_is_told_by_its_form():
    stored = [datetime(2024, 5, 6), datetime(2024, 12, 6)]
    assert read([*stored, "25/06/2024", "31/05/2024"])[1].n_swappable == 2
    assert read([*stored, "25/06/2024", "05/06/2024"])[1].n_swappable == 0
    assert read([*stored, datetime(2024, 6, 13), "25/06/2024"])[1].n_swappable == 0
    assert read([*stored, "2024-06-25"])[1].n_swappable == 0


DAYS = st.lists(st.dates(date(1990, 1, 1), date(2089, 12, 31)), min_size=1, max_size=8)


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y", "%m-%d-%y", "%y/%m/%d"]))
def test_a_column_in_one_form_is_read_right_or_listed_whole(days, form):
    found, order = read([f"{each:{form}}" for each in days])
    assert found == days if order.order else found == [Fault("unclear_date")] * len(days)


@given(DAYS, st.sampled_from(["dmy", "mdy"]))
def test_a_stated_for_reads_every_day(days, order):
    form = {"dmy": "%d/%m/%Y", "mdy": "%m/%d/%Y"}[order]
    assert read([f"{each:{form}}" for each in days], order=order)[0] == days


@given(DAYS, st.randoms())
def test_the_order_of_rows_does_not_matter(days, random):
    cells = [f"{each:%d/%m/%Y}" for each in days]
    shuffled = random.sample(cells, len(cells))
    assert read(cells)[1].order == read(shuffled)[1].order
