"""What contradicts and what only looks so: counts, places, days, actors, denials."""

from dataclasses import replace

import pytest
from fusion_factory import (
    CARACAS,
    MARCH_23,
    RIOS,
    S300,
    VENEZUELA,
    agent,
    claim,
    day,
    facts,
    item,
    near,
    page,
    voice,
)

from sightline.fusion.count_disputes import bounds
from sightline.fusion.denials import answers
from sightline.fusion.fuse import fuse
from sightline.model.claim import Claim, Count, Item
from sightline.model.document import Document
from sightline.model.event import Contradiction
from sightline.model.span import Span

OWNERS = ("Maxar images", "pictures by Planet Labs", "Residents")
Row = tuple[Document, Claim]


def launchers(low: float | None, high: float | None, words: str, unit: str | None = None) -> Item:
    name = "S-300 launchers"
    return Item(Span(0, len(name), name), name, "sam-launcher", "s-300", Count(low, high, unit, words))


def counted(words: str, low: float | None, high: float | None, host: str, **more: object) -> Row:
    """A page that says how many S-300 launchers stand at the base."""
    first = host.startswith("a")
    text = (
        f"The base holds {words} S-300 launchers beside its runway now, which is news to the village."
        if first
        else f"Whoever flies over that airfield sees {words} S-300 launchers standing in the open."
    )
    d = page(text, site=host)
    things = [
        launchers(low, high, words.split(" of ", maxsplit=1)[0].removeprefix("another ").removeprefix("the "))
    ]
    return d, claim(d, text, items=things, place=RIOS, **more)  # type: ignore[arg-type]


def clashes(*rows: Row) -> tuple[Contradiction, ...]:
    """The contradictions of the one event that the rows are about."""
    (event,) = fuse(facts([d for d, _ in rows], [c for _, c in rows])).events
    return event.contradictions


def test_two_numbers_that_cannot_both_hold() -> None:
    (found,) = clashes(counted("five", 5, 5, "a.example"), counted("eight", 8, 8, "b.example"))
    assert found.kind == "count"
    assert found.words == "How many S-300 launchers: 5 (a.example) against 8 (b.example)"


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("at least five", 5, None),
        ("dozens", 24, 99),
        ("several", 3, None),
        ("up to ten", None, 10),
        ("about 10", 9, 11),
        ("another two", 2, 2),
        ("two of the", 2, 2),
        ("a", 1, 1),
        ("the", 1, 1),
    ],
)
def test_words_that_leave_room_contradict_no_number_they_hold(words: str, low: float, high: float) -> None:
    number = {"dozens": 30, "several": 8, "up to ten": 4, "about 10": 10}.get(words, 8)
    assert not clashes(
        counted(words, low, high, "a.example"), counted(str(number), number, number, "b.example")
    )


def test_what_is_at_least_contradicts_what_is_less() -> None:
    (found,) = clashes(counted("at least five", 5, None, "a.example"), counted("two", 2, 2, "b.example"))
    assert "2 (b.example) against at least 5 (a.example)" in found.words


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        (100, (95, 105)),
        (20, (19, 21)),
        (1000, (950, 1050)),
        (35, (35, 35)),
        (12, (12, 12)),
        (150, (145, 155)),
    ],
)
def test_a_round_number_may_be_rounded(said: float, holds: tuple[float, float]) -> None:
    _, c = counted(str(said), said, said, "a.example")
    count = c.items[0].count
    assert count is not None
    assert bounds(c, count) == holds


def test_a_battery_is_not_its_launchers_nor_five_launchers_and_a_radar_six_vehicles() -> None:
    def row(text: str, host: str, *things: Item) -> Row:
        d = page(text, site=host)
        return d, claim(d, text, items=things, place=RIOS, time=MARCH_23)

    one = row(
        "A battery of S-300 stands at the base.",
        "a.example",
        item("S-300", "sam-launcher", 1, ref="s-300", unit="battery"),
    )
    four = row(
        "At the base four S-300 launchers are seen.",
        "b.example",
        item("S-300 launchers", "sam-launcher", 4, ref="s-300"),
    )
    assert not clashes(one, four)
    parts = row("Five launchers and a radar at the base.", "a.example",
                item("launchers", "sam-launcher", 5), item("radar", "radar", 1))  # fmt: skip
    whole = row(
        "Six vehicles stand at the base.",
        "b.example",
        item("vehicles", "vehicle", 6),
        item("launchers", "sam-launcher"),
    )
    assert not clashes(parts, whole)


