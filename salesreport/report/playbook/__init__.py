"""The playbook of a run, from its deals, actions, notes and rules.

`year` the deals behind it · `steps` what fast wins did by industry and stage · `examples`
the period's best fast wins · `texts` what people wrote · `measured` the figures that rules
ask for · `fixes` rules held against them · `anonymous` neutral names in place of real ones ·
`whole` all of it as one view.
"""

from salesreport.report.playbook.whole import playbook_view

__all__ = ["playbook_view"]
