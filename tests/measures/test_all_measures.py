"""Laws of every measure at once: a number or a reason, whatever the tables hold."""

import math
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.measures import (
    COMPONENTS,
    MEASURES,
    absences,
    components,
    figures,
    grouped,
    prepare,
    total,
)
from salesreport.measures.catalogue import ALWAYS
from salesreport.measures.frames import NO_DAY
from salesreport.periods import Period
from salesreport.policy import Policy

JUNE = Period.parse("2024-06")
LAW = settings(max_examples=15, deadline=None, derandomize=True)
DAYS = st.none() | st.dates(date(2024, 5, 1), date(2024, 7, 20))
REPS = st.sampled_from(["A", "B", None])
WHO = st.sampled_from(["K", "L", None])
AMOUNT = st.none() | st.integers(-300, 300)
MONTHS = st.sampled_from(["2024-05", "2024-06", "2024-07", "2024-Q2"])
KINDS = {
    "opportunities": {
        "rep_id": REPS, "customer": WHO, "amount": AMOUNT, "created_date": DAYS,
        "stage": st.sampled_from(["won", "lost", "intent"]), "close_date": DAYS,
        "expected_close_date": DAYS, "contract_id": st.sampled_from(["C0", "C1", None]),
    },
    "leads": {
        "rep_id": REPS, "customer": WHO, "assigned_date": DAYS, "first_response_date": DAYS,
        "status": st.sampled_from(["new", "invalid", None]),
    },
    "activities": {
        "rep_id": REPS, "customer": WHO, "date": DAYS, "due_date": DAYS, "done_date": DAYS,
        "status": st.sampled_from(["done", "in_progress", None]),
        "action_type": st.sampled_from(["proposal", "call", None]),
    },
    "key_accounts": {
        "rep_id": REPS, "customer": WHO,
        "contacts_per_month": st.sampled_from([None, "0", "1.5", "4"]),
    },
    "contracts": {
        "rep_id": REPS, "customer": WHO, "amount": AMOUNT, "signed_date": DAYS,
        "tax_rate": st.sampled_from([None, "0", "0.13"]),
    },
    "payment_plan": {
        "contract_id": st.sampled_from(["C0", "C1"]), "due_date": DAYS, "amount": AMOUNT,
    },
    "payments": {
        "contract_id": st.sampled_from(["C0", "C1", None]), "date": DAYS, "amount": AMOUNT,
    },
    "satisfaction": {"rep_id": REPS, "date": DAYS, "score": st.sampled_from([None, "0", "4.5"])},
    "costs": {"rep_id": REPS, "period": MONTHS, "amount": AMOUNT},
    "targets": {
        "rep_id": st.sampled_from(["A", "B"]), "measure": st.just("bookings"), "period": MONTHS,
        "value": st.none() | st.integers(-10, 300),
    },
}  # fmt: skip
KEYS = {"opportunities": "opportunity_id", "leads": "lead_id", "activities": "activity_id",
        "contracts": "contract_id", "payments": "payment_id"}  # fmt: skip


@st.composite
def companies(draw):
    """Some of the tables, each of a few rows that may hold anything."""
    found = {"reps": [{"rep_id": rep, "name": rep} for rep in "AB"]}
    for name, columns in KINDS.items():
        if draw(st.integers(0, 5)) == 0:
            continue
        rows = [
            {column: draw(values) for column, values in columns.items()}
            for _ in range(draw(st.integers(0, 4)))
        ]
        key = KEYS.get(name)
        found[name] = [{**row, key: f"{name[0].upper()}{i}"} if key else row
                       for i, row in enumerate(rows)]  # fmt: skip
    return found


POLICIES = st.builds(
    lambda sale, tax, bills: Policy(
        weights={"completion": 100},
        goalposts={"completion": {"lo": 0, "hi": 1}},
        recognise={"sale": sale, "tax": tax, "bills": bills},
    ),
    st.sampled_from(["signed", "approved", "first_cash", "invoiced", "accepted"]),
    st.sampled_from(["included", "excluded"]),
    st.sampled_from(["receipt", "maturity"]),
)


