"""Amounts in 万 and 亿 stay on one line, and nothing but text is touched."""

import pytest

from salesreport.render.unbroken import unbroken


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("<p>差 51.4万。</p>", '<p>差 <span class="whole">51.4万</span>。</p>'),
        ("<p>−0.5亿元和+1,234萬</p>",
         '<p><span class="whole">−0.5亿元</span>和<span class="whole">+1,234萬</span></p>'),
        ('<img alt="差 5万"><title>5万</title>', '<img alt="差 5万"><title>5万</title>'),
        ("<style>p { quotes: '5万' }</style>", "<style>p { quotes: '5万' }</style>"),
        ("<p>万一 12 万里</p>", "<p>万一 12 万里</p>"),
        ("3亿", '<span class="whole">3亿</span>'),
        ("", ""),
    ],
)  # fmt: skip
def test_an_amount_with_its_sign_is_one_piece(page, kept):
    assert unbroken(page) == kept


def test_the_text_itself_stays_what_it_was():
    page = "<p>完成 51.8万/36.0万（<b>144%</b>），超 15.8万</p>"
    bare = unbroken(page).replace('<span class="whole">', "").replace("</span>", "")
    assert bare == page
