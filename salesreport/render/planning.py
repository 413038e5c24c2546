"""Which pages a build has, where each lies, and the job that makes it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from salesreport.errors import ParameterError, UnknownKeyError
from salesreport.filenames import safe_name
from salesreport.render.jobs import DECK, KINDS, WORKBOOK, Job
from salesreport.report.weekly import reader_stem
from salesreport.resources import resource

Only = Literal["rep", "team", "deck", "data", "analyst", "playbook", "weekly", "scorecard", "index"]
ONLY: tuple[Only, ...] = (
    "rep", "team", "deck", "data", "analyst", "playbook", "weekly", "scorecard", "index",
)  # fmt: skip
NOTEBOOKS = {
    "rep": "rep_retrospective.ipynb",
    "team": "team_retrospective.ipynb",
    "all": "team_retrospective.ipynb",
    "deck": "retrospective_deck.ipynb",
    "data": "data_quality.ipynb",
    "analyst": "analyst.ipynb",
    "playbook": "playbook.ipynb",
    "weekly": "weekly_review.ipynb",
}
"""Kind of reader -> the notebook that makes the page."""


WEEKLY = "weekly"
"""Folder of the weekly pages, one folder a review: those of earlier weeks stay."""


@dataclass(frozen=True)
class Planned:
    """One reader's page in one language.

    Attributes
    ----------
    reader : str
        `all`, `team:<name>`, `rep:<rep_id>`, `data` for the page about the input,
        `deck` for the slides, `analyst` for the page about the scores, `playbook`,
        `scorecard` for the workbook, or
        `weekly:<reader>` for the week of everybody (`all`), a manager or a team.
    language : str
        `en`, `zh_CN` or `zh_TW`.
    stem : str
        Path without ending, relative to the output folder: `en/reps/S01-Ann`.
    on_request : bool
        Built only where it is asked for by name, or stands there from the last build.
    """

    reader: str
    language: str
    stem: str
    on_request: bool = False

    def paths(self) -> dict[str, str]:
        """Kind to path, relative to the output folder."""
        kinds = {"scorecard": WORKBOOK, "deck": DECK}.get(self.reader, KINDS)
        return {kind: f"{self.stem}.{kind}" for kind in kinds}


def planned_pages(report: Any, languages: Sequence[str]) -> list[Planned]:
    """Every page of the run: all teams, each team where there are several, each rep.

    The analyst's page and the weekly ones are made on request; so is the playbook of a month,
    while that of a quarter or a year is made with all other pages.
    """
    names = report.names
    teams = _named(report.teams, {team: team for team in report.teams})
    people = _named(
        report.rep_ids, {i: i if names[i] == i else f"{i}-{names[i]}" for i in report.rep_ids}
    )
    is_month = report.run.period.kind == "month"
    pages = []
    for language in languages:
        pages.append(Planned("all", language, f"{language}/team"))
        pages.append(Planned("deck", language, f"{language}/deck"))
        pages.append(Planned("data", language, f"{language}/data-quality"))
        pages.append(Planned("scorecard", language, f"{language}/scorecard"))
        if len(teams) > 1:
            pages += [Planned(f"team:{t}", language, f"{language}/teams/{n}") for t, n in teams]
        pages += [Planned(f"rep:{i}", language, f"{language}/reps/{n}") for i, n in people]
        pages.append(Planned("analyst", language, f"{language}/analyst", on_request=True))
        pages.append(Planned("playbook", language, f"{language}/playbook", on_request=is_month))
        week = f"{language}/{WEEKLY}/{report.run.as_of.isoformat()}"
        pages += [
            Planned(f"weekly:{one.key}", language, f"{week}/{reader_stem(one.key)}", True)
            for one in report.weekly_readers
        ]
    return pages


def chosen(
    pages: Sequence[Planned],
    *,
    only: str | None,
    rep: str | None,
    rep_ids: Sequence[str],
) -> list[Planned]:
    """The pages asked for.

    Pages on request only where they are asked for by name; see `kept_up`.

    Raises
    ------
    UnknownKeyError
        A kind or a rep that is not there.
    ParameterError
        A rep, and a kind none of whose pages is a rep's.
    """
    if only is not None and only not in ONLY:
        raise UnknownKeyError(only, known=list(ONLY), where="only", kind="kind of output")
    if rep is not None and rep not in rep_ids:
        raise UnknownKeyError(rep, known=list(rep_ids), where="rep", kind="rep")
    if rep is not None and only not in (None, "rep"):
        raise ParameterError(
            f"only {only!r}, and the rep {rep!r}: no such page is a rep's",
            where="build",
            expected="the one or the other",
            remedy=f"leave out `--rep` for the pages of {only!r}, or `--only` for the rep's",
        )
    found = [page for page in pages if only != "index"]
    if only is not None and only != "index":
        found = [page for page in found if _kind(page) == only]
    elif only is None:
        found = [page for page in found if not page.on_request]
    if rep is not None:
        found = [page for page in found if page.reader == f"rep:{rep}"]
    return found


def kept_up(pages: Sequence[Planned], before: Collection[str]) -> list[Planned]:
    """Pages made only on request that stand among the files of the last build."""
    return [
        page
        for page in pages
        if page.on_request and any(path in before for path in page.paths().values())
    ]


def of_earlier_weeks(before: Collection[str]) -> list[str]:
    """Weekly pages among the files of the last build: no later week takes them away."""
    return [path for path in before if path.split("/")[1:2] == [WEEKLY]]


def jobs_for(report: Any, pages: Sequence[Planned], folder: Path) -> Iterator[tuple[Planned, Job]]:
    """The job of each page, its view made only when it is its turn."""
    for page in pages:
        kind, _, name = page.reader.partition(":")
        parameters: dict[str, object] = {"language": page.language}
        if kind == "rep":
            view = report.for_rep(name)
            parameters["rep_id"] = name
        elif kind == "deck":
            view = report.for_deck()
        elif kind == "data":
            view = report.for_data()
        elif kind == "analyst":
            view = report.for_analyst()
        elif kind == "playbook":
            view = report.for_playbook()
        elif kind == "weekly":
            view = report.for_weekly(name)
            parameters["reader"] = name
        elif kind == "scorecard":
            view = report.for_scorecard()
        else:
            view = report.for_team(name or None)
            parameters["team"] = name
        yield (
            page,
            Job(
                name=page.stem,
                notebook=(
                    notebook_of(report.run.folder, NOTEBOOKS[kind]) if kind in NOTEBOOKS else None
                ),
                view=view.canonical(),
                parameters=parameters,
                outputs={ending: folder / path for ending, path in page.paths().items()},
                base=report.run.folder,
            ),
        )


def _kind(page: Planned) -> str:
    kind = page.reader.partition(":")[0]
    return "team" if kind == "all" else kind


def notebook_of(folder: Path, name: str) -> Path:
    """The workspace's own notebook, searched upward from the run file; else the shipped one."""
    for place in (folder, *folder.parents):
        own = place / "notebooks" / name
        if own.is_file():
            return own
    return resource("notebooks", name)


def _named(keys: Sequence[str], labels: dict[str, str]) -> list[tuple[str, str]]:
    taken: list[str] = []
    for key in keys:
        taken.append(safe_name(labels[key], taken=taken))
    return list(zip(keys, taken, strict=True))
