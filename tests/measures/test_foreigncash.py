"""A debt in a foreign currency is settled in that currency and counts at its own month's rate."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesreport.checks.evidence import Evidence
from salesreport.checks.settlement import credit_note_unmatched, over_allocated
from salesreport.measures import components, prepare
from salesreport.measures.dueitems import due_items_paid
from salesreport.measures.receivables import receivables
from salesreport.periods import Period
from salesreport.records.owncurrency import worth

MAY, JUNE = Period.parse("2024-05"), Period.parse("2024-06")
RATES = {("USD", "05"): "7.20", ("USD", "06"): "7.10", ("USD", "07"): "7.00", ("EUR", "06"): "8"}
CASH = ["due", "collected", "overdue"]
NOBODYS = ["overpaid", "unclaimed", "unallocated"]
END = date(2024, 7, 31)


def instalment(due, amount, currency="USD", contract="K1", **more):
    return {"contract_id": contract, "due_date": due, "amount": amount, "kind": "progress",
            "currency": currency, "of": due, **more}  # fmt: skip


def invoice(key, day, amount, currency="USD", **links):
    return {"invoice_id": key, "date": day, "due_date": day, "amount": amount,
            "currency": currency, "of": day, **links}  # fmt: skip


def paid(key, day, amount, currency="USD", **links):
    named = links or {"contract_id": "K1"}
    return {"payment_id": key, "date": day, "amount": amount, "currency": currency, "of": day,
            **named}  # fmt: skip


def allocated(payment, day, amount, currency="USD", **links):
    return {"payment_id": payment, "amount": amount, "currency": currency, "of": day, **links}


EARLIER = paid("P0", "2024-04-01", 1, "CNY", contract_id="K9")
"""Payments are on record since April."""


def converted(row):
    """Amount in CNY by the rate of the row's month, rounded once."""
    if row["currency"] == "CNY":
        return Decimal(str(row["amount"]))
    rate = Decimal(RATES[row["currency"], row["of"][5:7]])
    exact = Decimal(str(row["amount"])) * rate
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.fixture(scope="module")
def abroad(frame):
    """Frames as intake delivers them: in CNY, with what was stated beside it."""

    def make(**tables):
        found = {}
        for name, rows in tables.items():
            own = frame(name, [{**row, "amount": converted(row)} for row in rows])
            is_own = [row["currency"] != "CNY" for row in rows]
            found[name] = own.assign(
                own_amount=[
                    str(r["amount"]) if o else None for r, o in zip(rows, is_own, strict=True)
                ],
                own_currency=[
                    r["currency"] if o else None for r, o in zip(rows, is_own, strict=True)
                ],
            ).astype({"own_amount": "str", "own_currency": "str"})
        contract = {"contract_id": "K1", "rep_id": "A", "signed_date": "2024-04-01", "amount": 1}
        return {"contracts": frame("contracts", [contract]), **found}

    return make


@pytest.fixture(scope="module")
def june(abroad):
    """Components by rep of June, or another period."""

    def make(period=JUNE, **tables):
        return components(
            prepare(abroad(**tables), as_of=END, finance_as_of=END, currency="CNY"), period
        )

    return make


def test_a_debt_paid_in_full_in_its_own_currency_is_never_overdue(june):
    # 10,000 USD due in May = 72,000; paid in June, when they are worth 71,000
    rows = {
        "payment_plan": [instalment("2024-05-20", 10000)],
        "payments": [EARLIER, paid("P1", "2024-06-05", 10000)],
    }
    assert june(MAY, **rows).loc["A", CASH].tolist() == [7200000, 0, 7200000]
    found = june(**rows)
    asked = ["overdue", "receivable", "receipts_matched"]
    assert found.loc["A", asked].tolist() == [0, 7200000, 7200000]
    assert found.loc["", NOBODYS].tolist() == [0, 0, 0]


def test_a_gain_on_the_rate_pays_no_other_instalment(june):
    # paid in May at 7.20 for an item of June at 7.10: the next one stays open whole
    found = june(
        payment_plan=[instalment("2024-06-10", 1000), instalment("2024-06-20", 1000)],
        payments=[paid("P1", "2024-05-05", 1000)],
    )
    assert found.loc["A", CASH].tolist() == [1420000, 710000, 710000]


