"""The weekly review of a made-up company over two weeks, each number worked by hand."""

import datetime as dt
import json

import pytest

from salesreport.errors import ParameterError, UnknownKeyError
from salesreport.report.opening import open_weekly
from salesreport.report.views import WeeklyView, view_from_json
from tests.report.weeks import ACTIONS, FIRST, NOW, PEOPLE, SECOND, act, deal, first_week, week

DAY = dt.date.fromisoformat


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("weeks")
    first_week(folder)
    return week(folder, NOW, SECOND)


@pytest.fixture(scope="module")
def view(report):
    return report.for_weekly()


def block(view, name):
    return next(one for one in view.blocks if one.block == name)


def changes(view):
    return {row.opportunity_id: row.change for row in block(view, "changes").rows}


def test_each_change_is_told_once_and_as_what_it_is(view):
    assert view.compared.source == "snapshot"
    assert view.compared.day == DAY("2024-06-14")
    found = {key: (one.aspects, one.rewritten) for key, one in changes(view).items()}
    # the first ten; O8 and O12, whose history was rewritten too, are counted below
    assert block(view, "changes").n == 12
    assert found == {
        "O1": (["slipped"], []),
        "O2": (["passed"], []),
        "O3": (["forward"], []),
        "O4": (["back"], []),
        "O5": (["amount"], []),
        "O6": (["lost"], []),
        "O7": (["won"], []),
        "O9": (["rewritten"], ["amount"]),
        "O10": (["rewritten"], ["vanished"]),
        "O11": (["new"], []),
    }


def test_counts_of_all_changes_hold_the_amounts_of_their_deals(view):
    counted = {one.aspect: (one.n, one.amount) for one in view.changes}
    assert counted == {
        "rewritten": (4, 10_000 + 24_000 + 15_000 + 5_000), "lost": (1, 40_000),
        "won": (2, 65_000), "new": (1, 12_000), "back": (1, 20_000), "slipped": (1, 50_000),
        "passed": (1, 80_000), "forward": (1, 30_000), "amount": (1, 70_000),
    }  # fmt: skip


def test_a_moved_date_says_from_where_to_where_and_how_often(view):
    one = changes(view)["O1"]
    assert (one.expected_before, one.expected, one.slips) == (
        DAY("2024-06-28"), DAY("2024-07-15"), 1,
    )  # fmt: skip
    rows = {row.opportunity_id: row for row in block(view, "changes").rows}
    assert (rows["O5"].change.amount_before, rows["O5"].amount) == (90_000, 70_000)


def test_the_largest_of_each_kind_comes_before_the_second_of_any(view):
    kinds = [row.change.kind for row in block(view, "changes").rows]
    assert kinds == ["rewritten", "slipped", "back", "lost", "passed", "amount", "won", "new",
                     "forward", "rewritten"]  # fmt: skip
    assert [row.opportunity_id for row in block(view, "changes").rows][::9] == ["O9", "O10"]


def test_progress_is_target_booked_expected_and_gap(view):
    now = view.progress
    # won in June: O7 60,000, O9 24,000, O12 5,000
    assert (now.period, now.target, now.booked) == ("2024-06", 210_000, 89_000)
    assert now.gap == -121_000
    assert now.time == pytest.approx(21 / 30)
    # open and expected from the 22nd to the 30th: O4 alone; the day of O2 has passed
    assert (now.n_expected, now.expected) == (1, 20_000)
    assert (now.n_passed, now.passed) == (1, 80_000)


def test_expected_signings_count_by_the_share_won_in_own_history(view):
    now = view.progress
    # no stages on record: one chance for all, of four deals that are closed or watched
    (chance,) = now.chances.values()
    assert 0 < chance < 1
    assert now.weighted == pytest.approx(20_000 * chance, abs=1)
    assert now.gap_expected == pytest.approx(89_000 + now.weighted - 210_000, abs=0.01)


def test_overdue_and_coming_actions(view):
    late = {row.key: row for row in block(view, "overdue").rows}
    # A5 is of a lost deal and needs no decision any more
    assert {key: row.days for key, row in late.items()} == {"action:A1": 3, "action:A4": 8}
    assert [row.amount for row in block(view, "overdue").rows] == [50_000, 20_000]
    (soon,) = block(view, "due").rows
    assert (soon.key, soon.day, soon.days) == ("action:A2", DAY("2024-06-25"), None)


def test_the_next_step_is_the_one_written_else_the_one_planned(view):
    rows = {row.opportunity_id: row for row in block(view, "changes").rows}
    assert (rows["O3"].next_step, rows["O3"].next_date) == ("Send the offer", DAY("2024-06-27"))
    assert (rows["O5"].next_step, rows["O5"].next_date) == ("Call 2", DAY("2024-06-25"))
    assert rows["O11"].next_step is None


