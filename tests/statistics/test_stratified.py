"""Mantel-Haenszel by hand, against statsmodels, in hard cases, and its laws."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import StratifiedTable, Table2x2

from salesreport.statistics import mantel_haenszel, odds_ratio, pooled_log, unlike, woolf

LAW = settings(max_examples=80, deadline=None, derandomize=True)
CELL = st.one_of(st.just(0), st.integers(0, 40))
TABLES = st.lists(st.lists(CELL, min_size=4, max_size=4), min_size=1, max_size=6).map(
    lambda rows: np.array(rows).reshape(-1, 2, 2)
)


def test_two_strata_by_hand():
    # sums of ad/n: 8·6/20 + 4·10/20 = 4.4; of bc/n: 2·4/20 + 2·4/20 = 0.8
    found = mantel_haenszel([[[8, 2], [4, 6]], [[4, 2], [4, 10]]])
    assert found.odds_ratio == pytest.approx(4.4 / 0.8)
    # together 12, 4, 8, 16
    assert found.crude == 12 * 16 / (4 * 8)
    assert not found.sign_change
    # won with it: 12 found, 10·12/20 + 6·8/20 expected; variance Π margins / (n² (n - 1))
    variance = 10 * 10 * 12 * 8 / (400 * 19) + 6 * 14 * 8 * 12 / (400 * 19)
    assert found.statistic == pytest.approx((12 - 8.4 - 0.5) ** 2 / variance)
    assert found.z == pytest.approx(3.6 / math.sqrt(variance))


def test_one_stratum_is_the_tables_own_odds_ratio():
    # Robins, Breslow and Greenland's variance of one table is Woolf's sum of 1 / cell
    found = mantel_haenszel([[[8, 2], [4, 6]]])
    assert found.crude == 6
    assert found.odds_ratio == pytest.approx(6)
    assert found.log_sd == pytest.approx(math.sqrt(1 / 8 + 1 / 2 + 1 / 4 + 1 / 6))
    assert math.isnan(found.woolf.p)
    assert math.isnan(found.breslow_day.p)


def test_half_a_case_in_each_cell():
    found = odds_ratio([[3, 0], [2, 9]])
    assert found.value == pytest.approx(3.5 * 9.5 / (0.5 * 2.5))
    reference = Table2x2(np.array([[3.5, 0.5], [2.5, 9.5]]))
    assert found.interval == pytest.approx(reference.oddsratio_confint())


@pytest.mark.parametrize("table", [[[0, 0], [3, 4]], [[0, 3], [0, 4]], [[0, 0], [0, 0]]])
def test_nothing_to_compare_is_nan(table):
    # without a case in a row or a column: nobody did it, or nothing was won
    assert math.isnan(odds_ratio(table).value)
    found = mantel_haenszel([table, table])
    assert math.isnan(found.odds_ratio)
    assert math.isnan(found.p)
    assert (found.n, found.n_strata, found.sign_change) == (0, 0, False)


def test_no_strata_at_all_is_nan():
    assert math.isnan(mantel_haenszel([]).odds_ratio)
    assert math.isnan(woolf(np.zeros((0, 2, 2))).p)


def test_all_one_way_is_infinite_and_still_tested():
    found = mantel_haenszel([[[5, 0], [0, 5]], [[3, 0], [1, 4]]])
    assert found.odds_ratio == math.inf
    assert math.isnan(found.interval.low)
    assert found.p < 0.01
    back = mantel_haenszel([[[0, 5], [5, 0]]])
    assert back.odds_ratio == 0
    assert back.z < 0


def test_less_than_half_a_case_is_no_evidence():
    # 2 found, 1.8 expected: corrected the other way round it would be 0.3² / variance
    found = mantel_haenszel([[[2, 1], [4, 3]]])
    assert (found.statistic, found.p) == (0, 1)
    assert found.z > 0


def test_a_common_ratio_of_one_has_a_heterogeneity_test():
    # statsmodels divides by 0 here; e is row · column / n, as without association
    tables = [[[6, 2], [2, 6]], [[2, 6], [6, 2]]]
    found = mantel_haenszel(tables)
    assert found.odds_ratio == 1
    # each stratum: (6 - 4)² · 4 · 1/4
    assert found.breslow_day.statistic == pytest.approx(8)
    assert found.breslow_day.p < 0.01


def test_estimates_by_hand():
    # mean 1.5 by weights 3 and 1; (0.5² · 3 + 1.5² · 1)
    found = unlike(np.array([1.0, 3.0]), np.array([1 / 3, 1.0]))
    assert found.statistic == pytest.approx(0.25 * 3 + 2.25)
    assert (found.df, round(found.p, 4)) == (1, 0.0833)


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ([[1, 2], [3, 4]], "shape"),
        ([[[1, 2], [3, -4]]], "whole number"),
        ([[[1, 2], [3, 0.5]]], "whole number"),
        ([[[1, 2], [3, math.nan]]], "whole number"),
    ],
)
def test_what_is_no_table_of_counts_is_refused(tables, said):
    with pytest.raises(ValueError, match=said):
        mantel_haenszel(tables)


@given(TABLES)
@LAW
def test_statsmodels_gives_the_same(tables):
    full = tables[(tables > 0).all(axis=(1, 2))]
    if not len(full):
        return
    found, theirs = mantel_haenszel(full), StratifiedTable(np.moveaxis(full, 0, 2))
    assert found.odds_ratio == pytest.approx(theirs.oddsratio_pooled)
    assert found.interval == pytest.approx(theirs.oddsratio_pooled_confint())
    assert found.z**2 == pytest.approx(theirs.test_null_odds().statistic)
    if len(full) > 1 and abs(found.odds_ratio - 1) > 1e-3:
        assert found.breslow_day.statistic == pytest.approx(
            theirs.test_equal_odds().statistic, rel=1e-6, abs=1e-8
        )


@given(TABLES)
@LAW
def test_with_and_without_exchanged_turns_the_ratio_over(tables):
    one, other = mantel_haenszel(tables), mantel_haenszel(tables[:, ::-1])
    assert one.n == other.n
    log, sd = pooled_log(tables)
    assert sd == pytest.approx(one.log_sd, nan_ok=True)
    assert math.isnan(log) or math.exp(log) == pytest.approx(one.odds_ratio)
    assert other.p == pytest.approx(one.p, nan_ok=True)
    assert other.z == pytest.approx(-one.z, nan_ok=True)
    if 0 < one.odds_ratio < math.inf:
        assert other.odds_ratio == pytest.approx(1 / one.odds_ratio)
        assert other.interval.low == pytest.approx(1 / one.interval.high)
        assert other.woolf.p == pytest.approx(one.woolf.p, nan_ok=True)
        assert other.breslow_day.p == pytest.approx(one.breslow_day.p, nan_ok=True)


@given(TABLES, st.integers(0, 9), st.integers(0, 9))
@LAW
def test_a_stratum_that_says_nothing_changes_only_the_crude_ratio(tables, won, lost):
    one = mantel_haenszel(tables)
    other = mantel_haenszel([*tables, [[won, lost], [0, 0]], [[won, 0], [lost, 0]]])
    changed = one._replace(crude=other.crude, sign_change=other.sign_change)
    assert repr(changed) == repr(other)
