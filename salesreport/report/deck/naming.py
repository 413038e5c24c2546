"""Whether a text names somebody: in full or in part, by id, by alias, or as one is addressed.

It errs on the side of silence: a word that is also somebody's name keeps a remark off the
slides, and on the pages of managers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from salesreport.report.material import Material
from salesreport.retrospective.records import records

LEAST_LETTERS = 3
"""Of a part of a name in letters, and of an id without one."""
BEFORE = "老小阿"
BEHIND = ("总", "總", "经理", "經理", "主管", "工", "哥", "姐", "先生", "女士", "小姐")
"""How people are addressed by their surname."""
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN = "[0-9A-Za-z\u00c0-\u024f]"
"""What goes on with a word; a Chinese sign beside it does not."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def names_anyone(text: str | None, material: Material) -> bool:
    """Whether a text names somebody of the table of people."""
    found = material.prepared.once("deck-names", lambda _: _pattern(material))
    return found is not None and found.search(text or "") is not None


def _pattern(material: Material) -> re.Pattern[str] | None:
    names = {name for name in material.names.values() if name} | set(_aliases(material))
    forms = {form for name in names for form in _forms(name)}
    forms |= {rep for rep in material.names if not rep.isdigit() or len(rep) >= LEAST_LETTERS}
    whole = sorted((re.escape(form) for form in forms if form), key=len, reverse=True)
    return re.compile("|".join(map(_bounded, whole)), re.IGNORECASE) if whole else None


def _aliases(material: Material) -> Iterator[str]:
    table = material.table("aliases")
    for record in () if table is None else records(table):
        if record["kind"] == "rep" and record["written"]:
            yield str(record["written"])


def _forms(name: str) -> Iterable[str]:
    """How a text may write a name."""
    yield name
    if _CHINESE.search(name):
        plain = "".join(_CHINESE.findall(name))
        yield from (f"{one}{plain[0]}" for one in BEFORE)
        yield from (f"{plain[0]}{one}" for one in BEHIND)
        if len(plain) > len("姓名"):
            yield plain[1:]
    yield from (word for word in _WORD.findall(name)
                if len(word) >= LEAST_LETTERS and not _CHINESE.search(word))  # fmt: skip


def _bounded(form: str) -> str:
    """A form as a whole word, where words have bounds."""
    left = f"(?<!{_LATIN})" if form[0].isascii() else ""
    right = f"(?!{_LATIN})" if form[-1].isascii() else ""
    return f"{left}{form}{right}"
