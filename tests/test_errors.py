"""Errors: four parts, near names, picklable."""

import pickle

import pytest

from salesreport import errors


def test_error_text_has_place_cause_expectation_and_remedy():
    error = errors.ParameterError(
        "weights sum to 95, not 100", where="policy.yaml", expected="100", remedy="add 5"
    )
    assert str(error) == ("policy.yaml: weights sum to 95, not 100. Expected: 100. Remedy: add 5.")


def test_unknown_key_names_the_near_one():
    error = errors.UnknownKeyError("weigths", known=["weights", "grades"], where="p.yaml")
    assert error.near == ["weights"]
    assert "did you mean 'weights'" in str(error)


@pytest.mark.parametrize(
    "error",
    [
        errors.UnknownKeyError("a", known=["b"], where="f"),
        errors.InputError("two faults", problems=("p", "q"), where="f"),
        errors.RenderError("failed", remedy="look"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_keep_their_attributes_through_pickle(error):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert again.__dict__ == error.__dict__
