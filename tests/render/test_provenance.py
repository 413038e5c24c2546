"""What a manifest says of the inputs: hashes, and no address of a database."""

from __future__ import annotations

import hashlib
import json

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from salesreport.render.provenance import UNKNOWN, input_hashes, manifest_head


def digest(content):
    return hashlib.sha256(content).hexdigest()


def test_files_folders_and_addresses_are_known_by_their_content(make_run, tmp_path):
    store = fsspec.filesystem("memory")
    store.pipe("/crm/leads.csv", b"lead_id\n1\n")
    (tmp_path / "pay" / "year=2024").mkdir(parents=True)
    pq.write_table(pa.table({"id": ["1"]}), tmp_path / "pay" / "year=2024" / "part-0.parquet")
    run = make_run(
        {"deals_[1].csv": "id\n1\n", "~$deals.csv": "lock"},
        {
            "opportunities": {"path": "*.csv"},
            "contracts": {"path": "deals_[1].csv"},
            "payments": {"path": "pay"},
            "leads": {"path": "memory://crm/*.csv"},
            "invoices": {"path": "memory://gone.csv"},
        },
    )
    found = input_hashes(run)
    assert sorted(found) == [
        "deals_[1].csv",
        "memory:///crm/leads.csv",
        "memory://gone.csv",
        "pay/year=2024/part-0.parquet",
        "policy.yaml",
        "run.yaml",
    ]
    assert found["deals_[1].csv"] == digest(b"id\n1\n")
    assert found["memory:///crm/leads.csv"] == digest(b"lead_id\n1\n")
    assert found["memory://gone.csv"] == UNKNOWN
    store.rm("/crm", recursive=True)


def test_a_database_is_known_by_its_query_alone(make_run, monkeypatch):
    monkeypatch.setenv("CRM_URL", "postgresql://crm:hunter22@host.example/crm")
    run = make_run({}, {"opportunities": {"url": "env:CRM_URL", "query": "select 1"}})
    head = json.dumps(manifest_head(run, []))
    assert json.loads(head)["inputs"]["data.opportunities.query"] == digest(b"select 1")
    for part in ("hunter22", "host.example", "postgresql"):
        assert part not in head
