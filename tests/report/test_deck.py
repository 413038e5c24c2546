"""What a deck's view holds, and what it never does."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.planbook import plan_ids
from salesreport.report import build_report, open_deck
from salesreport.report.deck.decisions import MOST
from salesreport.report.deck.gaps import classes_of, shared, steps
from salesreport.report.deck.groups import together
from salesreport.report.deckparts import DeckClass
from salesreport.report.reasons.classes import ClassPart, account
from salesreport.report.views import DeckView, view_from_json

PRAISE = ("owner", "who", "worked")
"""Keys whose values may name somebody: who won, whom to learn from, whose plan worked."""


@pytest.fixture(scope="module")
def deck(sample):
    return sample.for_deck()


@pytest.fixture(scope="module")
def everybody(sample):
    return sample.for_team()


def without_praise(part):
    """A view's JSON without the places that may name somebody."""
    if isinstance(part, dict):
        return {k: without_praise(v) for k, v in part.items() if k not in PRAISE}
    return [without_praise(one) for one in part] if isinstance(part, list) else part


def keys_of(part):
    if isinstance(part, dict):
        yield from part
        for one in part.values():
            yield from keys_of(one)
    elif isinstance(part, list):
        for one in part:
            yield from keys_of(one)


def test_outside_praise_it_holds_nobodys_name_or_id(sample, deck):
    said = json.dumps(without_praise(deck.model_dump(mode="json")), ensure_ascii=False)
    keys = [one.key for one in deck.decisions if "share_practice" in one.key]
    for key in keys:  # whom to learn from
        said = said.replace(key, "")
    for name in sample.names.values():
        assert name not in said
    for rep_id in sample.rep_ids:
        assert not re.search(rf"\b{rep_id}\b", said), rep_id


def test_it_holds_no_score_grade_receipt_or_flag(deck):
    held = set(keys_of(deck.model_dump(mode="json")))
    assert held.isdisjoint({"score", "grade", "grades", "receipt", "flags", "reps",
                            "rep", "evidence_rows", "quotes", "by_rep", "gap_by_rep"})  # fmt: skip
    assert deck.evidence == {}


def test_praise_is_of_wins_and_names_their_owners(deck, everybody):
    cases = {case.deal.customer: case.deal.owner for case in everybody.successes}
    assert {one.deal.customer: one.deal.owner for one in deck.wins.cases}.items() <= cases.items()
    best = [one.deal.owner for one in everybody.big_deals if one.kind == "won"]
    assert [one.owner for one in deck.memo.won] == best


def test_the_deck_is_one_of_the_views_and_of_the_report_json(sample, deck):
    assert view_from_json(deck.canonical()) == deck
    pages = sample.to_json(lambda problem: "")["pages"]
    assert pages["deck"] == [deck.model_dump(mode="json")]


def test_a_stored_view_opens(deck, tmp_path):
    path = tmp_path / "deck.json"
    path.write_bytes(deck.canonical())
    assert open_deck(path).view == deck


def test_gap_and_completion_are_those_of_the_team_page(deck, everybody):
    gap = next(one for one in everybody.retrospective.gaps if one.reference == "target")
    assert (deck.gap.actual, deck.gap.against, deck.gap.gap) == (gap.actual, gap.against, gap.gap)
    # 3,251,681.60 of 3,766,000
    assert deck.figures["completion"].value == pytest.approx(3251681.6 / 3766000)
    before = everybody.figures["completion"].previous.value
    now = deck.figures["completion"]
    assert now.since_previous == pytest.approx(now.value - before)


def test_the_year_is_held_against_what_its_plan_has_by_now(deck):
    year = deck.year
    assert year.gap == pytest.approx(year.bookings - year.target_to_date)
    assert year.pace == pytest.approx(year.target_to_date / year.year_target)
    # 45.5 % of the year's target where 48.2 % are planned
    assert year.behind == pytest.approx(year.bookings / year.year_target - year.pace)
    assert round(year.behind, 3) == -0.027


