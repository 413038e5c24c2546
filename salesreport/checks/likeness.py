"""Which known person an unknown name may mean: by sound, by part of the name, by one letter.

Each is a question to ask, never an answer: two people may well bear such names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from salesreport.tables.script import name_key, simplified

_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_BEFORE = re.compile(r"^[小老阿]")
_AFTER = re.compile(r"(?:总监|经理|主管|老师|[总工哥姐])$")
_LETTERS = 5
"""Letters a Western name needs for one of them to be a typing mistake."""


def likely(written: str, known: Mapping[str, str]) -> set[str]:
    """Ids of the people a name may mean: the first kind of likeness that fits anybody.

    In this order: the same sound (张炜 for 张伟), part of the name (建国, 小张, 张总, Ann),
    one letter more, less or other (王小朋 for 王小明). Of two Chinese signs alone one other
    is another name. Names with digits are codes, which are alike without meaning the same.

    Parameters
    ----------
    written : str
    known : mapping of str to str
        Id -> name.

    Returns
    -------
    set of str
        Several where nothing tells which; empty where nobody is alike.

    Examples
    --------
    >>> known = {"1": "张伟", "2": "李建国"}
    >>> likely("张炜", known), likely("建国", known)
    ({'1'}, {'2'})
    >>> likely("李娜", {"1": "李伟"})
    set()
    """
    name = _plain(written)
    names = {rep_id: _plain(one) for rep_id, one in known.items()}
    if any(sign.isdigit() for sign in name):
        return set()
    for alike in (_sounds_like, _is_part, _one_letter_off):
        found = {rep_id for rep_id, one in names.items() if one != name and alike(name, one)}
        if found:
            return found
    return set()


def _plain(name: str) -> str:
    return simplified(name_key(name)).casefold()


def _is_chinese(*names: str) -> bool:
    return all(_CHINESE.fullmatch(name) for name in names)


def _sounds_like(name: str, known: str) -> bool:
    if len(name) != len(known) or len(name) < 2 or not _is_chinese(name, known):
        return False
    return all(a == b or _readings(a) & _readings(b) for a, b in zip(name, known, strict=True))


def _readings(sign: str) -> frozenset[str]:
    """Every reading of a Chinese sign, without tones."""
    from pypinyin import Style, pinyin  # only an unknown Chinese name waits for it

    return frozenset(pinyin(sign, style=Style.NORMAL, heteronym=True)[0])


def _is_part(name: str, known: str) -> bool:
    if not _is_chinese(known):
        return len(name) > 1 and name in known.split()
    bare = _AFTER.sub("", _BEFORE.sub("", name))
    if not _is_chinese(name) or not bare:
        return False
    if len(bare) == 1:
        return bare != name and known.startswith(bare)
    return len(bare) < len(known) and known.endswith(bare)


def _one_letter_off(name: str, known: str) -> bool:
    least = 3 if _is_chinese(name, known) else _LETTERS
    longer, shorter = sorted((name, known), key=len, reverse=True)
    if len(longer) < least or len(longer) - len(shorter) > 1:
        return False
    if len(longer) == len(shorter):
        return sum(a != b for a, b in zip(name, known, strict=True)) == 1
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
