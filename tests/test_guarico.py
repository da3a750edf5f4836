"""The real page of the issue, end to end: what an editor would sign, and what must never be said of it."""

import pytest

from sightline.model.capture import Request
from sightline.model.claim import Claim
from sightline.model.place import apart_km, distance_km
from sightline.model.reading import Reading
from sightline.pipeline import process
from sightline.settings import Settings
from sightline.wiring import tools_for
from support import shared

pytestmark = pytest.mark.shared

BASE = (9.372, -66.923)  # Capitán Manuel Ríos air base, SVCZ
CARACAS = (10.49, -66.88)


@pytest.fixture(scope="module")
def reading() -> Reading:
    path = shared("cases/guarico-2019.txt")
    outcome = next(process([Request(str(path), "path")], tools_for(Settings(), keep=False)))
    assert outcome.reading is not None
    return outcome.reading


def about(reading: Reading, event: str, words: str) -> Claim:
    """The one claim of that event whose trigger stands in a sentence with these words."""
    at = reading.document.text.index(words)
    found = [
        c
        for c in reading.claims
        if c.event == event and c.quote.start <= at + len(words) and at <= c.quote.end
    ]
    assert len(found) == 1, [(c.event, c.quote.text) for c in found]
    return found[0]


def far_from(claim: Claim, point: tuple[float, float]) -> float:
    assert claim.place is not None
    assert claim.place.lat is not None
    assert claim.place.lon is not None
    return distance_km(claim.place.lat, claim.place.lon, *point)


def categories(claim: Claim) -> set[str]:
    return {i.category for i in claim.items}


def test_parts_and_dates(reading: Reading) -> None:
    document = reading.document
    kinds = [(p.kind, p.language) for p in document.parts]
    assert kinds == [("body", "en"), ("credit", "en"), ("comment", "en"), ("pingback", "tr")]
    assert document.dropped >= 1
    assert [p.published.edtf for p in document.parts[2:] if p.published] == ["2021-01-28", "2022-03-03"]
    assert document.published is not None
    assert document.published.edtf == "2019"


def test_every_span_quotes_itself(reading: Reading) -> None:
    text = reading.document.text
    for claim in reading.claims:
        spans = [claim.quote, claim.trigger, *claim.hedges, *(a.span for a in claim.attribution)]
        spans += [i.span for i in claim.items] + [a.span for a in claim.actors]
        spans += [p.span for p in (claim.place, claim.from_place, claim.time) if p]
        for span in spans:
            if span is not None:
                assert text[span.start : span.end] == span.text


def test_deployment_at_the_named_airbase(reading: Reading) -> None:
    claim = about(reading, "deployment", "deployed to the Captain Manuel Rios Airbase")
    assert categories(claim) == {"sam-system"}
    assert [a.kind for a in claim.attribution] == ["imagery"]
    assert claim.stance == "asserted"
    assert far_from(claim, BASE) < 5
    assert claim.place is not None
    assert claim.place.precision == "site"
    assert claim.place.country == "VE"


def test_the_airbase_south_of_caracas_is_not_caracas(reading: Reading) -> None:
    claim = about(reading, "deployment", "a key airbase south of Caracas")
    place = claim.place
    assert place is not None
    assert place.relation == "south of"
    assert place.radius_km is not None
    assert far_from(claim, BASE) <= place.radius_km + 5
    assert far_from(claim, CARACAS) > 20
    assert place.lat is not None
    assert place.lat < CARACAS[0]


def test_arrival_of_the_transport(reading: Reading) -> None:
    claim = about(reading, "arrival", "touched down in Caracas")
    assert [(i.category, i.count and (i.count.low, i.count.high)) for i in claim.items] == [
        ("transport-aircraft", (1, 1))
    ]
    assert ("RU", "agent") in {(a.country, a.role) for a in claim.actors}
    assert ("RU", "passenger") in {(a.country, a.role) for a in claim.actors}
    assert far_from(claim, CARACAS) < 30
    assert claim.time is not None
    assert claim.time.edtf is None or claim.time.edtf.startswith("2019")
    assert (claim.time.earliest, claim.time.latest) == (
        reading.document.published.earliest,  # type: ignore[union-attr]
        reading.document.published.latest,  # type: ignore[union-attr]
    )


def test_the_general_is_one_person_with_company_and_cargo(reading: Reading) -> None:
    claim = about(reading, "arrival", "was accompanied by special troops")
    people = [a for a in claim.actors if a.role == "passenger"]
    assert len(people) == 1
    assert "Main Staff" in people[0].span.text
    assert "Deputy Commander" in people[0].span.text
    assert categories(claim) == {"troops", "cargo"}
    cargo = next(i for i in claim.items if i.category == "cargo")
    assert cargo.count is not None
    assert (cargo.count.low, cargo.count.high, cargo.count.unit) == (35, 35, "t")
    assert far_from(claim, CARACAS) < 30


