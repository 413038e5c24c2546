"""Plans proposed to the sample's people, whose stories are planted, and to small teams."""

import csv
from datetime import date
from math import ceil

import pytest

from salesreport.display.planwords import plan_texts
from salesreport.improvement import CLASSES, shipped_plan_rules
from salesreport.improvement.signals import FACTS_OF, FILLED_BY
from salesreport.language import Words
from salesreport.report import build_report
from salesreport.report.improvement import is_covered, proposals, proposed, with_lacking
from salesreport.report.improvement.causes import person_causes
from salesreport.report.improvement.facts import person_facts
from salesreport.report.improvement.listed import due_items, overdue_items, price_losses
from salesreport.report.improvement.person import Person
from salesreport.report.improvement.teams import team_signals
from salesreport.report.views import PlanRow
from salesreport.retrospective.attributed import is_firm, is_news
from tests.report import conftest

JULY = (date(2026, 7, 1), date(2026, 7, 31))
DATA = conftest.ROOT / "params/data/sample"


@pytest.fixture(scope="module")
def material(sample):
    return sample._material


@pytest.fixture(scope="module")
def rows(material):
    return {rep_id: proposed(material, rep_id).rows for rep_id in material.reps}


def by_rule(found):
    return {row.rule: row for row in found}


def table(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_slow_rep_is_to_follow_up_on_time_with_the_attributions_effect(material, rows):
    row = by_rule(rows["0004"])["follow_up"]
    (cause,) = [
        cause
        for gap in Person(material, "0004").reasons.attributed
        if gap.reference == "target" and gap.window == "period"
        for cause in gap.causes
        if cause.cause == "follow_up"
    ]
    assert (row.kind, row.measure, row.unit) == ("improve", "process", "rate")
    assert row.from_value == pytest.approx(32 / 74)
    assert (row.effect, row.effect_low, row.effect_high) == (
        -cause.amount, -cause.high, -cause.low,
    )  # fmt: skip
    assert 0 < row.effect_low < row.effect < row.effect_high
    assert len(row.rows) == 52
    assert row.lacking == []


def test_the_slow_rep_aims_at_the_others_rate_counted_from_the_file(material, rows):
    others = {i for i, one in material.reps.items() if one["role"] == "new_business"} - {"0004"}
    due = [
        one for one in table("activities")
        if one["rep_id"] in others and "2026-06-01" <= one["due_date"] <= "2026-06-30"
        and not (one["status"] == "done" and not one["done_date"])
    ]  # fmt: skip
    known = [one for one in due if one["done_date"] or one["due_date"] < "2026-07-05"]
    late = [
        one for one in known
        if not one["done_date"] or one["done_date"] > one["due_date"]
        or one["done_date"] > "2026-07-05"
    ]  # fmt: skip
    assert by_rule(rows["0004"])["follow_up"].to_value == pytest.approx(
        1 - len(late) / len(known), abs=0.02
    )


def test_the_unlucky_rep_is_to_be_looked_into_without_a_promise(rows):
    (row,) = rows["0006"]
    assert (row.rule, row.kind) == ("lost_deals", "verify")
    assert (row.effect, row.effect_low, row.effect_high) == (None, None, None)
    lost = [
        one for one in table("opportunities")
        if one["rep_id"] == "0006" and one["stage"] == "lost"
        and one["close_date"].startswith("2026-06")
    ]  # fmt: skip
    assert (row.to_value, row.values["n_lost"]) == (len(lost), len(lost))
    largest = sorted(lost, key=lambda one: -float(one["amount"]))
    assert row.values["names"] == [one["customer"] for one in largest[:5]]


def test_the_rep_of_the_fallen_market_gets_a_target_to_review_and_other_leads(rows):
    found = by_rule(rows["0008"])
    assert {"target", "industries"} <= set(found)
    assert (found["target"].kind, found["target"].effect) == ("review_target", None)
    assert (found["industries"].kind, found["industries"].values["segment"]) == (
        "support", "machinery",
    )  # fmt: skip
    june = [
        one for one in table("leads")
        if one["rep_id"] == "0008" and one["assigned_date"].startswith("2026-06")
    ]  # fmt: skip
    machinery = [one for one in june if one["industry"] == "machinery"]
    assert found["industries"].from_value == pytest.approx(len(machinery) / len(june))
    assert "improve" not in {row.kind for row in rows["0008"]}


def test_the_collections_are_to_be_called_in_by_name(rows):
    row = by_rule(rows["0012"])["collections"]
    assert (row.kind, row.values["owner"]) == ("improve", "finance")
    assert row.effect == 310_380  # docs/sample-story.md 6
    assert set(row.values["names"]) == {
        "Cobalgate Care", "Nettlestone Castings", "Zephyrmere Stores",
    }  # fmt: skip
    assert row.from_value == pytest.approx(0.5248, abs=1e-4)
    assert len(row.rows) == row.values["n_items"]


def test_the_joiner_gets_support_and_is_not_to_improve(rows):
    kinds = {row.rule: row.kind for row in rows["0016"]}
    assert kinds["new_start"] == "support"
    assert "improve" not in kinds.values()


def test_the_slipped_deal_is_to_be_decided_with_the_manager(rows):
    row = by_rule(rows["0010"])["slipped_deal"]
    assert (row.kind, row.measure, row.effect) == ("support", "slipped", None)
    assert (row.from_value, row.to_value, row.values["amount"]) == (520_000, 0, 520_000)
    assert row.values["names"] == ["Marrowby Cold Chain"]
    assert row.values["expected"] == "2026-06-26"


def test_whoever_did_well_gets_nothing_but_may_be_learned_from(material, rows):
    assert rows["0003"] == ()
    (row,) = [row for row in proposals(material) if row.rule == "share_practice"]
    assert (row.team, row.kind, row.values["who"]) == ("East", "improve_process", "Aspen Lin")


def test_everybody_graded_or_flagged_has_a_row(material, rows):
    low = {i for i in material.reps if Person(material, i).is_low}
    assert {"0004", "0006", "0008", "0010", "0016"} <= low
    assert all(rows[i] for i in low)


def test_laws_of_all_rows_of_the_sample(material):
    found = proposals(material)
    assert len({row.plan_id for row in found}) == len(found)
    for row in found:
        assert row.plan_id.startswith(f"2026-06.{row.rep_id or row.team}.{row.rule}")
        assert JULY[0] <= row.due_date <= JULY[1]
        assert row.due_date in material.run.workdays
        assert row.due_date > material.run.as_of
        assert row.lacking == ([] if row.measure else ["measure"])
        assert row.origin == "proposed"
        if row.kind == "improve":
            assert row.rows
        if row.kind in ("verify", "review_target", "improve_process"):
            assert row.effect is None


def test_a_reps_rows_hold_no_colleague(sample, material):
    names = set(material.names.values())
    for rep_id in material.reps:
        for row in sample.for_rep(rep_id).plans_next:
            if row.origin == "proposed":
                said = row.model_dump_json()
                assert not [n for n in names - {material.names[rep_id]} if f'"{n}"' in said]


def test_the_views_and_the_json_hold_the_same_rows(sample, material):
    team = sample.everybody
    own = [row for row in team.plans_next if row.rep_id == "0006"]
    assert own == sample.for_rep("0006").plans_next
    entries = {one.rep_id: one.plans for one in sample.document(lambda _: "").reps}
    assert [one.plan_id for one in entries["0006"]] == [row.plan_id for row in own]
    whole = sample.document(lambda _: "").team.plans
    assert {one.rule for one in whole} >= {"share_practice", "fix_process"}


@pytest.mark.parametrize(
    ("own", "covers"),
    [
        ({"plan_id": "2026-06.0004.follow_up"}, True),
        ({"rule": "follow_up"}, True),
        ({"measure": "process"}, True),
        ({"measure": "process", "due_date": date(2026, 7, 31)}, True),
        ({"measure": "process", "due_date": date(2026, 8, 3)}, False),
        ({"measure": "collection_rate"}, False),
        ({"measure": "process", "rep_id": "0006"}, False),
        ({"measure": "process", "rep_id": None, "team": "East"}, False),
        ({}, False),
    ],
)
def test_a_persons_row_wins_over_a_proposed_one(material, rows, own, covers):
    row = PlanRow(**({"who": "Birch Zhou", "rep_id": "0004", "item": "Own"} | own))
    assert is_covered(material, by_rule(rows["0004"])["follow_up"], [row]) is covers


@pytest.mark.parametrize(
    ("rep_id", "rule", "own", "covers"),
    [
        ("0008", "industries", {"item": "Leads outside Machinery"}, True),
        ("0008", "industries", {"measures": "ten leads that are no machinery"}, True),
        ("0008", "industries", {"item": "Leads outside Machinery", "kind": "verify"}, False),
        ("0008", "industries", {"item": "Leads of food", "due_date": date(2026, 7, 31)}, False),
        ("0010", "slipped_deal", {"measures": "Visit Marrowby Cold Chain twice"}, True),
        ("0010", "slipped_deal", {"measures": "Visit Marrowby"}, False),
        ("0008", "stalled_deals", {"kind": "verify", "item": "Ravenhaven Presses"}, False),
    ],
)
def test_a_persons_row_that_names_what_a_proposed_one_is_about_is_the_same(
    material, rows, rep_id, rule, own, covers
):
    told = {"who": "x", "rep_id": rep_id, "kind": "support", "item": "Own"} | own
    assert is_covered(material, by_rule(rows[rep_id])[rule], [PlanRow(**told)]) is covers


def test_nobody_has_a_row_of_one_content_typed_and_proposed(sample):
    items = {(row.item, row.rule) for row in sample.for_rep("0008").plans_next}
    assert ("Leads outside machinery", None) in items
    assert "industries" not in {rule for _, rule in items}


@pytest.mark.parametrize(
    ("rep_id", "rule", "named"),
    [("0004", "lost_deals", True), ("0006", "lost_deals", False), ("0009", "find_out", True)],
)
def test_no_row_says_that_nothing_is_told_beside_a_named_cause(sample, rep_id, rule, named):
    view = sample.for_rep(rep_id)
    row = by_rule(view.plans_next)[rule]
    ways = ("process", "personal") if rule == "lost_deals" else CLASSES
    firm = [
        cause.cause
        for gap in view.reasons.attributed
        if gap.window == "period"
        for cause in gap.causes
        if cause.kind in ways and is_firm(cause) and is_news(cause.amount, gap)
    ]
    assert bool(firm) is bool(row.values["named"]) is named
    said = plan_texts(row, Words("en")).measures
    assert said.startswith("Beside what is named") is named


def test_whoever_has_a_row_of_their_own_is_not_given_one_for_want_of_any(material, rows):
    row = by_rule(rows["0009"])["find_out"]
    own = PlanRow(who="x", rep_id="0009", item="Own", due_date=date(2026, 7, 10))
    assert is_covered(material, row, [own])
    assert not is_covered(material, row, [own.model_copy(update={"rep_id": "0010"})])


def test_a_persons_row_has_the_records_that_speak_for_it_and_its_part_of_the_effect(material, rows):
    proposal = by_rule(rows["0004"])["follow_up"]
    start, end = proposal.from_value, proposal.to_value
    own = PlanRow(
        who="Birch Zhou", rep_id="0004", kind="improve", item="Own", measures="Every morning",
        measure="process", from_value=0.4, to_value=(start + end) / 2,
        due_date=date(2026, 7, 31), support_owner="Mona",
    )  # fmt: skip
    (row,) = with_lacking(material, [own])
    assert row.effect == pytest.approx(proposal.effect / 2, abs=0.01)
    assert row.effect_low == pytest.approx(proposal.effect_low / 2, abs=0.01)
    assert (row.rows, row.lacking, row.item) == (proposal.rows, [], "Own")
    whole = with_lacking(material, [own.model_copy(update={"to_value": 1.0})])[0]
    assert whole.effect == proposal.effect  # not more than the estimate


def test_a_persons_row_of_nothing_on_record_lacks_evidence(material):
    own = PlanRow(who="x", rep_id="0004", kind="improve", item="Skills", measures="Train better")
    (row,) = with_lacking(material, [own])
    assert row.lacking == ["action", "figures", "deadline", "evidence"]


def test_the_seeds_table_3_stands_on_its_pages_as_written(seed):
    material = seed._material
    table = [row for row in seed.everybody.plans_next if row.origin == "table"]
    written = material.loaded.tables["plans"]
    assert len(table) == len(written)
    for name in ("item", "measures", "support", "expected_effect"):
        assert {getattr(row, name) for row in table} == set(written[name])
    owners = {row.rep_id for row in table}
    assert all(row.rep_id not in owners for row in seed.everybody.plans_next
               if row.origin == "proposed")  # fmt: skip


def test_late_items_and_money_overdue_are_those_of_the_files(material):
    late = due_items(material)["0004"]
    assert (len(late.late), late.n) == (42, 74)  # docs/sample-story.md 3
    assert [one.days for one in late.late] == sorted((one.days for one in late.late), reverse=True)
    assert sum(one.amount for one in overdue_items(material)["0012"]) == 310_380


def test_away_and_left_people_get_no_row_and_a_reason(make_run):
    run = make_run(
        {
            "reps.csv": "rep_id,name,left_on,hired_on\nA,Ann,,\n"
            "B,Bob,2024-03-20,\nC,Cy,,2024-05-01\n",
            "deals.csv": "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
            "1,A,x,2024-03-01,won,2024-03-05,10\n2,B,y,2024-03-01,won,2024-03-05,10\n",
            "targets.csv": "rep_id,period,measure,value\nA,2024-03,bookings,1000\n"
            "B,2024-03,bookings,1000\n",
        },
        {name: {"path": f"{file}.csv"} for name, file in
         {"reps": "reps", "opportunities": "deals", "targets": "targets"}.items()},
        period="2024-03",
    )  # fmt: skip
    report = build_report(run)
    assert report.everybody.unplanned == {"B": "left", "C": "not_there"}
    assert report.for_rep("B").plans_next == []
    assert report.for_rep("B").unplanned == "left"
    (row,) = report.for_rep("A").plans_next
    assert (row.rule, row.kind, row.effect) == ("find_out", "verify", None)


def test_what_a_joiner_did_in_some_days_is_counted_up_before_it_is_held_to_whole_periods(make_run):
    others = "ABCDE"
    reps = "".join(f"{i},Rep {i},2020-01-01\n" for i in others) + "N,Nan,2024-03-18\n"
    deals = [(i, n, "03-05") for i in others for n in range(4)] + [("N", 0, "03-25")]
    run = make_run(
        {
            "reps.csv": "rep_id,name,hired_on\n" + reps,
            "deals.csv": "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
            + "".join(f"{i}{n},{i},c{i}{n},2024-03-01,won,2024-{d},10\n" for i, n, d in deals),
            "targets.csv": "rep_id,period,measure,value\nN,2024-03,bookings,1000\n",
        },
        {name: {"path": f"{file}.csv"} for name, file in
         {"reps": "reps", "opportunities": "deals", "targets": "targets"}.items()},
        period="2024-03",
    )  # fmt: skip
    row = by_rule(build_report(run).for_rep("N").plans_next)["new_start"]
    assert (row.values["won"], row.values["there"]) == (1, pytest.approx(14 / 31))
    assert (row.from_value, row.to_value) == (2, 4)  # 1 x 31 / 14 = 2.2
    said = plan_texts(row, Words("en"))
    assert said.expected_effect.startswith(
        "Won customers 2 → 4 (counted up from 45% of the period)"
    )


def test_the_facts_said_to_be_of_people_and_of_teams_are_those_that_are_found(material):
    people = [Person.of(material, i) for i in material.reps]
    of_people = {one.id for person in people for one in person_facts(person)}
    of_all = team_signals(material, people, is_whole=True)
    assert of_people == set(FACTS_OF["rep"])
    assert {one.id for one in of_all if not one.is_cause} == set(FACTS_OF["team"])
    assert {one.reference for one in of_all if one.is_cause} == {"target", "last_year"}


def test_what_own_words_may_name_in_braces_is_what_signals_know(material):
    people = [Person.of(material, i) for i in material.reps]
    found = {
        "rep": [one for p in people for one in (*person_facts(p), *person_causes(p))],
        "team": team_signals(material, people, is_whole=True),
    }
    for of, signals in found.items():
        known = {
            "names": {one.id for one in signals if one.values.get("names")},
            "amount": {one.id for one in signals if one.values.get("amount") is not None},
            "from": {one.id for one in signals if one.from_value is not None},
            "to": {one.id for one in signals if one.to_value is not None},
        }
        assert known == FILLED_BY[of]


def test_deals_lost_by_price_say_what_they_come_to(material):
    for rep_id in material.reps:
        facts = {one.id: one for one in person_facts(Person.of(material, rep_id))}
        priced = price_losses(material).get(rep_id, [])
        if "price_lost" in facts:
            assert facts["price_lost"].values["amount"] == sum(one.amount for one in priced) > 0


def test_each_rule_of_the_sample_is_a_shipped_one(material):
    assert {row.rule for row in proposals(material)} <= {rule.id for rule in shipped_plan_rules()}


def test_leads_more_of_a_target_to_review_are_those_the_next_one_asks_for(rows):
    told = by_rule(rows["0008"])["target"].values
    assert told["next_target"] != told["target"]
    assert told["more"] == ceil((told["next_target"] - told["usual"]) / told["by_lead"]) == 7
