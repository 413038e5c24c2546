"""The wheel alone, without the checkout and without developers' tools, builds a report."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

TOP = Path(__file__).resolve().parent.parent


def run(*command: str | Path, folder: Path) -> str:
    """Output of a command that must not fail, started away from the checkout."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout with the tools at hand."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=TOP)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_shipped_file_once(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    for folder in ("notebooks", "templates", "params"):
        for path in (TOP / folder).rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                inside = f"salesreport/bundled/{path.relative_to(TOP).as_posix()}"
                assert names.count(inside) == 1, inside


def test_the_wheel_holds_the_package_and_nothing_beside_it(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in ZipFile(wheel).namelist()}
    assert tops == {"salesreport", "salesreport-0.1.0.dist-info"}


@pytest.mark.proof
def test_the_wheel_alone_makes_a_workspace_and_builds_its_reports(
    wheel: Path, tmp_path: Path
) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "venv", folder=tmp_path)
    scripts = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    constraints = TOP / "constraints.txt"
    run(scripts / "python", "-m", "pip", "install", "-c", constraints, wheel, folder=tmp_path)
    listed = run(scripts / "python", "-m", "pip", "list", folder=tmp_path)
    assert "pytest" not in listed
    run(scripts / "salesreport", "init", "workspace", folder=tmp_path)
    workspace = tmp_path / "workspace"
    run(scripts / "salesreport", "build", "params/seed-2024-03.yaml", folder=workspace)
    assert list((workspace / "reports").rglob("index.html"))
    page = ["notebooks/rep_retrospective.ipynb", "out.ipynb", "-r", "rep_id", "0003"]
    run(scripts / "papermill", *page, folder=workspace)
    run(scripts / "jupyter", "nbconvert", "--to", "salesreport-pdf", "out.ipynb", folder=workspace)
    assert (workspace / "out.pdf").read_bytes().startswith(b"%PDF")
