"""Recorded reasons of lost deals: shares by hand, laws, bad input, real data."""

from fractions import Fraction

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from salesreport import measures
from salesreport.intake import load_tables
from salesreport.lexicon import load_lexicon, shipped_lexicon
from salesreport.params import load_run
from salesreport.periods import Period
from salesreport.retrospective.deals import closed
from salesreport.retrospective.lostdeals import lost_deals, stages_before_loss
from salesreport.retrospective.lostreasons import (
    effective_number,
    fractional_counts,
    reading,
    share_interval,
)
from salesreport.statistics import wilson

POLICY = "weights: {completion: 100}\ngoalposts: {completion: {lo: 0, hi: 1}}\n"
COLUMNS = (
    "opportunity_id", "rep_id", "industry", "lost_stage", "amount", "lost_reason", "lost_detail",
    "note", "competitor", "reason_source",
)  # fmt: skip


def lost_frame(*rows):
    """Lost deals O1, O2, … of rep A worth 100.00 each, where the row says nothing else."""
    usual = {"rep_id": "A", "amount": 10000}
    made = [{"opportunity_id": f"O{k}", **usual, **row} for k, row in enumerate(rows, start=1)]
    cells = [{name: row.get(name) for name in COLUMNS} for row in made]
    frame = pd.DataFrame(cells, columns=list(COLUMNS))
    frame = frame.astype({name: "str" for name in COLUMNS if name != "amount"})
    frame["amount"] = pd.array(frame["amount"], dtype="Int64")
    return frame.assign(source_file="deals.csv", source_row=range(2, len(made) + 2))


def told(*rows, lexicon=None, **options):
    return lost_deals(lost_frame(*rows), lexicon or shipped_lexicon(), currency="CNY", **options)


def by_reason(found):
    return {row.reason: row for row in found.reasons}


def test_counts_and_values_by_hand():
    found = told(
        {"lost_reason": "price", "amount": 30000},
        {"lost_reason": "price;budget", "amount": 10000},
        {"lost_detail": "老供应商续签", "amount": 20000},
        {"amount": 40000},
    )
    rows = by_reason(found)
    assert [row.reason for row in found.reasons] == [
        "price", "competitor", "budget", "no_decision", "not_recorded",
    ]  # fmt: skip
    assert [rows[r].count for r in ("price", "budget", "competitor", "not_recorded")] == [
        1.5, 0.5, 1.0, 1.0,
    ]  # fmt: skip
    assert rows["price"].share == 0.375
    assert rows["price"].amount == 350.0  # 300 and half of 100
    assert rows["price"].value_share == 0.35
    assert [row.n_deals for row in found.reasons] == [2, 1, 1, 0, 1]
    assert (found.n, found.amount, found.n_from_code, found.n_from_remark) == (4, 1000.0, 2, 1)
    assert [row.percent for row in found.reasons] == [38, 25, 12, 0, 25]
    assert [row.value_percent for row in found.reasons] == [35, 20, 5, 0, 40]


def test_whole_percents_add_up_where_rounding_would_not():
    found = told({"lost_reason": "price"}, {"lost_reason": "budget"}, {"lost_reason": "no_need"})
    assert sum(row.percent for row in found.reasons) == 100
    assert sorted(row.percent for row in found.reasons) == [0, 0, 33, 33, 34]


def test_not_recorded_and_no_decision_are_always_rows():
    assert set(by_reason(told({"lost_reason": "price"}))) == {
        "price", "no_decision", "not_recorded",
    }  # fmt: skip


def test_the_interval_of_whole_deals_is_wilsons():
    rows = by_reason(told(*[{"lost_reason": "price"}] * 8, *[{}] * 24))
    low, high = wilson(8, 32)
    assert rows["price"].low == pytest.approx(low, abs=1e-12)
    assert rows["price"].high == pytest.approx(high, abs=1e-12)
    assert (rows["no_decision"].low, rows["not_recorded"].share) == (0.0, 0.75)


def test_the_interval_of_values_is_that_of_as_many_equal_deals():
    # (9 + 1)² / (81 + 1) = 50/41 deals, of which the share 0.9 was lost on price
    assert effective_number([9, 1, 0, -4]) == Fraction(50, 41)
    rows = by_reason(
        told({"lost_reason": "price", "amount": 900}, {"lost_reason": "budget", "amount": 100})
    )
    low, high = share_interval(0.9, Fraction(50, 41))
    assert (rows["price"].value_low, rows["price"].value_high) == (low, high)


def test_the_leading_reason_lies_above_every_other():
    many = [{"lost_reason": "price"}] * 30
    assert told(*many, *[{"lost_reason": "budget"}] * 5).leading == "price"
    assert told(*many[:6], *[{"lost_reason": "budget"}] * 5).leading is None
    assert told(*[{}] * 30).leading is None


