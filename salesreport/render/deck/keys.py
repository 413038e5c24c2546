"""What a table's rows are known by, put into a deck where no reader sees it.

See `salesreport.slidekeys`: a row's own id, and properties of the document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from salesreport.render.deck.marks import attribute, text
from salesreport.slidekeys import PREFIX, properties_of

PART = "/docProps/custom.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"

Known = tuple[Sequence[str], Sequence[tuple[str, Sequence[str]]]]
"""Texts of a table's head, and of each row its key and its cells' texts."""


def write_keys(package: Any, tables: Mapping[str, Known]) -> None:
    """Put what tables are known by into the file's own properties, in place of earlier ones."""
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    kept: list[tuple[str, str]] = []
    for relation in list(package._rels.values()):
        if relation.reltype == RELATION and not relation.is_external:
            kept = [one for one in _properties(relation.target_part.blob)
                    if not one[0].startswith(PREFIX)]  # fmt: skip
            package._rels.pop(relation.rId)
    ours = [
        one
        for name, (head, rows) in tables.items()
        if rows
        for one in properties_of(name, head, rows).items()
    ]
    if not kept and not ours:
        return
    part = Part(PackURI(PART), CONTENT_TYPE, package, _xml([*kept, *ours]))
    package.relate_to(part, RELATION)


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
