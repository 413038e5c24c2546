"""docs/playbook.md says what the code does."""

import re
from pathlib import Path

import yaml

from salesreport.playbook import FIGURES, PlaybookSettings, load_playbook, shipped_playbook

DOCUMENT = (Path(__file__).parents[2] / "docs/playbook.md").read_text(encoding="utf-8")


def test_the_table_of_rules_is_that_of_the_shipped_file():
    row = r"^\| `(\w+)` \| `(\w+)`(.*?) \| (above|below) (\d+) % \| (\d+) \|$"
    rows = re.findall(row, DOCUMENT, re.MULTILINE)
    told = [
        (rule, figure, side, int(limit) / 100, int(n), "largest" in said or said == ": the same")
        for rule, figure, said, side, limit, n in rows
        if rule != "late_quote"
    ]
    shipped = [
        (rule.id, rule.figure, "above", rule.above, rule.fewest, rule.leads)
        for rule in shipped_playbook().rules
        if rule.id != "late_quote"
    ]
    assert told == shipped
    assert len(rows) == len(shipped_playbook().rules)


def test_every_figure_is_explained():
    assert all(f"`{name}`" in DOCUMENT for name in FIGURES)


def test_the_examples_load(tmp_path):
    first, second = (
        yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)
    )
    settings = PlaybookSettings.model_validate(first["playbook"])
    (tmp_path / "playbook.yaml").write_text(yaml.safe_dump(second, allow_unicode=True), "utf-8")
    rules = {rule.id: rule for rule in load_playbook(settings, tmp_path).rules}
    assert rules["slow_response"].above == 0.15
    assert "slipped" not in rules
    assert dict(rules["reason_blank"].fix)["en"] == "No close without a reason"
    assert rules["legal_late"].leads
