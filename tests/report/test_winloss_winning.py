"""Success cases and key actions of made-up runs, counted again from their tables."""

import json

import numpy as np
import pytest

from salesreport.report.winloss.keyactions import key_action_parts
from salesreport.report.winloss.successes import rep_successes, team_successes
from salesreport.retrospective.winning import KeyActions, SuccessCase
from tests.report.reasonruns import report_of

FIRST = np.datetime64("2023-07-01")
"""The twelve months to June 2024."""
LAST = np.datetime64("2024-04-01")
"""90 days before the end of June."""


def day(n):
    return FIRST + np.timedelta64(int(n), "D")


def planted(n=420, n_reps=7, seed=3):
    """A year of deals; a visit in the first days goes with winning, a call with nothing."""
    rng = np.random.default_rng(seed)
    deals, acts = [], []
    for at in range(n):
        visited, called = rng.random(2) < 0.5
        won = rng.random() < (0.75 if visited else 0.35)
        opened = int(rng.integers(0, 300))
        lasted = int(rng.integers(16, 60))
        deals.append(
            {
                "opportunity_id": f"O{at}", "rep_id": f"R{at % n_reps}", "customer": f"C{at}",
                "industry": str(rng.choice(["food", "retail"])),
                "source": str(rng.choice(["web", "fair"])), "created_date": day(opened),
                "stage": "won" if won else "lost", "close_date": day(opened + lasted),
                "amount": int(rng.integers(10, 90)) * 1000,
            }
        )  # fmt: skip
        for is_done, kind in ((visited, "visit"), (called, "call")):
            if is_done:
                acts.append(act(len(acts), at, opened + int(rng.integers(0, 15)), kind))
    return {"reps": reps(n_reps), "opportunities": deals, "activities": acts}


def reps(n):
    return [{"rep_id": f"R{at}", "name": f"Name {at}", "team": "East"} for at in range(n)]


def act(number, deal, done, kind, n_reps=7, **changes):
    return {
        "activity_id": f"T{number}", "date": day(done), "rep_id": f"R{deal % n_reps}",
        "customer": f"C{deal}", "stage": "intent", "action": "as agreed", "action_type": kind,
        "status": "done", "done_date": day(done), "opportunity_id": f"O{deal}",
    } | changes  # fmt: skip


@pytest.fixture(scope="module")
def tables():
    return planted()


@pytest.fixture(scope="module")
def material(tables, tmp_path_factory):
    return report_of(tmp_path_factory.mktemp("planted"), tables)._material


def row(found, kind):
    (one,) = (one for one in found.rows if one.kind == kind)
    return one


def test_the_planted_visit_is_named_and_the_call_is_not(material, tables):
    found = key_action_parts(material)
    visit, call = row(found, "visit"), row(found, "call")
    assert found.rows[0] is visit
    assert (visit.is_named, visit.is_more) == (True, True)
    assert (call.is_named, call.is_more) == (False, False)
    own = {act["opportunity_id"] for act in tables["activities"] if act["action_type"] == "visit"}
    told = {act["opportunity_id"] for act in tables["activities"]}
    early = [deal for deal in tables["opportunities"] if deal["created_date"] <= LAST]
    compared = [deal for deal in early if deal["opportunity_id"] in told]
    counted = {
        (side, has): sum(
            deal["stage"] == side and (deal["opportunity_id"] in own) == has
            for deal in compared
        )
        for side in ("won", "lost") for has in (True, False)
    }  # fmt: skip
    assert (visit.won_with, visit.lost_with, visit.won_without, visit.lost_without) == (
        counted["won", True], counted["lost", True], counted["won", False], counted["lost", False]
    )  # fmt: skip
    assert found.n_won + found.n_lost == len(compared) < 420
    assert found.n_unrecorded == len(early) - len(compared)
    begin = min(deal["created_date"] for deal in tables["opportunities"])
    assert (str(found.first), str(found.last)) == (str(begin), str(LAST))
    # odds 3 against 7/13: 5.57 is planted
    assert visit.stratified.low < 5.57 < visit.stratified.high


def test_parts_are_plain_json_and_come_back_the_same(material):
    found = key_action_parts(material)
    text = found.model_dump_json()
    json.loads(text, parse_constant=pytest.fail)
    assert KeyActions.model_validate_json(text) == found


def with_case(tables, *, kinds=("visit",), twice=False):
    """The same with a fast and large win of R0 in June: opened on day 330, won on 345."""
    number = 7 * 1000
    case = {
        "opportunity_id": f"O{number}", "rep_id": "R0", "customer": f"C{number}",
        "industry": "food", "source": "web", "created_date": day(338), "stage": "won",
        "close_date": day(353), "amount": 85_000,
    }  # fmt: skip
    extra = [act(9000 + at, number, 340 + at, kind) for at, kind in enumerate(kinds)]
    if twice:
        extra += [one | {"activity_id": one["activity_id"] + "b"} for one in extra]
    return tables | {
        "opportunities": [*tables["opportunities"], case],
        "activities": [*tables["activities"], *extra],
    }


