"""Success cases and key actions as worded: plain sentences, statistics for the analyst alone."""

import re

import pytest

from salesreport.display import analystkeyactions, glance, rep_pages, successes, team_pages
from salesreport.display.keyactiontexts import key_action_texts
from salesreport.language import Words
from salesreport.report.views import AnalystView
from salesreport.retrospective.winning import KeyActions, SuccessCase

LANGUAGES = ["en", "zh_CN", "zh_TW"]

PARAGRAPHS = {
    "en": "Delta Freight, 60 k, Lin Mo: won 19 days after opening, faster than 10 of 12 similar "
    "wins, which usually took 35.5 days. Larger than 20 of 31 similar wins, usually 41 k. In the "
    "first 14 days: a visit on day 3, a quotation on day 9. Among 20 similar lost deals in those "
    "days: a visit in 15%, a quotation in 40%. What differed: a visit, a quotation. Lost ones "
    "usually had their first action on day 6.5.",
    "zh_CN": "Delta Freight、6.0万、Lin Mo：创建后19天成交，快于相近12单成交中的10单"
    "（通常用35.5天）。"
    "金额高于相近31单成交中的20单（通常为4.1万）。前14天内：拜访（第3天）、报价（第9天）。"
    "相近的20单丢单中，同期也做过的比例：拜访15%、报价40%。不同之处：拜访、报价。"
    "这些丢单的首次动作通常在第6.5天。",
    "zh_TW": "Delta Freight、6.0萬、Lin Mo：建立後19天成交，快於相近12單成交中的10單"
    "（通常用35.5天）。"
    "金額高於相近31單成交中的20單（通常為4.1萬）。前14天內：拜訪（第3天）、報價（第9天）。"
    "相近的20單丟單中，同期也做過的比例：拜訪15%、報價40%。不同之處：拜訪、報價。"
    "這些丟單的首次動作通常在第6.5天。",
}

KEY = {
    "en": "Won deals had sooner: a visit (within 14 days 62% against 41% of lost ones; sooner or "
    "later 81% and 80%). Deals opened 1 Apr 2023 to 31 Mar 2024, n = 310. An association, no "
    "proof that it wins deals.",
    "zh_CN": "成交商机更早做了：拜访（14天内62%，丢单41%；关闭前做过的分别为81%、80%）。"
    "以上为2023年4月1日至2024年3月31日创建的商机，n=310。两者相伴，并不证明这些动作带来成交。",
    "zh_TW": "成交商機更早做了：拜訪（14天內62%，丟單41%；關閉前做過的分別為81%、80%）。"
    "以上為2023年4月1日至2024年3月31日建立的商機，n=310。兩者相伴，並不證明這些動作帶來成交。",
}


def plain(text):
    return " ".join(text.replace("\xa0", " ").split())


def items(block):
    """Texts and charts of a section, however deep."""
    found = []
    for part in block.get("blocks", []):
        found += items(part)
    return [*found, *block.get("items", []), *([block["text"]] if "text" in block else [])]


