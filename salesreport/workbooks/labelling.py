"""`salesreport label`: how well the lexicon reads a company's own remarks on lost deals."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from salesreport.display.labels import LOSS_REASONS
from salesreport.errors import OutputError, UsageError
from salesreport.intake import load_tables
from salesreport.language import LANGUAGES, Words, mark
from salesreport.lexicon import Lexicon, Precision, Weighed, folded, measured, suggestions
from salesreport.params import RunFile
from salesreport.placing import place_file
from salesreport.retrospective.lostreasons import REMARK, share_interval
from salesreport.retrospective.records import records
from salesreport.statistics import Interval
from salesreport.workbooks.labelnames import names_hidden
from salesreport.workbooks.labelreading import Filled, Remark, read_labels
from salesreport.workbooks.labelsheet import label_sheet, shown

N_REMARKS = 30
N_WRONG = 5
N_PHRASES = 10
N_CELLS = 8
"""Cells left out that are named."""

_PRECISION = mark(
    "Precision by wording: right in {part} of {whole} where the lexicon names a reason, {share} "
    "(likely between {low} and {high})."
)
_COVERAGE = mark(
    "Coverage by wording: reads {part} of {whole} where a remark names a reason, {share} (likely "
    "between {low} and {high})."
)
_PRECISION_OF_DEALS = mark(
    "Precision by deal, as the pages count: right in {part} of {whole}, {share} (likely between "
    "{low} and {high})."
)
_COVERAGE_OF_DEALS = mark(
    "Coverage by deal, as the pages count: reads {part} of {whole}, {share} (likely between {low} "
    "and {high})."
)
_LEFT_OUT = {
    "foreign": mark(
        "Left out, for no lost deal of this run has the remark (edited, added, other data?): "
        "{cells}."
    ),
    "repeated": mark("Left out, for the remark stands further up already: {cells}."),
    "unnamed": mark("Left out, for no remark stands beside the reasons: {cells}."),
    "unread": mark("Columns not read, for their header is none of the sheet's: {cells}."),
}


def label_remarks(run: RunFile, path: Path) -> list[str]:
    """Write the sheet of remarks to label, or read it back where it is there.

    The sheet holds 30 of the run's remarks on lost deals, each wording once, in an
    order that only their texts decide, and no name of a rep. A file that is there is
    read and never written; how well the lexicon reads is told by wording, and by deal
    where a wording stands on several. The deals' general notes are no remarks on losses.

    Parameters
    ----------
    run : RunFile
    path : Path
        The workbook, named `.xlsx`.

    Returns
    -------
    list of str
        What to tell the person, in the language of the run.

    Raises
    ------
    UsageError
        The file is not named `.xlsx`.
    InputError
        The run's tables cannot be read, or the file is no sheet of labels.
    OutputError
        The file cannot be written.
    """
    words = Words(run.languages[0])
    if path.suffix.lower() != ".xlsx":
        raise UsageError(
            words("the name does not end in .xlsx"),
            where=str(path),
            expected=words("a name such as {name}", name=f"{path.stem}.xlsx"),
            remedy=words("give it that ending"),
            language=words.language,
        )
    lost = _lost(run)
    remarks = _wordings(lost, run.lexicon)
    if path.exists():
        keys = {folded(text).text: one for text, one in remarks.items()}
        filled = read_labels(path, _ids(run.lexicon), keys, words)
        told = _result_lines(filled, run.lexicon, lost.hide, words)
        return [*told, *_phrase_lines(remarks, run, words)]
    if not remarks:
        return [words("No deal lost up to {day} has a remark: nothing can be labelled.",
                      day=words.date(run.as_of, year=True)),
                *_note_lines(lost, run.lexicon, words)]  # fmt: skip
    chosen = sampled(remarks)
    _place(path, label_sheet(chosen, _titles(run.lexicon, words), words), words)
    return [
        words("Written: {path}", path=path),
        words(
            "Remarks to label: {n} of {all} wordings, on {deals} lost deals. Choose the reasons "
            "each names, then run the same command again.",
            n=words.number(len(chosen)),
            all=words.number(len(remarks)),
            deals=words.number(sum(one.n_deals for one in remarks.values())),
        ),
        *_note_lines(lost, run.lexicon, words),
    ]


def lost_remarks(run: RunFile) -> dict[str, Remark]:
    """Remarks on deals lost up to the cut-off date, each wording once, reps' names hidden.

    Returns
    -------
    dict of str to Remark
        As it is shown, to what was written and how many deals have it; in the order of
        the deals.
    """
    return _wordings(_lost(run), run.lexicon)


@dataclass(frozen=True)
class _Lost:
    """Lost deals, and what hides the names of reps in a text."""

    deals: list[dict[str, Any]]
    hide: Callable[[str], str] = str


def _lost(run: RunFile) -> _Lost:
    tables = load_tables(run, partly=True).tables
    deals = tables.get("opportunities")
    if deals is None:
        return _Lost([])
    lost = deals[(deals["stage"] == "lost") & ~(deals["close_date"] > pd.Timestamp(run.as_of))]
    return _Lost([*records(lost)], names_hidden(tables, run.lexicon))


def _wordings(lost: _Lost, lexicon: Lexicon) -> dict[str, Remark]:
    found: dict[str, tuple[str, list[str]]] = {}
    for record in lost.deals:
        written = record.get(REMARK)
        if not lexicon.is_blank(written):
            text = shown(lost.hide(str(written)))
            found.setdefault(folded(text).text, (text, []))[1].append(str(written))
    return {text: Remark(every[0], len(every)) for text, every in found.values()}


def _note_lines(lost: _Lost, lexicon: Lexicon, words: Words) -> Iterator[str]:
    """How many lost deals have a general note and no remark, and what to do about it."""
    n = sum(
        lexicon.is_blank(one.get(REMARK)) and not lexicon.is_blank(one.get("note"))
        for one in lost.deals
    )
    if n:
        yield words.plural(
            "{n} lost deal has a general note and no remark on the loss. Notes are not read; "
            "where yours hold the reason, name their column lost_detail in the run file.",
            "{n} lost deals have a general note and no remark on the loss. Notes are not read; "
            "where yours hold the reason, name their column lost_detail in the run file.",
            n,
        )


def sampled(remarks: Iterable[str], n: int = N_REMARKS) -> list[str]:
    """Remarks in the order of their hashes, the first `n`: the same for the same remarks."""
    return sorted(remarks, key=lambda text: hashlib.sha256(text.encode()).hexdigest())[:n]


def _titles(lexicon: Lexicon, words: Words) -> dict[str, str]:
    """Name of each reason in a language; a company's own name first."""
    found = {}
    for reason in lexicon.reasons:
        own = lexicon.titles_of(reason)
        shipped = words(LOSS_REASONS[reason]) if reason in LOSS_REASONS else reason
        usual = next(iter(own.values()), shipped)
        found[reason] = own.get(words.language, usual)
    return found


