"""The run file of the next period, cloned with its comments and its layout."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from salesreport.display.labels import TABLES, label
from salesreport.errors import OutputError, UsageError
from salesreport.filenames import argument
from salesreport.language import LANGUAGES, Words
from salesreport.params import RunFile, load_run
from salesreport.periods import Period
from salesreport.placing import place_file
from salesreport.proposal.languages import language_of
from salesreport.runsettings import RunSettings
from salesreport.yamlfile import checked, read_yaml

_KEY = (
    r"^(?P<head>{key}[ \t]*:[ \t]*)(?P<quote>[\"']?)(?P<value>[^#\"'\r\n]+?)(?P=quote)"
    r"(?P<tail>[ \t]*(?:#.*)?)(?=\r?$)"
)
_PATH = re.compile(r"(?P<head>\bpath[ \t]*:[ \t]*)(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^,}#\n]+)")


@dataclass(frozen=True)
class NextRun:
    """A run file for the period after another one's.

    Attributes
    ----------
    path : Path
        Where it stands now.
    period : str
        Its period.
    language : str
        The run's first language, in which all is said.
    changed : tuple of str
        `key: old -> new`, a line each.
    look_at : tuple of str
        What only a person can settle: files not there yet, a policy of the last
        quarter.
    """

    path: Path
    period: str
    language: str
    changed: tuple[str, ...]
    look_at: tuple[str, ...]

    def lines(self) -> list[str]:
        """What to tell the person who asked, a line each."""
        words = Words(self.language)
        lines = [words("Written: {path}", path=self.path)]
        lines += [f"  {line}" for line in self.changed]
        if self.look_at:
            lines += [words("Please look:"), *(f"  - {line}" for line in self.look_at)]
        return [
            *lines,
            words("Next: {command}", command=f"salesreport check {argument(self.path)}"),
        ]


def next_run(path: str | Path) -> NextRun:
    """Write the run file of the next month, quarter or year beside the given one.

    The period moves on; `as_of`, `finance_as_of` and `answer_by`, where stated, keep their
    distance from the period's end; a final run begins again as a draft, as version 1; months in
    names of data files move on (`商机_2024-03.xlsx`, `3月`). All else, comments
    too, stays as it is.

    Raises
    ------
    UsageError
        It is a folder.
    OutputError
        A file of that name stands there, or the folder cannot be written.
    SourceFileError, ParameterError
        The run file cannot be used.
    """
    _refuse_folder(Path(path))
    run = load_run(path)
    words = Words(run.languages[0])
    period = run.period.next()
    settings = checked(RunSettings, read_yaml(run.path), path=run.path)
    label = in_style(period, str(settings.period))
    target = run.path.with_name(_next_name(run, str(settings.period), period, label))
    if target.exists():
        raise OutputError(
            words("the next run file stands there already"),
            where=str(target),
            expected=words("no file of that name, so that nothing of yours is overwritten"),
            remedy=words("go on with it, or move it away"),
            language=words.language,
        )
    text = run.path.read_bytes().decode("utf-8")  # line ends too stay as they are
    text, changed = _moved_keys(text, run, period, label)
    text, paths = _moved_paths(text, run, period)
    text, books = _with_books(text, run, settings)
    try:
        place_file(target, text.encode("utf-8"))
    except OSError as error:
        raise OutputError(
            words("cannot write: {reason}", reason=error.strerror),
            where=str(target),
            expected=words("a folder this user may write to"),
            remedy=words("change its permissions"),
            language=words.language,
        ) from error
    made = checked(RunSettings, read_yaml(target), path=target)
    look_at = tuple(_look_at(run, made, period, words))
    return NextRun(target, label, words.language, (*changed, *paths, *books), look_at)


def _refuse_folder(path: Path) -> None:
    if not path.is_dir():
        return
    held = [*sorted(path.glob("*.yaml")), *sorted(path.glob("params/*.yaml"))]
    words = Words(_language(held) or language_of((), path))
    names = words.join(file.relative_to(path).as_posix() for file in held)
    raise UsageError(
        words("this is a folder"),
        where=str(path),
        expected=words("a run file, which ends in .yaml"),
        remedy=words("name one of {files}", files=names)
        if held
        else words("make one with “salesreport init”"),
        language=words.language,
    )


def _language(files: Iterable[Path]) -> str:
    """First language that the run files of a folder name; empty without one."""
    key = re.compile(_KEY.format(key="language"), re.MULTILINE)
    texts = (file.read_text(encoding="utf-8", errors="replace") for file in files)
    named = (word for text in texts for match in key.finditer(text)
             for word in re.findall(r"\w+", match["value"]))  # fmt: skip
    return next((word for word in named if word in LANGUAGES), "")


def in_style(period: Period, written: str) -> str:
    """Label of a period as another was written: `FY2024` or `FY2023/24`.

    Examples
    --------
    >>> second = Period.parse("FY2024-Q2", fiscal_year_start=10)
    >>> in_style(second.next(), "FY2024-Q2"), in_style(second.next(), "FY2023/24-Q2")
    ('FY2024-Q3', 'FY2023/24-Q3')
    """
    both = re.fullmatch(r"FY(?P<year>\d{4})/\d\d(?P<rest>.*)", period.label)
    if both is None or "/" in written:
        return period.label
    year = int(both["year"]) + (period.fiscal_year_label == "end")
    return f"FY{year}{both['rest']}"


def _next_name(run: RunFile, written: str, period: Period, label: str) -> str:
    """Name of the run file with the period in it replaced; without one that is put behind."""
    of_files = {old.replace("/", "-"): new.replace("/", "-")
                for old, new in ((written, label), *_spellings(run.period, period))}  # fmt: skip
    for old, new in of_files.items():
        name, n = _put(run.name, old, new)
        if n:
            return name + run.path.suffix
    return f"{run.name}-{label.replace('/', '-')}{run.path.suffix}"


def _moved_keys(text: str, run: RunFile, period: Period, label: str) -> tuple[str, list[str]]:
    changed = []
    ends = run.period.last, period.last
    days = {
        "as_of": run.as_of, "finance_as_of": run.finance_as_of, "answer_by": run.answer_by,
    }  # fmt: skip
    values = {"period": label, "status": "draft", "version": "1"}
    values |= {key: _kept_distance(day, *ends).isoformat() for key, day in days.items()}
    for key, value in values.items():
        pattern = re.compile(_KEY.format(key=key), re.MULTILINE)
        match = pattern.search(text)
        if match is None or match["value"].strip() == value:
            continue
        new = f"{match['head']}{match['quote']}{value}{match['quote']}{match['tail']}"
        text = text[: match.start()] + new + text[match.end() :]
        changed.append(f"{key}: {match['value'].strip()} -> {value}")
    return text, changed


def _kept_distance(day: date, old_end: date, new_end: date) -> date:
    return new_end + (day - old_end)


def _moved_paths(text: str, run: RunFile, period: Period) -> tuple[str, list[str]]:
    changed: list[str] = []

    def moved(match: re.Match[str]) -> str:
        old = match["value"]
        new = moved_name(old, run.period, period)
        if new != old:
            changed.append(f"path: {_bare(old)} -> {_bare(new)}")
        return match["head"] + new

    return _PATH.sub(moved, text), changed


def _with_books(text: str, run: RunFile, settings: RunSettings) -> tuple[str, list[str]]:
    """The run file with the folder of its books of plans named, so that the next one has it.

    Where it names none the folder follows from its own name, which is another now.
    """
    if settings.plan_books is not None:
        return text, []
    try:
        folder = Path(os.path.relpath(run.plan_books, run.folder)).as_posix()
    except ValueError:  # another drive on Windows
        folder = run.plan_books.as_posix()
    line = f"plan_books: {json.dumps(folder, ensure_ascii=False)}"
    end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if text.endswith("\n") or not text else end
    return f"{text}{gap}{line}{end}", [line]


def _bare(value: str) -> str:
    return value.strip().strip("\"'")


def moved_name(name: str, old: Period, new: Period) -> str:
    """File name with the last month it speaks of moved on.

    Only a month with its year, or `3月` standing alone, is a month; a year alone
    (`targets_2024.csv`) moves with the year.

    Examples
    --------
    >>> march, april = Period.parse("2024-03"), Period.parse("2024-04")
    >>> moved_name("商机_202403.xlsx", march, april), moved_name("跟踪3月.xlsx", march, april)
    ('商机_202404.xlsx', '跟踪4月.xlsx')
    """
    for before, after in (*_spellings(old, new), *_years(old, new)):
        found, n = _put(name, before, after)
        if n:
            return found
    return name


def _put(name: str, before: str, after: str) -> tuple[str, int]:
    """A name with a period in it replaced, and how often."""
    return re.subn(rf"(?<!\d)(?<!FY){re.escape(before)}(?!\d)", after, name)


def _spellings(old: Period, new: Period) -> Iterable[tuple[str, str]]:
    """How names of files write a period, and the next one in the same way."""
    yield old.label, new.label
    if old.kind in ("quarter", "year"):
        yield from zip(_short(old), _short(new), strict=True)
    if old.n_months == 1:
        pairs = [(f"{d.year}", f"{d.month:02d}", f"{d.month}") for d in (old.first, new.first)]
        (y0, m0, n0), (y1, m1, n1) = pairs
        for joint in ("_", ".", ""):
            yield f"{y0}{joint}{m0}", f"{y1}{joint}{m1}"
        yield f"{y0}年{m0}月", f"{y1}年{m1}月"
        yield f"{y0}年{n0}月", f"{y1}年{n1}月"
        yield f"{m0}月", f"{m1}月"
        yield f"{n0}月", f"{n1}月"


def _short(period: Period) -> Iterable[str]:
    """A quarter or a year as names of files write it: `FY2024-Q2`, `FY24Q2`, `2024Q1`."""
    year, dash, quarter = in_style(period, "").partition("-")
    years = [year, f"FY{year[-2:]}"] if year.startswith("FY") else [year, f"FY{year}"]
    for one in [*years, period.label.partition("-")[0].replace("/", "-")]:
        yield from (f"{one}{joint}{quarter}" for joint in ("-", "_", ".", " ", "") if dash)
        if not dash:
            yield one


def _years(old: Period, new: Period) -> Iterable[tuple[str, str]]:
    """A year alone, in names of files of a whole one."""
    before, after = old.fiscal_year(), new.fiscal_year()
    if before != after:
        yield before.label.replace("/", "-"), after.label.replace("/", "-")
        y0, y1 = (in_style(year, "").removeprefix("FY") for year in (before, after))
        yield f"FY{y0}", f"FY{y1}"
        yield f"FY{y0[-2:]}", f"FY{y1[-2:]}"
    if old.last.year != new.last.year:
        yield f"{old.last.year}", f"{new.last.year}"


def _look_at(old: RunFile, new: RunSettings, period: Period, words: Words) -> Iterable[str]:
    for entry, source in new.data.items():
        path = source.path
        if path is None or "://" in path or any(sign in path for sign in "*?["):
            continue
        if not (old.folder / path).exists():
            name = label(TABLES, entry, words)
            yield words("{table}: {path} is not there yet", table=name, path=path)
    if _quarter(old.period.last) != _quarter(period.last):
        yield words(
            "policy: still {policy}; a new quarter may want other weights", policy=new.policy
        )


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3
