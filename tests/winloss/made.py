"""Made-up deals for tests: rows of (created, closed, outcome), as arrays."""

import numpy as np
from hypothesis import strategies as st

from salesreport.winloss.histories import LOST, NEVER, NO_STAGE, OPEN, WON, Histories
from salesreport.winloss.stages import Changes

ENDS = {"open": OPEN, "won": WON, "lost": LOST}


def ints(values):
    return np.array(values, dtype=np.int64)


def told(rows, *, until=1000, amounts=None, stages=None):
    """Deals of (created, closed or None, outcome)."""
    created, closed, ways = zip(*rows, strict=True) if rows else ((), (), ())
    return Histories(
        created=ints(created),
        closed=ints([NEVER if day is None else day for day in closed]),
        outcome=ints([ENDS[way] for way in ways]),
        stage=ints([NO_STAGE] * len(rows) if stages is None else stages),
        amount=np.array([1.0] * len(rows) if amounts is None else amounts, dtype=np.float64),
        until=until,
    )


def changes(*rows):
    """Changes of (deal, stage, day)."""
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    return Changes(*[ints(column) for column in columns])


@st.composite
def teams(draw, n_stages=3, until=120):
    """Deals with changes of stage in any order, some of none, and amounts."""
    rows, moves, stages, amounts = [], [], [], []
    for deal in range(draw(st.integers(1, 14))):
        created = draw(st.integers(0, until))
        way = draw(st.sampled_from(["open", "won", "lost"]))
        closed = None if way == "open" else draw(st.integers(created, until))
        rows.append((created, closed, way))
        amounts.append(draw(st.sampled_from([float("nan"), 0.0, 10.0, 25.0, 400.0])))
        for _ in range(draw(st.integers(0, 4))):
            moves.append(
                (deal, draw(st.integers(0, n_stages + 1)), draw(st.integers(0, until + 5)))
            )
        stages.append(draw(st.integers(0, n_stages - 1)) if way == "open" else NO_STAGE)
    return told(rows, until=until, amounts=amounts, stages=stages), changes(*moves)