def test_a_code_beats_a_remark_and_their_disagreement_is_counted():
    found = told(
        {"lost_reason": "price", "lost_detail": "我们响应太慢"},
        {"lost_reason": "price", "lost_detail": "太贵，没有预算"},
        {"lost_reason": "price", "lost_detail": "下周再谈"},
    )
    assert by_reason(found)["price"].n_deals == 3
    assert (found.n_both, found.n_disagreements) == (2, 1)
    (apart,) = found.disagreements
    assert (apart.opportunity_id, apart.code, apart.remark) == ("O1", ["price"], ["follow_up"])
    assert apart.source.row == 2
    assert apart.quote.text[apart.quote.start : apart.quote.end] == "响应太慢"


def test_other_words_are_their_own_row():
    lexicon = shipped_lexicon()
    assert reading({"lost_detail": "太贵"}, lexicon).reasons == ("price",)
    assert reading({"lost_detail": "翡翠"}, lexicon).reasons == ("unmatched",)
    assert reading({"lost_reason": "客户原因"}, lexicon).reasons == ("unmatched",)
    assert reading({"lost_reason": "其他", "lost_detail": "太贵"}, lexicon).reasons == ("price",)


@pytest.mark.parametrize("note", ["Budget confirmed", "太贵", "需要法务确认条款", "没有预算"])
def test_a_deals_general_note_is_no_record_of_a_reason(note):
    found = told({"note": note}, {"lost_detail": "太贵", "note": note})
    assert (found.n_from_code, found.n_from_remark) == (0, 1)
    rows = by_reason(found)
    assert (rows["not_recorded"].count, rows["price"].count) == (1.0, 1.0)
    assert sum(row.count for row in found.reasons) == 2


def test_a_general_note_never_contradicts_a_code():
    found = told({"lost_reason": "price", "note": "Budget confirmed"})
    assert (found.n_both, found.n_disagreements) == (0, 0)


def test_a_remark_that_denies_the_code_disagrees_with_it():
    found = told(
        {"lost_reason": "price", "lost_detail": "价格没问题"},
        {"lost_reason": "price", "lost_detail": "不是质量问题"},
        {"lost_reason": "price", "lost_detail": "价格没问题，后来还是嫌贵"},
    )
    assert by_reason(found)["price"].n_deals == 3
    assert (found.n_both, found.n_disagreements) == (2, 1)
    (apart,) = found.disagreements
    assert (apart.opportunity_id, apart.remark) == ("O1", [])
    assert apart.quote.text[apart.quote.start : apart.quote.end] == "价格"


@pytest.mark.parametrize(
    "code",
    ["其他", "Other", "N.A.", "No reason", "Closed Lost", "输单", "丢单", "未说明", "待补", "0"],
)
def test_a_code_that_says_nothing_is_not_recorded(code):
    assert by_reason(told({"lost_reason": code}))["not_recorded"].count == 1.0


def test_nobody_checked_what_is_not_recorded():
    rows = by_reason(told({"reason_source": "manager_check"},
                          {"lost_reason": "price", "reason_source": "manager_check"}))  # fmt: skip
    assert (rows["not_recorded"].n_checked, rows["price"].n_checked) == (0, 1)


def test_a_share_in_a_colleagues_lost_deal_is_no_lost_deal_of_ones_own():
    frame = lost_frame({"lost_reason": "price"}, {"lost_reason": "budget"})
    mine = frame.assign(principal=[True, False])
    found = lost_deals(mine, shipped_lexicon(), currency="CNY", per_rep=False)
    assert (found.n, by_reason(found)["price"].n_deals) == (1, 1)


def test_a_shared_deal_is_the_principal_reps_in_any_order_of_rows():
    frame = pd.concat([lost_frame({"lost_reason": "price"})] * 2, ignore_index=True)
    frame = frame.assign(credited=pd.array([4000, 6000], dtype="Int64"), credited_to=["A", "B"],
                         principal=[False, True])  # fmt: skip
    found = lost_deals(frame, shipped_lexicon(), currency="CNY")
    assert (found.n, found.amount, found.by_rep[0].value) == (1, 100.0, "B")


@pytest.mark.parametrize("turned", [False, True])
def test_the_stage_of_loss_is_the_furthest_whatever_the_order_of_rows(turned):
    lost = pd.DataFrame({"opportunity_id": ["O1", "O2"],
                         "close_date": pd.to_datetime(["2026-06-10", "2026-06-10"])})  # fmt: skip
    changes = pd.DataFrame(
        [
            ("O1", "lead", "2026-06-01"), ("O1", "intent", "2026-06-05"),
            ("O1", "negotiation", "2026-06-05"),
            ("O2", "negotiation", "2026-06-05"), ("O2", "intent", "2026-06-07"),
        ],
        columns=["opportunity_id", "stage", "entered_date"],
    )  # fmt: skip
    changes["entered_date"] = pd.to_datetime(changes["entered_date"])
    found = stages_before_loss(lost, changes.iloc[::-1] if turned else changes)
    assert found.tolist() == ["negotiation", "negotiation"]


