"""When was it published: from what the page says, never from when it was fetched, and wide where it is unknown."""

import pytest
from reading_support import ARTICLE, read_page, read_text

from sightline.model.errors import ReadError

BODY = "<article>" + "".join(f"<p>{p}</p>" for p in ARTICLE.split("\n\n")) + "</article>"


def edtf(document) -> str | None:  # type: ignore[no-untyped-def]
    return document.published.edtf if document.published else None


def test_nothing_said_is_nothing_known() -> None:
    assert read_text(ARTICLE).published is None
    assert read_page(BODY).published is None


def test_the_user_knows_best() -> None:
    document = read_text(ARTICLE + "\n\nSome Blog / Example News 2021.", published="2019-03")
    assert edtf(document) == "2019-03"
    assert document.published is not None
    assert document.published.basis == "given by the user"
    assert {c.source for c in document.dates} == {"user", "credit"}


def test_a_wrong_date_of_the_user_is_told() -> None:
    with pytest.raises(ReadError, match="not a date"):
        read_text(ARTICLE, published="last week")


@pytest.mark.parametrize(
    ("lead", "tail", "expected"),
    [
        ("CARACAS, March 24, 2019 (Example Wire) - ", "", "2019-03-24"),
        ("CARACAS, March 24 (Example Wire) - ", "\n\n© 2019 Example Wire", "2019-03-24"),
        ("CARACAS, March 24 (Example Wire) - ", "", None),
        ("The battle of the bridge began on 24 March 1905. ", "", None),
        ("", "\n\n© 2010-2024 Example Wire", None),
        ("", "\n\nPictures: author's collection, 2025", None),
    ],
)
def test_datelines(lead: str, tail: str, expected: str | None) -> None:
    assert edtf(read_text(lead + ARTICLE + tail)) == expected


def test_a_dateline_without_a_year_is_kept_as_words() -> None:
    document = read_text("CARACAS, March 24 (Example Wire) - " + ARTICLE)
    (candidate,) = document.dates
    assert (candidate.source, candidate.note) == ("dateline", "03-24")
    assert candidate.period.span is not None
    assert candidate.period.span.text == "March 24"
    assert not candidate.period.known


@pytest.mark.parametrize(
    ("head", "body", "url", "expected", "trust"),
    [
        ('<meta property="article:published_time" content="2019-03-24T23:30:00-04:00">', "", None, "2019-03-24", "high"),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":'
            '"2019-03-24T10:00:00Z","headline":"Planes land near the capital"}]}</script>',
            "", None, "2019-03-24", "high",
        ),
        ("", '<time datetime="2019-03-24" itemprop="datePublished">x</time>', None, "2019-03-24", "high"),
        ("", '<p class="byline">By Ann Roe, 24 March 2019</p>', None, "2019-03-24", "medium"),
        ("", "", "https://news.example/2019/03/24/planes", "2019-03-24", "medium"),
        ("", "", "https://news.example/2019/03/planes", "2019-03", "medium"),
        ('<script type="application/ld+json">{broken</script>', "", None, None, None),
    ],
)  # fmt: skip
def test_dates_of_pages(
    head: str, body: str, url: str | None, expected: str | None, trust: str | None
) -> None:
    document = read_page(body + BODY, head, url=url)
    assert edtf(document) == expected
    if trust:
        assert trust in {c.trust for c in document.dates}


def test_a_guess_alone_decides_nothing() -> None:
    document = read_page(BODY + "<footer>Updated 24/03/2019</footer>")
    assert all(c.trust == "low" for c in document.dates)
    assert document.published is None


def test_two_machine_dates_that_differ_stay_an_interval() -> None:
    head = (
        '<meta property="article:published_time" content="2019-03-24">'
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2019-03-29"}</script>'
    )
    document = read_page(BODY, head)
    assert edtf(document) == "[2019-03-24..2019-03-29]"
    assert any("differ" in note for note in document.notes)
