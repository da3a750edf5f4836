"""The title names what most voices name, and says no more than the claims."""

import pytest
from fusion_factory import CARACAS, RIOS, S300, agent, claim, day, facts, item, page

from sightline.fusion.fuse import fuse
from sightline.fusion.where_when import place_words
from sightline.model.place import Place


def title(*rows, place=RIOS):
    """rows: (site, event, stance, items, actors)."""
    documents, claims = [], []
    for n, (site, event, stance, items, actors) in enumerate(rows):
        text = f"Statement number {n} tells of it in its own words."
        d = page(text, site=site)
        documents.append(d)
        claims.append(claim(d, text, event, stance, items=items, actors=actors, place=place))
    (event,) = fuse(facts(documents, claims)).events
    return event.title


LAUNCHERS = item("S-300 launchers", "sam-launcher", ref="s-300")
PLAIN = item("launchers", "sam-launcher")


def test_the_wording_of_the_most_and_launchers_with_their_family():
    told = title(
        ("a.example", "presence", "asserted", [LAUNCHERS], []),
        ("b.example", "deployment", "asserted", [S300, PLAIN], []),
        ("c.example", "presence", "asserted", [PLAIN, S300], []),
    )
    assert told == "S-300 launchers deployed at Capitán Manuel Ríos Airbase, Venezuela"


@pytest.mark.parametrize(
    ("event", "stance", "told"),
    [("delivery", "asserted", "Delivery of S-300"), ("exercise", "asserted", "Exercise involving S-300"),
     ("strike", "asserted", "Strike involving S-300"), ("arrival", "possible", "Possible arrival of S-300"),
     ("arrival", "denied", "Denied: arrival of S-300"), ("delivery", "planned", "Planned delivery of S-300"),
     ("presence", "denied", "Denied: presence of S-300")],
)  # fmt: skip
def test_nouns_for_what_is_undirected_hedged_denied_or_planned(event, stance, told):
    assert title(("a.example", event, stance, [S300], [])).startswith(told + " at Capit")


def test_a_site_is_not_what_is_present_and_a_state_is_named_as_a_country():
    base = item("air base", "site")
    russian = agent("Russian", "RU")
    assert title(("a.example", "presence", "asserted", [base], [russian])).startswith("Russia present at")


def test_who_is_said_to_lose_something_is_not_what_is_lost():
    assert title(("a.example", "loss", "asserted", [], [agent("Kenya", "KE")])).startswith("Loss")


def test_relations_are_not_told_twice_and_unknown_places_are_quoted():
    near = Place(None, "near Krychaw", None, "BY", 53.7, 31.7, 20.0, "area", "near")
    assert (
        title(("a.example", "arrival", "asserted", [S300], []), place=near)
        == "S-300 arrived near Krychaw, Belarus"
    )
    nowhere = Place(None, "the air base", precision="unknown")
    assert (
        title(("a.example", "arrival", "asserted", [S300], []), place=nowhere)
        == "S-300 arrived at “the air base”"
    )


def test_a_country_has_one_name_in_titles_and_briefs():
    """Places are named by the same table, so no title says "in Turkey, Türkiye"."""
    from sightline.brief.words import country
    from sightline.model.countries import codes, name_of

    for code in codes():
        assert place_words(name_of(code), code, None, "country") == f"in {name_of(code)}"
        assert place_words(None, code, None, "country") == f"in {country(code)}"
    assert place_words("Somewhere", "XX", None, "site") == "at Somewhere, XX"
    assert place_words("Bosnia and Herzegovina", "BA", "central", "area") == "central Bosnia and Herzegovina"


def test_one_make_in_two_alphabets_is_named_once():
    latin = item("Il-76", "transport-aircraft", ref="il-76")
    cyrillic = item("Ил-76", "transport-aircraft", ref="il-76")
    told = title(
        ("a.example", "arrival", "asserted", [latin], []),
        ("b.example", "arrival", "asserted", [cyrillic], []),
    )
    assert told == "Il-76 arrived at Capitán Manuel Ríos Airbase, Venezuela"


def left(text: str, where: Place, *, event: str = "departure"):
    document = page(text, site=f"{where.name}.example")
    plane = item("An-124", "transport-aircraft", 1, ref="an-124")
    return document, claim(document, text, event, items=[plane], from_place=where, time=day(3, 27))


def test_what_leaves_is_placed_where_it_left_and_two_places_are_two_departures():
    rows = [left("An An-124 took off from the air base.", RIOS), left("An An-124 left the capital.", CARACAS)]
    events = fuse(facts(*map(list, zip(*rows, strict=True)))).events
    assert {e.title for e in events} == {
        "An-124 left Capitán Manuel Ríos Airbase, Venezuela",
        "An-124 left Caracas, Venezuela",
    }
    assert {e.place for e in events} == {RIOS, CARACAS}


def test_a_movement_known_only_by_where_it_came_from_says_so():
    document, moving = left("An An-124 headed south from the air base.", RIOS, event="movement")
    (event,) = fuse(facts([document], [moving])).events
    assert event.title == "An-124 on the move from Capitán Manuel Ríos Airbase, Venezuela"
