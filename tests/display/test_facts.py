"""Facts worth a talk: whose they are, the most first, nobody's left out of the count."""

from salesreport.display.plans import facts
from salesreport.language import Words
from salesreport.retrospective.findings import Fact

ROSTER = {"Aspen": 2, "Birch": 5, "Cedar": 1, "Elm": 2, "Fir": 2, "Hazel": 5, "Ivy": 6}


def said(make, by_rep, language="en"):
    view = make["rich_team_view"]()
    fact = Fact(kind="stalled", count=sum(by_rep.values()), by_rep=by_rep)
    retrospective = view.retrospective.model_copy(update={"facts": [fact]})
    section = facts(view.model_copy(update={"retrospective": retrospective}), Words(language))
    return str(section.html()).replace("\xa0", " ")


def test_the_people_with_most_are_named_and_the_others_counted(make):
    # 6 + 5 + 5 + 2 + 2 of 23; Fir 2 and Cedar 1 are left
    assert "Ivy 6, Birch 5, Hazel 5, Aspen 2, Elm 2, others 3" in said(make, ROSTER)
    assert "Ivy 6、Birch 5、Hazel 5、Aspen 2、Elm 2、其他3" in said(make, ROSTER, "zh_CN")


def test_nobody_else_is_no_other(make):
    assert "others" not in said(make, {"Aspen": 2, "Birch": 5})
