"""Bytes of a text file as text: the encoding found from evidence, or said to be unknown.

Nothing is ever replaced. UTF-8 comes first: its bytes are often also legal GB18030
and would then give wrong characters. GB18030 and Big5 share most of their bytes, so
both are read and the characters decide: a wrong reading is full of rare ones.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from salesreport.errors import ParameterError
from salesreport.readers.faults import file_error
from salesreport.tables import TABLES
from salesreport.tables.script import header_key, word_key

_JUDGED = 1_000_000
_HEAD = 40
_RARE_SHARE = 0.2
_RARE_LEAD = 3
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030",
    "cp950": "big5", "big5hkscs": "big5", "ms950": "big5",
}  # fmt: skip
_CUT = re.compile(r"[,;\t|\"\r\n]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff]")
_ASCII = bytes(range(128))
_ASCII_SHARE = 0.05
_FEW = 8
_ALPHABETS = re.compile("[\u00a0-\u017fΆ-ώЀ-ѯ\u2010-\u203a€№™]")
_EURO = "salesreport.euro"
_ETEN = re.compile(r"[ぁ-ヶА-яЁё①-⑩⑴-⑽]")


def text_of(content: bytes, shown: str, *, encoding: str | None = None) -> bytes:
    """Text of a file in UTF-8, without a byte order mark.

    Parameters
    ----------
    content : bytes
    shown : str
        The file as the user knows it.
    encoding : str, optional
        The one the run file names; a mark at the file's beginning is still left out.

    Raises
    ------
    SourceFileError
        No encoding fits, or two do and the characters do not tell which one.
    ParameterError
        `encoding` is none that is known.
    """
    if encoding is not None:
        return _told(content, encoding, shown)
    if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return _strict(content, "utf-16", shown)
    if content.startswith(codecs.BOM_UTF8):
        return _strict(content, "utf-8", shown)
    if b"\0" in content:
        return _unmarked_utf16(content, shown)
    try:
        doubtful = _is_doubtful_utf8(content)
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(error):
            raise _damaged_utf8(error, shown) from error
        return _chinese(content, shown).encode()
    return _short_text(content, shown) if doubtful else content


def _told(content: bytes, encoding: str, shown: str) -> bytes:
    try:
        known = codecs.lookup(encoding).name
        "".encode(known).decode(known)
    except (LookupError, UnicodeError, ValueError) as error:
        raise ParameterError(
            f"unknown encoding {encoding!r}",
            where=f"encoding of {shown}",
            expected="an encoding such as utf-8, gb18030, big5 or utf-16",
            remedy="correct `encoding` in the run file, or take it out",
        ) from error
    known = _WIDER.get(known, known)
    if known == "big5":
        text = _big5(content)
        if text is not None:
            return text.encode()
    if known == "gb18030":
        text = _gb18030(content)
        if text is not None:
            return text.removeprefix("\ufeff").encode()
    return _strict(content, known, shown)


def _strict(content: bytes, encoding: str, shown: str) -> bytes:
    try:
        text = content.decode(encoding)
        return text.removeprefix("\ufeff").encode()
    except (UnicodeError, ValueError) as error:
        if encoding == "utf-8" and isinstance(error, UnicodeDecodeError):
            raise _damaged_utf8(error, shown) from error
        raise _unreadable(shown, [encoding.upper()]) from error


def _unmarked_utf16(content: bytes, shown: str) -> bytes:
    """UTF-16 without a mark, where only one order of bytes gives a table's signs."""
    fitting = []
    for order in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(order)
        except UnicodeDecodeError:
            continue
        n_ascii = sum(map(text.count, ",;\t|\r\n0123456789"))
        if n_ascii >= _ASCII_SHARE * len(text) and not _is_strange(text):
            fitting.append(text)
    if len(fitting) == 1:
        return fitting[0].encode()
    raise zero_byte(content, shown)


