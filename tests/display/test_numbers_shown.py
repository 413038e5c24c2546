"""Every number a page shows is the view's number, formatted once."""

from __future__ import annotations

import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.display.blocks import MIME
from salesreport.language import LANGUAGES, Words


def table_of(block, name):
    """Data of a table inside a section's JSON, wherever it stands."""
    todo = [block._repr_mimebundle_()[MIME]]
    while todo:
        found = todo.pop()
        if found.get("table") == name:
            return found
        todo += found.get("blocks", [])
    raise AssertionError(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_receipt_shows_the_scores_own_numbers(make, language):
    view = make["rich_rep_view"]()
    shown = table_of(rep_pages(view, language).receipt, "receipt-table")
    words = Words(language)
    lines = view.rep.score.receipt
    for row, raw, line in zip(shown["shown"], shown["raw"], lines, strict=False):
        assert raw[1] == line.raw
        assert raw[4] == line.contribution
        assert words.number(line.contribution, 2) in row[4]
    assert shown["raw"][-1][4] == view.rep.score.score
    assert shown["raw"][-2][4] == view.rep.score.adjustments[0].points


def test_the_contributions_shown_add_up_to_the_total(make):
    view = make["rich_rep_view"]()
    shown = table_of(rep_pages(view, "en").receipt, "receipt-table")
    lines = [row[4] for row in shown["raw"][: len(view.rep.score.receipt)]]
    assert sum(lines) == pytest.approx(view.rep.score.score, abs=0.005)


def test_the_seeds_receipt_reads_as_the_seed_computes(make):
    shown = table_of(rep_pages(make["seed_rep_view"](), "zh_CN").receipt, "receipt-table")
    assert [row[4] for row in shown["shown"]] == [
        "21.00 / 30", "11.72 / 25", "10.50 / 20", "12.75 / 15", "9.00 / 10", "64.97 / 100",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_table_2_shows_the_figures_in_the_seeds_order(make, language):
    view = make["seed_team_view"]()
    shown = table_of(team_pages(view, language).evaluation, "table-2")
    for raw, rep in zip(shown["raw"], view.reps, strict=True):
        figures = rep.figures
        assert raw == [
            "2024-03", rep.rep_id, rep.targets["bookings"], figures["bookings"].value,
            figures["completion"].value, figures["won_customers"].value,
            figures["conversion"].value, figures["revenue_per_customer"].value,
            figures["collection_rate"].value, rep.score.score, rep.score.grade,
            figures["process"].value,
        ]  # fmt: skip


def test_table_2_bears_the_seeds_headers_and_values(make):
    shown = table_of(team_pages(make["seed_team_view"](), "zh_CN").evaluation, "table-2")
    assert shown["columns"] == [
        "评估周期", "销售人员", "销售目标", "实际完成", "完成率", "新增客户数",
        "客户转化率", "客单价", "回款率", "综合评分", "等级", "过程得分",
    ]  # fmt: skip
    assert shown["shown"][0] == [
        "2024年3月", "张*", "500,000", "520,000", "104%", "8", "25%", "65,000", "92%", "87.98",
        "良好", "84%",
    ]  # fmt: skip


def test_a_typed_score_that_differs_stands_beside_the_computed_one(make):
    page = team_pages(make["seed_team_view"](), "zh_CN").evaluation.html()
    assert "87.98 <small>填写\N{NO-BREAK SPACE}88</small>" in page


def test_a_reps_page_has_only_the_own_row_of_table_2(make):
    shown = table_of(rep_pages(make["seed_rep_view"](), "zh_CN").evaluation, "table-2")
    assert len(shown["shown"]) == 1


def test_the_people_table_has_n_beside_each_rate(make):
    page = team_pages(make["rich_team_view"](), "en").people.html()
    assert "15.2% <small>5/33</small>" in page
    assert "75% <small>9/12</small>" in page


def test_the_people_table_shows_everyones_numbers(make):
    view = make["rich_team_view"]()
    shown = table_of(team_pages(view, "en").people, "people-table")
    for raw, rep in zip(shown["raw"], view.reps, strict=True):
        assert raw[0] == rep.rep_id
        assert raw[1] == view.gap_by_rep[rep.rep_id]
        assert raw[2] == rep.figures["completion"].value
        assert raw[-3] == rep.score.score


def test_charts_carry_the_gaps_and_months_of_the_view(make):
    view = make["rich_rep_view"]()
    blocks = rep_pages(view, "en").result._repr_mimebundle_()[MIME]["blocks"]
    gap, trend = (section["blocks"][0] for section in blocks)
    assert [row["value"] for row in gap["rows"]] == [g.gap for g in view.retrospective.gaps]
    assert [row["value"] for row in trend["rows"]] == [m.bookings for m in view.months]


def test_groups_beyond_ten_are_added_up_not_dropped(make):
    view = make["awkward_team_view"]()
    result = team_pages(view, "en").result._repr_mimebundle_()[MIME]["blocks"]
    rows = result[0]["blocks"][0]["rows"]
    assert len(rows) == 10
    assert sum(row["value"] for row in rows) == pytest.approx(sum(view.gap_by_rep.values()))


def test_tiles_show_what_the_view_has(make):
    shown = rep_pages(make["rich_rep_view"](), "zh_CN").tiles._repr_mimebundle_()[MIME]["blocks"]
    assert [tile["shown"] for tile in shown] == ["82%", "20.5%", "85.8%", "21.0万"]
    assert shown[0]["below"] == ["环比 −6.8 个百分点", "同比 +3 个百分点"]
    seed = rep_pages(make["seed_rep_view"](), "zh_CN").tiles._repr_mimebundle_()[MIME]["blocks"]
    assert [tile["shown"] for tile in seed] == ["70%", "85%", "15%", "4.2万"]
