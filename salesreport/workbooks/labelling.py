"""`salesreport label`: how well the lexicon reads a company's own remarks on lost deals."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from salesreport.display.labels import LOSS_REASONS
from salesreport.errors import OutputError, UsageError
from salesreport.intake import load_tables
from salesreport.language import LANGUAGES, Words, mark
from salesreport.lexicon import Lexicon, Precision, folded, measured, suggestions
from salesreport.params import RunFile
from salesreport.placing import place_file
from salesreport.retrospective.records import records
from salesreport.workbooks.labelsheet import Filled, label_sheet, read_labels, shown

N_REMARKS = 30
N_WRONG = 5
N_PHRASES = 10
_COLUMNS = ("lost_detail", "note")
_SHORTEST_NAME = 2
_PRECISION = mark(
    "Precision: right in {part} of {whole} where the lexicon names a reason, {share} (likely "
    "between {low} and {high})."
)
_COVERAGE = mark(
    "Coverage: reads {part} of {whole} where a remark names a reason, {share} (likely between "
    "{low} and {high})."
)


def label_remarks(run: RunFile, path: Path) -> list[str]:
    """Write the sheet of remarks to label, or read it back where it is there.

    The sheet holds 30 of the run's remarks on lost deals, each wording once, in an
    order that only their texts decide, and no name of a rep. A file that is there is
    read and never written.

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
    remarks = lost_remarks(run)
    if path.exists():
        filled = read_labels(path, _ids(run.lexicon), words)
        return [*_result_lines(filled, run.lexicon, words), *_phrase_lines(remarks, run, words)]
    if not remarks:
        return [words("No deal lost up to {day} has a remark: nothing can be labelled.",
                      day=words.date(run.as_of, year=True))]  # fmt: skip
    chosen = sampled(remarks)
    _place(path, label_sheet(chosen, _titles(run.lexicon, words), words), words)
    return [
        words("Written: {path}", path=path),
        words(
            "Remarks to label: {n} of {all}. Choose the reasons each names, then run the same "
            "command again.",
            n=words.number(len(chosen)),
            all=words.number(len(remarks)),
        ),
    ]


def lost_remarks(run: RunFile) -> list[str]:
    """Remarks on deals lost up to the cut-off date, each wording once, reps' names hidden.

    A deal's `lost_detail`; its note where that says nothing.
    """
    tables = load_tables(run, partly=True).tables
    deals = tables.get("opportunities")
    if deals is None:
        return []
    lost = deals[(deals["stage"] == "lost") & ~(deals["close_date"] > pd.Timestamp(run.as_of))]
    hide = _hider(_names(tables))
    found: dict[str, str] = {}
    for record in records(lost):
        text = _remark(record, run.lexicon)
        if text is not None:
            found.setdefault(folded(text).text, shown(hide(text)))
    return list(found.values())


def sampled(remarks: Iterable[str], n: int = N_REMARKS) -> list[str]:
    """Remarks in the order of their hashes, the first `n`: the same for the same remarks."""
    return sorted(remarks, key=lambda text: hashlib.sha256(text.encode()).hexdigest())[:n]


def _remark(record: dict[str, Any], lexicon: Lexicon) -> str | None:
    texts = (record.get(column) for column in _COLUMNS)
    return next((str(text) for text in texts if not lexicon.is_blank(text)), None)


def _names(tables: Mapping[str, pd.DataFrame]) -> set[str]:
    """Names of reps as the tables of people and of aliases write them."""
    reps, aliases = tables.get("reps"), tables.get("aliases")
    found = set() if reps is None else set(reps["name"].dropna())
    if aliases is not None:
        found |= set(aliases.loc[aliases["kind"] == "rep", "written"].dropna())
    return {str(name) for name in found}


def _hider(names: set[str]) -> Callable[[str], str]:
    """Function that puts `…` for every name of a rep in a text."""
    long = sorted((n for n in names if len(n) >= _SHORTEST_NAME), key=lambda n: (-len(n), n))
    if not long:
        return str
    pattern = re.compile("|".join(map(re.escape, long)), re.IGNORECASE)
    return lambda text: pattern.sub("…", text)


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
    """Id of each reason by its names in every language and by itself."""
    found = {
        title: reason
        for language in LANGUAGES
        for reason, title in _titles(lexicon, Words(language)).items()
    }
    return found | {reason: reason for reason in lexicon.reasons}


def _result_lines(filled: Filled, lexicon: Lexicon, words: Words) -> Iterator[str]:
    n = len(filled.labelled)
    yield words(
        "Labelled: {n} of {all} remarks.", n=words.number(n), all=words.number(filled.n_remarks)
    )
    if not n:
        yield words("Choose at least one reason in the sheet, then run the same command again.")
        return
    found = measured(filled.labelled, lexicon)
    if found.n_named:
        yield _share(
            _PRECISION,
            found.n_right, found.n_named, found.precision_interval, words,
        )  # fmt: skip
    else:
        yield words("The lexicon names no reason in the labelled remarks: no precision.")
    if found.n_with_reason:
        yield _share(
            _COVERAGE,
            found.n_covered, found.n_with_reason, found.coverage_interval, words,
        )  # fmt: skip
    yield from _wrong_lines(found, lexicon, words)


def _share(text: str, part: int, whole: int, interval: Any, words: Words) -> str:
    return words(
        text,
        part=words.number(part),
        whole=words.number(whole),
        share=words.percent(part / whole, 0),
        low=words.percent(interval.low, 0),
        high=words.percent(interval.high, 0),
    )


def _wrong_lines(found: Precision, lexicon: Lexicon, words: Words) -> Iterator[str]:
    titles = _titles(lexicon, words)
    for row, reason in found.wrong[:N_WRONG]:
        hit = next(h for h in lexicon.hits(row.remark) if h.reason == reason and not h.denied)
        yield words(
            "Read wrongly: “{words}” as {reason}.",
            words=row.remark[hit.start : hit.end],
            reason=titles[reason],
        )


def _phrase_lines(remarks: list[str], run: RunFile, words: Words) -> Iterator[str]:
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
