"""Whole columns give what a loop over the rows gives, written out here row by row."""

from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from salesreport.cells import Coded
from salesreport.cells.plain import written
from salesreport.intake.currencies import exchanged, rescaled
from salesreport.intake.draft import Draft, stacked
from salesreport.intake.findings import Findings
from salesreport.intake.identity import combined, settle_identity
from salesreport.intake.wide import SpanColumn, melted
from salesreport.money import convert, to_minor
from salesreport.tables import table

RULES = st.sampled_from([None, None, "bad_number", "missing_value", "long_row"])
AMOUNTS = st.lists(st.integers(-(10**15), 10**15))


def draft_of(name, cells, rules=(), *, file="f.csv", rank=None):
    n_rows = len(next(iter(cells.values())))
    draft = Draft.of_rows(table(name), file, None, np.arange(2, n_rows + 2))
    draft.cells = {column: Coded.of(values) for column, values in cells.items()}
    for position, rule in enumerate(rules):
        if rule is not None:
            draft.refuse(position, rule)
    draft.rank = draft.rank if rank is None else np.sort(np.array(rank, dtype=np.int64))
    return draft


def rules_of(draft):
    return [draft.rule_at(position) for position in range(len(draft))]


def settled_row_by_row(keys, ranks, rules, *, last_wins):
    seen, rules = {}, list(rules)
    for position, key in enumerate(keys):
        if rules[position] is not None or key is None:
            continue
        before = seen.setdefault(key, position)
        if before == position:
            continue
        if last_wins or ranks[before] < ranks[position]:
            seen[key] = position
            rules[before] = "superseded"
        else:
            rules[position] = "duplicate_key"
    return rules


ROWS = st.lists(
    st.tuples(st.sampled_from([None, "1", "2", "3"]), RULES, st.integers(0, 2)), max_size=12
)


@given(ROWS)
def test_one_row_a_key_is_kept(rows):
    keys, rules, ranks = ([row[i] for row in rows] for i in range(3))
    draft = draft_of("leads", {"lead_id": keys}, rules, rank=ranks)
    settle_identity(draft, Findings({}))
    expected = settled_row_by_row(keys, sorted(ranks), rules, last_wins=False)
    assert rules_of(draft) == expected


TRACKED = st.tuples(
    st.sampled_from([None, "a1", "a2"]), st.sampled_from([None, "X", "Y"]),
    st.sampled_from([None, "call"]), st.sampled_from([None, "2024-06-05"]),
    st.sampled_from(["2024-06-03", "2024-06-04"]),
)  # fmt: skip


@given(st.lists(st.tuples(TRACKED, RULES), max_size=12))
def test_of_a_tracked_action_the_last_row_counts_by_id_or_else_by_what_it_is(rows):
    names = ("activity_id", "customer", "action", "due_date", "date")
    cells = {name: [row[0][i] for row in rows] for i, name in enumerate(names)}
    cells["rep_id"] = ["LI"] * len(rows)
    draft = draft_of("activities", cells, [rule for _, rule in rows])
    settle_identity(draft, Findings({}))
    keys = []
    for (own, customer, action, due, day), _ in rows:
        if own is not None:
            keys.append(("id", own))
        elif customer is None or action is None:
            keys.append(None)
        else:
            keys.append(("due", customer, action, due) if due else ("day", customer, action, day))
    expected = settled_row_by_row(keys, [0] * len(rows), [rule for _, rule in rows], last_wins=True)
    assert rules_of(draft) == expected


MONTHS = ("01", "02", "2024-03")
WIDE = st.tuples(
    st.sampled_from(["2024", "2023年", "", "本年"]), st.sampled_from(["LI", "WU"]), RULES,
    *(st.sampled_from(["", " ", "5", "x", None]) for _ in MONTHS),
)  # fmt: skip


@given(st.lists(WIDE, max_size=8))
def test_months_side_by_side_become_rows(rows):
    draft = draft_of(
        "targets", {"period": [r[0] for r in rows], "rep_id": [r[1] for r in rows]},
        [r[2] for r in rows],
    )  # fmt: skip
    months = [
        SpanColumn(label, Coded.of(r[3 + i] for r in rows), f"head {label}", "A")
        for i, label in enumerate(MONTHS)
    ]
    long = melted(draft, months, [], Findings({}), measures={}, fiscal_year_start=1)
    expected, unused = [], {}
    for number, (year, rep, rule, *cells) in enumerate(rows):
        for label, cell in zip(MONTHS, cells, strict=True):
            if written(cell):
                dated = f"{year[:4]}-{label}" if year[:1] == "2" else ""
                period = label if len(label) > 2 else dated
                expected.append((number, period, cell, rep, rule, f"head {label}"))
        if not any(map(written, cells)):
            unused[number] = rule or "unfilled_rows"
    found = zip(
        long.record.tolist(), long.cells["period"], long.cells["value"], long.cells["rep_id"],
        rules_of(long), long.month_headers, strict=True,
    )  # fmt: skip
    assert ([*found], long.unused) == (expected, unused)


