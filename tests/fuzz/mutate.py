"""One mutated file for each number: cells, headers, bytes, encodings, zips, names."""

import copy
import io
import random
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from tests.fuzz import formats
from tests.fuzz.bases import BASES
from tests.fuzz.pools import BYTES, DAYS, ENCODINGS, NUMBERS, ODD, READABLE, SUFFIXES, WORDS

OF_ROWS = 0.65
MOST_REPEATED = 300
"""Rows that one damage may add, so that no file outweighs all others."""


@dataclass(frozen=True)
class Mutated:
    """A damaged file: which one it was, its name's ending, its content, what was done."""

    base: str
    suffix: str
    content: bytes
    steps: tuple[str, ...]


def mutated(number: int) -> Mutated:
    """The file of a number, the same on every machine."""
    lot = random.Random(number)
    name = lot.choice(list(BASES))
    base = BASES[name]
    rows, steps = copy.deepcopy(base.rows), []
    n_steps = lot.choice((1, 1, 2))
    n_of_rows = sum(lot.random() < OF_ROWS for _ in range(n_steps))
    for _ in range(n_of_rows):
        step, change = lot.choice(ROW_STEPS)
        change(rows, lot, base.n_above)
        steps.append(step)
    content, suffix = _written(base, rows, lot, steps), base.suffix
    for _ in range(n_steps - n_of_rows):
        step, change = lot.choice(_file_steps(content, base, lot))
        content = change(content, lot)
        steps.append(step)
    if base.suffix != ".db" and lot.random() < 0.01:
        suffix = lot.choice(SUFFIXES)
        steps.append("ending")
    return Mutated(name, suffix, content, tuple(steps))


def _file_steps(content, base, lot):
    """Steps that suit a file; few of any bytes, since most files do not survive those."""
    if content[:2] == b"PK" and lot.random() < 0.9:
        return ZIP_STEPS
    return TEXT_STEPS if base.is_text and lot.random() < 0.7 else BYTE_STEPS


def _written(base, rows, lot, steps):
    """The rows as the base is written, or as text in another encoding and shape."""
    if not base.is_text or lot.random() < 0.85:
        try:
            return base.write(rows)
        except UnicodeEncodeError:
            return formats.text_file(rows)
    steps.append("re-encoded")
    how = {
        "delimiter": lot.choice(",,,;;\t\t|:"),
        "quoting": lot.choice((0, 0, 1)),
        "end": lot.choice(("\r\n", "\n", "\r", "\n\n")),
    }
    encoding = lot.choice(ENCODINGS if lot.random() < 0.3 else READABLE)
    return formats.text_file(rows, **how).decode().encode(encoding, "ignore")


def _row(rows, lot, n_above):
    below = range(n_above, len(rows))
    return lot.choice(below) if below else 0


def _any_cell(lot, suitable=lambda cell: True):
    pool = (ODD, ODD, ODD, NUMBERS, DAYS)
    cells = [c for c in lot.choice(pool) if suitable(c)]
    return lot.choice(cells) if cells else ""


def garble(rows, lot, n_above):
    row = rows[_row(rows, lot, n_above)]
    if row:
        row[lot.randrange(len(row))] = _any_cell(lot)


def garble_column(rows, lot, n_above):
    place = lot.randrange(max(map(len, rows)))
    for row in rows[n_above:]:
        if place < len(row):
            row[place] = _any_cell(lot)


def swap_cells(rows, lot, n_above):
    row = rows[_row(rows, lot, n_above)]
    if row:
        lot.shuffle(row)


def shorten(rows, lot, n_above):
    row = rows[_row(rows, lot, n_above)]
    del row[lot.randint(0, len(row)) :]


def lengthen(rows, lot, n_above):
    rows[_row(rows, lot, n_above)] += [_any_cell(lot) for _ in range(lot.randint(1, 4))]


def repeat_row(rows, lot, n_above):
    place = _row(rows, lot, n_above)
    rows[place:place] = [list(rows[place]) for _ in range(lot.randint(1, 3))]


def drop_row(rows, lot, n_above):
    del rows[lot.randrange(len(rows))]
    if not rows:
        rows.append([""])


def blank_rows(rows, lot, n_above):
    blank = lot.choice(([], [""], [" ", "\u3000"], [""] * len(rows[-1]), ['"']))
    place = lot.randint(0, len(rows))
    rows[place:place] = [list(blank) for _ in range(lot.choice((1, 2, 70)))]


