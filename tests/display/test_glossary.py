"""The glossary: every part of every measure in every language; a rep's has only theirs."""

import html
import re

import pytest

from salesreport.display import glossary, glossarywords, table2, tiles
from salesreport.language import LANGUAGES, Words
from salesreport.measures import MEASURES
from salesreport.policy import Policy
from salesreport.report.views import LostDeals

PARTS = {
    part for m in MEASURES.values() for part in (m.numerator, m.denominator) if part is not None
}

COLUMN_MEASURE = {
    "Actual sales": "bookings", "Completion": "completion", "New customers": "new_customers",
    "Conversion": "conversion", "Revenue per customer": "revenue_per_customer",
    "Collection rate": "collection_rate", "Process score": "process",
}  # fmt: skip


@pytest.fixture
def sample_rep(make):
    return make["rich_rep_view"]()


@pytest.fixture
def sample_team(make):
    return make["rich_team_view"]()


def test_every_id_of_the_catalogue_has_words_and_no_word_is_left_over():
    assert set(glossarywords.PARTS) == PARTS
    assert set(glossarywords.UNITS) == {m.unit for m in MEASURES.values()}
    assert set(glossarywords.DATES) == {m.date_basis for m in MEASURES.values()}
    assert set(glossarywords.EXCLUSIONS) == {e for m in MEASURES.values() for e in m.exclusions}
    assert set(glossarywords.SOURCES) == {m.source for m in MEASURES.values()}
    known = set(glossarywords.EXCLUSIONS) | {w for m in MEASURES.values() for w in m.why_null}
    assert set(glossarywords.EVERYWHERE) <= known


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(MEASURES))
def test_every_measure_is_explained_in_full_in_every_language(name, language):
    words, measure = Words(language), MEASURES[name]
    shown = glossary.details(name, words)
    sides = [side for side in (measure.numerator, measure.denominator) if side is not None]
    assert " ÷ ".join(words(glossarywords.PARTS[side]) for side in sides) in shown
    for texts, ids in (
        (glossarywords.DATES, [measure.date_basis]),
        (glossarywords.UNITS, [measure.unit]),
        (glossarywords.EXCLUSIONS, measure.exclusions),
        (glossarywords.SOURCES, [measure.source]),
    ):
        for one in ids:
            assert words(texts[one]) in shown, one
    if language == "zh_CN":
        assert not re.search("[A-Za-z]{2}", shown)


def test_what_stands_in_the_rules_is_not_said_again_on_a_page():
    words = Words("en")
    short = glossary.details("bookings", words, said=glossarywords.EVERYWHERE)
    assert short == (
        "Formula: net won amounts (amount), by the close date (day of sale). "
        "Source: template, evaluation step 1 (data)."
    )
    assert "deals without a close date" in glossary.details("bookings", words)


def test_a_teams_glossary_has_every_measure_and_rule(sample_team):
    page = glossary.of_team(sample_team, Words("en"))
    assert page.blocks[0].data() == {"measures": list(MEASURES), "rules": list(glossarywords.RULES)}


def test_a_reps_glossary_has_what_their_pages_use_and_nothing_else(sample_rep):
    used = glossary.used_measures(sample_rep, Words("en"))
    scored = {line.measure for line in sample_rep.rep.score.receipt} & set(MEASURES)
    assert scored <= used < set(MEASURES)
    assert "cost_ratio" not in used
    page = glossary.of_rep(sample_rep, Words("en"))
    shown = html.unescape(str(page.html()))
    for name in MEASURES:
        assert (Words("en")(glossary.DEFINITIONS[name]) in shown) == (name in used), name


def test_a_tile_that_takes_a_spare_place_has_its_term(make):
    # without target, cash and pipeline the tiles show spares, the win rate among them
    figures = {
        name: make["figure"](name, "rate", 0.5) for name in ("process", "win_rate", "conversion")
    }
    rep = make["rich_rep"]().model_copy(update={"figures": figures, "targets": {}})
    view = make["rich_rep_view"](
        rep=rep,
        next_target=None,
        next_pipeline=None,
        months=[],
        year={"share_of_days": 0.5, "share_of_working_days": 0.5},
    )
    labels = re.findall("<dt>(.*?)</dt>", str(tiles.tiles(view, Words("en")).html()))
    assert "Win rate" in labels
    for language in LANGUAGES:
        assert "win_rate" in glossary.used_measures(view, Words(language))
        other = glossary.used_measures(make["rich_rep_view"](), Words(language))
        assert "win_rate" not in other


def test_every_column_of_table_2_has_its_term_also_where_nothing_is_scored(make):
    # a policy of one measure: the other columns stand in the rep's row all the same
    view = make["rich_rep_view"]()
    score = view.rep.score.model_copy(update={"receipt": view.rep.score.receipt[:1]})
    rep = view.rep.model_copy(update={"score": score, "targets": {}})
    view = view.model_copy(update={"rep": rep, "months": []})
    shown = table2.own_row(view, Words("en")).blocks[0].data()
    numbers = {title for title in shown["columns"] if title in COLUMN_MEASURE}
    assert numbers == set(COLUMN_MEASURE)
    assert set(COLUMN_MEASURE.values()) <= glossary.used_measures(view, Words("en"))


def test_a_rule_is_explained_where_it_made_a_figure(sample_rep):
    plain = sample_rep.model_copy(
        update={
            "adjustments": [],
            "meta": sample_rep.meta.model_copy(update={"complete": True}),
            "deals_counted": [],
            "deals_not_counted": [],
            "rep": sample_rep.rep.model_copy(update={"target_days": (30, 30)}),
            "retrospective": sample_rep.retrospective.model_copy(update={"losses": LostDeals()}),
        }
    )
    assert glossary.used_rules(plain) == ["score"]
    lost = {"retrospective": sample_rep.retrospective}
    assert glossary.used_rules(plain.model_copy(update=lost)) == ["score", "lost_reasons"]
    running = plain.meta.model_copy(update={"complete": False})
    half = plain.rep.model_copy(update={"target_days": (15, 30)})
    found = glossary.used_rules(plain.model_copy(update={"meta": running, "rep": half}))
    assert found == ["score", "proration", "to_date"]


def test_the_words_of_what_counts_cover_every_setting():
    # a new setting of `recognise` needs a new sentence
    assert set(type(Policy.model_fields["recognise"].default).model_fields) == {
        "sale", "tax", "collection_base", "bills",
    }  # fmt: skip
