"""Parquet files and folders as grids: types stay as the file declares them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from salesreport.cells.coded import ArrowCells, Coded
from salesreport.readers.faults import file_error
from salesreport.readers.files import closed_file, shown_path
from salesreport.readers.grids import FileGrids, Grid
from salesreport.readers.naming import name_order
from salesreport.readers.native import cell, coded, named, numbered

PARQUET = ".parquet"
_PERIODS = "pandas.period"


def is_folder(path: Path) -> bool:
    """Whether a folder holds Parquet files, in itself or in parts such as `year=2024`."""
    return path.is_dir() and next(path.rglob("*" + PARQUET), None) is not None


def parquet_grids(path: Path, folder: Path) -> FileGrids:
    """Grids of a Parquet file, or of every file of a folder, one each.

    The parts of a folder are equally old. A part of a name such as `year=2024`
    becomes a column. Parts without rows are left out where another has some.

    Raises
    ------
    SourceFileError
        A file is not what its name says, or holds a value nothing can show.
    """
    if not path.is_dir():
        return FileGrids([parquet_grid(path, shown_path(path, folder))], [])
    parts = sorted(
        (p for p in path.rglob("*" + PARQUET) if _is_data(p, path)),
        key=lambda p: name_order(str(p)),
    )
    grids = [
        parquet_grid(part, shown_path(part, folder), _partitions(part, path)) for part in parts
    ]
    return FileGrids([grid for grid in grids if len(grid)] or grids[:1], [])


def parquet_grid(
    content: Path | bytes, shown: str, partitions: dict[str, str] | None = None
) -> Grid:
    """Grid of one Parquet file, its rows numbered from 1.

    Decimals are exact, a time with a zone keeps it, fractions below a microsecond
    are cut, structures become JSON text.
    """
    if isinstance(content, bytes):
        return _decoded(io.BytesIO(content), shown, partitions or {})
    try:
        stream = content.open("rb")
    except OSError as error:
        raise closed_file(content, shown, error) from error
    with stream:
        return _decoded(stream, shown, partitions or {})


def _decoded(stream: BinaryIO, shown: str, partitions: dict[str, str]) -> Grid:
    try:
        with pq.ParquetFile(stream) as file:
            return _grid(file, shown, partitions)
    except (pa.ArrowException, OSError, ValueError, OverflowError, KeyError) as error:
        reason = " ".join(str(error).split())[:200]
        raise file_error(
            "wrong_file_kind",
            f"it cannot be read as Parquet ({reason})",
            file=shown,
            expected="an undamaged Parquet file, its days from year 1 to 9999",
            remedy="export it again, or save it as CSV UTF-8",
            values={"reason": reason},
        ) from error


def _is_data(path: Path, top: Path) -> bool:
    parts = path.relative_to(top).parts
    return path.is_file() and not any(part.startswith(("_", ".")) for part in parts)


def _partitions(part: Path, top: Path) -> dict[str, str]:
    named_parts = (name.partition("=") for name in part.relative_to(top).parts[:-1])
    return {key: value for key, equals, value in named_parts if equals}


def _grid(file: pq.ParquetFile, shown: str, partitions: dict[str, str]) -> Grid:
    table = file.read()
    header = named([*table.schema.names, *partitions])
    cells = [_cells(column) for column in table.columns]
    cells += [Coded.repeated(value, len(table)) for value in partitions.values()]
    numbers = numbered(len(table))
    return Grid(shown, None, header, 0, cells, numbers, n_records=file.metadata.num_rows)


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Bytes that are text in UTF-8 throughout, as some programs leave strings unmarked."""
    try:
        text = column.cast(
            pa.large_string() if pa.types.is_large_binary(column.type) else pa.string()
        )
    except pa.ArrowInvalid:
        return column
    held = pc.any(pc.match_substring_regex(text, r"[\x00-\x08\x0e-\x1f]")).as_py()
    return column if held else text


def _periods(column: pa.ChunkedArray) -> list[str | None]:
    """Months, quarters and the like of pandas as text, such as 2024-03 or 2024Q1."""
    ordinals = column.combine_chunks().storage.to_pylist()
    freq = column.type.freq
    return [None if one is None else str(pd.Period(ordinal=one, freq=freq)) for one in ordinals]


def _cells(column: pa.ChunkedArray) -> Coded:
    """Column of cells, each different value converted once."""
    kind = column.type
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        column = pc.cast(column, pa.timestamp("us", kind.tz), safe=False)
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
    if getattr(kind, "extension_name", "") == _PERIODS:
        return coded(_periods(column))
    if pa.types.is_nested(column.type) or isinstance(column.type, pa.BaseExtensionType):
        return coded(column.to_pylist())
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        column = _as_text(column)
    code = column.dictionary_encode(null_encoding="encode").unify_dictionaries()
    if not code.num_chunks:
        return coded([])
    codes = np.concatenate([part.indices.to_numpy(zero_copy_only=False) for part in code.chunks])
    distinct = code.chunk(0).dictionary
    if pa.types.is_string(distinct.type) or pa.types.is_large_string(distinct.type):
        text = ArrowCells(distinct.cast(pa.string()), unique=True)
        return Coded(codes.astype(np.int64), text)
    return Coded(codes.astype(np.int64), [cell(value) for value in distinct.to_pylist()])