@given(st.lists(st.tuples(st.integers(-1, 5), RULES)), st.dictionaries(st.integers(6, 8), RULES))
def test_the_ledger_counts_each_record_once(rows, unused):
    draft = draft_of("targets", {"rep_id": ["LI"] * len(rows)}, [rule for _, rule in rows])
    draft.record = np.array([record for record, _ in rows], dtype=np.int64)
    draft.unused = {record: rule for record, rule in unused.items() if rule}
    draft.n_read = 9
    kept = {record for record, rule in rows if rule is None and record >= 0}
    kept -= {record for record, rule in rows if rule is not None}
    out = dict(draft.unused)
    for record, rule in rows:
        if rule is not None and record >= 0:
            out.setdefault(record, rule)
    listed = [rule for record, rule in out.items() if record not in kept]
    n_kept, found = draft.ledger_counts()
    assert n_kept == len(kept)
    assert found == {rule: listed.count(rule) for rule in set(listed)}


@given(
    st.lists(st.tuples(st.sets(st.sampled_from("abc")), st.integers(0, 3)), min_size=1, max_size=4)
)
def test_drafts_one_below_the_other_keep_their_rows_files_and_age(parts):
    drafts = []
    for number, (names, n_rows) in enumerate(parts):
        cells = {name: [f"{name}{number}{i}" for i in range(n_rows)] for name in sorted(names)}
        draft = draft_of("reps", {"rep_id": ["x"] * n_rows, **cells}, file=f"{number}.csv")
        drafts.append(draft)
    whole = stacked(table("reps"), drafts)
    places = [(number, i) for number, (_, n_rows) in enumerate(parts) for i in range(n_rows)]
    for name in {name for names, _ in parts for name in names}:
        expected = [f"{name}{n}{i}" if name in parts[n][0] else None for n, i in places]
        assert whole.column(name).tolist() == expected
    assert whole.file.tolist() == [f"{number}.csv" for number, _ in places]
    assert whole.row.tolist() == [i + 2 for _, i in places]
    assert whole.record.tolist() == list(range(len(places)))
    ranks = [whole.rank[i] for i in range(len(places))]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len({number for number, _ in places})


@given(st.lists(st.tuples(*(st.sampled_from([None, "a", "b", 1, True]) for _ in range(3)))))
def test_rows_have_one_number_where_all_their_cells_are_equal(rows):
    columns = [Coded.of(row[i] for row in rows) for i in range(3)]
    numbers = combined(columns).tolist()
    keys = [tuple((cell.__class__, cell) for cell in row) for row in rows]
    pairs = [(i, j) for i in range(len(rows)) for j in range(len(rows))]
    assert all((numbers[i] == numbers[j]) == (keys[i] == keys[j]) for i, j in pairs)


@given(AMOUNTS, st.sampled_from(["JPY", "CNY", "KWD"]))
def test_whole_columns_are_rounded_as_one_amount_is(units, currency):
    digits = {"JPY": 0, "CNY": 2, "KWD": 3}[currency]
    expected = [to_minor(Decimal(value).scaleb(-2), currency) for value in units]
    assert rescaled(np.array(units, dtype=np.int64), 2, digits).tolist() == expected


@given(
    AMOUNTS,
    st.decimals(Decimal("0.000001"), Decimal(10000), places=6),
    st.sampled_from([0, 2, 3]),
    st.sampled_from(["CNY", "JPY", "KWD"]),
)
def test_whole_columns_are_exchanged_as_one_amount_is(units, rate, digits, target):
    amounts = [Decimal(value).scaleb(-digits) for value in units]
    expected = [convert(amount, rate=rate, target=target) for amount in amounts]
    found, fits = exchanged(np.array(units, dtype=np.int64), digits, rate, target)
    assert fits.tolist() == [abs(value) < 10**18 for value in expected]
    assert found[fits].tolist() == [value for value in expected if abs(value) < 10**18]
