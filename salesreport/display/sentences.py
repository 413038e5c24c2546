"""Sentences of the pages. They say what is on record and what it does not show.

A cause is said only where it is beyond normal variation: an amount without evidence is
"not attributed yet".
"""

from __future__ import annotations

from markupsafe import Markup

from salesreport.display.labels import TABLES, label
from salesreport.display.presence import is_away, presence_sentence
from salesreport.display.reasonteller import teller
from salesreport.display.reasontexts import (
    N_FIRM,
    along_with,
    firm_text,
    is_unsized,
    not_told_apart,
    verdict,
)
from salesreport.display.written import amount_text
from salesreport.language import Words, mark
from salesreport.language.numbers import fine_digits
from salesreport.report.reasons.classes import account
from salesreport.report.views import Fact, Gap, RepView, TeamView

N_NAMED = 3

View = RepView | TeamView


def target_gap(view: View) -> Gap | None:
    """Gap against the target, if both sides are known."""
    for gap in view.retrospective.gaps:
        if gap.reference == "target" and gap.gap is not None:
            return gap
    return None


def uncovered(view: View) -> float | None:
    """Next period's target less what is booked already and what open deals may bring.

    None where target or open deals are not known, or nothing is left.
    """
    if view.next_target is None or view.next_pipeline is None:
        return None
    rest = view.next_target - view.next_pipeline - (view.next_booked or 0)
    return rest if rest > 0 else None


def headline(view: View, words: Words) -> Markup:
    """The page in one or two sentences, the completion rate set off.

    Who was away, came or went is said first; of somebody away all the time no fact on
    record is.
    """
    parts = [
        _presence(view, words), _result(view, words), _unconverted(view, words),
        _attribution(view, words), _next(view, words),
    ]  # fmt: skip
    return Markup("" if words.chinese else " ").join(part for part in parts if part)


def _presence(view: View, words: Words) -> Markup:
    if isinstance(view, TeamView):
        return Markup("")
    return Markup("{}").format(presence_sentence(view.rep, view.meta, words))


def _result(view: View, words: Words) -> Markup:
    gap = target_gap(view)
    currency = view.meta.currency
    if gap is None or gap.gap is None or gap.actual is None or gap.against is None:
        bookings = (
            view.rep.figures.get("bookings")
            if isinstance(view, RepView)
            else (view.figures.get("bookings"))
        )
        if bookings is None or bookings.value is None:
            if isinstance(view, RepView) and is_away(view.rep):
                return words.html("Not rated.")
            return words.html("No bookings are known for this period.")
        amount = words.money(bookings.value, currency, "headline")
        return words.html(_unheld(view), amount=amount, names=_untargeted(view, words))
    completion = (view.rep.figures if isinstance(view, RepView) else view.figures).get("completion")
    values = {
        "actual": _kept(words.money(gap.actual, currency, "headline")),
        "target": _kept(words.money(gap.against, currency, "headline")),
        "gap": _kept(words.money(abs(gap.gap), currency, "headline")),
        "rate": _rate(completion.value if completion else None, gap.gap < 0, words),
    }
    if gap.gap < 0:
        return words.html("{actual} of {target} done ({rate}), {gap} short.", **values)
    if gap.gap > 0:
        return words.html("{actual} of {target} done ({rate}), {gap} over.", **values)
    return words.html("{actual} of {target} done ({rate}), exactly on target.", **values)


def _unheld(view: View) -> str:
    """Why bookings are not held against a target."""
    why = [gap.why_null for gap in view.retrospective.gaps if gap.reference == "target"]
    if "no_amount" in why or "no_rate" in why:
        return mark(
            "Bookings {amount}, without deals of unknown amount; so they are not held against the "
            "target."
        )
    first, last = (f"{day:%Y-%m}" for day in (view.meta.first, view.meta.last))
    some = any(one.target for one in view.months if first <= one.period <= last)
    if isinstance(view, TeamView):
        some = some or any(rep.targets.get("bookings") for rep in view.reps)
    if some and "no_target" in why:
        if isinstance(view, TeamView) and _without_target(view):
            return mark(
                "Bookings {amount}; not held against a target, which is incomplete for {names}."
            )
        return mark("Bookings {amount}; not held against a target, since months lack one.")
    return mark("Bookings {amount}; there is no target to hold them against.")


