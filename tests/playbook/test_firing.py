"""Whether a rule's condition holds: every answer, and the limit itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.playbook import Measured, Outcome, Rule, outcome

ABOVE = Rule("slow", "late_response", above=0.3, fewest=20)
BELOW = Rule("low", "late_response", below=0.3, fewest=20)
FIRST = Rule("price", "reason_price", above=0.3, fewest=20, leads=True)


@pytest.mark.parametrize(
    ("rule", "measured", "expected"),
    [
        (ABOVE, Measured(0.4, 50, 0.31, 0.5), Outcome(True, True, None)),
        (ABOVE, Measured(0.4, 50, 0.3, 0.5), Outcome(True, False, None)),
        (ABOVE, Measured(0.4, 20), Outcome(True, None, None)),
        (ABOVE, Measured(0.4, 19, 0.31, 0.6), Outcome(False, True, "few")),
        (ABOVE, Measured(0.3, 50, 0.2, 0.4), Outcome(False, False, "within")),
        (ABOVE, Measured(None, why_null="no_responses"), Outcome(False, None, "missing")),
        (BELOW, Measured(0.2, 50, 0.1, 0.29), Outcome(True, True, None)),
        (BELOW, Measured(0.2, 50, 0.1, 0.31), Outcome(True, False, None)),
        (BELOW, Measured(0.3, 50, 0.2, 0.4), Outcome(False, False, "within")),
        (FIRST, Measured(0.4, 50, leads=True), Outcome(True, None, None)),
        (FIRST, Measured(0.4, 50, leads=False), Outcome(False, None, "not_leading")),
        (FIRST, Measured(0.4, 50), Outcome(False, None, "not_leading")),
    ],
)
def test_each_answer(rule, measured, expected):
    assert outcome(rule, measured) == expected


def test_a_rule_without_a_limit_is_refused():
    with pytest.raises(ValueError, match="rule 'x' has no limit"):
        outcome(Rule("x", "stalled"), Measured(0.5, 50))


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 100), st.floats(0, 0.5), st.booleans())
def test_a_rule_fires_or_says_why_not(value, limit, n, half, leads):
    measured = Measured(value, n, max(0.0, value - half), min(1.0, value + half), leads)
    found = outcome(Rule("x", "stalled", above=limit, fewest=10, leads=True), measured)
    assert found.fires == (found.why_not is None)
    assert not (found.fires and n < 10)
    if found.fires:
        assert value > limit
    if found.is_clear:
        assert value > limit
