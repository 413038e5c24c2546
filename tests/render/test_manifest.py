from __future__ import annotations

import json
from pathlib import Path

import pytest

from salesreport.errors import OutputError
from salesreport.placing import draft_of
from salesreport.render.manifest import JOURNAL, MANIFEST, open_shelf


def built(folder: Path, **files: str) -> None:
    shelf = open_shelf(folder)
    for name, text in files.items():
        shelf.write(f"{name}.html", text.encode(), key=text)
    shelf.close({})


def test_our_own_file_is_replaced(tmp_path: Path) -> None:
    built(tmp_path, a="one")
    built(tmp_path, a="two")
    assert (tmp_path / "a.html").read_text() == "two"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html", MANIFEST]


def test_a_file_edited_by_hand_is_kept_and_the_new_one_stands_beside_it(tmp_path: Path) -> None:
    built(tmp_path, a="one")
    (tmp_path / "a.html").write_text("mine")
    for text in ("two", "three"):
        built(tmp_path, a=text)
        assert (tmp_path / "a.html").read_text() == "mine"
        assert (tmp_path / "a-v2.html").read_text() == text
    (tmp_path / "a-v2.html").write_text("mine too")
    built(tmp_path, a="four")
    assert (tmp_path / "a-v2.html").read_text() == "mine too"
    assert (tmp_path / "a-v3.html").read_text() == "four"


def test_a_file_that_was_never_ours_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("theirs")
    built(tmp_path, a="one")
    assert (tmp_path / "a.html").read_text() == "theirs"
    assert (tmp_path / "a-v2.html").read_text() == "one"


def test_a_build_cut_off_leaves_files_known_as_ours(tmp_path: Path) -> None:
    built(tmp_path, a="one")
    shelf = open_shelf(tmp_path)
    shelf.write("a.html", b"half a build")
    assert (tmp_path / JOURNAL).exists()
    built(tmp_path, a="two")
    assert (tmp_path / "a.html").read_text() == "two"
    assert not (tmp_path / "a-v2.html").exists()
    assert not (tmp_path / JOURNAL).exists()


def test_drafts_of_a_build_cut_off_are_cleared(tmp_path: Path) -> None:
    (tmp_path / "reps").mkdir()
    (tmp_path / "reps" / ".salesreport-0123.tmp").write_text("half")
    draft_of(tmp_path / "reps" / "a.pdf").write_text("half")
    draft_of(tmp_path / MANIFEST).write_text("half")
    open_shelf(tmp_path)
    assert not list(tmp_path.rglob("*.tmp"))


def test_only_unchanged_files_of_ours_are_removed(tmp_path: Path) -> None:
    built(tmp_path, a="one", b="two", c="three")
    (tmp_path / "b.html").write_text("mine")
    shelf = open_shelf(tmp_path)
    shelf.discard("a.html")
    shelf.discard("b.html")
    shelf.sweep()
    shelf.close({})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.html", MANIFEST]


def test_a_file_is_current_while_its_key_and_content_are(tmp_path: Path) -> None:
    built(tmp_path, a="one")
    assert open_shelf(tmp_path).current("a.html", "one") == "a.html"
    assert open_shelf(tmp_path).current("a.html", "two") is None
    (tmp_path / "a.html").write_text("mine")
    assert open_shelf(tmp_path).current("a.html", "one") is None
    built(tmp_path, a="one")
    assert open_shelf(tmp_path).current("a.html", "one") == "a-v2.html"


def test_the_manifest_is_the_same_for_the_same_files(tmp_path: Path) -> None:
    built(tmp_path / "x", a="one", b="two")
    built(tmp_path / "y", b="two", a="one")
    first, second = ((tmp_path / n / MANIFEST).read_bytes() for n in "xy")
    assert first == second
    assert str(tmp_path) not in first.decode()
    assert set(json.loads(first)["built"]) == {"a.html", "b.html"}


def test_a_folder_that_cannot_be_written_is_an_error_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(OutputError, match="cannot write"):
        open_shelf(tmp_path / "file" / "reports")


def test_a_manifest_that_cannot_be_placed_is_an_error_in_four_parts(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path)
    (tmp_path / MANIFEST).mkdir()
    with pytest.raises(OutputError, match=r"manifest\.json: cannot write.*Remedy"):
        shelf.close({})
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize("text", ["{", "[]", '{"built": {"a": {"sha": 1}}}'])
def test_a_broken_manifest_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(OutputError, match=r"manifest.json: it cannot be read"):
        open_shelf(tmp_path)
