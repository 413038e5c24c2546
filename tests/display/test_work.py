"""Process beside result, cash outside the rates, usual ranges: page and view agree."""

import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.display.blocks import MIME
from salesreport.display.figures import why
from salesreport.language import LANGUAGES, Words


def table_of(block, name):
    return next(
        found for found in tables(block._repr_mimebundle_()[MIME]) if found["table"] == name
    )


def tables(data):
    if "table" in data:
        yield data
    for inner in data.get("blocks", []):
        yield from tables(inner)


def plain(block):
    return block.html().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rep_sees_process_and_result_of_the_last_six_months(make, language):
    view = make["rich_rep_view"]()
    shown = table_of(rep_pages(view, language).work, "work-table")
    assert shown["raw"] == [
        [
            month.period, month.follow_ups, month.process, month.late, month.unknown,
            month.contacts_rate, month.response_days, month.proposals, month.leads,
            month.won_customers, month.bookings, month.completion,
        ]
        for month in view.months[-6:]
    ]  # fmt: skip


def test_rates_of_process_have_their_n_beside_them(make):
    page = rep_pages(make["rich_rep_view"](), "en").work.html()
    assert "80% <small>16/20</small>" in page
    assert "75% <small>9/12</small>" in page
    assert "1.5 <small>n = 30</small>" in page


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "48 of 60 follow-ups on time, 14 customers won from 98 leads"),
        ("zh_CN", "跟进按时 48/60、线索 98 条，成交客户 14 家"),
        ("zh_TW", "跟進按時 48/60、線索 98 條，成交客戶 14 家"),
    ],
)
def test_the_title_is_of_the_whole_period_not_of_its_last_month(make, language, title):
    # a quarter of 60 follow-ups; its last month's row has 16 of 20
    view = make["rich_rep_view"]()
    n = {"process_on_time": 48, "process_late": 12, "process_unknown": 0}
    counts = {name: make["figure"](name, "count", value)
              for name, value in (("won_customers", 14), ("leads", 98))}  # fmt: skip
    rep = view.rep.model_copy(update={"n": n, "figures": view.rep.figures | counts})
    section = rep_pages(view.model_copy(update={"rep": rep}), language).work
    assert section.title == title
    assert "<small>16/20</small>" in section.html()


def test_one_of_each_is_said_in_the_singular(make):
    view = make["rich_rep_view"]()
    n = {"process_on_time": 0, "process_late": 1, "process_unknown": 0}
    counts = {name: make["figure"](name, "count", 1) for name in ("won_customers", "leads")}
    rep = view.rep.model_copy(update={"n": n, "figures": view.rep.figures | counts})
    section = rep_pages(view.model_copy(update={"rep": rep}), "en").work
    assert section.title == "0 of 1 follow-up on time, 1 customer won from 1 lead"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_star_on_a_month_is_explained_below_its_table_and_only_there(make, language):
    said = Words(language)("* Month not complete: its figures count up to the cut-off day.")
    for pages, name in ((rep_pages, "work"), (team_pages, "months")):
        view = make["rich_rep_view" if pages is rep_pages else "rich_team_view"]()
        whole = getattr(pages(view, language), name).html()
        assert said not in whole
        assert " *<" not in whole
        running = [*view.months[:-1], view.months[-1].model_copy(update={"complete": False})]
        shown = view.model_copy(update={"months": running})
        page = getattr(pages(shown, language), name).html()
        assert page.count(said) == 1
        assert " *<" in page


def test_columns_without_data_are_left_out(make):
    view = make["rich_rep_view"]()
    without = {"contacts_rate": None, "response_days": None, "proposals": None, "process": None}
    months = [month.model_copy(update=without) for month in view.months]
    shown = table_of(rep_pages(view.model_copy(update={"months": months}), "en").work, "work-table")
    assert shown["columns"] == [
        "Month", "Follow-ups due", "Late", "No day done", "Leads", "Won customers", "Bookings",
        "Completion",
    ]  # fmt: skip


def test_without_any_process_there_is_nothing_to_join(make):
    view = make["rich_rep_view"]()
    bare = [
        type(m)(period=m.period, complete=True, bookings=m.bookings, leads=m.leads)
        for m in view.months
    ]
    assert not rep_pages(view.model_copy(update={"months": bare}), "en").work


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_team_sees_process_and_result_of_everyone(make, language):
    view = make["rich_team_view"]()
    n = {"process_on_time": 9, "process_late": 3, "process_unknown": 1, "responded_leads": 30}
    reps = [rep.model_copy(update={"n": n}) for rep in view.reps]
    shown = table_of(
        team_pages(view.model_copy(update={"reps": reps, "n": n}), language).work, "work-table"
    )
    rows = [
        [
            rep.rep_id, 13, rep.figures["process"].value, 3, 1,
            rep.figures["response_days"].value, rep.figures["leads"].value,
            rep.figures["won_customers"].value, rep.figures["bookings"].value,
            rep.figures["completion"].value,
        ]
        for rep in reps
    ]  # fmt: skip
    assert shown["raw"][:-1] == rows
    assert shown["raw"][-1][1:4] == [13, view.figures["process"].value, 3]


@pytest.mark.parametrize("language", LANGUAGES)
def test_cash_credited_to_nobody_is_listed_with_amount_count_and_rows(make, language):
    view = make["rich_team_view"]()
    section = team_pages(view, language).outside_cash
    tables = [table_of(section, f"{name}-cash-table") for name in ("outside", "open")]
    assert [row[:3] for shown in tables for row in shown["raw"]] == [
        [one.kind, one.amount, one.count] for one in view.cash.outside
    ]
    # one amount has cents, so all of the column do
    shown = [[row[1] for row in table["shown"]] for table in tables]
    assert shown == [["1,000.00", "48,500.50"], ["353,380.00"]]
    page = section.html()
    for row in (41, 44, 52):
        assert str(row) in page
    assert "流水.csv" in page


