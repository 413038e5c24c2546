"""What a proposal says to the person who asked for it, in any of the languages.

A remark is worded when it is shown: the language of a folder is known only once it
has been read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from textwrap import shorten

from salesreport.display.causes import causes
from salesreport.display.labels import GRADES, MEASURES, TABLES, header_word, label
from salesreport.display.problems import problem_message
from salesreport.errors import SalesReportError
from salesreport.language import Words, mark
from salesreport.periods import Period
from salesreport.problems import Problem
from salesreport.proposal.folder import Contents, Sheet, headers_of
from salesreport.proposal.known import KnownExport
from salesreport.proposal.recognition import Match, Reason
from salesreport.proposal.stacking import Entry

Remark = Callable[[Words], str]

MAX_TOLD = 12
MAX_SEEN = 90
_NAMED = 6

REASONS = {
    "alike": mark("it is nearly “{word}”"),
    "amounts": mark("its cells are amounts"),
    "days": mark("its cells are days"),
    "names": mark("it holds the reps' names"),
    "choices": mark("it holds such words"),
}
"""Why a header is taken as a column."""


def place_of(sheet: Sheet, words: Words) -> str:
    """File and sheet, or table of a database."""
    return _place(sheet.path, sheet.title or None, words, in_database=sheet.relation is not None)


def shown(entry: Entry, words: Words) -> str:
    """File and sheet, or table of a database, of an entry of the run file."""
    if entry.sheet == "*":
        return words("{file}, every sheet", file=entry.path.name)
    return _place(entry.path, entry.title, words, in_database=entry.relation is not None)


def _place(path: Path, title: str | None, words: Words, *, in_database: bool) -> str:
    if title is None:
        return path.name
    if in_database:
        return words("{file}, database table {name}", file=path.name, name=title)
    return words("{file}, sheet {sheet}", file=path.name, sheet=title)


def read_as(entry: Entry, words: Words) -> str:
    """Table, file and sheet of an entry of the run file."""
    table = label(TABLES, entry.table, words)
    return words("{table}: {place}", table=table, place=shown(entry, words))


def why(error: SalesReportError, words: Words) -> str:
    """What an error says, by its problems where it has any."""
    return _said(getattr(error, "problems", ()), words) or error.what


def _said(problems: Iterable[Problem], words: Words) -> str:
    serious = [problem for problem in problems if problem.severity == "error"]
    said = dict.fromkeys(problem_message(problem, words) for problem in serious)
    return words.sentences(list(said)[:_NAMED])


def left_aside(contents: Contents) -> Iterable[Remark]:
    """Files that could not be opened, hold no header, or are of a kind that holds no table."""
    yield from (_unread(place, error) for place, error in contents.unread)
    yield from (_blank(path) for path in contents.blank)
    if contents.passed_over:
        yield _passed_over(contents.passed_over)


def _unread(place: str, error: SalesReportError) -> Remark:
    return lambda words: words("not read: {place}: {reason}", place=place, reason=why(error, words))


def _blank(path: Path) -> Remark:
    return lambda words: words("not used: {place}: no header and rows in it", place=path.name)


def _passed_over(paths: Sequence[Path]) -> Remark:
    names = [path.name for path in paths[:_NAMED]] + ["…"] * (len(paths) > _NAMED)
    return lambda words: words(
        "not looked at, since no table is kept in such files: {files}", files=words.join(names)
    )


def unused(
    matches: Iterable[tuple[Sheet, Match | None]], known: KnownExport | None
) -> Iterable[Remark]:
    """Sheets that are none of the tables; those beside a mapping's files in one line."""
    beside = []
    for sheet, match in matches:
        if match is None and known is not None and sheet.path.parent == known.folder:
            beside.append(sheet.path.name)
        elif match is None or match.missing:
            yield _unused(sheet, match)
    if known is not None and beside:
        yield lambda words: words(
            "not read by the mapping {name}, and none of the tables: {files}",
            name=known.name, files=words.join(dict.fromkeys(beside)),
        )  # fmt: skip


def _unused(sheet: Sheet, match: Match | None) -> Remark:
    seen = shorten(", ".join(headers_of(sheet)[:8]), MAX_SEEN, placeholder=" ...")
    if match is None:
        return lambda words: words(
            "not used: {place}: no table has such headers ({seen})",
            place=place_of(sheet, words), seen=seen,
        )  # fmt: skip
    return lambda words: words(
        "not used: {place}: looks like the table {table}, but no header is {lacks} ({seen})",
        place=place_of(sheet, words),
        table=label(TABLES, match.table, words),
        lacks=words.join(header_word(match.table, name, words) for name in match.missing),
        seen=seen,
    )


def without_rows(sheets: Iterable[Sheet]) -> Iterable[Remark]:
    """Tables of databases that hold no row, in one line a database."""
    names: dict[str, list[str]] = {}
    for sheet in sheets:
        names.setdefault(sheet.path.name, []).append(sheet.title)
    return [_without_rows(file, titles) for file, titles in names.items()]


def _without_rows(file: str, titles: Sequence[str]) -> Remark:
    shown_names = [*titles[:_NAMED], *["…"] * (len(titles) > _NAMED)]
    return lambda words: words(
        "not used: {file}: database tables without a row: {names}",
        file=file, names=words.join(shown_names),
    )  # fmt: skip


def views(matches: Iterable[Match]) -> Iterable[Remark]:
    """Views whose rows the database's own tables hold."""
    return [_view(match) for match in matches]


def _view(match: Match) -> Remark:
    return lambda words: words(
        "not used: {place}: a view; {table} is read from a table of the same database",
        place=place_of(match.sheet, words), table=label(TABLES, match.table, words),
    )  # fmt: skip


