"""What debts and cash were stated in is kept beside what they are in the report's currency."""

import pytest

RATES = "currency,period,rate\nUSD,2024-05,7.10\nUSD,2024-06,7.20\n"
FILES = {
    "rates": RATES,
    "contracts": "contract_id,customer,rep_id,signed_date,amount,currency\n"
    "K1,X,A,2024-05-02,10,USD\nK2,Y,A,2024-05-02,10,CNY\n",
    "payment_plan": "contract_id,instalment,kind,due_date,amount\n"
    "K1,1,advance,2024-05-03,10.50\nK2,1,advance,2024-05-03,7\n",
    "invoices": "invoice_id,date,amount,contract_id\nI1,2024-05-03,$4,K1\nI2,2024-05-03,4,K2\n",
    "payments": "payment_id,date,amount,contract_id,currency\n"
    "P1,2024-06-03,10.50,K1,\nP2,2024-06-03,7,K1,CNY\nP3,2024-07-03,1,K1,USD\n",
    "allocations": "payment_id,contract_id,amount\nP1,K1,10\n",
}


@pytest.fixture(scope="module")
def stated():
    def of(frame):
        if "own_amount" not in frame:
            return []
        return frame[["own_amount", "own_currency"]].astype("object").to_numpy().tolist()

    return of


@pytest.fixture
def tables(load):
    def loaded(**files):
        texts = {**FILES, **files}
        data = {name: {"path": f"{name}.csv"} for name in texts}
        return load({f"{name}.csv": text for name, text in texts.items()}, data).tables

    return loaded


def shown(rows):
    return [[None if cell != cell else cell for cell in row] for row in rows]


def test_converted_debts_and_cash_keep_what_they_were_stated_in(tables, stated):
    found = {name: shown(stated(frame)) for name, frame in tables().items()}
    assert found["payment_plan"] == [["10.50", "USD"], [None, None]]
    assert found["invoices"] == [["4", "USD"], [None, None]]
    # P3 has no rate and is left out
    assert found["payments"] == [["10.50", "USD"], [None, None]]
    assert found["allocations"] == [["10", "USD"]]


def test_tables_all_in_the_reports_currency_get_no_column(tables, stated):
    contracts = FILES["contracts"].replace("USD", "CNY")
    plain = {name: FILES[name].replace("$", "").replace("USD", "CNY") for name in FILES}
    found = tables(**{**plain, "rates": RATES, "contracts": contracts})
    assert not any(stated(frame) for frame in found.values())


def test_other_tables_keep_nothing_more(tables, stated):
    assert stated(tables()["contracts"]) == []


def test_a_column_of_the_users_own_by_that_name_is_not_taken_for_it(tables, stated):
    rows = "payment_id,date,amount,contract_id,own_amount\nP1,2024-06-03,7,K2,99\n"
    frame = tables(payments=rows, allocations="payment_id,contract_id,amount\nP1,K2,7\n")
    assert stated(frame["payments"]) == []
    assert frame["payments"]["own_amount (2)"].tolist() == ["99"]
