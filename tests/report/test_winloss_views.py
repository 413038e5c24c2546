"""Where deals stop and what goes with winning, in the views and on the pages of real runs."""

import json
import re

import lxml.html
import pytest

from salesreport.display import analyst_pages, rep_pages, team_pages
from salesreport.language import LANGUAGES
from salesreport.report.views import view_from_json
from salesreport.report.winloss.behaviour import rep_behaviours, team_behaviours
from salesreport.report.winloss.leaks import rep_pipeline, team_pipeline
from tests.report.reasonruns import report_of, team_rows
from tests.report.test_readback import check_cell, numbers, read, table_of


def test_the_views_hold_the_parts_and_come_back_from_json(sample):
    material = sample._material
    assert sample.everybody.pipeline == team_pipeline(material, None)
    assert sample.everybody.behaviours == team_behaviours(material, None)
    group = sample.teams[0]
    assert sample.for_team(group).pipeline == team_pipeline(material, material.teams[group])
    own = sample.for_rep("0003")
    assert own.pipeline == rep_pipeline(material, "0003", min_group=5)
    assert own.behaviours == rep_behaviours(material, "0003", min_group=5)
    analyst = sample.for_analyst()
    assert (analyst.pipeline, analyst.behaviours) == (
        sample.everybody.pipeline, sample.everybody.behaviours,
    )  # fmt: skip
    for view in (sample.everybody, own, analyst):
        assert view_from_json(view.canonical()) == view


def test_no_colleague_stands_in_a_reps_parts(sample):
    names = sample._material.names
    deals = sample._material.deals
    for rep_id in sample.rep_ids[:5]:
        view = sample.for_rep(rep_id)
        told = json.dumps(
            [view.pipeline.model_dump(mode="json"), view.behaviours.model_dump(mode="json")],
            ensure_ascii=False,
        )
        assert not any(f'"{other}"' in told for other in set(sample.rep_ids) - {rep_id})
        assert not any(f'"{names[other]}"' in told for other in set(names) - {rep_id})
        own = set(deals.loc[deals["credited_to"] == rep_id, "opportunity_id"])
        assert set(re.findall(r'"opportunity_id": "([^"]+)"', told)) <= own


@pytest.fixture(scope="module")
def four(tmp_path_factory):
    """Four reps, three colleagues each; min_group is 5."""
    return report_of(tmp_path_factory.mktemp("four"), team_rows(4))


def test_below_the_smallest_group_nothing_of_everybody_is_told_to_a_rep(four):
    view = four.for_rep("R2")
    assert view.pipeline.chances == "own"
    assert view.pipeline.steps
    for step in view.pipeline.steps:
        assert (step.against, step.against_n, step.against_usual_days) == (None, None, None)
    assert all(panel.team_bands == [] for panel in view.behaviours.panels)
    assert all(len(panel.points) <= 1 for panel in view.behaviours.panels)
    page = rep_pages(view, "en")
    assert "Everybody won" not in str(page.behaviour.html())
    assert "Everybody" not in table_of(read(page), "funnel-table")[0]
    assert four.everybody.pipeline.chances == "team"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["sample", "maven"])
def test_every_cell_of_the_stages_is_the_number_of_the_view(request, name, language):
    report = request.getfixturevalue(name)
    for view, pages in (
        (report.everybody, team_pages),
        (report.for_rep(report.rep_ids[2]), rep_pages),
    ):
        pipeline = view.pipeline
        leaks = {row.stage: row for row in pipeline.leaks[1].rows}
        _, rows, _ = table_of(read(pages(view, language)), "funnel-table")
        assert len(rows) == len(pipeline.steps)
        for row, step in zip(rows, pipeline.steps, strict=True):
            leak = leaks[step.stage]
            beside = [step.against] if step.against is not None else []
            expected = leak.expected if leak.expected or not leak.n else None
            values = [step.n, step.passed, *beside, step.usual_days, leak.n, expected]
            known = numbers(json.loads(step.model_dump_json())) + numbers(
                json.loads(leak.model_dump_json())
            )
            for cell, value in zip(row[1:], values, strict=True):
                check_cell(cell, value, known, (name, step.stage))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_analysts_cohorts_are_those_of_the_view(sample, language):
    view = sample.for_analyst()
    _, rows, foot = table_of(read(analyst_pages(view, language)), "cohorts-table")
    assert len(rows) == len(view.pipeline.cohorts) == 12
    for row, month in zip(rows, view.pipeline.cohorts, strict=True):
        known = numbers(json.loads(month.model_dump_json()))
        known += [month.decided_won + month.decided_lost]
        check_cell(row[1], month.n, known, month.first)
        by_day = {share.days: share for share in month.shares}
        for cell, days in zip(row[3:7], (30, 60, 90, 180), strict=True):
            share = by_day.get(days)
            check_cell(cell, share and share.won, known, (month.first, days))
        check_cell(row[7], month.decided_won, known, month.first)
        check_cell(row[8], month.decided_share, known, month.first)
    assert len(foot) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_deals_pages_say_only_which_table_would_help(tmp_path, language):
    targets = [{"rep_id": "R1", "measure": "bookings", "period": "2024-06", "value": 5}]
    report = report_of(tmp_path, {"reps": [{"rep_id": "R1", "name": "One"}], "targets": targets})
    for pages in (
        team_pages(report.everybody, language),
        rep_pages(report.for_rep("R1"), language),
    ):
        assert not pages.funnel
        assert not pages.behaviour
        missing = {item.section: item.tables for item in pages.view.sections_missing}
        assert missing["funnel"] == ["opportunities"]
        assert missing["behaviour"] == ["activities", "leads"]
        assert lxml.html.fromstring(str(pages.missing.html())).text_content()
