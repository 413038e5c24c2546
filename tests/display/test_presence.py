"""Who was away, came or went is said first; nothing is held against who was not there."""

from datetime import date

import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.display.presence import presence_texts
from salesreport.display.sentences import headline
from salesreport.language import LANGUAGES, Words
from salesreport.report import views as v

AWAY = v.Leave(first=date(2024, 2, 20), last=date(2024, 5, 31))


def of_rep(view, **changes):
    return view.model_copy(update={"rep": view.rep.model_copy(update=changes)})


def on_leave(view):
    """The view of somebody on leave all of March, without a result."""
    score = view.rep.score.model_copy(
        update={"score": None, "grade": "not_rated", "why_null": "on_leave"}
    )
    figures = {
        name: figure.model_copy(update={"value": None, "why_null": "on_leave"})
        if name in ("bookings", "completion")
        else figure
        for name, figure in view.rep.figures.items()
    }
    found = view.retrospective.model_copy(update={"gaps": []})
    away = of_rep(view, score=score, figures=figures, leave=[AWAY])
    return away.model_copy(update={"retrospective": found})


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "On leave 20 Feb to 31 May. Not rated."),
        ("zh_CN", "2月20日至5月31日休假。不评级。"),
        ("zh_TW", "2月20日至5月31日休假。不評級。"),
    ],
)
def test_leave_comes_first_and_no_fact_is_held_against_who_was_away(make, language, said):
    assert headline(on_leave(make["rich_rep_view"]()), Words(language)).striptags() == said


def test_facts_of_somebody_away_stand_under_words_that_say_so(make):
    page = str(rep_pages(on_leave(make["rich_rep_view"]()), "en").talk.html())
    assert "On record, held against nobody who was away" in page
    assert "Facts worth a talk" not in page
    assert "3 follow-ups late" in page


def test_tiles_of_somebody_away_say_so_and_hold_no_work_against_them(make):
    view = on_leave(make["rich_rep_view"]())
    page = str(rep_pages(view, "en").tiles.html())
    assert "on leave all that time" in page
    assert "Follow-up on time" not in page
    assert "Win rate" not in page


def test_joining_leaving_and_part_of_the_time_away_are_said_with_their_days(make):
    view = make["rich_rep_view"]()
    days = {
        "hired_on": date(2024, 3, 11),
        "left_on": date(2024, 3, 28),
        "leave": [
            v.Leave(first=date(2024, 3, 14), last=date(2024, 3, 14)),
            v.Leave(first=date(2024, 3, 18), last=date(2024, 3, 20), on_leave=False),
        ],
    }
    rep = view.rep.model_copy(update=days)
    assert presence_texts(rep, view.meta, Words("en")) == [
        "joined 11 Mar", "on leave 14 Mar", "away 18 Mar to 20 Mar", "left 28 Mar",
    ]  # fmt: skip
    assert str(headline(of_rep(view, **days), Words("zh_CN"))).startswith(
        "3月11日入职、3月14日休假、3月18日至3月20日不在岗、3月28日离职。"
    )


def test_what_lies_outside_the_period_is_not_said_and_another_year_is_named(make):
    view = make["rich_rep_view"]()
    rep = view.rep.model_copy(update={"hired_on": date(2019, 3, 1), "left_on": date(2024, 4, 2)})
    assert presence_texts(rep, view.meta, Words("en")) == []
    rep = view.rep.model_copy(
        update={"leave": [v.Leave(first=date(2023, 12, 20), last=date(2024, 3, 4))]}
    )
    assert presence_texts(rep, view.meta, Words("en")) == ["on leave 20 Dec 2023 to 4 Mar"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_teams_facts_name_who_of_them_was_on_leave(make, language):
    view = make["rich_team_view"]()
    first, *others = view.reps
    score = first.score.model_copy(
        update={"score": None, "grade": "not_rated", "why_null": "on_leave"}
    )
    fact = view.retrospective.facts[0].model_copy(
        update={"by_rep": {others[0].name: 2, first.name: 1}}
    )
    found = view.retrospective.model_copy(update={"facts": [fact]})
    reps = [first.model_copy(update={"score": score}), *others]
    team = view.model_copy(update={"reps": reps, "retrospective": found})
    page = str(team_pages(team, language).facts.html())
    word = {"en": " (on leave)", "zh_CN": "（休假）", "zh_TW": "（休假）"}[language]
    assert f"{first.name} 1{word}" in page
    assert f"{others[0].name} 2{word}" not in page
    people = {"en": "13 rated, 1 on leave", "zh_CN": "评级 13 人、休假 1 人",
              "zh_TW": "評級 13 人、休假 1 人"}  # fmt: skip
    assert people[language] in team_pages(team, language).header.html()
