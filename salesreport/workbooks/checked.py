"""The inputs of a run given back as workbooks, their bad cells coloured and noted."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path, PurePath

from lxml.etree import XMLSyntaxError

from salesreport.display.problems import problem_message, problem_remedy
from salesreport.errors import OutputError
from salesreport.language import Words, mark
from salesreport.params import RunFile
from salesreport.placing import place_file
from salesreport.problems import Problem
from salesreport.readers.files import file_bytes
from salesreport.workbooks.finding import Finder, Input, inputs_of
from salesreport.workbooks.marking import Book, Mark, mark_sheet
from salesreport.workbooks.plaincopy import plain_copy
from salesreport.workbooks.problemsheet import Listed, add_problem_sheet
from salesreport.workbooks.references import Place

_KEPT_WHOLE = frozenset({".xlsx", ".xlsm"})
_VALUES_ONLY = mark("The original is no .xlsx workbook that can be marked itself: this copy holds "
                    "its cells as text.")  # fmt: skip
_NOT_OF_PARTS = (zipfile.BadZipFile, XMLSyntaxError, KeyError, StopIteration, ValueError)
"""What a workbook that is put together in no usual way ends in; its cells are copied."""

_MOST_VERSIONS = 1000


@dataclass(frozen=True)
class Checked:
    """One marked copy.

    Attributes
    ----------
    file : str
        The input, as the user knows it.
    path : Path
        The copy.
    n_marked : int
        Cells that are coloured.
    n_problems : int
        Problems on the copy's first sheet.
    """

    file: str
    path: Path
    n_marked: int
    n_problems: int


def checked_copies(
    run: RunFile, problems: Iterable[Problem], folder: Path, language: str
) -> list[Checked]:
    """Write a marked copy of each local input that problems name.

    Inputs of one name keep as much of their folders as tells them apart. The input
    keeps its bytes. A copy a person has changed is never overwritten: the new one gets
    a number.

    Parameters
    ----------
    folder : Path
        Where the copies go; made when missing.
    language : {"en", "zh_CN", "zh_TW"}
        Of notes and list.

    Raises
    ------
    OutputError
        The folder or a file in it cannot be written.
    """
    words = Words(language)
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.file is not None:
            by_file.setdefault(problem.file, []).append(problem)
    inputs = inputs_of(run)
    stems = copy_stems(one.path for one in inputs.values())
    copies = [
        _copy(inputs[file], own, folder / stems[inputs[file].path], words)
        for file, own in by_file.items()
        if file in inputs and any(p.row is not None and p.severity != "info" for p in own)
    ]
    return [copy for copy in copies if copy is not None]


def copy_lines(copies: Sequence[Checked], language: str) -> list[str]:
    """What was written, a line a copy."""
    words = Words(language)
    if not copies:
        return [words("No cell of a local file to mark")]
    return [
        f"{copy.file} → {copy.path}: "
        + words.plural("{n} cell marked", "{n} cells marked", copy.n_marked)
        for copy in copies
    ]


def copy_stems(paths: Iterable[Path]) -> dict[Path, PurePath]:
    """Folder and name without ending of each file's copy, no two of them alike.

    Nor alike but for capitals, which some file systems take for one name: what is taken
    gets a number.

    Examples
    --------
    >>> paths = [Path("in/a.csv"), Path("in/East/b.xlsx"), Path("in/West/b.xlsx")]
    >>> [stem.as_posix() for stem in copy_stems(paths).values()]
    ['a', 'East/b', 'West/b']
    >>> [str(stem) for stem in copy_stems([Path("b.ods"), Path("b.xlsx")]).values()]
    ['b-ods', 'b']
    >>> paths = [Path("d.csv"), Path("d.xlsx"), Path("d-csv.xlsx")]
    >>> [str(stem) for stem in copy_stems(paths).values()]
    ['d-csv-2', 'd', 'd-csv']
    """
    wanted = _wanted_stems(paths)
    taken: set[str] = set()
    found: dict[Path, PurePath] = {}
    # A file whose copy has its own name keeps it, whatever another is called in full.
    for path in sorted(wanted, key=lambda one: wanted[one].name != one.stem):
        stem = wanted[path]
        numbered = (stem.with_name(f"{stem.name}-{n}") for n in count(2))
        free = (one for one in chain([stem], numbered) if one.as_posix().casefold() not in taken)
        found[path] = next(free)
        taken.add(found[path].as_posix().casefold())
    return {path: found[path] for path in wanted}


def _wanted_stems(paths: Iterable[Path]) -> dict[Path, PurePath]:
    """As much of each folder as tells files of one name apart, and the ending where it does."""
    by_name: dict[str, list[Path]] = {}
    for path in paths:
        by_name.setdefault(path.stem.casefold(), []).append(path)
    found: dict[Path, PurePath] = {}
    for alike in by_name.values():
        parents = {path.parent for path in alike}
        deepest = len(max(parents, key=_depth).parts)
        apart = (
            n for n in range(deepest + 1)
            if len({_tail(parent, n) for parent in parents}) == len(parents)
        )  # fmt: skip
        depth = next(apart, deepest)
        for path in alike:
            beside = sum(1 for other in alike if other.parent == path.parent) > 1
            ending = path.suffix.lower()
            added = f"-{ending[1:]}" if beside and ending != ".xlsx" else ""
            found[path] = PurePath(*_tail(path.parent, depth), f"{path.stem}{added}")
    return found


def _depth(folder: Path) -> int:
    return len(folder.parts)


def _tail(folder: Path, n: int) -> tuple[str, ...]:
    """Last folders of a path, without its root."""
    parts = folder.relative_to(folder.anchor).parts
    return parts[-n:] if n else ()


def _copy(one: Input, problems: Sequence[Problem], stem: Path, words: Words) -> Checked | None:
    """Copy of one input; None where no cell of it can be marked."""
    finder = Finder(one)
    listed = [Listed(problem, finder.cells(problem)) for problem in problems]
    marks = _marks(listed, words)
    if not marks:
        return None
    suffix, made = one.path.suffix.lower(), None
    if suffix in _KEPT_WHOLE:
        try:
            content = file_bytes(one.path, one.shown)
            made = _marked(content, one, listed, marks, words, ())
        except _NOT_OF_PARTS:
            made = None
    if made is None:
        suffix = ".xlsx"
        rows = {row for by_place in marks.values() for row, _ in by_place}
        plain = plain_copy(one, finder.grids(), rows)
        made = _marked(plain, one, listed, marks, words, (words(_VALUES_ONLY),))
    path = _placed(stem.parent, f"{stem.name}-checked{suffix}", made, words)
    return Checked(one.shown, path, sum(map(len, marks.values())), len(problems))


def _marks(listed: Sequence[Listed], words: Words) -> dict[str, dict[Place, Mark]]:
    """Marks by sheet and cell; several problems of a cell share its note.

    What is only said for information needs no mending and is not marked.
    """
    found: dict[str, dict[Place, list[Problem]]] = {}
    for one in (one for one in listed if one.problem.severity != "info"):
        for sheet, place in one.cells:
            found.setdefault(sheet, {}).setdefault(place, []).append(one.problem)
    return {
        sheet: {place: _mark(problems, words) for place, problems in by_place.items()}
        for sheet, by_place in found.items()
    }


def _mark(problems: Sequence[Problem], words: Words) -> Mark:
    order = ("error", "warning", "info")
    severity = min((p.severity for p in problems), key=order.index)
    texts = [f"{problem_message(p, words)}\n→ {problem_remedy(p, words)}" for p in problems]
    return Mark(severity, tuple(dict.fromkeys(texts)))


def _marked(
    content: bytes,
    one: Input,
    listed: Sequence[Listed],
    marks: Mapping[str, Mapping[Place, Mark]],
    words: Words,
    remarks: Sequence[str],
) -> bytes:
    book = Book.of(content)
    for sheet, by_place in marks.items():
        mark_sheet(book, sheet, by_place)
    add_problem_sheet(book, one.path.name, listed, words, remarks)
    return _signed(book.package.content())


def _signed(content: bytes) -> bytes:
    """The archive with its own hash as comment, by which an unchanged copy is known."""
    comment = f"salesreport {hashlib.sha256(content).hexdigest()}".encode()
    # an archive's last two bytes are the length of the comment that follows
    return content[:-2] + len(comment).to_bytes(2, "little") + comment


def _is_ours(content: bytes) -> bool:
    """Whether a copy is as it was written here."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            comment = archive.comment
    except zipfile.BadZipFile:
        return False
    plain = content[: -len(comment) - 2] + b"\0\0"
    return comment == f"salesreport {hashlib.sha256(plain).hexdigest()}".encode()


def _placed(folder: Path, name: str, content: bytes, words: Words) -> Path:
    stem, dot, ending = name.rpartition(".")
    versions = (name, *(f"{stem}-v{n}{dot}{ending}" for n in range(2, _MOST_VERSIONS + 1)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for version in versions:
            path = folder / version
            taken = path.exists()
            if not taken or _is_ours(path.read_bytes()):
                place_file(path, content, replacing=taken)
                return path
    except OSError as error:
        raise OutputError(
            words("cannot write: {reason}", reason=error.strerror or error),
            where=str(folder / name),
            expected=words("a folder and file this user may write to, not open elsewhere"),
            remedy=words("close the file, change the permissions or choose another folder"),
            language=words.language,
        ) from error
    raise OutputError(
        words("{n} versions of it stand there", n=words.number(_MOST_VERSIONS)),
        where=str(folder / name),
        expected=words("a folder without so many versions of it"),
        remedy=words("move the old copies away"),
        language=words.language,
    )
