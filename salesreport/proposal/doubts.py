"""What a proposal says of words, days and rows it had to make something of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from salesreport.display.labels import TABLES, header_word, label
from salesreport.language import Words
from salesreport.proposal.fiscal import FiscalYear
from salesreport.proposal.reads import ENOUGH_READ, Read
from salesreport.proposal.remarks import Remark, shown
from salesreport.proposal.stacking import Entry, Guess
from salesreport.tables import TABLES as TABLE_COLUMNS


def guessed(entry: Entry) -> Iterable[Remark]:
    """Words of the company's own: what they are taken for, and those nothing tells of."""
    for column in dict.fromkeys(guess.column for guess in entry.guesses):
        own = [guess for guess in entry.guesses if guess.column == column]
        placed = [guess for guess in own if guess.choice]
        if placed:
            yield _placed(entry, column, placed)
        if len(placed) < len(own):
            yield _unplaced(entry, column, [guess for guess in own if not guess.choice])


def _placed(entry: Entry, column: str, guesses: Sequence[Guess]) -> Remark:
    choices = {choice.name: choice for choice in TABLE_COLUMNS[entry.table].by_name[column].choices}

    def said(words: Words) -> str:
        pairs = (
            words("“{word}” as “{choice}” ({n})", word=guess.word,
                  choice=choices[guess.choice].words[words.language][0],
                  n=words.number(guess.count))
            for guess in guesses
        )  # fmt: skip
        return words(
            "{place}: words of “{column}” that no table knows are taken as follows, with the rows "
            "they stand in; correct “values” in the run file where that is wrong: {pairs}",
            place=shown(entry, words), column=header_word(entry.table, column, words),
            pairs=words.join(pairs),
        )  # fmt: skip

    return said


def _unplaced(entry: Entry, column: str, guesses: Sequence[Guess]) -> Remark:
    return lambda words: words(
        "{place}: nothing tells what these words of “{column}” mean, and they are not used; place "
        "them in the line below the entry in the run file: {words}",
        place=shown(entry, words), column=header_word(entry.table, column, words),
        words=words.join(
            words("“{word}” ({n})", word=guess.word, n=words.number(guess.count))
            for guess in guesses
        ),
    )  # fmt: skip


def cut_off(day: date) -> Remark:
    """The exports end before the period does, by a file's name."""
    return lambda words: words(
        "as_of: {day} is taken from the files' names as the day of the export; correct it if the "
        "files hold later days",
        day=words.date(day),
    )


def fiscal_year(year: FiscalYear, other: FiscalYear | None) -> Remark:
    """The fiscal year begins in another month than January, or two tables say two months."""
    if other is None:
        return lambda words: words(
            "fiscal_year_start: {month} is taken from the months of {place}; correct it if the "
            "fiscal year begins in another month",
            month=year.start, place=shown(year.entry, words),
        )  # fmt: skip
    return lambda words: words(
        "fiscal_year_start: the twelve months of {place} begin in month {month}, those of {other} "
        "in month {other_month}; 1 is assumed, correct it if the fiscal year begins in another",
        month=year.start, place=shown(year.entry, words),
        other_month=other.start, other=shown(other.entry, words),
    )  # fmt: skip


def not_in_run(entry: Entry, line: str) -> Remark:
    """A file of the exports that the run file, which stood there, does not read."""
    return lambda words: words(
        "the run file does not read {place}, which looks like {table}; to read it, add below "
        "“data”: {line}",
        place=shown(entry, words), table=label(TABLES, entry.table, words), line=line,
    )  # fmt: skip


def partly_read(read: Sequence[Read]) -> Iterable[Remark]:
    """Tables of own history of which rows are left out, so that goalposts rest on the others."""
    yield from map(_partly_read, read)


def _partly_read(read: Read) -> Remark:
    if read.share < ENOUGH_READ:
        return lambda words: words(
            "goalposts: only {share} of the rows of the table {table} can be used ({used} of "
            "{of}), so that none are proposed; say in the run file what its words mean, mend what "
            "is listed, then run the same init again: it reads the run file as you leave it",
            **_shares(read, words),
        )
    return lambda words: words(
        "goalposts and grades: from {share} of the rows of the table {table} ({used} of {of}), "
        "since the others have errors; once these are mended, in the run file or in the files, run "
        "the same init again and compare",
        **_shares(read, words),
    )


def _shares(read: Read, words: Words) -> dict[str, str]:
    return {
        "share": words.percent(read.share), "table": label(TABLES, read.table, words),
        "used": words.number(read.used), "of": words.number(read.of),
    }  # fmt: skip
