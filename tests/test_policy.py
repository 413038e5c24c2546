"""Policies: exact numbers, weights of 100, roles, clear refusals."""

from decimal import Decimal

import pytest

from salesreport.errors import ParameterError, SourceFileError, UnknownKeyError
from salesreport.policy import load_policy

GOOD = """\
currency: CNY
weights: {completion: 60, conversion: 40}
goalposts:
  completion: {lo: 0, hi: 1.00}
  conversion: {lo: 0, hi: 0.32}
roles:
  new_business:
    weights: {conversion: 100}
    goalposts: {conversion: {lo: 0, hi: 0.2}}
"""


@pytest.fixture
def policy_file(tmp_path):
    def write(text):
        path = tmp_path / "2024-Q1.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_policy_is_named_by_its_file_and_keeps_numbers_exact(policy_file):
    policy = load_policy(policy_file(GOOD))
    assert policy.name == "2024-Q1"
    assert policy.goalposts["conversion"].hi == Decimal("0.32")


def test_role_weights_replace_whole_and_goalposts_merge(policy_file):
    weights, goalposts = load_policy(policy_file(GOOD)).for_role("new_business")
    assert weights == {"conversion": 100}
    assert goalposts["conversion"].hi == Decimal("0.2")
    assert goalposts["completion"].hi == 1


def test_unknown_role_has_the_common_weights(policy_file):
    weights, _ = load_policy(policy_file(GOOD)).for_role("else")
    assert weights == {"completion": 60, "conversion": 40}


def test_reweighted_replaces_the_weights_of_every_role(policy_file):
    policy = load_policy(policy_file(GOOD)).reweighted({"completion": 50, "conversion": 50.0})
    assert policy.for_role("new_business")[0] == {"completion": 50, "conversion": 50}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("conversion: 40}", "conversion: 35}", r"line 2, weights: weights sum to 95.*by 5"),
        ("completion: 60, conversion: 40}", "completion: 120, conversion: -20}",
         r"weights: a weight is negative \(conversion -20\).*lo of its goalpost is above hi"),
        ("conversion: 40}", "conversoin: 40}", "unknown measure 'conversoin'.*'conversion'"),
        ("currency: CNY", "curency: CNY", "line 1: unknown key 'curency'.*did you mean 'currency'"),
        ("{lo: 0, hi: 1.00}", "{lo: 0, hi: full}", r"line 4: goalposts.completion.hi is 'full'"),
        ("{lo: 0, hi: 1.00}", "{lo: 1, hi: 1.00}", "lo and hi are both 1"),
        ("  completion: {lo: 0, hi: 1.00}\n", "", "weights without a goalpost: completion"),
        ("currency: CNY", "currency: CNY\ncurrency: USD", "line 2: .*'currency' stands twice"),
        ("currency: CNY", "grades: {excellent: 80, good: 80}", "do not descend"),
        ("currency: CNY", "rules: {missing_key_acton: off}", "unknown rule.*missing_key_action"),
        ("currency: CNY", "horizon_days: {cohort_conversion: 1000000000}",
         "horizon_days.cohort_conversion is 1000000000.*less than or equal to 3660"),
        ("currency: CNY", "horizon_days: {repurchase_rate: 3661}", "equal to 3660"),
        ("currency: CNY", "horizon_days: {repurchase_rate: true}", "is True.*valid integer"),
        ("currency: CNY", "min_n: {conversion: true}", "min_n.conversion is True.*valid integer"),
        ("currency: CNY", "min_n: {conversion: 0}", "min_n.conversion is 0"),
        ("currency: CNY", "flags: {below: {months: true}}", "months is True.*valid integer"),
    ],
)  # fmt: skip
def test_bad_policy_is_refused_with_place_and_remedy(policy_file, old, new, message):
    assert old in GOOD
    with pytest.raises(ParameterError, match=r"2024-Q1\.yaml.*" + message):
        load_policy(policy_file(GOOD.replace(old, new, 1)))


