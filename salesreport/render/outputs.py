"""One build: all pages of a run in their places, an index a language, the manifest."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from salesreport.display import (
    IndexFile,
    fonts_absent,
    index_page,
    problem_remedy,
    require_glyphs,
)
from salesreport.errors import UnknownKeyError
from salesreport.filenames import safe_name
from salesreport.language import LANGUAGES, Words, mark
from salesreport.params import RunFile, load_run
from salesreport.problems import Problem
from salesreport.render.batch import Start, Workers, build_pages
from salesreport.render.jobs import ENGINES, EngineName, Failure, Job, Page
from salesreport.render.manifest import Shelf, open_shelf, require_writable
from salesreport.render.planbooks import PlacedBook, place_book
from salesreport.render.planning import (
    Planned,
    chosen,
    jobs_for,
    kept_up,
    of_earlier_weeks,
    planned_pages,
)
from salesreport.render.provenance import job_key, manifest_head, shipped_hash
from salesreport.render.sealing import seal
from salesreport.render.unbroken import unbroken
from salesreport.render.weeklyfiles import leave_for_next
from salesreport.report import build_report

PROBE = "年月0-9A-Z"
"""Text that every page has in some form: without a font for it no page is begun."""

Step = Callable[[str, int, int], None]
"""Called with what was done, how many are done, how many there are."""


@dataclass(frozen=True)
class BuildResult:
    """What a build left.

    Attributes
    ----------
    folder : Path
        `<out>/<run>/<period>`.
    indexes : dict of language to Path
        The index page of each language; of a weekly build everybody's page of the week.
    n_built, n_unchanged : int
        Pages made now; pages that still held. HTML and PDF of one reader count once.
    failures : tuple of Failure
        What was not built, and why.
    edited : tuple of str
        Files a person had changed: kept, the new ones beside them with `-v2`.
    notes : tuple of str
        Style rules the printer passed over: meant for screens, no defect.
    problems : tuple of Problem
        Everything wrong in the input.
    language : str
        Language of the first index, for what is said about them.
    book : PlacedBook, optional
        The book of plans; None where only some pages were asked for.
    told : tuple of str
        What a weekly build leaves for the next one, what was odd about earlier files, and
        what a deck's template lacks.
    """

    folder: Path
    indexes: dict[str, Path]
    n_built: int
    n_unchanged: int
    failures: tuple[Failure, ...] = ()
    edited: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    language: str = "en"
    book: PlacedBook | None = None
    told: tuple[str, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether the input has problems at error level, or the book was not written."""
        unwritten = self.book is not None and self.book.how == "failed"
        return unwritten or any(problem.severity == "error" for problem in self.problems)

    def lines(self) -> list[str]:
        """What to tell the person who built, a line each."""
        words = Words(self.language)
        kept = words.number(self.n_unchanged)
        lines = [
            words.plural(
                "{n} page built, {kept} unchanged, in {folder}",
                "{n} pages built, {kept} unchanged, in {folder}",
                self.n_built, kept=kept, folder=self.folder,
            )
        ]  # fmt: skip
        edited = mark("Kept as edited, new version beside it: {name}")
        lines += [words(edited, name=name) for name in self.edited]
        failed = mark("Not built: {name}: {cause}")
        lines += [words(failed, name=one.job.name, cause=one.cause) for one in self.failures]
        lines += [] if self.book is None else [self.book.line(words)]
        lines += self.told
        return lines + [words("Open {path}", path=path) for path in self.indexes.values()]


