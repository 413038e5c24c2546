"""Case c11: days in every form; one order a column, from evidence or a setting."""

import io
from datetime import date, datetime

import pytest
import xlsxwriter

FIXED = {
    "stage": {"": "won"},
    "customer": {"": "walk-in"},
    "created_date": {"": "2024-01-01"},
    "rep_id": {"": "LI"},
}


@pytest.fixture
def case(load, shared):
    def loaded(name, **settings):
        content = (shared / "cases/c11_mixed_dates" / name).read_bytes()
        source = {
            "path": name,
            "columns": {"deal": "opportunity_id", "date": "close_date"},
            "values": FIXED,
            **settings,
        }
        return load({name: content}, {"opportunities": source})

    return loaded


def by_month(loaded):
    deals = loaded.tables["opportunities"].dropna(subset=["close_date"])
    return deals.groupby(deals.close_date.dt.strftime("%Y-%m")).amount.sum().to_dict()


def days(loaded):
    found = loaded.tables["opportunities"].close_date
    return [None if day is None or day != day else day.date() for day in found]


def test_a_column_with_the_25th_is_day_first_throughout(case, rules_of, problem_of):
    loaded = case("a_dayfirst.csv")
    assert days(loaded) == [
        date(2024, 6, 5), date(2024, 6, 12), date(2024, 6, 25), date(2024, 5, 31),
    ]  # fmt: skip
    assert by_month(loaded) == {"2024-05": 800_00, "2024-06": 700_00}
    assert rules_of(loaded) == []
    assumed = problem_of(loaded, "day_order")
    assert (assumed.severity, assumed.column, assumed.value) == ("info", "close_date", "25/06/2024")
    assert (assumed.values["order"], assumed.values["deciding"], assumed.values["rows"]) == (
        "dmy", "2", "4",
    )  # fmt: skip


def test_many_forms_are_read_and_what_cannot_be_is_listed_with_its_amount(case, problem_of):
    loaded = case("b_many_formats.csv")
    assert by_month(loaded) == {"2024-06": 31_00}
    assert days(loaded)[4:] == [date(2024, 6, 12), None, None]
    assert (problem_of(loaded, "no_year").row, problem_of(loaded, "no_year").value) == (
        7,
        "6月10日",
    )
    assert problem_of(loaded, "no_close_date").row == 8
    unread = problem_of(loaded, "unread_dates")
    assert (unread.column, unread.values["rows"]) == ("close_date", "2")
    assert unread.values["amount"] == "96.00 CNY"


def test_a_stated_year_completes_a_day_without_one(case, problem_of):
    loaded = case("b_many_formats.csv", year=2024)
    assert by_month(loaded) == {"2024-06": 63_00}
    unread = problem_of(loaded, "unread_dates")
    assert (unread.values["rows"], unread.values["amount"]) == ("1", "64.00 CNY")


def test_dates_that_nothing_decides_are_listed_not_guessed(case, problem_of):
    loaded = case("c_unclear.csv")
    assert days(loaded) == [None, None]
    unclear = [(p.row, p.value) for p in loaded.problems if p.rule == "unclear_date"]
    assert unclear == [(2, "06/07/2024"), (3, "03/04/2024")]
    unread = problem_of(loaded, "unread_dates")
    assert (unread.values["rows"], unread.values["amount"]) == ("2", "30.00 CNY")


@pytest.mark.parametrize(
    ("setting", "read"),
    [
        ("dmy", [date(2024, 7, 6), date(2024, 4, 3)]),
        ("mdy", [date(2024, 6, 7), date(2024, 3, 4)]),
        ({"close_date": "mdy"}, [date(2024, 6, 7), date(2024, 3, 4)]),
        ({"date": "dmy"}, [date(2024, 7, 6), date(2024, 4, 3)]),
    ],
)
def test_a_setting_decides_and_is_shown_as_the_assumption(case, problem_of, setting, read):
    loaded = case("c_unclear.csv", day_order=setting)
    assert days(loaded) == read
    stated = problem_of(loaded, "day_order_stated")
    order = setting if isinstance(setting, str) else next(iter(setting.values()))
    assert (stated.severity, stated.values["order"]) == ("info", order)
    assert not [p for p in loaded.problems if p.rule == "unread_dates"]


def test_two_orders_in_one_column_are_both_listed(load, deals, problem_of):
    rows = [f"{i},LI,A,2024-06-01,won,{day},5" for i, day in
            enumerate(["25/06/2024", "06/25/2024", "05/06/2024", "2024-06-07"])]  # fmt: skip
    loaded = load({"d.csv": deals(*rows)}, {"opportunities": {"path": "d.csv"}})
    assert days(loaded) == [None, None, None, date(2024, 6, 7)]
    mixed = problem_of(loaded, "mixed_day_order")
    assert (mixed.severity, mixed.values["rows"]) == ("warning", "3")
    assert set(mixed.value.split(" / ")) == {"25/06/2024", "06/25/2024"}


