"""Who publishes a document, as one key: the registrable domain of its address, on platforms the account.

Only the address counts. What a page calls itself (its site name) is in the page's own hands, and no ground to
take two pages for two publishers. Where the address does not tell who publishes, nobody is named.
"""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from sightline.model.document import Document
from sightline.model.source import Source
from sightline.model.words import word_set

# Under a country's top-level domain these second labels are open to the public, as "co" in co.uk; after the
# Public Suffix List (publicsuffix.org), the labels that many countries have in common.
_OPEN = word_set(
    "ac co com edu gob gouv gov gub go ne net nom or org govt gv k12 sch ltd plc asso in kiev kyiv msk spb"
)

# Hosts where every account is its own publisher, told by the first piece of the path ...
_BY_PATH = word_set(
    "t.me x.com facebook.com instagram.com tiktok.com youtube.com vk.com ok.ru medium.com reddit.com "
    "linkedin.com threads.net bsky.app substack.com github.com gitlab.com rumble.com rutube.ru weibo.com "
    "flickr.com soundcloud.com patreon.com dzen.ru mastodon.social truthsocial.com gettr.com dailymotion.com"
)
# ... or by the label before the host.
_BY_LABEL = word_set(
    "blogspot.com wordpress.com substack.com github.io gitlab.io medium.com tumblr.com livejournal.com "
    "wixsite.com weebly.com typepad.com altervista.org netlify.app vercel.app pages.dev web.app "
    "neocities.org ghost.io over-blog.com tistory.com ucoz.ru narod.ru jimdofree.com canalblog.com"
)
_SAME_HOST = {
    "twitter.com": "x.com", "telegram.me": "t.me", "fb.com": "facebook.com", "threads.com": "threads.net",
    "nitter.net": "x.com",
}  # fmt: skip
# Hosts that pass on what others publish without saying in the address who that is.
_PASSING_ON = word_set(
    "archive.is archive.ph archive.today archive.md archive.li archive.fo archive.vn youtu.be translate.goog "
    "googleusercontent.com ampproject.org telegra.ph pastebin.com docs.google.com drive.google.com bit.ly "
    "t.co localhost"
)
# First pieces of a path that name a kind of page and no account; after some of them the account follows.
_NO_ACCOUNT = word_set(
    "watch shorts embed playlist story.php permalink.php photo.php photo video videos reel reels p r i status "
    "search hashtag explore share sharer home feed results post posts web joinchat topics tag live events"
)
_ACCOUNT_FOLLOWS = word_set("s c channel user u groups pages in company profile people public")
_ARCHIVED = re.compile(r"^/web/\d+[a-z_]*/(https?:/{1,2}.+)$", re.IGNORECASE)


def publisher(document: Document) -> str | None:
    """The key of who publishes: "example.com", "t.me/account", "name.blogspot.com". None where there is no
    address, or none that tells: files, bare IP addresses, mirrors of others' pages, platforms without an
    account."""
    return publisher_of(document.url) if document.url else None


def source_of(document: Document, known: Iterable[Source] = ()) -> Source:
    """The source that a document counts for: its publisher, by the address; "file:" for what came without one.
    known: sources on record, whose grade then holds. The name is what the page calls itself."""
    key = source_id(document.url)
    on_record = next((s for s in known if s.id == key), None)
    name = document.site or key
    return on_record or Source(key, "files without an address" if key == "file:" else name)


def source_id(url: str | None) -> str:
    """The id of the source that a document from this address counts for; "file:" where there is none."""
    if not url:
        return "file:"
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # "http://[" and the like
        return "file:"
    return publisher_of(url) or host.removeprefix("www.") or "file:"


def publisher_of(url: str) -> str | None:
    """The same for an address."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:  # "http://[" and the like
        return None
    archived = _ARCHIVED.match(parts.path) if host.endswith("archive.org") else None
    if archived:
        inner = re.sub(r"^(https?):/+", r"\1://", archived[1])
        return publisher_of(inner)
    if "." not in host or re.fullmatch(r"[\d.]+", host) or ":" in host:
        return None
    if blog := re.search(r"(?:^|\.)([^.]+)\.blogspot\.", host):  # name.blogspot.de is name.blogspot.com
        return f"{blog[1]}.blogspot.com"
    domain = registrable(host)
    domain = _SAME_HOST.get(domain, domain)
    if domain in _PASSING_ON or host in _PASSING_ON:
        return None
    label = host.removesuffix(domain).rstrip(".").split(".")[-1]
    if domain in _BY_LABEL and label not in ("", "www", "m", "mobile"):
        return f"{label}.{domain}"
    if domain in _BY_PATH or domain in _BY_LABEL:
        account = _account(parts.path)
        return f"{domain}/{account}" if account else None
    return domain


def registrable(host: str) -> str:
    """The part of a host name that somebody registered: "news.bbc.co.uk" -> "bbc.co.uk"."""
    try:
        host = host.lower().encode("idna").decode("ascii")
    except UnicodeError:
        host = host.lower()
    labels = host.removeprefix("www.").split(".")
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _OPEN else 2
    return ".".join(labels[-keep:])


def short_name(key: str) -> str:
    """What of a publisher's key could be its name: "example" of "example.com", the account of a platform."""
    host, _, account = key.partition("/")
    return account or host.split(".")[0]


def _account(path: str) -> str | None:
    pieces = [unquote(p).lower().lstrip("@") for p in path.split("/") if p]
    while pieces and pieces[0] in _ACCOUNT_FOLLOWS:
        pieces = pieces[1:]
    if not pieces or pieces[0] in _NO_ACCOUNT:
        return None
    wall = re.match(r"wall(-?\d+)", pieces[0])
    return wall[1] if wall else pieces[0]
