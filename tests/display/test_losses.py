"""The section on lost deals: the answer first, whole percents, marked and safe remarks."""

from __future__ import annotations

import lxml.html
import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.display.losses import answer, losses
from salesreport.language import LANGUAGES, Words
from salesreport.report.views import LossGroup, LostDeals, Quote, ReasonShare

TITLE = {
    "en": "Recorded reasons of losses (filled in by sales, not checked with customers)",
    "zh_CN": "记录的丢单原因（销售填写，未经客户核实）",
    "zh_TW": "記錄的丟單原因（銷售填寫，未經客戶核實）",
}


def share(reason, count, percent, **fields):
    """A row of whole deals, all of known value."""
    known = {
        "n_deals": int(count + 0.5), "n_reps": 1, "share": percent / 100, "low": 0.0,
        "high": 1.0, "value_percent": percent,
    }  # fmt: skip
    return ReasonShare(reason=reason, count=count, percent=percent, **(known | fields))


def lost(*rows, n, leading=None, **fields):
    """Lost deals of these rows and of the two that are always there."""
    there = {row.reason for row in rows}
    always = [share(r, 0, 0) for r in ("no_decision", "not_recorded") if r not in there]
    return LostDeals(n=n, reasons=[*rows, *always], leading=leading, **fields)


def said(found, language="en"):
    return answer(found, "CNY", Words(language))


def of(make, kind, found, **changes):
    view = make[kind]()
    part = view.retrospective.model_copy(update={"losses": found, **changes})
    return view.model_copy(update={"retrospective": part})


def test_the_leading_reason_is_said_first():
    rows = share("price", 4.5, 32), share("budget", 6.5, 47), share("not_recorded", 3, 21)
    found = lost(*rows, n=14, leading="price", amount=1200000.0)
    assert said(found) == (
        "14 deals lost (1.20\xa0M): price and terms leads the recorded reasons (4.5 of 11 "
        "recorded). Without a recorded reason: 3."
    )
    assert said(found, "zh_CN") == (
        "丢单 14 单（120万）：记录的原因中价格条款居首（有记录的11单中占4.5单）。未记录原因：3单。"
    )


def test_where_ranges_overlap_no_reason_leads():
    rows = share("price", 4, 36), share("budget", 3.5, 32), share("unmatched", 3.5, 32)
    assert said(lost(*rows, n=11)) == (
        "11 deals lost: no reason leads the recorded ones (price and terms 4, budget and timing "
        "3.5, recorded in other words 3.5, of 11 recorded)."
    )


def test_of_few_deals_the_reasons_are_only_listed():
    assert said(lost(share("price", 1, 100), n=1)) == "1 deal lost; recorded: price and terms 1."
    assert said(lost(share("not_recorded", 2, 100), n=2)) == (
        "2 deals lost, without a recorded reason."
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["rich_rep_view", "rich_team_view"])
def test_without_a_lost_deal_there_is_one_plain_line(make, language, kind):
    view = of(make, kind, LostDeals(), lost_deals=[])
    section = losses(view, Words(language))
    assert [block.html() != "" for block in section.blocks] == [True]
    assert section.title == TITLE[language]
    assert len(lxml.html.fromstring(str(section.html())).xpath("//p")) == 1


