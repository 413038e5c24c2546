"""Settings shown in the documents are such as the package itself accepts."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from salesreport.improvement.files import load_plan_rules
from salesreport.params import load_run
from salesreport.policy import load_policy
from tests.documents.blocks import BLOCKS, ROOT

SHOWN = [block for block in BLOCKS if block.kind == "yaml"]
ELSEWHERE = {
    "docs/branding.md": "tests/branding/test_document.py",
    "docs/lexicon.md": "tests/lexicon/test_files.py",
    "docs/mappings.md": "tests/mappings/test_documentation.py",
    "docs/playbook.md": "tests/playbook/test_document.py",
    "docs/monthly.md": "tests/documents/test_commands.py",
    "docs/monthly.zh-CN.md": "tests/documents/test_commands.py",
    "docs/quarterly.md": "tests/documents/test_commands.py",
    "docs/quarterly.zh-CN.md": "tests/documents/test_commands.py",
    "docs/adding-a-mapping.md": "tests/documents/test_commands.py",
    "docs/adding-a-measure.md": "tests/documents/test_measure_example.py",
}
"""Documents whose settings another test reads, and which."""
HERE = [block for block in SHOWN if block.page not in ELSEWHERE]
RUN = {"period": "2026-06", "currency": "CNY", "policy": "policy.yaml", "language": "en",
       "data": {"opportunities": {"path": "deals.csv"}}}  # fmt: skip
POLICY = {"currency": "CNY", "weights": {"completion": 100},
          "goalposts": {"completion": {"lo": 0, "hi": 1}}}  # fmt: skip


def accepted(shown: dict[str, object], folder: Path) -> None:
    """Raise what the package says against a block of settings."""
    policy, run = folder / "policy.yaml", folder / "run.yaml"
    policy.write_text(yaml.safe_dump(POLICY), "utf-8")
    if "rules" in shown:
        (folder / "plans.yaml").write_text(yaml.safe_dump(shown), "utf-8")
        load_plan_rules(folder / "plans.yaml")
    elif "target_split" in shown:
        policy.write_text(yaml.safe_dump(POLICY | shown), "utf-8")
        load_policy(policy)
    else:
        assert set(shown) <= {"target_plan", "data"}
        for source in dict(shown.get("data", {})).values():
            # the workbook that an earlier command wrote
            book = folder / source["path"].replace("<title>", "t")
            source["path"] = str(book)
            book.parent.mkdir(parents=True, exist_ok=True)
            book.write_bytes(b"")
        run.write_text(yaml.safe_dump(RUN | shown), "utf-8")
        load_run(run)


@pytest.mark.parametrize("block", HERE, ids=str)
def test_settings_of_a_document_are_accepted(block, tmp_path):
    accepted(yaml.safe_load(block.text), tmp_path)


@pytest.mark.parametrize("change", [{"target_plan": {"totl": 1}}, {"target_split": {"bnd": 1}},
                                    {"rules": {"follow_up": {"abov": 1}}}])  # fmt: skip
def test_settings_with_a_wrong_key_are_seen(change, tmp_path):
    with pytest.raises(Exception, match="did you mean"):
        accepted(change, tmp_path)


@pytest.mark.parametrize(("page", "test"), ELSEWHERE.items())
def test_settings_left_to_another_test_are_read_there(page, test):
    source = (ROOT / test).read_text("utf-8")
    reads_all = "BLOCKS" in source or "all_mappings" in source
    assert reads_all or Path(page).name in source or "DOCUMENT" in source
    assert any(block.page == page for block in SHOWN)
