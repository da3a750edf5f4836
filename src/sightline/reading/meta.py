"""What a page says of itself for machines: title, byline, site and dates."""

import re
from dataclasses import dataclass

from sightline.model.document import DateCandidate
from sightline.reading.declared import declared, locale_of
from sightline.reading.tree import Element, attributes, elements, only_xml, words_of

_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline|by-line|author-name|article-author|post-author|entry-author)(?:$|[\s_-])"
)


@dataclass(frozen=True, slots=True)
class Meta:
    """None and () where the page does not say. byline: as printed for machines; credit: as printed for people.
    locale: the language tag of the page. address: where it says it stands."""

    title: str | None = None
    byline: str | None = None
    site: str | None = None
    credit: str | None = None
    dates: tuple[DateCandidate, ...] = ()
    locale: str | None = None
    address: str | None = None


def meta_of(root: Element) -> Meta:
    """From a tree whose comments have been taken out."""
    tags = _tags(root)
    found = declared(root, tags)
    article = found.article
    named = dict(reversed(tags))
    return Meta(
        title=_text(article.get("headline")) or named.get("og:title"),
        byline=_names(article.get("author")) or named.get("author") or named.get("article:author_name"),
        site=_names(article.get("publisher")) or named.get("og:site_name"),
        credit=_credit(root),
        dates=found.dates,
        locale=locale_of(root) or named.get("og:locale") or named.get("language"),
        address=_canonical(root) or named.get("og:url"),
    )


def _tags(root: Element) -> list[tuple[str, str]]:
    found = []
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = " ".join((tag.get("content") or "")[:500].split())
        if name and content:
            found.append((name.casefold(), content))
    return found


def _canonical(root: Element) -> str | None:
    links = (e.get("href") for e in root.iter("link") if (e.get("rel") or "").casefold() == "canonical")
    return next((href for href in links if href), None)


def _credit(root: Element) -> str | None:
    """The visible byline, where it is short enough to be one."""
    for e in elements(root):
        if _BYLINE.search(attributes(e)) or e.get("rel") == "author" or e.get("itemprop") == "author":
            text = " ".join(words_of(e).split())
            if 3 <= len(text) <= 160 and any(c.isalpha() for c in text):
                return text
    return None


def _names(value: object) -> str | None:
    values = value if isinstance(value, list) else [value]
    names = [_text(v.get("name")) if isinstance(v, dict) else _text(v) for v in values[:10]]
    return ", ".join(n for n in names if n and not n.startswith("http")) or None


def _text(value: object) -> str | None:
    return " ".join(only_xml(value).split())[:300] or None if isinstance(value, str) else None