def _untargeted(view: View, words: Words) -> str:
    """Names of those without a target for some month; the first few of many."""
    if not isinstance(view, TeamView):
        return ""
    names = _without_target(view)
    if len(names) > N_NAMED:
        rest = words.plural("{n} other", "{n} others", len(names) - N_NAMED + 1)
        names = [*names[: N_NAMED - 1], rest]
    return words.join(names)


def _without_target(view: TeamView) -> list[str]:
    """Who sold or has a target of some months, and no target of all."""
    found = []
    for rep in view.reps:
        completion, bookings = (rep.figures.get(name) for name in ("completion", "bookings"))
        sells = rep.targets.get("bookings") or (bookings is not None and bookings.value)
        if completion is not None and completion.why_null == "no_target" and sells:
            found.append(rep.name)
    return found


def _unconverted(view: View, words: Words) -> Markup:
    """What the amounts on the page lack, in its own currency: it has no exchange rate."""
    items = [
        words(
            "{table} {n} ({amount})", table=label(TABLES, one.table, words),
            n=words.number(one.count),
            amount=f"{one.currency} {amount_text(str(one.amount), words)}",
        )
        for one in view.unconverted
    ]  # fmt: skip
    if not items:
        return Markup("")
    return words.html("Not counted, for want of an exchange rate: {items}.",
                      items=words.join(items))  # fmt: skip


def _kept(text: str) -> Markup:
    return Markup('<span class="kept">{}</span>').format(text)


def _rate(value: float | None, short: bool, words: Words) -> Markup:
    if value is None:
        return Markup("{}").format(words("n/a"))
    kind = "warm" if short else "over"
    return Markup('<strong class="{}">{}</strong>').format(kind, words.percent(value))


def _attribution(view: View, words: Words) -> Markup:
    gap = target_gap(view)
    if gap is None or not gap.gap:
        return Markup("")
    told, tell = account(view), teller(view, words)
    if told is not None:
        # A team's first page has no room for what works against the gap; its people have.
        most = 0 if isinstance(view, TeamView) else N_FIRM
        return Markup("{}").format(verdict(told, tell, against=most))
    difference = view.reasons.difference
    if difference is not None and not difference.is_apart:
        return Markup("{}").format(not_told_apart(tell))
    return words.html("Not enough evidence, not attributed yet.")


def _next(view: View, words: Words) -> Markup:
    on_record = [f for f in view.retrospective.facts if f.kind != "unknown_done_date"]
    facts = [_fact_count(fact, words) for fact in on_record]
    if isinstance(view, RepView) and is_away(view.rep):
        return Markup("")
    if isinstance(view, RepView) and facts:
        return words.html("On record: {facts}.", facts=words.join(facts[:2]))
    if isinstance(view, TeamView) and account(view) is not None and uncovered(view) is None:
        # Covered, as the tile below says; the causes need the room.
        return Markup("")
    if view.next_target and view.next_pipeline is not None:
        return _ahead(view, view.next_pipeline, view.next_target, words)
    return Markup("")


def _ahead(view: View, pipeline: float, target: float, words: Words) -> Markup:
    """What is booked already and expected in the next period, beside its target."""
    currency = view.meta.currency
    values = {
        "period": words.period(view.meta.next_period),
        "pipeline": _kept(words.money(pipeline, currency, "headline")),
        "target": _kept(words.money(target, currency, "headline")),
    }
    if not view.next_booked:
        return words.html("Open deals expected in {period}: {pipeline}, target {target}.", **values)
    return words.html(
        "{period}: {booked} booked already, open deals {pipeline}, target {target}.",
        booked=_kept(words.money(view.next_booked, currency, "headline")), **values,
    )  # fmt: skip


