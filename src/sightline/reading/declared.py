"""The dates that a page declares for machines: JSON-LD, <meta> in its many dialects, microdata, RDFa, hEntry, <time>.

Sources of the names: schema.org, ogp.me, dublincore.org, the citation tags of Google Scholar, the tags of Parse.ly,
Sailthru, cXense and Swiftype, microformats.org, and what publishers were seen to write beside them.
"""

import datetime as dt
import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sightline.model.document import DateCandidate
from sightline.model.period import Period, days
from sightline.reading import stamps
from sightline.reading.tree import Element, attributes, elements, only_xml, words_of

_ARTICLE = re.compile(
    r"(?:News|Reportage|Analysis|Opinion|Report|Review|Scholarly|Tech|Satirical|Advertiser)?\w*Article"
    r"|BlogPosting|LiveBlogPosting|SocialMediaPosting|DiscussionForumPosting|Report"
)
_PAGE = re.compile(
    r"\w*(?:Web|Item|QA|About|Profile|Collection|FAQ)Page|ClaimReview|Recipe|\w*Review|CreativeWork|VideoObject"
)
_PUBLISHED = frozenset(
    "article:published_time article:published article:published_date article:publication_date og:published_time "
    "og:article:published_time og:pubdate og:publish_date datepublished date_published pubdate pub_date "
    "publishdate publish-date publish_date publisheddate published-date published_date published_at published "
    "publication_date publication-date publicationdate date.published dc.date.issued dc.date.published dc.issued "
    "dcterms.issued dcterms.date.issued dcterms.created dcterms.available dc.date.created dc.created sailthru.date "
    "parsely-pub-date citation_publication_date citation_online_date citation_date cxenseparse:recs:publishtime "
    "cxenseparse:publishtime article.published article_date_original originalpublicationdate firstpublished "
    "dcsext.articlefirstpublished displaydate ptime pdate rnews:datepublished schema:datepublished bt:pubdate "
    "prism.publicationdate eprints.date_issue st:published_at vr:published_time date_publication".split()
)
_DATED = frozenset(
    "date dc.date dcterms.date dc:date dct:date datecreated article:created_time created article.created".split()
)
_MODIFIED = frozenset(
    "article:modified_time article:modified og:updated_time og:article:modified_time datemodified date_modified "
    "last-modified last_modified lastmod dcterms.modified dc.date.modified dc.modified revision_date updated-date "
    "article.updated article_date_updated updated_time datelastpubbed article:updated_time st:updated_at".split()
)
_RDFA = frozenset(
    "datepublished pubdate issued dc:issued dct:issued dcterms:issued dc:date dcterms:date published".split()
)
_TIME_CLASS = re.compile(r"publi|posted|entry-date|post-date|article-date|dateline|byline")
_CHANGED = re.compile(r"updat|modif|lastmod|last-edit|revis")
_HENTRY = re.compile(
    r"(?:^|\s)(?:dt-published|published|(?:date|entry|post|article)[-_]?published|publish(?:ed)?[-_]?(?:date|time)|pub[-_]?date"
    r"|publication[-_]?date|(?:entry|post|article|news|story)[-_]?date|posted[-_]?on|date[-_]header)(?:\s|$)"
)
_DATA = re.compile(
    r"data-(?:(?:date-?)?pub(?:lish(?:ed)?)?(?:-?(?:date|time|timestamp|at|on))?|(?:post|article|entry)-?date)(?:-value)?"
)
_BROKEN = re.compile(r"""["']datePublished["']\s*:\s*["']([^"'\n]{8,40})["']""")
# What programs write where they know no date: the zero of Unix, of .NET, of Excel, of Windows, of SQL.
_EMPTY = re.compile(
    r"0000-00-00|0001-01-01|1970-01-01|1969-12-31|1900-01-0[01]|1899-12-3[01]|1601-01-01|1753-01-01|-0001-11-30|-?1$|0$"
)
_NAMES = {
    "json-ld": "JSON-LD of the page", "meta": "meta tag of the page", "time": "time mark of the page",
    "class": "date marked in the page's code",
}  # fmt: skip
MAX_SCRIPT = 1_000_000  # characters


@dataclass(frozen=True, slots=True)
class Declared:
    """article: the JSON-LD object that describes the article, {} where none does. dates: candidates, surest first."""

    article: dict[str, Any]
    dates: tuple[DateCandidate, ...] = ()


