"""Two owners at once, an owner who had left, shares of nothing."""

import pytest


def owned(rep, since, customer="Acme", deal=None):
    return {"customer": customer, "opportunity_id": deal, "rep_id": rep, "from_date": since}


def won(key, close, customer="Acme", stage="won"):
    return {"opportunity_id": key, "rep_id": "C", "customer": customer, "stage": stage} | {
        "created_date": "2024-05-01", "close_date": close, "amount": 10
    }  # fmt: skip


def test_two_owners_from_the_same_day_are_an_error_and_neither_is_used(checked):
    rows = [owned("A", "2024-06-01"), owned("B", "2024-06-01"), owned("B", "2024-06-02")]
    found = checked({"owners": rows})
    (problem,) = found.of("overlapping_owners")
    assert (problem.severity, problem.value) == ("error", "A, B")
    assert (problem.values["key"], problem.values["day"]) == ("Acme", "2024-06-01")
    assert found.refused["owners"]["overlapping_owners"].tolist() == [0, 1]


@pytest.mark.parametrize(
    "rows",
    [
        [owned("A", "2024-06-01"), owned("B", "2024-06-02")],
        [owned("A", "2024-06-01"), owned("B", "2024-06-01", customer="Bolt")],
        [owned("A", "2024-06-01"), owned("B", "2024-06-01", customer=None, deal="O1")],
        [owned("A", "2024-06-01"), owned("A", "2024-06-01")],
    ],
)
def test_a_handover_and_different_things_are_no_overlap(checked, rows):
    assert checked({"owners": rows}).of("overlapping_owners") == []


def test_both_rows_of_one_file_are_left_out_and_the_deal_stays_with_its_rep(load, deals, line_of):
    files = {
        "deals.csv": deals("O1,L,Acme,2024-06-01,won,2024-06-05,1000"),
        "owners.csv": "customer,rep_id,from_date\nAcme,M,2024-06-01\nAcme,N,2024-06-01\n",
    }
    data = {"opportunities": {"path": "deals.csv"}, "owners": {"path": "owners.csv"}}
    loaded = load(files, data)
    assert loaded.tables["owners"].empty
    assert line_of(loaded, "owners").listed == {"overlapping_owners": 2}


def test_an_owner_who_had_left_when_the_deal_was_won_is_named(checked):
    tables = {
        "reps": [{"rep_id": "A", "name": "Ann", "left_on": "2024-06-10"}],
        "owners": [owned("A", "2023-01-01"), owned("B", "2024-06-20", customer="Bolt")],
        "opportunities": [
            won("O1", "2024-06-10"),
            won("O2", "2024-06-11"),
            won("O3", "2024-06-25"),
            won("O4", "2024-06-25", stage="lost"),
            won("O5", "2024-06-25", customer="Bolt"),
        ],
    }
    found = checked(tables)
    (problem,) = found.of("owner_left")
    assert (problem.severity, problem.row, problem.value) == ("warning", 2, "A")
    assert problem.values | {"owner": "Ann", "deals": "2", "day": "2024-06-11"} == problem.values
    taken_over = [*tables["owners"], owned("B", "2024-06-11")]
    assert checked({**tables, "owners": taken_over}).of("owner_left") == []


@pytest.mark.parametrize(
    ("rows", "listed"),
    [
        ([owned("B", "2024-06-01"), owned("A", "2024-06-01")], []),
        ([owned("A", "2024-06-01"), owned("B", "2024-06-01")], []),
        ([owned("A", "2024-06-01"), owned("A", "2024-06-01")], [1]),
        ([owned("A", "2023-01-01"), owned("B", "2024-06-01"), owned("C", "2024-06-01")], [0]),
        ([owned("A", "2023-01-01"), owned("B", "2024-06-01", customer=None, deal="O1"),
          owned("C", "2024-06-01", customer=None, deal="O1")], [0]),
    ],
)  # fmt: skip
def test_of_two_owners_from_one_day_neither_is_the_one_who_had_left(checked, rows, listed):
    """As the measures credit the deal: to the one on record before, else to its own rep."""
    tables = {
        "reps": [{"rep_id": "A", "name": "Ann", "left_on": "2024-06-10"}],
        "owners": rows,
        "opportunities": [won("O1", "2024-06-25")],
    }
    assert checked(tables).rows("owner_left") == listed


def test_a_deal_shared_by_credits_is_not_the_owners(checked):
    tables = {
        "reps": [{"rep_id": "A", "name": "Ann", "left_on": "2024-06-10"}],
        "owners": [owned("A", "2023-01-01")],
        "opportunities": [won("O1", "2024-06-25")],
        "credits": [{"opportunity_id": "O1", "rep_id": "B", "share": "1"}],
    }
    assert checked(tables).of("owner_left") == []


@pytest.mark.parametrize(("share", "shown"), [("0", "0%"), ("-0.5", "-50.0%")])
def test_a_share_of_zero_or_less_is_refused(checked, share, shown):
    rows = [
        {"opportunity_id": "O1", "rep_id": "A", "share": share},
        {"opportunity_id": "O1", "rep_id": "B", "share": "1"},
    ]
    found = checked({"credits": rows})
    assert [p.value for p in found.of("share_not_positive")] == [shown]
    assert found.refused["credits"]["share_not_positive"].tolist() == [0]
