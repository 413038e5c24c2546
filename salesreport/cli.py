"""Command line: `salesreport init | next | template | check | label | score | build | targets`.

Parsing only.
"""

from __future__ import annotations

import errno
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from salesreport.console import Console
from salesreport.display import problem_remedy
from salesreport.display.listing import (
    check_lines,
    error_text,
    fault_lines,
    problem_lines,
    score_lines,
)
from salesreport.display.problems import worded_fault
from salesreport.errors import (
    InputError,
    OutputError,
    SalesReportError,
    SourceFileError,
    UsageError,
)
from salesreport.language import Words
from salesreport.params import RunFile, load_run
from salesreport.problems import Problem
from salesreport.report import Report, build_report
from salesreport.workspace import make_workspace, workspace_lines

EXIT_PROBLEM = 1
EXIT_USAGE = 2
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

app = typer.Typer(
    name="salesreport",
    help="Monthly sales retrospectives from the tables you have.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

RunArgument = Annotated[
    Path, typer.Argument(metavar="RUN", help="Run file, e.g. params/sample.yaml.")
]


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make or complete.")],
    exports: Annotated[
        Path | None,
        typer.Option("--from", metavar="FOLDER", help="Folder of your exports to begin with."),
    ] = None,
) -> None:
    """Make a workspace: with the sample, or a run file for the exports in a folder."""
    console = Console.on_this_terminal()
    if exports is not None:
        from salesreport.proposal import propose

        for line in propose(folder, exports).lines():
            console.line(line)
        return
    for line in workspace_lines(folder, make_workspace(folder)):
        console.line(line)


@app.command("next")
def next_period(run: RunArgument) -> None:
    """Make the run file of the next month, quarter or year."""
    from salesreport.proposal import next_run

    with _usage():
        made = next_run(run)
    for line in made.lines():
        Console.on_this_terminal().line(line)


@app.command()
def template(
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="Workbook to write.")],
    full: Annotated[bool, typer.Option(help="All sheets, not only the key ones.")] = False,
    language: Annotated[str, typer.Option(help="Language: en, zh_CN, zh_TW.")] = "zh_CN",
) -> None:
    """Write a workbook to fill in, with lists, rules and examples; a run file reads it back."""
    from salesreport.workbooks import template_lines, write_template

    path = write_template(out, full=full, language=language)
    for line in template_lines(path, language):
        Console.on_this_terminal().line(line)


@app.command()
def check(
    run: RunArgument,
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help="Copies of the inputs, bad cells marked and commented.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the marked copies. Default: beside the pages.")
    ] = None,
) -> None:
    """List every problem of the input, grouped by cause, and the grades it gives."""
    settings = _run_file(run)
    console = Console.on_this_terminal()
    try:
        report = build_report(settings)
    except InputError as error:
        for line in fault_lines(error, settings):
            console.line(line)
        if xlsx:
            _mark_inputs(settings, error.problems, out, console)
        raise worded_fault(error, Words(settings.languages[0])) from error
    if xlsx:
        _mark_inputs(settings, report.problems, out, console)
    for line in check_lines(report.for_team(None), report.run):
        console.line(line)
    _exit_on_errors(report)


@app.command()
def label(
    run: RunArgument,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE.xlsx", help="The sheet. Default: labels.xlsx by the pages."),
    ] = None,
) -> None:
    """Write 30 remarks on lost deals to label; filled in, say how well they are read."""
    from salesreport.workbooks import label_remarks

    settings = _run_file(run)
    with _in_language_of(settings):
        lines = label_remarks(settings, out or settings.output_folder / "labels.xlsx")
    for line in lines:
        Console.on_this_terminal().line(line)


@app.command()
def score(
    run: RunArgument,
    as_json: Annotated[bool, typer.Option("--json", help="Print report.json.")] = False,
) -> None:
    """Score every rep: points, grade, one deal more or less."""
    settings = _run_file(run)
    with _in_language_of(settings):
        report = build_report(settings)
    console = Console.on_this_terminal()
    if as_json:
        words = Words(report.run.languages[0])
        console.json(report.document(lambda problem: problem_remedy(problem, words)))
    else:
        language = report.run.languages[0]
        for line in score_lines(report.for_team(None), language):
            console.line(line)
        for line in problem_lines(report.problems, language):
            console.line(line)
    _exit_on_errors(report)


