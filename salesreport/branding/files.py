"""The branding file and the files that it names, read into one `Brand`."""

from __future__ import annotations

import hashlib
import os
import re
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree
from PIL import Image, UnidentifiedImageError

from salesreport.branding.parts import Absent, Brand, Deck
from salesreport.branding.written import Branding, DeckSettings
from salesreport.errors import ParameterError
from salesreport.yamlfile import checked, read_yaml

KINDS = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
MOST_LOGO_BYTES = 300_000
"""Every page carries the logo."""
_OUTSIDE = re.compile(
    r"@import|(?:url|src)\(\s*[\"']?(?!\s*[\"']?(?:data:|#))|image-set\(|<|expression\(",
    re.IGNORECASE,
)
NOT_DRAWN = ("script", "foreignObject", "set", "animate", "animateMotion", "animateTransform")
"""Elements of an SVG that a printed logo has no use for."""
RASTER = ("data:image/png", "data:image/jpeg")
_END_OF_JPEG = b"\xff\xd9"
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")


def load_brand(path: Path, run_folder: Path) -> Brand:
    """A brand, checked, with all that pages show of it.

    A logo, style or template that is not there is left out and named in `absent`.

    Parameters
    ----------
    path : Path
        The branding file; paths in it start at its folder.
    run_folder : Path
        Folder of the run file, from which absent files and the template are named.

    Raises
    ------
    SourceFileError
        No such branding file.
    ParameterError
        Unknown key, a colour that text cannot be read in, a style or logo that loads
        something from outside or cannot be read.
    """
    written = checked(Branding, read_yaml(path), path=path)
    absent: list[Absent] = []

    def found(what: str, name: str | None) -> Path | None:
        file = None if name is None else path.parent / name
        if file is None or file.is_file():
            return file
        absent.append(Absent.model_validate({"what": what, "file": _shown(file, run_folder)}))
        return None

    logo, css = found("logo", written.logo), found("css", written.css)
    deck = None if written.deck is None else _deck(written.deck, path.parent, run_folder)
    if deck is not None and deck.sha256 is None:
        absent.append(Absent(what="deck", file=deck.template))
    return Brand(
        name=written.name,
        logo="" if logo is None else _logo(logo),
        colours={k: v for k, v in written.colours.model_dump().items() if v is not None},
        fonts={k: v for k, v in written.fonts.model_dump().items() if v},
        footer=_footer(written),
        css="" if css is None else _css(css),
        deck=deck,
        absent=tuple(absent),
    )


def _footer(written: Branding) -> dict[str, str]:
    if isinstance(written.footer, str):
        texts: dict[str, str | None] = {"": written.footer}
    else:
        texts = written.footer.model_dump()
    return {language: " ".join(text.split()) for language, text in texts.items() if text}


def _deck(settings: DeckSettings, folder: Path, run_folder: Path) -> Deck:
    file = folder / settings.template
    if file.suffix.lower() not in (".pptx", ".potx"):
        raise _unfit(file, "the template is no .pptx", "a PowerPoint file: company.pptx")
    digest = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None
    layouts = settings.layouts.model_dump(exclude_none=True)
    return Deck(template=_shown(file, run_folder), sha256=digest, layouts=layouts)


def _shown(file: Path, run_folder: Path) -> str:
    try:
        return Path(os.path.relpath(file, run_folder)).as_posix()
    except ValueError:  # another drive on Windows
        return file.as_posix()


def _css(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unfit(file, f"byte {error.start} is not UTF-8", "a style in UTF-8") from error
    plain = _ESCAPED.sub(lambda match: _letter(match[1]), text)
    plain = plain.replace("\\", "")
    if loads := _OUTSIDE.search(plain):
        line = plain[: loads.start()].count("\n") + 1
        raise _unfit(
            file, f"line {line}: {loads[0]!r} loads from outside, or ends the style",
            "a style that loads nothing: fonts by name, pictures and fonts as url(data:...)",
        )  # fmt: skip
    return text


def _letter(digits: str) -> str:
    number = int(digits, 16)
    return chr(number) if 0 < number < 0x110000 else " "


def _logo(file: Path) -> str:
    kind = KINDS.get(file.suffix.lower())
    if kind is None:
        raise _unfit(file, f"a logo of the kind {file.suffix!r}", "an .svg, .png or .jpg")
    content = file.read_bytes()
    if len(content) > MOST_LOGO_BYTES:
        raise _unfit(
            file, f"the logo has {len(content):,} bytes, and every page carries it",
            f"{MOST_LOGO_BYTES:,} bytes at most; a logo is printed 11 mm high",
        )  # fmt: skip
    if kind == "image/svg+xml":
        _check_drawing(file, content)
    else:
        _check_picture(file, content)
    return f"data:{kind};base64,{b64encode(content).decode('ascii')}"


def _check_picture(file: Path, content: bytes) -> None:
    # The printer makes Pillow draw broken pictures too: their ends are looked at here.
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            picture.verify()
        with Image.open(BytesIO(content)) as picture:
            picture.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise _unfit(file, f"the logo cannot be read: {error}", "a whole PNG or JPEG") from error
    if picture.format == "JPEG" and _END_OF_JPEG not in content[-1024:]:
        raise _unfit(file, "the logo cannot be read: its end is not there", "a whole JPEG")


def _check_drawing(file: Path, content: bytes) -> None:
    """Refuse a drawing that is none, or that could load, run or grow into something."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _unfit(file, f"the logo cannot be read: {error}", "a whole SVG") from error
    if etree.QName(root).localname != "svg" or b"<!ENTITY" in content:
        raise _unfit(file, "the logo is no plain SVG", "an <svg> without entities of its own")
    for element in root.iter():
        for value in _references(element):
            if not value.strip().startswith(("#", "data:")) or value.startswith("data:image/svg"):
                raise _unfit(
                    file, f"the logo loads {value[:60]!r}",
                    "a drawing that loads nothing; save it as a plain SVG, fonts as paths",
                )  # fmt: skip


def _references(element: Any) -> list[str]:
    """Addresses an element loads; of what runs, moves or loads in another way its name."""
    if not isinstance(element.tag, str):
        return []
    local = etree.QName(element).localname
    if local in NOT_DRAWN:
        return [local]
    links = [
        value
        for name, value in element.attrib.items()
        if etree.QName(name).localname in ("href", "src") and local != "a"
    ]
    styles = " ".join([*element.attrib.values(), element.text or "" if local == "style" else ""])
    if "@import" in styles:
        return ["@import"]
    if local == "image" and not any(one.startswith(RASTER) for one in links):
        return links or ["image"]
    return links + [match[1] for match in re.finditer(r"url\(\s*[\"']?([^\"')]*)", styles)]


def _unfit(file: Path, what: str, expected: str) -> ParameterError:
    return ParameterError(
        what, where=str(file), expected=expected, remedy="correct the file, or name another one"
    )
