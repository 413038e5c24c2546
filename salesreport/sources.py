"""Where a table comes from, as a run file or a mapping says it. Frozen and typed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

DayOrder = Literal["dmy", "mdy", "ymd"]
"""Order of day, month and year in dates such as 05/06/2024."""


class Settings(BaseModel):
    """Keys of a YAML mapping; an unknown one is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Join(Settings):
    """Columns taken from another file where a text key is equal.

    `on`: a column both have, or {column here: column there}.
    `take`: {column there: name here}.
    """

    path: str
    sheet: str | None = None
    on: str | dict[str, str]
    take: dict[str, str]


class Source(Settings):
    """Where a table comes from: files (`path`), a database (`url`, `query`) or a mapping.

    Attributes
    ----------
    path : str, optional
        Relative to the run file; may be a glob, or an fsspec address (`s3://...`).
    storage : dict of str
        Options of an fsspec address; a secret is written `env:NAME`.
    url, query : str, optional
        SQLAlchemy URL, or `env:NAME` that holds it, and the rows to read.
    mapping : str, optional
        A shipped mapping, which may feed several tables from `path` or `url`.
    table : str, optional
        The table, where the entry's own name does not say it.
    sheet : str, optional
        A sheet's title, also a hidden one's; `"*"` reads every visible sheet, its
        title being the rep.
    header : int or list of int, optional
        Row or rows of the header, where they are not found.
    encoding : str, optional
        Encoding of a text file, where it is not found.
    day_order : {"dmy", "mdy", "ymd"} or dict of str, optional
        Order of dates such as 05/06/2024, where the column itself does not decide
        it; for the file or by column.
    year : int, optional
        Year of days typed without one (`6月10日`).
    where : dict of str to list of str
        Header -> cells one of which a row must have to belong to the table.
    add_up : tuple of str
        Columns added up over the rows of one key (lines of an order).
    columns : dict of str
        Header as written -> column.
    values : dict of str to dict of str
        Column -> cell as written -> value.
    join : tuple of Join
    """

    path: str | None = None
    storage: dict[str, str] = {}
    url: str | None = None
    query: str | None = None
    mapping: str | None = None
    table: str | None = None
    sheet: str | None = None
    header: int | list[int] | None = None
    encoding: str | None = None
    day_order: DayOrder | dict[str, DayOrder] | None = None
    year: Annotated[int, Field(ge=1990, le=2200)] | None = None
    where: dict[str, list[str]] = {}
    add_up: tuple[str, ...] = ()
    columns: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    join: tuple[Join, ...] = ()
