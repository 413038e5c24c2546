"""A folder of exports, and what is proposed for it."""

import pytest

from salesreport.proposal import propose


@pytest.fixture
def proposed(tmp_path):
    """Proposal for files by name: texts."""

    def made(files):
        folder = tmp_path / "导出"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        return propose(tmp_path / "w", folder)

    return made
