"""Bundled data: the template's own tables and a sample company.

`python -m salesreport.sampledata seed [FILE]` writes the seed workbook,
`python -m salesreport.sampledata company FOLDER` the sample company's CSVs. Both
are deterministic; what they tell is in `company` and in docs/sample-story.md.
"""

from salesreport.sampledata.company import company_tables, write_company
from salesreport.sampledata.seed import SEED_SHEETS, write_seed

__all__ = ["SEED_SHEETS", "company_tables", "write_company", "write_seed"]
