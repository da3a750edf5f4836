"""What instruments show moves a grade one way only; what they could not see moves nothing."""

from dataclasses import replace

from fusion_factory import claim, facts, item, page, voice
from hypothesis import given, settings
from hypothesis import strategies as st
from test_fusion_laws import flat, many

from sightline.fusion.fuse import fuse
from sightline.model.event import Event
from sightline.model.evidence import Evidence
from sightline.model.facts import Facts
from sightline.model.vocabulary import Verdict

NEITHER = ("inconclusive", "not observable")


def shown(claim_id: str, verdict: Verdict, number: int = 0) -> Evidence:
    return Evidence(f"evd-{verdict}-{claim_id}-{number}", claim_id, "flight tracks 1", verdict, ("a reason",))


def with_evidence(cut: Facts, *evidence: Evidence) -> dict[str, Event]:
    return {e.id: e for e in fuse(replace(cut, evidence=evidence)).events}


def one_claim(by=()) -> tuple[Facts, str]:
    d = page("An An-124 landed at the base.")
    c = claim(d, "An An-124 landed at the base.", "arrival", items=[item("An-124", "transport-aircraft", 1)], by=by)  # fmt: skip
    return facts([d], [c]), c.id


def grade(cut: Facts, *evidence: Evidence) -> int:
    [event] = with_evidence(cut, *evidence).values()
    return event.assessment.credibility


def test_what_supports_raises_and_what_contradicts_lowers_each_with_its_reason() -> None:
    cut, c = one_claim([voice("officials", "official")])
    before = grade(cut)
    assert grade(cut, shown(c, "supports")) < before
    assert grade(cut, shown(c, "contradicts")) > before
    [event] = with_evidence(cut, shown(c, "supports")).values()
    assert any("Evidence supports (flight tracks 1)" in r.words for r in event.assessment.reasons)


def test_a_second_look_at_the_same_adds_nothing() -> None:
    cut, c = one_claim([voice("officials", "official")])
    assert grade(cut, shown(c, "supports"), shown(c, "supports", 1)) == grade(cut, shown(c, "supports"))


def test_looking_in_vain_gives_no_basis_where_there_was_none() -> None:
    cut, c = one_claim()
    assert grade(cut) == 6
    for verdict in NEITHER:
        assert grade(cut, shown(c, verdict)) == 6  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(many, st.sampled_from(NEITHER), st.data())
def test_what_could_not_be_seen_never_changes_a_grade(told, verdict, data) -> None:
    documents, claims = flat(told)
    cut = facts(documents, claims)
    chosen = data.draw(st.lists(st.sampled_from([c.id for c in claims]), min_size=1, unique=True))
    before = with_evidence(cut)
    after = with_evidence(cut, *(shown(c, verdict) for c in chosen))
    for key, event in before.items():
        assert after[key].assessment.credibility == event.assessment.credibility


@settings(max_examples=60, deadline=None)
@given(many, st.data())
def test_what_contradicts_never_raises_credibility(told, data) -> None:
    documents, claims = flat(told)
    cut = facts(documents, claims)
    all_ids = st.lists(st.sampled_from([c.id for c in claims]), unique=True)
    supported = [shown(c, "supports") for c in data.draw(all_ids)]
    against = [shown(c, "contradicts") for c in data.draw(all_ids)]
    before = with_evidence(cut, *supported)
    after = with_evidence(cut, *supported, *against)
    for key, event in before.items():
        now, then = after[key].assessment.credibility, event.assessment.credibility
        assert now >= then or then == 6  # 6 is no grade: from no basis to doubt is no rise
        assert (now, then) not in {(1, 6), (2, 6), (3, 6)}


def test_what_is_made_up_weighs_nothing_and_says_so() -> None:
    cut, c = one_claim([voice("officials", "official")])
    made_up = replace(shown(c, "supports"), synthetic=True)
    [event] = with_evidence(cut, made_up).values()
    assert event.assessment.credibility == grade(cut)
    [reason] = [r for r in event.assessment.reasons if "SYNTHETIC" in r.words]
    assert reason.weight == 0
    assert reason.ids == (made_up.id,)


@settings(max_examples=60, deadline=None)
@given(many, st.data())
def test_what_supports_never_lowers_credibility(told, data) -> None:
    documents, claims = flat(told)
    cut = facts(documents, claims)
    all_ids = st.lists(st.sampled_from([c.id for c in claims]), unique=True)
    against = [shown(c, "contradicts") for c in data.draw(all_ids)]
    before = with_evidence(cut, *against)
    after = with_evidence(cut, *against, *(shown(c, "supports") for c in data.draw(all_ids)))
    for key, event in before.items():
        now, then = after[key].assessment.credibility, event.assessment.credibility
        assert now <= then


def gap_kinds(cut: Facts, *evidence: Evidence) -> set[str]:
    [event] = with_evidence(cut, *evidence).values()
    return {g.kind for g in event.gaps}


def test_what_nobody_could_have_seen_is_a_gap_by_the_kind_of_instrument() -> None:
    cut, c = one_claim()
    assert "no tracks in the window" not in gap_kinds(cut)
    unseen = shown(c, "not observable")
    assert "no tracks in the window" in gap_kinds(cut, unseen)
    cloudy = replace(
        unseen, id="evd-9", checker="imagery Sentinel-2 1", reasons=("clouds over the field on all days",)
    )
    assert {"no tracks in the window", "no imagery in the window"} <= gap_kinds(cut, unseen, cloudy)
    [event] = with_evidence(cut, cloudy).values()
    [gap] = [g for g in event.gaps if g.kind == "no imagery in the window"]
    assert gap.words == "Satellite imagery could not test it: clouds over the field on all days."
    assert gap.claims == (c,)


def test_one_look_that_could_see_fills_the_gap_and_a_made_up_one_does_not() -> None:
    cut, c = one_claim()
    unseen, looked = shown(c, "not observable"), shown(c, "inconclusive", 1)
    assert "no tracks in the window" not in gap_kinds(cut, unseen, looked)
    assert "no tracks in the window" in gap_kinds(cut, unseen, replace(looked, synthetic=True))
