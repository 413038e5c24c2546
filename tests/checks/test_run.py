"""Laws of all rules: what is refused, what is named, what is off."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesreport.checks import CHECKS
from salesreport.checks.__main__ import main
from salesreport.checks.documentation import documentation
from salesreport.checks.limits import LIMITS
from salesreport.problems import RULES, row_ranges, rows_of
from tests.conftest import ROOT

RULES_HERE = tuple(check.rule for check in CHECKS)
_MIDDLE = date(2024, 6, 15)
_NEAR_DAYS = st.integers(-20, 20).map(lambda n: _MIDDLE + timedelta(days=n))
_DAYS = _NEAR_DAYS | _NEAR_DAYS | st.dates(date(1900, 1, 1), date(2090, 1, 1))
_AMOUNTS = st.sampled_from([None, -5, 1, 48000, 50000, 52000, 61000, 5_200_000])
_NAMES = st.sampled_from(["Acme", "ACME Ltd", "Bolt", "北京字节", "北京 字節"])
_REPS = st.sampled_from(["L", "M", "N"])
_STAGES = st.sampled_from(["lead", "intent", "negotiation", "won", "lost"])
_TABLES = st.fixed_dictionaries({
    "opportunities": st.lists(st.fixed_dictionaries({
        "rep_id": _REPS, "customer": _NAMES, "stage": _STAGES, "created_date": _DAYS,
        "close_date": _DAYS, "amount": _AMOUNTS,
    }), min_size=1, max_size=12),
    "activities": st.lists(st.fixed_dictionaries({
        "rep_id": _REPS, "customer": _NAMES, "stage": _STAGES, "date": _DAYS,
        "action": st.sampled_from(["Visit", "Talked about next year's budget again"]),
        "note": st.sampled_from([None, "Customer is thinking about it"]),
        "entered_on": st.none() | _DAYS, "due_date": st.none() | _DAYS,
        "status": st.just("done"),
    }), min_size=1, max_size=20),
    "stage_changes": st.lists(st.fixed_dictionaries({
        "opportunity_id": _NAMES, "stage": _STAGES, "entered_date": _DAYS,
    }), min_size=1, max_size=10),
    "credits": st.lists(st.fixed_dictionaries({
        "opportunity_id": _NAMES, "rep_id": _REPS,
        "share": st.sampled_from(["0.5", "0.3333", "1"]),
    }), min_size=1, max_size=8),
    "booking_adjustments": st.lists(st.fixed_dictionaries({
        "date": _DAYS, "rep_id": _REPS, "kind": st.just("refund"), "amount": _AMOUNTS,
    }), min_size=1, max_size=5),
})  # fmt: skip
LAWS = settings(max_examples=30, deadline=None,
                suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip


@LAWS
@given(tables=_TABLES, rule=st.sampled_from(RULES_HERE))
def test_an_error_refuses_exactly_the_rows_that_a_warning_names(checked, tables, rule):
    warned = checked(tables, rules={rule: "warning"})
    strict = checked(tables, rules={rule: "error"})
    assert warned.refused == {}
    for table in tables:
        refused = strict.refused.get(table, {})
        assert set(refused) <= {rule}
        rows = refused[rule].tolist() if refused else []
        assert rows == warned.rows(rule, table)
        assert all(0 <= row < len(tables[table]) for row in rows)


@LAWS
@given(tables=_TABLES, rule=st.sampled_from(RULES_HERE))
def test_a_rule_that_is_off_notes_nothing_and_changes_no_other(checked, tables, rule):
    said = checked(tables)
    silent = checked(tables, rules={rule: "off"})
    assert silent.problems == tuple(p for p in said.problems if p.rule != rule)


@LAWS
@given(tables=_TABLES)
def test_no_row_is_refused_under_two_rules(checked, tables):
    refused = checked(tables, rules=dict.fromkeys(RULES_HERE, "error")).refused
    for by_rule in refused.values():
        rows = [row for positions in by_rule.values() for row in positions.tolist()]
        assert len(rows) == len(set(rows))


def test_a_rows_order_does_not_change_what_is_found(checked):
    rows = [{"opportunity_id": "A", "stage": stage, "entered_date": f"2024-06-0{day}"}
            for day, stage in enumerate(["lead", "won", "intent", "lost"], start=1)]  # fmt: skip
    there = checked({"stage_changes": rows}).rows("stage_backwards")
    back = checked({"stage_changes": rows[::-1]}).rows("stage_backwards")
    assert [3 - row for row in back] == there == [2]


def test_rows_refused_and_kept_are_all_rows(load, deals):
    text = deals(
        "O1,L,Acme,2024-06-09,won,2024-06-05,1000", "O2,L,Acme,2024-06-01,won,2024-06-05,1000",
        "O3,L,Acme,2024-06-01,won,2062-06-05,1000",
    )  # fmt: skip
    rules = {"closed_before_created": "error", "implausible_date": "error"}
    loaded = load({"d.csv": text}, {"opportunities": {"path": "d.csv"}}, rules=rules, max_dropped=1)
    (line,) = [line for line in loaded.ledger if line.table == "opportunities"]
    assert (line.read, line.kept) == (3, 1)
    assert line.listed == {"closed_before_created": 1, "implausible_date": 1}
    assert loaded.tables["opportunities"]["opportunity_id"].tolist() == ["O2"]


def test_a_problem_of_several_sheets_is_said_for_each(load, make_run):
    header = ["date", "customer", "stage", "action", "status", "note"]
    note = "Customer is thinking about it"
    sheets = {
        f"Part {part}": [header, *[[f"2024-06-0{i}", f"C{part}{i}", "lead", "Visit", "done", note]
                                   for i in (3, 4, 5)]]
        for part in (1, 2)
    }  # fmt: skip
    for rows in sheets.values():
        rows[0] = [*header, "rep_id"]
        rows[1:] = [[*row, "L"] for row in rows[1:]]
    data = {"activities": {"path": "t.xlsx", "sheet": "Part 1"},
            "more": {"table": "activities", "path": "t.xlsx", "sheet": "Part 2"}}  # fmt: skip
    loaded = load({"t.xlsx": sheets}, data)
    found = [p for p in loaded.problems if p.rule == "copied_remarks"]
    assert [(p.sheet, p.values["row_numbers"]) for p in found] == [
        ("Part 1", "2-4"), ("Part 2", "2-4"),
    ]  # fmt: skip


@given(st.lists(st.integers(1, 60)))
def test_row_ranges_name_every_row_and_no_other(rows):
    text = row_ranges(rows)
    assert rows_of(None, {"row_numbers": text}) == sorted(set(rows))


def test_the_page_of_rules_is_up_to_date(tmp_path):
    main([str(tmp_path / "rules.md")])
    written = (tmp_path / "rules.md").read_text(encoding="utf-8")
    assert written == documentation()
    assert written == (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    assert all(f"`{rule}`" in written for rule in RULES)


def test_every_limit_belongs_to_a_rule():
    assert set(LIMITS) <= set(RULES_HERE) <= set(RULES)


def test_numbers_in_a_rules_description_are_its_limits():
    for rule, number in (("created_before_signing", 3), ("entered_late", 7),
                         ("amount_off_scale", 100)):  # fmt: skip
        assert f" {number} " in RULES[rule].description
        assert number in [limit.value for limit in LIMITS[rule]]
