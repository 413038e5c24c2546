"""The page of the mappings: how to use and write one, and what each shipped one reads."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from salesreport.mappings.model import SHIPPED, Mapping, mapping_names, read_mapping
from salesreport.sources import Source

_BEGINNING = """\
# Mappings

A mapping says how the export of one system becomes our tables. A run file picks it by name and
gets every table whose file is there:

```yaml
data:
  crm: {mapping: salesforce, path: ../data/export}        # a folder
  sales: {mapping: wukongcrm, url: "env:CRM_URL"}         # a database
  ours: {mapping: ../mappings/ours.yaml, path: ../data}   # a mapping of one's own
```

The entry's name is free. Its tables are `crm.opportunities`, `crm.reps` and so on. A file that is
not there switches its table off (`mapping_file_absent`, for information); without any file the run
stops. What an export says in own words, or has in other columns, the run file adds:

```yaml
data:
  crm:
    mapping: salesforce
    path: ../data/export
    values: {stage: {Discovery: intent, Verbal yes: negotiation}}   # in every table with a stage
    files: {opportunity: deals-*.csv}                     # another name of a file
    tables:
      opportunities: {columns: {Net_Amount__c: amount}}   # in place of the mapping's column
      leads: false                                        # not this table
```

`columns`, `values`, `choose`, `where` and `starts` of a table are put over those of the mapping,
`join` and `optional` are added to them, other keys replace them. Of an fsspec address
(`s3://...`) the first name of each file is read and has to be there; name others under `files` and
leave tables out.

## One's own in ten lines

```yaml
title: Our order system
files:
  orders: [orders_*.csv]                     # the first glob that matches; the newest file wins
  customers: [customers.csv]
tables:
  opportunities:
    path: orders                             # a name under files; `query` for a database
    columns: {Order: opportunity_id, Seller: rep_id, Day: close_date, Net: amount}
    values: {stage: {"": won}}               # "" is blank, also in a column that is not there
    join: [{path: customers, on: {Cust: No}, take: {Name: customer}}]
    where: {Status: [shipped, invoiced]}     # other rows are listed by not_selected
    add_up: [amount]                         # lines of one order
    optional: [created_date]                 # what the file may lack
```

A table is made in this order: `columns`, `values`, `join`, `values` of joined columns, `choose`,
`where`, `starts`, `add_up`. Headers a table knows anyway (see [tables](tables.md)) need no
`columns`. Case and `_` of a header do not count.

| key | says |
|---|---|
| `columns` | header as written: our column |
| `optional` | headers and columns a file may lack; they are blank |
| `values` | our column: {cell as written: value} |
| `join` | columns of another file where a key is equal: `path`, `on`, `take`, `where`, and \
`partial` where it is no fault that a key is missing there, and `any` where of several rows \
with one key any will do |
| `choose` | our column: cases; the first that fits a row decides. `when` asks for one of several \
cells, `at_least` for a number; `give` is the cell, `take` a column to take it from, of several \
the filled ones joined by a blank; without both the cell stays |
| `where` | column or header: cells one of which a row must have |
| `starts` | period column: `month`, `quarter` or `year`, where a period is its first day |
| `add_up` | columns added over the rows with one key; the others must be equal, or the first \
counts and it is listed (`lines_differ`) |
| `day_order`, `calendar`, `header`, `sheet`, `encoding`, `year` | as in a run file |
| `needs` | beside `tables`: `fiscal_year_start` the run file must have |
| `remarks` | beside `tables`: what is assumed |

A cell that no word fits is listed as `unknown_choice`; nothing is guessed. The JSON Schema is
[schema/mapping.schema.json](schema/mapping.schema.json).
"""


def all_mappings(names: Iterable[str] = ()) -> str:
    """Markdown page of the shipped mappings, by default of all."""
    parts = [_BEGINNING]
    for name in names or mapping_names():
        parts.append(mapping_documentation(name, read_mapping(name, SHIPPED)))
    return "\n".join(parts)


def mapping_documentation(name: str, mapping: Mapping) -> str:
    """Markdown section of one mapping: its tables, their sources and columns, its remarks."""
    lines = [f"## `{name}`", "", f"{mapping.title}.", ""]
    if mapping.needs.fiscal_year_start:
        months = " or ".join(map(str, mapping.needs.fiscal_year_start))
        lines += [f"Needs `fiscal_year_start` {months} in the run file.", ""]
    lines += ["| table | read from | columns |", "|---|---|---|"]
    for key, source in mapping.tables.items():
        table = source.table or key
        shown = f"`{table}`" if table == key else f"`{table}` ({key})"
        lines.append(f"| {shown} | {_origin(source, mapping)} | {_columns(source)} |")
    lines += ["", *(f"- {remark}" for remark in mapping.remarks)]
    return "\n".join(lines) + "\n"


def _origin(source: Source, mapping: Mapping) -> str:
    if source.query is not None:
        words = source.query.replace("\n", " ").split()
        after = [b for a, b in pairwise(words) if a in ("FROM", "JOIN")]
        return ", ".join(f"`{name}`" for name in dict.fromkeys(after) if name != "(")
    files = dict.fromkeys([source.path or "", *(join.path for join in source.join)])
    shown = ", ".join(f"`{mapping.files[name][0]}`" for name in files)
    return f"{shown}, sheet {source.sheet}" if source.sheet else shown


def _columns(source: Source) -> str:
    told = [f"{_cell(header)} → {name}" for header, name in source.columns.items()]
    told += [f"{_cell(h)} → {name}" for join in source.join for h, name in join.take.items()]
    chosen = [name for name in source.choose if name not in source.columns.values()]
    told += [f"{name} by cases" for name in chosen]
    fixed = [f"{name} = {words['']}" for name, words in source.values.items() if words.get("")]
    return ", ".join([*told, *fixed]) or "by their own names"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def write_page(target: Path) -> None:
    """Write the page of all shipped mappings."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(all_mappings(), encoding="utf-8", newline="\n")
