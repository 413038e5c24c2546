"""How deals get on, stop and lie still: from tables, against plain pandas and other measures."""

import json

import numpy as np
import pandas as pd
import pytest

from salesreport import measures
from salesreport.report.winloss.histories import deal_rows
from salesreport.report.winloss.leaks import rep_pipeline, team_pipeline
from salesreport.retrospective.pipeline import Pipeline
from tests.report.reasonruns import report_of

DAY = pd.Timestamp("2026-07-05")


@pytest.fixture(scope="module")
def team(sample):
    return team_pipeline(sample._material, None)


@pytest.fixture(scope="module")
def reps(sample):
    material = sample._material
    return {i: rep_pipeline(material, i, min_group=None) for i in material.reps}


@pytest.fixture(scope="module")
def rows(sample):
    """Opportunities as known, with the days each stage was first entered."""
    tables = sample._material.prepared.tables
    changes = tables["stage_changes"].groupby(["opportunity_id", "stage"])["entered_date"].min()
    wide = changes.unstack("stage").add_prefix("in_")
    return tables["opportunities"].merge(wide, left_on="opportunity_id", right_index=True)


def month_of(found, first):
    return next(one for one in found if str(one.first) == first)


def test_a_month_of_creation_is_that_of_plain_counting(team, rows):
    found = month_of(team.cohorts, "2026-02-01")
    own = rows[rows["created_date"].between("2026-02-01", "2026-02-28")]
    lasted = (own["close_date"] - own["created_date"]).dt.days
    # 2026-02-28 + 120 days is before the cut-off, + 180 is not.
    assert [share.days for share in found.shares] == [30, 60, 90]
    for share in found.shares:
        in_time = lasted <= share.days
        assert share.n == len(own)
        assert share.won == pytest.approx((in_time & (own["stage"] == "won")).mean())
        assert share.lost == pytest.approx((in_time & (own["stage"] == "lost")).mean())
        assert share.low < share.won < share.high
    assert (found.won, found.lost) == tuple((own["stage"] == way).sum() for way in ("won", "lost"))


def test_decisions_of_the_period_are_the_win_rate_of_the_page(team, sample):
    last = team.cohorts[-1]
    rate = sample._material.of_reps(None, sample._material.run.period)["win_rate"]
    assert (last.decided_won, last.decided_won + last.decided_lost) == (
        rate.numerator, rate.denominator,
    )  # fmt: skip
    assert last.decided_share == pytest.approx(float(rate.value))


def test_steps_are_those_of_the_changes_of_stage(team, rows):
    since = pd.Timestamp("2025-07-01")
    entries = rows["in_intent"].notna() & (rows["in_intent"] >= since)
    intent = next(step for step in team.steps if step.stage == "intent")
    assert intent.n == entries.sum()
    assert intent.n_passed == (entries & rows["in_negotiation"].notna()).sum()
    stopped = entries & rows["in_negotiation"].isna() & (rows["stage"] == "lost")
    assert intent.n_stopped == stopped.sum()
    assert [step.stage for step in team.steps] == ["lead", "intent", "negotiation"]
    assert team.has_stages
    assert team.n_unknown_stages == 0


def test_the_leak_of_a_stage_is_its_lost_deals_at_the_chance_there(team, rows):
    period, longer = team.leaks
    lost = rows[(rows["stage"] == "lost") & rows["close_date"].between("2026-06-01", "2026-06-30")]
    at = lost[lost["in_negotiation"].isna() & lost["in_intent"].notna()]
    intent = next(leak for leak in period.rows if leak.stage == "intent")
    assert intent.n == len(at)
    assert intent.amount == pytest.approx(at["amount"].sum() / 100)
    assert intent.expected == pytest.approx(intent.amount * intent.chance, abs=0.01)
    assert sum(leak.n for leak in period.rows) == len(lost)
    assert period.total == pytest.approx(sum(leak.expected for leak in period.rows), abs=0.02)
    costs = {leak.stage: leak.expected for leak in longer.rows}
    assert longer.largest == max(costs, key=costs.get)


