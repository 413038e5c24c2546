"""The rows an entry of the run file names: its files and sheets, mapped and stacked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salesreport.cells.plain import written
from salesreport.errors import UnknownKeyError
from salesreport.intake.draft import Draft, stacked
from salesreport.intake.findings import Findings
from salesreport.intake.headers import ColumnMap, column_map, scaled
from salesreport.intake.joins import apply_joins
from salesreport.intake.wide import melted
from salesreport.params import RunFile
from salesreport.readers.files import shown_path, source_files
from salesreport.readers.grids import Grid, read_grids
from salesreport.sources import Source
from salesreport.tables import Table, table
from salesreport.tables.script import header_key, name_key, word_key

_WITH_UNITS = frozenset({"money", "number", "rate", "count"})


def read_source(run: RunFile, entry: str, findings: Findings) -> Draft:
    """Rows of one entry of the run file's `data`, cells still as written.

    Raises
    ------
    UnknownKeyError
        `columns` or `values` name a column or choice the table does not have.
    SourceFileError, SourceColumnsError
        A file, sheet or column cannot be read.
    """
    source = run.data[entry]
    declared = table(source.table or entry)
    _check_names(source, declared, where=f"{run.path}, data.{entry}")
    files = [
        _file_draft(run, declared, source, path, findings)
        for path in source_files(run.folder, source.path)
    ]
    draft = stacked(declared, files)
    own = set(draft.cells)
    replace_values(draft, source.values, among=own)
    for join in source.join:
        apply_joins(draft, join, run, findings)
    replace_values(draft, source.values, among=set(declared.by_name) - own)
    _note_extras(draft, findings)
    return draft


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


def _file_draft(
    run: RunFile, declared: Table, source: Source, path: Any, findings: Findings
) -> Draft:
    """Rows of one file, its sheets equally old."""
    read = read_grids(path, run.folder, source.sheet)
    skipped, parts = list(read.skipped), []
    for grid in read.grids:
        if source.sheet == "*" and grid.header and not _is_about(grid, declared, source):
            skipped.append(grid.sheet or "")
            continue
        if not len(grid):
            findings.add("empty_table", table=declared.name, file=grid.file, sheet=grid.sheet)
        if grid.header:
            parts.append(_sheet_draft(grid, declared, source, findings))
    if skipped:
        shown = shown_path(path, run.folder)
        findings.add("skipped_sheet", table=declared.name, file=shown, value=", ".join(skipped))
    draft = stacked(declared, parts)
    draft.rank = [0] * len(draft)
    return draft


def _is_about(grid: Grid, declared: Table, source: Source) -> bool:
    told = {name_key(header) for header in source.columns}
    return any(
        header_key(header) in declared.header_index or name_key(header) in told
        for header in grid.header
    )


def _sheet_draft(grid: Grid, declared: Table, source: Source, findings: Findings) -> Draft:
    titled = source.sheet == "*" and grid.sheet is not None and "rep_id" in declared.by_name
    fixed = {name for name, replaced in source.values.items() if "" in replaced}
    taken = {name for join in source.join for name in join.take.values()}
    elsewhere = fixed | taken | ({"rep_id"} if titled else set())
    found = column_map(grid, declared, source.columns, elsewhere=elsewhere)
    columns = [column.tolist() for column in grid.columns]
    draft = _draft_of(grid, declared, found, columns)
    if titled:
        title = [grid.sheet] * len(draft)
        cells = draft.cells.get("rep_id") or title
        draft.cells["rep_id"] = [c if written(c) else t for c, t in zip(cells, title, strict=True)]
    _refuse_long_rows(draft, grid, findings)
    _split_industry(draft, found)
    labels = {label: scaled(list(columns[i]), grid.header[i]) for i, label in found.months.items()}
    if not labels:
        return draft
    heads = {label: grid.header[i] for i, label in found.months.items()}
    return melted(draft, labels, heads, findings)


def _draft_of(grid: Grid, declared: Table, found: ColumnMap, columns: list[Any]) -> Draft:
    n = len(grid)
    draft = Draft(
        declared,
        file=[grid.file] * n,
        sheet=[grid.sheet] * n,
        row=grid.numbers.tolist(),
        rank=[0] * n,
        record=list(range(n)),
        n_read=n,
        listed=[None] * n,
    )
    for name, place in found.known.items():
        cells = list(columns[place])
        if declared.by_name[name].kind in _WITH_UNITS:
            cells = scaled(cells, grid.header[place])
        draft.cells[name] = cells
        draft.headers[name] = grid.header[place]
    draft.extras = {header: list(columns[place]) for header, place in found.extras.items()}
    return draft


def _refuse_long_rows(draft: Draft, grid: Grid, findings: Findings) -> None:
    """A text row with more cells than the header: its values may be shifted."""
    for position, cells in grid.long.items():
        draft.refuse(position, "long_row")
        draft.note(findings, "long_row", position, cells=cells, expected=len(grid.header))


def _split_industry(draft: Draft, found: ColumnMap) -> None:
    """`A科技/制造业` at its last `/`, where no column holds the industry."""
    tracked = draft.table.name == "activities" or found.combined
    if not tracked or "industry" in draft.cells or "customer" not in draft.cells:
        return
    pairs = [written(cell).replace("／", "/").rpartition("/") for cell in draft.cells["customer"]]
    draft.cells["customer"] = [before if slash else after for before, slash, after in pairs]
    draft.cells["industry"] = [after if slash else "" for _, slash, after in pairs]
    draft.headers["industry"] = draft.headers.get("customer", "industry")


def replace_values(
    draft: Draft, values: Mapping[str, Mapping[str, str]], *, among: set[str]
) -> None:
    """Put the run file's `values` in place of what is written.

    The written value `""` stands for a blank cell, also where the file lacks the
    column.
    """
    for name, replaced in values.items():
        if name not in among:
            continue
        by_key = {name_key(old): new for old, new in replaced.items()}
        if name not in draft.cells and "" not in by_key:
            continue
        draft.cells[name] = [
            by_key.get(name_key(written(cell)), cell) for cell in draft.column(name)
        ]


def _note_extras(draft: Draft, findings: Findings) -> None:
    if draft.extras:
        names = ", ".join(draft.extras)
        findings.add(
            "extra_columns", table=draft.table.name, file=draft.file[0] if draft.file else None,
            value=names, count=len(draft.extras),
        )  # fmt: skip
