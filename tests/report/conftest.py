"""Reports of the shipped runs, built once a session."""

from pathlib import Path

import pytest

from salesreport.params import load_run
from salesreport.report import build_report

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def seed():
    return build_report(load_run(ROOT / "params/seed-2024-03.yaml"))


@pytest.fixture(scope="session")
def sample():
    return build_report(load_run(ROOT / "params/sample.yaml"))


@pytest.fixture(scope="session")
def maven():
    if not (SHARED / "data/maven_crm").is_dir():
        pytest.skip("needs the public CRM set in ../shared/data/maven_crm")
    return build_report(load_run(ROOT / "params/examples/maven.yaml"))


@pytest.fixture(scope="session")
def case_folder(shared):
    """A published hard case; the test is skipped where the folder is absent."""
    return lambda name: shared / "cases" / name
