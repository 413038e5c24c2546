"""Why the gap: what other reps would have made of the same leads, and what is left.

`leads` the arrays · `delays` when wins come · `cells` leads of one kind together ·
`design`, `rates` a lead's chance to be won · `sizes` what a deal is worth · `dispersion`
how much wins vary · `model` all of it for some windows · `ladder` from the peers' leads to
one's own · `window` one window · `change` two · `evidence` what can be named.

A number about the others is NaN for a rep beside whom nobody has leads; amounts are in main
units and not rounded.
"""

from salesreport.attribution.change import Change, change
from salesreport.attribution.delays import Delays, win_delays
from salesreport.attribution.evidence import (
    Lateness,
    Wins,
    lateness,
    signal_share,
    wins_evidence,
)
from salesreport.attribution.ladder import Steps
from salesreport.attribution.leads import NEVER, Bools, Ints, Leads, Window
from salesreport.attribution.model import Model, fitted, peers_of
from salesreport.attribution.window import Attribution, attribution

__all__ = [
    "NEVER",
    "Attribution",
    "Bools",
    "Change",
    "Delays",
    "Ints",
    "Lateness",
    "Leads",
    "Model",
    "Steps",
    "Window",
    "Wins",
    "attribution",
    "change",
    "fitted",
    "lateness",
    "peers_of",
    "signal_share",
    "win_delays",
    "wins_evidence",
]
