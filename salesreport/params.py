"""Run file: which period, which data, which policy. Frozen and typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from salesreport.branding import Brand, load_brand
from salesreport.calendars import Workdays
from salesreport.errors import ParameterError, SourceFileError
from salesreport.filenames import safe_name
from salesreport.improvement import PlanRule, load_plan_rules, shipped_plan_rules
from salesreport.lexicon import Lexicon, load_lexicon, shipped_lexicon
from salesreport.mappings import Absent, Mapping, expanded
from salesreport.mappings.books import book_sources
from salesreport.periods import LAST_YEAR, Period, YearLabel
from salesreport.planbook import BookFile, books_in
from salesreport.playbook import Playbook, load_playbook, shipped_playbook
from salesreport.policy import Policy, load_policy
from salesreport.runsettings import RunSettings
from salesreport.sources import Source
from salesreport.targetsettings import TargetPlan, TargetPlanSettings, target_plan
from salesreport.yamlfile import checked, read_yaml

ANSWER_DAYS = 5
"""Working days after `as_of` in which reps may answer, where the run file names no day."""

_YEARS_BACK = 5
"""Years before the period's whose holidays are looked up: as far as a report compares."""


@dataclass(frozen=True)
class RunFile:
    """One run: settings with all defaults filled in, its policy loaded.

    Attributes
    ----------
    path : Path
        The run file, absolute; relative paths in it start at its folder.
    period : Period
        Window of the report.
    as_of, finance_as_of : date
        Last days of knowledge of the CRM and of finance.
    languages : tuple of str
        Languages to build; the first is the run's own.
    policy : Policy
        Weights, goalposts, grades, flags.
    data : dict of str to Source
        Where each table comes from; an entry with a mapping stands here as one a
        table (`crm.opportunities`).
    absent : tuple of Absent
        Files that a mapping would read and that are not there.
    out : Path
        Folder of the outputs, absolute.
    version : int
        Of the pages, as the analyst counts them; stamped beside draft or final.
    answer_by : date
        Last day of a rep's statement or objection.
    own_lexicon : Lexicon or None
        Words by which remarks on lost deals are read, the company's own among them;
        None where the run file names no file of them. `lexicon` has the words that count.
    playbook : Playbook
        Rules of the playbook, and whether it replaces names.
    books_folder : Path or None
        Folder of the books of plans as named, absolute. Sheets of those of earlier periods
        are entries of `data` (`plan_books.2024-02.plans`).
    planned : TargetPlan or None
        Which targets are split and how, as the run file says; `target_plan` fills it in.
    plan_rules : tuple of PlanRule
        Rules that propose rows of the improvement plan.
    brand : Brand
        Whose pages these are: name, logo, colours, fonts, footer, own style, deck template.
    """

    path: Path
    period: Period
    as_of: date
    finance_as_of: date
    languages: tuple[str, ...]
    currency: str
    time_zone: str
    fiscal_year_start: int
    fiscal_year_label: YearLabel
    workdays: Workdays
    policy: Policy
    status: Literal["draft", "final"]
    version: int
    answer_by: date
    title: str | None
    min_group: int
    max_dropped: float
    data: dict[str, Source]
    out: Path
    absent: tuple[Absent, ...] = ()
    own_lexicon: Lexicon | None = None
    playbook: Playbook = field(default_factory=shipped_playbook)
    books_folder: Path | None = None
    planned: TargetPlan | None = None
    plan_rules: tuple[PlanRule, ...] = field(default_factory=shipped_plan_rules)
    brand: Brand = field(default_factory=Brand)

    @property
    def lexicon(self) -> Lexicon:
        """Words by which remarks on lost deals are read."""
        return self.own_lexicon or shipped_lexicon()

    @property
    def output_folder(self) -> Path:
        """Folder of what a build writes: `<out>/<run>/<period>`."""
        return self.out / safe_name(self.name) / safe_name(self.period.label)

    @property
    def plan_books(self) -> Path:
        """Folder of the books of plans: as named, else beside the pages of the run."""
        return self.books_folder or self.out / self.name / "plans"

    @property
    def books(self) -> tuple[BookFile, ...]:
        """Books as they are there now, up to the period's own, the oldest first."""
        return books_in(self.plan_books, self.period)

    @property
    def own_book(self) -> BookFile | None:
        """The period's own book of plans; None before the first is written."""
        return next((book for book in self.books if book.period == self.period), None)

    @property
    def pages_from(self) -> date:
        """First day on which the period's pages can exist: its last, or a cut-off within it."""
        return min(self.period.last, self.as_of)

    @property
    def target_plan(self) -> TargetPlan:
        """Which targets are split; without a word on it, those of the next period."""
        return self.planned or TargetPlan(self.period.next(), None, TargetPlanSettings())

    @property
    def folder(self) -> Path:
        """Folder of the run file."""
        return self.path.parent

    @property
    def name(self) -> str:
        """The run file's name without its ending."""
        return self.path.stem


