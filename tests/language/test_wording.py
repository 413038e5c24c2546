"""`Words`: text, reasons, lists, escaping."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from salesreport.errors import UnknownKeyError
from salesreport.language import LANGUAGES, Words
from salesreport.language.wording import WHY_NULL


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_for_a_missing_number_has_words(language):
    words = Words(language)
    shown = {words.na(reason) for reason in WHY_NULL}
    assert len(shown) == len(WHY_NULL)
    assert all(text.startswith(words.na()) for text in shown)


def test_a_missing_number_is_said_in_the_language():
    assert Words("en").na("no_target") == "n/a: no target"
    assert Words("zh_CN").na("no_denominator") == "无法计算：分母为零"
    assert Words("zh_CN").na("a reason of its own") == "无法计算"


def test_plural_forms_follow_the_language():
    one, many = "{n} deal lost", "{n} deals lost"
    assert Words("en").plural(one, many, 1) == "1 deal lost"
    assert Words("en").plural(one, many, 1200) == "1,200 deals lost"
    assert Words("zh_CN").plural(one, many, 1) == "丢单 1 单"


def test_html_escapes_values_and_keeps_markup():
    shown = Words("en").html("target {target}", target="<b>")
    assert shown == Markup("target &lt;b&gt;")
    assert Words("en").html("target {target}", target=Markup("<b>x</b>")) == "target <b>x</b>"


def test_lists_sentences_and_brackets_follow_the_language():
    assert Words("en").join(["a", "b"]) == "a, b"
    assert Words("zh_CN").join(["甲", "乙"]) == "甲、乙"
    assert Words("en").sentences(["A.", "", "B."]) == "A. B."
    assert Words("zh_TW").sentences(["甲。", "乙。"]) == "甲。乙。"
    assert Words("zh_CN").bracket("甲") == "（甲）"


def test_the_language_of_a_page_is_named_as_html_names_it():
    assert Words("zh_TW").html_lang == "zh-TW"


def test_an_unknown_language_is_refused():
    with pytest.raises(UnknownKeyError, match="unknown language 'de'"):
        Words("de")
