"""Every number a page shows is the view's number, formatted once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.display.blocks import MIME
from salesreport.language import LANGUAGES, Words
from salesreport.report import views as v


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


def receipt_of(view, language="en"):
    return table_of(rep_pages(view, language).receipt, "receipt-table")


def with_score(view, score):
    return view.model_copy(update={"rep": view.rep.model_copy(update={"score": score})})


def printed(shown):
    """Points of each printed line, and the printed total, as Decimals of the text."""
    texts = [row[shown["columns"].index("Points / most")] for row in shown["shown"]]
    found = [Decimal(text.split(" / ")[0].replace("−", "-").lstrip("+")) for text in texts]
    return found[:-1], found[-1]


def test_the_points_printed_add_up_to_the_printed_total(make):
    for kind in ("seed_rep_view", "rich_rep_view"):
        lines, total = printed(receipt_of(make[kind]()))
        assert sum(lines) == total


# 33.333... three times is 33.33 each: 99.99 of 100.00, 0.01 is rounding
@pytest.mark.parametrize(
    ("lines", "rest"),
    [
        ([("a", 1.0, 1.0, 1.0)] * 3, "+0.01"),
        ([("a", 1.0, 1.0, 1.0)] * 6, "−0.02"),
        ([("a", 1.0, 1.0, 1.0)] * 2, None),
    ],
)
def test_a_row_says_what_rounding_leaves(make, lines, rest):
    thirds = [(f"m{i}", *line[1:]) for i, line in enumerate(lines)]
    score = make["score"](thirds)
    share = 100 / len(thirds)
    receipt = [
        line.model_copy(update={"weight": share, "effective_weight": share, "contribution": share})
        for line in score.receipt
    ]
    score = score.model_copy(update={"receipt": receipt, "score": 100.0})
    shown = receipt_of(with_score(make["rich_rep_view"](), score))
    named = {row[0]: row[4] for row in shown["shown"][len(thirds) :]}
    assert named.get("Rounding") == rest
    lines, total = printed(shown)
    assert sum(lines) == total == 100


def test_points_beyond_the_scale_are_named(make):
    # 98 earned + 5 by hand is kept to 100: -3
    hand = [v.Adjustment(points=5.0, reason="Coaching", approved_by="Director")]
    score = make["score"]([("completion", 0.98, 1.0, 100.0)], adjustments=hand)
    view = with_score(make["rich_rep_view"](), score.model_copy(update={"score": 100.0}))
    shown = receipt_of(view)
    assert "<small>approved by Director</small>" in rep_pages(view, "en").receipt.html()
    assert [row[0] for row in shown["shown"][1:]] == [
        "Coaching", "Kept between 0 and 100", "Total",
    ]  # fmt: skip
    assert printed(shown) == ([98, 5, -3], 100)


def test_the_zero_mark_is_printed_where_it_is_not_zero(make):
    # 92% of a scale from 40% to 100% earns (92 - 40) / 60 of 15 points = 13.00
    score = make["score"]([("collection_rate", 0.92, 1.0, 15.0)])
    line = score.receipt[0].model_copy(
        update={"lo": 0.4, "points": 260 / 3, "effective_weight": 15.0, "contribution": 13.0}
    )
    score = score.model_copy(update={"receipt": [line], "score": 13.0})
    shown = receipt_of(with_score(make["rich_rep_view"](), score))
    assert shown["columns"][1:4] == ["Actual", "Zero mark", "Full mark"]
    assert shown["shown"][0][1:4] == ["92%", "40%", "100%"]
    assert "Zero mark" not in receipt_of(make["rich_rep_view"]())["columns"]


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


def test_the_team_page_shows_weights_goalposts_and_flags_by_role(make):
    roles = team_pages(make["rich_team_view"](), "en").roles
    shown = table_of(roles, "roles-table")
    assert shown["columns"] == ["Measure", "new business", "everybody else"]
    assert shown["raw"] == [[None, 60.0, 60.0], [None, 40.0, 40.0]]
    page = roles.html()
    assert "60 <small>(40% – 100%)</small>" in page
    assert "40 <small>(0 – 8)</small>" in page
    assert "everybody else: Flagged for a talk: 20% or more over target, 3 months running" in page


def test_a_reps_page_says_by_which_rule_people_are_flagged(make):
    page = rep_pages(make["rich_rep_view"](), "en").basis.html()
    assert "two months running under 80%." in page
