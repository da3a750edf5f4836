"""Invented odd and hostile pages: what each says of its publication, and from which of its candidates.

Expected is an EDTF string, or None where the day must stay unknown.
"""

import datetime as dt

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_support import ARTICLE, read_bytes, read_page, read_text

from sightline.model.document import DateCandidate, Document
from sightline.model.period import days
from sightline.reading import dates, stamps

PARAGRAPHS = ARTICLE.split("\n\n")
BODY = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
TITLE = "Planes land near the capital"
URL = "https://news.example/world/planes-land"


def page(
    head: str = "", below: str = "", *, above: str = "", foot: str = "", lang: str = "", url: str | None = URL
) -> Document:
    """A page with a headline; `above` and `below` stand around it, `foot` below the article."""
    article = f"{above}<article><h1>{TITLE}</h1>{below}{BODY}</article>{foot}"
    document = read_page(article, f"<title>{TITLE}</title>{head}", url=url)
    if not lang:
        return document
    markup = f'<!doctype html><html lang="{lang}"><head><title>{TITLE}</title>{head}</head><body>{article}</body></html>'
    return read_bytes(markup.encode(), "text/html", url=url)


def edtf(document: Document) -> str | None:
    period = document.published
    return period.edtf if period and period.known else None


def meta(name: str, value: str = "2019-03-24T10:00:00Z") -> str:
    return f'<meta name="{name}" content="{value}">'


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "name",
    [
        "og:published_time", "og:pubdate", "DC.date.issued", "dcterms.issued", "dcterms.created", "parsely-pub-date",
        "sailthru.date", "cXenseParse:recs:publishtime", "citation_publication_date", "pubdate", "publish-date",
        "published_at", "article.published", "article_date_original", "datePublished", "article:published",
    ],
)  # fmt: skip
@pytest.mark.parametrize("attribute", ["name", "property", "itemprop"])
def test_every_dialect_of_meta_tags(name: str, attribute: str) -> None:
    document = page(f'<meta {attribute}="{name}" content="2019-03-24T10:00:00Z">')
    assert edtf(document) == "2019-03-24"
    assert document.published is not None
    assert name.casefold() in (document.published.basis or "")


