"""What targets are of where no column says it: a title, a name, or a column of words."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

import numpy as np

from salesreport.cells import Coded
from salesreport.cells.plain import written
from salesreport.intake.findings import Findings
from salesreport.readers.grids import Grid
from salesreport.readers.subjects import stated_measure
from salesreport.tables import TABLES
from salesreport.tables.script import header_key, word_key

_HEADER = "指标"
"""Header of the column that is added; the table of targets knows it."""
_KINDS = frozenset(
    map(header_key, ("项目", "类别", "类型", "内容", "分类", "科目", "Item", "Type", "Category"))
)
_TARGET = re.compile(
    r"(?:.*(?:目标|任务|计划|预算)(?:值|额|数)?|targets?|quotas?|plan(?:ned)?|budget)"
)
_BARE = re.compile(
    r"(?:[年月季]度?|全年|个人)?(?:目标|任务|计划|预算)(?:值|额|数)?|targets?|quotas?|plan(?:ned)?|budget"
)
"""Words of a target that name no measure, and mean none of their own."""
_OTHER = re.compile(
    r".*(?:实际|完成|达成|实绩|差额|差异|缺口|占比|同比|环比|率)(?:值|额|数|率)?"
    r"|actuals?|completion|attainment|gap|variance|difference|%|rate"
)


def with_measure(grid: Grid, findings: Findings) -> Grid:
    """Sheet of targets with the column of measures it lacks, noted like a unit in a title.

    A column 项目 whose words are 目标 and 实际 tells which rows are targets, one of
    销售目标 and 回款目标 what they are of, in which a word that names no measure stays as it is
    (`unknown_measure` lists its rows); else the title, the sheet's or the file's name
    that names one known measure. Where none does, targets are of sales, which is said.
    """
    grid = _by_kind(grid, findings)
    measures = None if _HEADER in grid.header else _by_title(grid, findings)
    if measures is None:
        return grid
    width = len(grid.header)
    columns = [*grid.columns[:width], measures, *grid.columns[width:]]
    return replace(grid, header=(*grid.header, _HEADER), columns=columns)


def _by_title(grid: Grid, findings: Findings) -> Coded | None:
    names = [grid.sheet or "", PurePosixPath(grid.file).stem]
    known = TABLES["targets"].header_index
    headers = [h for h in grid.header if known.get(header_key(h), ("", 0))[0] == "value"]
    stated = stated_measure([*headers, *grid.titles], names)
    if stated is None:
        if len(grid):
            findings.add("assumed_measure", table="targets", file=grid.file, measure="bookings")
        return None
    measure, told = stated
    if measure == "bookings":
        return None
    findings.add(
        "measure_of_title", table="targets", file=grid.file, sheet=grid.sheet, value=told,
        measure=measure, line=f'{{measure: {{"": {measure}}}}}',
    )  # fmt: skip
    return Coded.repeated(measure, len(grid))


def _by_kind(grid: Grid, findings: Findings) -> Grid:
    """Sheet without the rows that are no targets; the words of a measure as a column of it."""
    for place, header in enumerate(grid.header):
        if header_key(header) in _KINDS:
            words = {written(cell) for cell in grid.columns[place].distinct} - {""}
            kinds = {word: _kind(word) for word in words}
            told = "" not in kinds.values() and "target" in kinds.values()
            told |= any(map(_is_measure, words))
            return _of_kinds(grid, place, kinds, findings) if told else grid
    return grid


def _of_kinds(grid: Grid, place: int, kinds: dict[str, str], findings: Findings) -> Grid:
    cells = grid.columns[place]
    others = cells.where(lambda cell: kinds.get(written(cell)) == "other")
    left_out = [row for row in np.flatnonzero(others).tolist() if row not in grid.listed]
    if left_out:
        findings.add(
            "not_selected", table="targets", file=grid.file, sheet=grid.sheet,
            column=grid.header[place], count=len(left_out),
            value=", ".join(sorted(word for word, kind in kinds.items() if kind == "other")),
        )  # fmt: skip
    targets = [word for word, kind in kinds.items() if kind != "other"]
    names = {word: found[0] for word in targets if (found := stated_measure([], [word]))}
    if names or any(map(_is_measure, kinds)):
        own = [word for word in targets if not _BARE.fullmatch(word_key(word))]
        names = dict(zip(own, own, strict=True)) | names
    headers, columns = [*grid.header], [*grid.columns]
    headers[place] = _HEADER if names else ""
    columns[place] = cells.map(lambda cell: names.get(written(cell), ""))
    listed = {**grid.listed, **dict.fromkeys(left_out, "not_selected")}
    return replace(grid, header=tuple(headers), columns=columns, listed=listed)


def _kind(word: str) -> str:
    key = word_key(word)
    if _OTHER.fullmatch(key) and not _TARGET.fullmatch(key):
        return "other"
    return "target" if _TARGET.fullmatch(key) or stated_measure([], [word]) else ""


def _is_measure(word: str) -> bool:
    """Whether a word is a measure's name or its target, not a project's that has it in it."""
    named = TABLES["targets"].by_name["measure"].choice_keys.get(word_key(word))
    stated = stated_measure([], [word]) and _TARGET.fullmatch(word_key(word))
    return bool(stated) or named not in (None, "completion")
