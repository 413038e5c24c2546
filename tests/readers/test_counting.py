import csv
import io
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.cells.plain import written
from salesreport.readers import counting
from salesreport.readers.counting import n_filled, shape_of

PIECES = st.sampled_from(
    [*'a1 ,;"\r\n\t张', '""', "\r\n", "\u3000", "\ufeff", "\u200b", "\x1f", "\u2028", '","',
     '"\n"', ",,,", "\n\n"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def by_csv(text, delimiter=","):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return [any(map(written, record)) for record in reader]


def counted(text, delimiter=",", first=0):
    content = text.encode()
    return n_filled(content, shape_of(content, delimiter), delimiter, first=first)


@given(TEXTS, st.sampled_from([",", ";", "\t"]), st.integers(0, 3))
@settings(max_examples=600, deadline=None)
def test_the_count_is_that_of_the_csv_module(text, delimiter, first):
    try:
        filled = by_csv(text, delimiter)
    except csv.Error:
        return
    assert len(shape_of(text.encode(), delimiter)) == len(filled)
    assert counted(text, delimiter, first) == sum(filled[first:])


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_places_hold_the_records(text):
    try:
        expected = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return
    content = text.encode()
    shape = shape_of(content, ",")
    parts = [content[a:b].decode() for a, b in zip(shape.starts, shape.ends, strict=True)]
    alone = [next(csv.reader(io.StringIO(part, newline=""), strict=True), []) for part in parts]
    assert alone == expected


def test_every_blank_character_is_walked_over():
    blank = [c for c in map(chr, range(1, sys.maxunicode)) if not written(c) and c not in "\r\n"]
    assert len(blank) > 25
    content = "".join(f"{character},\n" for character in blank).encode()
    shape = shape_of(content, ",")
    assert len(counting._without_ink(content, shape.starts, shape.ends, ",")) == len(blank)
    assert counted(content.decode()) == 0


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("", 0),
        ("\n", 0),
        ("\r\n\r\n", 0),
        ("a", 1),
        ("a\n", 1),
        ("a\rb\r", 2),
        ("a\n\rb", 2),
        ('"a\nb"\nc\n', 2),
        ('"a""\n""b",1\n', 1),
        ('5" pipe,1\n6",2\n', 2),
        ('"",\n , \n\u3000,"\u3000"\n', 0),
        ('",",\n', 1),
        ('"""",\n', 1),
        (",,,,x\n,,,,\n", 1),
    ],
)
def test_blank_records_do_not_count(text, filled):
    assert counted(text) == filled


def test_records_with_many_blank_cells_before_the_first_filled_one():
    assert counted("," * 500 + "x\n" + "," * 500 + "\n") == 1


def test_the_parsers_are_not_asked(monkeypatch):
    monkeypatch.setattr(csv, "reader", None)
    assert counted('a,"b\n",c\n5" x,2\n') == 2


def test_a_million_records_are_counted_at_once():
    content = b"a,b,c\n" * 500_000 + b"\xe3\x80\x80,,\n" * 500_000
    assert n_filled(content, shape_of(content, ","), ",", first=1) == 499_999
    assert np.all(np.diff(shape_of(content, ",").starts) > 0)
