"""The data check of a run with most faults there are: one set of numbers, said alike everywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from salesreport.display import data_pages, team_pages
from salesreport.display.blocks import MIME
from salesreport.display.causes import by_severity, causes
from salesreport.display.listing import check_lines
from salesreport.display.problems import problem_message, problem_remedy
from salesreport.display.reconciliation import N_CONTRACTS
from salesreport.display.ruletexts import RULE_TEXTS
from salesreport.language import LANGUAGES, Words
from salesreport.params import load_run
from salesreport.policy import Missing
from salesreport.report import build_report
from salesreport.report.dataviews import ContractLine
from salesreport.tables import TABLES as TABLE_COLUMNS

HERE = Path(__file__).parent
N_ROWS_READ, N_ROWS_KEPT = 143, 117


@pytest.fixture(scope="module")
def dirty():
    return build_report(load_run(HERE / "dirty/run.yaml"))


@pytest.fixture(scope="module")
def document(dirty):
    """`report.json` of the run."""
    return dirty.to_json(lambda problem: problem_remedy(problem, Words("zh_CN")))


def blocks(section):
    todo, found = [section._repr_mimebundle_()[MIME]], []
    while todo:
        block = todo.pop()
        found.append(block)
        todo += block.get("blocks", [])
    return found


def table(section, name):
    return next(block for block in blocks(section) if block.get("table") == name)


def texts(section):
    found = blocks(section)
    return [block["text"] for block in found if "text" in block] + [
        item for block in found for item in block.get("items", [])
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ledger_is_report_jsons_and_adds_up(dirty, document, language):
    words = Words(language)
    shown = table(data_pages(dirty.for_data(), language).ledger, "ledger-table")
    lines = document["ledger"]
    assert [row[:4] for row in shown["raw"][:-1]] == [
        [line["table"], line["read"], line["kept"], line["read"] - line["kept"]] for line in lines
    ]
    total = [sum(row[place] for row in shown["raw"][:-1]) for place in (1, 2, 3)]
    assert shown["raw"][-1][1:4] == total == [N_ROWS_READ, N_ROWS_KEPT, N_ROWS_READ - N_ROWS_KEPT]
    for row, line in zip(shown["shown"], lines, strict=False):
        assert row[3] == words.number(sum(line["listed"].values()))
        numbers = [int(n) for n in re.findall(r" (\d+)(?:、|, |$)", row[4])]
        assert sum(numbers) == line["read"] - line["kept"], row


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_check_and_report_json_count_the_same_problems(dirty, document, language):
    words = Words(language)
    found = causes(dirty.for_data().problems, words)
    counts = by_severity(found)
    pages = data_pages(dirty.for_data(), language)
    printed = [*check_lines(dirty.for_team(None), replace(dirty.run, languages=(language,)))]
    headline = next(b["title"] for b in blocks(pages.problems) if "title" in b)
    assert headline == printed[1]
    total, n_causes = [int(n) for n in re.findall(r"\d+", headline)[:2]]
    assert total == counts["error"] + counts["warning"]
    assert n_causes == sum(cause.severity != "info" for cause in found)
    assert sum(len(cause.problems) for cause in found) == len(document["problems"])
    shown = table(pages.problems, "problems-table")
    for number, (raw, cells) in enumerate(zip(shown["raw"], shown["shown"], strict=True), start=1):
        (line,) = [text for text in printed if text.startswith(f"{number}. [")]
        assert line.startswith(f"{number}. [{cells[0]}]")
        assert cells[1] == words.number(found[number - 1].size)
        assert raw[2] == found[number - 1].first.rule
        if cells[3]:
            assert any(text.endswith(cells[3]) for text in printed)
    summary = " ".join(texts(pages.summary))
    assert words.number(N_ROWS_READ) in summary
    assert re.search(rf"\b{counts['error']}\b", summary)
    trust = " ".join(texts(team_pages(dirty.for_team(None), language).closing))
    for severity in ("error", "warning", "info"):
        assert re.search(rf"\b{counts[severity]}\b", trust), severity


def test_the_totals_are_those_of_the_problems_and_of_report_json(dirty, document):
    pages = data_pages(dirty.for_data(), "zh_CN")
    (data,) = document["pages"]["data"]
    shown = table(pages.reconciliation, "totals-table")
    assert [row[:5] for row in shown["raw"]] == [
        [t["period"], t["measure"], t["ours"], t["confirmed"], t["difference"]]
        for t in reversed(data["totals"])
    ]
    differ = {p["value"] for p in document["problems"] if p["rule"] == "control_total_differs"}
    here = [row for row in shown["raw"] if row[0] == "2024-06" and row[4]]
    assert {f"{row[3]:.2f}" for row in here} == differ == {"500000.00", "1000000.00", "123456.78"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contracts_listed_add_up_to_what_both_sources_say(dirty, language):
    view = dirty.for_data()
    pages = data_pages(view, language)
    shown = table(pages.reconciliation, "contracts-new_contracts-crm")
    (crm,) = view.contracts
    *parts, total = shown["raw"]
    for place in (3, 4, 5):
        assert sum(row[place] or 0 for row in parts) == total[place]
    assert total[3:6] == [crm.first, crm.second, crm.difference]
    assert (crm.first, crm.second, crm.difference) == (9515600.0, 507100.0, -9008500.0)
    bookings = next(t.ours for t in view.totals if t.measure == "bookings")
    assert crm.first == bookings - 5000  # the refund typed above zero
    assert Words(language).number(9008500) in " ".join(texts(pages.summary))
    reasons = {row[0]: cells[6] for row, cells in zip(parts, shown["shown"], strict=False)}
    if language == "zh_CN":
        assert reasons["K033"] == "CRM 中日期缺失或无法识别"
        assert reasons["K034"] == "CRM 中金额缺失或无法识别"
        assert reasons["K035"] == "CRM 采用的行中没有该成交商机"


def test_contracts_not_listed_singly_are_in_the_sum(dirty):
    view = dirty.for_data()
    (crm,) = view.contracts
    lines = [
        ContractLine(contract_id=f"K{i}", customer=None, rep_id=None, first=i, second=None,
                     difference=-i, reason="only_first")
        for i in range(1, N_CONTRACTS + 6)
    ]  # fmt: skip
    n = sum(range(1, N_CONTRACTS + 6))
    more = crm.model_copy(update={"lines": lines, "first": n + 10.0, "second": 10.0,
                                  "difference": float(-n), "agreed": 10.0})  # fmt: skip
    pages = data_pages(view.model_copy(update={"contracts": [more]}), "en")
    *parts, total = table(pages.reconciliation, "contracts-new_contracts-crm")["raw"]
    assert len(parts) == N_CONTRACTS + 2
    assert [sum(row[i] or 0 for row in parts) for i in (3, 4, 5)] == total[3:6]


def test_people_of_one_name_are_told_apart(dirty):
    pages = data_pages(dirty.for_data(), "zh_CN")
    shown = table(pages.coverage, "coverage-activities")["shown"]
    assert {row[0] for row in shown} == {"李伟 001", "李伟 002", "王芳", "004", "赵六"}
    rows = table(pages.problems, "problems-table")["shown"]
    named = [row[2] for row in rows if "李伟" in row[2] and "多人" not in row[2]]
    assert named
    assert [text for text in named if not re.search("李伟 00[12]", text)] == []


def test_a_month_before_anybody_recorded_anything_is_blank_and_a_silent_one_a_dash(dirty):
    shown = table(data_pages(dirty.for_data(), "zh_CN").coverage, "coverage-activities")
    by_name = {row[0]: row[1:] for row in shown["shown"]}
    assert by_name["王芳"] == [""] * 11 + ["1"]
    assert by_name["004"] == [""] * 11 + ["–"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_holds_an_id_or_a_value_that_is_not_there(dirty, language):
    words = Words(language)
    ids = {name for name in TABLE_COLUMNS if "_" in name}
    ids |= {c.name for t in TABLE_COLUMNS.values() for c in t.columns if "_" in c.name}
    for problem in dirty.for_data().problems:
        for text, source in zip(
            (problem_message(problem, words), problem_remedy(problem, words)),
            RULE_TEXTS[problem.rule],
            strict=True,
        ):
            assert "–" not in text, (problem.rule, text)
            said = set(re.findall(r"[a-z_]+", text)) - set(re.findall(r"[a-z_]+", source))
            assert said & ids == set(), (problem.rule, text)


def test_what_to_mend_first_are_faults_and_no_questions(dirty):
    (items,) = [b["items"] for b in blocks(data_pages(dirty.for_data(), "zh_CN").summary)
                if "items" in b]  # fmt: skip
    assert items[0] == "5 × 跟踪记录没有填写关键动作。请填写对客户做了什么。"
    assert len(items) == 3


def test_weights_without_data_are_said_on_the_page_in_check_and_to_who_confirms():
    """All five are rated from 10 of 100 points' weight.

    001 and 002 have all measures; 003 only process, since a deal won has no amount; 赵六
    only a mean deal; 004 only completion.
    """
    run = load_run(HERE / "dirty/run.yaml")
    policy = run.policy.model_copy(update={"missing": Missing(rescale_above=Decimal("0.1"))})
    dirty = build_report(replace(run, policy=policy))
    lacking = {"完成率（权重 30": 2, "客户转化率（权重 25": 3, "客单价（权重 20": 2,
               "回款率（权重 15": 3, "跟进及时率（权重 10": 2}  # fmt: skip
    measures = "、".join(f"{name}，{n}/5 人）" for name, n in lacking.items())
    said = f"因缺少数据未计入评分：{measures}；其余权重按比例放大。"
    assert said in texts(data_pages(dirty.for_data(), "zh_CN").summary)
    assert [*check_lines(dirty.for_team(None), dirty.run)][-1] == said
    closing = texts(team_pages(dirty.for_team(None), "zh_CN").closing)
    asked = next(text for text in closing if text.startswith("确认")).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert asked.split(" · ") == [
        "确认公式计算的评分 5 项，3 项缺指标", "补线索资源：004", "流程优化 1 项",
        "另有计划 3 项待确认",
    ]  # fmt: skip


def test_nobody_is_graded_on_a_mean_of_deals_of_which_one_has_no_amount(dirty):
    """Without it, conversion and collection 40 of 100 points' weight is there: not rated."""
    rep = dirty.for_rep("003").rep
    assert rep.figures["revenue_per_customer"].value is None
    assert (rep.score.score, rep.score.grade) == (None, "not_rated")