DECLARED = [
    (ld('{"@type":"NewsArticle","datePublished":"2019-03-24"}'), "2019-03-24", "json-ld"),
    (ld('[{"@type":"Organization"},{"@type":["Article"],"datePublished":"2019-03-24"}]'), "2019-03-24", "json-ld"),
    (ld('{"@graph":[{"@type":"WebPage","mainEntity":{"@type":"Article","datePublished":"2019-03-24"}}]}'), "2019-03-24", "json-ld"),
    (ld('{"@type":"http://schema.org/NewsArticle","datePublished":"2019-03-24"}'), "2019-03-24", "json-ld"),
    (ld('{"@type":"MedicalWebPage","datePublished":"2019-03-24"}'), "2019-03-24", "json-ld"),
    (ld('{"@type":"ClaimReview","datePublished":"2019-03-24"}'), "2019-03-24", "json-ld"),
    (ld('{"@type":"NewsArticle","datePublished":["2019-03-24"]}'), "2019-03-24", "json-ld"),
    (ld('{"@type":"NewsArticle","datePublished":1553421600}'), "2019-03-24", "json-ld"),
    (ld('{"@type":"NewsArticle","datePublished":1553421600000}'), "2019-03-24", "json-ld"),
    (ld("//<![CDATA[\n" + '{"@type":"NewsArticle","datePublished":"2019-03-24"}' + "\n//]]>"), "2019-03-24", "json-ld"),
    (ld("{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;datePublished&quot;:&quot;2019-03-24&quot;}"), "2019-03-24", "json-ld"),
    (ld('{"@type":"NewsArticle","headline":"a "quoted" one","datePublished":"2019-03-24T10:00:00Z",}'), "2019-03-24", "json-ld"),
    (ld('{"@type":"NewsArticle","datePublished":"2019-03-24"'), "2019-03-24", "json-ld"),
    (ld('{broken "datePublished":"2019-03-24" "datePublished":"2018-01-02"'), None, None),
    (ld('{"@type":"Event","startDate":"2019-03-24"}'), None, None),
    (ld('{"@type":"NewsArticle","dateModified":"2019-03-24"}'), "[..2019-03-24]", "modified"),
    (ld('{"@type":"NewsArticle","datePublished":{"@value":7}}'), None, None),
    (ld("[" * 50_000), None, None),
    (meta("article:published_time", "Sun, 24 Mar 2019 23:30:00 +0000"), "2019-03-24", "meta"),
    (meta("article:published_time", "Sun Mar 24 23:30:00 UTC 2019"), "2019-03-24", "meta"),
    (meta("article:published_time", "20190324"), "2019-03-24", "meta"),
    (meta("article:published_time", "20190324T233000"), "2019-03-24", "meta"),
    (meta("article:published_time", "24th of March, 2019"), "2019-03-24", "meta"),
    (meta("pubdate", "٢٤ مارس ٢٠١٩"), "2019-03-24", "meta"),
    (meta("pubdate", "۲۰۱۹/۰۳/۲۴"), "2019-03-24", "meta"),
    (meta("pubdate", "24 มีนาคม 2562"), None, None),  # the Buddhist era
    (meta("pubdate", "1398/01/04"), None, None),  # the Persian calendar
    (meta("pubdate", "1440-07-17"), None, None),  # the Islamic calendar
    (meta("pubdate", "yesterday"), None, None),
    (meta("pubdate", "2019-02-31"), None, None),
    (meta("last-modified"), "[..2019-03-24]", "modified"),
    (meta("article:modified_time"), "[..2019-03-24]", "modified"),
    (meta("date"), "2019-03-24", "meta"),
    (meta("date") + meta("article:modified_time", "2019-05-01"), "2019-03-24", "meta"),
    (meta("article:published_time", "1944-06-06"), "1944-06-06", "meta"),  # an archive of old papers
]  # fmt: skip


@pytest.mark.parametrize(("head", "expected", "source"), DECLARED)
def test_what_is_declared_for_machines(head: str, expected: str | None, source: str | None) -> None:
    document = page(head)
    assert edtf(document) == expected
    assert source is None or source in {c.source for c in document.dates}


@pytest.mark.parametrize(
    "value", ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "0000-00-00 00:00:00", "1900-01-01", "-1", "0"]
)
def test_a_date_that_stands_for_none_is_refused_and_said_so(value: str) -> None:
    document = page(ld(f'{{"@type":"NewsArticle","datePublished":"{value}"}}'))
    assert edtf(document) is None
    assert document.published is not None
    assert "programs write for no date" in (document.published.basis or "")
    document = page(
        ld(f'{{"@type":"NewsArticle","datePublished":"{value}"}}'), "<p>Published 24 March 2019</p>"
    )
    assert edtf(document) == "2019-03-24"


def test_of_several_described_articles_the_one_with_the_pages_title_counts() -> None:
    others = ",".join(
        f'{{"@type":"NewsArticle","headline":"Another story","datePublished":"2020-0{m}-01"}}' for m in (1, 2)
    )
    own = f'{{"@type":"NewsArticle","headline":"{TITLE.upper()}","datePublished":"2019-03-24"}}'
    assert edtf(page(ld(f"[{others},{own}]"))) == "2019-03-24"


def test_of_several_marked_times_the_one_declared_elsewhere_counts() -> None:
    above = '<ul><li><span itemprop="datePublished" content="2020-05-06">x</span></li></ul>'
    below = '<span itemprop="datePublished" content="2019-03-24">x</span>'
    assert edtf(page(meta("article:published_time"), below, above=above)) == "2019-03-24"