def test_parts_of_a_debt_add_up_to_it_to_the_cent(june):
    # 0.10 USD at 7.10 = 0.71; 0.03 of it = 0.213 -> 0.21, 0.06 -> 0.43, 0.10 -> 0.71
    payments = [paid(f"P{i}", "2024-07-01", amount) for i, amount in enumerate([0.03, 0.03, 0.04])]
    plan = [instalment("2024-06-10", 0.1)]
    collected = [
        june(Period.parse("2024-07"), payment_plan=plan, payments=payments[:n]).loc["A", "overdue"]
        for n in range(4)
    ]
    assert collected[0] == 71
    assert [71 - left for left in collected] == [0, 21, 43, 71]


def test_what_is_paid_beyond_the_debt_counts_at_the_rate_of_the_payment(june):
    # 1,000 USD too much, in June: 7,100; 50 USD for nothing known: 355
    found = june(
        payment_plan=[instalment("2024-05-20", 10000)],
        payments=[
            paid("P1", "2024-06-05", 11000),
            paid("P2", "2024-06-06", 50, contract_id="K9"),
        ],
    )
    assert found.loc["A", "overdue"] == 0
    assert found.loc["", NOBODYS].tolist() == [710000, 35500, 0]


def test_money_paid_back_of_an_overpayment_leaves_the_debt_paid(june):
    # 1,000 of the 11,000 USD go back in July, when they are worth less
    found = june(
        Period.parse("2024-07"),
        payment_plan=[instalment("2024-05-20", 10000)],
        payments=[paid("P1", "2024-06-05", 11000), paid("P2", "2024-07-05", -1000)],
    )
    assert found.loc["A", "overdue"] == 0
    assert found.loc["", "overpaid"] == -700000


def test_money_in_another_currency_pays_what_it_is_worth(june):
    # 71,000 CNY of 72,000; the rest is 1,000 / 7.20 = 138.888... USD, so that 138.89 pay it
    # and leave 0.111... US cents = 0.79 fen -> 1
    plan = [instalment("2024-05-20", 10000)]
    in_yuan = paid("P1", "2024-06-05", 71000, "CNY")
    assert june(payment_plan=plan, payments=[in_yuan]).loc["A", "overdue"] == 100000
    found = june(payment_plan=plan, payments=[in_yuan, paid("P2", "2024-06-06", 138.89)])
    assert found.loc["A", "overdue"] == 0
    assert found.loc["", "overpaid"] == 1


def test_foreign_money_pays_a_debt_at_home_at_its_own_rate(june):
    # 100 USD of June = 710 of 1,000 CNY; 50 EUR = 400: 290 of it, 110 too much
    found = june(
        payment_plan=[instalment("2024-06-10", 1000, "CNY")],
        payments=[paid("P1", "2024-06-05", 100), paid("P2", "2024-06-06", 50, "EUR")],
    )
    assert found.loc["A", CASH].tolist() == [100000, 100000, 0]
    assert found.loc["", "overpaid"] == 11000


def test_own_money_and_other_money_pay_one_debt_to_the_cent(june):
    # 3,333.33 USD of 10,000 at 7.20 = 23,999.976 -> 23,999.98; 48,000.02 CNY are the rest
    found = june(
        payment_plan=[instalment("2024-05-20", 10000)],
        payments=[paid("P1", "2024-06-01", 3333.33), paid("P2", "2024-06-02", 48000.02, "CNY")],
    )
    assert found.loc["A", "overdue"] == 0
    assert found.loc["", "overpaid"] == 0


def test_an_invoice_is_paid_by_its_own_money_before_its_contract(june):
    # I1 1,000 USD of May = 7,200 and I2 500 EUR of June = 4,000; 1,100 USD name I1: it is paid,
    # and 100 USD = 710 CNY go to I2, the rest of which 411.25 EUR = 3,290 pay
    rows = [
        invoice("I1", "2024-05-20", 1000, contract_id="K1"),
        invoice("I2", "2024-06-20", 500, "EUR", contract_id="K1"),
    ]
    payments = [paid("P1", "2024-06-05", 1100, invoice_id="I1")]
    found = june(invoices=rows, payments=payments)
    assert found.loc["A", CASH].tolist() == [400000, 71000, 329000]
    payments.append(paid("P2", "2024-06-21", 411.25, "EUR", invoice_id="I2"))
    found = june(invoices=rows, payments=payments)
    assert found.loc["A", CASH].tolist() == [400000, 400000, 0]
    assert found.loc["", "overpaid"] == 0


