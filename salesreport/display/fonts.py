"""Which installed font shows a language, and whether it has every character."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from matplotlib.font_manager import FontEntry, fontManager
from matplotlib.ft2font import FT2Font

from salesreport.branding import Brand
from salesreport.errors import FontError
from salesreport.language import Words

_SIMPLIFIED = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN",
    "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "SimHei", "Noto Sans CJK JP", "Droid Sans Fallback",
)  # fmt: skip
_TRADITIONAL = (
    "Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "Source Han Sans TW",
    "Microsoft JhengHei", "PingFang TC", "Heiti TC", "Noto Sans CJK HK", "Noto Sans CJK JP",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback",
)  # fmt: skip
PREFERRED = {"zh_CN": _SIMPLIFIED, "zh_TW": _TRADITIONAL, "en": _SIMPLIFIED}
_JOINERS = (0x200D, 0xFE0F, *range(0x1F3FB, 0x1F400))
"""What joins or colours pictographs, and means nothing without them."""
_BLANK = ("Last Resort", "Adobe Blank", "Adobe NotDef")
_REMEDY = (
    "install one, then run again: `apt-get install fonts-noto-cjk` (Debian, Ubuntu), "
    "`dnf install google-noto-sans-cjk-fonts` (Fedora), "
    "`conda install -c conda-forge noto-fonts-cjk` or the Noto Sans CJK package of your system"
)


def drawable(text: str) -> str:
    """Text for a chart: without pictographs, which outline fonts lack."""
    return "".join(
        character
        for character in text
        if unicodedata.category(character) not in {"So", "Cs", "Co", "Cn"}
    ).strip()


def chart_fonts(text: str, language: str, first: Sequence[str] = ()) -> list[str]:
    """Families that together show every character of `text`, best first.

    Parameters
    ----------
    text : str
        All that a chart writes.
    language : str
        Decides which CJK family comes first; English pages use the same ones,
        since customers' names may be Chinese.
    first : sequence of str
        Families before those of the house, as far as they are installed.

    Raises
    ------
    FontError
        No installed CJK font for a Chinese page, or characters that no
        installed font has.
    """
    installed = _installed()
    preferred = [name for name in (*first, *PREFERRED[language]) if name in installed]
    if not preferred and language != "en":
        raise FontError(
            f"no installed font can show {language}",
            expected="one of " + ", ".join(PREFERRED[language]),
            remedy=_REMEDY,
        )
    families = preferred[:1] or ["DejaVu Sans"]
    missing = _without(text, families[0])
    for family in [*preferred[1:], "DejaVu Sans", *sorted(installed)] if missing else []:
        left = _without(missing, family)
        if left != missing:
            families.append(family)
            missing = left
        if not missing:
            break
    if missing:
        raise FontError(
            "no installed font has the characters "
            + " ".join(f"{character} (U+{ord(character):04X})" for character in missing[:10]),
            expected="a font with every character of the names in the data",
            remedy=f"correct the name if it is a slip; else {_REMEDY}",
        )
    return families


def printable(text: str) -> str:
    """Text for print: a pictograph that no installed font has becomes a white square.

    Letters are left alone, whatever they lack: a name must not be changed.
    """
    pictographs = {c for c in set(text) if unicodedata.category(c) == "So" and ord(c) > 0x2BFF}
    if not pictographs:
        return text
    installed = sorted(_installed())
    missing = "".join(sorted(pictographs))
    for family in installed:
        missing = _without(missing, family) if missing else ""
    marks = dict.fromkeys(map(ord, missing), "□") | dict.fromkeys(_JOINERS) if missing else {}
    return text.translate(marks)


def require_glyphs(text: str, language: str) -> None:
    """Check that a whole page's text can be shown with the installed fonts.

    Pictographs (emoji) are let pass: a page without them loses nothing.

    Raises
    ------
    FontError
        As `chart_fonts`: it names the characters.
    """
    chart_fonts(drawable("".join(sorted(set(text)))), language)


def fonts_absent(brand: Brand, language: str, words: Words) -> str:
    """What to tell of a brand's fonts that are not installed; empty where all are."""
    names = [name for name in brand.fonts.get(language, ()) if name not in _installed()]
    if not names:
        return ""
    return words("Fonts of the branding that are not installed: {names}.", names=words.join(names))


@lru_cache(maxsize=1)
def _installed() -> dict[str, FontEntry]:
    families: dict[str, FontEntry] = {}
    for entry in fontManager.ttflist:
        if entry.name.startswith(_BLANK):
            continue
        known = families.get(entry.name)
        if known is None or abs(int(entry.weight) - 400) < abs(int(known.weight) - 400):
            families[entry.name] = entry
    return families


def _without(text: str, family: str) -> str:
    entry = _installed().get(family)
    if entry is None:
        return text
    face = _face(entry.fname, getattr(entry, "index", 0))
    return "".join(
        character
        for character in dict.fromkeys(text)
        if character.isprintable()
        and not _invisible(character)
        and not face.get_char_index(ord(character))
    )


def _invisible(character: str) -> bool:
    return character.isspace() or character in "\u200b\u200c\u200d\ufe0e\ufe0f\u2060"


@lru_cache(maxsize=64)
def _face(path: str, index: int) -> FT2Font:
    try:
        return FT2Font(path, face_index=index)
    except TypeError:  # matplotlib before 3.11 reads the first face of a collection
        return FT2Font(path)
