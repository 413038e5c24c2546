"""Query texts: whether one is a single SELECT, by its words outside quotes and comments."""

from __future__ import annotations

import re

from salesreport.readers.faults import refused_query

_PIECES = re.compile(
    r"""(?P<blank>\s+|--[^\n]*|/\*.*?\*/)
      | (?P<quoted>\b[eE]'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*' | "(?:[^"]|"")*" | `[^`]*`
          | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$)
      | (?P<end>;) | (?P<word>\w+) | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_READING = frozenset({"select", "with"})


def one_select(query: str, shown: str) -> str:
    """The query without a semicolon at its end.

    Raises
    ------
    SourceFileError
        It is empty, several statements, or begins with another word than SELECT
        or WITH.
    """
    first, end = "", None
    for piece in _PIECES.finditer(query):
        if piece["blank"] is not None:
            continue
        if piece["end"] is not None:
            end = piece.start() if end is None else end
        elif end is not None:
            raise refused_query("it holds more than one statement", shown)
        elif not first and piece[0] != "(":
            first = piece[0]
    if first.lower() not in _READING:
        what = f"it begins with {first[:20]!r}" if first else "it is empty"
        raise refused_query(what, shown)
    return query if end is None else query[:end]
