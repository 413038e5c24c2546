"""Each measure as one function of its tables, worked by hand or as others published it."""

import inspect
import math
from datetime import date, timedelta

import pandas as pd
import pytest

from salesreport.errors import MissingColumnError
from salesreport.measures import MEASURES, single
from salesreport.periods import Period

JUNE = Period.parse("2024-06")
JULY = Period.parse("2024-07")
NAN = float("nan")


def by_rep(series):
    return {key: None if math.isnan(value) else value for key, value in series.items()}


@pytest.fixture(scope="module")
def sold(frame, make_deal):
    """A: 300 and 200 to K, 100 to L in June, 50 to K in May. B: 80 to K; lost 10.

    A's third win and B's loss have no amount, the fourth no close date.
    """
    rows = [
        make_deal("O1", "A", "won", 300, "2024-06-03", customer="K"),
        make_deal("O2", "A", "won", 200, "2024-06-20", customer="K"),
        make_deal("O3", "A", "won", 100, "2024-06-30", customer="L"),
        make_deal("O4", "A", "won", None, "2024-06-30", customer="L"),
        make_deal("O5", "A", "won", 999, None, customer="M"),
        make_deal("O6", "A", "won", 50, "2024-05-09", customer="K"),
        make_deal("O7", "B", "won", 80, "2024-06-10", customer="K"),
        make_deal("O8", "B", "lost", 10, "2024-06-11", customer="N"),
    ]
    return frame("opportunities", rows)


@pytest.mark.worked("bookings")
def test_bookings_are_won_amounts_and_adjustments_of_the_month(sold, frame):
    # A: 300 + 200 + 100 - 40; B: 80
    refund = [{"date": "2024-06-25", "rep_id": "A", "amount": -40, "kind": "refund"}]
    found = single.bookings(
        sold, period=JUNE, currency="CNY", by=["rep_id"],
        booking_adjustments=frame("booking_adjustments", refund),
    )  # fmt: skip
    assert by_rep(found) == {"A": 560, "B": 80}


@pytest.mark.worked("new_contracts")
def test_new_contracts_are_amounts_signed_in_the_month(frame):
    # 400 on the first day and 7 on the last; 1 the day after, and one without a day
    rows = [
        {"contract_id": f"C{i}", "rep_id": "A", "amount": amount, "signed_date": day}
        for i, (amount, day) in enumerate(
            [(400, "2024-06-01"), (7, "2024-06-30"), (1, "2024-07-01"), (5, None)]
        )
    ]
    found = single.new_contracts(frame("contracts", rows), period=JUNE, currency="CNY")
    assert found["all"] == 407


@pytest.mark.worked("completion")
def test_completion_is_bookings_over_the_target_less_the_days_not_there(sold, frame):
    # A: 600 / 800. B left on 15 June: 80 / (320 x 15 / 30)
    goals = [
        {"rep_id": rep, "measure": "bookings", "period": "2024-06", "value": value}
        for rep, value in (("A", 800), ("B", 320))
    ]
    people = [{"rep_id": "A", "name": "A"}, {"rep_id": "B", "name": "B", "left_on": "2024-06-15"}]
    more = {"reps": frame("reps", people)}

    def found(deals):
        return by_rep(single.completion(
            deals, frame("targets", goals), period=JUNE, currency="CNY", by=["rep_id"], more=more
        ))  # fmt: skip

    assert found(sold[sold["opportunity_id"] != "O4"]) == {"A": 0.75, "B": 0.5}
    # with the deal of unknown amount A's 600 are not all
    assert found(sold) == {"A": None, "B": 0.5}


@pytest.mark.worked("revenue_per_customer")
def test_revenue_per_customer_divides_by_different_customers(sold):
    # A: 600 / {K, L}; B: 80 / {K}
    found = single.revenue_per_customer(sold, period=JUNE, currency="CNY", by=["rep_id"])
    assert by_rep(found) == {"A": None, "B": 80}  # O4's amount is not known
    known = sold[sold["opportunity_id"] != "O4"]
    found = single.revenue_per_customer(known, period=JUNE, currency="CNY", by=["rep_id"])
    assert by_rep(found) == {"A": 300, "B": 80}


