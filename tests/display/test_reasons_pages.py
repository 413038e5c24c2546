"""Pages with causes: amounts add up to the gap as printed, nothing said that must not be."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from salesreport.display import glossary, rep_pages, team_pages
from salesreport.display.blocks import MIME
from salesreport.display.glossarycauses import CAUSE_MEANINGS, CLASS_MEANINGS, all_terms
from salesreport.display.reasonlabels import CAUSES, CLASSES
from salesreport.display.reasonrows import N_ROWS
from salesreport.language import LANGUAGES, Words
from salesreport.render.printing import print_page
from salesreport.report.views import RepView, view_from_json
from salesreport.resources import stylesheet
from salesreport.retrospective import attributed as a
from tests.display import reasoned
from tests.display.test_pages import Reader, check_safe, check_words

HOSTILE = "<script>alert(1)</script> =1+1 & {amount}"


def huge_reasons():
    """Amounts beyond any company's, every text hostile, no interval known."""
    causes = [
        reasoned.cause(name, sign * 9.87e14, kind, n=10**9, is_named=True, worth_a_look=True,
                       settled_by=["more_months"], rows=[hostile_row()], n_rows=1,
                       verdicts=[a.Verdict(verdict=HOSTILE, by=HOSTILE, reason=HOSTILE)])
        for name, kind, sign in zip(
            CAUSES, list(CLASSES) * 2, [1, -1, -1, 1, 1, 1, -1, -1, -1, -1, -1], strict=False
        )
    ]  # fmt: skip
    event = a.EventNote(from_date=date(2024, 1, 1), kind=HOSTILE, description=HOSTILE * 3)
    return a.Reasons(
        attributed=[reasoned.gap(name, 1e15, causes) for name in ("target", "peers", "last_year")],
        events=[event], peers="all", n_peers=1, base="opportunities", linked=0.004,
    )  # fmt: skip


def hostile_row():
    return a.EvidenceRow(table="leads", record_id=HOSTILE, customer=HOSTILE * 2)


def zero_reasons():
    """Every cause there, each nothing."""
    causes = [reasoned.cause(name, 0.0, "chance", low=0.0, high=0.0, n=0) for name in CAUSES]
    return a.Reasons(attributed=[reasoned.gap("target", 0.0, causes)], n_peers=0)


REASONS = {
    "short": reasoned.short_reasons,
    "over": reasoned.over_reasons,
    "none": lambda: reasoned.unknown_reasons("no_leads", "no_last_year", "one_rep"),
    "huge": huge_reasons,
    "zero": zero_reasons,
}


@pytest.fixture(params=REASONS)
def kind(request):
    return request.param


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def rep_page(make, kind, language):
    return rep_pages(make["rich_rep_view"](reasons=REASONS[kind]()), language)


@pytest.fixture
def team_page(make, kind, language):
    return team_pages(team_view(make, kind), language)


def team_view(make, kind):
    view = make["rich_team_view"](reasons=REASONS[kind]())
    people = {rep.rep_id: REASONS[kind]() for rep in view.reps[:-1]}
    return view.model_copy(update={"reasons_by_rep": people})


def tables(block):
    """Tables of a section by name, wherever they stand."""
    todo, found = [block._repr_mimebundle_()[MIME]], {}
    while todo:
        one = todo.pop()
        if "table" in one:
            found[one["table"]] = one
        todo += one.get("blocks", [])
    return found


def printed(text):
    return Decimal(text.replace("−", "-").replace("+", "").replace(",", "").replace("–", "0"))


def test_pages_with_causes_are_safe_and_well_formed(rep_page, team_page):
    for page in (rep_page, team_page):
        reader = Reader(page.html())
        check_safe(reader)
        assert "<script" not in page.html()


def test_pages_with_causes_hold_no_placeholder_noise_or_analysts_word(rep_page, team_page, kind):
    for page in (rep_page, team_page):
        html = page.html()
        check_words(html.replace("{amount}", "") if kind == "huge" else html)


NEVER = {
    "en": r"\bskill|\bability|\bluck|unexplained|confidence interval|subjective|worth a look",
    "zh_CN": "主观原因|客观原因|能力|运气|未解释|不明|待改进者|置信区间|值得看一看|点名",
    "zh_TW": "主觀原因|客觀原因|能力|運氣|未解釋|不明|待改進者|信賴區間|值得看一看|點名",
}


def test_what_is_never_said_of_a_cause_is_not_on_a_page(rep_page, team_page, language):
    for page in (rep_page, team_page):
        for name in ("headline", "result", "causes"):
            text = getattr(page, name).html()
            assert not re.search(NEVER[language], text, re.IGNORECASE), name


@pytest.mark.parametrize("kind", ["short", "over"], indirect=True)
def test_the_printed_causes_add_up_to_the_printed_gap(rep_page):
    shown = tables(rep_page.causes)["causes-table"]
    amounts = [at for at, raw in enumerate(shown["raw"][-1]) if raw is not None]
    assert amounts
    for column in amounts:
        texts = [printed(row[column]) for row in shown["shown"]]
        assert sum(texts[:-1]) == texts[-1]


