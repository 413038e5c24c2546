"""What outputs were made from: hashes of inputs and code, versions of packages."""

from __future__ import annotations

import glob
import hashlib
import json
import os
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from salesreport.errors import SourceFileError
from salesreport.params import RunFile
from salesreport.readers.files import LOCK
from salesreport.readers.parquet import PARQUET
from salesreport.readers.remote import is_address, remote_files
from salesreport.render.jobs import Job
from salesreport.resources import resource
from salesreport.sources import Source
from salesreport.yamlfile import read_yaml

PACKAGES = (
    "salesreport", "pandas", "numpy", "pydantic", "Babel", "matplotlib", "seaborn",
    "papermill", "nbconvert", "ipykernel", "weasyprint", "pyarrow", "SQLAlchemy", "fsspec",
    "python-calamine", "XlsxWriter", "python-pptx",
)  # fmt: skip


UNKNOWN = "not read again"


def input_hashes(run: RunFile) -> dict[str, str]:
    """SHA-256 of everything the run reads.

    Files stand by their path relative to the run file, those of a Parquet folder
    each, remote ones by their address. Of a database it is the hash of the query,
    under `data.<entry>.query`: its rows are in the views, its address is nobody's
    business.
    """
    hashes = {
        name: _file_hash(run.folder / name)
        for name in sorted(_local_files(run))
        if (run.folder / name).is_file() and not Path(name).name.startswith(LOCK)
    }
    for source in _sources(run):
        if source.path is not None and is_address(source.path):
            hashes |= _remote_hashes(source.path, source.storage, run.folder)
    for entry, source in run.data.items():
        if source.query is not None:
            hashes[f"data.{entry}.query"] = hashlib.sha256(source.query.encode()).hexdigest()
    return dict(sorted(hashes.items()))


def _sources(run: RunFile) -> list[Source]:
    joined = [
        Source(path=join.path, storage=source.storage)
        for source in run.data.values()
        for join in source.join
    ]
    return [*run.data.values(), *joined]


def _local_files(run: RunFile) -> set[str]:
    written = read_yaml(run.path)
    found = {run.path.name, str(written["policy"])}
    found |= {str(entry.get("mapping", "")) for entry in written["data"].values()}
    found |= {str(written.get("lexicon", "")), str(written.get("playbook", {}).get("rules") or "")}
    found |= _brand_files(run, str(written.get("branding") or ""))
    for source in _sources(run):
        if source.path is None or is_address(source.path):
            continue
        if (run.folder / source.path).is_dir():
            found |= {str(path) for path in (run.folder / source.path).rglob("*" + PARQUET)}
        found |= {source.path, *glob.glob(source.path, root_dir=run.folder, recursive=True)}
    return {Path(os.path.relpath(run.folder / name, run.folder)).as_posix() for name in found}


def _brand_files(run: RunFile, branding: str) -> set[str]:
    """The branding file and what it names, relative to the run file."""
    if not branding:
        return set()
    written, base = read_yaml(run.folder / branding), Path(branding).parent
    named = [written.get("logo"), written.get("css"), (written.get("deck") or {}).get("template")]
    return {branding, *(str(base / str(name)) for name in named if name)}


def _remote_hashes(address: str, storage: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Hashes of what stands at an address now; a store may be gone since it was read."""
    try:
        files = remote_files(address, storage, folder)
        return {file.shown: hashlib.sha256(file.content()).hexdigest() for file in files}
    except SourceFileError:
        return {address: UNKNOWN}


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
        "" if job.notebook is None else _file_hash(job.notebook),
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
