"""Sentences on causes: the words of each class, amount, range, n; nothing claimed."""

from __future__ import annotations

import re
from datetime import date

import pytest

from salesreport.display import rep_pages
from salesreport.display.reasonasides import (
    deals_text,
    difference_text,
    event_text,
    verdict_text,
    why_not,
)
from salesreport.display.reasonlabels import CAUSES, CLASSES, GAINS, LATE, SHORT, class_name
from salesreport.display.reasonteller import teller
from salesreport.display.reasontexts import cause_text, class_remark
from salesreport.language import LANGUAGES, Words
from salesreport.report.reasons.classes import (
    by_class,
    to_target,
)
from salesreport.retrospective import attributed as a
from salesreport.retrospective.findings import Deal, SourceRow
from tests.display import reasoned
from tests.display.reasoned import one_cause, plain, told

SAID = {
    ("external", "zh_CN", -1): "外部与目标因素（客观）",
    ("mix", "zh_CN", -1): "客户结构（客观）",
    ("process", "zh_CN", -1): "过程可改进因素（主观，有记录可查）",
    ("personal", "zh_CN", -1): "个人差异（超出正常波动，原因未记录，待查明）",
    ("chance", "zh_CN", -1): "正常波动",
    ("undetermined", "zh_CN", -1): "证据不足，暂不归因",
    ("external", "zh_CN", 1): "外部利好（外部与目标因素，客观）",
    ("personal", "zh_CN", 1): "个人做法贡献（超出正常波动，做法未记录，待查明）",
    ("chance", "zh_CN", 1): "正常波动",
    ("process", "en", -1): "improvable process (on record)",
    ("personal", "en", -1): "personal difference beyond normal variation, cause not recorded",
    ("external", "en", -1): "external and target factors",
    ("undetermined", "en", -1): "not enough evidence, not attributed yet",
    ("external", "zh_TW", -1): "外部與目標因素（客觀）",
    ("undetermined", "zh_TW", 1): "證據不足，暫不歸因",
}


@pytest.mark.parametrize(("key", "text"), SAID.items(), ids=str)
def test_each_class_has_the_words_agreed_on(key, text):
    kind, language, sign = key
    assert class_name(kind, sign * 5.0, Words(language)) == text


OF_LEADS = [name for name in CAUSES if name != "outside_leads"]
OF_VARIATION = [kind for kind in CLASSES if kind != "recorded"]
RANGES = {"en": "normal range", "zh": "合理波动范围", "zh_TW": "合理波動範圍"}
LOSSES = {
    "en": "by what it costs the others",
    "zh": "按他人线索的损失推算",
    "zh_TW": "按他人線索的損失推算",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cause", OF_LEADS)
@pytest.mark.parametrize("sign", [-1, 1])
@pytest.mark.parametrize("kind", OF_VARIATION)
def test_every_cause_has_one_sentence_with_amount_range_and_n(make, language, cause, sign, kind):
    amount = sign * 123456.0
    found = one_cause(
        name=cause, amount=amount, kind=kind, low=amount - 5e4, high=amount + 5e4, n=41,
        share=0.6, against_share=0.15, signal=amount, chance=0.0,
    )  # fmt: skip
    tell = told(make, found, language)
    text = cause_text(found.causes[0], found, tell)
    words = Words(language)
    for number in (amount, amount - 5e4, amount + 5e4):
        assert words.signed_money(number, "CNY") in text
    assert "41" in text
    assert not re.search(r"\{|None|nan|_", text)
    assert text.endswith("." if language == "en" else "。")
    own = language.replace("_CN", "")
    # how often somebody is late is a count: its range is of the loss alone
    assert (LOSSES if cause in LATE else RANGES)[own] in text
    assert text not in {
        cause_text(one_cause(name=cause, amount=-amount, kind=kind).causes[0], found, tell)
    }


def test_gains_and_losses_are_worded_apart_but_as_strictly():
    for kind in CLASSES:
        same = GAINS[kind] == CLASSES[kind]
        assert same == (kind in ("mix", "recorded", "chance", "undetermined"))
    assert set(SHORT) == set(CLASSES)


def test_lateness_stands_beside_that_of_the_others_unless_they_are_few(make):
    found = to_target(reasoned.short_reasons())
    late = next(cause for cause in found.causes if cause.cause == "follow_up")
    assert plain(cause_text(late, found, told(make, found))) == (
        "Follow-ups late on 60% of leads, the others' on 15%: −16 k (−25 k to −7 k by what it "
        "costs the others; on 30 leads). 34 late follow-ups of these leads are on record."
    )
    few = plain(cause_text(late, found, told(make, found, n_peers=2)))
    assert few.startswith("Follow-ups late on 60% of leads: −16 k")
    assert "15%" not in few


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "On record apart from the leads: −11 k (refunds and adjustments −18 k, deals "
         "without a lead on record +7 k). 3 records stand behind it."),
        ("zh_CN", "线索之外的在案事项：−1.1万（退款及调整 −1.8万、无线索记录的成交 +0.7万）。"
         "依据 3 条记录。"),
        ("zh_TW", "線索之外的在案事項：−1.1萬（退款及調整 −1.8萬、無線索記錄的成交 +0.7萬）。"
         "依據 3 條記錄。"),
    ],
)  # fmt: skip
def test_bookings_apart_from_the_leads_say_what_they_are(make, language, said):
    apart = reasoned.cause(
        "outside_leads", -11000.0, "recorded", low=-11000.0, high=-11000.0, n=3, n_rows=3,
        made_of={"adjustments": -18000.0, "no_lead": 7000.0},
    )  # fmt: skip
    found = reasoned.gap("target", -11000.0, [apart])
    assert plain(cause_text(apart, found, told(make, found, language))) == said


