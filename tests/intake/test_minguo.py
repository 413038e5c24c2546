"""Files from Taiwan: years of titles and days count from 1912 (113年 is 2024, 98年 is 2009)."""

from datetime import date

import pytest

from salesreport.display.causes import causes
from salesreport.display.snippets import Snippets
from salesreport.language import Words

DEALS = "商機編號,客戶,業務,建立日期,階段,結案日期,金額\n"


def deals(load, rows, source=None):
    return load({"d.csv": DEALS + rows}, {"opportunities": {"path": "d.csv", **(source or {})}})


def pasted(loaded, rule):
    found = Snippets(loaded.problems, date(2024, 6, 1), {}, Words("zh_TW"))
    asked = [c for c in causes(loaded.problems, Words("zh_TW")) if c.first.rule == rule]
    return [line for cause in asked for line in found.of(cause) if not line.startswith("#")]


def targets(load, titles, header, file="目標.xlsx", sheet="目標"):
    rows = [*([title] for title in titles), ["工號", *header], ["07", 10, 20]]
    loaded = load({file: {sheet: rows}}, {"targets": {"path": file}}, period="2025-03")
    frame = loaded.tables["targets"]
    return dict(zip(frame.period, map(int, frame.value), strict=True)), loaded


@pytest.mark.parametrize(
    ("titles", "file", "sheet"),
    [(["113年度業績目標"], "目標.xlsx", "目標"), (["民國113年目標"], "目標.xlsx", "目標"),
     ([], "113年目標.xlsx", "目標"), ([], "目標.xlsx", "113年")],
)  # fmt: skip
def test_last_years_targets_are_not_this_years(load, problem_of, titles, file, sheet):
    # the run is of March 2025, which is 114年
    shown, loaded = targets(load, titles, ["1月", "2月"], file, sheet)
    assert shown == {"2024-01": 10, "2024-02": 20}
    assert problem_of(loaded, "assumed_year").value == "2024"


@pytest.mark.parametrize("header", [["113年1月", "113年2月"], ["113/01", "113/02"]])
def test_months_that_name_their_year(load, header):
    shown, loaded = targets(load, [], header)
    assert shown == {"2024-01": 10, "2024-02": 20}
    assert not [p for p in loaded.problems if p.rule == "assumed_year"]


def test_a_column_of_years_beside_the_months(load):
    text = "年度,工號,1月,2月\n113年度,07,10,20\n113,08,30,\n"
    frame = load({"t.csv": text}, {"targets": {"path": "t.csv"}}).tables["targets"]
    assert sorted(zip(frame.period, map(int, frame.value), strict=True)) == [
        ("2024-01", 10), ("2024-01", 30), ("2024-02", 20),
    ]  # fmt: skip


def test_every_way_of_writing_a_day_is_read_and_said(load, problem_of):
    days = ["民國113年3月7日", "113/03/07", "113.03.07", "1130307", "113年3月7日", "99/03/07"]
    rows = "".join(f"D{n},甲,張三,{day},成交,{day},100\n" for n, day in enumerate(days))
    loaded = deals(load, rows)
    frame = loaded.tables["opportunities"]
    assert list(frame.close_date.dt.date) == [date(2024, 3, 7)] * 5 + [date(2010, 3, 7)]
    said = [p for p in loaded.problems if p.rule == "minguo_years"]
    assert [(p.severity, p.column, p.values["rows"]) for p in said] == [
        ("info", "created_date", "4"), ("info", "close_date", "4"),
    ]  # fmt: skip
    assert said[0].values["meant"] == "2024-03-07"


def hired(load, days, header="到職日", source=None, title="名冊"):
    rows = [
        [title],
        ["員工編號", "姓名", header],
        *([f"S{n}", f"員{n}", d] for n, d in enumerate(days)),
    ]
    book = {"人員": rows}
    return load({"p.xlsx": book}, {"reps": {"path": "p.xlsx", **(source or {})}})


def hired_on(loaded):
    return [None if day != day else day.date() for day in loaded.tables["reps"].hired_on]


def test_two_digits_are_listed_with_the_line_that_settles_them(load, problem_of):
    loaded = hired(load, ["98/07/01", "99/12/15"])
    assert hired_on(loaded) == [None, None]
    assert [p.value for p in loaded.problems if p.rule == "unclear_calendar"] == [
        "98/07/01", "99/12/15",
    ]  # fmt: skip
    assert pasted(loaded, "unclear_calendar") == ["calendar: {hired_on: <roc | gregorian>}"]


@pytest.mark.parametrize(
    ("told", "day"),
    [({"source": {"calendar": "roc"}}, date(2009, 7, 1)),
     ({"source": {"calendar": {"hired_on": "roc"}}}, date(2009, 7, 1)),
     ({"source": {"calendar": {"到職日": "gregorian"}}}, date(1998, 7, 1)),
     ({"header": "到職日(民國)"}, date(2009, 7, 1)), ({"title": "民國年名冊"}, date(2009, 7, 1))],
)  # fmt: skip
def test_a_setting_a_header_or_a_title_settles_them(load, told, day):
    assert hired_on(hired(load, ["98/07/01"], **told)) == [day]


def test_the_line_for_an_order_of_days_offers_what_is_possible(load):
    # month 13 is none: mdy cannot be meant
    loaded = deals(load, "D1,甲,張三,13/03/07,成交,2024-03-20,100\n")
    assert pasted(loaded, "unclear_date") == ["day_order: {created_date: <dmy | ymd>}"]


@pytest.mark.parametrize(
    ("rows", "is_name"),
    [([("S01", "林志明"), ("S02", "陳美惠")], True), ([("01", "Ann"), ("02", "Bob")], True),
     ([("S01", "林志明"), ("S01", "陳美惠")], False), ([("林志明", "陳美惠")], False)],
)  # fmt: skip
def test_codes_under_the_word_for_a_rep_beside_their_names(load, rows, is_name):
    text = "業務員,姓名,1月\n" + "".join(f"{code},{name},10\n" for code, name in rows)
    loaded = load({"t.csv": text}, {"targets": {"path": "t.csv"}})
    rules = [p.rule for p in loaded.problems]
    assert ("several_columns" in rules) is not is_name
    assert sorted(loaded.tables["targets"].rep_id.unique()) == sorted({code for code, _ in rows})
    if is_name:
        people = loaded.tables["reps"]
        assert dict(zip(people.rep_id, people.name, strict=True)) == dict(rows)
