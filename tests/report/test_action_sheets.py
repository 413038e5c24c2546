"""Contacts planned with key customers beside those that were made, customer by customer."""

from __future__ import annotations

from salesreport.display import target_pages
from tests.report.test_targets import person, planned, tables


def made(customer, n):
    """Actions done with a customer, spread over April to June 2024."""
    return [
        {"activity_id": f"{customer}-{at}", "date": f"2024-0{4 + at % 3}-{at // 3 + 3:02d}",
         "rep_id": "A", "customer": customer, "stage": "intent", "action": "call",
         "status": "done"}
        for at in range(n)
    ]  # fmt: skip


def test_more_contacts_with_one_customer_make_up_for_nothing_at_another(tmp_path):
    planned_contacts = {"One": 2, "Two": 2, "Three": 5, "Four": ""}
    keys = [
        {"rep_id": "A", "customer": name, "level": "A", "contacts_per_month": n, "support": ""}
        for name, n in planned_contacts.items()
    ]  # fmt: skip
    # a month: 4 of 2, none of 2, 4 of 5 (exactly 80 %), 2 without a plan
    done = made("One", 12) + made("Three", 12) + made("Four", 6)
    people = [person("A"), person("B"), person("C")]
    rows = tables() | {"reps": people, "key_accounts": keys, "activities": done}
    view = planned(tmp_path, rows)
    sheet = view.actions[0]
    assert [one.actual for one in sheet.customers] == [4, 0, 4, 2]
    assert [one.neglected for one in sheet.customers] == [False, True, False, False]
    # 2 + 2 + 5 planned, 2 + 0 + 4 of them made
    assert (sheet.planned, sheet.actual) == (9, 6)
    said = target_pages(view, "en").actions.html()
    assert "1 of 3 key customers had less than 80% of the planned contacts" in said
    assert "Name A: too few contacts with Two." in said
    assert "rhythm 6 of 9 contacts a month" in said
