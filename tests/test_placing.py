"""A file is placed whole, over nothing that stands there."""

from __future__ import annotations

import errno
import os
from fnmatch import fnmatch

import pytest

from salesreport.placing import DRAFTS, draft_of, place_file


def test_a_new_file_holds_its_content_and_leaves_no_draft(tmp_path):
    place_file(tmp_path / "a.txt", b"x" * 10)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.txt": b"x" * 10}


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_is_there_stays_unless_it_may_be_replaced(tmp_path, monkeypatch, links):
    if not links:
        _without_links(monkeypatch)
    path = tmp_path / "a.txt"
    path.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        place_file(path, b"new")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.txt": b"mine"}
    place_file(path, b"new", replacing=True)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.txt": b"new"}


def test_a_file_system_without_links_gets_its_files_too(tmp_path, monkeypatch):
    _without_links(monkeypatch)
    place_file(tmp_path / "a.txt", b"new")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.txt": b"new"}


def test_the_draft_of_a_killed_process_is_written_over_and_goes(tmp_path, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr("salesreport.placing.Path.unlink", lambda *_, **__: None)
        killed.setattr(os, "link", lambda *_: None)
        place_file(tmp_path / "a.txt", b"half")
    (draft,) = tmp_path.iterdir()
    assert draft.name.startswith(".salesreport-")
    place_file(tmp_path / "a.txt", b"whole")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.txt": b"whole"}


def test_a_draft_lies_hidden_beside_its_file_and_each_has_its_own(tmp_path):
    drafts = [draft_of(tmp_path / name) for name in ("a.txt", "b.txt", "x/a.txt")]
    assert len(set(drafts)) == 3
    assert [one.parent for one in drafts] == [tmp_path, tmp_path, tmp_path / "x"]
    assert all(fnmatch(one.name, DRAFTS) for one in drafts)


def _without_links(monkeypatch):
    def refused(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