def test_a_red_letter_invoice_is_taken_off_in_its_own_currency(june):
    # 10,000 USD of May, taken back whole in June; and 4,000 of 10,000, which leaves 6,000
    # at 7.20 = 43,200 and not 72,000 - 28,400
    note = {"contract_id": "K1"}
    whole = [
        invoice("I1", "2024-05-20", 10000, **note),
        invoice("R1", "2024-06-05", -10000, **note),
    ]
    payments = [EARLIER, paid("P1", "2024-06-30", 6000)]
    assert june(MAY, invoices=whole, payments=payments).loc["A", "due"] == 0
    part = [whole[0], invoice("R1", "2024-06-05", -4000, **note)]
    assert june(MAY, invoices=part, payments=payments).loc["A", CASH].tolist() == [
        4320000, 0, 4320000,
    ]  # fmt: skip
    assert june(invoices=part, payments=payments).loc["A", "overdue"] == 0


def test_what_no_item_holds_of_a_red_letter_invoice_is_listed_at_its_own_rate(abroad, make_run):
    # 12,000 USD taken off 10,000: 2,000 at June's 7.10
    tables = abroad(
        invoices=[
            invoice("I1", "2024-05-20", 10000, contract_id="K1"),
            invoice("R1", "2024-06-05", -12000, contract_id="K1"),
        ]
    )
    found = Evidence(tables, make_run({}, {"reps": {"path": "reps.csv"}}))
    listed = [*credit_note_unmatched(found, "invoices")]
    assert [(int(one.rows[0]), one.value) for one in listed] == [(1, "-14200.00")]


def test_rates_make_no_contract_invoiced_twice(june):
    # plan and invoice of 10,000 USD each, 71,000 and 72,000: the red letter of 2,000 USD
    # lasts whole and takes 14,200 off the plan
    found = june(
        payment_plan=[instalment("2024-06-20", 10000)],
        invoices=[
            invoice("I1", "2024-05-20", 10000, contract_id="K1"),
            invoice("R1", "2024-06-05", -2000, contract_id="K1"),
        ],
    )
    assert found.loc["A", "due"] == 7100000 - 1420000


def test_allocations_split_a_payment_in_its_own_currency(june):
    # 100 USD = 710.00, allocated 33.33 to each of K1, K2, K3: 0.01 USD is left = 0.07
    keys = ("K1", "K2", "K3")
    found = june(
        payment_plan=[instalment("2024-05-20", 33.33, contract=key) for key in keys],
        payments=[paid("P1", "2024-06-05", 100, contract_id="")],
        allocations=[allocated("P1", "2024-06-05", 33.33, contract_id=key) for key in keys],
    )
    assert found["overdue"].sum() == 0
    assert found.loc["", NOBODYS].tolist() == [0, 0, 7]


def test_rounding_allocations_makes_a_whole_payment_no_more_than_it_is(abroad, make_run):
    # 0.14 USD at 7.10 = 0.994 -> 0.99; two of 0.07 = 0.497 -> 0.50 are 1.00, but 0.14 USD
    rows = [allocated("P1", "2024-06-05", "0.07", contract_id=key) for key in ("K1", "K2")]
    tables = abroad(payments=[paid("P1", "2024-06-05", "0.14")], allocations=rows)
    run = make_run({}, {"reps": {"path": "reps.csv"}})
    assert [*over_allocated(Evidence(tables, run), "allocations")] == []
    more = [*rows, allocated("P1", "2024-06-05", "0.01", contract_id="K3")]
    tables = abroad(payments=[paid("P1", "2024-06-05", "0.14")], allocations=more)
    (found,) = over_allocated(Evidence(tables, run), "allocations")
    assert (found.values["paid"], found.value) == ("0.99", "1.07")