def test_reps_add_up_to_the_team(team, reps):
    every = list(reps.values())
    for name in ("n_stalled", "n_untouched"):
        assert sum(getattr(one, name) for one in every) == getattr(team, name)
    for window, whole in enumerate(team.leaks):
        assert sum(one.leaks[window].total for one in every if one.leaks) == pytest.approx(
            whole.total, abs=0.1
        )
    for month, whole in enumerate(team.cohorts):
        own = [one.cohorts[month] for one in every if one.cohorts]
        assert (sum(one.n for one in own), sum(one.won for one in own)) == (whole.n, whole.won)
    for place, whole in enumerate(team.steps):
        own = [one.steps[place] for one in every if one.steps]
        assert (sum(one.n for one in own), sum(one.n_stopped for one in own)) == (
            whole.n, whole.n_stopped,
        )  # fmt: skip


def test_the_stalled_of_the_first_page_are_those_of_the_funnel(team, sample):
    names = {rep_id: sample.for_rep(rep_id).rep.name for rep_id in sample.rep_ids}
    whole = sample.everybody.retrospective.facts
    (fact,) = (fact for fact in whole if fact.kind == "stalled")
    assert fact.count == team.n_stalled == sum(fact.by_rep.values())
    # the longest first, at most as long as a page lists them
    assert fact.values["longest_days"] >= max(one.in_stage_days for one in team.idle)
    for rep_id, name in names.items():
        own = sample.for_rep(rep_id)
        counts = [fact.count for fact in own.retrospective.facts if fact.kind == "stalled"]
        assert sum(counts) == own.pipeline.n_stalled == fact.by_rep.get(name, 0)


def test_slipped_deals_of_the_period_are_those_of_the_measure(team, sample):
    last = team.slips[-1]
    parts = measures.total(sample._material.parts[sample._material.run.period], None)
    assert last.n_slipped == parts["slipped_deals"]
    assert last.share == pytest.approx(last.n_slipped / last.n_expected)


def is_of(action, deal, deals):
    """Whether an action names the deal, or names none and can be of no other."""
    if pd.notna(action["opportunity_id"]):
        return action["opportunity_id"] == deal.opportunity_id
    if action["rep_id"] != deal.rep_id or action["customer"] != deal.customer:
        return False
    day = action["date"] if pd.isna(action["done_date"]) else action["done_date"]
    theirs = deals[(deals["rep_id"] == deal.rep_id) & (deals["customer"] == deal.customer)]
    runs = theirs[(theirs["created_date"] <= day) & ~(theirs["close_date"] < day)]
    return list(runs["opportunity_id"]) == [deal.opportunity_id]


def test_idle_deals_are_open_and_still_for_twice_the_usual_days(team, sample):
    tables = sample._material.prepared.tables
    assert team.idle
    assert team.n_stalled >= len(team.idle)
    untouched = [one.is_untouched for one in team.idle]
    assert untouched == sorted(untouched, reverse=True)
    for one in team.idle:
        assert one.in_stage_days > 2 * one.usual_days
        assert one.is_untouched == (one.untouched_days > 2 * one.usual_days)
        changes, actions = tables["stage_changes"], tables["activities"]
        moved = changes[changes["opportunity_id"] == one.deal.opportunity_id]
        acted = actions[actions.apply(is_of, axis=1, args=(one.deal, tables["opportunities"]))]
        changed = moved["entered_date"].max()
        acted = acted[acted["status"] == "done"]
        done = acted["done_date"].fillna(acted["date"])
        last = max([changed, *done])
        assert (DAY - last).days == one.untouched_days
        assert (DAY - changed).days == one.in_stage_days
        assert one.deal.stage == one.stage


