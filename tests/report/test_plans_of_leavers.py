"""Open plans of people who left are told, and cost the whole plan only where there are any."""

import pytest

from tests.report.reasonruns import report_of, team_rows

PLAN = {"plan_id": "P1", "rep_id": "R1", "item": "Visits", "measures": "two a week",
        "due_date": "2024-07-31", "support": "coaching", "made_on": "2024-06-03"}  # fmt: skip


def told(folder, left_on, *plans, **more):
    tables = team_rows(3, 4)
    for person in tables["reps"]:
        person["left_on"] = left_on.get(person["rep_id"], "")
    report = report_of(folder, tables | {"plans": list(plans)}, out="out", status="draft", **more)
    found = [one for one in report.problems if one.rule == "plan_of_leaver"]
    return report, [(one.value, one.row, one.values["rep"]) for one in found]


@pytest.mark.parametrize(
    ("left_on", "due", "found"),
    [
        ("2024-06-30", "2024-07-31", True),
        ("2024-07-01", "2024-07-31", False),  # still there as the next month begins
        ("2024-06-12", "2024-06-20", True),  # due in the month, and open
        ("2024-06-12", "2024-05-20", False),  # due before: nothing of this month's or the next
        ("", "2024-07-31", False),
    ],
)
def test_a_plan_of_somebody_gone_by_the_next_month_is_told(tmp_path, left_on, due, found):
    _, rows = told(tmp_path, {"R1": left_on}, PLAN | {"due_date": due})
    assert rows == ([("P1", 2, "Name R1")] if found else [])


def test_problems_are_known_without_a_plan_for_what_comes(tmp_path):
    report, rows = told(tmp_path, {"R2": "2024-06-12"}, PLAN)
    assert rows == []
    assert [name for name in report._material.prepared._done if "propose" in name] == []