def test_the_title_says_what_is_credited_to_nobody(make):
    section = team_pages(make["rich_team_view"](), "zh_CN").outside_cash
    assert "<h2>已到账 5.0万 未计入任何人</h2>" in section.html()  # 1,000 + 48,500.50


def test_what_is_not_due_yet_stands_apart_from_cash_of_nobody(make):
    view = make["rich_team_view"]()
    page = team_pages(view, "en").outside_cash.html()
    assert "Retention and bills not yet due (not part of the amount above)" in page
    own = [one for one in view.cash.outside if one.kind == "retention_not_due"]
    alone = view.model_copy(update={"cash": view.cash.model_copy(update={"outside": own})})
    section = team_pages(alone, "zh_CN").outside_cash
    assert "<h2>未到期的质保金和票据</h2>" in section.html()
    assert "未计入任何人" not in section.html()


@pytest.mark.parametrize(
    ("bills", "said"),
    [("receipt", "bills count when received"), ("maturity", "bills count when they mature")],
)
def test_bills_not_matured_say_whether_they_are_counted(make, bills, said):
    view = make["rich_team_view"]()
    own = view.cash.outside[-1].model_copy(update={"kind": "bills_not_matured"})
    changed = {
        "cash": view.cash.model_copy(update={"outside": [own]}),
        "meta": view.meta.model_copy(update={"recognise": {"bills": bills}}),
    }
    assert said in team_pages(view.model_copy(update=changed), "en").outside_cash.html()


def test_a_single_teams_page_lists_no_cash_of_nobody(make):
    view = make["rich_team_view"](team="East 1")
    assert not team_pages(view, "en").outside_cash


def test_both_bases_of_collection_are_shown_and_the_scored_one_marked(make):
    page = rep_pages(make["rich_rep_view"](), "zh_CN").losses_and_cash.html()
    assert "到期口径、计分口径：85.8%（171,500/200,000）" in page
    assert "应收口径：70%（210,000/300,000）" in page
    assert "未到期质保金：12,000、2 行" in page
    view = make["rich_rep_view"]()
    cash = view.cash.model_copy(update={"base": "receivable"})
    other = rep_pages(view.model_copy(update={"cash": cash}), "zh_CN").losses_and_cash.html()
    assert "应收口径、计分口径：70%" in other


def test_the_own_usual_range_is_said_without_names_of_methods(make):
    page = plain(rep_pages(make["rich_rep_view"](), "en").result)
    assert "March 2024 is within your usual range: Bookings 120 k–310 k." in page
    assert "March 2024 is outside your usual range: Follow-up on time 75%, usually 78%–96%." in page
    assert "XmR" not in page
    assert "control" not in page.lower()


def test_a_range_that_leaves_nothing_out_is_not_said(make):
    view = make["rich_rep_view"]()
    wide = view.usual[0].model_copy(update={"low": 0.0})
    page = rep_pages(view.model_copy(update={"usual": [wide]}), "en").result.html()
    assert "usual range" not in page


def test_a_teams_own_target_stands_beside_the_sum_of_its_peoples(make):
    view = make["rich_team_view"]()  # own 14 x 260,000 = 3,640,000, people's 3,600,000
    pages = team_pages(view, "en")
    assert (
        "The team&#39;s own target is 3,640,000; its people&#39;s add up to 3,600,000, 40,000 less."
        in pages.targets.html()
    )
    assert "people&#39;s targets 3.60 M" in plain(pages.tiles)
    same = view.model_copy(update={"target_of_reps": 3640000.0})
    assert "is the sum of its people" in team_pages(same, "en").targets.html()


def test_amounts_have_cents_only_where_a_column_has_some(make):
    view = make["rich_team_view"]()
    whole = table_of(team_pages(view, "en").months, "months-table")
    assert whole["shown"][0][1] == "180,000"
    first = view.months[0].model_copy(update={"bookings": 180000.5})
    cents = view.model_copy(update={"months": [first, *view.months[1:]]})
    shown = table_of(team_pages(cents, "en").months, "months-table")
    assert [row[1] for row in shown["shown"]][:2] == ["180,000.50", "290,000.00"]
    assert shown["shown"][0][2] == "260,000"


def test_rolling_scores_are_said_or_why_they_are_not(make):
    view = make["rich_rep_view"]()
    known = {"rolling_3": 71.234, "rolling_3_why_null": None, "rolling_6": None}
    score = view.rep.score.model_copy(update=known)
    rep = view.rep.model_copy(update={"score": score})
    page = rep_pages(view.model_copy(update={"rep": rep}), "en").receipt.html()
    assert (
        "Score over longer times: 3 months 71.23, "
        "6 months n/a: the data do not reach back so far." in page
    )
    none = rep_pages(view, "zh_CN").receipt.html()
    assert "近 3 个月、近 6 个月滚动得分无法计算：数据未追溯到该时段。" in none


def test_the_cover_is_na_where_the_tax_of_open_deals_is_not_known(make):
    view = make["rich_rep_view"](next_pipeline=None)
    cover = view.rep.figures["win_rate"].model_copy(
        update={"measure": "pipeline_coverage", "value": None, "why_null": "no_tax_rate"}
    )
    rep = view.rep.model_copy(update={"figures": view.rep.figures | {"pipeline_coverage": cover}})
    tiles = rep_pages(view.model_copy(update={"rep": rep}), "en").tiles
    shown = tiles._repr_mimebundle_()[MIME]["blocks"][3]
    assert (shown["label"], shown["shown"]) == ("Open deals ahead", "n/a")
    assert shown["below"] == [why("no_tax_rate", Words("en"))] != [""]
