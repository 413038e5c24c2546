"""Mappings: how the export of a known system becomes our tables, one small YAML each.

A run file picks one by name (`crm: {mapping: salesforce, path: ../data/export}`)
and `expanded` makes of that entry one `Source` a table.
"""

from __future__ import annotations

from salesreport.mappings.expansion import Absent, Expanded, expanded
from salesreport.mappings.model import Mapping, mapping_names, read_mapping

__all__ = ["Absent", "Expanded", "Mapping", "expanded", "mapping_names", "read_mapping"]
