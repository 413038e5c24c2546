"""Units as headers and titles name them, and currencies as their column does."""

from decimal import Decimal

import pytest

from salesreport.cells.units import currency_of, header_units, title_units, unit_of
from salesreport.tables.script import header_key

CNY = frozenset({"CNY"})


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("金额（万元）", 10**4), ("金额(人民币万元)", 10**4), ("(人民币万元)", 10**4),
        ("金额（含税，万元）", 10**4), ("金额（万元，含税）", 10**4), ("金额（W）", 10**4),
        ("金额(含税,W)", 10**4), ("金额（RMB，W）", 10**4), ("金额/万元", 10**4),
        ("金额/W", 10**4), ("合同额：万元", 10**4), ("金额_万元", 10**4), ("金额 万元", 10**4),
        ("金额万元", 10**4), ("金额（含税）万元", 10**4), ("金額/萬元", 10**4),
        ("金额（单位：万元）", 10**4), ("金额（以万元计）", 10**4), ("金额(RMB 10k)", 10**4),
        ("金额（千元）", 10**3), ("金额（K）", 10**3), ("Amount (000)", 10**3),
        ("Amount, kCNY", 10**3), ("Amount in thousands", 10**3), ("Amount CNY'000", 10**3),
        ("Amount (USD mn)", 10**6), ("金额（M）", 10**6), ("金额（百万元）", 10**6),
        ("金额（亿元）", 10**8), ("金额（元）", 1), ("Amount USD", 1),
    ],
)  # fmt: skip
def test_a_header_of_amounts_names_its_unit_in_brackets_or_at_its_end(header, factor):
    (unit,) = header_units(header, money=True)
    assert unit.factor == factor


@pytest.mark.parametrize(
    "header", ["金额", "金额（含税）", "Amount", "金额（打）", "客户名称/行业", "Plan M"]
)
def test_other_words_in_a_header_are_no_unit(header):
    assert header_units(header, money=True) == []


def test_yuan_or_ten_thousand_yuan_are_two_units():
    assert len(header_units("金额（元/万元）", money=True)) == 2


def test_a_rate_or_count_names_percent_and_no_watts():
    assert header_units("完成率%", money=False)[0].factor == Decimal("0.01")
    assert header_units("完成率（%）", money=False)[0].factor == Decimal("0.01")
    assert header_units("功率（W）", money=False) == []


@pytest.mark.parametrize(
    ("header", "key"),
    [("金额/万元", "金额"), ("合同额：万元", "合同额"), ("Amount_CNY", "amount"),
     ("完成率 %", "完成率"), ("新增客户数/个", "新增客户数"), ("元", "元"),
     ("单位：万元", "单位万元"),
     ("客户名称/行业", "客户名称/行业"), ("1月/万元", "1月")],
)  # fmt: skip
def test_a_header_is_looked_up_without_its_unit(header, key):
    assert header_key(header) == key


@pytest.mark.parametrize(
    ("title", "factor"),
    [("单位：万元", 10**4), ("2024年6月合同台账（单位：万元）", 10**4), ("(in thousands)", 10**3),
     ("金额单位：人民币千元", 10**3), ("单位：万元  币种：人民币", 10**4), ("单位：元", 1),
     ("金额以千元列示", 10**3), ("单位：W", 10**4), ("($ in millions)", 10**6),
     ("注：以上金额单位为万元", 10**4), ("All amounts in USD thousands", 10**3),
     ("($ in millions, except where stated)", 10**6), ("单位：万元、%", 10**4)],
)  # fmt: skip
def test_a_title_names_the_unit_of_the_amounts_below(title, factor):
    (unit,) = title_units(title)
    assert unit.factor == factor


@pytest.mark.parametrize(
    "title", ["编制单位：万元科技有限公司", "6月销售明细", "填报单位：华东区", "", "前10万名客户"]
)
def test_a_unit_that_is_an_organisation_is_none(title):
    assert title_units(title) == []


def test_a_currency_beside_a_scale_is_one_unit():
    (unit,) = title_units("单位：万元 币种：美元")
    assert (unit.factor, unit.currencies) == (10**4, frozenset({"USD"}))
    assert unit_of("人民币元").currencies == CNY


@pytest.mark.parametrize(
    ("text", "code"),
    [("￥", "CNY"), ("¥", "CNY"), ("元", "CNY"), ("人民币（CNY）", "CNY"), ("CNY-人民币", "CNY"),
     ("人民幣", "CNY"), ("rmb", "CNY"), ("USD 美元", "USD"), ("US$", "USD"), ("港币(HKD)", "HKD"),
     ("us dollar", "USD"), ("eur", "EUR"), ("￥ CNY", "CNY"), ("$", None), ("dollar", None),
     ("CNY/USD", None), ("外币", None), ("", None)],
)  # fmt: skip
def test_a_currency_is_named_by_sign_word_and_code(text, code):
    assert currency_of(text, {}, "CNY") == code


def test_a_sign_of_several_currencies_is_the_reports_where_it_may_be():
    assert currency_of("$", {}, "USD") == "USD"
    assert currency_of("￥", {}, "JPY") == "JPY"
    assert currency_of("元", {}, "TWD") == "TWD"
    assert currency_of("美金", {"美金": "USD"}, "CNY") == "USD"
