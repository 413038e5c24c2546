import pytest

HEADER = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount,currency\n"
RATES = "currency,period,rate\nUSD,2024-05,7.10\nUSD,2024-06,7.20\nJPY,2024-06,0.048\n"


def converted(load, rows, rates=RATES, **settings):
    files = {"d.csv": HEADER + "\n".join(rows) + "\n", "r.csv": rates}
    data = {"opportunities": {"path": "d.csv"}, "rates": {"path": "r.csv"}}
    return load(files, data, **settings)


def deal(key, amount, currency, closed="2024-06-12"):
    return f"{key},A,X,2024-05-01,won,{closed},{amount},{currency}"


def test_each_deal_is_converted_by_its_own_month(load, problem_of):
    """The amounts, rates and answers of published case c06."""
    loaded = converted(
        load,
        [
            deal("X1", "100000.00", "CNY", "2024-06-03"),
            deal("X2", "10000.00", "USD", "2024-06-30"),
            deal("X3", "3000000", "JPY", "2024-06-12"),
            deal("X4", "5000.00", "EUR", "2024-06-18"),
            deal("X5", "2000.00", "USD", "2024-05-31"),
        ],
    )
    opportunities = loaded.tables["opportunities"].set_index("opportunity_id")
    assert opportunities.amount.dropna().to_dict() == {
        "X1": 10_000_000, "X2": 7_200_000, "X3": 14_400_000, "X5": 1_420_000,
    }  # fmt: skip
    assert opportunities.currency.to_dict()["X3"] == "JPY"
    problem = problem_of(loaded, "missing_rate")
    assert (problem.row, problem.values) == (5, {"currency": "EUR", "month": "2024-06"})
    assert (loaded.ledger[0].kept, loaded.ledger[0].listed) == (5, {})
    assert opportunities.unconverted.dropna().to_dict() == {"X4": "5000.00"}


def test_a_missing_rate_is_not_taken_from_another_month(load, rules_of):
    loaded = converted(load, [deal("1", "5", "USD", "2024-07-01")])
    assert loaded.tables["opportunities"].amount.isna().tolist() == [True]
    assert "missing_rate" in rules_of(loaded)


def test_without_a_table_of_rates_a_foreign_amount_is_never_taken_as_one_to_one(load, rules_of):
    text = HEADER + deal("1", "5", "USD") + "\n"
    loaded = load({"d.csv": text}, {"opportunities": {"path": "d.csv"}})
    assert loaded.tables["opportunities"].amount.isna().tolist() == [True]
    assert "missing_rate" in rules_of(loaded)


def test_a_stated_rate_of_a_quarter_holds_for_its_months_but_the_month_goes_first(load):
    rates = "currency,period,rate\nUSD,2024-Q2,7.00\nUSD,2024-06,7.50\n"
    rows = [deal("1", "1", "USD", "2024-05-02"), deal("2", "1", "USD", "2024-06-02")]
    assert converted(load, rows, rates).tables["opportunities"].amount.tolist() == [700, 750]


def test_a_blank_currency_is_the_report_currency(load):
    assert converted(load, [deal("1", "5", "")]).tables["opportunities"].amount.tolist() == [500]


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [("$5", "CNY", "$5"), ("-$5", "", "-$5"), ("￥5", "USD", "¥5"), ("5元", "USD", "5元"),
     ("$1234.50", "CNY", "$1234.50"), ("US$5", "CNY", "USD 5"), ("EUR 7", "CNY", "EUR 7")],
)  # fmt: skip
def test_a_sign_that_contradicts_the_currency_is_listed(load, problem_of, amount, currency, shown):
    loaded = converted(load, [deal("1", amount, currency)])
    problem = problem_of(loaded, "currency_mark")
    assert (problem.severity, problem.value) == ("error", shown)
    assert loaded.tables["opportunities"].empty


def test_a_sign_of_many_currencies_is_none_of_those_beside_it(load, rules_of):
    loaded = converted(load, [deal("1", "$5", ""), deal("2", "7", ""), deal("3", "5", "USD")])
    assert loaded.tables["opportunities"].amount.tolist() == [700, 3600]
    assert "currency_mark" in rules_of(loaded)


def test_a_sign_that_names_one_currency_is_that_currency(load):
    opportunities = converted(load, [deal("1", "US$5", "")]).tables["opportunities"]
    assert opportunities.amount.tolist() == [3600]
    assert opportunities.currency.tolist() == ["USD"]


def test_a_currency_without_decimals_has_whole_minor_units(load):
    rates = "currency,period,rate\nUSD,2024-06,155.5\n"
    loaded = converted(load, [deal("1", "2", "USD"), deal("2", "7", "JPY")], rates, currency="JPY")
    assert loaded.tables["opportunities"].amount.tolist() == [311, 7]


def test_the_plan_of_a_contract_is_in_the_currency_of_the_contract(load):
    files = {
        "k.csv": "contract_id,customer,rep_id,signed_date,amount,currency\n"
        "K1,X,A,2024-05-02,10,USD\n",
        "p.csv": "contract_id,instalment,kind,due_date,amount\nK1,1,advance,2024-06-01,10\n",
        "r.csv": RATES,
    }
    data = {"contracts": {"path": "k.csv"}, "payment_plan": {"path": "p.csv"},
            "rates": {"path": "r.csv"}}  # fmt: skip
    loaded = load(files, data)
    assert loaded.tables["contracts"].amount.tolist() == [7100]
    assert loaded.tables["payment_plan"].amount.tolist() == [7200]


@pytest.mark.parametrize("currency", ["JPY", "CLF"])
def test_an_amount_larger_than_any_number_of_a_table_is_listed(load, problem_of, currency):
    rates = f"currency,period,rate\n{currency},2024-06,99999\n"
    loaded = converted(load, [deal("1", "999999999999999", currency)], rates)
    assert problem_of(loaded, "bad_number").value == "999999999999999"
    assert loaded.ledger[0].listed == {"bad_number": 1}