def test_a_denied_reason_is_none():
    rows = by_reason(told({"lost_detail": "价格不是问题"}))
    assert rows["unmatched"].count == 1


def test_quotes_hold_the_words_of_the_largest_deals():
    text = "x" * 60 + "<b>太贵</b>" + "y" * 60
    rows = by_reason(told({"lost_detail": "贵", "amount": 1}, {"lost_detail": text, "amount": 9}))
    first, second = rows["price"].quotes
    assert (first.opportunity_id, second.opportunity_id) == ("O2", "O1")
    assert first.text[first.start : first.end] == "太贵"
    assert first.text == text[23:105]


def test_groups_add_up_to_their_deals():
    found = told(
        {"lost_reason": "price", "reason_source": "guess", "competitor": "Norvane",
         "lost_stage": "negotiation", "industry": "retail"},
        {"lost_reason": "price;budget", "reason_source": "guess", "competitor": "norvane ",
         "rep_id": "B"},
        {"competitor": "Tessaly"},
    )  # fmt: skip
    (guess, unsaid) = found.by_source
    assert (guess.value, guess.n, guess.amount) == ("guess", 2, 200.0)
    assert guess.counts == {"price": 1.5, "budget": 0.5}
    assert (unsaid.value, unsaid.counts) == (None, {"not_recorded": 1.0})
    assert [(g.value, g.n) for g in found.by_competitor] == [("Norvane", 2), ("Tessaly", 1)]
    assert [(g.value, g.n) for g in found.by_rep] == [("A", 2), ("B", 1)]
    assert [(g.value, g.n) for g in found.by_stage] == [("negotiation", 1), (None, 2)]
    assert [g.value for g in found.by_industry] == ["retail", None]
    assert by_reason(found)["price"].n_reps == 2


def test_a_reps_part_names_no_colleague():
    assert told({"lost_reason": "price"}, per_rep=False).by_rep == []


def test_a_property_no_deal_has_makes_no_group():
    found = told({"lost_reason": "price"})
    assert (found.by_source, found.by_competitor, found.by_stage) == ([], [], [])


def test_a_shared_deal_counts_once_with_the_sum_of_its_parts():
    frame = pd.concat([lost_frame({"lost_reason": "price"})] * 2, ignore_index=True)
    frame = frame.assign(credited=pd.array([6000, 4000], dtype="Int64"), credited_to=["A", "B"])
    found = lost_deals(frame, shipped_lexicon(), currency="CNY")
    assert (found.n, found.amount, found.by_rep[0].value) == (1, 100.0, "A")


def test_no_losses_have_no_rows():
    found = told()
    assert (found.n, found.reasons, found.leading, found.amount) == (0, [], None, None)


def test_all_reasons_blank_are_one_row_of_the_whole():
    found = told({}, {"lost_reason": "-"}, {"lost_detail": "😀"}, {"note": "<br>"})
    rows = by_reason(found)
    assert (rows["not_recorded"].count, rows["not_recorded"].percent) == (4.0, 100)
    assert found.leading is None


def test_unknown_and_zero_amounts_have_no_value_shares():
    found = told({"lost_reason": "price", "amount": 0}, {"lost_reason": "price", "amount": None})
    row = by_reason(found)["price"]
    assert (row.amount, row.value_share, row.value_percent, row.value_low) == (None,) * 4
    assert (found.amount, found.n_without_amount) == (0.0, 1)


