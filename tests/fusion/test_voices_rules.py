"""Independence rule by rule: origins in many spellings, embedded posts, chains, round-ups, boilerplate, owners."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from fusion_factory import MARCH_23, RIOS, S300, claim, event_of, facts, page, voice

from sightline.fusion.fuse import fuse
from sightline.fusion.heard import heard
from sightline.fusion.independence import kinship, voices_of
from sightline.fusion.known_names import known_as, seen_in
from sightline.fusion.naming import name_of, one_name
from sightline.fusion.profile import plain_url, profile
from sightline.model.document import Link
from sightline.model.judgement import judgement_of

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
LEADS = [
    "Launchers stand at the base now.",
    "A battery is at the base.",
    "The base holds new launchers today.",
    "One sees tubes at the base.",
]


def told(text, host, *, by=(), links=(), language=None, lead=0):
    """A page of a statement and more words, and its claim."""
    d = page(f"{LEADS[lead]} {text}", site=host)
    d = replace(d, parts=tuple(replace(p, language=language) for p in d.parts))
    if links:
        d = replace(d, links=tuple(Link(d.span(*_at(d.text, words)), address) for words, address in links))
    return d, claim(d, LEADS[lead], items=[S300], place=RIOS, time=MARCH_23, by=by)


def _at(text, words):
    start = text.index(words)
    return start, start + len(words)


def count(*rows, owners=None):
    """How many voices the pages are, taken for one event."""
    kin = kinship([d for d, _ in rows], owners)
    return len({v.id for v in voices_of([c for _, c in rows], kin).values()})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Israeli company ImageSat published it.", "en"),
        ("It was posted by @ImageSatIntl on Tuesday.", "en"),
        ("Снимок опубликовала израильская компания Имиджсат.", "ru"),
        ("Según imágenes de ImageSat Intl.", "es"),
        ("Wie die Firma ImageSat International berichtet.", "de"),
        ("informó la empresa israelí ISI", "es"),
    ],
)
def test_one_company_in_many_spellings_is_one_voice(text, language):
    first = told("ImageSat International said so.", "a.example")
    assert count(first, told(text, "b.example", language=language, lead=1)) == 1
    assert count(first, told("Nothing else is known of it.", "b.example", lead=1)) == 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("сообщает Рейтер.", "ru"),
        ("据路透社报道", "zh"),
        ("قالت وكالة رويترز", "ar"),
        ("Reuters'ın haberine göre.", "tr"),
        ("повідомляє Reuters.", "uk"),
        ("(Reuters) - More follows.", "en"),
    ],
)
def test_an_agency_is_known_in_every_script(text, language):
    first = told("Two people told Reuters of it.", "a.example")
    assert count(first, told(text, "b.example", language=language, lead=1)) == 1


def test_a_company_that_nobody_listed_is_known_by_its_words_and_its_consonants():
    first = told("The portal Frontier Watch reported it.", "a.example")
    assert count(first, told("Das meldet das Portal Frontier Watch.", "b.example", lead=1)) == 1
    assert count(first, told("Об этом сообщает Фронтир Вотч.", "b.example", lead=1, language="ru")) in (1, 2)
    assert one_name(name_of("Bravo Geotek"), name_of("Браво Геотек"))
    assert not one_name(name_of("Bravo Geotek"), name_of("Delta Geotek"))


def test_an_embedded_or_linked_post_is_its_origin():
    post = "https://twitter.com/bravo_geo/status/123456"
    a = told("See the post of an analyst.", "a.example", links=[("post", post)])
    b = told(
        "The count was made by a man.",
        "b.example",
        links=[("count", "https://x.com/bravo_geo/status/123456")],
        lead=1,
    )
    c = told("@bravo_geo counted them.", "c.example", lead=2)
    other = told(
        "See the post of an analyst.",
        "d.example",
        links=[("post", "https://x.com/delta_geo/status/9")],
        lead=3,
    )
    assert count(a, b, c) == 1
    assert count(a, other) == 2


def test_background_links_and_share_buttons_join_nobody():
    wiki = "https://en.wikipedia.org/wiki/S-300"
    a = told("The system is old.", "a.example", links=[("system", wiki)])
    b = told("The system is known.", "b.example", links=[("system", wiki)], lead=1)
    assert count(a, b) == 2
    a = told("Follow us on Telegram, at @newsroom_x.", "a.example")
    b = told("Follow us on Telegram, at @newsroom_x.", "b.example", lead=1)
    assert count(a, b) == 2


def test_a_link_to_a_page_on_record_is_its_origin():
    a = told("Trucks were heard at night by a baker.", "a.example")
    b = told(
        "There were drone pictures of it.",
        "b.example",
        links=[("drone pictures", f"{a[0].url}?utm_source=x")],
        lead=1,
    )
    assert count(a, b) == 1


def test_a_chain_is_one_voice_down_to_its_end():
    c = told("We were told our share of it by drivers.", "conflict-ledger.example")
    b = told("The group Conflict Ledger reported it.", "pacific-post.example", lead=1)
    a = told("The Pacific Post reports it.", "seoul-brief.example", lead=2)
    assert count(a, b, c) == 1
    assert count(a, c) == 2, "without the page between them the chain is not on record"


def test_who_cites_two_joins_neither_to_the_other():
    a = told("Maxar images show them.", "a.example")
    b = told("Images by Planet Labs show them.", "b.example", lead=1)
    both = told("Maxar and Planet Labs released images of it.", "c.example", lead=2)
    assert count(a, b) == 2
    assert count(a, b, both) == 2
    assert count(a, both) == 1


def test_an_officials_words_do_not_join_those_who_looked_themselves():
    quote = '"The regiment was brought to full strength to protect the peninsula against any threat," said Igor Danilov of the Russian defence ministry.'
    a = told(f"Our own image shows it. {OWN_A} {OWN_A[::-1]} {quote}", "a.example")
    b = told(f"We counted them on our image. {OWN_B} {OWN_B[::-1]} {quote}", "b.example", lead=1)
    c = told(quote, "c.example", lead=2)
    d = told("The Russian defence ministry said so.", "d.example", lead=3)
    assert count(a, b) == 2
    assert count(c, d) == 1
    assert count(a, b, c, d) == 3


def test_who_looks_at_anothers_picture_found_nothing_out_alone():
    a = told("Our analysts examined the image that was published by Maxar.", "a.example")
    b = told("Maxar images show them.", "b.example", lead=1)
    assert count(a, b) == 1


def test_own_reporting_stands_for_itself():
    a = told("Residents told our correspondent of it.", "a.example")
    b = told("Drivers told the River Herald so.", "river-herald.example", lead=1)
    c = told("Residents told our correspondent of it, Reuters wrote.", "c.example", lead=2)
    assert count(a, b) == 2
    assert count(c, told("Reuters reported it.", "d.example", lead=3)) == 1


def test_a_place_or_a_country_is_no_origin():
    a = told("According to residents of Calabozo it is so.", "a.example")
    b = told("According to drivers from Calabozo it is so.", "b.example", lead=1)
    assert count(a, b) == 2
    denied = "The Russian defence ministry did not answer questions."
    assert count(told(denied, "a.example"), told(denied[:-1] + " of ours.", "b.example", lead=1)) == 2


def test_one_owner_is_one_voice_and_only_by_the_table():
    a, b = told("Drivers saw it.", "a.example"), told("Fishermen saw it.", "b.example", lead=1)
    assert count(a, b) == 2
    assert count(a, b, owners={"A.example": "Orion", "b.example": "orion"}) == 1
    assert count(a, b, owners={"a.example": "Orion", "b.example": "Sirius"}) == 2
    table = [
        judgement_of(s, "owned", "me", "the register", NOW, changes=[("owner", json.dumps("Orion"))])
        for s in ("a.example", "b.example")
    ]
    cut = replace(facts([a[0], b[0]], [a[1], b[1]]), judgements=tuple(table))
    assert len(event_of(fuse(cut), a[1]).voices) == 1
    back = judgement_of(table[0].id, "undone", "me", "an error", NOW)
    assert len(event_of(fuse(replace(cut, judgements=(*table, back))), a[1]).voices) == 2


LICENCE = (
    "Editors may print these lines free of charge as long as they name the author and lead their readers to the first page "
    "of it, and as long as nothing in it is altered but what the rules of their house on spelling and on titles ask for. "
)


def story(i, site, box=LICENCE):
    body = " ".join(f"word{i}x{j}" for j in range(60))
    return page(f"{body}. {box}", site=site)


def test_what_stands_in_many_pages_of_a_site_is_no_copying():
    a, b = page(f"{OWN_A} {LICENCE}", site="a.example"), page(f"{OWN_B} {LICENCE}", site="b.example")
    assert len(kinship([a, b]).voices) == 1, "two pages alone do not tell that it is boilerplate"
    more = [story(i, "a.example") for i in range(3)]
    kin = kinship([a, b, *more])
    assert kin.of[a.id] != kin.of[b.id]


OWN_A = "Ten trucks drove past the mill at dawn and a baker counted them from his roof while his bread burnt."
OWN_B = (
    "The colonel walked along the quay with a stranger who carried a case and never once looked at the sea."
)


def test_a_story_that_was_brought_up_to_date_is_no_boilerplate():
    text = " ".join(f"tok{j}" for j in range(120))
    versions = [page(f"{text} update {i} at {i} hours", site="a.example") for i in range(5)]
    copy = page(text, site="b.example")
    assert len(kinship([*versions, copy]).voices) == 1


def test_only_the_numbers_differ():
    text = "On the 12 of May 45 drones and 7 missiles were shot down over the north by crews of the air force who fired 112 times at them"
    other = text.replace("12", "13").replace("45", "51").replace("7", "9")
    assert len(kinship([page(text, site="a.example"), page(other, site="b.example")]).voices) == 1


def test_a_statement_printed_in_full_is_no_copying():
    treaty = "“" + " ".join(f"clause{i}" for i in range(80)) + "”"
    own = [" ".join(f"{w}{i}" for i in range(40)) for w in ("red", "blue")]
    a, b = (page(f"{o}. The accord says: {treaty}", site=f"{o[:3]}.example") for o in own)
    assert len(kinship([a, b]).voices) == 2
    c = page(f"{own[0]}. The accord says: {treaty}", site="copy.example")
    assert len(kinship([a, c]).voices) == 1


def test_a_live_blog_joins_nobody():
    one, two = (" ".join(f"{w}{i}" for i in range(60)) for w in ("north", "south"))
    a, b = page(one, site="a.example"), page(two, site="b.example")
    blog = page(f"09:40 {one}\n09:12 other words\n08:55 {two}", site="c.example")
    plain = page(f"{one}\nother words\n{two}", site="d.example")
    assert len(kinship([a, b, blog]).voices) == 3
    assert len(kinship([a, b, plain]).voices) == 1
    said = [claim(d, d.text[:50], items=[S300], place=RIOS, time=MARCH_23) for d in (a, b, blog)]
    kin = kinship([a, b, blog])
    assert len({v.id for v in voices_of(said, kin).values()}) == 2, "the blog adds no voice"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.a.example/s/?utm_source=x#top", "http://a.example/s"),
        ("https://amp.a.example/s.amp.html", "https://m.a.example/s.html"),
        ("https://a.example/s/amp", "https://a.example/s"),
        ("https://a.example/print/s", "https://a.example/s?output=amp"),
        ("https://web.archive.org/web/20260418000000/https://www.a.example/s", "https://a.example/s"),
    ],
)
def test_editions_of_one_page(one, other):
    assert plain_url(one).replace(".html", "") == plain_url(other).replace(".html", "")


def test_known_names():
    assert [s.body.key for s in seen_in("Maxar und Рейтера, 新华社 and (AP)")] == [
        "maxartechnologies", "reuters", "xinhua", "associatedpress",
    ]  # fmt: skip
    assert known_as("imagesatintl").name == "ImageSat International"
    assert not seen_in("the reutersville mill, maxaring about")


def test_words_in_comments_are_no_origin():
    a = page(
        "Launchers stand at the base now.",
        site="a.example",
        comments=[("comment", "h:1", "Reuters said so.")],
    )
    assert heard(a, frozenset()) == ()


def test_a_voice_says_why():
    a = told("The Israeli company ImageSat published it.", "a.example", by=[voice("ImageSat", "other")])
    b = told("Имиджсат опубликовал снимок, сообщает Имиджсат.", "b.example", lead=1)
    kin = kinship([a[0], b[0]])
    (one,) = set(voices_of([a[1], b[1]], kin).values())
    assert "rest on one origin" in one.reasons[0].words
    assert set(one.reasons[0].ids) == {a[0].id, b[0].id}


@pytest.mark.parametrize(
    "piece",
    [
        "“",
        "«a ",
        "a-",
        "A-b.c ",
        "a.",
        "@x ",
        "Name: ",
        "said Xy ",
        '"',
        "ministry of defence of ",
        "x" * 50,
        "Ab Cd ",
        "1:23\n",
        "t.me/",
    ],
)
def test_a_page_made_to_be_slow_is_profiled_all_the_same(piece):
    text = (piece * (12_000 // len(piece)))[:12_000]
    assert profile(page(text, site="a.example")).length == len(text)
