"""What is worth a talk, what was promised, what comes next, room to answer."""

from __future__ import annotations

from markupsafe import Markup

from salesreport.display import outcomes
from salesreport.display.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Group,
    Section,
    Table,
    Text,
)
from salesreport.display.labels import PLAN_KINDS, label
from salesreport.display.planwords import plan_texts
from salesreport.display.presence import is_away
from salesreport.display.sentences import View, fact_text
from salesreport.language import Words, mark
from salesreport.report.views import Fact, PlanRow, RepView, SourceRow

N_ROWS_NAMED = 4
N_NAMED = 5

_ABSENT = {"on_leave": mark("on leave"), "not_there": mark("not there")}


def talk(view: View, words: Words) -> Block:
    """Facts worth a talk beside what became of the last plan."""
    return Group([facts(view, words), outcomes.last_plan(view, words)], "columns")


def facts(view: View, words: Words, *, rows: bool = True) -> Section:
    """Facts on record; whose, who of them was away, and with `rows` where they stand."""
    items = []
    away = _away(view, words)
    for fact in view.retrospective.facts:
        place = rows_text(fact.rows, words) if rows else ""
        text = fact_text(fact, view, words)
        whose = _whose(fact, away, words)
        if whose:
            text = f"{text}{'：' if words.chinese else ': '}{words.join(whose)}"
        items.append(Markup("{} <small>{}</small>").format(text, place) if place else text)
    title = words("Facts worth a talk")
    if isinstance(view, RepView) and is_away(view.rep):
        title = words("On record, held against nobody who was away")
    return Section("facts" if rows else "facts-in-short", title, [Bullets(items)])


def _whose(fact: Fact, away: dict[str, str], words: Words) -> list[str]:
    """Whose they are, most first, and how many are of people not named."""
    most = sorted(fact.by_rep.items(), key=lambda one: -one[1])
    named = [f"{name} {words.number(n)}{away.get(name, '')}" for name, n in most[:N_NAMED]]
    rest = sum(n for _, n in most[N_NAMED:])
    return [*named, words("others {n}", n=words.number(rest))] if rest else named


def _away(view: View, words: Words) -> dict[str, str]:
    """Remark behind the name of everybody who was there on no day of a team's period."""
    if isinstance(view, RepView):
        return {}
    there = {rep.name for rep in view.reps if not is_away(rep)}
    gap = "" if words.chinese else " "
    return {
        rep.name: gap + words.bracket(label(_ABSENT, rep.score.why_null, words))
        for rep in view.reps
        if rep.name not in there
    }


def rows_text(rows: list[SourceRow], words: Words) -> str:
    """Row numbers as the user's file shows them, the first few of them."""
    numbers = [str(row.row) for row in rows if row.row is not None]
    if not numbers:
        return ""
    shown = words.join(numbers[:N_ROWS_NAMED])
    if len(numbers) > N_ROWS_NAMED:
        shown = words("{rows} and {n} more", rows=shown, n=len(numbers) - N_ROWS_NAMED)
    files = {row.file for row in rows}
    if len(files) == 1:
        return words.plural(
            "row {rows} of {file}", "rows {rows} of {file}", len(numbers),
            rows=shown, file=_file_name(files.pop()),
        )  # fmt: skip
    return words("rows {rows}", rows=shown)


def plan(view: View, words: Words) -> Section:
    """Table 3 for what comes: item, measures, deadline, support, expected effect."""
    title = words("Plan for {period}", period=words.period(view.meta.next_period))
    blocks: list[Block] = [plan_table(view, words)]
    if not view.plans_next:
        blocks = [Text(words("No plan is on record for what comes; to be agreed."), "reading")]
    return Section("plan", title, blocks, aside=words("to be agreed by both"))


def plan_table(view: View, words: Words) -> Table:
    """Rows of Table 3 due after the period."""
    with_who = not isinstance(view, RepView)
    with_kind = any(row.kind for row in view.plans_next)
    columns = [Column(words("Who"), "free")] if with_who else []
    columns += [Column(words("Item"), "free"), Column(words("What exactly"), "free")]
    columns += [
        Column(words("Until"), "day"),
        Column(words("Support needed"), "free"),
        Column(words("Expected effect"), "free"),
    ]
    rows = []
    for row in view.plans_next:
        note = label(PLAN_KINDS, row.kind, words) if with_kind else ""
        texts = plan_texts(row, words)
        cells = [Cell(_who(row, words), row.who)] if with_who else []
        cells += [
            Cell(texts.item, texts.item, note),
            Cell(texts.measures or "–"),
            _day(row, words),
            Cell(texts.support or "–", None, row.support_owner or ""),
            Cell(texts.expected_effect or "–"),
        ]
        rows.append(cells)
    return Table(
        "plan-table", words("Improvement plan (Table 3)"), columns, rows, kind="wrapped",
        caption_hidden=True,
    )  # fmt: skip


def _who(row: PlanRow, words: Words) -> str:
    return words("Whole team") if row.who in ("", "all") else row.who


def _day(row: PlanRow, words: Words) -> Cell:
    if row.due_date is None:
        return Cell("–")
    return Cell(words.date(row.due_date), row.due_date.isoformat())


def _file_name(path: str) -> str:
    return path.rsplit("/", 1)[-1]
