"""Deals counted, not counted and why, cases, losses."""

from datetime import date

import pytest

from salesreport import measures
from salesreport.periods import Period
from salesreport.retrospective.deals import (
    closed,
    deals,
    not_counted,
    slipped,
)

JUNE = Period.parse("2024-06")
JULY = date(2024, 7, 31)


def deal(number, stage, **values):
    return {
        "opportunity_id": f"O{number}",
        "rep_id": "R1",
        "customer": f"C{number}",
        "stage": stage,
        "amount": 1000 * number,
        "created_date": "2024-05-01",
        **values,
    }


@pytest.fixture
def credited(frame):
    def build(*rows, as_of=date(2024, 7, 31), **tables):
        everything = {"opportunities": frame("opportunities", list(rows))} | {
            name: frame(name, records) for name, records in tables.items()
        }
        ready = measures.prepare(everything, as_of=as_of, finance_as_of=as_of, currency="CNY")
        return measures.credited_deals(ready)

    return build


def ids(rows):
    return list(rows["opportunity_id"])


def test_closed_deals_are_those_of_the_window_largest_first(credited):
    rows = credited(
        deal(1, "won", close_date="2024-06-01"),
        deal(2, "won", close_date="2024-06-30"),
        deal(3, "won", close_date="2024-07-01"),
        deal(4, "lost", close_date="2024-06-15"),
    )
    assert ids(closed(rows, "won", JUNE)) == ["O2", "O1"]


def test_every_deal_that_does_not_count_has_its_reason(credited):
    rows = credited(
        deal(1, "won", close_date="2024-06-10"),
        deal(2, "won", close_date="2024-07-02"),
        deal(3, "won"),
        deal(4, "won", close_date="2024-06-10", amount=None),
        deal(5, "negotiation", expected_close_date="2024-06-20"),
        deal(6, "lost", close_date="2024-06-20"),
        deal(7, "won", close_date="2024-06-11"),
        deal(8, "intent", expected_close_date="2024-08-20"),
        credits=[{"opportunity_id": "O7", "rep_id": "R2", "share": 1}],
    )
    mine = rows[rows["credited_to"] == "R1"]
    found = {
        d.opportunity_id: d.reason for d in deals(not_counted(mine, JUNE, JULY), currency="CNY")
    }
    assert found == {
        "O2": "closed_later",
        "O3": "no_close_date",
        "O4": "no_amount",
        "O5": "open",
        "O6": "lost",
        "O7": "credited_elsewhere",
    }


def test_shared_deal_shows_the_reps_own_part(credited):
    rows = credited(
        deal(1, "won", close_date="2024-06-10"),
        credits=[
            {"opportunity_id": "O1", "rep_id": "R1", "share": "0.3"},
            {"opportunity_id": "O1", "rep_id": "R2", "share": "0.7"},
        ],
    )
    shown = {d.rep_id: (d.amount, d.share) for d in deals(rows, currency="CNY")}
    assert shown == {"R1": (300.0, 0.3), "R2": (700.0, 0.7)}


def test_deal_knows_its_row_in_the_users_file(credited):
    (shown,) = deals(credited(deal(1, "won", close_date="2024-06-10")), currency="CNY")
    assert (shown.source.file, shown.source.row) == ("data/opportunities.csv", 2)
    assert shown.cycle_days == 40


def test_slipped_deals_were_expected_and_had_not_closed(credited):
    rows = credited(
        deal(1, "negotiation", expected_close_date="2024-06-20"),
        deal(2, "won", expected_close_date="2024-06-20", close_date="2024-07-05"),
        deal(3, "won", expected_close_date="2024-06-20", close_date="2024-06-28"),
        deal(4, "negotiation", expected_close_date="2024-07-20"),
    )
    assert ids(slipped(rows, JUNE, JULY)) == ["O2", "O1"]


def test_deals_expected_after_the_cut_off_have_not_slipped_yet(credited):
    rows = credited(
        deal(1, "negotiation", expected_close_date="2024-06-10"),
        deal(2, "negotiation", expected_close_date="2024-06-26"),
        as_of=date(2024, 6, 15),
    )
    assert ids(slipped(rows, JUNE, date(2024, 6, 15))) == ["O1"]
    reasons = not_counted(rows, JUNE, date(2024, 6, 15))
    assert ids(reasons) == ["O1"]
