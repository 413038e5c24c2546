"""A sheet a month: the titles are the periods that no column names."""

import pytest

HEADER = ["姓名", "目标（万元）"]


def book(*titles):
    return {title: [HEADER, ["张三", n], ["李四", 2 * n], ["合计", 3 * n]]
            for n, title in enumerate(titles, 1)}  # fmt: skip


def shown(load, content, source=None, name="目标.xlsx", **settings):
    loaded = load({name: content}, {"targets": {"path": name, "sheet": "*", **(source or {})}},
                  **settings)  # fmt: skip
    frame = loaded.tables["targets"]
    rows = zip(frame.period, frame.rep_id, frame.value, strict=True)
    return {(period, rep): int(value) for period, rep, value in rows}, loaded


def test_months_are_of_the_runs_year_and_it_is_said(load):
    # 万元: 1 is 10,000
    found, loaded = shown(load, book("1月", "2月"))
    assert found == {("2024-01", "张三"): 10_000, ("2024-01", "李四"): 20_000,
                     ("2024-02", "张三"): 20_000, ("2024-02", "李四"): 40_000}  # fmt: skip
    said = [p for p in loaded.problems if p.rule == "period_of_sheet"]
    assert [(p.severity, p.value, p.values["period"]) for p in said] == [
        ("info", "1月", "2024-01"), ("info", "2月", "2024-02"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("titles", "source", "name", "periods"),
    [(("2023年11月", "2023-12"), {}, "目标.xlsx", ["2023-11", "2023-12"]),
     (("11月", "12月"), {}, "2023年目标.xlsx", ["2023-11", "2023-12"]),
     (("11月", "12月"), {"year": 2022}, "2023年目标.xlsx", ["2022-11", "2022-12"]),
     (("112年11月", "113年1月"), {}, "目标.xlsx", ["2023-11", "2024-01"]),
     (("Q1", "第二季度"), {}, "目标.xlsx", ["2024-Q1", "2024-Q2"])],
)  # fmt: skip
def test_years_of_titles_of_the_file_and_of_the_source(load, titles, source, name, periods):
    found, _ = shown(load, book(*titles), source, name)
    assert sorted({period for period, _ in found}) == periods


def test_a_year_of_a_fiscal_run(load):
    found, _ = shown(load, book("4月", "1月"), fiscal_year_start=4)
    # the run is of June 2024: April 2024 to March 2025
    assert sorted({period for period, _ in found}) == ["2024-04", "2025-01"]


def test_a_blank_name_is_no_person_called_january(load):
    content = {"1月": [HEADER, ["张三", 1], ["", 2]], "2月": [HEADER, ["张三", 3]]}
    found, loaded = shown(load, content)
    assert found == {("2024-01", "张三"): 10_000, ("2024-02", "张三"): 30_000}
    assert "missing_either" in [p.rule for p in loaded.problems]


def test_a_column_of_periods_goes_before_the_title(load):
    content = {"1月": [[*HEADER, "月份"], ["张三", 1, "2024-05"]]}
    assert shown(load, content)[0] == {("2024-05", "张三"): 10_000}


def test_a_sheet_of_the_whole_year_beside_the_months_is_not_added(load):
    found, loaded = shown(load, book("1月", "2月", "全年"))
    assert {period for period, _ in found} == {"2024-01", "2024-02"}
    assert [(p.value, p.severity) for p in loaded.problems if p.rule == "odd_sheet"] == [
        ("全年", "warning")
    ]
