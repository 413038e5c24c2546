"""What outputs were made from: hashes of inputs and code, versions of packages."""

from __future__ import annotations

import glob
import hashlib
import json
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from salesreport.params import RunFile
from salesreport.render.jobs import Job
from salesreport.resources import resource
from salesreport.yamlfile import read_yaml

PACKAGES = (
    "salesreport", "pandas", "numpy", "pydantic", "Babel", "matplotlib", "seaborn",
    "papermill", "nbconvert", "ipykernel", "weasyprint",
)  # fmt: skip


def input_hashes(run: RunFile) -> dict[str, str]:
    """SHA-256 of every file the run reads, by path relative to the run file."""
    patterns = [source.path for source in run.data.values()]
    patterns += [join.path for source in run.data.values() for join in source.join]
    found = {run.path.name, str(read_yaml(run.path)["policy"])}
    for pattern in patterns:
        found |= set(glob.glob(pattern, root_dir=run.folder, recursive=True))
    files = {Path(os.path.relpath(run.folder / name, run.folder)).as_posix() for name in found}
    return {
        name: _file_hash(run.folder / name)
        for name in sorted(files)
        if (run.folder / name).is_file() and not Path(name).name.startswith("~$")
    }


def package_versions() -> dict[str, str]:
    """Version of Python and of each package that can change a page."""
    versions = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "not installed"
    return versions


def job_key(job: Job, engine: str, shipped: str) -> str:
    """Hash of all a page depends on: view, notebook, parameters, engine, and `shipped_hash`."""
    parts = [
        hashlib.sha256(job.view).hexdigest(),
        _file_hash(job.notebook),
        json.dumps(job.parameters, sort_keys=True, ensure_ascii=False, default=str),
        engine,
        shipped,
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def shipped_hash() -> str:
    """Hash of code, catalogs and templates as they are now, and the packages' versions."""
    package = Path(__file__).resolve().parents[1]
    files = sorted(
        path
        for top in (package, resource("templates"))
        for path in top.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )
    digest = hashlib.sha256(repr(sorted(package_versions().items())).encode())
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _file_hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def manifest_head(run: RunFile, failed: list[dict[str, Any]]) -> dict[str, Any]:
    """The manifest without its files: no clock, no path of this machine."""
    return {
        "format": 1,
        "run": run.name,
        "period": run.period.label,
        "policy": run.policy.name,
        "status": run.status,
        "as_of": run.as_of.isoformat(),
        "finance_as_of": run.finance_as_of.isoformat(),
        "inputs": input_hashes(run),
        "versions": package_versions(),
        "failed": failed,
    }
