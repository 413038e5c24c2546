"""Words of proposed rows on what nobody can bring about alone: support, and the target."""

from __future__ import annotations

from salesreport.display.planimprove import measured
from salesreport.display.plantexts import Texts, Told
from salesreport.language import Words, mark
from salesreport.report.views import PlanRow

SEGMENTS = {
    "industries": mark(
        "{own} of the own leads are of the industry {segment}, of the others' {others}: new leads "
        "from elsewhere first; an own list of ten prospects."
    ),
    "territories": mark(
        "{own} of the own leads are of the territory {segment}, of the others' {others}: share new "
        "leads accordingly; an own list of ten prospects."
    ),
    "sources": mark(
        "{own} of the own leads come from the source {segment}, of the others' {others}: new leads "
        "of other sources first."
    ),
}


def new_start(row: PlanRow, words: Words) -> Texts:
    """Somebody new."""
    told = Told(row, words)
    reached = measured(told) or words("two joint visits a week, each with a note")
    return Texts(
        item=words("Start with a mentor"),
        measures=words(
            "Here since {day}, {won} won customers this period: two joint visits a week, all open "
            "deals looked through every Friday.",
            day=told.day("hired_on"), won=told.count("won"),
        ),
        support=words("Names the mentor and keeps two hours a week free"),
        expected_effect=told.done(reached, words("no amount promised")),
    )  # fmt: skip


def slipped_deal(row: PlanRow, words: Words) -> Texts:
    """Deals that did not close when expected."""
    told = Told(row, words)
    return Texts(
        item=words("Bring {names} to a decision", names=told.names(1)),
        measures=words.plural(
            "{n} deal of {amount}, expected by {day}, is open: find out who decides and when, "
            "visit once together, agree the day in writing.",
            "{n} deals of {amount}, the largest expected by {day}, are open: find out who decides "
            "and when, visit once together, agree the days in writing.",
            told.number("n_slipped") or 0,
            amount=told.amount("amount"), day=told.day("expected"),
        ),
        support=words("Joins the visit; decides on price and terms"),
        expected_effect=told.done(
            words("Signed, or a day of decision in writing"), measured(told),
            words("no amount promised"),
        ),
    )  # fmt: skip


def segments(row: PlanRow, words: Words) -> Texts:
    """Leads that lie where less is won."""
    told = Told(row, words)
    segment = told.text("segment")
    how = words("Share new leads so that their mix is that of the others.")
    if segment and told.reached:
        how = words(
            SEGMENTS[row.rule or ""], segment=segment, own=told.value(row.from_value),
            others=told.value(row.to_value),
        )  # fmt: skip
    item = words("Leads beyond {segment}", segment=segment) if segment else words("Other leads")
    return Texts(
        item=item,
        measures=how,
        support=words("Assigns the leads"),
        expected_effect=told.done(
            words("Share {reached}", reached=told.reached) if told.reached else "",
            told.effect() or words("no amount promised"),
        ),
    )


def more_leads(row: PlanRow, words: Words) -> Texts:
    """Fewer leads than the others."""
    told = Told(row, words)
    return Texts(
        item=words("More leads"),
        measures=words(
            "Leads {own} against {others} of the others: {n} more a period, from the best sources "
            "first.",
            own=told.value(row.from_value) + told.counted_up, others=told.value(row.to_value),
            n=told.count("more"),
        ),
        support=words("Assigns the leads"),
        expected_effect=told.done(measured(told), told.effect() or words("no amount promised")),
    )  # fmt: skip


def pipeline(row: PlanRow, words: Words) -> Texts:
    """Open deals that do not cover the next target."""
    told = Told(row, words)
    return Texts(
        item=words("Fill the pipeline"),
        measures=words(
            "Open deals cover {covered} of next period's target of {target}, {amount} are missing: "
            "ten new contacts a week, what became of them told every Friday.",
            covered=told.value(row.from_value), target=told.amount("next_target"),
            amount=told.amount("amount"),
        ),
        support=words("Assigns leads"),
        expected_effect=told.done(measured(told), words("no amount promised")),
    )  # fmt: skip


def price(row: PlanRow, words: Words) -> Texts:
    """Lost deals with price as the recorded reason."""
    told = Told(row, words)
    return Texts(
        item=words("Price as the recorded reason"),
        measures=words(
            "{n} of {lost} lost deals have price as their recorded reason{names}: ask two of the "
            "buyers whether it was; then agree the limits of price and what is asked in return.",
            n=told.count("n_price"), lost=told.count("n_lost"), names=told.bracketed(),
        ),
        support=words("Decides on special prices within a day"),
        expected_effect=told.done(measured(told), words("no amount promised")),
    )  # fmt: skip


def target(row: PlanRow, words: Words) -> Texts:
    """A target beside what own leads give at everybody's usual rates."""
    told = Told(row, words)
    said = words(
        "At everybody's usual rates the leads at work in the period ({leads}) give about {usual}; "
        "the target was {target}.",
        leads=told.count("n_leads"), usual=told.amount("usual"), target=told.amount("target"),
    )  # fmt: skip
    return _review(row, words, words("The next target"), said)


def market(row: PlanRow, words: Words) -> Texts:
    """A target beside what the market took since last year."""
    told = Told(row, words)
    said = words(
        "By the index the market took about {amount} against last year ({low} to {high}).",
        amount=told.amount("amount"), low=told.amount("high"), high=told.amount("low"),
    )  # fmt: skip
    return _review(row, words, words("The next target, by the market"), said)


def season(row: PlanRow, words: Words) -> Texts:
    """A target beside the season."""
    told = Told(row, words)
    said = words("The season took about {amount} against last year.", amount=told.amount("amount"))
    return _review(row, words, words("The next targets, by the season"), said)


def team_target(row: PlanRow, words: Words) -> Texts:
    """A team's target beside what its leads give."""
    told = Told(row, words)
    said = words(
        "At the usual rates the team's leads give about {amount} less than its target.",
        amount=told.amount("amount"),
    )
    return _review(row, words, words("The team's next target"), said)


def _review(row: PlanRow, words: Words, item: str, said: str) -> Texts:
    """A target to be decided on; no effect is promised."""
    told = Told(row, words)
    following, more = told.number("next_target"), told.number("more")
    decide = words("Decide whether the next target stays.")
    if following:
        decide = words(
            "Decide whether the next one, {target}, stays.", target=told.money(following)
        )
    if following and more:
        decide = words.plural(
            "Decide: the next one, {target}, stays, is changed, or comes with {n} lead more.",
            "Decide: the next one, {target}, stays, is changed, or comes with {n} leads more.",
            more, target=told.money(following),
        )  # fmt: skip
    return Texts(
        item=item,
        measures=words.sentences([said, decide]),
        support=words("Decides"),
        expected_effect=words("Decided, with the reason on record; no effect promised"),
    )