@pytest.fixture(scope="session")
def company(frame):
    """Tables made ready, known on 5 July 2024 (unless another day is given)."""

    def make(rows, policy=None, day=date(2024, 7, 5)):
        tables = {name: frame(name, own) for name, own in rows.items()}
        return prepare(tables, as_of=day, finance_as_of=day, currency="CNY", policy=policy)

    return make


def every_figure(prepared, period):
    found, absent = components(prepared, period), absences(prepared, period)
    rows = [found.loc[rep] for rep in found.index] + [total(found)]
    for base in ("due", "receivable"):
        for row in rows:
            yield from figures(
                row, currency="CNY", absent=absent, collection_base=base
            ).items()  # fmt: skip


@given(rows=companies(), policy=POLICIES)
@LAW
def test_every_measure_is_a_finite_number_or_a_declared_reason_never_both(company, rows, policy):
    for name, figure in every_figure(company(rows, policy), JUNE):
        measure = MEASURES[name]
        if figure.value is None:
            assert figure.why_null in {*ALWAYS, *measure.why_null}, name
            continue
        assert figure.why_null is None, name
        assert isinstance(figure.value, Fraction), name
        if measure.denominator is not None:
            assert figure.denominator > 0, name
            assert figure.value * figure.denominator == figure.numerator, name
        if measure.unit == "count":
            assert figure.value >= 0, name
            assert figure.value.denominator == 1, name
        assert figure.n is None or figure.n >= 0, name


BOUNDED = ("cohort_conversion", "win_rate", "process", "repurchase_rate")


@given(rows=companies())
@LAW
def test_shares_of_a_whole_lie_between_nothing_and_all_of_it(company, rows):
    for name, figure in every_figure(company(rows), JUNE):
        if name in BOUNDED and figure.value is not None:
            assert 0 <= figure.value <= 1, name


@given(rows=companies(), policy=POLICIES)
@LAW
def test_the_function_of_a_measure_gives_what_the_report_gives(company, rows, policy):
    prepared = company(rows, policy)
    team = figures(
        total(components(prepared, JUNE)), currency="CNY", absent=absences(prepared, JUNE)
    )
    for name, figure in team.items():
        alone = grouped(prepared, name, JUNE)["all"]
        if figure.value is None:
            assert math.isnan(alone), name
        else:
            assert alone == float(figure.value), name


DATED = set(KINDS) - {"key_accounts", "costs", "targets"}


@given(rows=companies())
@LAW
def test_before_the_data_and_after_the_cut_off_nothing_is_zero(company, rows):
    prepared = company(rows)
    for name, figure in every_figure(prepared, Period.parse("2023-01")):
        tables = DATED & set(MEASURES[name].needs) & set(rows)
        if tables and all(prepared.start(table) != NO_DAY for table in tables):
            assert figure.value is None, name
    for name, figure in every_figure(prepared, Period.parse("2025-01")):
        # the latest batch that had its time lies before the cut-off, whatever is asked
        assert figure.value is None or name == "cohort_conversion", name


@pytest.mark.parametrize("name", list(MEASURES))
def test_a_measure_without_its_tables_says_that_no_table_gives_it(company, name):
    rows = {table: [] for table in KINDS if table not in MEASURES[name].needs}
    rows["reps"] = [{"rep_id": "A", "name": "A"}]
    if MEASURES[name].needs == ("leads",):
        rows.pop("opportunities")  # they stand in for leads
    for own, figure in every_figure(company(rows), JUNE):
        if own == name:
            assert (figure.value, figure.why_null) in {(None, "no_table"), (None, "no_target")}


def test_components_that_need_a_second_one_name_one_there_is():
    assert {c.unless for c in COMPONENTS.values()} - {None} <= set(COMPONENTS)
