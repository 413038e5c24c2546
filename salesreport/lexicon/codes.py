"""What was chosen as a deal's lost reason, as ids of reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass

from salesreport.lexicon.folding import folded
from salesreport.lexicon.matching import Lexicon

_BETWEEN = re.compile(r"[;；|、/,，\n]+|\s\+\s|＋")


@dataclass(frozen=True)
class CodeReading:
    """A recorded code.

    Attributes
    ----------
    reasons : tuple of str
        Ids it stands for, each once; empty where it names none that is known.
    blank : bool
        Nothing was said: an empty cell, a dash, 无, 其他.
    """

    reasons: tuple[str, ...] = ()
    blank: bool = False


def read_code(code: str | None, lexicon: Lexicon) -> CodeReading:
    """Reasons that a recorded code stands for.

    An id, a reason's name in any language or one of the table's words for it counts
    as it is; several of them may stand between `;`, `|`, `/`, `,` or 、. Any other
    wording is read like a remark; 其他, `other` and 丢单 say nothing.

    Examples
    --------
    >>> from salesreport.lexicon.files import shipped_lexicon
    >>> lexicon = shipped_lexicon()
    >>> read_code("价格条款；no_decision", lexicon).reasons
    ('price', 'no_decision')
    >>> read_code("Lost to competitor", lexicon).reasons, read_code("其他", lexicon).reasons
    (('competitor',), ())
    """
    if code is None or lexicon.is_blank(code):
        return CodeReading(blank=True)
    whole = _named(code, lexicon)
    if whole is not None:
        return CodeReading((whole,))
    found: list[str] = []
    for part in _BETWEEN.split(code):
        one = _named(part, lexicon)
        found += [one] if one is not None else lexicon.reasons_in(part)
    return CodeReading(tuple(dict.fromkeys(found)))


def _named(text: str, lexicon: Lexicon) -> str | None:
    return lexicon.names.get(folded(text).text)
