"""The messages the code and the templates ask for, found in their source."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from salesreport.mappings import read_mapping

PACKAGE = Path(__file__).resolve().parents[2] / "salesreport"
SPOKEN = (
    "decisions/*.py", "display/*.py", "display/deck/*.py", "language/*.py", "proposal/*.py",
    "render/deck/*.py", "render/landmarks.py", "render/outputs.py",
    "render/planbooks.py", "render/targets.py", "render/weeklyfiles.py",
    "report/targets/agreed.py", "report/weekly/columns.py", "scorecard/*.py",
    "targetbook/*.py", "workbooks/*.py",
    "howto.py", "workspace.py",
)  # fmt: skip
NAMES = {"words", "mark", "self"}
SYSTEMS = ("hubspot", "salesforce", "template", "wukongcrm")
"""Mappings whose title and remarks are translated; the others read data sets in English."""
METHODS = {"plural", "html", "words"}


def messages_in(source: str) -> set[str | tuple[str, str]]:
    """Message ids of one module: a text, or singular and plural."""
    found: set[str | tuple[str, str]] = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = (
            node.func.id
            if isinstance(node.func, ast.Name)
            else (node.func.attr if isinstance(node.func, ast.Attribute) else "")
        )
        if name not in (NAMES if isinstance(node.func, ast.Name) else METHODS):
            continue
        texts = [
            argument.value
            for argument in node.args
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        if name == "plural" and len(texts) == 2:
            found.add((texts[0], texts[1]))
        elif texts:
            found.add(texts[0])
    return found


@pytest.fixture(scope="session")
def used_messages() -> set[str | tuple[str, str]]:
    """All messages the package asks for."""
    sources = [path for pattern in SPOKEN for path in sorted(PACKAGE.glob(pattern))]
    mappings = [read_mapping(name, Path()) for name in SYSTEMS]
    said = {text for mapping in mappings for text in (mapping.title, *mapping.remarks)}
    return said.union(*(messages_in(path.read_text("utf-8")) for path in sources))
