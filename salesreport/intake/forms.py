"""Sheets of the workbook to fill in that no table reads, and tables whose sheet is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from salesreport.errors import InputError
from salesreport.intake.findings import Findings
from salesreport.mappings.model import read_mapping
from salesreport.params import RunFile
from salesreport.readers.grids import Grid, OpenFile
from salesreport.readers.opened import open_files
from salesreport.readers.timespans import span_label
from salesreport.sources import Source
from salesreport.tables import table
from salesreport.tables.script import header_key, name_key

_MAPPING = "template"
APART = ("填写说明", "填寫說明", "Guide", "下拉选项", "下拉選項", "Lists")
"""Sheets of the workbook that hold no table."""

PLAN_SHEETS = (
    "Basis of the shares", "Totals by month", "Other ways to split", "Action plan",
    "Changes and remarks", "份额依据", "份額依據", "各月合计", "各月合計", "其他拆分方式",
    "行动计划", "行動計劃", "变化与提示", "變化與提示",
)  # fmt: skip
"""Sheets of a target plan's workbook beside the targets; it has none of the others."""

_ALIKE = 0.6
"""Share of a sheet's headers that a table knows, from which on it is that table's."""


def note_form_sheets(run: RunFile, faults: Collection[str], findings: Findings) -> None:
    """Note what of a filled-in workbook is not read: a sheet renamed, added or gone.

    Parameters
    ----------
    faults : collection of str
        Tables of which a source cannot be read; their files are passed over.
    """
    by_path: dict[str, dict[str, Source]] = {}
    for entry, source in run.data.items():
        if source.form is not None and source.path is not None:
            by_path.setdefault(source.path, {})[entry] = source
    for sources in by_path.values():
        if any((source.table or entry) in faults for entry, source in sources.items()):
            continue
        any_source = next(iter(sources.values()))
        for file in open_files(any_source, run.folder):
            _note_sheets(file, any_source, sources, _titles(run), findings)


def _titles(run: RunFile) -> set[str]:
    """Titles the workbook may have, also of tables that the run file leaves out."""
    mapping = read_mapping(_MAPPING, run.folder)
    sheets = [source.sheet or "" for source in mapping.tables.values()]
    return {title for sheet in sheets for title in sheet.split("/")} | {*APART, *PLAN_SHEETS}


def _note_sheets(
    file: OpenFile,
    any_source: Source,
    sources: Mapping[str, Source],
    titles: set[str],
    findings: Findings,
) -> None:
    there = {name.strip() for name in file.names}
    asked = _by_sheet(sources)
    lacking = {sheet: of for sheet, of in asked.items() if there.isdisjoint(sheet.split("/"))}
    known = titles | {title for sheet in asked for title in sheet.split("/")}
    strays = [name for name in file.visible if name.strip() not in known]
    for grid in _readable(file, any_source, strays, findings):
        if not len(grid):
            continue
        meant = _meant(grid, lacking)
        tables = lacking.pop(meant, {})
        findings.add(
            "renamed_sheet" if meant else "stray_sheet", table=next(iter(tables), None),
            file=grid.file, sheet=grid.sheet, value=grid.sheet, meant=meant.replace("/", " / "),
            count=len(grid) - len(grid.listed),
        )  # fmt: skip
    main = {sheet for sheet in lacking if any(s.form == "main" for s in lacking[sheet].values())}
    if main and there.isdisjoint(PLAN_SHEETS):
        findings.add(
            "lacking_sheets", file=file.shown, count=len(main),
            value=", ".join(sheet.partition("/")[0] for sheet in asked if sheet in main),
        )  # fmt: skip


def _readable(
    file: OpenFile, any_source: Source, strays: Sequence[str], findings: Findings
) -> Iterator[Grid]:
    """Grids of sheets no table reads; one that cannot be read is said and stops nothing."""
    if not file.names:
        yield from file.grids(any_source).grids
    for name in strays:
        source = any_source.model_copy(update={"sheet": name, "columns": {}, "needed": True})
        try:
            yield from file.grids(source).grids
        except InputError as error:
            for problem in error.problems:
                findings.add_problem(problem, table=None, optional=True)


def _by_sheet(sources: Mapping[str, Source]) -> dict[str, dict[str, Source]]:
    """Sheet -> table -> source; one sheet may feed several tables."""
    found: dict[str, dict[str, Source]] = {}
    for entry, source in sources.items():
        found.setdefault(source.sheet or "", {})[source.table or entry] = source
    return found


def _meant(grid: Grid, lacking: Mapping[str, Mapping[str, Source]]) -> str:
    """The sheet that is gone and whose columns these are; empty where there is none."""
    shares = {sheet: _share(grid, tables) for sheet, tables in lacking.items()}
    best = max(shares, key=lambda sheet: shares[sheet], default="")
    return best if best and shares[best] >= _ALIKE else ""


def _share(grid: Grid, tables: Mapping[str, Source]) -> float:
    headers = [header for header in grid.header if header]
    words = {key for name in tables for key in table(name).header_index}
    words |= {
        header_key(name_key(told))
        for source in tables.values()
        for told in (*source.columns, *source.ignore)
    }
    wide = any(table(name).wide for name in tables)
    known = [h for h in headers if header_key(h) in words or (wide and span_label(h) is not None)]
    return len(known) / len(headers)