def test_wins_stand_beside_those_expected_unless_the_others_are_few(make):
    found = to_target(reasoned.short_reasons())
    rest = found.causes[-1]
    assert cause_text(rest, found, told(make, found, "zh_CN")) == (
        "同样的线索，成交金额低于其他人的水平，成交 5 单，按其他人的水平约 7.2 单"
        "（正常波动 3 至 12 单）：−2.3万（合理波动范围 −9.0万 至 +4.4万；依据 5 单成交）。"
        "其中 −1.9万 属正常波动。"
    )
    few = cause_text(rest, found, told(make, found, "zh_CN", n_peers=4))
    assert "7.2" not in few
    assert "成交金额低于其他人的水平：−2.3万" in few


@pytest.mark.parametrize(
    ("amount", "wins", "said"),
    [
        (-23000.0, 8.0, "Deals won of the same leads were smaller than the others', 8 won"),
        (23000.0, 5.0, "Deals won of the same leads were larger than the others', 5 won"),
        (-23000.0, 5.0, "Less came of the same leads than at the others' rates, 5 won"),
        # without a win there is no size to speak of
        (23000.0, 0.0, "More came of the same leads than at the others' rates, 0 won"),
    ],
)
def test_more_wins_that_brought_less_were_smaller_deals(make, amount, wins, said):
    found = to_target(reasoned.short_reasons()).model_copy(update={"wins": wins})
    rest = found.causes[-1].model_copy(update={"amount": amount, "apart": None})
    assert plain(cause_text(rest, found, told(make, found))).startswith(said)


def test_what_is_named_is_said_to_be_overstated(make):
    found = to_target(reasoned.short_reasons())
    remarks = {p.kind: class_remark(p, told(make, found)) for p in by_class(found)}
    assert remarks == {
        "external": "",
        "mix": "",
        "process": "What is named is likely overstated.",
        "chance": "The same work can give this in a single month.",
        "undetermined": "What would settle it: more months, the source of each lead.",
    }
    over = to_target(reasoned.over_reasons())
    own = next(p for p in by_class(over) if p.kind == "personal")
    assert class_remark(own, told(make, over)) == (
        "What is named is likely overstated. Unrecorded better leads would look the same."
    )
    lower = one_cause(name="unexplained", amount=-5.0, kind="personal", is_named=True)
    assert class_remark(by_class(lower)[0], told(make, lower, "zh_CN")) == (
        "已归因的金额很可能偏高。线索变差而没有记录，看上去也是这样。"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "reason",
    ["no_leads", "no_wins", "no_target", "no_last_year", "one_rep", "no_peers", "no_history",
     "withheld", "on_leave", "no_rate", "a reason of its own"],
)  # fmt: skip
def test_every_reason_not_to_tell_is_a_sentence(reason, language):
    text = why_not(reason, Words(language))
    assert text.endswith("." if language == "en" else "。")
    assert "_" not in text
    assert "its own" not in text


