"""Amounts without a rate: missing with their row kept, or by the last rate where still to come."""

import pandas as pd
import pytest

DEALS = (
    "opportunity_id,rep_id,customer,created_date,stage,close_date,expected_close_date,amount,"
    "currency\n"
)
RATES = "currency,period,rate\nUSD,2024-05,7.10\nUSD,2024-06,7.20\n"


@pytest.fixture
def rated(load):
    def loaded(rows, *, rates=RATES, **files):
        texts = {"opportunities": DEALS + "\n".join(rows) + "\n", "rates": rates, **files}
        data = {name: {"path": f"{name}.csv"} for name in texts}
        return load({f"{name}.csv": text for name, text in texts.items()}, data, max_dropped=1)

    return loaded


def test_a_deal_without_a_rate_is_kept_with_what_it_states(rated, problem_of, line_of):
    loaded = rated(["X1,A,X,2024-06-01,won,2024-06-18,,5000.00,EUR"])
    deal = loaded.tables["opportunities"].iloc[0]
    assert deal.isna()["amount"]
    assert (deal.stage, deal.currency, deal.unconverted) == ("won", "EUR", "5000.00")
    problem = problem_of(loaded, "missing_rate")
    assert (problem.severity, problem.row, problem.value) == ("error", 2, "5000.00")
    assert problem.values == {"currency": "EUR", "month": "2024-06"}
    line = line_of(loaded, "opportunities")
    assert (line.read, line.kept, line.listed) == (1, 1, {})


def test_a_deal_with_a_rate_has_nothing_unconverted(rated):
    loaded = rated(["X1,A,X,2024-06-01,won,2024-06-18,,5,USD"])
    assert "unconverted" not in loaded.tables["opportunities"]


@pytest.mark.parametrize(
    ("row", "minor"),
    [
        ("X,2024-06-01,negotiation,,2024-09-30", 7200),
        ("X,2024-07-01,intent,,", 7200),
        ("X,2024-04-01,lead,,2024-04-30", None),  # before the first rate
        ("X,2024-06-01,won,2024-07-02,", None),
        ("X,2024-06-01,lost,2024-07-02,", None),
    ],
)
def test_only_what_is_still_to_come_takes_the_last_rate(rated, row, minor):
    loaded = rated([f"1,A,{row},10,USD"])
    amounts = loaded.tables["opportunities"].amount
    assert [None if cell is pd.NA else cell for cell in amounts] == [minor]
    found = {p.rule for p in loaded.problems} & {"rate_of_other_month", "missing_rate"}
    assert found == ({"missing_rate"} if minor is None else {"rate_of_other_month"})


def test_the_other_month_is_said_once_with_how_many(rated, problem_of):
    rows = [f"{i},A,X,2024-06-01,intent,,2024-08-0{i},10,USD" for i in range(1, 4)]
    problem = problem_of(rated(rows), "rate_of_other_month")
    assert (problem.severity, problem.value) == ("info", "7.20")
    told = {name: problem.values[name] for name in ("count", "currency", "month", "used")}
    assert told == {"count": "3", "currency": "USD", "month": "2024-08", "used": "2024-06"}


def test_an_instalment_of_a_later_month_takes_the_last_rate_and_a_payment_does_not(rated, line_of):
    loaded = rated(
        ["1,A,X,2024-06-01,won,2024-06-02,,10,USD"],
        contracts="contract_id,customer,rep_id,signed_date,amount,currency\n"
        "K1,X,A,2024-06-02,10,USD\n",
        payment_plan="contract_id,instalment,kind,due_date,amount\nK1,1,advance,2024-09-01,10\n",
        payments="payment_id,date,amount,contract_id\nP1,2024-07-03,10,K1\n",
    )
    assert loaded.tables["payment_plan"].amount.tolist() == [7200]
    assert line_of(loaded, "payments").listed == {"missing_rate": 1}


def test_an_extra_column_of_that_name_stays_apart(load):
    text = DEALS.replace("currency", "unconverted") + "1,A,X,2024-06-01,intent,,,10,note\n"
    loaded = load({"d.csv": text}, {"opportunities": {"path": "d.csv"}})
    assert loaded.tables["opportunities"]["unconverted (2)"].tolist() == ["note"]