def test_a_table_shows_the_views_own_numbers(make, language):
    reasons = reasoned.short_reasons()
    shown = tables(rep_pages(make["rich_rep_view"](reasons=reasons), language).causes)
    rows = {row[0]: row for row in shown["causes-table"]["raw"]}
    period, longer, year = reasons.attributed[:3]
    for name, row in rows.items():
        if name is None:
            continue
        for at, one in ((2, period), (3, longer), (4, year)):
            amount = next((c.amount for c in one.causes if c.cause == name), None)
            assert row[at] == amount
    gaps = [one.gap for one in (period, longer, year)]
    assert [shown["causes-table"]["raw"][-1][at] for at in (2, 3, 4)] == gaps


def test_drivers_add_up_to_the_gap_and_name_no_method(make, language):
    page = rep_pages(make["rich_rep_view"](reasons=reasoned.short_reasons()), language).drivers
    shown = tables(page)["drivers-target-bookings"]
    amounts = [printed(row[-1]) for row in shown["shown"]]
    assert sum(amounts[:-1]) == amounts[-1] == Decimal(-46800)
    assert "lmdi" not in page.html().lower()


def test_a_reps_records_are_cut_to_a_page_with_their_count(make):
    late = reasoned.late_rows(N_ROWS + 9)
    one = reasoned.cause("follow_up", -5.0, "process", rows=late, n_rows=len(late))
    reasons = a.Reasons(attributed=[reasoned.gap("target", -5.0, [one])])
    page = rep_pages(make["rich_rep_view"](reasons=reasons), "en").records
    assert f"{N_ROWS + 9} records behind the causes" in page.html()
    rows = tables(page)["records-table"]["raw"]
    assert len(rows) == N_ROWS
    assert "9 more rows are in the report" in page.html()
    assert [row[-1] for row in rows] == list(range(3, 3 + N_ROWS))


def test_no_cause_crowds_another_out_of_the_records(make):
    causes = [
        reasoned.cause(name, -5.0, "process", rows=reasoned.late_rows(n), n_rows=n)
        for name, n in (("follow_up", 60), ("response", 3))
    ]
    reasons = a.Reasons(attributed=[reasoned.gap("target", 1.0, causes)])
    page = rep_pages(make["rich_rep_view"](reasons=reasons), "en").records
    names = [row[0] for row in tables(page)["records-table"]["raw"]]
    assert names.count("response") == 3
    assert names.count("follow_up") == N_ROWS - 3


def test_records_are_on_no_teams_page(make):
    pages = team_pages(team_view(make, "short"), "en")
    assert "records" not in pages.sections
    assert "Customer 3" not in pages.html()


def test_a_team_has_its_causes_by_person_and_they_add_up(make, language):
    view = team_view(make, "short")
    reps = [
        rep.model_copy(update={"team": f"East {place % 2 + 1}"})
        for place, rep in enumerate(view.reps)
    ]
    page = team_pages(view.model_copy(update={"reps": reps}), language).causes_by_person
    shown = tables(page)
    for name in ("causes-by-person", "causes-by-group"):
        rows = shown[name]["raw"]
        for row in rows:
            assert sum(row[2:]) == pytest.approx(row[1])
        assert rows[-1][1] == pytest.approx(13 * -46800.0)
    said = Words(language)("Causes are not known of {names}.", names=view.reps[-1].name)
    assert said in page.html()
    assert len(shown["causes-by-group"]["raw"]) == 3


def test_who_is_furthest_below_stands_first(make):
    view = team_view(make, "short")
    people = view.reasons_by_rep | {view.reps[4].rep_id: reasoned.over_reasons()}
    view = view.model_copy(update={"reasons_by_rep": people})
    rows = tables(team_pages(view, "en").causes_by_person)["causes-by-person"]["raw"]
    gaps = [row[1] for row in rows[:-1]]
    assert gaps == sorted(gaps)
    assert rows[-2][0] == view.reps[4].rep_id


def seed_differences(make, *apart):
    """The seed's team with Newcombe's interval of 8/32 less 5/33, one rep a flag."""
    view = make["seed_team_view"]()
    one = a.Difference(low=-0.098149, high=0.289509, won=8, leads=32, against_won=5,
                       against_leads=33, is_apart=False)  # fmt: skip
    mirror = a.Difference(low=-0.289509, high=0.098149, won=5, leads=33, against_won=8,
                          against_leads=32, is_apart=False)  # fmt: skip
    reps = [
        view.reps[place % 2].model_copy(update={"rep_id": str(place), "name": f"Rep {place}"})
        for place in range(len(apart))
    ]
    people = {
        str(place): a.Reasons(
            difference=(one, mirror)[place % 2].model_copy(update={"is_apart": flag})
        )
        for place, flag in enumerate(apart)
    }
    return view.model_copy(update={"reps": reps, "reasons_by_rep": people})