def test_the_day_in_a_masthead_is_no_date() -> None:
    assert edtf(page(above="<div>Wednesday, March 27, 2019</div>")) is None
    assert edtf(page(above="<div>March 24, 2019</div>")) == "2019-03-24"
    assert edtf(page(below='<div class="cal" data-date="2019-03-27">Calendar</div>')) is None


MARKED = [
    '<time datetime="2019-03-24T10:00:00Z">a while ago</time>',
    '<span itemprop="datePublished" content="2019-03-24">x</span>',
    '<span property="schema:datePublished" content="2019-03-24">x</span>',
    '<span property="dct:issued" content="2019-03-24">x</span>',
    '<abbr class="published" title="2019-03-24T10:00:00Z">some time</abbr>',
    '<span class="dt-published">24 March 2019</span>',
    '<h2 class="date-header"><span>Sunday, 24 March 2019</span></h2>',
    '<div class="post-date">24 March 2019</div>',
    '<div data-pubdate="2019-03-24T10:00:00Z">some time</div>',
    '<time class="entry-date published updated" datetime="2019-03-24">x</time>',
]


@pytest.mark.parametrize("below", MARKED)
def test_what_is_marked_in_the_code(below: str) -> None:
    assert edtf(page(below=below)) == "2019-03-24"


def test_a_time_that_is_only_of_the_last_change_bounds() -> None:
    document = page(below='<time class="updated modified-date" datetime="2019-03-24">x</time>')
    assert edtf(document) == "[..2019-03-24]"


PRINTED = [
    ("Published: March 24, 2019", "2019-03-24"),
    ("Posted on March 24th, 2019 at 9:10 am", "2019-03-24"),
    ("By Ann Roe | 24 March 2019 | World", "2019-03-24"),
    ("24 March 2019", "2019-03-24"),
    ("Veröffentlicht am 24. März 2019 um 9:10 Uhr", "2019-03-24"),
    ("Von Ann Roe publiziert am 24. März 2019", "2019-03-24"),
    ("Publié le 24 mars 2019 à 9h10", "2019-03-24"),
    ("Par Ann Roe le 24 mars 2019", "2019-03-24"),
    ("Publicado el 24 de marzo de 2019", "2019-03-24"),
    ("Publicado em 24 de março de 2019", "2019-03-24"),
    ("Pubblicato il 24 marzo 2019", "2019-03-24"),
    ("Опубликовано 24 марта 2019 г., 09:10", "2019-03-24"),
    ("Опубліковано: 24 березня 2019", "2019-03-24"),
    ("Yayınlanma: 24 Mart 2019 09:10", "2019-03-24"),
    ("24 Mart 2019 tarihinde yayınlandı", "2019-03-24"),
    ("Opublikowano 24 marca 2019", "2019-03-24"),
    ("Gepubliceerd op 24 maart 2019", "2019-03-24"),
    ("تاريخ النشر: 24 مارس 2019", "2019-03-24"),
    ("发布时间：2019年3月24日 09:10", "2019-03-24"),
    ("입력 2019.03.24 09:10", "2019-03-24"),
    ("Published 24 March 2019 | Updated 29 March 2019", "2019-03-24"),
    ("Updated 29 March 2019, first published 24 March 2019", "2019-03-24"),
    ("Updated: 24 March 2019", "[..2019-03-24]"),
    ("Stand: 24.03.2019 12:34 Uhr", "[..2019-03-24]"),
    ("Обновлено 24 марта 2019", "[..2019-03-24]"),
    ("Today is 24 March 2019", None),
    ("Heute ist Sonntag, der 24. März 2019", None),
    ("Edition of 24 March 2019", None),
    ("Event: 24 March 2019, 7 pm", None),
    ("Member since 24 March 2019", None),
    ("Published 3 hours ago", None),
    ("Published 03/04/2019", "[2019-03-04,2019-04-03]"),
    ("24 Mar '19", "2019-03-24"),
    ("Sonntag, 24.3.2019", "2019-03-24"),
    ("March 24, 2019, in an update of 3 May 2020", "2019-03-24"),
    ("The exhibition runs from 24 March 2019 to 30 May 2019", None),
    ("24 March to 30 May 2019", None),
    ("24.03.2019 - 30.05.2019", None),
    ("24 March 2019 - Updated 29 March 2019", "2019-03-24"),
    ("24 March 2019 | Published 3 hours ago", "2019-03-24"),
    ("24 Mart 2019 tarihinde yayınlandı, 29 Mart 2019 tarihinde güncellendi", "2019-03-24"),
    ("2019年3月24日 公開 2019年3月29日 更新", "2019-03-24"),
    ("24 มีนาคม 2562", None),
]


