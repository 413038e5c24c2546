"""Texts of a plan's row: a person's own, a company's rule's, else the shipped words."""

import re
from datetime import date

import pytest

from salesreport.display.planwords import (
    LACKING,
    WORDINGS,
    lacking_text,
    owner_text,
    plan_texts,
)
from salesreport.improvement import shipped_plan_rules
from salesreport.language import LANGUAGES, Words
from salesreport.report.views import PlanRow
from salesreport.retrospective.smart import LACKING as LACKING_IDS

FOLLOW_UP = PlanRow(
    who="Rep 1", rep_id="1", kind="improve", rule="follow_up", origin="proposed",
    measure="process", unit="rate", from_value=0.43, to_value=0.85,
    effect=58_248.25, effect_low=32_418.43, effect_high=84_078.07, n=28,
    due_date=date(2026, 7, 31),
    values={"n_late": 42, "n_due": 74, "names": ["Acme", "Borealis", "Corvid", "Delta"],
            "owner": "manager"},
)  # fmt: skip
NEVER = re.compile(
    "主观|运气|待改进者|\bPIP\b|置信|能力|技能|luck|skill|ability|blame|confidence", re.I
)


@pytest.fixture(params=LANGUAGES)
def words(request):
    return Words(request.param)


def test_a_persons_own_words_are_kept_as_written():
    row = PlanRow(who="Rep 1", item="Call back", measures="Daily", expected_effect="Ten calls")
    texts = plan_texts(row, Words("en"))
    assert (texts.item, texts.measures, texts.support) == ("Call back", "Daily", "")
    assert texts.expected_effect == "Ten calls"


def test_a_rule_without_support_asks_for_its_owner_and_an_unknown_figure_is_a_dash():
    own = {"item": {"en": "Price"}, "measures": {"en": "{names}{amount}: {from} to {to}"}}
    row = PlanRow(who="Rep 1", rule="mine", origin="proposed", own=own, values={"owner": "product"})
    texts = plan_texts(row, Words("en"))
    assert (texts.support, texts.measures) == ("product team", "––: – to –")
    named = row.model_copy(update={"support_owner": "Mr Wu", "values": {"amount": 27_300}})
    assert plan_texts(named, Words("en")).support == "Mr Wu"
    assert plan_texts(named, Words("en")).measures == "–27.3\xa0k: – to –"
    emptied = row.model_copy(update={"support": ""})
    assert plan_texts(emptied, Words("en")).support == ""
    own["support"] = {"en": "Decides"}
    assert plan_texts(row.model_copy(update={"own": own}), Words("en")).support == "Decides"


def test_a_row_of_a_rule_that_is_not_known_is_named_by_it():
    row = PlanRow(who="Rep 1", rule="gone", origin="proposed")
    assert plan_texts(row, Words("en")).item == "gone"


def test_every_shipped_rule_has_words():
    assert set(WORDINGS) == {rule.id for rule in shipped_plan_rules()}
    assert set(LACKING) == set(LACKING_IDS)


def test_every_shipped_rule_is_worded_even_where_nothing_but_the_rule_is_known(words):
    for rule in shipped_plan_rules():
        row = PlanRow(who="Rep 1", kind=rule.kind, rule=rule.id, values={"kind": "visit",
                      "figure": "stalled", "rule": "stalled"})  # fmt: skip
        texts = plan_texts(row, words)
        assert all([texts.item, texts.measures, texts.support, texts.expected_effect])
        said = " ".join(vars(texts).values())
        assert not re.search(r"None|\bnan\b|\{", said)
        assert not NEVER.search(said)
        if rule.kind in ("verify", "review_target"):
            assert re.search("no effect promised|不承诺效果|不承諾效果", said)


def test_a_slow_follow_up_is_worded_with_its_own_figures():
    texts = plan_texts(FOLLOW_UP, Words("en"))
    assert texts.item == "Follow up on time"
    assert texts.measures.startswith(
        "42 of 74 follow-ups due were late or are open. Ten minutes every morning: overdue "
        "follow-ups first (Acme, Borealis, Corvid)"
    )
    assert texts.expected_effect == (
        "Follow-up on time 43% → 85%; bookings about +58.2\xa0k a period (32.4\xa0k to 84.1\xa0k), "
        "likely overstated"
    )
    chinese = plan_texts(FOLLOW_UP, Words("zh_CN"))
    assert chinese.item == "跟进按时完成"
    assert chinese.measures.startswith("到期跟进74项，逾期42项。")
    assert chinese.expected_effect == (
        "跟进及时率 43% → 85%；每期销售额约+5.8万（3.2万～8.4万），多半偏高"
    )


def test_edited_cells_are_kept_and_the_others_worded():
    row = FOLLOW_UP.model_copy(update={"measures": "每天下班前清零"})
    texts = plan_texts(row, Words("zh_CN"))
    assert (texts.item, texts.measures) == ("跟进按时完成", "每天下班前清零")


def test_a_companys_own_words_fill_their_braces_and_stand_in_their_language():
    own = {"item": {"zh_CN": "{name}：{n}条"}, "support": {"en": "{owner} until {until}: {names}"},
           "measures": {"en": "{from} to {to}"}}  # fmt: skip
    row = FOLLOW_UP.model_copy(update={"own": own})
    assert plan_texts(row, Words("zh_CN")).item == "Rep 1：28条"
    english = plan_texts(row, Words("en"))
    assert english.item == "Rep 1：28条"  # the nearest language given
    assert english.support == "manager until 31 Jul: Acme, Borealis, Corvid, Delta"
    assert english.measures == "43% to 85%"
    assert english.expected_effect.startswith("Follow-up on time")


def test_words_of_people_are_no_template():
    row = FOLLOW_UP.model_copy(update={"item": "{name} {oops", "own": {"item": {"en": "x"}}})
    assert plan_texts(row, Words("en")).item == "{name} {oops"


@pytest.mark.parametrize(
    ("changed", "owner"),
    [
        ({}, "manager"),
        ({"support_owner": "Mona Sample"}, "Mona Sample"),
        ({"values": {"owner": "finance"}}, "finance"),
        ({"values": {}}, ""),
    ],
)
def test_the_owner_of_the_support_is_a_name_else_a_role(changed, owner):
    assert owner_text(FOLLOW_UP.model_copy(update=changed), Words("en")) == owner


def test_what_a_row_lacks_is_said_in_short():
    row = FOLLOW_UP.model_copy(update={"lacking": ["figures", "deadline"]})
    assert lacking_text(row, Words("en")) == (
        "to be added: a measure, from and to, a deadline in the next period"
    )
    assert lacking_text(FOLLOW_UP, Words("en")) == ""


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        (["measure"], "no measure"),
        (["measure", "deadline"], "to be added: a deadline in the next period; no measure"),
    ],
)
def test_a_row_whose_effect_nothing_can_tell_says_that_it_has_no_measure(lacking, said):
    row = FOLLOW_UP.model_copy(update={"lacking": lacking})
    assert lacking_text(row, Words("en")) == said
