"""Which rows are proposed: laws over all signals, and single cases by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.improvement import (
    CAUSES,
    CLASSES,
    FACTS,
    PlanRule,
    Signal,
    proposals,
    shipped_plan_rules,
    why_not,
)
from salesreport.improvement.files import REFERENCES
from salesreport.improvement.firing import MOST

OF_REPS = [rule for rule in shipped_plan_rules() if rule.of == "rep"]
LATE = PlanRule("late", "follow_up", "improve", classes=("process",), least=0.02)
NAMED = Signal(
    "follow_up", class_of="process", reference="target", amount=-58.0, share=0.2, n=28,
    is_firm=True, rows=("row 2",), measure="process", gain=58.0,
)  # fmt: skip
LOW = Signal("to_be_supported", share=1.0, n=1)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"id": "response"}, "other"),
        ({"class_of": "chance"}, "class"),
        ({"class_of": "undetermined"}, "class"),
        ({"amount": 58.0}, "raises"),
        ({"amount": 0.0}, "raises"),
        ({"is_firm": False}, "not_firm"),
        ({"share": 0.019}, "small"),
        ({"share": 0.02}, None),
        ({"share": None}, "small"),
        ({"rows": ()}, "no_rows"),
    ],
)
def test_a_cause_is_to_be_improved_only_where_it_is_named_with_its_records(changed, why):
    assert why_not(LATE, replace(NAMED, **changed), is_low=False) == why


@pytest.mark.parametrize(
    ("reference", "why"), [("target", "other"), ("peers", "other"), ("last_year", None)]
)
def test_a_rule_may_ask_for_one_reference(reference, why):
    rule = PlanRule("m", "market", "review_target", against="last_year", classes=("external",))
    fallen = replace(NAMED, id="market", class_of="external", reference=reference)
    assert why_not(rule, fallen, is_low=False) == why


@pytest.mark.parametrize(("lasting", "why"), [(None, "not_lasting"), (0.04, "not_lasting"),
                                              (0.05, None)])  # fmt: skip
def test_a_lasting_cause_has_half_of_the_limit_in_the_longer_window(lasting, why):
    rule = PlanRule("t", "target_calibration", "review_target", classes=("external",), least=0.1,
                    lasting=True)  # fmt: skip
    found = replace(
        NAMED, id="target_calibration", class_of="external", share=0.1, lasting_share=lasting
    )
    assert why_not(rule, found, is_low=False) == why


@pytest.mark.parametrize(
    ("share", "n", "why"),
    [(0.41, 10, None), (0.40, 10, "within"), (0.41, 9, "few"), (None, 10, "within")],
)
def test_a_fact_is_beyond_its_limit_with_enough_cases(share, n, why):
    rule = PlanRule("l", "late_follow_up", "improve", above=0.4, fewest=10)
    fact = Signal("late_follow_up", share=share, n=n, rows=("row 2",))
    assert why_not(rule, fact, is_low=False) == why


def test_what_is_asked_of_the_low_is_not_asked_of_others():
    rule = PlanRule("p", "pipeline_short", "support", above=0.1, only_low=True)
    fact = Signal("pipeline_short", share=0.5, n=1)
    assert why_not(rule, fact, is_low=False) == "not_low"
    assert why_not(rule, fact, is_low=True) is None


def ids(found):
    return [one.rule.id for one in found]


def test_a_named_cause_stands_for_the_fact_of_the_same_measure():
    late = Signal("late_follow_up", share=0.57, n=74, rows=("row 2",), measure="process")
    assert ids(proposals(OF_REPS, [NAMED, late], is_low=False)) == ["follow_up"]
    assert ids(proposals(OF_REPS, [late], is_low=False)) == ["late_items"]


def test_chance_of_somebody_graded_is_to_be_looked_into_and_promises_nothing():
    chance = Signal("unexplained", class_of="chance", reference="target", amount=-96.0,
                    share=0.32, n=1)  # fmt: skip
    found = proposals(OF_REPS, [chance, LOW], is_low=True)
    assert [(one.rule.id, one.rule.kind) for one in found] == [("lost_deals", "verify")]
    assert proposals(OF_REPS, [chance], is_low=False) == []


def test_where_nothing_is_known_of_somebody_graded_it_is_to_be_found_out():
    assert ids(proposals(OF_REPS, [LOW], is_low=True)) == ["find_out"]


def test_what_can_be_done_comes_first_by_its_worth_and_what_is_to_be_found_out_last():
    chance = Signal("unexplained", class_of="chance", reference="target", amount=-900.0,
                    share=0.9, n=1)  # fmt: skip
    overdue = Signal("collection_overdue", share=0.7, n=3, gain=300.0, amount=300.0,
                     rows=("row 4",), measure="collection_rate")  # fmt: skip
    found = proposals(OF_REPS, [NAMED, chance, overdue, LOW], is_low=True)
    assert ids(found) == ["collections", "follow_up", "lost_deals"]


signals = st.builds(
    lambda name, class_of, reference, amount, share, n, firm, rows, lasting, measure: Signal(
        name,
        class_of=class_of if name in CAUSES else None,
        reference=reference if name in CAUSES else None,
        amount=amount, share=share, n=n, is_firm=firm, rows=("row",) * rows,
        lasting_share=lasting, measure=measure, gain=-amount if amount and amount < 0 else None,
    ),
    st.sampled_from([*CAUSES, *FACTS]),
    st.sampled_from(CLASSES),
    st.sampled_from(REFERENCES),
    st.floats(-1e6, 1e6),
    st.none() | st.floats(0, 1),
    st.integers(0, 50),
    st.booleans(),
    st.integers(0, 3),
    st.none() | st.floats(0, 1),
    st.none() | st.sampled_from(["process", "leads", "collection_rate"]),
)  # fmt: skip


@given(st.lists(signals, max_size=12), st.booleans())
def test_laws_of_proposed_rows(found, is_low):
    known = [one for one in found if one.id != "to_be_supported"]
    rows = proposals(OF_REPS, [*known, LOW] if is_low else known, is_low=is_low)
    assert len(rows) <= MOST
    if is_low:
        assert rows  # everybody graded or flagged gets a row
    assert len({one.rule.id for one in rows}) == len(rows)
    measures = [one.signal.measure for one in rows if one.signal.measure]
    assert len(set(measures)) == len(measures)
    for one in rows:
        if one.rule.kind == "improve":
            assert one.signal.rows
            assert one.signal.class_of in (None, "process")
        if one.signal.class_of in ("chance", "undetermined", "personal"):
            assert one.rule.kind == "verify"
        if one.signal.is_cause:
            assert one.signal.amount < 0
    kinds = [one.rule.kind for one in rows]
    assert kinds.count("verify") <= 1
    assert kinds.count("review_target") <= 1


@given(st.lists(signals, max_size=8), st.randoms())
def test_rows_do_not_depend_on_the_order_of_different_signals(found, random):
    each = list({one.id: one for one in found}.values())
    mixed = random.sample(each, len(each))
    first, second = (proposals(OF_REPS, order, is_low=True) for order in (each, mixed))
    assert ids(first) == ids(second)
