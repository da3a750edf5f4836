"""Claims of several extractors as one list; those of a language model join what was known."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sightline.extraction.merge import merge
from sightline.model.claim import MACHINE, Claim, Item, claim_id, machine_made
from sightline.model.place import Place
from sightline.model.span import Span

TEXT = "Tanks and guns have been deployed to Homs. It is unclear whether they will stay there."
SENTENCE = "Tanks and guns have been deployed to Homs"
MODEL = MACHINE + "small"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def claim(trigger: str | None, *, event: str = "deployment", by: str = "rules", sure: float = 0.35) -> Claim:
    quote = span("It is unclear whether they will stay there" if event == "assessment" else SENTENCE)
    hung = span(trigger) if trigger else None
    id_ = claim_id("d", "p1", event, hung or quote)  # type: ignore[arg-type]
    return Claim(id_, "d", "p1", quote, event, "asserted", trigger=hung, confidence=sure, origin=by)  # type: ignore[arg-type]


def test_a_claim_found_by_two_extractors_is_one_with_both_origins() -> None:
    first, second = (
        claim("deployed", sure=0.5),
        replace(claim("deployed", by="trained", sure=0.6), stance="reported"),
    )
    (found,) = merge(((first,), (second,)))
    assert (found.origin, found.confidence, found.stance) == ("rules + trained", 0.8, "reported")


def test_a_models_claim_on_overlapping_words_joins_the_known_one() -> None:
    known, said = claim("deployed"), claim("have been deployed", by=MODEL, sure=0.4)
    for order in (((known,), (said,)), ((said,), (known,))):
        (found,) = merge(order)
        assert (found.id, found.origin) == (known.id, f"rules + {MODEL}")
        assert found.confidence == 0.61
        assert not machine_made(found)


def test_the_known_claim_keeps_its_fields_however_sure_the_model_is() -> None:
    known = claim("deployed")
    said = replace(claim("deployed", by=MODEL, sure=0.9), stance="denied", place=Place(span=span("Homs")))
    (found,) = merge(((known,), (said,)))
    assert (found.stance, found.place) == (known.stance, known.place)


def test_a_model_that_repeats_itself_makes_nothing_surer() -> None:
    known = claim("deployed")
    once = merge(((known,), (claim("have been deployed", by=MODEL, sure=0.4),)))
    twice = merge(
        (
            (known,),
            (claim("have been deployed", by=MODEL, sure=0.4), claim("deployed to", by=MODEL, sure=0.4)),
        )
    )
    assert once == twice


def test_another_event_or_other_words_stay_apart() -> None:
    known = claim("deployed")
    for said in (claim("deployed", event="presence", by=MODEL), claim("Homs", by=MODEL)):
        found = merge(((known,), (said,)))
        assert len(found) == 2
        assert {machine_made(c) for c in found} == {True, False}


def test_of_several_on_one_word_the_one_that_shares_an_item_is_joined() -> None:
    tanks, guns = (Item(span(w), w, "equipment") for w in ("Tanks", "guns"))
    first = replace(claim("deployed"), items=(tanks,))
    second = replace(
        first, id=claim_id("d", "p1", "deployment", span("deployed"), 1), items=(guns,), confidence=0.5
    )
    said = replace(claim("been deployed", by=MODEL), items=(guns,))
    found = {c.items[0].name: c.origin for c in merge(((first, second), (said,)))}
    assert found == {"Tanks": "rules", "guns": f"rules + {MODEL}"}


def test_a_judgement_without_a_trigger_joins_one_whose_trigger_it_quotes() -> None:
    known, said = claim("unclear", event="assessment"), claim(None, event="assessment", by=MODEL)
    (found,) = merge(((known,), (said,)))
    assert found.id == known.id


TRIGGERS = st.sampled_from(["deployed", "have been", "have been deployed", "Homs", "deployed to Homs"])
CLAIMS = st.builds(
    lambda trigger, event, by: claim(trigger, event=event, by=by),
    TRIGGERS,
    st.sampled_from(["deployment", "presence"]),
    st.sampled_from(["rules", "trained", MODEL, MACHINE + "other"]),
)


@given(st.lists(CLAIMS, max_size=8))
def test_nothing_known_is_lost_and_no_id_stands_twice(claims: list[Claim]) -> None:
    found = merge((tuple(claims),))
    ids = [c.id for c in found]
    assert len(ids) == len(set(ids))
    known = {c.id for c in claims if not machine_made(c)}
    assert known <= set(ids)
    assert {c.id for c in found if not machine_made(c)} == known
    origins = {o for c in claims for o in c.origin.split(" + ")}
    assert {o for c in found for o in c.origin.split(" + ")} == origins
