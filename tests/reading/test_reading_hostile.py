"""What the world sends: read what can be read, refuse the rest in one clear line, and never hang or crash."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_support import ARTICLE, read_bytes, read_text

from sightline.model.contract import document_to_dict
from sightline.model.errors import ReadError
from sightline.reading.charset import decode

P = "".join(f"<p>{p}</p>" for p in ARTICLE.split("\n\n")).encode()


@pytest.mark.parametrize(
    ("data", "media_type", "code"),
    [
        (b"", None, "empty"),
        (b" \r\n\t\n", None, "no-text"),
        (b"\xef\xbb\xbf", "text/plain", "no-text"),
        (bytes(100_000_000), None, "too-large"),
        (bytes(40_000_000), "text/plain", "not-text"),
        (b"%PDF-1.7\n...", None, "not-text"),
        (b"%PDF-1.7\n...", "text/html", "not-text"),
        (b"PK\x03\x04 docx", None, "not-text"),
        (b"\x89PNG\r\n\x1a\n", "text/plain", "not-text"),
        (b'{"a": 1}', "application/json", "unsupported-type"),
        (b"<html><script>var x = '<p>words</p>'</script><body></body></html>", None, "no-text"),
        (b"<html><!--" * 100_000, "text/html", "no-text"),
    ],
)
def test_refused_with_a_clear_line(data: bytes, media_type: str | None, code: str) -> None:
    started = time.monotonic()
    with pytest.raises(ReadError) as caught:
        read_bytes(data, media_type)
    assert caught.value.code == code
    assert "\n" not in str(caught.value)
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>" + b"<div>" * 100_000 + P + b"</div>" * 100_000,
        b"<html><body>" + b"<ul><li><b>" * 100_000 + P,
        b"<html><body><div data-x='" + b"a" * 11_000_000 + b"'>" + P + b"</div>",
        b"<html><body><div " + b" ".join(b"a%d=1" % i for i in range(100_000)) + b">" + P,
        b"<html><body>\0" + P.replace(b"planes", b"pla\0nes"),
        b"<html><head><script type='application/ld+json'>" + b"[" * 200_000 + b"</script></head><body>" + P,
        b"<html><head><title>x</title></head><body><article>" + P + b"<p>The last line is cut of<a hre",
        b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><html><body><p>&b;&b;</p>' + P,
    ],
    ids=[
        "deep",
        "deep and open",
        "huge attribute",
        "many attributes",
        "NULs",
        "deep JSON",
        "truncated",
        "entities",
    ],
)
def test_the_article_is_recovered(data: bytes) -> None:
    started = time.monotonic()
    document = read_bytes(data, None)
    assert "hundred troops and several tons of cargo" in document.text
    assert "aaaa" not in document.text
    assert "\0" not in document.text
    assert time.monotonic() - started < 30


def test_a_text_full_of_stamps_is_no_quadratic_work() -> None:
    started = time.monotonic()
    read_text(ARTICLE + "\n\n" + "12-03-21 13:39\n\nNice text\n\n" * 10_000)
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_with_and_without_a_mark(charset: str) -> None:
    text = "Самолёты сели под Каракасом.\r\nUçaklar indi.\n"
    assert read_bytes(("Planes and " * 200 + text).encode(charset), "text/plain").text.endswith(text)


def test_what_decodes_as_utf8_is_utf8_whatever_the_label_says() -> None:
    document = read_bytes("Uçaklar indi, görgü tanıkları söyledi".encode(), "text/plain; charset=koi8-r")
    assert (document.text, document.charset) == ("Uçaklar indi, görgü tanıkları söyledi", "utf-8")
    assert "labelled koi8-r" in document.notes[0]


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("cp1251", "Самолёты приземлились под Каракасом в субботу, сообщили чиновники."),
        ("iso-8859-9", "Uçaklar indi, görgü tanıkları söyledi, başkent yakınlarında."),
        ("shift_jis", "土曜日に首都の近くに輸送機が着陸した。"),
    ],
)
def test_labels_are_believed_where_utf8_fails(charset: str, text: str) -> None:
    data = text.encode(charset)
    assert read_bytes(data, f"text/plain; charset={charset}").text == text
    headers = (("Content-Type", f"text/html; charset={charset}"),)
    assert text in read_bytes(b"<html><body><p>" + data, "text/html", headers=headers).text
    meta = f"<html><head><meta charset='{charset}'></head><body><p>".encode() + data
    assert text in read_bytes(meta, "text/html").text


def test_a_cyrillic_page_without_a_label_is_guessed_and_says_so() -> None:
    text = "Самолёты приземлились под Каракасом в субботу, сообщили чиновники. На борту были военные."
    document = read_bytes(text.encode("cp1251"), "text/plain")
    assert document.text == text
    assert "guess" in document.notes[0]


def test_damaged_utf8_keeps_what_it_can_and_says_so() -> None:
    data = "Uçaklar indi, görgü tanıkları söyledi. ".encode() * 5 + b"\xff\xfe\xc3"
    document = read_bytes(data, "text/plain")
    assert document.text.startswith("Uçaklar indi, görgü")
    assert "U+FFFD" in document.notes[0]


@pytest.mark.parametrize("label", ["hex", "zip", "no-such-charset", "utf-7", "\udcff"])
def test_a_nonsense_label_harms_nothing(label: str) -> None:
    assert decode(b"plain words", label=f"text/plain; charset={label}").text == "plain words"


@pytest.mark.parametrize(
    "body", ["<p>The {} jet.</p>", "<article>{}" + P.decode() + "</article>", "<title>{}</title>"]
)
@pytest.mark.parametrize(
    "forbidden",
    [
        "\x0c",
        "\x0b",
        "\x01",
        "\ufffe",
        "&#12;",
        "&#x0c",
        "&#0;",
        "&#xD800;",
        "&#xFFFF;",
        "&#" + "9" * 5000 + ";",
    ],
)
def test_what_xml_forbids_becomes_a_blank(body: str, forbidden: str) -> None:
    document = read_bytes(f"<html><body>{body.format(forbidden)}<p>Two planes.".encode(), "text/html")
    assert "planes" in document.text
    assert not any(c in document.text for c in "\0\x01\x0b\x0c\ufffe\uffff")


def test_half_surrogates_in_a_pages_json_harm_nothing() -> None:
    node = '{"@type":"NewsArticle","headline":"Planes \\ud800 land","author":"Ann \\udfff Roe"}'
    head = f"<html><head><script type='application/ld+json'>{node}</script></head><body>".encode()
    document = read_bytes(head + P, "text/html")
    assert document.title == "Planes land"
    json.dumps(document_to_dict(document), ensure_ascii=False).encode()


PAGES = [
    p.read_bytes() for p in sorted((Path(__file__).parents[2] / "examples/guarico/pages").glob("*.html"))
]
WRONG = [
    b"<",
    b">",
    b"&#12;",
    b"\x0c",
    b"\0",
    b"\xff",
    b"<!--",
    b"</p>",
    b"<table><tr>",
    b"&#xD800;",
    b"<h3>Comments</h3>",
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from([*PAGES, ARTICLE.encode()])))
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.sampled_from([0, 0, 1, 40]))] = draw(
            st.sampled_from(WRONG) | st.binary(max_size=3)
        )
    return bytes(data)


@given(mutated(), st.sampled_from(["text/html", "text/plain", None]))
@settings(max_examples=60, deadline=None)
def test_a_damaged_page_is_read_or_refused(data: bytes, media_type: str | None) -> None:
    try:
        document = read_bytes(data, media_type)
    except ReadError:
        return
    json.dumps(document_to_dict(document), ensure_ascii=False).encode()
    assert all(document.text[p.start : p.end].strip() for p in document.parts)
