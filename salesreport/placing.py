"""Files written whole or not at all: what stands under a final name is finished."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from pathlib import Path

_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EXDEV})
"""What a file system without hard links answers."""


DRAFTS = ".salesreport-*.tmp"
"""Names of all drafts."""


def draft_of(path: Path) -> Path:
    """Where the file for `path` is written until it is whole: same folder, hidden name."""
    return path.with_name(f".salesreport-{hashlib.sha256(path.name.encode()).hexdigest()[:16]}.tmp")


def place_file(path: Path, content: bytes, *, replacing: bool = False) -> None:
    """Write a file in one step, also where the process is killed at any moment.

    The content goes to a hidden file of the same folder first, `draft_of(path)`. One
    that a killed process left there is written over by the next that makes the same file.

    Parameters
    ----------
    path : Path
        Its folder must be there.
    content : bytes
    replacing : bool
        A file of that name may be replaced; otherwise it is left as it is, also where it
        appears only now.

    Raises
    ------
    FileExistsError
        A file of that name is there, and may not be replaced.
    OSError
        The file cannot be written.
    """
    draft = draft_of(path)
    try:
        draft.write_bytes(content)
        if replacing:
            os.replace(draft, path)
        else:
            _claim(draft, path)
    finally:
        _remove(draft)


def _remove(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except KeyboardInterrupt:  # one that comes here would leave the draft behind
        draft.unlink(missing_ok=True)
        raise


def _claim(draft: Path, path: Path) -> None:
    """Give a draft a name that nothing has."""
    if sys.platform == "win32":
        os.rename(draft, path)  # refuses a name that is taken
        return
    try:
        os.link(draft, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
        os.replace(draft, path)