def _ids(lexicon: Lexicon) -> dict[str, str]:
    """Id of each reason by its folded names in every language and by itself."""
    found = {
        folded(title).text: reason
        for language in LANGUAGES
        for reason, title in _titles(lexicon, Words(language)).items()
    }
    return found | {folded(reason).text: reason for reason in lexicon.reasons}


def _result_lines(
    filled: Filled, lexicon: Lexicon, hide: Callable[[str], str], words: Words
) -> Iterator[str]:
    n = len(filled.labelled)
    yield words(
        "Labelled: {n} of {all} remarks.", n=words.number(n), all=words.number(filled.n_remarks)
    )
    yield from _left_out_lines(filled, words)
    if not n:
        yield words("Choose at least one reason in the sheet, then run the same command again.")
        return
    found = measured(filled.labelled, lexicon)
    several = any(row.n_deals > 1 for row in filled.labelled)
    if found.n_named:
        yield _share(_PRECISION, found.n_right, found.n_named, found.precision_interval, words)
        if several:
            yield _share_of_deals(_PRECISION_OF_DEALS, found.named_deals, words)
    else:
        yield words("The lexicon names no reason in the labelled remarks: no precision.")
    if found.n_with_reason:
        yield _share(
            _COVERAGE, found.n_covered, found.n_with_reason, found.coverage_interval, words
        )
        if several:
            yield _share_of_deals(_COVERAGE_OF_DEALS, found.covered_deals, words)
    yield from _wrong_lines(found, lexicon, hide, words)


def _left_out_lines(filled: Filled, words: Words) -> Iterator[str]:
    """What of the sheet counts nowhere, by its cells."""
    for name, text in _LEFT_OUT.items():
        cells: tuple[str, ...] = getattr(filled, name)
        if cells:
            more = ["…"] if len(cells) > N_CELLS else []
            yield words(text, cells=words.join([*cells[:N_CELLS], *more]))


def _share_of_deals(text: str, found: Weighed, words: Words) -> str:
    interval = share_interval(found.part / found.whole, found.effective)
    return _share(text, found.part, found.whole, interval, words)


def _share(text: str, part: int, whole: int, interval: Interval, words: Words) -> str:
    return words(
        text,
        part=words.number(part),
        whole=words.number(whole),
        share=words.percent(part / whole, 0),
        low=words.percent(interval.low, 0),
        high=words.percent(interval.high, 0),
    )


def _wrong_lines(
    found: Precision, lexicon: Lexicon, hide: Callable[[str], str], words: Words
) -> Iterator[str]:
    titles = _titles(lexicon, words)
    for row, reason in found.wrong[:N_WRONG]:
        hit = next(h for h in lexicon.hits(row.remark) if h.reason == reason and not h.denied)
        yield words(
            "Read wrongly: “{words}” as {reason}.",
            words=hide(row.remark[hit.start : hit.end]),
            reason=titles[reason],
        )


def _phrase_lines(remarks: Iterable[str], run: RunFile, words: Words) -> Iterator[str]:
    found = suggestions(remarks, run.lexicon, most=N_PHRASES)
    if not found:
        yield words("No phrase is frequent among remarks that the lexicon does not read.")
        return
    yield words("Frequent in remarks that the lexicon does not read; add what names a reason to "
                "the file `lexicon:` of the run file:")  # fmt: skip
    for one in found:
        yield f"  {one.phrase} ({words.number(one.n_uncovered)})"


def _place(path: Path, content: bytes, words: Words) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        place_file(path, content)
    except OSError as error:
        raise OutputError(
            words("cannot write: {reason}", reason=error.strerror or error),
            where=str(path),
            expected=words("a folder and file this user may write to, not open elsewhere"),
            remedy=words("close the file, change the permissions or choose another folder"),
            language=words.language,
        ) from error
