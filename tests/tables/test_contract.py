import pandas as pd
import pytest
from pandera.errors import SchemaErrors

from salesreport.tables import TABLES, contract, table
from salesreport.tables.contract import keeps_contract


def frame_of(**columns):
    n = len(next(iter(columns.values())))
    frame = {
        "opportunity_id": pd.Series(["1"] * n, dtype="str"),
        "rep_id": pd.Series(["A"] * n, dtype="str"),
        "share": pd.Series([1] * n, dtype="object"),
        "source_file": pd.Categorical(["f.csv"] * n),
        "source_sheet": pd.Categorical([None] * n),
        "source_row": pd.array([2] * n, dtype="Int64"),
    }
    return pd.DataFrame({**frame, **columns})


def test_a_typed_frame_passes_and_extra_columns_are_no_matter():
    contract(table("credits")).validate(frame_of(extra=pd.Series(["x"], dtype="str")), lazy=True)


@pytest.mark.parametrize(
    ("column", "values", "dtype"),
    [("rep_id", [None], "str"), ("opportunity_id", [1], "int64"), ("source_row", ["2"], "str")],
)
def test_a_missing_needed_value_or_a_wrong_type_is_refused(column, values, dtype):
    with pytest.raises(SchemaErrors, match=column):
        contract(table("credits")).validate(
            frame_of(**{column: pd.Series(values, dtype=dtype)}), lazy=True
        )


def test_a_column_that_is_not_there_is_refused():
    with pytest.raises(SchemaErrors, match="share"):
        contract(table("credits")).validate(frame_of(extra=["x"]).drop(columns="share"), lazy=True)


def test_closed_choices_are_checked_and_open_ones_are_not():
    stage = contract(table("opportunities")).columns["stage"]
    assert [check.name for check in stage.checks] == ["isin"]
    assert contract(table("opportunities")).columns["lost_reason"].checks == []


def test_a_soft_rule_lets_the_cell_be_missing_and_a_hard_one_does_not():
    opportunities = contract(table("opportunities")).columns
    assert opportunities["rep_id"].nullable
    assert opportunities["created_date"].nullable
    assert not opportunities["opportunity_id"].nullable
    assert contract(table("activities")).columns["action"].nullable


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_contract_has_the_declared_columns_and_the_provenance(name):
    declared = [column.name for column in TABLES[name].columns]
    assert list(contract(TABLES[name]).columns) == [
        *declared, "source_file", "source_sheet", "source_row",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("credits", {}),
        ("credits", {"rep_id": pd.Series([None], dtype="str")}),
        ("credits", {"source_row": pd.Series(["2"], dtype="str")}),
        ("credits", {"share": pd.Series([1.0])}),
        ("evaluations", {}),
        ("evaluations", {"leads": pd.array([-1], dtype="Int64")}),
        ("evaluations", {"leads": pd.array([None], dtype="Int64")}),
        ("stage_changes", {"stage": pd.Series(["won"], dtype="str")}),
        ("stage_changes", {"stage": pd.Series(["thinking"], dtype="str")}),
        ("stage_changes", {"stage": pd.Series([None], dtype="str")}),
        ("stage_changes", {"stage": None}),
    ],
)
def test_the_quick_check_agrees_with_the_contract(frame, name, change):
    row = {"opportunity_id": "1", "rep_id": "A", "share": 1, "period": "2024-06", "target": 1,
           "bookings": 1, "stage": "lead", "entered_date": "2024-06-01"}  # fmt: skip
    found = frame(name, [row])
    for column, values in change.items():
        found = found.drop(columns=column) if values is None else found.assign(**{column: values})
    try:
        contract(table(name)).validate(found, lazy=True)
    except SchemaErrors:
        passes = False
    else:
        passes = True
    assert keeps_contract(found, table(name)) is passes
