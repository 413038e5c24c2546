from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.filenames import MAX_BYTES, RESERVED, safe_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S01-张伟", "S01-张伟"),
        ("S01-张*", "S01-张"),
        ("../../etc/passwd", "etc_passwd"),
        ("C:\\reports\\new", "C_reports_new"),
        ("East [a-z] {run}", "East_a-z_run"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("name. . ", "name"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("a\u202egnp.exe\u2066", "agnp.exe"),
        ("a\x00b\tc", "a_b_c"),
        ("e\u0301", "é"),
        ("Ann  O'Neil", "Ann_O_Neil"),
        ("R&D $HOME `x`", "R_D_HOME_x"),
    ],
)
def test_awkward_names_become_plain_ones(text: str, expected: str) -> None:
    assert safe_name(text) == expected


def test_names_with_nothing_left_still_differ() -> None:
    assert safe_name("***") != safe_name("///")
    assert safe_name("") == safe_name("")


def test_a_name_taken_in_other_letters_case_gets_a_mark_of_its_own_text() -> None:
    name = safe_name("a:b", taken=["A_B"])
    assert name.startswith("a_b-")
    assert name == safe_name("a:b", taken=["a_b", "something else"])


@given(st.lists(st.text(max_size=300), max_size=12))
def test_names_are_safe_everywhere_and_differ(texts: list[str]) -> None:
    taken: list[str] = []
    for text in texts:
        taken.append(safe_name(text, taken=taken))
    assert len({unicodedata.normalize("NFC", name.casefold()) for name in taken}) == len(texts)
    for name in taken:
        assert 0 < len(name.encode()) <= MAX_BYTES + 1
        assert name == unicodedata.normalize("NFC", name)
        assert not set(name) & set("<>:\"/\\|?*[]{}$`'!&;#%~^=@() \t\r\n")
        assert not any(unicodedata.category(c).startswith("C") for c in name)
        assert name[0] not in "-."
        assert name[-1] not in ". "
        assert name.split(".")[0].casefold() not in RESERVED
        assert Path(name).name == name


@given(st.text(max_size=300))
def test_the_name_of_a_name_is_itself(text: str) -> None:
    assert safe_name(safe_name(text)) == safe_name(text)