@pytest.fixture(scope="module")
def cased(tables, tmp_path_factory):
    return report_of(tmp_path_factory.mktemp("cased"), with_case(tables))._material


def similar(tables, stage):
    """Deals of the case's industry and source, closed so."""
    return [
        deal for deal in tables["opportunities"]
        if (deal["industry"], deal["source"], deal["stage"]) == ("food", "web", stage)
    ]  # fmt: skip


def test_a_case_stands_beside_similar_wins_and_losses(cased, tables):
    (case, *_) = team_successes(cased, None)
    assert (case.deal.opportunity_id, case.days, case.deal.amount) == ("O7000", 15, 85_000.0)
    others = similar(tables, "won")
    assert case.n_larger == len(others)
    assert case.usual_amount == np.median([deal["amount"] for deal in others])
    amounts = sorted(
        [deal["amount"] for deal in tables["opportunities"]] + [85_000]
    )  # upper third of all closed deals, won and lost
    limit = np.quantile(amounts, 2 / 3)
    alike = [deal for deal in others if deal["amount"] > limit]
    took = [(deal["close_date"] - deal["created_date"]).astype(int) for deal in alike]
    assert (case.n_faster, case.usual_days) == (len(alike), np.median(took))
    told = {act["opportunity_id"] for act in tables["activities"]}
    lost = [
        deal for deal in similar(tables, "lost")
        if deal["amount"] > limit and deal["opportunity_id"] in told
    ]  # fmt: skip
    visited = {a["opportunity_id"] for a in tables["activities"] if a["action_type"] == "visit"}
    n_with = sum(deal["opportunity_id"] in visited for deal in lost)
    (early,) = case.early
    assert (early.kind, early.at, early.n_losses) == ("visit", 2, n_with)
    assert (case.n_losses, early.share) == (len(lost), pytest.approx(n_with / len(lost)))
    assert [(one.kind, one.at, str(one.day)) for one in case.actions] == [
        ("visit", 2, str(day(340)))
    ]
    assert case.deal.source.row == 422


def test_a_rep_sees_own_cases_and_no_comparison_with_few(cased, tables):
    (case,) = rep_successes(cased, "R0", min_group=3)
    assert case.n_losses is not None
    assert case.n_faster is not None
    # six others there are: that it is faster and larger would tell of their wins
    assert rep_successes(cased, "R0", min_group=6)
    assert rep_successes(cased, "R0", min_group=7) == []
    assert rep_successes(cased, "R1", min_group=3) == []
    text = case.model_dump_json()
    assert not any(f'"{deal["opportunity_id"]}"' in text for deal in tables["opportunities"])
    assert SuccessCase.model_validate_json(text) == case


def test_losses_of_too_few_colleagues_are_withheld_and_wins_of_enough_told(tables, tmp_path):
    one = with_case(tables)
    own = [
        deal | {"rep_id": "R1"} if deal["stage"] == "lost" else deal
        for deal in one["opportunities"]
    ]
    material = report_of(tmp_path, one | {"opportunities": own})._material
    (told,), (held,) = (rep_successes(material, "R0", min_group=least) for least in (1, 2))
    assert not told.withheld_losses
    assert told.n_losses
    assert (held.withheld_losses, held.n_losses, held.left_out, held.losses_shared) == (
        True, None, [], []
    )  # fmt: skip
    assert {one.share for one in held.early} == {None}
    assert not any(one.is_unlike for one in held.early)
    assert held.n_faster


def test_a_colleague_s_amounts_choose_no_case_where_they_may_not_be_told(tables, tmp_path):
    """Two people: whatever the other's wins are, the page is the same."""
    said = []
    for times in (1, 10):
        pair = with_case(planted(n_reps=2)) | {"reps": reps(2)}
        changed = [
            deal | {"amount": deal["amount"] * times} if deal["rep_id"] == "R1" else deal
            for deal in pair["opportunities"]
        ]
        folder = tmp_path / str(times)
        folder.mkdir()
        material = report_of(folder, pair | {"opportunities": changed})._material
        said.append(rep_successes(material, "R0", min_group=5))
    assert said == [[], []]


def test_actions_without_a_number_belong_to_the_only_deal_they_can_be_of(tables, tmp_path):
    bare = [act | {"opportunity_id": ""} for act in tables["activities"]]
    (tmp_path / "linked").mkdir()
    material = report_of(tmp_path / "linked", tables | {"activities": bare})._material
    found, named = key_action_parts(material), row(key_action_parts(material), "visit")
    assert (found.n_unlinked, named.is_more) == (0, True)
    # a second deal of the same customer and rep: nobody knows which
    double = [
        deal | {"opportunity_id": deal["opportunity_id"] + "b"} for deal in tables["opportunities"]
    ]
    both = tables | {"activities": bare, "opportunities": [*tables["opportunities"], *double]}
    (tmp_path / "none").mkdir()
    assert key_action_parts(report_of(tmp_path / "none", both)._material).why_null == "no_links"


