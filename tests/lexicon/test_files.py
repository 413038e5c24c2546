"""A company's own words over the shipped ones, and what is refused."""

import re
from pathlib import Path

import pytest

from salesreport.errors import ParameterError, SourceFileError, UnknownKeyError
from salesreport.lexicon import load_lexicon, shipped_lexicon

DOCUMENT = (Path(__file__).parents[2] / "docs/lexicon.md").read_text(encoding="utf-8")


@pytest.fixture
def own(tmp_path):
    def write(text):
        path = tmp_path / "lexicon.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_without_a_file_the_shipped_words_count():
    assert load_lexicon(None) == shipped_lexicon()
    assert list(shipped_lexicon().reasons) == [
        "price", "product_fit", "follow_up", "competitor", "budget", "no_decision", "no_need",
    ]  # fmt: skip


def test_a_file_that_says_nothing_new_changes_nothing(own):
    lexicon = load_lexicon(own("reasons: {price: [價格]}\nblank: [无]"))
    assert lexicon.reasons_in("价格") == ("price",)
    assert lexicon.is_blank("无")


def test_words_are_added_moved_and_removed(own):
    lexicon = load_lexicon(
        own("reasons:\n  follow_up: [交期]\n  price: {add: [[运费]], remove: [价格]}")
    )
    assert lexicon.reasons_in("交期太长") == ("follow_up",)
    assert lexicon.reasons_in("运费") == ("price",)
    assert lexicon.reasons_in("价格") == ()


def test_lists_are_added_to_and_taken_from(own):
    lexicon = load_lexicon(own("negations: {remove: [not]}\nblank: [pending]"))
    assert lexicon.reasons_in("not price") == ("price",)
    assert lexicon.is_blank("Pending")


def test_a_reason_of_the_company_has_its_name(own):
    lexicon = load_lexicon(own("reasons: {legal: {titles: {en: Legal, zh_CN: 合规}, add: [gdpr]}}"))
    assert lexicon.titles_of("legal") == {"en": "Legal", "zh_CN": "合规"}
    assert lexicon.titles_of("price") == {}


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("reasons: {pirce: [x]}", UnknownKeyError,
         r"reasons: unknown reason 'pirce'.*did you mean 'price'.*titles"),
        ("reason: {price: [x]}", UnknownKeyError, r"line 1: unknown key 'reason'.*'reasons'"),
        ("reasons: {price: {adds: [x]}}", UnknownKeyError, r"unknown key 'adds'.*'add'"),
        ("reasons: {price: 7}", ParameterError, r"reasons\.price is 7"),
        ("reasons: {price: [7]}", ParameterError, r"is 7"),
        ("reasons: {price: {remove: [prise]}}", UnknownKeyError,
         r"reasons\.price\.remove: unknown word 'prise'.*did you mean 'price'"),
        ("negations: {remove: [niet]}", UnknownKeyError, r"negations: unknown word 'niet'"),
        ("reasons: {price: [运费], budget: [運費]}", ParameterError,
         r"reasons\.budget\.add: '運費' stands for price and for budget"),
        ("reasons: {price: ['..']}", ParameterError, r"'\.\.' holds nothing"),
        ("reasons: {not_recorded: {titles: {en: x}}}", ParameterError, r"id 'not_recorded'"),
        ("reasons: {Legal: {titles: {en: x}}}", ParameterError, r"id 'Legal' cannot be used"),
        ("reasons: {legal: {titles: {}}}", ParameterError, r"'legal' has no name"),
        ("reasons: [", ParameterError, r"not readable as YAML"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_file_and_key(own, text, error, said):
    path = own(text)
    with pytest.raises(error, match=said) as caught:
        load_lexicon(path)
    assert str(path) in caught.value.where
    assert caught.value.remedy


def test_the_example_of_the_document_is_a_lexicon(own):
    example = re.search(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)[1]
    lexicon = load_lexicon(own(example))
    assert lexicon.reasons_in("运费") == ("price",)
    assert lexicon.reasons_in("数据出境") == ("legal",)
    assert (shipped_lexicon().reasons_in("迁移"), lexicon.reasons_in("迁移")) == (
        ("product_fit",), (),
    )  # fmt: skip


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SourceFileError, match="no such file"):
        load_lexicon(tmp_path / "none.yaml")
