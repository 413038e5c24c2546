"""What a row of the plan lacks to be agreed on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.periods import Period
from salesreport.retrospective.findings import PlanRow, SourceRow
from salesreport.retrospective.smart import LACKING, OF_FIGURES, is_specific, lacking

JULY = Period.parse("2026-07")
WHOLE = PlanRow(
    who="Rep 1", kind="improve", item="Answer on time", measures="Clear overdue ones in two days",
    due_date=date(2026, 7, 31), support="Joins the Monday review", support_owner="Manager East",
    measure="process", from_value=0.45, to_value=0.8, rows=[SourceRow(file="a.csv", row=2)],
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"measures": None}, ["action"]),
        ({"measures": "加强跟进"}, ["action"]),
        ({"from_value": None}, ["figures"]),
        ({"to_value": None}, ["figures"]),
        ({"support_owner": None}, ["support_owner"]),
        ({"support_owner": None, "support": None}, []),
        ({"support_owner": None, "values": {"owner": "finance"}}, []),
        ({"due_date": None}, ["deadline"]),
        ({"due_date": date(2026, 8, 1)}, ["deadline"]),
        ({"due_date": date(2026, 6, 30)}, ["deadline"]),
        ({"due_date": date(2026, 7, 1)}, []),
        ({"rows": []}, ["evidence"]),
        ({"rows": [], "kind": "support"}, []),
        ({"kind": "verify", "from_value": None, "rows": []}, []),
        ({"measure": None}, ["measure"]),
        ({"measure": None, "from_value": None}, ["figures"]),
        ({"kind": "verify", "measure": None, "from_value": None, "rows": []}, ["measure"]),
        ({"kind": "review_target", "measure": None, "to_value": None}, ["measure"]),
        ({"kind": "review_target", "to_value": None, "rows": []}, []),
    ],
)
def test_each_thing_that_is_missing_is_named(changed, found):
    assert lacking(WHOLE.model_copy(update=changed), JULY) == found


def test_records_that_speak_of_the_measure_are_evidence():
    assert lacking(WHOLE.model_copy(update={"rows": []}), JULY, is_founded=True) == []


def test_a_proposed_row_says_what_to_do_by_its_rule():
    row = WHOLE.model_copy(update={"measures": None, "rule": "follow_up"})
    assert lacking(row, JULY) == []
    vague = row.model_copy(update={"measures": "加强跟进"})
    assert lacking(vague, JULY) == ["action"]  # what a person wrote over it counts


@pytest.mark.parametrize(
    ("text", "specific"),
    [
        ("", False),
        ("Improve follow-up", False),
        ("提高意识", False),
        ("每周一检查", True),
        ("Two visits", True),
        ("Visit 3 customers", True),
        ("Standard quotation sheet for Core and Service", True),
        ("整理核心产品与服务的标准报价单模板并推行到全部", True),
    ],
)
def test_an_action_says_how_many_or_how_often_or_something_at_length(text, specific):
    assert is_specific(text) is specific


@given(
    st.builds(
        PlanRow,
        who=st.just("Rep"),
        kind=st.sampled_from([None, "improve", "support", "verify", "review_target"]),
        measures=st.none() | st.text(max_size=60),
        due_date=st.none() | st.dates(date(2026, 6, 1), date(2026, 8, 31)),
        support=st.none() | st.text(max_size=5),
        support_owner=st.none() | st.just("A"),
        from_value=st.none() | st.floats(0, 1),
        to_value=st.none() | st.floats(0, 1),
    )
)
def test_laws_of_what_is_missing(row):
    found = lacking(row, JULY)
    assert found == [name for name in LACKING if name in found]
    assert ("deadline" in found) == (row.due_date is None or row.due_date not in JULY)
    assert "figures" not in found or row.kind in OF_FIGURES
    assert "evidence" not in found or row.kind == "improve"
    filled = row.model_copy(update={"measures": "Visit 3", "due_date": JULY.last, "support": None,
        "measure": "process", "from_value": 0.1, "to_value": 0.2,
        "rows": [SourceRow(file="x")]})  # fmt: skip
    assert lacking(filled, JULY) == []