def test_groups_are_those_of_the_team_page_and_their_shares_add_up(deck, everybody):
    lines = {one.team: one for one in everybody.groups}
    assert {one.name for one in deck.groups.rows} == set(lines)
    for one in deck.groups.rows:
        assert (one.gap, one.target) == (lines[one.name].gap, lines[one.name].target)
    assert sum(one.share for one in deck.groups.rows) == pytest.approx(1)
    first = deck.groups.rows[0]
    # East is 369,100 of 514,318.40 short
    assert (first.name, deck.groups.carriers) == ("East", 1)
    assert deck.groups.carried == pytest.approx(369100 / 514318.4)
    assert deck.groups.rest == 0


def test_stalled_lost_and_overdue_of_the_groups_are_those_of_everybody(deck):
    rows = deck.groups.rows
    assert sum(one.n_stalled for one in rows) == deck.funnel.n_stalled
    assert sum(one.n_lost for one in rows) == deck.losses.n
    assert sum(one.n_without_reason for one in rows) == deck.losses.n_blank
    assert sum(one.overdue for one in rows) == pytest.approx(deck.cash.overdue)
    assert sum(one.n_planned for one in rows) == deck.commitments.n


@given(
    st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 12), min_size=1),
    st.integers(2, 6),
)
def test_no_group_is_smaller_than_asked_unless_all_are_one(sizes, least):
    found = together(sizes, least)
    assert sorted(name for group in found for name in group) == sorted(sizes)
    if len(found) > 1:
        assert all(sum(sizes[name] for name in group) >= least for group in found)


def test_a_small_team_takes_the_next_smallest_along():
    # West alone would be what the whole has more than East and South
    assert together({"East": 9, "South": 6, "West": 2}, 5) == [["East"], ["South", "West"]]
    assert together({"East": 9, "South": 6, "West": 2, "North": 3}, 5) == [
        ["East"], ["South"], ["West", "North"],
    ]  # fmt: skip
    assert together({"East": 3, "West": 3}, 5) == [["East", "West"]]


def test_classes_and_steps_add_up_to_the_gap_as_on_the_team_page(deck, everybody):
    told = account(everybody)
    assert sum(one.amount for one in deck.causes.classes) == pytest.approx(told.found.gap)
    assert sum(one.amount for one in deck.causes.steps) == pytest.approx(told.found.gap)
    of_page = {part.kind: part.amount for part in told.parts}
    own = {one.kind: one.amount for one in deck.causes.classes}
    assert own["external"] == of_page["external"]
    assert own["process"] == of_page["process"]
    rest = sum(of_page.get(name, 0) for name in ("personal", "chance", "undetermined"))
    assert own["open"] == pytest.approx(rest)


def part(kind, amount):
    return ClassPart(kind, amount, 3)


def test_differences_between_persons_are_not_told_apart():
    found = classes_of([part("personal", -50.0), part("chance", 20.0), part("external", -70.0)])
    assert [(one.kind, one.amount) for one in found] == [("external", -70.0), ("open", -30.0)]
    assert found[1].n is None


@pytest.mark.parametrize(
    ("amounts", "shares"),
    [
        ((-60.0, -40.0), [0.6, 0.4]),
        ((60.0, 40.0), [0.6, 0.4]),
        ((-60.0, 40.0), [None, None]),  # one works the other way
        ((-60.0, 0.0), [None, None]),  # one is all
    ],
)
def test_a_share_needs_all_parts_of_one_sign(amounts, shares):
    made = [
        DeckClass(kind=kind, amount=a)
        for kind, a in zip(("external", "open"), amounts, strict=True)
    ]
    assert [one.share for one in shared(made)] == shares


def test_steps_too_small_to_see_stand_together():
    made = [DeckClass(kind="external", amount=-1000.0), DeckClass(kind="mix", amount=9.0),
            DeckClass(kind="recorded", amount=-4.0)]  # fmt: skip
    assert [(one.kind, one.amount) for one in steps(made)] == [
        ("external", -1000.0), ("other", 5.0),
    ]  # fmt: skip
    assert [one.kind for one in steps(made[:2])] == ["external", "mix"]


