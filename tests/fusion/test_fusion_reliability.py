"""The grade that a source's record proposes: with numbers, F without a basis, never in a circle."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from fusion_factory import MARCH_23, RIOS, S300, claim, copies, facts, page, voice
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.fusion.forecasts import forecasts, resolved
from sightline.fusion.fuse import fuse
from sightline.fusion.reliability import MIN_DECIDED, Record, Verdict, proposal, records
from sightline.model.claim import Claim, Likelihood
from sightline.model.document import Document
from sightline.model.evidence import Evidence
from sightline.model.facts import Facts
from sightline.model.judgement import Judgement, judgement_of
from sightline.model.source import Source

NOW = dt.datetime(2019, 6, 1, tzinfo=dt.UTC)


def verdicts(right: int, wrong: int) -> list[Verdict]:
    return [Verdict((f"clm-{i}",), i < right, "person") for i in range(right + wrong)]


@pytest.mark.parametrize(
    ("right", "wrong", "letter"),
    [
        (0, 0, "F"), (MIN_DECIDED - 1, 0, "F"), (10, 0, "B"), (25, 0, "A"), (40, 2, "B"), (8, 2, "C"), (30, 20, "D"),
        (5, 5, "D"), (1, 9, "E"), (0, 10, "E"),
    ],
)  # fmt: skip
def test_the_letter_follows_from_the_interval(right: int, wrong: int, letter: str) -> None:
    made = proposal(verdicts(right, wrong))
    assert made.letter == letter
    assert (made.right, made.decided) == (right, right + wrong)
    assert made.low <= made.high
    if right + wrong:
        assert f"{right} of {right + wrong} decided statements were right" in made.words


@given(st.integers(0, 80), st.integers(0, 80))
def test_being_right_once_more_never_lowers_the_letter(right: int, wrong: int) -> None:
    before, after = proposal(verdicts(right, wrong)), proposal(verdicts(right + 1, wrong))
    if before.letter != "F":
        assert after.letter <= before.letter, "A is the first letter"
    assert after.low >= before.low


def of(cut: Facts, source: str) -> Record:
    return next(r for r in records(cut, fuse(cut)) if r.source.id == source)


def told(number: int, host: str) -> tuple[Document, list[Claim]]:
    """A page that makes so many statements of its own."""
    sentences = [
        f"On the {i}th field of {host} stands a battery of the {i + 40}th brigade." for i in range(number)
    ]
    d = page(" ".join(sentences), site=host)
    return d, [claim(d, s, items=[S300], time=MARCH_23) for s in sentences]


def decided(claims: Sequence[Claim], decision: str) -> tuple[Judgement, ...]:
    return tuple(judgement_of(c.id, decision, "ann", "checked", NOW) for c in claims)  # type: ignore[arg-type]


def test_what_people_decided_counts_and_a_correction_decides_nothing() -> None:
    d, said = told(12, "a.example")
    fix = [judgement_of(said[11].id, "corrected", "ann", "misread", NOW, changes=[("stance", '"reported"')])]
    cut = replace(
        facts([d], said),
        judgements=(*decided(said[:10], "accepted"), *decided(said[10:11], "rejected"), *fix),
    )
    record = of(cut, "a.example")
    assert (record.proposal.right, record.proposal.decided, record.corrected) == (10, 11, 1)
    assert record.set_ is None
    assert record.claims == 12


def test_below_the_minimum_there_is_no_basis() -> None:
    d, said = told(9, "a.example")
    record = of(replace(facts([d], said), judgements=decided(said, "accepted")), "a.example")
    assert record.proposal.letter == "F"
    assert "no basis" in record.proposal.words


def test_a_statement_counts_once_however_many_pages_carry_it() -> None:
    d, said = told(1, "a.example")
    again = replace(d, id=d.id[:-4] + "0000", url="https://a.example/again")
    twin = replace(said[0], id="clm-twin", document=again.id)
    cut = replace(facts([d, again], [*said, twin]), judgements=decided([*said, twin], "accepted"))
    assert of(cut, "a.example").proposal.decided == 1


def test_instruments_decide_and_made_up_ones_do_not() -> None:
    d, said = told(3, "a.example")

    def shown(number: int, verdict: str, synthetic: bool = False) -> Evidence:
        return Evidence(
            f"evd-{number}", said[number].id, "flight tracks 1", verdict, ("x",), synthetic=synthetic
        )  # type: ignore[arg-type]

    evidence = (shown(0, "supports"), shown(1, "contradicts"), shown(2, "supports", synthetic=True))
    record = of(replace(facts([d], said), evidence=evidence), "a.example")
    assert [(v.right, v.ground) for v in sorted(record.verdicts, key=lambda v: not v.right)] == [
        (True, "instrument"), (False, "instrument"),
    ]  # fmt: skip


def test_a_person_overrules_an_instrument() -> None:
    d, said = told(1, "a.example")
    looked = (Evidence("evd-1", said[0].id, "flight tracks 1", "contradicts", ("x",)),)
    cut = replace(facts([d], said), evidence=looked, judgements=decided(said, "accepted"))
    assert [(v.right, v.ground) for v in of(cut, "a.example").verdicts] == [(True, "person")]


OWNERS = ("Maxar images", "pictures by Planet Labs", "ImageSat images", "Airbus images")
SAID = (
    "Five launchers now stand beside the runway, the page tells.",
    "Beside its runway the base has received a battery, one learns.",
    "A missile unit has moved in there, which was seen from above.",
    "What arrived at the airfield last week is an air-defence battery.",
)


def world(number: int, hosts: Sequence[str] = ("a.example", "b.example", "c.example", "d.example")) -> Facts:
    rows = []
    for text, host, owner in zip(SAID[:number], hosts, OWNERS, strict=False):
        d = page(text, site=host)
        rows.append(
            (d, claim(d, text, items=[S300], place=RIOS, time=MARCH_23, by=[voice(owner, "imagery")]))
        )
    return facts([d for d, _ in rows], [c for _, c in rows])


def test_two_others_bear_a_source_out_one_does_not() -> None:
    assert fuse(world(2)).events[0].assessment.credibility == 1
    assert of(world(2), "a.example").verdicts == (), "without its own voice only one is left"
    (one,) = of(world(3), "a.example").verdicts
    assert (one.right, one.ground) == (True, "other voices")


def test_a_source_bears_itself_out_under_no_name() -> None:
    """Its copies on other sites are its own voice."""
    cut = world(2)
    documents, claims = copies(cut.documents[0], [cut.claims[0]], 6)
    more = replace(cut, documents=(*cut.documents, *documents), claims=(*cut.claims, *claims))
    assert of(more, "a.example").verdicts == ()
    assert of(more, "mirror0.example").verdicts == ()


def test_trust_in_a_source_bears_nobody_out() -> None:
    """Two pages without an origin confirm a third only through the user's trust: that is no record."""
    rows = []
    for text, host in zip(SAID[:3], ("a.example", "b.example", "c.example"), strict=True):
        d = page(text, site=host)
        rows.append((d, claim(d, text, items=[S300], place=RIOS, time=MARCH_23)))
    cut = facts([d for d, _ in rows], [c for _, c in rows])
    trusted = replace(cut, sources=tuple(Source(f"{x}.example", x, "A", "known for years") for x in "abc"))
    assert fuse(trusted).events[0].assessment.credibility == 1
    assert of(trusted, "a.example").verdicts == ()
    assert of(trusted, "a.example").set_ == "A"