def test_without_a_reason_nothing_is_said():
    assert why_not(None, Words("en")) == ""


def test_the_seeds_two_cannot_be_told_apart_by_one_month(make):
    # 8 of 32 and 5 of 33: Newcombe's interval -10 to +29 points
    found = one_cause(name="leads", amount=1.0, kind="mix")
    apart = a.Difference(low=-0.0996, high=0.2867, won=8, leads=32, against_won=5,
                         against_leads=33, is_apart=False)  # fmt: skip
    assert difference_text(apart, told(make, found, "zh_CN")) == (
        "单月数据还不能区分转化率（8/32）与其他人（5/33）：相差在 −10 至 +29 个百分点之间。"
    )
    few = a.Difference(is_apart=False, withheld=True)
    assert difference_text(few, told(make, found)) == (
        "One month cannot separate the conversion from the others' yet."
    )
    sure = apart.model_copy(update={"low": 0.05, "is_apart": True})
    assert "differs from the others' (5/33) by +5 to" in difference_text(sure, told(make, found))
    hidden = few.model_copy(update={"is_apart": True})
    assert difference_text(hidden, told(make, found)).endswith("beyond normal variation.")


def test_a_verdict_stands_beside_the_computed_class_with_author_date_and_reason():
    one = a.Verdict(
        verdict="disagree", by="Wang <Lei>", on=date(2024, 4, 3), reason="Leads came late"
    )
    text = verdict_text(one, "chance", -5.0, Words("en"))
    assert text == (
        "<strong>Wang &lt;Lei&gt; · 3 Apr 2024</strong> does not agree: Leads came late "
        "(computed: normal variation)"
    )
    bare = verdict_text(a.Verdict(verdict="too early"), "external", 5.0, Words("zh_CN"))
    assert bare.striptags() == "主管 too early （计算归类：外部利好）"


def test_events_are_dated_and_not_quantified():
    (event,) = reasoned.short_reasons().events
    text = event_text(event, Words("en"))
    assert text == "1 Mar 2024 – 30 Apr 2024 (policy, machinery): Subsidy for new machines ended"
    bare = a.EventNote(from_date=date(2024, 3, 5), kind="internal")
    assert event_text(bare, Words("zh_CN")) == "2024年3月5日（内部事件）"


def test_the_first_deals_are_named_and_the_others_counted(make):
    deals = [
        Deal(opportunity_id=f"O-{n}", customer=None if n else "Orion", amount=n or None,
             source=SourceRow(file="d.csv"))
        for n in range(5)
    ]  # fmt: skip
    found = one_cause(name="leads", amount=1.0, kind="mix")
    assert deals_text(deals, 5, told(make, found)) == "Orion, O-1 1, O-2 2, 2 more deals"
    # a view holds the largest alone
    assert deals_text(deals[:3], 4, told(make, found)) == "Orion, O-1 1, O-2 2, 1 more deal"


@pytest.mark.parametrize(
    ("name", "rests", "listed"),
    [
        ("follow_up", "on 7 leads", "2 late follow-ups of these leads are on record."),
        ("response", "on 7 leads", "2 late responses are on record."),
        ("unexplained", "on 7 wins", "2 records stand behind it."),
        ("team_wide", "on 7 leads at work", "2 records stand behind it."),
    ],
)
def test_what_a_cause_rests_on_is_leads_or_wins_and_its_list_is_another_number(
    make, name, rests, listed
):
    found = one_cause(name=name, amount=-5000.0, kind="undetermined", n=7, n_rows=2)
    text = plain(cause_text(found.causes[0], found, told(make, found)))
    assert text.endswith(f"−5 k ({rests}). {listed}")