def test_overdue_customers_add_up_to_the_measure(sample, deck):
    from salesreport.report.deck.results import _debtors

    owed = _debtors(sample._material)
    assert sum(amount for _, amount in owed) == pytest.approx(deck.cash.overdue)
    assert [(one.customer, one.amount) for one in deck.cash.top] == owed[:5]
    assert deck.cash.n_customers == len(owed) == 17
    share = sum(one.amount for one in deck.cash.top) / deck.cash.overdue
    assert deck.cash.top_share == pytest.approx(share)


def test_cover_of_the_next_period_is_worked_out_here(deck, everybody):
    ahead = deck.next
    assert ahead.covered == everybody.next_pipeline + everybody.next_booked
    assert ahead.coverage == pytest.approx(ahead.covered / ahead.target)
    assert (ahead.uncovered, ahead.beyond) == (0, ahead.covered - ahead.target)


def test_commitments_are_counts(deck, everybody):
    found = deck.commitments
    states = [one.state for one in everybody.outcomes]
    assert (found.n, found.n_done, found.n_open) == (6, states.count("done"), states.count("open"))
    assert found.n_worked + found.n_no_effect + found.n_cannot_tell == found.n_done
    # a team's own row is told, people's are not
    assert [one.row.item for one in found.promises] == ["Quote within 24 hours"]


def test_decisions_are_few_ordered_and_found_again(deck, everybody):
    assert len(deck.decisions) == MOST
    plans = [(row.plan_id, row.rep_id) for row in everybody.plans_next]
    amounts = []
    for one in deck.decisions:
        ids = plan_ids(one.key, plans)
        rows = [row for row in everybody.plans_next if row.plan_id in ids]
        assert len(rows) == one.n
        assert {row.kind for row in rows} == {one.kind}
        amounts.append(sum(abs(r.values.get("amount") or r.effect or 0) for r in rows))
        if rows[0].rep_id is not None:
            assert one.row is None
            assert one.from_value is None
            assert one.to_value is None
            assert not any(rep_id in one.key for rep_id in (r.rep_id for r in rows))
    assert amounts == sorted(amounts, reverse=True)


def test_what_is_only_to_be_verified_is_no_decision(deck):
    assert "verify" not in {one.kind for one in deck.decisions}
    assert "improve" not in {one.kind for one in deck.decisions}


def test_the_seed_has_its_teams_plan_and_says_what_is_lacking(seed):
    view = seed.for_deck()
    assert [one.row.item for one in view.decisions] == ["优化报价响应效率"]
    assert view.groups.why_none == "no_teams"
    assert view.causes.why_null == "no_leads"
    assert view.lacking["losses"] == ["opportunities"]
    said = json.dumps(view.model_dump(mode="json"), ensure_ascii=False)
    assert not any(name in said for name in seed.names.values())


def test_a_view_without_data_is_still_one(deck):
    bare = DeckView(meta=deck.meta, cash={"rate": {"measure": "collection_rate", "unit": "rate"}},
                    next={"period": "2026-07"})  # fmt: skip
    assert view_from_json(bare.canonical()) == bare


PLANS = (
    "plan_id,rep_id,team,kind,item,due_date,support_owner,status,measures,support,expected_effect\n"
)
PEOPLE = [("East", 6), ("West", 3), ("North", 2), (None, 1)]


@pytest.fixture
def made(make_run):
    """A report of people in teams, each with one deal of 100 and a target of 200."""

    def build(people=PEOPLE, *, targets=True, notes="", plans="", **settings):
        reps = [(f"R{t or 'none'}{i}", f"Person {t or 'none'} {i}", t or "")
                for t, n in people for i in range(n)]  # fmt: skip
        files = {
            "p.csv": "rep_id,name,team\n" + "".join(f"{i},{n},{t}\n" for i, n, t in reps),
            "o.csv": "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
            + "".join(
                f"O{at},{i},C{at},2024-05-01,won,2024-06-{at % 27 + 1:02d},100\n"
                f"P{at},{i},D{at},2024-01-05,lost,2024-01-20,50\n"
                for at, (i, _, _) in enumerate(reps)
            ),
            "t.csv": "rep_id,measure,period,value\n"
            + "".join(f"{i},bookings,2024-{m:02d},200\n" for i, _, _ in reps for m in (4, 5, 6)),
            "n.csv": "period,rep_id,team,section,kind,text,by\n" + notes,
            "a.csv": PLANS + plans,
        }
        tables = {
            "a.csv": "plans",
            "p.csv": "reps",
            "o.csv": "opportunities",
            "t.csv": "targets",
            "n.csv": "notes",
        }
        if not targets:
            del tables["t.csv"]
        tables = {k: v for k, v in tables.items() if k not in ("n.csv", "a.csv")
                  or {"n.csv": notes, "a.csv": plans}[k]}  # fmt: skip
        data = {table: {"path": file} for file, table in tables.items()}
        return build_report(make_run(files, data, **settings)).for_deck()

    return build


