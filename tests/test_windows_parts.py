"""What differs on Windows, as far as it can be played elsewhere.

Worker processes that start afresh, a console that speaks GBK, and folders with Chinese
characters and blanks in their names.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent

IMPORT_ALL = """\
import importlib, multiprocessing, pkgutil

def import_all(folder):
    import salesreport
    found = pkgutil.walk_packages(salesreport.__path__, "salesreport.")
    names = [module.name for module in found if not module.name.endswith("__main__")]
    modules = [importlib.import_module(name) for name in names]
    return [module.__file__ for module in modules]

if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print("\\n".join(pool.apply(import_all, (None,))))
"""


def gbk_console(*command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """A command as a Chinese Windows console starts it; its output is bytes of GBK."""
    environment = {**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True
    )


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose path has Chinese characters and a blank."""
    folder = tmp_path_factory.mktemp("盘") / "销售 复盘"
    made = gbk_console("-m", "salesreport", "init", str(folder), folder=folder.parent)
    assert made.returncode == 0, made.stderr.decode("gbk")
    assert folder.name in made.stdout.decode("gbk")
    return folder


def test_every_module_imports_in_a_spawned_process_below_a_chinese_path(tmp_path: Path) -> None:
    folder = tmp_path / "销售 复盘"
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("salesreport", "notebooks", "templates", "params"):
        shutil.copytree(TOP / name, folder / name, ignore=ignored)
    script = folder / "全部 导入.py"
    script.write_text(IMPORT_ALL, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, str(script)], env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    files = done.stdout.split("\n")[:-1]
    assert len(files) > 10
    assert all(file.startswith(str(folder)) for file in files)


def test_help_is_readable_on_a_gbk_console(tmp_path: Path) -> None:
    shown = gbk_console("-m", "salesreport", "--help", folder=tmp_path)
    assert shown.returncode == 0, shown.stderr.decode("gbk")
    for command in ("init", "check", "score", "build"):
        assert command in shown.stdout.decode("gbk")


def test_check_writes_chinese_to_a_gbk_console(workspace: Path) -> None:
    shown = gbk_console("-m", "salesreport", "check", "params/seed-2024-03.yaml", folder=workspace)
    text = shown.stdout.decode("gbk")
    assert shown.returncode == 0, text + shown.stderr.decode("gbk")
    assert re.search(r"[\u4e00-\u9fff]", text)


def test_json_on_a_gbk_console_is_ascii_and_keeps_the_names(workspace: Path) -> None:
    shown = gbk_console(
        "-m", "salesreport", "score", "params/seed-2024-03.yaml", "--json", folder=workspace
    )
    assert shown.returncode == 0, shown.stderr.decode("gbk")
    assert {rep["name"] for rep in json.loads(shown.stdout.decode("ascii"))["reps"]} == {
        "张*",
        "李*",
    }


def test_a_name_that_gbk_lacks_does_not_stop_the_command(workspace: Path) -> None:
    shown = gbk_console("-m", "salesreport", "check", "params/팀 ☂.yaml", folder=workspace)
    assert shown.returncode == 2
    assert "Traceback" not in shown.stderr.decode("gbk")
    assert "? ?.yaml" in shown.stderr.decode("gbk")


@pytest.mark.slow
def test_a_build_below_a_chinese_path_writes_its_pages(workspace: Path) -> None:
    built = gbk_console(
        "-m", "salesreport", "build", "params/seed-2024-03.yaml", "--jobs", "1", folder=workspace
    )
    assert built.returncode == 0, (built.stdout + built.stderr).decode("gbk")
    (index,) = (workspace / "reports").rglob("index.html")
    pages = sorted(path.name for path in (index.parent / "reps").iterdir())
    assert len([page for page in pages if page.endswith(".pdf")]) == 2
    assert any("张" in page for page in pages)