def test_a_column_of_amounts_stands_only_where_there_are_any(dirty):
    view = dirty.for_data()
    silent = [p for p in view.problems if p.rule in ("too_many_dropped", "total_row")]
    pages = data_pages(view.model_copy(update={"problems": silent}), "zh_CN")
    assert "涉及金额" not in table(pages.problems, "problems-table")["columns"]
    assert "涉及金额" in table(data_pages(view, "zh_CN").problems, "problems-table")["columns"]


def test_check_says_each_of_several_figures_once(dirty):
    printed = "\n".join(check_lines(dirty.for_team(None), dirty.run))
    for said in ("2024年6月业绩：表内合计", "李伟 001：“完成率”填写", "商机表读取 50 行"):
        assert printed.count(said) == 1


def test_rows_that_count_in_no_period_are_said_where_all_rows_are_used(dirty):
    view = dirty.for_data()
    full = [line.model_copy(update={"kept": line.read, "listed": {}}) for line in view.ledger]
    told = {"rows": "4", "amount": "400.00 CNY"}
    undated = next(p for p in view.problems if p.table == "opportunities").model_copy(
        update={"rule": "unread_dates", "column": "close_date", "severity": "info", "values": told}
    )
    for column, title, said in (
        ("close_date", "所有行均已采用，其中 4 行没有可识别的日期，不计入任何期间", 1),
        ("expected_close_date", "所有行均已采用", 0),
    ):
        problem = undated.model_copy(update={"column": column})
        pages = data_pages(view.model_copy(update={"ledger": full, "problems": [problem]}), "zh_CN")
        assert pages.ledger._repr_mimebundle_()[MIME]["title"] == title
        lines = [text for text in texts(pages.summary) if "4 行的日期缺失或无法识别" in text]
        assert len(lines) == said
