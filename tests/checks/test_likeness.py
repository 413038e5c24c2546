"""An unknown name and the people it may mean."""

from __future__ import annotations

import pytest

from salesreport.checks.likeness import likely

KNOWN = {"1": "张伟", "2": "李建国", "3": "王小明", "4": "Ann Ash", "5": "欧阳娜娜", "6": "單雄信",
         "7": "Gregor"}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("张炜", {"1"}), ("章伟", {"1"}), ("禅雄信", {"6"}),
        ("单雄信", set()),  # the same name in the other script: another rule's
        ("建国", {"2"}), ("小李", {"2"}), ("李总", {"2"}), ("李经理", {"2"}), ("小明", {"3"}),
        ("娜娜", {"5"}), ("ann", {"4"}), ("Ash", {"4"}),
        ("王小朋", {"3"}), ("王明", {"3"}), ("王大小明", {"3"}),
        ("Gregory", {"7"}), ("Grigor", {"7"}), ("张敏", set()), ("赵伟", set()),
        ("孙悟空", set()), ("A", set()), ("L01", set()), ("", set()),
        ("李", set()), ("小", set()), ("Bob", set()),
    ],
)  # fmt: skip
def test_a_name_means_whom_it_sounds_like_is_part_of_or_misses_by_a_letter(written, ids):
    assert likely(written, KNOWN) == ids


def test_of_several_alike_all_are_given_and_sound_goes_before_a_letter():
    assert likely("小王", {"1": "王芳", "2": "王强"}) == {"1", "2"}
    assert likely("王小名", {"1": "王小明", "2": "王小朋"}) == {"1"}
