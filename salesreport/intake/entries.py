"""The rows an entry of the run file names: its files and sheets, mapped and stacked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from salesreport.cells import Coded, Fault
from salesreport.cells.coded import Codes
from salesreport.cells.plain import written
from salesreport.errors import SourceFileError, UnknownKeyError
from salesreport.intake.draft import Draft, stacked
from salesreport.intake.faulty import OF_CELLS, note_faulty_cells
from salesreport.intake.findings import Findings
from salesreport.intake.headers import ColumnMap, column_map
from salesreport.intake.joins import apply_joins
from salesreport.intake.lacking import on_other_sheet
from salesreport.intake.leavers import note_leavers
from salesreport.intake.lines import chosen, joined_columns, settled_lines, used_headers
from salesreport.intake.oddsheets import leave_out, note_unread
from salesreport.intake.parts import own_part
from salesreport.intake.rivals import in_one_column, note_rivals
from salesreport.intake.sheetperiods import with_period
from salesreport.intake.stated import with_measure
from salesreport.intake.summaries import without_summaries
from salesreport.intake.told import Place, told_cells
from salesreport.intake.units import Measured, unit_header
from salesreport.intake.voided import note_void_rows
from salesreport.intake.wide import SpanColumn, assumed_year, melted
from salesreport.params import RunFile
from salesreport.periods import Period
from salesreport.problems import Problem
from salesreport.readers.addresses import letters
from salesreport.readers.faults import SourceColumnsError
from salesreport.readers.grids import FileGrids, Grid
from salesreport.readers.naming import of_periods, sorted_by_name
from salesreport.readers.opened import source_grids
from salesreport.sources import Source
from salesreport.tables import Table, table
from salesreport.tables.script import header_key, name_key, word_key


def read_source(run: RunFile, entry: str, findings: Findings) -> Draft | None:
    """Rows of one entry of the run file's `data`, cells still as written.

    None where the source is not needed and holds no row.

    Raises
    ------
    UnknownKeyError
        `columns` or `values` name a column or choice the table does not have.
    SourceFileError, SourceColumnsError
        A file, sheet or column cannot be read, or rows of it would be lost.
    """
    source = run.data[entry]
    declared = table(source.table or entry)
    _check_names(source, declared, where=f"{run.path}, data.{entry}")
    read = source_grids(source, run.folder)
    if not source.needed:
        read = [filled for file in read if (filled := _filled(file)).grids]
        if not read:
            return None
    year = run.period.fiscal_year()
    files = [file_draft(declared, source, file, findings, year, run.currency) for file in read]
    draft = own_part(stacked(declared, files), run, entry, findings)
    if not source.needed and not len(draft):
        return None
    own = set(draft.cells)
    replace_values(draft, source.values, among=own)
    for join in source.join:
        apply_joins(draft, join, source, run, findings)
    _tell_joined(draft, source, set(draft.cells) - own, findings)
    replace_values(draft, source.values, among=set(declared.by_name) - own)
    draft = settled_lines(draft, source, run, findings)
    _note_extras(draft, used_headers(source), findings)
    return draft


def _filled(file: FileGrids) -> FileGrids:
    return replace(file, grids=[grid for grid in file.grids if len(grid)])


def _tell_joined(draft: Draft, source: Source, names: set[str], findings: Findings) -> None:
    file = draft.file[0] if len(draft) else None
    for name in sorted(names):
        place = Place(draft.table.name, file, None, draft.headers.get(name, name))
        column = draft.table.by_name[name]
        draft.cells[name] = told_cells(draft.cells[name], column, place, source, findings)


def _check_names(source: Source, declared: Table, *, where: str) -> None:
    known = list(declared.by_name)
    for canonical in source.columns.values():
        if canonical not in declared.by_name:
            raise UnknownKeyError(canonical, known=known, where=f"{where}.columns", kind="column")
    for name, replaced in source.values.items():
        if name not in declared.by_name:
            raise UnknownKeyError(name, known=known, where=f"{where}.values", kind="column")
        column = declared.by_name[name]
        for value in replaced.values() if column.choices and not column.open else ():
            if value and word_key(value) not in column.choice_keys:
                choices = [choice.name for choice in column.choices]
                place = f"{where}.values.{name}"
                raise UnknownKeyError(value, known=choices, where=place, kind="value")


def file_draft(
    declared: Table,
    source: Source,
    file: FileGrids,
    findings: Findings,
    year: Period,
    currency: str = "",
) -> Draft:
    """Rows of one file; `year` is that of the run, `currency` that of its report."""
    skipped, parts, used, lacking = list(file.skipped), [], [], []
    by_rep = source.sheet == "*" and any(map(len, file.grids))
    read = partial(_sheet_draft, declared=declared, source=source, findings=findings, year=year,
                   currency=currency)  # fmt: skip
    for grid in file.grids:
        if source.sheet == "*" and grid.header and not _is_about(grid, declared, source):
            skipped.append(grid.sheet or "")
            continue
        _check_count(grid, declared)
        try:
            part = read(grid) if grid.header else None
        except SourceColumnsError as error:
            if source.sheet != "*":
                clearer = on_other_sheet(error, declared, file.beside, read)
                if clearer is error:
                    _note_grid(grid, declared, findings, by_rep=by_rep)
                raise clearer from None
            lacking.append((grid, error))
            continue
        _note_grid(grid, declared, findings, by_rep=by_rep)
        if part is not None:
            parts.append(part)
            used.append(grid)
    leave_out(declared.name, lacking, used, findings)
    if by_rep:
        parts = without_summaries(parts, findings)
    told = note_unread(declared.name, file.grids[0], file.beside, findings) if file.beside else []
    skipped = [name for name in skipped if name not in told]
    if skipped:
        shown = file.grids[0].file if file.grids else source.path
        findings.add("skipped_sheet", table=declared.name, file=shown, value=", ".join(skipped))
    return _stacked_sheets(declared, parts)


def _stacked_sheets(declared: Table, parts: list[Draft]) -> Draft:
    """Rows of a file's sheets: those of a later month are newer, others equally old."""
    filled = [part for part in parts if len(part)]
    titles = [part.sheet[0] or "" for part in filled]
    if len(filled) > 1 and of_periods(titles):
        return stacked(declared, sorted_by_name(filled, titles))
    draft = stacked(declared, parts)
    draft.rank = np.zeros(len(draft), dtype=np.int64)
    return draft


