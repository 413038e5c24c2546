import pickle

import pytest

from salesreport.errors import SalesReportError, UnknownKeyError
from salesreport.problems import RULES, LedgerLine, Problem, check_rules, severity


def test_a_policy_decides_how_loudly_a_rule_speaks():
    assert severity("no_rep", {}) == "warning"
    assert severity("no_rep", {"no_rep": "error"}) == "error"
    assert severity("bad_number", {"bad_number": "warning"}) == "warning"
    assert severity("no_rep", {"no_rep": "off"}) is None


def test_an_unknown_rule_is_refused_and_names_the_near_one():
    with pytest.raises(
        UnknownKeyError, match=r"unknown rule 'missing_keyaction'.*'missing_key_action'"
    ):
        check_rules({"missing_keyaction": "error"})
    with pytest.raises(UnknownKeyError, match="unknown rule"):
        severity("nothing", {})


def test_an_unknown_setting_is_refused():
    with pytest.raises(UnknownKeyError, match=r"unknown setting 'warn'.*'warning'"):
        check_rules({"no_rep": "warn"})


def test_a_ledger_line_that_loses_a_row_cannot_be_made():
    LedgerLine("reps", 3, 1, {"bad_number": 1, "duplicate_key": 1})
    with pytest.raises(SalesReportError, match="reps: the ledger does not balance: 3 rows read"):
        LedgerLine("reps", 3, 1, {"bad_number": 1})


def test_a_problem_survives_the_way_to_another_process():
    problem = Problem("error", "bad_number", "costs", "c.csv", row=2, values={"a": "1"})
    assert pickle.loads(pickle.dumps(problem)) == problem


def test_every_rule_says_what_it_finds_and_only_known_severities():
    assert {rule.severity for rule in RULES.values()} <= {"error", "warning", "info"}
    assert all(rule.description.endswith(".") for rule in RULES.values())
