import statistics

import pytest

from salesreport.sampledata.draws import Draws


def test_the_same_key_gives_the_same_draws_and_another_key_others() -> None:
    first = [Draws(3, 7).uniform() for _ in range(1)] + [Draws(3, 7).poisson(4)]
    assert first == [Draws(3, 7).uniform(), Draws(3, 7).poisson(4)]
    assert Draws(3, 7).uniform() != Draws(3, 8).uniform()


def test_the_first_draws_of_a_stream_are_pinned() -> None:
    draws = Draws(1)
    assert [draws.integer(0, 999) for _ in range(5)] == [511, 950, 144, 948, 311]


def test_draws_follow_their_laws() -> None:
    draws = Draws(11)
    assert statistics.fmean(draws.poisson(3.5) for _ in range(4000)) == pytest.approx(3.5, abs=0.1)
    sizes = sorted(draws.lognormal(100, 0.631) for _ in range(4001))
    assert sizes[2000] == pytest.approx(100, rel=0.05)
    spread = statistics.stdev(sizes) / statistics.fmean(sizes)
    assert spread == pytest.approx(0.70, abs=0.05)
    chosen = [draws.weighted({"a": 3, "b": 1}) for _ in range(4000)]
    assert chosen.count("a") / 4000 == pytest.approx(0.75, abs=0.03)


def test_integers_reach_both_ends_and_shuffling_keeps_every_item() -> None:
    draws = Draws(12)
    assert {draws.integer(2, 4) for _ in range(200)} == {2, 3, 4}
    shuffled = draws.shuffled(range(50))
    assert sorted(shuffled) == list(range(50))
    assert shuffled != list(range(50))