def charts(block):
    own = [block] if "chart" in block else []
    return own + [one for part in block.get("blocks", []) for one in charts(part)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_is_one_paragraph_with_days_losses_and_n(make, language):
    view = make["rich_team_view"]()
    said = [plain(one) for one in items(team_pages(view, language).wins.data())]
    assert PARAGRAPHS[language] in said
    assert KEY[language] in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pages", ["rich_rep_view", "rich_team_view"])
def test_no_page_of_a_manager_or_a_rep_speaks_of_odds(make, pages, language):
    view = make[pages]()
    shown = rep_pages(view, language) if "rep" in pages else team_pages(view, language)
    text = shown.wins.html().striptags()
    assert not re.search(r"(?i)odds|比值|haenszel|firth|hochberg|\bq\b", text)


def test_a_rep_reads_no_own_name_and_no_key_actions_of_the_company(make):
    text = plain(rep_pages(make["rich_rep_view"](), "en").wins.html().striptags())
    assert "Delta Freight, 60 k: won 19 days" in text
    assert "Lin Mo" not in text
    assert "association" not in text


def test_the_strip_carries_its_days_and_says_them(make):
    (chart,) = charts(rep_pages(make["rich_rep_view"](), "en").wins.data())
    assert chart["rows"] == [
        {"label": "Visit", "days": [3]}, {"label": "Quotation", "days": [9]},
        {"label": "Other", "days": [16]}, {"label": "won 4 Mar", "days": [19]},
    ]  # fmt: skip
    assert plain(chart["alt"]) == (
        "Delta Freight: opened 14 Feb; Visit on day 3, Quotation on day 9, Other on day 16; "
        "won 4 Mar"
    )


def test_rows_are_named_in_the_reader_s_own_files(make):
    said = [plain(one) for one in items(rep_pages(make["rich_rep_view"](), "en").wins.data())]
    assert "Deal O-1000: 商机_2024-03.csv, row 20. Actions: tracking.xlsx, rows 21, 24, 27." in said


def changed(view, **changes):
    case = view.successes[0].model_dump() | changes
    return view.model_copy(update={"successes": [SuccessCase.model_validate(case)]})


def test_what_is_withheld_is_not_said_and_the_reader_is_told(make):
    view = changed(
        make["rich_rep_view"](), n_losses=None, usual_first_action_days=None, withheld_losses=True,
        early=[{"kind": "visit", "at": 3}],
    )  # fmt: skip
    said = [plain(one) for one in items(rep_pages(view, "en").wins.data())]
    (told,) = (one for one in said if one.startswith("Delta Freight, 60 k: won"))
    assert told.endswith("usually 41 k. In the first 14 days: a visit on day 3.")
    assert any("too few colleagues" in one for one in said)
    assert not any("lost" in one for one in said)


def test_what_did_not_differ_is_said_and_what_most_losses_had_too(make):
    same = [{"kind": "call", "at": 2, "n_losses": 19, "share": 0.95}]
    view = changed(make["rich_rep_view"](), early=same)
    assert any("as those of most similar lost deals" in one for one in case_said(view))
    lacking = [{"kind": "quote", "n_losses": 13, "share": 0.65}]
    view = changed(make["rich_rep_view"](), early=same, left_out=lacking)
    assert any("What differed: not a quotation, had by 65% of them." in one
               for one in case_said(view))  # fmt: skip


def test_without_linked_actions_nothing_is_said_of_what_was_done(make):
    view = changed(make["rich_rep_view"](), early=[], actions=[], has_actions=False)
    said = " ".join(case_said(view))
    assert "No action is on record" not in said
    assert "What was done is not known: no action on record belongs to one deal." in said


def case_said(view):
    return [plain(one) for one in items(rep_pages(view, "en").wins.data())]


@pytest.mark.parametrize(("unlike", "copied"), [(True, True), (False, False)])
def test_page_one_copies_only_what_most_similar_losses_had_not(make, unlike, copied):
    early = [
        {"kind": "call", "at": 1, "n_losses": 19, "share": 0.95},
        {"kind": "visit", "at": 3, "n_losses": 3, "share": 0.15, "is_unlike": unlike},
    ]
    view = changed(make["rich_team_view"](), early=early)
    rep = next(one for one in view.reps if one.rep_id == view.successes[0].deal.rep_id)
    said = [plain(one) for one in glance._win(rep, view, Words("en"))]
    expected = ["Delta Freight Visit"]
    assert said == (expected if copied else [])


def test_shares_of_fewer_than_five_losses_are_not_shown(make):
    view = changed(make["rich_rep_view"](), n_losses=4)
    assert not any("lost" in one for one in items(rep_pages(view, "en").wins.data()))


def test_a_rep_reads_that_colleagues_enough_must_stand_behind_what_is_similar(make):
    rep, team = (
        " ".join(plain(one) for one in items(pages(make[view](), "en").wins.data()))
        for pages, view in ((rep_pages, "rich_rep_view"), (team_pages, "rich_team_view"))
    )
    assert "or those of too few colleagues, share all" in rep
    assert "too few colleagues" not in team


def test_a_case_without_actions_has_no_strip(make):
    view = changed(make["rich_rep_view"](), actions=[], early=[])
    data = rep_pages(view, "en").wins.data()
    assert charts(data) == []
    assert any("No action is on record in the first 14 days." in one for one in items(data))


def test_text_of_the_data_stays_text_and_ids_are_plain(make):
    view = make["rich_rep_view"]()
    deal = view.successes[0].deal.model_dump() | {
        "customer": "<b>Ill</b>", "opportunity_id": 'O"><i>1',
    }  # fmt: skip
    page = str(rep_pages(changed(view, deal=deal), "en").wins.html())
    assert "&lt;b&gt;Ill&lt;/b&gt;" in page
    assert "<i>" not in page
    assert 'id="timeline-O---i-1"' in page


def team_said(make, **changes):
    view = make["rich_team_view"]()
    found = KeyActions.model_validate(view.key_actions.model_dump() | changes)
    view = view.model_copy(update={"key_actions": found, "successes": []})
    return [plain(one) for one in items(successes.wins(view, Words("en")).data())]


def rows_of(make, *changes):
    rows = make["rich_team_view"]().key_actions.rows
    return [row.model_dump() | more for row, more in zip(rows, changes, strict=True)]


def test_nothing_firm_is_said_in_one_line_with_n_under_one_heading(make):
    assert team_said(make, rows=rows_of(make, {"is_named": False, "is_more": False}, {})) == [
        "No action of the first 14 days went with winning or losing beyond normal variation. "
        "Deals opened 1 Apr 2023 to 31 Mar 2024, n = 310."
    ]


def test_what_wins_had_more_often_at_all_is_said_so(make):
    more = {"ever_won": 0.7, "ever_lost": 0.5, "is_timing": False}
    (said,) = team_said(make, rows=rows_of(make, more, {}))
    assert said.startswith(
        "Won deals more often had: a visit (within 14 days 62% against 41% of lost ones; sooner or "
        "later 70% and 50%)."
    )


@pytest.mark.parametrize(("won", "lost", "warned"), [
    (40, 60, True), (60, 40, True), (41, 60, False), (None, 60, False),
])  # fmt: skip
def test_where_wins_and_losses_take_days_far_apart_it_is_warned(make, won, lost, warned):
    (said,) = team_said(make, days_won=won, days_lost=lost)
    assert ("whoever moves faster has everything sooner" in said) == warned
    assert said.endswith("no proof that it wins deals.")


def test_what_goes_with_losing_is_said(make):
    losing = {"is_more": False, "won_with": 40, "won_without": 110}
    (said,) = team_said(make, rows=rows_of(make, losing, {}))
    assert said.startswith("Lost deals more often had: a visit (within 14 days 27% against 41%")
    assert "No action" not in said


def test_what_differs_between_segments_is_said_with_its_levels(make):
    (said,) = team_said(make, rows=rows_of(make, {"is_named": False, "is_more": False},
                                           {"is_unclear": True}))  # fmt: skip
    assert said.startswith(
        "How a quotation goes with winning differs by size band; won: large 33% (60) with it, 60% "
        "(100) without; small 60% (50) with it, 40% (100) without."
    )
    unclear = {"is_named": False, "is_more": False, "is_unclear": True}
    (said,) = team_said(make, rows=rows_of(make, unclear, {}))
    assert said.startswith("Not told apart from other actions done with it: a visit.")


def test_a_side_that_changes_without_segments_is_said(make):
    # named among like deals, yet rarer in won ones on the whole: two shares alone would mislead
    (said,) = team_said(make, rows=rows_of(make, {"won_with": 10, "won_without": 140}, {}))
    assert "among deals of the same segments; over all segments 7% against 41%" in said


def test_a_group_s_page_says_that_the_whole_company_is_meant(make):
    view = make["rich_team_view"]()
    words = Words("en")
    whole, group = (
        key_action_texts(view.key_actions, words, of_group=of_group) for of_group in (False, True)
    )
    assert "whole company" not in whole[0]
    assert "Over the whole company, deals opened" in group[0]


def test_actions_that_name_no_deal_are_said(make):
    (said,) = team_said(make, rows=[], why_null="no_links")
    assert said.endswith("fill in the numbers of the deals.")


def test_too_few_deals_are_said_in_one_line_with_n(make):
    assert team_said(make, is_enough=False, n_won=4, n_lost=9) == [
        "Too few deals were won and lost to tell which actions go with winning. "
        "Deals opened 1 Apr 2023 to 31 Mar 2024, n = 13."
    ]


def test_without_cases_and_actions_there_is_no_section(make):
    assert team_said(make, rows=[], why_null="no_activities") == []
    bare = make["rich_rep_view"]().model_copy(update={"successes": []})
    assert not rep_pages(bare, "en").wins


def analyst(make, language="en", **changes):
    found = make["rich_team_view"]().key_actions
    told = KeyActions.model_validate(found.model_dump() | changes)
    return analystkeyactions.key_actions(
        AnalystView.model_construct(key_actions=told), Words(language)
    )


def table(section, name):
    (found,) = (one for one in section.data()["blocks"] if one.get("table") == name)
    return found


def test_the_analyst_sees_counts_ratios_and_tests(make):
    shown = table(analyst(make), "key-actions-table")["shown"]
    assert shown[0] == ["Visit", "93 / 66", "57 / 94", "2.31", "2.20", "1.90", "0.600", "0.004",
                        "2.10"]  # fmt: skip
    assert shown[1] == ["Quotation", "50 / 60", "100 / 100", "0.83", "see below", "–", "0.010",
                        "0.400", "–"]  # fmt: skip
    page = plain(analyst(make).html().striptags())
    assert "Visit ever 81% / 80%" in page
    assert page.count("Sign change") == 1  # of the quotation alone


def test_a_chance_too_small_to_write_is_said_to_be_below(make):
    rows = [
        row.model_dump() | {"q": 0.0000004} for row in make["rich_team_view"]().key_actions.rows
    ]
    assert table(analyst(make, rows=rows), "key-actions-table")["shown"][0][7] == "<0.001"


def test_where_segments_differ_they_stand_instead(make):
    found = table(analyst(make), "key-actions-quote-table")
    assert found["columns"][0] == "Size band"
    assert [row[0] for row in found["shown"]] == ["small", "large"]
    assert [row[-1] for row in found["shown"]] == ["2.20", "0.33"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_analyst_reads_says_what_was_left_out(make, language):
    text = plain(analyst(make, language).html().striptags())
    for number in ("310", "150", "160", "22", "6", "17", "33", "41", "900", "30", "12", "40"):
        assert number in text
    assert not analyst(make, language, rows=[], why_null="no_deals")
