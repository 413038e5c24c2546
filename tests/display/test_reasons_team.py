"""A team's causes: held against the usual, not against others; what is named of whom."""

from __future__ import annotations

import re

import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.display.reasonlabels import CAUSES
from salesreport.display.reasons import causes
from salesreport.display.reasonteller import teller
from salesreport.display.reasontexts import cause_text, firm_text, verdict
from salesreport.display.sentences import gap_title, headline
from salesreport.language import LANGUAGES, Words
from salesreport.report.reasons.classes import account, named_people, primary
from salesreport.retrospective import attributed as a
from tests.display import reasoned
from tests.display.reasoned import plain
from tests.display.test_reasons_pages import tables


def pair(make):
    """Two of 300,000 each: 66,000 late of the first, 199,000 named of the second's wins.

    Follow-up in all -66,000 + 65,000 = -1,000; wins -40,000 + 280,000 = 240,000.
    """
    one = [
        reasoned.cause("follow_up", -66000.0, "process", is_named=True, n=20, share=0.6),
        reasoned.cause("unexplained", -40000.0, "chance", chance=-40000.0, n=3),
    ]
    two = [
        reasoned.cause("follow_up", 65000.0, "chance", n=30, share=0.1),
        reasoned.cause("unexplained", 280000.0, "personal", is_named=True, signal=199000.0,
                       chance=81000.0, n=9),
    ]  # fmt: skip
    whole = [
        reasoned.cause("target_calibration", -300000.0, "external", low=-4e5, high=-2e5, n=40),
        reasoned.cause("follow_up", -1000.0, "process", is_named=True, n=50, share=0.3),
        reasoned.cause("unexplained", 240000.0, "undetermined", signal=2000.0, chance=238000.0,
                       n=12),
    ]  # fmt: skip
    wins = {"wins": 12.0, "wins_expected": 7.6, "wins_low": 3.0, "wins_high": 13.0}
    found = reasoned.gap("target", 539000.0, whole, against=600000.0, **wins)
    view = make["rich_team_view"]()
    people = {
        view.reps[place].rep_id: a.Reasons(attributed=[reasoned.gap("target", 3e5, own)])
        for place, own in enumerate((one, two))
    }
    reps = [view.reps[0].model_copy(update={"name": "Ann"}),
            view.reps[1].model_copy(update={"name": "Bo"}), *view.reps[2:]]  # fmt: skip
    gaps = [view.retrospective.gaps[0].model_copy(
        update={"reference": "target", "actual": 539000.0, "against": 6e5, "gap": -61000.0}
    )]  # fmt: skip
    told = view.retrospective.model_copy(update={"gaps": gaps})
    return view.model_copy(
        update={"reasons": a.Reasons(attributed=[found]), "reasons_by_rep": people, "reps": reps,
                "retrospective": told}
    )  # fmt: skip


def every_cause(sign):
    """Every cause with wins and shares beside it, of one sign."""
    own = [
        reasoned.cause(name, sign * 50000.0, "mix", n=30, share=0.4, against_share=0.2)
        for name in CAUSES
    ]
    return reasoned.gap("target", 1e5, own, wins=5.0, wins_expected=7.2)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sign", [-1, 1])
def test_a_team_has_no_others(make, language, sign):
    found = every_cause(sign)
    view = make["rich_team_view"](reasons=a.Reasons(attributed=[found], n_peers=12))
    tell = teller(view, Words(language))
    said = [cause_text(cause, found, tell) for cause in found.causes]
    page = causes(view, Words(language))
    for text in (*said, *(row[0] for row in tables(page)["causes-table"]["shown"])):
        assert not re.search("other|其他人|他人", text), text
    rep = make["rich_rep_view"](reasons=a.Reasons(attributed=[found], n_peers=12))
    beside = [cause_text(c, found, teller(rep, Words(language))) for c in found.causes]
    assert any(re.search("other|其他人", text) for text in beside)


def test_a_team_is_held_against_what_its_leads_usually_bring(make):
    view = pair(make)
    found = primary(view.reasons)
    tell = teller(view, Words("en"))
    assert plain(cause_text(found.causes[0], found, tell)) == (
        "The target is above what as many leads usually bring: −300 k (normal range −400 k to "
        "−200 k; on 40 leads at work)."
    )
    chinese = cause_text(found.causes[0], found, teller(view, Words("zh_CN")))
    assert chinese.startswith("目标高于这么多线索通常能带来的水平：−30.0万")


