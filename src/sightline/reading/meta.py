"""What a page says of itself for machines: JSON-LD, <meta>, <time>; title, byline, site and dates."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sightline.model.document import DateCandidate
from sightline.model.period import days
from sightline.reading import stamps
from sightline.reading.tree import Element, attributes, elements, only_xml, words_of

_ARTICLE = re.compile(
    r"(?:News|Reportage|Analysis|Opinion|Report|Review|Scholarly|Tech)?\w*Article|BlogPosting|LiveBlogPosting|SocialMediaPosting"
)
_PUBLISHED = frozenset(
    "article:published_time og:published_time og:article:published_time datepublished pubdate publishdate publish-date "
    "publish_date publication_date publication-date dc.date.issued dcterms.issued dcterms.created dc.date.created "
    "sailthru.date parsely-pub-date citation_publication_date cxenseparse:recs:publishtime article.published "
    "originalpublicationdate displaydate ptime rnews:datepublished".split()
)
_DATED = frozenset("date dc.date dcterms.date datecreated article:created_time created".split())
_TIME_CLASS = re.compile(r"publi|posted|entry-date|post-date|article-date|dateline|byline")
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline|by-line|author-name|article-author|post-author|entry-author)(?:$|[\s_-])"
)


@dataclass(frozen=True, slots=True)
class Meta:
    """None and () where the page does not say. byline: as printed for machines; credit: as printed for people."""

    title: str | None = None
    byline: str | None = None
    site: str | None = None
    credit: str | None = None
    dates: tuple[DateCandidate, ...] = ()


def meta_of(root: Element) -> Meta:
    """From a tree whose comments have been taken out."""
    nodes = list(_json_ld(root))
    article = next((n for n in nodes if _is_article(n) and n.get("datePublished")), None)
    article = article or next((n for n in nodes if _is_article(n)), {})
    tags = _tags(root)
    found = [_machine("json-ld", "high", article.get("datePublished"), "datePublished")]
    found += [_machine("meta", "high", v, k) for k, v in tags if k in _PUBLISHED]
    found += [_machine("meta", "medium", v, k) for k, v in tags if k in _DATED]
    found += _times(root)
    credit, printed = _credit(root)
    found.append(printed)
    named = dict(reversed(tags))
    return Meta(
        title=_text(article.get("headline")) or named.get("og:title"),
        byline=_names(article.get("author")) or named.get("author") or named.get("article:author_name"),
        site=_names(article.get("publisher")) or named.get("og:site_name"),
        credit=credit,
        dates=tuple(_distinct([c for c in found if c])),
    )


def _json_ld(root: Element) -> Iterator[dict[str, Any]]:
    """Every object of every JSON-LD script; what does not parse is passed over."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > 1_000_000:
            continue
        try:
            stack: list[Any] = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while stack:
            node = stack.pop()
            if isinstance(node, dict):
                yield node
                stack += [
                    v for k, v in reversed(node.items()) if k in ("@graph", "mainEntity", "mainEntityOfPage")
                ]
            elif isinstance(node, list):
                stack += reversed(node)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(k, str) and _ARTICLE.fullmatch(k) for k in (kinds if isinstance(kinds, list) else [kinds])
    )


def _tags(root: Element) -> list[tuple[str, str]]:
    found = []
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = " ".join((tag.get("content") or "")[:500].split())
        if name and content:
            found.append((name.casefold(), content))
    return found


def _times(root: Element) -> list[DateCandidate | None]:
    """<time> and itemprop: high where the markup says "published", medium where only its class does, or where
    it is the only date of the page."""
    found: list[DateCandidate | None] = []
    plain = []
    for e in elements(root):
        value = e.get("datetime") or (e.get("content") if e.tag != "meta" else None) or e.get("title")
        if e.get("itemprop") == "datePublished" or (e.tag == "time" and e.get("pubdate") is not None):
            found.append(_machine("time", "high", value or words_of(e), "datePublished"))
        elif e.tag == "time" and _TIME_CLASS.search(attributes(e) + " " + attributes(e.getparent())):
            found.append(_machine("time", "medium", value or words_of(e), "time"))
        elif e.tag == "time":
            plain.append(_machine("time", "medium", value or words_of(e), "time"))
    only = {c.period.earliest for c in plain if c}
    return found[:1] if any(found) else plain[:1] if len(only) == 1 else []


def _credit(root: Element) -> tuple[str | None, DateCandidate | None]:
    """The visible byline, where it is short enough to be one, and the date it shows."""
    for e in elements(root):
        if _BYLINE.search(attributes(e)) or e.get("rel") == "author" or e.get("itemprop") == "author":
            text = " ".join(words_of(e).split())
            if 3 <= len(text) <= 160 and any(c.isalpha() for c in text):
                stamp = stamps.find(text)
                period = stamps.period(stamp, stamps.settle([stamp])) if stamp else None
                return text, DateCandidate("byline", "medium", period, text) if period else None
    return None, None


def _machine(source: str, trust: str, value: object, where: str) -> DateCandidate | None:
    """The calendar day that a timestamp shows, in its own time zone."""
    if not isinstance(value, str):
        return None
    value = only_xml(value)
    stamp = stamps.find(value[:60]) or (
        stamps.find(f"{value[:4]}-{value[4:6]}-{value[6:8]}") if value[:8].isdecimal() else None
    )
    if stamp is None:
        return None
    period = stamps.period(stamp, stamps.settle([stamp]))
    if period.earliest is None or period.latest is None:
        return None
    span = days(period.earliest.date(), period.latest.date(), edtf=period.edtf)
    return DateCandidate(source, trust, replace(span, basis=f"{source} ({where})"), value[:60])


def _distinct(candidates: list[DateCandidate]) -> list[DateCandidate]:
    seen: dict[tuple[object, ...], DateCandidate] = {}
    for c in candidates:
        seen.setdefault((c.source, c.trust, c.period.earliest, c.period.latest), c)
    return list(seen.values())


def _names(value: object) -> str | None:
    values = value if isinstance(value, list) else [value]
    names = [_text(v.get("name")) if isinstance(v, dict) else _text(v) for v in values[:10]]
    return ", ".join(n for n in names if n and not n.startswith("http")) or None


def _text(value: object) -> str | None:
    return " ".join(only_xml(value).split())[:300] or None if isinstance(value, str) else None