def test_allocations_of_no_payment_on_record_pay_nothing(june):
    rows = {
        "payment_plan": [instalment("2024-06-10", 100)],
        "allocations": [allocated("P9", "2024-06-05", 100, contract_id="K1")],
    }
    for payments in ([], [paid("P1", "2024-06-05", 1)]):
        found = june(payments=payments, **rows)
        assert found.loc["A", "due"] == 71000
        assert found.loc["A", "receivable"] - found.loc["A", "overdue"] == (710 if payments else 0)


def test_single_items_are_collected_whole(abroad):
    tables = abroad(
        payment_plan=[instalment("2024-06-20", 10000)],
        payments=[paid("P1", "2024-05-05", 10000)],
    )
    ready = prepare(tables, as_of=END, finance_as_of=END, currency="CNY")
    assert due_items_paid(ready, JUNE)[["due", "collected"]].to_numpy().tolist() == [
        [7100000, 7100000]
    ]


DAY = st.sampled_from(["2024-05-03", "2024-05-25", "2024-06-10", "2024-07-05"])
LINKS = st.sampled_from(
    [{"contract_id": "K1"}, {"contract_id": "K2"}, {"invoice_id": "I0"}, {"invoice_id": "I1"}]
)
CODES = st.sampled_from(["USD", "CNY"])
CENTS = st.integers(-400, 1000).map(lambda cents: Decimal(cents) / 100)
LAW = settings(max_examples=25, deadline=None, derandomize=True,
               suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip


@st.composite
def ledgers(draw, codes):
    """Invoices of two contracts, and money for them."""
    bills, money = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    return {
        "invoices": [
            invoice(f"I{i}", draw(DAY), draw(CENTS), draw(codes), contract_id=f"K{1 + i % 2}")
            for i in range(bills)
        ],
        "payments": [
            paid(f"P{i}", draw(DAY), draw(CENTS), draw(codes), **draw(LINKS)) for i in range(money)
        ],
    }


def settled(tables):
    """Receivables; of each item its amount less notes, and what was paid for it."""
    found = receivables(prepare(tables, as_of=END, finance_as_of=END, currency="CNY"))
    came = np.zeros(len(found.amount), dtype=np.int64)
    np.add.at(came, found.paid.item, found.paid.amount)
    net = found.amount.copy()
    np.add.at(net, found.notes.item, found.notes.amount)
    return found, net, came


@given(ledger=ledgers(st.just("USD")))
@LAW
def test_no_rate_changes_what_is_paid_of_a_debt(abroad, frame, ledger):
    # the same rows without rates, one dollar a yuan: each item is paid by the same part
    found, _, came = settled(abroad(**ledger))
    plain = {name: frame(name, rows) for name, rows in ledger.items()}
    alike, _, own = settled({**abroad(), **plain})
    pairs = zip(own, alike.amount, found.amount, came, strict=True)
    open_own = {int(p): int(n) for p, n in zip(alike.position, own, strict=True)}
    assert len(found.amount) == len(alike.amount)
    for at, (paid_own, whole, amount, got) in zip(found.position, pairs, strict=True):
        assert open_own[int(at)] == paid_own
        assert got * whole == 0 or abs(got - Fraction(int(paid_own * amount), int(whole))) <= 1
        assert whole != paid_own or got == amount


@given(ledger=ledgers(CODES))
@LAW
def test_cash_is_paid_or_left_and_nothing_is_paid_twice(abroad, ledger):
    found, net, came = settled(abroad(**ledger))
    assert (came <= net).all()
    if found.cash is None or not len(found.amount):
        return
    home = found.cash.currency == ""
    spent = np.zeros(len(found.left), dtype=np.int64)
    np.add.at(spent, found.paid.cash, found.paid.amount)
    assert (spent + found.left == found.cash.amount)[home].all()
    gone = found.left == 0
    assert (np.sign(found.left) * np.sign(found.cash.amount) >= 0)[gone | ~home].all()


@pytest.mark.parametrize(("part", "value"), [(0, 0), (1, 24), (2, 47), (3, 71), (-1, -24)])
def test_worth_rounds_half_away_from_zero(part, value):
    # 71 / 3 = 23.67, 47.33
    assert worth(part, 3, 71) == value
