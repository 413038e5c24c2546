"""A split adds up in every row, column and total, for any team; shares worked by hand."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from salesreport.targeting import (
    Calendar,
    HeldTooMuchError,
    Month,
    Person,
    Task,
    split,
    weigh,
)

F = Fraction
QUARTER = Calendar([Month("2026-07", 20), Month("2026-08", 20), Month("2026-09", 20)])
POLICY = {"potential": F(4, 10), "history": F(4, 10), "ability": F(2, 10)}
WHOLE = (F(1), F(1), F(1))


def person(rep_id, potential=1, history=1, ability=1, *, there=WHOLE, ramp=WHOLE, team=None):
    parts = [None if v is None else F(v) for v in (potential, history, ability)]
    return Person(rep_id, team, *parts, there, ramp)


def totals(found, people):
    return [int(found.of_rep(one.rep_id)) for one in people]


def made(people, task, *, policy=POLICY, calendar=QUARTER):
    return split(people, weigh(people, calendar, policy), calendar, task)


def test_shares_are_the_policys_sum_of_parts():
    people = [person("A", 3, 1, 1), person("B", 1, 1, 3)]
    one, other = weigh(people, QUARTER, POLICY)
    # A: 0.4 · 3/4 + 0.4 · 1/2 + 0.2 · 1/4; B the rest
    assert one.mix == F(4, 10) * F(3, 4) + F(4, 10) * F(1, 2) + F(2, 10) * F(1, 4)
    assert one.mix + other.mix == 1
    assert totals(made(people, Task(F(1000), F(1))), people) == [550, 450]


def test_a_part_that_nobody_has_gives_its_weight_to_the_others():
    people = [person("A", None, 3, 1), person("B", None, 1, 1)]
    one, _ = weigh(people, QUARTER, POLICY)
    assert one.mix == F(2, 3) * F(3, 4) + F(1, 3) * F(1, 2)
    assert one.parts.potential is None


def test_floor_and_cap_stand_around_what_was_booked_where_the_history_is_drawn():
    people = [
        replace(person("A", history=5), last=F(9)),
        replace(person("B", history=5), last=F(1)),
    ]
    found = made(people, Task(F(1000), F(1), band=F(3, 10)))
    # A 90 % and B 10 % as booked: 630 to 1,170 and 70 to 130
    assert [(one.low, one.high) for one in found.shares] == [(630, 1170), (70, 130)]
    assert totals(found, people) == [870, 130]


def test_a_history_of_nothing_is_no_newcomers():
    people = [person("A", history=0), person("B")]
    assert [one.is_new for one in people] == [False, False]
    one, _ = weigh(people, QUARTER, POLICY)
    assert one.mix == F(4, 10) / 2 + F(2, 10) / 2
    assert one.parts.history == 0


def test_a_newcomer_counts_by_potential_and_ramp_alone():
    ramp = (F(1, 4), F(1, 2), F(3, 4))
    people = [person("A", 1, 5, 2), person("N", 1, None, None, ramp=ramp)]
    old, new = weigh(people, QUARTER, POLICY)
    assert (new.mix, new.ramp, new.weight) == (F(1, 2), F(1, 2), F(1, 4))
    assert new.last is None
    assert old.mix == F(1, 2)
    # 1/2 to 1/4, and inside the newcomer's quarter months of 1 : 2 : 3
    found = made(people, Task(F(900), F(1)))
    assert [found.cells["N", month.label] for month in QUARTER.months] == [50, 100, 150]


def test_one_who_leaves_has_only_the_months_there_and_the_others_take_the_rest():
    people = [person("A"), person("B"), person("L", there=(F(1), F(0), F(0)))]
    found = made(people, Task(F(7000), F(1)))
    assert totals(found, people) == [3000, 3000, 1000]
    assert found.cells["L", "2026-08"] == 0


def test_a_month_of_leave_is_no_month():
    people = [person("A"), person("B", there=(F(1), F(1, 2), F(1)))]
    found = made(people, Task(F(5500), F(1)))
    assert totals(found, people) == [3000, 2500]
    assert [found.cells["B", m.label] for m in QUARTER.months] == [1000, 500, 1000]


def test_months_follow_season_times_working_days():
    calendar = Calendar([Month("2026-02", 16, F(1, 2)), Month("2026-03", 24)])
    alone = Person("A", None, None, F(1), None, (F(1), F(1)), (F(1), F(1)))
    found = made([alone], Task(F(3200), F(1)), calendar=calendar)
    assert [found.cells["A", m] for m in ("2026-02", "2026-03")] == [800, 2400]


def test_the_band_keeps_a_rep_near_last_years_share():
    people = [person("A", 9, 1, None), person("B", 1, 1, None)]
    policy = {"potential": F(1)}
    free = made(people, Task(F(1000), F(1)), policy=policy)
    assert totals(free, people) == [900, 100]
    held = made(people, Task(F(1000), F(1), band=F(3, 10)), policy=policy)
    assert totals(held, people) == [650, 350]
    assert [share.bound for share in held.shares] == ["cap", "floor"]


def test_one_rep_has_the_whole_target_and_nobody_is_refused():
    assert totals(made([person("A")], Task(F(77), F(10))), [person("A")]) == [77]
    with pytest.raises(ValueError, match="0 people"):
        made([], Task(F(1), F(1)))


def test_without_any_history_or_potential_all_are_alike():
    people = [person("B", None, None, None), person("A", 0, 0, 0), person("C", None, -5, None)]
    # what is left over goes to the first by id
    assert totals(made(people, Task(F(100), F(10))), people) == [30, 40, 30]


def test_where_nobody_is_there_in_any_month_all_are_alike():
    people = [person("A", there=(F(0),) * 3), person("B", there=(F(0),) * 3)]
    assert totals(made(people, Task(F(600), F(100))), people) == [300, 300]


def test_a_negative_weight_of_the_policy_is_refused():
    with pytest.raises(ValueError, match="give 0 or more"):
        weigh([person("A")], QUARTER, {"potential": F(-1), "history": F(2)})


def test_what_is_held_stays_and_only_the_rest_is_split():
    people = [person("A"), person("B")]
    kept = {("A", "2026-07"): F(500), ("B", "2026-07"): F(100)}
    found = made(people, Task(F(1800), F(100), held=kept, since="2026-08"))
    assert {cell: found.cells[cell] for cell in kept} == kept
    assert totals(found, people) == [1100, 700]


def test_a_cell_changed_by_hand_stays_and_the_others_share_what_is_left():
    people = [person("A"), person("B")]
    found = made(people, Task(F(1000), F(100), held={("B", "2026-09"): F(0)}))
    # A has three free months of five
    assert totals(found, people) == [600, 400]


def test_what_is_held_of_one_who_is_gone_counts_too():
    found = made([person("A")], Task(F(1000), F(100), held={("X", "2026-07"): F(300)}))
    assert found.of_rep("X") == 300
    assert sum(found.cells.values()) == 1000


def test_more_held_than_the_total_is_refused():
    with pytest.raises(HeldTooMuchError, match="more than the total") as caught:
        made([person("A")], Task(F(1000), F(100), held={("A", "2026-07"): F(1100)}))
    assert (caught.value.held, caught.value.total) == (1100, 1000)


share = st.sampled_from([F(0), F(1), F(1), F(1, 2), F(1, 3), F(3, 4), F(2, 7), F(11, 12)])
numbers = st.integers(-1, 10**6)
shares = st.lists(share, min_size=12, max_size=12)


@st.composite
def tasks(draw):
    """Any team over up to twelve months, any total, unit and band."""
    n_months, n_people = draw(st.integers(1, 12)), draw(st.integers(1, 9))
    days = draw(st.lists(st.integers(0, 23), min_size=12, max_size=12))
    season = draw(st.lists(st.integers(1, 300), min_size=12, max_size=12))
    calendar = Calendar([
        Month(f"2026-{at + 1:02d}", days[at], F(season[at], 100)) for at in range(n_months)
    ])  # fmt: skip
    known = draw(st.lists(numbers, min_size=3 * n_people, max_size=3 * n_people))
    parts = [None if value < 0 else F(value) for value in known]
    people = [
        Person(
            f"R{at:02d}", None, *parts[3 * at : 3 * at + 3],
            tuple(draw(shares)[:n_months]), tuple(draw(shares)[:n_months]),
        )
        for at in range(n_people)
    ]  # fmt: skip
    unit = F(draw(st.sampled_from([1, 10, 100, 1000, 2500])))
    least = int(unit) * len(people)
    total = F(draw(st.integers(least, max(least, 10**8)))) + F(draw(st.integers(0, 99)), 100)
    band = draw(st.one_of(st.none(), share))
    policy = {name: F(draw(st.integers(0, 9))) for name in POLICY}
    return people, calendar, policy, Task(total, unit, band)


@settings(max_examples=80, deadline=None)
@given(tasks())
def test_every_row_column_and_total_adds_up_for_any_team(case):
    people, calendar, policy, task = case
    found = made(people, task, policy=policy, calendar=calendar)
    assert sum(found.of_rep(one.rep_id) for one in people) == task.total
    assert sum(found.of_month(month.label) for month in calendar.months) == task.total
    assert sum(found.exact_months.values()) == task.total
    assert all(amount >= 0 for amount in found.cells.values())


@settings(max_examples=80, deadline=None)
@given(tasks())
def test_nobody_is_outside_floor_and_cap(case):
    people, calendar, policy, task = case
    found = made(people, task, policy=policy, calendar=calendar)
    units = [(one, found.of_rep(one.rep_id)) for one in found.shares]
    spare = task.total % task.unit
    for one, target in units:
        assert one.low <= one.exact
        assert one.high is None or one.exact <= one.high
        # rounded: inside, or in the unit around a bound that whole units cannot meet
        assert target > one.low - task.unit
        assert one.high is None or target < one.high + task.unit
    can = [
        (-(-one.low // task.unit), None if one.high is None else one.high // task.unit)
        for one, _ in units
    ]
    if not spare and all(high is None or low <= high for low, high in can):
        whole = task.total / task.unit
        near = [
            (max(low, one.exact // task.unit),
             -(-one.exact // task.unit) if high is None
             else min(high, -(-one.exact // task.unit)))
            for (low, high), (one, _) in zip(can, units, strict=True)
        ]  # fmt: skip
        if sum(a for a, _ in near) <= whole <= sum(b for _, b in near):
            for one, target in units:
                assert one.low <= target
                assert one.high is None or target <= one.high


@settings(max_examples=40, deadline=None)
@given(tasks(), st.randoms())
def test_the_order_of_the_people_moves_nothing(case, random):
    people, calendar, policy, task = case
    before = made(people, task, policy=policy, calendar=calendar)
    moved = list(people)
    random.shuffle(moved)
    assert dict(made(moved, task, policy=policy, calendar=calendar).cells) == dict(before.cells)


@settings(max_examples=40, deadline=None)
@given(tasks(), st.integers(1, 50))
def test_the_currency_moves_nothing(case, k):
    people, calendar, policy, task = case
    before = made(people, task, policy=policy, calendar=calendar)
    scaled = Task(task.total * k, task.unit * k, task.band)
    after = made(people, scaled, policy=policy, calendar=calendar)
    assert {cell: amount / k for cell, amount in after.cells.items()} == dict(before.cells)


@settings(max_examples=40, deadline=None)
@given(tasks(), st.integers(1, 10**7))
def test_nobodys_exact_share_falls_when_the_total_rises(case, more):
    people, calendar, policy, task = case
    steps = [
        made(people, Task(total, task.unit, task.band), policy=policy, calendar=calendar)
        for total in (task.total, task.total + more)
    ]
    for less, now in pairwise(steps):
        for before, after in zip(less.shares, now.shares, strict=True):
            assert before.exact <= after.exact


@settings(max_examples=50, deadline=None)
@given(tasks(), st.data())
def test_a_new_plan_keeps_past_months_and_edits_and_still_adds_up(case, data):
    people, calendar, policy, task = case
    first = made(people, task, policy=policy, calendar=calendar)
    labels = [month.label for month in calendar.months]
    since = data.draw(st.sampled_from(labels))
    past = {cell: v for cell, v in first.cells.items() if cell[1] < since}
    edits = data.draw(st.lists(st.sampled_from(sorted(first.cells)), max_size=3))
    held = past | {cell: first.cells[cell] / 2 for cell in edits}
    free = [c for c in first.cells if c[1] >= since and c not in held]
    assume(free or sum(held.values()) == task.total)
    again = Task(task.total, task.unit, task.band, held, since)
    second = made(people, again, policy=policy, calendar=calendar)
    assert {cell: second.cells[cell] for cell in held} == held
    assert sum(second.cells.values()) == task.total
    assert all(amount >= 0 for amount in second.cells.values())


@settings(max_examples=40, deadline=None)
@given(tasks())
def test_who_is_not_there_in_a_month_gets_nothing_in_it(case):
    people, calendar, policy, task = case
    assume(any(any(one.pace()) for one in people))
    assume(all(month.working_days for month in calendar.months))
    found = made(people, task, policy=policy, calendar=calendar)
    for one in people:
        if any(one.pace()):
            for month, pace in zip(calendar.months, one.pace(), strict=True):
                assert pace or found.cells[one.rep_id, month.label] == 0
