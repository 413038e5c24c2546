"""Formats of run file, policy and JSON are pinned."""

import json
from pathlib import Path

import jsonschema
import pytest

from salesreport.mappings import mapping_names
from salesreport.mappings.model import SHIPPED
from salesreport.params import load_run
from salesreport.report import build_report
from salesreport.schemas import schemas
from salesreport.yamlfile import read_yaml

ROOT = Path(__file__).resolve().parents[1]
LEXICON = ROOT / "salesreport/lexicon/lexicon.yaml"
RULES = ROOT / "salesreport/playbook/rules.yaml"
NAMES = ["run-file", "mapping", "policy", "lexicon", "playbook", "branding", "score", "report"]


@pytest.mark.parametrize("name", NAMES)
def test_committed_schema_is_what_the_code_says(name):
    committed = json.loads((ROOT / f"docs/schema/{name}.schema.json").read_text(encoding="utf-8"))
    assert schemas()[name] == committed, "run python -m salesreport.schemas docs/schema"


@pytest.mark.parametrize("path", sorted((ROOT / "params").rglob("*.yaml")), ids=lambda p: p.name)
def test_shipped_run_files_and_policies_fit_their_schema(path):
    name = {"policy": "policy", "branding": "branding"}.get(
        path.stem if path.stem == "branding" else path.parent.name, "run-file"
    )
    jsonschema.validate(read_yaml(path), schemas()[name])


@pytest.mark.parametrize("name", mapping_names())
def test_shipped_mappings_fit_their_schema(name):
    jsonschema.validate(read_yaml(SHIPPED / f"{name}.yaml"), schemas()["mapping"])


def test_the_shipped_lexicon_fits_its_schema():
    jsonschema.validate(read_yaml(LEXICON), schemas()["lexicon"])


def test_the_shipped_rules_of_the_playbook_fit_their_schema():
    jsonschema.validate(read_yaml(RULES), schemas()["playbook"])


def test_report_json_of_the_seed_fits_its_schema():
    report = build_report(load_run(ROOT / "params/seed-2024-03.yaml"))
    document = json.loads(json.dumps(report.to_json(lambda problem: "do"), allow_nan=False))
    jsonschema.validate(document, schemas()["report"])
    document.pop("pages")
    jsonschema.validate(document, schemas()["score"])


def test_schema_refuses_a_key_nobody_knows():
    report = build_report(load_run(ROOT / "params/seed-2024-03.yaml"))
    document = report.document(lambda problem: "do").model_dump(mode="json")
    document["reps"][0]["rank"] = 1
    with pytest.raises(jsonschema.ValidationError, match="rank"):
        jsonschema.validate(document, schemas()["score"])
