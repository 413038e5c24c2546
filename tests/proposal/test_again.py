"""`init` run again once the run file says what the company's own words mean."""

import pytest

from salesreport.errors import ParameterError
from salesreport.intake import load_tables
from salesreport.params import load_run
from salesreport.policy import load_policy
from salesreport.proposal import propose

HEADER = "商机编号,客户,负责人,创建日期,阶段,签约日,金额"
WON = {"赵甲": [36, 34, 30, 28, 27, 20], "钱乙": [40, 32, 31, 29, 0, 44]}
"""Thousands won in each of six months, by one deal a month."""


def deals():
    """Every deal has a close date and a word that says nothing."""
    rows = [
        f"{name}{month},客,{name},2024-0{month}-01,归档,2024-0{month}-20,{amount}000"
        for name, amounts in WON.items()
        for month, amount in enumerate(amounts, start=1)
        if amount
    ]
    return "\n".join([HEADER, *rows]) + "\n"


def answered(run, old="", new=""):
    """The run file with its question answered, and a line of it changed."""
    lines = run.read_text("utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("  opportunities: {"))
    lines[place] = lines[place][:-1] + ", values: {stage: {归档: won}}}"
    run.write_text("\n".join(lines).replace(old, new) + "\n", encoding="utf-8")
    return run.read_bytes()


@pytest.fixture
def first(proposed):
    return proposed({"商机.csv": deals()})


@pytest.fixture
def again(tmp_path):
    return lambda: propose(tmp_path / "w", tmp_path / "导出")


def test_goalposts_are_proposed_once_the_words_are_said(first, again):
    policy = first.run.parent / "policy" / "2024-Q2.yaml"
    assert load_policy(policy).weights == {"completion": 100}
    assert any("重新运行同一条 init 命令" in line for line in first.unsure)
    assert not any("修改数据" in line for line in first.unsure)
    before, run = policy.read_bytes(), answered(first.run)
    found = again()
    # nothing of the user's is touched; the new policy stands beside the first one
    assert (policy.read_bytes(), first.run.read_bytes()) == (before, run)
    newer = policy.with_name("2024-Q2-v2.yaml")
    assert newer in found.written
    assert found.policy_line == 'policy: "policy/2024-Q2-v2.yaml"'
    # conversion and revenue per customer are known: 25 and 20 of 45 make 56 and 44 of 100
    assert load_policy(newer).weights == {"conversion": 56, "revenue_per_customer": 44}
    # eleven values, sorted 20 27 28 29 30 31 32 34 36 40 44: at place int(0.8 * 11) stands 36
    assert load_policy(newer).goalposts["revenue_per_customer"].hi == 36000
    # points = 56 + 44 * min(won / 36, 1); 90 from 34 / 36 * 44 = 41.56 on, so won >= 28 (90.2)
    # 20: 80.4, 27: 89; the month without a deal has no figure and is no person-month
    assert found.grades == {
        "excellent": 9, "good": 2, "pass": 0, "needs_improvement": 0, "not_rated": 0,
    }  # fmt: skip
    first.run.write_bytes(run.replace(b"2024-Q2.yaml", b"2024-Q2-v2.yaml"))
    assert load_run(first.run).policy.weights["conversion"] == 56


def test_a_third_time_nothing_new_is_written(first, again):
    answered(first.run, "2024-Q2.yaml", "2024-Q2-v2.yaml")
    (first.run.parent / "policy" / "2024-Q2-v2.yaml").write_bytes(
        (first.run.parent / "policy" / "2024-Q2.yaml").read_bytes()
    )
    second = again()
    assert [path.name for path in second.written] == ["2024-Q2-v3.yaml", "roles-proposed.csv"]
    run = first.run.read_text("utf-8").replace("-v2", "-v3")
    first.run.write_text(run, encoding="utf-8")
    third = again()
    assert (third.written, third.policy_line, third.grades) == ((), "", second.grades)
    assert "没有新的建议，与现有文件一致" in third.lines()


def test_an_unanswered_question_is_asked_again(first, again):
    before = first.run.read_bytes()
    found = again()
    assert (found.written, first.run.read_bytes()) == ((), before)
    assert any("0/11" in line and "重新运行" in line for line in found.unsure)


def test_a_pasted_question_and_a_lost_bracket_are_named(first, again):
    whole = answered(first.run, "归档: won", "归档: <lead | won>")
    with pytest.raises(ParameterError, match="says what to write in its place"):
        again()
    first.run.write_bytes(whole.replace("{归档: <lead | won>}".encode(), "{归档: won".encode()))
    with pytest.raises(ParameterError, match="not readable as YAML"):
        again()


def test_a_new_file_is_named_with_the_line_that_reads_it(first, again, tmp_path):
    text = answered(first.run).decode()
    (tmp_path / "导出" / "老商机.csv").write_text(deals().replace("赵甲1", "X1"), encoding="utf-8")
    (said,) = [line for line in again().unsure if "老商机.csv" in line]
    line = said.partition("请在 data 下加一行：")[2]
    assert line.startswith("opportunities_2: {path: ")
    first.run.write_text(text.replace("data:\n", f"data:\n  {line}\n"), encoding="utf-8")
    assert "opportunities_2" in load_run(first.run).data
    assert not any("老商机.csv" in line for line in again().unsure)


def test_the_latest_of_several_run_files_is_read(first, again):
    answered(first.run)
    earlier = first.run.read_text("utf-8").replace("2024-06", "2024-05")
    first.run.with_name("2024-05.yaml").write_text(earlier.replace("-30", "-31"), encoding="utf-8")
    assert again().run == first.run


def test_a_workspace_of_other_exports_gets_a_run_file_of_its_own(first, tmp_path):
    answered(first.run)
    other = tmp_path / "other"
    other.mkdir()
    (other / "商机.csv").write_text(deals().replace("2024-0", "2025-0"), encoding="utf-8")
    found = propose(tmp_path / "w", other)
    assert (found.is_first, found.run.name) == (True, "2025-06.yaml")
    assert load_tables(load_run(first.run)).tables["opportunities"]["stage"].eq("won").all()
