"""A line of the policy on sales that no table answers is one problem, which names both."""

import pytest

from salesreport.checks import run_checks
from salesreport.display import problem_message, problem_remedy
from salesreport.intake.findings import Findings
from salesreport.language import Words

RULE = "unrecognised_sales"
DEAL = {"opportunity_id": "O1", "rep_id": "A", "stage": "won", "customer": "C", "amount": 100,
        "created_date": "2024-05-01", "close_date": "2024-06-05"}  # fmt: skip
CONTRACT = {"contract_id": "K1", "customer": "C", "rep_id": "A", "amount": 100,
            "signed_date": "2024-06-01"}  # fmt: skip


@pytest.fixture
def problems(frame, make_run):
    def check(tables, **recognise):
        terms = {"weights": {"completion": 100}, "goalposts": {"completion": {"lo": 0, "hi": 1}},
                 "recognise": recognise}  # fmt: skip
        run = make_run({}, {"reps": {"path": "reps.csv"}}, terms=terms)
        findings = Findings(run.policy.rules)
        run_checks({name: frame(name, rows) for name, rows in tables.items()}, run, findings)
        return findings.problems

    return check


@pytest.mark.parametrize(
    ("recognise", "more", "found"),
    [
        ({"sale": "signed"}, {}, None),
        ({"sale": "approved"}, {}, ("opportunities", "approval", "sale: approved")),
        ({"sale": "invoiced"}, {}, ("invoices", None, "sale: invoiced")),
        ({"sale": "first_cash"}, {}, ("payments", None, "sale: first_cash")),
        ({"sale": "accepted"}, {}, ("payment_plan", None, "sale: accepted")),
        ({"tax": "excluded"}, {}, ("contracts", None, "tax: excluded")),
        ({"tax": "excluded"}, {"contracts": [CONTRACT]},
         ("contracts", "tax_rate", "tax: excluded")),
        ({"tax": "excluded"}, {"contracts": [CONTRACT | {"tax_rate": "0.13"}]},
         ("opportunities", "contract_id", "tax: excluded")),
    ],
)  # fmt: skip
def test_the_line_and_what_it_lacks_are_named_once(problems, recognise, more, found):
    listed = problems({"opportunities": [DEAL], **more}, **recognise)
    assert [(p.severity, p.table, p.column, p.value) for p in listed if p.rule == RULE] == (
        [] if found is None else [("error", *found)]
    )
    # not of each deal once more
    assert [p for p in listed if p.rule == "no_tax_rate"] == []


def test_nothing_is_said_where_the_tables_answer_or_there_is_no_deal(problems):
    deals = {"opportunities": [DEAL | {"contract_id": "K1", "approval": "approved"}]}
    contracts = {"contracts": [CONTRACT | {"tax_rate": "0.13"}]}
    listed = problems(deals | contracts, sale="approved", tax="excluded")
    assert [p for p in listed if p.rule == RULE] == []
    assert [p for p in problems({"opportunities": []}, sale="approved") if p.rule == RULE] == []


@pytest.mark.parametrize(
    ("language", "found", "remedy"),
    [
        ("en", "The policy says “sale: approved”, and no row of the table “opportunities” tells: "
         "sales are unknown, not 0.",
         "Add the table or column, or change “sale: approved” under “recognise” in the policy."),
        ("zh_CN", "政策规定“sale: approved”，但“商机表”中没有一行能说明：销售额不可知，不按0计。",
         "请补上该表或该列，或修改政策中“recognise”下的“sale: approved”。"),
    ],
)  # fmt: skip
def test_it_is_worded_with_the_policys_own_line(problems, language, found, remedy):
    (one,) = [p for p in problems({"opportunities": [DEAL]}, sale="approved") if p.rule == RULE]
    words = Words(language)
    assert (problem_message(one, words), problem_remedy(one, words)) == (found, remedy)
