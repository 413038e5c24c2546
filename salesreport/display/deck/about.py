"""What holds for all slides: title, language, stamp, foot; as the first cell of the notebook."""

from __future__ import annotations

from markupsafe import Markup

from salesreport.branding import Brand
from salesreport.display.blocks import Fragment
from salesreport.display.deck.telling import Telling
from salesreport.display.header import stamp_text
from salesreport.language import Words
from salesreport.report.views import DeckView
from salesreport.slides import DECK, DeckHead, DeckTemplate

_HEAD = Markup(
    '<header class="deck-head"><h1>{title}</h1><p class="stamp {status}">{stamp}</p>'
    '<p class="meta">{about}</p></header>'
)


def about(view: DeckView, words: Words) -> Fragment:
    """The head, its values for whoever draws the deck."""
    tell, meta = Telling(view, words), view.meta
    who = meta.title or words("All teams")
    title = f"{who} {words('{period} retrospective', period=tell.period)}"
    brand = view.brand
    head = DeckHead(
        title=title, language=words.html_lang, stamp=stamp_text(meta, words), foot=foot(tell),
        company=brand.name, template=_template(brand), colours=brand.colours,
        fonts=list(brand.fonts.get(words.language, ())),
    )  # fmt: skip
    page = {"language": words.html_lang, "title": title, "kind": view.kind}
    said = tell.foot(tell.people(view.n_people))
    markup = _HEAD.format(title=title, status=meta.status, stamp=head.stamp, about=said)
    return Fragment(markup, {"page": page, DECK: head.model_dump(mode="json")})


def foot(tell: Telling) -> str:
    """The company's footer, run and policy, as at the foot of every page."""
    words, meta = tell.words, tell.view.meta
    parts = [
        tell.view.brand.footer_in(words.language), words("Run {run}", run=meta.run_id[:8]),
        words("policy {policy}", policy=meta.policy),
    ]  # fmt: skip
    return " · ".join(part for part in parts if part)


def _template(brand: Brand) -> DeckTemplate | None:
    """The company's template; None without one, or where its file is not there."""
    deck = brand.deck
    if deck is None or deck.sha256 is None:
        return None
    return DeckTemplate(path=deck.template, sha256=deck.sha256, layouts=deck.layouts)
