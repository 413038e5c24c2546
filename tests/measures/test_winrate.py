"""Won, lost, and the days it took."""

from datetime import date

import pandas as pd
import pytest

from salesreport.errors import MissingColumnError
from salesreport.measures import cycle_days, win_rate
from salesreport.periods import Period

JUNE = Period.parse("2024-06")
STAGES = {"created": "lead", "reopened": "negotiation", "won": "won", "lost": "lost"}


@pytest.fixture(scope="module")
def reopened(case_folder, frame):
    """Case c22: today's table at the end of June, and its history."""
    history = pd.read_csv(case_folder("c22_win_rate_basis_and_reopened") / "history.csv")
    deals, changes = {}, []
    for row in history.itertuples():
        stage = STAGES[row.status]
        entry = deals.setdefault(row.opp, {"opportunity_id": row.opp, "rep_id": "A"})
        entry |= {"stage": stage, "amount": row.amount, "customer": row.opp}
        entry["close_date"] = row.date if stage in ("won", "lost") else None
        if row.status == "created":
            entry["created_date"] = row.date
        changes.append({"opportunity_id": row.opp, "stage": stage, "entered_date": row.date})
    return {
        "opportunities": frame("opportunities", list(deals.values())),
        "stage_changes": frame("stage_changes", changes),
    }


def test_win_rate_counts_deals_closed_in_june_as_case_c22_states(reopened, measured):
    team = measured(reopened)[None]
    assert (team["win_rate"].numerator, team["win_rate"].denominator) == (2, 3)
    assert team["bookings"].value == 5000
    assert team["leads"].value == 3  # O2, O4, O5 created in June


def test_a_report_of_11_june_made_later_shows_what_was_known_then(reopened, measured):
    team = measured(reopened, as_of=date(2024, 6, 11))[None]
    assert (team["win_rate"].numerator, team["win_rate"].denominator) == (2, 3)
    assert team["bookings"].value == 10000  # O1 1,000 and O3 9,000


def test_a_later_close_is_still_open_without_history(frame, make_deal, measured):
    deals = [
        make_deal("O1", "A", "won", 5, "2024-07-02"),
        make_deal("O2", "A", "won", 7, "2024-06-28"),
    ]
    tables = {"opportunities": frame("opportunities", deals)}
    july = Period.parse("2024-07")
    assert measured(tables, july, as_of=date(2024, 7, 1))[None]["bookings"].value == 0
    assert measured(tables, july, as_of=date(2024, 7, 2))[None]["bookings"].value == 5


def test_win_rate_is_nan_when_nothing_closed(frame, make_deal):
    opportunities = frame("opportunities", [make_deal("O1", "A", "intent", 5)])
    assert pd.isna(win_rate(opportunities, period=JUNE)["all"])


def test_win_rate_by_rep_divides_within_each(frame, make_deal):
    rows = [
        make_deal("O1", "A", "won", 5, "2024-06-30"),
        make_deal("O2", "A", "lost", 5, "2024-06-01"),
        make_deal("O3", "B", "lost", 5, "2024-06-01"),
        make_deal("O4", "B", "won", 5, "2024-07-01"),
    ]
    found = win_rate(frame("opportunities", rows), period=JUNE, by=["rep_id"])
    assert found.to_dict() == {"A": 0.5, "B": 0.0}


def test_cycle_days_leave_out_a_deal_closed_before_it_was_created(frame, make_deal):
    rows = [
        make_deal("O1", "A", "won", 5, "2024-06-11", "2024-06-01"),
        make_deal("O2", "A", "won", 5, "2024-06-21", "2024-06-01"),
        make_deal("O3", "A", "won", 5, "2024-06-01", "2024-06-09"),
    ]
    assert cycle_days(frame("opportunities", rows), period=JUNE)["all"] == 15


def test_a_missing_column_is_named_with_what_is_needed():
    frame = pd.DataFrame({"stage": ["won"]})
    with pytest.raises(MissingColumnError, match=r"opportunities: missing column close_date\."):
        win_rate(frame, period=JUNE)


def test_a_shared_deal_is_one_win_of_its_principal(frame, make_deal, ready):
    from salesreport.measures import components, total

    tables = {
        "opportunities": frame("opportunities", [make_deal("O1", "A", "won", 5, "2024-06-11")]),
        "credits": frame(
            "credits",
            [
                {"opportunity_id": "O1", "rep_id": "A", "share": "0.4"},
                {"opportunity_id": "O1", "rep_id": "B", "share": "0.6"},
            ],
        ),
    }
    found = components(ready(tables), JUNE)
    assert found["won"].to_dict() == {"A": 0, "B": 1, "": 0}
    assert total(found)["won"] == 1
    assert found["bookings"].to_dict() == {"A": 200, "B": 300, "": 0}
    assert found["won_customers"].to_dict() == {"A": 1, "B": 1, "": 0}