def _note_grid(grid: Grid, declared: Table, findings: Findings, *, by_rep: bool) -> None:
    """Note what the reader saw; one rep of several without a row is nothing to stop for."""
    for problem in grid.notes:
        if problem.rule not in OF_CELLS or not grid.header:
            findings.add_problem(problem, table=declared.name)
    if not len(grid):
        findings.add(
            "empty_table", table=declared.name, file=grid.file, sheet=grid.sheet,
            optional=by_rep,
        )  # fmt: skip


def _check_count(grid: Grid, declared: Table) -> None:
    """Refuse a file of which another count than the parser's finds other rows."""
    if grid.n_records == len(grid):
        return
    problem = Problem(
        "error", "count_differs", declared.name, grid.file, grid.sheet,
        values={"read": str(len(grid)), "counted": str(grid.n_records)},
    )  # fmt: skip
    place = grid.file + (f", sheet {grid.sheet}" if grid.sheet else "")
    raise SourceFileError(
        f"{len(grid)} rows are read, but {grid.n_records} are counted",
        problems=(problem,),
        where=place,
        expected="the same count by two ways of looking at the file",
        remedy="save the table from its program again; look for line breaks and quotation "
        "marks inside cells",
    )


def _is_about(grid: Grid, declared: Table, source: Source) -> bool:
    told = {name_key(header) for header in source.columns}
    return any(
        header_key(header) in declared.header_index or name_key(header) in told
        for header in grid.header
    )


