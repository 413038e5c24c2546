"""A typed value that the rest contradicts is a warning, never silently replaced."""

from fractions import Fraction
from pathlib import Path

import pytest

from salesreport.params import load_run
from salesreport.report import build_report
from salesreport.report.differences import agrees

POLICY = "weights: {completion: 100}\ngoalposts: {completion: {lo: 0, hi: 1}}\n"
RUN = """\
period: 2024-03
policy: policy.yaml
language: en
data:
  evaluations: {path: table2.csv}
  opportunities: {path: deals.csv}
"""
TABLE2 = (
    "period,rep_id,target,bookings,completion,new_customers,score,grade\n"
    "2024-03,R1,1000,900,{completion},1,{score},{grade}\n"
)
DEALS = (
    "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
    "O1,R1,Acme,2024-02-01,won,2024-03-05,{amount}\n"
)


@pytest.fixture
def differences(tmp_path):
    def build(completion="90%", score="90", grade="excellent", amount="900"):
        texts = {
            "policy.yaml": POLICY,
            "run.yaml": RUN,
            "table2.csv": TABLE2.format(completion=completion, score=score, grade=grade),
            "deals.csv": DEALS.format(amount=amount),
        }
        for name, text in texts.items():
            Path(tmp_path, name).write_text(text, encoding="utf-8")
        report = build_report(load_run(tmp_path / "run.yaml"))
        return report, {
            p.column: (p.value, p.values["computed"])
            for p in report.problems
            if p.rule == "typed_differs"
        }

    return build


def test_values_that_agree_are_no_problem(differences):
    assert differences()[1] == {}


def test_typed_value_counts_and_the_computed_one_stands_beside_it(differences):
    report, found = differences(amount="850")
    figure = report.for_rep("R1").rep.figures["bookings"]
    assert found == {"bookings": ("900", "850")}
    assert (figure.value, figure.typed, figure.computed) == (900, True, 850)


def test_typed_rate_is_held_against_its_own_parts(differences):
    assert differences(completion="95%", score="95")[1] == {"completion": ("95%", "90%")}


def test_typed_score_and_grade_are_held_against_the_formula(differences):
    assert differences(score="85", grade="good")[1] == {
        "score": ("85", "90"),
        "grade": ("good", "excellent"),
    }


@pytest.mark.parametrize(
    ("typed", "other", "is_rate", "expected"),
    [
        ("88", "87.98", False, True),
        ("88", "87.4", False, False),
        ("0.25", "0.2549", True, True),
        ("0.25", "0.2551", True, False),
        ("0.3", "0.3049", True, True),
        ("87.9", "87.98", False, False),
    ],
)
def test_agreement_goes_by_the_decimals_typed(typed, other, is_rate, expected):
    assert agrees(Fraction(typed), Fraction(other), is_rate=is_rate) is expected