def declared(root: Element, tags: Sequence[tuple[str, str]]) -> Declared:
    """From a tree whose comments have been taken out. tags: (name in lower case, content) of its <meta>."""
    locale = locale_of(root)
    nodes, broken = _json_ld(root)
    article, page = _describing(nodes, _titles(root, tags))
    told = [
        machine("json-ld", "high", article.get("datePublished"), "datePublished", locale),
        None if article.get("datePublished") else machine("json-ld", "high", page.get("datePublished"), _where(page), locale),
        *(machine("meta", "high", v, k, locale) for k, v in tags if k in _PUBLISHED),
        *(machine("json-ld", "medium", v, "datePublished of a broken script", locale) for v in broken),
    ]  # fmt: skip
    found = [
        *told,
        *_elements(root, locale, [c.period for c in told if c and c.period.known]),
        machine("json-ld", "medium", _made(article, page), "dateCreated", locale),
        *(machine("meta", "medium", v, k, locale) for k, v in tags if k in _DATED),
    ]
    changed = [
        article.get("dateModified"),
        *(v for k, v in tags if k in _MODIFIED),
        *map(_value, changes(root)),
    ]
    dates = [c for c in found if c]
    return Declared(article, tuple(distinct([*dates, *_last_change(changed, locale)])))


def locale_of(root: Element) -> str | None:
    """The language tag that the page gives itself."""
    tag: str | None = root.get("lang") or root.get("xml:lang")
    return tag


def machine(
    source: str, trust: str, value: object, where: str, locale: str | None = None
) -> DateCandidate | None:
    """The calendar day that a timestamp shows, in its own time zone; seconds since 1970 in UTC. A date that stands
    for "none" comes out as a refusal: trust "low", nothing known, and why."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:.0f}"
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    value = only_xml(value).strip()
    if _EMPTY.match(value):
        why = f'refused: {_NAMES.get(source, source)} ({where}) says "{value[:40]}", which programs write for no date'
        return DateCandidate(source, "low", Period(basis=why))
    stamp = stamps.find(value[:60]) or _digits(value)
    if stamp is None:
        return None
    ordering = stamps.ordering([stamp], locale)
    period = stamps.period(stamp, ordering.order, ordering.why)
    if period.earliest is None or period.latest is None:
        return None
    span = days(period.earliest.date(), period.latest.date(), edtf=period.edtf)
    return DateCandidate(
        source, trust, replace(span, basis=f"{_NAMES.get(source, source)} ({where})"), value[:60]
    )


def _digits(value: str) -> stamps.Stamp | None:
    """20190324..., or seconds or milliseconds since 1970."""
    if not value.isascii() or not value[:8].isdecimal():
        return None
    if stamp := stamps.find(f"{value[:4]}-{value[4:6]}-{value[6:8]}"):
        return stamp
    if not value.isdecimal() or len(value) not in (9, 10, 12, 13):
        return None
    seconds = int(value) / (1000 if len(value) > 10 else 1)
    return stamps.find(dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat())


def _json_ld(root: Element) -> tuple[list[dict[str, Any]], list[str]]:
    """Every object of every JSON-LD script; and the days of publication of those that do not parse, where such a
    script names one alone."""
    nodes: list[dict[str, Any]] = []
    broken: dict[str, None] = {}
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "") or len(text) > MAX_SCRIPT:
            continue
        parsed = _parsed(text)
        nodes += _objects(parsed)
        if parsed is None:
            broken |= dict.fromkeys(_BROKEN.findall(text))
    return nodes, list(broken) if len({v[:10] for v in broken}) == 1 else []


def _parsed(text: str) -> Any:
    """The value of a script, also where it is wrapped as old XHTML wanted it or its quotes are escaped."""
    bare = text.strip().removeprefix("//<![CDATA[").removeprefix("/*<![CDATA[*/").removeprefix("<![CDATA[")
    bare = bare.removesuffix("//]]>").removesuffix("/*]]>*/").removesuffix("]]>").strip().rstrip(";")
    for form in (bare, html.unescape(bare)):
        try:
            found = json.loads(form, strict=False)
            return json.loads(found, strict=False) if isinstance(found, str) else found
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    stack = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            yield node
            stack += [
                v for k, v in reversed(node.items()) if k in ("@graph", "mainEntity", "mainEntityOfPage")
            ]
        elif isinstance(node, list):
            stack += reversed(node)


def _describing(nodes: Sequence[dict[str, Any]], titles: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The object that describes the article: of several with a date the one whose headline is among the page's
    titles, else the first; and that of the page around it."""
    articles = [n for n in nodes if _is(n, _ARTICLE)]
    dated = [n for n in articles if n.get("datePublished")]
    own = [n for n in dated if len(name := _plain(n.get("headline") or n.get("name"))) > 5 and name in titles]
    article = next(iter([*own, *dated, *articles]), {})
    page = next((n for n in nodes if _is(n, _PAGE) and (n.get("datePublished") or n.get("uploadDate"))), {})
    return article, page


