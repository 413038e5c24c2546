"""The grids of any source: local files, an address, Parquet, a database."""

from __future__ import annotations

from pathlib import Path

from salesreport.errors import ParameterError
from salesreport.readers.files import file_bytes, shown_path, source_files
from salesreport.readers.grids import FileGrids, content_grids
from salesreport.readers.parquet import PARQUET, is_folder, parquet_grid, parquet_grids
from salesreport.readers.remote import is_address, remote_files
from salesreport.sources import Source


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
            else content_grids(file.content(), file.shown, file.suffix, source)
            for file in remote_files(source.path, source.storage, folder)
        ]
    if is_folder(folder / source.path):
        return [parquet_grids(folder / source.path, folder)]
    return [
        parquet_grids(path, folder)
        if path.suffix.lower() == PARQUET
        else _text_or_workbook(path, folder, source)
        for path in source_files(folder, source.path)
    ]


def _text_or_workbook(path: Path, folder: Path, source: Source) -> FileGrids:
    shown = shown_path(path, folder)
    return content_grids(file_bytes(path, shown), shown, path.suffix.lower(), source)


def _unclear() -> ParameterError:
    return ParameterError(
        "it is not clear where the table comes from",
        where="data",
        expected="`path`, or `url` with `query`",
        remedy="name the one or the other in the run file",
    )
