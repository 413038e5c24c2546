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


@pytest.mark.parametrize(
    ("leads", "wins", "won"),
    [
        ((2, 5), (10, 20), 2),  # the 10th wins the lead of the 5th, the 20th that of the 2nd
        ((2, 5), (10, 10), 2),  # two wins on one day
        ((2, 5), (5, 5), 2),  # assigned and won on one day
        ((2, 5), (3, 4), 1),  # the lead of the 5th came after both wins
        ((2, 5), (1, 20), 1),  # the win of the 1st came before both leads
        ((2, 5, 9), (7, 8, 20), 3),  # 7: the 5th; 8: the 2nd; 20: the 9th
        ((2, 5), (10, 20, 30), 2),  # never more than there are leads
    ],
)
def test_each_win_of_a_customer_makes_a_lead_won_that_no_other_win_made(
    cohort, make_deal, leads, wins, won
):
    given = [lead(f"L{day}", "A", f"2024-03-{day:02d}") for day in leads]
    deals = [
        make_deal(f"O{i}", "A", "won", 9, f"2024-03-{day:02d}", "2024-03-01", "K")
        for i, day in enumerate(wins)
    ]
    assert cohort(given, deals) == cohort(given[::-1], deals[::-1]) == {"A": (len(leads), won)}


def test_wins_of_one_customer_never_make_leads_of_another_won(cohort, make_deal):
    deals = [
        make_deal(f"O{i}", "A", "won", 9, f"2024-03-{day}", "2024-03-01", "K")
        for i, day in enumerate((10, 20))
    ]
    given = [lead("L1", "A", "2024-03-05"), lead("L2", "B", "2024-03-06", customer="M")]
    assert cohort(given, deals) == {"A": (1, 1), "B": (1, 0)}


def test_a_win_after_the_horizon_takes_its_lead_and_counts_for_none(cohort, make_deal):
    # 90 days: 1 March + 90 = 30 May. The win of 29 June is known, and too late for either;
    # the win of 10 March took the lead of the 5th
    deals = [
        make_deal("O1", "A", "won", 9, "2024-03-10", "2024-03-01", "K"),
        make_deal("O2", "A", "won", 9, "2024-06-29", "2024-03-01", "K"),
    ]
    given = [lead("L1", "A", "2024-03-02"), lead("L2", "B", "2024-03-05")]
    assert cohort(given, deals) == {"A": (1, 0), "B": (1, 1)}
