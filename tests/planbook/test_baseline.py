"""What a book remembers comes back from its hidden sheet."""

from salesreport.planbook import Baseline, Proposed


def test_a_baseline_comes_back_from_its_rows():
    whole = Baseline(
        plans={
            "2026-06.0004.follow_up": Proposed(
                cells={"item": "跟进" * 20_000, "to_value": 0.8, "support_given": True},
                row={"rule": "follow_up", "carried": 2},
            )
        },
        drafts={"P1": "每天九点清理到期事项"},
    )
    found = Baseline.of_records(whole.records())
    assert found == whole
    assert found.plans["2026-06.0004.follow_up"].cells["support_given"] is True


def test_no_cell_of_the_hidden_sheet_is_longer_than_a_spreadsheet_takes():
    whole = Baseline(plans={"a": Proposed(cells={"item": "x" * 100_000})})
    assert max(len(cell) for row in whole.records() for cell in row) < 32_767


def test_rows_that_somebody_wrote_into_the_hidden_sheet_are_passed_over():
    rows = [["plan", "a", "{broken"], ["x"], ["draft", "b", "7"], ["plan", "c", '{"cells": {}}']]
    assert Baseline.of_records(rows) == Baseline(plans={"c": Proposed()})
