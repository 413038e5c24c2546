"""The further sheets: why each has this share, months, other ways, action plan, changes."""

from __future__ import annotations

from collections.abc import Sequence

from salesreport.display.targetchances import ALTERNATIVES
from salesreport.display.targetchanges import why as why_changed
from salesreport.display.targetremarks import remark_lines
from salesreport.display.targettable import who, without_target
from salesreport.display.targetwhy import PARTS, basis_lines
from salesreport.report.targets.agreed import HEADERS
from salesreport.report.targetviews import KeyCustomer, PlanRep, TargetPlanView
from salesreport.retrospective.findings import Number
from salesreport.scorecard.cells import TOTAL_LOOK, Page, block
from salesreport.targetbook.heads import Heads

HEAD_ROW = 3
FIRST_ROW = HEAD_ROW + 1


def write_basis(page: Page, heads: Heads) -> None:
    """One row a rep: shares, time, floor and cap, what is usual, chance; who has no target."""
    words, view = heads.words, heads.view
    page.top(heads.title(page.name), [heads.line, words.sentences(basis_lines(view, words)[:2])])
    titles = [words("Name"), words("Team"), *(words(name) for name in PARTS.values()),
              words("Weighed"), words("Time there"), words("Ramp"), words("Floor"), words("Cap"),
              words("Target"), words("Usual result"), words("Target / usual"), words("Chance"),
              words("Best so far"), words("Same period last year")]  # fmt: skip
    page.heads(HEAD_ROW, titles)
    money = heads.money([rep.target for rep in view.reps])
    for row, rep in enumerate(view.reps, start=FIRST_ROW):
        page.text(row, 0, rep.name)
        page.text(row, 1, who(rep, view.meta, words))
        for col, (value, shape) in enumerate(_basis_row(rep, money), start=2):
            _figure(page, row, col, value, shape)
    for row, line in enumerate(without_target(view, words), start=FIRST_ROW + len(view.reps) + 1):
        page.text(row, 0, line, fit=False, border=0)
    page.printed(HEAD_ROW, heads.foot, frozen=1)


def _basis_row(rep: PlanRep, money: str) -> list[tuple[Number, str]]:
    one, share, whole, amount = rep.parts, "0.0%", "0%", "#,##0"
    return [
        (one.potential, share), (one.history, share), (one.ability, share), (one.mix, share),
        (one.time, whole), (one.ramp, whole), (one.low, amount), (one.high, amount),
        (rep.target, money), (rep.median, amount), (rep.effort, whole), (rep.chance, whole),
        (rep.best, amount), (rep.last_year, amount),
    ]  # fmt: skip


def write_months(page: Page, heads: Heads) -> None:
    """Months with totals: exact, rounded, drift, cushion, target of the team."""
    words, view = heads.words, heads.view
    page.top(heads.title(page.name), [heads.line])
    page.heads(HEAD_ROW, [
        words("Month"), words("Working days"), words("Season"), words("Exact"), words("Drift"),
        words("Sum of the people"), words("of it cushion"), words("Target of the team"),
    ])  # fmt: skip
    money = heads.money([v for m in view.months for v in (m.assigned, m.cushion, m.team)])
    for row, month in enumerate(view.months, start=FIRST_ROW):
        page.text(row, 0, words.period(month.month))
        page.number(row, 1, month.working_days, "0")
        page.number(row, 2, month.season, "0%")
        page.number(row, 3, month.exact, "#,##0.00")
        page.number(row, 4, month.drift, "#,##0.00")
        for col, value in enumerate((month.assigned, month.cushion, month.team), start=5):
            page.number(row, col, value, money)
    last = FIRST_ROW + len(view.months)
    page.text(last, 0, words("Total"), **TOTAL_LOOK)
    for col in range(1, 5):
        page.blank(last, col, **TOTAL_LOOK)
    for col, total in enumerate((view.assigned, view.cushion_amount, view.total), start=5):
        span = block(FIRST_ROW, col, last - 1, col)
        page.live(last, col, f"=SUM({span})", total, money, **TOTAL_LOOK)
    page.printed(HEAD_ROW, heads.foot, frozen=1)