@dataclass
class _Build:
    """State of one build."""

    report: Any
    shelf: Shelf
    engine: EngineName
    force: bool
    shipped: str
    pages: dict[str, Planned] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    unchanged: list[Planned] = field(default_factory=list)
    built: list[Planned] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)
    told: dict[str, None] = field(default_factory=dict)
    failed: dict[str, dict[str, Any]] = field(default_factory=dict)

    def due(self, pages: Sequence[Planned]) -> Iterator[Job]:
        """The jobs to run; pages that still hold are taken over instead."""
        for page, job in jobs_for(self.report, pages, self.shelf.folder):
            key = job_key(job, self.engine, self.shipped)
            held = [self.shelf.current(path, key) for path in page.paths().values()]
            if not self.force and all(held):
                for path in held:
                    self.shelf.keep(str(path))
                self.unchanged.append(page)
                continue
            self.pages[job.name], self.keys[job.name] = page, key
            yield job

    def ended(self, result: Page | Failure) -> None:
        """Put a page in place, or the failure into `failed/`."""
        page = self.pages[result.job.name]
        self._forget_failure(result.job.name)
        if isinstance(result, Failure):
            self._failed(result, page)
            return
        for kind, path in page.paths().items():
            self.shelf.place(result.drafts[kind], path, key=self.keys[result.job.name])
        self.notes.update(dict.fromkeys(result.notes))
        self.told.update(dict.fromkeys(result.told))
        self.built.append(page)

    def _failed(self, failure: Failure, page: Planned) -> None:
        self.failures.append(failure)
        for path in page.paths().values():
            self.shelf.discard(path)
        stem = f"failed/{safe_name(failure.job.name)}"
        cause = failure.cause
        told = {"What": cause.what, "Where": cause.where, "Expected": cause.expected,
                "Remedy": cause.remedy, "Job": failure.job.name}  # fmt: skip
        text = "".join(f"{part}: {words}\n" for part, words in told.items() if words)
        if failure.traceback:
            text += f"\n{failure.traceback}"
        files = {"txt": text.encode(), "json": failure.job.view}
        if failure.notebook is not None:
            files["ipynb"] = failure.notebook.encode()
        written = [self.shelf.write(f"{stem}.{end}", data) for end, data in files.items()]
        self.failed[failure.job.name] = {
            "page": failure.job.name, "cause": str(cause), "files": sorted(written),
        }  # fmt: skip

    def _forget_failure(self, name: str) -> None:
        for path in self.failed.pop(name, {}).get("files", []):
            self.shelf.discard(path)


def build(
    run: RunFile | str | Path,
    *,
    only: str | None = None,
    rep: str | None = None,
    languages: Sequence[str] | None = None,
    jobs: int | None = None,
    force: bool = False,
    engine: str = "salesreport",
    progress: Step | None = None,
) -> BuildResult:
    """Every page of a run, built where it changed, with index and manifest.

    Parameters
    ----------
    run : RunFile or path
        The run.
    only : str, optional
        `rep`, `team`, `deck`, `data`, `analyst`, `playbook`, `weekly`, `scorecard` or `index`:
        build only these pages. The index is always written, but for the weekly pages; these
        and the analyst's only if named here, or built before.
    rep : str, optional
        Build only this rep's pages; not beside another `only` than 'rep'.
    languages : sequence of str, optional
        Default: the run's.
    jobs : int, optional
        Jobs at a time. Default: one a core.
    force : bool
        Also build pages whose view, notebook, template and code are unchanged.
    engine : {'salesreport', 'stock'}
        How notebooks run: in warm workers, or in a kernel each.
    progress : callable, optional
        See `Step`.

    Raises
    ------
    OutputError
        The output folder cannot be written; nothing was done.
    UnknownKeyError
        Unknown kind, rep, language or engine; nothing was done.
    ParameterError
        A rep beside a kind of page that is no rep's; nothing was done.
    SalesReportError
        The run file or its data cannot be used.

    Notes
    -----
    A page that fails stops no other; it, and any earlier page of its name that
    nobody edited, is then absent. Pages of an earlier build that the run no
    longer has are removed by a whole build, unless edited.
    """
    run = run if isinstance(run, RunFile) else load_run(run)
    wanted = tuple(languages or run.languages)
    require_writable(folder := run.output_folder)
    _check_call(wanted, engine)
    report = build_report(run)
    everything = planned_pages(report, wanted)
    pages = chosen(everything, only=only, rep=rep, rep_ids=report.rep_ids)
    runs_in: EngineName = "stock" if engine == "stock" else "salesreport"
    shelf = open_shelf(folder)
    pages += kept_up(everything, shelf.before) if only is None and rep is None else []
    state = _Build(report, shelf, runs_in, force, shipped_hash())
    state.failed = {entry["page"]: entry for entry in shelf.document.get("failed", [])}
    whole = only is None and rep is None and languages is None
    _run(state, pages, Workers(count=jobs, engine=runs_in, start=_start(only)), progress)
    if not whole:
        _keep_the_rest(state, pages)
    weekly = [page for page in pages if page.reader.startswith("weekly:")]
    told = (*state.told, *(leave_for_next(report, wanted[0]).lines if weekly else ()))
    told += _fonts_told(run, wanted)
    alone = only == "weekly"
    indexes = _weekly_pages(state, weekly) if alone else _write_indexes(state, everything, wanted)
    book = place_book(report) if only is None and rep is None else None
    _finish(state, run, whole, everything, book)
    return replace(_result(state, indexes, wanted[0]), book=book, told=told)


def _fonts_told(run: RunFile, languages: Sequence[str]) -> tuple[str, ...]:
    """Fonts of the branding that this machine lacks, each language's once."""
    lines = [fonts_absent(run.brand, one, Words(languages[0])) for one in languages]
    return tuple(dict.fromkeys(filter(None, lines)))


