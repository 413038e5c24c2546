"""A workbook as the parts it is zipped from, so that one part can change alone.

Reading a workbook into objects and writing it anew loses what the objects do not
know: charts, pictures, pivot tables, macros' buttons. Here every part that is not
touched keeps its bytes.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

_FIXED = (1980, 1, 1, 0, 0, 0)
_TYPES = "[Content_Types].xml"
_TYPE_NAMES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATION_NAMES = "http://schemas.openxmlformats.org/package/2006/relationships"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def parsed(content: bytes) -> Any:
    """Root of an XML part; entities are not resolved.

    Raises
    ------
    lxml.etree.XMLSyntaxError
        It is no XML.
    """
    return etree.fromstring(content, _PARSER)


def serialised(root: Any) -> bytes:
    """XML part from its root, with the head Excel writes."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def local(element: Any) -> str:
    """Name of an element without its namespace; empty for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def named(root: Any, name: str) -> Iterator[Any]:
    """Children of an element by local name."""
    return (child for child in root if local(child) == name)


def namespace(root: Any) -> str:
    """Namespace of an element: workbooks have two, the usual one and the strict one."""
    return str(etree.QName(root).namespace or "")


@dataclass
class Package:
    """Parts of a workbook by path; `xml` gives one to change, `content` zips all anew.

    Attributes
    ----------
    parts : dict of str to bytes
        In the order of the archive.
    opened : dict of str to element
        Roots of the parts asked for as XML, which replace their bytes in the end.
    """

    parts: dict[str, bytes]
    opened: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, content: bytes) -> Package:
        """Parts of a workbook's content.

        Raises
        ------
        zipfile.BadZipFile
            It is no workbook.
        """
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return cls({i.filename: archive.read(i) for i in archive.infolist() if not i.is_dir()})

    def xml(self, path: str) -> Any:
        """Root of a part; changes to it are kept."""
        if path not in self.opened:
            self.opened[path] = parsed(self.parts[path])
        return self.opened[path]

    def look(self, path: str) -> Any:
        """Root of a part, to read only: the part keeps its bytes."""
        return self.opened[path] if path in self.opened else parsed(self.parts[path])

    def add(self, path: str, content: bytes, content_type: str) -> None:
        """A new part, with its type."""
        self.parts[path] = content
        types = self.xml(_TYPES)
        etree.SubElement(types, f"{{{_TYPE_NAMES}}}Override",
                         PartName=f"/{path}", ContentType=content_type)  # fmt: skip

    def default_type(self, ending: str, content_type: str) -> None:
        """Type of the parts with an ending, where none is stated."""
        types = self.xml(_TYPES)
        if not any(e.get("Extension", "").lower() == ending for e in named(types, "Default")):
            name = f"{{{_TYPE_NAMES}}}Default"
            types.insert(0, types.makeelement(name, Extension=ending, ContentType=content_type))

    def free(self, pattern: str) -> str:
        """First path of a pattern such as `xl/comments{}.xml` that no part has."""
        number = 1
        while pattern.format(number) in self.parts:
            number += 1
        return pattern.format(number)

    def related(self, path: str, kind: str) -> str | None:
        """Path of the part that another names as its `comments`, `styles` ..."""
        for relation in self._looked_at(path):
            if relation.get("Type", "").rsplit("/", 1)[-1] == kind:
                return _absolute(path, relation.get("Target", ""))
        return None

    def target(self, path: str, relation_id: str) -> str | None:
        """Path of the part that another names by an id."""
        for relation in self._looked_at(path):
            if relation.get("Id") == relation_id:
                return _absolute(path, relation.get("Target", ""))
        return None

    def relate(self, path: str, kind: str, target: str) -> str:
        """Name a part in another's relations; gives the id.

        `kind` is the whole address of the relation's type.
        """
        relations = self._relations(path)
        taken = {relation.get("Id") for relation in relations}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        etree.SubElement(relations, f"{{{_RELATION_NAMES}}}Relationship",
                         Id=f"rId{number}", Type=kind, Target=f"/{target}")  # fmt: skip
        return f"rId{number}"

    def content(self) -> bytes:
        """The workbook: untouched parts as they were, dates fixed."""
        for path, root in self.opened.items():
            self.parts[path] = serialised(root)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, part in self.parts.items():
                archive.writestr(zipfile.ZipInfo(path, _FIXED), part, zipfile.ZIP_DEFLATED)
        return stream.getvalue()

    def _looked_at(self, path: str) -> Any:
        where = _relations_path(path)
        return self.look(where) if where in self.parts else ()

    def _relations(self, path: str) -> Any:
        where = _relations_path(path)
        if where not in self.parts:
            self.parts[where] = serialised(
                etree.Element(f"{{{_RELATION_NAMES}}}Relationships", nsmap={None: _RELATION_NAMES})
            )
        return self.xml(where)


def _relations_path(path: str) -> str:
    folder, name = posixpath.split(path)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _absolute(path: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
