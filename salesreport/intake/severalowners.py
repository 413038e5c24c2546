"""Cells that name several people where one is expected: `王芳、李娜`, `Ann / Bob`."""

from __future__ import annotations

import re
from collections.abc import Container

from salesreport.tables.script import name_key

_BETWEEN = re.compile(r"\s*[、,，/&;；+]\s*|\s+and\s+|[和与]", re.IGNORECASE)


def people_in(written: str, known: Container[str]) -> list[str]:
    """The people that a cell names, where it names several and each is known.

    Parameters
    ----------
    written : str
    known : container of str
        Keys (`name_key`) of ids, names and aliases.

    Examples
    --------
    >>> people_in("王芳、李娜", {"王芳", "李娜"}), people_in("李和", {"李"})
    (['王芳', '李娜'], [])
    """
    parts = _BETWEEN.split(written)
    named = len(parts) > 1 and all(name_key(part) in known for part in parts)
    return parts if named and len(set(map(name_key, parts))) > 1 else []
