"""Every measure of the catalogue has all its parts, a documented function, a worked test."""

import ast
import inspect
import re
from pathlib import Path

import pytest

from salesreport.language.wording import WHY_NULL
from salesreport.measures import COMPONENTS, MEASURES, single
from salesreport.measures.catalogue import ALWAYS

DESIGN = {
    "bookings", "new_contracts", "completion", "won_customers", "leads", "valid_leads",
    "conversion", "cohort_conversion", "win_rate", "revenue_per_customer", "collection_rate",
    "receivable_rate", "new_customers", "repurchase_rate", "process", "response_days",
    "proposals", "contacts_rate", "satisfaction", "cost_ratio", "cycle_days",
    "pipeline_coverage", "slipped",
}  # fmt: skip
"""The design's table of measures, row by row."""


def test_the_catalogue_has_every_measure_of_the_design():
    assert set(MEASURES) >= DESIGN


@pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
def test_a_measure_says_what_it_leaves_out_why_it_may_be_missing_and_whose_it_is(measure):
    assert measure.exclusions
    assert set(measure.why_null) <= set(WHY_NULL)
    assert not set(measure.why_null) & set(ALWAYS)
    # the field's own definitions name a page; the template's are ours to hold
    assert measure.source != "field" or measure.reference.startswith(("http://", "https://"))
    if measure.denominator is not None:
        assert {"no_denominator", "target_not_positive"} & set(measure.why_null)
    unless = COMPONENTS[measure.numerator].unless
    assert (unless is not None) == ("no_tax_rate" in measure.why_null)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
def test_a_measure_is_one_function_that_documents_all_its_parts(measure):
    text = inspect.getdoc(getattr(single, measure.name))
    first = text.splitlines()[0]
    assert len(first) <= 72
    for part in ("Formula: ", "Unit: ", "Denominator: ", "Left out: ", "NaN: ", "Source: "):
        assert part in re.sub(r"\s+", " ", text), part
    assert ("Denominator: none" in re.sub(r"\s+", " ", text)) == (measure.denominator is None)
    assert "MissingColumnError" in text or "errors as" in text


def test_the_package_exports_each_measure():
    assert set(MEASURES) <= set(single.__all__)


def worked(source: str) -> dict[str, set[str]]:
    """Measures named by the marker `worked` of each test that asserts something."""
    found = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            named = {
                argument.value
                for one in node.decorator_list
                if isinstance(one, ast.Call) and ast.unparse(one.func) == "pytest.mark.worked"
                for argument in one.args
            }
            if named and any(isinstance(part, ast.Assert) for part in ast.walk(node)):
                found[node.name] = named
    return found


def test_no_measure_without_a_test_against_a_worked_or_published_value():
    here = Path(__file__).parent
    found = set()
    for path in here.glob("test_*.py"):
        source = path.read_text(encoding="utf-8")
        for name, measures in worked(source).items():
            unknown = measures - set(MEASURES)
            assert not unknown, f"{path.name}::{name} names no measure: {sorted(unknown)}"
            found |= measures
    assert set(MEASURES) - found == set()


def test_the_check_sees_a_measure_without_a_test_and_a_test_without_a_value():
    source = "@pytest.mark.worked('leads')\ndef test_a():\n    {}\n"
    assert worked(source.format("assert 1 == 1")) == {"test_a": {"leads"}}
    assert worked(source.format("pass")) == {}
    assert worked("def test_a():\n    assert 1\n") == {}
