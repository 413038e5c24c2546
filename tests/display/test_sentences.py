"""Sentences say what is on record and claim no cause."""

from __future__ import annotations

import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.display.decisions import decision
from salesreport.display.figures import basis, changes, counts
from salesreport.display.flags import flag_text
from salesreport.display.receipt import one_deal, typed_difference
from salesreport.display.sentences import (
    fact_text,
    gap_title,
    headline,
    trend_title,
    uncovered,
)
from salesreport.display.tiles import tiles
from salesreport.language import LANGUAGES, Words
from salesreport.report import views as v


def said(view, language="en"):
    return headline(view, Words(language)).striptags().replace("\N{NO-BREAK SPACE}", " ")


def with_gap(make, actual, against):
    view = make["seed_rep_view"]()
    gap = view.retrospective.gaps[0].model_copy(
        update={"actual": actual, "against": against, "gap": actual - against}
    )
    found = view.retrospective.model_copy(update={"gaps": [gap], "facts": []})
    return view.model_copy(update={"retrospective": found})


def test_a_shortfall_is_one_sentence_and_not_attributed(make):
    view = make["seed_rep_view"]()
    assert said(view) == (
        "210 k of 300 k done (70%), 90 k short. Not enough evidence, not attributed yet."
    )
    assert said(view, "zh_CN") == (
        "完成 21.0万，目标 30.0万（70%），差 9.0万。证据不足，暂不归因。"
    )


def test_a_surplus_is_judged_as_strictly(make):
    view = make["seed_rep_view"]("张*")
    assert "20 k over. Not enough evidence, not attributed yet." in said(view)
    assert gap_title(view, Words("zh_CN")) == "超出 2.0万：证据不足，暂不归因"


def test_exactly_on_target_needs_no_attribution(make):
    view = with_gap(make, 300000.0, 300000.0)
    assert said(view).endswith("exactly on target.")
    assert gap_title(view, Words("en")) == "Exactly on target"


def test_without_a_target_bookings_alone_are_told(make):
    view = make["seed_rep_view"]()
    bare = view.model_copy(
        update={"retrospective": view.retrospective.model_copy(update={"gaps": []})}
    )
    assert said(bare) == "Bookings 210 k; there is no target to hold them against."


@pytest.mark.parametrize(
    ("why", "language", "sentence"),
    [
        ("no_amount", "en", "Bookings 210 k, without deals of unknown amount; so they are not held "
         "against the target."),
        ("no_rate", "zh_CN", "实际完成 21.0万，不含金额未知的成交单，暂不与目标对照。"),
        ("no_target", "en",
         "Bookings 210 k; not held against a target, since months lack one."),
        ("no_target", "zh_CN", "实际完成 21.0万；部分月份没有目标，暂不与目标对照。"),
    ],
)  # fmt: skip
def test_bookings_that_cannot_be_held_against_a_target_say_why(make, why, language, sentence):
    view = make["seed_rep_view"]()
    gap = view.retrospective.gaps[0].model_copy(update={"gap": None, "why_null": why})
    found = view.retrospective.model_copy(update={"gaps": [gap], "facts": []})
    month = v.MonthPoint(period="2024-03", complete=True, target=300_000)
    bare = view.model_copy(update={"retrospective": found, "months": [month]})
    assert said(bare, language) == sentence
    assert said(make["unrated_rep_view"]()) == "No bookings are known for this period."


