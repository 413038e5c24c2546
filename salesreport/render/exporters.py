"""nbconvert exporters: an executed notebook as a sealed page, and as its PDF.

`jupyter nbconvert --to salesreport-html` (or `salesreport-pdf`) does what the
batch does. Only a notebook that ran clean is taken.
"""

from __future__ import annotations

import html
import re
from typing import Any

# papermill before nbconvert: see the package.
import papermill  # noqa: F401
from jinja2 import pass_context
from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from traitlets import default

from salesreport.display.blocks import MIME
from salesreport.display.lab import unframed
from salesreport.errors import RenderError
from salesreport.render.landmarks import contents, is_sortable, landmark_words
from salesreport.render.parameters import setting
from salesreport.render.printing import print_page
from salesreport.render.sealing import seal
from salesreport.render.unbroken import unbroken
from salesreport.resources import resource, script, stylesheet

HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>|^# +(.+)$", re.DOTALL | re.MULTILINE)
TAG = re.compile(r"<[^>]+>")


class ReportHTMLExporter(HTMLExporter):
    """One self-contained HTML page: no code, no remote reference, strict policy.

    Language and title are what the report's own header says; without one, the
    notebook's `metadata.language` and `.title`, else its `language` parameter and
    its first heading, else `en` and the notebook's name. Templates find them as
    `resources.language_code` (for `lang`) and `resources.title`, the stylesheet as
    `resources.css`; as `resources.contents` the page's sections, as `resources.words` the
    words of the frame; `resources.script` is empty unless a table can be sorted.
    """

    export_from_notebook = "Sales report (HTML)"

    _page: dict[str, Any] = {}

    @default("template_name")
    def _template_name_default(self) -> str:
        return "salesreport"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(resource("templates"))]

    @default("extra_template_paths")
    def _extra_template_paths_default(self) -> list[str]:
        return list(self.extra_template_basedirs)

    @default("exclude_input")
    def _exclude_input_default(self) -> bool:
        return True

    @default("exclude_input_prompt")
    def _exclude_input_prompt_default(self) -> bool:
        return True

    @default("exclude_output_prompt")
    def _exclude_output_prompt_default(self) -> bool:
        return True

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **settings: Any
    ) -> tuple[Any, dict[str, Any]]:
        """The page of an executed notebook.

        Raises
        ------
        RenderError
            The notebook did not run clean, or the page cannot be sealed.
        """
        name = str((resources or {}).get("metadata", {}).get("name") or "notebook")
        require_clean(nb, where=name)
        about = _about(nb, name)
        self._page = about | {
            "contents": contents(nb),
            "words": landmark_words(about["language_code"]),
            "script": script() if is_sortable(nb) else "",
        }
        found = self._init_resources(resources)
        widgets = WidgetsDataTypeFilter(
            notebook_metadata=self._nb_metadata, parent=self, resources=found
        )
        for filter_name, found_filter in (
            ("highlight_code", Highlight2HTML(parent=self)),
            ("filter_data_type", widgets),
        ):
            self.register_filter(filter_name, found_filter)  # type: ignore[no-untyped-call]
        # Past HTMLExporter's own pass, which parses and rewrites the whole page.
        page, found = TemplateExporter.from_notebook_node(self, nb, found, **settings)
        return seal(unbroken(page), where=name), found

    @pass_context
    def markdown2html(self, context: Any, source: str) -> Markup:
        """Markdown as HTML; the notebook's own text is trusted, data never is."""
        return Markup(super().markdown2html(context, source))

    def _create_environment(self) -> Any:
        environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        # A template is compiled before a notebook is at hand, which brings the other filters.
        environment.filters["unframed"] = unframed
        return environment

    def _init_resources(self, resources: Any) -> dict[str, Any]:
        found: dict[str, Any] = super()._init_resources(resources)  # type: ignore[no-untyped-call]
        found.update(self._page, css=stylesheet())
        return found


class ReportPDFExporter(ReportHTMLExporter):
    """The same page printed: tagged PDF (PDF/UA-1), fonts embedded and subset."""

    export_from_notebook = "Sales report (PDF)"

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **settings: Any
    ) -> tuple[Any, dict[str, Any]]:
        """The PDF of an executed notebook.

        Raises
        ------
        RenderError, FontError
            As for the page; see also `print_page`.
        """
        page, found = super().from_notebook_node(nb, resources, **settings)
        name = str(found.get("metadata", {}).get("name") or "notebook")
        printed = print_page(page, where=name)
        for note in printed.notes:
            self.log.info("%s: %s", name, note)
        found["output_extension"] = ".pdf"
        return printed.pdf, found


def require_clean(notebook: Any, *, where: str) -> None:
    """Refuse a notebook whose page would look finished but is not.

    Raises
    ------
    RenderError
        A code cell with source that never ran, an error among the outputs, or
        text on stdout or stderr (a `print`, a warning).
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    for number, cell in enumerate(code, start=1):
        for output in cell.outputs:
            if output.output_type == "error":
                raise _unclean(f"{output.ename}: {output.evalue}", number, where,
                               "correct the cause and run it again")  # fmt: skip
            if output.output_type == "stream":
                text = str(output.text).strip()[:200]
                raise _unclean(f"{output.name} says {text!r}", number, where,
                               "take the print out, or mend what the warning is about")  # fmt: skip
        if cell.execution_count is None:
            raise _unclean("it has not run", number, where, "run the whole notebook first")


def _unclean(what: str, number: int, where: str, remedy: str) -> RenderError:
    return RenderError(
        what,
        where=f"{where}, code cell {number}",
        expected="a notebook that ran to its end without a word outside its outputs",
        remedy=remedy,
    )


def _about(notebook: Any, name: str) -> dict[str, str]:
    page = _header(notebook)
    language = page.get("language") or notebook.metadata.get("language")
    language = str(language or setting(notebook, "language") or "en")
    title = page.get("title") or notebook.metadata.get("title") or _heading(notebook) or name
    return {"language_code": language.replace("_", "-"), "title": str(title)}


def _header(notebook: Any) -> dict[str, Any]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            page = output.get("data", {}).get(MIME, {}).get("page")
            if page:
                return dict(page)
    return {}


def _heading(notebook: Any) -> str:
    for cell in notebook.cells:
        shown = [cell.source] if cell.cell_type == "markdown" else [
            output.data.get("text/html", "")
            for output in cell.get("outputs", []) if "data" in output
        ]  # fmt: skip
        for text in shown:
            match = HEADING.search(text)
            if match:
                bare = TAG.sub("", match.group(1) or match.group(2))
                return " ".join(html.unescape(bare).split())
    return ""
