"""Amounts without a currency are in that of the contract, invoice or deal they belong to."""

import itertools

import pytest

RATES = "currency,period,rate\nUSD,2024-05,7.10\nUSD,2024-06,7.20\nJPY,2024-06,0.048\n"
CONTRACTS = (
    "contract_id,customer,rep_id,signed_date,amount,currency\n"
    "K1,X,A,2024-05-02,10,USD\nK2,Y,A,2024-05-02,10,CNY\nK3,Z,A,2024-05-02,10,\n"
)
ALLOCATED = "payment_id,contract_id,amount\n"


@pytest.fixture
def money(load):
    """Tables of money written for one test, in any order, with rates."""

    def loaded(files, *, order=None, **settings):
        texts = {"rates": RATES, **files}
        data = {name: {"path": f"{name}.csv"} for name in order or texts}
        return load({f"{name}.csv": text for name, text in texts.items()}, data, **settings)

    return loaded


def told(loaded, rule):
    return [p for p in loaded.problems if p.rule == rule]


PLAN = "contract_id,instalment,kind,due_date,amount\nK1,1,advance,2024-06-03,10\n"
PAYMENTS = "payment_id,date,amount,contract_id\nP1,2024-06-03,10,K1\nP2,2024-06-03,10,K2\n"


@pytest.mark.parametrize(
    ("name", "text", "minor"),
    [
        # 10 USD x 7.20 of June; the contract itself is of May
        ("payments", PAYMENTS, [7200, 1000]),
        ("invoices", "invoice_id,date,amount,contract_id\nI1,2024-06-03,10,K1\n", [7200]),
        ("payment_plan", PLAN, [7200]),
    ],
)  # fmt: skip
def test_an_amount_is_in_the_currency_of_its_contract_by_its_own_month(money, name, text, minor):
    loaded = money({"contracts": CONTRACTS, name: text})
    assert loaded.tables[name].amount.tolist() == minor
    assert loaded.tables["contracts"].amount.tolist() == [7100, 1000, 1000]


ORDERS = [*itertools.permutations(["rates", "contracts", "invoices", "payments", "allocations"])]


@pytest.mark.parametrize("order", ORDERS[::7])
def test_the_order_of_the_tables_does_not_matter(money, order):
    files = {
        "contracts": CONTRACTS,
        "invoices": "invoice_id,date,amount,contract_id\nI1,2024-05-03,10,K1\n",
        "payments": "payment_id,date,amount,invoice_id\nP1,2024-06-03,10,I1\n",
        "allocations": "payment_id,invoice_id,amount\nP1,I1,10\n",
    }
    loaded = money(files, order=order)
    amounts = [loaded.tables[name].amount.tolist() for name in ("invoices", "payments")]
    assert amounts == [[7100], [7200]]
    assert loaded.tables["allocations"].amount.tolist() == [7200]


@pytest.mark.parametrize("n_more", [0, 400])
def test_a_blank_cell_inherits_and_a_stated_currency_counts_before_it(money, n_more):
    """Few amounts go one by one, many as a column: both alike."""
    rows = ["P1,2024-06-03,10,K1,", "P2,2024-06-03,10,K1,JPY", "P3,2024-06-03,10,K2,"]
    rows += [f"M{i},2024-06-03,{i}.25,K1," for i in range(n_more)]
    text = "payment_id,date,amount,contract_id,currency\n" + "\n".join(rows) + "\n"
    loaded = money({"contracts": CONTRACTS, "payments": text})
    payments = loaded.tables["payments"]
    # 10 x 7.20; 10 x 0.048 = 0.48; and i.25 x 7.20 = 7.2 i + 1.80
    expected = [7200, 48, 1000, *(720 * i + 180 for i in range(n_more))]
    assert payments.amount.tolist() == expected
    assert payments.currency.fillna("").tolist()[:3] == ["USD", "JPY", ""]
    (note,) = told(loaded, "inherited_currency")
    assert (note.severity, note.table, note.value) == ("info", "payments", "USD")
    assert (note.values["count"], note.values["parent"]) == (str(1 + n_more), "contracts")
    (contradiction,) = told(loaded, "currency_contradicts")
    assert (contradiction.severity, contradiction.row, contradiction.value) == ("warning", 3, "JPY")
    assert (contradiction.values["parent"], contradiction.values["other"]) == ("contracts", "USD")


def test_a_foreign_payment_of_a_contract_in_the_report_currency_contradicts(money):
    text = "payment_id,date,amount,contract_id,currency\nP1,2024-06-03,10,K3,USD\n"
    loaded = money({"contracts": CONTRACTS, "payments": text})
    assert loaded.tables["payments"].amount.tolist() == [7200]
    (contradiction,) = told(loaded, "currency_contradicts")
    assert contradiction.values["other"] == "CNY"