def test_dates_that_excel_half_converted_are_warned_of(load, deals, problem_of):
    header = deals().strip().split(",")
    found = [datetime(2024, 5, 6), datetime(2024, 12, 6), "25/06/2024"]
    rows = [[str(i), "LI", "A", "2024-01-01", "won", day, 5] for i, day in enumerate(found)]
    loaded = load({"d.xlsx": {"deals": [header, *rows]}}, {"opportunities": {"path": "d.xlsx"}})
    assert days(loaded) == [date(2024, 5, 6), date(2024, 12, 6), date(2024, 6, 25)]
    warned = problem_of(loaded, "half_converted_dates")
    assert (warned.severity, warned.value, warned.values["rows"]) == ("warning", "25/06/2024", "2")


def test_each_file_has_its_own_order(load, deals):
    files = {
        "a.csv": deals("1,LI,A,2024-01-01,won,05/06/2024,1", "2,LI,A,2024-01-01,won,25/06/2024,2"),
        "b.csv": deals("3,LI,A,2024-01-01,won,05/06/2024,4", "4,LI,A,2024-01-01,won,06/25/2024,8"),
    }
    loaded = load(files, {"opportunities": {"path": "*.csv"}})
    assert days(loaded) == [
        date(2024, 6, 5), date(2024, 6, 25), date(2024, 5, 6), date(2024, 6, 25),
    ]  # fmt: skip
    assert [p.values["order"] for p in loaded.problems if p.rule == "day_order"] == ["dmy", "mdy"]


def test_a_row_refused_for_its_date_is_counted_with_its_amount(load, problem_of, line_of):
    text = (
        "invoice_id,date,amount,currency\n1,soon,5,\n2,06/07/2024,10,USD\n3,2024-06-01,20,\n4,,7,\n"
    )
    loaded = load({"i.csv": text}, {"invoices": {"path": "i.csv"}})
    assert line_of(loaded, "invoices").listed == {
        "bad_date": 1, "missing_value": 1, "unclear_date": 1,
    }  # fmt: skip
    unread = problem_of(loaded, "unread_dates")
    assert (unread.values["rows"], unread.values["amount"]) == ("3", "12.00 CNY, 10.00 USD")


def test_a_time_with_a_zone_is_the_day_of_the_runs_zone(load, deals):
    row = "1,LI,A,2024-01-01,won,2024-06-06T20:30:00Z,5"
    source = {"opportunities": {"path": "d.csv"}}
    assert days(load({"d.csv": deals(row)}, source)) == [date(2024, 6, 7)]
    there = load({"d.csv": deals(row)}, source, time_zone="America/New_York")
    assert days(there) == [date(2024, 6, 6)]


@pytest.mark.parametrize(("date_1904", "number"), [(False, 45450), (True, 43988)])
def test_a_day_number_counts_from_its_workbooks_own_origin(load, deals, date_1904, number):
    content = io.BytesIO()
    settings = {"date_1904": date_1904, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(content, settings) as book:
        sheet = book.add_worksheet("deals")
        sheet.write_row(0, 0, deals().strip().split(","))
        for row, day in enumerate([number, datetime(2024, 6, 7), str(number)], start=1):
            sheet.write_row(row, 0, [f"D{row}", "LI", "A", "2024-01-01", "won", day, 5])
    source = {"opportunities": {"path": "d.xlsx"}}
    assert days(load({"d.xlsx": content.getvalue()}, source)) == [date(2024, 6, 7)] * 3


def test_a_decimal_comma_is_read_from_the_columns_own_cells_and_said(load, deals, problem_of):
    header = deals().strip().replace(",", ";")
    rows = ["1;LI;A;2024-01-01;won;2024-06-06;1.234,50", "2;LI;A;2024-01-01;won;2024-06-06;1.234"]
    loaded = load({"d.csv": "\n".join([header, *rows])}, {"opportunities": {"path": "d.csv"}})
    assert loaded.tables["opportunities"].amount.tolist() == [1234_50, 1234_00]
    assert problem_of(loaded, "decimal_comma").value == "1.234,50"


def test_amounts_that_may_be_thousands_or_not_are_listed(load, deals, problem_of, line_of):
    loaded = load(
        {"d.csv": deals("1,LI,A,2024-01-01,won,2024-06-06,1.234")},
        {"opportunities": {"path": "d.csv"}},
    )
    assert problem_of(loaded, "unclear_number").value == "1.234"
    assert line_of(loaded, "opportunities").listed == {"unclear_number": 1}
