"""Removing a rep from the people scored changes no other rep's figure and no other score.

The law is about who is scored. What the company knows of its customers stays: a
customer's first win is its first from whomever, and does not move to a colleague
because the one who won it is no longer among the people.
"""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.measures import components, prepare
from salesreport.periods import Period
from salesreport.report import build_report

JUNE = Period.parse("2024-06")
LAW = settings(max_examples=15, deadline=None, derandomize=True)
DAYS = st.dates(date(2024, 3, 1), date(2024, 6, 30))
PEOPLE = ("reps", "activities", "leads", "targets", "satisfaction", "costs")
"""Tables of a rep's own work: all their rows may go."""


@st.composite
def companies(draw):
    """Deals that three reps win from the same customers, and each one's own records.

    A has a record of each kind on the first day, so that no table begins later, or is
    left empty, without C: since when there are records is the company's as well.
    """
    rep, who = st.sampled_from("ABC"), st.sampled_from("KL")
    deals = [
        {"opportunity_id": f"O{i}", "rep_id": draw(rep), "customer": draw(who), "stage": "won"}
        | {"amount": draw(st.integers(1, 99)), "close_date": draw(DAYS), "created_date": draw(DAYS)}
        for i in range(draw(st.integers(1, 7)))
    ]
    shares = [
        {"opportunity_id": f"O{i}", "rep_id": one, "share": "0.5"}
        for i in range(len(deals))
        if draw(st.booleans())
        for one in draw(st.sampled_from(["AC", "BC", "AB"]))
    ]
    actions = [
        {"activity_id": f"T{i}", "rep_id": draw(rep), "customer": "K", "action": "call"}
        | {"date": draw(DAYS), "due_date": draw(DAYS), "done_date": draw(DAYS), "status": "done"}
        for i in range(draw(st.integers(0, 4)))
    ]
    leads = [
        {"lead_id": f"L{i}", "rep_id": draw(rep), "customer": draw(who), "status": "new"}
        | {"assigned_date": draw(DAYS), "first_response_date": draw(DAYS)}
        for i in range(draw(st.integers(0, 4)))
    ]
    actions.append({"activity_id": "T", "rep_id": "A", "customer": "K", "action": "call"}
                   | {"action_type": "call", "date": date(2024, 3, 1)})  # fmt: skip
    leads.append({"lead_id": "L", "rep_id": "A", "assigned_date": date(2024, 3, 1)})
    own = [{"rep_id": one, "name": one} for one in "ABC"]
    return {
        "reps": own, "opportunities": deals, "credits": shares, "activities": actions,
        "leads": leads,
        "targets": [{"rep_id": one, "measure": "bookings", "period": "2024-06", "value": 90}
                    for one in "ABC"],
        "satisfaction": [{"rep_id": one, "date": "2024-06-05", "score": 4} for one in "ABC"],
        "costs": [{"rep_id": one, "period": "2024-06", "amount": 7} for one in "ABC"],
    }  # fmt: skip


@given(rows=companies())
@LAW
def test_removing_a_rep_from_the_people_changes_no_component_of_the_others(frame, rows):
    def parts(rows):
        tables = {name: frame(name, own) for name, own in rows.items()}
        day = date(2024, 7, 5)
        return components(
            prepare(tables, as_of=day, finance_as_of=day, currency="CNY"), JUNE
        ).loc[["A", "B"]]  # fmt: skip

    without = {
        name: [row for row in own if row["rep_id"] != "C"] if name in PEOPLE else own
        for name, own in rows.items()
    }
    pd.testing.assert_frame_equal(parts(rows), parts(without), check_names=False)


HEADER = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
DEALS = (
    HEADER
    + "O1,C,K,2024-04-01,won,2024-05-03,10\n"  # C was the first to win K
    + "O2,A,K,2024-05-01,won,2024-06-03,20\n"
    + "O3,A,L,2024-05-01,won,2024-06-04,30\n"  # L is new, and A's
    + "O4,B,M,2024-05-01,won,2024-06-05,40\n"
)
TERMS = {
    "weights": {"new_customers": 60, "repurchase_rate": 40},
    "goalposts": {
        "new_customers": {"lo": 0, "hi": 2},
        "repurchase_rate": {"lo": 0, "hi": 1},
    },
}


@pytest.fixture
def scores(make_run):
    def of(people, deals):
        files = {"o.csv": deals, "p.csv": "rep_id,name\n" + "".join(f"{p},{p}\n" for p in people)}
        data = {"opportunities": {"path": "o.csv"}, "reps": {"path": "p.csv"}}
        view = build_report(make_run(files, data, terms=TERMS)).for_team()
        return {rep.rep_id: rep.score.score for rep in view.reps}

    return of


def test_a_first_win_does_not_move_to_a_colleague_when_its_rep_is_not_scored(scores):
    # A: one new customer of 2, half of the customers back: 60 x 0.5 + 40 x 0.5 = 50
    # B: one new customer of 2, none back: 30
    known = scores("ABC", DEALS)
    assert (known["A"], known["B"]) == (50, 30)
    without = scores("AB", DEALS)
    assert (without["A"], without["B"]) == (50, 30)


def test_a_customers_history_that_is_taken_away_is_the_companys_not_a_reps(scores):
    # without the row of C's win nobody knows that K had bought: K is new in June
    shortened = DEALS.replace("O1,C,K,2024-04-01,won,2024-05-03,10\n", "")
    assert scores("AB", shortened) == {"A": 60, "B": 30}