def test_a_policy_may_refuse_a_contradiction(money, line_of):
    text = "payment_id,date,amount,contract_id,currency\nP1,2024-06-03,10,K1,JPY\n"
    files = {"contracts": CONTRACTS, "payments": text}
    loaded = money(files, rules={"currency_contradicts": "error"}, max_dropped=1)
    assert line_of(loaded, "payments").listed == {"currency_contradicts": 1}


@pytest.mark.parametrize(
    ("cell", "minor", "contradicts"),
    [("$10", 7200, False), ("￥10", 1000, True), ("US$10", 7200, False), ("10", 7200, False)],
)
def test_the_sign_of_the_amount_itself_counts_before_the_contract(money, cell, minor, contradicts):
    text = f"payment_id,date,amount,contract_id\nP1,2024-06-03,{cell},K1\n"
    loaded = money({"contracts": CONTRACTS, "payments": text})
    assert loaded.tables["payments"].amount.tolist() == [minor]
    assert bool(told(loaded, "currency_contradicts")) is contradicts


def test_the_currency_of_a_contracts_header_is_inherited_too(money):
    contracts = "contract_id,customer,rep_id,signed_date,amount (USD)\nK1,X,A,2024-05-02,10\n"
    loaded = money({"contracts": contracts, "payments": PAYMENTS.replace("K2", "K9")})
    assert loaded.tables["payments"].amount.tolist() == [7200, 1000]


def test_a_contract_left_out_for_another_cell_still_tells_its_currency(money, line_of):
    contracts = CONTRACTS.replace("2024-05-02,10,USD", "2024-05-02,ten,USD")
    loaded = money({"contracts": contracts, "payments": PAYMENTS}, max_dropped=1)
    assert line_of(loaded, "contracts").listed == {"bad_number": 1}
    assert loaded.tables["payments"].amount.tolist() == [7200, 1000]


def test_a_payment_is_in_the_currency_of_what_it_is_allocated_to(money):
    payments = "payment_id,date,amount\nP1,2024-06-03,10\nP2,2024-06-03,10\n"
    allocated = ALLOCATED + "P1,K1,4\nP1,K1,6\nP2,K2,10\n"
    loaded = money({"contracts": CONTRACTS, "payments": payments, "allocations": allocated})
    assert loaded.tables["payments"].amount.tolist() == [7200, 1000]
    assert loaded.tables["allocations"].amount.tolist() == [2880, 4320, 1000]


def test_a_payment_allocated_to_contracts_of_two_currencies_is_never_guessed(money, line_of):
    payments = "payment_id,date,amount\nP1,2024-06-03,10\n"
    files = {"contracts": CONTRACTS, "payments": payments, "allocations": ALLOCATED +
             "P1,K1,4\nP1,K2,6\n"}  # fmt: skip
    loaded = money(files, max_dropped=1)
    (unclear,) = told(loaded, "unclear_currency")
    assert (unclear.severity, unclear.row, unclear.value) == ("error", 2, "10")
    assert line_of(loaded, "payments").listed == {"unclear_currency": 1}


def test_a_refund_is_in_the_currency_of_its_deal_and_a_contract_is_not(money):
    """A deal quoted in USD may be signed in the report currency: nothing says it is not."""
    deals = (
        "opportunity_id,rep_id,customer,created_date,stage,close_date,amount,currency\n"
        "O1,A,X,2024-05-01,won,2024-05-02,10,USD\n"
    )
    files = {
        "opportunities": deals,
        "contracts": "contract_id,customer,rep_id,signed_date,amount,opportunity_id\n"
        "K1,X,A,2024-06-02,10,O1\n",
        "booking_adjustments": "date,rep_id,opportunity_id,amount,kind\n"
        "2024-06-05,A,O1,-10,refund\n",
    }
    loaded = money(files)
    assert loaded.tables["contracts"].amount.tolist() == [1000]
    assert loaded.tables["booking_adjustments"].amount.tolist() == [-7200]


def test_blank_ids_belong_to_nothing(money):
    contracts = CONTRACTS + ",X,A,2024-05-02,10,USD\n"
    text = "payment_id,date,amount,contract_id\nP1,2024-06-03,10,\nP2,2024-06-03,10,K2\n"
    loaded = money({"contracts": contracts, "payments": text}, max_dropped=1)
    assert loaded.tables["payments"].amount.tolist() == [1000, 1000]


def test_where_all_is_in_the_report_currency_nothing_is_said(money):
    loaded = money({"contracts": CONTRACTS.replace("USD", "CNY"), "payments": PAYMENTS})
    rules = {p.rule for p in loaded.problems}
    assert not rules & {"inherited_currency", "currency_contradicts", "unclear_currency"}
