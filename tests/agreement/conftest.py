from __future__ import annotations

import json

import pytest


@pytest.fixture(scope="session")
def document(sample):
    """`report.json` of the sample as a program reads it."""
    return json.loads(json.dumps(sample.to_json(lambda problem: "")))
