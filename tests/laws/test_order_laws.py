"""Laws of a whole run: neither the order of rows nor the files they stand in say anything."""

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.laws.companies import LAW, companies, document_of, report_of

# where a row stood, and what is made of that
PROVENANCE = {"file", "sheet", "row", "rows", "run", "run_id", "evidence", "title"}


def without_provenance(part):
    """Every list of rows in an order of its own, nothing said of files."""
    if isinstance(part, dict):
        return {k: without_provenance(v) for k, v in part.items() if k not in PROVENANCE}
    if isinstance(part, list):
        return [without_provenance(item) for item in part]
    return part


def canonical(report):
    whole = without_provenance(report.to_json(lambda problem: "do"))
    whole["problems"].sort(key=lambda problem: json.dumps(problem, sort_keys=True))
    for views in whole["pages"].values():
        for view in views:
            for name in ("problems", "causes", "groups_of_problems"):
                if isinstance(view.get(name), list):
                    view[name].sort(key=lambda item: json.dumps(item, sort_keys=True))
    return json.dumps(whole, sort_keys=True, ensure_ascii=False)


@given(tables=companies(), seed=st.randoms(use_true_random=False))
@LAW
def test_row_order_changes_no_byte_of_the_report(tables, seed):
    shuffled = {
        name: rows if name == "reps" else seed.sample(rows, len(rows))
        for name, rows in tables.items()
    }
    assert canonical(report_of(tables)) == canonical(report_of(shuffled))


@given(tables=companies(), parts=st.integers(2, 4))
@LAW
def test_a_table_in_several_files_changes_no_byte_of_the_report(tables, parts):
    whole, cut = document_of(report_of(tables)), document_of(report_of(tables, parts=parts))
    order = {rep["rep_id"]: rep for rep in cut["reps"]}
    cut["reps"] = [order[rep["rep_id"]] for rep in whole["reps"]]  # people come as they are read
    assert without_provenance(whole) == without_provenance(cut)