def _is_strange(text: str) -> bool:
    """Whether a text holds signs no table has, or many that are seldom written.

    Where UTF-16 was written behind UTF-8, pairs of letters become rare characters.
    """
    if _CONTROLS.search(text) or "\ufeff" in text[1:]:
        return True
    different = {c for c in set(text) if c > "\x7f" and not _ALPHABETS.match(c)}
    return len(different - _common()) > _RARE_SHARE * len(different)


def zero_byte(content: bytes, shown: str) -> Exception:
    """Error about a file named as text that holds a byte which text never has."""
    line = _line(content, content.index(0))
    what = f"named .{shown.rpartition('.')[2]}, but it holds no text (a zero byte in line {line})"
    return file_error(
        "wrong_file_kind",
        what,
        file=shown,
        expected="text, without bytes that are zero",
        remedy="save it again as CSV UTF-8, or name its `encoding` in the run file",
        values={"reason": what},
    )


def _line(content: bytes, place: int) -> int:
    return len(re.findall(rb"\r\n?|\n", content[:place])) + 1


def _is_doubtful_utf8(content: bytes) -> bool:
    """UTF-8 whose few characters are odd ones, as two words in GB18030 may look.

    Raises
    ------
    UnicodeDecodeError
        It is no UTF-8 at all.
    """
    if content.isascii():
        return False
    if not _is_utf8(content):
        content.decode("utf-8")
    for judged in (content[:_JUDGED], content):
        beyond = judged.translate(None, _ASCII).decode("utf-8", errors="ignore")
        different = set(beyond[:_JUDGED])
        if len(different) > _FEW:
            return False
    return not any(_ALPHABETS.match(character) or character in _common() for character in different)


def _is_utf8(content: bytes) -> bool:
    """Whether pyarrow finds it sound, which makes no text of it and so takes a tenth."""
    ends = np.array([0, len(content)], dtype=np.int64)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(content)]
    try:
        pa.Array.from_buffers(pa.large_string(), 1, buffers).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _short_text(content: bytes, shown: str) -> bytes:
    """Doubtful UTF-8, unless a reading in Chinese makes more sense."""
    rivals = [reading for reading in _readings(content) if reading.words or not reading.rare]
    if not rivals:
        return content
    if any(reading.words for reading in rivals):
        return _chinese(content, shown).encode()
    raise _undecided(shown, ["UTF-8", *(reading.name for reading in rivals)])


def _is_damaged_utf8(error: UnicodeDecodeError) -> bool:
    """UTF-8 that was cut inside a character, or of which few bytes are wrong."""
    sound, rest = error.object[: error.start], error.object[error.start :]
    if error.reason == "unexpected end of data" and len(rest) < 4 and not sound.isascii():
        return True
    judged = error.object[:_JUDGED].decode("utf-8", errors="replace")
    wrong = judged.count("\ufffd")
    whole = sum(1 for character in judged if character > "\x7f") - wrong
    return whole > 8 * wrong


def _damaged_utf8(error: UnicodeDecodeError, shown: str) -> Exception:
    line = _line(error.object, error.start)
    return _unreadable(shown, ["UTF-8"], f"; a character is cut or damaged in line {line}")


@dataclass(frozen=True)
class _Reading:
    """A text as one encoding gives it, and how likely its characters are.

    `rare` of the `n` different characters beyond ASCII are seldom written; `words`
    are headers and choices the tables know.
    """

    name: str
    text: str
    n: int
    rare: int
    words: int

    @property
    def plausible(self) -> bool:
        return self.words > 0 or self.rare <= _RARE_SHARE * self.n

    def beats(self, other: _Reading) -> bool:
        if self.words != other.words:
            return self.words > other.words and self.rare <= other.rare
        return other.rare - self.rare >= _RARE_LEAD and other.rare >= 3 * self.rare


