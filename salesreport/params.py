"""Run file: which period, which data, which policy. Frozen and typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import list_currencies
from pydantic import BeforeValidator, Field, model_validator

from salesreport.errors import ParameterError, UnknownKeyError
from salesreport.language import LANGUAGES
from salesreport.periods import Period
from salesreport.policy import Policy, load_policy
from salesreport.sources import Settings, Source
from salesreport.tables import TABLES
from salesreport.yamlfile import checked, read_yaml

_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def _day(value: Any) -> Any:
    if isinstance(value, str) and not _DAY.match(value):
        raise ValueError("a day as 2024-04-05 is expected")
    return value


Day = Annotated[date, BeforeValidator(_day)]


class RunSettings(Settings):
    """The run file as written; `load_run` adds what follows from it."""

    period: str | int
    as_of: Day | None = None
    finance_as_of: Day | None = None
    language: str | list[str] = "zh_CN"
    currency: str = "CNY"
    time_zone: str = "Asia/Shanghai"
    fiscal_year_start: Annotated[int, Field(ge=1, le=12)] = 1
    policy: str
    status: Literal["draft", "final"] = "draft"
    title: str | None = None
    min_group: Annotated[int, Field(ge=2)] = 5
    max_dropped: Annotated[float, Field(ge=0, le=1)] = 0.05
    data: dict[str, Source]
    out: str = "../reports"

    def languages(self) -> tuple[str, ...]:
        """Languages to build, each once, in the order written."""
        written = [self.language] if isinstance(self.language, str) else self.language
        return tuple(dict.fromkeys(written))

    @model_validator(mode="after")
    def _known_words(self) -> Self:
        for language in self.languages():
            if language not in LANGUAGES:
                raise UnknownKeyError(
                    language, known=list(LANGUAGES), where="language", kind="language"
                )
        if not self.languages():
            raise ParameterError(
                "no language", expected="one of " + ", ".join(LANGUAGES), remedy="name one"
            )
        if self.currency not in list_currencies():
            raise ParameterError(
                f"unknown currency {self.currency!r}",
                expected="an ISO 4217 code such as CNY",
                remedy="correct the code",
            )
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ParameterError(
                f"unknown time zone {self.time_zone!r}",
                expected="an IANA name such as Asia/Shanghai",
                remedy="correct the name",
            ) from error
        return self

    @model_validator(mode="after")
    def _known_tables(self) -> Self:
        if not self.data:
            raise ParameterError(
                "no data", expected="at least one table under data", remedy="name a file"
            )
        for name, source in self.data.items():
            table = source.table or name
            if table not in TABLES:
                raise UnknownKeyError(table, known=list(TABLES), where=f"data.{name}", kind="table")
        return self


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
        Where each table comes from.
    out : Path
        Folder of the outputs, absolute.
    """

    path: Path
    period: Period
    as_of: date
    finance_as_of: date
    languages: tuple[str, ...]
    currency: str
    time_zone: str
    fiscal_year_start: int
    policy: Policy
    status: Literal["draft", "final"]
    title: str | None
    min_group: int
    max_dropped: float
    data: dict[str, Source]
    out: Path

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
        The run file or its policy is missing.
    ParameterError
        Unknown key or table, unknown period, a cut-off before the period,
        currencies that differ.
    """
    file = Path(path).resolve()
    settings = checked(RunSettings, read_yaml(file), path=file)
    period = _period(settings, file)
    policy = load_policy((file.parent / settings.policy).resolve())
    if policy.currency is not None and policy.currency != settings.currency:
        raise ParameterError(
            f"the run is in {settings.currency}, its policy in {policy.currency}",
            where=str(file),
            expected="one currency in both, since goalposts are amounts",
            remedy="change one of them",
        )
    as_of = settings.as_of or period.last
    return RunFile(
        path=file,
        period=period,
        as_of=as_of,
        finance_as_of=settings.finance_as_of or as_of,
        languages=settings.languages(),
        currency=settings.currency,
        time_zone=settings.time_zone,
        fiscal_year_start=settings.fiscal_year_start,
        policy=policy,
        status=settings.status,
        title=settings.title,
        min_group=settings.min_group,
        max_dropped=settings.max_dropped,
        data=settings.data,
        out=(file.parent / settings.out).resolve(),
    )


def _period(settings: RunSettings, file: Path) -> Period:
    try:
        period = Period.parse(str(settings.period), fiscal_year_start=settings.fiscal_year_start)
    except ParameterError as error:
        raise ParameterError(
            error.what, where=f"{file}, period", expected=error.expected, remedy=error.remedy
        ) from error
    for name, day in (("as_of", settings.as_of), ("finance_as_of", settings.finance_as_of)):
        if day is not None and day < period.first:
            raise ParameterError(
                f"{name} {day} is before the period's first day {period.first}",
                where=f"{file}, {name}",
                expected="a day inside the period or after it",
                remedy="correct the day or the period",
            )
    return period
