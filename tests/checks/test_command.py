"""`salesreport check`: causes with every row, the ledger, lines to paste."""

from __future__ import annotations

import sys

import pytest
import yaml

from salesreport import cli

HEADER = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount"


@pytest.fixture
def check(make_run, monkeypatch, capsys):
    """Run `check` on files; exit code, output, error output."""

    def run(deals, *, header=HEADER, language="en", **settings):
        text = "\n".join([header, *deals]) + "\n"
        made = make_run({"d.csv": text}, {"opportunities": {"path": "d.csv"}},
                        language=language, **settings)  # fmt: skip
        monkeypatch.setattr(sys, "argv", ["salesreport", "check", str(made.path)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        said = capsys.readouterr()
        return stop.value.code, said.out, said.err

    return run


def deal(number, *, created="2024-06-01", stage="won", closed="2024-06-05", amount="1000"):
    return f"O{number},L,C{number},{created},{stage},{closed},{amount}"


def test_the_first_line_and_the_largest_cause_come_first(check):
    deals = [deal(i) for i in range(20)]
    deals += [deal(20 + i, stage="Engaged") for i in range(5)]
    deals += [deal(25 + i, created="tbd", stage="intent", closed="") for i in range(3)]
    deals += [deal(28, amount="?"), deal(29, closed="2024-05-30")]
    code, out, _ = check(deals, max_dropped=1)
    lines = out.splitlines()
    assert code == 1
    assert lines[1].startswith("10 problems from 4 causes; the first 3 hold 9")
    said = "1. [error] 5 × “Engaged” is none of the choices of Stage. The row is left out."
    assert lines[2] == said
    assert "     d.csv · rows 22-26 · column Stage" in lines
    assert "     Amount concerned: 5,000" in lines
    assert any(line.strip().startswith("values: {stage: {Engaged: ") for line in lines)
    used = "  opportunities: 21 of 30 rows used · left out 9 "
    assert f"{used}(unknown word 5, no day 3, no number 1)" in lines


def test_what_is_given_to_paste_mends_the_cause(check, load):
    deals = [deal(1, stage="Negotiaton"), deal(2)]
    _, out, _ = check(deals, max_dropped=1)
    setting = yaml.safe_load(next(line for line in out.splitlines() if "values: {" in line))
    text = "\n".join([HEADER, *deals]) + "\n"
    mended = load({"d.csv": text}, {"opportunities": {"path": "d.csv", **setting}})
    assert mended.tables["opportunities"]["stage"].tolist() == ["negotiation", "won"]


def test_a_file_that_cannot_be_used_is_listed_with_all_else_that_was_found(check):
    code, out, err = check([deal(1)], header=HEADER.replace("amount", "worth"))
    assert code == 1
    assert "columns: {<worth>: amount}" in out
    assert "no column 'amount'" in err


def test_no_problem_is_said_in_the_readers_language(check):
    code, out, _ = check([deal(1, created="2024-05-01")], language="zh_TW")
    assert code == 0
    assert "沒有發現問題" in out or "未發現問題" in out


def test_a_final_run_that_is_refused_prints_its_ledger(check):
    code, out, err = check([deal(1), deal(2, amount="x"), deal(3)], status="final")
    assert code == 1
    assert "  opportunities: 2 of 3 rows used · left out 1 (no number 1)" in out.splitlines()
    assert "opportunities 1 of 3" in err
