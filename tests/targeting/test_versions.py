"""What a new version keeps of the last one, and whose target it moves for which reason."""

from fractions import Fraction

from salesreport.targeting import changes, edited_cells, held_cells

MONTHS = ["2026-07", "2026-08", "2026-09"]


def cells(**rows):
    return {
        (rep, month): Fraction(value)
        for rep, values in rows.items()
        for month, value in zip(MONTHS, values, strict=True)
        if value
    }


def test_a_changed_a_new_and_a_blanked_cell_are_edits():
    written, read = cells(A=[1, 2, 3], B=[4, 5, 6]), cells(A=[1, 9, 3], B=[4, 0, 6], C=[0, 0, 7])
    assert edited_cells(written, read) == {
        ("A", "2026-08"): 9, ("B", "2026-08"): 0, ("C", "2026-09"): 7,
    }  # fmt: skip


def test_past_months_and_edits_are_held():
    read = cells(A=[1, 9, 3], B=[4, 5, 6])
    edits = {("A", "2026-08"): Fraction(9), ("A", "2025-01"): Fraction(8)}
    assert held_cells(read, edits, MONTHS, "2026-08") == {
        ("A", "2026-07"): 1, ("B", "2026-07"): 4, ("A", "2026-08"): 9,
    }  # fmt: skip
    assert held_cells(read, {}, MONTHS, None) == {}


def test_each_change_has_its_reasons():
    written = cells(A=[1, 2, 3], B=[1, 1, 1], C=[5, 5, 5], D=[1, 1, 1])
    read = cells(A=[1, 9, 3], B=[1, 1, 1], C=[5, 5, 5], D=[1, 1, 1])
    after = cells(A=[1, 9, 2], B=[1, 1, 1], C=[5, 0, 0], D=[1, 2, 2], E=[0, 1, 1])
    found = changes(written, read, after, {"C": "left", "E": "joined"})
    assert [(one.rep_id, one.before, one.after, one.reasons) for one in found] == [
        ("A", 6, 12, ("edited", "rest_again")),
        ("C", 15, 5, ("left", "rest_again")),
        ("D", 3, 5, ("rest_again",)),
        ("E", None, 2, ("joined", "rest_again")),
    ]