def total_row(rows, lot, n_above):
    word = lot.choice(("合计", "小计", "Total", "合计科技", "Grand total:", "张敏 小计"))
    width = len(rows[min(n_above, len(rows)) - 1])
    cells = [lot.choice(("", 5, 100.5, "1,000")) for _ in range(max(0, width - 1))]
    rows.insert(lot.randint(min(n_above, len(rows)), len(rows)), [word, *cells])


def titles(rows, lot, n_above):
    for _ in range(lot.randint(1, 3)):
        rows.insert(0, lot.choice((["2024年6月报表"], ["制表", "", "张敏"], [], ["a,b;c"])))


def second_header(rows, lot, n_above):
    head = rows[n_above - 1] if n_above <= len(rows) else rows[0]
    rows.insert(lot.randint(0, len(rows)), list(head))


def header_cell(rows, lot, n_above):
    head = rows[n_above - 1] if n_above <= len(rows) else rows[0]
    if head:
        place = lot.randrange(len(head))
        head[place] = lot.choice((_any_cell(lot), lot.choice(head), "", f"{head[place]}（万元）"))


def drop_column(rows, lot, n_above):
    place = lot.randrange(max(map(len, rows)) or 1)
    for row in rows:
        del row[place : place + 1]


def shuffle_columns(rows, lot, n_above):
    width = max(map(len, rows))
    order = lot.sample(range(width), width)
    for row in rows:
        row[:] = [row[place] if place < len(row) else "" for place in order]


def huge_cell(rows, lot, n_above):
    row = rows[_row(rows, lot, n_above)]
    if row:
        text = lot.choice(("x", "张", 'a"', "a,\n")) * lot.choice((9_000, 40_000, 400_000))
        row[lot.randrange(len(row))] = text[: 3 * MOST_REPEATED] if "\n" in text else text


def header_only(rows, lot, n_above):
    del rows[n_above:]


def named(*functions: Callable) -> list[tuple[str, Callable]]:
    """Steps by name; one that is to be more frequent stands here twice."""
    return [(function.__name__, function) for function in functions]


ROW_STEPS = named(
    garble, garble, garble_column, garble_column, swap_cells, shorten, lengthen, repeat_row,
    drop_row, blank_rows, total_row, titles, second_header, header_cell, drop_column,
    shuffle_columns, huge_cell, header_only,
)  # fmt: skip


def flip(content, lot):
    held = bytearray(content or b"\0")
    for _ in range(lot.choice((1, 1, 3, 20))):
        held[lot.randrange(len(held))] ^= 1 << lot.randrange(8)
    return bytes(held)


def insert(content, lot):
    place = lot.randint(0, len(content))
    return content[:place] + lot.choice(BYTES) * lot.choice((1, 1, 1, 3)) + content[place:]


def delete(content, lot):
    place = lot.randint(0, len(content))
    return content[:place] + content[place + lot.choice((1, 1, 2, 5, 40)) :]


def truncate(content, lot):
    return content[: lot.randint(0, len(content))]


def splice(content, lot):
    a, b = sorted(lot.randint(0, len(content)) for _ in range(2))
    place = lot.randint(0, len(content))
    return content[:place] + content[a:b] + content[place:]


def shift(content, lot):
    a, b = sorted(lot.randint(0, len(content)) for _ in range(2))
    return content[:a] + content[b:] + content[a:b]


def noise(content, lot):
    a, b = sorted(lot.randint(0, len(content)) for _ in range(2))
    return content[:a] + lot.randbytes(min(b - a, 50)) + content[b:]


def quotes(content, lot):
    return content.replace(lot.choice((b",", b"\n", b"1", b"\t")), b'"', lot.randint(1, 3))


def line_ends(content, lot):
    old, new = lot.sample((b"\r\n", b"\n", b"\r", b"\n\r", b",\n"), 2)
    return content.replace(old, new, lot.choice((-1, 1, 4)))


def mixed_ends(content, lot):
    """Lines that end in each way there is, as a text that three programs wrote."""
    ends = (b"\r\n", b"\n", b"\r")
    return b"".join(line + lot.choice(ends) for line in content.splitlines())


