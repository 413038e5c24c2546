"""The playbook as worded: every reason, safe text, numbers of the view, nobody's losses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from salesreport.display import playbook_pages
from salesreport.display.blocks import MIME
from salesreport.display.playbookanalyst import WHY_NOT, WHY_NULL
from salesreport.display.playbookfixes import FIXES, MEASURED, own_text
from salesreport.display.playbooksteps import ALONE, STRENGTHS
from salesreport.errors import ParameterError
from salesreport.language import LANGUAGES, Words
from salesreport.playbook import FIGURES, shipped_playbook
from salesreport.report.playbookviews import PlaybookView
from tests.display.conftest import DATA, HOSTILE, meta
from tests.display.test_pages import Reader, check_safe

GOLDEN = Path(__file__).parent / "golden"
RATIO = {"value": 2.31, "low": 1.47, "high": 3.64}


def step(kind="visit", **changes):
    fields = {
        "kind": kind, "n_fast": 18, "n_won": 30, "n_lost": 20, "fast": 0.6, "won": 0.5,
        "lost": 0.25, "day": 4.5, "n_both": 0, "n_in_order": 0, "strength": "more",
        "ratio": RATIO, "n_compared": 132, "q": 0.004, "opening": RATIO,
    }  # fmt: skip
    return fields | changes


def stage(name="lead", steps=None, **changes):
    fields = {
        "stage": name, "window_days": 14, "n_fast": 30, "n_won": 60, "n_lost": 80,
        "n_fast_inside": 3, "n_closed_inside": 5, "dimensions": ["size", "source"],
        "is_enough": True, "steps": [step()] if steps is None else steps,
    }  # fmt: skip
    return fields | changes


def group(kind="all", **changes):
    fields = {
        "kind": kind, "n_won": 63, "n_fast": 33, "n_lost": 82, "usual_days": 32.0,
        "fast_days": 20.5, "stages": [stage()],
    }  # fmt: skip
    return fields | changes


def fix(rule="slow_response", **changes):
    fields = {
        "rule": rule, "figure": "late_response", "value": 0.374, "n": 211, "low": 0.312,
        "high": 0.441, "above": 0.3, "fewest": 20, "fires": True, "is_clear": True,
    }  # fmt: skip
    return fields | changes


def view(**changes):
    fields = {
        "meta": meta(title="Sample"), "first": "2023-04-03", "last": "2024-04-02", "n_won": 63,
        "n_fast": 33, "n_lost": 82, "n_done": 900, "n_unmatched": 30, "has_stages": True,
        "groups": [
            group(),
            group("industry", industry="food", stages=[stage(steps=[step(strength="few")])]),
            group("rest", industries=["toys", None], stages=[]),
        ],
        "examples": DATA["rich_successes"], "response_days": 2,
        "fixes": [fix(), fix("stalled", figure="stalled", fires=False, why_not="within",
                             value=0.1, low=0.05, high=0.2)],
    }  # fmt: skip
    return PlaybookView.model_validate(fields | changes)


def section(name, language="en", **changes):
    return getattr(playbook_pages(view(**changes), language), name)


def plain(block):
    return re.sub(r"\s+", " ", block.html().striptags().replace("\xa0", " "))


def table(block, name):
    found = []

    def look(part):
        if isinstance(part, dict):
            found.extend([part] if part.get("table") == name else [])
            for inner in part.values():
                look(inner)
        elif isinstance(part, list):
            for inner in part:
                look(inner)

    look(block.data())
    return found[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_safe_well_formed_and_holds_no_code_words(language):
    hostile = view(
        groups=[group(), group("industry", industry=HOSTILE)],
        examples=[
            one | {"deal": one["deal"] | {"customer": HOSTILE, "owner": HOSTILE}}
            for one in DATA["rich_successes"]
        ],
        texts=[{"period": "2024-03", "team": HOSTILE, "kind": "comment", "text": HOSTILE,
                "by": HOSTILE}],
        fixes=[fix("own", problem={"en": HOSTILE}, fix={"en": HOSTILE})],
    )  # fmt: skip
    page = Reader(playbook_pages(hostile, language).html())
    check_safe(page)
    said = " ".join(page.texts)
    assert "<script>" in said or "<" in said  # shown as written, not run
    for code in ("n_fast", "stage_only", "no_difference", "late_response", "None", "nan"):
        assert not re.search(rf"\b{code}\b", said), code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("why", ["no_deals", "no_wins", "no_activities"])
def test_without_steps_the_page_says_why(language, why):
    pages = playbook_pages(view(why_null=why, groups=[], examples=[]), language)
    said = plain(pages.summary)
    assert len(said) > 20
    assert "{" not in said
    assert not pages.steps
    assert not pages.industries
    assert not pages.evidence


def test_the_headline_names_what_goes_with_winning_and_counts_problems():
    assert plain(section("summary")) == (
        "Won deals more often had a visit early on than lost ones did; an association, no proof "
        "that it wins deals. 1 common problem calls for a fix of the process."
    )
    none = [group(stages=[stage(steps=[step(strength="stage_only")])])]
    assert plain(section("summary", groups=none, fixes=[])).startswith("No step goes with winning")
    few = [group(stages=[stage(is_enough=False, steps=[step(strength="few")])])]
    assert "an example, not a rule" in plain(section("summary", groups=few))


def test_a_step_shows_its_shares_its_day_its_order_and_how_firm_it_is():
    steps = [step(), step("quote", day=9.0, n_both=12, n_in_order=7, strength="no_difference")]
    shown = table(section("steps", groups=[group(stages=[stage(steps=steps)])]),
                  "steps-all-lead-table")  # fmt: skip
    assert shown["shown"] == [
        ["1 Visit", "60%", "50%", "25%", "4.5", "–", "goes with winning"],
        ["2 Quotation", "60%", "50%", "25%", "9", "7 of 12",
         "within normal variation"],
    ]  # fmt: skip
    page = plain(section("steps"))
    for n in ("n = 30", "n = 60", "n = 80"):
        assert n in page
    assert "All deals: fast wins took 20.5 days, wins usually 32" in page
    assert "from 3 Apr 2023 to 2 Apr 2024: 63 won, 82 lost" in page
    assert "without any action on record" not in page
    assert "7 deals without any action on record" in plain(section("steps", n_unrecorded=7))


def test_steps_that_few_fast_wins_had_stand_in_the_view_alone():
    rare = [step(), step("bid", fast=0.05, strength="no_difference"), step("demo", fast=0.05)]
    shown = table(section("steps", groups=[group(stages=[stage(steps=rare)])]),
                  "steps-all-lead-table")  # fmt: skip
    assert [row[0] for row in shown["shown"]] == ["1 Visit", "2 Demonstration"]


def test_without_losses_or_fast_wins_a_dash_stands_for_their_share():
    bare = stage(n_lost=0, n_fast=0, is_enough=False,
                 steps=[step(fast=None, lost=None, day=None, strength="few")])  # fmt: skip
    shown = section("steps", n_lost=0, groups=[group(fast_days=None, stages=[bare])])
    assert table(shown, "steps-all-lead-table")["shown"][0][1:5] == ["–", "50%", "–", "–"]
    assert "All deals: 63 wins, none of them fast" in plain(shown)
    assert "No deal was lost" in plain(shown)


def test_an_industry_has_its_own_section_and_the_rest_names_its_own():
    page = plain(section("industries"))
    assert "food: fast wins took 20.5 days" in page
    assert "few deals: an example, not a rule" in page
    assert "Other industries" in page
    assert "toys, not recorded" in page
    assert "No deal of it can be compared." in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_strength_and_reason_has_words_on_its_page(language):
    words = Words(language)
    for name in STRENGTHS:
        steps = [step(strength=name)]
        page = plain(section("steps", language, groups=[group(stages=[stage(steps=steps)])]))
        assert words(STRENGTHS[name]) in page
    for name, said in ALONE.items():
        assert words(said) in plain(section("steps", language, why_no_industries=name))
    for name, said in WHY_NULL.items():
        lacking = fix(fires=False, value=None, n=0, low=None, high=None, why_not="missing",
                      why_null=name, is_clear=None)  # fmt: skip
        assert words(said) in plain(section("rules", language, fixes=[lacking]))
    for name, said in WHY_NOT.items():
        quiet = fix(fires=False, why_not=name)
        assert words(said, n="20") in plain(section("rules", language, fixes=[quiet]))


def test_every_figure_and_shipped_rule_has_words():
    assert set(MEASURED) == set(FIGURES)
    assert set(FIXES) == {rule.id for rule in shipped_playbook().rules}


def test_a_problem_stands_with_its_figure_range_limit_and_fix():
    shown = section("fixes", fixes=[fix(), fix("stalled", figure="stalled", is_clear=False)])
    page = plain(shown)
    assert "2 common problems, each with a proposed fix" in page
    assert "37% of answered leads waited more than 2 working days" in page
    assert "n = 211, range 31%–44%, limit: above 30%" in page
    assert "the range reaches back over the limit" in page
    assert "First-response rule" in page
    assert "not for a person" in page


def test_reasons_are_called_recorded_and_never_the_cause():
    page = plain(section("fixes", fixes=[fix("price_leads", figure="reason_price")]))
    assert "37% of lost deals have this recorded reason: price and terms" in page
    blank = fix("reason_blank", figure="reason_not_recorded")
    assert "37% of lost deals have no recorded reason" in plain(section("fixes", fixes=[blank]))
    chinese = plain(section("fixes", "zh_CN", fixes=[fix("price_leads", figure="reason_price")]))
    assert "记录的丢单原因" in chinese


def test_own_words_come_first_and_in_the_page_s_language():
    own = fix("dear", figure="reason_price", problem={"en": "Too dear", "zh_CN": "太贵"},
              fix={"zh_CN": "请财务陪同"}, above=None, below=0.5)  # fmt: skip
    page = plain(section("fixes", fixes=[own]))
    assert "Too dear: 37% of lost deals" in page
    assert "请财务陪同" in page  # nothing in English: the text there is
    assert "limit: below 50%" in page
    assert "太贵：37%" in plain(section("fixes", "zh_TW", fixes=[own]))
    assert own_text({"zh_TW": "繁", "en": "e"}, Words("zh_CN")) == "繁"
    assert own_text({}, Words("en")) == ""


def test_no_problem_or_no_rule_is_said():
    quiet = [fix(fires=False, why_not="within")]
    page = plain(section("fixes", fixes=quiet))
    assert page.startswith("No common problem beyond its limit")
    assert "1 rule was held against its figure" in page
    assert not section("fixes", fixes=[])
    assert not section("rules", fixes=[fix()])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_where_to_write_whether_or_not_anything_is_written(language):
    empty = plain(section("texts", language))
    text = {"period": "2024-03", "team": "East", "kind": "comment", "text": "Visit first.",
            "by": "Manager", "on": "2024-03-20"}  # fmt: skip
    full = plain(section("texts", language, texts=[text]))
    where = {"en": "Comments and feedback", "zh_CN": "点评与反馈", "zh_TW": "點評與反饋"}[language]
    assert where in empty
    assert where in full
    assert "Visit first." in full
    assert "East · Manager" in full


def test_an_example_has_its_people_days_timeline_and_row():
    shown = section("examples")
    page = plain(shown)
    assert "Delta Freight, food, Lin Mo, 60 k: won 19 days after opening." in page
    assert "12 similar wins usually took 35.5 days." in page
    assert "row 20" in page
    assert 'id="timeline-O-1000"' in str(shown.html()) or "<img" in str(shown.html())
    bare = [DATA["rich_successes"][0] | {"actions": []}]
    assert "No action on it is on record." in plain(section("examples", examples=bare))
    assert "No win of the period" in plain(section("examples", examples=[]))


def test_with_names_replaced_no_row_is_named_and_the_page_says_so():
    page = plain(section("examples", anonymised=True))
    assert "row 20" not in page
    assert "O-1000" not in page
    pages = playbook_pages(view(anonymised=True), "en")
    assert "names replaced: C customers, R reps, D deals" in plain(pages.header)
    assert "managers only" not in plain(pages.header)


def test_the_analyst_sees_ratios_and_q_and_the_manager_does_not():
    shown = table(section("evidence"), "evidence-table")
    assert shown["shown"][0] == ["All deals", "Visit", "2.31", "2.31", "0.004", "goes with winning"]
    for name in ("summary", "steps", "fixes", "texts", "examples", "industries"):
        page = plain(section(name))
        assert "2.31" not in page
        assert "Mantel" not in page


def test_the_surest_steps_come_first_and_the_others_are_counted():
    steps = [step(q=0.9 - at / 100) for at in range(30)]
    shown = table(section("evidence", groups=[group(stages=[stage(steps=steps)])]),
                  "evidence-table")  # fmt: skip
    q = [row[4] for row in shown["raw"]]
    assert q == sorted(q)
    assert len(q) == 24
    caption = plain(section("evidence", groups=[group(stages=[stage(steps=steps)])]))
    assert "the first 24 of 30" in caption


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_knows_its_language_and_title(language):
    data = section("header", language)._repr_mimebundle_()[MIME]
    assert data["page"]["kind"] == "playbook"
    assert data["page"]["title"].startswith("Sample ")
    assert data["page"]["language"] == language.replace("_", "-")


def test_the_pages_of_another_reader_are_refused(make):
    with pytest.raises(ParameterError, match="PlaybookView, not a TeamView"):
        playbook_pages(make["seed_team_view"](), "en")


def test_golden_steps_are_unchanged(request):
    shown = str(section("steps", "zh_CN").html()).replace("><", ">\n<") + "\n"
    path = GOLDEN / "playbook-steps-zh_CN.html"
    if request.config.getoption("--update-golden", default=False):
        path.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == path.read_text(encoding="utf-8")


def test_where_nothing_could_be_measured_no_problem_is_ruled_out():
    lacking = fix(fires=False, value=None, n=0, low=None, high=None, is_clear=None,
                  why_not="missing", why_null="no_responses")  # fmt: skip
    few = fix("stalled", figure="stalled", n=1, fires=False, why_not="few")
    page = plain(section("fixes", fixes=[lacking, few]))
    assert page.startswith("Common problems: too little is on record")
    assert "beyond its limit" not in page