def _sheet_draft(
    grid: Grid, declared: Table, source: Source, findings: Findings, year: Period, currency: str
) -> Draft:
    titled = source.sheet == "*" and grid.sheet is not None and "rep_id" in declared.by_name
    fixed = {name for name, replaced in source.values.items() if "" in replaced}
    taken = {name for join in source.join for name in join.take.values()}
    elsewhere = fixed | taken | {*source.choose, *source.optional}
    elsewhere |= {"rep_id"} if titled else set()
    columns_of = partial(
        column_map, table=declared, columns=source.columns, elsewhere=elsewhere,
        optional=source.optional, joined=joined_columns(source), currency=currency,
    )  # fmt: skip
    width, grid = len(grid.header), with_period(grid, declared, source, elsewhere, year, findings)
    found, titled = columns_of(grid), titled and len(grid.header) == width
    if declared.name == "targets" and "measure" not in {*found.known, *elsewhere}:
        grid = with_measure(grid, findings)
        found = columns_of(grid)
    note_faulty_cells(grid, declared, found, source.ignore, findings, used_headers(source))
    _note_rivals(grid, declared, source, found, findings, currency)
    is_data = np.ones(len(grid), dtype=np.bool_)
    is_data[[*grid.listed]] = False
    records = np.flatnonzero(is_data)
    data = _rows_of(grid, records) if grid.listed else grid
    draft = _draft_of(data, declared, found, source, findings)
    draft.record, draft.n_read, draft.unused = records, len(grid), dict(grid.listed)
    if titled:
        title = Coded.repeated(grid.sheet, len(draft))
        cells = draft.cells.get("rep_id", title)
        draft.cells["rep_id"] = cells.replaced(cells.where(_is_blank), title)
    _refuse_long_rows(draft, data, width, findings)
    _split_industry(draft, found)
    return _long(draft, data, found, source, findings, year) if found.months else draft


def _note_rivals(
    grid: Grid, declared: Table, source: Source, found: ColumnMap, findings: Findings, currency: str
) -> None:
    """Note columns that may be one, on the rows that are data."""
    silent = Findings({})
    data = [place for place in range(len(grid)) if place not in grid.listed]

    def told(name: str, place: int) -> Coded:
        where = _place(grid, declared, place, source, found)
        cells = grid.columns[place].take(np.array(data, dtype=np.int64))
        return told_cells(cells, declared.by_name[name], where, source, silent)

    used = used_headers(source) | {header_key(header) for header in source.ignore}
    note_rivals(grid, declared, found, used, told, findings, currency)


def _long(
    draft: Draft, data: Grid, found: ColumnMap, source: Source, findings: Findings, year: Period
) -> Draft:
    """Rows of a wide sheet, one a month; its year is settled before the months become rows."""
    replace_values(draft, source.values, among={"period"})
    if "period" in source.choose:
        cases = source.choose["period"]
        draft.cells["period"] = chosen(draft, "period", cases, source.optional)
    ends = [data.header[place] for place in (*found.months,)[:: max(len(found.months) - 1, 1)]]
    draft.headers |= {name: "…".join(ends) for name in ("period", "value")} | draft.headers
    if "period" not in draft.cells:
        said = [*data.titles, data.sheet or "", PurePosixPath(data.file).stem]
        spans = list(found.months.values())
        draft.cells["period"] = assumed_year(draft, spans, said, source.year or year, findings)
    value = draft.table.by_name["value"]
    columns = []
    for place, label in (found.months | found.sums).items():
        where = _place(data, draft.table, place, source, found)
        where = replace(where, span="…".join(ends))
        cells = told_cells(data.columns[place], value, where, source, findings)
        columns.append(SpanColumn(label, cells, data.header[place], letters(place)))
    n_months = len(found.months)
    return melted(
        draft, columns[:n_months], columns[n_months:], findings,
        measures=source.values.get("measure", {}), fiscal_year_start=year.fiscal_year_start,
        fiscal_year_label=year.fiscal_year_label,
    )  # fmt: skip


def _rows_of(grid: Grid, rows: Codes) -> Grid:
    """Grid of some of its rows."""
    place = {row: number for number, row in enumerate(rows.tolist())} if grid.long else {}
    return replace(
        grid,
        columns=[column.take(rows) for column in grid.columns],
        numbers=grid.numbers[rows],
        long={place[row]: n_cells for row, n_cells in grid.long.items() if row in place},
    )


