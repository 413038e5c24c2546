"""The files a path of the run file means, in the order in which the newer one wins."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from salesreport.readers.faults import file_error, near
from salesreport.readers.naming import order_among

LOCK = "~$"
"""How the names of Excel's lock files begin."""


def source_files(folder: Path, path: str) -> list[Path]:
    """Files of a path or glob, the newest last.

    The order is that of the file names (`order_among`); equal names in different
    folders go by the time of modification, then by path. The clock is never read.
    Excel's `~$` files are left out.

    Raises
    ------
    SourceFileError
        Nothing matches; the near names of that folder are named.
    """
    literal = folder / path
    if literal.is_file():
        return [literal]
    found = []
    if glob.has_magic(path):
        pattern = os.path.join(glob.escape(str(folder)), path)
        found = [Path(p) for p in glob.glob(pattern, recursive=True)]
        found = [p for p in found if p.is_file() and not p.name.startswith(LOCK)]
    if not found:
        raise missing_file(folder, path)
    return in_order(found)


def in_order(paths: Iterable[Path]) -> list[Path]:
    """Local files by name, time of modification and path, the newest last."""
    found = [*paths]
    of_name = order_among(path.name for path in found)

    def key(path: Path) -> tuple[Any, ...]:
        return of_name(path.name), path.stat().st_mtime_ns, str(path)

    return sorted(found, key=key)


def missing_file(folder: Path, path: str) -> Exception:
    """Error about a path that matches nothing; names the near ones."""
    place = (folder / path).parent
    while glob.has_magic(str(place)) and place != folder:
        place = place.parent
    if not place.is_dir():
        return file_error(
            "missing_file",
            "no such folder",
            file=path,
            expected=f"a folder {place.name!r}",
            remedy="check the path; it starts at the run file's folder",
            values={"near": "", "holds": ""},
        )
    names = sorted(p.name for p in place.iterdir() if not p.name.startswith((LOCK, ".")))
    close = near(Path(path).name, names)
    shown = ", ".join(names[:8]) + (", ..." if len(names) > 8 else "")
    return file_error(
        "missing_file",
        "no file matches" if glob.has_magic(path) else "no such file",
        file=path,
        expected=f"a file in that folder, which holds {shown}"
        if names
        else "a file; none is there",
        remedy=f"did you mean {close!r}" if close else "check the path and the name",
        values={"near": close, "holds": shown},
    )


def shown_path(path: Path, folder: Path) -> str:
    """Path relative to the run file's folder, with `/`."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive on Windows
        return path.as_posix()


def file_bytes(path: Path, shown: str) -> bytes:
    """Content of a file.

    Raises
    ------
    SourceFileError
        Another program holds the file, or this user may not read it.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise closed_file(path, shown, error) from error


def closed_file(path: Path, shown: str, error: OSError) -> Exception:
    """Error about a file that is there and cannot be read."""
    if isinstance(error, PermissionError):
        open_in_excel = path.with_name(LOCK + path.name).exists()
        return file_error(
            "locked_file",
            "the file is open in Excel" if open_in_excel else "the file may not be read",
            file=shown,
            expected="a file that no other program holds and this user may read",
            remedy="close it in Excel, or change its permissions, and start again",
            values={"reason": error.strerror or ""},
        )
    return file_error(
        "missing_file",
        f"the file cannot be read ({error.strerror})",
        file=shown,
        expected="a readable file",
        remedy="check the disk or network folder it lies on",
        values={"near": "", "holds": ""},
    )
