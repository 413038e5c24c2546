"""Names that may be the same: told as aliases to add, never merged.

Names are compared by a loose key, so that a hundred thousand customers cost one
look-up each. Only reps nobody knows are also compared letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import cache, partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from opencc import OpenCC

from salesreport.checks.evidence import Breach, Evidence, groups
from salesreport.checks.likeness import likely
from salesreport.checks.limits import NEAR_NAMES, NEAR_RATIO
from salesreport.tables import TABLES, Column
from salesreport.tables.script import is_masked, name_key

_SEGMENTS = ("product", "industry", "territory", "source")
_INFERRED = "inferred"
_IDEOGRAPHS = (0x3400, 0xA000)
_STEPS = (
    (r"(\d)[^\pL\pN]+(\d)", r"\1x\2"),
    (r"[^\pL\pN]+", " "),
    (
        r"(股份有限公司|有限责任公司|有限責任公司|有限公司|股份公司"
        r"|( (co|ltd|inc|llc|corp|corporation|company|limited|gmbh|plc))+) ?$",
        "",
    ),
)
"""Numbers kept apart, marks as blanks, the legal form away; patterns of RE2."""


_COPY = re.compile(
    r"\s*(?:[(（]\d{1,2}[)）]|-?\s*(?:的?副本|copy)\s*(?:[(（]?\d*[)）]?))$", re.IGNORECASE
)


_REMARK = re.compile(r"\s*[(（]([^()（）]*)[)）]$")
_LEFT = re.compile(r"离|停用|调岗|退|left|former|inactive|resigned", re.IGNORECASE)


class Suggestion(NamedTuple):
    """What a written name may stand for.

    Attributes
    ----------
    canonical : str
        Spelling or rep id to use.
    shown : str
        The same for a reader: a rep by name and id.
    """

    canonical: str
    shown: str


def alias_suggestion(found: Evidence, table: str) -> Iterator[Breach]:
    """Names of a table that differ from another name by blanks, case, script or legal form."""
    for column in TABLES[table].columns:
        kind = _kind(table, column)
        if kind is None or (table == "reps" and kind == "rep"):
            continue
        suggested = found.once(("suggestions", kind), partial(_suggestions, found, kind))
        if not suggested:
            continue
        written = found.codes(table, column.name)
        mine = [i for i, name in enumerate(written.names) if name in suggested]
        rows = np.flatnonzero(np.isin(written.numbers, mine))
        for same in groups(written.numbers, rows):
            name = written.names[written.numbers[same[0]]]
            meant = suggested[name]
            yield Breach(
                same,
                column.name,
                name,
                {
                    "kind": kind,
                    "canonical": meant.canonical,
                    "shown": meant.shown,
                    "count": len(same),
                },
            )


def loose_keys(names: list[str]) -> list[str]:
    """What two spellings of one name share: no width, script, case, blanks, marks, legal form.

    Examples
    --------
    >>> loose_keys(["GTX Pro", "GTXPro", "北京字節有限公司", "北京 字节", "Bolt Co., Ltd."])
    ['gtxpro', 'gtxpro', '北京字节', '北京字节', 'bolt']
    """
    plain = pc.utf8_lower(pc.utf8_normalize(pa.array(names, pa.string()), "NFKC"))
    for pattern, by in _STEPS:
        plain = pc.replace_substring_regex(plain, pattern, by)
    keys: list[str] = pc.replace_substring(plain, " ", "").to_pylist()
    text = "\n".join(keys)
    return _simplified(text).split("\n") if keys and not text.isascii() else keys


def _simplified(text: str) -> str:
    """Each character in simplified script, taken by itself: a key need not be right Chinese."""
    signs = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    table = _simplified_signs()
    simple = np.where(signs < len(table), table[np.minimum(signs, len(table) - 1)], signs)
    return simple.astype(np.uint32).tobytes().decode("utf-32-le")


@cache
def _simplified_signs() -> npt.NDArray[np.uint32]:
    table = np.arange(_IDEOGRAPHS[1], dtype=np.uint32)
    signs = [chr(number) for number in range(*_IDEOGRAPHS)]
    converted = OpenCC("t2s").convert("\n".join(signs)).split("\n")
    for sign, plain in zip(signs, converted, strict=True):
        if len(plain) == 1:
            table[ord(sign)] = ord(plain)
    return table


def _kind(table: str, column: Column) -> str | None:
    if column.refers_to is not None:
        return column.refers_to
    if (table, column.name) == ("payments", "payer"):
        return "customer"
    return column.name if column.name in _SEGMENTS and table != "reps" else None


def _suggestions(found: Evidence, kind: str) -> dict[str, Suggestion]:
    counts = _counts(found, kind)
    if kind == "rep":
        return _reps(found, counts)
    return {
        name: Suggestion(canonical, canonical)
        for name, canonical in _spellings(counts).items()
        if name != canonical
    }


def _counts(found: Evidence, kind: str) -> dict[str, int]:
    """Rows by name, over all tables; names in order of first use."""
    counts: dict[str, int] = {}
    for table in found.names:
        for column in TABLES[table].columns if table in TABLES else ():
            if _kind(table, column) == kind and (table, kind) != ("reps", "rep"):
                written = found.codes(table, column.name)
                numbers = np.bincount(written.numbers + 1, minlength=len(written.names) + 1)[1:]
                for name, n in zip(written.names, numbers.tolist(), strict=True):
                    counts[name] = counts.get(name, 0) + n
    return counts


def _original(name: str) -> str:
    """A rep without what Excel adds to the title of a copied sheet: `张三 (2)`, `张三 - 副本`."""
    return _COPY.sub("", name) or name


def _bare(names: list[str]) -> dict[str, str]:
    """Name -> the same without a copy's number or a remark in brackets: `张伟（已离职）`.

    Where two remarks tell people of one name apart (`王芳(华东)`, `王芳(华南)`), both stay.
    """
    plain = {name: _original(name) for name in names}
    without = {name: _REMARK.sub("", one) or one for name, one in plain.items()}
    keys = dict(zip(names, loose_keys([without[name] for name in names]), strict=True))
    remarks: dict[str, set[str]] = {}
    for name in names:
        found = _REMARK.search(plain[name])
        if found is not None and _LEFT.search(found[1]) is None:
            remarks.setdefault(keys[name], set()).add(name_key(found[1]))
    return {
        name: without[name] if len(remarks.get(keys[name], ())) < 2 else plain[name]
        for name in names
    }


def _spellings(counts: dict[str, int], bare: Callable[[str], str] = str) -> dict[str, str]:
    """Name -> the most used spelling of its loose key; only names with several."""
    by_key: dict[str, list[str]] = {}
    names = list(counts)
    for name, key in zip(names, loose_keys(list(map(bare, names))), strict=True):
        by_key.setdefault(key, []).append(name)
    several = [alike for key, alike in by_key.items() if key and len(alike) > 1]
    return {
        name: max(alike, key=lambda one: (bare(one) == one, counts[one], len(one)))
        for alike in several
        for name in alike
    }


def _reps(found: Evidence, counts: dict[str, int]) -> dict[str, Suggestion]:
    """Unknown reps near a known one; without a table of people, spellings of each other."""
    reps = found.table("reps")
    if reps is None or _INFERRED not in reps.columns:
        return {}
    inferred = reps[_INFERRED].fillna(False).to_numpy(dtype=np.bool_)
    known = {str(rep_id): found.rep_name(rep_id) for rep_id in reps["rep_id"][~inferred]}
    # one whom only notes or plans name is no person at all
    unknown = [rep_id for rep_id in counts if rep_id not in known]
    if not known:
        spellings = _spellings({name: counts[name] for name in unknown}, _bare(unknown).__getitem__)
        return {n: Suggestion(c, c) for n, c in spellings.items() if n != c}
    written = [*known, *known.values()]
    bearers: dict[str, set[str]] = {}
    for key, rep_id in zip(loose_keys(written), [*known, *known], strict=True):
        bearers.setdefault(key, set()).add(rep_id)
    suggestions = {}
    bare = _bare(unknown)
    plain = loose_keys([bare[name] for name in unknown])
    for name, whole, key in zip(unknown, loose_keys(unknown), plain, strict=True):
        same = next((one for one in (whole, key) if one in bearers), "")
        near = [same] if same else _near(key, bearers, len(unknown))
        ids = bearers[near[0]] if near else set()
        if "*" in name:
            ids = {rep_id for rep_id, of in known.items() if is_masked(of, name_key(name))}
        elif not ids and len(unknown) <= NEAR_NAMES.value:
            ids = likely(bare[name], known)
        if len(ids) == 1:
            (rep_id,) = ids
            shown = rep_id if known[rep_id] == rep_id else f"{known[rep_id]} ({rep_id})"
            suggestions[name] = Suggestion(rep_id, shown)
    return suggestions


def _near(key: str, bearers: dict[str, set[str]], n_unknown: int) -> list[str]:
    """The known key most alike, letter by letter; codes with digits are left alone."""
    if n_unknown > NEAR_NAMES.value or any(sign.isdigit() for sign in key):
        return []
    return get_close_matches(key, list(bearers), n=1, cutoff=NEAR_RATIO.value)