@app.command()
def build(
    run: RunArgument,
    only: Annotated[
        str | None,
        typer.Option(
            help="Build only this kind: rep, team, deck, data, analyst, playbook, weekly, "
            "scorecard or index."
        ),
    ] = None,
    rep: Annotated[str | None, typer.Option(help="Build only this rep's pages.")] = None,
    language: Annotated[
        str | None, typer.Option(help="Build only this language: en, zh_CN, zh_TW.")
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Worker processes.")] = None,
    force: Annotated[bool, typer.Option(help="Build again what has not changed.")] = False,
    engine: Annotated[
        str, typer.Option(help="salesreport (warm workers) or stock (a kernel each).")
    ] = "salesreport",
) -> None:
    """Build the pages: HTML and PDF per rep and team, deck, scorecard, index, report.json."""
    from salesreport.render.outputs import build as build_outputs

    console, settings = Console.on_this_terminal(), _run_file(run)
    with console.progress() as progress, _in_language_of(settings):
        result = build_outputs(
            settings,
            only=only,
            rep=rep,
            languages=None if language is None else (language,),
            jobs=jobs,
            force=force,
            engine=engine,
            progress=progress,
        )
    for line in (*problem_lines(result.problems, result.language), *result.lines()):
        console.line(line)
    if result.failures or result.has_errors:
        raise typer.Exit(EXIT_PROBLEM)


@app.command()
def targets(
    run: RunArgument,
    jobs: Annotated[int | None, typer.Option(min=1, help="Worker processes.")] = None,
) -> None:
    """Split a team's target to people and months: page, workbook, a new version a change."""
    from salesreport.render.targets import plan_targets

    console, settings = Console.on_this_terminal(), _run_file(run)
    with console.progress() as progress, _in_language_of(settings):
        result = plan_targets(settings, jobs=jobs, progress=progress)
    for line in result.lines():
        console.line(line)
    if result.failures:
        raise typer.Exit(EXIT_PROBLEM)


def main() -> None:
    """Run the command line; exit 0 done, 1 a problem or anything unbuilt, 2 usage."""
    _forgiving_streams()
    sys.exit(_guarded(app))


def _guarded(call: Callable[[], Any]) -> int:
    """Exit code of a call; what the parser itself refuses ends the process with 2."""
    try:
        call()
    except UsageError as error:
        return _said(error, EXIT_USAGE)
    except SalesReportError as error:
        return _said(error, EXIT_PROBLEM)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        return _said(_no_room(error), EXIT_PROBLEM)
    return 0


def _no_room(error: OSError) -> OutputError:
    """Error about a disk, also that of temporary files, that holds no more."""
    return OutputError(
        f"cannot write: {error.strerror}",
        where=str(error.filename or tempfile.gettempdir()),
        expected="room on the disk, also on that of temporary files",
        remedy="make room and run again; what is written already is whole",
    )


def _said(error: SalesReportError, code: int) -> int:
    sys.stderr.write(f"salesreport: {error_text(error)}\n")
    return code


def _forgiving_streams() -> None:
    """A console that cannot show a character shows a question mark, and goes on."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _mark_inputs(
    run: RunFile, problems: Iterable[Problem], out: Path | None, console: Console
) -> None:
    """Write the marked copies and say where they are."""
    from salesreport.workbooks import checked_copies, copy_lines

    language = run.languages[0]
    copies = checked_copies(run, problems, out or run.output_folder / "checked", language)
    for line in copy_lines(copies, language):
        console.line(line)


def _run_file(path: Path) -> RunFile:
    with _usage():
        return load_run(path)


@contextmanager
def _in_language_of(run: RunFile) -> Iterator[None]:
    """What cannot be read is said in the language of the run."""
    try:
        yield
    except InputError as error:
        raise worded_fault(error, Words(run.languages[0])) from error


@contextmanager
def _usage() -> Iterator[None]:
    """A run file or policy that is not there is a fault of the call."""
    try:
        yield
    except SourceFileError as error:
        raise UsageError(
            error.what, where=error.where, expected=error.expected, remedy=error.remedy,
            language=error.language,
        ) from error  # fmt: skip


def _exit_on_errors(report: Report) -> None:
    if any(problem.severity == "error" for problem in report.problems):
        raise typer.Exit(EXIT_PROBLEM)
