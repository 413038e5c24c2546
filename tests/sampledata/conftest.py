"""The committed sample and the figures of the story, by plain pandas."""

from pathlib import Path

import pandas as pd
import pytest

PARAMS = Path(__file__).resolve().parents[2] / "params"
SAMPLE = PARAMS / "data" / "sample"
Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="session")
def params_folder() -> Path:
    return PARAMS


@pytest.fixture(scope="session")
def sample_folder() -> Path:
    return SAMPLE


@pytest.fixture(scope="session")
def sample() -> Tables:
    """Every committed CSV, ids and dates as text."""
    ids = {"rep_id": str, "manager_id": str, "support_owner": str, "by": str}
    return {path.stem: pd.read_csv(path, dtype=ids) for path in sorted(SAMPLE.glob("*.csv"))}


@pytest.fixture(scope="session")
def credited(sample: Tables) -> pd.DataFrame:
    """Won deals with `month`, `rep` credited and `yuan`: shares, then owner that day."""
    won = sample["opportunities"].query("stage == 'won'").copy()
    won["month"] = won["close_date"].str[:7]
    rates = sample["rates"].set_index("period")["rate"]
    rate = won["month"].map(rates).where(won["currency"] == "USD", 1.0)
    won["yuan"] = won["amount"] * rate
    owners = sample["owners"].set_index(["customer", "from_date"])["rep_id"].sort_index()
    won["rep"] = won["rep_id"]
    for (customer, since), rep in owners.items():
        won.loc[(won["customer"] == customer) & (won["close_date"] >= since), "rep"] = rep
    shared = won.drop(columns="rep").merge(
        sample["credits"].rename(columns={"rep_id": "rep"}), on="opportunity_id"
    )
    shared["yuan"] *= shared["share"]
    alone = won[~won["opportunity_id"].isin(shared["opportunity_id"])]
    return pd.concat([alone, shared], ignore_index=True)


@pytest.fixture(scope="session")
def completion(sample: Tables, credited: pd.DataFrame) -> pd.DataFrame:
    """Bookings / prorated target by rep (rows) and month (columns) of 2026."""
    adjusted = sample["booking_adjustments"].rename(columns={"rep_id": "rep", "amount": "yuan"})
    adjusted["month"] = adjusted["date"].str[:7]
    parts = pd.concat([credited, adjusted])[["rep", "month", "yuan"]]
    bookings = parts.groupby(["rep", "month"])["yuan"].sum().unstack(fill_value=0)
    targets = sample["targets"].query("measure == 'bookings'")
    target = targets.pivot_table(index="rep_id", columns="period", values="value").astype(float)
    target.loc["0016", "2026-05"] *= 14 / 31
    target.loc["0014", "2026-06"] *= 18 / 30
    months = [f"2026-{month:02d}" for month in range(1, 7)]
    return (bookings.reindex(target.index) / target)[months].round(6)


@pytest.fixture(scope="session")
def follow_ups(sample: Tables) -> pd.DataFrame:
    """Due items with a known outcome: `month` due, `late` or not, by rep."""
    rows = sample["activities"]
    due = rows[(rows["due_date"] <= "2026-06-30") & rows["due_date"].notna()].copy()
    known = due[(due["status"] != "done") | due["done_date"].notna()].copy()
    known["month"] = known["due_date"].str[:7]
    known["late"] = ~(known["done_date"] <= known["due_date"])
    return known
