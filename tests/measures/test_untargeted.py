"""Sums of several months are held against targets of all of them, or against none."""

from fractions import Fraction

import pandas as pd
import pytest

from salesreport.measures import components, figures, targets, total, untargeted
from salesreport.measures.single import completion
from salesreport.periods import Period

APRIL, JUNE, Q2 = (Period.parse(label) for label in ("2024-04", "2024-06", "2024-Q2"))


def goal(rep, period, value, measure="bookings"):
    return {"rep_id": rep, "period": period, "value": value, "measure": measure}


def people(frame, **more):
    rows = [{"rep_id": rep, "name": rep, **more.get(rep, {})} for rep in "ABC"]
    return frame("reps", rows)


def made(prepared, window, rep=None):
    parts = components(prepared, window)
    row = total(parts) if rep is None else parts.loc[rep]
    return figures(row, currency="CNY")["completion"]


@pytest.fixture(scope="module")
def quarter(frame, make_deal):
    """A sells 100 in May and 50 in June; a target is given for June alone, or as asked."""

    def build(goals, leave=(), **reps):
        deals = [
            make_deal("O1", "A", "won", 100, "2024-05-10"),
            make_deal("O2", "A", "won", 50, "2024-06-10"),
            make_deal("O3", "B", "won", 30, "2024-06-10"),
        ]
        tables = {
            "opportunities": frame("opportunities", deals),
            "targets": frame("targets", goals),
            "reps": people(frame, **reps),
        }
        return tables | ({"leave": frame("leave", list(leave))} if leave else {})

    return build


def test_months_without_a_target_are_not_held_against_the_others(quarter, ready):
    prepared = ready(quarter([goal("A", "2024-06", 50)]))
    assert made(prepared, JUNE, "A").value == 1  # 50 / 50
    # 150 of May and June are not 300 % of June's 50: April and May have no target
    found = made(prepared, Q2, "A")
    assert (found.value, found.why_null, found.numerator) == (None, "no_target", 150)
    assert untargeted(prepared, Q2)["A"] == ["2024-04", "2024-05"]


@pytest.mark.parametrize("period", ["2024-Q2", "2024"])
def test_a_target_of_the_whole_covers_its_months(quarter, ready, period):
    prepared = ready(quarter([goal("A", period, 300)]))
    assert made(prepared, Period.parse(period), "A").value == Fraction(150, 300)
    assert untargeted(prepared, Q2)["A"] == ([] if period == "2024-Q2" else
                                             ["2024-04", "2024-05", "2024-06"])  # fmt: skip


@pytest.mark.parametrize(
    "who",
    [
        {"A": {"hired_on": "2024-05-01"}},
        {"A": {"hired_on": "2024-05-01", "left_on": "2024-05-31"}},
    ],
)
def test_a_joiner_or_leaver_needs_none_for_the_rest(quarter, ready, who):
    months = ["2024-05", "2024-06"][: 1 if "left_on" in who["A"] else 2]
    prepared = ready(quarter([goal("A", month, 100) for month in months], **who))
    # joined on 1 May: 150 / 200; gone on 31 May: all that counts is still 150, of 100
    assert made(prepared, Q2, "A").value == Fraction(150, 100 * len(months))


def test_a_month_on_leave_needs_none(quarter, ready):
    away = {"rep_id": "A", "from_date": "2024-04-01", "to_date": "2024-04-30",
            "kind": "parental", "prorate": True}  # fmt: skip
    goals = [goal("A", "2024-05", 100), goal("A", "2024-06", 100)]
    assert made(ready(quarter(goals, [away])), Q2, "A").value == Fraction(150, 200)
    stays = {**away, "prorate": False}
    assert made(ready(quarter(goals, [stays])), Q2, "A").why_null == "no_target"


def test_months_before_the_first_trace_of_somebody_need_none_where_the_records_go_back_further(
    frame, make_deal, ready
):
    # B's first deal is of June 2024, A's of April: A lacks May, B joined in June
    deals = [
        make_deal("O1", "A", "won", 100, "2024-04-10", "2024-04-01"),
        make_deal("O2", "A", "won", 50, "2024-06-10", "2024-06-01"),
        make_deal("O3", "B", "won", 30, "2024-06-10", "2024-06-02"),
    ]
    goals = [goal("A", "2024-04", 100), goal("A", "2024-06", 100), goal("B", "2024-06", 60)]
    tables = {"opportunities": frame("opportunities", deals), "targets": frame("targets", goals)}
    prepared = ready(tables | {"reps": people(frame)})
    assert made(prepared, Q2, "B").value == Fraction(30, 60)
    assert untargeted(prepared, Q2) == {"A": ["2024-05"], "B": [], "C": [
        "2024-04", "2024-05", "2024-06"]}  # fmt: skip
    # known to be there since January, B lacks April and May
    joined = ready(tables | {"reps": people(frame, B={"hired_on": "2024-01-01"})})
    assert made(joined, Q2, "B").why_null == "no_target"


def test_a_team_is_unknown_with_one_who_sells_without_a_target(quarter, ready):
    # B sold 30 in June without a target; C has neither target nor deal and is no obstacle
    prepared = ready(quarter([goal("A", "2024-06", 50)]))
    assert made(prepared, JUNE).why_null == "no_target"
    both = [goal("A", "2024-06", 50), goal("B", "2024-06", 30)]
    assert made(ready(quarter(both)), JUNE).value == 1
    # in May only A sold, and B's target is of June
    may = [goal("A", "2024-05", 100), goal("B", "2024-06", 30)]
    assert made(ready(quarter(may)), Period.parse("2024-05")).value == 1
    assert made(ready(quarter(may)), Q2).why_null == "no_target"


def test_next_month_needs_a_target_of_everybody_who_sells_now(quarter, ready):
    tables = quarter([goal("A", "2024-06", 50), goal("A", "2024-07", 70)])
    assert pd.isna(total(components(ready(tables), JUNE))["target_next"])
    gone = quarter([goal("A", "2024-06", 50), goal("A", "2024-07", 70)],
                   B={"left_on": "2024-06-30"})  # fmt: skip
    assert total(components(ready(gone), JUNE))["target_next"] == 7000


def test_other_sums_too_while_the_level_of_a_rate_holds(quarter, ready):
    goals = [goal("A", "2024-06", 4, "new_customers"), goal("A", "2024-06", "0.4", "win_rate")]
    found = targets(ready(quarter(goals)), Q2)
    assert "new_customers" not in found or found.loc["A", "new_customers"] is None
    assert found.loc["A", "win_rate"] == Fraction(2, 5)
    assert targets(ready(quarter(goals)), JUNE).loc["A", "new_customers"] == 4


def test_the_function_of_bare_tables_says_the_same(quarter):
    tables = quarter([goal("A", "2024-06", 50), goal("B", "2024-Q2", 60)])
    deals, goals = tables["opportunities"], tables["targets"]
    found = completion(deals, goals, period=Q2, by=["rep_id"], currency="CNY")
    assert found["B"] == 0.5
    assert found.isna().to_dict() == {"A": True, "B": False}
    assert completion(deals, goals, period=Q2, currency="CNY").isna().all()
    june = completion(deals, goals, period=JUNE, by=["rep_id"], currency="CNY")
    assert june["A"] == 1
