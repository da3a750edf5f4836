"""The demo case of the issue: the copy is no second voice, the other count is a contradiction of one event."""

from fusion_demo import COPY_TEXT, NEWS_TEXT, news, report
from fusion_factory import event_of, facts

from sightline.fusion.fuse import fuse


def demo():
    a, said = news(NEWS_TEXT, "news.example", comments=True)
    b, copied = news(COPY_TEXT, "mirror.example")
    c, counted = report()
    return (a, b, c), said, copied, counted


def test_the_copy_is_no_second_voice():
    (a, b, _), said, copied, _ = demo()
    fusion = fuse(facts([a, b], said + copied))
    event = event_of(fusion, said[0])
    assert copied[0].id in event.claims
    assert len(event.voices) == 1
    (voice,) = [v for v in fusion.voices if v.id in event.voices]
    assert voice.documents == tuple(sorted((a.id, b.id)))
    assert "near-copies" in voice.reasons[0].words
    assert "%" in voice.reasons[0].words


def test_the_other_count_is_a_contradiction_of_one_event():
    documents, said, copied, counted = demo()
    fusion = fuse(facts(documents, said + copied + counted))
    event = event_of(fusion, said[0])
    assert counted[0].id in event.claims
    assert len(event.voices) == 2
    (contradiction,) = event.contradictions
    assert contradiction.kind == "count"
    assert contradiction.sides == tuple(sorted([(counted[0].id,), tuple(sorted([said[2].id, copied[2].id]))]))
    assert "4 (watch.example)" in contradiction.words
    assert "5 (mirror.example, news.example)" in contradiction.words
    assert event.assessment.credibility == 3, "two voices that dispute the count confirm nothing"


def test_the_detail_belongs_to_its_deployment_and_the_aircraft_does_not():
    documents, said, copied, counted = demo()
    fusion = fuse(facts(documents, said + copied + counted))
    event = event_of(fusion, said[0])
    assert {c.id for c in said[:3]} <= set(event.claims)
    arrival = event_of(fusion, said[3])
    assert set(arrival.claims) == {said[3].id, copied[3].id}
    assert event.title == "S-300 launchers and a 9S32ME deployed at Capitán Manuel Ríos Airbase, Venezuela"
    assert arrival.title == "An-124 arrived in Caracas, Venezuela"
    assert event.place is not None
    assert event.place.name == "Capitán Manuel Ríos Airbase"
    assert arrival.period is not None
    assert arrival.period.edtf == "2019-03-23"


def test_what_comments_and_authors_judge_is_loose():
    documents, said, copied, counted = demo()
    fusion = fuse(facts(documents, said + copied + counted))
    assert set(fusion.loose) == {said[4].id, copied[4].id, said[5].id}
    members = [c for e in fusion.events for c in e.claims]
    assert sorted([*members, *fusion.loose]) == sorted(c.id for c in said + copied + counted)


def test_quantities_keep_the_range_and_count_copies_once():
    documents, said, copied, counted = demo()
    event = event_of(fuse(facts(documents, said + copied + counted)), said[0])
    launchers, *_ = [q for q in event.quantities if q.category == "sam-launcher"]
    assert (launchers.count.low, launchers.count.high, launchers.count.text) == (4, 5, "4 to 5")
    assert launchers.name == "S-300 launchers"
    (radar,) = [q for q in event.quantities if q.category == "radar"]
    assert radar.count.text == "1"
