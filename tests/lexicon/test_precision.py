"""The shipped lexicon against remarks that no rule was written for."""

from pathlib import Path

import pytest
import yaml

from salesreport.lexicon import Labelled, folded, measured, shipped_lexicon

HERE = Path(__file__).parent
DOCUMENT = (HERE.parents[1] / "docs/lexicon.md").read_text(encoding="utf-8")


def rows(name):
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


TEST_SETS = {
    name: {
        language: [Labelled(row["text"], tuple(row["reasons"])) for row in remarks]
        for language, remarks in rows(name).items()
    }
    for name in ("remarks", "fine")
}
TEST_SET = TEST_SETS["remarks"]


def test_the_test_set_is_large_enough_and_apart_from_the_development_remarks():
    assert min(map(len, TEST_SET.values())) >= 60
    development = [row for n in ("", "2", "3") for row in rows(f"development{n}")]
    development += [row for part in rows("development4").values() for row in part]
    seen = {folded(row["text"]).text for row in development}
    ours = [
        folded(one.remark).text
        for parts in TEST_SETS.values()
        for part in parts.values()
        for one in part
    ]
    assert len(ours) == len(set(ours))
    assert seen.isdisjoint(ours)
    known = set(shipped_lexicon().reasons)
    assert all(known.issuperset(one.reasons) for part in TEST_SET.values() for one in part)


@pytest.mark.parametrize("name", TEST_SETS)
def test_precision_and_coverage_are_those_of_the_document(name):
    parts = TEST_SETS[name]
    every = [one for part in parts.values() for one in part]
    for name, part in (("Chinese", parts["zh"]), ("English", parts["en"]), ("both", every)):
        found = measured(part, shipped_lexicon())
        precision, coverage = found.precision_interval, found.coverage_interval
        line = (
            f"| {name} | {len(part)} | {found.n_right} of {found.n_named} "
            f"| {found.precision:.0%} | {precision.low:.0%} to {precision.high:.0%} "
            f"| {found.n_covered} of {found.n_with_reason} "
            f"| {found.coverage:.0%} | {coverage.low:.0%} to {coverage.high:.0%} |"
        )
        assert line in DOCUMENT


def test_remarks_without_a_reason_stay_without():
    for part in TEST_SET.values():
        found = measured(part, shipped_lexicon())
        assert found.n_quiet == found.n_without


def test_counts_of_a_small_set_by_hand():
    labelled = [
        Labelled("太贵", ("price",)),  # right
        Labelled("太贵，没有预算", ("price",)),  # one right, one wrong
        Labelled("翡翠", ("budget",)),  # missed
        Labelled("翡翠", ()),  # rightly quiet
        Labelled("太贵", ()),  # wrong
    ]
    found = measured(labelled, shipped_lexicon())
    assert (found.n_named, found.n_right, found.n_labelled) == (4, 2, 3)
    assert (found.n_with_reason, found.n_covered) == (3, 2)
    assert (found.n_without, found.n_quiet) == (2, 1)
    assert [(row.remark, reason) for row, reason in found.wrong] == [
        ("太贵，没有预算", "budget"), ("太贵", "price"),
    ]  # fmt: skip
    assert found.recall == pytest.approx(2 / 3)


def test_wilson_of_the_methods_example():
    # methods.md section 8: 170 right of 200 is 85 %, 79 to 89 %
    part = [Labelled("太贵", ("price",))] * 170 + [Labelled("太贵", ())] * 30
    low, high = measured(part, shipped_lexicon()).precision_interval
    assert (round(low, 2), round(high, 2)) == (0.79, 0.89)


def test_nothing_labelled_has_no_precision():
    found = measured([], shipped_lexicon())
    assert found.precision != found.precision
    assert found.precision_interval.low != found.precision_interval.low