def fact_text(fact: Fact, view: View, words: Words) -> str:
    """One fact on record, with its largest case where it has one."""
    text = _fact_count(fact, words)
    detail = _fact_detail(fact, view, words)
    return (
        f"{text}{words.bracket(detail) if words.chinese else f' {words.bracket(detail)}'}"
        if (detail)
        else text
    )


def _fact_count(fact: Fact, words: Words) -> str:
    n = fact.count
    if fact.kind == "overdue":
        return words.plural("{n} follow-up late", "{n} follow-ups late", n)
    if fact.kind == "stalled":
        return words.plural(
            "{n} deal stalled over twice the usual time",
            "{n} deals stalled over twice the usual time",
            n,
        )
    if fact.kind == "slipped":
        return words.plural(
            "{n} deal expected in the period slipped", "{n} deals expected in the period slipped", n
        )
    if fact.kind == "unknown_done_date":
        return words.plural(
            "{n} action done without a date, so neither on time nor late",
            "{n} actions done without a date, so neither on time nor late",
            n,
        )
    if fact.kind == "slow_response":
        return words.plural("{n} lead answered late", "{n} leads answered late", n)
    if fact.kind == "overdue_cash":
        return words.plural("{n} payment overdue", "{n} payments overdue", n)
    return f"{fact.kind}: {words.number(n)}"


def _fact_detail(fact: Fact, view: View, words: Words) -> str:
    values, parts = fact.values, []
    longest, usual = values.get("longest_days"), values.get("usual_days")
    if isinstance(longest, int | float):
        parts.append(words.plural("longest {n} day", "longest {n} days", longest))
    if isinstance(usual, int | float):
        digits = fine_digits(usual, 1)
        parts.append(words.plural("usual {n} day", "usual {n} days", usual, digits=digits))
    amount = values.get("amount")
    if isinstance(amount, int | float):
        money = words.money(amount, view.meta.currency, "headline")
        parts.append(words("{amount} in all", amount=money))
    if values.get("customer"):
        parts.append(str(values["customer"]))
    return words.join(parts)


def gap_title(view: View, words: Words) -> str:
    """Finding of the gap section: the amount, and what of it is beyond normal variation."""
    gap = target_gap(view)
    if gap is None or gap.gap is None:
        return words("The gap to target cannot be told")
    amount = words.money(abs(gap.gap), view.meta.currency, "headline")
    told = account(view)
    if told is not None and gap.gap:
        named = firm_text(along_with(told), teller(view, words), 1)
        if not named and is_unsized(told):
            named = words("wins beyond normal variation")
        return _caused_title(amount, named, words, short=gap.gap < 0)
    if gap.gap < 0:
        return words("{amount} short of target, not attributed yet", amount=amount)
    if gap.gap > 0:
        return words("{amount} over target, not attributed yet", amount=amount)
    return words("Exactly on target")


def _caused_title(amount: str, named: str, words: Words, *, short: bool) -> str:
    if named:
        text = mark("{amount} over: {named}")
        if short:
            text = mark("{amount} short: {named}")
        return words(text, amount=amount, named=named)
    if short:
        return words("{amount} short of target, not told from normal variation yet", amount=amount)
    return words("{amount} over target, not told from normal variation yet", amount=amount)


def trend_title(view: View, words: Words) -> str:
    """Finding of the months: how many reached their target."""
    rated = [m for m in view.months if m.complete and m.completion is not None]
    if not rated:
        return words("Bookings by month")
    met = sum(1 for month in rated if (month.completion or 0) >= 1)
    return words.plural(
        "{met} of {n} month reached the target", "{met} of {n} months reached the target",
        len(rated), met=words.number(met),
    )  # fmt: skip
