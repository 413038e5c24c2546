"""The analyst's page about causes: looks, windows, methods; what is not for other readers."""

from __future__ import annotations

import re

import pytest

from salesreport.display import reasonsanalyst
from salesreport.display.reasonlabels import CAUSES
from salesreport.language import LANGUAGES, Words
from salesreport.report.analystviews import AnalystView
from salesreport.retrospective import attributed as a
from tests.display import reasoned


def view(make, **people):
    return AnalystView.model_construct(
        meta=make["meta"](), names={name: f"Rep {name}" for name in people}, reasons_by_rep=people
    )


def rows(section, name):
    (table,) = [block for block in section.blocks if getattr(block, "name", "") == name]
    return [[cell.shown for cell in row] for row in table.rows]


def looked_at(window="period", **fields):
    """One cause that stands out in a single look, against every reference."""
    one = reasoned.cause("response", -9000.0, "chance", worth_a_look=True)
    return [
        reasoned.gap(name, 1e5, [one], window=window, **fields)
        for name in ("target", "peers", "last_year")
    ]


def test_wins_stand_beside_those_expected_in_both_windows(make):
    found = view(make, one=reasoned.short_reasons())
    shown = rows(reasonsanalyst.evidence(found, Words("en")), "wins-expected-table")
    assert shown == [["Rep one", "33", "5", "7.2", "3 – 12", "–", "–", "–", "–", "–"]]


def test_only_who_is_named_is_counted_and_the_singular_is_kept(make):
    people = {"one": reasoned.short_reasons(), "two": reasoned.over_reasons()}
    section = reasonsanalyst.evidence(view(make, **people), Words("en"))
    assert section.title == (
        "Wins of 1 person are beyond normal variation after correction for all looks"
    )
    none = reasonsanalyst.evidence(view(make, one=reasoned.short_reasons()), Words("zh_CN"))
    assert none.title == "校正多次比较后，0 人的成交超出正常波动"


def test_a_single_look_is_listed_once_a_window_with_its_warning(make):
    wins = {"wins": 5.0, "wins_expected": 4.0}
    found = a.Reasons(attributed=[*looked_at(**wins), *looked_at("longer", **wins)])
    text = reasonsanalyst.evidence(view(make, one=found), Words("en")).html().striptags()
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    assert text.count("Rep one: First response in time −9 k") == 2
    assert "of twenty such looks one stands out by normal variation alone" in text
    plain = reasonsanalyst.evidence(view(make, one=reasoned.short_reasons()), Words("en"))
    assert "Worth a look" not in plain.html()


def test_each_cause_is_shown_a_month_in_both_windows(make):
    # 46,800 short in March, and over twelve months: 12,000 / 12 = 1,000 a month of target
    found = view(make, one=reasoned.short_reasons(), two=reasoned.short_reasons())
    section = reasonsanalyst.windows(found, Words("en"))
    shown = {row[0]: row[1:] for row in rows(section, "windows-table")}
    assert shown["Target level"] == ["−24,000", "−2,000", "+22,000", "0"]
    assert set(shown) == {
        CAUSES[name]
        for name in ("target_calibration", "mix_industry", "mix_source", "follow_up", "unexplained")
    }


def test_a_class_that_differs_between_the_windows_is_counted(make):
    period = [reasoned.cause("follow_up", -5.0, "chance")]
    longer = [reasoned.cause("follow_up", -50.0, "process", is_named=True)]
    found = a.Reasons(
        attributed=[
            reasoned.gap("target", 1.0, period),
            reasoned.gap("target", 1.0, longer, window="longer", first=reasoned.YEAR),
        ]
    )
    section = reasonsanalyst.windows(view(make, one=found), Words("en"))
    assert rows(section, "windows-table")[0][-1] == "1"


@pytest.mark.parametrize(("doubt", "warned"), [(2339.0, False), (2341.0, True), (-2341.0, True)])
def test_a_method_that_moves_a_gap_by_more_than_a_twentieth_is_warned_of(make, doubt, warned):
    # 5 % of 46,800 is 2,340
    found = reasoned.short_reasons()
    drivers = [found.drivers[0].model_copy(update={"sensitivity": doubt})]
    section = reasonsanalyst.methods(
        view(make, one=found.model_copy(update={"drivers": drivers})), Words("en")
    )
    assert ("Warning: by more than 5% for Rep one" in section.html()) is warned


@pytest.mark.parametrize("language", LANGUAGES)
def test_methods_are_named_with_how_often_each_was_used(make, language):
    found = reasoned.short_reasons()
    other = found.drivers[0].model_copy(update={"method": "shapley", "sensitivity": None})
    people = view(make, one=found.model_copy(update={"drivers": [*found.drivers, other]}))
    text = reasonsanalyst.methods(people, Words(language)).html()
    assert "LMDI" in text
    assert "Shapley" in text
    assert not re.search(r"\{|None|nan", text)


def test_without_reasons_there_are_no_sections(make):
    empty = view(make, one=a.Reasons(), two=reasoned.unknown_reasons("no_leads"))
    for section in (reasonsanalyst.evidence, reasonsanalyst.windows, reasonsanalyst.methods):
        assert not section(empty, Words("en"))
    assert not reasonsanalyst.evidence(view(make), Words("en"))


@pytest.mark.parametrize(
    ("period", "longer", "shown", "note"),
    [
        ("chance", "chance", "–", ""),
        ("chance", "personal", "Personal difference", ""),
        ("personal", "personal", "Personal difference", ""),
        ("undetermined", "personal", "Personal difference", "period: Not attributed yet"),
        ("undetermined", "chance", "–", "period: Not attributed yet"),
        ("personal", None, "–", "period: Personal difference"),
    ],
)
def test_a_class_is_the_longer_windows_and_normal_variation_a_dash(
    make, period, longer, shown, note
):
    found = [
        reasoned.gap("target", 1e5, [reasoned.cause("unexplained", -500.0, kind)], window=window,
                     wins=5.0, wins_expected=6.0)
        for window, kind in (("period", period), ("longer", longer))
        if kind
    ]  # fmt: skip
    reasons = a.Reasons(attributed=found)
    section = reasonsanalyst.evidence(view(make, one=reasons), Words("en"))
    (table,) = [one for one in section.blocks if getattr(one, "name", "") == "wins-expected-table"]
    cell = table.rows[0][-1]
    assert (reasoned.plain(cell.shown), reasoned.plain(cell.note)) == (shown, note)
    assert len(table.rows[0]) == len(table.columns) == 10
    assert "A class of –: normal variation." in section.html()


@pytest.mark.parametrize(("n", "said"), [(1, "Factors of 1 gap: LMDI"), (2, "of 2 gaps: LMDI")])
def test_one_gap_is_no_gaps(make, n, said):
    people = {f"p{place}": reasoned.short_reasons() for place in range(n)}
    assert said in reasonsanalyst.methods(view(make, **people), Words("en")).html()


def test_the_chinese_page_singles_nobody_out(make):
    found = view(make, one=reasoned.short_reasons())
    for draw in (reasonsanalyst.evidence, reasonsanalyst.windows, reasonsanalyst.methods):
        assert "点名" not in draw(found, Words("zh_CN")).html()