def test_without_the_table_of_deals_there_is_no_section(make):
    assert not losses(make["seed_team_view"](), Words("en"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("pages", "kind"), [(rep_pages, "rich_rep_view"), (team_pages, "rich_team_view")]
)
def test_the_tables_percents_are_the_views_and_add_up(make, language, pages, kind):
    view = make[kind]()
    page = lxml.html.fromstring(str(pages(view, language).losses_and_cash.html()))
    assert page.xpath("//section[@id='losses']//h2/text()") == [TITLE[language]]
    cells = [
        [cell.text_content() for cell in row]
        for row in page.xpath("//table[@id='losses-table']/tbody/tr")
    ]
    rows = view.retrospective.losses.reasons
    assert [cell[2] for cell in cells] == [f"{row.percent}%" for row in rows]
    assert [cell[3] for cell in cells] == [f"{row.value_percent}%" for row in rows]
    assert sum(int(cell[2][:-1]) for cell in cells) == 100
    assert [cell[1] for cell in cells] == ["2.5", "1.5", "0.0", "1.0", "1.0"]
    assert [cell[4] for cell in cells] == ["1", "0", "0", "0", "–"]


def test_a_companys_reason_has_its_own_name(make):
    shown = {
        language: str(losses(make["rich_rep_view"](), Words(language)).html())
        for language in LANGUAGES
    }
    assert "legal review" in shown["en"]
    assert "合规" in shown["zh_CN"]
    assert "合规" in shown["zh_TW"]  # its only Chinese name, as the company wrote it


def test_a_small_page_of_a_rep_has_no_table(make):
    rows = share("price", 2, 67), share("not_recorded", 1, 33)
    shown = str(losses(of(make, "rich_rep_view", lost(*rows, n=3)), Words("en")).html())
    assert "losses-table" not in shown
    assert "recorded: price and terms 2" in shown


def test_what_disagrees_and_what_is_read_from_remarks_is_told(make):
    text = lxml.html.fromstring(
        str(losses(make["rich_team_view"](), Words("en")).html())
    ).text_content()
    assert "Code and remark differ in 1 of the 2 that have both; the code counts (O-1010)." in text
    assert "Read from remarks, for want of a code: 2." in text
    assert "In no share of value, for want of an amount: 1." in text
    assert "A deal with several reasons counts for each in equal parts." in text


def test_nobody_has_checked_what_is_not_recorded(make):
    found = lost(share("price", 3, 60), share("not_recorded", 2, 40), n=5)
    page = lxml.html.fromstring(str(losses(of(make, "rich_team_view", found), Words("en")).html()))
    rows = page.xpath("//table[@id='losses-table']/tbody/tr")
    assert [row[-1].text_content() for row in rows] == ["0", "–", "0"]


def test_a_rep_is_told_of_lost_deals_that_are_not_listed(make):
    view = of(make, "rich_rep_view", lost(share("price", 7, 100), n=7))
    listed = len(view.retrospective.lost_deals[:3])
    assert f"{7 - listed} more were lost." in str(losses(view, Words("en")).html())


def test_an_own_lost_deal_without_a_reason_says_so(make):
    view = of(make, "rich_rep_view", lost(share("not_recorded", 1, 100), n=1))
    (deal, *_) = view.retrospective.lost_deals
    bare = deal.model_copy(update={"reason": None, "detail": None, "customer": "Alba Paper"})
    retrospective = view.retrospective.model_copy(update={"lost_deals": [bare]})
    view = view.model_copy(update={"retrospective": retrospective})
    shown = lxml.html.fromstring(str(losses(view, Words("en")).html())).text_content()
    assert shown.replace("\xa0", " ").rstrip().endswith(" k, not recorded")


def test_only_a_manager_sees_by_whom_deals_were_lost(make):
    groups = [
        LossGroup(value="0003", n=2, counts={"price": 1, "not_recorded": 1}),
        LossGroup(value="0001", n=1, counts={"price": 1}),
    ]
    found = lost(share("price", 5, 100), n=5, by_rep=groups)
    team = losses(of(make, "rich_team_view", found), Words("en"))
    assert "Lin Mo 2 (not recorded 1), Ava Chen 1" in str(team.html())
    rep = losses(of(make, "rich_rep_view", found), Words("en"))
    assert "Ava Chen" not in str(rep.html())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["rich_rep_view", "rich_team_view"])
def test_remarks_are_shown_as_text_with_their_words_marked(make, language, kind):
    text = "🐌<script>x</script> 太贵 & {n}"
    start = text.index("太贵")
    quote = Quote(
        opportunity_id="O-1009", customer="<b>A</b>", text=text, start=start,
        end=start + 2, cut_before=True,
    )  # fmt: skip
    row = share("price", 1, 100, quotes=[quote])
    shown = str(losses(of(make, kind, lost(row, n=1)), Words(language)).html())
    assert "“…🐌&lt;script&gt;x&lt;/script&gt; <mark>太贵</mark> &amp; {n}”" in shown
    assert "<b>" not in shown
    assert "<script" not in shown


def test_the_foremost_reason_of_an_industry_stands_beside_it(make):
    groups = [
        LossGroup(value="food", n=9, amount=90000.0, counts={"price": 4.5, "legal": 3.5, "x": 1}),
        LossGroup(value="retail", n=4, counts={"price": 2, "budget": 2}),
        LossGroup(value="energy", n=3, counts={"not_recorded": 2, "price": 1}),
    ]
    found = lost(share("price", 8, 100), n=16, by_industry=groups)
    shown = str(losses(of(make, "rich_team_view", found), Words("en")).html())
    assert "food 9 (90 k, price and terms 4.5), retail 4, energy 3" in shown.replace("\xa0", " ")


def test_more_groups_than_fit_are_added_up(make):
    groups = [LossGroup(value=f"Rival {k}", n=9 - k, counts={}) for k in range(8)]
    found = lost(
        share("price", 9, 100), n=50,
        by_competitor=[*groups, LossGroup(value=None, n=6, counts={})],
    )  # fmt: skip
    shown = str(losses(of(make, "rich_team_view", found), Words("en")).html())
    assert "Rival 4 5, others 9, not stated 6" in shown
    assert "Rival 5" not in shown


def test_every_reader_of_the_sample_has_own_losses_only_and_whole_percents(sample):
    team = sample.for_team(None)
    whole = {deal.opportunity_id for deal in team.retrospective.lost_deals}
    assert whole
    assert sum(group.n for group in team.retrospective.losses.by_rep) == (
        team.retrospective.losses.n
    )
    assert any(deal.reason for deal in team.retrospective.lost_deals)
    for rep_id in sample.rep_ids[:4]:
        view = sample.for_rep(rep_id)
        found = view.retrospective.losses
        assert found.by_rep == []
        assert {deal.rep_id for deal in view.retrospective.lost_deals} <= {rep_id}
        assert sum(row.percent for row in found.reasons) == (100 if found.n else 0)
        assert sum(row.count for row in found.reasons) == pytest.approx(found.n)
