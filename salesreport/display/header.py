"""Head and foot of a report: whose, which period, how far the data reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from markupsafe import Markup

from salesreport.branding import Brand
from salesreport.display.blocks import Block, Fragment
from salesreport.display.figures import measure_name
from salesreport.display.labels import ROLES, label
from salesreport.display.looks import brand_style
from salesreport.language import Words
from salesreport.report.views import AnalystView, DataView, Meta, RepView, TeamView

_HEAD = Markup(
    '<header class="mast{style}"><div class="masthead">{logo}<h1>{who} '
    '<span class="what">{what}</span></h1><p class="stamp {status}">{stamp}</p></div>'
    '<p class="meta">{about}</p>{after}</header><footer class="running-foot{style}">{foot}</footer>'
)


class HasKind(Protocol):
    """A view of any reader."""

    @property
    def meta(self) -> Meta:
        """What heads and feet need."""

    @property
    def kind(self) -> str:
        """Whose page it is."""

    @property
    def brand(self) -> Brand:
        """In whose looks."""


AnyView = RepView | TeamView | DataView | AnalystView


@dataclass(frozen=True)
class Mast:
    """Head and running foot of a page: whose, what, a line about it, and what stands below.

    `after`: behind the line; `style`: a further class.
    """

    who: str
    what: str
    about: Sequence[str]
    foot: Sequence[str]
    after: Markup | str = ""
    style: str = ""

    def markup(self, view: HasKind, words: Words) -> Markup:
        """The head with logo and stamp of draft or final, and the foot with the brand's own."""
        meta, foot = view.meta, [view.brand.footer_in(words.language), *self.foot]
        return _HEAD.format(
            logo=_logo(view.brand),
            who=self.who, what=self.what, status=meta.status, stamp=stamp_text(meta, words),
            about=Markup(" ").join(Markup("<span>{}</span>").format(part) for part in self.about),
            foot=Markup(" · ").join(Markup("{}").format(part) for part in foot if part),
            after=self.after, style=f" {self.style}" if self.style else "",
        )  # fmt: skip

    def block(self, view: HasKind, words: Words, *, title: str = "", **told: Any) -> Block:
        """The head with the page's language and title in its JSON; `title`: in place of `who`."""
        meta, name = view.meta, f"{title or self.who} {self.what}"
        page = {"language": words.html_lang, "title": name, "kind": view.kind}
        if style := brand_style(view.brand):
            page["style"] = style
        facts = {"page": page, "stamp": stamp_text(meta, words), "meta": told}
        return Fragment(self.markup(view, words), facts)


def _logo(brand: Brand) -> Markup:
    if not brand.logo:
        return Markup("")
    return Markup('<img class="logo" alt="{}" src="{}">').format(brand.name, brand.logo)


def header(view: AnyView, words: Words) -> Block:
    """Name, period, stamp, cut-off dates; the page's language and title in its JSON."""
    meta = view.meta
    who = view.rep.name if isinstance(view, RepView) else team_name(view, words)
    period = words.period(meta.period)
    if isinstance(view, TeamView):
        what = words("{period} retrospective", period=period)
    elif isinstance(view, RepView):
        what = words("{period} personal retrospective", period=period)
    elif isinstance(view, AnalystView):
        what = words("{period} score check", period=period)
    else:
        what = words("{period} data check", period=period)
    about = [*_about(view, words), *_reach(meta, words)]
    mast = Mast(who, what, about, _foot(view, words), after=_override(meta, words))
    return mast.block(view, words, **_plain_meta(meta))


def team_name(view: TeamView | DataView | AnalystView, words: Words) -> str:
    """A team's name; of everybody the run's title."""
    team = None if isinstance(view, DataView) else view.team
    return team or view.meta.title or words("All teams")


def overview_header(view: TeamView, title: str, words: Words) -> Block:
    """Head of the index page."""
    about = [*_about(view, words), *_reach(view.meta, words)]
    mast = Mast(title, "", about, _foot(view, words), after=_override(view.meta, words))
    return Fragment(mast.markup(view, words), {"title": title})


def stamp_text(meta: Meta, words: Words) -> str:
    """Draft v1, or final v1."""
    text = words("Draft") if meta.status == "draft" else words("Final")
    return f"{text} v{meta.version}"


def visibility(view: AnyView, words: Words) -> str:
    """Who may read the page."""
    if isinstance(view, RepView):
        return words("rep and manager only")
    if isinstance(view, AnalystView):
        return words("for the analyst only")
    return words("managers only")


def _about(view: AnyView, words: Words) -> list[str]:
    if isinstance(view, DataView):
        return [words.plural("{n} table read", "{n} tables read", len(view.ledger))]
    if isinstance(view, RepView):
        rep = view.rep
        known = [rep.team, label(ROLES, rep.role, words), rep.territory]
        return [part for part in known if part]
    if isinstance(view, AnalystView):
        rated = sum(1 for line in view.lines if line.score is not None)
        people = words.plural("{n} person", "{n} people", len(view.lines))
        return [words("{people}, {rated} rated", people=people, rated=rated)]
    rated = sum(n for grade, n in view.grades.items() if grade != "not_rated")
    people = words.plural("{n} person", "{n} people", len(view.reps))
    away = sum(1 for rep in view.reps if rep.score.why_null == "on_leave")
    if away:
        return [words("{people}, {rated} rated, {away} on leave",
                      people=people, rated=rated, away=away)]  # fmt: skip
    return [words("{people}, {rated} rated", people=people, rated=rated)]


def _reach(meta: Meta, words: Words) -> list[str]:
    return [
        words("CRM to {day}", day=words.date(meta.as_of)),
        words("finance to {day}", day=words.date(meta.finance_as_of)),
        words("amounts in {currency}", currency=_currency(meta.currency, words)),
    ]


def _currency(code: str, words: Words) -> str:
    return str(words.locale.currencies.get(code, code)) if words.chinese else code


def _foot(view: AnyView, words: Words) -> list[str]:
    meta = view.meta
    return [
        words("Run {run}", run=meta.run_id[:8]),
        words("policy {policy}", policy=meta.policy),
        words(
            "CRM {crm}, finance {finance}",
            crm=words.date(meta.as_of),
            finance=words.date(meta.finance_as_of),
        ),
        visibility(view, words),
    ]


def _override(meta: Meta, words: Words) -> Markup:
    if not meta.weights_override:
        return Markup("")
    changed = words.join(
        f"{measure_name(name, words)} {words.number(weight)}"
        for name, weight in meta.weights_override.items()
    )
    text = words("Weights changed for this page, not the policy's: {changed}", changed=changed)
    return Markup('<p class="override">{}</p>').format(text)


def _plain_meta(meta: Meta) -> dict[str, Any]:
    return {
        "period": meta.period,
        "as_of": meta.as_of.isoformat(),
        "finance_as_of": meta.finance_as_of.isoformat(),
        "currency": meta.currency,
        "policy": meta.policy,
        "status": meta.status,
    }
