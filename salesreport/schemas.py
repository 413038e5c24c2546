"""JSON Schemas of run file, mapping, policy, lexicon, rules, branding and `report.json`.

`python -m salesreport.schemas docs/schema` writes them; a test holds the
committed files equal to the code, so that a change of format is seen.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from pydantic import Field, TypeAdapter

from salesreport.branding import Branding
from salesreport.improvement import PlanRulesFile
from salesreport.lexicon import LexiconFile
from salesreport.mappings import Mapping
from salesreport.playbook import RulesFile
from salesreport.policy import Policy
from salesreport.report.document import ReportDocument
from salesreport.report.views import DataView, DeckView, RepView, TeamView
from salesreport.runsettings import RunSettings


class Pages(ReportDocument):
    """`report.json`: the document and, under `pages`, every reader's view."""

    pages: dict[str, list[TeamView | RepView | DataView | DeckView]] = Field(
        description="teams: everybody first, then each team; reps: one each; data: the input's; "
        "deck: the deck's"
    )


_TYPES: dict[str, type] = {
    "run-file": RunSettings,
    "mapping": Mapping,
    "policy": Policy,
    "lexicon": LexiconFile,
    "playbook": RulesFile,
    "plan-rules": PlanRulesFile,
    "branding": Branding,
    "score": ReportDocument,
    "report": Pages,
}

_WRITTEN_BY_HAND = {*_TYPES} - {"score", "report"}


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema by name: that of every format that is read or written."""
    return {
        name: TypeAdapter(kind).json_schema(
            mode="validation" if name in _WRITTEN_BY_HAND else "serialization"
        )
        for name, kind in _TYPES.items()
    }


def write_schemas(folder: Path) -> None:
    """Write each schema as `<name>.schema.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        text = json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True)
        (folder / f"{name}.schema.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write the JSON Schemas to a folder.")
    parser.add_argument("folder", type=Path)
    write_schemas(parser.parse_args().folder)
