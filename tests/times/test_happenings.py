"""Named happenings: the table, how names are found in a text, and what they date."""

import datetime as dt
import re

import pytest

from sightline.model import edtf
from sightline.model.claim import Claim, claim_id
from sightline.model.document import Document, Part
from sightline.model.period import Period, iso
from sightline.model.span import Span
from sightline.times import happenings
from sightline.times.find import find_times
from sightline.times.resolve import resolve_when
from sightline.times.tokens import tokenise

DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def document(text, published=None, language="en"):
    return Document(
        id="d", capture="c", text=text, language=language, parts=(Part("b", "body", 0, len(text), language),),
        published=edtf.parse(published) if published else None,
    )  # fmt: skip


def bounds(period):
    return iso(period.earliest), iso(period.latest, end=True)


def times(text, published=None, language="en"):
    return {m.span.text: m.period for m in find_times(document(text, published, language))}


def names(text):
    return [n.happening.name for n in happenings.named_in(tokenise(text))]


def test_rows_are_complete_and_dated_as_they_say():
    rows = list(happenings.rows())
    assert len(rows) >= 700
    for row in rows:
        assert len(row) == 6, row
        name, _, first, last, source, _ = row
        assert DAY.fullmatch(first), row
        assert not last or DAY.fullmatch(last), row
        assert source.startswith("Wikipedia: "), row
        begun = happenings.parsed(first)
        assert begun.last <= dt.date(2025, 12, 31), row
        assert not last or begun.first <= happenings.parsed(last).last, name


def test_no_name_is_that_of_two_happenings():
    seen = {}
    for name, others, *_ in happenings.rows():
        for one in happenings.names_of(name, others):
            key = re.sub(r"\bthe\b|\W+", " ", one.lower()).split()
            assert seen.setdefault(tuple(key), name) == name, one


def test_the_table_is_of_the_whole_world():
    text = " ".join(row[0] for row in happenings.rows())
    for word in "Congo Vietnam Korea Kashmir Falklands Kosovo Karabakh Libya Syria Nigeria Kuwait Chaco Tigray".split():
        assert word in text, word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They fought in the Iran-Iraq War.", ["Iran–Iraq War"]),
        ("They fought in the Iran – Iraq war.", ["Iran–Iraq War"]),
        ("after the fall of Saigon and the Fall of Saigon", ["Fall of Saigon", "Fall of Saigon"]),
        ("the Battle of Somme", ["Battle of the Somme"]),
        ("the gulf war", []),
        ("Gulf Wars", []),
        ("Gulf War Syndrome and Gulf War veterans", []),
        ("post-Cold War Europe", []),
        ("Cold War-era jets", []),
        ("the Second Battle of Midway", []),
        ("World War II, then World War I", ["World War II", "World War I"]),
        ("Russia's invasion of Ukraine", ["Russian invasion of Ukraine"]),
        ("the Battle of Fallujah and the Battle of the Marne", []),
        ("the Battle of", []),
        ("", []),
    ],
)
def test_names_are_found_whole_and_with_their_capitals(text, expected):
    assert names(text) == expected


def test_the_longest_name_is_taken():
    assert names("the Gulf War") == ["Gulf War"]
    assert names("the Second Gulf War") == ["Iraq War"]
    assert names("Operation Linebacker II began") == ["Operation Linebacker II"]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("In the First Battle of Tannenberg (17 August-2 September) Russia lost.", "17 August", "1914-08-17"),
        ("The Battle of Stalingrad ended on 2 February.", "2 February", "1943-02-02"),
        ("On 2 February the Battle of Stalingrad was over.", "2 February", "1943-02-02"),
        ("The attack on Pearl Harbor stunned them. On 15 February the fortress fell.", "15 February", "1942-02-15"),
        ("They fought in the Falklands War. Landings began on 21 May.", "21 May", "1982-05-21"),
    ],
)  # fmt: skip
def test_a_short_happening_gives_the_year(text, words, expected):
    period = times(text)[words]
    assert bounds(period) == (expected, expected)
    assert period.basis.startswith("year from ")
    assert period.basis.endswith("(table of happenings)")


