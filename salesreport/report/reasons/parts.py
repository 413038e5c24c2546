"""Causes of a window's gap as arrays over reps, with how far each could be off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salesreport.report.material import Material
from salesreport.report.reasons.fits import Fit
from salesreport.report.reasons.sides import heads_of_peers, per_peer
from salesreport.retrospective.attributed import CauseId, Reference
from salesreport.statistics import Floats

OF_DIMENSION: dict[str, CauseId] = {
    "industry": "mix_industry",
    "territory": "mix_territory",
    "source": "mix_source",
    "follow_up": "follow_up",
    "response": "response",
}
REST: CauseId = "unexplained"


@dataclass(frozen=True, eq=False)
class CausePart:
    """One cause of every rep, in main units.

    Attributes
    ----------
    amount : array of float, shape (reps,)
        Of `target_calibration` before the target is taken off; 0 of what is left over.
    sd : array of float, shape (reps,)
        What is not known of the others' rates, which reps share.
    chance : array of float, shape (reps,)
        What chance alone makes of it, each rep's own.
    """

    cause: CauseId
    amount: Floats
    sd: Floats
    chance: Floats

    def interval_sd(self, at: list[int]) -> float:
        """Standard deviation of a sum over reps.

        Chance adds by variances. What is not known of the rates is shared by all who are
        held against them, to a degree that is not: it adds as if wholly, which is the most
        that it can be.
        """
        return float(np.hypot(self.sd[at].sum(), np.sqrt((self.chance[at] ** 2).sum())))


def cause_parts(material: Material, fit: Fit, reference: Reference) -> list[CausePart]:
    """Causes against a reference in their fixed order, what is left over last."""
    if reference == "last_year":
        return _since_last_year(fit)
    found = fit.found
    none = np.zeros(len(found.actual))
    rest = CausePart(REST, none, found.expected_sd, found.chance_sd)
    dimensions = _dimensions(fit, found.steps.amounts, found.amounts_sd)
    known = fit.usual_rates
    if reference == "target" and known is None:
        first = [CausePart("target_calibration", found.steps.benchmark, found.benchmark_sd, none)]
    elif reference == "target" and known is not None:
        first = [
            CausePart("target_calibration", known.benchmark, known.benchmark_sd, none),
            CausePart("team_wide", known.moved, known.moved_sd, none),
        ]
    else:
        more = found.exposure - peers_exposure(material, fit)
        sd = np.abs(more) * found.by_lead_sd
        first = [CausePart("leads", more * found.steps.by_lead, sd, none)]
        chance = np.hypot(found.chance_sd, peers_chance(material, fit))
        rest = CausePart(REST, none, found.expected_sd, chance)
    return [*first, *dimensions, rest]


def peers_exposure(material: Material, fit: Fit) -> Floats:
    """Leads at work of each rep's peers, per peer who was there all the window."""
    key = f"reason-peers-leads:{fit.window.label}"
    return material.prepared.once(key, lambda _: per_peer(material, fit.window, fit.found.exposure))


def peers_chance(material: Material, fit: Fit) -> Floats:
    """What chance alone makes of the mean bookings of each rep's peers: a standard deviation.

    sqrt(Σ chance² of the peers) / their number; 0 without peers.
    """
    heads = np.array(
        [float(heads_of_peers(material, rep_id, fit.window)) for rep_id in material.reps]
    )
    squares = per_peer(material, fit.window, np.nan_to_num(fit.found.chance_sd) ** 2)
    variance = np.divide(squares, heads, out=np.zeros(len(heads)), where=heads > 0)
    return np.asarray(np.sqrt(variance))


def _since_last_year(fit: Fit) -> list[CausePart]:
    changed = fit.change
    if changed is None:
        return []
    none = np.zeros(len(changed.leads))
    parts = [CausePart("leads", changed.leads, changed.leads_sd, none)]
    if fit.has_index:
        parts.append(CausePart("market", changed.market, changed.market_sd, none))
    parts += [
        CausePart("season", changed.season, changed.season_sd, none),
        CausePart("team_wide", changed.team_wide, changed.movement_sd, none),
        *_dimensions(fit, changed.amounts, changed.amounts_sd),
    ]
    chance = np.minimum(fit.change_chance, changed.unexplained_sd)
    rates = np.sqrt(np.maximum(changed.unexplained_sd**2 - chance**2, 0.0))
    return [*parts, CausePart(REST, none, rates, chance)]


def _dimensions(fit: Fit, amounts: Floats, sds: Floats) -> list[CausePart]:
    none = np.zeros(len(amounts))
    return [
        CausePart(OF_DIMENSION[name], amounts[:, at], sds[:, at], none)
        for at, name in enumerate(fit.found.dimensions)
    ]
