"""Units as headers and titles name them, and currencies as their column does."""

from decimal import Decimal

import pytest

from salesreport.cells.units import UNCLEAR, currency_of, header_units, title_units, unit_of
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
    ("header", "factor", "currency"),
    [
        ("Amount '000", 10**3, ""), ("Amount (’000)", 10**3, ""), ("Amount (1000s)", 10**3, ""),
        ("Amount (RMB’000)", 10**3, "CNY"), ("Amount in 000s", 10**3, ""), ("Amount K", 10**3, ""),
        ("Amount_k", 10**3, ""), ("金额k", 10**3, ""), ("Amount, thousands", 10**3, ""),
        ("Amount (x1000)", 10**3, ""), ("金额*10000", 10**4, ""), ("金额×1万", 10**4, ""),
        ("Amount (10^6 CNY)", 10**6, "CNY"), ("金额(10万)", 10**5, ""), ("金额万", 10**4, ""),
        ("金额（拾万元）", 10**5, ""), ("金額（仟元）", 10**3, ""), ("金额(仟圆)", 10**3, ""),
        ("金額（新台幣仟元）", 10**3, "TWD"), ("金额<万元>", 10**4, ""), ("金额[万元]", 10**4, ""),
        ("Amount (wan)", 10**4, ""), ("Amount (thou.)", 10**3, ""), ("Amount (Tsd.)", 10**3, ""),
        ("Amount (TEUR)", 10**3, "EUR"), ("Amount (Mio. EUR)", 10**6, "EUR"),
        ("Amount (Mrd. €)", 10**9, "EUR"), ("Amount (in k€)", 10**3, "EUR"),
        ("Amount in thousands of EUR", 10**3, "EUR"), ("金额（千欧）", 10**3, "EUR"),
        ("金额（万美金）", 10**4, "USD"), ("金额（美金仟元）", 10**3, "USD"),
        ("港币万元", 10**4, "HKD"), ("Amount (hundred million)", 10**8, ""),
        ("Amount in lakhs", 10**5, ""), ("Amount (Rs. Cr)", 10**7, "INR"),
        ("金额（不含税人民币）", 1, "CNY"), ("Amount (EUR incl. VAT)", 1, "EUR"),
        ("金额USD", 1, "USD"),
        ("金额（分）", Decimal("0.01"), "CNY"), ("金额（角）", Decimal("0.1"), "CNY"),
        ("amount_fen", Decimal("0.01"), "CNY"), ("金额（美分）", Decimal("0.01"), "USD"),
    ],
)  # fmt: skip
def test_a_unit_is_any_magnitude_of_any_currency(header, factor, currency):
    (unit,) = header_units(header, money=True)
    assert unit.factor == factor
    assert currency in {"", *unit.currencies}
    assert len(unit.currencies) == 1 or not currency


def test_cents_may_be_of_several_currencies():
    (unit,) = header_units("Amount (cents)", money=True)
    assert unit.factor == Decimal("0.01")
    assert {"USD", "EUR", "CNY"} < unit.currencies


@pytest.mark.parametrize(
    "header",
    ["Amount (mil. EUR)", "Amount (minor units)", "Amount (kr)", "金额(¥0,000)", "金额（万鹰洋元）",
     "Amount (Bio. EUR)", "Amount ('0000)", "Amount in EUR mil."],
)  # fmt: skip
def test_words_about_a_unit_that_name_none_are_unclear(header):
    assert header_units(header, money=True) == [UNCLEAR]


@pytest.mark.parametrize("header", ["Amount (B)", "金额（b）", "Amount [B]", "合同额(含税, B)"])
def test_a_lone_b_in_brackets_beside_an_amount_is_unclear(header):
    """A cell of 3B is three billion; a header's B may be that, or plan B."""
    assert header_units(header, money=True) == [UNCLEAR]
    assert header_units(header, money=False) == []


@pytest.mark.parametrize("header", ["Amount B", "Amount (A/B)", "B (amount)", "金额（B类）"])
def test_another_b_says_nothing_of_a_unit(header):
    assert header_units(header, money=True) == []


def test_a_currency_beside_a_b_is_in_billions():
    (unit,) = header_units("Amount (USD B)", money=True)
    assert unit.factor == 10**9


@pytest.mark.parametrize(
    "header",
    ["金额（2024年）", "金额（10万以上）", "金额（万科）", "金额（必填）", "Amount (all)",
     "Amount (gross)",
     "Amount (see USD sheet)", "Target M", "产品K", "订单总分", "Deals over 1000", "Q1 2000",
     "Discount per 1,000", "Amount (2)", "金额（第2次）", "Amount (per month)", "Amount (Jan)"],
)  # fmt: skip
def test_harmless_remarks_of_amounts_are_no_unit(header):
    assert header_units(header, money=True) == []


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


@pytest.mark.parametrize(
    ("title", "factor", "currency"),
    [("单位：仟元", 10**3, ""), ("單位：新台幣仟元", 10**3, "TWD"), ("¥’000", 10**3, ""),
     ("Mio. EUR", 10**6, "EUR"), ("in Tsd. EUR", 10**3, "EUR"), ("TEUR", 10**3, "EUR"),
     ("Beträge in TEUR", 10**3, "EUR"), ("Revenue in USD", 1, "USD"), ("(in lakhs)", 10**5, ""),
     ("单位：10万元", 10**5, ""), ("单位：万美金", 10**4, "USD"), ("金额单位=万元", 10**4, ""),
     ("收入1000万元以上客户（单位：万元）", 10**4, "")],
)  # fmt: skip
def test_a_title_names_any_unit_that_a_header_may(title, factor, currency):
    (unit,) = title_units(title)
    assert unit.factor == factor
    assert currency in {"", *unit.currencies}


@pytest.mark.parametrize(
    "title",
    ["本期完成 35 万元，目标 40 万元", "3月回款1200万元", "完成率=实际(万元)/目标(万元)",
     "注：万元=10000元", "目标：35万元 实际：40 万元", "大客户(100万元)名单", "in 1000 stores",
     "Growth in 10 stores", "考核得分表（分）", "亿元俱乐部", "前100万元客户"],
)  # fmt: skip
def test_amounts_and_definitions_state_no_unit(title):
    assert title_units(title) == []


@pytest.mark.parametrize("title", ["单位：分", "单位：mil. EUR"])
def test_a_unit_that_a_title_leaves_open_is_unclear(title):
    assert title_units(title) == [UNCLEAR]


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


@pytest.mark.parametrize(
    ("header", "factor"),
    [("万元金额", 10_000), ("合同万元数", 10_000), ("人民币千元金额", 1000),
     ("1月万元目标", 10_000), ("千元（含税）金额", 1000), ("USD K amount", 1000),
     ("Thousand USD sales", 1000)],
)  # fmt: skip
def test_a_unit_before_or_between_the_words_of_a_header(header, factor):
    assert [unit.factor for unit in header_units(header, money=True)] == [factor]


@pytest.mark.parametrize(
    "header",
    ["百万元以上合同额", "100万元以上客户金额", "万元户金额", "千里马金额", "K amount",
     "万科合同额"],
)  # fmt: skip
def test_a_bound_or_name_in_a_header_is_no_unit(header):
    assert header_units(header, money=True) == []