def write_alternatives(page: Page, heads: Heads) -> None:
    """Target and chance of each rep in three ways to split."""
    words, view = heads.words, heads.view
    page.top(heads.title(page.name), [heads.line])
    titles = [words("Name")]
    for one in view.alternatives:
        titles += [words(ALTERNATIVES[one.kind]), words("Chance")]
    page.heads(HEAD_ROW, titles)
    money = heads.money([v for one in view.alternatives for v in one.targets])
    for at, rep in enumerate(view.reps):
        page.text(FIRST_ROW + at, 0, rep.name)
        for col, one in enumerate(view.alternatives):
            page.number(FIRST_ROW + at, 1 + 2 * col, one.targets[at], money)
            _figure(page, FIRST_ROW + at, 2 + 2 * col, one.chances[at], "0%")
    last = FIRST_ROW + len(view.reps)
    page.text(last, 0, words("Total"), **TOTAL_LOOK)
    for col, one in enumerate(view.alternatives):
        span = block(FIRST_ROW, 1 + 2 * col, last - 1, 1 + 2 * col)
        total = round(sum(one.targets), 2)
        page.live(last, 1 + 2 * col, f"=SUM({span})", total, money, **TOTAL_LOOK)
        page.blank(last, 2 + 2 * col, **TOTAL_LOOK)
    page.printed(HEAD_ROW, heads.foot, frozen=1)


def write_actions(page: Page, heads: Heads) -> None:
    """One row a key customer; the last columns are filled in together and stay."""
    words, view = heads.words, heads.view
    page.top(heads.title(page.name), [heads.line, words(
        "Fill in the grey columns together; the next version takes them over."
    )])  # fmt: skip
    titles = [words(HEADERS["rep_id"]), words("Name"), words("Target"),
              words(HEADERS["customer"]), words("Level"), words("Planned a month"),
              words("Kept a month"), words("Last contact"), words("Open deals"),
              words("Support needed"), words(HEADERS["action"]), words(HEADERS["by_when"]),
              words(HEADERS["supporter"])]  # fmt: skip
    page.heads(HEAD_ROW, titles, grey=[10, 11, 12])
    row = FIRST_ROW
    targets = {rep.rep_id: rep.target for rep in view.reps}
    for sheet in view.actions:
        rows: Sequence[KeyCustomer | None] = sheet.customers or [None]
        for one in rows:
            page.ident(row, 0, sheet.rep_id)
            page.text(row, 1, sheet.name)
            page.number(row, 2, targets[sheet.rep_id], "#,##0")
            _write_customer(page, row, one)
            agreed = sheet if one is None else one
            for col, text in enumerate((agreed.action, agreed.by_when, agreed.supporter), start=10):
                page.text(row, col, text or "")
            row += 1
    page.printed(HEAD_ROW, heads.foot, frozen=2)


def _write_customer(page: Page, row: int, one: KeyCustomer | None) -> None:
    known = one or KeyCustomer(customer="")
    page.text(row, 3, known.customer)
    page.text(row, 4, known.level or "")
    _figure(page, row, 5, known.planned, "0.0")
    _figure(page, row, 6, known.actual, "0.0")
    page.text(row, 7, known.last_contact or "", align="center")
    _figure(page, row, 8, None if one is None else known.n_open, "0")
    page.text(row, 9, known.support or "")


def write_changes(page: Page, heads: Heads) -> None:
    """Targets that moved since the last version, and what is worth a word."""
    words, view = heads.words, heads.view
    page.top(heads.title(page.name), [heads.line, _why_all(heads)])
    if view.last_version is not None:
        before = words("Version {n}", n=view.last_version)
        now = words("Version {n}", n=view.version)
        page.heads(HEAD_ROW, [words("Name"), before, now, words("Change"), words("Why")])
    row = FIRST_ROW
    for one in view.changes:
        page.text(row, 0, one.name)
        _figure(page, row, 1, one.before, "#,##0")
        _figure(page, row, 2, one.after, "#,##0")
        page.number(row, 3, (one.after or 0) - (one.before or 0), "#,##0")
        page.text(row, 4, why_changed(one, words))
        row += 1
    for line in remark_lines(view, words):
        row += 1
        page.text(row, 0, line, fit=False, border=0)
    page.printed(HEAD_ROW, heads.foot, frozen=1)


def _why_all(heads: Heads) -> str:
    view: TargetPlanView = heads.view
    parts = [] if view.last_version is not None else [heads.words("The first version.")]
    if view.reason:
        parts.append(heads.words("Reason given: {said}", said=view.reason))
    if view.decided_by:
        parts.append(heads.words("Decided by {name}.", name=view.decided_by))
    return heads.words.sentences(parts)


def _figure(page: Page, row: int, col: int, value: Number, shape: str) -> None:
    """Number, or a blank cell where it is not known."""
    if value is None:
        page.blank(row, col)
    else:
        page.number(row, col, value, shape)
