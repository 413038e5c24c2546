"""Notes on cells: the comments part of a sheet, and the boxes that show them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from salesreport.workbooks.package import Package, local, named, namespace
from salesreport.workbooks.references import Place, reference_of

_AUTHOR = "salesreport"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VML_START = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;'
    'margin-left:80pt;margin-top:2pt;width:260pt;height:{height}pt;z-index:{z};visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 31, {bottom}, 1</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_BLOCKS = re.compile(rb'<o:idmap[^>]*?data="([^"]*)"')
_BLOCK = 1024
_AFTER_DRAWING = frozenset({
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
})  # fmt: skip

Notes = Mapping[Place, Sequence[str]]


def add_notes(package: Package, sheet: str, relation_names: str, notes: Notes) -> None:
    """Put notes on cells of a sheet; a note that stands there keeps its text above ours.

    Parameters
    ----------
    sheet : str
        Path of the sheet's part.
    relation_names : str
        Start of the addresses of relation types.
    notes : mapping of (row, column) to texts
    """
    path = package.related(sheet, "comments")
    if path is None:
        path = package.free("xl/comments{}.xml")
        names = namespace(package.xml(sheet))
        package.add(path, f'<comments xmlns="{names}"><authors/><commentList/></comments>'.encode(),
                    _COMMENTS_TYPE)  # fmt: skip
        package.relate(sheet, f"{relation_names}comments", path)
    new = _write_comments(package.xml(path), notes)
    if new:
        _draw(package, sheet, relation_names, new)


def _write_comments(root: Any, notes: Notes) -> list[Place]:
    """Write the texts; gives the places that had no note before."""
    names = namespace(root)
    authors, listed = next(named(root, "authors")), next(named(root, "commentList"))
    etree.SubElement(authors, f"{{{names}}}author").text = _AUTHOR
    author = str(len(authors) - 1)
    there = {comment.get("ref"): comment for comment in named(listed, "comment")}
    new = []
    for place, texts in sorted(notes.items()):
        reference = reference_of(place)
        comment = there.get(reference)
        before = ""
        if comment is None:
            tag = f"{{{names}}}comment"
            comment = etree.SubElement(listed, tag, ref=reference, authorId=author)
            etree.SubElement(comment, f"{{{names}}}text")
            new.append(place)
        else:
            before = "\n"
        run = etree.SubElement(next(named(comment, "text")), f"{{{names}}}r")
        text = etree.SubElement(run, f"{{{names}}}t")
        text.text = before + "\n".join(clean(t) for t in texts)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return new


def clean(text: str) -> str:
    """Text without the characters XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))


def _draw(package: Package, sheet: str, relation_names: str, places: Sequence[Place]) -> None:
    """Add a hidden box a note to the drawing of the sheet's notes."""
    path = _drawing(package, sheet)
    if path is None:
        path = package.free("xl/drawings/vmlDrawing{}.vml")
        package.parts[path] = _VML_START.encode()
        package.default_type("vml", _VML_TYPE)
        key = package.relate(sheet, f"{relation_names}vmlDrawing", path)
        _name_drawing(package.xml(sheet), relation_names, key)
    first = max((b for part in _drawings(package) for b in _blocks(part)), default=0) + 1
    blocks = range(first, first + (len(places) + 1) // _BLOCK + 1)
    content = _with_blocks(package.parts[path], blocks)
    shapes = [] if b'id="_x0000_t202"' in content else [_SHAPE_TYPE]
    shapes += [_shape(first * _BLOCK + i + 1, i, place) for i, place in enumerate(places)]
    head, end, tail = content.rpartition(b"</xml>")
    package.parts[path] = head + "".join(shapes).encode() + end + tail


def _drawings(package: Package) -> list[bytes]:
    return [part for path, part in package.parts.items() if path.endswith(".vml")]


def _blocks(content: bytes) -> list[int]:
    """Blocks of 1024 shape numbers a drawing has for itself."""
    return [int(n) for found in _BLOCKS.findall(content) for n in found.split(b",") if n.isdigit()]


def _with_blocks(content: bytes, blocks: range) -> bytes:
    held = ",".join(map(str, [*_blocks(content), *blocks]))
    return _BLOCKS.sub(lambda m: m[0].replace(m[1], held.encode()), content, count=1)


def _drawing(package: Package, sheet: str) -> str | None:
    for element in named(package.xml(sheet), "legacyDrawing"):
        key = next(v for k, v in element.attrib.items() if k.endswith("}id"))
        return package.target(sheet, key)
    return None


def _name_drawing(root: Any, relation_names: str, key: str) -> None:
    element = root.makeelement(f"{{{namespace(root)}}}legacyDrawing")
    element.set(f"{{{relation_names.rstrip('/')}}}id", key)
    later = next((child for child in root if local(child) in _AFTER_DRAWING), None)
    if later is None:
        root.append(element)
    else:
        later.addprevious(element)


def _shape(number: int, order: int, place: Place) -> str:
    row, column = place[0] - 1, place[1]
    return _SHAPE.format(
        number=number, z=order + 1, height=75, row=row, column=column, left=column + 1,
        top=max(row - 1, 0), right=column + 4, bottom=max(row - 1, 0) + 5,
    )  # fmt: skip