def test_money_due_and_not_collected(view):
    rows = {row.key: (row.customer, row.amount, row.days) for row in block(view, "cash").rows}
    assert rows == {
        "cash:plan:C7:1": ("Customer 7", 20_000, 8),
        "cash:plan:C9:1": ("Customer 9", 8_000, 11),
    }
    assert block(view, "cash").amount == 28_000


def test_a_row_without_a_key_action_is_listed_with_its_place(view):
    (row,) = block(view, "refused").rows
    assert (row.rep, row.customer, row.day) == ("Cai", "Customer 13", DAY("2024-06-03"))
    assert (row.source.file, row.source.row) == ("activities.csv", 7)


def test_blocks_without_their_table_say_so(view):
    told = {one.block: one.why_null for one in view.blocks if one.why_null}
    assert told == {"stalled": "no_stages", "key": "no_key_accounts"}


def test_readers_are_the_managers_and_everybody(report):
    found = {one.key: (one.name, one.rep_ids) for one in report.weekly_readers}
    assert found == {
        "all": (None, None),
        "manager:M1": ("Mia", ("M1", "R1", "R2")),
        "manager:M2": (None, ("R3",)),
    }


def test_a_manager_sees_own_people_only(report, view):
    for reader, own, others in (
        ("manager:M1", {"Ann", "Bob"}, ("Cai", "R3", "Customer 5", "Customer 6", "Customer 9")),
        ("manager:M2", {"Cai"}, ("Ann", "Bob", "R1", "R2", 'Customer 1"', "Customer 7")),
    ):
        page = report.for_weekly(reader)
        told = page.canonical().decode()
        assert [name for name in others if name in told] == []
        assert {row.rep for one in page.blocks for row in one.rows} == own
    whole = {one.block: one.n for one in view.blocks}
    parts = [report.for_weekly(key) for key in ("manager:M1", "manager:M2")]
    for name, n in whole.items():
        assert n == sum(block(part, name).n for part in parts)
    for name in ("target", "booked", "expected", "weighted", "passed", "n_passed"):
        total = sum(getattr(part.progress, name) or 0 for part in parts)
        assert total == pytest.approx(getattr(view.progress, name), abs=0.02)


def test_without_managers_pages_are_by_team_and_a_single_group_has_none(tmp_path):
    people = [one | {"manager_id": ""} for one in PEOPLE]
    (tmp_path / "a").mkdir()
    by_team = week(tmp_path / "a", NOW, SECOND, reps=people)
    assert [one.key for one in by_team.weekly_readers] == ["all", "team:East", "team:South"]
    (tmp_path / "b").mkdir()
    alone = week(tmp_path / "b", NOW, SECOND, reps=[one | {"team": "East"} for one in people])
    assert [one.key for one in alone.weekly_readers] == ["all"]


def test_a_view_is_worked_out_once_for_pages_and_workbooks(report, view):
    assert report.for_weekly() is view
    assert report.for_weekly("manager:M1") is report.for_weekly("manager:M1")


def test_an_unknown_reader_is_refused_with_the_near_one(report):
    with pytest.raises(UnknownKeyError, match="manager:M1"):
        report.for_weekly("manager:M3")


def test_without_a_snapshot_the_week_is_told_from_dates(tmp_path):
    moved = [
        {"opportunity_id": "O3", "stage": "lead", "entered_date": "2024-05-02"},
        {"opportunity_id": "O3", "stage": "negotiation", "entered_date": "2024-06-19"},
        {"opportunity_id": "O1", "stage": "intent", "entered_date": "2024-05-09"},
    ]
    found = week(tmp_path, NOW, SECOND, stage_changes=moved).for_weekly()
    assert (found.compared.source, found.compared.why) == ("dates", "none")
    assert found.compared.day == DAY("2024-06-14")
    told = {key: one.aspects for key, one in changes(found).items()}
    assert told == {"O2": ["passed"], "O3": ["forward"], "O6": ["lost"], "O7": ["won"],
                    "O11": ["new"]}  # fmt: skip


def test_a_stalled_deal_says_its_days_and_the_last_move(tmp_path):
    closed = [
        deal(100 + n, "R1", "won", 1_000, closed="2024-03-21", created="2024-03-01")
        for n in range(6)
    ]
    entered = [("intent", "2024-03-05"), ("negotiation", "2024-03-15")]
    moves = [
        {"opportunity_id": one["opportunity_id"], "stage": stage, "entered_date": day}
        for one in closed
        for stage, day in entered
    ]
    still = deal(1, "R2", "intent", 50_000, created="2024-05-02")
    moves += [{"opportunity_id": "O1", "stage": "intent", "entered_date": "2024-05-22"}]
    found = week(tmp_path, NOW, [*closed, still], stage_changes=moves).for_weekly()
    (row,) = block(found, "stalled").rows
    # ten days are usual in intent; thirty since it came there
    assert (row.opportunity_id, row.stage, row.days, row.usual_days, row.day) == (
        "O1", "intent", 30, 10, DAY("2024-05-22"),
    )  # fmt: skip


