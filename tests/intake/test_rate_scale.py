"""Bare rates go by one scale a column: 1.5 beside 25 may be 1.5 % or 150 %."""

from decimal import Decimal

import pytest

HEADER = "评估周期,销售人员,销售目标,实际完成,客户转化率\n"


def conversions(load, *cells, book=False):
    rows = [["2024-03", f"r{n}", 100, 90, cell] for n, cell in enumerate(cells)]
    if book:
        files = {"t.xlsx": {"表2": [HEADER.strip().split(","), *rows]}}
    else:
        files = {"t.csv": HEADER + "".join(",".join(map(str, row)) + "\n" for row in rows)}
    loaded = load(files, {"evaluations": {"path": next(iter(files))}})
    listed = [p.value for p in loaded.problems if p.rule == "ambiguous_rate"]
    return loaded.tables["evaluations"].conversion.tolist(), listed


@pytest.mark.parametrize("book", [False, True])
def test_small_rates_beside_per_cents_without_a_sign_are_unclear_too(load, book):
    found, listed = conversions(load, 25, 15, 1.5, 0.8, 2, 0, book=book)
    assert found == [None] * 5 + [0]
    assert listed == ["25", "15", "1.5", "0.8", "2"]


def test_above_one_beside_cells_with_a_sign(load):
    found, listed = conversions(load, "25%", "15%", 1.5, 0.8)
    assert found == [Decimal("0.25"), Decimal("0.15"), None, Decimal("0.8")]
    assert listed == ["1.5"]


def test_fractions_stay_and_a_stray_per_cent_says_nothing_of_them(load):
    found, listed = conversions(load, 0.25, 1.04, 2)
    assert (found, listed) == ([Decimal("0.25"), Decimal("1.04"), 2], [])
    found, listed = conversions(load, *[0.25] * 10, 25)
    assert (found, listed) == ([Decimal("0.25")] * 10 + [None], ["25"])


def test_rates_among_other_measures_go_by_each_other(load):
    text = "姓名,指标,3月\na,回款率,85\nb,回款率,1\nc,销售额,1\n"
    loaded = load({"t.csv": text}, {"targets": {"path": "t.csv"}})
    assert [p.value for p in loaded.problems if p.rule == "ambiguous_rate"] == ["85", "1"]
    assert loaded.tables["targets"].rep_id.tolist() == ["c"]


@pytest.mark.parametrize(
    ("rates", "read"),
    [(("13", "6", "1", "0"), [None, None, None, 0]), (("1", "0.13"), [None, Decimal("0.13")]),
     (("13%", "6%", "0.06"), [Decimal("0.13"), Decimal("0.06"), Decimal("0.06")])],
)  # fmt: skip
def test_a_bare_tax_of_one_is_not_a_hundred_per_cent(load, rates, read):
    rows = "".join(f"H{n},甲,x,2024-03-01,100,{rate}\n" for n, rate in enumerate(rates))
    loaded = load(
        {"c.csv": "合同号,客户,负责人,签约日,金额,税率\n" + rows}, {"contracts": {"path": "c.csv"}}
    )
    assert loaded.tables["contracts"].tax_rate.tolist() == read


RATES = {
    "完成率": "completion", "转化率": "conversion", "同期线索转化率": "cohort_conversion",
    "赢单率": "win_rate", "回款率": "collection_rate", "复购率": "repurchase_rate",
    "过程得分": "process", "费用率": "cost_ratio",
}  # fmt: skip


@pytest.mark.parametrize("word", RATES)
def test_a_bare_five_for_a_rate_is_five_per_cent_or_five_hundred(load, problem_of, word):
    text = f"姓名,指标,3月\na,{word},5\nb,销售额,5\n"
    loaded = load({"t.csv": text}, {"targets": {"path": "t.csv"}})
    assert problem_of(loaded, "ambiguous_rate").value == "5"
    assert loaded.tables["targets"].measure.tolist() == ["bookings"]
    sure = load({"t.csv": text.replace("5", "0.05", 1)}, {"targets": {"path": "t.csv"}})
    found = dict(zip(sure.tables["targets"].measure, sure.tables["targets"].value, strict=True))
    assert found == {RATES[word]: Decimal("0.05"), "bookings": 5}


def test_a_pipeline_may_cover_a_target_three_times(load):
    text = "姓名,指标,3月\na,商机覆盖率,3\n"
    loaded = load({"t.csv": text}, {"targets": {"path": "t.csv"}})
    assert loaded.tables["targets"].value.tolist() == [3]