def load_run(path: str | Path) -> RunFile:
    """Run file with its policy, checked.

    Raises
    ------
    SourceFileError
        The run file, its policy or lexicon, or every file of a mapping is missing.
    ParameterError
        Unknown key, table, mapping or reason, unknown period, a cut-off before the period,
        currencies that differ.
    """
    file = Path(path).resolve()
    settings = checked(RunSettings, read_yaml(file), path=file)
    period = _period(settings, file)
    as_of = settings.as_of or period.last
    workdays = _workdays(settings, period, file)
    data, absent = _sources(settings, file)
    out = (file.parent / settings.out).resolve()
    named = (file.parent / settings.plan_books).resolve() if settings.plan_books else None
    books = books_in(named or out / file.stem / "plans", period)
    own = load_lexicon((file.parent / settings.lexicon).resolve()) if settings.lexicon else None
    return RunFile(
        path=file,
        period=period,
        as_of=as_of,
        finance_as_of=settings.finance_as_of or as_of,
        languages=settings.languages(),
        currency=settings.currency,
        time_zone=settings.time_zone,
        fiscal_year_start=settings.fiscal_year_start,
        fiscal_year_label=settings.fiscal_year_label,
        workdays=workdays,
        policy=_policy(settings, file),
        status=settings.status,
        version=settings.version,
        answer_by=settings.answer_by or workdays.after(as_of, ANSWER_DAYS),
        title=settings.title,
        min_group=settings.min_group,
        max_dropped=settings.max_dropped,
        data=data | book_sources((b for b in books if b.period != period), file.parent),
        out=out,
        absent=absent,
        own_lexicon=own,
        playbook=load_playbook(settings.playbook, file.parent, lexicon=own),
        books_folder=named,
        planned=_planned(settings, period, file),
        brand=_brand(settings, file),
        plan_rules=_plan_rules(settings, file),
    )


def _policy(settings: RunSettings, file: Path) -> Policy:
    """The run's policy, which is in the run's currency."""
    policy = load_policy((file.parent / settings.policy).resolve())
    if policy.currency is not None and policy.currency != settings.currency:
        raise ParameterError(
            f"the run is in {settings.currency}, its policy in {policy.currency}",
            where=str(file),
            expected="one currency in both, since goalposts are amounts",
            remedy="change one of them",
        )
    return policy


def _plan_rules(settings: RunSettings, file: Path) -> tuple[PlanRule, ...]:
    own = settings.plan_rules
    return load_plan_rules((file.parent / own).resolve() if own else None)


def _brand(settings: RunSettings, file: Path) -> Brand:
    if settings.branding is None:
        return Brand()
    return load_brand((file.parent / settings.branding).resolve(), file.parent)


def _planned(settings: RunSettings, period: Period, file: Path) -> TargetPlan:
    start, label = settings.fiscal_year_start, settings.fiscal_year_label
    return target_plan(settings.target_plan, period, start=start, label=label, where=str(file))


def _sources(settings: RunSettings, file: Path) -> tuple[dict[str, Source], tuple[Absent, ...]]:
    """Entries as written, those with a mapping as one a table; and what is absent."""
    data: dict[str, Source] = {}
    absent: list[Absent] = []
    for name, source in settings.data.items():
        if source.mapping is None:
            data[name] = source
            continue
        try:
            found = expanded(name, source, file.parent)
        except (ParameterError, SourceFileError) as error:
            if error.where.startswith("data."):
                error.where = f"{file}, {error.where}"
            raise
        _check_needs(settings, found.mapping, source, where=f"{file}, data.{name}")
        data |= found.sources
        absent += found.absent
    return data, tuple(absent)


def _check_needs(settings: RunSettings, mapping: Mapping, source: Source, *, where: str) -> None:
    months = mapping.needs.fiscal_year_start
    if months and settings.fiscal_year_start not in months:
        raise ParameterError(
            f"the mapping {source.mapping!r} has quarters of a fiscal year that begins in "
            f"month {months[0]}, the run's begins in month {settings.fiscal_year_start}",
            where=where,
            expected="fiscal_year_start " + " or ".join(map(str, months)),
            remedy=f"write `fiscal_year_start: {months[0]}` in the run file",
        )


def _workdays(settings: RunSettings, period: Period, file: Path) -> Workdays:
    if not isinstance(settings.holidays, str):
        return Workdays(off=frozenset(settings.holidays))
    years = range(period.first.year - _YEARS_BACK, period.last.year + 2)
    try:
        return Workdays.of_country(settings.holidays, years)
    except ParameterError as error:
        error.where = f"{file}, holidays"
        raise


def _period(settings: RunSettings, file: Path) -> Period:
    try:
        period = Period.parse(
            str(settings.period),
            fiscal_year_start=settings.fiscal_year_start,
            fiscal_year_label=settings.fiscal_year_label,
        )
    except ParameterError as error:
        raise ParameterError(
            error.what, where=f"{file}, period", expected=error.expected, remedy=error.remedy
        ) from error
    if period.kind == "week":
        raise ParameterError(
            f"the period {period.label} is a week",
            where=f"{file}, period",
            expected="a month, a quarter or a year: targets, plans and goalposts are of months",
            remedy="report on the month; a notebook adds up weeks by Period.parse",
        )
    for name, day in (("as_of", settings.as_of), ("finance_as_of", settings.finance_as_of)):
        if day is not None and day < period.first:
            raise ParameterError(
                f"{name} {day} is before the period's first day {period.first}",
                where=f"{file}, {name}",
                expected="a day inside the period or after it",
                remedy="correct the day or the period",
            )
        if day is not None and day.year > LAST_YEAR:
            raise ParameterError(
                f"{name} {day} is beyond the years that can be reported on",
                where=f"{file}, {name}",
                expected=f"a day not after {LAST_YEAR}",
                remedy="correct the year",
            )
    _check_answer(settings, period, file)
    return period


def _check_answer(settings: RunSettings, period: Period, file: Path) -> None:
    """Refuse a deadline of answers that has passed when the report is made."""
    day, as_of = settings.answer_by, settings.as_of or period.last
    if day is not None and not as_of <= day:
        raise ParameterError(
            f"answer_by {day} is before the cut-off {as_of}",
            where=f"{file}, answer_by",
            expected="the last day on which reps may answer, on the cut-off or after it",
            remedy="correct the day, or leave it out: "
            f"{ANSWER_DAYS} working days after the cut-off",
        )