def test_a_customer_quiet_beyond_the_usual_interval_is_at_risk(tmp_path):
    def bought(number, customer, day):
        return deal(number, "R1", "won", 10_000, closed=day, created=day) | {"customer": customer}

    days = ("2023-09-01", "2023-10-01", "2023-11-01", "2023-12-01")
    deals = [bought(200 + n, "Regular", day) for n, day in enumerate(days)]
    deals += [bought(300 + n, "Lately", day) for n, day in enumerate((*days[1:], "2024-06-01"))]
    deals += [bought(400, "Once", "2023-09-01")]
    found = week(tmp_path, NOW, deals).for_weekly()
    (row,) = block(found, "churn").rows
    (reason,) = row.reasons
    assert (row.customer, row.amount, row.rep) == ("Regular", 40_000, "Ann")
    # 203 days since the first of December; 30, 31 and 30 between the purchases
    assert (reason.kind, reason.days, reason.usual_days) == ("no_purchase", 203, 30)
    again = deal(500, "R1", "lead", 1_000) | {"customer": "Regular"}
    assert block(week(tmp_path, NOW, [*deals, again]).for_weekly(), "churn").n == 0


def test_key_customers_are_held_against_their_planned_rhythm(tmp_path):
    keys = [
        {"rep_id": "R1", "customer": f"Customer {n}", "contacts_per_month": plan}
        for n, plan in ((1, 2), (2, 2), (3, 0.5))
    ]
    done = [
        act(10, "R1", 1, "2024-06-10", "2024-06-10"),
        act(11, "R1", 2, "2024-06-10", "2024-06-10"),
        act(12, "R1", 2, "2024-06-18", "2024-06-18"),
        act(13, "R1", 3, "2024-05-01", "2024-05-01"),
    ]
    found = week(tmp_path, NOW, SECOND, actions=done, key_accounts=keys).for_weekly()
    one = block(found, "key")
    # every sixty days is the plan for customer 3, contacted 51 days ago
    assert (one.n, one.of) == (1, 3)
    (row,) = one.rows
    assert (row.customer, row.planned, row.actual, row.window_days) == ("Customer 1", 2, 1, 30)
    assert row.day == DAY("2024-06-10")


def test_a_cut_off_after_the_period_tells_of_its_own_month(tmp_path):
    found = week(tmp_path, "2024-07-05", SECOND).for_weekly()
    assert (found.progress.period, found.progress.booked) == ("2024-07", 0)
    assert found.progress.target is None
    assert found.first == DAY("2024-06-29")


def test_slips_count_on_over_reviews(tmp_path):
    first_week(tmp_path)
    from salesreport.render.weeklyfiles import leave_for_next

    leave_for_next(week(tmp_path, NOW, SECOND), "en")
    third = [one for one in SECOND if one["opportunity_id"] != "O1"]
    third += [deal(1, "R1", "intent", 50_000, "2024-08-30")]
    found = week(tmp_path, "2024-06-28", third).for_weekly()
    assert found.compared.day == DAY(NOW)
    assert changes(found)["O1"].slips == 2


def test_the_view_is_plain_json_and_comes_back_the_same(report, view, tmp_path):
    assert view_from_json(view.canonical()) == view
    assert isinstance(view, WeeklyView)
    assert report.for_weekly().canonical() == view.canonical()
    stored = tmp_path / "view.json"
    stored.write_bytes(report.for_weekly("manager:M1").canonical())
    assert open_weekly(stored, reader="manager:M1").view.reader == "manager:M1"
    with pytest.raises(ParameterError, match="manager:M2"):
        open_weekly(stored, reader="manager:M2")
    told = json.loads(stored.read_text("utf-8"))
    assert told["kind"] == "weekly"


def test_without_deals_or_actions_every_block_says_what_is_lacking(tmp_path):
    from tests.report.reasonruns import report_of

    evaluations = [{"period": "2024-06", "rep_id": "R1", "target": 100, "bookings": 60}]
    bare = {"reps": PEOPLE, "evaluations": evaluations}
    found = report_of(tmp_path, bare, as_of=NOW, out="out", status="draft").for_weekly()
    assert {one.block: one.why_null for one in found.blocks} == {
        "overdue": "no_activities", "due": "no_activities", "stalled": "no_deals",
        "changes": "no_deals", "churn": "no_deals", "key": "no_key_accounts",
        "cash": "no_money", "refused": "no_activities",
    }  # fmt: skip
    assert (found.progress.booked, found.progress.target) == (60, 100)
    assert found.progress.why_no_chances == "no_deals"


def test_the_first_week_knows_nothing_of_the_second():
    assert len(FIRST) == len(SECOND) == 12
    assert len(ACTIONS) == 6