@pytest.mark.worked("cost_ratio")
def test_cost_ratio_is_the_published_selling_expenses_ratio(frame, make_deal):
    # accountingformanagement.org/expense-ratio: 45,000 of net sales of 750,000 is 6 %
    deals = frame("opportunities", [make_deal("O1", "A", "won", 750_000, "2024-06-03")])
    costs = frame("costs", [{"rep_id": "A", "period": "2024-06", "amount": 45_000}])
    assert single.cost_ratio(costs, deals, period=JUNE)["all"] == 0.06
    assert math.isnan(single.cost_ratio(costs, deals, period=JULY)["all"])


@pytest.mark.worked("won_customers", "new_customers", "repurchase_rate")
def test_customers_are_counted_once_new_once_and_back_when_they_had_bought(sold):
    # K bought from A in May: not new in June, and back for A and for B; L is new
    options = {"period": JUNE, "by": ["rep_id"]}
    assert by_rep(single.won_customers(sold, **options)) == {"A": 2, "B": 1}
    assert by_rep(single.new_customers(sold, **options)) == {"A": 1}
    assert by_rep(single.repurchase_rate(sold, **options)) == {"A": 0.5, "B": 1}


@pytest.fixture(scope="module")
def assigned(frame):
    """June: A four leads, one invalid, answered after 1, 3 and 8 days and never."""
    rows = [
        ("A", "2024-06-01", "2024-06-02", "working"),
        ("A", "2024-06-02", "2024-06-05", "working"),
        ("A", "2024-06-03", "2024-06-11", "working"),
        ("A", "2024-06-30", None, "invalid"),
        ("A", "2024-06-09", "2024-06-08", "new"),
        ("A", "2024-07-01", None, "new"),
        ("A", None, None, "new"),
    ]
    names = ("rep_id", "assigned_date", "first_response_date", "status")
    return frame("leads", [{"lead_id": f"L{i}", **dict(zip(names, row, strict=True))}
                           for i, row in enumerate(rows)])  # fmt: skip


@pytest.mark.worked("leads", "valid_leads", "conversion")
def test_leads_are_those_assigned_in_the_month_all_or_valid(assigned, sold):
    assert single.leads(assigned, period=JUNE)["all"] == 5
    assert single.valid_leads(assigned, period=JUNE)["all"] == 4
    # A won two customers of five leads, B one of none
    found = single.conversion(sold, assigned, period=JUNE, by=["rep_id"])
    assert by_rep(found) == {"A": 0.4, "B": None}


@pytest.mark.worked("response_days")
def test_response_days_are_the_mean_over_leads_answered_after_they_came(assigned):
    assert single.response_days(assigned, period=JUNE)["all"] == (1 + 3 + 8) / 3
    early = single.response_days(assigned, period=JUNE, as_of=date(2024, 6, 10))
    assert early["all"] == (1 + 3) / 2


@pytest.mark.worked("cohort_conversion")
def test_cohort_conversion_waits_until_every_lead_had_its_ninety_days(frame, make_deal):
    # of three leads of March two were won, on day 90 and on day 91
    rows = [
        {"lead_id": f"L{i}", "rep_id": "A", "assigned_date": "2024-03-01", "customer": who}
        for i, who in enumerate("KLM")
    ]
    first = date(2024, 3, 1)
    deals = [
        make_deal("O1", "A", "won", 1, first + timedelta(days=90), customer="K"),
        make_deal("O2", "A", "won", 1, first + timedelta(days=91), customer="L"),
    ]
    tables = frame("leads", rows), frame("opportunities", deals)
    found = single.cohort_conversion(*tables, period=JUNE, as_of=date(2024, 6, 29))
    assert found["all"] == 1 / 3  # 29 June is 90 days after 31 March
    early = single.cohort_conversion(*tables, period=JUNE, as_of=date(2024, 6, 28))
    assert math.isnan(early["all"])  # then the batch is February's, which has no lead


