"""What cannot be read is said on the error stream in the language of the run."""

from __future__ import annotations

import re

import pytest

POLICY = "weights: {completion: 100}\ngoalposts: {completion: {lo: 0, hi: 1}}\n"
RUN = """\
period: 2024-03
language: LANGUAGE
policy: policy.yaml
out: reports
data:
  opportunities: {path: deals.csv}
  leads: {path: leads.csv}
"""
DEALS = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
WITHOUT_AMOUNT = DEALS.replace(",amount", ",x")
ROW = "O1,A,B,2024-03-01,won,2024-03-05,7\n"
LEADS = "lead_id,rep_id,assigned_date,status\nL1,A,2024-03-01,new\n"
SAID = {
    "zh_CN": [
        "deals.csv · 第 1 行 · “金额”列：文件中没有商机表所需的“金额”列。",
        "处理办法：",
    ],
    "zh_TW": ["deals.csv · 第 1 列 · 「金額」欄：", "處理辦法："],
    "en": ["deals.csv, header row 1: no column 'amount'", "Remedy: "],
}


@pytest.fixture
def run_file(tmp_path):
    """A run of which both files lack a column."""

    def made(language, deals=WITHOUT_AMOUNT, leads=LEADS, status="draft"):
        text = RUN.replace("LANGUAGE", language) + f"status: {status}\n"
        files = {
            "deals.csv": deals + ROW,
            "leads.csv": leads,
            "policy.yaml": POLICY,
            "run.yaml": text,
        }
        for name, content in files.items():
            (tmp_path / name).write_text(content, encoding="utf-8")
        return tmp_path / "run.yaml"

    return made


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("command", ["check", "score", "build"])
def test_a_file_that_cannot_be_read_is_said_in_the_run_s_language(
    call, run_file, command, language
):
    code, _, err = call(command, run_file(language))
    assert code == 1
    assert all(part in err for part in SAID[language]), err
    if language != "en":
        chinese = err.replace("salesreport: ", "").replace("deals.csv", "").replace("columns", "")
        assert not re.search("[A-Za-z]{4,}", chinese), err
        assert "。。" not in err


@pytest.mark.parametrize("command", ["check", "score", "build"])
def test_all_that_cannot_be_read_is_named(call, run_file, command):
    _, _, err = call(command, run_file("zh_CN", leads=LEADS.replace(",status", ",y")))
    first, *others = err.splitlines()
    assert "deals.csv" in first
    assert [line for line in others if "leads.csv" in line and "“状态”" in line]


def test_a_final_run_that_loses_too_many_rows_says_so(call, run_file):
    deals = DEALS + ROW.replace("O1", "O2").replace("won", "?")
    code, _, err = call("build", run_file("zh_CN", deals=deals, status="final"))
    assert code == 1
    lost = "  - 商机表：商机表读取 2 行，其中 1 行数据未能采用；允许比例为 5%。"
    assert lost in err.splitlines(), err
    assert not re.search("rows|lost|Expected", err)