@pytest.mark.parametrize(("line", "expected"), PRINTED)
def test_what_is_printed_below_the_headline(line: str, expected: str | None) -> None:
    assert edtf(page(below=f"<div>{line}</div>")) == expected


def test_an_age_is_named_as_what_cannot_be_dated() -> None:
    document = page(below="<div>Published 3 hours ago</div>")
    assert document.published is not None
    assert '"3 hours ago"' in (document.published.basis or "")


@pytest.mark.parametrize(
    "line",
    ["تاریخ انتشار: ۴ فروردین ۱۳۹۸", "17 رجب 1440", "24 มี.ค. 2562", "平成31年3月24日", "令和元年5月1日"],
)
def test_another_calendar_is_named_and_not_converted(line: str) -> None:
    document = page(below=f"<div>{line}</div>")
    assert edtf(document) is None
    assert document.published is not None
    assert "another calendar" in (document.published.basis or "")


def test_the_label_may_stand_on_a_line_of_its_own() -> None:
    assert edtf(page(below="<div>Published:</div><div>24 March 2019</div>")) == "2019-03-24"
    assert edtf(page(below="<div>Last updated:</div><div>24 March 2019</div>")) == "[..2019-03-24]"


def test_dates_of_other_articles_say_nothing() -> None:
    others = "".join(
        f"<div><a>Another story of the week, number {d}</a><p>{d} May 2020</p></div>" for d in range(1, 9)
    )
    assert edtf(page(foot=others)) is None
    labelled = others.replace("<p>", "<p>Published ")
    assert edtf(page(foot=labelled)) is None
    assert edtf(page(below="<div>24 March 2019</div>", foot=labelled)) == "2019-03-24"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("de", "2019-04-03"), ("en-GB", "2019-04-03"), ("tr-TR", "2019-04-03"), ("es", "2019-04-03"),
        ("en", "[2019-03-04,2019-04-03]"), ("en-US", "[2019-03-04,2019-04-03]"), ("xx", "[2019-03-04,2019-04-03]"),
        ("", "[2019-03-04,2019-04-03]"),
    ],
)  # fmt: skip
def test_the_language_of_the_page_settles_the_order(lang: str, expected: str) -> None:
    document = page(below="<div>Published 03/04/2019</div>", lang=lang)
    assert edtf(document) == expected
    assert document.published is not None
    assert ("usual in its language" in (document.published.basis or "")) is (expected == "2019-04-03")


def test_another_date_settles_the_order() -> None:
    below = "<div>Published 03/04/2019</div>"
    document = page(below=below, url="https://news.example/2019/04/planes-land")
    assert edtf(document) == "2019-04-03"
    assert "says which" in ((document.published and document.published.basis) or "")
    assert edtf(page(below=below + "<div>Updated 03/25/2019</div>")) == "2019-03-04"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/2019/03/24/planes", "2019-03-24"),
        ("https://news.example/20190324-planes.html", "2019-03-24"),
        ("https://news.example/planes-24032019/", "2019-03-24"),
        ("https://news.example/planes?date=2019-03-24", "2019-03-24"),
        ("https://news.example/2019/mar/24/planes", "2019-03-24"),
        ("https://news.example/story-2019-03-24.html", "2019-03-24"),
        ("https://news.example/2019/13/44/planes", None),
        ("https://news.example/world-48036473", None),
        ("https://web.archive.org/web/20190324101010/https://news.example/planes", None),
        ("https://web.archive.org/web/20200101000000/https://news.example/2019/03/24/planes", "2019-03-24"),
    ],
)
def test_addresses(url: str, expected: str | None) -> None:
    assert edtf(page(url=url)) == expected


