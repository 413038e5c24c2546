"""Workbooks for people to fill in, and their own ones with the bad cells marked.

`write_template` writes the sheets of `sheets` in a language; the shipped mapping
`template` reads them back. `checked_copies` returns each input of a run as a workbook
whose bad cells are coloured and commented. `label_remarks` writes remarks on lost deals to
label, and reads the labels back.
"""

from salesreport.workbooks.checked import Checked, checked_copies, copy_lines
from salesreport.workbooks.labelling import label_remarks
from salesreport.workbooks.template import template_bytes, template_lines, write_template

__all__ = [
    "Checked",
    "checked_copies",
    "copy_lines",
    "label_remarks",
    "template_bytes",
    "template_lines",
    "write_template",
]
