"""What a ledger keeps of fusion is what a fusion from scratch gives, whatever was added, judged or read again."""

import json
import threading
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_made import at, capture_of, numbered
from older_ledger import make_older_ledger
from sqlalchemy import select

from fusion.fusion_factory import (
    CARACAS,
    MARCH,
    MARCH_23,
    RIOS,
    S300,
    VENEZUELA,
    agent,
    claim,
    item,
    page,
    voice,
)
from sightline.fusion.fuse import fuse
from sightline.fusion.judged import judged
from sightline.fusion.kept import packed_profile, rules, unpacked_profile
from sightline.fusion.profile import profile
from sightline.judged_text import judgement_lines
from sightline.ledger import fused, migrate, tables
from sightline.ledger.add import add_capture, add_evidence, add_judgement, add_reading
from sightline.ledger.find import find
from sightline.ledger.indexes import repair_indexes
from sightline.ledger.ledger import open_ledger
from sightline.ledger.look import facts
from sightline.ledger.sources import Rating, add_source, rate_source
from sightline.ledger.verify import verify
from sightline.model.capture import Capture
from sightline.model.document import Document
from sightline.model.errors import LedgerError
from sightline.model.evidence import Evidence, evidence_id
from sightline.model.judgement import in_force, judgement_of
from sightline.model.publisher import source_of
from sightline.model.reading import Reading
from sightline.render import describe_noun
from sightline.wiring_follow import Follower
from sightline.wiring_fused import cut_of, events_of, rules_now, thing_of

SAID = (
    "Five S-300 launchers stand at the base since this morning as pictures of the area show.",
    "Tanks of the brigade left the town for the border during the night.",
    "Nobody knows how many advisers stayed behind at the camp.",
    "Officials said that a transport aircraft landed there on Saturday with soldiers.",
)
SITES = ("a.example", "b.example", None)
PLACES = (None, RIOS, CARACAS, VENEZUELA)
TIMES = (None, MARCH, MARCH_23)
ITEMS = (
    (),
    (S300,),
    (item("S-300", "sam-system", 5, ref="s-300"),),
    (item("S-300", "sam-system", 8, ref="s-300"),),
)
BY = ((), (voice("according to ImageSat", "imagery"),), (voice("the ministry", "official"),))


@st.composite
def stories(draw):
    """A page of one to four sentences with what they claim; pages often carry the same sentences."""
    said = draw(st.lists(st.sampled_from(SAID), min_size=1, max_size=4, unique=True))
    comments = [("comment", "h:9", "Nonsense written below.")] if draw(st.booleans()) else ()
    document = page(
        " ".join(said), site=draw(st.sampled_from(SITES)), comments=comments, salt=draw(st.uuids()).hex
    )
    return document, [_said(draw, document, words) for words in said]


def _said(draw, document, words):
    return claim(
        document, words,
        draw(st.sampled_from(["deployment", "presence", "arrival", "assessment"])),
        draw(st.sampled_from(["asserted", "reported", "denied", "possible", "unknown"])),
        items=draw(st.sampled_from(ITEMS)),
        place=draw(st.sampled_from(PLACES)), time=draw(st.sampled_from(TIMES)),
        actors=draw(st.sampled_from([(), (agent("Russia", "RU"),)])), by=draw(st.sampled_from(BY)),
    )  # fmt: skip


def capture_for(document: Document) -> Capture:
    made = capture_of(document.text, document.url or "page")
    return replace(made, id=document.capture, digest=document.id)


def put(ledger, document, said, minute):
    add_reading(ledger, capture_for(document), Reading(document, (), tuple(said)), at(minute))
    add_source(ledger, source_of(document), at(minute))


def holds(ledger):
    """What is kept, read back, is what the facts give."""
    now = facts(ledger)
    right = fuse(now)
    for _ in range(2):
        cut = cut_of(ledger)
        assert cut.facts == now
        assert cut.fusion == right
    assert not cut.fresh, "the second look takes what was kept"
    with ledger.look() as connection:
        assert list(fused.fused_faults(connection)) == []
    return now, right


