"""Pages of reps of the sample: no method by name, no word that was agreed against."""

from __future__ import annotations

import re

import lxml.html
import pytest

from salesreport.display import rep_pages
from salesreport.language import LANGUAGES
from tests.language.agreed import METHODS, found_in, left


@pytest.fixture(scope="module")
def views(sample):
    """Views of a rep of the best grade, of the third and of the last."""
    everybody = sample.for_team(None).reps
    wanted = ("excellent", "pass", "needs_improvement")
    ids = [next(rep.rep_id for rep in everybody if rep.score.grade == one) for one in wanted]
    return [sample.for_rep(rep_id) for rep_id in ids]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_a_rep_names_a_method_or_a_word_of_the_left_side(views, language):
    for view in views:
        page = lxml.html.fromstring(f"<main>{rep_pages(view, language).html()}</main>")
        text = page.text_content() + "".join(page.xpath("//@aria-label | //@alt | //@title"))
        assert len(text) > 3000
        assert found_in(text, [*left(language), *METHODS]) == [], view.rep.rep_id
        # a change of a rate is in points, never in per cent
        assert re.findall(r"[+−]\d+(?:\.\d+)?%", text) == []