def _draft_of(
    grid: Grid, declared: Table, found: ColumnMap, source: Source, findings: Findings
) -> Draft:
    draft = Draft.of_rows(declared, grid.file, grid.sheet, grid.numbers)
    for name, place in found.known.items():
        where = _place(grid, declared, place, source, found)
        cells, column = grid.columns[place], declared.by_name[name]
        told = told_cells(cells, column, where, source, findings)
        for at in found.beside.get(name, []):
            where = _place(grid, declared, at, source, found)
            also = told_cells(grid.columns[at], column, where, source, findings)
            told = in_one_column(told, also)
        draft.cells[name] = told
        draft.headers[name] = grid.header[place]
    draft.extras = {header: grid.columns[place] for header, place in found.extras.items()}
    if found.rep_name:
        ids, names = draft.cells["rep_id"], draft.extras[found.rep_name]
        draft.cells["rep_id"] = ids.replaced(ids.where(_is_blank), names)
        draft.rep_names, draft.rep_names_header = names, found.rep_name
    return draft


def _place(grid: Grid, declared: Table, place: int, source: Source, found: ColumnMap) -> Place:
    about = None
    if "measure" in found.known:
        measure = grid.columns[found.known["measure"]]
        about = Measured(measure, declared.by_name["measure"], source.values.get("measure", {}))
    extras = {header: grid.columns[at] for header, at in found.extras.items()}
    return Place(
        declared.name, grid.file, grid.sheet, grid.header[place], grid.date_1904, grid.units,
        about, has_currency="currency" in found.known,
        row_units=extras.get(unit_header(extras)),
        beside=grid.columns if grid.semicolons else None, calendar=grid.calendar,
    )  # fmt: skip


def _is_blank(cell: Any) -> bool:
    return not isinstance(cell, Fault) and not written(cell)


def _refuse_long_rows(draft: Draft, grid: Grid, width: int, findings: Findings) -> None:
    """A text row with more cells than the header: its values may be shifted."""
    by_width: dict[int, list[int]] = {}
    for position, n_cells in grid.long.items():
        by_width.setdefault(n_cells, []).append(position)
    for n_cells, rows in by_width.items():
        draft.refuse(rows, "long_row")
        draft.note(findings, "long_row", rows, cells=n_cells, expected=width)


def _split_industry(draft: Draft, found: ColumnMap) -> None:
    """`A科技/制造业` at its last `/`, where no column holds the industry."""
    tracked = draft.table.name == "activities" or found.combined
    if not tracked or "industry" in draft.cells or "customer" not in draft.cells:
        return
    cells = draft.cells["customer"]
    draft.cells["customer"] = cells.map(lambda cell: _split(cell)[0])
    draft.cells["industry"] = cells.map(lambda cell: _split(cell)[1])
    draft.headers["industry"] = draft.headers.get("customer", "industry")


def _split(cell: Any) -> tuple[Any, str]:
    """Customer and industry."""
    if isinstance(cell, Fault):
        return cell, ""
    before, slash, after = written(cell).replace("／", "/").rpartition("/")
    return (before, after) if slash else (after, "")


def replace_values(
    draft: Draft, values: Mapping[str, Mapping[str, str]], *, among: set[str]
) -> None:
    """Put the run file's `values` in place of what is written.

    The written value `""` stands for a blank cell, also where the file lacks the
    column.
    """
    for name, replaced in values.items():
        by_key = {name_key(old): new for old, new in replaced.items()}
        if name not in among or (name not in draft.cells and "" not in by_key):
            continue
        draft.cells[name] = draft.column(name).map(partial(_replaced, by_key=by_key))


def _replaced(cell: Any, *, by_key: Mapping[str, str]) -> Any:
    return cell if isinstance(cell, Fault) else by_key.get(name_key(written(cell)), cell)


def _note_extras(draft: Draft, used: set[str], findings: Findings) -> None:
    used = used | {header_key(draft.rep_names_header), header_key(unit_header(draft.extras))}
    known = draft.table.header_index  # another header of a column is no unknown one
    names = [n for n in draft.extras if header_key(n) not in used and header_key(n) not in known]
    if draft.table.name == "reps":
        note_leavers(draft, names, findings)
    else:
        note_void_rows(draft, names, findings)
    by_file: dict[str | None, list[str]] = {}
    for name in names:
        rows = np.flatnonzero(~draft.extras[name].missing())
        file = draft.file[int(rows[0])] if len(rows) else next(iter(draft.file[:1]), None)
        by_file.setdefault(file, []).append(name)
    for file, of_file in by_file.items():
        findings.add(
            "extra_columns", table=draft.table.name, file=file, value=", ".join(of_file),
            count=len(of_file),
        )  # fmt: skip