ACTS = st.sampled_from(
    ["add", "add", "read again", "page again", "judge", "judge", "undo", "own", "rate", "evidence", "event"]
)


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_what_is_kept_is_what_the_facts_give(new_address, data):
    draw = data.draw
    told: list[tuple[Document, list]] = []
    with open_ledger(new_address()) as ledger:
        for minute in range(draw(st.integers(1, 6))):
            act = draw(ACTS) if told else "add"
            ACT[act](ledger, draw, told, minute)
            if draw(st.booleans()):
                cut_of(ledger)
        now, right = holds(ledger)
        pages_fit(ledger, right)
        shown_fits(ledger, now, right, draw)


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_who_follows_keeps_the_same(new_address, data):
    draw = data.draw
    told: list[tuple[Document, list]] = []
    with open_ledger(new_address()) as ledger:
        if draw(st.booleans()):
            _add(ledger, draw, told, 0)
        follower = Follower(ledger)
        for minute in range(1, draw(st.integers(2, 7))):
            ACT[draw(ACTS) if told else "add"](ledger, draw, told, minute)
            if draw(st.integers(0, 4)) == 0:
                cut_of(ledger)  # another program is quicker
            if draw(st.booleans()):
                follower.catch_up()
                kept_by(follower, ledger)
        follower.catch_up()
        kept_by(follower, ledger)
        assert follower.catch_up() is None


def kept_by(follower, ledger):
    now = facts(ledger)
    right = fuse(now)
    assert follower.fusion() == right
    cut = cut_of(ledger)
    assert not cut.fresh, "it was kept"
    assert cut.fusion == right
    with ledger.look() as connection:
        assert list(fused.fused_faults(connection)) == []


def _add(ledger, draw, told, minute):
    told.append(draw(stories()))
    put(ledger, *told[-1], minute)


def _read_again(ledger, draw, told, minute):
    document, said = draw(st.sampled_from(told))
    put(
        ledger,
        document,
        [_said(draw, document, c.quote.text) for c in said[draw(st.integers(0, 1)) :]],
        minute,
    )


def _page_again(ledger, draw, told, minute):
    """The same bytes, retrieved once more, and earlier."""
    document, said = draw(st.sampled_from(told))
    again = replace(capture_for(document), id=f"cap-again-{minute}", retrieved=at(-minute))
    reading = Reading(replace(document, capture=again.id), (), tuple(said))
    if draw(st.booleans()):
        add_capture(ledger, again, at(minute))
        cut_of(ledger)  # what comes now is no more than a link
    add_reading(ledger, again, reading, at(minute))


def _judge(ledger, draw, told, minute):
    ids = sorted(c.id for c in facts(ledger).claims)
    if not ids:
        return
    about = tuple(sorted(set(draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3)))))
    decision = draw(st.sampled_from(["accepted", "rejected", "corrected", "merged", "split"]))
    changes = {"corrected": (("event", '"departure"'),), "split": (("out", json.dumps(about[:1])),)}.get(
        decision, ()
    )
    beside = {"about": about} if decision in ("merged", "split") else {}
    add_judgement(
        ledger,
        judgement_of(about[0], decision, "ann", f"why {minute}", at(minute), changes=changes, **beside),
    )


def _event(ledger, draw, told, minute):
    events = fuse(facts(ledger)).events
    if events:
        one = draw(st.sampled_from(events))
        changes = (("credibility", "2"), ("time", '{"earliest": null, "latest": null, "edtf": null}'))[
            : draw(st.integers(1, 1))
        ]
        add_judgement(
            ledger,
            judgement_of(one.id, "accepted", "ann", "why", at(minute), about=one.claims, changes=changes),
        )


def _undo(ledger, draw, told, minute):
    held = in_force(facts(ledger).judgements)
    if held:
        add_judgement(
            ledger, judgement_of(draw(st.sampled_from(held)).id, "undone", "bob", "why", at(minute))
        )


