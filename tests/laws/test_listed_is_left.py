"""What the check lists of credit notes and tax is what the measures leave out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesreport.checks.evidence import Evidence
from salesreport.checks.settlement import credit_note_unmatched, no_tax_rate
from salesreport.measures import prepare
from salesreport.measures.creditnotes import netted
from salesreport.measures.receivables import receivables
from salesreport.measures.recognition import adjustment_amounts, deal_amounts
from salesreport.records.corrections import owed

LAW = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
END = date(2024, 12, 31)
DAYS = st.dates(date(2024, 5, 1), date(2024, 7, 31))


def some(*values):
    return st.sampled_from([*values, None])


NAMES = {
    "contract_id": some("K1", "K2"),
    "opportunity_id": some("O1", "O2"),
    "customer": some("C", "D"),
    "rep_id": some("A", "B"),
}
INVOICE = st.fixed_dictionaries(
    {"date": DAYS, "due_date": DAYS, "amount": st.none() | st.integers(-300, 300), **NAMES}
)
INSTALMENT = st.fixed_dictionaries(
    {"contract_id": some("K1", "K2"), "due_date": st.none() | DAYS, "kind": st.just("progress")}
    | {"amount": st.integers(-100, 300)}
)
CONTRACTS = st.tuples(
    *(
        st.fixed_dictionaries(
            {"contract_id": st.just(key), "rep_id": st.just("A"), "amount": st.just(1)}
            | {"opportunity_id": some("O1", "O2", "O3"), "customer": some("C", "D")}
            | {"tax_rate": some("0.13", "0.06")}
        )
        for key in ("K1", "K2")
    )
)


@pytest.fixture
def taxed_run(make_run):
    """A run whose policy takes tax off."""
    run = make_run({}, {"reps": {"path": "reps.csv"}})
    recognise = run.policy.recognise.model_copy(update={"tax": "excluded"})
    return replace(run, policy=run.policy.model_copy(update={"recognise": recognise}))


@pytest.fixture
def listed(taxed_run):
    """What a rule lists, as table, position in it and value."""

    def find(rule, tables, *names):
        found = Evidence(tables, taxed_run)
        return sorted(
            (name, int(breach.rows[0]), breach.value)
            for name in names
            if found.table(name) is not None
            for breach in rule(found, name)
        )

    return find


@given(
    invoices=st.lists(INVOICE, max_size=6),
    plan=st.lists(INSTALMENT, max_size=3),
    contracts=CONTRACTS,
)
@LAW
def test_a_credit_note_is_taken_off_or_listed_to_the_cent(frame, listed, invoices, plan, contracts):
    numbered = [{"invoice_id": f"I{i}", **row} for i, row in enumerate(invoices)]
    tables = {
        "invoices": frame("invoices", numbered),
        "payment_plan": frame("payment_plan", plan),
        "contracts": frame("contracts", contracts),
    }
    items = owed(tables["payment_plan"], tables["invoices"])
    kept, _ = netted(items, tables["contracts"])
    found = listed(credit_note_unmatched, tables, "invoices", "payment_plan")
    left = {(table, at): -int(Decimal(value) * 100) for table, at, value in found}
    # owed = items - notes; what the notes leave beyond the items is listed
    assert kept["net"].sum() - items["amount"].sum() == sum(left.values())
    assert (kept["net"] >= 0).all()
    whole = {
        (table, at): -amount
        for table, at, amount in zip(
            items["table"], items["position"], items["amount"], strict=True
        )
    }
    assert all(0 < amount <= whole[key] for key, amount in left.items())


def _net(found):
    net = found.amount.copy()
    np.add.at(net, found.notes.item, found.notes.amount)
    return net


@given(
    invoices=st.lists(INVOICE, max_size=5),
    plan=st.lists(INSTALMENT, max_size=3),
    contracts=CONTRACTS,
    data=st.data(),
)
@LAW
def test_the_order_of_rows_moves_no_due_amount(frame, invoices, plan, contracts, data):
    numbered = [{"invoice_id": f"I{i}", **row} for i, row in enumerate(invoices)]
    turned = data.draw(st.permutations(numbered)), data.draw(st.permutations(plan))
    due = []
    for rows, instalments in ((numbered, plan), turned):
        tables = {
            "invoices": frame("invoices", rows),
            "payment_plan": frame("payment_plan", instalments),
            "contracts": frame("contracts", contracts),
        }
        prepared = prepare(tables, as_of=END, finance_as_of=END, currency="CNY")
        found = receivables(prepared)
        due.append(sorted((day, net) for day, net in zip(found.day, _net(found), strict=True)))
    assert due[0] == due[1]


DEAL = st.fixed_dictionaries(
    {"opportunity_id": some("O1", "O2", "O3"), "contract_id": some("K1", "K2", "K9")}
    | {"stage": st.sampled_from(["won", "lost", "intent"]), "amount": some(5, 100)}
    | {"rep_id": st.just("A"), "created_date": st.just("2024-06-01")}
)
REFUND = st.fixed_dictionaries(
    {"opportunity_id": some("O1", "O2", "O9"), "amount": some(-1, -2), "kind": st.just("refund")}
    | {"date": DAYS}
)


@given(
    deals=st.lists(DEAL, max_size=4, unique_by=lambda row: row["opportunity_id"]),
    refunds=st.lists(REFUND, max_size=3),
    contracts=CONTRACTS,
)
@LAW
def test_an_amount_without_tax_is_known_or_listed(
    frame, listed, taxed_run, deals, refunds, contracts
):
    rows = {"opportunities": deals, "booking_adjustments": refunds, "contracts": contracts}
    tables = {name: frame(name, own) for name, own in rows.items()}
    prepared = prepare(
        tables, as_of=END, finance_as_of=END, currency="CNY", policy=taxed_run.policy
    )
    _, _, untaxed = deal_amounts(prepared, tables["opportunities"])
    won = tables["opportunities"]["stage"].eq("won").to_numpy(np.bool_)
    _, known = adjustment_amounts(prepared, tables["booking_adjustments"])
    stated = tables["booking_adjustments"]["amount"].notna().to_numpy(np.bool_)
    expected = [("opportunities", at) for at in np.flatnonzero(untaxed & won)]
    expected += [("booking_adjustments", at) for at in np.flatnonzero(stated & ~known)]
    expected += [("contracts", at) for at, row in enumerate(contracts) if row["tax_rate"] is None]
    assert [(t, at) for t, at, _ in listed(no_tax_rate, tables, *rows)] == sorted(expected)
