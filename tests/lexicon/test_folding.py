"""A remark as it is compared, and where its signs stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.lexicon import folded, says_nothing


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Ｐｒｉｃｅ　ＴＯＯ  high", "price too high"),
        ("價格 太 高", "价格太高"),
        ("价\u200b格", "价格"),
        ("<p>预算</p><br/>不足", "预算\n不足"),
        ("<b>Too</b> <i>pricey</i>", "too pricey"),
        ("<script>alert('price')</script>quality", "quality"),
        ("<!-- price -->quality", "quality"),
        ("price &amp; terms&nbsp;", "price & terms"),
        ("&#20215;格", "价格"),
        ("isn’t, can't, cannot, wont", "is not, can not, can not, wo not"),
        ("follow-up — slow", "follow up - slow"),
        ("price < 5 and > 3", "price < 5 and > 3"),
        ("cafe\u0301", "café"),
        ("", ""),
    ],
)
def test_what_makes_no_difference_is_left_out(written, text):
    assert folded(written).text == text


def test_a_span_is_that_of_the_remark_as_written():
    written = "<b>價&#26684;</b>太高"
    found = folded(written)
    assert found.text == "价格太高"
    first, last = found.span(0, 2)
    assert written[first:last] == "價&#26684;"


@given(st.text(max_size=60))
def test_every_sign_comes_from_a_place_of_the_remark(written):
    found = folded(written)
    assert len(found.text) == len(found.starts) == len(found.ends)
    spans = list(zip(found.starts, found.ends, strict=True))
    assert all(0 <= start < end <= len(written) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text(alphabet="价格高 price不是<b>&amp;，.\n'-", max_size=40))
def test_folding_the_letters_again_changes_nothing(written):
    once = folded(written.replace("<", "").replace("&", "")).text
    assert folded(once).text == once


@pytest.mark.parametrize("written", [None, "", " ", "—", "...", "👍🏽", "<br>", "?！", "\u200b"])
def test_a_cell_without_a_letter_says_nothing(written):
    assert says_nothing(written)


@pytest.mark.parametrize("written", ["无", "x", "7", "<b>a</b>"])
def test_a_cell_with_a_letter_says_something(written):
    assert not says_nothing(written)
