"""Success cases and key actions as worded: plain sentences, statistics for the analyst alone."""

import re

import pytest

from salesreport.display import analystkeyactions, rep_pages, successes, team_pages
from salesreport.language import Words
from salesreport.report.views import AnalystView
from salesreport.retrospective.winning import KeyActions, SuccessCase

LANGUAGES = ["en", "zh_CN", "zh_TW"]

PARAGRAPHS = {
    "en": "Delta Freight, 60 k, Lin Mo: won 19 days after opening; 12 similar wins usually took "
    "35.5 days. Usual amount of 31 similar wins: 41 k. In the first 14 days: a visit on day 3, "
    "a quotation on day 9. Among 20 similar lost deals in those days: a visit in 15%, a quotation "
    "in 40%. Lost ones usually had their first action on day 6.5.",
    "zh_CN": "Delta Freight、6.0万、Lin Mo：创建后19天成交；相近的12单成交通常用35.5天。"
    "相近的31单成交金额通常为4.1万。前14天内：拜访（第3天）、报价（第9天）。相近的20单丢单中，"
    "同期也做过的比例：拜访15%、报价40%。这些丢单的首次动作通常在第6.5天。",
    "zh_TW": "Delta Freight、6.0萬、Lin Mo：建立後19天成交；相近的12單成交通常用35.5天。"
    "相近的31單成交金額通常為4.1萬。前14天內：拜訪（第3天）、報價（第9天）。相近的20單丟單中，"
    "同期也做過的比例：拜訪15%、報價40%。這些丟單的首次動作通常在第6.5天。",
}

KEY = {
    "en": "In the last 12 months won deals more often had within 14 days of opening: a visit (62% "
    "against 41% of lost ones), n = 310; an association, no proof that it wins deals.",
    "zh_CN": "近12个月，成交商机在创建后14天内更常有：拜访（62%，丢单为41%），n=310；"
    "两者相伴，并不证明这些动作带来成交。",
    "zh_TW": "近12個月，成交商機在建立後14天內更常有：拜訪（62%，丟單為41%），n=310；"
    "兩者相伴，並不證明這些動作帶來成交。",
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
        make["rich_rep_view"](), usual_days=None, n_faster=None, usual_amount=None, n_larger=None,
        n_losses=None, usual_first_action_days=None, withheld_wins=True, withheld_losses=True,
        early=[{"kind": "visit", "at": 3}],
    )  # fmt: skip
    said = [plain(one) for one in items(rep_pages(view, "en").wins.data())]
    assert (
        "Delta Freight, 60 k: won 19 days after opening. In the first 14 days: a visit on "
        "day 3." in said
    )
    assert any("too few colleagues" in one for one in said)
    assert not any("imilar" in one for one in said)


def test_shares_of_fewer_than_five_losses_are_not_shown(make):
    view = changed(make["rich_rep_view"](), n_losses=4)
    assert not any("lost" in one for one in items(rep_pages(view, "en").wins.data()))


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


def test_nothing_firm_is_said_in_one_line_with_n(make):
    view = make["rich_team_view"]()
    rows = [row.model_dump() | {"is_more": False} for row in view.key_actions.rows]
    assert team_said(make, rows=rows)[1:] == [
        "In the last 12 months no action of the first 14 days went with winning beyond normal "
        "variation (n = 310)."
    ]
    # named among like deals, yet rarer in won ones on the whole: the two shares would mislead
    rows[0] |= {"is_more": True, "won_with": 10, "won_without": 140}
    assert "no action" in team_said(make, rows=rows)[1]


def test_too_few_deals_are_said_in_one_line_with_n(make):
    assert team_said(make, is_enough=False, n_won=4, n_lost=9)[1:] == [
        "Too few deals were won and lost in the last 12 months to tell which actions go with "
        "winning (n = 13)."
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
    assert shown[0] == ["Visit", "93 / 66", "57 / 94", "2.31", "2.20", "0.600", "no", "0.004",
                        "2.10"]  # fmt: skip
    assert shown[1] == ["Quotation", "50 / 60", "100 / 100", "0.83", "see below", "0.010", "yes",
                        "0.400", "–"]  # fmt: skip


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
    for number in ("310", "150", "160", "22", "900", "30", "40"):
        assert number in text
    assert not analyst(make, language, rows=[], why_null="no_deals")