def test_a_companys_reason_carries_its_name(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("reasons: {legal: {titles: {zh_CN: 合规}, add: [GDPR]}}", encoding="utf-8")
    found = told({"lost_detail": "gdpr"}, lexicon=load_lexicon(own))
    assert by_reason(found)["legal"].titles == {"zh_CN": "合规"}


def test_the_part_is_read_back_from_its_json():
    found = told(
        {"lost_reason": "price", "lost_detail": "响应太慢🐌"}, {"lost_detail": "<b>贵</b>"}
    )
    assert type(found).model_validate_json(found.model_dump_json()) == found


REASONS = st.lists(
    st.sampled_from(["price", "budget", "competitor", "no_need"]), max_size=3, unique=True
)
DEALS = st.lists(st.tuples(REASONS, st.integers(0, 10**9)), min_size=1, max_size=12)


@given(DEALS)
def test_shares_add_up_exactly_and_lie_in_their_intervals(deals):
    counts = fractional_counts([ids or ["not_recorded"] for ids, _ in deals])
    assert sum(counts.values()) == len(deals)
    found = told(*({"lost_reason": ";".join(ids), "amount": v} for ids, v in deals))
    assert sum(row.count for row in found.reasons) == pytest.approx(len(deals))
    assert sum(row.percent for row in found.reasons) == 100
    assert all(row.low <= row.share + 1e-12 and row.share <= row.high + 1e-12
               for row in found.reasons)  # fmt: skip
    if sum(value for _, value in deals):
        assert sum(row.value_share for row in found.reasons) == pytest.approx(1)
        assert sum(row.value_percent for row in found.reasons) == 100
        assert sum(row.amount for row in found.reasons) == pytest.approx(found.amount)


@given(DEALS, st.randoms(use_true_random=False))
def test_the_order_of_deals_does_not_matter(deals, random):
    rows = [{"opportunity_id": f"D{k}", "lost_reason": ";".join(ids), "amount": v}
            for k, (ids, v) in enumerate(deals)]  # fmt: skip
    mixed = random.sample(rows, len(rows))
    plain = {"quotes", "rows"}
    one, other = (
        [row.model_dump(exclude=plain) for row in told(*some).reasons] for some in (rows, mixed)
    )
    assert one == other


def test_the_stage_before_the_loss_is_the_reviews_or_the_last_entered():
    lost = pd.DataFrame({
        "opportunity_id": ["O1", "O2", "O3", "O4"],
        "close_date": pd.to_datetime(["2024-06-10"] * 4),
    })  # fmt: skip
    changes = pd.DataFrame(
        [("O1", "lead", "2024-05-01"), ("O1", "intent", "2024-05-09"), ("O1", "lost", "2024-06-10"),
         ("O2", "negotiation", "2024-06-11"), ("O2", "intent", "2024-06-10"),
         ("O3", "lead", "2024-06-01")],
        columns=["opportunity_id", "stage", "entered_date"],
    ).assign(entered_date=lambda f: pd.to_datetime(f["entered_date"]))  # fmt: skip
    reviews = pd.DataFrame({"opportunity_id": ["O3", "O1"], "stage": ["negotiation", None]})
    found = stages_before_loss(lost, changes, reviews)
    assert found.tolist()[:3] == ["intent", "intent", "negotiation"]
    assert found.isna().tolist() == [False, False, False, True]
    assert stages_before_loss(lost).isna().all()


def maven_losses(folder, data_sets, mapping, period):
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    name = {"maven": "maven_crm", "maven_activities": "maven_variant_2025"}[mapping]
    data = {"crm": {"mapping": mapping, "path": f"{data_sets / name}/"}}
    run = {"period": period, "policy": "policy.yaml", "currency": "USD", "data": data}
    (folder / "run.yaml").write_text(yaml.safe_dump(run), encoding="utf-8")
    settings = load_run(folder / "run.yaml")
    ready = measures.prepare(
        load_tables(settings, partly=True).tables, as_of=settings.as_of,
        finance_as_of=settings.as_of, currency="USD",
    )  # fmt: skip
    lost = closed(measures.credited_deals(ready), "lost", Period.parse(period))
    return lost_deals(lost, settings.lexicon, currency="USD")


def test_maven_runs_whole_and_records_no_reason(shared, tmp_path):
    found = maven_losses(tmp_path, shared / "data", "maven", "2017")
    rows = by_reason(found)
    # INDEX.md: 2,473 lost, each of value 0
    assert (found.n, found.amount, rows["not_recorded"].count) == (2473, 0.0, 2473.0)
    assert rows["no_decision"].n_deals == 0
    assert rows["not_recorded"].value_share is None
    assert sum(group.n for group in found.by_rep) == sum(g.n for g in found.by_industry) == 2473


def test_maven_2025_is_read_with_its_real_remarks(shared, tmp_path):
    found = maven_losses(tmp_path, shared / "data", "maven_activities", "2025")
    assert by_reason(found)["not_recorded"].count == found.n > 0
    remarks = pd.read_csv(shared / "data/maven_variant_2025/interactions.csv")["comment"]
    assert len(remarks) == 626
    frame = lost_frame(*({"lost_detail": text} for text in remarks))
    read = lost_deals(frame, shipped_lexicon(), currency="USD")
    assert read.n == 626
    assert sum(row.count for row in read.reasons) == pytest.approx(626)
    for row in read.reasons:
        for quote in row.quotes:
            assert quote.text[quote.start : quote.end].strip()


def test_the_frame_is_left_as_it_was():
    lost = lost_frame({"lost_reason": "price"})
    before = lost.copy(deep=True)
    lost_deals(lost, shipped_lexicon(), currency="CNY")
    pd.testing.assert_frame_equal(lost, before)
