"""What a table's rows are known by, kept in the file where no reader sees it.

Each row has an id of the office format (`a16:rowId`) made from its key: PowerPoint keeps it
while rows are moved, changed and added. LibreOffice drops such ids, but keeps a document's
own properties, as PowerPoint does: there each table's keys stand in order, one property a
row, named `salesreport:<name of the shape>:<n>`.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from lxml import etree

from salesreport.render.deck.marks import attribute, text

PART = "/docProps/custom.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
PREFIX = "salesreport:"
LONGEST = 255
"""Of a property's text, as PowerPoint takes it."""


def write_keys(package: Any, keys: Mapping[str, Sequence[str]]) -> None:
    """Put the keys of all tables into the file's own properties, in place of earlier ones."""
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    kept: list[tuple[str, str]] = []
    for relation in list(package._rels.values()):
        if relation.reltype == RELATION and not relation.is_external:
            kept = [one for one in _properties(relation.target_part.blob)
                    if not one[0].startswith(PREFIX)]  # fmt: skip
            package._rels.pop(relation.rId)
    ours = [
        (f"{PREFIX}{name}:{n}", key[:LONGEST])
        for name, listed in keys.items()
        for n, key in enumerate(listed, start=1)
    ]
    if not kept and not ours:
        return
    part = Part(PackURI(PART), CONTENT_TYPE, package, _xml([*kept, *ours]))
    package.relate_to(part, RELATION)


def written_keys(content: bytes) -> dict[str, list[str]]:
    """Keys of each table of a deck, by the name of its shape, in the order written.

    Parameters
    ----------
    content : bytes
        A deck as written, or saved again by PowerPoint or LibreOffice.
    """
    with zipfile.ZipFile(BytesIO(content)) as file:
        if PART[1:] not in file.namelist():
            return {}
        properties = _properties(file.read(PART[1:]))
    found: dict[str, list[tuple[int, str]]] = {}
    for name, value in properties:
        match = re.fullmatch(re.escape(PREFIX) + r"(.*):(\d+)", name)
        if match:
            found.setdefault(match.group(1), []).append((int(match.group(2)), value))
    return {name: [value for _, value in sorted(rows)] for name, rows in found.items()}


def _properties(blob: bytes) -> list[tuple[str, str]]:
    tree = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    return [(one.get("name", ""), "".join(one.itertext())) for one in tree]


def _xml(properties: Sequence[tuple[str, str]]) -> bytes:
    entries = "".join(
        f'<property fmtid="{FORMAT_ID}" pid="{pid}" name={attribute(name)}>'
        f"<vt:lpwstr>{text(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(properties, start=2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Properties xmlns="{SPACE}" xmlns:vt="{TYPES}">{entries}</Properties>'
    ).encode()
