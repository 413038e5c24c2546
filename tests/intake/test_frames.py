from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from salesreport.cells import Coded
from salesreport.errors import InputError
from salesreport.intake.draft import Draft
from salesreport.intake.frames import frame_of
from salesreport.tables import table


def draft_of(name, **cells):
    declared = table(name)
    n = len(next(iter(cells.values())))
    draft = Draft.of_rows(declared, "f.csv", None, np.arange(2, n + 2))
    draft.cells = {
        column.name: Coded.of(cells.get(column.name, [None] * n)) for column in declared.columns
    }
    return draft


def test_each_kind_has_its_type_and_its_missing_value():
    frame = frame_of(
        draft_of(
            "evaluations",
            period=["2024-03", "2024-03"],
            rep_id=["A", "B"],
            target=[5, None],
            bookings=[1, 2],
            conversion=[Decimal("0.15"), None],
            leads=[3, None],
        )
    )
    assert frame.dtypes.astype(str)[["period", "target", "conversion", "leads"]].tolist() == [
        "str", "Int64", "object", "Int64",
    ]  # fmt: skip
    assert frame.conversion.tolist() == [Decimal("0.15"), None]
    assert frame.target.isna().tolist() == [False, True]


def test_days_are_midnights_and_flags_know_missing():
    frame = frame_of(
        draft_of(
            "leave",
            rep_id=["A"],
            from_date=[date(2024, 3, 1)],
            to_date=[date(2024, 3, 2)],
            kind=["annual"],
            prorate=[True],
        )
    )
    assert str(frame.from_date.dtype) == "datetime64[us]"
    assert str(frame.prorate.dtype) == "boolean"


def test_a_value_no_rule_caught_is_stopped_by_the_contract():
    broken = draft_of(
        "credits", opportunity_id=["1", "2"], rep_id=["A", None], share=[Decimal(1), Decimal(1)]
    )
    with pytest.raises(InputError, match=r"credits: 1 cells break the contract.*rep_id") as caught:
        frame_of(broken)
    assert len(caught.value.failures) == 1
