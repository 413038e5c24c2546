"""Numbers of the sample's weekly page, counted again from its files without the package."""

import csv

import pytest

from salesreport import measures
from salesreport.params import load_run
from salesreport.report import build_report
from salesreport.report.winloss.everyone import Everyone
from salesreport.resources import resource

NOW, SOON, LAST = "2026-06-19", "2026-06-26", "2026-06-30"


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    text = (resource("params") / "sample.yaml").read_text("utf-8")
    text = text.replace("as_of: 2026-07-05", f"as_of: {NOW}")
    text = text.replace("finance_as_of: 2026-07-03", f"finance_as_of: {NOW}")
    for name in ("data", "policy"):
        (folder / name).symlink_to(resource("params") / name)
    (folder / "run.yaml").write_text(text.replace("out: ../reports", "out: out"), "utf-8")
    return build_report(load_run(folder / "run.yaml"))


def rows(name):
    path = resource("params") / f"data/sample/{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def block(view, name):
    return next(one for one in view.blocks if one.block == name)


def undone():
    """Actions noted by then and not done by then, of deals not lost by then."""
    lost = {
        one["opportunity_id"]
        for one in rows("opportunities")
        if one["stage"] == "lost" and one["close_date"] <= NOW
    }
    for one in rows("activities"):
        noted = one.get("entered_on") or one["date"]
        done = one["done_date"]
        is_done = (done and done <= NOW) or (not done and one["status"] == "done")
        if noted <= NOW and not is_done and one["opportunity_id"] not in lost:
            yield one


def test_overdue_and_coming_actions_are_those_of_the_file(report):
    view = report.for_weekly()
    late = {one["activity_id"] for one in undone() if one["due_date"] and one["due_date"] <= NOW}
    soon = {one["activity_id"] for one in undone() if NOW < one["due_date"] <= SOON}
    assert (block(view, "overdue").n, block(view, "due").n) == (len(late), len(soon))
    for name, ids in (("overdue", late), ("due", soon)):
        assert {row.key.removeprefix("action:") for row in block(view, name).rows} <= ids


def test_what_is_not_collected_is_the_measure_overdue(report):
    material = report._material
    found = material.of_reps(None, material.run.period)["overdue"].value
    assert block(report.for_weekly(), "cash").amount == pytest.approx(float(found), abs=0.01)


def test_booked_and_target_are_those_of_the_team(report):
    material = report._material
    found = material.of_reps(None, material.run.period)
    now = report.for_weekly().progress
    assert now.booked == float(found["bookings"].value)
    assert now.target == float(found["completion"].denominator)


def test_chances_are_the_shares_won_of_the_stages(report):
    everyone = Everyone.of(report._material)
    assert everyone.won_shares == tuple(step.won for step in everyone.steps)
    told = report.for_weekly().progress.chances
    assert told == {
        stage: round(step.won, 4)
        for stage, step in zip(everyone.rows.stages, everyone.steps, strict=True)
    }


def test_expected_is_the_sum_over_open_deals_of_the_month(report):
    deals = measures.credited_deals(report._material.prepared)
    still = deals[deals["stage"].isin(("lead", "intent", "negotiation")) & deals["principal"]]
    day = still["expected_close_date"].dt.strftime("%Y-%m-%d")
    now = report.for_weekly().progress
    assert now.n_expected == int(((day > NOW) & (day <= LAST)).sum())
    assert now.n_passed == int((day <= NOW).sum())
