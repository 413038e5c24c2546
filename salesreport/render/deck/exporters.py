"""nbconvert exporter: an executed deck notebook as an editable PowerPoint file.

`jupyter nbconvert --to salesreport-pptx deck.ipynb` does what a build does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

# papermill before nbconvert: see the package above.
import papermill  # noqa: F401
from nbconvert.exporters import Exporter
from traitlets import Unicode, default

from salesreport.render.deck.reading import slides_of
from salesreport.render.exporters import require_clean
from salesreport.slides import DeckTemplate


class ReportPPTXExporter(Exporter):
    """A deck of native charts and tables, from a notebook that ran clean."""

    export_from_notebook = "Sales report (PPTX)"

    template_file = Unicode(
        "", help="A company's own .pptx or .potx, in place of what the run names."
    ).tag(config=True, affects_environment=False)

    base = Unicode("", help="Folder that the path of the run's template starts at.").tag(
        config=True
    )

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pptx"

    output_mimetype = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **settings: Any
    ) -> tuple[Any, dict[str, Any]]:
        """The deck of an executed notebook.

        Raises
        ------
        RenderError
            The notebook did not run clean or holds no slides; the file that
            `template_file` names cannot be used.
        """
        from salesreport.render.deck.drawing import draw_deck

        name = str((resources or {}).get("metadata", {}).get("name") or "notebook")
        require_clean(nb, where=name)
        head, slides = slides_of(nb, where=name)
        if self.template_file:
            own = DeckTemplate(path=str(Path(self.template_file).absolute()), sha256="")
            head = head.model_copy(update={"template": own})
        base = Path(self.base or (resources or {}).get("metadata", {}).get("path") or ".")
        found: dict[str, Any] = self._init_resources(resources)  # type: ignore[no-untyped-call]
        drawn = draw_deck(head, slides, base=base, strict=bool(self.template_file))
        for note in drawn.notes:
            self.log.warning("%s: %s", name, note)
        found["output_extension"] = self.file_extension
        found["notes"] = drawn.notes
        return drawn.pptx, found
