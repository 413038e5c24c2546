"""Amounts in 万 and 亿 kept on one line: a browser may break between a digit and the sign."""

from __future__ import annotations

import re

_NO_TEXT = re.compile(
    r"(<(style|script|title|template)\b.*?</\2\s*>|<[^>]*>)", re.DOTALL | re.IGNORECASE
)
_AMOUNT = re.compile(r"[+−-]?\d[\d,.]*[万亿萬億]元?")


def unbroken(page: str) -> str:
    """The page with a `span` of class `whole` around each such amount in its text.

    Parameters
    ----------
    page : str
        HTML whose attribute values hold no bare `>`.

    Examples
    --------
    >>> unbroken('<p title="1.5万">+1.5万元</p>')
    '<p title="1.5万"><span class="whole">+1.5万元</span></p>'
    """
    if not _AMOUNT.search(page):
        return page
    parts = _NO_TEXT.split(page)
    # Text, the tag or element between, the element's name; and so on.
    kept = [
        _AMOUNT.sub(r'<span class="whole">\g<0></span>', text) + between
        for text, between in zip(parts[::3], [*parts[1::3], ""], strict=True)
    ]
    return "".join(kept)
