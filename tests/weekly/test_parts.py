"""Which snapshot is taken, how rows share a page, who is quiet, what became of a decision."""

import json
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.errors import SourceFileError
from salesreport.weekly import Decision, Snapshot, chosen, judged, shares, silences
from tests.weekly.test_changes import deal, snapshot

TODAY = date(2024, 6, 21)


ONE = (deal(),)


def aged(*ages, deals=ONE):
    return [
        replace(snapshot(*deals), as_of=TODAY - timedelta(days=age), name=f"{age}") for age in ages
    ]


def pick(*ages, now=ONE, **more):
    return chosen(aged(*ages, **more), as_of=TODAY, deals=snapshot(*now).deals)


def name(one):
    return one and one.name


@pytest.mark.parametrize(
    ("ages", "base", "last", "why"),
    [
        ((7,), "7", "7", None),
        ((3, 7, 12), "7", "7", None),
        ((5,), "5", "5", None),
        ((14,), "14", "14", None),
        ((15,), None, "15", "too_old"),
        ((4, 30), None, "30", "too_recent"),
        ((4,), None, None, "too_recent"),
        ((0, -7), None, None, "none"),
        ((), None, None, "none"),
    ],
)
def test_the_latest_snapshot_of_five_to_fourteen_days_is_taken(ages, base, last, why):
    found = pick(*ages)
    assert (name(found.base), name(found.last), found.why) == (base, last, why)


def test_a_later_version_of_the_same_day_counts():
    first, second = aged(7, 7)
    second = replace(second, name="7-v2")
    assert name(chosen([first, second], as_of=TODAY, deals=snapshot(*ONE).deals).base) == "7-v2"


def test_a_snapshot_of_other_data_is_left_out_and_named():
    found = pick(7, now=(deal("X1"), deal("X2")))
    assert (found.base, found.foreign, found.why) == (None, ("7",), "none")
    half = pick(7, now=(deal("O1"),), deals=(deal("O1"), deal("O2")))
    assert half.base is not None
    assert pick(7, now=(), deals=()).base is not None


def test_a_company_that_numbers_its_deals_alike_is_other_data():
    own = deal("O1", customer="Acme", created=date(2024, 5, 2))
    renamed, moved = replace(own, customer="Acme Ltd"), replace(own, created=date(2024, 5, 3))
    assert pick(7, now=(own,), deals=(renamed,)).foreign == ()
    assert pick(7, now=(own,), deals=(moved,)).foreign == ()
    other = replace(own, customer="Globex", created=date(2024, 4, 9))
    assert pick(7, now=(own,), deals=(other,)).foreign == ("7",)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b'{"kind": "x"}', b"\xff\xfe", b"null",
        json.dumps({"kind": "salesreport-weekly", "format": 2}).encode(),
        snapshot(deal()).content()[:-20],
        snapshot(deal()).content().replace(b'"slips"', b'"slip"'),
        snapshot(deal()).content().replace(b"5000000", b'"much"'),
        snapshot(deal()).content().replace(b"2024-06-28", b"28 June"),
        snapshot(deal()).content().replace(b'"O1"', b"7"),
    ],
)  # fmt: skip
def test_a_damaged_or_foreign_file_is_told_in_four_parts(content):
    with pytest.raises(SourceFileError, match=r"snapshot-1\.json: .*Expected: .*Remedy: ") as told:
        Snapshot.read(content, "snapshot-1.json")
    assert told.value.where == "snapshot-1.json"


def test_columns_moved_in_a_snapshot_make_no_difference():
    document = json.loads(snapshot(deal()).content())
    document["columns"].reverse()
    document["deals"] = [row[::-1] for row in document["deals"]]
    found = Snapshot.read(json.dumps(document).encode(), "")
    assert found == snapshot(deal())


HEIGHTS = st.lists(st.lists(st.sampled_from([1.0, 1.5, 2.0]), max_size=15), max_size=9)


@given(HEIGHTS, st.floats(-3, 60), st.integers(1, 12))
def test_rows_share_a_page_fairly_and_never_overflow_it(heights, room, most):
    found = shares(heights, room, most=most)
    used = sum(sum(rows[:got]) for rows, got in zip(heights, found, strict=True))
    assert used <= max(room, 0)
    for rows, got in zip(heights, found, strict=True):
        wanted = min(len(rows), most)
        assert got <= wanted
        assert got == wanted or rows[got] > room - used
        # of rows of one height nobody has two more than one who wants more
        others = [n for n, more in zip(found, heights, strict=True) if set(more) == {1.0}]
        if set(rows) == {1.0} and got < wanted:
            assert max(others) <= got + 1


def test_a_block_of_several_kinds_may_have_more_in_its_turn():
    one = [1.0] * 9
    assert shares([one, one, one], 8, turns=[1, 2, 1]) == [2, 4, 2]
    assert shares([one, one[:1]], 5, turns=[1, 3]) == [4, 1]


def test_a_customer_is_quiet_beyond_the_usual_interval():
    codes, days = np.array([1, 1, 1, 2, 2, 3]), np.array([0, 10, 30, 5, 90, 99])
    found = silences(codes, days, until=60)
    assert set(found) == {1, 2}  # day 99 and the purchase on day 90 are not known yet
    assert (found[1].n, found[1].last, found[1].usual_days, found[1].silent_days) == (3, 30, 15, 30)
    assert found[1].is_beyond(1.9, fewest=3)
    assert not found[1].is_beyond(2, fewest=3)
    assert not found[1].is_beyond(1, fewest=4)
    assert not found[2].is_beyond(0, fewest=1)
    assert found[1].longest_days == 20
    assert found[1].is_longest(fewest=3)
    assert not found[1].is_longest(fewest=4)
    assert not found[2].is_longest(fewest=1)
    none = np.array([], dtype=np.int64)
    assert silences(none, none, until=1) == {}


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 50)), max_size=30), st.randoms())
def test_the_order_of_records_makes_no_difference(pairs, shuffle):
    def of(rows):
        codes = np.array([code for code, _ in rows], dtype=np.int64)
        found = silences(codes, np.array([day for _, day in rows], dtype=np.int64), until=40)
        return {code: repr(one) for code, one in found.items()}

    mixed = pairs[:]
    shuffle.shuffle(mixed)
    assert of(mixed) == of(pairs)
    assert of(pairs + pairs) == of(pairs)


def test_a_mark_beats_the_data_and_without_either_nothing_is_known():
    day = date(2024, 6, 19)
    asked = Decision("overdue:T1", "Call him", date(2024, 6, 14), "d.xlsx")
    assert judged(asked, day, can_tell=True).outcome == "done"
    assert judged(asked, None, can_tell=True).outcome == "open"
    assert judged(asked, None, can_tell=False).outcome == "unknown"
    marked = judged(replace(asked, mark="open"), day, can_tell=True)
    assert (marked.outcome, marked.by_person) == ("open", True)
