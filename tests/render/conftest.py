from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

PARAMETERS = 'run: str = ""\nrep_id: str = ""\nlanguage: str = "zh_CN"'

TEMPLATE = """\
<!DOCTYPE html>
<html lang="{{ resources.language_code }}"><head><meta charset="utf-8">
<title>{{ resources.title }}</title>
<style>@page { size: A4; margin: 18mm } body { font: 10pt "Noto Sans CJK SC", sans-serif }</style>
</head><body>
{%- for cell in nb.cells if cell.cell_type == "markdown" %}{{ cell.source | markdown2html }}
{%- endfor %}
{%- for cell in nb.cells if cell.cell_type == "code" %}{% for output in cell.outputs %}
{%- if "text/html" in output.data %}{{ output.data["text/html"] | safe }}
{%- else %}<p>{{ output.data["text/plain"] }}</p>{% endif %}
{%- endfor %}{% endfor %}
</body></html>
"""

PAGE = """\
import json
from IPython.display import HTML
view = json.load(open(run, encoding="utf-8"))
HTML(f"<h1>李某 三月复盘</h1><p>第{view['n']}位，完成率 70%</p>")
"""


def notebook_of(*cells: str, language: str = "python", parameters: bool = True) -> Any:
    """A notebook of code cells, the first one tagged `parameters`."""
    made = [nbformat.v4.new_code_cell(source, id=f"c{n}") for n, source in enumerate(cells)]
    if parameters and made:
        made[0].metadata["tags"] = ["parameters"]
    kernel = {"name": "python3", "display_name": "Python 3", "language": language}
    return nbformat.v4.new_notebook(cells=made, metadata={"kernelspec": kernel})


@pytest.fixture
def notebook() -> Callable[..., Any]:
    return notebook_of


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., Path]:
    """Saves a notebook of code cells, after the usual parameters cell."""

    def save(name: str, *cells: str) -> Path:
        path = tmp_path / f"{name}.ipynb"
        if not path.exists():
            # A worker may be reading it.
            nbformat.write(notebook_of(PARAMETERS, *cells), path)
        return path

    return save


@pytest.fixture
def page_cell() -> str:
    return PAGE


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A folder of templates that holds a small one under the shipped one's name."""
    folder = tmp_path / "templates" / "salesreport"
    folder.mkdir(parents=True)
    (folder / "conf.json").write_text('{"base_template": "base"}', "utf-8")
    (folder / "index.html.j2").write_text(TEMPLATE, "utf-8")
    return folder.parent