def test_facts_on_record_stand_in_the_headline_without_names(make):
    text = said(make["rich_rep_view"]())
    assert text.endswith("On record: 3 follow-ups late, 2 deals stalled over twice the usual time.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_gap_is_given_a_cause(make, language):
    words = Words(language)
    for view in (make["rich_rep_view"](), make["seed_rep_view"](), make["rich_team_view"]()):
        title = gap_title(view, words)
        phrase = {
            "en": "not attributed yet",
            "zh_CN": "证据不足，暂不归因",
            "zh_TW": "證據不足，暫不歸因",
        }[language]
        assert phrase in title
        assert phrase in headline(view, words)


def test_each_kind_of_fact_has_a_sentence(make):
    view = make["rich_rep_view"]()
    fact = view.retrospective.facts[0]
    for kind in (
        "overdue",
        "stalled",
        "slipped",
        "unknown_done_date",
        "slow_response",
        "overdue_cash",
    ):
        text = fact_text(fact.model_copy(update={"kind": kind}), view, Words("zh_CN"))
        assert text.startswith("3 ")
        assert kind not in text
    assert fact_text(fact.model_copy(update={"kind": "new kind"}), view, Words("en")).startswith(
        "new kind: 3"
    )


def test_facts_name_their_rows(make):
    page = rep_pages(make["rich_rep_view"](), "en").talk.html()
    assert "rows 18, 27, 36 of tracking.xlsx" in page


def test_months_are_counted_only_where_complete_and_with_a_target(make):
    view = make["rich_rep_view"]()
    assert trend_title(view, Words("en")) == "4 of 12 months reached the target"
    months = [m.model_copy(update={"complete": False}) for m in view.months]
    assert trend_title(view.model_copy(update={"months": months}), Words("en")) == (
        "Bookings by month"
    )


def test_one_deal_more_and_less_is_told_where_it_is_known(make):
    words = Words("zh_CN")
    score = make["seed_rep"]("李*").score
    assert one_deal(score, words) == (
        "临界：多成交 1 单将变为 71.51（合格），少成交 1 单将变为 58.43（待改进）。"
    )
    both = score.one_deal
    none = both.more.model_copy(update={"score": None})
    only_less = score.model_copy(update={"one_deal": both.model_copy(update={"more": none})})
    assert one_deal(only_less, words) == "少成交 1 单为 58.43，等级仍为待改进。"
    only_more = score.model_copy(update={"one_deal": both.model_copy(update={"less": none})})
    assert one_deal(only_more, words) == "临界：多成交 1 单将变为 71.51（合格）。"
    assert one_deal(make["unrated_rep_view"]().rep.score, words) == ""


def test_borderline_is_said_only_where_a_grade_changes(make):
    words = Words("zh_CN")
    score = make["seed_rep"]("李*").score  # 64.97: needs improvement
    both = score.one_deal
    stays = both.more.model_copy(update={"score": 69.0, "grade": "needs_improvement"})
    score = score.model_copy(update={"one_deal": both.model_copy(update={"more": stays})})
    assert one_deal(score, words) == "多成交 1 单为 69.00，少成交 1 单为 58.43，等级均为待改进。"


def test_a_typed_score_equal_to_the_computed_one_is_not_repeated(make):
    score = make["seed_rep"]("李*").score
    assert typed_difference(score, Words("en")) == "Typed in Table 2: 65, needs improvement."
    same = score.model_copy(update={"typed_score": score.score, "typed_grade": score.grade})
    assert typed_difference(same, Words("en")) == ""


def test_n_stands_beside_a_rate_and_typed_rates_say_so(make):
    words = Words("en")
    figures = make["seed_rep"]("李*").figures
    assert counts(figures["conversion"], words) == "5/33, implied"
    assert basis(figures["collection_rate"], words, "CNY") == "as typed"
    assert basis(figures["completion"], words, "CNY") == "210,000/300,000"
    rich = make["rich_figures"]()
    assert counts(rich["process"], words) == "9/12"
    assert counts(rich["completion"], words) == ""
    assert changes(rich["completion"], words) == ["previous −6.8 points", "last year +3 points"]
    assert changes(rich["revenue_per_customer"], words) == []


def test_missing_measures_are_never_zero_and_say_why(make):
    page = rep_pages(make["unrated_rep_view"](), "en").receipt.html()
    assert "Not rated" in page
    assert "no table gives it" in page
    assert "0.00" not in page


def test_withheld_peers_are_a_word_not_a_number(make):
    view = make["rich_rep_view"]()
    peers = view.rep.figures["conversion"].peers.model_copy(
        update={"value": None, "withheld": True}
    )
    figures = view.rep.figures | {
        "conversion": view.rep.figures["conversion"].model_copy(update={"peers": peers})
    }
    rep = view.rep.model_copy(update={"figures": figures})
    page = rep_pages(view.model_copy(update={"rep": rep}), "en").receipt.html()
    assert '<td class="number" data-label="Same role">withheld</td>' in page
    assert "fewer than 5 people" in page
    assert "21.4%" not in page


def test_changed_weights_are_printed_in_the_header(make):
    meta = make["meta"](weights_override={"completion": 40.0, "process": 60.0})
    page = rep_pages(make["seed_rep_view"](meta=meta), "en").header.html()
    assert "Weights changed for this page, not the policy&#39;s: Completion 40" in page


def test_the_team_page_praises_by_name_and_supports_by_fact(make):
    view = make["rich_team_view"]()
    first = view.reps[0]
    graded = first.model_copy(update={"score": first.score.model_copy(update={"grade": "good"})})
    view = view.model_copy(update={"reps": [graded, *view.reps[1:]]})
    page = str(team_pages(view, "zh_CN").people_at_a_glance.html())
    praised, _, supported = page.partition("本期需重点支持")
    grades = {rep.name: rep.score.grade for rep in view.reps}
    named = [name for name in grades if f"<strong>{name}</strong>" in praised]
    assert named
    assert {grades[name] for name in named} <= {"excellent", "good", "pass"}
    assert praised.count("<li>") == len(named) <= 5
    assert supported.count("<li>") == 6
    assert "本期需重点支持" in page
    assert "只提示需要面谈，不是结论" in page


def test_flags_are_named_by_their_rule(make):
    page = team_pages(make["rich_team_view"](), "zh_CN").people.html()
    assert "超目标20%以上" in page
    assert "连续两月低于80%" in page


def test_flags_carry_the_policys_own_rates_and_months(make):
    rule = v.FlagRule(over_target=0.4, below_rate=0.7, below_months=3)
    view = make["rich_team_view"]()
    reps = [rep.model_copy(update={"flag_rule": rule}) for rep in view.reps]
    pages = team_pages(view.model_copy(update={"reps": reps}), "en")
    shown = pages.people.html() + pages.people_at_a_glance.html()
    assert "40% or more over target" in shown
    assert "“3 months running under 70%” is a prompt for a talk, not a finding." in shown
    assert "80% " not in pages.people_at_a_glance.html().replace("80% of target", "")
    words = Words("zh_CN")
    assert flag_text("two_months_below", rule, words) == "连续3个月低于70%"
    assert flag_text("over_target", rule, words) == "超目标40%以上"


def test_what_is_booked_next_month_already_is_not_uncovered(make):
    # target 100, open 20, booked 70: 10 uncovered
    ahead = {"next_target": 100_000.0, "next_pipeline": 20_000.0, "next_booked": 70_000.0}
    view = make["rich_team_view"](**ahead)
    shown = tiles(view, Words("en")).html().replace("\N{NO-BREAK SPACE}", " ")
    assert "booked already 70 k" in shown
    assert "10 k uncovered" in shown
    (items,) = decision(view, Words("en")).blocks
    text = "; ".join(items.data()["items"]).replace("\N{NO-BREAK SPACE}", " ")
    assert "10 k neither booked nor in open deals" in text
    assert uncovered(view) == 10_000.0
    assert said(view).endswith("April 2024: 70 k booked already, open deals 20 k, target 100 k.")
    assert said(view, "zh_CN").endswith(
        "2024年4月已成交 7.0万，预计签约的在谈商机 2.0万，目标 10.0万。"
    )


def test_nothing_is_uncovered_where_all_is_covered_or_not_known(make):
    for ahead in (
        {"next_target": 100.0, "next_pipeline": 30.0, "next_booked": 70.0},
        {"next_target": 100.0, "next_pipeline": 130.0, "next_booked": None},
        {"next_target": 100.0, "next_pipeline": None, "next_booked": 70.0},
        {"next_target": None, "next_pipeline": 30.0, "next_booked": 70.0},
    ):
        view = make["rich_team_view"](**ahead)
        assert uncovered(view) is None
        assert "uncovered" not in tiles(view, Words("en")).html()
        assert "neither booked" not in decision(view, Words("en")).html()


def test_a_team_is_asked_for_what_is_to_be_decided_and_not_for_a_number_of_plans(make):
    def row(who, rule, kind, **told):
        told = {"origin": "proposed"} | told
        return v.PlanRow(who=who, rule=rule, kind=kind, **told)

    rows = [
        row("Ann", "target", "review_target"),
        row("East", "team_market", "review_target"),
        row("Ann", "industries", "support"),
        row("all", "fix_process", "improve_process", values={"figure": "reason_price"}),
        row("all", "fix_process", "improve_process", values={"figure": "no_next_step"}),
        row("Bob", "lost_deals", "verify"),
        row("Bob", None, "improve", origin="table", carried=1),
        row("Bob", None, "improve", origin="table"),  # agreed
        row("Cas", "follow_up", "improve", origin="book"),  # agreed
    ]
    view = make["rich_team_view"]().model_copy(update={"plans_next": rows})
    (items,) = decision(view, Words("en")).blocks
    first = items.data()["items"][0].replace("\N{NO-BREAK SPACE}", " ")
    assert first.endswith(
        "13 scores to confirm · targets: Ann, East · leads: Ann · price limits · 1 procedure · "
        "2 more plans"
    )
    (items,) = decision(view, Words("zh_CN")).blocks
    assert "目标复核：Ann、East" in items.data()["items"][0]