def test_small_teams_stand_as_one_group_with_sums_over_sums(made):
    found = made().groups
    assert [(one.name, one.teams, one.n_people) for one in found.rows] == [
        ("East", [], 6), (None, ["West", "North", None], 6),
    ]  # fmt: skip
    # 600 of 1,200 each
    assert {(o.bookings, o.target, o.completion, o.gap) for o in found.rows} == {
        (600.0, 1200.0, 0.5, -600.0)
    }
    assert [one.share for one in found.rows] == [0.5, 0.5]
    assert (found.n_short, found.n_over, found.rest, found.n_people) == (2, 0, 0.0, 12)


def test_without_groups_of_enough_people_nothing_is_told_by_group(made):
    found = made([("East", 3), ("West", 3)]).groups
    assert (found.rows, found.why_none) == ([], "few_people")


def test_one_team_has_no_groups(made):
    assert made([("East", 6)]).groups.why_none == "one_team"


def test_without_targets_there_is_no_gap_by_group(made):
    view = made(targets=False)
    assert view.gap.gap is None
    assert [one.gap for one in view.groups.rows] == [None, None]
    assert [one.share for one in view.groups.rows] == [None, None]
    assert view.groups.carriers == 0
    assert view.lacking["target"] == ["targets"]


def test_comments_stand_unless_they_name_somebody_or_are_of_few(made):
    view = made(notes=(
        "2024-06,,all,summary,comment,Prices hold.,Boss\n"
        "2024-06,,East,cash,ruling,Call every debtor.,Boss\n"
        "2024-06,,West,summary,comment,Too slow.,Boss\n"
        "2024-06,,all,wins,comment,person east 0 must do more.,Boss\n"
        "2024-06,,all,summary,objection,We object.,Boss\n"
        "2024-06,REast1,,summary,comment,Only for one.,Boss\n"
    ))  # fmt: skip
    assert [(one.section, one.team, one.text) for one in view.remarks] == [
        ("summary", None, "Prices hold."), ("cash", "East", "Call every debtor."),
    ]  # fmt: skip
    assert view.n_remarks_kept == 2


def test_rows_of_small_teams_and_of_people_name_neither(made):
    view = made(plans=(
        "1,,East,improve_process,One price list,2024-07-20,Boss,,done weekly,time,better\n"
        "2,,West,improve_process,Answer within a day,2024-07-20,Boss,,done weekly,time,better\n"
        "3,RWest1,,support,More leads,2024-07-20,Marketing,,done weekly,time,better\n"
        "4,RWest2,,support,Help Person West 2,2024-07-20,Boss,,done weekly,time,better\n"
        "5,REast1,,improve,Call sooner,2024-07-20,Boss,,done weekly,time,better\n"
        "6,,West,improve_process,Late again,2024-06-20,Boss,not_started,done weekly,time,better\n"
    ))  # fmt: skip
    own = {one.key: one for one in view.decisions if one.rule is None}
    told = {(one.item or (one.row and one.row.item), one.group) for one in own.values()}
    # the fourth names its person, the fifth is for that person to do, the sixth is carried over
    assert told == {("One price list", "East"), ("Answer within a day", None),
                    ("More leads", None), (None, None), ("Late again", None)}  # fmt: skip
    assert not any(key.startswith(("3", "4")) for key in own)
    assert view.commitments.n == 1
    assert view.commitments.promises == []
