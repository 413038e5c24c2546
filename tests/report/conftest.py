"""Reports of the shipped runs, built once a session."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def case_folder(shared):
    """A published hard case; the test is skipped where the folder is absent."""
    return lambda name: shared / "cases" / name