def _own(ledger, draw, told, minute):
    for site in SITES[:2]:
        add_judgement(
            ledger, judgement_of(site, "owned", "ann", "why", at(minute), changes=(("owner", '"One"'),))
        )


def _rate(ledger, draw, told, minute):
    rate_source(ledger, Rating("a.example", draw(st.sampled_from("ABF")), f"why {minute}", "ann", at(minute)))


def _evidence(ledger, draw, told, minute):
    ids = sorted(c.id for c in facts(ledger).claims)
    if ids:
        one, verdict = draw(st.sampled_from(ids)), draw(st.sampled_from(["supports", "contradicts"]))
        add_evidence(
            ledger,
            Evidence(evidence_id(one, "eye", verdict, ("seen",), (), ()), one, "eye", verdict, ("seen",)),
        )


ACT = {
    "add": _add, "read again": _read_again, "page again": _page_again, "judge": _judge, "undo": _undo, "own": _own,
    "rate": _rate, "evidence": _evidence, "event": _event,
}  # fmt: skip


def pages_fit(ledger, right):
    """A list read in pages is the whole list."""
    first = sorted(right.events, key=lambda e: (-len(e.voices), -len(e.claims), e.id))
    for by_id, whole in ((False, first), (True, list(right.events))):
        assert events_of(ledger, by_id=by_id) == whole
        found, after = [], ""
        while some := events_of(ledger, limit=2, after=after, by_id=by_id):
            found += some
            after = some[-1].id
        assert found == whole


def shown_fits(ledger, now, right, draw):
    """What is shown of one thing without reading the rest is what all of it shows."""
    ids = [*(e.id for e in right.events), *(c.id for c in now.claims), *(d.id for d in now.documents)]
    whole = judged(now).facts
    for id_ in draw(st.lists(st.sampled_from(ids), max_size=3, unique=True)):
        noun, some, fusion = thing_of(ledger, id_)
        expected = find(ledger, id_, right.events)
        expected = next((c for c in whole.claims if c.id == id_), expected)
        assert noun == expected
        assert describe_noun(noun, some) == describe_noun(expected, whole)
        assert list(judgement_lines(noun, some, fusion)) == list(judgement_lines(expected, whole, right))


@settings(max_examples=100, deadline=None)
@given(stories())
def test_a_profile_comes_back(told):
    made = profile(told[0])
    assert unpacked_profile(packed_profile(made), made.id) == made


def filled(ledger, number=3):
    for n in range(number):
        add_reading(ledger, *numbered(n, 2), at(n))
    return cut_of(ledger)


def test_another_program_fuses_anew(ledger, monkeypatch):
    assert filled(ledger).fresh
    assert not cut_of(ledger).fresh
    other = rules_now() + "x"
    monkeypatch.setattr("sightline.wiring_fused.rules_now", lambda: other)
    assert cut_of(ledger).fresh
    assert not cut_of(ledger).fresh


def test_the_rules_are_those_of_the_code(monkeypatch):
    before = rules.__wrapped__()
    assert before == rules()
    monkeypatch.setattr("sightline.fusion.kept._PACKAGES", ("sightline.fusion",))
    assert rules.__wrapped__() != before


def test_facts_that_came_meanwhile_are_not_taken_for_fused(ledger):
    filled(ledger)
    with ledger.look() as connection:
        mark = fused.facts_mark(connection)
    cut = cut_of(ledger, anew=True)
    add_reading(ledger, *numbered(7), at(7))
    rows = fused.Kept({}, {}, fused.decision_rows((), ()))
    assert not fused.keep(ledger, rules_now(), mark, rows)
    assert not fused.change(ledger, rules_now(), mark, mark, ((), (), ()), rows)
    again = cut_of(ledger)
    assert again.fresh
    assert len(again.fusion.events) > len(cut.fusion.events)


