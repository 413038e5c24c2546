"""A folder of one's own to work in: run files, policies, sample data, notebooks."""

from __future__ import annotations

import shutil
from pathlib import Path

from salesreport.errors import OutputError
from salesreport.resources import resource

PARTS = ("params", "notebooks")


def make_workspace(folder: str | Path) -> list[Path]:
    """Copy the bundled run files and notebooks into `folder`.

    Nothing that stands there is overwritten: if any of the files exists with
    other content, nothing is copied at all.

    Returns
    -------
    list of Path
        Files written, in order.

    Raises
    ------
    OutputError
        A file of that name stands there with other content, or the folder
        cannot be written.
    """
    target = Path(folder)
    plan = {
        path: target / part / path.relative_to(resource(part))
        for part in PARTS
        for path in sorted(resource(part).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    taken = [new for old, new in plan.items() if new.exists() and not _same(old, new)]
    if taken:
        raise OutputError(
            f"{len(taken)} of the files to write stand there with other content",
            where=", ".join(str(path) for path in taken[:5]),
            expected="an empty folder, or one made by `salesreport init`",
            remedy="choose another folder, or move these files away",
        )
    written = []
    try:
        for old, new in plan.items():
            if not new.exists():
                new.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(old, new)
                written.append(new)
    except OSError as error:
        raise OutputError(
            f"cannot write: {error.strerror}",
            where=str(target),
            expected="a folder this user may write to",
            remedy="choose another folder or change its permissions",
        ) from error
    return written


def _same(old: Path, new: Path) -> bool:
    return new.is_file() and old.read_bytes() == new.read_bytes()