def test_a_reps_part_holds_own_deals_only(sample, reps):
    material = sample._material
    credited = material.deals
    for rep_id, found in list(reps.items())[:6]:
        own = set(credited.loc[credited["credited_to"] == rep_id, "opportunity_id"])
        assert {one.deal.opportunity_id for one in found.idle} <= own
        assert {one.deal.owner for one in found.idle} <= {material.names[rep_id]}


def test_below_the_smallest_group_the_reps_own_deals_tell_what_is_usual(sample):
    material = sample._material
    rep_id = list(material.reps)[4]
    open_, closed = (rep_pipeline(material, rep_id, min_group=n) for n in (5, 99))
    assert (open_.chances, closed.chances) == ("team", "own")
    assert all(step.against is not None for step in open_.steps)
    for step in closed.steps:
        assert step.withheld
        assert (step.against, step.against_n, step.against_median_days) == (None, None, None)
    rows = deal_rows(material).of_reps([list(material.reps).index(rep_id)])
    assert rows.deals.is_won.any()
    # What a stage is worth is then told by the rep's own deals alone.
    assert [one.chance for one in closed.leaks[0].rows] != [
        one.chance for one in open_.leaks[0].rows
    ]


def test_one_team_of_the_run_stands_beside_everybody(sample):
    material = sample._material
    name, ids = next(iter(material.teams.items()))
    found = team_pipeline(material, ids)
    assert name
    assert all(step.against_n > step.n for step in found.steps)
    assert not any(step.withheld for step in found.steps)


def test_parts_are_plain_json_and_come_back_the_same(team, reps):
    for found in (team, next(iter(reps.values()))):
        text = found.model_dump_json()
        json.loads(text, parse_constant=pytest.fail)
        assert Pipeline.model_validate_json(text) == found


def test_maven_runs_whole_with_one_step_and_lost_deals_of_no_amount(maven):
    found = team_pipeline(maven._material, None)
    # 500 deals have no day of engagement; closes begin on 2017-03-01 (INDEX.md)
    assert found.left_out == {"no_created_date": 500}
    assert not found.has_stages
    (step,) = found.steps
    assert step.stage == "deal"
    assert str(found.cohorts[0].first) == "2017-03-01"
    # Published win rates by close date, Mar..Dec 2017 (INDEX.md)
    published = [82.1, 48.6, 54.4, 82.8, 49.1, 56.8, 79.2, 49.3, 52.9, 78.5]
    decided = [100 * month.decided_share for month in found.cohorts]
    assert decided == pytest.approx(published, abs=0.05)
    (leak,) = found.leaks[1].rows
    assert (leak.n, leak.n_assumed) == (2473, 2473)
    # won revenue 10,005,534 of 4,238 deals
    assert leak.amount == pytest.approx(2473 * 10_005_534 / 4238, abs=1)
    assert found.leaks[1].usual_amount == pytest.approx(10_005_534 / 4238, abs=0.01)


BASE = {"rep_id": "R1", "customer": "C", "expected_close_date": "", "amount": 100}


def made(folder, deals, **tables):
    """Pipeline of everybody and of R1, of deals (id, created, stage, closed)."""
    found = [
        BASE | {"opportunity_id": key, "created_date": created, "stage": stage, "close_date": end}
        for key, created, stage, end in deals
    ]
    reps = [{"rep_id": "R1", "name": "One"}, {"rep_id": "R2", "name": "Two"}]
    material = report_of(folder, {"reps": reps, "opportunities": found, **tables})._material
    return team_pipeline(material, None), rep_pipeline(material, "R1", min_group=5)


def test_no_opportunities_at_all(tmp_path):
    targets = [{"rep_id": "R1", "measure": "bookings", "period": "2024-06", "value": 5}]
    rows = [{"rep_id": "R1", "name": "One"}]
    material = report_of(tmp_path, {"reps": rows, "targets": targets})._material
    assert team_pipeline(material, None) == Pipeline(why_null="no_deals")
    assert rep_pipeline(material, "R1", min_group=5) == Pipeline(why_null="no_deals")


