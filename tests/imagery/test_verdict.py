"""Laws of the verdict: what it may never say, whatever was measured."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sightline.imagery.verdict import LONG_DAYS, Terms, View, decide

shares = st.floats(0, 1)
sizes = st.sampled_from(["fits", "larger", "smaller", "unknown"])


@st.composite
def views(draw: st.DrawFn) -> View:
    power = draw(st.none() | shares)
    surely = 0.0 if power is None else power * draw(shares)
    return View(draw(shares), power, surely, draw(sizes), draw(st.booleans()), draw(st.floats(0, 100)))


terms = st.builds(Terms, st.booleans(), st.floats(0, 400), st.booleans(), st.booleans())
many = st.lists(views(), max_size=4)
AGAINST = ("supports", "not observable", "inconclusive", "contradicts")


@given(terms)
def test_nothing_tested_shows_nothing(said: Terms) -> None:
    assert decide(said, ()).verdict == "not observable"


@given(terms, many)
def test_contradicts_needs_all_of_it(said: Terms, seen: list[View]) -> None:
    decision = decide(said, seen)
    if decision.verdict == "contradicts":
        assert decision.view is not None
        view = seen[decision.view]
        assert said.stays
        assert said.whole
        assert not said.planned
        assert view.settles
        assert view.surely >= 0.8
        assert not any(v.p <= 0.05 for v in seen)


@given(terms, many)
def test_supports_needs_a_significant_change_that_could_be_the_thing(said: Terms, seen: list[View]) -> None:
    decision = decide(said, seen)
    if decision.verdict == "supports":
        assert decision.view is not None
        view = seen[decision.view]
        assert view.p <= 0.05
        assert view.power is not None
        assert view.power >= 0.5
        assert view.size in ("fits", "unknown")
        assert said.days <= LONG_DAYS
        assert view.days <= LONG_DAYS


@given(terms, views(), shares)
def test_less_power_never_turns_towards_contradicts_nor_supports(
    said: Terms, view: View, part: float
) -> None:
    if view.power is None:
        return
    less = replace(view, power=view.power * part, surely=view.surely * part)
    before, after = decide(said, [view]).verdict, decide(said, [less]).verdict
    if before != "contradicts":
        assert after != "contradicts"
    if before != "supports":
        assert after != "supports"


@given(terms, many, views())
def test_a_missing_view_never_contradicts(said: Terms, seen: list[View], gone: View) -> None:
    """What is contradicted without a view would be so, or better answered, with it: a loss of data cannot turn "supports" or a
    change into a contradiction except where that change itself is lost."""
    with_it, without = decide(said, [*seen, gone]).verdict, decide(said, seen).verdict
    if without == "contradicts" and with_it != "contradicts":
        assert gone.p <= 0.05


@given(terms, many)
def test_power_that_is_not_known_decides_nothing(said: Terms, seen: list[View]) -> None:
    blind = [replace(v, power=None, surely=0.0) for v in seen]
    assert decide(said, blind).verdict in ("inconclusive", "not observable")


@given(terms, many)
def test_a_plan_and_what_may_leave_are_never_contradicted(said: Terms, seen: list[View]) -> None:
    assert decide(replace(said, planned=True), seen).verdict != "contradicts"
    assert decide(replace(said, stays=False), seen).verdict != "contradicts"
    assert decide(replace(said, whole=False), seen).verdict != "contradicts"


@given(terms, many)
def test_every_verdict_has_its_reason(said: Terms, seen: list[View]) -> None:
    assert decide(said, seen).because


@given(terms, views())
def test_a_test_that_can_find_nothing_says_nothing(said: Terms, view: View) -> None:
    blind = replace(view, p=1.0, power=0.0, surely=0.0, blind=True)
    assert decide(said, [blind]).verdict == "not observable"
