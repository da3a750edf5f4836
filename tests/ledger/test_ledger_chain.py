"""The judgement log: tampering shows, honest use never does."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_made import NOON, at, numbered
from sqlalchemy.exc import IntegrityError
from tamper import tamper

from sightline.ledger import chain, look, migrate, rows
from sightline.ledger.add import add_judgement, add_judgements, add_reading
from sightline.ledger.address import is_address
from sightline.ledger.ledger import open_ledger
from sightline.ledger.sources import Rating, rate_source, ratings
from sightline.model.judgement import in_force, judgement_id, judgement_of


def judged(n: int, decision: str = "rejected", **more):
    return judgement_of(f"clm-{n}", decision, "ana", "why not", at(n), **more)


def some(ledger, number: int = 5):
    made = [judged(n) for n in range(number)]
    add_judgements(ledger, made)
    return made


def misfits(ledger, noted: str = ""):
    with ledger.look() as connection:
        return [(m.id, m.words) for m in chain.check_chain(connection, noted)]


def head(ledger):
    with ledger.look() as connection:
        return chain.head(connection)


def test_an_untouched_log_fits(ledger):
    assert misfits(ledger) == []
    assert head(ledger) == chain.Head(0, "")
    made = some(ledger)
    assert add_judgements(ledger, made) == 0
    assert misfits(ledger) == []
    assert head(ledger).length == 5
    assert look.facts(ledger).judgements == tuple(made)
    assert all(judgement_id(j) == j.id for j in made)


@pytest.mark.parametrize(
    ("statements", "at_row", "words"),
    [
        (["UPDATE judgements SET why = 'because' WHERE seq = 3"], 2, "was changed"),
        (["UPDATE judgements SET about = '[\"clm-9\"]' WHERE seq = 3"], 2, "was changed"),
        (["DELETE FROM judgements WHERE seq = 3"], 3, "taken out"),
        (["DELETE FROM judgements WHERE seq = 1"], 1, "was not the first"),
        (
            [
                "UPDATE judgements SET seq = 99 WHERE seq = 3",
                "UPDATE judgements SET seq = 3 WHERE seq = 4",
                "UPDATE judgements SET seq = 4 WHERE seq = 99",
            ],
            3,
            "moved",
        ),
        (["UPDATE judgements SET link = '' WHERE seq = 3"], 2, "without a link"),
    ],
)
def test_tampering_shows(ledger, statements, at_row, words):
    made = some(ledger)
    tamper(ledger, *statements)
    found = misfits(ledger)
    assert any(id_ == made[at_row].id and words in said for id_, said in found), found


def test_a_forged_row_with_a_right_link_of_its_own_still_shows(ledger):
    some(ledger)
    with ledger.look() as connection:
        log = [
            dict(row)
            for row in connection.exec_driver_sql("SELECT * FROM judgements ORDER BY seq").mappings()
        ]
    forged = rows.judgement_row(judged(77, "accepted"))
    forged |= {"previous": "sha256:" + "0" * 64}
    forged |= {"link": chain.link_of(forged["previous"], forged), "seq": 3}
    names = ", ".join(forged)
    marks = ", ".join("'" + str(v).replace("'", "''") + "'" for v in forged.values())
    tamper(
        ledger,
        *(
            f"UPDATE judgements SET seq = {row['seq'] + 1} WHERE seq = {row['seq']}"
            for row in reversed(log[2:])
        ),
        f"INSERT INTO judgements ({names}) VALUES ({marks})",
    )
    assert {id_ for id_, _ in misfits(ledger)} == {forged["id"], log[2]["id"]}


def test_a_cut_end_shows_only_against_a_head_noted_elsewhere(ledger):
    some(ledger)
    noted = head(ledger).link
    assert misfits(ledger, noted) == misfits(ledger, noted[:31]) == []
    tamper(ledger, "DELETE FROM judgements WHERE seq = 5")
    assert misfits(ledger) == []
    assert "no longer holds" in misfits(ledger, noted)[0][1]
    assert "no longer holds" in misfits(ledger, noted[:10])[0][1]


def test_the_log_cannot_fork(ledger):
    some(ledger)
    copy = "INSERT INTO judgements SELECT 99, 'jdg-x', subject, decision, who, why, at, about, changes, basis, words, previous, link FROM judgements WHERE seq = 2"
    with pytest.raises(IntegrityError, match=r"(?i)unique"), ledger.write() as connection:
        connection.exec_driver_sql(copy)


def first_schema(path):
    """A ledger as the first schema made it, with a judgement and a grade."""
    first = migrate.shipped("postgresql" if is_address(path) else "sqlite")[:1]
    with open_ledger(path, migrations=first) as ledger, ledger.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO judgements (id, subject, decision, who, why, at) VALUES"
            f" ('jdg-old', 'clm-1', 'rejected', 'ana', 'a joke', '{rows.stamp(at(1))}')"
        )
        connection.exec_driver_sql(
            f"INSERT INTO sources VALUES (1, 'x.example', 'x', 'F', 'none', '{rows.stamp(NOON)}')"
        )
        connection.exec_driver_sql(
            f"INSERT INTO source_ratings VALUES (1, 1, 'C', 'old', 'ana', '{rows.stamp(at(1))}')"
        )


def test_what_was_judged_before_there_were_links_counts_and_is_covered(new_address):
    path = new_address()
    first_schema(path)
    with open_ledger(path) as ledger:
        facts = look.facts(ledger)
        assert [(j.id, j.about, j.changes) for j in facts.judgements] == [("jdg-old", (), ())]
        assert facts.sources[0].reliability == "C"
        add_judgement(ledger, judged(1))
        assert misfits(ledger) == []
    with open_ledger(path) as ledger:
        tamper(ledger, "UPDATE judgements SET decision = 'accepted' WHERE id = 'jdg-old'")
        assert "before there were links" in misfits(ledger)[0][1]


def test_an_old_grade_is_covered_too(new_address):
    path = new_address()
    first_schema(path)
    with open_ledger(path) as ledger:
        rate_source(ledger, Rating("x.example", "B", "better", "bo", at(5)))
        assert look.facts(ledger).sources[0].reliability == "B"
        assert [r.reliability for r in ratings(ledger)] == ["C", "B"]
    with open_ledger(path) as ledger:
        tamper(ledger, "UPDATE source_ratings SET reliability = 'A'")
        assert "before there were links" in misfits(ledger)[0][1]


def test_a_grade_is_a_judgement_and_can_be_taken_back(ledger):
    rate_source(ledger, Rating("x.example", "B", "a good record", "ana", at(1)))
    rate_source(ledger, Rating("x.example", "D", "a hoax", "bo", at(2)))
    assert look.facts(ledger).sources[0].reliability == "D"
    last = look.facts(ledger).judgements[-1]
    assert (last.decision, last.subject, json.loads(dict(last.changes)["reliability"])) == (
        "rated", "x.example", "D",
    )  # fmt: skip
    undo = judgement_of(last.id, "undone", "bo", "it was another site", at(3))
    add_judgement(ledger, undo)
    assert look.facts(ledger).sources[0].reliability == "B"
    add_judgement(ledger, judgement_of(undo.id, "undone", "ana", "no, it was this one", at(4)))
    assert look.facts(ledger).sources[0].reliability == "D"


DEEDS = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(["accepted", "rejected", "undone"]), st.integers(0, 9)),
    max_size=8,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS, st.data())
def test_any_order_of_adding_is_a_whole_chain_and_decides_nothing(tmp_path_factory, deeds, data):
    made = []
    for n, decision, minute in deeds:
        subject = made[n % len(made)].id if decision == "undone" and made else f"clm-{n}"
        made.append(judgement_of(subject, decision, "ana", f"{n}", at(minute)))
    found = []
    for order in (made, data.draw(st.permutations(made))):
        with open_ledger(tmp_path_factory.mktemp("log") / "a.db") as ledger:
            for one in order:
                add_judgement(ledger, one)
            assert misfits(ledger) == []
            found.append(in_force(look.facts(ledger).judgements))
    assert found[0] == found[1]


def test_an_undo_that_undoes_itself_in_a_ring_ends():
    a = replace(judged(1, "undone"), id="jdg-a", subject="jdg-b")
    b = replace(judged(2, "undone"), id="jdg-b", subject="jdg-a")
    assert in_force([a, b]) == ()


def test_a_reading_leaves_the_log_alone(ledger):
    some(ledger, 2)
    before = head(ledger)
    add_reading(ledger, *numbered(1), NOON)
    assert head(ledger) == before
