"""Everything a worker needs, done once: imported by the server that workers fork from.

Draws a chart, renders a page and prints it, so that fonts are found, templates
compiled and libraries loaded. No IPython shell is made here: its threads would
not survive the fork.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module

from salesreport.display.charts import Bar, bar_chart
from salesreport.language import LANGUAGES
from salesreport.render import work
from salesreport.render.printing import print_page
from salesreport.render.sealing import seal
from salesreport.report.views import KINDS

WARM_PAGE = (
    '<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>报告 report</title>'
    "<style>td {{ font: 10pt 'Noto Sans', 'Noto Sans CJK SC', sans-serif }}</style></head>"
    "<body><h1>报告 report</h1><table><tr><td>完成率 70%</td></tr></table>{chart}</body></html>"
)


def warm_up() -> None:
    """Build the views' validators; draw a chart, render and print a page in each language."""
    work.exporter(None)
    # For the decks of a build: loaded once here, not in each of their workers.
    import_module("salesreport.render.deck.drawing")
    import_module("salesreport.render.deck.printed")
    for view in KINDS.values():
        view.model_rebuild()
    for language in LANGUAGES:
        chart = bar_chart("warm", [Bar("甲", -1.0, "−1"), Bar("B", 2.0, "2")], alt="warm-up",
                          caption="", language=language)  # fmt: skip
        html = WARM_PAGE.format(language=language.replace("_", "-"), chart=chart.html())
        page = seal(html, where="warm-up")
        print_page(page, where="warm-up")
    # What is here now stays: no collection in a worker need look at it, or copy it.
    gc.collect()
    gc.freeze()


def in_fork_server() -> bool:
    """Whether this process is the server that workers fork from."""
    return any("multiprocessing.forkserver" in part for part in sys.orig_argv)


cold_because: Exception | None = None
"""Why warming up failed, if it did."""

if in_fork_server():
    try:
        warm_up()
    except Exception as error:
        # Every job meets the same fault and reports it by name; a server that
        # died here would only hide it.
        cold_because = error