@pytest.mark.parametrize(
    "text",
    [
        "Troops fought in World War II. On 12 March they landed.",  # too long
        "It is the largest move since the Gulf War. On 12 March they landed.",  # looked back to
        "Veterans of the Falklands War came. On 12 March they landed.",
        "The Treaty of Versailles forbids it. On 12 March they landed.",  # stays in force
        "The attack on Pearl Harbor stunned them. In June they landed.",  # nearer to neither year
        "On 12 March they landed.\n\nThe Falklands War was over.",  # another paragraph
        "The Falklands War was short, he said on Thursday. On 12 March they landed.",  # counts from its own day
    ],
)
def test_no_year_where_the_happening_does_not_settle_it(text):
    period = times(text)[next(w for w in ("12 March", "June") if w in text)]
    assert not period.known
    assert "no year known" in period.basis


def test_the_day_in_a_name_is_that_of_the_happening():
    assert bounds(times("The September 11 attacks changed it.", "2015-04-01")["September 11"]) == (
        "2001-09-11",
        "2001-09-11",
    )
    assert (
        bounds(times("It was held on September 11 and ended.", "2015-10-01")["September 11"])[0]
        == "2015-09-11"
    )


def test_a_year_of_the_text_wins():
    assert (
        bounds(times("The Falklands War raged. On 12 March they landed. In 1991 they left.")["12 March"])[0]
        == "1991-03-12"
    )
    assert (
        bounds(times("The Falklands War raged. In May 1991 they came. On 12 June they left.")["12 June"])[0]
        == "1991-06-12"
    )


def test_the_publication_date_wins():
    period = times("The Falklands War is remembered. On 12 March they landed.", "2015-04-01")["12 March"]
    assert bounds(period) == ("2015-03-12", "2015-03-12")


def test_a_name_to_which_the_text_gives_another_year_is_another_happening():
    assert not any("table" in (p.basis or "") for p in times("the end of the Gulf War (2003)").values())
    assert not any("table" in (p.basis or "") for p in times("the end of the Gulf War of 2003").values())
    assert any("table" in (p.basis or "") for p in times("the end of the Gulf War (1991)").values())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the last month of World War II", ("1945-08-03", "1945-09-02")),
        ("the first day of the Battle of the Somme", ("1916-07-01", "1916-07-01")),
        ("the third day of the Falklands War", ("1982-04-04", "1982-04-04")),
        ("the first two weeks of the Falklands War", ("1982-04-02", "1982-04-15")),
        ("the final days of the Falklands War", ("1982-06-01", "1982-06-14")),
        ("the early stages of the Falklands War", ("1982-04-02", "1982-06-14")),
        ("the outbreak of the Korean War", ("1950-06-25", "1950-06-25")),
        ("the eve of the Korean War", ("1950-06-22", "1950-06-25")),
        ("the end of the Gulf War", ("1991-02-07", "1991-02-28")),
        ("the start of Operation Inherent Resolve", ("2014-06-01", "2014-07-02")),
        ("two days after the fall of Saigon", ("1975-05-02", "1975-05-02")),
        ("two days before the Korean War", ("1950-06-23", "1950-06-23")),
        ("two days after the Korean War began", ("1950-06-27", "1950-06-27")),
        ("three days after the invasion of Kuwait", ("1990-08-05", "1990-08-05")),
    ],
)
def test_parts_of_a_happening_and_what_counts_from_it(words, expected):
    period = times(f"They landed {words}.")[words.removesuffix(" began")]
    assert bounds(period) == expected
    assert period.basis.endswith("(table of happenings)")


@pytest.mark.parametrize(
    "words",
    [
        "the end of Operation Inherent Resolve",
        "the third day of Operation Inherent Resolve",
        "the end of the war",
    ],
)
def test_what_the_table_does_not_say_stays_unknown(words):
    assert not any(p.known for p in times(f"They landed at {words}.").values())


def test_texts_in_other_languages_are_left_alone():
    assert not any(
        p.known
        for p in times("Llegaron el 2 de febrero tras la Battle of Stalingrad.", language="es").values()
    )


def test_what_is_looked_back_to_does_not_move_the_telling():
    found = times(
        "In May 1998 the base was large. Since the end of the Cold War it had shrunk. In June it closed."
    )
    assert bounds(found["June"]) == ("1998-06-01", "1998-06-30")