def _chinese(content: bytes, shown: str) -> str:
    tried = ["UTF-8", "GB18030", "BIG5"]
    readings = list(_readings(content))
    if not readings:
        raise _unreadable(shown, tried)
    if len({reading.text for reading in readings}) == 1:
        best, others = readings[0], []
    else:
        readings.sort(key=lambda reading: (-reading.words, reading.rare))
        best, *others = readings
    if not best.plausible:
        raise _unreadable(shown, tried, " whose characters make sense")
    if not all(best.beats(other) for other in others):
        raise _undecided(shown, sorted(reading.name for reading in readings))
    return best.text


def _readings(content: bytes) -> Iterator[_Reading]:
    text = _gb18030(content)
    if text is not None:
        yield _judged("GB18030", text)
    text = _big5(content)
    if text is not None:
        yield _judged("BIG5", text)


def _gb18030(content: bytes) -> str | None:
    """Text in GB18030, or in GBK as Windows writes it: the euro sign is the byte 0x80."""
    try:
        return content.decode("gb18030", errors=_EURO)
    except UnicodeDecodeError:
        return None


def _euro(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == 0x80:
        return "€", error.start + 1
    raise error


codecs.register_error(_EURO, _euro)


def _big5(content: bytes) -> str | None:
    """Text in Big5 as Windows writes it, or else with Hong Kong's characters."""
    try:
        text = content.decode("cp950")
        if not _ETEN.search(text):
            return text
    except UnicodeDecodeError:
        text = None
    try:
        return content.decode("big5hkscs")
    except UnicodeDecodeError:
        return text


def _judged(name: str, text: str) -> _Reading:
    judged = text[:_JUDGED]
    different = {character for character in set(judged) if character > "\x7f"}
    head = _CUT.split("\n".join(judged.splitlines()[:_HEAD]))
    return _Reading(
        name, text, len(different), len(different - _common()), _known_words(map(str.strip, head))
    )


def _known_words(cells: Iterable[str]) -> int:
    known = _words()
    return sum(
        header_key(cell) in known or word_key(cell) in known
        for cell in set(cells)
        if 1 < len(cell) < 40 and not cell.isascii()
    )


@cache
def _words() -> frozenset[str]:
    """Keys of headers and choices with at least two characters beyond ASCII."""
    found: set[str] = set()
    for table in TABLES.values():
        found.update(table.header_index)
        for column in table.columns:
            found.update(column.choice_keys)
    return frozenset(key for key in found if sum(c > "\x7f" for c in key) > 1)


@cache
def _common() -> frozenset[str]:
    """Characters in everyday use.

    Level 1 of GB 2312 (3,755) and of Big5 (5,401), which were chosen by frequency,
    and the punctuation and full-width signs of Chinese text.
    """
    rows = [bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)]
    simplified = b"".join(row for row in rows if row < b"\xd7\xfa").decode("gb2312")
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    rows = [bytes((lead, trail)) for lead in range(0xA4, 0xC7) for trail in trails]
    traditional = b"".join(row for row in rows if row < b"\xc6\x7f").decode("big5")
    signs = map(chr, (*range(0x3000, 0x3012), *range(0xFF01, 0xFF5F)))
    return frozenset(simplified + traditional).union(signs, "·—‘’“”…￥%‰×°±")


def _undecided(shown: str, names: list[str]) -> Exception:
    named = " or ".join(name.lower() for name in names)
    return file_error(
        "unreadable_text",
        f"its bytes are text in {' and in '.join(names)}, and the characters do not tell in which",
        file=shown,
        expected="text in UTF-8, or more of it",
        remedy=f"name its `encoding` ({named}) in the run file, or save it as CSV UTF-8",
        values={"tried": ", ".join(names)},
    )


def _unreadable(shown: str, tried: list[str], detail: str = "") -> Exception:
    names = ", ".join(tried)
    return file_error(
        "unreadable_text",
        f"its bytes are not text in {names}{detail}",
        file=shown,
        expected="text in UTF-8, UTF-16, GB18030 or Big5",
        remedy="save it as CSV UTF-8, or name its `encoding` in the run file",
        values={"tried": names},
    )
