"""The month at a glance: everyone's line with links, problems, what failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from salesreport.display import header, trust
from salesreport.display.blocks import CARDS, Block, Bullets, Cell, Column, Group, Section, Text
from salesreport.display.causes import by_severity, causes
from salesreport.display.figures import EMPTY, column_digits, plain_cell
from salesreport.display.flags import flags_text
from salesreport.display.labels import GRADES, RATED, label
from salesreport.display.looks import brand_style
from salesreport.display.pages import team_pages
from salesreport.display.sentences import headline
from salesreport.display.sortable import FEWEST, SortableTable
from salesreport.language import Words
from salesreport.report.views import Rep, TeamView
from salesreport.resources import resource, script, stylesheet

N_CAUSES = 5
"""Causes of problems that the index shows."""


@dataclass(frozen=True)
class IndexFile:
    """One built file: whose it is, its kind, where it lies.

    Attributes
    ----------
    reader : str
        `all` for the page of all teams, `team:<name>`, `rep:<rep_id>`, `data` for
        the page about the input, `scorecard` for the workbook, `deck` for the slides,
        `weekly:<reader>` for a week, or `run` for files about the whole run.
    kind : str
        What the link says: `HTML`, `PDF`, `XLSX`.
    href : str
        Path relative to the index page, with `/`; quoted here.
    """

    reader: str
    kind: str
    href: str


def index_page(
    report: Any, files: Sequence[IndexFile], failures: Mapping[str, str], language: str
) -> str:
    """Whole HTML page that links every page of a run in one language.

    Parameters
    ----------
    report : TeamView of all reps, or an object whose `view` is one
        Everyone's figures.
    files : sequence of IndexFile
        What was built.
    failures : mapping of name to cause
        What was not built and why; shown first.
    language : str
        `en`, `zh_CN` or `zh_TW`.

    Returns
    -------
    str
        Complete HTML document; it loads nothing.
    """
    pages = team_pages(report, language)
    view, words = pages.view, pages.words
    title = words("{period} at a glance", period=words.period(view.meta.period))
    blocks: list[Block] = [
        header.overview_header(view, title, words),
        _failed(failures, words),
        Text(headline(view, words), "headline"),
        pages.tiles,
        _pages(view, files, words),
        _problems(view, files, words),
        _people(view, files, words),
        Section("data", words("The data behind this report"), [trust.reading(view, words)]),
        pages.missing,
    ]
    environment = Environment(
        loader=FileSystemLoader(resource("templates", "salesreport")),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    template = environment.get_template("overview.html.j2")
    needed = script() if len(view.reps) >= FEWEST else ""
    return template.render(
        words=words, title=title, css=_style(view), script=needed, blocks=blocks
    )  # fmt: skip


def _style(view: TeamView) -> str:
    return "\n".join(filter(None, [stylesheet(), brand_style(view.brand)]))


def _failed(failures: Mapping[str, str], words: Words) -> Section:
    title = words.plural("{n} page was not built", "{n} pages were not built", len(failures))
    items = [
        Markup("<strong>{}</strong> {}").format(name, cause) for name, cause in failures.items()
    ]
    return Section("failed", title, [Bullets(items)], kind="failed")


def _pages(view: TeamView, files: Sequence[IndexFile], words: Words) -> Section:
    readers: dict[str, str] = {
        "all": header.team_name(view, words),
        "deck": words("Deck for the meeting"),
        "data": words("The data: finance, problems, rows left out"),
        "playbook": words("Playbook: what fast wins did, and common problems"),
        "analyst": words("How firm the scores are, for the analyst"),
        "scorecard": words("Scorecard workbook: Table 2, receipts, deals, terms"),
        "run": words("The whole run"),
    }
    for file in files:
        kind, _, name = file.reader.partition(":")
        if kind == "team":
            readers[file.reader] = name
        elif kind == "weekly":
            whose = "" if name == "all" else words.bracket(name.partition(":")[2])
            blank = "" if words.chinese or not whose else " "
            readers[file.reader] = words("Weekly review") + blank + whose
    items = [
        Markup("<span>{}</span> {}").format(name, links)
        for reader, name in readers.items()
        if (links := _links(files, reader, name))
    ]
    listed = Group([Bullets(items, "links")], tag="nav")
    return Section("files", words("Pages and files"), [listed])


def _problems(view: TeamView, files: Sequence[IndexFile], words: Words) -> Section:
    """How many problems of which severity, the largest causes, and where all are listed."""
    found = causes(view.problems, words)
    counts = trust.severities(by_severity(found), words)
    title = words("Problems of the input: {counts}", counts=counts)
    if not counts:
        title = words("No problems found")
    blocks: list[Block] = [
        trust.problems(found, words, most=N_CAUSES),
        Text(_all_problems(len(found) - N_CAUSES, files, words), "links"),
        trust.ledger(view.ledger, words),
    ]
    return Section("problems", title, blocks)


def _all_problems(n_more: int, files: Sequence[IndexFile], words: Words) -> Markup | str:
    """Where all problems are listed, and how many causes stand only there."""
    name = words("all problems, with where each stands")
    links = _links(files, "data", name)
    if not links:
        return ""
    more = words.plural("{n} further cause", "{n} further causes", n_more) if n_more > 0 else ""
    told = words.join(filter(None, [more, name]))
    return Markup("<span>{}</span> {}").format(told, links)


def _people(view: TeamView, files: Sequence[IndexFile], words: Words) -> Section:
    columns = [
        Column(words("Name"), "free"),
        Column(words("Team"), "free"),
        Column(words("Completion"), "number"),
        Column(words("Score"), "number"),
        Column(words("Grade"), "word"),
        Column(words("Rule"), "word"),
    ]
    digits = column_digits([rep.figures.get("completion", EMPTY) for rep in view.reps])
    links: dict[str, list[IndexFile]] = {}
    for file in files:
        links.setdefault(file.reader, []).append(file)
    rows = [_person(rep, links.get(f"rep:{rep.rep_id}", []), digits, words) for rep in view.reps]
    title = words.plural("{n} person", "{n} people", len(view.reps))
    table = SortableTable(
        "index-table", title, columns, rows, caption_hidden=True, kind=f"dense {CARDS} list",
        words=words, orders={words("Grade"): RATED}, groups=[rep.team for rep in view.reps],
        keys=[rep.rep_id for rep in view.reps],
    )  # fmt: skip
    return Section("people", title, [table])


def _person(rep: Rep, files: Sequence[IndexFile], digits: int, words: Words) -> list[Cell]:
    completion = rep.figures.get("completion", EMPTY).value
    links = _links(files, f"rep:{rep.rep_id}", rep.name)
    return [
        Cell(rep.name, rep.rep_id, links or words("not built")),
        Cell(rep.team or "–"),
        plain_cell(completion, "rate", words, digits=digits),
        plain_cell(rep.score.score, "score", words),
        Cell(label(GRADES, rep.score.grade, words), rep.score.grade),
        Cell(flags_text(rep, words)),
    ]


def _links(files: Sequence[IndexFile], reader: str, name: str) -> Markup:
    return Markup('<span class="between"> · </span>').join(
        Markup('<a href="{}" aria-label="{} {}">{}</a>').format(
            quote(file.href), file.kind, name, file.kind
        )
        for file in files
        if file.reader == reader
    )
