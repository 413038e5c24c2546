"""Leads joined to the deals they became: who they count for, when sold, for how much."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from salesreport.measures import UNASSIGNED, components, prepare
from salesreport.measures.frames import NO_DAY, day_number
from salesreport.measures.leadwins import lead_wins, linked_share
from salesreport.periods import Period
from salesreport.policy import Recognise

JUNE_30 = dt.date(2024, 6, 30)


@pytest.fixture
def ready(frame):
    def made(**tables):
        given = {name: frame(name, rows) for name, rows in tables.items()}
        return prepare(given, as_of=JUNE_30, finance_as_of=JUNE_30, currency="CNY")

    return made


def lead(lead_id, rep_id, day, **more):
    return {"lead_id": lead_id, "rep_id": rep_id, "assigned_date": day, "status": "working"} | more


def deal(key, rep_id, created, stage="won", close="2024-06-10", amount=100, **more):
    return {
        "opportunity_id": key, "rep_id": rep_id, "created_date": created, "stage": stage,
        "close_date": close, "amount": amount,
    } | more  # fmt: skip


def found(prepared, table="leads"):
    """(rep, day sold, cents) of each lead."""
    made = lead_wins(prepared, table)
    days = [None if day == NO_DAY else int(day) for day in made.sold]
    return list(zip(prepared.reps[made.rep], days, made.amount.tolist(), strict=True))


TENTH = day_number(dt.date(2024, 6, 10))


def test_a_lead_is_won_through_its_deal_on_the_day_of_sale(ready):
    made = ready(
        leads=[
            lead("L1", "A", "2024-05-01", opportunity_id="O1"),
            lead("L2", "A", "2024-05-02", opportunity_id="O2"),
            lead("L3", "A", "2024-05-03"),
        ],
        opportunities=[
            deal("O1", "A", "2024-05-04"),
            deal("O2", "A", "2024-05-04", stage="lost"),
        ],
    )
    assert found(made) == [("A", TENTH, 10000), ("A", None, 0), ("A", None, 0)]
    assert lead_wins(made, "leads").deal.tolist() == [0, 1, -1]


def test_a_lead_without_an_id_is_won_by_the_customers_next_win(ready):
    made = ready(
        leads=[
            lead("L1", "A", "2024-05-01", customer="X"),
            lead("L2", "A", "2024-05-20", customer="X"),
        ],
        opportunities=[deal("O1", "A", "2024-05-04", customer="X")],
    )
    # the latest assigned by then is the one won
    assert [day for _, day, _ in found(made)] == [None, TENTH]
    # what is not named is a deal of the lead only once it is won
    assert lead_wins(made, "leads").deal.tolist() == [-1, -1]


def test_of_two_leads_that_name_one_deal_the_first_is_won(ready):
    made = ready(
        leads=[
            lead("L1", "A", "2024-05-09", opportunity_id="O1"),
            lead("L2", "A", "2024-05-01", opportunity_id="O1"),
        ],
        opportunities=[deal("O1", "A", "2024-05-04")],
    )
    assert [day for _, day, _ in found(made)] == [None, TENTH]


def test_a_lead_goes_with_its_deal_and_has_all_of_it(ready):
    made = ready(
        leads=[
            lead("L1", "A", "2024-05-01", opportunity_id="O1"),
            lead("L2", "A", "2024-05-01", opportunity_id="O2"),
        ],
        opportunities=[deal("O1", "A", "2024-05-04"), deal("O2", "A", "2024-05-04")],
        credits=[
            {"opportunity_id": "O1", "rep_id": "A", "share": "0.4"},
            {"opportunity_id": "O1", "rep_id": "B", "share": "0.6"},
        ],
        owners=[{"opportunity_id": "O2", "rep_id": "C", "from_date": "2024-06-01"}],
    )
    # B has the larger share, the lead brought 100.00; O2 was handed to C before it closed
    assert found(made) == [("B", TENTH, 10000), ("C", TENTH, 10000)]


def test_opportunities_stand_for_leads_by_the_day_they_were_created(ready):
    made = ready(
        opportunities=[
            deal("O1", "A", "2024-05-04"),
            deal("O2", "B", "2024-05-06", stage="intent", close=None),
        ]
    )
    assert lead_wins(made, "leads") is None
    assert found(made, "opportunities") == [("A", TENTH, 10000), ("B", None, 0)]
    created = [day_number(dt.date(2024, 5, day)) for day in (4, 6)]
    assert lead_wins(made, "opportunities").assigned.tolist() == created


def test_a_sale_waits_for_what_the_policy_asks(frame):
    tables = {
        "leads": frame("leads", [lead("L1", "A", "2024-05-01", opportunity_id="O1")]),
        "opportunities": frame(
            "opportunities",
            [deal("O1", "A", "2024-05-04"), deal("O2", "A", "2024-05-04", approval="approved")],
        ),
    }
    made = prepare(tables, as_of=JUNE_30, finance_as_of=JUNE_30, currency="CNY")
    assert [day for _, day, _ in found(made)] == [TENTH]
    strict = replace(made, recognise=Recognise(sale="approved"), _done={})
    assert [day for _, day, _ in found(strict)] == [None]


def test_without_any_deal_no_lead_is_won(ready):
    made = ready(leads=[lead("L1", "A", "2024-05-01", opportunity_id="O9")], opportunities=[])
    assert found(made) == [("A", None, 0)]


def test_deals_of_nobody_leave_the_lead_with_its_rep(ready):
    made = ready(
        leads=[lead("L1", "A", "2024-05-01", opportunity_id="O1")],
        opportunities=[deal("O1", None, "2024-05-04")],
    )
    assert found(made)[0][0] == "A"
    assert UNASSIGNED not in [rep for rep, _, _ in found(made)]


def test_the_share_linked_counts_amounts_of_the_reps_own_leads(ready):
    made = ready(
        leads=[
            lead("L1", "A", "2024-05-01", opportunity_id="O1"),
            lead("L2", "B", "2024-05-01", opportunity_id="O2"),
        ],
        opportunities=[
            deal("O1", "A", "2024-05-04", amount=300),
            deal("O2", "A", "2024-05-04", amount=100),  # from a lead of B
            deal("O3", "A", "2024-05-04", amount=200),  # from none
            deal("O4", "A", "2024-04-04", amount=900),  # begun before there were leads
            deal("O5", "A", "2024-05-04", stage="lost", amount=50),
        ],
    )
    # 300 of 600
    assert linked_share(made, 0) == 0.5
    assert linked_share(made, TENTH + 1) is None
    assert linked_share(ready(opportunities=[deal("O1", "A", "2024-05-04")]), 0) is None


def test_amounts_of_a_reps_leads_are_their_bookings(ready):
    rng = np.random.default_rng(5)
    leads, deals = [], []
    for number in range(40):
        rep = "ABC"[int(rng.integers(3))]
        leads.append(lead(f"L{number}", rep, "2024-05-01", opportunity_id=f"O{number}"))
        deals.append(
            deal(
                f"O{number}", rep, "2024-05-02", stage=["won", "lost"][number % 2],
                amount=float(rng.integers(1, 999)),
            )
        )  # fmt: skip
    made = ready(leads=leads, opportunities=deals)
    booked = components(made, Period.parse("2024-06"))["bookings"]
    for rep in "ABC":
        own = sum(amount for name, _, amount in found(made) if name == rep)
        assert own == booked[rep]
