"""Forecasts: once however often they are copied, with horizon, odds, outcome; and how they are scored."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
from fusion_factory import S300, claim, copies, day, facts, page, voice
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.fusion.brier import CALIBRATION_FROM, EVEN_ODDS, MURPHY_FROM, score, wilson
from sightline.fusion.forecasts import forecasts, resolved
from sightline.fusion.fuse import fuse
from sightline.model.claim import Claim, Likelihood
from sightline.model.document import Document
from sightline.model.facts import Facts
from sightline.model.forecast import Forecast, Outcome
from sightline.model.judgement import Judgement, judgement_of

NOW = dt.datetime(2019, 6, 1, tzinfo=dt.UTC)
LIKELY, UNLIKELY = Likelihood("likely", 0.55, 0.8), Likelihood("unlikely", 0.2, 0.45)
TEXT = "It is likely that the launchers will return to their shelters before the end of May, we think."


def foretold(
    text: str = TEXT, host: str = "a.example", odds: Likelihood | None = LIKELY, **more: object
) -> tuple[Document, Claim]:
    d = replace(page(text, site=host), published=day(4, 13))
    c = claim(d, text, "assessment", "forecast", items=[S300], **more)  # type: ignore[arg-type]
    return d, replace(c, likelihood=odds)


def found(rows: Sequence[tuple[Document, Claim]], *judgements: Judgement) -> tuple[Forecast, ...]:
    cut = replace(facts([d for d, _ in rows], [c for _, c in rows]), judgements=tuple(judgements))
    return forecasts(cut, fuse(cut))


def test_a_forecast_has_its_horizon_its_odds_and_who_made_it() -> None:
    (one,) = found([foretold(time=day(5, 31))])
    assert (one.kind, one.sources, one.voice) == ("forecast", ("a.example",), "")
    assert one.horizon == day(5, 31)
    assert one.likelihood == LIKELY
    assert one.state(NOW) == "due"
    assert one.state(dt.datetime(2019, 5, 1, tzinfo=dt.UTC)) == "open"


def test_an_unknown_horizon_stays_unknown_and_what_was_over_is_none() -> None:
    (one,) = found([foretold()])
    assert one.horizon is None
    assert one.state(NOW) == "open", "nothing is due that has no day"
    (past,) = found([foretold(time=day(3, 1))])
    assert past.horizon is None, "over before the page was published"


def test_a_tenth_copy_is_the_same_forecast() -> None:
    d, c = foretold(time=day(5, 31))
    more_documents, more_claims = copies(d, [c], 9)
    every = found([(d, c), *zip(more_documents, more_claims, strict=True)])
    assert len(every) == 1
    assert len(every[0].claims) == len(every[0].sources) == 10
    outcome = resolved(every[0], happened=True, on=None, who="ann", why="seen", at=NOW)
    once, often = (
        found([(d, c)], outcome),
        found([(d, c), *zip(more_documents, more_claims, strict=True)], outcome),
    )
    assert score(once) == score(often)


def test_other_odds_are_another_forecast() -> None:
    other = foretold(TEXT.replace("likely", "unlikely"), "b.example", UNLIKELY)
    assert len(found([foretold(), other])) == 2
    assert (
        len(found([foretold(), foretold("Something quite different will come of it, perhaps.", "b.example")]))
        == 2
    )


def test_what_comments_foretell_is_left_out() -> None:
    d = page(
        "Launchers stand there.",
        site="a.example",
        comments=[("comment", "h:1", "They will be gone by summer.")],
    )
    c = claim(d, "They will be gone by summer.", "assessment", "forecast")
    assert found([(d, c)]) == ()


def test_a_plan_is_listed_and_never_scored() -> None:
    d = page("S-300 will go there in May, the ministry says.", site="a.example")
    c = claim(d, d.text, stance="planned", items=[S300], by=[voice("the ministry", "official")])
    (one,) = found([(d, c)])
    assert (one.kind, one.voice, one.likelihood) == ("plan", "the ministry", None)
    (done,) = found([(d, c)], resolved(one, happened=True, on=None, who="ann", why="seen", at=NOW))
    assert (score([done]).resolved, score([done]).n) == (1, 0)


def test_the_newest_outcome_holds_and_can_be_taken_back() -> None:
    row = foretold()
    (one,) = found([row])
    first = resolved(one, happened=True, on=dt.date(2019, 5, 2), who="ann", why="seen", at=NOW)
    later = resolved(one, happened=False, on=None, who="bob", why="a mistake", at=NOW + dt.timedelta(days=1))
    (held,) = found([row], later, first)
    assert held.outcome is not None
    assert (held.outcome.happened, held.outcome.who, held.state(NOW)) == (False, "bob", "resolved")
    undone = judgement_of(later.id, "undone", "ann", "it was right", NOW + dt.timedelta(days=2))
    (back,) = found([row], later, first, undone)
    assert back.outcome is not None
    assert (back.outcome.happened, back.outcome.on) == (True, dt.date(2019, 5, 2))


def test_an_outcome_survives_that_the_page_is_read_anew() -> None:
    """Other bytes, the same words: the claim has another id."""
    (one,) = found([foretold()])
    outcome = resolved(one, happened=True, on=None, who="ann", why="seen", at=NOW)
    d = replace(page(TEXT, site="a.example", salt="other bytes"), published=day(4, 13))
    again = replace(claim(d, TEXT, "assessment", "forecast"), likelihood=LIKELY)
    assert again.id != one.id
    (held,) = found([(d, again)], outcome)
    assert held.outcome is not None


def scored(happened: bool, odds: Likelihood | None = LIKELY, number: int = 0) -> Forecast:
    outcome = Outcome(happened, None, "ann", "seen", NOW, "jdg-1")
    return Forecast(
        f"clm-{number}",
        "forecast",
        (f"clm-{number}",),
        ("a.example",),
        "",
        "words",
        None,
        None,
        odds,
        outcome,
    )


def test_the_brier_score_of_a_range_is_that_of_its_middle_with_best_and_worst() -> None:
    made = score([scored(True)])
    assert (made.mean, made.best, made.worst) == (
        pytest.approx(0.325**2, abs=1e-4),
        pytest.approx(0.04),
        pytest.approx(0.2025),
    )
    made = score([scored(False)])
    assert (made.mean, made.best, made.worst) == (
        pytest.approx(0.675**2, abs=1e-4),
        pytest.approx(0.3025),
        pytest.approx(0.64),
    )


def test_without_odds_or_outcome_nothing_is_scored() -> None:
    assert score([]).mean is None
    bare = score([scored(True, None), replace(scored(True), outcome=None)])
    assert (bare.counted, bare.resolved, bare.n, bare.mean, bare.reference) == (2, 1, 0, None, None)


def test_the_reference_is_the_share_that_came_about() -> None:
    assert score([scored(True), scored(True), scored(False), scored(False)]).reference == EVEN_ODDS
    assert score([scored(True), scored(True)]).reference == 0


ODDS = st.sampled_from(
    [(0.01, 0.05), (0.05, 0.2), (0.2, 0.45), (0.45, 0.55), (0.55, 0.8), (0.8, 0.95), (0.95, 0.99)]
)


@settings(deadline=None)
@given(st.lists(st.tuples(ODDS, st.booleans()), min_size=1, max_size=60), st.randoms(use_true_random=False))
def test_laws_of_the_score(rows: list[tuple[tuple[float, float], bool]], chance) -> None:  # type: ignore[no-untyped-def]
    every = [scored(came, Likelihood("x", *odds), i) for i, (odds, came) in enumerate(rows)]
    made = score(every)
    assert made.mean is not None
    assert made.best is not None
    assert made.worst is not None
    assert 0 <= made.best <= made.mean <= made.worst <= 1
    assert (made.parts is not None) == (len(rows) >= MURPHY_FROM)
    assert bool(made.bins) == (len(rows) >= CALIBRATION_FROM)
    if made.parts:
        reliability, resolution, uncertainty = made.parts
        assert math.isclose(reliability - resolution + uncertainty, made.mean, abs_tol=3e-4)
    assert sum(b.n for b in made.bins) in (0, len(rows))
    chance.shuffle(every)
    assert score(every) == made


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_interval_holds_the_share_and_narrows(successes: int, failures: int) -> None:
    n = successes + failures
    low, high = wilson(successes, n)
    assert 0 <= low <= high <= 1
    if n:
        assert low - 1e-4 <= successes / n <= high + 1e-4
        wide, narrow = (high - low), wilson(successes * 4, n * 4)
        assert narrow[1] - narrow[0] < wide


def test_the_interval_of_wilson_as_printed() -> None:
    """Of 95 in a hundred: Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I."""
    assert wilson(81, 263, 1.959964) == (pytest.approx(0.2553, abs=1e-4), pytest.approx(0.3662, abs=1e-4))
    assert wilson(0, 20, 1.959964) == (0.0, pytest.approx(0.1611, abs=1e-4))


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_facts_decides_nothing(chance) -> None:  # type: ignore[no-untyped-def]
    rows = [
        foretold(),
        foretold(host="b.example"),
        foretold("Something else will come of it soon, they say.", "c.example", None),
    ]
    first = found(rows)
    outcome = [resolved(f, happened=True, on=None, who="ann", why="seen", at=NOW) for f in first]
    expected = found(rows, *outcome)
    chance.shuffle(rows)
    chance.shuffle(outcome)
    assert found(rows, *outcome) == expected


def test_a_facts_value_without_anything_has_no_forecasts() -> None:
    assert forecasts(Facts((), ()), fuse(Facts((), ()))) == ()