COMMENTS = (
    '<div id="comments"><h3>2 Comments</h3><div class="comment"><span class="comment-author">Ann Roe</span>'
    '<span class="comment-date">{}</span><p class="comment-text">They have left again, I saw them go.</p></div></div>'
)


@pytest.mark.parametrize(
    ("below", "comment", "expected"),
    [
        ("", "26 March 2019", "[..2019-03-26]"),
        ("<div>24 March 2019</div>", "26 March 2019", "2019-03-24"),
        ("<div>24 March 2020</div>", "26 March 2019", "[..2019-03-26]"),  # that was a later change
        ("<div>Published 27 March 2019</div>", "26 March 2019", "2019-03-27"),  # the day of another time zone
    ],
)
def test_the_first_comment_bounds(below: str, comment: str, expected: str) -> None:
    assert edtf(page(below=below, foot=COMMENTS.format(comment))) == expected


def test_two_days_that_differ_stay_an_interval_that_names_both() -> None:
    document = page(meta("article:published_time", "2019-03-29"), "<div>Published 24 March 2019</div>")
    assert edtf(document) == "[2019-03-24..2019-03-29]"
    assert any("2019-03-29" in note and "24 March 2019" in note for note in document.notes)


def test_a_later_day_in_print_does_not_move_what_machines_are_told() -> None:
    document = page(meta("article:published_time", "2019-03-24"), "<div>Published 29 March 2019</div>")
    assert edtf(document) == "2019-03-24"
    assert any("does not fit" in note for note in document.notes)


def test_the_other_day_of_a_time_zone_stands_beside() -> None:
    document = page(
        meta("article:published_time", "2019-03-25T02:30:00Z"), "<div>24 March 2019, 10:30 pm EDT</div>"
    )
    assert edtf(document) == "[2019-03-24..2019-03-25]"


PLAIN = [
    ("CARACAS, March 24, 2019 (Example Wire) - ", "", "2019-03-24"),
    ("March 24, 2019 (Example Wire) - ", "", "2019-03-24"),
    ("Москва. 24 марта 2019. ПРИМЕР.РУ - ", "", "2019-03-24"),
    ("КИЕВ, 24 марта 2019 года (Пример) - ", "", "2019-03-24"),
    ("Caracas, 24 de marzo de 2019 (Ejemplo).- ", "", "2019-03-24"),
    ("ANKARA, 24 Mart 2019 (Örnek) - ", "", "2019-03-24"),
    ("KABUL, Afghanistan -- ", "", None),
    ("FOR IMMEDIATE RELEASE\n24 March 2019\n\n", "", "2019-03-24"),
    ("FOR IMMEDIATE RELEASE: March 24, 2019\n\n", "", "2019-03-24"),
    ("Planes land near the capital\n\nUpdated 24 March 2019\n\n", "", "[..2019-03-24]"),
    ("", "\n\nFirst published 24 March 2019", "2019-03-24"),
    ("Observers, [24.03.2019 21:03]\n", "", "2019-03-24"),
    ("[24.03.2019 21:03] Observers:\n", "", "2019-03-24"),
    ("The meeting of 24 March 2019 was long. ", "", None),
    ("Campaign Assessment, March 24, 2019\n\n", "", "2019-03-24"),
    ("Observers' morning summary: 24 March 2019\n\n", "", "2019-03-24"),
    ("Fire at a depot, 24 March 2019\n\n", "", None),
    ("A review of the parade held on 24 March 2019\n\n", "", None),
    ("Campaign Assessment, 20 to 24 March 2019\n\n", "", None),
]


@pytest.mark.parametrize(("lead", "tail", "expected"), PLAIN)
def test_plain_text(lead: str, tail: str, expected: str | None) -> None:
    assert edtf(read_text(lead + ARTICLE + tail)) == expected


