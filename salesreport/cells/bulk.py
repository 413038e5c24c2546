"""Many different cells at once: what is written plainly is read by array, the rest singly.

Cells are a list, or an Arrow array of text. A mask says which cells were plain; for
exactly those each function gives what the single-cell converter gives
(`amounts.money`, `plain.identifier`, `days.day`), and the caller reads the others
with that converter.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from salesreport.cells.coded import Codes, Mask

Days = npt.NDArray[np.datetime64]

_LETTER = r"!-~\x{4E00}-\x{9FFF}·"
_PLAIN_TEXT = rf"^[{_LETTER}](?:[ {_LETTER}]*[{_LETTER}])?$"
_PLAIN_DAY = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?)?$"
)
_MOST_DIGITS = 15
"""Digits that a double keeps apart."""


def money_minor(cells: list[Any] | pa.Array, digits: int) -> tuple[Codes, Mask]:
    """Plain amounts as whole multiples of 10**-digits, and which cells are plain.

    Plain are texts such as `1234`, `-5.20` and `1,234.50` with at most `digits`
    decimals, and a workbook's numbers with as many. They bear no currency sign, and
    no rounding was needed: `money(cell).value == minor / 10**digits`. Where the mask
    is false the number means nothing: read the cell with `money`.

    Examples
    --------
    >>> minor, plain = money_minor(["12.5", "1,234.00", "￥3", None, 0.15], 2)
    >>> minor.tolist(), plain.tolist()
    ([1250, 123400, 0, 0, 15], [True, True, False, False, True])
    """
    minor = np.zeros(len(cells), dtype=np.int64)
    plain = np.zeros(len(cells), dtype=np.bool_)
    places, texts = _texts(cells)
    if len(texts):
        minor[places], plain[places] = _text_minor(texts, digits)
    if len(texts) < len(cells) and isinstance(cells, list):
        places = _places(cells, float)
        numbers = np.array([cells[i] for i in places.tolist()], dtype=np.float64)
        minor[places], plain[places] = _float_minor(numbers, digits)
    return minor, plain


def _text_minor(cells: pa.Array, digits: int) -> tuple[Codes, Mask]:
    whole = _MOST_DIGITS - digits
    end = rf"(?:\.[0-9]{{1,{digits}}})?$" if digits else "$"
    fits = _matches(cells, rf"^-?[0-9]{{1,{whole}}}{end}")
    values = cells
    if not fits.all():
        shape = rf"^-?[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{1,{(whole - 3) // 3}}}{end}"
        grouped = _matches(cells, shape)
        bare = pc.replace_substring(cells, ",", "")
        values = pc.if_else(fits, cells, pc.if_else(grouped, bare, "0"))
        fits = fits | grouped
    main = pc.cast(values, pa.float64()).to_numpy(zero_copy_only=False)
    # below 10**15 the double is less than half a minor unit from the exact amount
    return np.rint(main * 10.0**digits).astype(np.int64), fits


def _float_minor(cells: npt.NDArray[np.float64], digits: int) -> tuple[Codes, Mask]:
    # a decimal of at most 15 digits is the only such one that its double stands for
    factor = 10.0**digits
    with np.errstate(invalid="ignore", over="ignore"):
        nearest = np.rint(cells * factor)
        fits = (np.abs(nearest) < 10.0**_MOST_DIGITS) & (nearest / factor == cells)
    return np.where(fits, nearest, 0).astype(np.int64), fits


def plain_texts(cells: list[Any] | pa.Array) -> Mask:
    """Cells that `text` and `identifier` give back as they are.

    ASCII and Chinese characters without outer blanks and `E+`.

    Examples
    --------
    >>> plain_texts(["0012", "NA", " x", "李雷", "Ｌ０１", 12.0]).tolist()
    [True, True, False, True, False, False]
    """
    return matching(cells, _PLAIN_TEXT) & ~matching(cells, r"[Ee]\+[0-9]")


def plain_days(cells: list[Any] | pa.Array, read: Callable[[Any], Any]) -> tuple[Days, Mask]:
    """Days written as `2024-06-07`, with a time or not, and which cells are such.

    `read` is the single-cell converter; it is asked once for each different day. A
    time with a zone is not plain, nor is a day that does not exist.

    Examples
    --------
    >>> from zoneinfo import ZoneInfo
    >>> from salesreport.cells.days import day
    >>> cells = ["2024-06-07", "2024-06-07 23:59:59", "2024-02-30", "-"]
    >>> days, plain = plain_days(cells, lambda cell: day(cell, ZoneInfo("UTC")))
    >>> days[plain].tolist(), plain.tolist()
    ([datetime.date(2024, 6, 7), datetime.date(2024, 6, 7)], [True, True, False, False])
    """
    found = np.full(len(cells), np.datetime64("NaT", "D"))
    places, texts = _texts(cells)
    fits = _matches(texts, _PLAIN_DAY)
    if fits.any():
        coded = pc.utf8_slice_codeunits(texts.filter(pa.array(fits)), 0, 10).dictionary_encode()
        values = [read(written) for written in coded.dictionary.to_pylist()]
        days = [value if isinstance(value, date) else None for value in values]
        codes = coded.indices.to_numpy(zero_copy_only=False)
        found[places[fits]] = np.array(days, dtype="datetime64[D]")[codes]
    return found, ~np.isnat(found)


def converted(kind: str, cells: list[Any] | pa.Array, read: Callable[[Any], Any]) -> list[Any]:
    """What the single-cell converter `read` of a column's kind gives for each cell.

    Texts and ids that are plain are handed back without asking it.

    Examples
    --------
    >>> from salesreport.cells.plain import identifier
    >>> converted("id", ["0012", " NA ", None], identifier)
    ['0012', 'NA', None]
    """
    values: list[Any] = list(cells) if isinstance(cells, list) else cells.to_pylist()
    if kind not in ("id", "text"):
        return [read(cell) for cell in values]
    for place in np.flatnonzero(~plain_texts(cells)).tolist():
        values[place] = read(values[place])
    return values


def matching(cells: list[Any] | pa.Array, pattern: str) -> Mask:
    """Text cells that contain a match of an RE2 pattern; other cells do not.

    Examples
    --------
    >>> matching(["1,5", "15", 1.5, None], ",").tolist()
    [True, False, False, False]
    """
    places, texts = _texts(cells)
    found = np.zeros(len(cells), dtype=np.bool_)
    found[places] = _matches(texts, pattern)
    return found


def _texts(cells: list[Any] | pa.Array) -> tuple[Codes, pa.Array]:
    """Places of the text cells, and these cells."""
    if isinstance(cells, pa.Array):
        return np.arange(len(cells)), cells
    places = _places(cells, str)
    part = cells if len(places) == len(cells) else [cells[i] for i in places.tolist()]
    return places, pa.array(part, pa.large_string())


def _places(cells: list[Any], kind: type) -> Codes:
    kinds = set(map(type, cells))
    if kinds <= {kind}:
        return np.arange(len(cells))
    if kind not in kinds:
        return np.zeros(0, dtype=np.int64)
    found = np.fromiter((cell.__class__ is kind for cell in cells), np.bool_, len(cells))
    return np.flatnonzero(found)


def _matches(texts: pa.Array, pattern: str) -> Mask:
    found = pc.fill_null(pc.match_substring_regex(texts, pattern), fill_value=False)
    mask: Mask = found.to_numpy(zero_copy_only=False).astype(np.bool_)
    return mask
