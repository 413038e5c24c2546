"""Words of proposed rows to find out first, and of those on a team's procedures."""

from __future__ import annotations

from salesreport.display.actionnames import action_name
from salesreport.display.labels import LOSS_REASONS, label
from salesreport.display.losses import NO_REASON
from salesreport.display.planimprove import measured
from salesreport.display.plantexts import Texts, Told
from salesreport.display.playbookfixes import BY_REASON, FIXES, MEASURED, NO_RECORD
from salesreport.display.reasonlabels import SETTLED_BY
from salesreport.language import Words
from salesreport.measures.lateness import RESPONSE_DAYS
from salesreport.playbook import REASON
from salesreport.report.views import PlanRow


def lost_deals(row: PlanRow, words: Words) -> Texts:
    """Results that the period does not tell from normal variation."""
    said = words("The period does not tell ways of working from normal variation yet.")
    return _look(row, words, _rest(row, words) or said)


def own_wins(row: PlanRow, words: Words) -> Texts:
    """Wins beyond normal variation whose cause is not on record."""
    said = words(
        "Wins are beyond normal variation, the cause is not on record; weaker leads would look the "
        "same."
    )
    return _look(row, words, said)


def find_out(row: PlanRow, words: Words) -> Texts:
    """Nothing on record tells why."""
    said = words("What is on record does not tell the cause.")
    return _look(row, words, _rest(row, words) or said)


def _rest(row: PlanRow, words: Words) -> str:
    """That something is left, where causes are named beside it; empty where none is."""
    if not row.values.get("named"):
        return ""
    return words(
        "Beside what is named, the period does not tell what is left from normal variation yet."
    )


def team_wide(row: PlanRow, words: Words) -> Texts:
    """What all of a team share, which may come from outside or from within."""
    told = Told(row, words)
    said = words(
        "All together are about {amount} below last year, more than the market's index explains: "
        "from outside or from within is not known.",
        amount=told.amount("amount"),
    )
    return _look(row, words, said)


def _look(row: PlanRow, words: Words, said: str) -> Texts:
    """What is recorded, which deals are looked at with whom; nothing is promised."""
    told = Told(row, words)
    n = round(told.number("n_lost") or 0)
    how = words(
        "Go through the period's leads and open deals together: source, what was done, next step."
    )
    done = words("Looked through, the result noted; no effect promised")
    if n:
        how = words.plural(
            "Go through the {n} deal lost{names} together: reason, rival, whose word it is; call "
            "the customer.",
            "Go through the {n} deals lost{names} together: reason, rival, whose word it is; call "
            "two of the customers.",
            n, names=told.bracketed(),
        )  # fmt: skip
        done = words.plural(
            "{n} reason checked; no effect promised",
            "All {n} reasons checked; no effect promised", n,
        )  # fmt: skip
    return Texts(
        item=words("Look into it together"),
        measures=words.sentences([said, how, _record(row, words)]),
        support=words("Takes an hour for it"),
        expected_effect=done,
    )


def _record(row: PlanRow, words: Words) -> str:
    """What to put on record from now on, so that the cause can be told."""
    wanted = row.values.get("settled_by")
    names = [one for one in wanted if one != "more_months"] if isinstance(wanted, list) else []
    if row.values.get("why_null") in ("no_leads", "no_table"):
        return words("From now on record each lead with its day and source.")
    if not names:
        return ""
    items = words.join(label(SETTLED_BY, name, words) for name in names)
    return words("From now on record {items}.", items=items)


def refunds(row: PlanRow, words: Words) -> Texts:
    """Bookings that do not come from leads, such as refunds."""
    told = Told(row, words)
    return Texts(
        item=words("Refunds and shared deals"),
        measures=words.plural(
            "{n} record apart from the leads lowers bookings by {amount}: note the reason with "
            "finance, and whether it can come again.",
            "{n} records apart from the leads lower bookings by {amount}: note the reason of each "
            "with finance, and whether it can come again.",
            told.number("n_rows") or 0, amount=told.amount("amount"),
        ),
        support=words("Takes an hour for it"),
        expected_effect=words("Each reason on record; no effect promised"),
    )  # fmt: skip


def stalled_deals(row: PlanRow, words: Words) -> Texts:
    """Open deals long in their stage."""
    told = Told(row, words)
    return Texts(
        item=words("Deals that stand still"),
        measures=words.plural(
            "{n} of {all} open deals is in its stage for more than twice the usual days{names}: a "
            "dated step, another owner, or closed.",
            "{n} of {all} open deals are in their stage for more than twice the usual days{names}: "
            "for each a dated step, another owner, or closed.",
            told.number("n_stalled") or 0, all=told.count("n_open"), names=told.bracketed(),
        ),
        support=words("Decides each with the rep"),
        expected_effect=words("All {n} decided; no effect promised", n=told.count("n_stalled")),
    )  # fmt: skip


def fix_process(row: PlanRow, words: Words) -> Texts:
    """A common problem of the playbook with its fix."""
    told = Told(row, words)
    figure = told.text("figure")
    share = words.percent(told.number("value") or 0.0, 0)
    if figure == REASON + "not_recorded":
        item = words(NO_RECORD, share=share)
    elif figure.startswith(REASON):
        reason = label(LOSS_REASONS | NO_REASON, figure.removeprefix(REASON), words)
        item = words(BY_REASON, share=share, reason=reason)
    else:
        item = words(MEASURED[figure], share=share, days=words.number(RESPONSE_DAYS))
    fix = FIXES.get(told.text("rule"))
    return Texts(
        item=item,
        measures=words(fix) if fix else words("As the company's own rule of the playbook says."),
        support=words("Decides and puts it into the playbook"),
        expected_effect=told.done(
            measured(told) or words("Share {reached}", reached=told.reached),
            words("no amount promised"),
        ),
    )


def key_action(row: PlanRow, words: Words) -> Texts:
    """An action that goes with winning."""
    told = Told(row, words)
    action = action_name(told.text("kind"), words)
    return Texts(
        item=words("A habit: {action}", action=action),
        measures=words(
            "Done in the first {days} days in {won} of the wins and {lost} of the losses: plan it "
            "for every new deal, look at it weekly.",
            days=told.count("window_days"), won=words.percent(told.number("won") or 0.0, 0),
            lost=words.percent(told.number("lost") or 0.0, 0),
        ),
        support=words("Plans it with each rep"),
        expected_effect=words(
            "Deals with it {reached}; goes with winning, which is no proof", reached=told.reached
        ),
    )  # fmt: skip


def share_practice(row: PlanRow, words: Words) -> Texts:
    """Somebody whose wins are beyond the others'."""
    told = Told(row, words)
    return Texts(
        item=words("Learn from {who}", who=told.text("who")),
        measures=words(
            "{wins} wins where the others' rates give {usual}: two joint visits, look at the leads "
            "first, write down what was done differently.",
            wins=words.number(told.number("wins") or 0), usual=words.number(
                told.number("wins_expected") or 0, 1),
        ),
        support=words("Frees the time; decides what enters the playbook"),
        expected_effect=words("A draft for the playbook; no amount promised"),
    )  # fmt: skip