def test_what_stands_somewhere_may_grow_from_one_day_to_another() -> None:
    early = counted("five", 5, 5, "a.example", time=day(3, 23))
    late = counted("eight", 8, 8, "b.example", time=day(3, 30))
    assert not clashes(early, late)
    same = counted("eight", 8, 8, "b.example", time=day(3, 23))
    assert [c.kind for c in clashes(early, same)] == ["count"]


def test_a_toll_that_rises_is_no_dispute_one_that_falls_is() -> None:
    def toll(number: int, host: str, on: int, word: str = "killed") -> Row:
        text = f"In the strike on the base, says {host}, {number} soldiers were {word} there."
        d = page(text, site=host)
        c = claim(d, text, "loss", items=[item("soldiers", "troops", number)], place=RIOS, time=MARCH_23)
        at = text.index(word)
        return replace(d, published=day(3, on)), replace(c, trigger=Span(at, at + len(word), word))

    assert not clashes(toll(11, "a.example", 23), toll(14, "b.example", 24))
    found = clashes(toll(14, "a.example", 23), toll(11, "b.example", 24))
    assert "count" in [c.kind for c in found]
    assert not clashes(toll(11, "a.example", 23), toll(40, "b.example", 23, "wounded"))


def test_people_of_two_countries_are_two_numbers() -> None:
    def row(number: int, land: str, host: str, code: str) -> Row:
        text = f"Some {number} {land} troops are at the base, {host} says."
        d = page(text, site=host)
        c = claim(d, text, items=[item("troops", "troops", number)], place=RIOS, time=MARCH_23)
        return d, replace(c, actors=(replace(agent(land, code), role="passenger"),))

    assert not clashes(row(100, "Russian", "a.example", "RU"), row(2000, "Venezuelan", "b.example", "VE"))
    assert clashes(row(100, "Russian", "a.example", "RU"), row(2000, "Russian", "b.example", "RU"))


def row(text: str, host: str, event: str = "arrival", stance: str = "asserted", **more: object) -> Row:
    d = page(text, site=host)
    return d, claim(d, text, event, stance, **more)  # type: ignore[arg-type]


def test_two_days_that_follow_each_other_may_be_one_moment_and_it_says_so() -> None:
    plane = [item("An-124", "transport-aircraft", 1, ref="an-124")]
    text = "An An-124 landed at the base in the night with officers on board."
    rows = [row(text, "a.example", items=plane, place=RIOS, time=day(3, 23)),
            row(text + " Or so.", "b.example", items=plane, place=RIOS, time=day(3, 24))]  # fmt: skip
    (found,) = clashes(*rows)
    assert found.kind == "time"
    assert "the day line between two time zones may explain it" in found.words
    rows[1] = row(text + " Or so.", "b.example", items=plane, place=RIOS, time=day(3, 25))
    (found,) = clashes(*rows)
    assert "day line" not in found.words


def test_one_name_read_as_two_places_and_a_way_are_no_dispute() -> None:
    here, there = near(10.0, -66.0, 5.0, "Tripoli"), near(10.3, -66.0, 5.0, "Tripoli")
    other = replace(there, name="Elsewhere")
    text = "Troops landed in the town with their lorries at noon."
    men = [item("special troops", "troops", ref="troops-1")]

    def rows(place, event="arrival", probability=None):
        place = replace(place, probability=probability)
        return (row(text, "a.example", event, items=men, place=here, time=MARCH_23),
                row(text + " Yes.", "b.example", event, items=men, place=place, time=MARCH_23))  # fmt: skip

    assert [c.kind for c in clashes(*rows(other))] == ["place"]
    assert not clashes(*rows(there))
    assert not clashes(*rows(other, "movement"))
    assert not clashes(*rows(other, probability=0.3)), "what is read with little certainty disputes nothing"


def test_who_may_be_anybody_disputes_nobody() -> None:
    text = "A drill at the base, with artillery."
    one = row(text, "a.example", "exercise", place=RIOS, time=MARCH_23, actors=[agent("Russia", "RU")])
    wagner = row(
        text + " Yes.", "b.example", "exercise", place=RIOS, time=MARCH_23, actors=[agent("Wagner", "RU")]
    )
    mixed = [agent("the coalition"), agent("Cuba", "CU")]
    coalition = row(text + " So.", "c.example", "exercise", place=RIOS, time=MARCH_23, actors=mixed)
    cuba = row(
        text + " No.", "d.example", "exercise", place=RIOS, time=MARCH_23, actors=[agent("Cuba", "CU")]
    )
    assert not clashes(one, wagner)
    assert not clashes(one, coalition)
    assert [c.kind for c in clashes(one, cuba)] == ["actor"]