def _result(state: _Build, indexes: dict[str, Path], language: str) -> BuildResult:
    return BuildResult(
        folder=state.shelf.folder,
        indexes=indexes,
        n_built=len(state.built),
        n_unchanged=len(state.unchanged),
        failures=tuple(state.failures),
        edited=tuple(state.shelf.edited),
        notes=tuple(state.notes),
        problems=state.report.problems,
        language=language,
    )


def _check_call(languages: Sequence[str], engine: str) -> None:
    for given, known, kind in ((languages, LANGUAGES, "language"), ((engine,), ENGINES, "engine")):
        for name in given:
            if name not in known:
                raise UnknownKeyError(name, known=list(known), where="build", kind=kind)
    for language in languages:
        require_glyphs(PROBE, language)


def _start(only: str | None) -> Start | None:
    """How workers start: for the few pages of a week without a server of their own."""
    return "fork" if only == "weekly" and sys.platform == "linux" else None


def _run(state: _Build, pages: Sequence[Planned], workers: Workers, progress: Step | None) -> None:
    tell: Step = progress or (lambda what, done, total: None)
    for result in build_pages(state.due(pages), workers=workers):
        state.ended(result)
        done = len(state.built) + len(state.failures) + len(state.unchanged)
        failed = isinstance(result, Failure)
        tell(f"{'FAILED ' if failed else ''}{result.job.name}", done, len(pages))


def _keep_the_rest(state: _Build, pages: Sequence[Planned]) -> None:
    """Files of the last build that were not asked for now stay in the manifest."""
    asked = {path for page in pages for path in page.paths().values()}
    removed = {path for entry in state.failed.values() for path in entry["files"]}
    for path in state.shelf.before:
        gone = not (state.shelf.folder / path).exists()
        if path not in state.shelf.built and path not in asked | removed and not gone:
            state.shelf.keep(path)


def _write_indexes(
    state: _Build, everything: Sequence[Planned], languages: Sequence[str]
) -> dict[str, Path]:
    shelf = state.shelf
    document = json.dumps(
        state.report.to_json(_remedies(languages)),
        ensure_ascii=False,
        indent=1,
        sort_keys=True,
        allow_nan=False,
    )
    shelf.write("report.json", f"{document}\n".encode())
    indexes = {}
    for language in languages:
        files = [
            IndexFile(page.reader, kind.upper(), held.removeprefix(f"{language}/"))
            for page in everything
            if page.language == language
            for kind, path in page.paths().items()
            if (held := _held(shelf, path))
        ]
        causes = {name: e["cause"] for name, e in state.failed.items() if name.startswith(language)}
        html = index_page(state.report.for_team(None), files, causes, language)
        path = f"{language}/index.html"
        sealed = seal(unbroken(html), where=path)
        indexes[language] = shelf.folder / shelf.write(path, sealed.encode())
    return indexes


def _weekly_pages(state: _Build, weekly: Sequence[Planned]) -> dict[str, Path]:
    """Everybody's page of the week in each language: a weekly build writes no index."""
    found = {}
    for page in weekly:
        held = _held(state.shelf, page.paths()["pdf"])
        if page.reader == "weekly:all" and held:
            found[page.language] = state.shelf.folder / held
    return found


def _remedies(languages: Sequence[str]) -> Callable[[Any], str]:
    words = Words(languages[0])
    return lambda problem: problem_remedy(problem, words)


def _held(shelf: Shelf, path: str) -> str | None:
    stem, _, ending = path.rpartition(".")
    versions = [name for name in shelf.built if name == path or (
        name.startswith(f"{stem}-v") and name.endswith(f".{ending}")
        and name[len(stem) + 2 : -len(ending) - 1].isdigit())]  # fmt: skip
    return max(versions, key=len) if versions else None


def _finish(
    state: _Build,
    run: RunFile,
    whole: bool,
    everything: Sequence[Planned],
    book: PlacedBook | None,
) -> None:
    if whole:
        present = {page.stem for page in everything}
        for name in set(state.failed) - present:
            state._forget_failure(name)
        for path in of_earlier_weeks(set(state.shelf.before) - set(state.shelf.built)):
            if (state.shelf.folder / path).exists():
                state.shelf.keep(path)
        state.shelf.sweep()
    failed = [state.failed[name] for name in sorted(state.failed)]
    listed = book.entry(state.shelf.folder) if book else state.shelf.document.get("plan_book", {})
    told = {"plan_book": listed} if listed else {}
    state.shelf.close(manifest_head(run, failed) | told)
