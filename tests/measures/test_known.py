"""Later rows do not exist; later outcomes are still open."""

from datetime import date

import pytest

from salesreport.measures import known

AS_OF, FINANCE = date(2024, 6, 30), date(2024, 7, 5)


@pytest.fixture(scope="module")
def cut(frame):
    def make(**rows):
        tables = {name: frame(name, own) for name, own in rows.items()}
        return known(tables, as_of=AS_OF, finance_as_of=FINANCE)

    return make


def test_rows_dated_on_the_last_day_stay_and_later_ones_go(cut, make_deal):
    found = cut(
        opportunities=[
            make_deal(f"O{d}", "A", "intent", 1, None, f"2024-{d}") for d in ("06-30", "07-01")
        ],
        leads=[{"lead_id": d, "assigned_date": f"2024-{d}"} for d in ("06-30", "07-01")],
        contracts=[{"contract_id": d, "signed_date": f"2024-{d}"} for d in ("06-30", "07-01")],
        satisfaction=[{"rep_id": "A", "date": f"2024-{d}"} for d in ("06-30", "07-01")],
    )
    assert {name: len(frame) for name, frame in found.items()} == dict.fromkeys(found, 1)


def test_finance_has_its_own_last_day(cut):
    days = ("07-05", "07-06")
    found = cut(
        payments=[{"payment_id": d, "date": f"2024-{d}", "amount": 1} for d in days],
        invoices=[{"invoice_id": d, "date": f"2024-{d}", "amount": 1} for d in days],
        allocations=[{"payment_id": d, "invoice_id": "I", "amount": 1} for d in days],
    )
    assert {name: len(frame) for name, frame in found.items()} == dict.fromkeys(found, 1)


def test_plans_of_contracts_not_signed_yet_are_not_known(cut):
    found = cut(
        contracts=[{"contract_id": "K", "signed_date": "2024-07-01", "amount": 1}],
        payment_plan=[
            {"contract_id": k, "due_date": "2024-08-01", "amount": 1} for k in ("K", "unheard of")
        ],
    )
    assert found["payment_plan"]["contract_id"].tolist() == ["unheard of"]


def test_a_first_response_after_the_cut_off_has_not_come_yet(cut):
    found = cut(
        leads=[{"lead_id": "L", "assigned_date": "2024-06-29", "first_response_date": "2024-07-01"}]
    )
    assert found["leads"]["first_response_date"].isna().all()


def test_an_action_done_after_the_cut_off_is_in_progress(cut):
    row = {"date": "2024-06-29", "rep_id": "A", "customer": "K", "action": "call"}
    found = cut(
        activities=[{**row, "status": "done", "due_date": "2024-06-30", "done_date": "2024-07-01"}]
    )["activities"]
    assert found["status"].tolist() == ["in_progress"]
    assert found["done_date"].isna().all()


def test_the_stage_of_that_day_is_restored_from_its_history(cut, make_deal):
    changes = [
        {"opportunity_id": "O1", "stage": "lead", "entered_date": "2024-05-01"},
        {"opportunity_id": "O1", "stage": "intent", "entered_date": "2024-06-10"},
        {"opportunity_id": "O1", "stage": "won", "entered_date": "2024-07-03"},
    ]
    found = cut(opportunities=[make_deal("O1", "A", "won", 1, "2024-07-03")], stage_changes=changes)
    assert found["opportunities"]["stage"].tolist() == ["intent"]
    assert found["opportunities"]["close_date"].isna().all()
    assert len(found["stage_changes"]) == 2


def test_a_history_that_ends_before_the_cut_off_does_not_overrule_the_deal(cut, make_deal):
    changes = [{"opportunity_id": "O1", "stage": "intent", "entered_date": "2024-06-10"}]
    found = cut(opportunities=[make_deal("O1", "A", "won", 1, "2024-06-20")], stage_changes=changes)
    assert found["opportunities"]["stage"].tolist() == ["won"]


def test_targets_plans_and_leave_of_the_future_are_kept(cut):
    found = cut(
        targets=[{"rep_id": "A", "period": "2025-01", "value": 1}],
        leave=[{"rep_id": "A", "from_date": "2025-01-01", "to_date": "2025-01-02"}],
        plans=[{"rep_id": "A", "item": "x", "made_on": "2024-07-10"}],
    )
    assert {name: len(frame) for name, frame in found.items()} == dict.fromkeys(found, 1)


@pytest.mark.parametrize("stage", ["won", "lost"])
def test_a_closed_deal_is_there_whatever_its_created_date_says(cut, make_deal, stage):
    found = cut(
        opportunities=[
            make_deal("typed wrong", "A", stage, 1, "2024-06-04") | {"created_date": "2024-12-30"},
            make_deal("later", "A", stage, 1, "2024-12-31") | {"created_date": "2024-12-30"},
            make_deal("open", "A", "intent", 1, None) | {"created_date": "2024-12-30"},
        ]
    )["opportunities"]
    assert found["opportunity_id"].tolist() == ["typed wrong"]
    assert found["stage"].tolist() == [stage]


def test_a_deal_closed_by_then_is_known_whatever_its_created_date_says(cut, make_deal):
    found = cut(
        opportunities=[
            make_deal("won", "A", "won", 1, "2024-06-04", "2024-12-30"),
            make_deal("open", "A", "intent", 1, None, "2024-12-30"),
            make_deal("later", "A", "won", 1, "2024-12-31", "2024-12-30"),
        ]
    )
    assert found["opportunities"]["opportunity_id"].tolist() == ["won"]