def test_the_seeds_two_are_told_once_that_a_month_cannot_separate_them(make):
    # published interval of the seed: about -10 to +29 points
    text = team_pages(seed_differences(make, False, False), "en").causes_by_person.html()
    assert text.count("One month cannot separate") == 1
    assert (
        "Rep 0: One month cannot separate the conversion (8/32) from the others&#39; (5/33): the "
        "difference lies between −10 and +29 points." in text
    )
    chinese = team_pages(seed_differences(make, False, False), "zh_CN").causes_by_person.html()
    assert (
        "单月数据还不能区分转化率（8/32）与其他人（5/33）：相差在 −10 至 +29 个百分点之间。"
        in chinese
    )


def test_of_many_only_who_can_be_told_apart_is_named(make):
    page = team_pages(seed_differences(make, False, True, False, False), "en").causes_by_person
    text = page.html()
    assert text.count("<li>") == 2
    assert "Rep 1: The conversion (5/33) differs from the others&#39; (8/32)" in text
    assert "The conversions of 3 people cannot be separated" in text


def test_where_nothing_is_known_the_section_says_why_in_sentences(make):
    page = rep_pages(make["rich_rep_view"](reasons=REASONS["none"]()), "en")
    text = page.causes.html().striptags()
    assert text.count("No single leads of deals") == 1
    # that holds for every reference, so the reasons of the others are not told as well
    assert "Data of last year are missing" not in text
    assert "Only one person has leads" not in text
    assert "not attributed yet" in page.headline.html()
    assert 'id="gap-chart"' in page.result.html()


def test_without_any_word_of_causes_the_page_is_as_before(make, language):
    pages = rep_pages(make["rich_rep_view"](), language)
    for name in ("causes", "records", "drivers"):
        assert not getattr(pages, name)
    assert "bridge" not in pages.html()


def test_the_bridge_takes_the_place_of_the_gaps_and_of_the_months_of_a_team(make):
    rep = rep_pages(make["rich_rep_view"](reasons=reasoned.short_reasons()), "en")
    assert 'id="bridge-target"' in rep.result.html()
    assert 'id="gap-chart"' not in rep.result.html()
    team = team_pages(team_view(make, "short"), "en")
    assert 'id="trend-chart"' not in team.result.html()
    assert 'id="gap-by-group-chart"' in team.result.html()
    assert 'id="trend-chart"' in team.months.html()
    before = team_pages(make["rich_team_view"](), "en")
    assert 'id="trend-chart"' in before.result.html()
    assert 'id="trend-chart"' not in before.months.html()


def test_what_people_wrote_of_the_gap_stands_beside_it(make):
    view = make["rich_rep_view"](reasons=reasoned.short_reasons())
    notes = [
        {"kind": "statement", "section": "gap", "text": "Two leads came late", "by": "Lin Mo"},
        {"kind": "comment", "section": "cash", "text": "All is paid"},
    ]
    view = RepView.model_validate(view.model_dump() | {"notes": notes})
    text = rep_pages(view, "en").causes.html()
    assert "Two leads came late" in text
    assert "All is paid" not in text


def test_a_view_with_reasons_is_the_same_after_its_json(make):
    view = make["rich_rep_view"](reasons=huge_reasons())
    again = view_from_json(view.model_dump_json())
    assert rep_pages(again, "zh_CN").causes.html() == rep_pages(view, "zh_CN").causes.html()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reps_glossary_has_the_causes_and_classes_of_their_pages_alone(make, language):
    words = Words(language)
    page = glossary.of_rep(make["rich_rep_view"](reasons=reasoned.over_reasons()), words)
    terms = page.blocks[1].data()["causes"]
    for name in CAUSES:
        used = name in ("target_calibration", "mix_territory", "response", "unexplained")
        assert (words(CAUSES[name]) in terms) == used, name
    for name in CLASSES:
        assert (words(CLASS_MEANINGS[name]) in terms.values()) == (
            name in ("external", "mix", "personal", "chance")
        )
    assert len(glossary.of_rep(make["rich_rep_view"](), words).blocks) == 1


def test_every_class_and_cause_has_a_meaning_in_every_language():
    assert set(CAUSE_MEANINGS) == set(CAUSES)
    assert set(CLASS_MEANINGS) == set(CLASSES)
    for language in LANGUAGES:
        terms = all_terms(Words(language))
        assert len({term for term, _ in terms}) == len(terms) == len(CAUSES) + len(CLASSES) + 1


@cache
def style():
    return stylesheet()


def pdf_pages(pages, language):
    page = (
        f'<!DOCTYPE html><html lang="{language.replace("_", "-")}"><head><meta charset="utf-8">'
        f"<title>t</title><style>{style()}</style></head><body><main>{pages.html()}</main></body>"
        "</html>"
    )
    printed = print_page(page, where="test")
    return [one.extract_text() for one in PdfReader(BytesIO(printed.pdf)).pages]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_team_keeps_its_first_page(make, language):
    first, *_ = pdf_pages(team_pages(team_view(make, "short"), language), language)
    words = Words(language)
    assert words("Trust in the data") in first
    assert words("For your decision") in first
