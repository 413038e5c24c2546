"""The target plan of a run: a workbook a version, its page in each language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from salesreport.display import require_glyphs
from salesreport.display.targethead import answer
from salesreport.display.targetremarks import remark_lines
from salesreport.display.targettable import without_target
from salesreport.language import Words, mark
from salesreport.params import RunFile
from salesreport.render.batch import Workers, build_pages
from salesreport.render.jobs import KINDS, Failure, Job
from salesreport.render.manifest import Shelf, open_shelf, require_writable
from salesreport.render.planning import notebook_of
from salesreport.render.provenance import job_key, manifest_head, shipped_hash
from salesreport.report import build_report
from salesreport.report.targets import last_plan, plan_folder
from salesreport.report.targets.lastplan import record_bytes, record_name, workbook_name
from salesreport.report.targetviews import TargetPlanView
from salesreport.targetbook import target_book_bytes

NOTEBOOK = "target_plan.ipynb"
PROBE = "年月0-9A-Z"

Step = Callable[[str, int, int], None]


@dataclass(frozen=True)
class PlanResult:
    """What was planned and written.

    Attributes
    ----------
    view : TargetPlanView
    workbook : Path
        The version's workbook: new, or the last one where nothing moved.
    pages : tuple of Path
    failures : tuple of Failure
        Pages that were not built.
    edited : tuple of str
        Pages a person had changed: kept, the new ones beside them with `-v2`.
    language : str
    """

    view: TargetPlanView
    workbook: Path
    pages: tuple[Path, ...]
    failures: tuple[Failure, ...]
    edited: tuple[str, ...]
    language: str

    def lines(self) -> list[str]:
        """The answer in a few lines, what is worth a word, who has none, where the files are."""
        words, view = Words(self.language), self.view
        lines = [text for text in answer(view, words) if text]
        lines += [*remark_lines(view, words), *without_target(view, words)]
        told = mark("Written: {path}") if view.is_new else mark("Nothing moved: {path} still holds")
        lines.append(words(told, path=self.workbook))
        edited = mark("Kept as edited, new version beside it: {name}")
        lines += [words(edited, name=name) for name in self.edited]
        failed = mark("Not built: {name}: {cause}")
        lines += [words(failed, name=one.job.name, cause=one.cause) for one in self.failures]
        return lines + [words("Open {path}", path=path) for path in self.pages]


def plan_targets(
    run: RunFile, *, jobs: int | None = None, progress: Step | None = None
) -> PlanResult:
    """Split the run's targets; write workbook and pages where something moved.

    The workbook of a version is written once and never again: months that are gone and
    cells that people changed in it stay in the next version.

    Raises
    ------
    OutputError
        The folder cannot be written.
    ParameterError
        There is nothing to split, or it cannot be split as the run file asks.
    InputError
        The run's data or the workbook of the last version cannot be used.
    """
    folder = plan_folder(run)
    require_writable(folder)
    for language in run.languages:
        require_glyphs(PROBE, language)
    last = last_plan(run)
    view = build_report(run).for_targets(last)
    shelf = open_shelf(folder)
    workbook = workbook_name(view.version)
    if view.is_new:
        # the record first: only a workbook makes a version
        shelf.write(record_name(view.version), record_bytes(view))
        workbook = shelf.write(workbook, target_book_bytes(view, run.languages[0]))
    # pages of a version show what was written with it, whatever is known by now
    recorded = None if last is None else last.recorded
    shown = view if view.is_new or recorded is None else recorded
    shown = shown.model_copy(update={"brand": run.brand})
    pages, failures = _pages(run, shown, shelf, jobs, progress)
    for path in shelf.before:
        if path not in shelf.built:
            shelf.keep(path)
    shelf.close(manifest_head(run, []))
    return PlanResult(
        view=view,
        workbook=shelf.folder / workbook,
        pages=tuple(shelf.folder / path for path in pages),
        failures=tuple(failures),
        edited=tuple(shelf.edited),
        language=run.languages[0],
    )


def _pages(
    run: RunFile, view: TargetPlanView, shelf: Shelf, jobs: int | None, progress: Step | None
) -> tuple[list[str], list[Failure]]:
    """Pages of each language, built where they changed."""
    tell: Step = progress or (lambda what, done, total: None)
    notebook, shipped = notebook_of(run.folder, NOTEBOOK), shipped_hash()
    found: list[str] = []
    due: dict[str, Job] = {}
    keys: dict[str, str] = {}
    for language in run.languages:
        stem = f"{language}/target-plan-v{view.version}"
        outputs = {kind: shelf.folder / f"{stem}.{kind}" for kind in KINDS}
        job = Job(stem, notebook, view.canonical(), {"language": language}, outputs)
        keys[stem] = job_key(job, "salesreport", shipped)
        held = [shelf.current(f"{stem}.{kind}", keys[stem]) for kind in KINDS]
        if all(held):
            found += [path for path in held if path is not None]
        else:
            due[stem] = job
    failures: list[Failure] = []
    for done, result in enumerate(build_pages(due.values(), workers=Workers(count=jobs)), 1):
        tell(result.job.name, done, len(due))
        if isinstance(result, Failure):
            failures.append(result)
            continue
        stem = result.job.name
        for kind in KINDS:
            path = shelf.place(result.drafts[kind], f"{stem}.{kind}", key=keys[stem])
            found.append(path)
    return sorted(found), failures