def test_no_less_than_a_general_counts_nothing(reading: Reading) -> None:
    for claim in reading.claims:
        for item in claim.items:
            assert item.count is None or "no less" not in item.count.text


def test_activation_is_reported_a_day_after_the_landing(reading: Reading) -> None:
    claim = about(reading, "activation", "activated S-300 missiles")
    landings = {c.id for c in reading.claims if c.event == "arrival"}
    assert claim.stance == "reported"
    assert [h.text for h in claim.hedges] == ["reportedly"]
    assert categories(claim) == {"sam-system"}
    assert any("National Bolivarian Armed Forces" in a.span.text for a in claim.actors)
    assert claim.time is not None
    assert claim.time.relation is not None
    assert (claim.time.relation.low, claim.time.relation.high) == (1, 1)
    assert claim.time.relation.claim in landings
    assert claim.time.earliest != claim.time.latest  # a relation, not a guess


def test_five_launchers_and_a_radar(reading: Reading) -> None:
    claim = about(reading, "deployment", "five launchers and a 9S32ME")
    counted = {i.category: i.count and (i.count.low, i.count.high) for i in claim.items}
    assert counted == {"sam-launcher": (5, 5), "radar": (1, 1)}
    radar = next(i for i in claim.items if i.category == "radar")
    assert any("s-300vm" in g.ref for g in radar.inferred)
    assert all("family" in g.because for g in radar.inferred)
    assert radar.ref is None or "s-300vm" not in radar.ref  # inferred, not asserted
    assert far_from(claim, BASE) < 5


def test_joint_exercise(reading: Reading) -> None:
    claim = about(reading, "exercise", "military exercises on Venezuelan soil")
    assert {a.country for a in claim.actors} == {"RU", "VE"}
    assert claim.place is not None
    assert (claim.place.country, claim.place.precision) == ("VE", "country")
    assert claim.time is not None
    assert claim.time.earliest is not None
    assert claim.time.latest is not None
    assert claim.time.earliest.year == 2018
    assert claim.time.latest.year == 2019


def test_judgements(reading: Reading) -> None:
    start = about(reading, "assessment", "this could be the start of a scenario")
    assert start.stance in {"possible", "analysis"}
    unclear = about(reading, "assessment", "it remains unclear just how active")
    assert unclear.stance == "unknown"
    unlikely = about(reading, "assessment", "it is unlikely that the USA will act")
    assert unlikely.stance == "forecast"
    assert unlikely.likelihood is not None
    assert (unlikely.likelihood.text, unlikely.likelihood.low, unlikely.likelihood.high) == (
        "unlikely",
        0.2,
        0.45,
    )


def test_the_pingback_speaks_for_itself_alone(reading: Reading) -> None:
    part = next(p for p in reading.document.parts if p.kind == "pingback")
    claims = [c for c in reading.claims if c.part == part.id]
    named = " ".join(i.span.text for c in claims if c.event == "presence" for i in c.items)
    for designation in ("T-72", "BMP-3", "BTR-80", "Mi-17", "Mi-35", "S-300"):
        assert designation in named
    for claim in claims:
        if claim.place and claim.place.lat is not None:
            assert far_from(claim, BASE) > 50


def test_nothing_is_at_caracas_that_came_south(reading: Reading) -> None:
    """No claim about missiles is placed in Caracas or on another continent."""
    for claim in reading.claims:
        if claim.event in {"deployment", "presence"} and claim.place and claim.place.lat is not None:
            assert claim.place.country in {"VE", None}, claim.quote.text
            assert far_from(claim, CARACAS) > 20, claim.quote.text


def test_two_descriptions_of_the_base_agree(reading: Reading) -> None:
    vague = about(reading, "deployment", "a key airbase south of Caracas")
    named = about(reading, "deployment", "deployed to the Captain Manuel Rios Airbase")
    assert vague.place is not None
    assert named.place is not None
    apart = apart_km(vague.place, named.place)
    assert apart is not None
    assert apart <= (vague.place.radius_km or 0) + 5


def test_reading_twice_gives_the_same_ids(reading: Reading) -> None:
    path = shared("cases/guarico-2019.txt")
    again = next(process([Request(str(path), "path")], tools_for(Settings(), keep=False))).reading
    assert again is not None
    assert [c.id for c in again.claims] == [c.id for c in reading.claims]
    assert len({c.id for c in reading.claims}) == len(reading.claims)