def test_another_references_verdict_is_not_said_twice(make):
    fewer = reasoned.cause("leads", -14000.0, "mix", low=-17000.0, high=-11000.0, n=15)
    late = reasoned.cause("follow_up", -50000.0, "process", is_named=True, n=15)
    target = reasoned.gap("target", 1e5, [reasoned.cause("follow_up", -50000.0, "chance")])
    alone, both = reasoned.gap("peers", 1e5, [fewer]), reasoned.gap("peers", 1e5, [fewer, late])
    said = [
        plain(
            rep_pages(
                make["rich_rep_view"](reasons=a.Reasons(attributed=[target, one], n_peers=6)), "en"
            ).causes.html()
        )
        for one in (alone, both)
    ]
    assert "<strong>Against the others −14 k</strong></p>" in said[0]
    assert (
        "<strong>Against the others −64 k</strong>: Beyond normal variation: process (on record) "
        "−50 k, leads at work −14 k." in said[1]
    )


WINDOW = {
    "first": reasoned.FIRST, "last": reasoned.LAST, "wins": 3.0, "wins_expected": 9.4,
    "wins_low": 4.0, "wins_high": 16.0,
}  # fmt: skip


def test_a_personal_difference_says_by_which_time_it_is_named(make):
    rest = reasoned.cause("unexplained", -5e4, "personal", is_named=True, signal=-5e4, chance=0.0)
    month = reasoned.gap("target", 1e5, [rest])
    longer = reasoned.gap("target", 1e6, [rest], window="longer", first=reasoned.YEAR, **{
        name: WINDOW[name] for name in WINDOW if name.startswith("wins")})  # fmt: skip
    tell = told(make, month, attributed=[month, longer])
    text = plain(cause_text(rest, month, tell))
    assert ("It is named by the last 12 months: 3 won beside 9.4 expected, 4 to 16 by normal "
            "variation.") in text  # fmt: skip
    before = a.WinsOf(n_leads=30, **WINDOW)
    text = plain(cause_text(rest, month, told(make, month, previous=before)))
    assert "It is named because the period before says the same: 3 won beside 9.4" in text
    chance = rest.model_copy(update={"kind": "chance", "is_named": False})
    assert "named" not in plain(cause_text(chance, month, told(make, month, previous=before)))


def test_an_external_cause_whose_range_holds_0_may_be_nothing(make):
    found = one_cause(name="team_wide", amount=-5e3, kind="external", low=-2e4, high=1e4)
    text = plain(cause_text(found.causes[0], found, told(make, found)))
    assert text.endswith("(normal range −20 k to +10 k, so perhaps nothing).")
    sure = one_cause(name="team_wide", amount=-5e3, kind="external", low=-2e4, high=-1e3)
    assert "nothing" not in plain(cause_text(sure.causes[0], sure, told(make, sure)))


def test_amount_and_range_have_one_unit_in_chinese(make):
    found = one_cause(name="mix_industry", amount=6523.0, kind="mix", low=-2260.0, high=15300.0)
    text = plain(cause_text(found.causes[0], found, told(make, found, "zh_CN")))
    assert "+0.7万（合理波动范围 −0.2万 至 +1.5万，可能并无影响）" in text


def test_records_behind_a_class_are_those_of_its_causes_or_the_leads_they_share():
    late, answered = (
        reasoned.cause(name, -5.0, "process", is_named=True, n=30, n_rows=rows)
        for name, rows in (("follow_up", 34), ("response", 6))
    )
    level = reasoned.cause("target_calibration", -5.0, "external", n=33)
    season = reasoned.cause("season", -5.0, "external", n=33)
    parts = by_class(reasoned.gap("target", 1e5, [level, season, late, answered]))
    assert {part.kind: part.n for part in parts} == {"external": 33, "process": 40}


def test_a_target_of_part_of_the_time_is_said_beside_its_level(make):
    level = reasoned.cause("target_calibration", 8e4, "external", low=7e4, high=9e4, n=33)
    found = reasoned.gap("target", 1e5, [level])
    view = make["rich_rep_view"](reasons=a.Reasons(attributed=[found], n_peers=6))
    whole = plain(cause_text(level, found, teller(view, Words("en"))))
    assert "days" not in whole
    away = view.model_copy(update={"rep": view.rep.model_copy(update={"target_days": (18, 30)})})
    part = plain(cause_text(level, found, teller(away, Words("en"))))
    said = "The target is for 18 of 30 days, the leads are those of the whole time."
    assert part == f"{whole} {said}"
