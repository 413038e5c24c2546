"""How much money stands in the rows that problems name."""

from __future__ import annotations

DATA = {"opportunities": {"path": "d.csv"}}


def stakes(loaded, rule):
    return [p.values.get("at_stake") for p in loaded.problems if p.rule == rule]


def test_a_row_that_cannot_be_used_says_its_amount(load, deals):
    text = deals("O1,L,Acme,tbd,won,2024-06-05,1000.50", "O2,L,Acme,tbd,won,2024-06-05,-20",
                 "O3,L,Acme,tbd,won,2024-06-05,")  # fmt: skip
    assert stakes(load({"d.csv": text}, DATA, max_dropped=1), "bad_date") == [
        "1000.50", "20.00", None,
    ]  # fmt: skip


def test_a_kept_row_has_its_amount_in_the_reports_currency(load):
    text = ("opportunity_id,rep_id,customer,created_date,stage,close_date,amount,currency,"
            "expected_close_date\nO1,L,Acme,2024-06-01,won,2024-06-05,100,USD,tbd\n")  # fmt: skip
    files = {"d.csv": text, "r.csv": "currency,period,rate\nUSD,2024-06,7.25\n"}
    loaded = load(files, {**DATA, "rates": {"path": "r.csv"}}, max_dropped=1)
    assert stakes(loaded, "bad_date") == ["725.00"]


def test_rows_of_one_number_in_two_files_have_their_own_amounts(load, deals):
    files = {"a.csv": deals("O1,L,Acme,tbd,won,2024-06-05,1"),
             "b.csv": deals("O2,L,Acme,tbd,won,2024-06-05,2")}  # fmt: skip
    loaded = load(files, {"opportunities": {"path": "?.csv"}}, max_dropped=1)
    assert stakes(loaded, "bad_date") == ["1.00", "2.00"]


def test_a_table_without_amounts_has_none(load):
    text = "lead_id,rep_id,assigned_date,status\nL1,L,tbd,new\n"
    loaded = load({"l.csv": text}, {"leads": {"path": "l.csv"}}, max_dropped=1)
    assert stakes(loaded, "bad_date") == [None]
