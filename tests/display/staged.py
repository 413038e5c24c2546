"""Parts about where deals stop and what goes with winning, made by hand."""

from datetime import date

from salesreport.retrospective import pipeline as p
from salesreport.retrospective.findings import Deal, SourceRow

FIRST, LAST = date(2023, 4, 1), date(2024, 3, 31)


def step(stage, **changes):
    fields = {
        "stage": stage, "n": 40, "n_passed": 20, "n_stopped": 15, "n_open": 5, "n_skipped": 0,
        "n_turned_back": 0, "horizon_days": 90, "passed": 0.55, "low": 0.4, "high": 0.69,
        "stopped": 0.4, "median_days": 21.0, "n_stays": 40, "usual_days": 13.0,
    }  # fmt: skip
    return p.StageStep.model_validate(fields | changes)


def leak(stage, n, expected, **changes):
    fields = {
        "stage": stage, "n": n, "n_came": 40, "amount": 2 * expected, "chance": 0.5,
        "expected": expected, "low": 0.8 * expected, "high": 1.2 * expected, "one_point": 4200.0,
    }  # fmt: skip
    return p.Leak.model_validate(fields | changes)


def window(rows, largest=None, *, is_clear=False, name="longer", first=FIRST):
    return p.LeakWindow(
        window=name, first=first, last=LAST, rows=rows, largest=largest, is_clear=is_clear,
        total=sum(row.expected or 0.0 for row in rows),
    )  # fmt: skip


def idle(customer="Yarrow Mill", *, untouched=True):
    source = SourceRow(file="opportunities.csv", sheet=None, row=7)
    deal = Deal.model_validate(
        {"opportunity_id": "O7", "customer": customer, "amount": 48000.0, "owner": "Lin Mo",
         "stage": "intent", "share": 1.0, "source": source}
    )  # fmt: skip
    return p.IdleDeal(
        deal=deal, stage="intent", in_stage_days=61, untouched_days=35, usual_days=13.0,
        last_touch=date(2024, 2, 25), moved_on=date(2024, 1, 30), is_untouched=untouched,
    )  # fmt: skip


def parts(**changes):
    rows = [leak("intent", 9, 300000.0), leak("negotiation", 6, 1000000.0)]
    fields = {
        "pooled": [p.CohortShare(days=90, n=80, won=0.5, low=0.39, high=0.61, lost=0.4, open=0.1)],
        "steps": [step("intent"), step("negotiation", passed=0.72, low=0.6, high=0.81)],
        "leaks": [window(rows[:1], name="period", first=date(2024, 3, 1)),
                  window(rows, "negotiation", is_clear=True)],
        "idle": [idle()], "n_stalled": 3, "n_untouched": 1, "idle_amount": 48000.0,
        "slips": [p.SlipMonth(first=date(2024, 3, 1), last=LAST, n_expected=20, n_slipped=5,
                              share=0.25, low=0.11, high=0.47)],
        "has_stages": True, "has_activities": True,
    }  # fmt: skip
    return p.Pipeline.model_validate(fields | changes)


def band(low, high, n, won):
    return p.BehaviourBand(
        from_value=low, to_value=high, n=n, n_won=won, won=won / n, low=0.1, high=0.9
    )


def panel(behaviour, bands, low, high, **changes):
    splits = {"on_time": 1.0, "response": 3.0, "visits": 1.0}
    return p.BehaviourPanel(
        behaviour=behaviour, landmark_days=14, horizon_days=90, n=sum(b.n for b in bands),
        n_quick=4, bands=bands, split=splits[behaviour], difference_low=low, difference_high=high,
        **changes,
    )  # fmt: skip


def behaviours(**changes):
    timely = [band(0, 0.5, 12, 3), band(0.5, 1, 28, 7), band(1, None, 50, 25)]
    visits = [band(0, 1, 30, 12), band(1, 2, 30, 13), band(2, None, 4, 4)]
    found = [panel("on_time", timely, 0.04, 0.42), panel("visits", visits, -0.15, 0.3)]
    fields = {"first": FIRST, "last": LAST, "panels": found}
    return p.Behaviours.model_validate(fields | changes)


def rep_behaviours():
    """Of the rich rep: own visits beside everybody's bands."""
    bands = [band(0, 1, 300, 120), band(1, None, 200, 120)]
    point = p.RepPoint(rep_id="0003", name="Lin Mo", n=24, n_won=12, value=0.46, won=0.5,
                       low=0.31, high=0.69)  # fmt: skip
    own = panel("visits", [band(0, 1, 24, 12)], None, None, points=[point], team_bands=bands)
    return behaviours(panels=[own])
