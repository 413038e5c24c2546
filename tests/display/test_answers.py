"""Comments in the order of the pages, room for the rep's answer, who has answered."""

from datetime import date

import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.report.views import Answer, Note

HOSTILE = "<script>alert(1)</script> =1+1 & {amount}"
NOTES = [
    Note(kind="comment", text="of the cash", section="cash"),
    Note(kind="comment", text="of no part"),
    Note(kind="objection", text="of the target", section="target", by="Li", on=date(2024, 4, 8)),
]


def rep_page(make, language="en", **changes):
    return rep_pages(make["rich_rep_view"](**changes), language)


def text(block):
    return str(block.html()).replace("\u00a0", " ")


def test_notes_stand_in_the_order_of_the_pages_under_their_part(make):
    shown = text(rep_page(make, notes=NOTES).notes)
    places = [shown.index(part) for part in ("of the target", "of the cash", "of no part")]
    assert places == sorted(places)
    assert "Objection · target and completion · Li · " in shown


def test_the_page_of_everybody_names_the_team_of_a_note_and_no_other_page_does(make):
    notes = [Note(kind="comment", text="calls late", section="gap", by="Li", team="East"),
             Note(kind="comment", text="good month", section="gap", by="Li")]  # fmt: skip
    shown = text(team_pages(make["rich_team_view"](team=None, notes=notes), "en").notes)
    assert "comment · East · gap · Li" in shown
    assert "comment · gap · Li" in shown
    shown = text(team_pages(make["rich_team_view"](team="East", notes=notes), "en").notes)
    assert shown.count("comment · gap · Li") == 2


@pytest.mark.parametrize(
    ("language", "until", "read"),
    [
        ("en", "until 10 Apr", "Read by the rep on 9 Apr"),
        ("zh_CN", "截止 4月10日", "本人已阅 4月9日"),
    ],
)
def test_the_answer_has_its_deadline_and_the_mark_of_reading(make, language, until, read):
    answer = Answer(rep_id="R1", until=date(2024, 4, 10), read_on=date(2024, 4, 9))
    shown = text(rep_page(make, language, answer=answer).answer)
    assert until in shown
    assert read in shown


def test_an_open_objection_is_said_where_the_answer_stands(make):
    answer = Answer(rep_id="R1", until=date(2024, 4, 10), n_objections=2, n_open=1, n_late=1)
    shown = text(rep_page(make, answer=answer).answer)
    assert "2 objections, 1 without a ruling, 1 after the deadline" in shown


def test_managers_see_who_has_read_and_whose_objection_is_open(make):
    reps = make["rich_team_view"]().reps
    ids = [rep.rep_id for rep in reps]
    until = date(2024, 4, 10)
    answers = [Answer(rep_id=one, until=until) for one in ids]
    answers[0] = Answer(rep_id=ids[0], until=until, read_on=until, n_objections=1, n_open=1)
    view = make["rich_team_view"](answers=answers, notes=[])
    shown = text(team_pages(view, "en").notes)
    assert f"1 of {len(ids)} have read their pages, 1 objection without a ruling" in shown
    assert reps[0].name in shown
    assert reps[1].name not in shown


def test_a_hostile_note_is_text(make):
    note = Note(kind="comment", text=HOSTILE, by=HOSTILE, section="gap")
    assert "<script" not in text(rep_page(make, notes=[note]).notes)