def test_a_dispute_bears_nobody_out_and_finds_nobody_wrong() -> None:
    cut = world(3)
    other = page("There is no S-300 at the base, the ministry says.", site="z.example")
    no = claim(
        other,
        other.text,
        stance="denied",
        items=[S300],
        place=RIOS,
        time=MARCH_23,
        by=[voice("the ministry", "official")],
    )
    more = replace(cut, documents=(*cut.documents, other), claims=(*cut.claims, no))
    assert all(not of(more, f"{x}.example").verdicts for x in "abcz")


def test_outcomes_of_its_own_forecasts_decide_and_of_others_do_not() -> None:
    text = "It is unlikely that the launchers will leave, we think."
    d = page(text, site="a.example")
    own = replace(claim(d, text, "assessment", "forecast"), likelihood=Likelihood("unlikely", 0.2, 0.45))
    quoted = replace(own, id="clm-quoted", attribution=(voice("Analysts", "other"),))
    for c, expected in ((own, [(True, "outcome")]), (quoted, [])):
        cut = facts([d], [c])
        (one,) = forecasts(cut, fuse(cut))
        stayed = resolved(one, happened=False, on=None, who="ann", why="they stayed", at=NOW)
        record = of(replace(cut, judgements=(stayed,)), "a.example")
        assert [(v.right, v.ground) for v in record.verdicts] == expected
        assert (record.own.n, record.passed_on.n) == ((1, 0) if expected else (0, 1))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 8), st.randoms(use_true_random=False))
def test_copies_and_order_change_no_record(number: int, chance) -> None:  # type: ignore[no-untyped-def]
    cut = world(3)
    before = {r.source.id: r.proposal for r in records(cut, fuse(cut))}
    documents, claims = copies(cut.documents[2], [cut.claims[2]], number)
    every = [*cut.documents, *documents], [*cut.claims, *claims]
    for rows in every:
        chance.shuffle(rows)  # type: ignore[arg-type]
    more = replace(cut, documents=tuple(every[0]), claims=tuple(every[1]))
    after = {r.source.id: r.proposal for r in records(more, fuse(more))}
    assert {key: after[key] for key in before} == before
