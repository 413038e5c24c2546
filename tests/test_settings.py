"""What all YAML files share: numbers that are no flags, decimals as typed, ids."""

from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from salesreport.errors import ParameterError
from salesreport.settings import Count, Exact, ExactShare, Share, Whole, check_id


@pytest.mark.parametrize("kind", [Share, Count, Exact, ExactShare])
def test_a_flag_is_no_number(kind):
    for flag in (True, False):
        with pytest.raises(ValidationError, match="a number is expected"):
            TypeAdapter(kind).validate_python(flag)


def test_numbers_are_those_that_were_typed():
    assert TypeAdapter(ExactShare).validate_python(0.32) == Decimal("0.32")
    assert TypeAdapter(Exact).validate_python(1e-7) == Decimal("1E-7")
    assert TypeAdapter(Share).validate_python(1) == 1.0
    assert TypeAdapter(Count).validate_python(1) == 1


@pytest.mark.parametrize(
    ("kind", "value"),
    [(Share, 1.01), (ExactShare, -0.01), (Count, 0), (Exact, float("nan")), (Whole, True)],
)
def test_numbers_outside_are_refused(kind, value):
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value)


def test_an_id_is_small_letters_digits_and_underscores_and_not_reserved():
    check_id("price_2", where="rules.yaml")
    for name in ("Price", "2nd", "", "a-b", "价格", "a\n"):
        with pytest.raises(ParameterError) as refused:
            check_id(name, where="rules.yaml")
        assert refused.value.expected == "small letters, digits and _"
    with pytest.raises(ParameterError) as refused:
        check_id("unmatched", where="rules.yaml", reserved=("not_recorded", "unmatched"))
    assert refused.value.expected == (
        "small letters, digits and _, and none of not_recorded, unmatched"
    )
