"""The words of the slides: findings as titles, by group; values that are the view's."""

import json
import re
from pathlib import Path

import pytest

from salesreport.display import deck_pages
from salesreport.display.deck.pages import DeckPages
from salesreport.display.labels import GRADES
from salesreport.errors import ParameterError
from salesreport.language import LANGUAGES, Words
from salesreport.language.widths import text_width
from salesreport.report.deckviews import DeckView
from salesreport.slides import ChartPart, DeckHead, Slide, TablePart, TilesPart

GOLDEN = Path(__file__).parent / "deck-titles.txt"
SLIDES = [name for name in DeckPages.sections if name != "about"]
PRAISED = ("wins-table", "composition-memo", "commitments-worked", "wins-large")
"""Parts that name who won."""


@pytest.fixture(scope="module")
def views(sample, seed):
    return {"sample": sample.for_deck(), "seed": seed.for_deck()}


def slides_of(view, language):
    pages = deck_pages(view, language)
    found = [getattr(pages, name).data() for name in SLIDES]
    return [Slide.model_validate(one["slide"]) for one in found if "slide" in one]


@pytest.fixture(scope="module", params=[(n, la) for n in ("sample", "seed") for la in LANGUAGES])
def deck(request, views):
    name, language = request.param
    return views[name], language, slides_of(views[name], language)


def parts_of(slides):
    return [part for slide in slides for row in slide.rows for part in row]


def test_titles_are_as_kept(views, request):
    lines = [
        f"{name} {language} {slide.name}: {slide.title}"
        for name in views
        for language in LANGUAGES
        for slide in slides_of(views[name], language)
    ]
    shown = "\n".join(lines).replace("\u00a0", " ") + "\n"
    if request.config.getoption("--update-golden", default=False):
        GOLDEN.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == GOLDEN.read_text("utf-8")


def test_a_title_is_one_line_and_every_slide_has_content_and_a_foot(deck):
    _, language, slides = deck
    for slide in slides:
        room = 76 if language == "en" else 72  # a Chinese sign takes two
        assert text_width(slide.title) <= room, slide.title
        assert "{" not in slide.title
        assert 1 <= sum(len(row) for row in slide.rows) <= 4, slide.name
        assert all(slide.rows), slide.name
        assert slide.foot


def test_every_number_behind_a_cell_tile_or_chart_is_the_views(deck):
    view, _, slides = deck
    known = numbers_in(view.model_dump(mode="json"))
    for part in parts_of(slides):
        values = []
        if isinstance(part, ChartPart):
            values = [v for series in part.series for v in series.values]
        if isinstance(part, TablePart):
            values = [cell.raw for row in (*part.rows, *part.foot) for cell in row]
        if isinstance(part, TilesPart):
            values = [tile.raw for tile in part.tiles]
        for value in values:
            if isinstance(value, int | float):
                assert value in known, (part.name, value)


def numbers_in(part):
    if isinstance(part, dict):
        return set().union(*map(numbers_in, part.values())) if part else set()
    if isinstance(part, list):
        return set().union(*map(numbers_in, part)) if part else set()
    return {part} if isinstance(part, int | float) and not isinstance(part, bool) else set()


def test_a_chart_has_a_label_for_each_value_of_its_first_series_and_says_its_finding(deck):
    _, _, slides = deck
    for slide in slides:
        for part in (p for row in slide.rows for p in row if isinstance(p, ChartPart)):
            assert len(part.shown) == len(part.categories) == len(part.series[0].values)
            assert slide.title in part.alt
            assert all(text in part.alt for text in part.shown)


def test_a_bridge_leads_from_its_first_value_to_its_last(views):
    (part,) = [p for p in parts_of(slides_of(views["sample"], "en")) if p.name.endswith("bridge")]
    values = part.series[0].values
    assert sum(values[:-1]) == pytest.approx(values[-1])


def text_of(slides, *, but=()):
    """All that a slide shows or says, but of some parts."""
    said = []
    for slide in slides:
        kept = [p.model_dump(mode="json") for row in slide.rows for p in row if p.name not in but]
        said.append(json.dumps([slide.title, slide.foot, slide.notes, kept], ensure_ascii=False))
    return "\n".join(said)


def test_no_slide_has_a_grade(deck):
    _, language, slides = deck
    said = text_of(slides)
    words = Words(language)
    for grade in GRADES.values():
        text = words(grade)
        if text in ("good", "pass", "良好"):  # words of every day too
            assert not re.search(rf"\b{text}\b", said), text
        else:
            assert text not in said


def test_nobody_below_target_is_named_but_for_praise(sample, views):
    below = [
        rep.name for rep in sample.for_team().reps
        if (rep.figures["completion"].value or 0) < 1
    ]  # fmt: skip
    assert len(below) > 5
    for language in LANGUAGES:
        said = text_of(slides_of(views["sample"], language), but=PRAISED)
        assert [name for name in below if name in said] == []


