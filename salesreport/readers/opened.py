"""The grids of any source: local files, an address, Parquet, a database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from salesreport.errors import ParameterError
from salesreport.readers.files import file_bytes, shown_path, source_files
from salesreport.readers.grids import FileGrids, OpenFile
from salesreport.readers.parquet import PARQUET, is_folder, parquet_grid, parquet_grids
from salesreport.readers.remote import is_address, remote_files
from salesreport.sources import Source

_KEPT: ContextVar[dict[tuple[str, str, int, int], OpenFile] | None] = ContextVar(
    "kept", default=None
)


def source_grids(source: Source, folder: Path) -> list[FileGrids]:
    """Grids of each file of a source, the newest file last; of a query one.

    Parameters
    ----------
    source : Source
        `path`, `storage`, `url`, `query`, `sheet`, `header`, `encoding` are used.
    folder : Path
        Folder of the run file: relative paths start here.

    Raises
    ------
    ParameterError
        Neither a path nor a database, or both; a database without a query.
    SourceFileError
        Something is missing, unreadable, or not what its name says.
    """
    if source.url is not None:
        from salesreport.readers.database import database_grids

        if source.path is not None or not source.query:
            raise _unclear()
        return [database_grids(source.url, source.query, folder)]
    if source.path is None:
        raise _unclear()
    if is_address(source.path):
        return [
            FileGrids([parquet_grid(file.content(), file.shown)], [])
            if file.suffix == PARQUET
            else OpenFile(file.content(), file.shown, file.suffix).grids(source)
            for file in remote_files(source.path, source.storage, folder)
        ]
    if is_folder(folder / source.path):
        return [parquet_grids(folder / source.path, folder)]
    return [
        parquet_grids(path, folder)
        if path.suffix.lower() == PARQUET
        else _opened(path, folder, source).grids(source)
        for path in source_files(folder, source.path)
    ]


def open_files(source: Source, folder: Path) -> list[OpenFile]:
    """Workbooks of a source with a path, the newest last, whatever sheet it names.

    Raises
    ------
    SourceFileError
        As `source_grids`.
    """
    path = source.path or ""
    if is_address(path):
        files = remote_files(path, source.storage, folder)
        return [OpenFile(file.content(), file.shown, file.suffix) for file in files]
    return [_opened(found, folder, source) for found in source_files(folder, path)]


@contextmanager
def kept_open() -> Iterator[None]:
    """Keep what is opened inside for the next source that names a sheet of the same file.

    A file that has changed is opened anew.
    """
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def _opened(path: Path, folder: Path, source: Source) -> OpenFile:
    shown, kept = shown_path(path, folder), _KEPT.get()
    if kept is None or source.sheet in (None, "*"):
        return OpenFile(file_bytes(path, shown), shown, path.suffix.lower())
    state = path.stat()
    key = (shown, str(path), state.st_mtime_ns, state.st_size)
    if key not in kept:
        kept[key] = OpenFile(file_bytes(path, shown), shown, path.suffix.lower())
    return kept[key]


def _unclear() -> ParameterError:
    return ParameterError(
        "it is not clear where the table comes from",
        where="data",
        expected="`path`, or `url` with `query`",
        remedy="name the one or the other in the run file",
    )
