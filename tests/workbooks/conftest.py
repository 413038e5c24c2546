"""LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def office():
    """Convert a workbook with LibreOffice; skips where it is absent, outside CI."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        if os.environ.get("SALESREPORT_NEEDS_LIBREOFFICE"):
            pytest.fail("LibreOffice Calc (libreoffice-calc) is not installed")
        pytest.skip("needs LibreOffice Calc (libreoffice-calc)")

    def convert(path: Path, folder: Path, kind: str = "xlsx") -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        subprocess.run(
            [program, home, "--headless", "--convert-to", kind, "--outdir", folder, path],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return folder / f"{path.stem}.{kind.partition(':')[0]}"

    return convert