def twice(entries: Iterable[Entry]) -> Iterable[Remark]:
    """Tables of one database that are read as the same table."""
    found: dict[tuple[Path, str], list[str]] = {}
    for entry in entries:
        if entry.relation is not None:
            found.setdefault((entry.path, entry.table), []).append(entry.relation.name)
    return [_twice(p.name, table, names) for (p, table), names in found.items() if len(names) > 1]


def _twice(file: str, table: str, names: Sequence[str]) -> Remark:
    return lambda words: words(
        "{file}: each of {names} is read as {table}; take out what does not count",
        file=file, names=words.join(names), table=label(TABLES, table, words),
    )  # fmt: skip


def odd(entry: Entry, problems: Sequence[Problem]) -> Remark:
    """A recognised file that cannot be read as its table."""
    return lambda words: words(
        "not used: {place}: {reason}",
        place=shown(entry, words),
        reason=_said(problems, words),
    )


def together(error: SalesReportError) -> Remark:
    """Files each of which is recognised and that cannot be read together."""
    return lambda words: why(error, words)


def taken(entry: Entry) -> Iterable[Remark]:
    """Headers that are taken as a column, and another table the files could be."""
    for header, name in entry.columns.items():
        reason = next(m.why[header] for m in entry.matches if header in m.columns)
        yield _header(entry, header, name, reason)
    other = next((match.other for match in entry.matches if match.other), "")
    if other:
        yield lambda words: words(
            "{place}: read as {table}; it could also be {other}",
            place=shown(entry, words),
            table=label(TABLES, entry.table, words),
            other=label(TABLES, other, words),
        )


def _header(entry: Entry, header: str, name: str, reason: Reason) -> Remark:
    key, alike = reason
    return lambda words: words(
        "{place}: “{header}” is taken as “{column}”: {reason}",
        place=shown(entry, words),
        header=header,
        column=header_word(entry.table, name, words),
        reason=words(REASONS[key], word=alike),
    )


def of_mapping(known: KnownExport) -> Iterable[Remark]:
    """The remarks of a shipped mapping; of published data sets in English."""
    yield from (_of_mapping(known.name, remark) for remark in known.remarks)
    if known.left_out:
        yield lambda words: words(
            "{name}: without rows in this database and so left out: {tables}",
            name=known.name, tables=words.join(known.left_out),
        )  # fmt: skip


def _of_mapping(name: str, remark: str) -> Remark:
    return lambda words: words("{name}: {remark}", name=name, remark=words(remark))


def time_zone(zone: str) -> Remark:
    """The time zone is assumed."""
    return lambda words: words("time zone: {zone} is assumed", zone=zone)


def holidays(country: str) -> Remark:
    """The country whose days off and worked weekends count is assumed."""
    return lambda words: words(
        "holidays: the public calendar of {country} is assumed, with its days worked in "
        "exchange; take the line out, or list your own days off, if the company keeps others",
        country=country,
    )


def currency(code: str) -> Remark:
    """The currency is assumed."""
    return lambda words: words(
        "currency: {currency} is assumed; no table names the report's own", currency=code
    )


def dated_by(period: Period, table: str | None, column: str | None) -> Remark:
    """The month is taken from something that says little about it."""
    if table is None or column is None:
        return lambda words: words(
            "period: {period} is taken from the files' names; correct it if it is another",
            period=words.period(period.label),
        )
    return lambda words: words(
        "period: {period} is taken from “{column}” of the table {table}; correct it if it is "
        "another",
        period=words.period(period.label),
        column=header_word(table, column, words),
        table=label(TABLES, table, words),
    )


def aliases(n: int) -> Remark:
    """Spellings are proposed."""
    return lambda words: words.plural(
        "aliases: {n} spelling may be the same name; look through {file}, then take the # "
        "before its line in the run file away",
        "aliases: {n} spellings may be the same name; look through {file}, then take the # "
        "before its line in the run file away",
        n, file="params/aliases-proposed.csv",
    )  # fmt: skip


def roles(name: str) -> Remark:
    """Roles are proposed."""
    return lambda words: words(
        "roles: no table gives them; {file} proposes them from who sold to new customers; copy "
        "what is right into your table of people",
        file=f"params/{name}",
    )


def unweighted(left_out: Mapping[str, int], n_values: int) -> Iterable[Remark]:
    """Measures of the template that get no weight, and why."""
    if not n_values:
        yield lambda words: words(
            "weights: there is no history to go by, so that completion has all the weight"
        )
    elif left_out:
        yield lambda words: words(
            "weights: known in too few of the {of} person-months to be weighted, their weight "
            "shared out over the others: {measures}",
            of=n_values,
            measures=words.join(f"{label(MEASURES, m, words)} {n}" for m, n in left_out.items()),
        )


def errors(problems: Sequence[Problem]) -> Iterable[Remark]:
    """Errors of the data, by cause."""
    if problems:
        yield lambda words: words(
            "the data has errors to mend: {errors}", errors=_counted(problems, words)
        )


def _counted(problems: Sequence[Problem], words: Words) -> str:
    found = causes(problems, words)
    told = [f"{words.number(cause.size)} × {cause.message(words)}" for cause in found[:MAX_TOLD]]
    return " ".join([*told, *["…"] * (len(found) > MAX_TOLD)])


def grades_text(grades: Mapping[str, int], words: Words) -> str:
    """Grades with how often each was given."""
    return words.join(f"{label(GRADES, name, words)} {n}" for name, n in grades.items())
