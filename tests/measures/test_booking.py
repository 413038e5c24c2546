"""Net won amounts, who they count for, and their adjustments."""

from fractions import Fraction

import pandas as pd

from salesreport.measures import components, contributions, credited_deals, total
from salesreport.periods import Period

JUNE, JULY = Period.parse("2024-06"), Period.parse("2024-07")


def refunds(case_folder, frame):
    """Case c03: orders, refunds and a credit note of the next month."""
    ledger = pd.read_csv(case_folder("c03_refunds_net_aov") / "ledger.csv", dtype="str")
    orders, adjusted = [], []
    for row in ledger.itertuples():
        if row.type == "order":
            orders.append(
                {
                    "opportunity_id": row.doc_id,
                    "rep_id": row.rep,
                    "stage": "won",
                    "customer": row.doc_id,
                    "amount": row.net_amount,
                    "created_date": row.date,
                    "close_date": row.date,
                }
            )
        else:
            adjusted.append(
                {"date": row.date, "rep_id": row.rep, "opportunity_id": row.ref}
                | {"amount": row.net_amount, "kind": row.type}
            )
    return {
        "opportunities": frame("opportunities", orders),
        "booking_adjustments": frame("booking_adjustments", adjusted),
        "targets": frame(
            "targets", [{"rep_id": "A", "measure": "bookings", "period": "2024-06", "value": 6000}]
        ),
    }


def test_refunds_count_once_at_their_own_date_as_case_c03_states(case_folder, frame, measured):
    tables = refunds(case_folder, frame)
    june = measured(tables)["A"]
    assert june["bookings"].value == 4200
    assert june["revenue_per_customer"].value == 840
    assert june["completion"].value == Fraction(7, 10)


def test_a_credit_note_belongs_to_the_month_it_was_posted(case_folder, frame, ready):
    from datetime import date

    tables = refunds(case_folder, frame)
    later = ready(tables, as_of=date(2024, 7, 31))
    assert total(components(later, JUNE))["bookings"] == 420000
    assert total(components(later, JULY))["bookings"] == -20000
    assert total(components(later, JULY))["won_customers"] == 0


def test_an_adjustment_without_a_rep_follows_the_credit_of_its_deal(frame, make_deal, ready):
    tables = {
        "opportunities": frame("opportunities", [make_deal("O1", "A", "won", 90, "2024-06-11")]),
        "credits": frame(
            "credits",
            [{"opportunity_id": "O1", "rep_id": r, "share": "0.3333"} for r in ("A", "B", "C")],
        ),
        "booking_adjustments": frame(
            "booking_adjustments",
            [{"date": "2024-06-20", "opportunity_id": "O1", "amount": -10, "kind": "refund"}],
        ),
    }
    found = components(ready(tables), JUNE)["bookings"]
    # 90.00 in three is 30.00 each; -10.00 in three is -3.33, -3.33 and -3.34
    assert sorted(found.drop("")) == [2666, 2667, 2667]
    assert found[""] == 0


def test_the_owner_at_the_close_date_gets_the_deal(case_folder, frame, measured):
    folder = case_folder("c18_prorated_target_and_handover")
    owners, sales = pd.read_csv(folder / "owners.csv"), pd.read_csv(folder / "sales.csv")
    people, plans = pd.read_csv(folder / "reps.csv"), pd.read_csv(folder / "targets.csv")
    people = people.astype("object").where(people.notna(), None)
    tables = {
        "reps": frame(
            "reps",
            [
                {"rep_id": r.rep, "name": r.rep, "hired_on": r.joined, "left_on": r.left}
                for r in people.itertuples()
            ],
        ),
        "owners": frame(
            "owners",
            [
                {"customer": o.account, "rep_id": o.rep, "from_date": o[3]}
                for o in owners.itertuples()
            ],
        ),
        "opportunities": frame(
            "opportunities",
            [
                {"opportunity_id": s.sale, "customer": s.account, "amount": s.amount}
                | {"stage": "won", "close_date": s.date, "created_date": s.date}
                for s in sales.itertuples()
            ],
        ),
        "targets": frame(
            "targets",
            [
                {"rep_id": t.rep, "measure": "bookings", "period": t.month}
                | {"value": t.full_month_target}
                for t in plans.itertuples()
            ],
        ),
    }
    found = measured(tables)
    stated = {
        "A": (45000, 90000, "0.5"),
        "B": (30000, 60000, "0.5"),
        "C": (36000, 45000, "0.8"),
        "D": (33000, 30000, "1.1"),
        None: (144000, 225000, "0.64"),
    }
    for rep, (revenue, target, completion) in stated.items():
        figure = found[rep]["completion"]
        assert (figure.numerator, figure.denominator) == (revenue, target)
        assert figure.value == Fraction(completion)


def test_a_deal_without_a_rep_counts_in_the_total_only(frame, make_deal, ready):
    rows = [
        make_deal("O1", None, "won", 5, "2024-06-11"),
        make_deal("O2", "A", "won", 7, "2024-06-11"),
    ]
    found = components(ready({"opportunities": frame("opportunities", rows)}), JUNE)["bookings"]
    assert found.to_dict() == {"A": 700, "": 500}
    assert found.sum() == 1200


def test_rows_behind_bookings_carry_file_and_line_and_sum_to_them(case_folder, frame, ready):
    prepared = ready(refunds(case_folder, frame))
    rows = contributions(prepared, "bookings", JUNE)
    assert rows["value"].sum() == components(prepared, JUNE)["bookings"].sum()
    refund = rows[rows["table"] == "booking_adjustments"].iloc[0]
    assert (refund["rep_id"], refund["value"], refund["key"]) == ("A", -50000, "O3")
    assert (refund["source_file"], refund["source_row"]) == ("data/booking_adjustments.csv", 2)


def test_a_deal_credited_elsewhere_stays_visible_for_its_own_rep(frame, make_deal, ready):
    tables = {
        "opportunities": frame("opportunities", [make_deal("O1", "A", "won", 5, "2024-06-11")]),
        "credits": frame("credits", [{"opportunity_id": "O1", "rep_id": "B", "share": 1}]),
    }
    rows = credited_deals(ready(tables))
    assert list(zip(rows["credited_to"], rows["credited"], rows["share"], strict=True)) == [
        ("B", 500, 1),
        ("A", 0, 0),
    ]


def test_new_contracts_count_by_signing_date_not_by_close(frame, make_deal, measured):
    tables = {
        "opportunities": frame("opportunities", [make_deal("O1", "A", "won", 5, "2024-06-11")]),
        "contracts": frame(
            "contracts",
            [
                {
                    "contract_id": "K1",
                    "opportunity_id": "O1",
                    "signed_date": "2024-06-30",
                    "amount": 9,
                },
                {"contract_id": "K2", "rep_id": "A", "signed_date": "2024-05-31", "amount": 4},
            ],
        ),
    }
    found = measured(tables)
    assert found["A"]["new_contracts"].value == 9
    assert found["A"]["bookings"].value == 5
