"""Control totals of a measure that no table gives are named: they would never be compared."""

import pytest


def confirmed(measure):
    return {"control_totals": [{"period": "2024-06", "measure": measure, "value": 1}]}


@pytest.mark.parametrize("measure", ["bookings", "new_contracts", "invoiced", "collections"])
def test_what_finance_confirms_is_known(checked, measure):
    assert checked(confirmed(measure)).of("unknown_measure") == []


@pytest.mark.parametrize("measure", ["毛利", "leads", "Billings"])
def test_a_total_that_is_never_compared_is_an_error(checked, measure):
    found = checked(confirmed(measure))
    (problem,) = found.of("unknown_measure")
    assert (problem.severity, problem.table, problem.value) == ("error", "control_totals", measure)
    assert found.rows("unknown_measure") == [0]


@pytest.mark.parametrize(
    ("word", "measure"), [("签约", "new_contracts"), ("开票", "invoiced"), ("回款", "collections")]
)
def test_the_words_that_finance_uses_are_known(load, word, measure):
    text = f"周期,指标,数值\n2024-03,{word},1234\n"
    loaded = load({"c.csv": text}, {"control_totals": {"path": "c.csv"}})
    assert loaded.tables["control_totals"].measure.tolist() == [measure]