def test_no_losses(tmp_path):
    deals = [(f"O{at}", "2024-04-01", "won", "2024-05-01") for at in range(6)]
    whole, own = made(tmp_path, deals)
    for found in (whole, own):
        (step,) = found.steps
        assert (step.passed, step.n_stopped, step.median_days) == (1, 0, 30)
        assert [(window.largest, window.total) for window in found.leaks] == [(None, 0), (None, 0)]
    (month,) = [one for one in whole.cohorts if one.n]
    assert [share.won for share in month.shares] == [1, 1]


def test_no_wins(tmp_path):
    deals = [(f"O{at}", "2024-04-01", "lost", "2024-06-01") for at in range(6)]
    whole, _ = made(tmp_path, deals)
    period = whole.leaks[0]
    assert [(leak.chance, leak.expected, leak.n) for leak in period.rows] == [(0, 0, 6)]
    assert period.rows[0].high > 0
    assert period.largest is None
    assert [window.total for window in whole.leaks] == [None, None]


def test_nothing_closed(tmp_path):
    deals = [("O1", "2024-04-01", "intent", ""), ("O2", "2024-06-10", "lead", "")]
    whole, own = made(tmp_path, deals)
    for found in (whole, own):
        (step,) = found.steps
        assert (step.n, step.n_open, step.median_days, step.n_stays) == (2, 2, None, 2)
        assert (found.idle, found.n_stalled) == ([], 0)
        assert found.cohorts[-1].decided_share is None


def test_deals_closed_on_the_day_they_opened(tmp_path):
    deals = [
        *[(f"W{at}", "2024-05-20", "won", "2024-05-20") for at in range(5)],
        ("L", "2024-05-20", "lost", "2024-05-20"), ("O", "2024-05-29", "intent", ""),
    ]  # fmt: skip
    whole, _ = made(tmp_path, deals)
    (step,) = whole.steps
    assert (step.n, step.n_passed, step.n_stopped, step.median_days) == (7, 5, 1, 0)
    # Twice no day is passed at once: the open deal lies still.
    assert [one.deal.opportunity_id for one in whole.idle] == ["O"]


def test_days_that_cannot_be_are_left_out_and_counted(tmp_path):
    deals = [
        ("A", "2024-05-20", "won", "2024-05-10"), ("B", "2024-04-01", "won", "2024-05-01"),
        ("C", "2024-04-01", "lost", "2024-05-01"),
    ]  # fmt: skip
    whole, own = made(tmp_path, deals)
    assert whole.left_out == {"closed_before_created": 1}
    assert own.left_out == {}
    assert whole.steps[0].n == own.steps[0].n == 2


def test_actions_noted_twice_and_without_a_deal_change_nothing(tmp_path):
    deals = [*[(f"W{at}", "2024-03-01", "won", "2024-03-11") for at in range(5)],
             ("O", "2024-03-01", "intent", "")]  # fmt: skip
    act = {"rep_id": "R1", "customer": "C", "stage": "intent", "action": "call", "status": "done",
           "due_date": "", "done_date": "2024-06-20", "date": "2024-06-20"}  # fmt: skip
    once = [act | {"activity_id": "1", "opportunity_id": "O"}]
    more = [
        *once, act | {"activity_id": "2", "opportunity_id": "O"},
        act | {"activity_id": "3", "opportunity_id": "", "date": "2024-06-29"},
        act | {"activity_id": "4", "opportunity_id": "X", "date": "2024-06-29"},
    ]  # fmt: skip
    (tmp_path / "once").mkdir()
    (tmp_path / "more").mkdir()
    one, _ = made(tmp_path / "once", deals, activities=once)
    two, _ = made(tmp_path / "more", deals, activities=more)
    assert (one.n_stalled, one.n_untouched) == (1, 0)
    assert one.idle == two.idle
    assert one.idle[0].untouched_days == 10
    bare, _ = made(tmp_path, deals)
    assert (bare.n_untouched, bare.has_activities) == (1, False)
    # 121 days watched say nothing of 180, unless the deal is taken as lost.
    assert bare.untouched_check.won is None
    assert bare.untouched_check.won_if_lost == pytest.approx(5 / 6)


