"""Table 2 as typed, alone and beside computed values."""

from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

from salesreport.measures import absences, components, contributions, figures, total, typed
from salesreport.periods import Period

MARCH, Q1 = Period.parse("2024-03"), Period.parse("2024-Q1")
AS_OF = date(2024, 4, 5)


def row(rep, target, bookings, new, conversion, size, collection, process, period="2024-03"):
    return {
        "period": period,
        "rep_id": rep,
        "target": target,
        "bookings": bookings,
        "new_customers": new,
        "conversion": conversion,
        "revenue_per_customer": size,
        "collection_rate": collection,
        "process": process,
    }


SEED = [
    row("张*", 500000, 520000, 8, "0.25", 65000, "0.92", "0.84"),
    row("李*", 300000, 210000, 5, "0.15", 42000, "0.85", "0.90"),
]


@pytest.fixture(scope="module")
def seed(frame):
    return {"evaluations": frame("evaluations", SEED)}


def test_only_table_2_gives_every_figure_of_the_seed(seed, measured):
    found = measured(seed, MARCH, as_of=AS_OF)
    li = found["李*"]
    assert li["completion"].value == Fraction(7, 10)
    assert li["won_customers"].value == 5
    assert (li["leads"].value, li["leads"].implied) == (33, True)  # 5 / 0.15 = 33.3
    assert (li["conversion"].value, li["conversion"].typed) == (Fraction(3, 20), True)
    assert li["conversion"].n == 33
    assert found["张*"]["leads"].value == 32
    assert found["张*"]["revenue_per_customer"].value == 65000


def test_the_team_of_table_2_is_sums_over_sums(seed, measured):
    team = measured(seed, MARCH, as_of=AS_OF)[None]
    assert team["completion"].value == Fraction(730, 800)
    assert team["conversion"].value == Fraction(13, 65)
    assert team["revenue_per_customer"].value == Fraction(730000, 13)
    assert team["collection_rate"].value is None
    assert team["collection_rate"].why_null == "typed_rate_only"
    assert team["process"].why_null == "typed_rate_only"


def test_typed_months_add_up_over_a_quarter(frame, ready):
    two = [*SEED, row("张*", 100, 90, 2, "0.5", 45, None, None, "2024-02")]
    rows = [*two, row("张*", 100, 90, 2, "0.5", 45, None, None, "2024-01")]
    prepared = ready({"evaluations": frame("evaluations", rows)}, as_of=AS_OF)
    found = components(prepared, Q1)
    assert found.loc["张*", ["bookings", "target", "leads"]].tolist() == [52018000, 50020000, 40]
    # of two months of the quarter there is no target of the quarter
    without = components(ready({"evaluations": frame("evaluations", two)}, as_of=AS_OF), Q1)
    assert without.loc["张*", "bookings"] == 52009000
    assert pd.isna(without.loc["张*", "target"])
    assert typed(prepared, Q1).empty


def test_a_typed_value_beats_the_computed_one_of_its_rep_and_month(frame, make_deal, ready):
    deals = [
        make_deal("O1", "张*", "won", 7, "2024-03-05", "2024-03-01"),
        make_deal("O2", "张*", "won", 5, "2024-02-05", "2024-02-01"),
        make_deal("O3", "王*", "won", 3, "2024-03-05", "2024-03-01"),
    ]
    tables = {
        "opportunities": frame("opportunities", deals),
        "evaluations": frame("evaluations", SEED),
    }
    prepared = ready(tables, as_of=AS_OF)
    found = components(prepared, MARCH)
    assert found["bookings"].to_dict() == {
        "张*": 52000000, "李*": 21000000, "王*": 300, "": 0,
    }  # fmt: skip
    assert components(prepared, Q1).loc["张*", "bookings"] == 52000500
    alone = components(prepared, MARCH, basis="computed")
    assert alone["bookings"].to_dict() == {"张*": 700, "李*": 0, "王*": 300, "": 0}
    # won customers and leads are there to be counted, so nothing stands in for them
    assert found.loc["张*", ["won_customers", "leads"]].tolist() == [1, 1]
    judged = typed(prepared, MARCH).loc["张*"]
    figure = figures(
        found.loc["张*"],
        currency="CNY",
        typed=judged,
        computed=alone.loc["张*"],
    )["bookings"]
    assert (figure.value, figure.typed, figure.computed) == (520000, True, 7)


def test_typed_rows_are_the_rows_behind_the_number(seed, ready):
    rows = contributions(ready(seed, as_of=AS_OF), "bookings", MARCH)
    assert rows[["rep_id", "value", "table", "source_row"]].values.tolist() == [
        ["张*", 52000000, "evaluations", 2],
        ["李*", 21000000, "evaluations", 3],
    ]


def test_a_month_nobody_typed_is_unknown_not_zero(seed, ready):
    prepared = ready(seed, as_of=AS_OF)
    february = MARCH.previous()
    found = components(prepared, february)
    assert found["bookings"].isna().all()
    team = figures(total(found), currency="CNY", absent=absences(prepared, february))
    assert (team["bookings"].value, team["bookings"].why_null) == (None, "no_data")
    assert team["win_rate"].why_null == "no_table"


def test_a_column_of_leads_beats_what_the_rate_implies(frame, ready):
    rows = [{**SEED[0], "leads": 40}]
    prepared = ready({"evaluations": frame("evaluations", rows)}, as_of=AS_OF)
    judged = typed(prepared, MARCH).loc["张*"]
    assert (judged["leads"], judged["implied_leads"]) == (40, False)
    assert components(prepared, MARCH).loc["张*", "leads"] == 40


def test_a_typed_zero_is_a_value(frame, measured):
    rows = [row("张*", 100, 0, 0, 0, None, 0, 0)]
    found = measured({"evaluations": frame("evaluations", rows)}, MARCH, as_of=AS_OF)["张*"]
    assert (found["completion"].value, found["collection_rate"].value) == (0, 0)
    assert found["leads"].value is None
    assert found["revenue_per_customer"].why_null == "no_denominator"


def test_a_typed_process_score_is_not_mixed_with_the_counted_items(seed, frame, measured):
    # Table 1 as printed has one row of 张*, late; his score by hand is 84 %
    item = {"date": "2024-03-04", "rep_id": "张*", "customer": "A科技", "action": "方案"}
    late = {**item, "status": "in_progress", "due_date": "2024-03-08"}
    other = {**late, "rep_id": "王*", "status": "done", "done_date": "2024-03-08"}
    found = measured({**seed, "activities": frame("activities", [late])}, MARCH, as_of=AS_OF)
    assert (found["张*"]["process"].value, found["张*"]["process"].n) == (Fraction("0.84"), None)
    assert found[None]["process"].why_null == "typed_rate_only"
    found = measured({**seed, "activities": frame("activities", [late, other])}, MARCH, as_of=AS_OF)
    assert (found["王*"]["process"].value, found[None]["process"].value) == (1, 1)


def test_proposals_are_unknown_where_no_action_has_a_type(frame, measured):
    item = {"date": "2024-03-04", "rep_id": "张*", "action": "方案", "status": "done"}
    found = measured({"activities": frame("activities", [item])}, MARCH, as_of=AS_OF)["张*"]
    assert (found["proposals"].value, found["proposals"].why_null) == (None, "no_data")
