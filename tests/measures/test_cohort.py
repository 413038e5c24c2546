"""Leads of a cohort: a win makes one lead won, the one that names its deal."""

from datetime import date

import pytest

from salesreport.measures import components
from salesreport.periods import Period

JUNE = Period.parse("2024-06")
# known on 29 June, the latest month with 90 days behind it is March
KNOWN = {"as_of": date(2024, 6, 29)}


def lead(key, rep, day, deal=None, **more):
    named = {"lead_id": key, "rep_id": rep, "assigned_date": day, "opportunity_id": deal}
    return {"customer": "K", "status": "converted" if deal else "working", **named, **more}


@pytest.fixture
def cohort(frame, make_deal, ready):
    """Leads of the cohort and how many were won, by rep, with one win of customer K."""

    def found(leads, deals=None):
        won = make_deal("O1", "A", "won", 9, "2024-04-02", "2024-03-05", "K")
        tables = {
            "leads": frame("leads", leads),
            "opportunities": frame("opportunities", deals or [won]),
        }
        sums = components(ready(tables, **KNOWN), JUNE)[["cohort_leads", "cohort_won"]]
        return {rep: tuple(row) for rep, row in sums.astype(int).iterrows() if row["cohort_leads"]}

    return found


def test_a_customers_other_leads_are_not_won_by_the_deal_of_one(cohort):
    leads = [
        lead("L1", "A", "2024-03-05", "O1"),
        lead("L2", "A", "2024-03-06"),
        lead("L3", "A", "2024-03-20", status="invalid"),
        lead("L4", "B", "2024-03-20"),
    ]
    assert cohort(leads) == {"A": (3, 1), "B": (1, 0)}


def test_a_win_that_no_lead_names_makes_the_latest_lead_won(cohort):
    leads = [lead("L1", "A", "2024-03-05"), lead("L2", "B", "2024-03-20")]
    assert cohort(leads) == {"A": (1, 0), "B": (1, 1)}


def test_two_wins_that_no_lead_names_make_two_leads_won(cohort, make_deal):
    deals = [
        make_deal("O1", "A", "won", 9, "2024-03-10", "2024-03-05", "K"),
        make_deal("O2", "A", "won", 9, "2024-04-02", "2024-03-05", "K"),
    ]
    leads = [lead("L1", "A", "2024-03-05"), lead("L2", "B", "2024-03-20")]
    assert cohort(leads, deals) == {"A": (1, 1), "B": (1, 1)}


def test_the_order_of_leads_of_one_day_does_not_matter(cohort):
    leads = [lead("L1", "A", "2024-03-05"), lead("L2", "B", "2024-03-05")]
    assert cohort(leads) == cohort(leads[::-1]) == {"A": (1, 0), "B": (1, 1)}


def test_no_more_leads_are_won_than_there_are_wins(cohort):
    leads = [lead(f"L{i}", "A", f"2024-03-{i + 1:02d}") for i in range(9)]
    assert cohort(leads) == {"A": (9, 1)}
