"""Where a table comes from, as a run file or a mapping says it. Frozen and typed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from salesreport.settings import Settings, Whole

DayOrder = Literal["dmy", "mdy", "ymd"]
"""Order of day, month and year in dates such as 05/06/2024."""

Calendar = Literal["roc", "gregorian"]
"""What years of two or three digits count from: `roc` from 1912 (98/07/01 is 2009-07-01)."""


OR = " | "
"""Between fsspec addresses of which the first that holds a file is read."""


def is_placeholder(text: str) -> bool:
    """Whether a word only says what to write in its place: `<rep_id>`, `<lead | intent>`."""
    return text.startswith("<") and text.endswith(">")


def _as_cell(value: Any) -> Any:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool | int | float) else value


Cell = Annotated[
    str, BeforeValidator(_as_cell, json_schema_input_type=str | bool | int | float | None)
]
"""A cell as written; `true`, a bare number or nothing may stand in YAML as they are."""


class Join(Settings):
    """Columns taken from another file where a text key is equal.

    `on`: a column both have, or {column here: column there}.
    `take`: {column there: name here}.
    `where`: {column there: cells one of which its row must have}.
    `partial`: keys that the other file does not hold are expected, not listed.
    `any`: of rows with one key any will do; the first is taken.
    """

    path: str
    sheet: str | None = None
    on: str | dict[str, str]
    take: dict[str, str]
    where: dict[str, list[Cell]] = {}
    partial: bool = False
    any: bool = False


class Case(Settings):
    """One way in which a row's cell is decided by its other cells.

    Attributes
    ----------
    when : dict of str to list of str
        Column or header -> cells one of which the row must have; without it every
        row fits.
    at_least : dict of str to float
        Column or header -> smallest number the row's cell must hold.
    give : str, optional
        The cell the row gets.
    take : str or list of str, optional
        Column or header whose cell it gets; of several the filled ones, with a blank
        between them. Where all are blank the next case is asked. Without `give` and
        `take` the cell stays as it is.
    """

    when: dict[str, list[Cell]] = {}
    at_least: dict[str, float] = {}
    give: Cell | None = None
    take: str | list[str] | None = None


class Source(Settings):
    """Where a table comes from: files (`path`), a database (`url`, `query`) or a mapping.

    What it says is done in this order: `columns`, `values`, `join`, `values` of joined
    columns, `choose`, `where`, `starts`, `add_up`.

    Attributes
    ----------
    path : str, optional
        Relative to the run file; may be a glob, or an fsspec address (`s3://...`), also
        several with ` | ` between them: the first that matches is read. `env:NAME` in it
        is what the environment holds.
        With `mapping` the folder of its files. Inside a mapping a name under `files`.
    storage : dict of str
        Options of an fsspec address; a secret is written `env:NAME`.
    url, query : str, optional
        SQLAlchemy URL, or `env:NAME` that holds it, and the rows to read.
    mapping : str, optional
        A shipped mapping, or the path of one's own, which may feed several tables
        from `path` or `url`.
    tables : dict of str to Source or false
        With `mapping`: what to change in one of its tables, or `false` to leave the
        table out. `values` beside `mapping` hold for each table that has the column.
    files : dict of str to str or list of str
        With `mapping`: one of its files -> globs in the folder, the first that
        matches is read.
    table : str, optional
        The table, where the entry's own name does not say it.
    sheet : str, optional
        A sheet's title, also a hidden one's; `"*"` reads every visible sheet, its
        title being the rep. Several titles may be written with `/`, which no title
        holds: the first that is there is read.
    needed : bool
        False: the sheet may be missing or blank; the table is then not there.
    form : {"main", "full"}, optional
        A sheet of the workbook `salesreport template` writes, also without `--full`
        (`main`): its header is found by its words, and rows above it are data where
        they are neither title nor the examples the workbook came with.
    part : tuple of str
        Of a sheet that holds several tables: columns one of which is filled in the
        rows that belong to this one.
    ignore : tuple of str
        Headers that are known and not read, so not listed as extra columns.
    header : int or list of int, optional
        Row or rows of the header, where they are not found.
    encoding : str, optional
        Encoding of a text file, where it is not found.
    day_order : {"dmy", "mdy", "ymd"} or dict of str, optional
        Order of dates such as 05/06/2024, where the column itself does not decide
        it; for the file or by column.
    calendar : {"roc", "gregorian"} or dict of str, optional
        Calendar of years in two digits that may be Taiwan's (98/07/01), where the
        column itself does not decide it; for the file or by column.
    year : int, optional
        Year of days typed without one (`6月10日`).
    columns : dict of str
        Header as written -> column.
    optional : tuple of str
        Headers named in this entry that a file may lack, also a joined one: blank
        there, and not asked for by a join's `where`.
    values : dict of str to dict of str
        Column -> cell as written -> value.
    join : tuple of Join
    choose : dict of str to tuple of Case
        Column -> cases; the first that fits a row decides its cell, none leaves it.
    where : dict of str to list of str
        Column or header -> cells one of which a row must have to belong to the
        table, whatever their case; a row without is listed by `not_selected`.
    starts : dict of str
        Period column -> `month`, `quarter` or `year`: the length of the periods it
        names by their first day.
    add_up : tuple of str
        Columns added up over the rows of one key (lines of an order).
    """

    path: str | None = None
    storage: dict[str, str] = {}
    url: str | None = None
    query: str | None = None
    mapping: str | None = None
    tables: dict[str, Source | Literal[False]] = {}
    files: dict[str, str | list[str]] = {}
    table: str | None = None
    sheet: str | None = None
    needed: bool = True
    form: Literal["main", "full"] | None = None
    part: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    header: Whole | list[Whole] | None = None
    encoding: str | None = None
    day_order: DayOrder | dict[str, DayOrder] | None = None
    calendar: Calendar | dict[str, Calendar] | None = None
    year: Annotated[Whole, Field(ge=1990, le=2200)] | None = None
    columns: dict[str, str] = {}
    optional: tuple[str, ...] = ()
    values: dict[str, dict[str, str]] = {}
    join: tuple[Join, ...] = ()
    choose: dict[str, tuple[Case, ...]] = {}
    where: dict[str, list[Cell]] = {}
    starts: dict[str, Literal["month", "quarter", "year"]] = {}
    add_up: tuple[str, ...] = ()
