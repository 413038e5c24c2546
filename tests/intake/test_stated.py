"""What targets are of, and of which year, where only a title or a name says it."""

import pytest

PEOPLE = [["姓名", "2月", "3月"], ["张三", 20, 30], ["李四", 40, 50]]


def targets(load, rows, *, sheet="Sheet1", name="t.xlsx", **source):
    return load({name: {sheet: rows}}, {"targets": {"path": name, **source}}, period="2024-03")


def measures(loaded):
    return set(loaded.tables["targets"].measure)


@pytest.mark.parametrize(
    ("place", "measure"),
    [
        ({"title": "2024年回款目标分解表（万元）"}, "collections"),
        ({"sheet": "回款目标2024"}, "collections"),
        ({"name": "2024年回款目标.xlsx"}, "collections"),
        ({"sheet": "Collections target 2024"}, "collections"),
        ({"title": "新增客户数目标"}, "new_customers"),
        ({"title": "销售回款目标"}, "collections"),
        ({"title": "2024年銷售目標", "name": "回款.xlsx"}, "bookings"),
    ],
)
def test_the_one_measure_that_a_title_or_name_states(load, rules_of, place, measure):
    title = [[place.pop("title")]] if "title" in place else []
    loaded = targets(load, [*title, *PEOPLE], **place)
    assert measures(loaded) == {measure}
    noted = [p.rule for p in loaded.problems if p.rule in ("measure_of_title", "assumed_measure")]
    assert noted == ([] if measure == "bookings" else ["measure_of_title"])
    assert rules_of(loaded) == []


@pytest.mark.parametrize(
    "title",
    ["2024年目标", "回款与开票目标", "新客户部2024年任务分解", "说明：含回款", "目标及完成率"],
)
def test_none_or_several_measures_are_sales_which_is_said(load, problem_of, title):
    loaded = targets(load, [[title], *PEOPLE])
    assert measures(loaded) == {"bookings"}
    problem = problem_of(loaded, "assumed_measure")
    assert (problem.severity, problem.values["measure"]) == ("info", "bookings")


def test_a_column_or_the_run_file_beats_a_title(load):
    rows = [["回款目标"], ["姓名", "指标", "3月"], ["张三", "开票额", 5]]
    assert measures(targets(load, rows)) == {"invoiced"}
    source = {"values": {"measure": {"": "bookings"}}}
    assert measures(targets(load, [["回款目标"], *PEOPLE], **source)) == {"bookings"}


def test_the_unit_of_a_title_is_no_unit_of_a_count(load):
    loaded = targets(load, [["新增客户数目标（单位：万元）"], *PEOPLE])
    assert sorted(map(int, loaded.tables["targets"].value)) == [20, 30, 40, 50]


def test_words_beside_the_months_tell_targets_from_results(load, line_of, problem_of):
    rows = [["姓名", "项目", "3月"], ["张三", "实际", 1], ["张三", "目标", 3],
            ["张三", "完成率", 0.33], ["李四", "目标", 5]]  # fmt: skip
    loaded = targets(load, rows)
    frame = loaded.tables["targets"]
    assert dict(zip(frame.rep_id, map(int, frame.value), strict=True)) == {"张三": 3, "李四": 5}
    assert line_of(loaded, "targets").listed == {"not_selected": 2}
    assert problem_of(loaded, "not_selected").value == "完成率, 实际"


def test_words_beside_the_months_name_the_measure(load):
    rows = [["姓名", "项目", "3月"], ["张三", "销售目标", 1], ["张三", "回款目标", 3]]
    frame = targets(load, rows).tables["targets"]
    assert dict(zip(frame.measure, map(int, frame.value), strict=True)) == {
        "bookings": 1, "collections": 3,
    }  # fmt: skip


def test_other_words_beside_the_months_are_left_alone(load):
    rows = [["姓名", "项目", "3月"], ["张三", "华东一期", 1], ["李四", "目标", 3]]
    assert len(targets(load, rows).tables["targets"]) == 2


@pytest.mark.parametrize("known", ["回款目标", "回款额", "Collections"])
@pytest.mark.parametrize("unknown", ["毛利", "毛利目标", "发货量"])
def test_one_unknown_word_does_not_make_all_rows_bookings(load, problem_of, known, unknown):
    rows = [["姓名", "项目", "3月"], ["张三", known, 100], ["张三", "销售目标", 3],
            ["张三", unknown, 7], ["张三", "销售实际", 2]]  # fmt: skip
    loaded = targets(load, rows)
    frame = loaded.tables["targets"]
    known_rows = frame[frame.measure != unknown]
    assert dict(zip(known_rows.measure, map(int, known_rows.value), strict=True)) == {
        "collections": 100, "bookings": 3,
    }  # fmt: skip
    assert problem_of(loaded, "unknown_measure").value == unknown


def test_projects_that_speak_of_sales_are_no_measures(load):
    rows = [["姓名", "项目", "3月"], ["张三", "销售系统升级", 1], ["李四", "二期", 3]]
    frame = targets(load, rows).tables["targets"]
    assert sorted(zip(frame.measure, map(int, frame.value), strict=True)) == [
        ("bookings", 1), ("bookings", 3),
    ]  # fmt: skip


def test_two_sources_with_one_key_and_other_values_are_named(load, problem_of):
    files = {"a1.csv": "姓名,3月\n张三,5\n", "a2.csv": "姓名,3月\n张三,7\n"}
    data = {"targets": {"path": "a1.csv"}, "targets_2": {"table": "targets", "path": "a2.csv"}}
    loaded = load(files, data, period="2024-03")
    problem = problem_of(loaded, "unclear_newer")
    assert (problem.severity, problem.file, problem.values["first_file"]) == (
        "warning", "a1.csv", "a2.csv",
    )  # fmt: skip


MARCH = [["姓名", "3月目标"], ["张三", 20]]


@pytest.mark.parametrize(
    "place",
    [{"title": "2023年3月销售目标"}, {"title": "2023-03目标"}, {"title": "23年目标"},
     {"title": "FY23目标"}, {"sheet": "2023年3月"}, {"name": "2023年3月目标.xlsx"},
     {"name": "目标_202303.xlsx"}],
)  # fmt: skip
def test_the_year_beside_a_month_of_the_columns(load, place):
    title = [[place.pop("title")]] if "title" in place else []
    frame = targets(load, [*title, *MARCH], **place).tables["targets"]
    assert frame.period.tolist() == ["2023-03"]


@pytest.mark.parametrize("title", ["制表：2023年3月", "导出日期 2023-03-05", "近3年老客户目标"])
def test_the_day_on_which_a_sheet_was_made_is_not_its_year(load, rules_of, title):
    loaded = targets(load, [[title], *MARCH])
    assert loaded.tables["targets"].period.tolist() == ["2024-03"]
    assert rules_of(loaded) == []


def test_another_year_in_a_title_is_no_quiet_assumption(load, problem_of):
    loaded = targets(load, [["2023年12月销售目标"], *MARCH])
    assert loaded.tables["targets"].period.tolist() == ["2024-03"]
    problem = problem_of(loaded, "year_contradicts")
    assert (problem.severity, problem.value) == ("warning", "2023年12月销售目标")
    assert (problem.values["year"], problem.values["other"]) == ("2024", "2023")