def test_the_decisions_table_has_its_plans_keys_and_rows_to_write_in(deck):
    view, _, slides = deck
    slide = next(one for one in slides if one.name == "decisions")
    table = next(p for row in slide.rows for p in row if isinstance(p, TablePart))
    n = len(view.decisions)
    assert table.keys == [*(one.key for one in view.decisions), "", "", ""]
    assert [[cell.shown for cell in row] for row in table.rows[n:]] == [[""] * 4] * 3
    assert all(row[0].shown for row in table.rows[:n])


def test_what_is_missing_is_said_with_the_table_that_switches_it_on(views):
    slides = {one.name: one for one in slides_of(views["seed"], "en")}
    assert "groups" not in slides
    assert "opportunities" in text_of([slides["losses"]])
    assert "To switch this slide on: leads." in text_of([slides["causes"]])
    assert "first plan" in slides["commitments"].title
    assert any("no slide by group" in note for note in slides["summary"].notes)


def test_the_verdict_of_causes_is_the_title_and_no_share_is_without_one_sign(views):
    slide = next(one for one in slides_of(views["sample"], "en") if one.name == "causes")
    assert slide.title.startswith("Beyond normal variation")
    assert "Of the gap" not in text_of([slide])  # customer mix works the other way
    same = views["sample"].causes.classes
    same = [one.model_copy(update={"share": 0.2}) for one in same]
    view = views["sample"]
    changed = view.model_copy(update={"causes": view.causes.model_copy(update={"classes": same})})
    slide = next(one for one in slides_of(changed, "en") if one.name == "causes")
    assert "Of the gap: external and target factors 20%" in text_of([slide])


def test_a_quarter_never_speaks_of_a_month(views):
    view = views["sample"]
    meta = view.meta.model_copy(
        update={"period": "2026-Q2", "period_kind": "quarter", "next_period": "2026-Q3"}
    )
    changed = view.model_copy(update={"meta": meta})
    wins = {"wins": view.wins.model_copy(update={"key_actions": type(view.wins.key_actions)()})}
    for language, pattern in (("en", r"\bmonths?\b"), ("zh_CN", "本月|上月|下月|当月|单月")):
        slides = slides_of(changed.model_copy(update=wins), language)
        said = shown_in([[[s.title, s.foot] for s in slides],
                         [p.model_dump() for p in parts_of(slides)]])  # fmt: skip
        assert not re.search(pattern, said, re.IGNORECASE)


def shown_in(part):
    """All texts of a part that are shown: neither its name nor its kind."""
    if isinstance(part, dict):
        hidden = ("name", "kind", "form", "format", "keys", "style", "raw")
        return "\n".join(shown_in(v) for k, v in part.items() if k not in hidden)
    if isinstance(part, list):
        return "\n".join(map(shown_in, part))
    return part if isinstance(part, str) else ""


def test_comments_stand_on_the_slide_of_their_section(views):
    slides = {one.name: one for one in slides_of(views["sample"], "en")}
    (said,) = slides["summary"].remarks
    assert said.startswith("East · Manager East")
    assert "do not discount" in said
    assert not any(slides[name].remarks for name in slides if name != "summary")


def test_the_head_says_title_stamp_and_language(views):
    data = deck_pages(views["seed"], "zh_CN").about.data()
    head = DeckHead.model_validate(data["deck"])
    assert (head.language, head.title, head.stamp) == ("zh_CN", "销售部 2024年3月复盘", "初稿 v1")
    assert data["page"] == {"language": "zh-CN", "title": head.title, "kind": "deck"}


def test_a_slide_shows_itself_as_a_section_with_its_charts(views):
    html = str(deck_pages(views["sample"], "en").groups.html())
    assert html.startswith('<section class="slide slide" id="slide-groups"><h2>East carries')
    assert html.count("<img ") == 1
    assert 'alt="East carries 72% of the gap.' in html


def test_another_readers_view_is_refused(seed):
    with pytest.raises(ParameterError, match="need a DeckView"):
        deck_pages(seed.for_team(), "en")


def test_a_view_without_anything_gives_whole_slides(views):
    bare = DeckView(
        meta=views["seed"].meta, next={"period": "2024-04"},
        cash={"rate": {"measure": "collection_rate", "unit": "rate", "why_null": "no_table"}},
    )  # fmt: skip
    for language in LANGUAGES:
        for slide in slides_of(bare, language):
            assert slide.title
            assert slide.rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_amounts_below_zero_keep_their_sign(views, language):
    # a refund larger than all that was sold
    view = views["sample"]
    gap = view.gap.model_copy(update={"actual": -5_750_000.0, "gap": -9_520_000.0})
    rows = [
        view.groups.rows[0].model_copy(update={"bookings": -7_280_000.0}),
        *view.groups.rows[1:],
    ]
    groups = view.groups.model_copy(update={"rows": rows})
    pages = deck_pages(view.model_copy(update={"gap": gap, "groups": groups}), language)
    words = Words(language)
    for name, amount in (("target", -5_750_000.0), ("groups", -7_280_000.0)):
        shown = words.money(amount, view.meta.currency, "headline")
        assert shown.startswith("−")
        assert shown in json.dumps(getattr(pages, name).data(), ensure_ascii=False)