def test_a_channel_of_several_days_spans_them() -> None:
    text = "\n\n".join(f"Observers, [2{n}.03.2019 21:03]\n{p}" for n, p in enumerate(PARAGRAPHS, 4))
    document = read_text(text)
    assert edtf(document) == "[2019-03-24..2019-03-26]"
    assert document.published is not None
    assert "3 messages" in (document.published.basis or "")


def test_the_language_of_a_text_settles_the_order() -> None:
    text = (
        "Los aviones aterrizan cerca de la capital\n\nPublicado: 03/04/2019\n\n"
        "Dos aviones de transporte aterrizaron el sábado cerca de la capital, dijo un periodista que estaba en el lugar. "
        "Traían unos cien soldados y varias toneladas de carga, según el mismo informe, que el ministerio no confirmó."
    )
    assert edtf(read_text(text)) == "2019-04-03"


def test_messages_of_several_days_span_them() -> None:
    text = "\n".join(
        f"{d}.03.2019, 21:03 - Ann Roe: {p}" for d, p in zip((24, 25, 27), PARAGRAPHS, strict=True)
    )
    document = read_text(text)
    assert edtf(document) == "[2019-03-24..2019-03-27]"


LOCALES = "en en_GB es pt fr de it nl pl ru uk tr cs sk hu sv da nb fi ro el id bg sr hr ar zh ja ko".split()


@pytest.mark.parametrize("locale", LOCALES)
@given(day=st.dates(dt.date(1995, 1, 1), dt.date(2035, 12, 31)))
@settings(max_examples=25, deadline=None)
def test_long_dates_are_read_in_many_languages(locale: str, day: dt.date) -> None:
    stamp = stamps.find(format_date(day, "long", locale))
    assert stamp is not None
    assert {d for _, d in stamp.readings} == {day}


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31))
CANDIDATES = st.builds(
    lambda source, trust, day: DateCandidate(
        source, trust, days(day, day, edtf=day.isoformat(), basis=source)
    ),
    st.sampled_from(["meta", "json-ld", "printed", "byline", "headline", "url", "time"]),
    st.sampled_from(["high", "medium"]),
    DAYS,
)


@given(st.lists(CANDIDATES, max_size=6))
def test_what_machines_are_told_is_always_held_and_nothing_is_invented(found: list[DateCandidate]) -> None:
    period, _ = dates.decide(found)
    if not found:
        assert period is None
        return
    assert period is not None
    assert period.earliest is not None
    assert period.latest is not None
    stated = [c.period for c in found]
    assert min(p.earliest for p in stated if p.earliest) <= period.earliest
    assert period.latest <= max(p.latest for p in stated if p.latest)
    for candidate in found:
        if candidate.trust == "high":
            assert candidate.period.earliest is not None
            assert candidate.period.latest is not None
            assert period.earliest <= candidate.period.earliest
            assert candidate.period.latest <= period.latest


@given(st.lists(CANDIDATES, max_size=4), DAYS)
def test_a_bound_never_widens(found: list[DateCandidate], last: dt.date) -> None:
    without, _ = dates.decide(found)
    bound = dates.not_after(
        "modified", days(last, last).latest or dt.datetime.min, "no later than the last change", ""
    )
    period, _ = dates.decide([*found, bound])
    assert period is not None
    assert period.latest is not None
    if without is not None and without.latest is not None:
        assert period.latest <= without.latest


@given(captured=st.datetimes(dt.datetime(1999, 1, 1), dt.datetime(2050, 1, 1)))
@settings(max_examples=20, deadline=None)
def test_the_same_page_is_read_the_same_on_any_day(captured: dt.datetime) -> None:
    body = f"<h1>{TITLE}</h1><div>Published 03/04/2019, updated 3 hours ago</div>{BODY}"
    assert read_page(body, retrieved=captured.replace(tzinfo=dt.UTC)) == read_page(body)
