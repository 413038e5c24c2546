"""The worked example of docs/adding-a-measure.md, made in a copy of the package and run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest
import yaml

from tests.documents.blocks import BLOCKS, ROOT

pytestmark = pytest.mark.slow
STEPS = [block for block in BLOCKS if block.page == "docs/adding-a-measure.md"]
TABLES = {"opportunities": {"path": "deals.csv"}, "targets": {"path": "targets.csv"}}
RUN = {"period": "2024-06", "language": "en", "currency": "CNY", "policy": "policy.yaml",
       "data": TABLES}  # fmt: skip
TARGETS = "rep_id,measure,period,value\nA,bookings,2024-06,2000\n"
DEALS = """\
opportunity_id,rep_id,customer,created_date,stage,close_date,amount
O1,A,X,2024-06-01,won,2024-06-11,500
O2,A,Y,2024-05-01,won,2024-06-08,500
O3,A,Z,2024-05-01,won,2024-06-09,500
O4,A,W,2024-05-01,won,2024-06-10,500
"""


def placed(text, name, addition):
    """A module's text with an addition before the bracket that closes an assignment."""
    head = re.search(rf"^{name}\b.*= \w*[({{\[]$", text, re.MULTILINE)
    assert head, f"no assignment to {name}"
    end = re.compile(r"^[)}\]]", re.MULTILINE).search(text, head.end()).start()
    return f"{text[:end]}{addition}\n{text[end:]}"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The package and the tests of measures with the document's changes."""
    top = tmp_path_factory.mktemp("copy")
    left = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "salesreport", top / "salesreport", ignore=left)
    (top / "tests").mkdir()
    shutil.copytree(ROOT / "tests/measures", top / "tests/measures", ignore=left)
    for name in ("tests/conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, top / name)
    for block in STEPS:
        if block.kind == "python":
            where, _, name = block.head.partition(", in ")
            path, addition = top / where, block.text.partition("\n")[2]
            text = path.read_text("utf-8") if path.exists() else ""
            changed = placed(text, name, addition) if name else f"{text}\n\n{addition}\n"
            path.write_text(changed, "utf-8")
    for name in ("measures/single/__init__.py", "measures/__init__.py"):
        path = top / "salesreport" / name
        text = path.read_text("utf-8").replace('"cycle_days",', '"cycle_days", "quick_win_rate",')
        path.write_text(text.replace(" cycle_days,", " cycle_days, quick_win_rate,"), "utf-8")
    return top


SCORED = """\
from salesreport import build_report, load_run


def test_it_scores_by_the_policy_of_the_page():
    (rep,) = build_report(load_run("run.yaml")).everybody.reps
    assert rep.figures["quick_win_rate"].value == 0.25
    # all of completion's 70, and 0.25 / 0.40 of 30
    assert rep.score.score == 88.75
"""


def test_its_own_tests_pass_the_catalogues_too_and_it_scores_by_the_policy_of_the_page(copy):
    (policy,) = [block for block in STEPS if block.kind == "yaml"]
    files = {"policy.yaml": policy.text, "run.yaml": yaml.safe_dump(RUN), "deals.csv": DEALS,
             "targets.csv": TARGETS, "tests/measures/test_scored.py": SCORED}  # fmt: skip
    for name, text in files.items():
        (copy / name).write_text(text, "utf-8")
    names = [f"tests/measures/test_{name}.py" for name in ("quick_win_rate", "catalogue", "scored")]
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    ran = subprocess.run([*words, *names], cwd=copy, capture_output=True, encoding="utf-8",
                         env={**os.environ, "PYTHONPATH": str(copy)})  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"^\d{2} passed", ran.stdout, re.MULTILINE), ran.stdout