@pytest.mark.worked("win_rate")
def test_win_rate_is_the_published_one_and_open_deals_do_not_count(frame, make_deal):
    # contextawareanalytics.com/metrics-governance/how-to-calculate-win-rate:
    # 45 won, 135 lost, 80 open: 25 %
    stages = ["won"] * 45 + ["lost"] * 135
    rows = [make_deal(f"O{i}", "A", stage, 1, "2024-06-03") for i, stage in enumerate(stages)]
    rows += [make_deal(f"P{i}", "A", "intent", 1) for i in range(80)]
    assert single.win_rate(frame("opportunities", rows), period=JUNE)["all"] == 0.25


@pytest.mark.worked("cycle_days")
def test_cycle_days_are_the_published_mean(frame, make_deal):
    # help.chartmogul.com, Average sales cycle length: all ten begun on 1 May, five won
    # after 10 and five after 20 days: 15
    rows = [
        make_deal(f"O{i}", "A", "won", 1, "2024-05-11" if i < 5 else "2024-05-21", "2024-05-01")
        for i in range(10)
    ]
    found = single.cycle_days(frame("opportunities", rows), period=Period.parse("2024-05"))
    assert found["all"] == 15


@pytest.mark.worked("pipeline_coverage")
def test_pipeline_coverage_is_the_published_one(frame, make_deal):
    # metrickittools.com/glossary/sales-pipeline-coverage: 4 million over a quota of 1: 4.0
    deals = [
        make_deal(f"O{i}", "A", "intent", 1_000_000, expected_close_date=f"2024-07-{i + 1:02d}")
        for i in range(4)
    ]
    goal = {"rep_id": "A", "measure": "bookings", "period": "2024-07", "value": 1_000_000}
    tables = frame("opportunities", deals), frame("targets", [goal])
    assert single.pipeline_coverage(*tables, period=JUNE, currency="CNY")["all"] == 4
    assert math.isnan(single.pipeline_coverage(*tables, period=JULY, currency="CNY")["all"])


@pytest.mark.worked("slipped")
def test_slipped_is_what_was_expected_in_june_and_not_closed_in_it(frame, make_deal):
    # open 30, closed on 1 July 5; not: closed in June, expected in July
    def due(key, stage, amount, expected, close=None):
        return make_deal(key, "A", stage, amount, close, expected_close_date=expected)

    rows = [
        due("O1", "intent", 30, "2024-06-30"),
        due("O2", "won", 5, "2024-06-01", "2024-07-01"),
        due("O3", "won", 100, "2024-06-02", "2024-06-30"),
        due("O4", "intent", 100, "2024-07-01"),
    ]
    found = single.slipped(frame("opportunities", rows), period=JUNE, currency="CNY")
    assert found["all"] == 35


@pytest.mark.worked("receivable_rate", "overdue")
def test_the_rate_of_all_that_was_owed_is_the_published_collection_index(frame):
    # gaviti.com, Collection Effectiveness Index: 100,000 open at the start, 1,000,000 sold
    # on credit, 120,000 open at the end of which 100,000 not yet due: 980 of 1,000 thousand
    rows = [
        {"contract_id": "C1", "due_date": day, "amount": amount}
        for day, amount in (
            ("2023-12-31", 100_000), ("2024-12-31", 900_000), ("2025-01-31", 100_000),
        )
    ]  # fmt: skip
    cash = [{"payment_id": "P1", "contract_id": "C1", "date": "2024-12-01", "amount": 980_000}]
    tables = frame("payment_plan", rows), frame("payments", cash)
    year = Period.parse("2024")
    assert single.receivable_rate(*tables, period=year)["all"] == 0.98
    # 1,000,000 due by then, 980,000 of it paid
    assert single.overdue(*tables, period=year, currency="CNY")["all"] == 20_000


