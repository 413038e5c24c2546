"""Targets worth a word: each rule fires on its figure and not short of it."""

import pytest

from salesreport.display.targetremarks import TEXTS
from salesreport.targeting import Case, Whole, remarks
from salesreport.targeting.remarks import RULES

LIMITS = {
    "chance_below": 0.1, "chance_above": 0.95, "above_best": 1.2, "growth": 1.3, "cushion": 0.1,
}  # fmt: skip
FAIR = Whole(assigned=300, cushion=0.05, usual=300, season=[0.3, 0.3, 0.4], days_gone=0)


def case(rep_id="A", months=(30, 30, 40), **more):
    known = {"median": 100, "chance": 0.5, "best": 120, "n_keys": 2, "n_unplanned": 0}
    return Case(rep_id, months, **(known | more))


def fired(cases, whole=FAIR):
    return [(one.rule, one.rep_id, one.figure) for one in remarks(cases, whole, LIMITS)]


def team(**more):
    return [case("A"), case("B", (20, 20, 30), median=60), case("C", (10, 10, 10), median=30)]


def test_a_fair_plan_needs_no_word():
    assert fired(team()) == []


def test_one_size_for_people_who_differ():
    alike = [case("A", median=100), case("B", median=60), case("C", median=90)]
    assert fired(alike) == [("one_size", None, 100)]
    assert fired([case(i, median=100) for i in "ABC"]) == []  # alike people may have the same
    assert fired(alike[:2]) == []


@pytest.mark.parametrize(
    ("chance", "rule"), [(0.0999, "chance_low"), (0.1, None), (0.95, None), (0.951, "chance_high")]
)
def test_chances_at_their_limits(chance, rule):
    found = fired([case(chance=chance)])
    assert found == ([] if rule is None else [(rule, "A", chance)])


def test_far_above_the_best_so_far():
    assert fired([case(best=80)]) == [("above_best", "A", 1.25)]
    assert fired([case(best=100 / 1.2)]) == []
    assert fired([case(best=None)]) == []


def test_floors_and_caps_that_whole_units_miss():
    assert fired([case(low=100.5)]) == [("below_floor", "A", 100)]
    assert fired([case(high=99.5)]) == [("above_cap", "A", 100)]
    assert fired([case(low=100.004, high=100)]) == []  # they are known to the cent
    assert fired([case(low=None, high=None)]) == []


def test_growth_of_those_with_a_history():
    whole = Whole(400, 0.05, 300, [0.3, 0.3, 0.4], 0)
    assert fired(team(), whole) == [("total_growth", None, pytest.approx(4 / 3))]


def test_flat_months_in_spite_of_a_season():
    flat = [case("A", (30, 30, 30)), case("B", (20, 20, 20))]
    assert fired(flat) == [("flat_months", None, 0)]
    even = Whole(300, 0.05, 300, [0.33, 0.33, 0.34], 0)
    assert fired(flat, even) == []
    assert fired([case("A", (90,))], Whole(300, 0.05, 300, [1.0], 0)) == []


def test_a_large_cushion_and_a_late_plan():
    whole = Whole(300, 0.12, 300, [0.3, 0.3, 0.4], 7)
    assert fired(team(), whole) == [("cushion_large", None, 0.12), ("begun", None, None)]
    again = Whole(300, 0.12, 300, [0.3, 0.3, 0.4], 40, kept_months=True)
    assert [rule for rule, _, _ in fired(team(), again)] == ["cushion_large"]


def test_nothing_to_measure_an_action_by():
    (no_rhythm,) = remarks([case(n_unplanned=2)], FAIR, LIMITS)
    assert (no_rhythm.rule, no_rhythm.n) == ("no_rhythm", 2)
    assert fired([case(n_keys=0)]) == [("no_key_accounts", "A", None)]
    assert fired([case(n_keys=None)]) == []


def test_people_without_a_chance_are_counted_and_strangers_named():
    (told,) = remarks([case(chance=None), case("B")], FAIR, LIMITS)
    assert (told.rule, told.n) == ("no_chance", 1)
    assert fired([case("X", is_known=False)]) == [("unknown_rep", "X", 100)]


def test_every_rule_has_words():
    assert set(TEXTS) == set(RULES)