def test_lost_deals_without_an_amount_make_no_size_bands(tables, tmp_path):
    """Many systems set the amount of a lost deal to 0: the size would tell the outcome."""
    zero = [
        deal | {"amount": 0} if deal["stage"] == "lost" else deal
        for deal in tables["opportunities"]
    ]
    material = report_of(tmp_path, tables | {"opportunities": zero})._material
    assert key_action_parts(material).dimensions == ["industry", "source"]


def test_of_a_colleague_s_action_on_it_only_kind_and_day_are_told(tables, tmp_path):
    more = with_case(tables)
    more["activities"].append(act(9950, 7000, 345, "demo", rep_id="R3", action="by R3"))
    material = report_of(tmp_path, more)._material
    (own,) = rep_successes(material, "R0", min_group=1)
    assert [(one.kind, one.at) for one in own.actions] == [("visit", 2), ("demo", 7)]
    assert [one.source is None for one in own.actions] == [False, True]
    assert "by R3" not in own.model_dump_json()
    (whole, *_) = team_successes(material, None)
    assert whole.actions[1].action == "by R3"


def test_the_same_action_entered_twice_is_one(tables, tmp_path):
    (case, *_) = team_successes(
        report_of(tmp_path, with_case(tables, twice=True))._material, None
    )  # fmt: skip
    assert [(one.kind, one.at) for one in case.actions] == [("visit", 2)]
    assert [one.kind for one in case.early] == ["visit"]


def test_an_action_not_done_yet_or_of_no_kind_is_no_key_action(tables, tmp_path):
    more = with_case(tables, kinds=("visit", "Lunch", "collection"))
    planned = act(9900, 7000, 341, "quote", status="in_progress", done_date="")
    more["activities"].append(planned)
    material = report_of(tmp_path, more)._material
    (case, *_) = team_successes(material, None)
    assert [(one.kind, one.at) for one in case.actions] == [("visit", 2), (None, 3)]
    assert [one.kind for one in case.early] == ["visit"]
    found = key_action_parts(material)
    assert (found.n_unmatched, found.n_done) == (1, len(tables["activities"]) + 2)


def all_as(tables, stage):
    return tables | {"opportunities": [deal | {"stage": stage} for deal in tables["opportunities"]]}


def test_without_wins_or_losses_nothing_is_named_and_there_is_no_case(tables, tmp_path):
    (tmp_path / "lost").mkdir()
    lost = report_of(tmp_path / "lost", all_as(tables, "lost"))._material
    assert team_successes(lost, None) == []
    assert not key_action_parts(lost).is_enough
    (tmp_path / "won").mkdir()
    won = report_of(tmp_path / "won", all_as(with_case(tables), "won"))._material
    found = key_action_parts(won)
    assert (found.n_lost, found.is_enough) == (0, False)
    assert not any(one.is_named for one in found.rows)
    (case, *_) = team_successes(won, None)
    assert (case.n_losses, case.early[0].share) == (0, None)


def test_without_activities_or_deals_it_says_what_is_lacking(tables, tmp_path):
    (tmp_path / "a").mkdir()
    bare = report_of(tmp_path / "a", with_case(tables) | {"activities": []})._material
    assert key_action_parts(bare).why_null == "no_activities"
    (case, *_) = team_successes(bare, None)
    assert (case.actions, case.early, case.first_action_days) == ([], [], None)
    (tmp_path / "b").mkdir()
    none = report_of(tmp_path / "b", {"reps": reps(3)})._material
    assert key_action_parts(none).why_null == "no_deals"
    assert team_successes(none, None) == []


def test_deals_closed_on_the_day_they_open_are_counted_apart(tables, tmp_path):
    quick = [
        deal | {"close_date": deal["created_date"]} if at < 40 else deal
        for at, deal in enumerate(tables["opportunities"])
    ]
    material = report_of(tmp_path, tables | {"opportunities": quick})._material
    found = key_action_parts(material)
    told = {act["opportunity_id"] for act in tables["activities"]}
    days = [
        (deal["close_date"] - deal["created_date"]).astype(int) for deal in quick
        if deal["opportunity_id"] in told and deal["created_date"] <= found.last
    ]  # fmt: skip
    assert found.n_closed_inside == days.count(0)
    assert found.n_won + found.n_lost == len(days) - days.count(0)
    assert all(case.days >= 4 for case in team_successes(material, None))


def test_the_sample_s_planted_visit_is_found(sample):
    # docs/sample-story.md: an early visit makes a win likelier, a quotation does nothing
    found = key_action_parts(sample._material)
    assert found.rows[0].kind == "visit"
    assert found.rows[0].is_more
    assert not row(found, "quote").is_named


def test_a_team_s_cases_are_its_own_best_first(sample):
    material = sample._material
    own = set(material.teams["East"])
    cases = team_successes(material, list(own))
    assert cases
    assert {case.deal.rep_id for case in cases} <= own
    whole = [case.deal.opportunity_id for case in team_successes(material, None)]
    assert len(whole) == len(set(whole)) > 5
    later = [case.deal.rep_id for case in team_successes(material, None)]
    assert len(set(later[5:])) == len(later[5:])
    assert not set(later[5:]) & set(later[:5])
