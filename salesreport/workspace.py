"""A folder of one's own to work in: run files, policies, sample data, notebooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from salesreport.errors import OutputError
from salesreport.filenames import argument
from salesreport.howto import SAMPLE, Start, begun, how_to
from salesreport.language import Words
from salesreport.params import load_run
from salesreport.placing import place_file
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
    place = Path(folder)
    languages = load_run(resource("params", "sample.yaml")).languages
    plan = _bundled(place, PARTS)
    # It tells of the checkout.
    del plan[place / "params" / "README.md"]
    for language in languages:
        start = replace(SAMPLE, language=language)
        plan |= _told(place, start, first=language == languages[0])
    return _written(plan, Words("en"))


def workspace_lines(folder: str | Path, written: Sequence[Path]) -> list[str]:
    """What to tell the person who asked, in the language of the sample's run."""
    run = Path(folder) / "params" / "sample.yaml"
    words = Words(load_run(run).languages[0])
    return [
        words.plural("{n} file written to {folder}", "{n} files written to {folder}",
                     len(written), folder=folder),
        words("How it goes on: {path}", path=Path(folder) / "README.md"),
        words("Next: {command}", command=f"salesreport build {argument(run)}"),
    ]  # fmt: skip


def make_proposed(
    folder: Path, files: Mapping[Path, str], start: Start, words: Words
) -> list[Path]:
    """Write texts that were proposed, the run file last, notebooks of that run, a README.

    As `make_workspace`: nothing is overwritten, and where a file is in the way of a text
    that was proposed none is written; notebooks and README that stand there stay. Errors are
    said in `words`.
    """
    texts = {path: text.encode("utf-8") for path, text in files.items()}
    notebooks = _bundled(folder, ("notebooks",))
    opened = {path: begun(content, start) for path, content in notebooks.items()}
    beside = opened | _told(folder, start, first=True)
    new = {path: content for path, content in beside.items() if not path.exists()}
    return _written({**new, **texts}, words)


def write_texts(files: Mapping[Path, str], words: Words) -> list[Path]:
    """Write texts that were proposed; as `make_proposed`, without the notebooks."""
    return _written({path: text.encode("utf-8") for path, text in files.items()}, words)


def _told(folder: Path, start: Start, *, first: bool) -> dict[Path, bytes]:
    name = "README.md" if first else f"README.{start.language.replace('_', '-')}.md"
    return {folder / name: how_to(start, Words(start.language)).encode("utf-8")}


def _bundled(target: Path, parts: Sequence[str]) -> dict[Path, bytes]:
    return {
        target / part / path.relative_to(resource(part)): path.read_bytes()
        for part in parts
        for path in sorted(resource(part).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


def _written(plan: Mapping[Path, bytes], words: Words) -> list[Path]:
    _refuse_taken([path for path, new in plan.items() if not _holds(path, new)], words)
    return _placed(plan, words)


def _refuse_taken(taken: list[Path], words: Words) -> None:
    if taken:
        raise OutputError(
            words.plural("{n} file to write stands there with other content",
                         "{n} files to write stand there with other content", len(taken)),
            where=words.join(str(path) for path in taken[:5]),
            expected=words("an empty folder, or one made by “salesreport init”"),
            remedy=words("choose another folder, or move these files away"),
            language=words.language,
        )  # fmt: skip


def _refuse_file(path: Path, words: Words) -> None:
    """Refuse to write below a file as if it were a folder."""
    for parent in path.parents:
        if parent.is_file():
            raise OutputError(
                words("this is a file"),
                where=str(parent),
                expected=words("an empty folder, or one made by “salesreport init”"),
                remedy=words("name a folder; one that is not there is made"),
                language=words.language,
            )


def _placed(contents: Mapping[Path, bytes], words: Words) -> list[Path]:
    for path in contents:
        _refuse_file(path, words)
    written = []
    try:
        for path, content in contents.items():
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                place_file(path, content)
                written.append(path)
    except OSError as error:
        raise OutputError(
            words("cannot write: {reason}", reason=error.strerror),
            where=str(path),
            expected=words("a folder this user may write to"),
            remedy=words("choose another folder or change its permissions"),
            language=words.language,
        ) from error
    return written


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file is not there, or is there with this content."""
    return not path.exists() or (path.is_file() and path.read_bytes() == content)
