"""Run file as written: its keys, each checked; `load_run` adds what follows from them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import list_currencies
from pydantic import BeforeValidator, Field, model_validator

from salesreport.errors import ParameterError, UnknownKeyError
from salesreport.language import LANGUAGES
from salesreport.periods import YearLabel
from salesreport.playbook import PlaybookSettings
from salesreport.settings import Settings, Whole, no_flag
from salesreport.sources import Source, is_placeholder
from salesreport.tables import TABLES
from salesreport.targetsettings import TargetPlanSettings

_COUNTRY = re.compile(r"^[A-Z]{2}$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


_DAYS_OFF = "a country code such as CN, or a list of days such as 2024-04-05"


def _is_day(value: Any) -> bool:
    """Whether YAML gave a date, or a text that is a day of the calendar."""
    if isinstance(value, date):
        return True
    if not _DAY.match(str(value)):
        return False
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _day(value: Any) -> Any:
    if isinstance(value, str) and not _is_day(value):
        raise ValueError("a day as 2024-04-05, one that the calendar has")
    return value


Day = Annotated[date, BeforeValidator(_day)]


def _holidays(value: Any) -> Any:
    if not isinstance(value, list) and not _COUNTRY.match(str(value)):
        raise ValueError(_DAYS_OFF)
    unread = [str(day) for day in value if not _is_day(day)] if isinstance(value, list) else []
    if unread:
        raise ValueError(f"{_DAYS_OFF}, each one that the calendar has, not {', '.join(unread)}")
    return value


Holidays = Annotated[str | list[Day], BeforeValidator(_holidays)]


Share = Annotated[float, Field(ge=0, le=1), no_flag("a number from 0 to 1 is expected")]


class RunSettings(Settings):
    """The run file as written; `load_run` adds what follows from it."""

    period: str | int
    as_of: Day | None = None
    finance_as_of: Day | None = None
    language: str | list[str] = "zh_CN"
    currency: str = "CNY"
    time_zone: str = "Asia/Shanghai"
    fiscal_year_start: Annotated[Whole, Field(ge=1, le=12)] = 1
    fiscal_year_label: YearLabel = "end"
    holidays: Holidays = []
    policy: str
    lexicon: str | None = None
    playbook: PlaybookSettings = PlaybookSettings()
    plan_books: str | None = None
    target_plan: TargetPlanSettings = TargetPlanSettings()
    plan_rules: str | None = None
    branding: str | None = None
    status: Literal["draft", "final"] = "draft"
    version: Annotated[Whole, Field(ge=1)] = 1
    answer_by: Day | None = None
    title: str | None = None
    min_group: Annotated[Whole, Field(ge=2)] = 5
    max_dropped: Share = 0.05
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
            _check_entry(name, source)
        return self


def _check_entry(name: str, source: Source) -> None:
    """Refuse an entry without table or source; a mapping's entry is checked by its mapping."""
    _check_filled(f"data.{name}", source, source.table or name)
    if source.mapping is not None:
        return
    table, where = source.table or name, f"data.{name}"
    if table not in TABLES:
        raise UnknownKeyError(table, known=list(TABLES), where=where, kind="table")
    for key in ("tables", "files"):
        if key in source.model_fields_set:
            raise ParameterError(
                f"{key!r} without a mapping",
                where=where,
                expected="it beside `mapping`",
                remedy="name the mapping, or remove the key",
            )
    if (source.path is None) == (source.url is None):
        raise ParameterError(
            "a path and a url" if source.path else "neither path nor url",
            where=where,
            expected="`path`, a file, or `url` with `query`, a database, or `mapping`",
            remedy="keep one of them" if source.path else "add one of them",
        )
    if (source.url is None) != (source.query is None):
        raise ParameterError(
            "`url` without `query`" if source.url else "`query` without `url`",
            where=where,
            expected="both: the database and the rows to read",
            remedy="add the other one",
        )


def _check_filled(where: str, source: Source, table: str) -> None:
    """Refuse what was pasted from a remedy without the choice that it asks for."""
    for header in source.columns:
        if is_placeholder(header):
            raise _unfilled(header, f"{where}.columns", "the header as it stands in the file")
    for column, words in source.values.items():
        known = TABLES[table].by_name.get(column) if table in TABLES else None
        names = ", ".join(choice.name for choice in known.choices) if known else ""
        for cell, value in words.items():
            if is_placeholder(value):
                told = names or value.strip("<>").replace(" | ", ", ")
                raise _unfilled(value, f"{where}.values.{column}.{cell}", f"one of {told}")
    for key, change in source.tables.items():
        if isinstance(change, Source):
            _check_filled(f"{where}.tables.{key}", change, change.table or key)


def _unfilled(written: str, where: str, wanted: str) -> ParameterError:
    verb = "choose" if wanted.startswith("one of") else "write"
    return ParameterError(
        f"{written!r} says what to write in its place",
        where=where,
        expected=wanted,
        remedy=f"{verb} {wanted}",
    )
