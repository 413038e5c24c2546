"""The sheet of remarks a person labels: written once, read back as often as wanted."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

from salesreport.errors import InputError
from salesreport.language import LANGUAGES, Words, mark
from salesreport.lexicon import Labelled
from salesreport.spreadsheet import GREY, NAVY, PALE, Styles
from salesreport.workbooks.entryrules import quoted
from salesreport.workbooks.template import MADE_ON

N_REASONS = 3
"""Reasons that can be chosen for one remark."""

HEADER_ROW = 3
LONGEST = 2000
"""Characters of a remark that the sheet shows."""

TITLE = mark("Remarks on lost deals to label")
GUIDE = mark(
    "Read each remark and choose the reasons it names, whatever the report says; “{none}” where it "
    "names none. Leave a remark blank that you cannot judge. Then run the same command again."
)
NONE = mark("names no reason")
NUMBER = mark("No.")
REMARK = mark("Remark as written")
REASON = mark("Reason {n}")
_CHOICES = mark("Choices")


@dataclass(frozen=True)
class Filled:
    """A sheet read back: remarks labelled, and how many there are in all."""

    labelled: tuple[Labelled, ...]
    n_remarks: int


def label_sheet(remarks: Sequence[str], titles: dict[str, str], words: Words) -> bytes:
    """Workbook with one remark a row and drop-downs of reasons.

    Parameters
    ----------
    remarks : sequence of str
        Longer ones are cut. Text is never a formula or a link.
    titles : dict of str to str
        Name of each reason by id, in the language of the sheet.
    words : Words
    """
    stream = io.BytesIO()
    options: dict[str, Any] = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": words(TITLE), "created": MADE_ON})
        styles = Styles(book)
        page, choices = book.add_worksheet(words(TITLE)[:31]), book.add_worksheet(words(_CHOICES))
        items = [*titles.values(), words(NONE)]
        choices.write_column(0, 0, items)
        choices.set_column(0, 0, 40)
        _write_head(page, styles, words)
        for place, remark in enumerate(remarks):
            row = HEADER_ROW + 1 + place
            page.write_number(row, 0, place + 1, styles.make(align="center"))
            page.write_string(row, 1, shown(remark), styles.make(text_wrap=True, bg_color=PALE))
        last = HEADER_ROW + len(remarks)
        source = f"={quoted(words(_CHOICES))}!$A$1:$A${len(items)}"
        page.data_validation(HEADER_ROW + 1, 2, last, 1 + N_REASONS,
                             {"validate": "list", "source": source})  # fmt: skip
    return stream.getvalue()


def shown(remark: str) -> str:
    """A remark as the sheet holds it: cut, without control characters."""
    plain = "".join(sign for sign in remark if sign in "\n\t" or sign.isprintable())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def _write_head(page: Any, styles: Styles, words: Words) -> None:
    page.write_string(0, 0, words(TITLE), styles.make(bold=True, font_size=14))
    page.merge_range(1, 0, 1, 1 + N_REASONS, words(GUIDE, none=words(NONE)),
                     styles.make(text_wrap=True, bg_color=GREY))  # fmt: skip
    page.set_row(1, 48)
    head = styles.make(bold=True, bg_color=NAVY, font_color="#FFFFFF", align="center", border=1,
                       border_color="#FFFFFF")  # fmt: skip
    for place, text in enumerate(_headers(words)):
        page.write_string(HEADER_ROW, place, text, head)
    page.set_column(0, 0, 6)
    page.set_column(1, 1, 70)
    page.set_column(2, 1 + N_REASONS, 24)
    page.freeze_panes(HEADER_ROW + 1, 2)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)


def _headers(words: Words) -> list[str]:
    return [words(NUMBER), words(REMARK), *(words(REASON, n=n + 1) for n in range(N_REASONS))]


def read_labels(path: Path, ids: dict[str, str], words: Words) -> Filled:
    """Labels of a sheet that `label_sheet` wrote, in whichever language.

    Parameters
    ----------
    path : Path
    ids : dict of str to str
        Id of each reason by its names and by itself.
    words : Words
        Language of the errors.

    Raises
    ------
    InputError
        The file is no such sheet, or a cell holds what is no reason.
    """
    rows = _rows(path, words)
    none = {Words(language)(NONE) for language in LANGUAGES}
    labelled, n_remarks = [], 0
    for place, row in enumerate(rows, start=HEADER_ROW + 2):
        remark = str(row[1])
        if not remark:
            continue
        n_remarks += 1
        cells = [str(cell).strip() for cell in row[2 : 2 + N_REASONS]]
        said = [cell for cell in cells if cell]
        for column, cell in enumerate(cells, start=2):
            if cell and cell not in ids and cell not in none:
                raise _no_reason(cell, path, xl_rowcol_to_cell(place - 1, column), words)
        found = tuple(dict.fromkeys(ids[cell] for cell in said if cell in ids))
        if found and len(said) > sum(cell in ids for cell in said):
            raise InputError(
                words("a reason, and that it names none"),
                where=f"{path}, {xl_rowcol_to_cell(place - 1, 2)}",
                expected=words("reasons, or “{none}” alone", none=words(NONE)),
                remedy=words("delete one of them"),
                language=words.language,
            )
        if said:
            labelled.append(Labelled(remark, found))
    return Filled(tuple(labelled), n_remarks)


def _no_reason(cell: str, path: Path, place: str, words: Words) -> InputError:
    return InputError(
        words("“{cell}” is no reason of the list", cell=cell),
        where=f"{path}, {place}",
        expected=words("one of the sheet “{sheet}”", sheet=words(_CHOICES)),
        remedy=words("choose from the list of the cell"),
        language=words.language,
    )


def _rows(path: Path, words: Words) -> list[list[Any]]:
    """Rows below the headers, each as wide as those.

    Raises
    ------
    InputError
        The file is not a workbook, or not one of ours.
    """
    width = 2 + N_REASONS
    known = [_headers(Words(language)) for language in LANGUAGES]
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        raise _not_ours(path, words) from error
    wide = [[*row, *[""] * (width - len(row))][:width] for row in rows]
    if len(wide) <= HEADER_ROW or wide[HEADER_ROW] not in known:
        raise _not_ours(path, words)
    return wide[HEADER_ROW + 1 :]


def _not_ours(path: Path, words: Words) -> InputError:
    return InputError(
        words("this is no sheet of remarks to label"),
        where=str(path),
        expected=words("the workbook that `salesreport label` wrote, its rows and headers kept"),
        remedy=words("name another file by --out, or move this one away"),
        language=words.language,
    )
