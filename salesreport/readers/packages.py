"""Zipped workbooks opened with care: no bombs, no entities, parts read to their end."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from xml.parsers import expat

from salesreport.readers.sheetfacts import DamagedPartError

MOST_BYTES = 2 * 1024**3
"""Largest workbook unpacked: Excel's largest sheets stay below."""

_SUSPECT_BYTES = 64 * 1024**2
_MOST_RATIO = 400

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Package:
    """Parts of a zipped workbook by name.

    Raises
    ------
    DamagedPartError
        No zip, protected, or it unpacks to more than any workbook holds.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise DamagedPartError(str(error)) from error
        infos = self._zip.infolist()
        self.names = {_key(info.filename): info for info in infos}
        if sum(info.file_size for info in infos) > MOST_BYTES:
            msg = "it unpacks to more than any workbook holds"
            raise DamagedPartError(msg)
        for info in infos:
            suspect = info.file_size > _SUSPECT_BYTES
            if suspect and info.file_size > _MOST_RATIO * max(info.compress_size, 1):
                msg = f"{info.filename} unpacks to {info.file_size // 1024**2} MiB of nothing"
                raise DamagedPartError(msg)
            if info.flag_bits & 1:
                msg = "its parts are protected by a password"
                raise DamagedPartError(msg)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self.names

    def read(self, name: str) -> bytes:
        """Part as a whole; empty where there is none."""
        if name not in self:
            return b""
        return b"".join(self.chunks(name, MOST_BYTES))

    def chunks(self, name: str, size: int) -> Chunks:
        """Part piece by piece; its check sum is compared at the end."""
        return Chunks(self._zip, self.names[_key(name)], size)


def _key(name: str) -> str:
    """Name of a part as Office compares it: neither case nor the kind of slash counts."""
    return name.replace("\\", "/").lstrip("/").casefold()


class Chunks:
    """Pieces of a part of a zip."""

    def __init__(self, package: zipfile.ZipFile, info: zipfile.ZipInfo, size: int) -> None:
        self._package, self._info, self._size = package, info, size

    def __iter__(self) -> Chunks:
        try:
            self._stream = self._package.open(self._info)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise DamagedPartError(f"{self._info.filename}: {error}") from error
        return self

    def __next__(self) -> bytes:
        try:
            piece = self._stream.read(self._size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
            raise DamagedPartError(f"{self._info.filename}: {error}") from error
        if not piece:
            raise StopIteration
        return piece


def parse(
    content: bytes,
    *,
    start: Start | None = None,
    end: End | None = None,
    text: Text | None = None,
) -> None:
    """Walk an XML part by elements, names without their prefixes; at least check it.

    A part that declares entities is refused: Office never writes any.

    Raises
    ------
    DamagedPartError
    """
    parser = _parser()
    parser.buffer_text = True
    if start is not None:
        opening = start
        parser.StartElementHandler = lambda name, own: opening(name.rpartition(":")[2], own)
    if end is not None:
        closing = end
        parser.EndElementHandler = lambda name: closing(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    with _damage():
        parser.Parse(content, True)


def well_formed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces of an XML part that is refused at the first that is no XML.

    The library that reads cells passes over what it cannot make out, and a cell is lost.

    Raises
    ------
    DamagedPartError
    """
    parser = _parser()
    for chunk in chunks:
        with _damage():
            parser.Parse(chunk, False)
        yield chunk
    with _damage():
        parser.Parse(b"", True)


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=":")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except (expat.ExpatError, LookupError, ValueError, OverflowError) as error:
        raise DamagedPartError(str(error)) from error  # an attribute or encoding is wrong


def _refuse_doctype(*_: object) -> None:
    msg = "it declares XML entities"
    raise DamagedPartError(msg)


def local(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes by their names without prefixes."""
    return {name.rpartition(":")[2]: value for name, value in attributes.items()}
