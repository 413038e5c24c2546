"""What is said first of a gap: only what is firm, by class, verdict before share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.display import rep_pages
from salesreport.display.reasonteller import teller
from salesreport.display.reasontexts import class_remark, firm_text, share_text, verdict
from salesreport.display.sentences import gap_title, headline
from salesreport.language import Words
from salesreport.report.reasons.classes import (
    account,
    by_class,
    firm_parts,
    is_firm,
    is_news,
    primary,
    shares,
    to_target,
)
from salesreport.retrospective import attributed as a
from tests.display import reasoned
from tests.display.reasoned import one_cause, plain, summed, told, with_reasons


def test_the_headline_says_first_that_a_month_cannot_tell(make):
    causes = [reasoned.cause("unexplained", -90000.0, "chance", low=-2e5, high=2e4)]
    reasons = a.Reasons(attributed=[reasoned.gap("target", 210000.0, causes)], n_peers=6)
    view = with_reasons(make, reasons)
    assert (
        headline(view, Words("zh_CN"))
        .striptags()
        .startswith(
            "完成 21.0万，目标 30.0万（82%），差 9.0万。单月数据还不能区分做法差异与正常波动。"
        )
    )
    english = plain(headline(view, Words("en")).striptags())
    assert "A single month cannot tell ways of working from normal variation yet." in english
    assert plain(gap_title(view, Words("en"))) == (
        "90 k short of target, not told from normal variation yet"
    )


def test_the_headline_names_what_is_firm_the_largest_first(make):
    view = with_reasons(make, reasoned.short_reasons())
    assert (
        "超出正常波动的只有：过程可改进（有记录） −1.6万、外部与目标 −1.2万。"
        in headline(view, Words("zh_CN")).striptags()
    )
    assert gap_title(view, Words("zh_CN")) == "差额 4.7万：过程可改进（有记录） −1.6万"


def test_a_gain_has_words_of_its_own(make):
    view = with_reasons(make, reasoned.over_reasons())
    text = headline(view, Words("zh_CN")).striptags()
    assert "超出正常波动的主要是：个人做法贡献 +3.1万、外部利好 +2.0万。" in text
    assert gap_title(view, Words("zh_CN")) == "超出 8.0万：个人做法贡献 +3.1万"
    assert "own contribution +31 k" in plain(headline(view, Words("en")).striptags())


def test_a_quarter_is_not_called_a_month(make):
    causes = [reasoned.cause("unexplained", -90000.0, "chance")]
    found = reasoned.gap("target", 1.0, causes)
    meta = make["meta"](first="2024-01-01", last="2024-03-31", period="2024-Q1")
    view = make["rich_rep_view"](meta=meta, reasons=a.Reasons(attributed=[found]))
    tell = teller(view, Words("en"))
    assert verdict(summed(found), tell).startswith("These months cannot tell")
    assert class_remark(by_class(found)[0], tell) == ("The same work can give this in such a time.")


def test_what_works_the_other_way_is_said_apart(make):
    causes = [
        reasoned.cause("target_calibration", -118000.0, "external", low=-171000.0, high=-65000.0),
        reasoned.cause("unexplained", 276300.0, "chance", low=-46000.0, high=574000.0),
    ]
    view = with_reasons(make, a.Reasons(attributed=[reasoned.gap("target", 518300.0, causes)]))
    text = plain(headline(view, Words("en")).striptags())
    assert (
        "A single month cannot tell ways of working from normal variation yet. "
        "Working the other way: external and target −118 k." in text
    )
    assert gap_title(view, Words("zh_CN")) == "超出 15.8万：还不能与正常波动区分"


def test_a_personal_difference_of_unknown_size_is_called_by_its_sign(make):
    # the team's spread leaves nothing beyond chance, yet these wins are named
    causes = [reasoned.cause("unexplained", 9000.0, "personal", signal=0.0, chance=9000.0,
                             is_named=True)]  # fmt: skip
    found = reasoned.gap("target", 1e5, causes)
    page = rep_pages(make["rich_rep_view"](reasons=a.Reasons(attributed=[found])), "zh_CN")
    text = page.causes.html()
    assert "<strong>个人做法贡献（超出正常波动，做法未记录，待查明）</strong>：" in text
    assert "超出正常波动的金额还不能估计。" in text
    assert "属正常波动" not in text
    assert verdict(summed(found), told(make, found)) == (
        "Wins are beyond normal variation; the amount cannot be told yet."
    )
    view = with_reasons(make, a.Reasons(attributed=[found]))
    assert gap_title(view, Words("zh_CN")) == "超出 9,000：成交数超出正常波动"


def test_a_teams_classes_are_those_of_its_people(make):
    # one person's follow-up is named, the other's raises bookings: of both little is left
    one = [reasoned.cause("follow_up", -66000.0, "process", is_named=True, n=20),
           reasoned.cause("unexplained", -1000.25, "chance", n=3)]  # fmt: skip
    two = [reasoned.cause("follow_up", 65000.0, "chance", n=30)]
    whole = [reasoned.cause("follow_up", -1000.0, "process", is_named=True),
             reasoned.cause("unexplained", -1000.25, "chance")]  # fmt: skip
    people = {
        name: a.Reasons(attributed=[reasoned.gap("target", 1e5, causes)])
        for name, causes in (("1", one), ("2", two))
    }
    view = make["rich_team_view"](
        reasons=a.Reasons(attributed=[reasoned.gap("target", 2e5, whole)]), reasons_by_rep=people
    )
    found = account(view)
    parts = {part.kind: (part.amount, part.n) for part in found.parts}
    assert parts == {"process": (-66000.0, 20), "chance": (63999.75, 33)}
    assert [(part.kind, part.amount) for part in found.firm] == [("process", -66000.0)]


@pytest.mark.parametrize(
    ("gap", "last"), [(-100.01, ("chance", -100.01)), (-150.0, ("undetermined", -50.0))]
)
def test_what_people_leave_of_a_teams_gap_is_not_attributed(make, gap, last):
    causes = [reasoned.cause("unexplained", -100.0, "chance")]
    people = {"1": a.Reasons(attributed=[reasoned.gap("target", 1e5, causes)]), "2": a.Reasons()}
    whole = [reasoned.cause("unexplained", gap, "chance")]
    view = make["rich_team_view"](
        reasons=a.Reasons(attributed=[reasoned.gap("target", 2e5, whole)]), reasons_by_rep=people
    )
    found = account(view)
    assert (found.parts[-1].kind, found.parts[-1].amount) == last
    assert sum(part.amount for part in found.parts) == gap


def test_exactly_on_target_needs_no_verdict(make):
    causes = [reasoned.cause("leads", 5.0, "mix"), reasoned.cause("unexplained", -5.0, "chance")]
    found = reasoned.gap("target", 100.0, causes)
    assert verdict(summed(found), told(make, found)) == ""


@pytest.mark.parametrize(
    ("fields", "firm"),
    [
        ({"kind": "process", "is_named": True}, True),
        ({"kind": "process"}, False),
        ({"kind": "personal", "is_named": True}, True),
        ({"kind": "external", "low": -20.0, "high": -1.0}, True),
        ({"kind": "mix", "low": -20.0, "high": 1.0}, False),
        ({"kind": "external"}, False),
        ({"kind": "chance", "low": -20.0, "high": -1.0}, False),
        ({"kind": "undetermined", "low": -20.0, "high": -1.0, "is_named": True}, False),
    ],
)
def test_only_the_named_and_what_is_surely_not_zero_is_firm(fields, firm):
    assert is_firm(reasoned.cause("leads", -10.0, **fields)) is firm


def test_classes_add_up_to_the_gap_and_chance_goes_to_normal_variation():
    found = to_target(reasoned.short_reasons())
    parts = {part.kind: part.amount for part in by_class(found)}
    assert parts == {
        "external": -12000.0,
        "mix": 4000.0,
        "process": -16000.0,
        "chance": -18800.0,
        "undetermined": -4000.0,
    }
    assert sum(parts.values()) == found.gap
    assert [part.kind for part in firm_parts(found)] == ["process", "external"]


def test_cents_add_up_without_the_noise_of_fractions():
    causes = [reasoned.cause("leads", 0.1, "mix"), reasoned.cause("mix_source", 0.2, "mix")]
    assert by_class(reasoned.gap("target", 1.0, causes))[0].amount == 0.3


def test_shares_are_said_only_where_all_classes_have_one_sign(make):
    mixed, same = to_target(reasoned.short_reasons()), to_target(reasoned.over_reasons())
    assert share_text(summed(mixed), told(make, mixed)) == ""
    # 20,000, 5,000, 31,000 and 24,000 of 80,000
    assert share_text(summed(same), told(make, same)) == (
        "Of the gap: external tailwind 25%, customer mix 6%, own contribution 39%, "
        "normal variation 30%."
    )
    assert sum(shares(by_class(same)).values()) == pytest.approx(1)
    alone = one_cause(name="unexplained", amount=-5.0, kind="chance")
    assert shares(by_class(alone)) == {}


def test_a_seed_rep_is_told_that_one_month_cannot_tell(make):
    reasons = a.Reasons(
        attributed=[a.Attributed(reference="target", first=reasoned.FIRST, last=reasoned.LAST,
                                 why_null="no_leads")],
        difference=a.Difference(is_apart=False, withheld=True), n_peers=1,
    )  # fmt: skip
    view = make["seed_rep_view"](reasons=reasons)
    assert headline(view, Words("zh_CN")).striptags() == (
        "完成 21.0万，目标 30.0万（70%），差 9.0万。单月数据还不能区分做法差异与正常波动。"
    )


def test_the_first_reference_with_causes_leads():
    reasons = reasoned.short_reasons()
    assert primary(reasons).reference == "target"
    later = reasons.model_copy(update={"attributed": reasons.attributed[1:]})
    assert primary(later).reference == "last_year"
    assert primary(reasoned.unknown_reasons("no_leads")) is None
    assert to_target(later) is None


def firm(name, amount, kind="mix"):
    return reasoned.cause(name, amount, kind, low=amount - 1, high=amount + 1)


@pytest.mark.parametrize(("amount", "told"), [(16.0, False), (2799.0, False), (2800.0, True),
                                              (-2800.0, True), (-16.0, False)])  # fmt: skip
def test_an_amount_under_a_hundredth_of_the_reference_is_no_news(make, amount, told):
    # of a target of 280,000
    causes = [firm("mix_source", amount), reasoned.cause("unexplained", -90000.0, "chance")]
    found = reasoned.gap("target", 190000.0, causes, against=280000.0)
    view = with_reasons(make, a.Reasons(attributed=[found], n_peers=6))
    assert ("customer mix" in headline(view, Words("en"))) is told
    page = rep_pages(view, "en").causes
    assert ("sources that bring" in page.html()) is told
    assert ("<strong>Customer mix" in page.html()) is told
    assert "Lead source mix" in page.html()  # the table keeps it


def test_against_nothing_the_actual_amount_is_the_measure():
    found = reasoned.gap("last_year", 50000.0, [firm("leads", 50000.0)])
    assert found.against == 0
    assert [is_news(amount, found) for amount in (499.0, 500.0, 0.0)] == [False, True, False]
    nothing = found.model_copy(update={"actual": 0.0})
    assert [is_news(amount, nothing) for amount in (1.0, 0.0)] == [True, False]


def test_no_class_has_two_amounts_on_a_page(make):
    # mix in all -42,800, of which -46,200 is firm: said is the industry, not the class
    causes = [
        firm("target_calibration", -128000.0, "external"),
        firm("mix_industry", -46200.0),
        reasoned.cause("mix_territory", 600.0, "mix", low=-1800.0, high=3000.0),
        reasoned.cause("mix_source", 2800.0, "mix", low=-1000.0, high=6600.0),
        reasoned.cause("unexplained", 10000.0, "chance"),
    ]
    found = reasoned.gap("target", 169200.0, causes)
    tell = told(make, found)
    assert plain(firm_text(firm_parts(found), tell)) == (
        "external and target −128 k, industry mix −46.2 k"
    )
    assert firm_text(firm_parts(found), told(make, found, "zh_CN")) == (
        "外部与目标 −12.8万、行业结构 −4.6万"
    )
    by_kind = {part.kind: part.amount for part in by_class(found)}
    for part in firm_parts(found):
        assert part.cause or by_kind[part.kind] == part.amount


def test_the_number_of_leads_is_no_customer_mix(make):
    found = reasoned.gap("peers", 1e5, [firm("leads", -14000.0)])
    assert plain(firm_text(firm_parts(found), told(make, found))) == "leads at work −14 k"


@given(
    st.lists(
        st.tuples(st.sampled_from(["leads", "mix_industry", "mix_source", "target_calibration"]),
                  st.floats(-1e6, 1e6).map(lambda value: round(value, 2)), st.booleans()),
        max_size=4, unique_by=lambda one: one[0],
    )
)  # fmt: skip
def test_what_is_firm_is_news_and_is_part_of_the_gap(items):
    causes = [
        reasoned.cause(name, amount, "external" if name.startswith("target") else "mix",
                       low=amount - 1 if sure else None, high=amount + 1 if sure else None)
        for name, amount, sure in items
    ]  # fmt: skip
    found = reasoned.gap("target", 3e5, causes, against=250000.0)
    parts = firm_parts(found)
    assert all(abs(part.amount) >= 2500 for part in parts)
    assert [abs(part.amount) for part in parts] == sorted(
        (abs(part.amount) for part in parts), reverse=True
    )
    held = [cause for part in parts for cause in part.causes]
    assert len(held) == len({cause.cause for cause in held})
    assert all(is_firm(cause) for cause in held)


def test_a_share_that_is_nothing_is_not_said(make):
    # 300 of 100,300 is 0.3 %
    causes = [firm("target_calibration", -100000.0, "external"), firm("mix_source", -300.0)]
    found = reasoned.gap("target", 1e5, causes)
    assert share_text(summed(found), told(make, found)) == "Of the gap: external and target 100%."