def denied(text: str, host: str, **more: object) -> Row:
    return row(text, host, "deployment", "denied", **{"items": [S300], "place": RIOS, **more})


def stated(text: str, host: str, **more: object) -> Row:
    return row(text, host, "deployment", **{"items": [S300], "place": RIOS, **more})


def test_a_denial_answers_what_it_speaks_of() -> None:
    yes = stated("S-300 stand at the base.", "a.example")
    assert [c.kind for c in clashes(yes, denied("No S-300 stands at the base.", "b.example"))] == ["denial"]
    wider = denied(
        "No S-300 stands at the base.", "b.example", items=[item("air defence systems", "sam-system")]
    )
    assert clashes(yes, wider), "who denies all of a kind denies the one"


def test_a_denial_of_another_time_or_of_something_narrower_is_none() -> None:
    base = [item("vehicles", "vehicle")]
    tank = [item("tanks", "tank")]
    yes = stated("Many vehicles stand at the base now.", "a.example", items=base, time=day(3, 23))
    assert not clashes(
        yes, denied("No tank stands at the base now.", "b.example", items=tank, time=day(3, 23))
    )


def test_a_denial_of_one_base_answers_nothing_said_of_a_country() -> None:
    country = [S300]
    wide = stated("S-300 stand in the country.", "a.example", items=country, place=VENEZUELA, time=MARCH_23)
    at_base = denied("No S-300 stands at the base.", "b.example", time=MARCH_23)
    assert answers(at_base[1], wide[1]) is False
    assert answers(at_base[1], stated("S-300 stand there.", "a.example")[1])
    everywhere = denied("No S-300 stands in the country.", "b.example", place=VENEZUELA)
    assert answers(everywhere[1], stated("S-300 stand there.", "a.example")[1])


def test_one_page_may_carry_both_only_where_it_names_who_denies() -> None:
    text = "S-300 stand at the base. No S-300 stands there, the ministry says."
    d = page(text, site="a.example")
    yes = claim(d, "S-300 stand at the base.", items=[S300], place=RIOS)
    ministry = voice("the ministry", "official")
    no = claim(
        d,
        "No S-300 stands there, the ministry says.",
        stance="denied",
        items=[S300],
        place=RIOS,
        by=[ministry],
    )
    assert [c.kind for c in clashes((d, yes), (d, no))] == ["denial"]
    own = replace(no, attribution=())
    assert not clashes((d, yes), (d, own)), (
        "an author who says that one stands and another does not is at peace"
    )
    both = replace(yes, attribution=(ministry,))
    assert not clashes((d, both), (d, no)), "one voice"


def test_what_has_not_come_yet_denies_no_plan() -> None:
    plan = row("S-300 will go to the base.", "a.example", "deployment", "planned", items=[S300], place=RIOS)
    not_yet = denied("No S-300 has come to the base.", "b.example")
    assert not clashes(plan, not_yet)
    refuted = denied(
        "No S-300 will come, the ministry says.", "b.example", by=[voice("the ministry", "official")]
    )
    assert [c.kind for c in clashes(plan, refuted)] == ["denial"]


def test_three_numbers_in_dispute_weigh_as_one() -> None:
    def both(low: int, radars: int, host: str) -> Row:
        text = f"At the base, says {host}, stand launchers, a number of them, and radars."
        things = [item("S-300 launchers", "sam-launcher", low, ref="s-300"), item("radars", "radar", radars)]
        d = page(text, site=host)
        return d, claim(d, text, items=things, place=RIOS, time=MARCH_23)

    rows = [both(4, 2, "a.example"), both(9, 7, "b.example")]
    (event,) = fuse(facts([d for d, _ in rows], [c for _, c in rows])).events
    against = [r.weight for r in event.assessment.reasons if r.words.startswith("Contradicted")]
    assert sorted(against) == [-0.4, 0.0]


def test_a_lonely_claim_contradicts_nothing() -> None:
    assert not clashes(stated("S-300 stand there.", "a.example", place=CARACAS))
