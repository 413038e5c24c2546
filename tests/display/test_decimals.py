"""Averages of counts, goalposts and days have the decimals a hand needs to check them."""

import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.display.figures import comparison_text, mark_text, value_text
from salesreport.language import LANGUAGES, Words
from salesreport.report import views as v

EN = Words("en")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(2 / 6, "0.3"), (1.0, "1.0"), (12.5, "12.5"), (1 / 30, "0.03"), (0.0, "0.0")],
)
def test_an_average_of_counts_has_a_decimal_and_is_not_nought(value, shown):
    # 2 first-time customers in six months are 0.33 a month
    assert comparison_text(v.Comparison(value=value), "count", EN) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (4 * 20 / 30, "count", "2.67"),
        (16 * 21 / 30, "count", "11.2"),
        (4.0, "count", "4"),
        (10_000 * 20 / 30, "money", "6,666.67"),
        (60_000.0, "money", "60,000"),
        (0.325, "rate", "32.5%"),
        (0.0825, "rate", "8.25%"),
        (1.0, "rate", "100%"),
        (2.5, "days", "2.5 days"),
        (1.0, "days", "1 day"),
    ],
)
def test_a_goalpost_is_printed_as_it_is_used(value, unit, shown):
    # four customers a month for 20 of 30 days; 16 hours for 21 of 30 days
    assert mark_text(value, unit, EN, "CNY") == shown


def test_counts_and_days_have_decimals_only_where_they_are_not_whole():
    assert [value_text(n, "count", EN) for n in (12.0, 12.5, None)] == ["12", "12.5", "n/a"]
    assert [value_text(n, "days", EN) for n in (1, 1.5, 46 / 3)] == [
        "1 day", "1.5 days", "15.33 days",
    ]  # fmt: skip


def test_a_full_mark_less_by_leave_gives_the_points_by_hand(make):
    # 11 of 11.2 hours are 98.21 of 100 points
    view = make["rich_rep_view"]()
    hours = make["figure"]("process", "count", 11, rolling_6=v.Comparison(value=2 / 6))
    rep = view.rep.model_copy(update={"figures": view.rep.figures | {"process": hours}})
    line = rep.score.receipt[-1].model_copy(
        update={"raw": 11, "hi": 11.2, "points": 98.214, "contribution": 9.8214}
    )
    score = rep.score.model_copy(update={"receipt": [*rep.score.receipt[:-1], line]})
    rep = rep.model_copy(update={"score": score})
    section = rep_pages(view.model_copy(update={"rep": rep}), "en").receipt
    shown = section.blocks[0].data()["shown"][4]
    assert shown[1:3] == ["11", "11.2"]
    assert shown[4] == "9.82 / 10"
    assert shown[-1] == "0.3"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_column_of_peers_says_whose_figures_they_are(make, language):
    view = make["rich_rep_view"]()
    heads = {"role": {"en": "Same role", "zh_CN": "同岗位整体", "zh_TW": "同崗位整體"},
             "all": {"en": "All others", "zh_CN": "其他人整体", "zh_TW": "其他人整體"}}  # fmt: skip
    for group, titles in heads.items():
        rep = view.rep.model_copy(update={"peers": group})
        receipt = rep_pages(view.model_copy(update={"rep": rep}), language).receipt
        columns = receipt.blocks[0].data()["columns"]
        other = heads["all" if group == "role" else "role"]
        assert titles[language] in columns
        assert other[language] not in columns


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ("role", "Figures of the same role are withheld where fewer than 5 people have any."),
        ("all", "Figures of all others are withheld where fewer than 5 people have any."),
    ],
)
def test_withheld_figures_are_those_of_the_column(make, group, said):
    view = make["rich_rep_view"]()
    peers = v.Comparison(why_null="withheld", withheld=True)
    process = view.rep.figures["process"].model_copy(update={"peers": peers})
    rep = view.rep.model_copy(
        update={"peers": group, "figures": view.rep.figures | {"process": process}}
    )
    page = rep_pages(view.model_copy(update={"rep": rep}), "en").receipt.html()
    assert said in page


def test_a_teams_own_target_stands_under_a_title_of_its_own(make):
    # 450,000 of the team, 180,030 of its people: 269,970 less
    view = make["rich_team_view"](targets={"bookings": 450_000.0}, target_of_reps=180_030.0)
    section = team_pages(view, "en").targets
    assert section.title == "Target of bookings"
    assert "add up to 180,030, 269,970 less" in section.html()
    assert "<caption>Targets of other measures</caption>" in section.html()
    alone = team_pages(make["rich_team_view"](target_of_reps=None), "en").targets
    assert alone.title == "Targets of other measures"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_target_that_nothing_is_held_against_is_not_left_out(make, language):
    # 90,000 of cash for 20 of 30 days
    view = make["rich_rep_view"]()
    rep = view.rep.model_copy(update={"targets": view.rep.targets | {"collections": 60_000.0}})
    section = rep_pages(view.model_copy(update={"rep": rep}), language).targets
    names = {"en": "Cash collected", "zh_CN": "回款额", "zh_TW": "回款額"}
    assert section.blocks[-1].data()["shown"][-1] == [
        names[language], Words(language)("n/a"), "60,000", "–",
    ]  # fmt: skip
