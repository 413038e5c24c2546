"""Views in words, tables and charts: objects that show themselves on a page.

`rep_pages(report, language)` and `team_pages(report, language)` have one
attribute a section; `index_page` is the month at a glance. Display computes
nothing: every number comes from the view.
"""

from salesreport.display.deck import DeckPages, deck_pages
from salesreport.display.fonts import fonts_absent, printable, require_glyphs
from salesreport.display.index import IndexFile, index_page
from salesreport.display.pages import (
    AnalystPages,
    DataPages,
    PlaybookPages,
    RepPages,
    TargetPages,
    TeamPages,
    analyst_pages,
    data_pages,
    playbook_pages,
    rep_pages,
    target_pages,
    team_pages,
    weekly_pages,
)
from salesreport.display.problems import problem_message, problem_place, problem_remedy
from salesreport.display.weekly import remark_lines

__all__ = [
    "AnalystPages",
    "DataPages",
    "DeckPages",
    "IndexFile",
    "PlaybookPages",
    "RepPages",
    "TargetPages",
    "TeamPages",
    "analyst_pages",
    "data_pages",
    "deck_pages",
    "fonts_absent",
    "index_page",
    "playbook_pages",
    "printable",
    "problem_message",
    "problem_place",
    "problem_remedy",
    "remark_lines",
    "rep_pages",
    "require_glyphs",
    "target_pages",
    "team_pages",
    "weekly_pages",
]
