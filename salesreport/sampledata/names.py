"""Invented customer names; any likeness to a real company is chance."""

from __future__ import annotations

from collections.abc import Iterator

from salesreport.sampledata.draws import Draws
from salesreport.sampledata.roster import INDUSTRIES, REPS


def _words(text: str) -> list[str]:
    return text.split()


_HEADS = _words(
    "Amber Birk Cobal Dorn Ember Fenn Gild Harrow Isen Jasper Kestrel Larch Mallow Nettle Opal "
    "Pebble Quill Raven Sable Tarn Umber Vell Wick Yarrow Zephyr Brindle Clover Drift Flint Gorse"
)
_TAILS = _words(
    "bridge cross dale field ford gate haven holm lea mere mont more port reach ridge shore stead "
    "stone vale water way well wick wood"
)
_KINDS = {
    "machinery": (
        "Machinery",
        "Tools",
        "Drives",
        "Castings",
        "Pumps",
        "Valves",
        "Presses",
        "Gears",
    ),
    "food": ("Foods", "Dairy", "Bakery", "Beverages"),
    "retail": ("Stores", "Retail", "Outfitters", "Home"),
    "logistics": ("Logistics", "Freight", "Cold Chain", "Warehousing"),
    "healthcare": ("Medical", "Clinics", "Labs", "Care"),
}
_CHINESE_HEADS = _words(
    "启明 远澄 云杉 青禾 松岭 白鹭 星河 晴川 鹿鸣 海棠 竹里 长庚 望舒 凌霄 沐野 南乔"
)
_CHINESE_KINDS = {
    "machinery": ("机械", "精工", "传动设备"),
    "food": ("食品", "乳业", "饮品"),
    "retail": ("百货", "商贸", "家居"),
    "logistics": ("物流", "冷链", "仓储"),
    "healthcare": ("医疗器械", "诊所", "检验"),
}
_LONG = " International Holdings and Trading ({} Region) Co., Ltd."


class CustomerNames:
    """Names no two reps share, industry by industry.

    Parameters
    ----------
    draws : Draws
        Decides the order of the names.
    """

    def __init__(self, draws: Draws) -> None:
        self._pools = {industry: _pool(industry, draws) for industry in INDUSTRIES}

    def for_rep(self, place: int) -> dict[str, Iterator[str]]:
        """Return the rep's own supply of names by industry; `place` in the roster."""
        return {
            industry: iter(names[place :: len(REPS)]) for industry, names in self._pools.items()
        }


def _pool(industry: str, draws: Draws) -> list[str]:
    english = [
        f"{head}{tail} {kind}" for head in _HEADS for tail in _TAILS for kind in _KINDS[industry]
    ]
    chinese = [
        f"{head}{place}{kind}"
        for head in _CHINESE_HEADS
        for place in ("", "东方", "新")
        for kind in _CHINESE_KINDS[industry]
    ]
    names = draws.shuffled(english + chinese)
    return [
        name + _LONG.format(("Eastern", "Southern")[at % 2])
        if at % 97 == 40 and " " in name
        else name
        for at, name in enumerate(names)
    ]