def test_stages_of_some_deals_only(tmp_path):
    deals = [*[(f"W{at}", "2024-03-01", "won", "2024-04-20") for at in range(5)],
             ("N", "2024-03-01", "lost", "2024-04-20")]  # fmt: skip
    changes = [
        {"opportunity_id": f"W{at}", "stage": "negotiation", "entered_date": "2024-03-21"}
        for at in range(5)
    ]
    whole, _ = made(tmp_path, deals, stage_changes=changes)
    assert whole.n_unknown_stages == 1
    # The middle stage was skipped by all and is no step.
    assert [(step.stage, step.n, step.median_days) for step in whole.steps] == [
        ("lead", 5, 20), ("negotiation", 5, 30),
    ]  # fmt: skip


def test_a_shared_deal_counts_once(sample):
    rows = deal_rows(sample._material)
    assert len(np.unique(rows.row)) == len(rows.row)
    assert len(rows.row) == len(sample._material.table("opportunities"))


def test_deals_of_some_reps_are_those_of_each_in_their_order(sample):
    rows = deal_rows(sample._material)
    some = rows.of_reps([5, 2])
    assert some.row.tolist() == rows.row[np.isin(rows.rep, [2, 5])].tolist()
    assert rows.of_reps([]).row.tolist() == []
    assert rows.of_reps(None) is rows


def one_winner(folder, stay):
    """Pipeline of a rep of eight, of whom one alone wins, `stay` days after negotiation."""
    folder.mkdir()
    reps = [{"rep_id": f"R{at}", "name": f"Rep {at}"} for at in range(8)]
    found, changes = [], []
    for at in range(96):
        begun = pd.Timestamp("2024-01-02") + pd.Timedelta(days=at % 40)
        won = at % 8 == 2
        stage = "won" if won else ("negotiation" if at % 5 == 0 else "lost")
        end = begun + pd.Timedelta(days=10 + (stay if won else 40))
        found.append(
            BASE | {"opportunity_id": f"O{at}", "rep_id": f"R{at % 8}", "customer": f"C{at}",
                    "created_date": str(begun.date()), "stage": stage,
                    "close_date": "" if stage == "negotiation" else str(end.date())}
        )  # fmt: skip
        changes += [
            {"opportunity_id": f"O{at}", "stage": name,
             "entered_date": str((begun + pd.Timedelta(days=days)).date())}
            for name, days in [("lead", 0), ("intent", 5), ("negotiation", 10)]
        ]  # fmt: skip
    tables = {"reps": reps, "opportunities": found, "stage_changes": changes}
    return rep_pipeline(report_of(folder, tables)._material, "R1", min_group=5)


def test_usual_days_that_one_colleague_tells_are_withheld(tmp_path):
    quick, slow = one_winner(tmp_path / "a", 17), one_winner(tmp_path / "b", 29)
    for found in (quick, slow):
        assert found.chances == "team"  # all came to each stage, so the shares may be told
        usual = {step.stage: step.against_usual_days for step in found.steps}
        assert usual == {"lead": 5.0, "intent": 5.0, "negotiation": None}
        assert found.idle == []  # own deals never got on from negotiation
    assert quick.steps == slow.steps


def test_a_longer_window_that_is_still_running_ends_with_what_is_known(tmp_path):
    deals = [(f"O{at}", "2024-04-01", "lost", "2024-05-01") for at in range(6)]
    found = [
        BASE | {"opportunity_id": key, "created_date": created, "stage": stage, "close_date": end}
        for key, created, stage, end in deals
    ]
    reps = [{"rep_id": "R1", "name": "One"}]
    report = report_of(tmp_path, {"reps": reps, "opportunities": found}, as_of="2024-06-10")
    assert {str(one.last) for one in team_pipeline(report._material, None).leaks} == {"2024-06-10"}
