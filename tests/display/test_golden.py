"""Small fragments kept as files: a change of a page is seen as a change of text."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesreport.display import rep_pages, team_pages

FOLDER = Path(__file__).parent / "golden"
CASES = {
    "seed-receipt-zh_CN": ("rep", "seed_rep_view", "receipt", "zh_CN"),
    "seed-tiles-en": ("rep", "seed_rep_view", "tiles", "en"),
    "seed-table-2-zh_TW": ("team", "seed_team_view", "evaluation", "zh_TW"),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_golden_fragment_is_unchanged(name, make, request):
    kind, view, section, language = CASES[name]
    pages = (rep_pages if kind == "rep" else team_pages)(make[view](), language)
    shown = str(getattr(pages, section).html()).replace("><", ">\n<") + "\n"
    path = FOLDER / f"{name}.html"
    if request.config.getoption("--update-golden", default=False):
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == path.read_text(encoding="utf-8")
