"""Changes of deals between two reviews: by hand, and laws for any two of them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.weekly import Snapshot, StoredDeal, changed, with_slips
from salesreport.weekly.changes import ASPECTS, CLOSED

LAST, NOW = date(2024, 6, 14), date(2024, 6, 21)


def deal(key="O1", **more):
    told = {
        "rep_id": "R1", "customer": "Acme", "stage": "intent", "amount": 50_000_00,
        "created": date(2024, 5, 2), "expected": date(2024, 6, 28), "closed": None,
    } | more  # fmt: skip
    return StoredDeal(key, **told)


def snapshot(*deals, as_of=LAST, **more):
    told = {"currency": "CNY", "tax": "included"} | more
    return Snapshot(as_of, deals={one.opportunity_id: one for one in deals}, **told)


def between(before, now, **more):
    """The one change of one deal."""
    was = snapshot(*([before] if before else []))
    found = changed(was, snapshot(*([now] if now else []), as_of=NOW, **more))
    (one,) = found or [None]
    return one


def aspects(before, now, **more):
    found = between(before, now, **more)
    return found and found.aspects


def test_a_deal_that_is_as_it_was_is_no_change():
    assert between(deal(), deal()) is None
    assert between(deal(), deal(rep_id="R2", customer="Acme Ltd")) is None


def test_stage_date_and_amount_each_are_told():
    assert aspects(deal(), deal(stage="negotiation")) == ("forward",)
    assert aspects(deal(), deal(stage="lead")) == ("back",)
    assert aspects(deal(), deal(expected=date(2024, 7, 15))) == ("slipped",)
    assert aspects(deal(), deal(expected=date(2024, 6, 25))) == ("sooner",)
    assert aspects(deal(), deal(expected=None)) == ("undated",)
    assert aspects(deal(expected=None), deal()) == ("dated",)
    assert aspects(deal(), deal(amount=40_000_00)) == ("amount",)
    assert aspects(None, deal()) == ("new",)


def test_several_at_once_are_all_told_and_counted_as_the_first():
    now = deal(stage="lead", expected=date(2024, 8, 1), amount=1)
    found = between(deal(), now)
    assert (found.kind, found.aspects) == ("back", ("back", "slipped", "amount"))


def test_a_deal_won_or_lost_this_week_is_told_once_more_with_its_amount():
    won = deal(stage="won", closed=date(2024, 6, 18), amount=45_000_00)
    assert aspects(deal(), won) == ("won", "amount")
    assert aspects(deal(), deal(stage="lost", closed=date(2024, 6, 20))) == ("lost",)
    assert aspects(None, replace(won, created=date(2024, 6, 17))) == ("won", "new")


WON = deal(stage="won", closed=date(2024, 6, 3))


@pytest.mark.parametrize(
    ("now", "how"),
    [
        (deal(stage="negotiation"), ("reopened",)),
        (deal(stage="lost", closed=date(2024, 6, 3)), ("outcome",)),
        (deal(stage="won", closed=date(2024, 6, 10)), ("close_date",)),
        (deal(stage="won", closed=date(2024, 6, 3), amount=7), ("amount",)),
        (deal(stage="won", closed=date(2024, 6, 3), created=date(2024, 5, 9)), ("created_date",)),
        (
            deal(stage="lost", closed=date(2024, 6, 9), amount=7),
            ("outcome", "close_date", "amount"),
        ),
        (None, ("vanished",)),
    ],
)
def test_history_of_a_closed_deal_rewritten(now, how):
    found = between(WON, now)
    assert (found.kind, found.rewritten) == ("rewritten", how)


def test_a_close_dated_before_the_last_review_is_history_rewritten():
    late = deal(stage="won", closed=LAST)
    found = between(deal(), late)
    assert (found.aspects, found.rewritten) == (("rewritten", "won"), ("backdated",))
    assert between(None, late).rewritten == ("added",)
    assert between(deal(), replace(late, closed=LAST + timedelta(days=1))).aspects == ("won",)


@pytest.mark.parametrize("was", [deal(), deal(stage="won", closed=date(2024, 6, 3))])
def test_an_id_given_to_another_deal_is_history_rewritten_and_a_new_deal(was):
    other = {"customer": "Globex", "created": date(2024, 6, 17), "amount": 9}
    found = between(was, deal(stage="lead", expected=date(2024, 9, 1), **other))
    assert (found.aspects, found.rewritten) == (("rewritten", "new"), ("replaced",))
    lost = deal(stage="lost", closed=date(2024, 6, 19), expected=date(2024, 9, 1), **other)
    assert between(was, lost).aspects == ("rewritten", "lost", "new")
    # its expected close was never moved: the other deal's slips are not its own
    before = snapshot(replace(was, slips=3))
    assert with_slips(snapshot(lost, as_of=NOW), before).deals["O1"].slips == 0


def test_an_open_deal_gone_from_the_data_has_vanished():
    assert between(deal(), None).rewritten == ("vanished",)
    assert between(deal(), deal(created=date(2024, 5, 1))).rewritten == ("created_date",)


def test_an_expected_close_that_came_and_went_is_told_in_its_week_only():
    passed = deal(expected=date(2024, 6, 17))
    assert aspects(passed, passed) == ("passed",)
    assert (
        between(deal(expected=LAST - timedelta(days=1)), deal(expected=date(2024, 6, 13))) is None
    )
    assert aspects(deal(expected=LAST), deal(expected=LAST)) == ("passed",)
    assert between(deal(expected=NOW), deal(expected=NOW)) is None


def test_amounts_counted_otherwise_are_not_held_against_each_other():
    assert between(deal(), deal(amount=1), tax="excluded") is None
    assert between(deal(), deal(amount=1), currency="USD") is None


def test_slips_are_counted_on_from_review_to_review():
    first = snapshot(deal())
    second = with_slips(snapshot(deal(expected=date(2024, 7, 5)), as_of=NOW), first)
    assert second.deals["O1"].slips == 1
    again = snapshot(deal(expected=date(2024, 7, 5)), as_of=NOW + timedelta(days=7))
    third = with_slips(again, second)
    assert third.deals["O1"].slips == 1
    later = snapshot(deal(expected=date(2024, 8, 1)), as_of=NOW + timedelta(days=14))
    assert with_slips(later, third).deals["O1"].slips == 2
    assert with_slips(later, None) is later
    sooner = snapshot(deal(expected=date(2024, 6, 1)), deal("O2"), as_of=NOW)
    assert [one.slips for one in with_slips(sooner, second).deals.values()] == [1, 0]


DAYS = st.dates(date(2024, 3, 1), date(2024, 8, 1))
DEALS = st.builds(
    StoredDeal,
    opportunity_id=st.sampled_from([f"O{n}" for n in range(12)]),
    rep_id=st.sampled_from([None, "R1", "R2"]),
    customer=st.sampled_from([None, "甲公司", "Acme"]),
    stage=st.sampled_from(["lead", "intent", "negotiation", "won", "lost"]),
    amount=st.one_of(st.none(), st.integers(-5, 10**12)),
    created=st.one_of(st.none(), DAYS),
    expected=st.one_of(st.none(), DAYS),
    closed=st.one_of(st.none(), DAYS),
    slips=st.integers(0, 9),
)
MANY = st.lists(DEALS, max_size=12)


@given(MANY)
def test_a_snapshot_against_itself_shows_nothing(deals):
    one = snapshot(*deals)
    assert changed(one, one) == []


@given(MANY)
def test_a_snapshot_comes_back_from_its_file_the_same(deals):
    one = replace(snapshot(*deals), name="a.json")
    assert Snapshot.read(one.content(), "a.json") == one
    again = snapshot(*reversed(list(one.deals.values())))
    assert again.content() == one.content()


@given(MANY, MANY)
def test_every_deal_is_in_exactly_one_kind_or_unchanged(before, now):
    was, is_now = snapshot(*before), snapshot(*now, as_of=NOW)
    found = changed(was, is_now)
    keys = [one.deal.opportunity_id for one in found]
    assert len(keys) == len(set(keys))
    assert all(one.kind == one.aspects[0] and set(one.aspects) <= set(ASPECTS) for one in found)
    for key in {*was.deals, *is_now.deals} - set(keys):
        left, right = was.deals.get(key), is_now.deals.get(key)
        assert left is not None
        assert right is not None
        same = ("stage", "created", "amount") if left.stage not in CLOSED else (
            "stage", "created", "amount", "closed")  # fmt: skip
        assert [getattr(left, name) for name in same] == [getattr(right, name) for name in same]
        assert left.stage in CLOSED or left.expected == right.expected


@given(MANY, MANY)
def test_what_is_new_one_way_has_vanished_the_other(before, now):
    was, is_now = snapshot(*before), snapshot(*now)
    came = {one.deal.opportunity_id for one in changed(was, is_now) if one.before is None}
    went = {one.deal.opportunity_id for one in changed(is_now, was) if one.now is None}
    assert came == went