def cut_character(content, lot):
    """A file that ends inside a character of several bytes, as a full disk leaves it."""
    places = [at for at, byte in enumerate(content) if byte >= 0xC0]
    return content[: lot.choice(places) + 1] if places else content[:-1]


def zero_bytes(content, lot):
    """Zeros within or, as a crash leaves them, at the end."""
    place = lot.choice((len(content), lot.randint(0, len(content))))
    return content[:place] + bytes(lot.choice((1, 3, 512))) + content[place:]


def appended(content, lot):
    """A text behind a text, its header and its mark in the middle, or in another encoding."""
    try:
        again = content.decode().encode(lot.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16")))
    except UnicodeDecodeError:
        again = content
    return content + again


BYTE_STEPS = named(
    flip, insert, delete, truncate, splice, shift, noise, quotes, line_ends, cut_character,
    zero_bytes,
)  # fmt: skip
TEXT_STEPS = named(line_ends, mixed_ends, mixed_ends, appended, quotes, insert, delete)


def zip_parts(content):
    """Parts of a zip that can still be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return [(name, package.read(name)) for name in package.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError, KeyError):
        return []
    except (NotImplementedError, struct.error, zipfile.zlib.error):
        return []


def _chosen(parts, lot):
    """Place of a part, mostly one that holds cells."""
    cells = [i for i, (name, _) in enumerate(parts) if "sheet" in name or "content" in name]
    return lot.choice(cells) if cells and lot.random() < 0.7 else lot.randrange(len(parts))


def part_bytes(content, lot):
    """Bytes inside a part, which is packed again as it should be."""
    parts = zip_parts(content)
    if not parts:
        return flip(content, lot)
    place = _chosen(parts, lot)
    name, held = parts[place]
    parts[place] = (name, lot.choice(BYTE_STEPS)[1](held, lot))
    return formats.zipped(parts)


def part_words(content, lot):
    """XML that stays well formed and says something else."""
    parts = zip_parts(content)
    if not parts:
        return flip(content, lot)
    place = _chosen(parts, lot)
    name, held = parts[place]
    old, new = lot.choice(WORDS)
    parts[place] = (name, held.replace(old, new, lot.choice((1, 1, 3, -1))))
    return formats.zipped(parts)


def part_lost(content, lot):
    parts = zip_parts(content)
    if len(parts) > 1:
        del parts[lot.randrange(len(parts))]
    return formats.zipped(parts)


def part_renamed(content, lot):
    parts = zip_parts(content)
    if parts:
        place = lot.randrange(len(parts))
        name, held = parts[place]
        parts[place] = (lot.choice((name.upper(), "/" + name, name.replace("/", "\\"))), held)
    return formats.zipped(parts)


def part_swapped(content, lot):
    parts = zip_parts(content)
    if len(parts) > 1:
        a, b = lot.sample(range(len(parts)), 2)
        (name_a, held_a), (name_b, held_b) = parts[a], parts[b]
        parts[a], parts[b] = (name_a, held_b), (name_b, held_a)
    return formats.zipped(parts)


def bomb(content, lot):
    """A part that unpacks to far more than it weighs, or a sheet that claims all rows."""
    parts = dict(zip_parts(content))
    sheets = [name for name in parts if name.endswith(("sheet1.xml", "content.xml"))]
    if not sheets:
        return flip(content, lot)
    held = parts[sheets[0]]
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    repeats = b'<table:{0} table:number-{1}-repeated="{2}"'
    row = repeats.replace(b"{0}", b"table-row").replace(b"{1}", b"rows")
    cell = repeats.replace(b"{0}", b"table-cell").replace(b"{1}", b"columns")
    changed = (
        held.replace(b"</sheetData>", far),
        held.replace(b'<dimension ref="A1', b'<dimension ref="A1:XFD1048576" x="'),
        held.replace(b"<table:table-row", row.replace(b"{2}", b"%d" % MOST_REPEATED), 1),
        held.replace(b"<table:table-cell", cell.replace(b"{2}", b"16384"), lot.choice((1, -1))),
        held + b" " * 70_000_000,
    )
    parts[sheets[0]] = lot.choice(changed)
    return formats.zipped(list(parts.items()))


ZIP_STEPS = named(
    part_words, part_words, part_words, part_words, part_words, part_bytes, part_bytes, part_lost,
    part_renamed, part_renamed, part_swapped, bomb,
)  # fmt: skip