def claimed(text, trigger, words=None, published=None, stance="asserted"):
    doc = document(text, published)
    start = text.index(trigger)
    at = Span(start, start + len(trigger), trigger)
    when = Period(span=Span(text.index(words), text.index(words) + len(words), words)) if words else None
    claim = Claim(
        id=claim_id("d", "b", "presence", at), document="d", part="b", quote=Span(0, len(text), text), event="presence",
        stance=stance, trigger=at, time=when,
    )  # fmt: skip
    (out,) = resolve_when(doc, (claim,), find_times(doc))
    return out.time


@pytest.mark.parametrize(
    ("tie", "published", "expected"),
    [
        ("after the Gulf War", None, ("1991-02-28", None)),
        ("in the aftermath of the Gulf War", None, ("1991-02-28", None)),
        ("after the Gulf War began", None, ("1990-08-02", None)),
        ("after the Gulf War ended", None, ("1991-02-28", None)),
        ("before the Gulf War", None, (None, "1990-08-02")),
        ("since the Gulf War", "2001-05-05", ("1990-08-02", "2001-05-05")),
        ("until the Gulf War", None, (None, "1991-02-28")),
        ("during the Gulf War", None, ("1990-08-02", "1991-02-28")),
        ("throughout the Gulf War", None, ("1990-08-02", "1991-02-28")),
        ("on the eve of the Gulf War", None, ("1990-07-30", "1990-08-02")),
        ("since the start of the Gulf War", "2001-05-05", ("1990-08-02", "2001-05-05")),
        ("after Russia's invasion of Ukraine", "2023-05-05", ("2022-02-24", "2023-05-05")),
        ("since Russia's invasion of Ukraine", "2023-05-05", ("2022-02-24", "2023-05-05")),
        ("since its annexation of Crimea", "2020-01-01", ("2014-02-01", "2020-01-01")),
        ("two days after the fall of Saigon", None, ("1975-05-02", "1975-05-02")),
    ],
)
def test_ties_to_a_happening_bound_a_claim(tie, published, expected):
    for words in (tie, None):
        time = claimed(f"Troops stayed there {tie}.", "stayed", words, published)
        if words is None and (tie.startswith(("since the start", "on the eve"))):
            continue  # a date in the words, which the extractor has to give
        assert bounds(time) == expected, words
        assert "(table of happenings)" in time.basis


@pytest.mark.parametrize(
    "text",
    [
        "Troops stayed there in the Gulf War zone.",
        "Troops stayed there after the Gulf War veterans came.",
        "Troops of Operation Inherent Resolve stayed there.",
        "Troops stayed there. The Gulf War is history.",
        "Never since the Gulf War have so many stayed there.",
        "Of the largest force since the Cold War, half stayed there.",
    ],
)
def test_a_claim_without_words_of_time_gets_none(text):
    assert claimed(text, "stayed") is None


def test_the_texts_own_date_of_the_happening_wins():
    text = "Saigon fell on 1 May 1976. Troops left two days after the fall of Saigon."
    doc = document(text)

    def claim(trigger, event, words):
        start = text.index(trigger)
        at = Span(start, start + len(trigger), trigger)
        when = Span(text.index(words), text.index(words) + len(words), words)
        first = 0 if start < 26 else 27
        last = text.index(".", first) + 1
        quote = Span(first, last, text[first:last])
        return Claim(
            id=claim_id("d", "b", event, at), document="d", part="b", quote=quote, event=event, stance="asserted",
            trigger=at, time=Period(span=when),
        )  # fmt: skip

    fell, left = (
        claim("fell", "loss", "1 May 1976"),
        claim("left", "departure", "two days after the fall of Saigon"),
    )
    out = resolve_when(doc, (fell, left), find_times(doc))
    assert [bounds(c.time) for c in out] == [("1976-05-01", "1976-05-01"), ("1976-05-03", "1976-05-03")]


def test_hostile_lengths_are_read_quickly():
    text = "Battle of the " * 20_000 + "the end of the Gulf War " * 2_000
    assert len(names(text)) == 2_000
    assert len(find_times(document(text))) == 2_000
