"""Pages as people write them, through the whole pipeline: which of them speak with one voice."""

import pytest
from bench.voices import HELD_OUT, PAGES, Score, cases, grouped, readings


@pytest.mark.slow
@pytest.mark.parametrize(("path", "recall"), [(PAGES, 0.98), (HELD_OUT, 0.90)])
def test_one_voice_is_told_from_two(path, recall):
    score = Score()
    for case in cases(path):
        grouped(case, list(readings(case, "rules")), score)
    assert score.precision == 1.0, score.mistakes
    assert score.recall >= recall, score.mistakes
