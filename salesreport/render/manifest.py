"""The output folder of one run and period: what is ours in it, and what a person changed.

Every file written here is known by its hash: from `manifest.json`, and, for a
build that was cut off, from a journal written just before each file is put in
place. A file whose hash is not known was edited by hand, or is someone else's:
it is never overwritten and never removed.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from salesreport.errors import OutputError
from salesreport.placing import DRAFTS, draft_of, place_file

MANIFEST, JOURNAL = "manifest.json", ".salesreport-journal"


@dataclass(frozen=True)
class Entry:
    """One file of ours: hash of its content; key of what it was made from."""

    sha256: str
    key: str = ""


@dataclass
class Shelf:
    """One folder of outputs, opened for a build.

    Attributes
    ----------
    folder : Path
        Absolute; made when missing.
    before : dict of path to Entry
        Files of the last build, by path relative to the folder, with `/`.
    built : dict of path to Entry
        Files of this build, and those of the last that still hold.
    edited : list of str
        Files a person changed, met in this build and kept.
    document : dict
        The last manifest, whole; empty when there is none.
    """

    folder: Path
    before: dict[str, Entry] = field(default_factory=dict)
    built: dict[str, Entry] = field(default_factory=dict)
    edited: list[str] = field(default_factory=list)
    document: dict[str, Any] = field(default_factory=dict)
    _journalled: dict[str, set[str]] = field(default_factory=dict)

    def current(self, path: str, key: str) -> str | None:
        """The file, or its `-v2`, that was made from `key` and is unchanged since."""
        entries = self.before
        for version in _versions(path):
            entry = entries.get(version)
            if entry and entry.key == key and self._hash(version) == entry.sha256:
                return version
            if entry is None and not (self.folder / version).exists():
                return None
        return None

    def keep(self, path: str) -> None:
        """Take a file of the last build over into this one."""
        self.built[path] = self.before[path]

    def place(self, draft: Path, path: str, *, key: str = "") -> str:
        """Put a finished draft in place of `path`, or beside a hand-edited one.

        Returns
        -------
        str
            Path taken: `path`, or with `-v2`, `-v3` ... before the ending.

        Raises
        ------
        OutputError
            The file cannot be written, for one because it is open elsewhere.
        """
        digest = hashlib.sha256(draft.read_bytes()).hexdigest()
        target = self._free(path, digest)
        with (self.folder / JOURNAL).open("a", encoding="utf-8") as journal:
            journal.write(f"{digest} {target}\n")
            journal.flush()
            os.fsync(journal.fileno())
        self._journalled.setdefault(target, set()).add(digest)
        try:
            os.replace(draft, self.folder / target)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise _unwritable(self.folder / target, error) from error
        self.built[target] = Entry(digest, key)
        return target

    def write(self, path: str, content: bytes, *, key: str = "") -> str:
        """Write a whole file in place of `path`; see `place`."""
        target = self.folder / path
        draft = draft_of(target)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(content)
        except OSError as error:
            raise _unwritable(target, error) from error
        return self.place(draft, path, key=key)

    def discard(self, path: str) -> None:
        """Remove `path` if it is ours and unchanged, and all its versions alike."""
        for version in _versions(path):
            if not (self.folder / version).exists() and version not in self.before:
                return
            self.built.pop(version, None)
            if self._is_ours(version):
                (self.folder / version).unlink()

    def sweep(self) -> None:
        """Remove what an earlier build wrote and this one no longer has."""
        for path in {*self.before, *self._journalled} - {*self.built, MANIFEST}:
            if self._is_ours(path):
                (self.folder / path).unlink()

    def close(self, document: dict[str, Any]) -> None:
        """Write the manifest: `document`, with the files built.

        Raises
        ------
        OutputError
            The manifest cannot be written.
        """
        files = {path: vars(entry) for path, entry in sorted(self.built.items())}
        text = json.dumps(
            {**document, "built": files}, ensure_ascii=False, indent=1, sort_keys=True
        )
        target = self.folder / MANIFEST
        try:
            place_file(target, f"{text}\n".encode(), replacing=True)
        except OSError as error:
            raise _unwritable(target, error) from error
        (self.folder / JOURNAL).unlink(missing_ok=True)

    def _free(self, path: str, digest: str) -> str:
        for version in _versions(path):
            if not (self.folder / version).exists():
                return version
            if self._is_ours(version) or self._hash(version) == digest:
                return version
            if version not in self.edited:
                self.edited.append(version)
        raise _unwritable(self.folder / path, OSError("too many versions"))

    def _is_ours(self, path: str) -> bool:
        found = self._hash(path)
        entry = self.before.get(path)
        return found is not None and (
            (entry is not None and found == entry.sha256)
            or found in self._journalled.get(path, set())
        )

    def _hash(self, path: str) -> str | None:
        file = self.folder / path
        return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def require_writable(folder: Path) -> None:
    """Try the nearest folder that stands; nothing is made there.

    Raises
    ------
    OutputError
        It cannot be written, or a file stands in the way.
    """
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        trial = nearest / ".salesreport-trial.tmp"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        raise _unwritable(folder, error) from error


def open_shelf(folder: Path) -> Shelf:
    """The output folder, made when missing.

    Raises
    ------
    OutputError
        The folder cannot be written, or its manifest cannot be read.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        require_writable(folder)
        for left in folder.rglob(DRAFTS):
            left.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    shelf = Shelf(folder)
    _read_manifest(shelf)
    journal = folder / JOURNAL
    for line in journal.read_text("utf-8").splitlines() if journal.exists() else ():
        digest, _, path = line.partition(" ")
        shelf._journalled.setdefault(path, set()).add(digest)
    return shelf


def _read_manifest(shelf: Shelf) -> None:
    path = shelf.folder / MANIFEST
    if not path.exists():
        return
    try:
        shelf.document = json.loads(path.read_text("utf-8"))
        shelf.before = {name: Entry(**entry) for name, entry in shelf.document["built"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise OutputError(
            f"it cannot be read: {error}",
            where=str(path),
            expected="the manifest of the last build, unchanged",
            remedy="put it back, or move the folder away and build anew",
        ) from error


def _versions(path: str) -> list[str]:
    stem, dot, ending = path.rpartition(".")
    return [path, *(f"{stem}-v{n}{dot}{ending}" for n in range(2, 100))]


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"cannot write: {error.strerror or error}",
        where=str(path),
        expected="a folder and file this user may write to, not open in another program",
        remedy="close the file, change the permissions or choose another folder under out",
    )
