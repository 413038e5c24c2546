"""Rows with one key: lines of one thing get the line that adds them up, others do not."""

import pytest
import yaml

HEAD = "合同号,客户,负责人,签约日期,产品,金额\n"
FIRST = "H1,甲,LI,2024-06-03,A,100\n"


def told(loaded):
    return [p for p in loaded.problems if p.rule in ("several_lines", "duplicate_key")]


def test_lines_of_one_contract_are_added_up_by_the_line_in_the_remedy(load, line_of):
    text = HEAD + FIRST + "H1,甲,LI,2024-06-03,B,250\nH2,乙,LI,2024-06-04,A,7\n"
    loaded = load({"k.csv": text}, {"contracts": {"path": "k.csv"}}, max_dropped=1)
    (problem,) = told(loaded)
    assert (problem.rule, problem.severity, problem.row) == ("several_lines", "error", 3)
    assert problem.values["at_stake"] == "250.00"
    assert line_of(loaded, "contracts").listed == {"several_lines": 1}
    source = {"path": "k.csv", "add_up": yaml.safe_load(problem.values["line"])}
    again = load({"k.csv": text}, {"contracts": source})
    assert again.tables["contracts"].amount.tolist() == [350_00, 7_00]
    assert told(again) == []


@pytest.mark.parametrize("second", [
    "H1,乙,LI,2024-06-03,B,250\n",  # another customer
    "H1,甲,LI,2024-06-05,B,250\n",  # another day
    FIRST,  # the same row again
])  # fmt: skip
def test_another_thing_or_the_same_row_is_a_duplicate_key(load, second):
    loaded = load({"k.csv": HEAD + FIRST + second}, {"contracts": {"path": "k.csv"}},
                  max_dropped=1)  # fmt: skip
    assert [p.rule for p in told(loaded)] == ["duplicate_key"]


def test_a_key_twice_is_named_by_the_files_own_headers(load):
    text = "姓名,年度,1月,2月\n张三,2024,10,20\n李四,2024,30,40\n张三,2024,11,21\n"
    loaded = load({"t.csv": text}, {"targets": {"path": "t.csv"}}, max_dropped=1)
    found = told(loaded)
    assert {p.rule for p in found} == {"duplicate_key"}
    assert {p.values["header"] for p in found} == {"1月", "2月"}