def _titles(root: Element, tags: Sequence[tuple[str, str]]) -> str:
    said = [v for k, v in tags if k in ("og:title", "twitter:title")]
    said += [words_of(e) for e in root.iter("title", "h1")]
    return "\n".join(map(_plain, said))


def _plain(value: object) -> str:
    return re.sub(r"\W+", " ", html.unescape(value).casefold()).strip() if isinstance(value, str) else ""


def _is(node: dict[str, Any], pattern: re.Pattern[str]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(k, str) and pattern.fullmatch(k.rpartition("/")[2])
        for k in (kinds if isinstance(kinds, list) else [kinds])
    )


def _made(article: dict[str, Any], page: dict[str, Any]) -> object:
    """When the article or the film was made, where nobody says when it was published."""
    published = article.get("datePublished") or page.get("datePublished")
    return None if published else article.get("dateCreated") or page.get("uploadDate")


def _where(page: dict[str, Any]) -> str:
    kind = page.get("@type")
    return f"datePublished of {kind}" if isinstance(kind, str) else "datePublished"


def _elements(root: Element, locale: str | None, known: Sequence[Period]) -> list[DateCandidate]:
    """Microdata, RDFa, <time>, hEntry, data attributes: high where the markup says "published", medium where only a
    class does, or where it is the only <time> of the page. known: the days declared elsewhere, which tell the mark of
    the article from those of others."""
    high: list[DateCandidate | None] = []
    classed: list[DateCandidate | None] = []
    plain: list[DateCandidate | None] = []
    changed = frozenset(changes(root))
    for e in elements(root):
        if e.tag in ("meta", "script", "style"):
            continue
        prop = (e.get("itemprop") or e.get("property") or "").casefold().rpartition("schema:")[2]
        if prop in _RDFA or (e.tag == "time" and e.get("pubdate") is not None):
            high.append(machine("time", "high", _value(e), prop or "pubdate", locale))
        elif e.tag == "time":
            if e in changed:
                continue
            said = _TIME_CLASS.search(attributes(e)) or _TIME_CLASS.search(attributes(e.getparent()))
            (classed if said else plain).append(machine("time", "medium", _value(e), "time", locale))
        elif _HENTRY.search(attributes(e)) and len(words_of(e)) <= 100:
            classed.append(machine("class", "medium", _value(e), attributes(e).strip()[:40], locale))
        elif value := next((v for k, v in e.attrib.items() if _DATA.fullmatch(k)), None):
            classed.append(machine("class", "medium", value, "data attribute", locale))
    marked = [c for c in high if c]
    if marked:
        return [next((c for c in marked if any(c.period.meets(k) for k in known)), marked[0])]
    for found in (classed, plain):
        dated = [c for c in found if c and c.period.known]
        if len({c.period.earliest for c in dated}) == 1:
            return [dated[0]]
    timed = [c for c in classed if c and c.source == "time"]
    return timed[:1]  # the first of several: the article's own stands before those of others


def _value(e: Element) -> str:
    return e.get("datetime") or e.get("content") or e.get("title") or words_of(e)


def changes(root: Element) -> Iterator[Element]:
    """The elements that the code marks as the time of the last change."""
    for e in root.iter("time", "span", "p", "div"):
        marked = e.tag == "time" and _CHANGED.search(attributes(e)) and not _TIME_CLASS.search(attributes(e))
        if marked or (e.get("itemprop") or "").casefold() == "datemodified":
            yield e


def _last_change(values: Iterable[object], locale: str | None) -> Iterator[DateCandidate]:
    """It was published no later than it was last changed; the latest change bounds, one of another thing does not."""
    found = [
        c for v in values if (c := machine("modified", "medium", v, "last change", locale)) and c.period.known
    ]
    last = max(found, key=lambda c: str(c.period.latest), default=None)
    if last and last.period.latest:
        edtf = f"[..{last.period.latest.date().isoformat()}]"
        yield replace(
            last,
            period=Period(None, last.period.latest, edtf, f"no later than the last change ({last.note})"),
        )


def distinct(candidates: Iterable[DateCandidate]) -> list[DateCandidate]:
    seen: dict[tuple[object, ...], DateCandidate] = {}
    for c in candidates:
        seen.setdefault((c.source, c.trust, c.period.earliest, c.period.latest), c)
    return list(seen.values())
