"""Exchange rates: quotes for 100 units, and amounts rounded once after conversion."""

from decimal import Decimal

import pytest

HEADER = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount,currency\n"


@pytest.fixture
def converted(load):
    """Deals (amount, currency, day closed) under a table of rates."""

    def loaded(deals, rates, **settings):
        rows = [f"{i},A,X,2024-05-01,won,{d},{a},{c}" for i, (a, c, d) in enumerate(deals)]
        files = {"d.csv": HEADER + "\n".join(rows) + "\n", "r.csv": rates}
        data = {"opportunities": {"path": "d.csv"}, "rates": {"path": "r.csv"}}
        return load(files, data, **settings)

    return loaded


JUNE = "2024-06-03"


def test_a_rate_far_off_its_currencys_usual_is_a_warning(converted, problem_of):
    rates = "currency,period,rate\nUSD,2024-05,7.10\nUSD,2024-06,712.34\nHKD,2024-06,0.91\n"
    problem = problem_of(converted([("1", "CNY", JUNE)], rates), "rate_off_scale")
    assert (problem.severity, problem.row, problem.value) == ("warning", 3, "712.34")
    assert problem.values == {"currency": "USD", "month": "2024-06", "usual": "7.14"}


def test_all_months_quoted_for_100_units_or_the_other_way_round_are_seen(converted):
    rates = "currency,period,rate\nUSD,2024-05,710\nUSD,2024-06,712\nJPY,2024-06,21.1\n"
    problems = converted([("1", "CNY", JUNE)], rates).problems
    assert [p.row for p in problems if p.rule == "rate_off_scale"] == [2, 3, 4]


def test_a_currency_unknown_here_is_compared_with_its_other_months(converted):
    months = "".join(f"VND,2024-0{month},0.00029\n" for month in range(1, 6))
    rates = f"currency,period,rate\n{months}VND,2024-06,0.029\n"
    problems = converted([("1", "CNY", JUNE)], rates).problems
    assert [p.row for p in problems if p.rule == "rate_off_scale"] == [7]


def test_a_policy_may_refuse_such_a_rate(converted, rules_of):
    rates = "currency,period,rate\nUSD,2024-06,712.34\n"
    loaded = converted([("1", "USD", JUNE)], rates, rules={"rate_off_scale": "error"})
    assert loaded.tables["opportunities"].amount.isna().all()
    assert {"rate_off_scale", "missing_rate"} <= {*rules_of(loaded)}


@pytest.mark.parametrize("header", ["汇率（每100单位）", "汇率（100外币）", "Rate (per 100)"])
def test_a_header_that_says_100_is_the_price_of_100_units(converted, rules_of, header):
    loaded = converted([("100", "USD", JUNE)], f"币种,月份,{header}\nUSD,2024-06,712.34\n")
    assert loaded.tables["opportunities"].amount.tolist() == [712_34]
    assert "rate_off_scale" not in rules_of(loaded)


@pytest.mark.parametrize("rate", ["0", "-7.1"])
def test_a_rate_of_nothing_is_refused(converted, rules_of, rate):
    loaded = converted([("1", "USD", JUNE)], f"currency,period,rate\nUSD,2024-06,{rate}\n")
    assert loaded.tables["opportunities"].amount.isna().all()
    assert {"bad_number", "missing_rate"} <= {*rules_of(loaded)}


def test_currencies_are_known_by_sign_word_and_code_in_both_tables(converted):
    words = [
        "￥",
        "人民币（CNY）",
        "CNY",
        "元",
        "人民币",
        "RMB",
        "",
        "美元",
        "USD 美元",
        "US$",
        "usd",
    ]
    loaded = converted(
        [("100", word, JUNE) for word in words], "币种,月份,汇率\n美金,2024-06,7.1\n"
    )
    opportunities = loaded.tables["opportunities"]
    assert opportunities.amount.tolist() == [100_00] * 7 + [710_00] * 4
    assert opportunities.currency.fillna("").tolist()[7:] == ["USD"] * 4


def test_a_word_that_is_no_currency_has_no_rate_and_is_never_the_reports(converted, problem_of):
    loaded = converted([("100", "外币", JUNE)], "currency,period,rate\nUSD,2024-06,7.1\n")
    assert loaded.tables["opportunities"].amount.isna().all()
    assert problem_of(loaded, "missing_rate").values["currency"] == "外币"


def test_an_amount_is_rounded_after_conversion_and_not_before(converted, problem_of):
    rates = "currency,period,rate\nUSD,2024-06,7\nJPY,2024-06,0.048\n"
    deals = [("10.005", "USD", JUNE), ("10.5", "JPY", JUNE), ("0.5", "JPY", JUNE)]
    loaded = converted(deals, rates)
    # 70.035 CNY; 0.504 CNY; 0.024 CNY
    assert loaded.tables["opportunities"].amount.tolist() == [70_04, 50, 2]
    note = problem_of(loaded, "rounded_amounts")
    assert (note.severity, note.value, note.values["count"]) == ("info", "10.005", "3")


@pytest.mark.parametrize("n_more", [0, 300])
def test_a_half_is_rounded_away_from_zero_and_counted(converted, problem_of, n_more):
    deals = [(cell, "", JUNE) for cell in ("0.125", "0.135", "-0.125", "0.1249", "12.50", "12.500")]
    deals += [(f"{number}.25", "", JUNE) for number in range(n_more)]
    loaded = converted(deals, "currency,period,rate\n")
    assert loaded.tables["opportunities"].amount.tolist()[:6] == [13, 14, -13, 12, 1250, 1250]
    assert problem_of(loaded, "rounded_amounts").values["count"] == "4"


def test_many_amounts_in_another_currency_are_exact_too(converted):
    deals = [(f"{number}.005", "USD", JUNE) for number in range(400)]
    loaded = converted(deals, "currency,period,rate\nUSD,2024-06,7.1\n")
    exact = [(Decimal(number) + Decimal("0.005")) * Decimal("7.1") for number in range(400)]
    expected = [int((value * 100).to_integral_value("ROUND_HALF_UP")) for value in exact]
    assert loaded.tables["opportunities"].amount.tolist() == expected