@pytest.mark.worked("collection_rate")
def test_collection_rate_is_of_what_fell_due_whenever_it_was_paid_before_its_end(frame):
    # due in June 100 + 50: paid 30 in May and 60 in June; the rest came in July
    plan = [
        {"contract_id": "C1", "due_date": "2024-06-10", "amount": 100},
        {"contract_id": "C2", "due_date": "2024-06-30", "amount": 50},
        {"contract_id": "C2", "due_date": "2024-07-01", "amount": 500},
    ]
    cash = [
        {"payment_id": "P1", "contract_id": "C1", "date": "2024-05-01", "amount": 30},
        {"payment_id": "P2", "contract_id": "C1", "date": "2024-06-30", "amount": 60},
        {"payment_id": "P3", "contract_id": "C2", "date": "2024-07-01", "amount": 50},
    ]
    found = single.collection_rate(
        frame("payment_plan", plan), frame("payments", cash), period=JUNE
    )
    assert found["all"] == 0.6
    invoices = [
        {"invoice_id": "I1", "rep_id": "A", "date": "2024-05-01", "due_date": "2024-06-10"}
        | {"amount": 100},
    ]
    paid = [{"payment_id": "P1", "invoice_id": "I1", "date": "2024-06-02", "amount": 25}]
    found = single.collection_rate(
        frame("invoices", invoices), frame("payments", paid), period=JUNE, by=["rep_id"]
    )
    assert by_rep(found) == {"A": 0.25}


@pytest.fixture(scope="module")
def tracked(frame):
    """Three due in June: on time, a day late, open; one done nobody knows when."""
    rows = [
        ("call", "2024-06-03", "2024-06-05", "2024-06-05", "done"),
        ("proposal", "2024-06-03", "2024-06-10", "2024-06-11", "done"),
        ("proposal", "2024-06-04", "2024-06-30", None, "in_progress"),
        ("visit", "2024-06-04", "2024-06-12", None, "done"),
        ("proposal", "2024-05-31", "2024-06-01", "2024-05-31", "done"),
    ]
    names = ("action_type", "date", "due_date", "done_date", "status")
    return frame("activities", [
        {"activity_id": f"T{i}", "rep_id": "A", "customer": "K", "action": "x"}
        | dict(zip(names, row, strict=True))
        for i, row in enumerate(rows)
    ])  # fmt: skip


@pytest.mark.worked("process", "proposals", "contacts_rate")
def test_follow_ups_in_time_proposals_done_and_contacts_against_plan(tracked, frame):
    # in time: the first and the last of four with a known outcome
    assert single.process(tracked, period=JUNE)["all"] == 0.5
    # done in June: the second; the last was done in May
    assert single.proposals(tracked, period=JUNE)["all"] == 1
    # three actions with K done in June, six planned
    keys = frame("key_accounts", [{"rep_id": "A", "customer": "K", "contacts_per_month": "6"}])
    assert single.contacts_rate(tracked, keys, period=JUNE)["all"] == 0.5
    assert math.isnan(single.proposals(tracked.assign(action_type=None), period=JUNE)["all"])


@pytest.mark.worked("satisfaction")
def test_satisfaction_is_the_mean_of_the_answers_of_the_month(frame):
    rows = [
        {"rep_id": "A", "date": day, "score": score}
        for day, score in (("2024-06-01", 4), ("2024-06-30", 5), ("2024-07-01", 1))
    ]
    found = single.satisfaction(frame("satisfaction", rows), period=JUNE)
    assert found["all"] == 4.5


def test_a_shared_deal_goes_by_its_shares_in_every_function(sold, frame):
    halves = [{"opportunity_id": "O1", "rep_id": rep, "share": "0.5"} for rep in "AB"]
    found = single.bookings(
        sold, period=JUNE, currency="CNY", by=["rep_id"], more={"credits": frame("credits", halves)}
    )
    assert by_rep(found) == {"A": 450, "B": 230}


def test_without_a_record_a_sum_is_zero_and_before_the_data_unknown(sold):
    options = {"currency": "CNY"}
    assert single.bookings(sold, period=JULY, **options)["all"] == 0
    assert math.isnan(single.bookings(sold, period=Period.parse("2024-01"), **options)["all"])


@pytest.mark.parametrize("measure", list(MEASURES))
def test_every_measure_is_a_function_that_names_the_column_it_lacks(measure):
    function = getattr(single, measure)
    asked = inspect.signature(function).parameters
    frames = [
        pd.DataFrame({"else": [1]})
        for one in asked.values()
        if one.kind is one.POSITIONAL_OR_KEYWORD
    ]
    unit = {"currency": "CNY"} if "currency" in asked else {}
    with pytest.raises(MissingColumnError, match="missing column"):
        function(*frames, period=JUNE, **unit)
