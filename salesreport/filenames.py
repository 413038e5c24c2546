"""File names from people's and teams' names, safe on every system and in every shell."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath

MAX_BYTES = 120
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"}
)
# Forbidden on Windows, patterns or words to a shell, templates to papermill, parts of an address.
AWKWARD = re.compile(r"""[<>:"/\\|?*\[\]{}$`'!&;#%~^=@()\s]+""")
KEPT_APART = re.compile(r"_*-_*")


def safe_name(text: str, *, taken: Iterable[str] = ()) -> str:
    """`text` as one file name without ending.

    NFC; no control, bidirectional or private characters; characters that a file
    system, a shell or an address reads in its own way become `_`; no leading or
    trailing `-`, `.`, `_` or blank; not a name that Windows keeps for itself; at
    most 120 bytes of UTF-8, so that an ending and `-v2` still fit.

    Parameters
    ----------
    text : str
        Any text, also empty.
    taken : iterable of str
        Names already given. Where the result would be one of them, also in other
        letters' case, a short hash of `text` is added: the same text gets the
        same name, whatever else was added before.

    Examples
    --------
    >>> safe_name("S01-张*")
    'S01-张'
    >>> safe_name("../Sales [East]: a/b")
    'Sales_East_a_b'
    >>> safe_name("con") == safe_name("con") != "con"
    True
    """
    name = _shortened(_bare(text), MAX_BYTES) or _mark(text)
    if name.split(".")[0].casefold() in RESERVED:
        name = f"_{name}"
    used = {unicodedata.normalize("NFC", other).casefold() for other in taken}
    unique, count = name, 1
    while unicodedata.normalize("NFC", unique.casefold()).casefold() in used:
        mark = _mark(text if count == 1 else f"{text}\0{count}")
        unique = f"{_shortened(name, MAX_BYTES - len(mark) - 1)}-{mark}"
        count += 1
    return unique


def argument(path: str | PurePath) -> str:
    """A path as an argument in a command that a person pastes: in quotes where it needs them.

    Examples
    --------
    >>> argument("params/2024-03.yaml")
    'params/2024-03.yaml'
    """
    text = str(path)
    if not re.search(r"[^\w@%+=:,./\\~-]", text):
        return text
    return f'"{text}"' if os.name == "nt" else shlex.quote(text)


def _bare(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    plain = "".join(" " if unicodedata.category(c) in {"Zl", "Zp", "Cc"} else c for c in text)
    plain = "".join(c for c in plain if unicodedata.category(c)[0] != "C")
    name = KEPT_APART.sub("-", AWKWARD.sub("_", plain))
    return unicodedata.normalize("NFC", name).strip("-._ ")


def _shortened(name: str, limit: int) -> str:
    cut = name.encode()[:limit].decode("utf-8", "ignore")
    return unicodedata.normalize("NFC", cut).strip("-._ ")


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]
