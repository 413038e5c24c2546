"""What was done beside what came of it: follow-ups, contacts, answers, and results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from salesreport.display.blocks import Cell, Column, Kind, Section, Table, Text
from salesreport.display.figures import EMPTY, money_digits, plain_cell
from salesreport.display.labels import recognised_in
from salesreport.display.monthcells import month_cell, running
from salesreport.display.people import page_kind
from salesreport.language import Words
from salesreport.language.numbers import rate_digits
from salesreport.report.views import Figure, MonthPoint, Number, RepView, TeamView

N_MONTHS = 6


@dataclass(frozen=True)
class Work:
    """Process and result of one month, one rep or one team."""

    name: Cell
    follow_ups: Number
    on_time: Number
    late: Number
    unknown: Number
    process: Number
    contacts: Number
    planned: Number
    contacts_rate: Number
    response_days: Number
    responded: Number
    proposals: Number
    leads: Number
    won_customers: Number
    bookings: Number
    completion: Number


Draw = Callable[[Work], Cell]


def months(view: RepView, words: Words) -> Section:
    """Process and result of the last six months, a line each."""
    points = view.months[-N_MONTHS:]
    rows = [_of_month(point, words) for point in points]
    table = _table(rows, [], words("Month"), view, words)
    if table is None:
        return Section("work", "", [])
    whole = _of_figures(Cell(words("Total")), view.rep.figures, view.rep.n)
    reading = Text(running(points, words), "reading")
    aside = words("process and result")
    return Section("work", _title(whole, words), [table, reading], aside=aside)


def people(view: TeamView, words: Words) -> Section:
    """Process and result of every rep in the period, and of all together."""
    rows = [_of_figures(Cell(rep.name, rep.rep_id), rep.figures, rep.n) for rep in view.reps]
    whole = _of_figures(Cell(words("Total")), view.figures, view.n)
    table = _table(rows, [whole], words("Name"), view, words)
    if table is None:
        return Section("work", "", [])
    aside = words("process and result")
    return Section("work", _title(whole, words), [table], aside=aside, kind=page_kind(view))


def _title(now: Work, words: Words) -> str:
    """The finding of the period: follow-ups on time beside customers won."""
    parts = []
    if now.on_time is not None and now.late is not None:
        parts.append(
            words.plural(
                "{on_time} of {n} follow-up on time", "{on_time} of {n} follow-ups on time",
                now.on_time + now.late, on_time=words.number(now.on_time),
            )
        )  # fmt: skip
    if now.won_customers is not None and now.leads is not None:
        won = words.plural("{n} customer won", "{n} customers won", now.won_customers)
        leads = words.plural("{n} lead", "{n} leads", now.leads)
        parts.append(words("{won} from {leads}", won=won, leads=leads))
    return words.join(parts) or words("Process beside result")


def _of_month(point: MonthPoint, words: Words) -> Work:
    return Work(
        name=month_cell(point, words.month(point.period)),
        follow_ups=point.follow_ups,
        on_time=point.on_time,
        late=point.late,
        unknown=point.unknown,
        process=point.process,
        contacts=point.contacts,
        planned=point.planned_contacts,
        contacts_rate=point.contacts_rate,
        response_days=point.response_days,
        responded=point.responded,
        proposals=point.proposals,
        leads=point.leads,
        won_customers=point.won_customers,
        bookings=point.bookings,
        completion=point.completion,
    )


def _of_figures(name: Cell, figures: Mapping[str, Figure], n: Mapping[str, int | None]) -> Work:
    def value(measure: str) -> Number:
        return figures.get(measure, EMPTY).value

    outcomes = [n.get(f"process_{outcome}") for outcome in ("on_time", "late", "unknown")]
    known = [count for count in outcomes if count is not None]
    contacts = figures.get("contacts_rate", EMPTY)
    return Work(
        name=name,
        follow_ups=sum(known) if len(known) == len(outcomes) else None,
        on_time=outcomes[0],
        late=outcomes[1],
        unknown=outcomes[2],
        process=value("process"),
        contacts=contacts.numerator,
        planned=contacts.denominator,
        contacts_rate=contacts.value,
        response_days=value("response_days"),
        responded=n.get("responded_leads"),
        proposals=value("proposals"),
        leads=value("leads"),
        won_customers=value("won_customers"),
        bookings=value("bookings"),
        completion=value("completion"),
    )


def _table(
    rows: Sequence[Work], foot: Sequence[Work], first: str, view: RepView | TeamView, words: Words
) -> Table | None:
    """Only columns with data; nothing unless process and result both have some."""
    every = [*rows, *foot]
    process, result = (
        [(column, draw) for column, draw, has in columns if any(has(row) for row in every)]
        for columns in (_process(every, words), _results(every, view, words))
    )
    if not process or not result:
        return None
    shown = [*process, *result]
    kind: Kind = "label" if isinstance(view, RepView) else "free"

    def line(row: Work, kind: str = "") -> list[Cell]:
        cells = [row.name, *(draw(row) for _, draw in shown)]
        return [replace(cell, kind=kind or cell.kind) for cell in cells]

    return Table(
        "work-table", words("Process and result"),
        [Column(first, kind), *(column for column, _ in shown)],
        [line(row) for row in rows], [line(row, "total") for row in foot], kind="dense",
        caption_hidden=True,
    )  # fmt: skip


Shown = tuple[Column, Draw, Callable[[Work], bool]]


def _process(rows: Sequence[Work], words: Words) -> list[Shown]:
    on_time = rate_digits([row.process for row in rows])
    contacts = rate_digits([row.contacts_rate for row in rows])
    return [
        _counted(words("Follow-ups due"), lambda row: row.follow_ups, words),
        (
            Column(words("On time"), "number"),
            lambda row: _rate(row.process, on_time, row.on_time, row.late, words),
            lambda row: row.process is not None,
        ),
        _counted(words("Late"), lambda row: row.late, words),
        _counted(words("No day done"), lambda row: row.unknown, words),
        (
            Column(words("Contacts against plan"), "number"),
            lambda row: _against(row, contacts, words),
            lambda row: row.contacts_rate is not None,
        ),
        (
            Column(words("Days to first response"), "number"),
            lambda row: _response(row, words),
            lambda row: row.response_days is not None,
        ),
        _counted(words("Proposals"), lambda row: row.proposals, words),
    ]


def _results(rows: Sequence[Work], view: RepView | TeamView, words: Words) -> list[Shown]:
    settings = view.meta.recognise
    money = money_digits([row.bookings for row in rows], view.meta.currency)
    completion = rate_digits([row.completion for row in rows])
    return [
        _counted(words("Leads"), lambda row: row.leads, words),
        _counted(words("Won customers"), lambda row: row.won_customers, words),
        (
            Column(words("Bookings"), "number", recognised_in("bookings", settings, words)),
            lambda row: plain_cell(row.bookings, "money", words, digits=money),
            lambda row: row.bookings is not None,
        ),
        (
            Column(words("Completion"), "number"),
            lambda row: plain_cell(row.completion, "rate", words, digits=completion),
            lambda row: row.completion is not None,
        ),
    ]


def _counted(title: str, value: Callable[[Work], Number], words: Words) -> Shown:
    return (
        Column(title, "number"),
        lambda row: plain_cell(value(row), "count", words),
        lambda row: value(row) is not None,
    )


def _rate(value: Number, digits: int, on_time: Number, late: Number, words: Words) -> Cell:
    if value is None:
        return Cell("–", None, kind="na")
    known = on_time is not None and late is not None
    n = f"{words.number(on_time or 0)}/{words.number((on_time or 0) + (late or 0))}"
    return Cell(words.percent(value, digits), value, n if known else words("as typed"))


def _against(row: Work, digits: int, words: Words) -> Cell:
    if row.contacts_rate is None:
        return Cell("–", None, kind="na")
    planned = row.planned or 0
    places = 0 if planned == round(planned) else 1
    n = f"{words.number(row.contacts or 0)}/{words.number(planned, places)}"
    return Cell(words.percent(row.contacts_rate, digits), row.contacts_rate, n)


def _response(row: Work, words: Words) -> Cell:
    if row.response_days is None:
        return Cell("–", None, kind="na")
    n = "" if row.responded is None else words("n = {n}", n=words.number(row.responded))
    return Cell(words.number(row.response_days, 1), row.response_days, n)
