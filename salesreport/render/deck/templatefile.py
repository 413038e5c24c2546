"""A company's template as a file: whether it is one, and made fit to begin a deck from."""

from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from salesreport.errors import RenderError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST_PARTS, MOST_BYTES = 5000, 600_000_000
TYPES = "[Content_Types].xml"
MAIN = b"application/vnd.openxmlformats-officedocument.presentationml.%s.main+xml"
MACROS = (b"macroEnabled", b"vbaProject")
SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
SIGNED = "digital-signature/origin"
DAMAGED = (
    PythonPptxError, KeyError, ValueError, AttributeError, IndexError, TypeError,
    zipfile.BadZipFile, NotImplementedError, EOFError, etree.XMLSyntaxError, RuntimeError,
)  # fmt: skip
"""What python-pptx raises on a file that is none of its own."""


def open_template(path: Path, *, sha256: str = "") -> Any:
    """A presentation that begins with the template's masters and layouts, without its slides.

    Parameters
    ----------
    path : Path
        A .pptx or .potx.
    sha256 : str
        What its content must hash to; empty if it need not.

    Raises
    ------
    RenderError
        It is not there, is another file than the run names, has a password or macros, is of
        the old format or damaged.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _unusable(
            f"it cannot be read: {error.strerror or error}", path,
            "put it back, or correct `deck` in the branding file",
        ) from error  # fmt: skip
    if sha256 and hashlib.sha256(content).hexdigest() != sha256.lower():
        raise _unusable("it is not the file that the run was built with", path, "build again")
    content = _as_presentation(content, path)
    try:
        deck = Presentation(BytesIO(content))
        _without_slides(deck)
        for master in deck.slide_masters:
            master.part.part_related_by(RT.THEME)
        if not len(deck.slide_layouts):
            raise _unusable("it has no layout", path, "save it again with one layout at least")
    except DAMAGED as error:
        raise _damaged(path, error) from error
    return deck


def _as_presentation(content: bytes, path: Path) -> bytes:
    """The file's bytes, a template's marked as a presentation's."""
    if content.startswith(OLE):
        if ENCRYPTED in content:
            raise _unusable("it opens with a password only", path, "save it without a password")
        raise _unusable("it is of the old format (.ppt)", path, "save it as .pptx or .potx")
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            entries = file.infolist()
            if len(entries) > MOST_PARTS or sum(one.file_size for one in entries) > MOST_BYTES:
                raise _unusable("it is too large", path, "take pictures and slides out of it")
            types = file.read(TYPES)
    except DAMAGED as error:
        raise _damaged(path, error) from error
    if any(mark in types for mark in MACROS):
        raise _unusable("it holds macros", path, "save it as .pptx or .potx")
    if MAIN % b"presentation" in types:
        return content
    if MAIN % b"template" not in types:
        raise _unusable("it is no presentation", path, "name a .pptx or .potx")
    return _retyped(content, types.replace(MAIN % b"template", MAIN % b"presentation"))


def _retyped(content: bytes, types: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in dict.fromkeys(old.namelist()):
            new.writestr(name, types if name == TYPES else old.read(name))
    return stream.getvalue()


def _without_slides(deck: Any) -> None:
    """Sample slides gone, and all that leads to them: what nothing leads to is not saved."""
    listed = deck.element.sldIdLst
    for entry in list(listed) if listed is not None else []:
        deck.part.drop_rel(entry.rId)
        listed.remove(entry)
    for tag in ("custShowLst", "modifyVerifier", "photoAlbum"):
        for found in deck.element.findall(f"{{*}}{tag}"):
            deck.element.remove(found)
    for extension in list(deck.element.iter("{*}ext")):
        if extension.get("uri") == SECTIONS:
            extension.getparent().remove(extension)
    for master in deck.slide_masters:
        for holder in (master, *master.slide_layouts):
            _without_links(holder)
    relations = deck.part.package._rels
    for relation in list(relations.values()):
        if relation.reltype.endswith(SIGNED):
            relations.pop(relation.rId)


def _without_links(holder: Any) -> None:
    """A master or layout without buttons that lead to a sample slide."""
    relations = holder.part.rels
    for relation in list(relations.values()):
        if relation.reltype != RT.SLIDE:
            continue
        for link in list(holder.element.iter("{*}hlinkClick", "{*}hlinkHover")):
            if relation.rId in link.attrib.values():
                link.getparent().remove(link)
        relations.pop(relation.rId)


def _damaged(path: Path, error: Exception) -> RenderError:
    told = f"{type(error).__name__}: {error}"[:160]
    return _unusable(f"it is damaged ({told})", path, "open it, save it again and build again")


def _unusable(what: str, path: Path, remedy: str) -> RenderError:
    return RenderError(
        what,
        where=f"the deck's template {path.name}",
        expected="a .pptx or .potx without password and macros",
        remedy=remedy,
    )