def test_weights_without_key_are_named_as_missing(policy_file):
    with pytest.raises(ParameterError, match=r"weights is missing.*add weights"):
        load_policy(policy_file("currency: CNY\ngoalposts: {}\n"))


def test_missing_policy_file_names_the_near_one(policy_file):
    path = policy_file(GOOD)
    with pytest.raises(SourceFileError, match=r"no such file.*did you mean '2024-Q1\.yaml'"):
        load_policy(path.with_name("2024-Q2.yaml"))


def test_reweighted_refuses_an_unknown_measure_and_text(policy_file):
    policy = load_policy(policy_file(GOOD))
    with pytest.raises(ParameterError, match=r"the weight of completion is 'much'"):
        policy.reweighted({"completion": "much"})
    with pytest.raises(UnknownKeyError, match=r"unknown measure 'luck'"):
        policy.reweighted({"luck": 100})


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), "NaN", None, "100%", True])
def test_a_weight_that_is_no_number_is_refused_in_words(policy_file, weight):
    policy = load_policy(policy_file(GOOD))
    with pytest.raises(ParameterError, match=r"the weight of completion is .*a number"):
        policy.reweighted({"completion": weight})


def test_flags_of_a_role_merge_with_the_policys(policy_file):
    text = GOOD.replace("  new_business:", "  Farmer:\n    flags: {over_target: 0.1}\n  hunter:")
    policy = load_policy(policy_file(text))
    assert sorted(policy.roles) == ["account_management", "new_business"]
    own, common = policy.flags_for("account_management"), policy.flags_for(None)
    assert (own.over_target, own.below) == (Decimal("0.1"), common.below)
    assert policy.flags_for("new_business") == common


def test_a_role_written_twice_is_refused(policy_file):
    text = GOOD.replace("  new_business:", "  hunter: {}\n  new_business:")
    with pytest.raises(ParameterError, match="'new_business' is the role 'new_business'"):
        load_policy(policy_file(text))


def test_extra_measures_may_carry_a_weight_and_scale_by_their_unit(policy_file):
    text = GOOD.replace("conversion: 40}", "training: 40}").replace(
        "roles:", "  training: {lo: 0, hi: 5}\nextra: {training: count, audit: rate}\nroles:"
    )
    policy = load_policy(policy_file(text))
    assert policy.weights == {"completion": 60, "training": 40}
    assert "training" in policy.per_month
    assert "audit" not in policy.per_month


def test_min_n_and_missing_of_a_role_merge_with_the_policys(policy_file):
    text = GOOD.replace("currency: CNY", "currency: CNY\nmin_n: {conversion: 10, completion: 2}")
    own = "    min_n: {conversion: 30}\n    missing: {rescale_above: 0.9}\n"
    policy = load_policy(policy_file(text + own))
    assert policy.min_n_for("new_business") == {"conversion": 30, "completion": 2}
    assert policy.min_n_for("account_management") == {"conversion": 10, "completion": 2}
    assert policy.missing_for("new_business").rescale_above == Decimal("0.9")
    assert policy.missing_for("account_management").rescale_above == Decimal("0.60")
    assert policy.missing_for(None) == policy.missing


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("min_n: {conversoin: 30}", "unknown measure 'conversoin'.*'conversion'"),
        ("min_n: {conversion: 0}", "roles.new_business.min_n.conversion is 0"),
        ("mis_n: {conversion: 3}", "unknown key 'mis_n'.*did you mean 'min_n'"),
        ("missing: {rescale_abov: 0.9}", "unknown key 'rescale_abov'.*'rescale_above'"),
        ("missing: {rescale_above: 90}", "roles.new_business.missing.rescale_above is 90"),
    ],
)
def test_bad_terms_of_a_role_name_the_near_word(policy_file, line, message):
    with pytest.raises(ParameterError, match=message):
        load_policy(policy_file(f"{GOOD}    {line}\n"))
