"""The title names what most voices name, and says no more than the claims."""

import pytest
from fusion_factory import RIOS, S300, agent, claim, facts, item, page

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
