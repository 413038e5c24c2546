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
from salesreport.display.plantexts import Told, day_cell, in_short, who_text
from salesreport.display.planwords import lacking_text, plan_texts
from salesreport.display.presence import is_away
from salesreport.display.sentences import View, fact_text
from salesreport.language import Words, mark
from salesreport.language.numbers import NO_BREAK
from salesreport.report.views import Fact, PlanRow, RepView, SourceRow

N_ROWS_NAMED = 3
N_NAMED = 5

_ABSENT = {
    "on_leave": mark("on leave"),
    "not_there": mark("not there"),
    "left": mark("left the company"),
}


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
    """What comes: of a rep in short where rows were proposed, whose table has its own page."""
    rows = view.plans_next
    title = words("Plan for {period}", period=words.period(view.meta.next_period))
    aside = _agreed(view, words)
    if not rows:
        reading = words("No plan is on record for what comes; to be agreed.")
        if isinstance(view, RepView) and view.unplanned:
            reading = words(
                "No plan is suggested: {reason}.", reason=_absent(view.unplanned, words)
            )
        return Section("plan", title, [Text(reading, "reading")], aside=aside)
    if isinstance(view, RepView) and in_short(view):
        aside = words("{agreed}: kind, deadline, support, done when", agreed=aside)
        return Section("plan", title, [Bullets([_short(row, words) for row in rows])], aside=aside)
    blocks: list[Block] = [plan_table(view, words), _reading(view, words)]
    return Section("plan", title, blocks, aside=aside, facts={"rows": len(rows)})


def plan_in_full(view: RepView, words: Words) -> Section:
    """Table 3 of what the first page has in short, with what each row rests on."""
    title = words("Plan for {period} in full", period=words.period(view.meta.next_period))
    if not in_short(view):
        return Section("plan-in-full", title, [])
    blocks: list[Block] = [plan_table(view, words), _reading(view, words)]
    return Section("plan-in-full", title, blocks, aside=_agreed(view, words), kind="own-page")


def _agreed(view: View, words: Words) -> str:
    if any(row.origin == "proposed" for row in view.plans_next):
        return words("suggested, to be agreed by both")
    return words("to be agreed by both")


def _absent(reason: str, words: Words) -> str:
    return label(_ABSENT, reason, words)


def _short(row: PlanRow, words: Words) -> Markup:
    """A row in short: what, until when, with whose support, when it counts as done.

    What exactly is done stands in full on the next page.
    """
    texts = plan_texts(row, words)
    day = words.date(row.due_date) if row.due_date else ""
    done = texts.expected_effect or Told(row, words).reached
    parts = [label(PLAN_KINDS, row.kind, words), day, texts.support_owner, done]
    rest = f"{NO_BREAK}· ".join(part for part in parts if part)
    return Markup("<strong>{}</strong>{}{}").format(texts.item, words.colon, rest)


def _reading(view: View, words: Words) -> Text:
    """How sure the amounts are, and what nothing is proposed to."""
    said = []
    if any(row.effect_low is not None for row in view.plans_next):
        said.append(
            words(
                "Amounts are estimates of the causes with their range of normal variation; what is "
                "named is likely overstated."
            )
        )
    if not isinstance(view, RepView) and view.unplanned:
        names = {rep.rep_id: rep.name for rep in view.reps}
        away = [
            names.get(rep_id, rep_id) + words.bracket(_absent(reason, words))
            for rep_id, reason in view.unplanned.items()
        ]
        said.append(words("Nothing is suggested to {names}.", names=words.join(away)))
    return Text(words.sentences(said), "reading")


def plan_table(view: View, words: Words) -> Table:
    """Rows of Table 3 due after the period, people's first, then the proposed ones."""
    with_who = not isinstance(view, RepView)
    rows = view.plans_next
    with_kind = any(row.kind for row in rows)
    is_proposed = {row.origin == "proposed" for row in rows}
    expected = words("Expected effect")
    if True in is_proposed:
        expected = words("Done when, expected effect")
    columns = [Column(words("Who"), "free")] if with_who else []
    columns += [Column(words("Item"), "free"), Column(words("What exactly"), "free")]
    columns += [
        Column(words("Until"), "day"),
        Column(words("Support needed"), "free"),
        Column(expected, "free"),
    ]
    return Table(
        "plan-table", words("Improvement plan (Table 3)"), columns,
        [
            _cells(row, words, with_who=with_who, notes=_notes(
                row, words, with_kind=with_kind, is_mixed=len(is_proposed) > 1))
            for row in rows
        ],
        kind="wrapped", caption_hidden=True,
    )  # fmt: skip


def _notes(row: PlanRow, words: Words, *, with_kind: bool, is_mixed: bool) -> str:
    """Small print of a row: its kind, whether it is proposed or carried over, what it lacks."""
    said = [label(PLAN_KINDS, row.kind, words) if with_kind else ""]
    if is_mixed and row.origin == "proposed":
        said.append(words("suggested"))
    if row.carried:
        said.append(words("carried over"))
    said.append(lacking_text(row, words))
    return f"{NO_BREAK}· ".join(part for part in said if part)


def _cells(row: PlanRow, words: Words, *, with_who: bool, notes: str) -> list[Cell]:
    texts = plan_texts(row, words)
    owner = texts.support_owner
    cells = [Cell(who_text(row, words), row.who)] if with_who else []
    return [
        *cells,
        Cell(texts.item, texts.item, notes),
        Cell(texts.measures or "–"),
        day_cell(row.due_date, words),
        Cell(texts.support or "–", None, "" if owner == texts.support else owner),
        Cell(texts.expected_effect or "–", None, _estimate(row, words)),
    ]


def _estimate(row: PlanRow, words: Words) -> str:
    """What a person's row is expected to bring by the causes, beside their own words."""
    return "" if row.rule is not None else Told(row, words).effect()


def _file_name(path: str) -> str:
    return path.rsplit("/", 1)[-1]