def test_two_at_once_keep_one_state(new_address):
    address = new_address()
    with open_ledger(address) as ledger:
        for n in range(4):
            add_reading(ledger, *numbered(n, 2), at(n))

    def work(first):
        with open_ledger(address) as mine:
            for n in range(first, first + 3):
                add_reading(mine, *numbered(n, 2), at(n))
                cut_of(mine)

    threads = [threading.Thread(target=work, args=(10 * n,)) for n in (1, 2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with open_ledger(address) as ledger:
        holds(ledger)
        assert [f for f in verify(ledger) if not f.harmless] == []


def test_what_cannot_be_kept_is_told_all_the_same(ledger, monkeypatch):
    for n in range(3):
        add_reading(ledger, *numbered(n, 2), at(n))

    def refused(*_, **__):
        raise LedgerError("read-only", "no right to write", "ask")

    monkeypatch.setattr("sightline.ledger.fused.keep", refused)
    cut = cut_of(ledger)
    assert cut.fresh
    assert cut.fusion == fuse(facts(ledger))
    assert (
        events_of(ledger, limit=1)
        == sorted(cut.fusion.events, key=lambda e: (-len(e.voices), -len(e.claims), e.id))[:1]
    )


@pytest.mark.parametrize("sql", [
    "UPDATE fused_events SET voices = 9",
    "DELETE FROM fused_events WHERE id = (SELECT min(id) FROM fused_events)",
    "UPDATE profiles SET payload = (SELECT payload FROM fused_decisions WHERE name = 'decided')",
    "INSERT INTO fused_voices SELECT 'voi-0', payload FROM fused_decisions WHERE name = 'decided'",
])  # fmt: skip
def test_verify_names_kept_rows_that_were_changed_and_repair_heals(ledger, sql):
    filled(ledger)
    assert list(verify(ledger)) == []
    with ledger.write() as connection:
        connection.exec_driver_sql(sql)
    assert [fault.where for fault in verify(ledger)] == [
        "profiles" if "UPDATE profiles" in sql else "fused_events"
    ]
    repair_indexes(ledger)
    assert list(verify(ledger)) == []
    assert cut_of(ledger).fresh
    holds(ledger)


def test_profiles_are_kept_and_go_with_their_reading(ledger, monkeypatch):
    filled(ledger)
    capture, reading = numbered(0, 2)
    made = []
    monkeypatch.setattr("sightline.fusion.profile.profile", lambda d: made.append(d.id) or profile(d))
    add_reading(ledger, *numbered(9, 2), at(9))
    assert cut_of(ledger).fresh
    assert made == [numbered(9, 2)[1].document.id], "the others were kept"
    add_reading(ledger, capture, replace(reading, claims=reading.claims[:1]), at(20))
    holds(ledger)
    with ledger.look() as connection:
        kept = set(connection.scalars(select(tables.profiles.c.reading)))
        assert kept == set(connection.scalars(select(tables.current_documents.c.reading)))


def test_a_ledger_of_the_schema_before_is_brought_up(tmp_path):
    path = tmp_path / "old.db"
    with open_ledger(path, migrations=migrate.shipped()[:3]) as ledger:
        for n in range(3):
            add_reading(ledger, *numbered(n, 2), at(n))
    with open_ledger(path) as ledger:
        holds(ledger)


def test_an_older_ledger_too(tmp_path):
    path = tmp_path / "old.db"
    make_older_ledger(path, [numbered(n) for n in range(3)])
    with open_ledger(path) as ledger:
        holds(ledger)


def test_an_empty_ledger(ledger):
    holds(ledger)
    assert events_of(ledger) == []
    with pytest.raises(LedgerError, match="no event"):
        events_of(ledger, after="evt-0")


def test_a_page_goes_on_after_the_beginning_of_an_id(ledger):
    filled(ledger)
    whole = events_of(ledger)
    assert events_of(ledger, after=whole[0].id[4:16]) == whole[1:]
    with pytest.raises(LedgerError, match="events have an id that begins"):
        events_of(ledger, after="evt-")
