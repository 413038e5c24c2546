"""Kinds of actions: by type where one is filled, else by the words of the text."""

import pytest

from salesreport.report.winloss.actionkinds import KINDS, kinds_in, kinds_of


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("Visited the plant", {"visit"}),
        ("Site visit with engineer", {"survey"}),
        ("phone call, then sent the quotation", {"call", "quote"}),
        ("Demo and samples", {"demo", "sample"}),
        ("Review draft contract", {"contract"}),
        ("上门拜访采购负责人", {"visit"}),
        ("电话拜访", {"call"}),
        ("現場考察並提交報價", {"survey", "quote"}),
        ("产品演示，寄样品", {"demo", "sample"}),
        ("参加投标，签合同", {"bid", "contract"}),
        ("Recalled the forbidden revisions", set()),
        ("", set()),
    ],
)
def test_a_text_says_its_kinds_by_the_longest_word_first(said, kinds):
    assert kinds_in(said) == kinds


@pytest.mark.parametrize(
    ("type_", "said", "kinds"),
    [
        ("visit", "Negotiate contract terms", {"visit"}),
        (None, "Negotiate contract terms", {"contract"}),
        ("Product demo", "call", {"demo"}),
        ("Lunch", "quotation", {"quote"}),
        ("collection", "Call about the invoice", {"collection"}),
        (None, None, set()),
    ],
)
def test_the_type_counts_before_the_text(type_, said, kinds):
    assert kinds_of(type_, said) == kinds


def test_collection_is_no_kind_that_is_compared():
    assert KINDS == (
        "call", "visit", "proposal", "quote", "bid", "demo", "sample", "survey", "contract",
    )  # fmt: skip