def test_what_is_named_of_people_is_told_apart_from_the_teams_own_amount(make):
    view = pair(make)
    found = primary(view.reasons)
    late, rest = found.causes[1:]
    assert plain(cause_text(late, found, teller(view, Words("en")))) == (
        "Follow-ups late on 30% of leads: −1 k (on 50 leads). "
        "Of it process (on record): Ann −66 k; all else +65 k."
    )
    # 240,000 - 199,000; the team's own chance would contradict the sum of its people's
    assert cause_text(rest, found, teller(view, Words("zh_CN"))) == (
        "成交金额高于同类线索通常的水平，成交 12 单，通常约 7.6 单（正常波动 3 至 13 单）：+24.0万"
        "（依据 12 单成交）。其中个人做法贡献：Bo +19.9万；其余 +4.1万。"
    )


def test_a_teams_verdict_counts_the_people_of_a_class(make):
    view = pair(make)
    assert "process (on record) −66 k (1 person)" in plain(headline(view, Words("en")).striptags())
    assert plain(gap_title(view, Words("en"))) == "61 k short: external and target −300 k"
    text = verdict(account(view), teller(view, Words("zh_CN")))
    assert text == (
        "超出正常波动的有：外部与目标 −30.0万、过程可改进（有记录） −6.6万（1 人）。"
        "反方向的有：个人做法贡献 +19.9万（1 人）。"
    )


def test_what_is_named_of_people_is_told_though_all_together_is_no_news(make):
    # -1,000 of 600,000 is no news, Ann's 66,000 of it is
    items = team_pages(pair(make), "en").causes.html()
    assert "Follow-ups late on 30% of leads" in items
    view = pair(make)
    nobody = view.model_copy(update={"reasons_by_rep": {}})
    assert "Follow-ups late on 30% of leads" not in team_pages(nobody, "en").causes.html()


def test_of_many_people_the_largest_stand_by_name_the_others_as_one(make):
    view = make["rich_team_view"]()
    people = {
        rep.rep_id: a.Reasons(attributed=[reasoned.gap("target", 1e5, [
            reasoned.cause("follow_up", -10000.0 * (place + 1), "process", is_named=True)])])
        for place, rep in enumerate(view.reps[:4])
    }  # fmt: skip
    whole = reasoned.cause("follow_up", -90000.0, "process", is_named=True)
    found = reasoned.gap("target", 3e5, [whole])
    view = view.model_copy(
        update={"reasons": a.Reasons(attributed=[found]), "reasons_by_rep": people}
    )
    names = [rep.name for rep in view.reps]
    # 40,000 and 30,000 by name, 20,000 and 10,000 as one, 90,000 - 100,000 left
    assert plain(cause_text(whole, found, teller(view, Words("en")))).endswith(
        f"Of it process (on record): {names[3]} −40 k, {names[2]} −30 k, 2 others −30 k; "
        "all else +10 k."
    )
    (part,) = account(view).firm
    assert (part.people, part.amount) == (4, -100000.0)
    title = firm_text(account(view).firm, teller(view, Words("en")))
    assert plain(title) == "process (on record) −100 k"


def test_only_the_periods_names_are_told(make):
    late = reasoned.cause("follow_up", -5000.0, "process", is_named=True)
    longer = reasoned.gap("target", 1e5, [late], window="longer", first=reasoned.YEAR)
    view = make["rich_team_view"]()
    people = {view.reps[0].rep_id: a.Reasons(attributed=[longer])}
    assert named_people(view.model_copy(update={"reasons_by_rep": people})) == []


def test_groups_are_teams_and_a_class_that_only_gains_has_its_own_word(make):
    view = pair(make)
    reps = [rep.model_copy(update={"team": f"T{place % 2}"}) for place, rep in enumerate(view.reps)]
    page = team_pages(view.model_copy(update={"reps": reps}), "en").causes_by_person
    text = page.html()
    assert text.count(">Team<") == 1
    assert text.count(">Own contribution<") == 2
    assert "Personal difference" not in text
    assert text.count(">Process (on record)<") == 2


@pytest.mark.parametrize(("n", "kept"), [(30, True), (31, False)])
def test_a_table_of_up_to_thirty_lines_is_kept_on_one_page(make, n, kept):
    one = reasoned.cause("follow_up", -5.0, "process", rows=reasoned.late_rows(n), n_rows=n)
    rep = make["rich_rep_view"](reasons=a.Reasons(attributed=[reasoned.gap("target", 1.0, [one])]))
    assert ('class="wrapped short"' in rep_pages(rep, "en").records.html()) is kept
    view = make["rich_team_view"]()
    reps = [view.reps[0].model_copy(update={"rep_id": str(place)}) for place in range(n)]
    people = {rep.rep_id: reasoned.short_reasons() for rep in reps}
    team = view.model_copy(update={"reps": reps, "reasons_by_rep": people})
    html = team_pages(team, "en").causes_by_person.html()
    assert ('<table id="causes-by-person" class="dense short">' in html) is kept
