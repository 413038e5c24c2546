"""Made-up leads of whole teams: with known rates, or drawn by Hypothesis."""

import numpy as np
from hypothesis import strategies as st

from salesreport.attribution import NEVER, Leads, Window

UNTIL = 359
WINDOW = Window(330, 359)
EARLIER = Window(240, 299)


def bare(rep, assigned, won, *, until, amount=None, reps=None, **kinds):
    """Leads written by hand; `kinds` are segments, or bands where they are floats."""
    rep, won = np.array(rep, dtype=np.int64), np.array(won, dtype=np.int64)
    columns = {name: np.array(values) for name, values in kinds.items()}
    amounts = np.where(won < NEVER, 100.0, 0.0) if amount is None else np.array(amount, dtype=float)
    return Leads(
        rep=rep,
        assigned=np.array(assigned, dtype=np.int64),
        won=won,
        amount=amounts,
        segments={k: v for k, v in columns.items() if v.dtype.kind == "i"},
        bands={k: v for k, v in columns.items() if v.dtype.kind == "f"},
        roles=np.zeros(reps or int(rep.max(initial=0)) + 1, dtype=np.int64),
        until=until,
    )


def team(
    seed=0, *, reps=6, n=900, rate=0.2, roles=None, levels=(3, 2), late=0.25, skill=None,
    segment_effects=None, band_effect=-0.7, size_cv=0.5, median=20.0,
):  # fmt: skip
    """A team's leads of a year; `skill` multiplies the chance of a rep's leads.

    Wins come after days of an exponential clock, so some leads are still open.
    """
    rng = np.random.default_rng(seed)
    rep = rng.integers(0, reps, n)
    assigned = rng.integers(0, UNTIL + 1, n)
    codes = [rng.integers(0, level, n) for level in levels]
    slow = (rng.random(n) < late).astype(float)
    logs = np.full(n, np.log(rate)) + band_effect * slow
    for at, code in enumerate(codes):
        effects = np.zeros(levels[at]) if segment_effects is None else segment_effects[at]
        logs += np.asarray(effects)[code]
    chance = np.exp(logs) * (1.0 if skill is None else np.asarray(skill)[rep])
    day = assigned + np.floor(rng.exponential(median, n)).astype(np.int64)
    won = np.where((rng.random(n) < chance) & (day <= UNTIL), day, NEVER)
    shape = 1 / size_cv**2
    amount = np.where(won < NEVER, np.round(rng.gamma(shape, 1000 / shape, n), 2), 0.0)
    names = ("mix_industry", "mix_territory", "mix_source")
    return Leads(
        rep=rep,
        assigned=assigned,
        won=won,
        amount=amount,
        segments=dict(zip(names, codes, strict=False)),
        bands={"follow_up": slow},
        roles=np.zeros(reps, dtype=np.int64) if roles is None else np.array(roles),
        until=UNTIL,
    )


def taken(leads, keep):
    """Leads at these places, in their order."""
    return Leads(
        rep=leads.rep[keep],
        assigned=leads.assigned[keep],
        won=leads.won[keep],
        amount=leads.amount[keep],
        segments={name: codes[keep] for name, codes in leads.segments.items()},
        bands={name: late[keep] for name, late in leads.bands.items()},
        roles=leads.roles,
        until=leads.until,
    )


@st.composite
def drawn(draw, *, least_reps=1):
    """Small, ugly teams: reps without leads, single kinds, no wins, refunds, blanks."""
    reps = draw(st.integers(least_reps, 6))
    n = draw(st.integers(3, 60))
    rng = np.random.default_rng(draw(st.integers(0, 2**20)))
    rep = rng.integers(0, draw(st.integers(1, reps)), n)
    assigned = rng.integers(draw(st.sampled_from([0, 200, 330])), UNTIL + 1, n)
    assigned[0] = min(assigned[0], UNTIL - 5)
    day = assigned + rng.integers(0, draw(st.sampled_from([1, 40])), n)
    is_won = (rng.random(n) < draw(st.sampled_from([0.0, 0.2, 0.8]))) & (day <= UNTIL)
    amount = np.round(rng.gamma(4, 250, n), 2) * np.where(rng.random(n) < 0.1, -1, 1)
    names = ("mix_industry", "mix_territory", "mix_source")[: draw(st.integers(0, 3))]
    late = (rng.random(n) < 0.3).astype(float)
    late[rng.random(n) < draw(st.sampled_from([0.0, 0.3, 1.0]))] = np.nan
    bands = ("follow_up", "response")[: draw(st.integers(0, 2))]
    return Leads(
        rep=rep,
        assigned=assigned,
        won=np.where(is_won, day, NEVER),
        amount=np.where(is_won, amount, 0.0),
        segments={name: rng.integers(0, draw(st.integers(1, 4)), n) for name in names},
        bands={name: np.roll(late, at) for at, name in enumerate(bands)},
        roles=rng.integers(0, draw(st.integers(1, 2)), reps),
        until=UNTIL,
    )
